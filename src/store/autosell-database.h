/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sql.h"

G_BEGIN_DECLS

/* The open file: lanes, each a thread with a connection of its own that works off a queue. Private to the store. */
typedef struct _AutosellDatabase AutosellDatabase;

typedef enum
{
  AUTOSELL_LANE_WRITE, /* the only one that writes */
  AUTOSELL_LANE_READ,  /* short questions: pages, one car, history */
  AUTOSELL_LANE_LIST,  /* the ordered keys of a query, which a newer query cancels */
  AUTOSELL_LANE_CARE,  /* long ones: export, import plans, backups, checks */
  AUTOSELL_N_LANES
} AutosellLane;

/* Runs on the lane's thread. Returns NULL with @error set, or a result. @cancellable: (nullable), watched during the
 * job. */
typedef gpointer (*AutosellJobFunc) (AutosellConnection *connection, gpointer data, GCancellable *cancellable,
                                     GError **error);

/* Opens or creates @path, migrating it after a backup where it is older. Blocking. */
AutosellDatabase *autosell_database_open (const char *data_dir, GError **error);
/* Finishes what is queued, joins the threads and closes. */
void autosell_database_close (AutosellDatabase *self);

/* Queues a job; @task returns its result in its own context. @data and the result are freed with their functions. A job
 * that has begun in the WRITE lane is never cancelled. @task: (transfer full) */
void autosell_database_queue (AutosellDatabase *self, AutosellLane lane, AutosellJobFunc func, gpointer data,
                              GDestroyNotify data_free, GDestroyNotify result_free, GTask *task);

/* The same, waiting for the result. */
gpointer autosell_database_call (AutosellDatabase *self, AutosellLane lane, AutosellJobFunc func, gpointer data,
                                 GCancellable *cancellable, GError **error);

const char *autosell_database_get_data_dir (AutosellDatabase *self);
const char *autosell_database_get_path (AutosellDatabase *self);

G_END_DECLS
