/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-signature.h"

G_BEGIN_DECLS

/* Finds cars of the stock by what they have in common with another. */
typedef struct _AutosellStockIndex AutosellStockIndex;

typedef enum
{
  AUTOSELL_INDEX_ID,
  AUTOSELL_INDEX_CONTENT,
  AUTOSELL_INDEX_CONTENT_BUT_NUMBER,
  AUTOSELL_INDEX_NIV,
  AUTOSELL_INDEX_PLATES,
  AUTOSELL_INDEX_STOCK_NUMBER,
  AUTOSELL_INDEX_MODEL_KM,          /* brand, model, km */
  AUTOSELL_INDEX_MODEL_PRICE,       /* brand, model, price */
  AUTOSELL_INDEX_MODEL_YEAR_COLOUR, /* brand, model, year, colour */
  AUTOSELL_INDEX_YEAR_KM_PRICE,
  AUTOSELL_N_INDEXES
} AutosellIndexKind;

AutosellStockIndex *autosell_stock_index_new (void);
void autosell_stock_index_free (AutosellStockIndex *self);

void autosell_stock_index_add (AutosellStockIndex *self, const AutosellSignature *signature);
/* After the last car was added. */
void autosell_stock_index_build (AutosellStockIndex *self);

guint autosell_stock_index_get_n (AutosellStockIndex *self);
AutosellSignature *autosell_stock_index_get (AutosellStockIndex *self, guint position);

/* More than this are no help in telling which it is. */
#define AUTOSELL_INDEX_MAX_FOUND 64

/* Appends up to @max positions of cars that are not taken, live or deleted as asked, and agree with @probe in what
 * @kind looks at, in the order of the stock. Nothing where @probe does not know that; nor, for kinds from NIV on, where
 * there are more than AUTOSELL_INDEX_MAX_FOUND. */
void autosell_stock_index_find (AutosellStockIndex *self, AutosellIndexKind kind, const AutosellSignature *probe,
                                gboolean is_deleted, guint max, GArray *positions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellStockIndex, autosell_stock_index_free)

G_END_DECLS
