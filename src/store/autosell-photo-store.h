/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The photos of the stock: records in the database, files in the photo folder of media.
 *
 * What is promised:
 * - No record without its file: a staged file gets its final name within the write transaction, before the record is
 *   inserted. No file without a record for longer than until the next start: a sweep removes what a crash left, holding
 *   the write transaction too, so that it never meets an import of another process half way.
 * - A file stays as long as anything within reach names it: a record of a live photo or of one in the bin (30 days),
 *   and every backup in DATA/backups. So a backup that is restored finds its photos.
 * - Each file has a second name in DATA/backups/photos, a hard link where the file system can (no space is used): a
 *   photo that was deleted or replaced by another program is repaired from there; the copy of a photo folder on another
 *   disk, or the kept original, helps as well.
 * - One AutosellPhotoEdit is one transaction, one undo, and one event for each car that it touches.
 *
 * A car's row carries what lists need: how many photos, the cover's key and shown size, and what readiness lacks. The
 * writer keeps them in the same transaction. Photos do not raise a car's revision: an editor that is open while photos
 * come can still save. ::changed of AutosellStore names the cars.
 *
 * A car in the bin keeps its photos, and takes them along when it leaves it, either way.
 *
 * Threads, callbacks and errors: as in autosell-store.h. */

/* ---- One change of photos ---- */

/* Steps are done in the order in which they were added. Filled by one owner, then handed over. Photos that are gone
 * meanwhile (or are in the bin) are left out and counted as skipped; a car that is gone is NOT_FOUND. */
typedef struct _AutosellPhotoEdit AutosellPhotoEdit;

/* A photo that media has made ready: autosell-photo-staging.h. */
typedef struct _AutosellStagedPhoto AutosellStagedPhoto;

AutosellPhotoEdit *autosell_photo_edit_new (void);
void autosell_photo_edit_free (AutosellPhotoEdit *self);
gboolean autosell_photo_edit_is_empty (AutosellPhotoEdit *self);

/* At the end: no photo stands there. */
#define AUTOSELL_PHOTO_AT_END (-1)

/* @photos: (element-type AutosellStagedPhoto): referenced; @position: of the first one, or AUTOSELL_PHOTO_AT_END. One
 * edit may add to several cars. */
void autosell_photo_edit_add (AutosellPhotoEdit *self, gint64 vehicle_key, GPtrArray *photos, int position);
/* Puts these photos of a car together, in this order, so that the first of them stands at @position among those that
 * stay. @ids: NULL-terminated */
void autosell_photo_edit_move (AutosellPhotoEdit *self, const char *const *ids, int position);
/* All at once: photos that are not named follow in the order that they have. */
void autosell_photo_edit_order (AutosellPhotoEdit *self, gint64 vehicle_key, const char *const *ids);
/* First of its car. */
void autosell_photo_edit_cover (AutosellPhotoEdit *self, const char *id);
/* @degrees: clockwise, added to the turn that it has; any multiple of 90 */
void autosell_photo_edit_turn (AutosellPhotoEdit *self, const char *id, int degrees);
/* @crop: (nullable): NULL shows all of it again; one that does not fit, or is all of it, is cut to the file */
void autosell_photo_edit_crop (AutosellPhotoEdit *self, const char *id, const AutosellPhotoCrop *crop);
/* The old one goes to the bin and the new one takes its place. */
void autosell_photo_edit_replace (AutosellPhotoEdit *self, const char *id, AutosellStagedPhoto *photo);
void autosell_photo_edit_remove (AutosellPhotoEdit *self, const char *id);
/* Out of the bin, to the place where it was as near as can be. */
void autosell_photo_edit_restore (AutosellPhotoEdit *self, const char *id);
/* To another car, in this order. @position: there */
void autosell_photo_edit_give (AutosellPhotoEdit *self, const char *const *ids, gint64 vehicle_key, int position);

/* @edit: (transfer full). The result's keys are the cars; `change` 0 where nothing differed. For an edit with staged
 * photos: on success their files have gone to the folder; on error they are where they were, so that it can be tried
 * again. */
void autosell_store_edit_photos_async (AutosellStore *self, AutosellPhotoEdit *edit, GAsyncReadyCallback callback,
                                       gpointer user_data);
AutosellCommitResult *autosell_store_edit_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_edit_photos_sync (AutosellStore *self, AutosellPhotoEdit *edit, GError **error);

/* ---- Asking ---- */

/* The photos of a car in order; with @in_bin those in the bin instead, latest first. Quick. @vehicle_key: 0 with
 * @in_bin is all cars. Returns: (transfer full) (element-type AutosellPhoto) */
void autosell_store_list_photos_async (AutosellStore *self, gint64 vehicle_key, gboolean in_bin,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_list_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_list_photos_sync (AutosellStore *self, gint64 vehicle_key, gboolean in_bin, GError **error);

/* By id, live or in the bin. NOT_FOUND. Returns: (transfer full) */
AutosellPhoto *autosell_store_get_photo_sync (AutosellStore *self, const char *id, GError **error);

/* ---- The same picture twice ---- */

typedef enum
{
  AUTOSELL_LIKENESS_SAME,  /* the same file came in, or the same was made of it */
  AUTOSELL_LIKENESS_ALIKE, /* autosell_photo_is_alike() */
} AutosellLikeness;

typedef struct
{
  AutosellLikeness likeness;
  gboolean is_same_car; /* all of them are of one car */
  GPtrArray *photos;    /* owned, of AutosellPhoto: two or more, of cars in the stock, the oldest first */
} AutosellPhotoTwins;

void autosell_photo_twins_free (AutosellPhotoTwins *twins);

/* Groups of live photos that are the same or alike, same ones first; of all cars, or only those in which @vehicle_key
 * has a part. Returns: (transfer full) (element-type AutosellPhotoTwins) */
void autosell_store_find_twins_async (AutosellStore *self, gint64 vehicle_key, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_find_twins_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_find_twins_sync (AutosellStore *self, gint64 vehicle_key, GError **error);

/* For pictures that are not stored yet: for each the live photo that is nearest to it.
 * @photos: (element-type AutosellStagedPhoto): referenced.
 * finish: Returns: (transfer full) (element-type AutosellPhotoMatch): as many as were asked for, in their order */
typedef struct
{
  AutosellPhoto *photo; /* owned, nullable: NULL where there is none */
  AutosellLikeness likeness;
} AutosellPhotoMatch;

void autosell_store_match_photos_async (AutosellStore *self, GPtrArray *photos, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_match_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_match_photos_sync (AutosellStore *self, GPtrArray *photos, GError **error);

/* ---- Care ---- */

/* Removes files that nothing names, and what dead imports left. Also runs by itself some time after the start of the
 * window program. Returns: the number of files, -1 with @error */
gint64 autosell_store_sweep_photos_sync (AutosellStore *self, GError **error);

typedef enum
{
  AUTOSELL_PHOTO_CHECK_QUICK = 0,
  AUTOSELL_PHOTO_CHECK_HASH = 1 << 0,   /* read every file through, not only its size */
  AUTOSELL_PHOTO_CHECK_REPAIR = 1 << 1, /* put back what is missing or altered; mark what cannot be */
} AutosellPhotoCheckFlags;

typedef struct
{
  gint64 n_photos;  /* records, those in the bin included */
  gint64 n_removed; /* of them in the bin */
  gint64 bytes;     /* of their files, each once */
  gint64 n_strays;  /* files that nothing names */
  gint64 n_repaired;
  GPtrArray *missing; /* owned, of AutosellPhoto: with their mark; with REPAIR those that could not be */
  GPtrArray *altered; /* owned, of AutosellPhoto */
  GArray *keys;       /* owned (element-type gint64): cars of which a photo's mark came or went */
} AutosellPhotoCheck;

void autosell_photo_check_free (AutosellPhotoCheck *check);

/* Marks what it finds, and takes marks away from what is whole. @from: (nullable): another photo folder to repair from,
 * as on a backup disk. */
void autosell_store_check_photos_async (AutosellStore *self, AutosellPhotoCheckFlags flags, const char *from,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
AutosellPhotoCheck *autosell_store_check_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellPhotoCheck *autosell_store_check_photos_sync (AutosellStore *self, AutosellPhotoCheckFlags flags,
                                                      const char *from, GError **error);

/* ---- Settings: rows of the store, because window and command line count by them (`photos:none`, `ready:yes`) ---- */

#define AUTOSELL_SETTING_PHOTOS_WANTED "photos.wanted"          /* a number */
#define AUTOSELL_SETTING_KEEP_ORIGINALS "photos.keep-originals" /* "yes"; else no */
#define AUTOSELL_PHOTOS_WANTED_DEFAULT 8
#define AUTOSELL_PHOTOS_WANTED_MAX 40

/* From memory. Changes come with ::setting-changed, and then ::changed with all cars. */
int autosell_store_get_photos_wanted (AutosellStore *self);
void autosell_store_set_photos_wanted (AutosellStore *self, int wanted);
gboolean autosell_store_get_keep_originals (AutosellStore *self);
void autosell_store_set_keep_originals (AutosellStore *self, gboolean keep);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPhotoEdit, autosell_photo_edit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPhotoTwins, autosell_photo_twins_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPhotoCheck, autosell_photo_check_free)

G_END_DECLS
