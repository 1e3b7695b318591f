/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-xlsx-format.h"

#include <string.h>

/* More styles than Excel can have (65,490). */
#define MAX_STYLES 65536

/* What the letters of a format say. */
typedef struct
{
  gboolean has_day;     /* d, y: certainly a date */
  gboolean has_m;       /* month or minute */
  gboolean has_clock;   /* h, s, AM/PM */
  gboolean has_elapsed; /* [h]: an amount of hours, no time of day */
  gboolean has_digit;   /* 0 # ? */
} Letters;

/* Elapsed time stands in brackets; so do colours, conditions and locales, which say nothing here. */
static const char *
scan_bracket (const char *p, Letters *letters)
{
  const char *end = strchr (p, ']');
  gsize length = end != NULL ? (gsize) (end - p) - 1 : 0;

  if (end == NULL)
    return p + strlen (p) - 1;
  if (length > 0
      && (strspn (p + 1, "hH") == length || strspn (p + 1, "mM") == length || strspn (p + 1, "sS") == length))
    letters->has_elapsed = TRUE;
  return end;
}

static const char *
scan_letter (const char *p, Letters *letters)
{
  switch (g_ascii_tolower (*p))
    {
    case 'd':
    case 'y':
      letters->has_day = TRUE;
      break;
    case 'm':
      letters->has_m = TRUE;
      break;
    case 'h':
    case 's':
      letters->has_clock = TRUE;
      break;
    case 'a':
      if (g_ascii_strncasecmp (p, "am/pm", 5) == 0 || g_ascii_strncasecmp (p, "a/p", 3) == 0)
        {
          letters->has_clock = TRUE;
          return p + (g_ascii_tolower (p[1]) == 'm' ? 4 : 2);
        }
      break;
    case 'g':
      if (g_ascii_strncasecmp (p, "general", 7) == 0)
        {
          letters->has_digit = TRUE;
          return p + 6;
        }
      break;
    case '0':
    case '#':
    case '?':
      letters->has_digit = TRUE;
      break;
    default:
      break;
    }
  return p;
}

/* The first section is enough: the others are for numbers below zero, zero, and text. */
static Letters
scan_code (const char *code)
{
  Letters letters = { 0 };

  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      if (*p == '"')
        {
          const char *end = strchr (p + 1, '"');

          if (end == NULL)
            break;
          p = end;
        }
      else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
        p = g_utf8_next_char (p + 1) - 1;
      else if (*p == '[')
        p = scan_bracket (p, &letters);
      else if (*p == '.' && letters.has_clock)
        p += strspn (p + 1, "0"); /* fractions of a second */
      else
        p = scan_letter (p, &letters);
    }
  return letters;
}

AutosellXlsxMeaning
autosell_xlsx_format_code_get_meaning (const char *code)
{
  Letters letters = scan_code (code);

  if (letters.has_elapsed || letters.has_digit)
    return AUTOSELL_XLSX_NUMBER;
  if (letters.has_day || (letters.has_m && !letters.has_clock))
    return letters.has_clock ? AUTOSELL_XLSX_DATE_TIME : AUTOSELL_XLSX_DATE;
  return letters.has_clock ? AUTOSELL_XLSX_TIME : AUTOSELL_XLSX_NUMBER;
}

/* Formats that every program knows by number: ECMA-376 part 1, 18.8.30, those of East Asia included. */
static AutosellXlsxMeaning
get_builtin_meaning (guint id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    return AUTOSELL_XLSX_DATE;
  if (id == 22)
    return AUTOSELL_XLSX_DATE_TIME;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
    return AUTOSELL_XLSX_TIME;
  return AUTOSELL_XLSX_NUMBER;
}

/* ---- Styles ---- */

typedef struct
{
  GHashTable *codes; /* owned, format id → AutosellXlsxMeaning */
  GArray *ids;       /* owned, of guint: the format of each style */
  gboolean in_cell_styles;
} Styles;

static void
styles_start (AutosellXmlParser *parser, const char *name, gpointer data)
{
  Styles *styles = data;
  guint id;

  if (strcmp (name, "cellXfs") == 0)
    styles->in_cell_styles = TRUE;
  else if (strcmp (name, "numFmt") == 0)
    {
      g_autofree char *code = autosell_xml_parser_dup_attribute (parser, "formatCode");

      if (code != NULL && autosell_xml_parser_get_number (parser, "numFmtId", &id))
        g_hash_table_insert (styles->codes, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER (autosell_xlsx_format_code_get_meaning (code)));
    }
  else if (strcmp (name, "xf") == 0 && styles->in_cell_styles && styles->ids->len < MAX_STYLES)
    {
      if (!autosell_xml_parser_get_number (parser, "numFmtId", &id))
        id = 0;
      g_array_append_val (styles->ids, id);
    }
}

static void
styles_end (AutosellXmlParser *parser, const char *name, gpointer data)
{
  Styles *styles = data;

  if (strcmp (name, "cellXfs") == 0)
    styles->in_cell_styles = FALSE;
}

GArray *
autosell_xlsx_formats_read (AutosellXlsxPackage *package, const char *part, GError **error)
{
  static const AutosellXmlHandler handler = { styles_start, styles_end, NULL };
  g_autoptr(GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) meanings = g_array_new (FALSE, FALSE, sizeof (guint8));
  Styles styles = { codes, ids, FALSE };

  if (!autosell_xlsx_package_parse (package, part, &handler, &styles, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);
      gpointer known;
      guint8 meaning = get_builtin_meaning (id);

      if (g_hash_table_lookup_extended (codes, GUINT_TO_POINTER (id), NULL, &known))
        meaning = GPOINTER_TO_UINT (known);
      g_array_append_val (meanings, meaning);
    }
  return g_steal_pointer (&meanings);
}
