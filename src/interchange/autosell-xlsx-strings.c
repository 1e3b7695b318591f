/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-xlsx-strings.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-xlsx-text.h"

struct _AutosellXlsxStrings
{
  GString *texts;   /* owned: one after another, each terminated */
  GArray *starts;   /* owned, of gsize */
  GString *current; /* owned; the text that is being read */
  gboolean in_text;
  int n_phonetic; /* depth within readings of Asian characters, which are not part of the text */
};

static void
strings_start (AutosellXmlParser *parser, const char *name, gpointer data)
{
  AutosellXlsxStrings *self = data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (self->current, 0);
  else if (strcmp (name, "rPh") == 0)
    self->n_phonetic++;
  else if (strcmp (name, "t") == 0)
    self->in_text = self->n_phonetic == 0;
}

static void
end_string (AutosellXlsxStrings *self, AutosellXmlParser *parser)
{
  gsize start = self->texts->len;

  if (self->starts->len >= AUTOSELL_TABLE_MAX_CELLS || start + self->current->len >= AUTOSELL_TABLE_MAX_TEXT_BYTES)
    {
      autosell_xml_parser_take_error (parser, g_error_new_literal (AUTOSELL_INTERCHANGE_ERROR,
                                                                   AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                                                                   _("The workbook holds too much text.")));
      return;
    }
  autosell_xlsx_text_decode (self->current);
  g_string_append_len (self->texts, self->current->str, self->current->len + 1);
  g_array_append_val (self->starts, start);
}

static void
strings_end (AutosellXmlParser *parser, const char *name, gpointer data)
{
  AutosellXlsxStrings *self = data;

  if (strcmp (name, "t") == 0)
    self->in_text = FALSE;
  else if (strcmp (name, "rPh") == 0)
    self->n_phonetic--;
  else if (strcmp (name, "si") == 0)
    end_string (self, parser);
}

static void
strings_text (AutosellXmlParser *parser, const char *text, gsize length, gpointer data)
{
  AutosellXlsxStrings *self = data;

  if (self->in_text)
    autosell_xml_parser_append (parser, self->current, text, length);
}

AutosellXlsxStrings *
autosell_xlsx_strings_read (AutosellXlsxPackage *package, const char *part, double progress, GError **error)
{
  static const AutosellXmlHandler handler = { strings_start, strings_end, strings_text };
  AutosellXlsxStrings *self = g_new0 (AutosellXlsxStrings, 1);

  self->texts = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->current = g_string_new (NULL);
  if (autosell_xlsx_package_parse_long (package, part, &handler, self, 0, progress, error))
    return self;

  autosell_xlsx_strings_free (self);
  return NULL;
}

void
autosell_xlsx_strings_free (AutosellXlsxStrings *self)
{
  g_string_free (self->texts, TRUE);
  g_string_free (self->current, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

const char *
autosell_xlsx_strings_get (AutosellXlsxStrings *self, gsize index, gsize *length)
{
  gsize start;
  gsize end;

  if (index >= self->starts->len)
    return NULL;
  start = g_array_index (self->starts, gsize, index);
  end = index + 1 < self->starts->len ? g_array_index (self->starts, gsize, index + 1) : self->texts->len;
  *length = end - start - 1;
  return self->texts->str + start;
}
