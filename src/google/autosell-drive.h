/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-account.h"

G_BEGIN_DECLS

/* Google Drive v3: folders, files, their content and the log of changes, typed and without policy. Every call knows of
 * shared drives. What makes a file takes an id that was fetched beforehand, so that it may be repeated: where it had
 * been made after all, the answer is AUTOSELL_NET_ERROR_CONFLICT. Asynchronous on the caller's main context; fails with
 * AUTOSELL_NET_ERROR or G_IO_ERROR_CANCELLED. */
#define AUTOSELL_TYPE_DRIVE (autosell_drive_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDrive, autosell_drive, AUTOSELL, DRIVE, GObject)

#define AUTOSELL_DRIVE_FOLDER "application/vnd.google-apps.folder"
/* Chunks of an upload are of this size, times any number, but for the last one. */
#define AUTOSELL_DRIVE_CHUNK_UNIT (256 * 1024)

AutosellDrive *autosell_drive_new (AutosellGoogleAccount *account);
AutosellGoogleAccount *autosell_drive_get_account (AutosellDrive *self);

/* ---- Files ---- */

typedef struct
{
  char *id;        /* owned */
  char *name;      /* owned, nullable: removed */
  char *mime_type; /* owned, nullable */
  char *parent;    /* owned, nullable */
  char *drive;     /* owned, nullable: the shared drive that it is on */
  char *sha256;    /* owned, nullable: lower case hex, of content only */
  char *link;      /* owned, nullable: for a browser */
  gint64 size;
  gint64 created_us;   /* UTC */
  gboolean is_trashed; /* itself or a folder above it */
  gboolean is_removed; /* of a change: gone for ever, or not to be seen any more; only the id is told */
  gboolean can_edit;
  gboolean can_trash;
  GHashTable *tags; /* owned: appProperties, utf8 → utf8 */
} AutosellDriveItem;

void autosell_drive_item_free (AutosellDriveItem *item);
/* Returns: (nullable) */
const char *autosell_drive_item_get_tag (const AutosellDriveItem *item, const char *name);
gboolean autosell_drive_item_is_folder (const AutosellDriveItem *item);

/* @count: 1 to 1000. Ids that are never used cost nothing. Returns: (transfer full) */
void autosell_drive_make_ids_async (AutosellDrive *self, guint count, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GStrv autosell_drive_make_ids_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* Returns: (transfer full) */
void autosell_drive_get_async (AutosellDrive *self, const char *id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/* What is to be made or changed; what is NULL stays as it is. Borrowed from the caller during the call only. */
typedef struct
{
  const char *name;
  const char *parent;      /* of a new one: where; else where it goes */
  const char *from;        /* of a move: where it is */
  const char *const *tags; /* name, value, …, NULL; the value "" takes the tag away */
  gboolean sets_trashed;
  gboolean is_trashed;
} AutosellDriveEdit;

/* Returns: (transfer full) */
void autosell_drive_make_folder_async (AutosellDrive *self, const char *id, const AutosellDriveEdit *edit,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Sets a state, so that twice is as once. */
void autosell_drive_edit_async (AutosellDrive *self, const char *id, const AutosellDriveEdit *edit,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of get, make_folder and edit. Returns: (transfer full) */
AutosellDriveItem *autosell_drive_item_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* ---- Lists ---- */

typedef struct
{
  GPtrArray *items; /* owned, of AutosellDriveItem */
  char *next;       /* owned, nullable: the token of the next page */
  char *start;      /* owned, nullable: of the last page of changes: where the next look begins */
} AutosellDrivePage;

void autosell_drive_page_free (AutosellDrivePage *page);

/* @text in the quotes of q=. Returns: (transfer full) */
char *autosell_drive_quote (const char *text);

/* @drive: (nullable): a shared drive; @token: (nullable): of the page before */
void autosell_drive_list_async (AutosellDrive *self, const char *q, const char *drive, const char *token,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* A token that is refused is AUTOSELL_NET_ERROR_INVALID or _NOT_FOUND: begin anew. */
void autosell_drive_list_changes_async (AutosellDrive *self, const char *token, const char *drive,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of both. Returns: (transfer full) */
AutosellDrivePage *autosell_drive_page_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* Where the log of changes stands now. Returns: (transfer full) */
void autosell_drive_get_start_async (AutosellDrive *self, const char *drive, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
char *autosell_drive_get_start_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* ---- Content ---- */

/* All of it, compared with @sha256 where that is told: what differs is AUTOSELL_NET_ERROR_UNEXPECTED. @max_bytes: more
 * is _TOO_LARGE. Returns: (transfer full) */
void autosell_drive_download_async (AutosellDrive *self, const char *id, const char *sha256, gsize max_bytes,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *autosell_drive_download_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* A session for @size bytes. @id: that of the file to be made, or where @is_new is FALSE of the one that gets this
 * content. Returns: (transfer full): an address that lives for a week and by itself allows to send these bytes: a
 * secret */
void autosell_drive_open_upload_async (AutosellDrive *self, const char *id, gboolean is_new,
                                       const AutosellDriveEdit *edit, const char *mime_type, gsize size,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *autosell_drive_open_upload_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

/* One chunk of @bytes from @from on, @length long; a length of 0 asks how much has arrived. Never repeated by itself:
 * after an error ask. AUTOSELL_NET_ERROR_NOT_FOUND: the session is gone. */
void autosell_drive_send_chunk_async (AutosellDrive *self, const char *session, GBytes *bytes, gsize from, gsize length,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @n_arrived: (out): how many bytes there are, which can be fewer than were sent.
 * @item: (out) (transfer full): the file, once all are; else NULL */
gboolean autosell_drive_send_chunk_finish (AutosellDrive *self, GAsyncResult *result, gsize *n_arrived,
                                           AutosellDriveItem **item, GError **error);

/* ---- Sharing ---- */

/* Everybody who has the link may look at it. */
void autosell_drive_share_async (AutosellDrive *self, const char *id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* Nobody may any more; that nobody might before is no error. */
void autosell_drive_unshare_async (AutosellDrive *self, const char *id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_drive_share_finish (AutosellDrive *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveItem, autosell_drive_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDrivePage, autosell_drive_page_free)

G_END_DECLS
