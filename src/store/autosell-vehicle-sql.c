/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-sql.h"

#include "autosell-niv.h"
#include "autosell-query-sql.h"
#include "autosell-readiness.h"
#include "autosell-text.h"

/* The columns before those of the fields. */
#define FIRST_FIELD_COLUMN 15

/* Columns that are made from fields: folded for comparing and sorting. */
typedef struct
{
  const char *column;
  guint64 sources; /* 1 << field */
  char *(*make) (AutosellVehicle *vehicle, AutosellField field);
  AutosellField field;
} KeyColumn;

static char *
make_natural_key (AutosellVehicle *vehicle, AutosellField field)
{
  const char *text = autosell_vehicle_get_text (vehicle, field);

  return text != NULL ? autosell_text_natural_key (text) : NULL;
}

static char *
make_fold (AutosellVehicle *vehicle, AutosellField field)
{
  const char *text = autosell_vehicle_get_text (vehicle, field);

  return text != NULL ? autosell_text_fold (text) : NULL;
}

static char *
make_colour_key (AutosellVehicle *vehicle, AutosellField field)
{
  const char *text = autosell_vehicle_get_text (vehicle, field);

  return text != NULL ? autosell_text_colour_key (text) : NULL;
}

/* NULL for placeholders, or all cars with plates "--" were twins. */
static char *
make_identity_key (AutosellVehicle *vehicle, AutosellField field)
{
  const char *text = autosell_vehicle_get_text (vehicle, field);

  if (text == NULL || autosell_text_is_placeholder (text))
    return NULL;
  return field == AUTOSELL_FIELD_NIV ? autosell_niv_normalize (text) : autosell_text_fold_compact (text);
}

static char *
make_twin_key (AutosellVehicle *vehicle, AutosellField field)
{
  return autosell_vehicle_dup_twin_key (vehicle);
}

/* Model and plates without punctuation: "cx30" finds "CX-30". NULL where that says nothing new. */
static char *
make_search_alias (AutosellVehicle *vehicle, AutosellField field)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_PLATES };
  g_autoptr(GString) alias = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = autosell_vehicle_get_text (vehicle, fields[i]);
      g_autofree char *folded = text != NULL ? autosell_text_fold (text) : NULL;
      g_autofree char *compact = text != NULL ? autosell_text_fold_compact (text) : NULL;

      if (compact != NULL && *compact != '\0' && !g_str_equal (folded, compact))
        g_string_append_printf (alias, "%s%s", alias->len > 0 ? " " : "", compact);
    }
  return alias->len > 0 ? g_string_free (g_steal_pointer (&alias), FALSE) : NULL;
}

#define BIT(field) (G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_##field)

static const KeyColumn key_columns[] = {
  { "stock_number_key", BIT (STOCK_NUMBER), make_natural_key, AUTOSELL_FIELD_STOCK_NUMBER },
  { "group_key", BIT (GROUP), make_natural_key, AUTOSELL_FIELD_GROUP },
  { "brand_key", BIT (BRAND), make_fold, AUTOSELL_FIELD_BRAND },
  { "model_key", BIT (MODEL), make_fold, AUTOSELL_FIELD_MODEL },
  { "version_key", BIT (VERSION), make_fold, AUTOSELL_FIELD_VERSION },
  { "colour_key", BIT (COLOUR), make_colour_key, AUTOSELL_FIELD_COLOUR },
  { "location_key", BIT (LOCATION), make_fold, AUTOSELL_FIELD_LOCATION },
  { "niv_key", BIT (NIV), make_identity_key, AUTOSELL_FIELD_NIV },
  { "plates_key", BIT (PLATES), make_identity_key, AUTOSELL_FIELD_PLATES },
  { "twin_key", BIT (BRAND) | BIT (MODEL) | BIT (VERSION) | BIT (YEAR) | BIT (COLOUR) | BIT (KM) | BIT (PRICE),
    make_twin_key, 0 },
  { "search_alias", BIT (MODEL) | BIT (PLATES), make_search_alias, 0 },
};

/* Fields that `unready` tells of. */
#define UNREADY_FIELDS (BIT (PRICE) | BIT (KM) | BIT (STATUS) | BIT (DESCRIPTION))
#define PHOTO_LACKS ((1u << AUTOSELL_LACK_PHOTOS) | (1u << AUTOSELL_LACK_COVER))

/* What lacks but photos, which their own writer knows of. */
static guint
get_lacking_fields (AutosellVehicle *vehicle)
{
  return autosell_readiness_find_lacks (vehicle, 0) & ~PHOTO_LACKS;
}

/* ---- Reading ---- */

/* From an index that covers them. */
#define OF_POSTS(what, condition) "(SELECT " what " FROM post WHERE vehicle_pk = vehicle.pk" condition ")"
#define POSTED_COLUMNS \
  OF_POSTS ("ifnull(max(out_at), 0)", "") \
  ", " OF_POSTS ("count(DISTINCT page_id)", " AND " AUTOSELL_POST_OUT_SQL) ", " OF_POSTS ( \
    "count(*)", " AND " AUTOSELL_POST_QUEUED_SQL) ", " AUTOSELL_CAR_FAILED_SQL

const char *
autosell_vehicle_sql_columns (void)
{
  static gsize columns = 0;

  if (g_once_init_enter (&columns))
    {
      GString *text = g_string_new ("pk, id, revision, created_at, updated_at, deleted_at, n_photos, cover, "
                                    "cover_width, cover_height, " AUTOSELL_WANTED_SQL ", " POSTED_COLUMNS);

      for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
        {
          const char *name = autosell_field_get_info (field)->name;

          g_string_append_printf (text, ", \"%s\"", name);
          if (autosell_field_has_raw (field))
            g_string_append_printf (text, ", %s_raw", name);
        }
      g_once_init_leave (&columns, (gsize) g_string_free (text, FALSE));
    }
  return (const char *) columns;
}

static void
read_field (sqlite3_stmt *stmt, int *column, AutosellField field, AutosellVehicle *vehicle)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  int at = (*column)++;

  if (sqlite3_column_type (stmt, at) != SQLITE_NULL)
    {
      if (autosell_field_is_number (field))
        autosell_value_set_number (&value, sqlite3_column_int64 (stmt, at));
      else
        autosell_value_set_text (&value, autosell_column_text (stmt, at));
    }
  if (autosell_field_has_raw (field))
    {
      int raw_at = (*column)++;

      if (value.state == AUTOSELL_VALUE_UNKNOWN && sqlite3_column_type (stmt, raw_at) != SQLITE_NULL)
        autosell_value_set_raw (&value, autosell_column_text (stmt, raw_at));
    }
  if (value.state != AUTOSELL_VALUE_UNKNOWN)
    autosell_vehicle_set_value (vehicle, field, &value);
}

/* As POSTED_COLUMNS: what stands comes first, then what is to stand, then what went wrong. */
static void
read_posted (sqlite3_stmt *stmt, int column, AutosellVehicle *vehicle)
{
  AutosellPosted posted = { AUTOSELL_POSTED_NEVER, sqlite3_column_int64 (stmt, column),
                            (guint) sqlite3_column_int64 (stmt, column + 1) };

  if (posted.n_out > 0)
    posted.state = AUTOSELL_POSTED_OUT;
  else if (sqlite3_column_int (stmt, column + 3))
    posted.state = AUTOSELL_POSTED_FAILED;
  else if (sqlite3_column_int (stmt, column + 2))
    posted.state = AUTOSELL_POSTED_QUEUED;
  else if (posted.out_s > 0)
    posted.state = AUTOSELL_POSTED_REMOVED;
  autosell_vehicle_set_posted (vehicle, &posted);
}

AutosellVehicle *
autosell_vehicle_sql_read (sqlite3_stmt *stmt)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  int column = FIRST_FIELD_COLUMN;

  autosell_vehicle_set_key (vehicle, sqlite3_column_int64 (stmt, 0));
  autosell_vehicle_set_id (vehicle, autosell_column_text (stmt, 1));
  autosell_vehicle_set_revision (vehicle, sqlite3_column_int64 (stmt, 2));
  autosell_vehicle_set_times (vehicle, sqlite3_column_int64 (stmt, 3), sqlite3_column_int64 (stmt, 4),
                              sqlite3_column_int64 (stmt, 5));
  autosell_vehicle_set_photos (vehicle, sqlite3_column_int (stmt, 6), autosell_column_text (stmt, 7),
                               sqlite3_column_int (stmt, 8), sqlite3_column_int (stmt, 9));
  autosell_vehicle_set_n_photos_wanted (vehicle, sqlite3_column_int (stmt, 10));
  read_posted (stmt, 11, vehicle);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    read_field (stmt, &column, field, vehicle);
  return vehicle;
}

gboolean
autosell_vehicle_sql_load_extras (AutosellConnection *connection, AutosellVehicle *vehicle, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT f.name, e.value FROM vehicle_extra e JOIN extra_field f "
                                                    "ON f.id = e.field_id WHERE e.vehicle_pk = ? ORDER BY e.field_id",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, autosell_vehicle_get_key (vehicle));
  while (autosell_statement_next (stmt, &local_error))
    autosell_vehicle_set_extra (vehicle, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

AutosellVehicle *
autosell_vehicle_sql_load (AutosellConnection *connection, gint64 key, GError **error)
{
  static gsize sql = 0;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  if (g_once_init_enter (&sql))
    g_once_init_leave (
      &sql, (gsize) g_strdup_printf ("SELECT %s FROM vehicle WHERE pk = ?", autosell_vehicle_sql_columns ()));

  stmt = autosell_connection_prepare (connection, (const char *) sql, error);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, key);
  if (!autosell_statement_next (stmt, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such vehicle");
      return NULL;
    }
  vehicle = autosell_vehicle_sql_read (stmt);
  sqlite3_reset (stmt);
  if (!autosell_vehicle_sql_load_extras (connection, vehicle, error))
    return NULL;
  return g_steal_pointer (&vehicle);
}

/* ---- Problems ---- */

AutosellSpelling *
autosell_connection_get_spelling (AutosellConnection *connection, AutosellField field, GError **error)
{
  gint64 stamp = autosell_connection_get_stamp (connection);
  AutosellSpelling **kept = field == AUTOSELL_FIELD_BRAND ? &connection->brand_spelling : &connection->colour_spelling;
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  if (connection->stock_stamp != stamp)
    {
      g_clear_pointer (&connection->brand_spelling, autosell_spelling_unref);
      g_clear_pointer (&connection->colour_spelling, autosell_spelling_unref);
      connection->stock_stamp = stamp;
    }
  if (*kept != NULL)
    return *kept;

  stmt = autosell_connection_prepare (connection,
                                      field == AUTOSELL_FIELD_BRAND
                                        ? "SELECT brand, count(*) FROM vehicle WHERE deleted_at IS NULL "
                                          "AND brand IS NOT NULL GROUP BY brand"
                                        : "SELECT colour, count(*) FROM vehicle WHERE deleted_at IS NULL "
                                          "AND colour IS NOT NULL GROUP BY colour",
                                      error);
  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 count = sqlite3_column_int64 (stmt, 1);

      g_ptr_array_add (values, g_strdup (autosell_column_text (stmt, 0)));
      g_array_append_val (counts, count);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  *kept =
    autosell_spelling_new (field, (const char *const *) values->pdata, (const gint64 *) counts->data, values->len);
  return *kept;
}

static gboolean
add_twins (AutosellConnection *connection, const char *sql, const char *text, gint64 key, GPtrArray *ids,
           GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  if (text == NULL)
    return TRUE;
  stmt = autosell_connection_prepare (connection, sql, error);
  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, text);
  sqlite3_bind_int64 (stmt, 2, key);
  while (autosell_statement_next (stmt, &local_error))
    if (!g_ptr_array_find_with_equal_func (ids, autosell_column_text (stmt, 0), g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (autosell_column_text (stmt, 0)));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* None for a car in the bin: nobody has to repair what was thrown away. */
gboolean
autosell_vehicle_sql_load_problems (AutosellConnection *connection, AutosellVehicle *vehicle, const char *today_iso,
                                    GError **error)
{
  gint64 key = autosell_vehicle_get_key (vehicle);
  g_autofree char *niv = make_identity_key (vehicle, AUTOSELL_FIELD_NIV);
  g_autofree char *plates = make_identity_key (vehicle, AUTOSELL_FIELD_PLATES);
  g_autofree char *twin = autosell_vehicle_dup_twin_key (vehicle);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(AutosellSpelling) brand = NULL;
  AutosellSpelling *colour;

  if (autosell_vehicle_get_deleted (vehicle) != 0)
    {
      autosell_vehicle_set_problems (vehicle, NULL);
      return TRUE;
    }
  colour = autosell_connection_get_spelling (connection, AUTOSELL_FIELD_BRAND, error);
  if (colour == NULL)
    return FALSE;
  /* Held: a commit between the two makes the second call forget the first one's answer. */
  brand = autosell_spelling_ref (colour);
  colour = autosell_connection_get_spelling (connection, AUTOSELL_FIELD_COLOUR, error);
  if (colour == NULL)
    return FALSE;
  if (!add_twins (connection,
                  "SELECT id FROM vehicle WHERE niv_key = ? AND deleted_at IS NULL AND pk <> ? ORDER BY pk LIMIT 3",
                  niv, key, ids, error)
      || !add_twins (
        connection,
        "SELECT id FROM vehicle WHERE plates_key = ? AND deleted_at IS NULL AND pk <> ? ORDER BY pk LIMIT 3", plates,
        key, ids, error)
      || !add_twins (connection,
                     "SELECT id FROM vehicle WHERE twin_key = ? AND deleted_at IS NULL AND pk <> ? ORDER BY pk LIMIT 3",
                     twin, key, ids, error))
    return FALSE;

  g_ptr_array_add (ids, NULL);
  problems = autosell_problems_find (vehicle, brand, colour, (const char *const *) ids->pdata, today_iso);
  autosell_vehicle_set_problems (vehicle, problems);
  return TRUE;
}

/* ---- Writing ---- */

static void
bind_value (sqlite3_stmt *stmt, int *index, AutosellField field, const AutosellValue *value)
{
  int at = (*index)++;

  if (value->state == AUTOSELL_VALUE_KNOWN && autosell_field_is_number (field))
    sqlite3_bind_int64 (stmt, at, value->number);
  else
    autosell_bind_text (stmt, at, value->state == AUTOSELL_VALUE_KNOWN ? value->text : NULL);
  if (autosell_field_has_raw (field))
    autosell_bind_text (stmt, (*index)++, value->state == AUTOSELL_VALUE_RAW ? value->text : NULL);
}

static void
bind_key (sqlite3_stmt *stmt, int index, const KeyColumn *column, AutosellVehicle *vehicle)
{
  char *key = column->make (vehicle, column->field);

  if (key != NULL)
    sqlite3_bind_text (stmt, index, key, -1, g_free);
  else
    sqlite3_bind_null (stmt, index);
}

/* ---- The search index ---- */

/* Columns of vehicle_fts; an update of one of these changes the index. */
#define FTS_COLUMNS \
  "stock_number, brand, model, version, year, colour, location, niv, plates, description, search_alias"
#define FTS_FIELDS \
  (BIT (STOCK_NUMBER) | BIT (BRAND) | BIT (MODEL) | BIT (VERSION) | BIT (YEAR) | BIT (COLOUR) | BIT (LOCATION) \
   | BIT (NIV) | BIT (PLATES) | BIT (DESCRIPTION))

static gboolean
write_index (AutosellConnection *connection, gint64 key, const char *sql, GError **error)
{
  sqlite3_stmt *row =
    autosell_connection_prepare (connection, "SELECT pk, " FTS_COLUMNS " FROM vehicle WHERE pk = ?", error);
  sqlite3_stmt *write = row != NULL ? autosell_connection_prepare (connection, sql, error) : NULL;
  gboolean done;

  if (write == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, key);
  if (!autosell_statement_next (row, error))
    return FALSE;
  for (int i = 0; i < sqlite3_column_count (row); i++)
    sqlite3_bind_value (write, i + 1, sqlite3_column_value (row, i));
  done = autosell_statement_run (write, error);
  sqlite3_reset (row);
  return done;
}

static gboolean
add_to_index (AutosellConnection *connection, gint64 key, GError **error)
{
  return write_index (connection, key,
                      "INSERT INTO vehicle_fts (rowid, " FTS_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      error);
}

/* With the values that are in it: before the row changes. */
static gboolean
remove_from_index (AutosellConnection *connection, gint64 key, GError **error)
{
  return write_index (connection, key,
                      "INSERT INTO vehicle_fts (vehicle_fts, rowid, " FTS_COLUMNS ") "
                      "VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      error);
}

static const char *
get_insert_sql (void)
{
  static gsize insert_sql = 0;

  if (g_once_init_enter (&insert_sql))
    {
      g_autoptr(GString) columns = g_string_new ("id, revision, created_at, updated_at, deleted_at, sample, unready");
      g_autoptr(GString) marks = g_string_new ("?, ?, ?, ?, ?, ?, ?");

      for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
        {
          const char *name = autosell_field_get_info (field)->name;

          g_string_append_printf (columns, ", \"%s\"", name);
          g_string_append (marks, ", ?");
          if (autosell_field_has_raw (field))
            {
              g_string_append_printf (columns, ", %s_raw", name);
              g_string_append (marks, ", ?");
            }
        }
      for (gsize i = 0; i < G_N_ELEMENTS (key_columns); i++)
        {
          g_string_append_printf (columns, ", %s", key_columns[i].column);
          g_string_append (marks, ", ?");
        }
      g_once_init_leave (&insert_sql,
                         (gsize) g_strdup_printf ("INSERT INTO vehicle (%s) VALUES (%s)", columns->str, marks->str));
    }
  return (const char *) insert_sql;
}

static gboolean
write_extras (AutosellConnection *connection, AutosellVehicle *vehicle, GError **error)
{
  const char *name, *text;

  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, &text); i++)
    if (!autosell_vehicle_sql_write_extra (connection, autosell_vehicle_get_key (vehicle), name, text, error))
      return FALSE;
  return TRUE;
}

gboolean
autosell_vehicle_sql_insert (AutosellConnection *connection, AutosellVehicle *vehicle, gboolean is_sample,
                             GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, get_insert_sql (), error);
  gint64 deleted = autosell_vehicle_get_deleted (vehicle);
  int index = 1;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, index++, autosell_vehicle_get_id (vehicle));
  sqlite3_bind_int64 (stmt, index++, autosell_vehicle_get_revision (vehicle));
  sqlite3_bind_int64 (stmt, index++, autosell_vehicle_get_created (vehicle));
  sqlite3_bind_int64 (stmt, index++, autosell_vehicle_get_updated (vehicle));
  if (deleted != 0)
    sqlite3_bind_int64 (stmt, index, deleted);
  index++;
  sqlite3_bind_int (stmt, index++, is_sample);
  sqlite3_bind_int64 (stmt, index++, get_lacking_fields (vehicle) | (1u << AUTOSELL_LACK_COVER));
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    bind_value (stmt, &index, field, autosell_vehicle_get_value (vehicle, field));
  for (gsize i = 0; i < G_N_ELEMENTS (key_columns); i++)
    bind_key (stmt, index++, &key_columns[i], vehicle);
  if (!autosell_statement_run (stmt, error))
    return FALSE;
  sqlite3_clear_bindings (stmt); /* they point into the vehicle */
  autosell_vehicle_set_key (vehicle, sqlite3_last_insert_rowid (connection->db));
  return add_to_index (connection, autosell_vehicle_get_key (vehicle), error)
         && write_extras (connection, vehicle, error);
}

static char *
make_update_sql (guint64 changed)
{
  GString *sql = g_string_new ("UPDATE vehicle SET revision = ?, updated_at = ?, deleted_at = ?");

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (changed & (G_GUINT64_CONSTANT (1) << field))
      {
        const char *name = autosell_field_get_info (field)->name;

        g_string_append_printf (sql, ", \"%s\" = ?", name);
        if (autosell_field_has_raw (field))
          g_string_append_printf (sql, ", %s_raw = ?", name);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (key_columns); i++)
    if (changed & key_columns[i].sources)
      g_string_append_printf (sql, ", %s = ?", key_columns[i].column);
  if (changed & UNREADY_FIELDS)
    g_string_append_printf (sql, ", unready = (unready & %u) | ?", 1u << AUTOSELL_LACK_COVER);
  g_string_append (sql, " WHERE pk = ?");
  return g_string_free (sql, FALSE);
}

static gboolean
update_row (AutosellConnection *connection, AutosellVehicle *vehicle, guint64 changed, GError **error)
{
  g_autofree char *sql = make_update_sql (changed);
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  gint64 deleted = autosell_vehicle_get_deleted (vehicle);
  int index = 1;
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, index++, autosell_vehicle_get_revision (vehicle));
  sqlite3_bind_int64 (stmt, index++, autosell_vehicle_get_updated (vehicle));
  if (deleted != 0)
    sqlite3_bind_int64 (stmt, index, deleted);
  index++;
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (changed & (G_GUINT64_CONSTANT (1) << field))
      bind_value (stmt, &index, field, autosell_vehicle_get_value (vehicle, field));
  for (gsize i = 0; i < G_N_ELEMENTS (key_columns); i++)
    if (changed & key_columns[i].sources)
      bind_key (stmt, index++, &key_columns[i], vehicle);
  if (changed & UNREADY_FIELDS)
    sqlite3_bind_int64 (stmt, index++, get_lacking_fields (vehicle));
  sqlite3_bind_int64 (stmt, index, autosell_vehicle_get_key (vehicle));
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done;
}

gboolean
autosell_vehicle_sql_update (AutosellConnection *connection, AutosellVehicle *vehicle, guint64 changed, GError **error)
{
  gint64 key = autosell_vehicle_get_key (vehicle);

  if (!(changed & FTS_FIELDS))
    return update_row (connection, vehicle, changed, error);
  return remove_from_index (connection, key, error) && update_row (connection, vehicle, changed, error)
         && add_to_index (connection, key, error);
}

gboolean
autosell_vehicle_sql_destroy (AutosellConnection *connection, gint64 key, GError **error)
{
  sqlite3_stmt *stmt;

  if (!remove_from_index (connection, key, error))
    return FALSE;
  stmt = autosell_connection_prepare (connection, "DELETE FROM vehicle WHERE pk = ?", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  return autosell_statement_run (stmt, error);
}

static gboolean
run_with_text_and_key (AutosellConnection *connection, const char *sql, const char *name, gint64 key, const char *text,
                       GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, name);
  if (sqlite3_bind_parameter_count (stmt) >= 2)
    sqlite3_bind_int64 (stmt, 2, key);
  if (sqlite3_bind_parameter_count (stmt) >= 3)
    autosell_bind_text (stmt, 3, text);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done;
}

gboolean
autosell_vehicle_sql_write_extra (AutosellConnection *connection, gint64 key, const char *name, const char *text,
                                  GError **error)
{
  if (text == NULL || *text == '\0')
    return run_with_text_and_key (
      connection,
      "DELETE FROM vehicle_extra WHERE field_id = (SELECT id FROM extra_field WHERE name = ?1) "
      "AND vehicle_pk = ?2",
      name, key, NULL, error);
  return run_with_text_and_key (connection, "INSERT OR IGNORE INTO extra_field (name) VALUES (?1)", name, 0, NULL,
                                error)
         && run_with_text_and_key (connection,
                                   "INSERT INTO vehicle_extra (field_id, vehicle_pk, value) "
                                   "VALUES ((SELECT id FROM extra_field WHERE name = ?1), ?2, ?3) "
                                   "ON CONFLICT DO UPDATE SET value = excluded.value",
                                   name, key, text, error);
}
