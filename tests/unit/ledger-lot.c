/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger-lot.h"

#include <string.h>

#define MAX_ROWS 12

/* In so many histories the brake has something to hold. */
#define CLEARED_ONE_OF 8

/* With AUTOSELL_TEST_TRACE, what happens is told. */
#define tell(...) \
  G_STMT_START \
  { \
    if (G_UNLIKELY (is_traced)) \
      g_printerr (__VA_ARGS__); \
  } \
  G_STMT_END
static gboolean is_traced;

static guint
pick (Lot *lot, guint n)
{
  return g_rand_int_range (lot->rand, 0, n);
}

static guint
new_mark (Lot *lot)
{
  g_assert_cmpuint (lot->n_marks + 1, <, LOT_MAX_MARKS);
  return ++lot->n_marks;
}

static char *
make_id (gpointer data)
{
  Lot *lot = data;

  return g_strdup_printf ("00000000-0000-4000-8000-%012" G_GINT64_MODIFIER "x", ++lot->n_ids);
}

/* ---- Marks ---- */

/* The mark in a value: prices, kilometres, colours and places have one. 0 for none */
static guint
get_mark (const AutosellValue *value, AutosellField field)
{
  if (value->state == AUTOSELL_VALUE_UNKNOWN)
    return 0;
  switch ((int) field)
    {
    case AUTOSELL_FIELD_PRICE:
      return value->state == AUTOSELL_VALUE_KNOWN ? value->number / 100 % 100000 : 0;
    case AUTOSELL_FIELD_KM:
      return value->state == AUTOSELL_VALUE_KNOWN ? value->number % 100000 : 0;
    case AUTOSELL_FIELD_COLOUR:
    case AUTOSELL_FIELD_LOCATION:
    case AUTOSELL_FIELD_VERSION:
    case AUTOSELL_FIELD_DESCRIPTION:
      return value->text[0] == 'C' ? atoi (value->text + 1) : 0;
    default:
      return 0;
    }
}

static void
tell_rows (Lot *lot)
{
  for (guint i = 0; is_traced && i < lot->rows->len; i++)
    {
      const LotRow *row = g_ptr_array_index (lot->rows, i);

      g_printerr ("    ");
      for (int column = 0; column < N_COLS; column++)
        if (row->cells[column].kind == AUTOSELL_LEDGER_NUMBER)
          g_printerr ("%g%s|", row->cells[column].number, row->cells[column].is_read_only ? "!" : "");
        else
          g_printerr ("%s%s|", row->cells[column].kind == AUTOSELL_LEDGER_TEXT ? row->cells[column].text : "",
                      row->cells[column].is_read_only ? "!" : "");
      g_printerr ("\n");
    }
}

static void
flag (Lot *lot, const AutosellValue *value, AutosellField field, guint8 flags)
{
  guint mark = get_mark (value, field);

  if (mark > 0 && mark <= lot->n_marks)
    lot->marks[mark] |= flags;
}

static const AutosellField marked[] = { AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_KM, AUTOSELL_FIELD_COLOUR,
                                        AUTOSELL_FIELD_LOCATION };
static const int marked_columns[] = { COL_PRICE, COL_KM, COL_COLOUR, COL_LOCATION };

static const AutosellField annexed[LOT_N_ANNEX] = { AUTOSELL_FIELD_VERSION, AUTOSELL_FIELD_DESCRIPTION };

static void
lot_cell_to_value (const LotCell *cell, AutosellField field, AutosellValue *value)
{
  const AutosellLedgerCell plain = { .kind = cell->kind, .number = cell->number, .text = cell->text };

  autosell_ledger_cell_to_value (&plain, field, FALSE, value);
}

static void
flag_cell (Lot *lot, const LotRow *row, guint i, guint8 flags)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  lot_cell_to_value (&row->cells[marked_columns[i]], marked[i], &value);
  flag (lot, &value, marked[i], flags);
}

static void
flag_row (Lot *lot, const LotRow *row, guint8 flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (marked); i++)
    flag_cell (lot, row, i, flags);
}

static void
flag_vehicle (Lot *lot, AutosellVehicle *vehicle, guint8 flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (marked); i++)
    flag (lot, autosell_vehicle_get_value (vehicle, marked[i]), marked[i], flags);
  for (guint i = 0; i < LOT_N_ANNEX; i++)
    flag (lot, autosell_vehicle_get_value (vehicle, annexed[i]), annexed[i], flags);
}

static void
flag_annex (Lot *lot, const LotAnnex *row, guint8 flags)
{
  for (guint i = 0; i < LOT_N_ANNEX; i++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      lot_cell_to_value (&row->cells[i], annexed[i], &value);
      flag (lot, &value, annexed[i], flags);
    }
}

static AutosellVehicle *
find_vehicle (LotPc *pc, gint64 key)
{
  for (guint i = 0; i < pc->vehicles->len; i++)
    if (autosell_vehicle_get_key (g_ptr_array_index (pc->vehicles, i)) == key)
      return g_ptr_array_index (pc->vehicles, i);
  return NULL;
}

/* ---- People in the sheet ---- */

static void
put_text (LotCell *cell, const char *text)
{
  cell->kind = *text != '\0' ? AUTOSELL_LEDGER_TEXT : AUTOSELL_LEDGER_BLANK;
  g_strlcpy (cell->text, text, sizeof cell->text);
}

static void
put_number (LotCell *cell, double number)
{
  cell->kind = AUTOSELL_LEDGER_NUMBER;
  cell->number = number;
  cell->text[0] = '\0';
}

/* A person's number: typed, or as text with signs around it, or nonsense. */
static void
type_number (Lot *lot, LotCell *cell, guint mark)
{
  switch (pick (lot, 4))
    {
    case 0:
      g_snprintf (cell->text, sizeof cell->text, " %u,%03u ", mark / 1000 + 100, mark % 1000);
      cell->kind = AUTOSELL_LEDGER_TEXT;
      break;
    default:
      put_number (cell, 100000 + mark);
      break;
    }
}

/* Some PC looks for this car under the id that its row lost: the row has another by now, which was given to it by a PC
 * that did not know it. An append whose answer was lost is looked for so, for one. */
static gboolean
is_sought (Lot *lot, const LotRow *row)
{
  if (row->lost_id[0] == '\0' || strcmp (row->lost_id, row->cells[COL_ID].text) == 0)
    return FALSE;
  for (guint i = 0; i < lot->n_pcs; i++)
    for (guint j = 0; j < lot->pcs[i].bases->len; j++)
      {
        const AutosellLedgerBase *base = g_ptr_array_index (lot->pcs[i].bases, j);
        AutosellVehicle *vehicle = find_vehicle (&lot->pcs[i], base->key);

        if (strcmp (base->row_id, row->lost_id) == 0 && vehicle != NULL
            && g_strcmp0 (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND), row->cells[COL_BRAND].text) == 0)
          return TRUE;
      }
  return FALSE;
}

/* A row that lost its id and was changed more than once is known by what is left of it, which may be too little: the
 * same brand, model and year with another price and other kilometres is another car on any lot. No program could tell
 * whether it is the one that it seeks. */
static void
count_edit (Lot *lot, LotRow *row)
{
  if (++row->n_edits > 1 && (row->is_damaged || is_sought (lot, row)))
    lot->is_doubtful[row->serial] = TRUE;
}

/* Before its id goes. */
static void
damage_id (Lot *lot, LotRow *row)
{
  if (!row->is_damaged && row->cells[COL_ID].kind != AUTOSELL_LEDGER_BLANK)
    g_strlcpy (row->lost_id, row->cells[COL_ID].text, sizeof row->lost_id);
  row->is_damaged = TRUE;
  lot->is_odd[row->serial] = TRUE;
  if (row->n_edits > 1)
    lot->is_doubtful[row->serial] = TRUE;
}

static void
type_cell (Lot *lot, LotRow *row, guint i)
{
  static const char *const junk[] = { "62 mil?", "", "--", "  " };
  LotCell *cell = &row->cells[marked_columns[i]];
  guint mark;

  if (cell->is_read_only)
    return;
  flag_cell (lot, row, i, MARK_REPLACED);
  count_edit (lot, row);
  if (pick (lot, 10) == 0)
    {
      put_text (cell, junk[pick (lot, G_N_ELEMENTS (junk))]);
      return;
    }
  mark = new_mark (lot);
  if (marked_columns[i] == COL_PRICE || marked_columns[i] == COL_KM)
    type_number (lot, cell, mark);
  else
    {
      g_snprintf (cell->text, sizeof cell->text, "C%u", mark);
      cell->kind = AUTOSELL_LEDGER_TEXT;
    }
}

static LotRow *
type_row (Lot *lot)
{
  static const char *const statuses[] = { "Disponible", "DISPONIBLE", "Vendido", "", "apartado" };
  LotRow *row = g_new0 (LotRow, 1);

  row->serial = ++lot->n_serials;
  g_assert_cmpuint (row->serial, <, LOT_MAX_SERIALS);
  lot->expected[row->serial]++;
  g_snprintf (row->cells[COL_BRAND].text, sizeof row->cells[COL_BRAND].text, "BRAND%u", row->serial);
  row->cells[COL_BRAND].kind = AUTOSELL_LEDGER_TEXT;
  g_snprintf (row->cells[COL_MODEL].text, sizeof row->cells[COL_MODEL].text, "MODEL %u", pick (lot, 5));
  row->cells[COL_MODEL].kind = AUTOSELL_LEDGER_TEXT;
  put_number (&row->cells[COL_YEAR], 2010 + pick (lot, 10));
  put_text (&row->cells[COL_STATUS], statuses[pick (lot, G_N_ELEMENTS (statuses))]);
  put_text (&row->cells[COL_NOTE], "=HOY()-1");
  for (guint i = 0; i < G_N_ELEMENTS (marked); i++)
    if (pick (lot, 4) != 0)
      type_cell (lot, row, i);
  if (pick (lot, 12) == 0)
    {
      row->cells[COL_PRICE].is_read_only = TRUE;
      row->cells[COL_PRICE].is_formula = pick (lot, 2);
    }
  row->n_edits = 0;
  return row;
}

static void
insert_row (Lot *lot, LotRow *row)
{
  g_ptr_array_insert (lot->rows, pick (lot, lot->rows->len + 1), row);
}

static void
shuffle_rows (Lot *lot, gboolean with_ids)
{
  for (guint i = lot->rows->len; i > 1; i--)
    {
      guint j = pick (lot, i);
      LotRow *a = g_ptr_array_index (lot->rows, i - 1);
      LotRow *b = g_ptr_array_index (lot->rows, j);
      LotCell id = a->cells[COL_ID];

      lot->rows->pdata[i - 1] = b;
      lot->rows->pdata[j] = a;
      if (with_ids || a == b)
        continue;
      damage_id (lot, a);
      damage_id (lot, b);
      /* The ids stay where they are, on the screen. */
      a->cells[COL_ID] = b->cells[COL_ID];
      b->cells[COL_ID] = id;
    }
  lot->n_shuffles += !with_ids;
}

static gboolean
is_blank_row (const LotRow *row)
{
  return row->cells[COL_BRAND].kind == AUTOSELL_LEDGER_BLANK;
}

static void
copy_row (Lot *lot, const LotRow *row)
{
  LotRow *copy = g_memdup2 (row, sizeof *row);

  copy->unseen_by = NULL;
  lot->expected[row->serial]++;
  lot->is_odd[row->serial] = TRUE;
  lot->n_copies++;
  if (pick (lot, 2) == 0)
    memset (&copy->cells[COL_ID], 0, sizeof copy->cells[COL_ID]);
  if (pick (lot, 2) == 0)
    {
      /* The next car typed over it. */
      lot->expected[row->serial]--;
      copy->serial = ++lot->n_serials;
      g_assert_cmpuint (copy->serial, <, LOT_MAX_SERIALS);
      lot->is_odd[copy->serial] = TRUE;
      lot->expected[copy->serial]++;
      g_snprintf (copy->cells[COL_BRAND].text, sizeof copy->cells[COL_BRAND].text, "BRAND%u", copy->serial);
      type_cell (lot, copy, 0);
      type_cell (lot, copy, 1);
    }
  insert_row (lot, copy);
}

/* One that is gone is typed again, as it was. FALSE where none is */
static gboolean
retype_row (Lot *lot)
{
  LotRow *row = lot->gone->len > 0 ? g_ptr_array_index (lot->gone, pick (lot, lot->gone->len)) : NULL;

  if (row == NULL || is_blank_row (row))
    return FALSE;
  tell ("  car %u is typed again\n", row->serial);
  row = g_memdup2 (row, sizeof *row);
  memset (&row->cells[COL_ID], 0, sizeof row->cells[COL_ID]);
  row->unseen_by = NULL;
  lot->expected[row->serial]++;
  lot->n_retyped++;
  insert_row (lot, row);
  return TRUE;
}

static void
remove_row (Lot *lot, LotRow *row)
{
  lot->expected[row->serial] -= !is_blank_row (row);
  lot->is_odd[row->serial] = TRUE;
  flag_row (lot, row, MARK_REPLACED);
  g_ptr_array_remove (lot->rows, row);
  g_ptr_array_add (lot->gone, row);
}

/* Somebody marks nearly all of the sheet and removes it. */
static void
clear_sheet (Lot *lot)
{
  tell ("the sheet is cleared\n");
  for (guint i = lot->rows->len; i-- > 1;)
    {
      LotRow *row = g_ptr_array_index (lot->rows, i);

      if (row->unseen_by == NULL)
        remove_row (lot, row);
    }
}

/* What a person sees there is the person's to change. */
static void
person_annexes (Lot *lot)
{
  guint which = lot->annex->len > 0 ? pick (lot, lot->annex->len) : 0;
  LotAnnex *row = lot->annex->len > 0 ? g_ptr_array_index (lot->annex, which) : NULL;
  guint what = pick (lot, 8);
  guint i = pick (lot, LOT_N_ANNEX);
  char text[24];

  tell ("person %u in the annex\n", what);
  if (row == NULL)
    return;
  switch (what)
    {
    case 0:
      flag_annex (lot, row, MARK_REPLACED);
      g_ptr_array_remove_index (lot->annex, which);
      break;
    case 1:
      for (guint k = 0; k < lot->annex->len; k++)
        flag_annex (lot, g_ptr_array_index (lot->annex, k), MARK_REPLACED);
      g_ptr_array_set_size (lot->annex, 0);
      lot->has_tab = FALSE;
      break;
    case 2:
      flag_annex (lot, row, MARK_REPLACED);
      memset (&row->cells[i], 0, sizeof row->cells[i]);
      break;
    default:
      flag_annex (lot, row, MARK_REPLACED);
      g_snprintf (text, sizeof text, "C%u", new_mark (lot));
      put_text (&row->cells[i], text);
      break;
    }
}

static void
person_acts (Lot *lot)
{
  LotRow *row = lot->rows->len > 0 ? g_ptr_array_index (lot->rows, pick (lot, lot->rows->len)) : NULL;
  guint what;

  if (lot->annex != NULL && pick (lot, 4) == 0)
    {
      person_annexes (lot);
      return;
    }
  what = pick (lot, 16);
  tell ("person %u, row of car %u\n", what, row != NULL ? row->serial : 0);
  switch (what)
    {
    case 0:
    case 1:
      if (lot->rows->len < MAX_ROWS && (!lot->has_races || pick (lot, 3) != 0 || !retype_row (lot)))
        insert_row (lot, type_row (lot));
      break;
    case 2:
      if (row != NULL && row->unseen_by == NULL)
        remove_row (lot, row);
      break;
    case 3:
      shuffle_rows (lot, TRUE);
      break;
    case 4:
      shuffle_rows (lot, FALSE);
      break;
    case 5:
      if (row != NULL && !is_blank_row (row) && lot->rows->len < MAX_ROWS)
        copy_row (lot, row);
      break;
    case 6:
      if (row == NULL)
        break;
      damage_id (lot, row);
      memset (&row->cells[COL_ID], 0, sizeof row->cells[COL_ID]);
      break;
    default:
      if (row != NULL && !is_blank_row (row))
        type_cell (lot, row, pick (lot, G_N_ELEMENTS (marked)));
      break;
    }
}

/* ---- People at the PCs ---- */

static AutosellLedgerBase *
find_base (LotPc *pc, gint64 key)
{
  for (guint i = 0; i < pc->bases->len; i++)
    if (((AutosellLedgerBase *) g_ptr_array_index (pc->bases, i))->key == key)
      return g_ptr_array_index (pc->bases, i);
  return NULL;
}

static void
touch (AutosellVehicle *vehicle)
{
  autosell_vehicle_set_revision (vehicle, autosell_vehicle_get_revision (vehicle) + 1);
}

static void
edit_vehicle (Lot *lot, AutosellVehicle *vehicle, guint i)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  guint mark = new_mark (lot);
  char text[24];

  tell ("  edit %u\n", mark);
  lot->marks[mark] |= MARK_MADE_HERE;
  flag (lot, autosell_vehicle_get_value (vehicle, marked[i]), marked[i], MARK_REPLACED);
  g_snprintf (text, sizeof text, "C%u", mark);
  if (marked[i] == AUTOSELL_FIELD_PRICE)
    autosell_value_set_number (&value, (100000 + mark) * 100);
  else if (marked[i] == AUTOSELL_FIELD_KM)
    autosell_value_set_number (&value, 100000 + mark);
  else
    autosell_value_set_text (&value, text);
  autosell_vehicle_set_value (vehicle, marked[i], &value);
  touch (vehicle);
}

static void
annex_vehicle (Lot *lot, AutosellVehicle *vehicle)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  AutosellField field = annexed[pick (lot, LOT_N_ANNEX)];
  char text[24];

  flag (lot, autosell_vehicle_get_value (vehicle, field), field, MARK_REPLACED);
  if (pick (lot, 6) != 0)
    {
      g_snprintf (text, sizeof text, "C%u", new_mark (lot));
      lot->marks[lot->n_marks] |= MARK_MADE_HERE;
      autosell_value_set_text (&value, text);
      tell ("  annexes %u\n", lot->n_marks);
    }
  autosell_vehicle_set_value (vehicle, field, &value);
  touch (vehicle);
}

static void
add_vehicle (Lot *lot, LotPc *pc)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autofree char *id = make_id (lot);
  char brand[24];

  g_snprintf (brand, sizeof brand, "BRAND%u", ++lot->n_serials);
  g_assert_cmpuint (lot->n_serials, <, LOT_MAX_SERIALS);
  lot->expected[lot->n_serials]++;
  lot->is_odd[lot->n_serials] = TRUE;
  autosell_vehicle_set_id (vehicle, id);
  autosell_vehicle_set_key (vehicle, ++pc->last_key);
  autosell_vehicle_set_revision (vehicle, 1);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, brand);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "MODEL 1");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_YEAR, "2020");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "available");
  edit_vehicle (lot, vehicle, 0);
  edit_vehicle (lot, vehicle, 1);
  g_ptr_array_add (pc->vehicles, vehicle);
}

static gboolean
is_gone (LotPc *pc, gint64 key)
{
  const AutosellLedgerBase *base = find_base (pc, key);

  return base != NULL && base->is_gone;
}

static guint
find_serial (AutosellVehicle *vehicle)
{
  return atoi (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND) + strlen ("BRAND"));
}

static void
pc_acts (Lot *lot, LotPc *pc)
{
  AutosellVehicle *vehicle =
    pc->vehicles->len > 0 ? g_ptr_array_index (pc->vehicles, pick (lot, pc->vehicles->len)) : NULL;
  guint what = pick (lot, 10);

  tell ("PC %d acts: %u\n", (int) (pc - lot->pcs), what);
  if (what == 0 && lot->rows->len < MAX_ROWS && pc->vehicles->len < 2 * MAX_ROWS)
    add_vehicle (lot, pc);
  else if (vehicle == NULL || autosell_vehicle_get_deleted (vehicle) != 0)
    return;
  else if (what == 1 && find_base (pc, autosell_vehicle_get_key (vehicle)) != NULL
           && !is_gone (pc, autosell_vehicle_get_key (vehicle)))
    {
      autosell_vehicle_set_times (vehicle, 1, 1, 1);
      lot->is_odd[find_serial (vehicle)] = TRUE;
      flag_vehicle (lot, vehicle, MARK_REPLACED);
      touch (vehicle);
    }
  else if (lot->annex != NULL && pick (lot, 2) == 0)
    annex_vehicle (lot, vehicle);
  else
    edit_vehicle (lot, vehicle, pick (lot, G_N_ELEMENTS (marked)));
}

/* ---- The reconciler ---- */

/* Somebody does something in between; or nothing. A race is of PCs that see the same. */
static void
meanwhile (Lot *lot)
{
  if (!lot->has_faults || (lot->has_races && lot->is_overtaken) || pick (lot, 6) != 0)
    return;
  if (pick (lot, 2) == 0)
    person_acts (lot);
  else
    pc_acts (lot, &lot->pcs[pick (lot, lot->n_pcs)]);
}

static gboolean
crashes (Lot *lot)
{
  if (!lot->has_faults || pick (lot, 12) != 0)
    return FALSE;
  lot->n_crashes++;
  tell ("  crash\n");
  return TRUE;
}

static AutosellLedgerGrid *
read_grid (Lot *lot, GPtrArray *rows)
{
  static const char *const heads[N_COLS] = { "Marca", "Modelo",  "Año",       "Color", "Precio",
                                             "km",    "Estatus", "Ubicacion", "Nota",  "Autosell ID" };
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (lot->rows->len + 1, N_COLS);

  for (int column = 0; column < N_COLS; column++)
    {
      const AutosellLedgerCell head = { .kind = AUTOSELL_LEDGER_TEXT, .text = heads[column] };

      autosell_ledger_grid_set (grid, 0, column, &head);
    }
  for (guint i = 0; i < lot->rows->len; i++)
    {
      LotRow *row = g_ptr_array_index (lot->rows, i);

      for (int column = 0; column < N_COLS; column++)
        {
          const LotCell *from = &row->cells[column];
          const AutosellLedgerCell cell = { .kind = from->kind,
                                            .is_read_only = from->is_read_only,
                                            .is_formula = from->is_formula,
                                            .number = from->number,
                                            .text = from->text };

          if (from->kind != AUTOSELL_LEDGER_BLANK || from->is_read_only)
            autosell_ledger_grid_set (grid, i + 1, column, &cell);
        }
      g_ptr_array_add (rows, row);
    }
  return grid;
}

/* @rows: (element-type LotAnnex): what stands there now, by place. Returns: (transfer full) (nullable) */
static AutosellLedgerAnnex *
read_annex (Lot *lot, const AutosellLedgerLayout *layout, GPtrArray *rows)
{
  static const char *const heads[LOT_N_ANNEX + 1] = { "id", "version", "description" };
  AutosellLedgerGrid *grid;

  if (lot->annex == NULL)
    return NULL;
  if (!lot->has_tab)
    return autosell_ledger_annex_new (NULL, layout, FALSE);
  grid = autosell_ledger_grid_new (lot->annex->len + 1, LOT_N_ANNEX + 1);
  for (int column = 0; column <= LOT_N_ANNEX; column++)
    {
      const AutosellLedgerCell head = { .kind = AUTOSELL_LEDGER_TEXT, .text = heads[column] };

      autosell_ledger_grid_set (grid, 0, column, &head);
    }
  for (guint i = 0; i < lot->annex->len; i++)
    {
      LotAnnex *row = g_ptr_array_index (lot->annex, i);
      const AutosellLedgerCell id = { .kind = AUTOSELL_LEDGER_TEXT, .text = row->id };

      autosell_ledger_grid_set (grid, i + 1, 0, &id);
      for (guint k = 0; k < LOT_N_ANNEX; k++)
        {
          const AutosellLedgerCell cell = { .kind = row->cells[k].kind, .text = row->cells[k].text };

          if (cell.kind != AUTOSELL_LEDGER_BLANK)
            autosell_ledger_grid_set (grid, i + 1, k + 1, &cell);
        }
      g_ptr_array_add (rows, row);
    }
  return autosell_ledger_annex_new (grid, layout, FALSE);
}

static AutosellVehicle *
find_in (GPtrArray *vehicles, gint64 key)
{
  for (guint i = 0; i < vehicles->len; i++)
    if (autosell_vehicle_get_key (g_ptr_array_index (vehicles, i)) == key)
      return g_ptr_array_index (vehicles, i);
  return NULL;
}

/* What the merge saw of this car is what it is. */
static gboolean
is_unchanged (LotPc *pc, GPtrArray *snapshot, gint64 key)
{
  AutosellVehicle *now = find_vehicle (pc, key);
  AutosellVehicle *then = find_in (snapshot, key);

  return now == NULL || (then != NULL && autosell_vehicle_get_revision (now) == autosell_vehicle_get_revision (then));
}

static void
put_base (LotPc *pc, AutosellLedgerBase *base)
{
  AutosellLedgerBase *old = find_base (pc, base->key);

  if (old != NULL)
    g_ptr_array_remove (pc->bases, old);
  g_ptr_array_add (pc->bases, base);
}

static void
apply_updates (LotPc *pc, GPtrArray *snapshot, AutosellLedgerMerge *merge, gint64 *new_keys)
{
  for (guint i = 0; i < merge->updates->len; i++)
    {
      AutosellLedgerUpdate *update = g_ptr_array_index (merge->updates, i);
      AutosellVehicle *vehicle;

      if (update->key == 0)
        {
          vehicle = autosell_vehicle_copy (update->values);
          autosell_vehicle_set_key (vehicle, new_keys[i] = ++pc->last_key);
          autosell_vehicle_set_revision (vehicle, 1);
          g_ptr_array_add (pc->vehicles, vehicle);
          continue;
        }
      if (!is_unchanged (pc, snapshot, update->key))
        continue;
      vehicle = find_vehicle (pc, update->key);
      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        if (update->fields & G_GUINT64_CONSTANT (1) << field)
          autosell_vehicle_set_value (vehicle, field, autosell_vehicle_get_value (update->values, field));
      if (update->is_restored)
        autosell_vehicle_set_times (vehicle, 1, 1, 0);
    }
}

/* Together, as the store does it: what changes here, what lost, what both agree on, what will be sent. */
static void
commit_local (Lot *lot, LotPc *pc, GPtrArray *snapshot, AutosellLedgerMerge *merge)
{
  g_autofree gint64 *new_keys = g_new0 (gint64, merge->updates->len + 1);

  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      AutosellLedgerConflict *conflict = g_ptr_array_index (merge->conflicts, i);

      if (!is_unchanged (pc, snapshot, conflict->key))
        continue;
      lot->n_conflicts++;
      flag (lot, conflict->winner == AUTOSELL_LEDGER_WINS ? &conflict->local : &conflict->remote, conflict->field,
            MARK_IN_CONFLICT);
    }
  apply_updates (pc, snapshot, merge, new_keys);
  for (guint i = 0; i < merge->bases->len; i++)
    {
      guint update = g_array_index (merge->base_updates, guint, i);
      AutosellLedgerBase *base = autosell_ledger_base_copy (g_ptr_array_index (merge->bases, i));

      if (update != G_MAXUINT)
        base->key = new_keys[update];
      if (update == G_MAXUINT && !is_unchanged (pc, snapshot, base->key))
        autosell_ledger_base_free (base);
      else
        put_base (pc, base);
    }
  for (guint i = 0; i < merge->updates->len; i++)
    {
      AutosellLedgerUpdate *update = g_ptr_array_index (merge->updates, i);
      AutosellVehicle *vehicle = update->key != 0 ? find_vehicle (pc, update->key) : NULL;
      AutosellLedgerBase *base = update->key != 0 ? find_base (pc, update->key) : NULL;
      gboolean agrees;

      if (vehicle == NULL || !is_unchanged (pc, snapshot, update->key))
        continue;
      agrees = base != NULL && base->revision == autosell_vehicle_get_revision (vehicle);
      touch (vehicle);
      if (agrees)
        base->revision = autosell_vehicle_get_revision (vehicle);
      touch (find_in (snapshot, update->key));
    }
}

static void
mark_sent (LotPc *pc, GPtrArray *snapshot, AutosellLedgerMerge *merge)
{
  for (guint i = 0; i < merge->writes->len; i++)
    {
      AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);
      AutosellLedgerBase *base = write->key != 0 ? find_base (pc, write->key) : NULL;

      if (base == NULL || write->sent == NULL || !is_unchanged (pc, snapshot, write->key))
        continue;
      g_free (base->sent);
      base->sent = g_strdup (write->sent);
    }
  for (guint i = 0; i < merge->appends->len; i++)
    {
      AutosellLedgerAppend *append = g_ptr_array_index (merge->appends, i);
      AutosellLedgerBase *base = find_base (pc, append->key);

      if (!is_unchanged (pc, snapshot, append->key))
        continue;
      if (base == NULL)
        {
          base = g_new0 (AutosellLedgerBase, 1);
          base->key = append->key;
          g_ptr_array_add (pc->bases, base);
        }
      g_free (base->row_id);
      base->row_id = g_strdup (append->row_id);
      g_free (base->sent);
      base->sent = g_strdup (append->content_after);
    }
}

/* The row as it was read, or the write is refused: cell by cell, as a pinned write compares. */
static gboolean
is_as_read (AutosellLedgerGrid *grid, guint grid_row, const LotRow *row)
{
  for (int column = 0; column < N_COLS; column++)
    {
      const LotCell *cell = &row->cells[column];
      const AutosellLedgerCell plain = { .kind = cell->kind, .number = cell->number, .text = cell->text };

      if (!autosell_ledger_cell_equal (&plain, autosell_ledger_grid_get (grid, grid_row, column)))
        return FALSE;
    }
  return TRUE;
}

static void
write_cell (Lot *lot, LotRow *row, const AutosellLedgerCellWrite *write, AutosellLedgerLayout *layout,
            gboolean is_emptied)
{
  LotCell *cell = &row->cells[write->column];
  const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, write->column);
  g_auto(AutosellValue) before = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) after = AUTOSELL_VALUE_INIT;
  guint mark;

  /* A cell that nobody here changed is never written: not into other letters, not into what another PC made. */
  g_assert_false (cell->is_read_only);
  lot_cell_to_value (cell, column->field, &before);
  autosell_ledger_cell_to_value (&write->cell, column->field, FALSE, &after);
  if (!is_emptied)
    {
      g_assert_false (autosell_value_equal (&before, &after));
      mark = get_mark (&after, column->field);
      g_assert_true (mark == 0 || (lot->marks[mark] & MARK_MADE_HERE));
    }
  cell->kind = write->cell.kind;
  cell->number = write->cell.number;
  g_strlcpy (cell->text, write->cell.text != NULL ? write->cell.text : "", sizeof cell->text);
}

static gboolean synchronise (Lot *lot, LotPc *pc);

/* Another PC does all of it, and again, after this one has looked whether the row is still without an id. */
static void
race (Lot *lot, LotPc *pc)
{
  LotPc *other = &lot->pcs[pick (lot, lot->n_pcs)];
  guint n = 1 + pick (lot, 3);

  if (!lot->has_races || lot->is_overtaken || !lot->has_faults || other == pc || pick (lot, 2) == 0)
    return;
  tell ("  a race with PC %d\n", (int) (other - lot->pcs));
  lot->n_races++;
  lot->is_overtaken = TRUE;
  for (guint i = 0; i < n; i++)
    synchronise (lot, other);
  lot->is_overtaken = FALSE;
}

static gboolean
apply_write (Lot *lot, LotPc *pc, GPtrArray *snapshot, AutosellLedgerWrite *write, AutosellLedgerGrid *grid,
             GPtrArray *rows, AutosellLedgerLayout *layout)
{
  LotRow *row = g_ptr_array_index (rows, write->row - 1);

  if (write->key != 0 && !is_unchanged (pc, snapshot, write->key))
    return FALSE;
  /* A row that vanishes before its own PC ever saw it cannot be told from one that never arrived: it comes again. */
  if (write->is_emptied && row->unseen_by != NULL && (lot->has_faults || row->unseen_by != pc))
    return FALSE;
  if (!g_ptr_array_find (lot->rows, row, NULL) || !is_as_read (grid, write->row, row))
    {
      lot->n_refused++;
      return FALSE;
    }
  if (write->key == 0)
    {
      race (lot, pc);
      /* With the row goes its tag, and what would be written through that. */
      if (!g_ptr_array_find (lot->rows, row, NULL))
        return FALSE;
    }
  for (guint i = 0; i < write->cells->len; i++)
    {
      write_cell (lot, row, &g_array_index (write->cells, AutosellLedgerCellWrite, i), layout, write->is_emptied);
      count_edit (lot, row);
    }
  row->is_damaged = row->is_damaged && !write->writes_id;
  if (write->writes_id)
    put_text (&row->cells[COL_ID], write->is_emptied ? "" : write->row_id);
  if (write->is_emptied)
    lot->expected[row->serial]--;
  return TRUE;
}

static void
put_annexed (LotAnnex *row, const AutosellLedgerWrite *write)
{
  for (guint i = 0; i < write->annex_cells->len; i++)
    {
      const AutosellLedgerCellWrite *cell = &g_array_index (write->annex_cells, AutosellLedgerCellWrite, i);

      put_text (&row->cells[cell->field == annexed[0] ? 0 : 1], cell->cell.text != NULL ? cell->cell.text : "");
    }
}

static gboolean
is_annex_as_read (AutosellLedgerAnnex *annex, guint grid_row, const LotAnnex *row)
{
  for (guint i = 0; i < LOT_N_ANNEX; i++)
    {
      const AutosellLedgerCell plain = { .kind = row->cells[i].kind, .text = row->cells[i].text };

      if (!autosell_ledger_cell_equal (&plain, autosell_ledger_grid_get (annex->grid, grid_row, i + 1)))
        return FALSE;
    }
  return TRUE;
}

typedef enum
{
  SENT_NOTHING,
  SENT_DONE,
  SENT_REFUSED,
  SENT_UNKNOWN, /* arrived; and what counts is for the next look to say */
} Sent;

/* As the sheet's remote does it: a row that is there is pinned, one that is not is made. */
static Sent
apply_annexed (Lot *lot, LotPc *pc, GPtrArray *snapshot, AutosellLedgerWrite *write, AutosellLedgerAnnex *annex,
               GPtrArray *annex_rows, gboolean is_main_done)
{
  LotAnnex *row;

  if (write->annex_cells->len == 0)
    return SENT_NOTHING;
  if (!is_unchanged (pc, snapshot, write->key) || (write->annex_row < 0 && write->writes_id && !is_main_done))
    return SENT_REFUSED;
  lot->n_annexed++;
  if (write->annex_row < 0)
    {
      row = g_new0 (LotAnnex, 1);
      g_strlcpy (row->id, write->row_id, sizeof row->id);
      put_annexed (row, write);
      lot->has_tab = TRUE;
      for (guint i = 0; i < lot->annex->len; i++)
        lot->n_twins += strcmp (((LotAnnex *) g_ptr_array_index (lot->annex, i))->id, row->id) == 0;
      g_ptr_array_add (lot->annex, row);
      g_ptr_array_add (lot->annex_made, row);
      return SENT_UNKNOWN;
    }
  row = g_ptr_array_index (annex_rows, write->annex_row - 1);
  if (!g_ptr_array_find (lot->annex, row, NULL) || !is_annex_as_read (annex, write->annex_row, row))
    return SENT_REFUSED;
  put_annexed (row, write);
  return SENT_DONE;
}

static Sent
join_sent (Sent main, Sent annex)
{
  if (main == SENT_NOTHING || annex == SENT_NOTHING)
    return MAX (main, annex);
  return main == annex ? main : SENT_UNKNOWN;
}

static void
apply_append (Lot *lot, LotPc *pc, AutosellLedgerAppend *append, gboolean is_lost)
{
  LotRow *row = g_new0 (LotRow, 1);

  for (guint i = 0; i < append->cells->len; i++)
    {
      const AutosellLedgerCellWrite *write = &g_array_index (append->cells, AutosellLedgerCellWrite, i);

      row->cells[write->column].kind = write->cell.kind;
      row->cells[write->column].number = write->cell.number;
      g_strlcpy (row->cells[write->column].text, write->cell.text != NULL ? write->cell.text : "",
                 sizeof row->cells[0].text);
    }
  put_text (&row->cells[COL_ID], append->row_id);
  row->serial = atoi (row->cells[COL_BRAND].text + strlen ("BRAND"));
  row->unseen_by = is_lost ? pc : NULL;
  g_ptr_array_add (lot->rows, row);
}

static void
confirm (LotPc *pc, GPtrArray *snapshot, gint64 key, const char *row_id, const char *content, const char *annex,
         gboolean agrees)
{
  AutosellLedgerBase *base = find_base (pc, key);

  if (base == NULL)
    return;
  g_free (base->row_id);
  base->row_id = g_strdup (row_id);
  g_free (base->content);
  base->content = g_strdup (content);
  if (annex != NULL)
    {
      g_free (base->annex);
      base->annex = g_strdup (annex);
    }
  g_clear_pointer (&base->sent, g_free);
  base->is_gone = FALSE;
  base->is_removed = FALSE;
  base->revision = agrees ? autosell_vehicle_get_revision (find_in (snapshot, key)) : 0;
}

static void
confirm_write (LotPc *pc, GPtrArray *snapshot, AutosellLedgerWrite *write, Sent sent)
{
  AutosellLedgerBase *base = write->key != 0 ? find_base (pc, write->key) : NULL;

  if (base == NULL || sent == SENT_UNKNOWN)
    return;
  if (sent != SENT_DONE)
    {
      /* Only what this write has noted: an append whose answer was lost is still to be found. */
      if (g_strcmp0 (base->sent, write->sent) == 0)
        g_clear_pointer (&base->sent, g_free);
    }
  else if (write->is_emptied)
    base->is_gone = base->is_removed = TRUE;
  else
    confirm (pc, snapshot, write->key, write->row_id, write->content_after, write->annex_after, write->agrees_after);
}

/* Another PC is quicker, all of it. */
static void
overtake (Lot *lot, LotPc *pc)
{
  LotPc *other;

  if (lot->annex == NULL || lot->is_overtaken || !lot->has_faults || pick (lot, 4) != 0)
    return;
  other = &lot->pcs[pick (lot, lot->n_pcs)];
  if (other == pc)
    return;
  tell ("  overtaken by PC %d\n", (int) (other - lot->pcs));
  lot->is_overtaken = TRUE;
  synchronise (lot, other);
  lot->is_overtaken = FALSE;
}

/* FALSE where it died on the way. */
static gboolean
send_all (Lot *lot, LotPc *pc, GPtrArray *snapshot, AutosellLedgerMerge *merge, AutosellLedgerGrid *grid,
          GPtrArray *rows, GPtrArray *annex_rows, AutosellLedgerLayout *layout)
{
  g_autofree Sent *sent = g_new0 (Sent, merge->writes->len + 1);

  overtake (lot, pc);
  for (guint i = 0; i < merge->writes->len; i++)
    {
      AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);

      if (write->cells->len > 0 || write->writes_id)
        sent[i] = apply_write (lot, pc, snapshot, write, grid, rows, layout) ? SENT_DONE : SENT_REFUSED;
      if (lot->annex != NULL)
        meanwhile (lot);
      sent[i] =
        join_sent (sent[i], apply_annexed (lot, pc, snapshot, write, layout->annex, annex_rows, sent[i] == SENT_DONE));
    }
  if (crashes (lot))
    return FALSE;
  for (guint i = 0; i < merge->writes->len; i++)
    confirm_write (pc, snapshot, g_ptr_array_index (merge->writes, i), sent[i]);
  meanwhile (lot);

  for (guint i = 0; i < merge->appends->len; i++)
    {
      AutosellLedgerAppend *append = g_ptr_array_index (merge->appends, i);
      gboolean is_lost = lot->has_faults && pick (lot, 4) == 0;

      if (!is_unchanged (pc, snapshot, append->key))
        continue;
      apply_append (lot, pc, append, is_lost);
      lot->n_lost_answers += is_lost;
      if (is_lost)
        return FALSE;
      confirm (pc, snapshot, append->key, append->row_id, append->content_after, NULL, append->agrees_after);
      if (crashes (lot))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_of_car (const AutosellLedgerBase *base, const LotRow *row)
{
  g_autofree char *brand = g_strdup_printf ("brand=s%s", row->cells[COL_BRAND].text);
  const char *found = strstr (base->content, brand);

  return found != NULL && !g_ascii_isdigit (found[strlen (brand)]);
}

/* Rows whose answer was lost are known to this PC by now, unless somebody edited their cars meanwhile. */
static void
tell_seen (Lot *lot, LotPc *pc, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      LotRow *row = g_ptr_array_index (rows, i);

      if (!g_ptr_array_find (lot->rows, row, NULL) || row->unseen_by != pc)
        continue;
      for (guint j = 0; j < pc->bases->len; j++)
        {
          const AutosellLedgerBase *base = g_ptr_array_index (pc->bases, j);

          /* A sort may have left there the id of a car that this PC has known for long. */
          if (base->content != NULL && strcmp (base->row_id, row->cells[COL_ID].text) == 0 && is_of_car (base, row))
            row->unseen_by = NULL;
        }
    }
}

/* Two rows have one id: a sort left it in the second, and another PC has put it right in the first. */
static gboolean
is_twice (AutosellLedgerGrid *grid, const char *id)
{
  guint n = 0;

  for (guint i = 1; i < autosell_ledger_grid_get_n_rows (grid); i++)
    n += g_strcmp0 (autosell_ledger_grid_get (grid, i, COL_ID)->text, id) == 0;
  return n > 1;
}

/* Two cars of a PC go by one id: one of a row that vanished and comes back, or whose new id was not noted because the
 * car was changed meanwhile. One of the two keeps it. */
static gboolean
is_id_of_another (LotPc *pc, const AutosellLedgerBase *base, AutosellLedgerGrid *grid)
{
  for (guint i = 0; i < pc->bases->len; i++)
    {
      const AutosellLedgerBase *other = g_ptr_array_index (pc->bases, i);

      if (other != base && g_str_equal (other->row_id, base->row_id)
          && (is_twice (grid, base->row_id) || (!other->is_gone && base->is_gone)))
        return TRUE;
    }
  return FALSE;
}

/* A row that has the id under which this PC knows its car keeps it, whoever else would have it. */
static void
check_ids (LotPc *pc, AutosellLedgerMerge *merge, AutosellLedgerGrid *grid)
{
  /* And a new car comes of a row that has its id already: the sheet has decided by then. */
  for (guint i = 0; i < merge->bases->len; i++)
    {
      const AutosellLedgerBase *base = g_ptr_array_index (merge->bases, i);
      guint update = g_array_index (merge->base_updates, guint, i);

      if (update != G_MAXUINT
          && g_strcmp0 (
               autosell_ledger_grid_get (grid, ((AutosellLedgerUpdate *) merge->updates->pdata[update])->row, COL_ID)
                 ->text,
               base->row_id)
               != 0)
        g_error ("a row became a car before the sheet had its id");
    }
  for (guint i = 0; i < merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);
      const AutosellLedgerBase *base = write->key != 0 ? find_base (pc, write->key) : NULL;

      if (base != NULL && write->writes_id && !write->is_emptied
          && g_strcmp0 (autosell_ledger_grid_get (grid, write->row, COL_ID)->text, base->row_id) == 0
          && !is_id_of_another (pc, base, grid))
        g_error ("row %u had the id of its car, and gets another", write->row);
    }
}

/* What this PC sent and finds again is no change of somebody else's, though no answer ever came. */
static void
check_no_conflict_with_itself (LotPc *pc, AutosellLedgerMerge *merge)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const AutosellLedgerConflict *conflict = g_ptr_array_index (merge->conflicts, i);
      const AutosellLedgerBase *base = find_base (pc, conflict->key);
      AutosellLedgerCell cells[AUTOSELL_N_FIELDS];
      g_auto(AutosellValue) sent = AUTOSELL_VALUE_INIT;
      guint64 fields;

      if (conflict->kind != AUTOSELL_LEDGER_BOTH_CHANGED || conflict->remote.state == AUTOSELL_VALUE_UNKNOWN
          || base == NULL || base->sent == NULL
          || !autosell_ledger_content_read (base->sent, &fields, cells, merge->chunk)
          || !(fields & G_GUINT64_CONSTANT (1) << conflict->field))
        continue;
      autosell_ledger_cell_to_value (&cells[conflict->field], conflict->field, FALSE, &sent);
      if (autosell_value_equal (&sent, &conflict->remote))
        g_error ("a conflict of a PC with what it sent itself");
    }
}

/* So many rows as let the brake hold vanish only where somebody agreed; and until then nothing happens at all. */
static AutosellLedgerMerge *
run_merge (Lot *lot, LotPc *pc, GPtrArray *snapshot, AutosellLedgerGrid *grid, AutosellLedgerLayout *layout)
{
  AutosellLedgerPolicy policy = {
    .winner = pc->winner, .empties_rows = TRUE, .origin = "lot", .make_id = make_id, .make_id_data = lot
  };
  AutosellLedgerMerge *merge = autosell_ledger_merge_run (pc->bases, snapshot, grid, layout, &policy);
  guint n_live = 0;
  guint n_gone = 0;

  if (merge->brake != AUTOSELL_LEDGER_BRAKE_NONE)
    {
      g_assert_cmpint (merge->brake, ==, AUTOSELL_LEDGER_BRAKE_VANISHED);
      g_assert_cmpuint (merge->updates->len + merge->writes->len + merge->appends->len, ==, 0);
      g_assert_cmpuint (merge->bases->len + merge->conflicts->len + merge->removals->len, ==, 0);
      lot->n_brakes++;
      autosell_ledger_merge_free (merge);
      policy.allows_vanish = TRUE;
      merge = autosell_ledger_merge_run (pc->bases, snapshot, grid, layout, &policy);
      g_assert_cmpint (merge->brake, ==, AUTOSELL_LEDGER_BRAKE_NONE);
      return merge;
    }
  for (guint i = 0; i < pc->bases->len; i++)
    {
      const AutosellLedgerBase *base = g_ptr_array_index (pc->bases, i);
      AutosellVehicle *vehicle = find_in (snapshot, base->key);

      n_live +=
        base->content != NULL && !base->is_gone && vehicle != NULL && autosell_vehicle_get_deleted (vehicle) == 0;
    }
  for (guint i = 0; i < merge->bases->len; i++)
    {
      const AutosellLedgerBase *base = g_ptr_array_index (merge->bases, i);
      const AutosellLedgerBase *known = find_base (pc, base->key);
      AutosellVehicle *vehicle = find_in (snapshot, base->key);

      n_gone += base->is_gone && known != NULL && known->content != NULL && !known->is_gone && vehicle != NULL
                && autosell_vehicle_get_deleted (vehicle) == 0;
    }
  if (n_gone > 3 && n_gone * 20 > n_live)
    g_error ("%u of %u rows vanished, and no brake held", n_gone, n_live);
  return merge;
}

/* Returns: whether there was nothing to do. */
static gboolean
synchronise (Lot *lot, LotPc *pc)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(AutosellLedgerGrid) grid = read_grid (lot, rows);
  g_autoptr(AutosellLedgerLayout) layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);
  g_autoptr(GPtrArray) snapshot = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerMerge) merge = NULL;
  g_autoptr(GPtrArray) annex_rows = g_ptr_array_new ();

  layout->annex = read_annex (lot, layout, annex_rows);
  meanwhile (lot);
  for (guint i = 0; i < pc->vehicles->len; i++)
    g_ptr_array_add (snapshot, autosell_vehicle_copy (g_ptr_array_index (pc->vehicles, i)));
  merge = run_merge (lot, pc, snapshot, grid, layout);
  check_ids (pc, merge, grid);
  check_no_conflict_with_itself (pc, merge);
  tell ("PC %d: %u updates, %u writes, %u appends, %u conflicts, %u bases\n", (int) (pc - lot->pcs),
        merge->updates->len, merge->writes->len, merge->appends->len, merge->conflicts->len, merge->bases->len);
  meanwhile (lot);
  if (crashes (lot))
    return FALSE;
  commit_local (lot, pc, snapshot, merge);
  tell_seen (lot, pc, rows);
  if (crashes (lot))
    return FALSE;
  meanwhile (lot);
  mark_sent (pc, snapshot, merge);
  if (crashes (lot))
    return FALSE;
  meanwhile (lot);
  return send_all (lot, pc, snapshot, merge, grid, rows, annex_rows, layout) && autosell_ledger_merge_is_quiet (merge);
}

/* ---- Histories ---- */

Lot *
lot_new (guint32 seed, guint n_steps, LotKind kind)
{
  Lot *lot = g_new0 (Lot, 1);
  guint n_rows;

  is_traced = g_getenv ("AUTOSELL_TEST_TRACE") != NULL;
  lot->rand = g_rand_new_with_seed (seed);
  lot->n_steps = n_steps;
  lot->rows = g_ptr_array_new ();
  lot->gone = g_ptr_array_new_with_free_func (g_free);
  lot->annex = kind == LOT_ANNEX ? g_ptr_array_new () : NULL;
  lot->has_races = kind == LOT_RACES;
  lot->annex_made = g_ptr_array_new_with_free_func (g_free);
  lot->n_pcs = 1 + pick (lot, 5);
  for (guint i = 0; i < lot->n_pcs; i++)
    {
      lot->pcs[i].vehicles = g_ptr_array_new_with_free_func (g_object_unref);
      lot->pcs[i].bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
      lot->pcs[i].winner = AUTOSELL_LEDGER_WINS;
    }
  if (pick (lot, 4) == 0)
    for (guint i = 0; i < lot->n_pcs; i++)
      lot->pcs[i].winner = AUTOSELL_LEDGER_YIELDS;
  lot->is_cleared = seed % CLEARED_ONE_OF == 0;
  n_rows = 1 + pick (lot, 5) + (lot->is_cleared ? 3 : 0);
  for (guint i = 0; i < n_rows; i++)
    insert_row (lot, type_row (lot));
  return lot;
}

void
lot_free (Lot *lot)
{
  for (guint i = 0; i < lot->n_pcs; i++)
    {
      g_ptr_array_unref (lot->pcs[i].vehicles);
      g_ptr_array_unref (lot->pcs[i].bases);
    }
  g_ptr_array_set_free_func (lot->rows, g_free);
  g_ptr_array_unref (lot->rows);
  g_ptr_array_unref (lot->gone);
  if (lot->annex != NULL)
    g_ptr_array_unref (lot->annex);
  g_ptr_array_unref (lot->annex_made);
  g_rand_free (lot->rand);
  g_free (lot);
}

void
lot_run (Lot *lot)
{
  lot->has_faults = TRUE;
  for (guint i = 0; i < lot->n_steps; i++)
    {
      LotPc *pc = &lot->pcs[pick (lot, lot->n_pcs)];

      if (lot->is_cleared && i == lot->n_steps * 3 / 4)
        clear_sheet (lot);
      switch (pick (lot, 3))
        {
        case 0:
          person_acts (lot);
          break;
        case 1:
          pc_acts (lot, pc);
          break;
        default:
          synchronise (lot, pc);
          break;
        }
      tell_rows (lot);
    }
  lot->has_faults = FALSE;
}

gboolean
lot_settle (Lot *lot)
{
  guint n_quiet = 0;

  for (guint round = 0; round < 30; round++)
    for (guint i = 0; i < lot->n_pcs; i++)
      {
        n_quiet = synchronise (lot, &lot->pcs[i]) ? n_quiet + 1 : 0;
        if (n_quiet > lot->n_pcs)
          return TRUE;
      }
  return FALSE;
}

static char *
check_rows (Lot *lot)
{
  int found[LOT_MAX_SERIALS] = { 0 };
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lot->rows->len; i++)
    {
      LotRow *row = g_ptr_array_index (lot->rows, i);

      if (is_blank_row (row))
        continue;
      found[row->serial]++;
      if (!g_uuid_string_is_valid (row->cells[COL_ID].text))
        return g_strdup_printf ("row %u has no id", i);
      if (!g_hash_table_add (ids, row->cells[COL_ID].text))
        return g_strdup_printf ("row %u has the id of another", i);
      if (strcmp (row->cells[COL_NOTE].text, "=HOY()-1") != 0 && row->cells[COL_NOTE].kind != AUTOSELL_LEDGER_BLANK)
        return g_strdup_printf ("row %u: the column of others was touched", i);
    }
  for (guint serial = 1; serial <= lot->n_serials; serial++)
    if (found[serial] > lot->expected[serial] && !lot->is_doubtful[serial])
      return g_strdup_printf ("car %u has %d rows instead of %d", serial, found[serial], lot->expected[serial]);
  return NULL;
}

static LotRow *
find_row (Lot *lot, const char *id)
{
  for (guint i = 0; i < lot->rows->len; i++)
    {
      LotRow *row = g_ptr_array_index (lot->rows, i);

      if (!is_blank_row (row) && strcmp (row->cells[COL_ID].text, id) == 0)
        return row;
    }
  return NULL;
}

static const AutosellField all_fields[COL_NOTE] = {
  AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_YEAR,   AUTOSELL_FIELD_COLOUR,
  AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_KM,    AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION,
};

/* (nullable): the field that differs */
static const char *
find_annex_difference (Lot *lot, AutosellVehicle *vehicle, const char *row_id)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(GPtrArray) annex_rows = g_ptr_array_new ();
  g_autoptr(AutosellLedgerGrid) grid = read_grid (lot, rows);
  g_autoptr(AutosellLedgerLayout) layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);
  const AutosellLedgerCell *cells[AUTOSELL_N_FIELDS] = { NULL };

  if (lot->annex == NULL)
    return NULL;
  layout->annex = read_annex (lot, layout, annex_rows);
  autosell_ledger_annex_get_cells (layout->annex, row_id, cells);
  for (guint i = 0; i < LOT_N_ANNEX; i++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      autosell_ledger_cell_to_value (cells[annexed[i]], annexed[i], FALSE, &value);
      if (!autosell_value_equal (&value, autosell_vehicle_get_value (vehicle, annexed[i])))
        return autosell_field_get_info (annexed[i])->name;
    }
  return NULL;
}

static char *
check_pc (Lot *lot, guint which)
{
  LotPc *pc = &lot->pcs[which];
  guint n_rows = 0;
  guint n_live = 0;

  for (guint i = 0; i < lot->rows->len; i++)
    n_rows += !is_blank_row (g_ptr_array_index (lot->rows, i));
  for (guint i = 0; i < pc->vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (pc->vehicles, i);
      AutosellLedgerBase *base = find_base (pc, autosell_vehicle_get_key (vehicle));
      LotRow *row = base != NULL ? find_row (lot, base->row_id) : NULL;

      if (autosell_vehicle_get_deleted (vehicle) != 0 || (base != NULL && base->is_gone))
        continue;
      n_live++;
      if (row == NULL)
        return g_strdup_printf ("PC %u: car %" G_GINT64_FORMAT " has no row", which,
                                autosell_vehicle_get_key (vehicle));
      if (find_annex_difference (lot, vehicle, base->row_id) != NULL)
        return g_strdup_printf ("PC %u: car %" G_GINT64_FORMAT " differs in %s", which,
                                autosell_vehicle_get_key (vehicle), find_annex_difference (lot, vehicle, base->row_id));
      for (int column = 0; column < COL_NOTE; column++)
        {
          g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

          lot_cell_to_value (&row->cells[column], all_fields[column], &value);
          if (!autosell_value_equal (&value, autosell_vehicle_get_value (vehicle, all_fields[column])))
            return g_strdup_printf ("PC %u: car %" G_GINT64_FORMAT " differs in column %d", which,
                                    autosell_vehicle_get_key (vehicle), column);
        }
    }
  return n_live == n_rows ? NULL : g_strdup_printf ("PC %u has %u cars, the sheet %u", which, n_live, n_rows);
}

/* A car whose row nobody copied, removed or took the id of is here once, and in the sheet. */
static char *
check_twins (Lot *lot, guint which)
{
  LotPc *pc = &lot->pcs[which];
  int found[LOT_MAX_SERIALS] = { 0 };

  for (guint i = 0; i < pc->vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (pc->vehicles, i);
      guint serial = find_serial (vehicle);

      if (++found[serial] > 1 && !lot->is_odd[serial] && !lot->is_doubtful[serial])
        return g_strdup_printf ("PC %u: car %" G_GINT64_FORMAT " of %u is a twin of another", which,
                                autosell_vehicle_get_key (vehicle), serial);
    }
  return NULL;
}

static char *
check_edits (Lot *lot)
{
  for (guint i = 0; i < lot->rows->len; i++)
    flag_row (lot, g_ptr_array_index (lot->rows, i), MARK_FOUND);
  for (guint i = 0; lot->annex != NULL && i < lot->annex->len; i++)
    flag_annex (lot, g_ptr_array_index (lot->annex, i), MARK_FOUND);
  for (guint i = 0; i < lot->n_pcs; i++)
    for (guint j = 0; j < lot->pcs[i].vehicles->len; j++)
      flag_vehicle (lot, g_ptr_array_index (lot->pcs[i].vehicles, j), MARK_FOUND);
  for (guint mark = 1; mark <= lot->n_marks; mark++)
    if (!(lot->marks[mark] & (MARK_REPLACED | MARK_IN_CONFLICT | MARK_FOUND)))
      return g_strdup_printf ("edit %u is lost", mark);
  return NULL;
}

char *
lot_check (Lot *lot)
{
  char *broken = check_rows (lot);

  for (guint i = 0; i < lot->n_pcs && broken == NULL; i++)
    if ((broken = check_pc (lot, i)) == NULL && lot->has_races)
      broken = check_twins (lot, i);
  return broken != NULL ? broken : check_edits (lot);
}
