/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-text.h"

#include <string.h>

#define MAX_DECOMPOSITION G_UNICHAR_MAX_DECOMPOSITION_LENGTH

/* U+00C0 to U+00FF, which two bytes write as C3 80 to C3 BF, folded: all that Spanish needs beside ASCII. NUL: see
 * fold_slowly(). */
static const char latin1_folds[64] = {
  'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e', 'e', 'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o',
  'o', 0,   0,   'u', 'u', 'u', 'u', 'y', 0,   0,   'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e', 'e',
  'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o', 'o', 0,   0,   'u', 'u', 'u', 'u', 'y', 0,   'y',
};

static inline gboolean
is_ascii_alnum (guchar c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static inline guchar
ascii_lower (guchar c)
{
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static void
append_folded (GString *folded, gunichar c)
{
  if (g_unichar_ismark (c))
    return;

  if (c >= 0x80 && g_unichar_isspace (c))
    c = ' ';
  else if (c == 0x3C2)
    c = 0x3C3; /* "ς" ends words only */
  else
    c = g_unichar_tolower (c);
  g_string_append_unichar (folded, c);
}

/* Any text, character by character, because the canonical ordering of g_utf8_normalize() takes quadratic time on a long
 * run of marks, which a hostile file can hold. Letters are taken apart canonically and made small rather than NFKD and
 * g_utf8_casefold(): unicode61 knows "º" and "²" and "ß" as letters of their own, so "1º" would not be found. */
static char *
fold_slowly (const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *p = valid != NULL ? valid : text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar parts[MAX_DECOMPOSITION];
      gsize n_parts = g_unichar_fully_decompose (g_utf8_get_char (p), FALSE, parts, G_N_ELEMENTS (parts));

      for (gsize i = 0; i < n_parts; i++)
        append_folded (folded, parts[i]);
    }

  return g_string_free (folded, FALSE);
}

char *
autosell_text_fold (const char *text)
{
  g_autofree char *folded = NULL;
  char *out;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_malloc (strlen (text) + 1);
  out = folded;
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if (G_LIKELY (*p < 0x80))
        *out++ = ascii_lower (*p);
      else if (*p == 0xC3 && (p[1] & 0xC0) == 0x80 && latin1_folds[p[1] & 0x3F] != 0)
        *out++ = latin1_folds[*++p & 0x3F];
      else
        return fold_slowly (text);
    }
  /* A mark may follow what was folded already ("e" and U+0301), but then the loop above has met it and left. */
  *out = '\0';

  return g_steal_pointer (&folded);
}

/* Keeps letters and digits of @folded, in place; runs of anything else become @separator, or nothing where it is
 * NUL. */
static char *
keep_words (char *folded, char separator)
{
  char *out = folded;
  gboolean pending = FALSE;

  for (const char *p = folded; *p != '\0';)
    {
      const char *next = (guchar) *p < 0x80 ? p + 1 : g_utf8_next_char (p);
      gboolean is_word = (guchar) *p < 0x80 ? is_ascii_alnum (*p) : g_unichar_isalnum (g_utf8_get_char (p));

      if (is_word)
        {
          if (pending && separator != '\0' && out > folded)
            *out++ = separator;
          pending = FALSE;
          while (p < next)
            *out++ = *p++;
        }
      else
        {
          pending = TRUE;
          p = next;
        }
    }
  *out = '\0';

  return folded;
}

char *
autosell_text_fold_words (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return keep_words (autosell_text_fold (text), ' ');
}

char *
autosell_text_fold_compact (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return keep_words (autosell_text_fold (text), '\0');
}

char *
autosell_text_natural_key (const char *text)
{
  g_autofree char *folded = NULL;
  GString *key;

  g_return_val_if_fail (text != NULL, NULL);

  folded = autosell_text_fold (text);
  key = g_string_sized_new (strlen (folded) + 8);
  for (const char *p = folded; *p != '\0';)
    {
      gsize n_digits;

      if (!g_ascii_isdigit (*p))
        {
          g_string_append_c (key, *p++);
          continue;
        }

      while (*p == '0' && g_ascii_isdigit (p[1]))
        p++;
      n_digits = strspn (p, "0123456789");
      /* One digit tells the length of what people write; 9 says that six more follow. */
      if (n_digits < 9)
        g_string_append_c (key, '0' + n_digits);
      else
        g_string_append_printf (key, "9%06" G_GSIZE_FORMAT, MIN (n_digits, 999999));
      g_string_append_len (key, p, n_digits);
      p += n_digits;
    }

  return g_string_free (key, FALSE);
}

char *
autosell_text_colour_key (const char *text)
{
  char *key;
  gsize word = 0; /* letters so far in this word */

  g_return_val_if_fail (text != NULL, NULL);

  /* Spanish adjectives end in -o or -a, -os or -as; nouns such as PLATA lose nothing by becoming "plato" in a key. */
  key = autosell_text_fold_words (text);
  for (char *p = key; *p != '\0'; p++)
    {
      word = *p == ' ' ? 0 : word + 1;
      if (word >= 4 && *p == 'a' && (p[1] == '\0' || p[1] == ' ' || (p[1] == 's' && (p[2] == '\0' || p[2] == ' '))))
        *p = 'o';
    }

  return key;
}

static gboolean
is_blank (gunichar c)
{
  /* Zero width space and byte order mark come along when cells are copied from the web. */
  return g_unichar_isspace (c) || c == '\v' || c == 0x85 || c == 0x200B || c == 0xFEFF;
}

char *
autosell_text_trim (const char *text)
{
  const char *end;

  if (text == NULL)
    return NULL;

  while (*text != '\0')
    {
      if ((guchar) *text < 0x80 ? !g_ascii_isspace (*text) && *text != '\v' : !is_blank (g_utf8_get_char (text)))
        break;
      text = g_utf8_next_char (text);
    }
  if (*text == '\0')
    return NULL;

  end = text + strlen (text);
  for (;;)
    {
      const char *last = end - 1;

      while (last > text && ((guchar) *last & 0xC0) == 0x80)
        last--;
      if ((guchar) *last < 0x80 ? !g_ascii_isspace (*last) && *last != '\v' : !is_blank (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return g_strndup (text, end - text);
}

/* Whether the word of @value that begins at @p follows no letter or digit. */
static gboolean
begins_word (const char *value, const char *p)
{
  const char *before;

  if (p == value)
    return TRUE;

  before = g_utf8_find_prev_char (value, p);
  return before == NULL || !g_unichar_isalnum (g_utf8_get_char (before));
}

gboolean
autosell_text_has_word_prefix (const char *folded_value, const char *folded_word)
{
  g_return_val_if_fail (folded_value != NULL && folded_word != NULL, FALSE);

  if (*folded_word == '\0')
    return TRUE;

  for (const char *p = strstr (folded_value, folded_word); p != NULL; p = strstr (p + 1, folded_word))
    if (begins_word (folded_value, p))
      return TRUE;

  return FALSE;
}
