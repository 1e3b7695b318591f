/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-distance.h"

/* Names are short; what is longer is no slip of the finger. It also bounds the work on hostile text. */
#define MAX_LENGTH 64

static gboolean
decode (const char *text, gunichar characters[MAX_LENGTH], guint *length)
{
  *length = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (*length == MAX_LENGTH)
        return FALSE;
      characters[(*length)++] = g_utf8_get_char (text);
    }
  return TRUE;
}

guint
autosell_text_distance (const char *a, const char *b, guint limit)
{
  gunichar a_characters[MAX_LENGTH], b_characters[MAX_LENGTH];
  guint rows[3][MAX_LENGTH + 1];
  guint *before = rows[0], *above = rows[1], *row = rows[2];
  guint a_length, b_length;

  if (!decode (a, a_characters, &a_length) || !decode (b, b_characters, &b_length)
      || MAX (a_length, b_length) - MIN (a_length, b_length) > limit)
    return limit + 1;

  for (guint j = 0; j <= b_length; j++)
    above[j] = j;
  for (guint i = 1; i <= a_length; i++)
    {
      guint *spare = before;

      row[0] = i;
      for (guint j = 1; j <= b_length; j++)
        {
          guint cost = a_characters[i - 1] == b_characters[j - 1] ? 0 : 1;

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + cost);
          if (i > 1 && j > 1 && a_characters[i - 1] == b_characters[j - 2]
              && a_characters[i - 2] == b_characters[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = above;
      above = row;
      row = spare;
    }
  return MIN (above[b_length], limit + 1);
}
