/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "autosell-photo-crop.h"

G_BEGIN_DECLS

/* A photo of a car: what is known of one file in the photo folder and how it is shown. Pure: the pixels belong to
 * media, the rows to the store.
 *
 * The file never changes once it is there; it is named by its content. Turning and cropping are attributes, applied
 * when the photo is shown or handed out: first the crop, in the pixels of the file, then the turn. So four turns lose
 * nothing, and a crop can be taken back. */

#define AUTOSELL_PHOTO_HASH_LENGTH 64 /* of SHA-256 in lower case hex digits */

/* What pixels are shown: the name of a thumbnail, and what a car's row tells of its cover. As text
 * "HASH[-tTURN][-cX.Y.WIDTH.HEIGHT]", where a turn of 0 and a crop of all are left out. */
typedef struct
{
  char hash[AUTOSELL_PHOTO_HASH_LENGTH + 1];
  int turn; /* 0, 90, 180, 270: degrees clockwise */
  gboolean has_crop;
  AutosellPhotoCrop crop; /* where has_crop */
} AutosellPhotoKey;

/* Returns: (transfer full) */
char *autosell_photo_key_to_string (const AutosellPhotoKey *key);
/* FALSE leaves *key untouched: what came from outside is never made into a path unless this has read it. */
gboolean autosell_photo_key_parse (const char *text, AutosellPhotoKey *key);
/* 64 lower case hex digits? */
gboolean autosell_photo_is_hash (const char *text);

typedef enum
{
  AUTOSELL_PHOTO_WHOLE,
  AUTOSELL_PHOTO_MISSING, /* the file is gone */
  AUTOSELL_PHOTO_ALTERED, /* another program changed it */
} AutosellPhotoMark;

/* Everything that is recorded of one photo. Strings are owned by whoever holds the struct. */
typedef struct
{
  char *id;           /* UUID; NULL until it is stored */
  gint64 vehicle_key; /* 0 until then */
  int position;       /* 0 is the cover; of a removed photo: where it was */
  char *hash;         /* SHA-256 of the file */
  char *source_hash;  /* SHA-256 of what came in; equal to hash where that was taken as it was */
  int width;          /* of the file, before crop and turn, px */
  int height;
  gint64 size_bytes;
  int turn; /* 0, 90, 180, 270: degrees clockwise */
  gboolean has_crop;
  AutosellPhotoCrop crop;
  gint64 taken_us; /* by the camera's clock, whose zone nobody knows, as though it were UTC; 0 for unknown */
  char *name;      /* nullable: the file's name where it came from; never used as a path */
  gboolean has_likeness;
  guint64 likeness;  /* perceptual hash of the file */
  gint64 added_us;   /* UTC */
  gint64 deleted_us; /* UTC; 0 for not in the bin */
  AutosellPhotoMark mark;
} AutosellPhotoInfo;

void autosell_photo_info_copy (AutosellPhotoInfo *to, const AutosellPhotoInfo *from);
void autosell_photo_info_clear (AutosellPhotoInfo *info);
void autosell_photo_info_get_key (const AutosellPhotoInfo *info, AutosellPhotoKey *key);
/* As shown, after crop and turn, px. */
void autosell_photo_info_get_shown_size (const AutosellPhotoInfo *info, int *width, int *height);

/* The same as an object for lists. Immutable: each change makes a new one. Thread-safe. */
#define AUTOSELL_TYPE_PHOTO (autosell_photo_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhoto, autosell_photo, AUTOSELL, PHOTO, GObject)

/* @info: copied */
AutosellPhoto *autosell_photo_new (const AutosellPhotoInfo *info);
/* Never NULL; valid as long as the photo. */
const AutosellPhotoInfo *autosell_photo_get_info (AutosellPhoto *self);
const char *autosell_photo_get_id (AutosellPhoto *self);
/* Owned by the photo: its AutosellPhotoKey as text. */
const char *autosell_photo_get_key (AutosellPhoto *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutosellPhotoInfo, autosell_photo_info_clear)

G_END_DECLS
