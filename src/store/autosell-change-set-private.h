/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_FATE_KEEP,
  AUTOSELL_FATE_DELETE,
  AUTOSELL_FATE_RESTORE,
} AutosellFate;

/* What happens to one car that is stored already. */
typedef struct
{
  gint64 key;
  gint64 required_revision; /* -1 for any */
  AutosellFate fate;
  AutosellVehicle *values; /* owned: the new values of the fields in @fields, the new text of the extras in @extras */
  guint64 fields;          /* 1 << field */
  GPtrArray *extras;       /* owned, nullable: names (utf8) */
  char *listing;           /* owned, nullable: as of autosell_listing_to_text() */
} AutosellVehicleChange;

struct _AutosellChangeSet
{
  AutosellAction action;
  char *reason;       /* owned, nullable */
  GPtrArray *added;   /* owned, of AutosellVehicle */
  GPtrArray *changes; /* owned, of AutosellVehicleChange, in order of first mention */
  GHashTable *by_key; /* owned: gint64 → AutosellVehicleChange (unowned) */
};

G_END_DECLS
