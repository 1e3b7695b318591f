/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph.h"
#include "canned-server.h"

/* The Graph API's client before a server whose answers the test gives. */
typedef struct
{
  CannedServer *server;
  AutosellHttp *http;
  AutosellGraph *graph;
  AutosellGraphAccess *access;
  GAsyncResult *result; /* owned, nullable: of the call in hand */
} GraphFixture;

void graph_fixture_set_up (GraphFixture *fixture, gconstpointer data);
void graph_fixture_tear_down (GraphFixture *fixture, gconstpointer data);
/* A GAsyncReadyCallback; the user data is the fixture. */
void graph_fixture_take_cb (GObject *object, GAsyncResult *result, gpointer user_data);
/* Returns: (transfer none) */
GAsyncResult *graph_fixture_wait (GraphFixture *fixture);
/* Before each further call. */
void graph_fixture_next (GraphFixture *fixture);
void graph_fixture_assert_line (GraphFixture *fixture, guint index, const char *expected);
/* On Page 1029. @photos: (nullable); @scheduled_s: 0 for now. Returns: (transfer full) (nullable): the post's id */
char *graph_fixture_create_post (GraphFixture *fixture, const char *message, const char *const *photos,
                                 gint64 scheduled_s, GError **error);
