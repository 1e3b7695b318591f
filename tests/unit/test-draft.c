/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-draft.h"

static AutosellVehicle *
make_vehicle (const char *price, const char *location, const char *extra)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();

  autosell_vehicle_set_key (vehicle, 7);
  autosell_vehicle_set_revision (vehicle, 1);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, price);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_LOCATION, location);
  autosell_vehicle_set_extra (vehicle, "Llaves", extra);
  return vehicle;
}

static void
type (AutosellDraft *draft, AutosellField field, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, field, text);
  autosell_draft_set_value (draft, field, &value);
}

static void
assert_field (AutosellVehicle *vehicle, AutosellField field, const char *expected)
{
  g_autofree char *text = autosell_value_to_string (autosell_vehicle_get_value (vehicle, field), field);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_merge (void)
{
  static const struct
  {
    const char *base, *mine, *theirs;
    AutosellMergeOutcome outcome;
  } cases[] = {
    { "379000", "379000", "379000", AUTOSELL_MERGE_SAME },
    { "379000", "$379,000", "379 mil", AUTOSELL_MERGE_SAME },
    { "379000", "369000", "379000", AUTOSELL_MERGE_MINE },
    { "379000", "379000", "369000", AUTOSELL_MERGE_THEIRS },
    { "379000", "369000", "369 mil", AUTOSELL_MERGE_AGREED },
    { "379000", "369000", "359000", AUTOSELL_MERGE_CONFLICT },
    { "379000", "", "359000", AUTOSELL_MERGE_CONFLICT },
    { "379000", "359000", "", AUTOSELL_MERGE_CONFLICT },
    { "", "359000", "", AUTOSELL_MERGE_MINE },
    { "379000", "", "", AUTOSELL_MERGE_AGREED },
    { "379000", "por confirmar", "379000", AUTOSELL_MERGE_MINE },
    { "379000", "por confirmar", "", AUTOSELL_MERGE_CONFLICT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(AutosellValue) base = AUTOSELL_VALUE_INIT;
      g_auto(AutosellValue) mine = AUTOSELL_VALUE_INIT;
      g_auto(AutosellValue) theirs = AUTOSELL_VALUE_INIT;

      autosell_value_parse (&base, AUTOSELL_FIELD_PRICE, cases[i].base);
      autosell_value_parse (&mine, AUTOSELL_FIELD_PRICE, cases[i].mine);
      autosell_value_parse (&theirs, AUTOSELL_FIELD_PRICE, cases[i].theirs);
      g_test_message ("case %u", i);
      g_assert_cmpint (autosell_value_merge (&base, &mine, &theirs), ==, cases[i].outcome);
    }
}

static void
test_dirty (void)
{
  g_autoptr(AutosellVehicle) base = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);

  g_assert_false (autosell_draft_is_dirty (draft));
  type (draft, AUTOSELL_FIELD_PRICE, "$379,000.00"); /* the same written otherwise */
  g_assert_false (autosell_draft_is_dirty (draft));
  type (draft, AUTOSELL_FIELD_PRICE, "369 mil");
  g_assert_true (autosell_draft_is_dirty (draft));
  g_assert_true (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_PRICE));
  g_assert_false (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_KM));
  type (draft, AUTOSELL_FIELD_PRICE, "379000");
  g_assert_false (autosell_draft_is_dirty (draft));

  autosell_draft_set_extra (draft, "Llaves", "1");
  g_assert_true (autosell_draft_is_dirty (draft));
  g_assert_true (autosell_draft_is_extra_dirty (draft, "Llaves"));
  autosell_draft_set_extra (draft, "Llaves", NULL);
  g_assert_true (autosell_draft_is_dirty (draft));
  autosell_draft_revert (draft);
  g_assert_false (autosell_draft_is_dirty (draft));
  g_assert_cmpstr (autosell_vehicle_get_extra (autosell_draft_get_vehicle (draft), "Llaves"), ==, "2");
  /* the car it was made from is somebody else's */
  g_assert_cmpstr (autosell_vehicle_get_text (base, AUTOSELL_FIELD_LOCATION), ==, "PERIFERICO");
}

static void
test_rebase_follows (void)
{
  g_autoptr(AutosellVehicle) base = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellVehicle) theirs = make_vehicle ("379000", "SAN FELIPE", "3");
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);

  autosell_vehicle_set_revision (theirs, 2);
  autosell_vehicle_set_extra (theirs, "Factura", "original");
  type (draft, AUTOSELL_FIELD_PRICE, "369000");

  g_assert_false (autosell_draft_rebase (draft, theirs));
  g_assert_cmpint (autosell_draft_get_revision (draft), ==, 2);
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 0);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_LOCATION, "SAN FELIPE");
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_PRICE, "369000");
  g_assert_cmpstr (autosell_vehicle_get_extra (autosell_draft_get_vehicle (draft), "Llaves"), ==, "3");
  g_assert_cmpstr (autosell_vehicle_get_extra (autosell_draft_get_vehicle (draft), "Factura"), ==, "original");
  g_assert_true (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_PRICE));
  g_assert_false (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_LOCATION));
}

/* Photos are no field of the form, and still are counted at once when they come in while it is open. */
static void
test_rebase_takes_photos (void)
{
  g_autoptr(AutosellVehicle) base = autosell_vehicle_new ();
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);
  g_autoptr(AutosellVehicle) theirs = autosell_vehicle_copy (base);
  int width, height;

  autosell_vehicle_set_photos (theirs, 5, "cover", 2048, 1536);
  autosell_vehicle_set_n_photos_wanted (theirs, 8);
  g_assert_false (autosell_draft_rebase (draft, theirs));
  g_assert_cmpuint (autosell_vehicle_get_n_photos (autosell_draft_get_vehicle (draft)), ==, 5);
  g_assert_cmpuint (autosell_vehicle_get_n_photos_wanted (autosell_draft_get_vehicle (draft)), ==, 8);
  g_assert_true (autosell_vehicle_get_cover_size (autosell_draft_get_vehicle (draft), &width, &height));
  g_assert_cmpint (width, ==, 2048);

  autosell_vehicle_set_photos (theirs, 0, NULL, 0, 0);
  autosell_draft_rebase (draft, theirs);
  g_assert_null (autosell_vehicle_get_cover (autosell_draft_get_vehicle (draft)));
}

static void
test_rebase_conflict (void)
{
  g_autoptr(AutosellVehicle) base = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellVehicle) theirs = make_vehicle ("359000", "PERIFERICO", NULL);
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);
  const char *extra = "unset";

  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  autosell_draft_set_extra (draft, "Llaves", "1");

  g_assert_true (autosell_draft_rebase (draft, theirs));
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 2);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_PRICE, "369000");
  g_assert_cmpint (autosell_draft_get_conflict (draft, AUTOSELL_FIELD_PRICE)->number, ==, 35900000);
  g_assert_null (autosell_draft_get_conflict (draft, AUTOSELL_FIELD_LOCATION));
  g_assert_true (autosell_draft_get_extra_conflict (draft, "Llaves", &extra));
  g_assert_null (extra);

  /* the same news again does not end it, nor counts as new */
  g_assert_false (autosell_draft_rebase (draft, theirs));
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 2);

  autosell_draft_resolve (draft, AUTOSELL_FIELD_PRICE, FALSE);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_PRICE, "369000");
  g_assert_true (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_PRICE));
  autosell_draft_resolve_extra (draft, "Llaves", TRUE);
  g_assert_null (autosell_vehicle_get_extra (autosell_draft_get_vehicle (draft), "Llaves"));
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 0);
  g_assert_false (autosell_draft_rebase (draft, theirs));
}

static void
test_conflict_ends_by_agreement (void)
{
  g_autoptr(AutosellVehicle) base = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellVehicle) theirs = make_vehicle ("359000", "PERIFERICO", "3");
  g_autoptr(AutosellVehicle) later = make_vehicle ("369000", "PERIFERICO", "1");
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);

  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  autosell_draft_set_extra (draft, "Llaves", "1");
  g_assert_true (autosell_draft_rebase (draft, theirs));

  /* typing what the stock has */
  type (draft, AUTOSELL_FIELD_PRICE, "359000");
  g_assert_null (autosell_draft_get_conflict (draft, AUTOSELL_FIELD_PRICE));
  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  g_assert_null (autosell_draft_get_conflict (draft, AUTOSELL_FIELD_PRICE)); /* it was seen and typed over */

  /* or the stock coming round to what was typed */
  g_assert_false (autosell_draft_rebase (draft, later));
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 0);
  g_assert_false (autosell_draft_is_dirty (draft));
}

static void
test_typing_during_save (void)
{
  g_autoptr(AutosellVehicle) base = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellDraft) draft = autosell_draft_new (base);
  g_autoptr(AutosellVehicle) saved = NULL;

  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  saved = autosell_vehicle_copy (autosell_draft_get_vehicle (draft));
  type (draft, AUTOSELL_FIELD_PRICE, "361000"); /* the commit is under way */

  autosell_vehicle_set_revision (saved, 2);
  autosell_draft_confirm (draft, saved);
  g_assert_false (autosell_draft_rebase (draft, saved));
  g_assert_cmpuint (autosell_draft_get_n_conflicts (draft), ==, 0);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_PRICE, "361000");
  g_assert_true (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_PRICE));
}

static void
test_copy (void)
{
  g_autoptr(AutosellVehicle) model = make_vehicle ("379000", "PERIFERICO", "2");
  g_autoptr(AutosellDraft) draft = NULL;

  autosell_vehicle_parse (model, AUTOSELL_FIELD_NIV, "1M8GDM9AXKP042788");
  autosell_vehicle_parse (model, AUTOSELL_FIELD_STATUS, "sold");
  autosell_vehicle_parse (model, AUTOSELL_FIELD_COST, "300000");
  draft = autosell_draft_new_like (model);

  g_assert_cmpint (autosell_draft_get_key (draft), ==, 0);
  g_assert_true (autosell_draft_is_dirty (draft));
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_BRAND, "MAZDA");
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_PRICE, "379000");
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_NIV, NULL);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_STATUS, NULL);
  assert_field (autosell_draft_get_vehicle (draft), AUTOSELL_FIELD_COST, NULL);
  g_assert_cmpuint (autosell_vehicle_get_n_extra (autosell_draft_get_vehicle (draft)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/merge", test_merge);
  g_test_add_func ("/draft/dirty", test_dirty);
  g_test_add_func ("/draft/rebase-follows", test_rebase_follows);
  g_test_add_func ("/draft/rebase-takes-photos", test_rebase_takes_photos);
  g_test_add_func ("/draft/rebase-conflict", test_rebase_conflict);
  g_test_add_func ("/draft/conflict-ends-by-agreement", test_conflict_ends_by_agreement);
  g_test_add_func ("/draft/typing-during-save", test_typing_during_save);
  g_test_add_func ("/draft/copy", test_copy);
  return g_test_run ();
}
