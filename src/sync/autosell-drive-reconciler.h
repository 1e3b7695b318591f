/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-store.h"
#include "autosell-drive.h"

G_BEGIN_DECLS

/* Makes the photos here and in the dealership's Drive agree, once.
 *
 *   Autosell/                       the root, chosen or made (asm_kind=root)
 *     0133 NISSAN VERSA 2021/       one folder a car, named for people (asm_kind=vehicle, asm_vehicle)
 *       0100.jpg 0200.jpg …         its photos (asm_kind=photo, asm_photo, asm_vehicle, asm_order, asm_look …)
 *     Vendidos/                     where that is preferred: the folders of sold cars
 *
 * Who a file is stands in its appProperties and its id, never in its name or place, so that people may move and rename;
 * asm_root says which dealership's it is, so that one question lists all of it. The first photo in order is the cover;
 * places have room between them (core's photo-places), so that moving one photo changes one file.
 *
 * The store has three tables' worth of truth: the photos here, Drive as it was last told of (mirror), and what both
 * agreed on (base): autosell-drive-store.h. A run is a loop of steps, each recorded before the next, so it may die at
 * any instruction:
 *
 *   log of changes, or a list of all ─► mirror and cursor, one transaction for each page
 *     ─► merge: people's changes in Drive are done here, one transaction (mass removal stops and asks first)
 *     ─► plan: ids for what has none are recorded ─► up to three steps at a time: send, edit, fetch … ─► recorded
 *     ─► plan again, until there is nothing
 *
 *   dies after …            and the next run …
 *   an id was recorded      makes the file with this id
 *   the file was made       is told that the id is in use (409), reads the file and compares the checksum
 *   a part was sent         asks its session how much arrived, and goes on there
 *   it was sent, unheard    asks the session or the id: it is whole
 *   an edit was sent        sends it once more: it sets a state
 *   a photo was fetched     fetches it again; what is in the folder already is taken from there
 *
 * Where the account may see all files, pictures that people put into a car's folder are taken in: each becomes a photo
 * behind the others, whose id follows from the file's, and goes to Drive as a file of ours. The person's own stays as
 * it is: this program never changes a file that it has not made. Two PCs that take in the same one at the same moment
 * have the same photo; of its two files the older stays, and the other goes to the bin.
 *
 * Two PCs that link the same root see the same mirror. Both apply their own changes; what both changed is Drive's, and
 * each PC then follows it: they converge, because the last write is what everybody reads. Two folders of one car made
 * at the same moment: all PCs take the older one, move the photos over and put the empty one into the bin.
 *
 * Main thread; one run at a time for each store (autosell-sync-turn.h). */

typedef enum
{
  AUTOSELL_DRIVE_GET_ALL,
  AUTOSELL_DRIVE_GET_COVERS, /* and of other cars when they are looked at */
} AutosellDriveGet;

typedef struct
{
  gboolean allows_removal; /* the person has seen how many photos are gone */
  gboolean
    only_looks; /* nothing changed here since a whole run: without news from Drive there is nothing to work out */
  gboolean looks_at_root; /* whether it is still there: once for each start of the program */
  gboolean moves_sold;
  AutosellDriveGet get;
  gboolean takes_in;      /* what people put into the cars' folders, where the account may see it */
  GArray *wanted;         /* nullable, of gint64: cars that are looked at */
  guint bytes_per_second; /* of what is sent; 0: no limit */
  gsize chunk_bytes;      /* 0: 1 MiB; times of AUTOSELL_DRIVE_CHUNK_UNIT */
} AutosellDriveOptions;

typedef struct
{
  gboolean is_braked;
  AutosellDriveRootState root_state;
  gboolean is_full; /* Drive has no room left: photos wait here */
  guint n_removed_here;
  guint n_removed_there;
  guint n_changed; /* photos here that follow Drive */
  guint n_sent;
  guint n_fetched;
  guint n_taken_in; /* pictures that people had put there */
  guint n_refused;  /* of these, that cannot be photos: the store keeps which and why */
  guint n_edited;   /* files there */
  guint n_folders;
  guint n_failed; /* steps that Drive or this PC refused: see error */
  GError *error;  /* owned, nullable: the first of these */
  gint64 bytes_sent;
  gint64 bytes_fetched;
  gboolean is_whole; /* nothing is left to do */
} AutosellDriveReport;

void autosell_drive_report_free (AutosellDriveReport *report);

/* Told whenever a step is over, and while a photo is sent. @photo: (nullable): whose; @fraction: 0 to 1, 1 once it is
 * there */
typedef void (*AutosellDriveProgressFunc) (const AutosellDriveReport *so_far, const char *photo, double fraction,
                                           gpointer data);

/* @options: copied. Fails with what Drive or the store fail with; what was done by then is recorded. */
void autosell_drive_reconcile_async (AutosellStore *store, AutosellDrive *drive, const AutosellDriveOptions *options,
                                     AutosellDriveProgressFunc progress, gpointer progress_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellDriveReport *autosell_drive_reconcile_finish (AutosellStore *store, GAsyncResult *result, GError **error);

/* Links Drive: @id is the folder, or NULL for the one that was made for this project before, else a new one. What is
 * linked already with another folder is forgotten here. */
void autosell_drive_link_async (AutosellStore *store, AutosellDrive *drive, const char *id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellDriveLink *autosell_drive_link_finish (AutosellStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveReport, autosell_drive_report_free)

G_END_DECLS
