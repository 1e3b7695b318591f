/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

#define DRIVE_MIME_FOLDER "application/vnd.google-apps.folder"
#define DRIVE_MIME_SHEET "application/vnd.google-apps.spreadsheet"

/* A file as Drive sees it; a spreadsheet has its cells in the Book of the same id. */
typedef struct
{
  char *id;
  char *name;
  char *mime_type;
  char *parent;       /* (nullable): My Drive of its owner */
  char *drive;        /* (nullable): the shared drive that it is on; its root folder has the same id */
  char *owner;        /* e-mail; (nullable): of a shared drive's */
  GPtrArray *writers; /* (element-type utf8): others who may edit */
  GPtrArray *readers;
  char *last_editor;     /* e-mail */
  gboolean is_trashed;   /* itself; drive_is_in_trash() also where a folder above it is */
  gboolean is_deleted;   /* for ever: nobody sees it, and the log tells of it */
  gboolean anyone_reads; /* by link */
  gboolean is_blob;      /* has content in the state folder */
  gint64 size;
  char *md5, *sha256; /* (nullable) */
  gint64 change;      /* where it stands in the log of changes */
  gint64 created_ms, modified_ms;
  gint64 version;
  /* What an edit of cells makes of version and time is seen later: CloudQuirks.version_lag_ms */
  gint64 shown_version, shown_modified_ms;
  gint64 shown_from_ms; /* 0: nothing is waiting */
  JsonObject *app_properties;
} DriveFile;

typedef struct _Drive
{
  gint64 next_version, next_change;
  gint64 limit;         /* bytes that a person may store; 0 for no limit */
  GPtrArray *files;     /* (element-type DriveFile) */
  GHashTable *by_id;    /* id → DriveFile */
  GHashTable *promised; /* ids of generateIds that are not used yet; a set */
  GHashTable *uploads;  /* id → Upload: drive-upload.c */
} Drive;

Drive *drive_new (void);
void drive_free (Drive *drive);
JsonObject *drive_to_json (Drive *drive);
void drive_load (Drive *drive, JsonObject *object);

/* @id: (nullable): a new one */
DriveFile *drive_add (Cloud *cloud, const char *id, const char *name, const char *mime_type, const char *owner);
/* (nullable) */
DriveFile *drive_find (Drive *drive, const char *id);
/* Every file, in the order of creation. (element-type DriveFile) */
GPtrArray *drive_get_files (Drive *drive);
/* Somebody changed it; @is_cells: in the way of which Drive hears late. */
void drive_touch (Cloud *cloud, DriveFile *file, const char *email, gboolean is_cells);

gboolean drive_file_can_read (Drive *drive, const DriveFile *file, const char *email);
gboolean drive_file_can_write (Drive *drive, const DriveFile *file, const char *email);
/* Whether the call's person and scopes may see the file; else it does not exist for them. */
gboolean drive_is_visible (Call *call, const DriveFile *file);

/* Also where a folder above it is in the bin. */
gboolean drive_is_in_trash (Drive *drive, const DriveFile *file);
/* As far as is known of the call: visible, and on a shared drive only for those who said that they know of these. NULL:
 * the call has been refused. */
DriveFile *drive_take (Call *call, const char *id);
gboolean drive_may_change (Call *call, const DriveFile *file);
/* A new id as generateIds gives it. Returns: (transfer full) */
char *drive_make_id (void);
/* What is asked of a file that is to be made or changed: @given are the members of a File. FALSE: the call has been
 * refused. */
gboolean drive_check_given (Call *call, JsonObject *given);
/* NULL: the call has been refused. */
DriveFile *drive_create (Call *call, JsonObject *given, const char *mime_type);
void drive_change (Call *call, DriveFile *file, JsonObject *given);
void drive_set_content (Cloud *cloud, DriveFile *file, GBytes *bytes);
/* FALSE: there is no room for so many bytes more, and the call has been refused. */
gboolean drive_check_room (Call *call, const char *parent, gint64 size);
gint64 drive_count_bytes (Drive *drive, const char *email);
JsonObject *drive_describe (Call *call, DriveFile *file);
void drive_answer (Call *call, DriveFile *file);

/* drive-query.c: whether q= can be read, and whether @file is what it asks for. */
gboolean drive_query_check (Call *call, const char *q);
gboolean drive_query_matches (Call *call, const char *q, DriveFile *file);

/* drive-list.c, drive-upload.c, drive-people.c */
void drive_list (Call *call);
void drive_list_changes (Call *call);
void drive_tell_start_token (Call *call);
gboolean drive_handle_upload (Call *call);
void drive_upload_free (gpointer upload);
/* What a person does in Drive itself, posted to /control/drive or "act" of a fault:
 *
 *   { "do": "add", "parent": ID, "name": …, "owner": …, "mimeType": …, "base64": …, "appProperties": {…} }  → its id
 *   { "do": "trash" | "untrash" | "delete" | "grant" | "unshare" | "share", "file": ID, "email": … }
 *   { "do": "rename", "file": ID, "name": … }   { "do": "move", "file": ID, "to": ID }
 *   { "do": "tag", "file": ID, "appProperties": {…} }
 *   { "do": "shared-drive", "name": …, "members": [E-MAIL, …] }   → its id
 *   { "do": "limit", "bytes": … }   { "do": "forget-uploads" }
 *
 * FALSE: the call has been refused. @id: (out): of what was made, (nullable) */
gboolean drive_act (Call *call, JsonObject *act, const char **id);
/* All files as they are. */
void drive_tell_all (Call *call);

/* FALSE: no address of Drive. */
gboolean drive_handle (Call *call);

G_END_DECLS
