/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph-vault.h"
#include "cloud-fixture.h"

/* The apps, people and Pages of the fake (tests/cloud/graph/state.c). */
#define APP "700100200300400"
#define SECRET "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define LIVE_APP "700100200300500"
#define LIVE_SECRET "1f1e2d3c4b5a69788796a5b4c3d2e1f1"
#define PROOF_APP "700100200300600"
#define PROOF_SECRET "2f1e2d3c4b5a69788796a5b4c3d2e1f2"
#define LAURA "10150000000000001"
#define NORTE "102900000000001"
#define VISTA "102900000000002"

/* A Facebook of each test's own. */
typedef struct
{
  FakeCloud *cloud;
  AutosellGraph *graph;
  AutosellGraphAccess *access; /* of the Page NORTE */
  GAsyncResult *result;        /* owned, nullable: of the call in hand */
  guint n_written;             /* so that no two texts are alike */
} FacebookFixture;

/* Once a program: what is logged is kept, for what must not be in it. */
void facebook_fixture_begin (void);
void facebook_fixture_set_up (FacebookFixture *fixture, gconstpointer data);
/* Fails where the fake was asked for what Meta does not have, and where a token, a code or a secret was logged. */
void facebook_fixture_tear_down (FacebookFixture *fixture, gconstpointer data);
void facebook_assert_not_logged (const char *secret);
/* @json: of POST /control/facebook/token (tests/cloud/graph/graph.h). Returns: (transfer full) */
char *facebook_fixture_give_token (FacebookFixture *fixture, const char *json);
/* A GAsyncReadyCallback; the user data is the fixture. */
void facebook_fixture_take_cb (GObject *object, GAsyncResult *result, gpointer user_data);
/* Returns: (transfer none) */
GAsyncResult *facebook_fixture_wait (FacebookFixture *fixture);
/* Before each further call. */
void facebook_fixture_next (FacebookFixture *fixture);
