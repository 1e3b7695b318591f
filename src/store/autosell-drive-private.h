/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-store.h"
#include "autosell-store-private.h"

G_BEGIN_DECLS

/* What the files of autosell-drive-store.h share. */

/* The id by which PCs know the car @v of a query: the sheet's where it has one. */
#define AUTOSELL_DRIVE_VEHICLE(v) \
  "ifnull((SELECT row_id FROM sheet_base WHERE vehicle_pk = " v ".pk AND row_id <> '' LIMIT 1), " v ".id)"
/* The key of the car that is known by the text @t; NULL for none. */
#define AUTOSELL_DRIVE_KEY(t) \
  "ifnull((SELECT vehicle_pk FROM sheet_base WHERE row_id = " t " AND vehicle_pk IS NOT NULL LIMIT 1), " \
  "(SELECT pk FROM vehicle WHERE id = " t "))"
/* What Drive says of a photo's car: the folder that it is in, else its tag. @f: drive_file */
#define AUTOSELL_DRIVE_THERE(f) \
  "ifnull((SELECT above.vehicle FROM drive_file above WHERE above.id = " f ".parent AND above.is_folder), " f \
  ".vehicle)"
/* The folder of the car that is known by the text @t: of several the oldest, so that all PCs choose the same. */
#define AUTOSELL_DRIVE_FOLDER_OF(t) \
  "(SELECT own.id FROM drive_file own WHERE own.vehicle = " t " AND own.is_folder = 1 AND own.is_there " \
  "AND NOT own.is_trashed AND NOT own.is_gone ORDER BY own.created_at, own.id LIMIT 1)"

/* FALSE with @error. Text parameters only; NULL ends them. */
gboolean autosell_drive_run (AutosellConnection *connection, GError **error, const char *sql, const char *first,
                             ...) G_GNUC_NULL_TERMINATED;

/* How a photo is shown, "-t90-c…", "" for as it is. Returns: (transfer full) */
char *autosell_drive_dup_look (const AutosellPhotoInfo *info);
/* FALSE where it cannot be read. */
gboolean autosell_drive_parse_look (const char *look, AutosellPhotoKey *key);

/* *link: NULL for none. FALSE with @error */
gboolean autosell_drive_find_link (AutosellConnection *connection, AutosellDriveLink **link, GError **error);

/* The mirror of one file; its base stays. */
gboolean autosell_drive_put_record (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error);

/* ---- autosell-drive-incoming.c: what people put into the cars' folders ---- */

/* Notes a file that is not ours: one that may be a photo, in a folder of a car; forgets one that is no more. */
gboolean autosell_drive_note_peoples (AutosellConnection *connection, const AutosellDriveRecord *record,
                                      GError **error);
/* What came in already, here or on another PC, or is a photo of the car in another way, is not taken in again. */
gboolean autosell_drive_settle_peoples (AutosellConnection *connection, GError **error);
/* A statement for steps: id, vehicle, its key, photo, hash, size, name, MIME type. */
#define AUTOSELL_DRIVE_PEOPLES \
  "SELECT i.id, d.vehicle, " AUTOSELL_DRIVE_KEY ( \
    "d.vehicle") " AS key, i.photo, i.hash, i.size_bytes, i.name, " \
                 "i.mime_type " \
                 "FROM drive_incoming i JOIN drive_file d ON d.id = i.folder AND d.is_folder WHERE i.state = 0 AND " \
                 "NOT d.is_trashed " \
                 "AND NOT d.is_gone AND EXISTS (SELECT 1 FROM vehicle v WHERE v.pk = key AND v.deleted_at IS NULL) "
/* The first letters of the photo @p, by which its car's folder remembers that it came in and was removed: what was
 * purged from Drive's bin since would else come in once more on a PC that never had it. */
#define AUTOSELL_DRIVE_REMOVED(p) "substr(" p ", 1, 8)"
/* The letters of 260 with a blank between them are all that a folder's tags have room for. */
#define AUTOSELL_DRIVE_REMOVED_FULL "2339"
/* A statement for steps, with one limit: the folder, its car, all that it is to remember, between blanks. */
#define AUTOSELL_DRIVE_REMOVALS \
  "SELECT d.id, d.vehicle, trim(d.look || ' ' || group_concat(" AUTOSELL_DRIVE_REMOVED ( \
    "i.photo") ", ' ')) FROM drive_incoming i JOIN drive_file d ON d.id = i.folder AND d.is_folder " \
               "WHERE i.state = 1 AND NOT d.is_trashed AND NOT d.is_gone AND length(d.look) " \
               "< " AUTOSELL_DRIVE_REMOVED_FULL " AND instr(d.look, " AUTOSELL_DRIVE_REMOVED ( \
                 "i.photo") ") = 0 " \
                            "AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = i.photo AND p.deleted_at IS NULL) " \
                            "AND NOT EXISTS (SELECT 1 FROM drive_file f WHERE f.photo = i.photo AND f.is_there " \
                            "AND NOT f.is_trashed AND NOT f.is_gone) AND NOT " AUTOSELL_DRIVE_HAS_LIKE \
                            " GROUP BY d.id LIMIT ?"
/* Whether the folder's car has a photo, here or in Drive, that is the picture in another way. @d: its folder */
#define AUTOSELL_DRIVE_HAS_LIKE \
  "(EXISTS (SELECT 1 FROM photo p WHERE p.vehicle_pk = " AUTOSELL_DRIVE_KEY ( \
    "d.vehicle") " AND p.deleted_at IS NULL AND i.hash IN (p.source_hash, p.hash)) OR EXISTS (SELECT 1 FROM " \
                 "drive_file f " \
                 "WHERE f.vehicle = d.vehicle AND f.is_folder = 0 AND f.photo IS NOT NULL AND f.is_there AND NOT " \
                 "f.is_trashed AND NOT f.is_gone AND i.hash IN (f.source_hash, f.hash)))"
gboolean autosell_drive_adopt_peoples (AutosellConnection *connection, AutosellPhotoEdit *edit,
                                       const AutosellDriveArrival *arrival, GError **error);

#define AUTOSELL_DRIVE_DONE GINT_TO_POINTER (TRUE)

G_END_DECLS
