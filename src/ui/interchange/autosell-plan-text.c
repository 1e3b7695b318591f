/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-plan-text.h"

#include <glib/gi18n.h>

const char *
autosell_plan_kind_to_label (AutosellPlanKind kind)
{
  switch (kind)
    {
    case AUTOSELL_PLAN_NEW:
      return C_ ("car of an import", "New");
    case AUTOSELL_PLAN_CHANGED:
      return C_ ("car of an import", "Changed");
    case AUTOSELL_PLAN_SAME:
      return C_ ("car of an import", "Same");
    case AUTOSELL_PLAN_TWIN:
      return C_ ("car of an import", "Twin");
    case AUTOSELL_PLAN_BINNED:
      return C_ ("car of an import", "In the bin");
    case AUTOSELL_N_PLAN_KINDS:
    default:
      return "";
    }
}

const char *
autosell_match_to_label (AutosellMatch match)
{
  switch (match)
    {
    case AUTOSELL_MATCH_ID:
      return _("Found by its id");
    case AUTOSELL_MATCH_NIV:
      return _("Found by its NIV");
    case AUTOSELL_MATCH_PLATES:
      return _("Found by its plates");
    case AUTOSELL_MATCH_STOCK_NUMBER:
      return _("Found by its stock number, brand and model");
    case AUTOSELL_MATCH_LIKENESS:
      return _("Found by its likeness");
    case AUTOSELL_MATCH_NONE:
    default:
      return "";
    }
}

gboolean
autosell_plan_kind_writes (AutosellPlanKind kind)
{
  return kind != AUTOSELL_PLAN_SAME && kind != AUTOSELL_N_PLAN_KINDS;
}

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static char *
dup_shown (const char *text)
{
  return g_strdup (text == NULL || *text == '\0' ? "—" : text);
}

static void
add_change (GString *text, const char *label, const char *before, const char *after)
{
  g_autofree char *shown_before = dup_shown (before);
  g_autofree char *shown_after = dup_shown (after);
  /* Translators: field: value before → value after */
  g_autofree char *line = g_strdup_printf (_("%s: %s → %s"), label, shown_before, shown_after);

  add_line (text, line);
}

static void
add_changed_extras (GString *text, AutosellVehicle *existing, AutosellVehicle *incoming)
{
  const char *name;
  const char *after;

  for (guint i = 0; autosell_vehicle_get_extra_at (incoming, i, &name, &after); i++)
    if (g_strcmp0 (autosell_vehicle_get_extra (existing, name), after) != 0)
      add_change (text, name, autosell_vehicle_get_extra (existing, name), after);
}

static void
add_changes (GString *text, AutosellPlanRow *row, AutosellVehicle *existing)
{
  AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);
  guint64 changed = autosell_plan_row_get_changed_fields (row);

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if ((changed & (G_GUINT64_CONSTANT (1) << field)) == 0
          || autosell_vehicle_get_value (incoming, field)->state == AUTOSELL_VALUE_RAW)
        continue; /* what could not be read is told below */
      before = autosell_value_to_display (autosell_vehicle_get_value (existing, field), field);
      after = autosell_value_to_display (autosell_vehicle_get_value (incoming, field), field);
      add_change (text, autosell_field_get_label (field), before, after);
    }
  if (autosell_plan_row_has_changed_extra (row))
    add_changed_extras (text, existing, incoming);
}

/* What a new car is, in a line. */
static void
add_description (GString *text, AutosellVehicle *vehicle)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_KM, AUTOSELL_FIELD_COLOUR,
                                          AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION };
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, fields[i]);
      g_autofree char *display = NULL;

      if (value->state != AUTOSELL_VALUE_KNOWN)
        continue;
      display = autosell_value_to_display (value, fields[i]);
      g_string_append_printf (line, "%s%s%s", line->len > 0 ? " · " : "", display,
                              fields[i] == AUTOSELL_FIELD_KM ? " km" : "");
    }
  if (line->len > 0)
    add_line (text, line->str);
}

char *
autosell_plan_row_dup_text (AutosellPlanRow *row)
{
  AutosellVehicle *existing = autosell_plan_row_get_existing (row);
  AutosellPlanKind kind = autosell_plan_row_get_kind (row);
  GString *text = g_string_new (NULL);

  if (kind == AUTOSELL_PLAN_TWIN)
    add_line (text, _("Like another row; comes in as a car of its own"));
  else if (kind == AUTOSELL_PLAN_BINNED)
    add_line (text, _("Comes back from the bin"));
  if ((kind == AUTOSELL_PLAN_CHANGED || kind == AUTOSELL_PLAN_BINNED) && existing != NULL)
    add_changes (text, row, existing);
  else
    add_description (text, autosell_plan_row_get_incoming (row));
  return g_string_free (text, FALSE);
}

char *
autosell_plan_row_dup_unreadable (AutosellPlanRow *row)
{
  AutosellVehicle *vehicle = autosell_plan_row_get_incoming (row);
  g_autoptr(GString) text = NULL;

  if (autosell_plan_row_get_n_unreadable (row) == 0)
    return NULL;
  text = g_string_new (NULL);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);
      g_autofree char *line = NULL;

      if (value->state != AUTOSELL_VALUE_RAW)
        continue;
      /* Translators: field, and the text of a cell */
      line =
        g_strdup_printf (_("%s: “%s” is not understood, kept as text"), autosell_field_get_label (field), value->text);
      add_line (text, line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
