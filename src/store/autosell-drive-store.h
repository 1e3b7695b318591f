/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-store.h"

G_BEGIN_DECLS

/* What the store keeps of the dealership's Drive: the link, and of each file of ours what Drive said of it last (the
 * mirror) and what both sides agreed on last (the base). So who was it that changed something is a comparison of three,
 * and what is still to be done is a question to the database: nothing is in memory, whatever the number of photos.
 *
 *   note     what Drive told, and up to where it was asked: one transaction
 *   merge    what people changed in Drive is done here; stops before mass removal
 *   plan     the next steps to take in Drive; each is recorded by finish (or adopt, for what came from there)
 *
 * A file belongs to a photo by the photo's id, to a car by the id that the sheet has for it, which PCs share. Threads
 * and errors are those of autosell-store.h; the _async ones run one at a time for each reconciler. */

typedef enum
{
  AUTOSELL_DRIVE_ROOT_FINE,
  AUTOSELL_DRIVE_ROOT_TRASHED,
  AUTOSELL_DRIVE_ROOT_LOST, /* gone, or not to be seen any more */
} AutosellDriveRootState;

typedef struct
{
  char *account; /* owned: of the service */
  char *root;    /* owned: the folder's id */
  char *name;    /* owned: its name */
  char *drive;   /* owned, nullable: the shared drive that it is on */
  char *sold;    /* owned, nullable: the folder for sold cars */
  char *cursor;  /* owned, nullable: where the log of changes was left; NULL: all is to be listed */
  gboolean is_paused;
  AutosellDriveRootState root_state;
  gint64 linked_us;
  gint64 synced_us; /* 0 for never */
} AutosellDriveLink;

AutosellDriveLink *autosell_drive_link_new (void);
AutosellDriveLink *autosell_drive_link_copy (const AutosellDriveLink *link);
void autosell_drive_link_free (AutosellDriveLink *link);

/* How things stand. */
typedef struct
{
  AutosellDriveLink *link; /* owned, nullable: none */
  guint n_refused;         /* pictures that people put there and that cannot be taken in */
  char *refused;           /* owned, nullable: the name of the first of them */
  char *refused_in;        /* owned, nullable: that of its folder */
  int refused_why;         /* AutosellPhotoErrorCode */
  guint n_photos;          /* here, in the stock and not in the bin */
  guint n_there;           /* of these in Drive, whole */
  guint n_to_send;
  gint64 bytes_to_send;
  guint n_to_fetch; /* in Drive and not here */
} AutosellDriveOutlook;

void autosell_drive_outlook_free (AutosellDriveOutlook *outlook);
void autosell_store_get_drive_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellDriveOutlook *autosell_store_get_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellDriveOutlook *autosell_store_get_drive_sync (AutosellStore *self, GError **error);

/* @link: (nullable): NULL unlinks, and what was known of Drive's files is forgotten, as it is where the root is
 * another. Nothing happens to the files. */
gboolean autosell_store_set_drive_sync (AutosellStore *self, const AutosellDriveLink *link, GError **error);
void autosell_store_set_drive_async (AutosellStore *self, const AutosellDriveLink *link, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean autosell_store_set_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* ---- What Drive told ---- */

/* A file of ours, as Drive has it. */
typedef struct
{
  char *id; /* owned */
  gboolean is_folder;
  gboolean is_trashed;
  gboolean is_gone; /* nothing else is known */
  char *vehicle;    /* owned, nullable */
  char *photo;      /* owned, nullable */
  char *name;       /* owned, nullable */
  char *parent;     /* owned, nullable */
  gint64 created_us;
  gint64 place;
  char *look; /* owned, nullable: "-t90-c…"; of a folder: which pictures of people's came in and were removed since */
  char *hash; /* owned, nullable */
  gint64 size;
  char *source_hash; /* owned, nullable */
  gint64 taken_us;   /* 0: unknown */
  char *original;    /* owned, nullable: the name where it came from */
  char *mime_type;   /* owned, nullable */
  gboolean can_trash;
} AutosellDriveRecord;

void autosell_drive_record_free (AutosellDriveRecord *record);

typedef enum
{
  AUTOSELL_DRIVE_NOTE_NONE = 0,
  AUTOSELL_DRIVE_NOTE_LIST = 1 << 0,        /* a page of the list of all */
  AUTOSELL_DRIVE_NOTE_LIST_BEGINS = 1 << 1, /* the first one */
  AUTOSELL_DRIVE_NOTE_LIST_ENDS = 1 << 2,   /* the last one: what was not in it is to be looked for */
  AUTOSELL_DRIVE_NOTE_PEOPLES = 1 << 3,     /* pictures that people put into a car's folder are to be taken in */
} AutosellDriveNoteFlags;

typedef struct
{
  gboolean wants_list; /* a folder came, went or moved: what is in it may have gone along unsaid */
  gboolean wants_root; /* the root was among them, or something was gone: is it still there? */
  GStrv missing;       /* owned, nullable: ids that a whole list did not have */
} AutosellDriveNoted;

void autosell_drive_noted_free (AutosellDriveNoted *noted);

/* @records: (element-type AutosellDriveRecord) (transfer full); @cursor: (nullable): stays as it is */
void autosell_store_note_drive_async (AutosellStore *self, GPtrArray *records, const char *cursor,
                                      AutosellDriveNoteFlags flags, GAsyncReadyCallback callback, gpointer user_data);
AutosellDriveNoted *autosell_store_note_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Folders of cars in which was not yet looked for what people put there: 20 at most. @searched: (nullable): those in
 * which it was, now;
 * @sees: FALSE: what people put there is not to be seen (any more), so none is asked for, and all are once it is.
 * Returns: (transfer full): may be empty */
void autosell_store_search_drive_async (AutosellStore *self, gboolean sees, const char *const *searched,
                                        GAsyncReadyCallback callback, gpointer user_data);
GStrv autosell_store_search_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* ---- What is done about it ---- */

typedef struct
{
  gboolean is_braked;    /* nothing was changed: a person must decide */
  guint n_removed_here;  /* photos that are gone in Drive, and so go to the bin here */
  guint n_removed_there; /* the other way round, to come */
  guint n_total;         /* photos on both sides */
  guint n_changed;       /* photos that were moved, turned or put in order here */
} AutosellDriveMerge;

/* More than a twentieth of the photos, and more than this, is not done unasked. */
#define AUTOSELL_DRIVE_FEW 3

void autosell_store_merge_drive_async (AutosellStore *self, gboolean allows_removal, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: (transfer full): g_free() */
AutosellDriveMerge *autosell_store_merge_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

typedef enum
{
  AUTOSELL_DRIVE_MAKE_FOLDER,
  AUTOSELL_DRIVE_EDIT_FOLDER,
  AUTOSELL_DRIVE_SEND,
  AUTOSELL_DRIVE_EDIT_PHOTO,
  AUTOSELL_DRIVE_FETCH,
  AUTOSELL_DRIVE_TAKE_IN, /* a picture of somebody's becomes a photo here, and goes to Drive as ours in the next plan */
} AutosellDriveStepKind;

typedef struct
{
  AutosellDriveStepKind kind;
  char *file;    /* owned: id in Drive */
  char *vehicle; /* owned: id of the car as PCs share it */
  gint64 vehicle_key;
  char *photo;  /* owned, nullable */
  char *name;   /* owned, nullable: stays */
  char *title;  /* owned, nullable: of a folder: what the car is called */
  char *parent; /* owned, nullable: where it is to be; stays */
  char *from;   /* owned, nullable: where it is */
  char *hash;   /* owned, nullable */
  gint64 size;
  gint64 place;      /* 0: stays */
  char *look;        /* owned, nullable: stays */
  char *source_hash; /* owned, nullable */
  gint64 taken_us;
  char *original;  /* owned, nullable */
  char *mime_type; /* owned, nullable: of somebody's picture */
  int trashed;     /* -1: stays */
  int sold;        /* of a folder: whether its car is sold now; -1: stays */
  char *removed;   /* owned, nullable: stays; of a folder: as the look of its record */
} AutosellDriveStep;

void autosell_drive_step_free (AutosellDriveStep *step);

typedef enum
{
  AUTOSELL_DRIVE_PLAN_ALL = 0,
  AUTOSELL_DRIVE_PLAN_NO_SENDING = 1 << 0, /* there is no room, or it is not to be now */
  AUTOSELL_DRIVE_PLAN_NO_FETCHING = 1 << 1,
  AUTOSELL_DRIVE_PLAN_COVERS = 1 << 2,     /* of what is to be fetched only the first of each car */
  AUTOSELL_DRIVE_PLAN_MOVES_SOLD = 1 << 3, /* sold cars' folders go into the link's folder for them */
  AUTOSELL_DRIVE_PLAN_TAKES_IN = 1 << 4,   /* what people put into the folders */
} AutosellDrivePlanFlags;

typedef struct
{
  GPtrArray *steps; /* owned, of AutosellDriveStep */
  guint n_ids;      /* ids that are wanted before there is more to do: promise them, and plan again */
} AutosellDrivePlan;

void autosell_drive_plan_free (AutosellDrivePlan *plan);

/* @wanted: (nullable): cars whose photos are fetched first, whatever the flags say; @ids: (transfer full) (nullable):
 * fresh ones, given to folders and photos that lack one and recorded before they are used */
void autosell_store_plan_drive_async (AutosellStore *self, AutosellDrivePlanFlags flags, guint limit, GArray *wanted,
                                      GStrv ids, GAsyncReadyCallback callback, gpointer user_data);
AutosellDrivePlan *autosell_store_plan_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* @record: (transfer full): how the file is now. @step: borrowed during the call */
void autosell_store_finish_drive_async (AutosellStore *self, const AutosellDriveStep *step, AutosellDriveRecord *record,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_finish_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Photos that came from Drive become photos of their cars, in one change: ours at their places, people's behind the
 * others. */
typedef struct
{
  char *file;                  /* owned */
  AutosellStagedPhoto *staged; /* owned */
  gboolean is_peoples;
} AutosellDriveArrival;

void autosell_drive_arrival_free (AutosellDriveArrival *arrival);
/* @arrivals: (element-type AutosellDriveArrival) (transfer full) */
void autosell_store_adopt_drive_async (AutosellStore *self, GPtrArray *arrivals, GAsyncReadyCallback callback,
                                       gpointer user_data);
AutosellCommitResult *autosell_store_adopt_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* The picture cannot be taken in, and is let be until it is another one. @why: AutosellPhotoErrorCode */
void autosell_store_refuse_drive_async (AutosellStore *self, const char *file, int why, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean autosell_store_refuse_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* All that was to be done has been. */
void autosell_store_settle_drive_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);

/* ---- One car ---- */

typedef struct
{
  gboolean is_linked; /* Drive is; else the rest is empty */
  char *folder;       /* owned, nullable: its id; none yet */
  GHashTable *there;  /* owned: ids of its photos that Drive has whole; a set of utf8 */
  GPtrArray *files;   /* owned, of utf8: the ids in Drive of these, in their order */
  guint n_to_fetch;   /* its photos that are in Drive and not here */
} AutosellDriveCar;

void autosell_drive_car_free (AutosellDriveCar *car);
/* Returns: (transfer full) */
void autosell_store_get_drive_car_async (AutosellStore *self, gint64 vehicle_key, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
AutosellDriveCar *autosell_store_get_drive_car_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellDriveCar *autosell_store_get_drive_car_sync (AutosellStore *self, gint64 vehicle_key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveCar, autosell_drive_car_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveLink, autosell_drive_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveOutlook, autosell_drive_outlook_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveRecord, autosell_drive_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveNoted, autosell_drive_noted_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveStep, autosell_drive_step_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDrivePlan, autosell_drive_plan_free)

G_END_DECLS
