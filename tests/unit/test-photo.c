/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
check_round_trip (const char *text)
{
  AutosellPhotoKey key;
  g_autofree char *again = NULL;

  g_assert_true (autosell_photo_key_parse (text, &key));
  again = autosell_photo_key_to_string (&key);
  g_assert_cmpstr (again, ==, text);
}

static void
test_key (void)
{
  AutosellPhotoKey key = { .turn = 7 };
  static const char *const broken[] = {
    "",
    "x",
    HASH "-",
    HASH "-t",
    HASH "-t0",
    HASH "-t45",
    HASH "-t900",
    HASH "-t90x",
    HASH "-c1.2.3",
    HASH "-c1.2.3.4.5",
    HASH "-c1.2.0.4",
    HASH "-c1.2.3.0",
    HASH "-c-1.2.3.4",
    HASH "-c01.2.3.4",
    HASH "-c1.2.3.4-t90",
    HASH "/../x",
    "../" HASH,
    HASH "-t90-",
    "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
  };

  check_round_trip (HASH);
  check_round_trip (HASH "-t90");
  check_round_trip (HASH "-t180");
  check_round_trip (HASH "-t270-c0.0.1.1");
  check_round_trip (HASH "-c10.20.1536.1152");
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_false (autosell_photo_key_parse (broken[i], &key));
  g_assert_false (autosell_photo_key_parse (NULL, &key));
  g_assert_cmpint (key.turn, ==, 7);
}

static void
test_shown_size (void)
{
  AutosellPhotoInfo info = { .width = 2048, .height = 1536 };
  int width, height;

  autosell_photo_info_get_shown_size (&info, &width, &height);
  g_assert_cmpint (width, ==, 2048);
  info.turn = 270;
  autosell_photo_info_get_shown_size (&info, &width, &height);
  g_assert_cmpint (width, ==, 1536);
  g_assert_cmpint (height, ==, 2048);
  info.has_crop = TRUE;
  info.crop = (AutosellPhotoCrop){ 0, 0, 400, 300 };
  autosell_photo_info_get_shown_size (&info, &width, &height);
  g_assert_cmpint (width, ==, 300);
  g_assert_cmpint (height, ==, 400);
}

static void
test_object (void)
{
  AutosellPhotoInfo info = { .id = (char *) "i", .hash = (char *) HASH, .turn = 90, .name = (char *) "IMG_1.jpg" };
  g_autoptr(AutosellPhoto) photo = autosell_photo_new (&info);

  g_assert_cmpstr (autosell_photo_get_id (photo), ==, "i");
  g_assert_cmpstr (autosell_photo_get_key (photo), ==, HASH "-t90");
  g_assert_cmpstr (autosell_photo_get_info (photo)->name, ==, "IMG_1.jpg");
  g_assert_true (autosell_photo_get_info (photo)->name != info.name);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/photo/key", test_key);
  g_test_add_func ("/photo/shown-size", test_shown_size);
  g_test_add_func ("/photo/object", test_object);
  return g_test_run ();
}
