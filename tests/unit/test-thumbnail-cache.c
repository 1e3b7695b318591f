/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-media.h"
#include "autosell-photo-pipeline.h"
#include "autosell-thumbnail-cache.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

/* The cache of small pictures: each is loaded once however many ask, answers come from the main loop, a cancelled wish
 * has none, and the memory stays bounded. */

#define N_PHOTOS 6

typedef struct
{
  char *data_dir;
  char *hashes[N_PHOTOS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellPhotoStaging) staging = NULL;
  g_autoptr(GError) error = NULL;

  fixture->data_dir = make_folder ();
  staging = autosell_photo_staging_new (fixture->data_dir, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PHOTOS; i++)
    {
      g_autoptr(GBytes) source = fixture_jpeg (800, 600, i + 1, 8, 80);
      g_autoptr(AutosellStagedPhoto) photo =
        autosell_photo_pipeline_run (staging, source, "IMG.jpg", FALSE, NULL, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (autosell_staged_photo_commit (photo, &error));
      fixture->hashes[i] = g_strdup (autosell_staged_photo_get_hash (photo));
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < N_PHOTOS; i++)
    g_free (fixture->hashes[i]);
  remove_tree (fixture->data_dir);
  g_free (fixture->data_dir);
}

typedef struct
{
  guint n;
  GdkTexture *texture; /* owned, nullable */
  gboolean has_error;
} Answer;

static void
answer_cb (GdkTexture *texture, const GError *error, gpointer user_data)
{
  Answer *answer = user_data;

  answer->n++;
  answer->has_error = error != NULL;
  g_set_object (&answer->texture, texture);
}

static void
wait_for (const guint *n, guint wanted)
{
  while (*n < wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever is still to come. */
static void
let_run (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_loads_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  Answer first = { 0 }, second = { 0 }, later = { 0 };

  g_assert_null (autosell_thumbnail_cache_lookup (cache, fixture->hashes[0], 320));
  autosell_thumbnail_cache_request (cache, fixture->hashes[0], 320, answer_cb, &first);
  autosell_thumbnail_cache_request (cache, fixture->hashes[0], 320, answer_cb, &second);
  g_assert_cmpuint (first.n + second.n, ==, 0);
  wait_for (&first.n, 1);
  wait_for (&second.n, 1);
  g_assert_nonnull (first.texture);
  g_assert_true (first.texture == second.texture); /* one and the same, not two of it */
  g_assert_cmpint (gdk_texture_get_width (first.texture), ==, 320);
  g_assert_cmpint (gdk_texture_get_height (first.texture), ==, 240);
  g_assert_true (autosell_thumbnail_cache_lookup (cache, fixture->hashes[0], 320) == first.texture);
  g_assert_true (autosell_thumbnail_cache_lookup_any (cache, fixture->hashes[0]) == first.texture);
  g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), ==, 320 * 240 * 4);

  /* What is there is answered too, and not from within the question */
  autosell_thumbnail_cache_request (cache, fixture->hashes[0], 320, answer_cb, &later);
  g_assert_cmpuint (later.n, ==, 0);
  wait_for (&later.n, 1);
  g_assert_true (later.texture == first.texture);
  g_clear_object (&first.texture);
  g_clear_object (&second.texture);
  g_clear_object (&later.texture);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  Answer gone = { 0 }, kept = { 0 }, other = { 0 };
  AutosellThumbnailRequest *request =
    autosell_thumbnail_cache_request (cache, fixture->hashes[0], 320, answer_cb, &gone);

  autosell_thumbnail_cache_request (cache, fixture->hashes[0], 320, answer_cb, &kept);
  autosell_thumbnail_request_cancel (request);
  wait_for (&kept.n, 1);
  g_assert_nonnull (kept.texture);
  g_assert_cmpuint (gone.n, ==, 0);

  /* The only one: nothing is kept of it, and it can be asked for again */
  autosell_thumbnail_request_cancel (
    autosell_thumbnail_cache_request (cache, fixture->hashes[1], 320, answer_cb, &gone));
  autosell_thumbnail_cache_request (cache, fixture->hashes[1], 320, answer_cb, &other);
  wait_for (&other.n, 1);
  g_assert_nonnull (other.texture);
  let_run ();
  g_assert_cmpuint (gone.n, ==, 0);
  g_assert_cmpuint (other.n, ==, 1);
  g_clear_object (&kept.texture);
  g_clear_object (&other.texture);
}

static void
test_bounded (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const gsize one = 320 * 240 * 4;
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 3 * one);

  for (guint i = 0; i < N_PHOTOS; i++)
    {
      Answer answer = { 0 };

      if (i > 0) /* the first one is looked at again and again: it stays */
        g_assert_nonnull (autosell_thumbnail_cache_lookup (cache, fixture->hashes[0], 320));
      autosell_thumbnail_cache_request (cache, fixture->hashes[i], 320, answer_cb, &answer);
      wait_for (&answer.n, 1);
      g_assert_nonnull (answer.texture);
      g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), <=, 3 * one);
      g_clear_object (&answer.texture);
    }
  g_assert_nonnull (autosell_thumbnail_cache_lookup (cache, fixture->hashes[0], 320));
  g_assert_null (autosell_thumbnail_cache_lookup (cache, fixture->hashes[1], 320));
  g_assert_nonnull (autosell_thumbnail_cache_lookup (cache, fixture->hashes[N_PHOTOS - 1], 320));
  autosell_thumbnail_cache_forget (cache, fixture->hashes[0]);
  g_assert_null (autosell_thumbnail_cache_lookup (cache, fixture->hashes[0], 320));
  autosell_thumbnail_cache_clear (cache);
  g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), ==, 0);
}

/* For a row of the table no more is kept than what a row shows. */
static void
test_small (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  Answer answer = { 0 };

  autosell_thumbnail_cache_request (cache, fixture->hashes[0], AUTOSELL_THUMBNAIL_EDGE_ROW, answer_cb, &answer);
  wait_for (&answer.n, 1);
  g_assert_nonnull (answer.texture);
  g_assert_cmpint (gdk_texture_get_width (answer.texture), ==, AUTOSELL_THUMBNAIL_EDGE_ROW);
  g_clear_object (&answer.texture);
}

static GdkTexture *
load_framed (AutosellThumbnailCache *cache, const char *key, int width, int height, AutosellPhotoFit fit)
{
  const AutosellPhotoFrame frame = { width, height, fit };
  Answer answer = { 0 };

  autosell_thumbnail_cache_request_framed (cache, key, &frame, answer_cb, &answer);
  wait_for (&answer.n, 1);
  g_assert_nonnull (answer.texture);
  return answer.texture;
}

#define assert_size(texture, width, height) \
  G_STMT_START \
  { \
    g_assert_cmpint (gdk_texture_get_width (texture), ==, width); \
    g_assert_cmpint (gdk_texture_get_height (texture), ==, height); \
  } \
  G_STMT_END

/* Of the very size of its place, whatever the photo's shape, and never larger than the photo. */
static void
test_framed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  g_autofree char *upright = g_strconcat (fixture->hashes[0], "-t90", NULL);
  g_autoptr(GdkTexture) covered = load_framed (cache, fixture->hashes[0], 280, 140, AUTOSELL_PHOTO_FIT_COVER);
  /* Turned it fills the width only with more pixels than the smallest thumbnail has */
  g_autoptr(GdkTexture) tall = load_framed (cache, upright, 280, 140, AUTOSELL_PHOTO_FIT_COVER);
  g_autoptr(GdkTexture) whole = load_framed (cache, upright, 148, 111, AUTOSELL_PHOTO_FIT_CONTAIN);
  g_autoptr(GdkTexture) large = load_framed (cache, fixture->hashes[1], 2000, 1000, AUTOSELL_PHOTO_FIT_COVER);

  assert_size (covered, 280, 140);
  assert_size (tall, 280, 140);
  assert_size (whole, 83, 111);
  assert_size (large, 800, 600);
}

/* What is there already is seen until the right one comes, unless it shows another part of the photo. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  const AutosellPhotoFrame same = { 280, 140, AUTOSELL_PHOTO_FIT_COVER };
  const AutosellPhotoFrame smaller = { 140, 70, AUTOSELL_PHOTO_FIT_COVER };
  const AutosellPhotoFrame square = { 100, 100, AUTOSELL_PHOTO_FIT_COVER };
  const char *key = fixture->hashes[0];
  g_autoptr(GdkTexture) part = load_framed (cache, key, 280, 140, AUTOSELL_PHOTO_FIT_COVER);
  g_autoptr(GdkTexture) whole = NULL;

  g_assert_true (autosell_thumbnail_cache_lookup_framed (cache, key, &same, TRUE) == part);
  g_assert_null (autosell_thumbnail_cache_lookup_framed (cache, key, &smaller, TRUE));
  g_assert_true (autosell_thumbnail_cache_lookup_framed (cache, key, &smaller, FALSE) == part);
  g_assert_null (autosell_thumbnail_cache_lookup_framed (cache, key, &square, FALSE));
  g_assert_null (autosell_thumbnail_cache_lookup_any (cache, key));
  whole = load_framed (cache, key, 160, 120, AUTOSELL_PHOTO_FIT_CONTAIN);
  g_assert_true (autosell_thumbnail_cache_lookup_framed (cache, key, &square, FALSE) == whole);
  g_assert_true (autosell_thumbnail_cache_lookup_any (cache, key) == whole);
  g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), ==, (280 * 140 + 160 * 120) * 4);
  autosell_thumbnail_cache_forget (cache, key);
  g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), ==, 0);
  g_assert_null (autosell_thumbnail_cache_lookup_any (cache, key));
}

/* Red tells the column and green the row, so that it is seen which part of it is left. */
static AutosellPixels *
make_map (int width, int height)
{
  AutosellPixels *pixels = autosell_pixels_new (width, height, 3);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *at = pixels->data + pixels->stride * (gsize) y + 3 * (gsize) x;

        at[0] = (guint8) (x * 255 / (width - 1));
        at[1] = (guint8) (y * 255 / (height - 1));
        at[2] = 40;
      }
  return pixels;
}

static void
assert_near (int found, int wanted)
{
  g_assert_cmpint (found, >=, wanted - 4);
  g_assert_cmpint (found, <=, wanted + 4);
}

static void
check_part (GdkTexture *texture)
{
  g_autofree guint32 *words = g_new (guint32, 200 * 100);
  guint32 first, last;

  assert_size (texture, 200, 100);
  gdk_texture_download (texture, (guchar *) words, 200 * 4);
  first = words[0];
  last = words[200 * 100 - 1];
  g_assert_cmphex (first >> 24, ==, 0xff);
  assert_near (first & 255, 40);
  /* All of the width, and of the height two thirds: more of the sky is cut than of the ground */
  assert_near (first >> 16 & 255, 0);
  assert_near (first >> 8 & 255, (int) (255 * AUTOSELL_PHOTO_CUT_ABOVE / 3));
  assert_near (last >> 16 & 255, 255);
  assert_near (last >> 8 & 255, (int) (255 * (AUTOSELL_PHOTO_CUT_ABOVE + 2) / 3));
}

static void
test_shows_the_car (Fixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellPhotoFrame frame = { 200, 100, AUTOSELL_PHOTO_FIT_COVER };
  g_autoptr(AutosellPixels) map = make_map (400, 300);
  g_autoptr(GdkTexture) whole = autosell_photo_texture_new_converted (map);
  g_autoptr(GdkTexture) framed = autosell_photo_texture_new_framed (map, &frame);
  g_autoptr(GdkTexture) again = autosell_photo_texture_reframe (whole, &frame);

  assert_size (whole, 400, 300);
  check_part (framed);
  check_part (again);
}

static void
test_not_there (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellThumbnailCache) cache = autosell_thumbnail_cache_new (fixture->data_dir, 0);
  g_autofree char *unknown = g_strnfill (64, 'a');
  Answer missing = { 0 }, nonsense = { 0 };

  autosell_thumbnail_cache_request (cache, unknown, 320, answer_cb, &missing);
  autosell_thumbnail_cache_request (cache, "../../etc/passwd", 320, answer_cb, &nonsense);
  wait_for (&missing.n, 1);
  wait_for (&nonsense.n, 1);
  g_assert_true (missing.has_error && missing.texture == NULL);
  g_assert_true (nonsense.has_error && nonsense.texture == NULL);
  g_assert_cmpuint (autosell_thumbnail_cache_get_size (cache), ==, 0);
}

#define ADD(name, func) g_test_add ("/thumbnail-cache/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("loads-once", test_loads_once);
  ADD ("cancelled", test_cancelled);
  ADD ("bounded", test_bounded);
  ADD ("small", test_small);
  ADD ("framed", test_framed);
  ADD ("meanwhile", test_meanwhile);
  ADD ("shows-the-car", test_shows_the_car);
  ADD ("not-there", test_not_there);
  return g_test_run ();
}
