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
  char *parent;             /* (nullable) */
  char *owner;              /* e-mail */
  GPtrArray *writers;       /* (element-type utf8): others who may edit */
  GPtrArray *readers;
  char *last_editor;        /* e-mail */
  gboolean is_trashed;
  gint64 created_ms, modified_ms;
  gint64 version;
  /* What an edit of cells makes of version and time is seen later: CloudQuirks.version_lag_ms */
  gint64 shown_version, shown_modified_ms;
  gint64 shown_from_ms;     /* 0: nothing is waiting */
  JsonObject *app_properties;
} DriveFile;

typedef struct _Drive Drive;

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

gboolean drive_file_can_read (const DriveFile *file, const char *email);
gboolean drive_file_can_write (const DriveFile *file, const char *email);
/* Whether the call's person and scopes may see the file; else it does not exist for them. */
gboolean drive_is_visible (Call *call, const DriveFile *file);

/* FALSE: no address of Drive. */
gboolean drive_handle (Call *call);

G_END_DECLS
