/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-bulk.h"
#include "autosell-database.h"
#include "autosell-photo-edit-private.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* What the store's own files share. */

AutosellDatabase *autosell_store_get_database (AutosellStore *self);

/* Runs a job on a lane and gives its result to the callback, as a pointer of a GTask whose source is the store. */
void autosell_store_run (AutosellStore *self, AutosellLane lane, AutosellJobFunc func, gpointer data,
                         GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
/* The finish of such a task. */
gpointer autosell_store_run_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* The same for a job that commits and gives an AutosellCommitResult: ::changed is emitted before the callback. */
void autosell_store_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GDestroyNotify data_free,
                           GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_write_sync (AutosellStore *self, AutosellJobFunc func, gpointer data,
                                                 GError **error);

/* Emits ::changed for what is no change of the stock: marks of photos, what is wanted of them. @keys: (nullable) */
void autosell_store_emit_changed (AutosellStore *self, GArray *keys);
void autosell_store_emit_sheet_changed (AutosellStore *self);
void autosell_store_emit_posts_changed (AutosellStore *self);

/* All may have changed: a backup was restored. */
void autosell_store_look_for_news (AutosellStore *self);

/* Emits ::damaged, and has the next start read the whole file. */
void autosell_store_report_damage (AutosellStore *self);

/* Starts what is due once a day, where it has not been today. @care_day: (inout): the day when it was, 0 for never */
void autosell_store_care_daily (AutosellStore *self, int *care_day);

/* From this many cars on a change is “bulk” and backed up before. */
#define AUTOSELL_BULK_VEHICLES 10

/* Who changes what, copied for the write lane. */
typedef struct
{
  char *who;
  char *origin;
  char *data_dir;
  AutosellChangeSet *changes;    /* owned, nullable */
  AutosellImportPlan *plan;      /* owned, nullable */
  AutosellBulk *bulk;            /* owned, nullable */
  AutosellPhotoEdit *photos;     /* owned, nullable */
  AutosellProgressFunc progress; /* nullable; on the working thread */
  gpointer progress_data;
  GCancellable *cancellable; /* owned, nullable: watched until the commit */
  AutosellAction action;
  gint64 change; /* undo: a certain one */
  gint64 key;    /* repair: one car */
  guint mask;
} AutosellWriteJob;

AutosellWriteJob *autosell_write_job_new (AutosellStore *self);
void autosell_write_job_free (gpointer job);

G_END_DECLS
