/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "photo-fixtures.h"

#define N_PICTURES 40

static guint64
hash_of (GdkPixbuf *pixbuf, int quality)
{
  g_autoptr(GBytes) bytes = fixture_encode (pixbuf, "jpeg", quality);
  g_autoptr(AutosellPixels) pixels = autosell_photo_decode (bytes, AUTOSELL_THUMBNAIL_SMALL, NULL, NULL);

  return autosell_photo_perceptual_hash (pixels);
}

/* Every level multiplied, as by a slider for brightness. */
static GdkPixbuf *
brighten (GdkPixbuf *pixbuf, double factor)
{
  GdkPixbuf *copy = gdk_pixbuf_copy (pixbuf);
  guint8 *data = gdk_pixbuf_get_pixels (copy);

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (copy); i++)
    data[i] = (guint8) MIN (data[i] * factor, 255);

  return copy;
}

static void
check_alike (guint64 a, guint64 b)
{
  g_assert_cmpuint (autosell_photo_perceptual_distance (a, b), <=, AUTOSELL_PHOTO_ALIKE_BITS);
  g_assert_true (autosell_photo_is_alike (a, b));
}

static void
test_same_picture_otherwise_made (void)
{
  guint n_missed = 0;

  for (guint32 seed = 0; seed < N_PICTURES; seed++)
    {
      g_autoptr(GdkPixbuf) pixbuf = fixture_picture (900, 600, seed, 12);
      g_autoptr(GdkPixbuf) small = gdk_pixbuf_scale_simple (pixbuf, 480, 320, GDK_INTERP_BILINEAR);
      g_autoptr(GdkPixbuf) bright = brighten (pixbuf, 1.12), dark = brighten (pixbuf, 0.8);
      guint64 hash = hash_of (pixbuf, 90);

      check_alike (hash, hash_of (pixbuf, 35));
      check_alike (hash, hash_of (small, 80));
      check_alike (hash, hash_of (dark, 90));
      /* Where light parts are clipped, a picture has really become another one. */
      n_missed += !autosell_photo_is_alike (hash, hash_of (bright, 90));
    }
  g_assert_cmpuint (n_missed, <=, N_PICTURES / 20);
}

/* Pictures of a kind: the same quarters and disc at other places. */
static void
test_different_pictures (void)
{
  guint64 hashes[N_PICTURES];
  guint n_alike = 0;

  for (guint32 seed = 0; seed < N_PICTURES; seed++)
    {
      g_autoptr(GdkPixbuf) pixbuf = fixture_picture (600, 400, seed, 12);

      hashes[seed] = hash_of (pixbuf, 85);
    }
  for (guint i = 0; i < N_PICTURES; i++)
    for (guint j = i + 1; j < N_PICTURES; j++)
      n_alike += autosell_photo_is_alike (hashes[i], hashes[j]);

  g_test_message ("%u of %u pairs taken for alike", n_alike, N_PICTURES * (N_PICTURES - 1) / 2);
  g_assert_cmpuint (n_alike, <=, 4);
}

static void
test_distance (void)
{
  g_assert_cmpuint (autosell_photo_perceptual_distance (0, 0), ==, 0);
  g_assert_cmpuint (autosell_photo_perceptual_distance (0, G_MAXUINT64), ==, 64);
  g_assert_cmpuint (autosell_photo_perceptual_distance (0x11, 0x10), ==, 1);
  g_assert_true (autosell_photo_is_alike (0x3F, 0));
  g_assert_false (autosell_photo_is_alike (0x7F, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-alike/same-picture-otherwise-made", test_same_picture_otherwise_made);
  g_test_add_func ("/photo-alike/different-pictures", test_different_pictures);
  g_test_add_func ("/photo-alike/distance", test_distance);
  return g_test_run ();
}
