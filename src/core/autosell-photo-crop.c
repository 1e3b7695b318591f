/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-crop.h"

/* No JPEG has a longer side. */
#define MAX_PX 65535

char *
autosell_photo_crop_to_string (const AutosellPhotoCrop *crop)
{
  g_return_val_if_fail (crop != NULL, NULL);

  return g_strdup_printf ("%d.%d.%d.%d", crop->x, crop->y, crop->width, crop->height);
}

gboolean
autosell_photo_crop_parse (const char *text, AutosellPhotoCrop *out)
{
  int numbers[4];

  g_return_val_if_fail (out != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char *end;
      guint64 number = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : G_MAXUINT64;

      if (number > MAX_PX || *end != (i + 1 < G_N_ELEMENTS (numbers) ? '.' : '\0'))
        return FALSE;
      numbers[i] = (int) number;
      text = end + 1;
    }
  if (numbers[2] <= 0 || numbers[3] <= 0)
    return FALSE;

  *out = (AutosellPhotoCrop){ numbers[0], numbers[1], numbers[2], numbers[3] };
  return TRUE;
}

gboolean
autosell_photo_crop_is_valid (const AutosellPhotoCrop *crop, int width, int height)
{
  g_return_val_if_fail (crop != NULL, FALSE);

  return crop->x >= 0 && crop->y >= 0 && crop->width > 0 && crop->height > 0 && crop->x <= width - crop->width
         && crop->y <= height - crop->height && (crop->width < width || crop->height < height);
}

gboolean
autosell_photo_crop_equal (const AutosellPhotoCrop *a, const AutosellPhotoCrop *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}
