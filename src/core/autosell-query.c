/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-marketplace.h"
#include "autosell-posted.h"
#include "autosell-problem.h"
#include "autosell-text.h"

G_DEFINE_QUARK (autosell - query - error - quark, autosell_query_error)

AutosellTerm *
autosell_term_new (AutosellTermKind kind)
{
  AutosellTerm *term = g_new0 (AutosellTerm, 1);

  term->kind = kind;
  return term;
}

void
autosell_term_free (AutosellTerm *term)
{
  g_clear_pointer (&term->texts, g_ptr_array_unref);
  g_clear_pointer (&term->ranges, g_array_unref);
  g_clear_pointer (&term->keys, g_array_unref);
  g_clear_pointer (&term->typed, g_ptr_array_unref);
  g_free (term);
}

void
autosell_range_clear (AutosellRange *range)
{
  g_clear_pointer (&range->min_date, g_free);
  g_clear_pointer (&range->max_date, g_free);
}

AutosellQuery *
autosell_query_ref (AutosellQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_query_unref (AutosellQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->terms);
  g_free (self);
}

AutosellQuery *
autosell_query_new_for_keys (GArray *keys, gboolean in_bin)
{
  AutosellTerm *term = autosell_term_new (AUTOSELL_TERM_KEYS);
  AutosellQuery *self;

  g_return_val_if_fail (keys != NULL, NULL);

  term->keys = g_array_copy (keys);
  self = g_new0 (AutosellQuery, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_term_free);
  self->is_deleted = in_bin;
  g_ptr_array_add (self->terms, term);
  return self;
}

guint
autosell_query_get_n_terms (AutosellQuery *self)
{
  return self->terms->len;
}

const AutosellTerm *
autosell_query_get_term (AutosellQuery *self, guint index)
{
  g_return_val_if_fail (index < self->terms->len, NULL);

  return g_ptr_array_index (self->terms, index);
}

gboolean
autosell_query_is_deleted (AutosellQuery *self)
{
  return self->is_deleted;
}

gboolean
autosell_query_is_everything (AutosellQuery *self)
{
  return self->terms->len == 0 && !self->is_deleted;
}

/* ---- Comparing ---- */

static gboolean
texts_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
ranges_equal (GArray *a, GArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      const AutosellRange *x = &g_array_index (a, AutosellRange, i), *y = &g_array_index (b, AutosellRange, i);

      if (x->min != y->min || x->max != y->max || g_strcmp0 (x->min_date, y->min_date) != 0
          || g_strcmp0 (x->max_date, y->max_date) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
keys_equal (GArray *a, GArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  return memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0;
}

static gboolean
terms_equal (const AutosellTerm *a, const AutosellTerm *b)
{
  return a->kind == b->kind && a->is_negated == b->is_negated && a->field == b->field && a->is_exact == b->is_exact
         && a->or_blank == b->or_blank && a->problem_mask == b->problem_mask && a->posted_mask == b->posted_mask
         && a->listing_mask == b->listing_mask && texts_equal (a->texts, b->texts)
         && ranges_equal (a->ranges, b->ranges) && keys_equal (a->keys, b->keys);
}

gboolean
autosell_query_equal (AutosellQuery *a, AutosellQuery *b)
{
  if (a->is_deleted != b->is_deleted || a->terms->len != b->terms->len)
    return FALSE;
  for (guint i = 0; i < a->terms->len; i++)
    if (!terms_equal (g_ptr_array_index (a->terms, i), g_ptr_array_index (b->terms, i)))
      return FALSE;
  return TRUE;
}

/* ---- Back to text ---- */

static void
append_text (GString *out, const char *text)
{
  gboolean is_plain = *text != '\0';

  for (const char *at = text; *at != '\0' && is_plain; at = g_utf8_next_char (at))
    is_plain = g_unichar_isalnum (g_utf8_get_char (at));
  if (is_plain)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

static void
append_texts (GString *out, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_text (out, g_ptr_array_index (texts, i));
    }
}

static void
append_ranges (GString *out, AutosellMeasure measure, GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      g_autoptr(GString) value = g_string_new (NULL);

      autosell_query_append_range (value, measure, &g_array_index (ranges, AutosellRange, i));
      if (i == 0)
        g_string_append (out, value->str);
      else /* 200 and 400 are not to become 200,400 */
        g_string_append_printf (out, strspn (value->str, "0123456789") == 3 ? ",\"%s\"" : ",%s", value->str);
    }
}

static void
append_problems (GString *out, guint mask)
{
  const char *separator = "";

  if (mask == (1u << AUTOSELL_N_PROBLEMS) - 1)
    {
      g_string_append (out, "any");
      return;
    }
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (mask & (1u << kind))
      {
        g_string_append_printf (out, "%s%s", separator, autosell_problem_kind_to_nick (kind));
        separator = ",";
      }
}

static void
append_nicks (GString *out, const AutosellTerm *term)
{
  for (guint i = 0; i < term->texts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", (const char *) g_ptr_array_index (term->texts, i));
  if (term->or_blank)
    g_string_append (out, ",none");
}

static void
append_posted (GString *out, const AutosellTerm *term)
{
  const char *comma = "";

  for (guint bit = 1; bit <= AUTOSELL_POSTED_NOT_OUT; bit <<= 1)
    if (term->posted_mask & bit)
      {
        g_string_append_printf (out, "%s%s", comma, autosell_posted_mask_to_word (bit));
        comma = ",";
      }
  if (term->ranges->len > 0)
    {
      g_string_append (out, comma);
      append_ranges (out, AUTOSELL_MEASURE_INTEGER, term->ranges);
      comma = ",";
    }
  if (term->texts->len > 0)
    {
      g_string_append (out, comma);
      append_texts (out, term->texts);
    }
}

static void
append_listing (GString *out, guint mask)
{
  g_autofree char *written = autosell_listing_mask_to_words (mask, FALSE);

  g_string_append_printf (out, "marketplace:%s", written);
}

static void
append_term (GString *out, const AutosellTerm *term)
{
  const AutosellFieldInfo *info = autosell_field_get_info (term->field);
  gboolean is_with = term->kind == AUTOSELL_TERM_BLANK && term->is_negated;

  if (term->is_negated && !is_with)
    g_string_append_c (out, '-');
  switch (term->kind)
    {
    case AUTOSELL_TERM_WORDS:
      append_texts (out, term->texts);
      break;
    case AUTOSELL_TERM_TEXT:
      g_string_append_printf (out, "%s:", info->name);
      if (term->is_exact && term->field != AUTOSELL_FIELD_GROUP && term->field != AUTOSELL_FIELD_STOCK_NUMBER)
        g_string_append_c (out, '=');
      append_texts (out, term->texts);
      break;
    case AUTOSELL_TERM_RANGE:
      g_string_append_printf (out, "%s:", info->name);
      append_ranges (out, info->kind == AUTOSELL_KIND_MONEY ? AUTOSELL_MEASURE_MONEY : AUTOSELL_MEASURE_INTEGER,
                     term->ranges);
      break;
    case AUTOSELL_TERM_DATE:
      g_string_append_printf (out, "%s:", info->name);
      append_ranges (out, AUTOSELL_MEASURE_DATE, term->ranges);
      break;
    case AUTOSELL_TERM_CHOICE:
      g_string_append_printf (out, "%s:", info->name);
      append_nicks (out, term);
      break;
    case AUTOSELL_TERM_DAYS:
      g_string_append (out, "days:");
      append_ranges (out, AUTOSELL_MEASURE_INTEGER, term->ranges);
      break;
    case AUTOSELL_TERM_BLANK:
      g_string_append_printf (out, "%s:%s", is_with ? "has" : "no", info->name);
      break;
    case AUTOSELL_TERM_PROBLEM:
      g_string_append (out, "problem:");
      append_problems (out, term->problem_mask);
      break;
    case AUTOSELL_TERM_PHOTOS:
      g_string_append (out, "photos:");
      append_ranges (out, AUTOSELL_MEASURE_INTEGER, term->ranges);
      break;
    case AUTOSELL_TERM_READY:
      g_string_append (out, term->is_exact ? "ready:yes" : "ready:no");
      break;
    case AUTOSELL_TERM_POSTED:
      g_string_append (out, "posted:");
      append_posted (out, term);
      break;
    case AUTOSELL_TERM_LISTING:
      append_listing (out, term->listing_mask);
      break;
    case AUTOSELL_TERM_KEYS:
      break; /* of this PC alone, and of this moment: not to be typed */
    }
}

char *
autosell_query_to_string (AutosellQuery *self)
{
  GString *out = g_string_new (self->is_deleted ? "is:deleted" : NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      append_term (out, g_ptr_array_index (self->terms, i));
    }
  return g_string_free (out, FALSE);
}

/* ---- Order ---- */

static gboolean
read_direction (const char *text, gboolean *is_descending)
{
  static const char *const down[] = { "desc", "descending", "descendente", "down", "z a", NULL };
  static const char *const up[] = { "asc", "ascending", "ascendente", "up", "a z", NULL };
  g_autofree char *folded = autosell_text_fold_words (text);

  *is_descending = g_strv_contains (down, folded);
  return *is_descending || g_strv_contains (up, folded);
}

gboolean
autosell_sort_same_key (const AutosellSort *a, const AutosellSort *b)
{
  if (a->by_id_order != b->by_id_order || a->by_days != b->by_days || a->by_photos != b->by_photos
      || a->by_readiness != b->by_readiness || a->by_posted != b->by_posted)
    return FALSE;
  return a->by_id_order || a->by_days || a->by_photos || a->by_readiness || a->by_posted || a->field == b->field;
}

const char *
autosell_sort_get_name (const AutosellSort *sort)
{
  if (sort->by_id_order)
    return "";
  if (sort->by_days)
    return "days";
  if (sort->by_photos)
    return "photos";
  if (sort->by_posted)
    return "posted";
  return sort->by_readiness ? "ready" : autosell_field_get_info (sort->field)->name;
}

gboolean
autosell_sort_parse (const char *text, AutosellSort *sort, GError **error)
{
  static const char *const orders[] = { "", "id", "entered", "order", "orden", NULL };
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  g_autofree char *name = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text != NULL ? text : "");
  g_autofree char *compact = NULL;
  AutosellSort result = { 0 };
  AutosellSpecial special;

  if (!g_utf8_validate (name, -1, NULL) || (colon != NULL && !g_utf8_validate (colon, -1, NULL)))
    {
      g_set_error_literal (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE, _("The order is not text."));
      return FALSE;
    }
  compact = autosell_text_fold_compact (name);
  special = autosell_query_find_special (name);
  if (g_strv_contains (orders, compact))
    result.by_id_order = TRUE;
  else if (special == AUTOSELL_SPECIAL_DAYS)
    result.by_days = TRUE;
  else if (special == AUTOSELL_SPECIAL_PHOTOS)
    result.by_photos = TRUE;
  else if (special == AUTOSELL_SPECIAL_READY)
    result.by_readiness = TRUE;
  else if (special == AUTOSELL_SPECIAL_POSTED)
    result.by_posted = TRUE;
  else if (!autosell_field_find (name, &result.field))
    {
      g_set_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD,
                   _("There is no field “%s” to sort by."), name);
      return FALSE;
    }
  if (colon != NULL && !read_direction (colon + 1, &result.is_descending))
    {
      g_set_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE,
                   _("“%s” is no direction; write “asc” or “desc”."), colon + 1);
      return FALSE;
    }
  *sort = result;
  return TRUE;
}
