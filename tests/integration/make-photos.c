/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "../unit/photo-store-fixture.h"

/* make-photos FOLDER FIRST N [WIDTH HEIGHT]: writes IMG_FIRST.jpg …, each unlike the others. */
int
main (int argc, char *argv[])
{
  guint first = argc > 2 ? (guint) atoi (argv[2]) : 0;
  guint n = argc > 3 ? (guint) atoi (argv[3]) : 0;
  int width = argc > 5 ? atoi (argv[4]) : 240;
  int height = argc > 5 ? atoi (argv[5]) : 180;

  if (n == 0 || width < 1 || height < 1)
    {
      fprintf (stderr, "make-photos FOLDER FIRST N [WIDTH HEIGHT]\n");
      return 2;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("IMG_%u.jpg", first + i);
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autoptr(GBytes) bytes = make_picture (first + i, width, height);
      g_autoptr(GError) error = NULL;

      if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
    }
  return 0;
}
