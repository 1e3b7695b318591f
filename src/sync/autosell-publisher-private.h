/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-publisher.h"
#include "autosell-sheets.h"
#include "autosell-sync-turn.h"

G_BEGIN_DECLS

/* One run of the publisher: its way through the posts is in autosell-publisher.c, the steps of one post are in
 * autosell-publisher-steps.c. Each step ends by autosell_publisher_run_go_on(), as a rule after a record. */
typedef struct _AutosellPublisherRun AutosellPublisherRun;

struct _AutosellPublisherRun
{
  AutosellPublisher *self;        /* unowned: of the task */
  AutosellStore *store;           /* unowned */
  AutosellGraph *graph;           /* unowned */
  GTask *task;                    /* owned; owns the run */
  AutosellSyncTurn *turn;         /* owned, nullable */
  AutosellPublishing *publishing; /* owned */
  guint index;                    /* of the post in hand */
  AutosellPost *post;             /* unowned: of publishing */
  const AutosellPage *page;       /* unowned: of publishing */
  AutosellGraphAccess *access;    /* unowned: of accesses */
  AutosellPostStep step;
  guint n_steps;                       /* of the post in hand */
  GPtrArray *orphans;                  /* owned, nullable: ids of photos that the service has and no post uses */
  GPtrArray *photos;                   /* owned, nullable: of the car in hand, of AutosellPhoto */
  guint photo;                         /* that is being uploaded */
  AutosellGraphTokenState token_state; /* of an account that was lost */
  GHashTable *stopped;                 /* owned (element-type gint64*): Pages that are done with in this run */
  GHashTable *accesses;                /* owned: Page → AutosellGraphAccess */
  void (*after_record) (AutosellPublisherRun *run);
  gboolean knows_link, has_link; /* of the shared sheet */
  AutosellSheets *sheets;        /* owned, nullable: nobody is signed in for it */
  char *spreadsheet;             /* owned, nullable */
  GPtrArray *claims;             /* owned, nullable: who posts, as it was looked up at … */
  gint64 claims_us;              /* … this monotonic time */
  gint64 claimed_s;              /* of the claim in hand */
  char *other_name;              /* owned, nullable: of the PC that posts for the Page in hand */
  GPtrArray *foreign;            /* owned, nullable: posts of the Page in hand */
  AutosellPublisherReport report;
};

/* What stands for a photo of a post that is not there any more. */
#define AUTOSELL_PUBLISHER_LEFT_OUT "-"

gint64 autosell_publisher_run_now_s (const AutosellPublisherRun *run);
void autosell_publisher_run_wake_at (AutosellPublisherRun *run, gint64 at_s);
void autosell_publisher_run_stop_page (AutosellPublisherRun *run);
void autosell_publisher_run_go_on (AutosellPublisherRun *run);
/* Writes the post in hand down, then calls @after. @what: (nullable): no event */
void autosell_publisher_run_record (AutosellPublisherRun *run, const char *what, const char *detail,
                                    void (*after) (AutosellPublisherRun *));

/* On with the next post. */
void autosell_publisher_run_skip_post (AutosellPublisherRun *run);

/* From the beginning, with what the store has now. */
void autosell_publisher_run_restart (AutosellPublisherRun *run);
/* The run is over. @error: (transfer full) */
void autosell_publisher_run_fail (AutosellPublisherRun *run, GError *error);

/* Takes the step in hand, which makes a post, if it is this PC that posts for the Page. */
void autosell_publisher_run_guard (AutosellPublisherRun *run);
void autosell_publisher_run_take_step (AutosellPublisherRun *run);

/* What went wrong is over. */
void autosell_publisher_clear_error (AutosellPost *post);
gint64 autosell_publisher_get_backoff_s (const AutosellPost *post);
void autosell_publisher_run_try_later (AutosellPublisherRun *run, gint64 wait_s);
/* A call failed, and certainly had no effect. @error: (transfer full) */
void autosell_publisher_run_take_error (AutosellPublisherRun *run, GError *error);
/* It stands, now or at its time. @message: as it stands there */
void autosell_publisher_run_note_standing (AutosellPublisherRun *run, AutosellPostState state, const char *message);

/* Of what stands: autosell-publisher-keep.c */
void autosell_publisher_run_read_back (AutosellPublisherRun *run);
void autosell_publisher_run_edit (AutosellPublisherRun *run);
void autosell_publisher_run_comment (AutosellPublisherRun *run);
void autosell_publisher_run_remove (AutosellPublisherRun *run);
/* The account, or with @is_page_alone its part in this Page, is not accepted any more: its posts wait for a person. */
void autosell_publisher_run_lose_account (AutosellPublisherRun *run, const char *state, gboolean is_page_alone);

/* (nullable) */
AutosellGoogle *autosell_publisher_get_google (AutosellPublisher *self);
AutosellStore *autosell_publisher_get_store (AutosellPublisher *self);

G_END_DECLS
