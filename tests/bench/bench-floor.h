/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What SQLite alone needs for the same rows on the same disk: one plain table and an FTS5 index over it, prepared
 * statements, WAL, synchronous=FULL. No events, history, keys, twins or problems. Any error ends the program. */
typedef struct _BenchFloor BenchFloor;

typedef enum
{
  BENCH_COLUMN_STOCK_NUMBER,
  BENCH_COLUMN_BRAND,
  BENCH_COLUMN_MODEL,
  BENCH_COLUMN_VERSION,
  BENCH_COLUMN_YEAR,
  BENCH_COLUMN_COLOUR,
  BENCH_COLUMN_LOCATION,
  BENCH_COLUMN_NIV,
  BENCH_COLUMN_PLATES,
  BENCH_COLUMN_DESCRIPTION,
  BENCH_N_INDEXED,
  BENCH_COLUMN_GROUP = BENCH_N_INDEXED,
  BENCH_COLUMN_ENTRY_DATE,
  BENCH_COLUMN_KM,
  BENCH_COLUMN_STATUS,
  BENCH_COLUMN_TRANSMISSION,
  BENCH_COLUMN_FUEL,
  BENCH_N_COLUMNS
} BenchColumn;

typedef struct
{
  char *texts[BENCH_N_COLUMNS]; /* owned, nullable */
  gint64 price_cents;           /* -1 for none */
} BenchRow;

BenchFloor *bench_floor_open (const char *path);
void bench_floor_close (BenchFloor *self);

/* @rows: (element-type BenchRow), in one transaction */
void bench_floor_insert (BenchFloor *self, GArray *rows);

/* One car's price and its index row anew, committed and synced. */
void bench_floor_edit (BenchFloor *self, gint64 key, gint64 price_cents);

/* Keys of all cars (with a word that begins with @prefix, where it is not NULL), in order of entry or of price.
 * Returns: their number */
guint bench_floor_query (BenchFloor *self, const char *prefix, gboolean by_price);

G_END_DECLS
