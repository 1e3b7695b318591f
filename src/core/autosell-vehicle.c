/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle.h"

#include <string.h>

#include "autosell-parse.h"
#include "autosell-text.h"

/* A car of a plain sheet knows about eleven of its fields, and 100,000 may be in memory during an import: so values
 * live in slots that are handed out as fields are set, the first few within the object. A slot never moves. */
#define N_INLINE_SLOTS 12
#define N_MORE_SLOTS (AUTOSELL_N_FIELDS - N_INLINE_SLOTS)

typedef struct
{
  GRefString *name; /* owned, interned: every car of a file has the same */
  char *text;       /* owned */
} Extra;

struct _AutosellVehicle
{
  GObject parent_instance;
  gint64 key;
  char *id; /* owned, nullable */
  gint64 revision;
  gint64 created_us;
  gint64 updated_us;
  gint64 deleted_us;
  guint8 slots[AUTOSELL_N_FIELDS]; /* slot number + 1, or 0 */
  guint8 n_slots;
  AutosellValue values[N_INLINE_SLOTS];
  AutosellValue *more_values; /* owned, nullable: N_MORE_SLOTS */
  GArray *extras;             /* owned, nullable, of Extra */
  GPtrArray *problems;        /* owned, nullable */
  char *cover;                /* owned, nullable */
  guint n_photos;
  guint n_photos_wanted;
  int cover_width;
  int cover_height;
  AutosellPosted posted;
};

G_DEFINE_FINAL_TYPE (AutosellVehicle, autosell_vehicle, G_TYPE_OBJECT)

static const AutosellValue unknown_value = AUTOSELL_VALUE_INIT;

static void
clear_extra (gpointer data)
{
  Extra *extra = data;

  g_ref_string_release (extra->name);
  g_free (extra->text);
}

static inline AutosellValue *
slot_value (AutosellVehicle *self, guint slot)
{
  return slot < N_INLINE_SLOTS ? &self->values[slot] : &self->more_values[slot - N_INLINE_SLOTS];
}

/* The field's value for writing. */
static AutosellValue *
ensure_value (AutosellVehicle *self, AutosellField field)
{
  if (self->slots[field] == 0)
    {
      if (self->n_slots == N_INLINE_SLOTS)
        self->more_values = g_new0 (AutosellValue, N_MORE_SLOTS);
      self->slots[field] = ++self->n_slots;
    }

  return slot_value (self, self->slots[field] - 1);
}

static void
autosell_vehicle_finalize (GObject *object)
{
  AutosellVehicle *self = AUTOSELL_VEHICLE (object);

  for (guint slot = 0; slot < self->n_slots; slot++)
    g_free (slot_value (self, slot)->text);
  g_free (self->more_values);
  g_free (self->id);
  g_free (self->cover);
  g_clear_pointer (&self->extras, g_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  G_OBJECT_CLASS (autosell_vehicle_parent_class)->finalize (object);
}

static void
autosell_vehicle_class_init (AutosellVehicleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_finalize;
}

static void
autosell_vehicle_init (AutosellVehicle *self G_GNUC_UNUSED)
{
}

AutosellVehicle *
autosell_vehicle_new (void)
{
  return g_object_new (AUTOSELL_TYPE_VEHICLE, NULL);
}

AutosellVehicle *
autosell_vehicle_copy (AutosellVehicle *self)
{
  AutosellVehicle *copy;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), NULL);

  copy = autosell_vehicle_new ();
  copy->key = self->key;
  copy->id = g_strdup (self->id);
  copy->revision = self->revision;
  autosell_vehicle_set_times (copy, self->created_us, self->updated_us, self->deleted_us);
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    autosell_vehicle_set_value (copy, field, autosell_vehicle_get_value (self, field));
  for (guint i = 0; self->extras != NULL && i < self->extras->len; i++)
    {
      const Extra *extra = &g_array_index (self->extras, Extra, i);

      autosell_vehicle_set_extra (copy, extra->name, extra->text);
    }
  autosell_vehicle_set_problems (copy, self->problems);
  copy->n_photos_wanted = self->n_photos_wanted;
  copy->posted = self->posted;
  autosell_vehicle_set_photos (copy, self->n_photos, self->cover, self->cover_width, self->cover_height);

  return copy;
}

gint64
autosell_vehicle_get_key (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->key;
}

void
autosell_vehicle_set_key (AutosellVehicle *self, gint64 key)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  self->key = key;
}

const char *
autosell_vehicle_get_id (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), NULL);

  return self->id;
}

void
autosell_vehicle_set_id (AutosellVehicle *self, const char *id)
{
  char *copy;

  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  copy = g_strdup (id); /* first: @id may be our own */
  g_free (self->id);
  self->id = copy;
}

gint64
autosell_vehicle_get_revision (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->revision;
}

void
autosell_vehicle_set_revision (AutosellVehicle *self, gint64 revision)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  self->revision = revision;
}

gint64
autosell_vehicle_get_created (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->created_us;
}

gint64
autosell_vehicle_get_updated (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->updated_us;
}

gint64
autosell_vehicle_get_deleted (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->deleted_us;
}

void
autosell_vehicle_set_times (AutosellVehicle *self, gint64 created_us, gint64 updated_us, gint64 deleted_us)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  self->created_us = created_us;
  self->updated_us = updated_us;
  self->deleted_us = deleted_us;
}

const AutosellValue *
autosell_vehicle_get_value (AutosellVehicle *self, AutosellField field)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self) && (guint) field < AUTOSELL_N_FIELDS, &unknown_value);

  return self->slots[field] != 0 ? slot_value (self, self->slots[field] - 1) : &unknown_value;
}

void
autosell_vehicle_set_value (AutosellVehicle *self, AutosellField field, const AutosellValue *value)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self) && (guint) field < AUTOSELL_N_FIELDS && value != NULL);

  if (self->slots[field] != 0 || value->state != AUTOSELL_VALUE_UNKNOWN)
    autosell_value_copy (ensure_value (self, field), value);
}

const char *
autosell_vehicle_get_text (AutosellVehicle *self, AutosellField field)
{
  const AutosellValue *value = autosell_vehicle_get_value (self, field);

  return value->state == AUTOSELL_VALUE_KNOWN ? value->text : NULL;
}

gboolean
autosell_vehicle_get_number (AutosellVehicle *self, AutosellField field, gint64 *number)
{
  const AutosellValue *value = autosell_vehicle_get_value (self, field);

  g_return_val_if_fail (number != NULL, FALSE);

  if (value->state != AUTOSELL_VALUE_KNOWN || !autosell_field_is_number (field))
    return FALSE;

  *number = value->number;
  return TRUE;
}

AutosellStatus
autosell_vehicle_get_status (AutosellVehicle *self)
{
  return autosell_status_from_nick (autosell_vehicle_get_text (self, AUTOSELL_FIELD_STATUS));
}

void
autosell_vehicle_parse (AutosellVehicle *self, AutosellField field, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  g_return_if_fail (AUTOSELL_IS_VEHICLE (self) && (guint) field < AUTOSELL_N_FIELDS);

  if (self->slots[field] != 0)
    {
      autosell_value_parse (&value, field, text); /* aside, as @text may be that of the value */
      autosell_value_copy (ensure_value (self, field), &value);
    }
  else if (text != NULL && *text != '\0')
    autosell_value_parse (ensure_value (self, field), field, text);
}

guint
autosell_vehicle_get_n_extra (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->extras != NULL ? self->extras->len : 0;
}

gboolean
autosell_vehicle_get_extra_at (AutosellVehicle *self, guint index, const char **name, const char **text)
{
  const Extra *extra;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), FALSE);

  if (index >= autosell_vehicle_get_n_extra (self))
    return FALSE;

  extra = &g_array_index (self->extras, Extra, index);
  if (name != NULL)
    *name = extra->name;
  if (text != NULL)
    *text = extra->text;

  return TRUE;
}

/* The index of the extra @name, or -1. */
static int
find_extra (AutosellVehicle *self, const char *name)
{
  for (guint i = 0; self->extras != NULL && i < self->extras->len; i++)
    {
      const char *other = g_array_index (self->extras, Extra, i).name;

      if (other == name || strcmp (other, name) == 0)
        return i;
    }

  return -1;
}

const char *
autosell_vehicle_get_extra (AutosellVehicle *self, const char *name)
{
  int index;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self) && name != NULL, NULL);

  index = find_extra (self, name);
  return index >= 0 ? g_array_index (self->extras, Extra, index).text : NULL;
}

void
autosell_vehicle_set_extra (AutosellVehicle *self, const char *name, const char *text)
{
  int index;

  g_return_if_fail (AUTOSELL_IS_VEHICLE (self) && name != NULL);

  index = find_extra (self, name);
  if (text == NULL || *text == '\0')
    {
      if (index >= 0)
        g_array_remove_index (self->extras, index);
    }
  else if (index >= 0)
    {
      Extra *extra = &g_array_index (self->extras, Extra, index);
      char *copy = g_strdup (text); /* first: @text may be our own */

      g_free (extra->text);
      extra->text = copy;
    }
  else
    {
      Extra extra = { g_ref_string_new_intern (name), g_strdup (text) };

      if (self->extras == NULL)
        {
          self->extras = g_array_new (FALSE, FALSE, sizeof (Extra));
          g_array_set_clear_func (self->extras, clear_extra);
        }
      g_array_append_val (self->extras, extra);
    }
}

GPtrArray *
autosell_vehicle_get_problems (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), NULL);

  return self->problems;
}

void
autosell_vehicle_set_problems (AutosellVehicle *self, GPtrArray *problems)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  if (problems != NULL)
    g_ptr_array_ref (problems);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems;
}

guint
autosell_vehicle_get_n_photos (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->n_photos;
}

const char *
autosell_vehicle_get_cover (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), NULL);

  return self->cover;
}

gboolean
autosell_vehicle_get_cover_size (AutosellVehicle *self, int *width, int *height)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), FALSE);

  if (self->cover == NULL)
    return FALSE;
  *width = self->cover_width;
  *height = self->cover_height;
  return TRUE;
}

void
autosell_vehicle_set_photos (AutosellVehicle *self, guint n_photos, const char *cover, int width, int height)
{
  char *copy;

  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  copy = g_strdup (cover); /* first: @cover may be our own */
  g_free (self->cover);
  self->cover = copy;
  self->n_photos = n_photos;
  self->cover_width = width;
  self->cover_height = height;
}

guint
autosell_vehicle_get_n_photos_wanted (AutosellVehicle *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), 0);

  return self->n_photos_wanted;
}

void
autosell_vehicle_set_n_photos_wanted (AutosellVehicle *self, guint n_wanted)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  self->n_photos_wanted = n_wanted;
}

const AutosellPosted *
autosell_vehicle_get_posted (AutosellVehicle *self)
{
  static const AutosellPosted never = { AUTOSELL_POSTED_NEVER, 0, 0 };

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), &never);

  return &self->posted;
}

void
autosell_vehicle_set_posted (AutosellVehicle *self, const AutosellPosted *posted)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (self));

  self->posted = *posted;
}

static gboolean
model_names_brand (const char *model, const char *brand)
{
  g_autofree char *model_words = NULL;
  g_autofree char *brand_words = NULL;
  gsize length;

  /* Mostly two letters tell, and lists ask for each of their cars. */
  if (g_ascii_isalnum (model[0]) && g_ascii_isalnum (brand[0])
      && g_ascii_tolower (model[0]) != g_ascii_tolower (brand[0]))
    return FALSE;

  model_words = autosell_text_fold_words (model);
  brand_words = autosell_text_fold_words (brand);
  length = strlen (brand_words);
  return length > 0 && strncmp (model_words, brand_words, length) == 0
         && (model_words[length] == ' ' || model_words[length] == '\0');
}

gboolean
autosell_vehicle_model_names_brand (AutosellVehicle *self)
{
  const char *brand, *model;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), FALSE);

  brand = autosell_vehicle_get_text (self, AUTOSELL_FIELD_BRAND);
  model = autosell_vehicle_get_text (self, AUTOSELL_FIELD_MODEL);
  return brand != NULL && model != NULL && model_names_brand (model, brand);
}

char *
autosell_vehicle_dup_title (AutosellVehicle *self)
{
  const char *parts[5];
  g_autofree char *year_text = NULL;
  const char *brand, *model, *version;
  gint64 year;
  guint n = 0;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), NULL);

  brand = autosell_vehicle_get_text (self, AUTOSELL_FIELD_BRAND);
  model = autosell_vehicle_get_text (self, AUTOSELL_FIELD_MODEL);
  version = autosell_vehicle_get_text (self, AUTOSELL_FIELD_VERSION);
  if (brand != NULL && !autosell_vehicle_model_names_brand (self))
    parts[n++] = brand;
  if (model != NULL)
    parts[n++] = model;
  if (version != NULL)
    parts[n++] = version;
  if (autosell_vehicle_get_number (self, AUTOSELL_FIELD_YEAR, &year))
    parts[n++] = year_text = g_strdup_printf ("%" G_GINT64_FORMAT, year);
  if (n == 0 && autosell_vehicle_get_text (self, AUTOSELL_FIELD_STOCK_NUMBER) != NULL)
    parts[n++] = autosell_vehicle_get_text (self, AUTOSELL_FIELD_STOCK_NUMBER);
  parts[n] = NULL;

  return g_strjoinv (" ", (char **) parts);
}

int
autosell_days_in_stock (const char *entry_iso, AutosellStatus status, const char *sold_iso, const char *today_iso)
{
  const char *until = status == AUTOSELL_STATUS_SOLD ? sold_iso : NULL;

  g_return_val_if_fail (today_iso != NULL && autosell_date_is_valid (today_iso), -1);

  if (entry_iso == NULL || !autosell_date_is_valid (entry_iso))
    return -1;
  if (until == NULL || !autosell_date_is_valid (until))
    until = today_iso;

  /* Below 0 for a car that is still to come; -1 would say "not known". */
  return MAX (0, autosell_date_days_between (entry_iso, until));
}

int
autosell_vehicle_get_days (AutosellVehicle *self, const char *today_iso)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (self), -1);

  return autosell_days_in_stock (autosell_vehicle_get_text (self, AUTOSELL_FIELD_ENTRY_DATE),
                                 autosell_vehicle_get_status (self),
                                 autosell_vehicle_get_text (self, AUTOSELL_FIELD_SOLD_ON), today_iso);
}

static gboolean
same_extras (AutosellVehicle *a, AutosellVehicle *b)
{
  guint n_extras = autosell_vehicle_get_n_extra (a);

  if (n_extras != autosell_vehicle_get_n_extra (b))
    return FALSE;

  for (guint i = 0; i < n_extras; i++)
    {
      const Extra *ours = &g_array_index (a->extras, Extra, i);
      const Extra *theirs = &g_array_index (b->extras, Extra, i);

      /* Nearly always in the same order, with the same interned name. */
      if (g_strcmp0 (ours->name == theirs->name ? theirs->text : autosell_vehicle_get_extra (b, ours->name), ours->text)
          != 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
autosell_vehicle_same_content (AutosellVehicle *a, AutosellVehicle *b)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (a) && AUTOSELL_IS_VEHICLE (b), FALSE);

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (!autosell_value_equal (autosell_vehicle_get_value (a, field), autosell_vehicle_get_value (b, field)))
      return FALSE;

  return same_extras (a, b);
}
