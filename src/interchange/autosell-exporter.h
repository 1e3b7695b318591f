/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-interchange-error.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* Writes vehicles one by one as CSV or XLSX to a temporary file, which takes the place of the destination at the end:
 * a failed export leaves the old file as it was. Columns: stock number and the sheet's own order first, then the other
 * fields that any vehicle has, extras by name, and the id last. Importing the result gives the same vehicles.
 *
 * CSV: UTF-8 with BOM (Excel needs it), comma, CRLF, minimal quotes. Text that begins with = + - @ TAB CR, or with an
 * apostrophe before one of these, gets an apostrophe in front, which our import takes off again. XLSX: real numbers and
 * dates, column widths, frozen header, filter; text is text there and needs no apostrophe.
 *
 * Blocking: on a working thread. */
typedef struct _AutosellExporter AutosellExporter;

typedef enum
{
  AUTOSELL_EXPORT_CSV,
  AUTOSELL_EXPORT_XLSX,
} AutosellExportFormat;

/* By the file's name: ".xlsx" is XLSX, anything else CSV. */
AutosellExportFormat autosell_export_format_guess (const char *filename);

/* The columns of the lot's own sheet, which are always written: stock number to location. */
guint64 autosell_export_fields_default (void);

/* What is told beside the fields, among their bits: how many photos there are, and how ready the car is to be shown
 * (“Ready”, “80 %: 3 more photos”; empty for one that is sold). The import passes over both. Where photos are is never
 * told. */
#define AUTOSELL_EXPORT_PHOTOS (G_GUINT64_CONSTANT (1) << 61)
#define AUTOSELL_EXPORT_READINESS (G_GUINT64_CONSTANT (1) << 62)

/* @fields: bit 1 << AutosellField of the columns wanted; autosell_export_fields_default() for the sheet's own.
 * @extra_names: NULL-terminated. */
AutosellExporter *autosell_exporter_new (GFile *destination, AutosellExportFormat format, guint64 fields,
                                         const char *const *extra_names, GError **error);
gboolean autosell_exporter_add (AutosellExporter *self, AutosellVehicle *vehicle, GError **error);
/* Completes and puts it in place. Either way the exporter is only to be freed afterwards. */
gboolean autosell_exporter_finish (AutosellExporter *self, GCancellable *cancellable, GError **error);
/* Before finish: leaves the destination as it was. */
void autosell_exporter_free (AutosellExporter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellExporter, autosell_exporter_free)

G_END_DECLS
