/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sheets.h"

G_BEGIN_DECLS

/* How values are to be told. */
typedef struct
{
  gboolean by_columns;
  Render render;
  gboolean formats_days;
} ReadOptions;

/* FALSE: refused. Each text is (nullable). */
gboolean values_read_options (Call *call, const char *dimension, const char *render, const char *days,
                              ReadOptions *options);
/* A ValueRange. Returns: (transfer full) */
JsonObject *values_make_range (Book *book, const Place *place, const ReadOptions *options);

G_END_DECLS
