/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-reconciler.h"
#include "autosell-drive-upload.h"
#include "autosell-photo-staging.h"

G_BEGIN_DECLS

/* One run of the reconciler: a GTask on the store, with this as its data. It is looked at what Drive has
 * (autosell-drive-look.c), then merged and planned (autosell-drive-reconciler.c), and each step of a plan is taken
 * (autosell-drive-steps.c). */
typedef struct
{
  AutosellDrive *drive; /* owned */
  AutosellDriveOptions options;
  AutosellDriveProgressFunc progress;
  gpointer progress_data;
  AutosellDriveLink *link;     /* owned, nullable until read */
  AutosellDriveReport *report; /* owned */
  AutosellDriveThrottle throttle;
  char *token;           /* owned, nullable: where the log is read on; of a list: where it starts afterwards */
  char *page_token;      /* owned, nullable: of the list */
  guint n_pages;         /* of one look */
  guint n_empty_pages;   /* of these in a row, without anything */
  gboolean sees_peoples; /* what people put into the folders */
  GStrv searched;        /* owned, nullable: folders in which it is looked for */
  gboolean has_searched;
  gboolean wants_list;
  gboolean wants_root;
  gboolean has_looked; /* at the root */
  gboolean has_listed;
  GStrv missing; /* owned, nullable */
  guint next_missing;
  GStrv ids;               /* owned, nullable: fresh ones for the next plan */
  AutosellDrivePlan *plan; /* owned, nullable */
  guint next_step;
  guint n_under_way;
  guint n_fetching;
  guint n_taking; /* one at a time, as what comes is of any size */
  guint n_plans;
  gboolean is_adopting;
  GHashTable *given_up;          /* owned: ids of files whose step failed in this run, or did not help; a set */
  GHashTable *taken;             /* owned: ids of files → how many steps they had in this run */
  GPtrArray *arrivals;           /* owned, of AutosellDriveArrival */
  AutosellPhotoStaging *staging; /* owned, nullable */
  GError *error;                 /* owned, nullable: ends the run once nothing is under way */
} AutosellDriveRun;

/* ---- autosell-drive-reconciler.c ---- */

AutosellStore *autosell_drive_run_get_store (GTask *task);
/* @error: (transfer full) (nullable) */
void autosell_drive_run_end (GTask *task, GError *error);
/* @photo: (nullable) */
void autosell_drive_run_tell (GTask *task, const char *photo, double fraction);
gboolean autosell_drive_run_is_of (const GError *error, AutosellNetErrorCode code);
/* What Drive has is known. */
void autosell_drive_run_merge (GTask *task);
/* A step is over: takes the next ones as long as there are hands, then looks what there is to do next. */
void autosell_drive_run_pump (GTask *task);

/* ---- autosell-drive-look.c ---- */

/* The log of changes, from where it was left. */
void autosell_drive_run_look_at_changes (GTask *task);
/* Each look may ask for another; each is done once at most. Then it merges. */
void autosell_drive_run_look (GTask *task);

/* ---- autosell-drive-steps.c ---- */

/* @step: of the plan, which stays until nothing is under way */
void autosell_drive_run_begin_step (GTask *task, const AutosellDriveStep *step);
/* Photos that arrived become the stock's, in one change, so that history and lists tell of it once. */
void autosell_drive_run_adopt (GTask *task);

G_END_DECLS
