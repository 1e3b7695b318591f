/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-error-dialog.h"
#include "autosell-interchange-error.h"
#include "autosell-problem.h"
#include "autosell-store-error.h"
#include "autosell-table-style.h"

/* What the table shows, and where; the rest of it needs a display and is tested through one. */

#define TODAY "2025-11-20"

static AutosellVehicle *
make_car (void)
{
  AutosellVehicle *car = autosell_vehicle_new ();

  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, "CX30");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_VERSION, "GT");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_YEAR, "2021");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PRICE, "379 mil");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, "73618");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, "Disponible");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_ENTRY_DATE, "2025-11-01");
  return car;
}

static void
assert_cell (AutosellVehicle *car, AutosellVehicleColumn column, gboolean with_brand, const char *wanted,
             AutosellCellLook wanted_look)
{
  g_autoptr(GString) scratch = g_string_new ("left over");
  AutosellCellLook look;
  gsize n_strong;

  g_assert_cmpstr (autosell_vehicle_column_get_text (column, car, TODAY, with_brand, scratch, &look, &n_strong), ==,
                   wanted);
  g_assert_cmpint (look, ==, wanted_look);
}

static void
test_cells (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();

  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_BRAND, FALSE, "MAZDA", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_MODEL, FALSE, "CX30 GT", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_MODEL, TRUE, "MAZDA CX30 GT", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_YEAR, FALSE, "2021", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_PRICE, FALSE, "$379,000", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_KM, FALSE, "73,618", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_STATUS, FALSE, "Available", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE, FALSE, "01/11/2025", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_DAYS, FALSE, "19", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_PROBLEMS, FALSE, "", AUTOSELL_LOOK_PLAIN);
}

/* Unknown is said to be unknown and unread text is shown as it is; neither becomes a number. */
static void
test_unknown_cells (void)
{
  g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();

  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_PRICE, FALSE, "no price", AUTOSELL_LOOK_BLANK);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_STATUS, FALSE, "No status", AUTOSELL_LOOK_BLANK);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_MODEL, TRUE, "—", AUTOSELL_LOOK_BLANK);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_KM, FALSE, "—", AUTOSELL_LOOK_BLANK);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_DAYS, FALSE, "—", AUTOSELL_LOOK_BLANK);

  autosell_vehicle_parse (car, AUTOSELL_FIELD_PRICE, "a tratar");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_ENTRY_DATE, "31/02/2025");
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_PRICE, FALSE, "a tratar", AUTOSELL_LOOK_RAW);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE, FALSE, "31/02/2025", AUTOSELL_LOOK_RAW);
}

static void
test_bin_days (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  gint64 now_us = g_get_real_time ();

  autosell_vehicle_set_times (car, 1, 1, now_us - 3 * G_TIME_SPAN_DAY);
  g_assert_cmpint (autosell_vehicle_get_bin_days_left (car), ==, 27);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_DAYS, FALSE, "27", AUTOSELL_LOOK_PLAIN);
  autosell_vehicle_set_times (car, 1, 1, now_us - 90 * G_TIME_SPAN_DAY);
  g_assert_cmpint (autosell_vehicle_get_bin_days_left (car), ==, 0);
}

static void
test_spoken_row (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(AutosellVehicle) unknown = autosell_vehicle_new ();
  g_autofree char *name = NULL;
  g_autofree char *blank_name = NULL;
  g_autofree char *full_name = NULL;
  const gboolean shown[AUTOSELL_N_VEHICLE_COLUMNS] = {
    [AUTOSELL_VEHICLE_COLUMN_PLATES] = TRUE, [AUTOSELL_VEHICLE_COLUMN_BUYER] = TRUE
  };

  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, "12");
  autosell_vehicle_parse (unknown, AUTOSELL_FIELD_BRAND, "GMC");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PLATES, "ABC-12-34");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_FUEL, "Gasolina");
  name = autosell_vehicle_column_dup_row_name (car, TODAY, NULL);
  blank_name = autosell_vehicle_column_dup_row_name (unknown, TODAY, shown);
  full_name = autosell_vehicle_column_dup_row_name (car, TODAY, shown);
  g_assert_cmpstr (name, ==, "MAZDA CX30 GT 2021, $379,000, Available, 73,618 km, number 12");
  g_assert_cmpstr (blank_name, ==, "GMC, no price, No status");
  /* a column that was asked for, and nothing of those that were not */
  g_assert_cmpstr (full_name, ==, "MAZDA CX30 GT 2021, $379,000, Available, 73,618 km, Plates: ABC-12-34, number 12");
}

static gboolean
is_shown (const AutosellTableStyle *style, AutosellVehicleColumn column)
{
  return style->places[column].width > 0;
}

static int
sum_widths (const AutosellTableStyle *style)
{
  int sum = 0;

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      if (is_shown (style, i))
        g_assert_cmpint (style->places[i].x, ==, sum);
      sum += style->places[i].width;
    }
  return sum;
}

static gboolean
is_default (AutosellVehicleColumn column)
{
  return !autosell_vehicle_column_get_info (column)->is_extra;
}

/* The columns of someone who never chose any fit into every window, and title, price and status are always among
 * them. */
static void
test_columns_fit (void)
{
  AutosellTableStyle style = { 0 };

  autosell_table_style_init (&style);
  for (int width = 341; width <= 2600; width++)
    {
      int n_shown = 0;

      autosell_table_style_place_columns (&style, width);
      g_assert_cmpint (sum_widths (&style), ==, style.total_width);
      for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
        n_shown += is_shown (&style, i);
      g_assert_cmpint (n_shown + style.n_left_out, ==, 13);
      g_assert_cmpint (style.total_width, ==, width);
      if (width >= 1060)
        g_assert_cmpint (style.n_left_out, ==, 0);
      g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_MODEL));
      g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_PRICE));
      g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_STATUS));
      /* Text may end in “…”; digits must not. */
      g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_PRICE].width, ==, 96);
      if (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_KM))
        g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_KM].width, ==, 76);
    }

  /* an office screen, beside the sidebar, the scroll bar and the selected car */
  autosell_table_style_place_columns (&style, 1366 - 220 - 330);
  g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_KM));
  g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_LOCATION));
  g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_PROBLEMS));

  /* and without the car */
  autosell_table_style_place_columns (&style, 1366 - 220);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    g_assert_true (is_shown (&style, i) == is_default (i));
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_MODEL].width, >=, 190);
  g_assert_false (autosell_table_style_place_columns (&style, 1366 - 220));
  autosell_table_style_clear (&style);
}

/* Brand and model stay at the left edge while the others go below them. */
static void
test_car_stays_in_sight (void)
{
  AutosellTableStyle style = { 0 };
  AutosellVehicleColumn column;
  int x, width, brand_x;

  autosell_table_style_init (&style);
  autosell_table_layout_set_shown (&style.layout, AUTOSELL_VEHICLE_COLUMN_NIV, TRUE);
  autosell_table_layout_set_shown (&style.layout, AUTOSELL_VEHICLE_COLUMN_NOTES, TRUE);
  autosell_table_style_place_columns (&style, 800);
  g_assert_cmpint (style.covered_until, ==, 0);
  brand_x = style.places[AUTOSELL_VEHICLE_COLUMN_BRAND].x;

  g_assert_true (autosell_table_style_set_scroll (&style, 300));
  g_assert_false (autosell_table_style_set_scroll (&style, 300));
  g_assert_true (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_BRAND));
  g_assert_true (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_MODEL));
  g_assert_false (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_COLOUR));
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_BRAND].x, ==, 300);
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_MODEL].x, ==,
                   300 + style.places[AUTOSELL_VEHICLE_COLUMN_BRAND].width);
  g_assert_cmpint (style.covered_until, ==,
                   style.places[AUTOSELL_VEHICLE_COLUMN_MODEL].x + style.places[AUTOSELL_VEHICLE_COLUMN_MODEL].width);
  /* the pointer is on what is seen there */
  g_assert_true (autosell_table_style_find_column (&style, 305, &column));
  g_assert_cmpint (column, ==, AUTOSELL_VEHICLE_COLUMN_BRAND);
  g_assert_true (autosell_table_style_find_column (&style, style.covered_until - 1, &column));
  g_assert_cmpint (column, ==, AUTOSELL_VEHICLE_COLUMN_MODEL);
  g_assert_false (autosell_table_style_get_uncovered (&style, AUTOSELL_VEHICLE_COLUMN_YEAR, &x, &width));

  /* what is to be seen is scrolled out from below them */
  autosell_table_style_set_scroll (&style, autosell_table_style_get_scroll_for (&style, AUTOSELL_VEHICLE_COLUMN_YEAR));
  g_assert_true (autosell_table_style_get_uncovered (&style, AUTOSELL_VEHICLE_COLUMN_YEAR, &x, &width));
  g_assert_cmpint (width, ==, style.places[AUTOSELL_VEHICLE_COLUMN_YEAR].width);
  autosell_table_style_set_scroll (&style,
                                   autosell_table_style_get_scroll_for (&style, AUTOSELL_VEHICLE_COLUMN_PROBLEMS));
  g_assert_cmpint (style.scroll_x, ==, style.total_width - 800);
  autosell_table_style_set_scroll (&style, autosell_table_style_get_scroll_for (&style, AUTOSELL_VEHICLE_COLUMN_PHOTO));
  g_assert_cmpint (style.scroll_x, ==, 0);
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_BRAND].x, ==, brand_x);
  g_assert_cmpint (style.covered_until, ==, 0);

  /* they would leave no room for anything else: the model alone, and then nothing */
  autosell_table_style_place_columns (&style, 480);
  autosell_table_style_set_scroll (&style, 400);
  g_assert_false (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_BRAND));
  g_assert_true (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_MODEL));
  autosell_table_style_place_columns (&style, 220);
  g_assert_false (autosell_table_style_is_held (&style, AUTOSELL_VEHICLE_COLUMN_MODEL));
  autosell_table_style_clear (&style);
}

static void
test_columns_at_double_text_size (void)
{
  AutosellTableStyle style = { 0 };

  autosell_table_style_init (&style);
  style.text_scale = 2;
  autosell_table_style_place_columns (&style, 1146);
  g_assert_cmpint (sum_widths (&style), ==, 1146);
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_PRICE].width, ==,
                   2 * autosell_vehicle_column_get_info (AUTOSELL_VEHICLE_COLUMN_PRICE)->width);
  autosell_table_style_clear (&style);
}

static void
test_widths_are_kept (void)
{
  AutosellTableStyle style = { 0 };
  AutosellVehicleColumn column;

  autosell_table_style_init (&style);
  autosell_table_style_set_width (&style, AUTOSELL_VEHICLE_COLUMN_BRAND, 240);
  autosell_table_style_set_width (&style, AUTOSELL_VEHICLE_COLUMN_PRICE, 1); /* not below its least */
  g_assert_cmpint (style.layout.widths[AUTOSELL_VEHICLE_COLUMN_BRAND], ==, 240);
  g_assert_cmpint (style.layout.widths[AUTOSELL_VEHICLE_COLUMN_PRICE], ==, 86);

  /* what a person has set is scrolled to and not left out, however narrow the window is */
  autosell_table_style_place_columns (&style, 900);
  g_assert_cmpint (style.total_width, >, 900);
  g_assert_cmpint (style.places[AUTOSELL_VEHICLE_COLUMN_BRAND].width, ==, 240);
  g_assert_true (autosell_table_style_find_column (&style, style.total_width - 1, &column));
  g_assert_cmpint (column, ==, AUTOSELL_VEHICLE_COLUMN_PROBLEMS);
  autosell_table_style_place_columns (&style, 600);
  g_assert_cmpint (style.total_width, >, 900);
  g_assert_cmpint (style.n_left_out, ==, 0);
  autosell_table_style_clear (&style);
}

/* ---- Which columns, in which order ---- */

static void
assert_shown_order (const AutosellTableLayout *layout, const char *wanted)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (layout->is_shown[layout->order[i]])
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              autosell_vehicle_column_get_info (layout->order[i])->name);
  g_assert_cmpstr (text->str, ==, wanted);
}

#define ORDINARY "photo stock-number group brand model year colour price km status location days problems"

static void
test_layout_is_kept (void)
{
  AutosellTableLayout layout, again;
  g_autofree char *nothing = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  autosell_table_layout_init (&layout);
  assert_shown_order (&layout, ORDINARY);
  nothing = autosell_table_layout_dup_text (&layout);
  g_assert_cmpstr (nothing, ==, "");

  autosell_table_layout_set_shown (&layout, AUTOSELL_VEHICLE_COLUMN_GROUP, FALSE);
  autosell_table_layout_set_shown (&layout, AUTOSELL_VEHICLE_COLUMN_NIV, TRUE);
  autosell_table_layout_set_shown (&layout, AUTOSELL_VEHICLE_COLUMN_MODEL, FALSE); /* the car stays */
  autosell_table_layout_set_width (&layout, AUTOSELL_VEHICLE_COLUMN_KM, 99);
  autosell_table_layout_move_past (&layout, AUTOSELL_VEHICLE_COLUMN_STATUS, AUTOSELL_VEHICLE_COLUMN_BRAND);
  assert_shown_order (&layout, "photo stock-number status brand model year colour niv price km location days problems");
  text = autosell_table_layout_dup_text (&layout);

  autosell_table_layout_parse (&again, text);
  assert_shown_order (&again, "photo stock-number status brand model year colour niv price km location days problems");
  g_assert_cmpint (again.widths[AUTOSELL_VEHICLE_COLUMN_KM], ==, 99);
  text_again = autosell_table_layout_dup_text (&again);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_false (autosell_table_layout_is_default (&again));
  autosell_table_layout_parse (&again, "");
  g_assert_true (autosell_table_layout_is_default (&again));

  /* nothing but that none may be left out */
  again.wants_all = TRUE;
  g_free (text);
  text = autosell_table_layout_dup_text (&again);
  autosell_table_layout_parse (&layout, text);
  assert_shown_order (&layout, ORDINARY);
  g_assert_true (layout.wants_all);
  g_assert_false (autosell_table_layout_is_default (&layout));
}

/* A setting of an older or newer version, or of somebody who edited it. */
static void
test_layout_of_others (void)
{
  AutosellTableLayout layout;

  /* widths alone, as they were remembered before */
  autosell_table_layout_parse (&layout, "price:120,km:90");
  assert_shown_order (&layout, ORDINARY);
  g_assert_cmpint (layout.widths[AUTOSELL_VEHICLE_COLUMN_PRICE], ==, 120);
  g_assert_cmpint (layout.widths[AUTOSELL_VEHICLE_COLUMN_KM], ==, 90);
  autosell_table_layout_parse (&layout, "brand:99999999999999999999,,price,km:-5,nonsense:3,:::,year:");
  g_assert_cmpint (layout.widths[AUTOSELL_VEHICLE_COLUMN_BRAND], ==, 800);
  g_assert_cmpint (layout.widths[AUTOSELL_VEHICLE_COLUMN_YEAR], ==, 46);
  g_assert_cmpint (layout.widths[AUTOSELL_VEHICLE_COLUMN_KM], ==, 60);

  /* columns that it does not know of stand where they ordinarily do */
  autosell_table_layout_parse (&layout, "model  year price -status gone:70 price:1 -model");
  assert_shown_order (&layout, "photo stock-number group brand model year colour price km location days problems");
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    g_assert_cmpuint (autosell_table_layout_get_place (&layout, i), <, AUTOSELL_N_VEHICLE_COLUMNS);
}

/* What a person asked for is there however little room there is, and the car is named by what the others do not say. */
static void
test_asked_for (void)
{
  AutosellTableStyle style = { 0 };
  AutosellVehicleColumn neighbour;

  autosell_table_style_init (&style);
  autosell_table_layout_parse (&style.layout, "brand -year model version colour niv price status");
  autosell_table_style_place_columns (&style, 900);
  g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_NIV));
  g_assert_true (is_shown (&style, AUTOSELL_VEHICLE_COLUMN_LOCATION));
  g_assert_cmpint (style.total_width, >, 900);
  g_assert_cmpint (autosell_table_style_get_title_parts (&style), ==, AUTOSELL_TITLE_WITHOUT_VERSION);
  g_assert_true (autosell_table_style_get_neighbour (&style, AUTOSELL_VEHICLE_COLUMN_BRAND, 1, &neighbour));
  g_assert_cmpint (neighbour, ==, AUTOSELL_VEHICLE_COLUMN_MODEL);

  autosell_table_layout_set_shown (&style.layout, AUTOSELL_VEHICLE_COLUMN_BRAND, FALSE);
  autosell_table_layout_set_shown (&style.layout, AUTOSELL_VEHICLE_COLUMN_VERSION, FALSE);
  autosell_table_style_place_columns (&style, 900);
  g_assert_cmpint (autosell_table_style_get_title_parts (&style), ==, AUTOSELL_TITLE_WITH_BRAND);
  autosell_table_style_clear (&style);
}

static void
test_extra_cells (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();

  autosell_vehicle_parse (car, AUTOSELL_FIELD_COST, "300000");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_NOTES, "dueño con prisa\nllamar el lunes");
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_MODEL, AUTOSELL_TITLE_WITHOUT_VERSION, "CX30", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_VERSION, FALSE, "GT", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_COST, FALSE, "$300,000", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_NOTES, FALSE, "dueño con prisa llamar el lunes", AUTOSELL_LOOK_PLAIN);
  assert_cell (car, AUTOSELL_VEHICLE_COLUMN_NIV, FALSE, "—", AUTOSELL_LOOK_BLANK);
  g_assert_true (autosell_vehicle_column_is_private (AUTOSELL_VEHICLE_COLUMN_COST));
  g_assert_true (autosell_vehicle_column_is_private (AUTOSELL_VEHICLE_COLUMN_MINIMUM_PRICE));
  g_assert_false (autosell_vehicle_column_is_private (AUTOSELL_VEHICLE_COLUMN_PRICE));
}

/* Nobody sees a technical text as the message: every code of every domain has a sentence of its own. */
static void
test_errors_have_sentences (void)
{
  const char *general_way_out;
  g_autoptr(GError) unknown = g_error_new_literal (G_MARKUP_ERROR, 0, "element <foo>");
  const char *general = autosell_error_get_sentence (unknown, &general_way_out);

  g_assert_cmpstr (general, !=, unknown->message);
  g_assert_nonnull (general_way_out);
  for (int code = AUTOSELL_STORE_ERROR_NEWER; code <= AUTOSELL_STORE_ERROR_CLOSED; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (AUTOSELL_STORE_ERROR, code, "SQLITE_IOERR (10)");

      g_assert_cmpstr (autosell_error_get_sentence (error, NULL), !=, general);
    }
  for (int code = AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE; code < AUTOSELL_INTERCHANGE_ERROR_FAILED; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (AUTOSELL_INTERCHANGE_ERROR, code, "zip: bad magic");

      g_assert_cmpstr (autosell_error_get_sentence (error, NULL), !=, general);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/vehicle-table/cells", test_cells);
  g_test_add_func ("/vehicle-table/unknown-cells", test_unknown_cells);
  g_test_add_func ("/vehicle-table/bin-days", test_bin_days);
  g_test_add_func ("/vehicle-table/spoken-row", test_spoken_row);
  g_test_add_func ("/vehicle-table/columns-fit", test_columns_fit);
  g_test_add_func ("/vehicle-table/car-stays-in-sight", test_car_stays_in_sight);
  g_test_add_func ("/vehicle-table/columns-at-double-text-size", test_columns_at_double_text_size);
  g_test_add_func ("/vehicle-table/widths-are-kept", test_widths_are_kept);
  g_test_add_func ("/vehicle-table/layout-is-kept", test_layout_is_kept);
  g_test_add_func ("/vehicle-table/layout-of-others", test_layout_of_others);
  g_test_add_func ("/vehicle-table/asked-for", test_asked_for);
  g_test_add_func ("/vehicle-table/extra-cells", test_extra_cells);
  g_test_add_func ("/vehicle-table/errors-have-sentences", test_errors_have_sentences);
  return g_test_run ();
}
