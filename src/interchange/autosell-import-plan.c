/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-plan.h"

#include <glib/gi18n-lib.h>

#include "autosell-plan-row-private.h"
#include "autosell-row-matcher.h"

#define REPORT_ROWS 256

/* From so many cars on, reading the whole stock once more is quicker than one by one. */
#define LOAD_MAX 200

/* Shares of the time that the steps take. */
#define PROGRESS_ROWS 0.4
#define PROGRESS_STOCK 0.7
#define PROGRESS_MATCHED 0.8
/* The size of the stock is not known before the end: half of the share is told after so many cars. */
#define STOCK_HALFWAY 10000.0

struct _AutosellImportPlan
{
  GObject parent_instance;
  AutosellImport *import; /* owned */
  GListStore *rows;       /* owned, of AutosellPlanRow */
  guint counts[AUTOSELL_N_PLAN_KINDS];
  guint n_unreadable;
};

G_DEFINE_FINAL_TYPE (AutosellImportPlan, autosell_import_plan, G_TYPE_OBJECT)

/* What is needed while a plan is made. */
typedef struct
{
  AutosellImport *import; /* unowned */
  gpointer stock;
  const AutosellStockInterface *iface;
  gboolean cells_erase;
  AutosellProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  AutosellSignatureRules rules;
  AutosellStockIndex *index; /* owned */
  GArray *matches;           /* owned, of AutosellMatcherRow: one a row */
  GPtrArray *rows;           /* owned, of AutosellPlanRow */
  guint n_cars;              /* passed by foreach */
} Work;

static void
autosell_import_plan_finalize (GObject *object)
{
  AutosellImportPlan *self = AUTOSELL_IMPORT_PLAN (object);

  g_clear_object (&self->import);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (autosell_import_plan_parent_class)->finalize (object);
}

static void
autosell_import_plan_class_init (AutosellImportPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_import_plan_finalize;
}

static void
autosell_import_plan_init (AutosellImportPlan *self G_GNUC_UNUSED)
{
}

static void
report (Work *work, double fraction)
{
  if (work->progress != NULL)
    work->progress (fraction, work->progress_data);
}

/* ---- Steps ---- */

/* What the file's columns can say. */
static void
make_rules (AutosellSignatureRules *rules, AutosellImport *import)
{
  autosell_signature_rules_init (rules, 0);
  for (guint i = 0; i < autosell_import_get_n_columns (import); i++)
    {
      AutosellColumn column = autosell_import_get_column (import, i);

      if (column.use == AUTOSELL_COLUMN_FIELD)
        rules->fields |= G_GUINT64_CONSTANT (1) << column.field;
      else if (column.use == AUTOSELL_COLUMN_EXTRA || column.use == AUTOSELL_COLUMN_ID)
        g_ptr_array_add (rules->extra_names, (gpointer) autosell_import_get_extra_name (import, i));
    }
}

static gboolean
read_rows (Work *work, GError **error)
{
  guint n_rows = autosell_import_get_n_rows (work->import);

  g_array_set_size (work->matches, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      AutosellVehicle *vehicle;

      if (i % REPORT_ROWS == 0)
        {
          if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
            return FALSE;
          report (work, PROGRESS_ROWS * i / n_rows);
        }
      vehicle = autosell_import_dup_vehicle (work->import, i);
      autosell_signature_make (&g_array_index (work->matches, AutosellMatcherRow, i).signature, &work->rules, vehicle);
      g_ptr_array_add (work->rows, autosell_plan_row_new (vehicle, autosell_import_get_row_number (work->import, i)));
    }
  return TRUE;
}

static void
report_car (Work *work, double from, double to)
{
  if (++work->n_cars % REPORT_ROWS == 0)
    report (work, from + (to - from) * work->n_cars / (work->n_cars + STOCK_HALFWAY));
}

static void
index_car (AutosellVehicle *vehicle, gpointer data)
{
  Work *work = data;
  AutosellSignature signature;

  autosell_signature_make (&signature, &work->rules, vehicle);
  autosell_stock_index_add (work->index, &signature);
  report_car (work, PROGRESS_ROWS, PROGRESS_STOCK);
}

static gboolean
index_stock (Work *work, GError **error)
{
  if (work->iface != NULL && !work->iface->foreach (work->stock, index_car, work, work->cancellable, error))
    return FALSE;

  autosell_stock_index_build (work->index);
  return TRUE;
}

/* Rows whose car has to be compared field by field: all that were found but those which agree letter by letter. */
static gboolean
needs_car (Work *work, const AutosellMatcherRow *match)
{
  const AutosellSignature *car;

  if (match->match == AUTOSELL_MATCH_NONE)
    return FALSE;
  car = autosell_stock_index_get (work->index, match->position);
  return car->is_deleted || car->content != match->signature.content;
}

typedef struct
{
  Work *work;
  GHashTable *rows; /* owned, key of the car → AutosellPlanRow */
} Comparison;

static void
compare_row (Work *work, AutosellPlanRow *row, AutosellVehicle *existing)
{
  autosell_plan_row_compare (row, existing, work->rules.fields, work->rules.extra_names, work->cells_erase);
}

static void
compare_car (AutosellVehicle *vehicle, gpointer data)
{
  Comparison *comparison = data;
  gint64 key = autosell_vehicle_get_key (vehicle);
  AutosellPlanRow *row = g_hash_table_lookup (comparison->rows, &key);

  if (row != NULL)
    {
      compare_row (comparison->work, row, autosell_vehicle_copy (vehicle));
      g_hash_table_remove (comparison->rows, &key);
    }
  report_car (comparison->work, PROGRESS_MATCHED, 1);
}

static gboolean
compare_few (Work *work, GHashTable *rows, GError **error)
{
  GHashTableIter iter;
  gpointer key;
  gpointer row;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      AutosellVehicle *existing = work->iface->load (work->stock, *(const gint64 *) key, error);

      if (existing == NULL)
        return FALSE;
      compare_row (work, row, existing);
    }
  return TRUE;
}

static gboolean
compare_many (Work *work, GHashTable *rows, GError **error)
{
  Comparison comparison = { work, rows };

  work->n_cars = 0;
  if (!work->iface->foreach (work->stock, compare_car, &comparison, work->cancellable, error))
    return FALSE;

  /* Whatever was deleted for good between the two readings says so here. */
  return g_hash_table_size (rows) == 0 || compare_few (work, rows, error);
}

static void
conclude_row (Work *work, guint i)
{
  const AutosellMatcherRow *match = &g_array_index (work->matches, AutosellMatcherRow, i);
  AutosellPlanRow *row = g_ptr_array_index (work->rows, i);

  if (match->match == AUTOSELL_MATCH_NONE)
    {
      autosell_plan_row_set_kind (row, match->is_twin ? AUTOSELL_PLAN_TWIN : AUTOSELL_PLAN_NEW);
      if (match->has_foreign_id)
        autosell_vehicle_set_id (autosell_plan_row_get_incoming (row), NULL);
      return;
    }
  autosell_plan_row_set_kind (row, AUTOSELL_PLAN_SAME);
  autosell_plan_row_set_match (row, match->match, autosell_stock_index_get (work->index, match->position)->key);
}

static gboolean
compare_rows (Work *work, GError **error)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < work->rows->len; i++)
    {
      const AutosellMatcherRow *match = &g_array_index (work->matches, AutosellMatcherRow, i);

      conclude_row (work, i);
      if (needs_car (work, match))
        g_hash_table_insert (wanted, &autosell_stock_index_get (work->index, match->position)->key,
                             g_ptr_array_index (work->rows, i));
    }

  if (g_hash_table_size (wanted) <= LOAD_MAX)
    return compare_few (work, wanted, error);
  return compare_many (work, wanted, error);
}

static AutosellImportPlan *
finish (Work *work)
{
  AutosellImportPlan *self = g_object_new (AUTOSELL_TYPE_IMPORT_PLAN, NULL);

  self->import = g_object_ref (work->import);
  self->rows = g_list_store_new (AUTOSELL_TYPE_PLAN_ROW);
  g_list_store_splice (self->rows, 0, 0, work->rows->pdata, work->rows->len);
  for (guint i = 0; i < work->rows->len; i++)
    {
      AutosellPlanRow *row = g_ptr_array_index (work->rows, i);

      self->counts[autosell_plan_row_get_kind (row)]++;
      self->n_unreadable += autosell_plan_row_get_n_unreadable (row);
    }
  report (work, 1);
  return self;
}

static gboolean
run (Work *work, GError **error)
{
  if (!read_rows (work, error) || !index_stock (work, error))
    return FALSE;

  report (work, PROGRESS_STOCK);
  if (!autosell_row_matcher_run (work->index, work->matches, work->cancellable, error))
    return FALSE;

  report (work, PROGRESS_MATCHED);
  return compare_rows (work, error);
}

AutosellImportPlan *
autosell_import_plan_new (AutosellImport *import, gpointer stock, const AutosellStockInterface *iface,
                          gboolean cells_erase, AutosellProgressFunc progress, gpointer progress_data,
                          GCancellable *cancellable, GError **error)
{
  Work work = { import, stock, iface, cells_erase, progress, progress_data, cancellable, { 0 }, NULL, NULL, NULL, 0 };
  AutosellImportPlan *plan = NULL;

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (import), NULL);

  make_rules (&work.rules, import);
  work.index = autosell_stock_index_new ();
  work.matches = g_array_new (FALSE, TRUE, sizeof (AutosellMatcherRow));
  work.rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (run (&work, error))
    plan = finish (&work);

  g_ptr_array_unref (work.rows);
  g_array_unref (work.matches);
  autosell_stock_index_free (work.index);
  autosell_signature_rules_clear (&work.rules);
  return plan;
}

GListModel *
autosell_import_plan_get_rows (AutosellImportPlan *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_PLAN (self), NULL);
  return G_LIST_MODEL (self->rows);
}

guint
autosell_import_plan_get_count (AutosellImportPlan *self, AutosellPlanKind kind)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_PLAN (self) && kind < AUTOSELL_N_PLAN_KINDS, 0);
  return self->counts[kind];
}

guint
autosell_import_plan_get_n_unreadable (AutosellImportPlan *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_PLAN (self), 0);
  return self->n_unreadable;
}

AutosellImport *
autosell_import_plan_get_import (AutosellImportPlan *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_PLAN (self), NULL);
  return self->import;
}
