/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-change-set.h"
#include "autosell-history.h"
#include "autosell-safety-copy.h"
#include "autosell-sql.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* One change being written: the one place where a vehicle's row, its events and its status history are written, always
 * together and always within one transaction. Private to the store; used on the write lane.
 *
 *   autosell_writer_begin (&writer, …);  then any number of steps;  autosell_writer_end (&writer, …)
 *
 * A step that changes nothing writes nothing, and a change without a step leaves no trace. When a step fails the change
 * is over: autosell_writer_abort(). */
typedef struct
{
  AutosellConnection *connection;
  AutosellAction action;
  gint64 change; /* id; 0 until the first event */
  gint64 seq;
  gint64 now_us;
  const char *who;    /* unowned */
  const char *origin; /* unowned */
  const char *reason; /* unowned, nullable */
  gint64 reverts;     /* change that is undone or redone; 0 for none */
  gint64 n_skipped;
  GArray *keys;        /* owned: cars touched, each once */
  gint64 last_key;     /* the one touched last, since steps come car by car */
  guint n_statuses;    /* cars that got another status */
  AutosellAction deal; /* what that was, the same for all of them; STATUS where they differ or it has no name */
} AutosellWriter;

/* Who does it and from where; both copied by nobody: they must outlive the writer. */
gboolean autosell_writer_begin (AutosellWriter *self, AutosellConnection *connection, AutosellAction action,
                                const char *who, const char *origin, const char *reason, GError **error);
/* Commits. Returns: (transfer full): NULL on error, with everything rolled back */
AutosellCommitResult *autosell_writer_end (AutosellWriter *self, GError **error);
/* The same after the copy is whole. @copy: (transfer full) (nullable) */
AutosellCommitResult *autosell_writer_end_with_copy (AutosellWriter *self, AutosellSafetyCopy *copy, GError **error);
void autosell_writer_abort (AutosellWriter *self);

/* A car's listing on Marketplace, as of autosell_listing_to_text(). It is nothing of the car itself: no revision is
 * raised. */
gboolean autosell_writer_set_listing (AutosellWriter *self, gint64 key, const char *text, GError **error);

/* A new car; gives @vehicle id, key, revision and times. */
gboolean autosell_writer_add (AutosellWriter *self, AutosellVehicle *vehicle, GError **error);

/* Makes @vehicle, just loaded from the store, have the values of @values in @fields, and writes what differs. */
gboolean autosell_writer_set (AutosellWriter *self, AutosellVehicle *vehicle, AutosellVehicle *values, guint64 fields,
                              GError **error);
gboolean autosell_writer_set_extra (AutosellWriter *self, AutosellVehicle *vehicle, const char *name, const char *text,
                                    GError **error);
/* Into the bin, or out of it. */
gboolean autosell_writer_set_deleted (AutosellWriter *self, AutosellVehicle *vehicle, gboolean deleted, GError **error);

/* The photos of a car, before and after as in autosell-photo-board.h. Their rows are the board's. */
gboolean autosell_writer_add_photo_event (AutosellWriter *self, gint64 key, const char *before, const char *after,
                                          GError **error);

/* Writes a whole set. CONFLICT, NOT_FOUND. */
gboolean autosell_writer_apply (AutosellWriter *self, AutosellChangeSet *changes, GError **error);

/* What undo and redo do with one change that was made before: autosell-undo.c */
gboolean autosell_writer_revert (AutosellWriter *self, gint64 change, gboolean is_redo, GError **error);

G_END_DECLS
