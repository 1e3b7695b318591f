/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-floor.h"

#include <sqlite3.h>

#define INDEXED "stock_number, brand, model, version, year, colour, location, niv, plates, description"
#define PLAIN "group_name, entry_date, km, status, transmission, fuel"

struct _BenchFloor
{
  sqlite3 *db; /* owned, as are the statements; each is prepared once */
  sqlite3_stmt *begin;
  sqlite3_stmt *commit;
  sqlite3_stmt *insert;
  sqlite3_stmt *update;
  sqlite3_stmt *index_insert;
  sqlite3_stmt *index_delete;
};

static void
check (sqlite3 *db, int result)
{
  if (result != SQLITE_OK && result != SQLITE_DONE)
    g_error ("SQLite: %s", db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (result));
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  check (db, sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

static void
run (BenchFloor *self, sqlite3_stmt *statement)
{
  check (self->db, sqlite3_step (statement));
  check (self->db, sqlite3_reset (statement));
}

BenchFloor *
bench_floor_open (const char *path)
{
  BenchFloor *self = g_new0 (BenchFloor, 1);
  const char *schema =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "CREATE TABLE car (key INTEGER PRIMARY KEY, stock_number TEXT, brand TEXT, model TEXT, version TEXT, year TEXT,"
    " colour TEXT, location TEXT, niv TEXT, plates TEXT, description TEXT, group_name TEXT, entry_date TEXT, km TEXT,"
    " status TEXT, transmission TEXT, fuel TEXT, price INTEGER) STRICT;"
    "CREATE VIRTUAL TABLE car_fts USING fts5 (" INDEXED ", content = 'car', content_rowid = 'key',"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')";

  check (NULL, sqlite3_open (path, &self->db));
  check (self->db, sqlite3_exec (self->db, schema, NULL, NULL, NULL));
  self->begin = prepare (self->db, "BEGIN IMMEDIATE");
  self->commit = prepare (self->db, "COMMIT");
  self->insert = prepare (self->db, "INSERT INTO car (" INDEXED ", " PLAIN ", price)"
                                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  self->update = prepare (self->db, "UPDATE car SET price = ?2 WHERE key = ?1");
  self->index_insert = prepare (self->db, "INSERT INTO car_fts (rowid, " INDEXED ")"
                                          " SELECT key, " INDEXED " FROM car WHERE key = ?1");
  self->index_delete = prepare (self->db, "INSERT INTO car_fts (car_fts, rowid, " INDEXED ")"
                                          " SELECT 'delete', key, " INDEXED " FROM car WHERE key = ?1");
  return self;
}

void
bench_floor_close (BenchFloor *self)
{
  sqlite3_finalize (self->begin);
  sqlite3_finalize (self->commit);
  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->update);
  sqlite3_finalize (self->index_insert);
  sqlite3_finalize (self->index_delete);
  check (self->db, sqlite3_close (self->db));
  g_free (self);
}

void
bench_floor_insert (BenchFloor *self, GArray *rows)
{
  run (self, self->begin);
  for (guint i = 0; i < rows->len; i++)
    {
      const BenchRow *row = &g_array_index (rows, BenchRow, i);

      for (int column = 0; column < BENCH_N_COLUMNS; column++)
        sqlite3_bind_text (self->insert, column + 1, row->texts[column], -1, SQLITE_STATIC);
      if (row->price_cents >= 0)
        sqlite3_bind_int64 (self->insert, BENCH_N_COLUMNS + 1, row->price_cents);
      else
        sqlite3_bind_null (self->insert, BENCH_N_COLUMNS + 1);
      run (self, self->insert);
      sqlite3_bind_int64 (self->index_insert, 1, sqlite3_last_insert_rowid (self->db));
      run (self, self->index_insert);
    }
  run (self, self->commit);
}

void
bench_floor_edit (BenchFloor *self, gint64 key, gint64 price_cents)
{
  run (self, self->begin);
  sqlite3_bind_int64 (self->index_delete, 1, key);
  run (self, self->index_delete);
  sqlite3_bind_int64 (self->update, 1, key);
  sqlite3_bind_int64 (self->update, 2, price_cents);
  run (self, self->update);
  sqlite3_bind_int64 (self->index_insert, 1, key);
  run (self, self->index_insert);
  run (self, self->commit);
}

guint
bench_floor_query (BenchFloor *self, const char *prefix, gboolean by_price)
{
  g_autofree char *match = prefix != NULL ? g_strdup_printf ("\"%s\"*", prefix) : NULL;
  g_autofree char *sql =
    g_strdup_printf ("SELECT key FROM car %s ORDER BY %s",
                     prefix != NULL ? "WHERE key IN (SELECT rowid FROM car_fts WHERE car_fts MATCH ?1)" : "",
                     by_price ? "price IS NULL, price, key" : "key");
  sqlite3_stmt *statement = prepare (self->db, sql);
  guint n_found = 0;
  int result;

  if (match != NULL)
    sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    n_found++;
  check (self->db, result);
  sqlite3_finalize (statement);
  return n_found;
}
