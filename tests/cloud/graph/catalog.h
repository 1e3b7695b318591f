/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "methods.h"

G_BEGIN_DECLS

/* A vehicle as columns of a feed: "mileage.value" → "58000", "image[0].url" → … What a batch says as nested JSON is
 * made flat first, so that one table of rules serves both. */
typedef struct
{
  GHashTable *columns; /* name → text */
  GPtrArray *errors;   /* (element-type utf8): it is not taken */
  GPtrArray *warnings; /* (element-type utf8): it is taken all the same */
} Item;

/* catalog-item.c */
Item *item_new (void);
void item_free (Item *item);
void item_add_json (Item *item, JsonObject *data);
/* @is_new: what is required must be there */
void item_check (Item *item, gboolean is_new);
const char *item_get_id (Item *item); /* (nullable) */
gboolean item_knows_column (const char *name);
/* (nullable): the name of a column that no item can do without and that @header lacks */
const char *item_find_missing_column (GStrv header);

/* catalog.c: into the catalog, when the time has come */
Record *catalog_find_vehicle (Graph *graph, const char *catalog, const char *vehicle_id);
void catalog_put_vehicle (Graph *graph, const char *catalog, GHashTable *columns);
void catalog_drop_vehicle (Graph *graph, const char *catalog, const char *vehicle_id);
JsonObject *catalog_columns_to_json (GHashTable *columns);
/* Returns: (transfer full) */
GHashTable *catalog_columns_from_json (JsonObject *object);

/* catalog-csv.c. Returns: (transfer full) (nullable) (element-type GStrv): NULL with *@fault where it cannot be read */
GPtrArray *csv_parse (const char *text, char delimiter, const char **fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Item, item_free)

G_END_DECLS
