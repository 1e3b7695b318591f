/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-parser-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-marketplace.h"
#include "autosell-posted.h"
#include "autosell-problem.h"
#include "autosell-text.h"

static void
part_free (AutosellQueryPart *part)
{
  g_free (part->text);
  g_free (part);
}

/* Takes @message. Returns: FALSE, for the caller to pass on */
gboolean
autosell_query_parser_fail (AutosellQueryParser *self, AutosellQueryErrorCode code, const char *start, const char *end,
                            char *message)
{
  g_assert (self->message == NULL);
  self->code = code;
  self->fault_start = start;
  self->fault_end = end;
  self->message = message;
  return FALSE;
}

/* ---- Characters, quotes, values ---- */

static gboolean
is_space (const char *at)
{
  return g_unichar_isspace (g_utf8_get_char (at));
}

static void
skip_spaces (AutosellQueryParser *self)
{
  while (*self->at != '\0' && is_space (self->at))
    self->at = g_utf8_next_char (self->at);
}

/* Phones and word processors write the curly ones. */
static gboolean
opens_quote (const char *at)
{
  return *at == '"' || g_str_has_prefix (at, "“") || g_str_has_prefix (at, "«");
}

static gboolean
closes_quote (const char *at, gboolean is_straight)
{
  return *at == '"' || (!is_straight && (g_str_has_prefix (at, "”") || g_str_has_prefix (at, "»")));
}

/* Stands on an opening quote; ends behind the closing one. */
static gboolean
read_quoted (AutosellQueryParser *self, GString *out)
{
  const char *start = self->at;
  gboolean is_straight = *start == '"';

  self->at = g_utf8_next_char (self->at);
  for (; *self->at != '\0'; self->at = g_utf8_next_char (self->at))
    {
      if (is_straight && self->at[0] == '"' && self->at[1] == '"')
        self->at++;
      else if (closes_quote (self->at, is_straight))
        {
          self->at = g_utf8_next_char (self->at);
          return TRUE;
        }
      g_string_append_unichar (out, g_utf8_get_char (self->at));
    }
  return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_UNCLOSED_QUOTE, start, self->at,
                                     g_strdup (_("A quote is opened here and never closed.")));
}

/* A comma between digits belongs to "1,200,000": one to three digits before the first, exactly three behind each. */
static gboolean
comma_groups (const char *part_start, const char *comma)
{
  const char *before = comma;
  gsize n_before, n_after = strspn (comma + 1, "0123456789");

  while (before > part_start && g_ascii_isdigit (before[-1]))
    before--;
  n_before = comma - before;
  if (before > part_start && before[-1] == ',')
    return n_before == 3 && n_after == 3;
  return n_before >= 1 && n_before <= 3 && n_after == 3;
}

/* Elsewhere a quote is a character: 19" is a size of wheel. */
static gboolean
quote_may_open (const char *part_start, const char *at)
{
  const char *before = at > part_start ? g_utf8_find_prev_char (part_start, at) : NULL;

  return before == NULL || strchr ("=<>", *before) != NULL || g_str_has_prefix (before, "≥")
         || g_str_has_prefix (before, "≤") || (at - part_start >= 2 && at[-1] == '.' && at[-2] == '.');
}

/* Returns: (transfer full) (nullable): NULL after a fault */
static AutosellQueryPart *
read_part (AutosellQueryParser *self, gboolean has_grouped_numbers)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *start = self->at;
  AutosellQueryPart *part;

  while (*self->at != '\0' && !is_space (self->at))
    {
      if (*self->at == ',' && !(has_grouped_numbers && comma_groups (start, self->at)))
        break;
      if (opens_quote (self->at) && quote_may_open (start, self->at))
        {
          if (!read_quoted (self, text))
            return NULL;
          continue;
        }
      g_string_append_unichar (text, g_utf8_get_char (self->at));
      self->at = g_utf8_next_char (self->at);
    }
  part = g_new (AutosellQueryPart, 1);
  part->text = g_string_free (g_steal_pointer (&text), FALSE);
  part->start = start;
  part->end = self->at;
  return part;
}

/* What is between the colon and the next blank, parted at commas. Returns: (transfer full) (nullable) */
static GPtrArray *
read_parts (AutosellQueryParser *self, const char *term_start, const char *name, gboolean has_grouped_numbers)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

  for (;;)
    {
      AutosellQueryPart *part = read_part (self, has_grouped_numbers);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
      if (part->start == part->end)
        {
          /* Translators: %s is the name of a field, as typed into the search */
          autosell_query_parser_fail (
            self, AUTOSELL_QUERY_ERROR_EMPTY_VALUE, parts->len > 1 ? part->start - 1 : term_start, self->at,
            parts->len > 1 || *self->at == ','
              ? g_strdup_printf (_("A value is missing next to a comma in “%s:”."), name)
              : g_strdup_printf (_("What “%s:” looks for is missing; it follows the colon without a blank."), name));
          return NULL;
        }
      if (parts->len > AUTOSELL_QUERY_MAX_TERMS)
        {
          autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, term_start, self->at,
                                      g_strdup_printf (_("“%s:” has too many values."), name));
          return NULL;
        }
      if (*self->at != ',')
        return g_steal_pointer (&parts);
      self->at++;
    }
}

static void
keep_typed (AutosellTerm *term, GPtrArray *parts)
{
  term->typed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (term->typed, g_strdup (((const AutosellQueryPart *) g_ptr_array_index (parts, i))->text));
}

/* ---- Names ---- */

static gboolean
fail_unknown_field (AutosellQueryParser *self, const char *name, const char *start, const char *end)
{
  g_autofree char *suggestion = autosell_query_suggest_name (name);

  return autosell_query_parser_fail (
    self, AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, start, end,
    suggestion != NULL
      ? g_strdup_printf (_("There is no field “%s”; did you mean “%s”?"), name, suggestion)
      : g_strdup_printf (_("There is no field “%s”; to search for it as text, put it in quotes."), name));
}

/* Length of the name that a colon follows here, or 0 where these are words. */
static gsize
measure_name (const char *start)
{
  const char *at = start;

  if (!g_unichar_isalpha (g_utf8_get_char (at)))
    return 0;
  while (*at != '\0'
         && (strchr ("_-.", *at) != NULL || g_unichar_isalnum (g_utf8_get_char (at))
             || g_unichar_ismark (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  return *at == ':' && !g_str_has_prefix (at, "://") ? at - start : 0;
}

/* ---- One term ---- */

/* Takes @term. */
static gboolean
add_term (AutosellQueryParser *self, AutosellTerm *term, const char *start)
{
  term->start = g_utf8_pointer_to_offset (self->text, start);
  term->end = g_utf8_pointer_to_offset (self->text, self->at);
  g_ptr_array_add (self->query->terms, term);
  if (self->query->terms->len > AUTOSELL_QUERY_MAX_TERMS)
    return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, start, self->at,
                                       g_strdup (_("The search has too many terms.")));
  return TRUE;
}

static gboolean
parse_words (AutosellQueryParser *self, const char *start, gboolean is_negated)
{
  g_autoptr(GString) raw = g_string_new (NULL);
  g_autofree char *folded = NULL;
  AutosellTerm *term;

  if (opens_quote (self->at))
    {
      if (!read_quoted (self, raw))
        return FALSE;
    }
  else
    {
      const char *from = self->at;

      while (*self->at != '\0' && !is_space (self->at))
        self->at = g_utf8_next_char (self->at);
      g_string_append_len (raw, from, self->at - from);
    }
  folded = autosell_text_fold_words (raw->str);
  if (*folded == '\0')
    return TRUE;

  term = autosell_term_new (AUTOSELL_TERM_WORDS);
  term->is_negated = is_negated;
  term->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (term->texts, g_steal_pointer (&folded));
  return add_term (self, term, start);
}

static gboolean
parse_field (AutosellQueryParser *self, const char *start, const char *name, AutosellField field, gboolean is_negated)
{
  g_autoptr(AutosellTerm) term = autosell_term_new (AUTOSELL_TERM_TEXT);
  g_autoptr(GPtrArray) parts = NULL;
  AutosellKind kind = autosell_field_get_info (field)->kind;
  gboolean is_text = kind == AUTOSELL_KIND_TEXT || kind == AUTOSELL_KIND_LONG_TEXT || kind == AUTOSELL_KIND_LIST;

  term->is_negated = is_negated;
  term->field = field;
  if (is_text)
    {
      term->is_exact = *self->at == '=' || field == AUTOSELL_FIELD_GROUP || field == AUTOSELL_FIELD_STOCK_NUMBER;
      self->at += *self->at == '=' ? 1 : 0;
    }
  parts = read_parts (self, start, name, kind == AUTOSELL_KIND_MONEY || field == AUTOSELL_FIELD_KM);
  if (parts == NULL)
    return FALSE;
  keep_typed (term, parts);
  return autosell_query_parser_set_field_values (self, term, name, parts)
         && add_term (self, g_steal_pointer (&term), start);
}

/* "no:price", "has:niv"; also "no:problems", which reads as well as "no:price". */
static gboolean
set_blank (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts, gboolean is_with)
{
  const AutosellQueryPart *part = g_ptr_array_index (parts, 0);

  if (parts->len > 1)
    return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, part->start, self->at,
                                       g_strdup_printf (_("“%s:” takes one field; write it once for each."), name));
  if (is_with)
    term->is_negated = !term->is_negated;
  if (autosell_query_find_special (part->text) == AUTOSELL_SPECIAL_PROBLEM)
    {
      term->kind = AUTOSELL_TERM_PROBLEM;
      term->is_negated = !term->is_negated;
      term->problem_mask = (1u << AUTOSELL_N_PROBLEMS) - 1;
      return TRUE;
    }
  if (autosell_query_find_special (part->text) == AUTOSELL_SPECIAL_PHOTOS)
    {
      const AutosellRange none = { 0, 0, NULL, NULL };

      term->kind = AUTOSELL_TERM_PHOTOS;
      term->ranges = g_array_new (FALSE, TRUE, sizeof (AutosellRange));
      g_array_append_val (term->ranges, none);
      return TRUE;
    }
  if (autosell_query_find_special (part->text) == AUTOSELL_SPECIAL_POSTED)
    {
      term->kind = AUTOSELL_TERM_POSTED;
      term->posted_mask = AUTOSELL_POSTED_NOT_OUT;
      term->ranges = g_array_new (FALSE, TRUE, sizeof (AutosellRange));
      term->texts = g_ptr_array_new_with_free_func (g_free);
      return TRUE;
    }
  if (autosell_query_find_special (part->text) == AUTOSELL_SPECIAL_MARKETPLACE)
    {
      term->kind = AUTOSELL_TERM_LISTING;
      term->listing_mask = AUTOSELL_LISTING_NOWHERE_MASK;
      return TRUE;
    }
  return autosell_field_find (part->text, &term->field)
         || fail_unknown_field (self, part->text, part->start, part->end);
}

/* "is:deleted" chooses the bin; "is:sold" is short for "status:sold". *is_bin: no term is made */
static gboolean
set_is (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts, gboolean *is_bin)
{
  static const char *const bins[] = { "deleted",   "bin",        "trash",   "papelera", "basura",
                                      "eliminado", "eliminados", "borrado", "borrados", NULL };
  const AutosellQueryPart *part = g_ptr_array_index (parts, 0);
  g_autofree char *folded = autosell_text_fold_words (part->text);

  *is_bin = parts->len == 1 && g_strv_contains (bins, folded);
  if (*is_bin)
    {
      /* The opposite of the bin is the stock, which is shown anyway. */
      self->query->is_deleted |= !term->is_negated;
      return TRUE;
    }
  if (autosell_query_read_choice (AUTOSELL_FIELD_STATUS, part->text) == NULL)
    return autosell_query_parser_fail_part (
      self, part,
      g_strdup_printf (_("“%s:” knows “deleted” and the names of a status, but not “%s”."), name, part->text));
  term->kind = AUTOSELL_TERM_CHOICE;
  term->field = AUTOSELL_FIELD_STATUS;
  return autosell_query_parser_set_choices (self, term, parts);
}

static gboolean
parse_special (AutosellQueryParser *self, const char *start, const char *name, AutosellSpecial special,
               gboolean is_negated)
{
  g_autoptr(AutosellTerm) term = autosell_term_new (AUTOSELL_TERM_BLANK);
  g_autoptr(GPtrArray) parts = read_parts (self, start, name, FALSE);
  gboolean is_bin = FALSE, is_good = FALSE;

  if (parts == NULL)
    return FALSE;
  keep_typed (term, parts);
  term->is_negated = is_negated;
  switch (special)
    {
    case AUTOSELL_SPECIAL_DAYS:
      term->kind = AUTOSELL_TERM_DAYS;
      is_good = autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, parts);
      break;
    case AUTOSELL_SPECIAL_PROBLEM:
      term->kind = AUTOSELL_TERM_PROBLEM;
      is_good = autosell_query_parser_set_problems (self, term, parts);
      break;
    case AUTOSELL_SPECIAL_IS:
      is_good = set_is (self, term, name, parts, &is_bin);
      break;
    case AUTOSELL_SPECIAL_WITHOUT:
    case AUTOSELL_SPECIAL_WITH:
      is_good = set_blank (self, term, name, parts, special == AUTOSELL_SPECIAL_WITH);
      break;
    case AUTOSELL_SPECIAL_PHOTOS:
      is_good = autosell_query_parser_set_photos (self, term, name, parts);
      break;
    case AUTOSELL_SPECIAL_READY:
      is_good = autosell_query_parser_set_ready (self, term, name, parts);
      break;
    case AUTOSELL_SPECIAL_POSTED:
      is_good = autosell_query_parser_set_posted (self, term, name, parts);
      break;
    case AUTOSELL_SPECIAL_MARKETPLACE:
      is_good = autosell_query_parser_set_listing (self, term, name, parts);
      break;
    case AUTOSELL_SPECIAL_NONE:
      g_assert_not_reached ();
    }
  return is_good && (is_bin || add_term (self, g_steal_pointer (&term), start));
}

static gboolean
parse_term (AutosellQueryParser *self)
{
  const char *start = self->at;
  gboolean is_negated = *self->at == '-';
  g_autofree char *name = NULL;
  gsize name_length;
  AutosellSpecial special;
  AutosellField field;

  self->at += is_negated ? 1 : 0;
  name_length = *self->at != '\0' ? measure_name (self->at) : 0;
  if (name_length == 0)
    return *self->at == '\0' || is_space (self->at) || parse_words (self, start, is_negated);

  name = g_strndup (self->at, name_length);
  self->at += name_length + 1;
  if ((special = autosell_query_find_special (name)) != AUTOSELL_SPECIAL_NONE)
    return parse_special (self, start, name, special, is_negated);
  if (autosell_field_find (name, &field))
    return parse_field (self, start, name, field, is_negated);
  return fail_unknown_field (self, name, self->at - name_length - 1, self->at - 1);
}

static AutosellQuery *
query_new (void)
{
  AutosellQuery *query = g_new0 (AutosellQuery, 1);

  g_atomic_ref_count_init (&query->ref_count);
  query->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_term_free);
  return query;
}

/* Behind a term at fault, the values of a field that does not exist included. */
static void
skip_fault (AutosellQueryParser *self)
{
  g_clear_pointer (&self->message, g_free);
  if (self->at < self->fault_end)
    self->at = self->fault_end;
  if (*self->at != '\0' && !is_space (self->at))
    {
      g_autoptr(GPtrArray) parts = read_parts (self, self->at, "", FALSE);

      g_clear_pointer (&self->message, g_free);
    }
  while (*self->at != '\0' && !is_space (self->at))
    self->at = g_utf8_next_char (self->at);
}

static AutosellPiece
scan_piece (AutosellQueryParser *self)
{
  AutosellPiece piece = { g_utf8_pointer_to_offset (self->text, self->at), 0, NULL, FALSE, FALSE };
  AutosellQuery *query = self->query;
  guint n_terms = query->terms->len;
  gboolean was_deleted = query->is_deleted;

  query->is_deleted = FALSE;
  piece.is_fault = !parse_term (self);
  if (piece.is_fault)
    skip_fault (self);
  else if (query->terms->len > n_terms)
    piece.term = g_ptr_array_index (query->terms, n_terms);
  piece.is_bin = query->is_deleted;
  query->is_deleted |= was_deleted;
  piece.end = g_utf8_pointer_to_offset (self->text, self->at);
  return piece;
}

GArray *
autosell_query_scan (const char *text, AutosellQuery **query)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (AutosellPiece));
  AutosellQueryParser parser = { text, text, query_new (), NULL, 0, NULL, NULL };

  *query = parser.query;
  if (strlen (text) > AUTOSELL_QUERY_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return pieces;
  for (skip_spaces (&parser); *parser.at != '\0' && pieces->len < AUTOSELL_QUERY_MAX_BYTES; skip_spaces (&parser))
    {
      AutosellPiece piece = scan_piece (&parser);

      g_array_append_val (pieces, piece);
    }
  return pieces;
}

static gboolean
parse_all (AutosellQueryParser *self)
{
  if (strlen (self->text) > AUTOSELL_QUERY_MAX_BYTES)
    return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, self->text, self->text,
                                       g_strdup (_("The search is too long.")));
  if (!g_utf8_validate (self->text, -1, NULL))
    return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, self->text, self->text,
                                       g_strdup (_("The search holds characters that are not text.")));
  for (skip_spaces (self); *self->at != '\0'; skip_spaces (self))
    if (!parse_term (self))
      return FALSE;
  return TRUE;
}

AutosellQuery *
autosell_query_parse (const char *text, guint *error_start, guint *error_end, GError **error)
{
  g_autoptr(AutosellQuery) query = query_new ();
  AutosellQueryParser parser = { text != NULL ? text : "", text != NULL ? text : "", query, NULL, 0, NULL, NULL };

  if (parse_all (&parser))
    return g_steal_pointer (&query);

  if (error_start != NULL)
    *error_start = g_utf8_pointer_to_offset (parser.text, parser.fault_start);
  if (error_end != NULL)
    *error_end = g_utf8_pointer_to_offset (parser.text, parser.fault_end);
  g_set_error_literal (error, AUTOSELL_QUERY_ERROR, parser.code, parser.message);
  g_free (parser.message);
  return NULL;
}
