/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Photos of 24 megapixels through the import, beside what libjpeg-turbo alone needs and beside vipsthumbnail:
 *
 *   bench-photos FOLDER [N]                             prints a line of JSON for each figure; N photos in the large
 *                                                       drop
 *   bench-photos FOLDER --make N [WIDTH HEIGHT]         only makes as many photos
 *
 * FOLDER is to be on a disk. What one photo takes is processor time, the best of some runs, all sides in turn, so that
 * a busy moment of the machine does not count for one side only. */

#include "autosell-media.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <jpeglib.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

static int width_px = 6000;
static int height_px = 4000;
#define RUNS 5

/* Smooth light, edges at all angles and the noise of a sensor: about as many bytes as a phone makes of a car. */
static GdkPixbuf *
make_picture (guint32 seed)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width_px, height_px);
  guint32 random = seed * 2654435761u + 1;

  for (int y = 0; y < height_px; y++)
    {
      guint8 *at = gdk_pixbuf_get_pixels (pixbuf) + (gsize) gdk_pixbuf_get_rowstride (pixbuf) * (gsize) y;

      for (int x = 0; x < width_px; x++, at += 3)
        {
          int light = 60 + 90 * x / width_px + 60 * y / height_px;
          int pattern = ((x + (int) seed * 37) / 97 + (y * 3 + x) / 211) % 3 == 0 ? 35 : 0;
          int fine = (x * 7 + y * 13) / 23 % 5 * 4;

          random = random * 1664525 + 1013904223;
          for (int channel = 0; channel < 3; channel++)
            {
              int noise = (int) (random >> (8 + 5 * channel) & 15) - 7;

              at[channel] = (guint8) CLAMP (light + pattern * (channel + 1) / 2 + fine - 15 * channel + noise, 0, 255);
            }
        }
    }

  return pixbuf;
}

static char *
write_photo (const char *folder, guint number)
{
  g_autofree char *name = g_strdup_printf ("IMG_%u.jpg", number);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GdkPixbuf) pixbuf = make_picture (number);
  g_autoptr(GError) error = NULL;

  if (!gdk_pixbuf_save (pixbuf, path, "jpeg", &error, "quality", "88", NULL))
    g_error ("%s", error->message);

  return path;
}

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* Of this process, or of those that it waited for. */
static double
cpu_ms (int who)
{
  struct rusage usage;

  getrusage (who, &usage);
  return 1000.0 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* libjpeg-turbo alone: half size, and the result encoded as the published photo is. */
static double
run_floor (const char *path)
{
  g_autofree char *data = NULL;
  struct jpeg_decompress_struct from;
  struct jpeg_compress_struct to;
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long out_size = 0;
  gsize size;
  double begin = cpu_ms (RUSAGE_SELF);
  JSAMPROW row;
  g_autofree guint8 *line = NULL;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return 0;
  from.err = to.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&from);
  jpeg_mem_src (&from, (const unsigned char *) data, size);
  jpeg_read_header (&from, TRUE);
  from.scale_num = 4;
  from.scale_denom = 8;
  jpeg_start_decompress (&from);
  row = line = g_malloc (3 * (gsize) from.output_width);

  jpeg_create_compress (&to);
  jpeg_mem_dest (&to, &out, &out_size);
  to.image_width = from.output_width;
  to.image_height = from.output_height;
  to.input_components = 3;
  to.in_color_space = JCS_RGB;
  jpeg_set_defaults (&to);
  jpeg_set_quality (&to, 85, TRUE);
  jpeg_start_compress (&to, TRUE);
  while (from.output_scanline < from.output_height)
    {
      jpeg_read_scanlines (&from, &row, 1);
      jpeg_write_scanlines (&to, &row, 1);
    }
  jpeg_finish_compress (&to);
  jpeg_destroy_compress (&to);
  jpeg_finish_decompress (&from);
  jpeg_destroy_decompress (&from);
  free (out);

  return cpu_ms (RUSAGE_SELF) - begin;
}

static double
run_import (AutosellPhotoStaging *staging, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStagedPhoto) photo = NULL;
  double begin = cpu_ms (RUSAGE_SELF), end;
  g_autoptr(GBytes) bytes = autosell_photo_read_file (file, NULL, &error);

  photo = bytes != NULL ? autosell_photo_pipeline_run (staging, bytes, "IMG.jpg", FALSE, NULL, NULL, NULL, NULL, &error)
                        : NULL;
  if (photo == NULL)
    g_error ("%s", error->message);
  end = cpu_ms (RUSAGE_SELF);

  return end - begin;
}

/* The published size of the photo, and both thumbnails of that, which is how it takes the least. */
static double
run_vips (const char *path, const char *folder)
{
  static const struct
  {
    const char *edge;
    const char *output;
  } steps[] = {
    { "2048x2048>", "published.jpg[Q=85,strip]" },
    { "640x640>", "large.jpg[Q=80,strip]" },
    { "320x320>", "small.jpg[Q=80,strip]" },
  };
  double begin = cpu_ms (RUSAGE_CHILDREN);
  g_autofree char *source = g_strdup (path);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *output = g_build_filename (folder, steps[i].output, NULL);
      const char *argv[] = { "vipsthumbnail", source, "-s", steps[i].edge, "-o", output, NULL };
      g_autoptr(GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, NULL);

      if (process == NULL || !g_subprocess_wait_check (process, NULL, NULL))
        return 0;
      g_free (source);
      source = g_strdup (output);
      *strchr (source, '[') = '\0';
    }

  return cpu_ms (RUSAGE_CHILDREN) - begin;
}

static void
print_figure (const char *name, double value, const char *unit, double floor)
{
  char value_text[G_ASCII_DTOSTR_BUF_SIZE], floor_text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (value_text, sizeof value_text, "%.2f", value);
  g_ascii_formatd (floor_text, sizeof floor_text, "%.2f", floor);
  if (floor > 0)
    printf ("{\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"floor\": %s}\n", name, value_text, unit, floor_text);
  else
    printf ("{\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\"}\n", name, value_text, unit);
  fflush (stdout);
}

static void
bench_one (const char *folder, const char *path)
{
  g_autofree char *data_dir = g_build_filename (folder, "data", NULL), *vips = g_find_program_in_path ("vipsthumbnail");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, &error);
  double import_ms = G_MAXDOUBLE, floor_ms = G_MAXDOUBLE, vips_ms = G_MAXDOUBLE;

  if (staging == NULL)
    g_error ("%s", error->message);
  for (int i = 0; i < RUNS; i++)
    {
      import_ms = MIN (import_ms, run_import (staging, path));
      floor_ms = MIN (floor_ms, run_floor (path));
      if (vips != NULL)
        vips_ms = MIN (vips_ms, run_vips (path, folder));
    }

  print_figure ("import of a photo, beside libjpeg-turbo alone", import_ms, "ms", floor_ms);
  if (vips != NULL && vips_ms > 0)
    print_figure ("import of a photo, beside vipsthumbnail", import_ms, "ms", vips_ms);
  else
    fprintf (stderr, "vipsthumbnail is not here (Debian: libvips-tools); left out: import of a photo beside it\n");
}

typedef struct
{
  GMainLoop *loop;
  double begin;
  double first_preview_ms;
  double worst_turn_ms;
  double last_turn;
  guint cancel_after;
  guint n_done;
  double cancel_ms;
} Drop;

static void
notify_preview_cb (AutosellPhotoImport *item G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, Drop *drop)
{
  if (drop->first_preview_ms <= 0)
    drop->first_preview_ms = now_ms () - drop->begin;
}

static void
item_added_cb (AutosellPhotoImporter *importer G_GNUC_UNUSED, AutosellPhotoImport *item, Drop *drop)
{
  g_signal_connect (item, "notify::preview", G_CALLBACK (notify_preview_cb), drop);
}

static void
item_done_cb (AutosellPhotoImporter *importer, AutosellPhotoImport *item G_GNUC_UNUSED, Drop *drop)
{
  if (++drop->n_done == drop->cancel_after)
    {
      double begin = now_ms ();

      autosell_photo_importer_cancel (importer);
      drop->cancel_ms = now_ms () - begin;
    }
}

static void
finished_cb (AutosellPhotoImporter *importer G_GNUC_UNUSED, gboolean was_cancelled G_GNUC_UNUSED, Drop *drop)
{
  g_main_loop_quit (drop->loop);
}

/* How long this thread was ready to run and another process had the processor: no fault of ours. */
static double
waited_ms (void)
{
  g_autofree char *text = NULL;
  guint64 ran, waited;

  if (!g_file_get_contents ("/proc/thread-self/schedstat", &text, NULL, NULL)
      || sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &ran, &waited) != 2)
    return 0;

  return (double) waited / 1e6;
}

/* A turn of the main loop that takes long shows in the distance of two of these. */
static gboolean
tick_cb (gpointer user_data)
{
  Drop *drop = user_data;
  double now = now_ms () - waited_ms ();

  if (drop->last_turn > 0)
    drop->worst_turn_ms = MAX (drop->worst_turn_ms, now - drop->last_turn - 1);
  drop->last_turn = now;

  return G_SOURCE_CONTINUE;
}

static void
run_drop (const char *folder, GListModel *files, Drop *drop)
{
  g_autofree char *data_dir = g_build_filename (folder, "data", NULL);
  g_autoptr(AutosellPhotoImporter) importer = autosell_photo_importer_new (data_dir, FALSE);
  guint tick;

  drop->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (importer, "item-added", G_CALLBACK (item_added_cb), drop);
  g_signal_connect (importer, "item-done", G_CALLBACK (item_done_cb), drop);
  g_signal_connect (importer, "finished", G_CALLBACK (finished_cb), drop);
  tick = g_timeout_add_full (G_PRIORITY_HIGH, 1, tick_cb, drop, NULL);
  drop->begin = now_ms ();
  autosell_photo_importer_add_files (importer, files);
  g_main_loop_run (drop->loop);
  g_source_remove (tick);
  g_main_loop_unref (drop->loop);
}

/* The same few files over and over: what is measured does not depend on what they show. */
static GListModel *
repeat_files (char **paths, guint n_paths, guint n)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (paths[i % n_paths]);

      g_list_store_append (files, file);
    }

  return G_LIST_MODEL (files);
}

/* In a process of its own, whose peak is then that of the drop alone. Returns: FALSE where it failed */
static gboolean
in_child (void (*func) (const char *folder, char **paths, guint n_paths, guint n), const char *folder, char **paths,
          guint n_paths, guint n)
{
  pid_t pid;
  int status;

  fflush (NULL);
  pid = fork ();
  if (pid == 0)
    {
      func (folder, paths, n_paths, n);
      fflush (NULL);
      _exit (0);
    }

  return pid > 0 && waitpid (pid, &status, 0) == pid && status == 0;
}

static void
bench_drop (const char *folder, char **paths, guint n_paths, guint n)
{
  g_autoptr(GListModel) files = repeat_files (paths, n_paths, n);
  g_autofree char *title = g_strdup_printf ("%u photos in one drop: peak memory", n);
  Drop drop = { 0 };
  struct rusage usage;

  run_drop (folder, files, &drop);
  getrusage (RUSAGE_SELF, &usage);
  print_figure (title, (double) usage.ru_maxrss / 1024, "MB", 0);
  print_figure ("longest turn of the main loop in it", drop.worst_turn_ms, "ms", 0);
  print_figure ("first picture of a drop", drop.first_preview_ms, "ms", 0);
  print_figure ("a photo of a drop, all cores", (now_ms () - drop.begin) / n, "ms", 0);
}

static void
bench_cancel (const char *folder, char **paths, guint n_paths, guint n)
{
  g_autoptr(GListModel) files = repeat_files (paths, n_paths, n);
  Drop drop = { .cancel_after = 3 };

  run_drop (folder, files, &drop);
  print_figure ("cancelling a drop", drop.cancel_ms, "ms", 0);
}

static int
make_photos (int argc, char **argv)
{
  if (argc > 5)
    {
      width_px = MAX (atoi (argv[4]), 1);
      height_px = MAX (atoi (argv[5]), 1);
    }
  for (guint i = 0; i < (guint) atoi (argv[3]); i++)
    g_free (write_photo (argv[1], i + 1));
  return 0;
}

int
main (int argc, char *argv[])
{
  enum
  {
    N_FILES = 4
  };
  char *paths[N_FILES];
  guint n = argc > 2 ? (guint) atoi (argv[2]) : 200;
  g_autofree char *folder = NULL;
  gboolean done;

  if (argc < 2)
    {
      fprintf (stderr, "usage: bench-photos FOLDER [N | --make N [WIDTH HEIGHT]]\n");
      return 2;
    }
  if (argc > 3 && g_str_equal (argv[2], "--make"))
    return make_photos (argc, argv);

  g_setenv ("VIPS_CONCURRENCY", "1", TRUE);
  folder = g_canonicalize_filename (argv[1], NULL);
  for (guint i = 0; i < N_FILES; i++)
    paths[i] = write_photo (folder, i + 1);
  done = in_child (bench_drop, folder, paths, N_FILES, n) && in_child (bench_cancel, folder, paths, N_FILES, n);
  bench_one (folder, paths[0]);
  for (guint i = 0; i < N_FILES; i++)
    g_free (paths[i]);

  return done ? 0 : 1;
}
