/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-exporter.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-header.h"
#include "autosell-heading.h"
#include "autosell-readiness.h"
#include "autosell-row-writer.h"
#include "autosell-table.h"

/* Excel's limit for one cell, in UTF-16 units. */
#define XLSX_MAX_UNITS 32767

/* Longest whole number that a spreadsheet keeps to the last digit. */
#define MAX_DIGITS 15

/* In the order of the lot's own sheet. */
static const AutosellField sheet_order[] = {
  AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_GROUP,  AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_MODEL,
  AUTOSELL_FIELD_BRAND,        AUTOSELL_FIELD_YEAR,   AUTOSELL_FIELD_COLOUR,     AUTOSELL_FIELD_PRICE,
  AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION,
};

typedef struct
{
  AutosellField field;
  const char *heading; /* static */
  AutosellRowColumn column;
} FieldColumn;

struct _AutosellExporter
{
  AutosellExportFormat format;
  AutosellOutputFile *file;  /* owned */
  AutosellRowWriter *writer; /* owned */
  GArray *fields;            /* owned, of FieldColumn */
  char **extra_names;        /* owned */
  guint64 told;              /* AUTOSELL_EXPORT_PHOTOS and _READINESS */
};

AutosellExportFormat
autosell_export_format_guess (const char *filename)
{
  gsize length;

  g_return_val_if_fail (filename != NULL, AUTOSELL_EXPORT_CSV);

  length = strlen (filename);
  return length > 5 && g_ascii_strcasecmp (filename + length - 5, ".xlsx") == 0 ? AUTOSELL_EXPORT_XLSX
                                                                                : AUTOSELL_EXPORT_CSV;
}

guint64
autosell_export_fields_default (void)
{
  guint64 fields = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sheet_order); i++)
    fields |= G_GUINT64_CONSTANT (1) << sheet_order[i];
  return fields;
}

/* ---- Headings: in the user's language, as long as the import knows the word ---- */

static const char *
get_field_heading (AutosellField field)
{
  const char *label = autosell_field_get_label (field);
  AutosellField found;

  return autosell_field_find (label, &found) && found == field ? label : autosell_field_get_info (field)->name;
}

static const char *
get_id_heading (void)
{
  const char *label = autosell_import_get_id_label ();

  return autosell_heading_is_id (label) ? label : "Autosell ID";
}

/* In the user's language as long as the import knows to pass over it. Returns: static */
static const char *
get_told_heading (guint64 told)
{
  const char *label = told == AUTOSELL_EXPORT_PHOTOS ? _("Photos (Autosell)") : _("Readiness (Autosell)");

  if (autosell_heading_is_told (label))
    return label;
  return told == AUTOSELL_EXPORT_PHOTOS ? "Photos (Autosell)" : "Readiness (Autosell)";
}

static const guint64 all_told[] = { AUTOSELL_EXPORT_PHOTOS, AUTOSELL_EXPORT_READINESS };

static char *
dup_extra_heading (const char *name)
{
  return autosell_import_is_plain_extra_name (name) ? g_strdup (name)
                                                    : g_strconcat (AUTOSELL_EXTRA_HEADING_PREFIX, name, NULL);
}

static gboolean
write_header (AutosellExporter *self, GError **error)
{
  AutosellRowWriter *writer = self->writer;

  if (!writer->begin_row (writer, error))
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (!writer->add_cell (writer, AUTOSELL_ROW_TEXT, g_array_index (self->fields, FieldColumn, i).heading, error))
      return FALSE;
  for (char **name = self->extra_names; *name != NULL; name++)
    {
      g_autofree char *heading = dup_extra_heading (*name);

      if (!writer->add_cell (writer, AUTOSELL_ROW_TEXT, heading, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (all_told); i++)
    if ((self->told & all_told[i]) != 0
        && !writer->add_cell (writer, AUTOSELL_ROW_TEXT, get_told_heading (all_told[i]), error))
      return FALSE;
  return writer->add_cell (writer, AUTOSELL_ROW_TEXT, get_id_heading (), error) && writer->end_row (writer, error);
}

/* ---- Columns ---- */

static AutosellRowColumn
make_row_column (AutosellField field, const char *heading)
{
  glong label = g_utf8_strlen (heading, -1) + 3; /* the filter's button */
  AutosellRowColumn column = { 0, AUTOSELL_ROW_TEXT };

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
      column = (AutosellRowColumn){ 9, field == AUTOSELL_FIELD_YEAR ? AUTOSELL_ROW_COUNT : AUTOSELL_ROW_INTEGER };
      break;
    case AUTOSELL_KIND_MONEY:
      column = (AutosellRowColumn){ 13, AUTOSELL_ROW_MONEY };
      break;
    case AUTOSELL_KIND_DATE:
      column = (AutosellRowColumn){ 12, AUTOSELL_ROW_DATE };
      break;
    case AUTOSELL_KIND_TEXT:
      column.width = field == AUTOSELL_FIELD_NIV ? 20 : 16;
      break;
    case AUTOSELL_KIND_LONG_TEXT:
      column.width = 40;
      break;
    case AUTOSELL_KIND_LIST:
      column.width = 30;
      break;
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
    default:
      column.width = 12;
      break;
    }
  if (field == AUTOSELL_FIELD_MODEL || field == AUTOSELL_FIELD_VERSION)
    column.width = 24;
  if (field == AUTOSELL_FIELD_STOCK_NUMBER || field == AUTOSELL_FIELD_GROUP)
    column.width = 8;
  column.width = MAX (column.width, (guint) label);
  return column;
}

static void
add_field (AutosellExporter *self, AutosellField field)
{
  FieldColumn column = { field, get_field_heading (field), { 0 } };

  column.column = make_row_column (field, column.heading);
  g_array_append_val (self->fields, column);
}

static void
add_fields (AutosellExporter *self, guint64 wanted)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheet_order); i++)
    if (wanted & G_GUINT64_CONSTANT (1) << sheet_order[i])
      add_field (self, sheet_order[i]);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (wanted & ~autosell_export_fields_default () & G_GUINT64_CONSTANT (1) << field)
      add_field (self, field);
}

static AutosellRowWriter *
make_writer (AutosellExporter *self, GError **error)
{
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (AutosellRowColumn));
  AutosellRowColumn column;

  if (self->format == AUTOSELL_EXPORT_CSV)
    return autosell_csv_writer_new (self->file);

  for (guint i = 0; i < self->fields->len; i++)
    g_array_append_val (columns, g_array_index (self->fields, FieldColumn, i).column);
  for (char **name = self->extra_names; *name != NULL; name++)
    {
      column = (AutosellRowColumn){ CLAMP (g_utf8_strlen (*name, -1) + 3, 14, 40), AUTOSELL_ROW_TEXT };
      g_array_append_val (columns, column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (all_told); i++)
    {
      column = all_told[i] == AUTOSELL_EXPORT_PHOTOS ? (AutosellRowColumn){ 19, AUTOSELL_ROW_COUNT }
                                                     : (AutosellRowColumn){ 34, AUTOSELL_ROW_TEXT };
      if ((self->told & all_told[i]) != 0)
        g_array_append_val (columns, column);
    }
  column = (AutosellRowColumn){ 38, AUTOSELL_ROW_TEXT };
  g_array_append_val (columns, column);
  return autosell_xlsx_writer_new (self->file, (const AutosellRowColumn *) columns->data, columns->len, error);
}

AutosellExporter *
autosell_exporter_new (GFile *destination, AutosellExportFormat format, guint64 fields, const char *const *extra_names,
                       GError **error)
{
  g_autoptr(AutosellExporter) self = NULL;

  g_return_val_if_fail (G_IS_FILE (destination), NULL);

  self = g_new0 (AutosellExporter, 1);
  self->format = format;
  self->fields = g_array_new (FALSE, FALSE, sizeof (FieldColumn));
  self->told = fields & (AUTOSELL_EXPORT_PHOTOS | AUTOSELL_EXPORT_READINESS);
  add_fields (self, fields);
  self->extra_names = extra_names != NULL ? g_strdupv ((char **) extra_names) : g_new0 (char *, 1);
  if (!(self->file = autosell_output_file_new (destination, error)) || !(self->writer = make_writer (self, error))
      || !write_header (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- Cells ---- */

static gboolean
check_length (AutosellExporter *self, AutosellVehicle *vehicle, const char *text, const char *heading, GError **error)
{
  g_autofree char *title = NULL;

  if (strlen (text) <= XLSX_MAX_UNITS) /* nearly always */
    return TRUE;
  if (self->format == AUTOSELL_EXPORT_CSV ? strlen (text) < AUTOSELL_TABLE_MAX_CELL_BYTES
                                          : g_utf8_strlen (text, -1) <= XLSX_MAX_UNITS / 2)
    return TRUE;

  title = autosell_vehicle_dup_title (vehicle);
  g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
               /* Translators: the name of a field, then of a car */
               _("“%s” of %s is too long for a spreadsheet."), heading, title);
  return FALSE;
}

/* Numbers of the lot (stock number, group) that a spreadsheet sorts as numbers, and that come back letter by letter. */
static gboolean
is_plain_count (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && n <= MAX_DIGITS && text[n] == '\0' && (n == 1 || text[0] != '0');
}

/* The word in the user's language if it says the same, else the canonical one. Returns: static or @nick */
static const char *
get_choice_label (AutosellField field, const char *nick)
{
  AutosellStatus status = autosell_status_from_nick (nick);
  AutosellAcquisition acquisition = autosell_acquisition_from_nick (nick);
  AutosellStatus parsed_status;
  AutosellAcquisition parsed_acquisition;
  const char *label;

  if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_STATUS)
    {
      label = autosell_status_to_label (status);
      return autosell_status_parse (label, &parsed_status) && parsed_status == status ? label : nick;
    }
  label = autosell_acquisition_to_label (acquisition);
  return autosell_acquisition_parse (label, &parsed_acquisition) && parsed_acquisition == acquisition ? label : nick;
}

static gboolean
write_text (AutosellExporter *self, AutosellVehicle *vehicle, const char *heading, const char *text, GError **error)
{
  return check_length (self, vehicle, text, heading, error)
         && self->writer->add_cell (self->writer, AUTOSELL_ROW_TEXT, text, error);
}

static gboolean
write_field (AutosellExporter *self, AutosellVehicle *vehicle, const FieldColumn *column, GError **error)
{
  AutosellField field = column->field;
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);
  AutosellRowWriter *writer = self->writer;
  g_autofree char *text = autosell_value_to_string (value, field);

  if (text == NULL)
    return writer->add_cell (writer, AUTOSELL_ROW_TEXT, NULL, error);
  if (value->state == AUTOSELL_VALUE_RAW)
    return write_text (self, vehicle, column->heading, text, error);

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
    case AUTOSELL_KIND_DATE:
      return writer->add_cell (writer, column->column.usual, text, error);
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      return writer->add_cell (writer, AUTOSELL_ROW_TEXT, get_choice_label (field, text), error);
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    default:
      if ((field == AUTOSELL_FIELD_STOCK_NUMBER || field == AUTOSELL_FIELD_GROUP) && is_plain_count (text))
        return writer->add_cell (writer, AUTOSELL_ROW_COUNT, text, error);
      return write_text (self, vehicle, column->heading, text, error);
    }
}

static gboolean
write_extra (AutosellExporter *self, AutosellVehicle *vehicle, const char *name, GError **error)
{
  const char *text = autosell_vehicle_get_extra (vehicle, name);

  return text != NULL ? write_text (self, vehicle, name, text, error)
                      : self->writer->add_cell (self->writer, AUTOSELL_ROW_TEXT, NULL, error);
}

static gboolean
write_told (AutosellExporter *self, AutosellVehicle *vehicle, guint64 told, GError **error)
{
  AutosellReadiness readiness;
  g_autofree char *text = NULL;

  if (told == AUTOSELL_EXPORT_PHOTOS)
    {
      text = g_strdup_printf ("%u", autosell_vehicle_get_n_photos (vehicle));
      return self->writer->add_cell (self->writer, AUTOSELL_ROW_COUNT, text, error);
    }
  autosell_readiness_get (vehicle, &readiness);
  text = autosell_readiness_dup_badge (&readiness);
  return self->writer->add_cell (self->writer, AUTOSELL_ROW_TEXT, readiness.is_asked ? text : NULL, error);
}

gboolean
autosell_exporter_add (AutosellExporter *self, AutosellVehicle *vehicle, GError **error)
{
  AutosellRowWriter *writer;

  g_return_val_if_fail (self != NULL && AUTOSELL_IS_VEHICLE (vehicle), FALSE);

  writer = self->writer;
  if (!writer->begin_row (writer, error))
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (!write_field (self, vehicle, &g_array_index (self->fields, FieldColumn, i), error))
      return FALSE;
  for (char **name = self->extra_names; *name != NULL; name++)
    if (!write_extra (self, vehicle, *name, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (all_told); i++)
    if ((self->told & all_told[i]) != 0 && !write_told (self, vehicle, all_told[i], error))
      return FALSE;
  return writer->add_cell (writer, AUTOSELL_ROW_TEXT, autosell_vehicle_get_id (vehicle), error)
         && writer->end_row (writer, error);
}

gboolean
autosell_exporter_finish (AutosellExporter *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !g_cancellable_set_error_if_cancelled (cancellable, error) && self->writer->finish (self->writer, error)
         && autosell_output_file_commit (self->file, error);
}

void
autosell_exporter_free (AutosellExporter *self)
{
  if (self->writer != NULL)
    self->writer->free (self->writer);
  g_clear_pointer (&self->file, autosell_output_file_free);
  g_array_unref (self->fields);
  g_strfreev (self->extra_names);
  g_free (self);
}
