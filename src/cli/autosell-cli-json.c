/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-json.h"

#include "autosell-readiness.h"

#include <errno.h>
#include <string.h>

#include "autosell-cli-print.h"

#define FLUSH_BYTES (64 * 1024)

struct _AutosellCliJson
{
  FILE *out;       /* unowned */
  GString *buffer; /* owned */
  GString *open;   /* owned; the closing brackets due, innermost last */
  gboolean is_first;
  gboolean is_pretty;
  int write_errno; /* of the first write that failed */
};

static void
flush_buffer (AutosellCliJson *self)
{
  if (self->buffer->len > 0 && self->write_errno == 0
      && fwrite (self->buffer->str, 1, self->buffer->len, self->out) != self->buffer->len)
    self->write_errno = errno != 0 ? errno : EIO;
  g_string_truncate (self->buffer, 0);
}

static void
append_quoted (GString *buffer, const char *text)
{
  g_string_append_c (buffer, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (buffer, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (buffer, "\\n");
      else if (c == '\t')
        g_string_append (buffer, "\\t");
      else if (autosell_cli_is_unsafe (c)) /* JSON asks it for C0 only; a terminal may be reading the others */
        g_string_append_printf (buffer, "\\u%04x", c);
      else
        g_string_append_len (buffer, p, g_utf8_next_char (p) - p);
    }
  g_string_append_c (buffer, '"');
}

static void
new_line (AutosellCliJson *self)
{
  g_string_append_c (self->buffer, '\n');
  for (gsize i = 0; i < self->open->len; i++)
    g_string_append (self->buffer, "  ");
}

static void
begin_member (AutosellCliJson *self, const char *name)
{
  if (!self->is_first)
    g_string_append_c (self->buffer, ',');
  if (self->is_pretty)
    new_line (self);
  self->is_first = FALSE;
  if (name == NULL)
    return;
  append_quoted (self->buffer, name);
  g_string_append (self->buffer, self->is_pretty ? ": " : ":");
}

static void
open_bracket (AutosellCliJson *self, const char *brackets)
{
  g_string_append_c (self->buffer, brackets[0]);
  g_string_append_c (self->open, brackets[1]);
  self->is_first = TRUE;
}

AutosellCliJson *
autosell_cli_json_new (FILE *out, gboolean is_pretty)
{
  AutosellCliJson *self = g_new0 (AutosellCliJson, 1);

  self->out = out;
  self->is_pretty = is_pretty;
  self->buffer = g_string_sized_new (FLUSH_BYTES + 4096);
  self->open = g_string_new (NULL);
  open_bracket (self, "{}");
  return self;
}

void
autosell_cli_json_free (AutosellCliJson *self)
{
  g_string_free (self->buffer, TRUE);
  g_string_free (self->open, TRUE);
  g_free (self);
}

void
autosell_cli_json_begin_object (AutosellCliJson *self, const char *name)
{
  begin_member (self, name);
  open_bracket (self, "{}");
}

void
autosell_cli_json_begin_array (AutosellCliJson *self, const char *name)
{
  begin_member (self, name);
  open_bracket (self, "[]");
}

void
autosell_cli_json_end (AutosellCliJson *self)
{
  char bracket;

  g_return_if_fail (self->open->len > 0);

  bracket = self->open->str[self->open->len - 1];
  g_string_truncate (self->open, self->open->len - 1);
  if (self->is_pretty && !self->is_first)
    new_line (self);
  g_string_append_c (self->buffer, bracket);
  self->is_first = FALSE;
  if (self->buffer->len >= FLUSH_BYTES)
    flush_buffer (self);
}

void
autosell_cli_json_null (AutosellCliJson *self, const char *name)
{
  begin_member (self, name);
  g_string_append (self->buffer, "null");
}

void
autosell_cli_json_string (AutosellCliJson *self, const char *name, const char *text)
{
  if (text == NULL)
    {
      autosell_cli_json_null (self, name);
      return;
    }
  begin_member (self, name);
  if (g_utf8_validate (text, -1, NULL))
    {
      append_quoted (self->buffer, text);
    }
  else /* a file's name may be any bytes */
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      append_quoted (self->buffer, valid);
    }
}

void
autosell_cli_json_integer (AutosellCliJson *self, const char *name, gint64 number)
{
  begin_member (self, name);
  g_string_append_printf (self->buffer, "%" G_GINT64_FORMAT, number);
}

void
autosell_cli_json_boolean (AutosellCliJson *self, const char *name, gboolean value)
{
  begin_member (self, name);
  g_string_append (self->buffer, value ? "true" : "false");
}

void
autosell_cli_json_money (AutosellCliJson *self, const char *name, gint64 cents)
{
  guint64 size = cents < 0 ? -(guint64) cents : (guint64) cents;
  guint64 fraction = size % 100;

  begin_member (self, name);
  g_string_append_printf (self->buffer, "%s%" G_GUINT64_FORMAT, cents < 0 ? "-" : "", size / 100);
  if (fraction % 10 != 0)
    g_string_append_printf (self->buffer, ".%02u", (guint) fraction);
  else if (fraction != 0)
    g_string_append_printf (self->buffer, ".%u", (guint) fraction / 10);
}

void
autosell_cli_json_instant (AutosellCliJson *self, const char *name, gint64 utc_us)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *seconds = NULL;
  g_autofree char *text = NULL;

  if (utc_us != 0)
    time = g_date_time_new_from_unix_utc (utc_us / G_USEC_PER_SEC);
  if (time != NULL)
    {
      seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
      text = g_strdup_printf ("%s.%06dZ", seconds, (int) (utc_us % G_USEC_PER_SEC));
    }
  autosell_cli_json_string (self, name, text);
}

static void
append_list (AutosellCliJson *self, const char *name, const char *items)
{
  g_auto(GStrv) lines = g_strsplit (items != NULL ? items : "", "\n", -1);

  autosell_cli_json_begin_array (self, name);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      autosell_cli_json_string (self, NULL, *line);
  autosell_cli_json_end (self);
}

void
autosell_cli_json_value (AutosellCliJson *self, const char *name, AutosellField field, const AutosellValue *value,
                         gboolean with_raw)
{
  AutosellKind kind = autosell_field_get_info (field)->kind;

  if (value->state == AUTOSELL_VALUE_RAW && with_raw)
    {
      autosell_cli_json_begin_object (self, name);
      autosell_cli_json_string (self, "raw", value->text);
      autosell_cli_json_end (self);
    }
  else if (kind == AUTOSELL_KIND_LIST)
    append_list (self, name, value->state == AUTOSELL_VALUE_KNOWN ? value->text : NULL);
  else if (value->state != AUTOSELL_VALUE_KNOWN)
    autosell_cli_json_null (self, name);
  else if (kind == AUTOSELL_KIND_MONEY)
    autosell_cli_json_money (self, name, value->number);
  else if (kind == AUTOSELL_KIND_INTEGER)
    autosell_cli_json_integer (self, name, value->number);
  else
    autosell_cli_json_string (self, name, value->text);
}

void
autosell_cli_json_problem (AutosellCliJson *self, const AutosellProblem *problem, AutosellVehicle *vehicle)
{
  g_autofree char *sentence = autosell_problem_dup_sentence (problem, vehicle);

  autosell_cli_json_string (self, "kind", autosell_problem_kind_to_nick (problem->kind));
  autosell_cli_json_string (self, "field", autosell_field_get_info (problem->field)->name);
  autosell_cli_json_string (self, "message", sentence);
  autosell_cli_json_boolean (self, "fixable", problem->has_proposal);
  if (problem->has_proposal) /* null proposes to clear the field */
    autosell_cli_json_value (self, "proposal", problem->field, &problem->proposal, TRUE);
  else
    autosell_cli_json_null (self, "proposal");
  if (problem->twin_id != NULL)
    autosell_cli_json_string (self, "twin_id", problem->twin_id);
}

static void
append_problems (AutosellCliJson *self, AutosellVehicle *vehicle)
{
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);

  autosell_cli_json_begin_array (self, "problems");
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      autosell_cli_json_begin_object (self, NULL);
      autosell_cli_json_problem (self, g_ptr_array_index (problems, i), vehicle);
      autosell_cli_json_end (self);
    }
  autosell_cli_json_end (self);
}

static void
append_raw_and_extra (AutosellCliJson *self, AutosellVehicle *vehicle)
{
  const char *name;
  const char *text;

  autosell_cli_json_begin_object (self, "raw");
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);

      if (value->state == AUTOSELL_VALUE_RAW)
        autosell_cli_json_string (self, autosell_field_get_info (field)->name, value->text);
    }
  autosell_cli_json_end (self);

  autosell_cli_json_begin_object (self, "extra");
  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, &text); i++)
    autosell_cli_json_string (self, name, text);
  autosell_cli_json_end (self);
}

static void
json_readiness (AutosellCliJson *self, AutosellVehicle *vehicle)
{
  AutosellReadiness readiness;

  autosell_readiness_get (vehicle, &readiness);
  autosell_cli_json_integer (self, "photos", autosell_vehicle_get_n_photos (vehicle));
  if (!readiness.is_asked)
    {
      autosell_cli_json_null (self, "readiness");
      return;
    }
  autosell_cli_json_begin_object (self, "readiness");
  autosell_cli_json_integer (self, "score", readiness.score);
  autosell_cli_json_begin_array (self, "lacks");
  for (AutosellLack lack = 0; lack < AUTOSELL_N_LACKS; lack++)
    if (readiness.lacks & (1u << lack))
      autosell_cli_json_string (self, NULL, autosell_lack_to_nick (lack));
  autosell_cli_json_end (self);
  autosell_cli_json_end (self);
}

void
autosell_cli_json_vehicle (AutosellCliJson *self, AutosellVehicle *vehicle, const char *today_iso)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  int days = autosell_vehicle_get_days (vehicle, today_iso);

  autosell_cli_json_string (self, "id", autosell_vehicle_get_id (vehicle));
  autosell_cli_json_string (self, "title", title);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    autosell_cli_json_value (self, autosell_field_get_info (field)->name, field,
                             autosell_vehicle_get_value (vehicle, field), FALSE);
  append_raw_and_extra (self, vehicle);
  append_problems (self, vehicle);
  if (days >= 0)
    autosell_cli_json_integer (self, "days", days);
  else
    autosell_cli_json_null (self, "days");
  json_readiness (self, vehicle);
  autosell_cli_json_integer (self, "revision", autosell_vehicle_get_revision (vehicle));
  autosell_cli_json_instant (self, "created", autosell_vehicle_get_created (vehicle));
  autosell_cli_json_instant (self, "updated", autosell_vehicle_get_updated (vehicle));
  autosell_cli_json_instant (self, "deleted", autosell_vehicle_get_deleted (vehicle));
}

void
autosell_cli_json_unwind (AutosellCliJson *self)
{
  while (self->open->len > 1)
    autosell_cli_json_end (self);
}

gboolean
autosell_cli_json_finish (AutosellCliJson *self)
{
  while (self->open->len > 0)
    autosell_cli_json_end (self);
  g_string_append_c (self->buffer, '\n');
  flush_buffer (self);
  if (self->write_errno == 0 && fflush (self->out) != 0)
    self->write_errno = errno != 0 ? errno : EIO;
  errno = self->write_errno;
  return self->write_errno == 0;
}
