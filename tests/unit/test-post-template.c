/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-post-check.h"
#include "autosell-post-template.h"

static const AutosellPostSender lot = { "Autos del Norte", "55 1234 5678", "Av. Uno 1", NULL };

static AutosellVehicle *
make_car (const char *first_field, ...)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  va_list args;

  autosell_vehicle_set_id (vehicle, "3f2a91c0-0000-4000-8000-000000000001");
  va_start (args, first_field);
  for (const char *name = first_field; name != NULL; name = va_arg (args, const char *))
    {
      AutosellField field;

      g_assert_true (autosell_field_find (name, &field));
      autosell_vehicle_parse (vehicle, field, va_arg (args, const char *));
    }
  va_end (args);
  return vehicle;
}

/* @n_before posts of the car were made. Returns: (transfer full) */
static char *
fill (const char *text, AutosellVehicle *vehicle, guint n_before)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPostTemplate) template = autosell_post_template_parse (text, NULL, &error);
  g_autofree char *reference = autosell_post_dup_reference (vehicle, n_before);

  g_assert_no_error (error);
  return autosell_post_template_fill (template, vehicle, &lot, reference, n_before);
}

static void
assert_filled (const char *text, AutosellVehicle *vehicle, guint n_before, const char *expected)
{
  g_autofree char *filled = fill (text, vehicle, n_before);

  g_assert_cmpstr (filled, ==, expected);
}

static void
test_fields (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", "model", "CX30", "year", "2021",
                                             "price", "379000", "km", "73618", NULL);

  assert_filled ("{brand} {modelo} {Año}: {precio}, {km} km. {ref}", car, 0,
                 "MAZDA CX30 2021: $379,000, 73,618 km. Ref. 0133");
  assert_filled ("{title} {dealership} {teléfono} {address} {ref}", car, 0,
                 "MAZDA CX30 2021 Autos del Norte 55 1234 5678 Av. Uno 1 Ref. 0133");
  assert_filled ("\\{brand\\} \\[x\\] a\\|b \\\\ {ref}", car, 0, "{brand} [x] a|b \\ Ref. 0133");
}

static void
test_unknown_leaves_no_hole (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", "model", "3", NULL);

  assert_filled ("{brand} {model} {version} {year}\n{price}\nKilometraje: {km}\n\n{ref}", car, 0,
                 "MAZDA 3\n\nRef. 0133");
  assert_filled ("{brand}[ · {km} km][ · {model}]\n[{price}]\n{ref}", car, 0, "MAZDA · 3\nRef. 0133");
  assert_filled ("Oferta[ de {price}]\n{ref}", car, 0, "Oferta\nRef. 0133");
  assert_filled ("[A crédito[ {down_payment}] {brand}] {ref}", car, 0, "A crédito MAZDA Ref. 0133");
  assert_filled ("[{brand}[ {model}] {price}]\n{hours}\n{ref}", car, 0, "Ref. 0133");
  assert_filled ("\n\n{price}\n\n\n{brand}\n\n\n\n{ref}\n\n", car, 0, "MAZDA\n\nRef. 0133");
}

/* What nobody could read is not shown to buyers, either. */
static void
test_raw_is_unknown (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "1", "brand", "KIA", "price", "pregunte", NULL);

  assert_filled ("{brand}[ {price}] {ref}", car, 0, "KIA Ref. 1");
}

static void
test_wording_turns (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", NULL);

  assert_filled ("{Hola|Buen día, {brand}|[{price}]¡Mira!}\n{ref}", car, 0, "Hola\nRef. 0133");
  assert_filled ("{Hola|Buen día, {brand}|[{price}]¡Mira!}\n{ref}", car, 1, "Buen día, MAZDA\nRef. 0133-2");
  assert_filled ("{Hola|Buen día, {brand}|[{price}]¡Mira!}\n{ref}", car, 2, "¡Mira!\nRef. 0133-3");
  assert_filled ("{Hola|Buen día, {brand}|[{price}]¡Mira!}\n{ref}", car, 3, "Hola\nRef. 0133-4");
}

/* By it a post is found again: no template goes without. */
static void
test_reference_is_always_there (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", NULL);
  g_autoptr(AutosellVehicle) nameless = make_car ("brand", "KIA", NULL);
  g_autoptr(AutosellVehicle) sly = make_car ("stock_number", "01 33)", "brand", "KIA", NULL);

  assert_filled ("{brand}", car, 0, "MAZDA\n\nRef. 0133");
  assert_filled ("{brand}[ {price} {ref}]", car, 0, "MAZDA\n\nRef. 0133");
  assert_filled ("{price}", car, 1, "Ref. 0133-2");
  /* A second post's reference holds the first's */
  assert_filled ("Ref. 0133-2", car, 0, "Ref. 0133-2\n\nRef. 0133");
  assert_filled ("{brand}", nameless, 0, "KIA\n\nRef. 3f2a91c0");
  assert_filled ("{brand}", sly, 0, "KIA\n\nRef. 0133");

  g_assert_true (autosell_post_has_reference ("x Ref. 0133-2\nRef. 0133.", "0133"));
  g_assert_false (autosell_post_has_reference ("x Ref. 0133-2\nRef. 01334", "0133"));
  g_assert_false (autosell_post_has_reference ("", "0133"));
}

static void
test_values_are_no_templates (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "1", "brand", "{price}", "description",
                                             "a\nb\x1e\x1f[c] {d|e}\n\n\nf", "features", "Piel\nQuemacocos", NULL);

  assert_filled ("{brand}\n{description}\n{features}\n{ref}", car, 0,
                 "{price}\na\nb [c] {d|e}\n\n\nf\n• Piel\n• Quemacocos\nRef. 1");
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    int code;
    gsize fault;
  } faults[] = {
    { "", AUTOSELL_POST_TEMPLATE_ERROR_EMPTY, 0 },
    { " \n ", AUTOSELL_POST_TEMPLATE_ERROR_EMPTY, 0 },
    { "a {brand", AUTOSELL_POST_TEMPLATE_ERROR_UNCLOSED, 2 },
    { "a {b|c", AUTOSELL_POST_TEMPLATE_ERROR_UNCLOSED, 2 },
    { "a [b", AUTOSELL_POST_TEMPLATE_ERROR_UNCLOSED, 2 },
    { "a [b {c|d] e}", AUTOSELL_POST_TEMPLATE_ERROR_STRAY, 9 },
    { "a } b", AUTOSELL_POST_TEMPLATE_ERROR_STRAY, 2 },
    { "a {nothing} b", AUTOSELL_POST_TEMPLATE_ERROR_UNKNOWN_FIELD, 3 },
    { "a {} b", AUTOSELL_POST_TEMPLATE_ERROR_UNKNOWN_FIELD, 3 },
    { "{cost}", AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD, 1 },
    { "{precio mínimo}", AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD, 1 },
    { "{niv}", AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD, 1 },
    { "{buyer}", AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD, 1 },
  };
  g_autofree char *deep = g_strnfill (5000, '[');
  gsize fault;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (autosell_post_template_parse (faults[i].text, &fault, &error));
      g_assert_error (error, AUTOSELL_POST_TEMPLATE_ERROR, faults[i].code);
      g_assert_cmpuint (fault, ==, faults[i].fault);
    }
  g_assert_null (autosell_post_template_parse (deep, NULL, NULL));
}

static void
test_no_field_gets_out_by_chance (void)
{
  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      const AutosellFieldInfo *info = autosell_field_get_info ((AutosellField) i);
      g_autofree char *text = g_strdup_printf ("{%s}", info->name);
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellPostTemplate) template = autosell_post_template_parse (text, NULL, &error);

      if (info->is_private)
        g_assert_error (error, AUTOSELL_POST_TEMPLATE_ERROR, AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD);
    }
}

static void
test_built_in (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", "model", "CX30", "year", "2021",
                                             "price", "379000", "km", "73618", "transmission", "AUTOMATICA", NULL);
  g_autoptr(AutosellVehicle) bare = make_car ("stock_number", "7", NULL);
  const char *name, *text;

  assert_filled (autosell_post_template_get_built_in (0, NULL), car, 0,
                 "🚗 MAZDA CX30 2021\n💰 $379,000\n\n📍 73,618 km\n⚙️ Transmisión AUTOMATICA\n\n"
                 "Pregunta por él al 55 1234 5678 · Av. Uno 1\n\nRef. 0133");
  for (guint i = 0; (text = autosell_post_template_get_built_in (i, &name)) != NULL; i++)
    {
      g_autofree char *filled = fill (text, bare, 0);

      g_assert_cmpstr (name, !=, "");
      g_assert_true (autosell_post_has_reference (filled, "7"));
      g_assert_null (strstr (filled, "\n\n\n"));
      g_assert_null (strstr (filled, "  "));
    }
}

static void
test_hash_is_of_the_words (void)
{
  g_autofree char *one = autosell_post_dup_text_hash ("Hola  mundo\r\n\r\nRef. 1 ");
  g_autofree char *two = autosell_post_dup_text_hash ("Hola mundo\n\nRef. 1");
  g_autofree char *other = autosell_post_dup_text_hash ("Hola mundo Ref. 2");

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, !=, other);
}

static void
assert_doubts (const char *text, guint n_photos, guint expected)
{
  AutosellPostDraft draft = { text, "0133", TRUE, 37900000, "55 1234 5678", n_photos };

  g_assert_cmphex (autosell_post_check (&draft), ==, expected);
}

static void
test_doubts (void)
{
  g_autofree char *long_words = g_strnfill (AUTOSELL_POST_LONG, 'a'),
                  *too_long = g_strnfill (AUTOSELL_POST_MAX_LENGTH + 1, 'a');
  g_autofree char *long_text = g_strconcat (long_words, " $379,000 55 1234 5678", NULL);
  const guint no_price = 1u << AUTOSELL_POST_DOUBT_NO_PRICE, no_phone = 1u << AUTOSELL_POST_DOUBT_NO_PHONE;
  AutosellPostDraft priceless = { "Hola 55-1234-5678", "0133", FALSE, 0, NULL, 1 };
  AutosellPostDraft short_phone = { "Hola, 123 45 67", "0133", FALSE, 0, "123-4567", 1 };

  assert_doubts ("MAZDA $379,000\nTel. 55 1234 5678\n\nRef. 0133", 1, 0);
  assert_doubts ("MAZDA $379,000.50\n+52 (81) 8765-4321\nRef. 0133", 1, no_price);
  assert_doubts ("MAZDA $379,000\n73,618 km, 2021\nRef. 0133", 1, no_phone);
  assert_doubts ("MAZDA $379,000 12345678901234567890", 1, no_phone);
  assert_doubts (" \nRef. 0133\n", 1, 1u << AUTOSELL_POST_DOUBT_EMPTY);
  assert_doubts ("MAZDA $379,000, 55 1234 5678", 0, 1u << AUTOSELL_POST_DOUBT_NO_PHOTOS);
  assert_doubts (long_text, 1, 1u << AUTOSELL_POST_DOUBT_LONG);
  assert_doubts (too_long, 1, 1u << AUTOSELL_POST_DOUBT_TOO_LONG | no_price | no_phone);
  g_assert_cmphex (autosell_post_check (&priceless), ==, 0);
  g_assert_cmphex (autosell_post_check (&short_phone), ==, 0);
}

/* The same car posted again and again: each built-in template says it in other words than the time before, and never
 * leaves out what buyers ask for. */
static void
test_reposts_differ (void)
{
  g_autoptr(AutosellVehicle) car = make_car ("stock_number", "0133", "brand", "MAZDA", "model", "CX30", "year", "2021",
                                             "price", "379000", "km", "73618", NULL);
  const char *text;

  for (guint i = 0; (text = autosell_post_template_get_built_in (i, NULL)) != NULL; i++)
    {
      g_autofree char *before = NULL, *first_before = NULL;

      for (guint n = 0; n < 7; n++)
        {
          g_autofree char *filled = fill (text, car, n), *once_more = fill (text, car, n);
          g_autofree char *reference = autosell_post_dup_reference (car, n);
          g_autofree char *line = autosell_post_dup_reference_line (reference);
          g_autofree char *words = NULL, *first = NULL;
          AutosellPostDraft draft = { filled, reference, TRUE, 37900000, lot.phone, 1 };

          g_assert_cmpstr (filled, ==, once_more);
          g_assert_true (autosell_post_has_reference (filled, reference));
          g_assert_cmphex (autosell_post_check (&draft), ==, 0);
          g_assert_nonnull (strstr (filled, "MAZDA CX30"));
          /* Without the reference, which is another each time anyhow */
          words = g_strndup (filled, (gsize) (strstr (filled, line) - filled));
          g_assert_cmpstr (words, !=, before);
          first = g_strndup (words, strcspn (words, "\n"));
          g_assert_cmpstr (first, !=, first_before);
          g_free (before);
          g_free (first_before);
          before = g_steal_pointer (&words);
          first_before = g_steal_pointer (&first);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post-template/fields", test_fields);
  g_test_add_func ("/post-template/unknown-leaves-no-hole", test_unknown_leaves_no_hole);
  g_test_add_func ("/post-template/raw-is-unknown", test_raw_is_unknown);
  g_test_add_func ("/post-template/wording-turns", test_wording_turns);
  g_test_add_func ("/post-template/reference-is-always-there", test_reference_is_always_there);
  g_test_add_func ("/post-template/values-are-no-templates", test_values_are_no_templates);
  g_test_add_func ("/post-template/faults", test_faults);
  g_test_add_func ("/post-template/no-field-gets-out-by-chance", test_no_field_gets_out_by_chance);
  g_test_add_func ("/post-template/built-in", test_built_in);
  g_test_add_func ("/post-template/hash-is-of-the-words", test_hash_is_of_the_words);
  g_test_add_func ("/post-template/doubts", test_doubts);
  g_test_add_func ("/post-template/reposts-differ", test_reposts_differ);
  return g_test_run ();
}
