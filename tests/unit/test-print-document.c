/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <qrencode.h>
#include <string.h>

#include "autosell-photo-folder.h"
#include "autosell-photo.h"
#include "autosell-print-document-private.h"
#include "autosell-print-qr.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

/* What is true of every page: nothing leaves its box, the paper's margin or another text's place; and what is not known
 * is not said. */

typedef struct
{
  AutosellPrintBox ink;
  char *text;
} Drawn;

typedef struct
{
  AutosellPrintDocument *document;
  GArray *drawn; /* owned, of Drawn */
  GString *all;  /* owned */
  guint n_shortened;
} Look;

static void
clear_drawn (gpointer data)
{
  g_free (((Drawn *) data)->text);
}

static void
trace_cb (const AutosellPrintTrace *trace, gpointer user_data)
{
  Look *look = user_data;
  const AutosellPrintBox *box = &trace->box, *extents = &trace->extents;
  double width, height;
  Drawn drawn = { trace->ink, g_strdup (trace->text) };

  autosell_print_document_get_page_size (look->document, &width, &height);
  /* Slanted strokes of some letters lean out by a part of a point. */
  if (extents->x < box->x - trace->size * 0.12 || extents->y < box->y - 0.6
      || extents->x + extents->width > box->x + box->width + trace->size * 0.12
      || extents->y + extents->height > box->y + box->height + 0.6)
    g_error ("“%s” at %.1f pt leaves its box: %.1f,%.1f %.1f×%.1f in %.1f,%.1f %.1f×%.1f", trace->text, trace->size,
             extents->x, extents->y, extents->width, extents->height, box->x, box->y, box->width, box->height);
  if (extents->x < 18 || extents->y < 18 || extents->x + extents->width > width - 18
      || extents->y + extents->height > height - 18)
    g_error ("“%s” is where printers cannot print", trace->text);
  g_assert_cmpfloat (trace->size, >=, 4.9);
  look->n_shortened += trace->is_shortened;
  g_array_append_val (look->drawn, drawn);
  g_string_append_printf (look->all, "%s\n", trace->text);
}

static gboolean
overlap (const AutosellPrintBox *a, const AutosellPrintBox *b)
{
  return MIN (a->x + a->width, b->x + b->width) - MAX (a->x, b->x) > 0.5
         && MIN (a->y + a->height, b->y + b->height) - MAX (a->y, b->y) > 0.5;
}

/* Draws a page and checks it. Returns: (transfer full): all its text */
static char *
look_at (AutosellPrintDocument *document, guint page, guint *n_shortened)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  Look look = { document, g_array_new (FALSE, FALSE, sizeof (Drawn)), g_string_new (NULL), 0 };

  g_array_set_clear_func (look.drawn, clear_drawn);
  autosell_print_document_set_trace (document, trace_cb, &look);
  autosell_print_document_draw_page (document, cr, page);
  autosell_print_document_set_trace (document, NULL, NULL);
  for (guint i = 0; i < look.drawn->len; i++)
    for (guint j = i + 1; j < look.drawn->len; j++)
      {
        const Drawn *a = &g_array_index (look.drawn, Drawn, i), *b = &g_array_index (look.drawn, Drawn, j);

        if (overlap (&a->ink, &b->ink))
          g_error ("“%s” and “%s” stand in one place", a->text, b->text);
      }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_array_unref (look.drawn);
  if (n_shortened != NULL)
    *n_shortened = look.n_shortened;
  return g_string_free (look.all, FALSE);
}

/* ---- Cars ---- */

static void
set (AutosellVehicle *vehicle, AutosellField field, const char *text)
{
  autosell_vehicle_parse (vehicle, field, text);
}

static AutosellVehicle *
new_plain_car (guint i)
{
  static const char *const brands[] = { "MAZDA", "CHEVROLET", "MERCEDES BENZ", "BMW", "VOLKSWAGEN" };
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  g_autofree char *price = g_strdup_printf ("%u000", 150 + i * 7 % 900);

  set (vehicle, AUTOSELL_FIELD_STOCK_NUMBER, number);
  set (vehicle, AUTOSELL_FIELD_BRAND, brands[i % G_N_ELEMENTS (brands)]);
  set (vehicle, AUTOSELL_FIELD_MODEL, "CX30");
  set (vehicle, AUTOSELL_FIELD_YEAR, "2021");
  set (vehicle, AUTOSELL_FIELD_COLOUR, "BLANCA");
  if (i % 3 != 0)
    set (vehicle, AUTOSELL_FIELD_KM, "73618");
  set (vehicle, AUTOSELL_FIELD_PRICE, price);
  autosell_vehicle_set_id (vehicle, "0c6b1e0e-8a4e-4f0e-9a52-3a5d1b7f0001");
  return vehicle;
}

static AutosellVehicle *
new_full_car (void)
{
  AutosellVehicle *vehicle = new_plain_car (0);
  static const struct
  {
    AutosellField field;
    const char *text;
  } values[] = {
    { AUTOSELL_FIELD_STOCK_NUMBER, "A-0815" },
    { AUTOSELL_FIELD_BRAND, "VOLKSWAGEN" },
    { AUTOSELL_FIELD_MODEL, "Jetta" },
    { AUTOSELL_FIELD_VERSION, "Comfortline 1.4 TSI Tiptronic" },
    { AUTOSELL_FIELD_PRICE, "1329000.50" },
    { AUTOSELL_FIELD_KM, "68450" },
    { AUTOSELL_FIELD_TRANSMISSION, "Automática de siete velocidades" },
    { AUTOSELL_FIELD_FUEL, "Gasolina" },
    { AUTOSELL_FIELD_BODY, "Sedán" },
    { AUTOSELL_FIELD_DOORS, "4" },
    { AUTOSELL_FIELD_CYLINDERS, "4" },
    { AUTOSELL_FIELD_OWNERS, "1" },
    { AUTOSELL_FIELD_INVOICE_KIND, "Original de agencia" },
    { AUTOSELL_FIELD_FEATURES, "Aire acondicionado\nQuemacocos\nCámara de reversa\nAsientos de piel\nRines 17\"" },
    { AUTOSELL_FIELD_DESCRIPTION, "Un solo dueño, todos sus servicios en agencia." },
    { AUTOSELL_FIELD_NOTES, "SECRETO" },
    { AUTOSELL_FIELD_COST, "111111" },
    { AUTOSELL_FIELD_MINIMUM_PRICE, "222222" },
    { AUTOSELL_FIELD_CONSIGNOR, "SECRETO" },
    { AUTOSELL_FIELD_BUYER, "María Fernanda Gutiérrez Castellanos" },
    { AUTOSELL_FIELD_SALESPERSON, "Luis Canul" },
    { AUTOSELL_FIELD_DEPOSIT, "10000" },
    { AUTOSELL_FIELD_RESERVED_UNTIL, "30/11/2026" },
    { AUTOSELL_FIELD_CREDIT_PRICE, "1349000" },
    { AUTOSELL_FIELD_DOWN_PAYMENT, "70000" },
    { AUTOSELL_FIELD_NIV, "3VWD17AJ9KM123456" },
    { AUTOSELL_FIELD_PLATES, "YZA-123-B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    set (vehicle, values[i].field, values[i].text);
  return vehicle;
}

/* Every text as long as nobody would write it. */
static AutosellVehicle *
new_endless_car (void)
{
  AutosellVehicle *vehicle = new_full_car ();

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      AutosellKind kind = autosell_field_get_info (field)->kind;
      g_autoptr(GString) text = g_string_new (NULL);

      if (kind != AUTOSELL_KIND_TEXT && kind != AUTOSELL_KIND_LONG_TEXT && kind != AUTOSELL_KIND_LIST)
        continue;
      for (int i = 0; i < 60; i++)
        g_string_append_printf (text, "Ñandú%s%d%s", i % 9 == 8 ? "ininterrumpidamentelargo" : " g", i,
                                kind == AUTOSELL_KIND_TEXT ? " " : "\n");
      set (vehicle, field, text->str);
    }
  set (vehicle, AUTOSELL_FIELD_PRICE, "999999999999");
  return vehicle;
}

static GPtrArray *
array_of (AutosellVehicle *vehicle)
{
  GPtrArray *vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (vehicles, vehicle);
  return vehicles;
}

static GPtrArray *
new_stock (guint n)
{
  GPtrArray *vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (vehicles, new_plain_car (i));
  return vehicles;
}

static const AutosellDealership nobody;
static const AutosellDealership dealership = {
  .name = "Autos Periférico de Mérida",
  .address = "Periférico Poniente km 4.5, Col. Ampliación Ciudad Caucel, 97300 Mérida, Yuc.",
  .phone = "999 123 4567",
  .hours = "Lunes a viernes 9:00–19:00, sábado 9:00–15:00",
  .payment = "Contado, crédito bancario, autofinanciamiento",
  .guarantee = AUTOSELL_GUARANTEE_YES,
};
static const AutosellDealership endless = {
  .name = "Comercializadora Internacional de Automóviles Seminuevos y Usados del Sureste Mexicano, S.A. de C.V.",
  .address =
    "Periférico Poniente km 4.5 entre la calle ciento veintitrés y la calle ciento veinticinco, local 17, Colonia "
    "Ampliación Ciudad Caucel Segunda Etapa, código postal 97300, Mérida, Yucatán, Estados Unidos Mexicanos",
  .phone = "999 123 4567, 999 123 4568, 999 123 4569, 999 123 4570, 999 123 4571, 999 123 4572, 999 123 4573",
  .hours =
    "Lunes a viernes de nueve de la mañana a siete de la tarde, sábados de nueve a tres, domingos y días festivos "
    "solamente previa cita por teléfono o por correo electrónico con dos días de anticipación, salvo en diciembre",
  .payment =
    "Contado, crédito bancario, autofinanciamiento, tarjeta de crédito y de débito, transferencia, cheque certificado, "
    "auto a cuenta, arrendamiento puro y arrendamiento financiero con opción a compra, sujeto a aprobación",
};

/* ---- Tests ---- */

static void
test_list_pages (void)
{
  g_autoptr(GPtrArray) vehicles = new_stock (100);
  AutosellPaper papers[] = { AUTOSELL_PAPER_LETTER, AUTOSELL_PAPER_A4 };

  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    {
      g_autoptr(AutosellPrintDocument) document =
        autosell_print_document_new_list (vehicles, &dealership, papers[p], 0, "mazda");
      guint n_pages = autosell_print_document_get_n_pages (document);
      guint n_cars = 0;
      double width, height;

      autosell_print_document_get_page_size (document, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, papers[p] == AUTOSELL_PAPER_A4 ? 595.28 : 612, 0.01);
      g_assert_cmpfloat_with_epsilon (height, papers[p] == AUTOSELL_PAPER_A4 ? 841.89 : 792, 0.01);
      g_assert_cmpuint (n_pages, >=, 3);
      g_assert_cmpuint (n_pages, <=, 5);
      for (guint page = 0; page < n_pages; page++)
        {
          g_autofree char *text = look_at (document, page, NULL);
          g_autofree char *number = g_strdup_printf ("Page %u of %u\n", page + 1, n_pages);
          g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

          g_assert_nonnull (strstr (text, number));
          g_assert_nonnull (strstr (text, "Stock number\nBrand\nModel\n")); /* the head is on each page */
          g_assert_true ((strstr (text, "Filter: mazda") != NULL) == (page == 0));
          g_assert_true ((strstr (text, "100 vehicles · 100 with price · $") != NULL) == (page + 1 == n_pages));
          for (char **line = lines; *line != NULL; line++)
            n_cars += strcmp (*line, "CX30") == 0;
        }
      g_assert_cmpuint (n_cars, ==, 100);
    }
}

static void
test_list_columns (void)
{
  g_autoptr(GPtrArray) vehicles = array_of (new_full_car ());
  const guint64 columns =
    G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_BRAND | G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_PRICE;
  g_autoptr(AutosellPrintDocument) narrow =
    autosell_print_document_new_list (vehicles, &nobody, AUTOSELL_PAPER_LETTER, columns, NULL);
  g_autoptr(AutosellPrintDocument) usual =
    autosell_print_document_new_list (vehicles, &dealership, AUTOSELL_PAPER_LETTER, 0, NULL);
  g_autoptr(AutosellPrintDocument) wide = autosell_print_document_new_list (
    vehicles, &dealership, AUTOSELL_PAPER_LETTER, autosell_print_columns_possible (), NULL);
  g_autofree char *narrow_text = look_at (narrow, 0, NULL);
  g_autofree char *usual_text = look_at (usual, 0, NULL);
  double width, height;

  g_assert_nonnull (strstr (narrow_text, "Brand\nPrice\nVOLKSWAGEN\n$1,329,000.50\n"));
  g_assert_null (strstr (narrow_text, "Jetta"));
  /* Nothing private where nobody asked for it. */
  g_assert_null (strstr (usual_text, "111,111"));
  g_assert_null (strstr (usual_text, "SECRETO"));
  g_assert_null (strstr (usual_text, "María"));

  autosell_print_document_get_page_size (narrow, &width, &height);
  g_assert_cmpfloat (width, <, height);
  autosell_print_document_get_page_size (wide, &width, &height);
  g_assert_cmpfloat (width, >, height);
  g_assert_cmpuint (autosell_print_document_get_n_pages (wide), ==, 1);
}

static void
test_list_extremes (void)
{
  g_autoptr(GPtrArray) none = new_stock (0);
  g_autoptr(GPtrArray) long_ones = new_stock (2);
  g_autoptr(AutosellPrintDocument) empty = autosell_print_document_new_list (none, &nobody, AUTOSELL_PAPER_A4, 0, NULL);
  g_autoptr(AutosellPrintDocument) document = NULL;
  g_autofree char *text = look_at (empty, 0, NULL);

  g_assert_cmpuint (autosell_print_document_get_n_pages (empty), ==, 1);
  g_assert_nonnull (strstr (text, "0 vehicles\n"));

  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (long_ones, new_endless_car ());
  document = autosell_print_document_new_list (long_ones, &endless, AUTOSELL_PAPER_A4, 0, NULL);
  g_assert_cmpuint (autosell_print_document_get_n_pages (document), >, 1);
  for (guint page = 0; page < autosell_print_document_get_n_pages (document); page++)
    g_free (look_at (document, page, NULL));
}

static void
test_sheet_full (void)
{
  g_autoptr(GPtrArray) vehicles = array_of (new_full_car ());
  AutosellPaper papers[] = { AUTOSELL_PAPER_LETTER, AUTOSELL_PAPER_A4 };

  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    {
      g_autoptr(AutosellPrintDocument) document =
        autosell_print_document_new_sheets (vehicles, &dealership, papers[p], NULL);
      guint n_shortened = 0;
      g_autofree char *text = look_at (document, 0, &n_shortened);
      static const char *const wanted[] = {
        "VOLKSWAGEN Jetta",     "Comfortline 1.4 TSI Tiptronic  ·  2021",
        "$1,329,000.50",        "68,450 km",
        "Automática de siete",  "Gasolina",
        "Original de agencia",  "Quemacocos",
        "Un solo dueño",        "A-0815",
        "999 123 4567",         "Guarantee",
        "Payment: Contado",     "Credit price $1,349,000",
        "Down payment $70,000", "Lunes a viernes",
      };

      for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
        if (strstr (text, wanted[i]) == NULL)
          g_error ("“%s” is not on the sheet:\n%s", wanted[i], text);
      g_assert_cmpuint (n_shortened, ==, 0);
      /* What is the dealership's own, or the buyer's, is not for the street. */
      g_assert_null (strstr (text, "SECRETO"));
      g_assert_null (strstr (text, "111,111"));
      g_assert_null (strstr (text, "222,222"));
      g_assert_null (strstr (text, "María"));
      g_assert_null (strstr (text, "3VWD17AJ9KM123456"));
      g_assert_cmpstr (autosell_print_document_get_title (document), ==,
                       "Windscreen sheet: VOLKSWAGEN Jetta Comfortline 1.4 TSI Tiptronic 2021");
    }
}

/* No label without a value, and no price that nobody said. */
static void
test_sheet_bare (void)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autoptr(GPtrArray) vehicles = array_of (vehicle);
  g_autoptr(AutosellPrintDocument) document = NULL;
  g_autofree char *text = NULL;

  set (vehicle, AUTOSELL_FIELD_BRAND, "GMC");
  document = autosell_print_document_new_sheets (vehicles, &nobody, AUTOSELL_PAPER_LETTER, NULL);
  text = look_at (document, 0, NULL);
  g_assert_true (g_str_has_prefix (text, "GMC\nCash price\n$\nGuarantee\nYes\nNo\nPrinted on "));
}

static void
test_sheet_endless (void)
{
  g_autoptr(GPtrArray) vehicles = array_of (new_endless_car ());
  AutosellPaper papers[] = { AUTOSELL_PAPER_LETTER, AUTOSELL_PAPER_A4 };

  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    {
      g_autoptr(AutosellPrintDocument) document =
        autosell_print_document_new_sheets (vehicles, &endless, papers[p], NULL);

      g_free (look_at (document, 0, NULL));
    }
}

/* ---- Photos on a sheet ---- */

/* A stored photo that is all of one colour. */
static AutosellPhoto *
store_photo (const char *data_dir, guint32 rgba, int width, int height, int turn)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GBytes) jpeg = NULL;
  g_autofree char *path = NULL, *folder = NULL, *hash = NULL;
  AutosellPhotoInfo info = { .width = width, .height = height, .turn = turn, .id = (char *) "id" };

  gdk_pixbuf_fill (pixbuf, rgba);
  jpeg = fixture_encode (pixbuf, "jpeg", 90);
  hash = autosell_photo_hash_data (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg));
  path = autosell_photo_folder_get_path (data_dir, hash);
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (jpeg, NULL), (gssize) g_bytes_get_size (jpeg), NULL));
  info.hash = info.source_hash = hash;
  return autosell_photo_new (&info);
}

typedef struct
{
  guint red, green, blue;
} Colours;

/* Pixels of about these colours on the page: of the photos below, and nowhere else on a sheet. */
static Colours
count_colours (AutosellPrintDocument *document)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 612, 792);
  cairo_t *cr = cairo_create (surface);
  Colours colours = { 0, 0, 0 };

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  autosell_print_document_draw_page (document, cr, 0);
  cairo_surface_flush (surface);
  for (int y = 0; y < 792; y++)
    for (int x = 0; x < 612; x++)
      {
        guint32 pixel = ((guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                                 + y * cairo_image_surface_get_stride (surface)))[x];
        int red = (pixel >> 16) & 0xff, green = (pixel >> 8) & 0xff, blue = pixel & 0xff;

        colours.red += red > 240 && green < 15 && blue < 15;
        colours.green += red < 15 && green > 240 && blue < 15;
        colours.blue += red < 15 && green < 15 && blue > 240;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return colours;
}

static guint
count_pictures (AutosellPrintDocument *document)
{
  g_autofree char *text = look_at (document, 0, NULL);
  guint n = 0;

  for (const char *found = text; (found = strstr (found, AUTOSELL_PRINT_TRACE_PICTURE)) != NULL; found++)
    n++;
  return n;
}

static AutosellPrintDocument *
new_sheet (AutosellVehicle *vehicle, const char *data_dir, GPtrArray *all, guint n_wanted)
{
  AutosellPrintPhotos *photos = autosell_print_photos_new (data_dir);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (vehicles, g_object_ref (vehicle));
  autosell_print_photos_add (photos, all, n_wanted);
  return autosell_print_document_new_sheets (vehicles, &dealership, AUTOSELL_PAPER_LETTER, photos);
}

static void
test_sheet_photos (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autofree char *path = g_build_filename (data_dir, "sheet.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellVehicle) car = new_full_car ();
  g_autoptr(AutosellVehicle) endless_car = new_endless_car ();
  g_autoptr(AutosellPrintDocument) none = NULL, one = NULL, two = NULL, three = NULL, missing = NULL, crowded = NULL;
  g_autofree char *lost = NULL;
  Colours colours;
  gsize length;

  g_ptr_array_add (all, store_photo (data_dir, 0xff0000ff, 1200, 900, 0));
  g_ptr_array_add (all, store_photo (data_dir, 0x00ff00ff, 900, 1200, 90));
  g_ptr_array_add (all, store_photo (data_dir, 0x0000ffff, 900, 1200, 0));
  g_ptr_array_add (gone, store_photo (data_dir, 0xff00ffff, 640, 480, 0));
  lost = autosell_photo_folder_get_path (data_dir, autosell_photo_get_info (gone->pdata[0])->hash);
  g_assert_cmpint (g_remove (lost), ==, 0);

  none = new_sheet (car, data_dir, all, 0);
  one = new_sheet (car, data_dir, all, 1);
  two = new_sheet (car, data_dir, all, 2);
  three = new_sheet (car, data_dir, all, 3);
  missing = new_sheet (car, data_dir, gone, 1);
  crowded = new_sheet (endless_car, data_dir, all, 3);
  /* Beside or on the words is no place for a picture: look_at() sees to that. */
  g_assert_cmpuint (count_pictures (none), ==, 0);
  g_assert_cmpuint (count_pictures (one), ==, 1);
  g_assert_cmpuint (count_pictures (two), ==, 2);
  g_assert_cmpuint (count_pictures (three), ==, 3);
  g_assert_cmpuint (count_pictures (missing), ==, 0);
  g_assert_cmpuint (count_pictures (crowded), ==, 0);

  colours = count_colours (one);
  g_assert_cmpuint (colours.red, >, 612 * 792 / 20);
  g_assert_cmpuint (colours.green + colours.blue, ==, 0);
  colours = count_colours (three);
  g_assert_cmpuint (colours.green, >, 1000);
  g_assert_cmpuint (colours.blue, >, 1000);
  g_assert_cmpuint (colours.red, >, 3 * colours.green); /* the cover is the large one */

  /* As JPEG, and not as its pixels */
  g_assert_true (autosell_print_document_write_pdf (three, file, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_nonnull (memmem (content, length, "/DCTDecode", strlen ("/DCTDecode")));
  g_assert_cmpuint (length, <, 200 * 1024);
  remove_tree (data_dir);
}

static void
test_receipt (void)
{
  g_autoptr(GPtrArray) vehicles = array_of (new_full_car ());
  g_autoptr(AutosellPrintDocument) two =
    autosell_print_document_new_receipts (vehicles, &dealership, AUTOSELL_PAPER_LETTER, 2);
  g_autoptr(AutosellPrintDocument) one =
    autosell_print_document_new_receipts (vehicles, &dealership, AUTOSELL_PAPER_A4, 1);
  g_autofree char *two_text = look_at (two, 0, NULL);
  g_autofree char *one_text = look_at (one, 0, NULL);
  const char *first = strstr (two_text, "$1,319,000.50");

  g_assert_cmpuint (autosell_print_document_get_n_pages (two), ==, 1);
  g_assert_nonnull (first); /* the rest: price less deposit */
  g_assert_nonnull (strstr (first + 1, "$1,319,000.50"));
  g_assert_nonnull (strstr (two_text, "Copy for the buyer"));
  g_assert_nonnull (strstr (two_text, "Copy for the dealership"));
  g_assert_nonnull (strstr (one_text, "María Fernanda Gutiérrez Castellanos"));
  g_assert_nonnull (strstr (one_text, "30/11/2026"));
  g_assert_null (strstr (one_text, "Copy for"));
}

static void
test_receipt_unknown (void)
{
  AutosellVehicle *vehicle = new_plain_car (0);
  g_autoptr(GPtrArray) vehicles = array_of (vehicle);
  g_autoptr(GPtrArray) long_ones = array_of (new_endless_car ());
  g_autoptr(AutosellPrintDocument) document =
    autosell_print_document_new_receipts (vehicles, &nobody, AUTOSELL_PAPER_A4, 1);
  g_autoptr(AutosellPrintDocument) endless_document =
    autosell_print_document_new_receipts (long_ones, &endless, AUTOSELL_PAPER_A4, 2);
  g_autofree char *text = look_at (document, 0, NULL);
  g_autofree char *too_much = NULL;

  /* The price is known and the deposit is not, so what remains is not known either. */
  g_assert_nonnull (strstr (text, "Price\n$150,000\nDeposit received\nRemaining\nReserved until\n"));
  set (vehicle, AUTOSELL_FIELD_DEPOSIT, "999999");
  too_much = look_at (document, 0, NULL);
  g_assert_nonnull (strstr (too_much, "Deposit received\n$999,999\nRemaining\nReserved until\n"));
  g_free (look_at (endless_document, 0, NULL));
}

static void
test_qr (void)
{
  g_autoptr(AutosellPrintQr) qr = autosell_print_qr_new ("A-0815");
  g_autofree char *too_long = g_strnfill (4000, 'x');
  QRcode *code = QRcode_encodeString8bit ("A-0815", 0, QR_ECLEVEL_M);
  static const char finder[7][8] = { "#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######" };

  g_assert_nonnull (qr);
  g_assert_cmpint (qr->width, ==, code->width);
  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width; column++)
      g_assert_cmpint (autosell_print_qr_get (qr, column, row), ==, code->data[row * code->width + column] & 1);
  for (int row = 0; row < 7; row++)
    for (int column = 0; column < 7; column++)
      g_assert_cmpint (autosell_print_qr_get (qr, column, row), ==, finder[row][column] == '#');
  QRcode_free (code);
  g_assert_null (autosell_print_qr_new (""));
  g_assert_null (autosell_print_qr_new (too_long));
}

static void
test_pdf (void)
{
  g_autoptr(GPtrArray) vehicles = new_stock (80);
  g_autoptr(AutosellPrintDocument) document =
    autosell_print_document_new_list (vehicles, &dealership, AUTOSELL_PAPER_A4, 0, NULL);
  g_autofree char *folder = g_dir_make_tmp ("autosell-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "lista.pdf", NULL);
  g_autofree char *content = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) nowhere = g_file_new_for_path ("/nonexistent/folder/lista.pdf");
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (autosell_print_document_write_pdf (document, file, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_nonnull (g_strstr_len (content + length - 32, 32, "%%EOF"));

  /* What was there stays when the new one fails. */
  g_cancellable_cancel (cancelled);
  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  g_assert_false (autosell_print_document_write_pdf (document, file, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "older");

  g_assert_false (autosell_print_document_write_pdf (document, nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/print-document/list-pages", test_list_pages);
  g_test_add_func ("/print-document/list-columns", test_list_columns);
  g_test_add_func ("/print-document/list-extremes", test_list_extremes);
  g_test_add_func ("/print-document/sheet-full", test_sheet_full);
  g_test_add_func ("/print-document/sheet-bare", test_sheet_bare);
  g_test_add_func ("/print-document/sheet-endless", test_sheet_endless);
  g_test_add_func ("/print-document/sheet-photos", test_sheet_photos);
  g_test_add_func ("/print-document/receipt", test_receipt);
  g_test_add_func ("/print-document/receipt-unknown", test_receipt_unknown);
  g_test_add_func ("/print-document/qr", test_qr);
  g_test_add_func ("/print-document/pdf", test_pdf);
  return g_test_run ();
}
