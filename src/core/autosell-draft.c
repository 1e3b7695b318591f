/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-draft.h"

struct _AutosellDraft
{
  AutosellVehicle *base;       /* owned; the stock's side */
  AutosellVehicle *vehicle;    /* owned; the person's side */
  guint64 conflicts;           /* 1 << AutosellField */
  GHashTable *extra_conflicts; /* owned, set of utf8 */
};

G_STATIC_ASSERT (AUTOSELL_N_FIELDS <= 64);

/* Of a whole model rather than of one car. */
static const AutosellField shared_fields[] = {
  AUTOSELL_FIELD_GROUP,        AUTOSELL_FIELD_BRAND,    AUTOSELL_FIELD_MODEL,       AUTOSELL_FIELD_VERSION,
  AUTOSELL_FIELD_YEAR,         AUTOSELL_FIELD_COLOUR,   AUTOSELL_FIELD_PRICE,       AUTOSELL_FIELD_LOCATION,
  AUTOSELL_FIELD_TRANSMISSION, AUTOSELL_FIELD_FUEL,     AUTOSELL_FIELD_BODY,        AUTOSELL_FIELD_DOORS,
  AUTOSELL_FIELD_CYLINDERS,    AUTOSELL_FIELD_FEATURES, AUTOSELL_FIELD_DESCRIPTION, AUTOSELL_FIELD_CREDIT_PRICE,
  AUTOSELL_FIELD_DOWN_PAYMENT,
};

AutosellMergeOutcome
autosell_value_merge (const AutosellValue *base, const AutosellValue *mine, const AutosellValue *theirs)
{
  gboolean mine_changed = !autosell_value_equal (base, mine);
  gboolean theirs_changed = !autosell_value_equal (base, theirs);

  if (!mine_changed)
    return theirs_changed ? AUTOSELL_MERGE_THEIRS : AUTOSELL_MERGE_SAME;
  if (!theirs_changed)
    return AUTOSELL_MERGE_MINE;
  return autosell_value_equal (mine, theirs) ? AUTOSELL_MERGE_AGREED : AUTOSELL_MERGE_CONFLICT;
}

/* An extra is a text or nothing; as a value it merges by the same rule. */
static AutosellMergeOutcome
merge_texts (const char *base, const char *mine, const char *theirs)
{
  g_auto(AutosellValue) base_value = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) mine_value = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) theirs_value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&base_value, base);
  autosell_value_set_text (&mine_value, mine);
  autosell_value_set_text (&theirs_value, theirs);
  return autosell_value_merge (&base_value, &mine_value, &theirs_value);
}

AutosellDraft *
autosell_draft_new (AutosellVehicle *base)
{
  AutosellDraft *self = g_new0 (AutosellDraft, 1);

  self->base = base != NULL ? autosell_vehicle_copy (base) : autosell_vehicle_new ();
  self->vehicle = autosell_vehicle_copy (self->base);
  self->extra_conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

AutosellDraft *
autosell_draft_new_like (AutosellVehicle *model)
{
  AutosellDraft *self = autosell_draft_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shared_fields); i++)
    autosell_vehicle_set_value (self->vehicle, shared_fields[i], autosell_vehicle_get_value (model, shared_fields[i]));
  return self;
}

void
autosell_draft_free (AutosellDraft *self)
{
  g_object_unref (self->base);
  g_object_unref (self->vehicle);
  g_hash_table_unref (self->extra_conflicts);
  g_free (self);
}

gint64
autosell_draft_get_key (AutosellDraft *self)
{
  return autosell_vehicle_get_key (self->base);
}

gint64
autosell_draft_get_revision (AutosellDraft *self)
{
  return autosell_vehicle_get_revision (self->base);
}

AutosellVehicle *
autosell_draft_get_vehicle (AutosellDraft *self)
{
  return self->vehicle;
}

AutosellVehicle *
autosell_draft_get_base (AutosellDraft *self)
{
  return self->base;
}

void
autosell_draft_set_value (AutosellDraft *self, AutosellField field, const AutosellValue *value)
{
  autosell_vehicle_set_value (self->vehicle, field, value);
  /* typing the stock's own value settles it */
  if (autosell_value_equal (value, autosell_vehicle_get_value (self->base, field)))
    self->conflicts &= ~(G_GUINT64_CONSTANT (1) << field);
}

void
autosell_draft_set_extra (AutosellDraft *self, const char *name, const char *text)
{
  autosell_vehicle_set_extra (self->vehicle, name, text);
  if (!autosell_draft_is_extra_dirty (self, name))
    g_hash_table_remove (self->extra_conflicts, name);
}

gboolean
autosell_draft_is_field_dirty (AutosellDraft *self, AutosellField field)
{
  return !autosell_value_equal (autosell_vehicle_get_value (self->base, field),
                                autosell_vehicle_get_value (self->vehicle, field));
}

gboolean
autosell_draft_is_extra_dirty (AutosellDraft *self, const char *name)
{
  return g_strcmp0 (autosell_vehicle_get_extra (self->base, name), autosell_vehicle_get_extra (self->vehicle, name))
         != 0;
}

gboolean
autosell_draft_is_dirty (AutosellDraft *self)
{
  g_autoptr(GPtrArray) names = NULL;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_draft_is_field_dirty (self, field))
      return TRUE;

  names = autosell_draft_get_extra_names (self);
  for (guint i = 0; i < names->len; i++)
    if (autosell_draft_is_extra_dirty (self, names->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
collect_extra_names (AutosellVehicle *vehicle, GHashTable *seen, GPtrArray *names)
{
  const char *name;

  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, NULL); i++)
    if (!g_hash_table_contains (seen, name))
      {
        char *copy = g_strdup (name);

        g_hash_table_add (seen, copy);
        g_ptr_array_add (names, copy);
      }
}

/* The names are copies: the caller sets and removes extras while it walks them. */
GPtrArray *
autosell_draft_get_extra_names (AutosellDraft *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  collect_extra_names (self->base, seen, names);
  collect_extra_names (self->vehicle, seen, names);
  return names;
}

/* Returns: TRUE for a conflict that was not there before, or has another value now */
static gboolean
rebase_field (AutosellDraft *self, AutosellField field, AutosellVehicle *theirs)
{
  const AutosellValue *stock = autosell_vehicle_get_value (theirs, field);
  const guint64 bit = G_GUINT64_CONSTANT (1) << field;

  switch (autosell_value_merge (autosell_vehicle_get_value (self->base, field),
                                autosell_vehicle_get_value (self->vehicle, field), stock))
    {
    case AUTOSELL_MERGE_THEIRS:
      autosell_vehicle_set_value (self->vehicle, field, stock);
      return FALSE;
    case AUTOSELL_MERGE_AGREED:
      self->conflicts &= ~bit;
      return FALSE;
    case AUTOSELL_MERGE_CONFLICT:
      self->conflicts |= bit;
      return TRUE;
    case AUTOSELL_MERGE_SAME:
    case AUTOSELL_MERGE_MINE:
    default:
      return FALSE;
    }
}

static gboolean
rebase_extra (AutosellDraft *self, const char *name, AutosellVehicle *theirs)
{
  const char *stock = autosell_vehicle_get_extra (theirs, name);

  switch (merge_texts (autosell_vehicle_get_extra (self->base, name), autosell_vehicle_get_extra (self->vehicle, name),
                       stock))
    {
    case AUTOSELL_MERGE_THEIRS:
      autosell_vehicle_set_extra (self->vehicle, name, stock);
      return FALSE;
    case AUTOSELL_MERGE_AGREED:
      g_hash_table_remove (self->extra_conflicts, name);
      return FALSE;
    case AUTOSELL_MERGE_CONFLICT:
      g_hash_table_add (self->extra_conflicts, g_strdup (name));
      return TRUE;
    case AUTOSELL_MERGE_SAME:
    case AUTOSELL_MERGE_MINE:
    default:
      return FALSE;
    }
}

/* The person's side is the same car: everything but its values comes from the stock. */
static void
take_base (AutosellDraft *self, AutosellVehicle *base)
{
  g_autoptr(AutosellVehicle) copy = autosell_vehicle_copy (base);
  int width = 0, height = 0;

  autosell_vehicle_set_key (self->vehicle, autosell_vehicle_get_key (base));
  autosell_vehicle_set_id (self->vehicle, autosell_vehicle_get_id (base));
  autosell_vehicle_set_revision (self->vehicle, autosell_vehicle_get_revision (base));
  autosell_vehicle_set_times (self->vehicle, autosell_vehicle_get_created (base), autosell_vehicle_get_updated (base),
                              autosell_vehicle_get_deleted (base));
  autosell_vehicle_set_problems (self->vehicle, autosell_vehicle_get_problems (base));
  /* not the draft's to change: what was dropped on the car meanwhile counts at once */
  autosell_vehicle_set_n_photos_wanted (self->vehicle, autosell_vehicle_get_n_photos_wanted (base));
  autosell_vehicle_get_cover_size (base, &width, &height);
  autosell_vehicle_set_photos (self->vehicle, autosell_vehicle_get_n_photos (base), autosell_vehicle_get_cover (base),
                               width, height);
  g_set_object (&self->base, copy);
}

gboolean
autosell_draft_rebase (AutosellDraft *self, AutosellVehicle *theirs)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean has_new_conflict = FALSE;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    has_new_conflict |= rebase_field (self, field, theirs);

  names = autosell_draft_get_extra_names (self);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (seen, names->pdata[i]);
  collect_extra_names (theirs, seen, names);
  for (guint i = 0; i < names->len; i++)
    has_new_conflict |= rebase_extra (self, names->pdata[i], theirs);

  take_base (self, theirs);
  return has_new_conflict;
}

void
autosell_draft_confirm (AutosellDraft *self, AutosellVehicle *saved)
{
  take_base (self, saved);
  self->conflicts = 0;
  g_hash_table_remove_all (self->extra_conflicts);
}

void
autosell_draft_revert (AutosellDraft *self)
{
  g_object_unref (self->vehicle);
  self->vehicle = autosell_vehicle_copy (self->base);
  self->conflicts = 0;
  g_hash_table_remove_all (self->extra_conflicts);
}

const AutosellValue *
autosell_draft_get_conflict (AutosellDraft *self, AutosellField field)
{
  if ((self->conflicts & (G_GUINT64_CONSTANT (1) << field)) == 0)
    return NULL;
  return autosell_vehicle_get_value (self->base, field);
}

gboolean
autosell_draft_get_extra_conflict (AutosellDraft *self, const char *name, const char **theirs)
{
  if (!g_hash_table_contains (self->extra_conflicts, name))
    return FALSE;
  if (theirs != NULL)
    *theirs = autosell_vehicle_get_extra (self->base, name);
  return TRUE;
}

guint
autosell_draft_get_n_conflicts (AutosellDraft *self)
{
  guint n = g_hash_table_size (self->extra_conflicts);

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    n += (self->conflicts >> field) & 1;
  return n;
}

void
autosell_draft_resolve (AutosellDraft *self, AutosellField field, gboolean take_theirs)
{
  self->conflicts &= ~(G_GUINT64_CONSTANT (1) << field);
  if (take_theirs)
    autosell_vehicle_set_value (self->vehicle, field, autosell_vehicle_get_value (self->base, field));
}

void
autosell_draft_resolve_extra (AutosellDraft *self, const char *name, gboolean take_theirs)
{
  g_hash_table_remove (self->extra_conflicts, name);
  if (take_theirs)
    autosell_vehicle_set_extra (self->vehicle, name, autosell_vehicle_get_extra (self->base, name));
}
