/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-field.h"
#include "autosell-status.h"
#include "autosell-text.h"

static void
assert_finds (const char *heading, AutosellField field)
{
  AutosellField found;

  if (!autosell_field_find (heading, &found) || found != field)
    g_error ("“%s” should be %s", heading, autosell_field_get_info (field)->name);
}

static void
test_table (void)
{
  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      const AutosellFieldInfo *info = autosell_field_get_info (i);
      AutosellKind kind = info->kind;

      g_assert_cmpint (info->field, ==, i);
      g_assert_nonnull (info->name);
      g_assert_cmpuint (strspn (info->name, "abcdefghijklmnopqrstuvwxyz_"), ==, strlen (info->name));
      g_assert_cmpint (autosell_field_is_number (i), ==, kind == AUTOSELL_KIND_INTEGER || kind == AUTOSELL_KIND_MONEY);
      g_assert_cmpint (autosell_field_has_raw (i), ==,
                       kind != AUTOSELL_KIND_TEXT && kind != AUTOSELL_KIND_LONG_TEXT && kind != AUTOSELL_KIND_LIST);
    }
  g_assert_cmpstr (autosell_field_get_info (AUTOSELL_FIELD_RESERVED_UNTIL)->name, ==, "reserved_until");
}

/* What leaves the PC is decided by this flag. */
static void
test_private (void)
{
  const guint64 private_fields =
    G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_COST | G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_MINIMUM_PRICE
    | G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_ACQUISITION | G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_CONSIGNOR
    | G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_NOTES;

  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    g_assert_cmpint (autosell_field_get_info (i)->is_private, ==, (private_fields >> i & 1) != 0);
}

/* Every name, label and alias finds its own field: two fields that claim one word fail here. */
static void
test_own_words (void)
{
  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      const AutosellFieldInfo *info = autosell_field_get_info (i);
      g_auto(GStrv) aliases = g_strsplit (info->aliases, "|", -1);

      assert_finds (info->name, i);
      assert_finds (info->label, i);
      assert_finds (autosell_field_get_label (i), i);
      for (char **alias = aliases; *alias != NULL; alias++)
        {
          g_autofree char *folded = autosell_text_fold_words (*alias);

          g_assert_cmpstr (*alias, ==, folded);
          assert_finds (*alias, i);
        }
    }
}

static void
test_headings (void)
{
  static const struct
  {
    const char *heading;
    AutosellField field;
  } cases[] = {
    { "Grupo", AUTOSELL_FIELD_GROUP },
    { "Ingreso", AUTOSELL_FIELD_ENTRY_DATE },
    { "Modelo", AUTOSELL_FIELD_MODEL },
    { "Marca", AUTOSELL_FIELD_BRAND },
    { "Año", AUTOSELL_FIELD_YEAR },
    { "ANO", AUTOSELL_FIELD_YEAR },
    { "Color", AUTOSELL_FIELD_COLOUR },
    { "Precio", AUTOSELL_FIELD_PRICE },
    { "km", AUTOSELL_FIELD_KM },
    { "Estatus", AUTOSELL_FIELD_STATUS },
    { "Ubicacion", AUTOSELL_FIELD_LOCATION },
    { "UBICACIÓN:", AUTOSELL_FIELD_LOCATION },
    { "Fecha de ingreso", AUTOSELL_FIELD_ENTRY_DATE },
    { "fecha_ingreso", AUTOSELL_FIELD_ENTRY_DATE },
    { "entry-date", AUTOSELL_FIELD_ENTRY_DATE },
    { "ENTRY.DATE", AUTOSELL_FIELD_ENTRY_DATE },
    { "  Precio   contado ", AUTOSELL_FIELD_PRICE },
    { "Precio (MXN)", AUTOSELL_FIELD_PRICE },
    { "Precio $", AUTOSELL_FIELD_PRICE },
    { "Kilometraje [km]", AUTOSELL_FIELD_KM },
    { "[km]", AUTOSELL_FIELD_KM },
    { "KMS.", AUTOSELL_FIELD_KM },
    { "Odómetro", AUTOSELL_FIELD_KM },
    { "#", AUTOSELL_FIELD_STOCK_NUMBER },
    { "No.", AUTOSELL_FIELD_STOCK_NUMBER },
    { "Nº", AUTOSELL_FIELD_STOCK_NUMBER },
    { "N°", AUTOSELL_FIELD_STOCK_NUMBER },
    { "No. de inventario", AUTOSELL_FIELD_STOCK_NUMBER },
    { "Stock #", AUTOSELL_FIELD_STOCK_NUMBER },
    { "# de serie", AUTOSELL_FIELD_NIV },
    { "N° de Serie", AUTOSELL_FIELD_NIV },
    { "VIN", AUTOSELL_FIELD_NIV },
    { "Núm. de serie", AUTOSELL_FIELD_NIV },
    { "Placas", AUTOSELL_FIELD_PLATES },
    { "Color exterior", AUTOSELL_FIELD_COLOUR },
    { "colour", AUTOSELL_FIELD_COLOUR },
    { "Modelo año", AUTOSELL_FIELD_YEAR },
    { "Precio de compra", AUTOSELL_FIELD_COST },
    { "Precio mínimo", AUTOSELL_FIELD_MINIMUM_PRICE },
    { "Enganche", AUTOSELL_FIELD_DOWN_PAYMENT },
    { "Apartado hasta", AUTOSELL_FIELD_RESERVED_UNTIL },
    { "Vendido en", AUTOSELL_FIELD_SOLD_PRICE },
    { "Vendedor", AUTOSELL_FIELD_SALESPERSON },
    { "Dueños", AUTOSELL_FIELD_OWNERS },
    { "Transmisión", AUTOSELL_FIELD_TRANSMISSION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_finds (cases[i].heading, cases[i].field);
}

static void
test_unknown_headings (void)
{
  static const char *const headings[] = { "",       " ",    "--", "(MXN)",      "Llantas",  "Precio de las llantas",
                                          "Tipo",   "año2", "¿?", "Disponible", "Apartado", "Vendido",
                                          "Ausente" };
  g_autofree char *long_heading = g_strnfill (1 << 20, 'a');
  AutosellField field = AUTOSELL_FIELD_FUEL;

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (autosell_field_find (headings[i], &field))
      g_error ("“%s” should be nothing, not %s", headings[i], autosell_field_get_info (field)->name);
  g_assert_false (autosell_field_find (long_heading, &field));
  g_assert_cmpint (field, ==, AUTOSELL_FIELD_FUEL);
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *text;
    AutosellStatus status;
  } cases[] = {
    { "Disponible", AUTOSELL_STATUS_AVAILABLE },
    { "DISPONIBLE ", AUTOSELL_STATUS_AVAILABLE },
    { "available", AUTOSELL_STATUS_AVAILABLE },
    { "en venta", AUTOSELL_STATUS_AVAILABLE },
    { "Fotos", AUTOSELL_STATUS_PHOTOS },
    { "faltan fotos", AUTOSELL_STATUS_PHOTOS },
    { "AUSENTE", AUTOSELL_STATUS_AWAY },
    { "Apartada", AUTOSELL_STATUS_RESERVED },
    { "reservado.", AUTOSELL_STATUS_RESERVED },
    { "Vendido", AUTOSELL_STATUS_SOLD },
    { "SOLD", AUTOSELL_STATUS_SOLD },
  };
  static const char *const others[] = { "",  "--",   "vendido ayer", "No status", "disponible|fotos",
                                        "|", "none", "dispo nible" };
  AutosellStatus status;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (autosell_status_parse (cases[i].text, &status));
      g_assert_cmpint (status, ==, cases[i].status);
    }
  status = AUTOSELL_STATUS_AWAY;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (autosell_status_parse (others[i], &status))
      g_assert_cmpstr (others[i], ==, "disponible|fotos is no status, nor is this");
  g_assert_cmpint (status, ==, AUTOSELL_STATUS_AWAY);

  for (int i = 1; i < AUTOSELL_N_STATUSES; i++)
    {
      g_assert_cmpint (autosell_status_from_nick (autosell_status_to_nick (i)), ==, i);
      g_assert_true (autosell_status_parse (autosell_status_to_nick (i), &status) && status == (AutosellStatus) i);
      g_assert_true (autosell_status_parse (autosell_status_to_label (i), &status) && status == (AutosellStatus) i);
    }
  g_assert_null (autosell_status_to_nick (AUTOSELL_STATUS_UNKNOWN));
  g_assert_cmpint (autosell_status_from_nick (NULL), ==, AUTOSELL_STATUS_UNKNOWN);
  g_assert_cmpint (autosell_status_from_nick ("Available"), ==, AUTOSELL_STATUS_UNKNOWN);
}

static void
test_acquisitions (void)
{
  static const struct
  {
    const char *text;
    AutosellAcquisition acquisition;
  } cases[] = {
    { "Comprado", AUTOSELL_ACQUISITION_BOUGHT },        { "trade-in", AUTOSELL_ACQUISITION_TRADE_IN },
    { "trade_in", AUTOSELL_ACQUISITION_TRADE_IN },      { "A cuenta", AUTOSELL_ACQUISITION_TRADE_IN },
    { "Consignación", AUTOSELL_ACQUISITION_CONSIGNED }, { "consigned", AUTOSELL_ACQUISITION_CONSIGNED },
  };
  AutosellAcquisition acquisition;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (autosell_acquisition_parse (cases[i].text, &acquisition));
      g_assert_cmpint (acquisition, ==, cases[i].acquisition);
    }
  g_assert_false (autosell_acquisition_parse ("robado", &acquisition));
  for (int i = 1; i < AUTOSELL_N_ACQUISITIONS; i++)
    {
      g_assert_cmpint (autosell_acquisition_from_nick (autosell_acquisition_to_nick (i)), ==, i);
      g_assert_true (autosell_acquisition_parse (autosell_acquisition_to_label (i), &acquisition));
      g_assert_cmpint (acquisition, ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/table", test_table);
  g_test_add_func ("/field/private", test_private);
  g_test_add_func ("/field/own-words", test_own_words);
  g_test_add_func ("/field/headings", test_headings);
  g_test_add_func ("/field/unknown-headings", test_unknown_headings);
  g_test_add_func ("/status/words", test_statuses);
  g_test_add_func ("/acquisition/words", test_acquisitions);
  return g_test_run ();
}
