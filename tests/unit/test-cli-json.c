/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "autosell-cli-json.h"
#include "autosell-cli-print.h"

/* A document in memory. */
typedef struct
{
  FILE *out;
  char *text;
  size_t size;
  AutosellCliJson *json;
} Document;

static void
document_open (Document *document, gboolean is_pretty)
{
  document->out = open_memstream (&document->text, &document->size);
  g_assert_nonnull (document->out);
  document->json = autosell_cli_json_new (document->out, is_pretty);
}

static void
assert_document (Document *document, const char *expected)
{
  g_assert_true (autosell_cli_json_finish (document->json));
  g_assert_cmpstr (document->text, ==, expected);
  autosell_cli_json_free (document->json);
  fclose (document->out);
  free (document->text);
}

static void
test_money_is_exact (void)
{
  Document document;

  document_open (&document, FALSE);
  autosell_cli_json_money (document.json, "a", 37900000);
  autosell_cli_json_money (document.json, "b", 37900050);
  autosell_cli_json_money (document.json, "c", 37900010);
  autosell_cli_json_money (document.json, "d", 37900001);
  autosell_cli_json_money (document.json, "e", 0);
  autosell_cli_json_money (document.json, "f", -50);
  assert_document (&document, "{\"a\":379000,\"b\":379000.5,\"c\":379000.1,\"d\":379000.01,\"e\":0,\"f\":-0.5}\n");
}

static void
test_text_is_escaped (void)
{
  Document document;

  document_open (&document, FALSE);
  autosell_cli_json_string (document.json, "a\"b", "\\ \" \n\t\r\x1b\x1f\x7f \xc2\x9b \xe2\x80\xae año");
  autosell_cli_json_string (document.json, "bytes", "\xff");
  autosell_cli_json_string (document.json, "none", NULL);
  assert_document (&document, "{\"a\\\"b\":\"\\\\ \\\" \\n\\t\\u000d\\u001b\\u001f\\u007f \\u009b \\u202e año\","
                              "\"bytes\":\"\xef\xbf\xbd\",\"none\":null}\n");
}

static void
test_unwinding_leaves_a_document (void)
{
  Document document;

  document_open (&document, FALSE);
  autosell_cli_json_begin_array (document.json, "vehicles");
  autosell_cli_json_begin_object (document.json, NULL);
  autosell_cli_json_integer (document.json, "year", 2021);
  autosell_cli_json_unwind (document.json);
  autosell_cli_json_begin_object (document.json, "error");
  autosell_cli_json_string (document.json, "code", "busy");
  autosell_cli_json_end (document.json);
  assert_document (&document, "{\"vehicles\":[{\"year\":2021}],\"error\":{\"code\":\"busy\"}}\n");
}

static void
test_pretty (void)
{
  Document document;

  document_open (&document, TRUE);
  autosell_cli_json_begin_array (document.json, "a");
  autosell_cli_json_integer (document.json, NULL, 1);
  autosell_cli_json_end (document.json);
  autosell_cli_json_begin_array (document.json, "b");
  autosell_cli_json_end (document.json);
  assert_document (&document, "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}\n");
}

static void
test_a_full_disk_is_noticed (void)
{
  FILE *out = fopen ("/dev/full", "w");
  AutosellCliJson *json;

  if (out == NULL)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  json = autosell_cli_json_new (out, FALSE);
  g_assert_false (autosell_cli_json_finish (json));
  autosell_cli_json_free (json);
  fclose (out);
}

static void
test_instants (void)
{
  Document document;

  document_open (&document, FALSE);
  autosell_cli_json_instant (document.json, "a", G_GINT64_CONSTANT (1751378706123456));
  autosell_cli_json_instant (document.json, "b", 0);
  assert_document (&document, "{\"a\":\"2025-07-01T14:05:06.123456Z\",\"b\":null}\n");
}

static void
test_vehicle (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  Document document;

  autosell_vehicle_set_id (vehicle, "the-id");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, "$379,000.50");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_KM, "muchos");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_ENTRY_DATE, "01/07/2025");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_FEATURES, "A/C\nQuemacocos");
  autosell_vehicle_set_extra (vehicle, "Llaves", "2");
  document_open (&document, FALSE);
  autosell_cli_json_vehicle (document.json, vehicle, "2025-07-11");
  g_assert_true (autosell_cli_json_finish (document.json));
  g_assert_nonnull (strstr (document.text, "{\"id\":\"the-id\","));
  g_assert_nonnull (strstr (document.text, "\"price\":379000.5,\"km\":null,"));
  g_assert_nonnull (strstr (document.text, "\"entry_date\":\"2025-07-01\","));
  g_assert_nonnull (strstr (document.text, "\"features\":[\"A/C\",\"Quemacocos\"],"));
  g_assert_nonnull (
    strstr (document.text, "\"raw\":{\"km\":\"muchos\"},\"extra\":{\"Llaves\":\"2\"},\"problems\":[],"));
  g_assert_nonnull (strstr (document.text, "\"days\":10,"));
  autosell_cli_json_free (document.json);
  fclose (document.out);
  free (document.text);
}

static void
test_lines_are_harmless (void)
{
  static const struct
  {
    const char *text;
    const char *escaped;
  } cases[] = {
    { "MAZDA CX30 · año", "MAZDA CX30 · año" },
    { "a\nb\tc\rd", "a\\nb\\tc\\x0dd" },
    { "\x1b]0;title\x07", "\\x1b]0;title\\x07" },
    { "\xc2\x9b"
      "2J",
      "\\x9b2J" },
    { "\xe2\x80\xaegnp.exe", "\\u202egnp.exe" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = autosell_cli_escape (cases[i].text);
      g_autofree char *again = autosell_cli_escape (escaped);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
      g_assert_cmpstr (again, ==, escaped);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli-json/money-is-exact", test_money_is_exact);
  g_test_add_func ("/cli-json/text-is-escaped", test_text_is_escaped);
  g_test_add_func ("/cli-json/unwinding-leaves-a-document", test_unwinding_leaves_a_document);
  g_test_add_func ("/cli-json/pretty", test_pretty);
  g_test_add_func ("/cli-json/a-full-disk-is-noticed", test_a_full_disk_is_noticed);
  g_test_add_func ("/cli-json/instants", test_instants);
  g_test_add_func ("/cli-json/vehicle", test_vehicle);
  g_test_add_func ("/cli-json/lines-are-harmless", test_lines_are_harmless);
  return g_test_run ();
}
