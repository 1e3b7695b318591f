/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-sql.h"

#include <stdlib.h>

#include "autosell-marketplace.h"
#include "autosell-parse.h"
#include "autosell-readiness.h"
#include "autosell-text.h"
#include "autosell-vehicle-sql.h"

/* The statement being built: text, and values in the order of their question marks. */
typedef struct
{
  AutosellConnection *connection;
  GString *sql;
  GPtrArray *values; /* owned GVariant: "x" or "s" */
  const char *today_iso;
} Builder;

static void
add_text (Builder *self, const char *text)
{
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_string (text)));
}

static void
add_number (Builder *self, gint64 number)
{
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_int64 (number)));
}

static char *
column_of (AutosellField field)
{
  return g_strdup_printf ("\"%s\"", autosell_field_get_info (field)->name);
}

/* What folded text is compared with: the key where the table has one. */
static char *
folded_column_of (AutosellField field, gboolean is_exact)
{
  switch (field)
    {
    case AUTOSELL_FIELD_BRAND:
      return g_strdup ("brand_key");
    case AUTOSELL_FIELD_MODEL:
      return g_strdup ("model_key");
    case AUTOSELL_FIELD_VERSION:
      return g_strdup ("version_key");
    case AUTOSELL_FIELD_LOCATION:
      return g_strdup ("location_key");
    case AUTOSELL_FIELD_COLOUR:
      return g_strdup (is_exact ? "autosell_fold(colour)" : "colour_key");
    default:
      return g_strdup_printf ("autosell_fold(\"%s\")", autosell_field_get_info (field)->name);
    }
}

/* An FTS5 string: quotes doubled, the last word a prefix. */
static char *
fts_phrase (const char *folded)
{
  g_autoptr(GString) phrase = g_string_new ("\"");

  for (const char *p = folded; *p != '\0'; p++)
    if (*p == '"')
      g_string_append (phrase, "\"\"");
    else
      g_string_append_c (phrase, *p);
  g_string_append (phrase, "\"*");
  return g_string_free (g_steal_pointer (&phrase), FALSE);
}

/* The words of a term; "CX-30" is to find "CX30" as well. */
static char *
fts_words (const char *words)
{
  g_autofree char *phrase = fts_phrase (words);
  g_autofree char *compact = autosell_text_fold_compact (words);
  g_autofree char *joined = NULL;

  if (g_str_equal (compact, words))
    return g_steal_pointer (&phrase);
  joined = fts_phrase (compact);
  return g_strdup_printf ("(%s OR %s)", phrase, joined);
}

static void
build_words (Builder *self, const AutosellTerm *term)
{
  g_autofree char *words = fts_words (g_ptr_array_index (term->texts, 0));

  g_string_append (self->sql, "pk IN (SELECT rowid FROM vehicle_fts WHERE vehicle_fts MATCH ?)");
  add_text (self, words);
}

/* Gender aside, so that "blanca" finds BLANCO; but "nara" begins NARANJA and by itself would become "naro". */
static void
build_colour (Builder *self, const char *text)
{
  g_autofree char *key = autosell_text_colour_key (text);

  if (*key != '\0')
    {
      g_string_append (self->sql, "autosell_has_word(colour_key, ?)");
      add_text (self, key);
    }
  if (g_str_equal (key, text))
    return;
  g_string_append_printf (self->sql, "%sautosell_has_word(autosell_fold(colour), ?)", *key != '\0' ? " OR " : "");
  add_text (self, text);
}

static gboolean
is_asked_word (const AutosellTerm *term)
{
  return term->kind == AUTOSELL_TERM_WORDS && !term->is_negated;
}

/* All words that are asked for as one MATCH, or NULL: FTS5 intersects them faster than SQL does. */
static char *
match_expression (AutosellQuery *query)
{
  g_autoptr(GString) match = g_string_new (NULL);

  for (guint i = 0; i < autosell_query_get_n_terms (query); i++)
    {
      const AutosellTerm *term = autosell_query_get_term (query, i);
      g_autofree char *words = is_asked_word (term) ? fts_words (g_ptr_array_index (term->texts, 0)) : NULL;

      if (words != NULL)
        g_string_append_printf (match, "%s%s", match->len > 0 ? " AND " : "", words);
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

static void
build_text (Builder *self, const AutosellTerm *term)
{
  gboolean is_list = autosell_field_get_info (term->field)->kind == AUTOSELL_KIND_LIST;
  g_autofree char *column = folded_column_of (term->field, term->is_exact);

  for (guint i = 0; i < term->texts->len; i++)
    {
      const char *text = g_ptr_array_index (term->texts, i);

      g_string_append (self->sql, i > 0 ? " OR " : "");
      if (term->field == AUTOSELL_FIELD_COLOUR && !term->is_exact)
        {
          build_colour (self, text);
          continue;
        }
      if (!term->is_exact)
        g_string_append_printf (self->sql, "autosell_has_word(%s, ?)", column);
      else if (is_list)
        g_string_append_printf (self->sql, "instr(char(10) || %s || char(10), char(10) || ? || char(10)) > 0", column);
      else
        g_string_append_printf (self->sql, "%s = ?", column);
      add_text (self, text);
    }
}

static void
build_ranges (Builder *self, const AutosellTerm *term, const char *column)
{
  for (guint i = 0; i < term->ranges->len; i++)
    {
      const AutosellRange *range = &g_array_index (term->ranges, AutosellRange, i);

      g_string_append_printf (self->sql, "%s%s BETWEEN ? AND ?", i > 0 ? " OR " : "", column);
      if (term->kind == AUTOSELL_TERM_DATE)
        {
          add_text (self, range->min_date != NULL ? range->min_date : "0000-00-00");
          add_text (self, range->max_date != NULL ? range->max_date : "9999-99-99");
        }
      else
        {
          add_number (self, range->min);
          add_number (self, range->max);
        }
    }
}

static void
build_choice (Builder *self, const AutosellTerm *term)
{
  g_autofree char *column = column_of (term->field);

  g_string_append_printf (self->sql, "%s IN (", column);
  for (guint i = 0; term->texts != NULL && i < term->texts->len; i++)
    {
      g_string_append (self->sql, i > 0 ? ", ?" : "?");
      add_text (self, g_ptr_array_index (term->texts, i));
    }
  g_string_append_c (self->sql, ')');
  if (term->or_blank)
    g_string_append_printf (self->sql, " OR %s IS NULL", column);
}

static void
build_days (Builder *self, const AutosellTerm *term)
{
  g_autofree char *column = g_strdup_printf ("autosell_days(entry_date, status, sold_on, '%s')", self->today_iso);

  build_ranges (self, term, column);
}

static gboolean
build_spelling (Builder *self, AutosellField field, GError **error)
{
  AutosellSpelling *spelling = autosell_connection_get_spelling (self->connection, field, error);
  g_autoptr(GPtrArray) variants = NULL;

  if (spelling == NULL)
    return FALSE;
  variants = autosell_spelling_get_variants (spelling);
  g_string_append_printf (self->sql, "%s IN (", autosell_field_get_info (field)->name);
  for (guint i = 0; i < variants->len; i++)
    {
      g_string_append (self->sql, i > 0 ? ", ?" : "?");
      add_text (self, g_ptr_array_index (variants, i));
    }
  g_string_append_c (self->sql, ')');
  return TRUE;
}

static void
build_unreadable (Builder *self)
{
  gboolean first = TRUE;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_field_has_raw (field))
      {
        g_string_append_printf (self->sql, "%s%s_raw IS NOT NULL", first ? "" : " OR ",
                                autosell_field_get_info (field)->name);
        first = FALSE;
      }
}

static void
build_placeholder (Builder *self)
{
  gboolean first = TRUE;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_TEXT)
      {
        g_string_append_printf (self->sql, "%s(\"%s\" IS NOT NULL AND autosell_is_placeholder(\"%s\", %d))",
                                first ? "" : " OR ", autosell_field_get_info (field)->name,
                                autosell_field_get_info (field)->name, field);
        first = FALSE;
      }
}

#define TWIN_OF(column) \
  column " IN (SELECT " column " FROM vehicle WHERE " column " IS NOT NULL AND deleted_at IS NULL " \
         "GROUP BY " column " HAVING count(*) > 1)"

static gboolean
build_problem (Builder *self, AutosellProblemKind kind, GError **error)
{
  int year = atoi (self->today_iso);

  switch (kind)
    {
    case AUTOSELL_PROBLEM_NO_PRICE:
      g_string_append (self->sql, "price IS NULL AND price_raw IS NULL AND status IS NOT 'sold'");
      return TRUE;
    case AUTOSELL_PROBLEM_NO_STATUS:
      g_string_append (self->sql, "status IS NULL AND status_raw IS NULL");
      return TRUE;
    case AUTOSELL_PROBLEM_UNREADABLE:
      build_unreadable (self);
      return TRUE;
    case AUTOSELL_PROBLEM_KM_IMPOSSIBLE:
      g_string_append_printf (self->sql, "year BETWEEN 1900 AND %d AND km > %d * (%d - min(year, %d) + 1)", year + 1,
                              AUTOSELL_KM_PER_YEAR_MAX, year, year);
      return TRUE;
    case AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE:
      g_string_append_printf (self->sql, "year NOT BETWEEN 1900 AND %d", year + 1);
      return TRUE;
    case AUTOSELL_PROBLEM_TWIN:
      g_string_append (self->sql, TWIN_OF ("niv_key") " OR " TWIN_OF ("plates_key") " OR " TWIN_OF ("twin_key"));
      return TRUE;
    case AUTOSELL_PROBLEM_BRAND_SPELLING:
      return build_spelling (self, AUTOSELL_FIELD_BRAND, error);
    case AUTOSELL_PROBLEM_COLOUR_SPELLING:
      return build_spelling (self, AUTOSELL_FIELD_COLOUR, error);
    case AUTOSELL_PROBLEM_PLACEHOLDER:
      build_placeholder (self);
      return TRUE;
    case AUTOSELL_PROBLEM_NIV:
      g_string_append (self->sql, "niv IS NOT NULL AND autosell_niv_doubtful(niv, year)");
      return TRUE;
    case AUTOSELL_N_PROBLEMS:
    default:
      g_string_append (self->sql, "0");
      return TRUE;
    }
}

/* A car in the bin has none: nobody has to repair what was thrown away. */
static gboolean
build_problems (Builder *self, guint mask, GError **error)
{
  gboolean first = TRUE;

  g_string_append (self->sql, "deleted_at IS NULL AND (");
  for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    {
      if (!(mask & (1u << kind)))
        continue;
      g_string_append (self->sql, first ? "(" : " OR (");
      first = FALSE;
      if (!build_problem (self, kind, error))
        return FALSE;
      g_string_append_c (self->sql, ')');
    }
  g_string_append (self->sql, first ? "0)" : ")");
  return TRUE;
}

/* One value, however many there are: SQLite has no more than some thousands of question marks. */
static void
build_keys (Builder *self, const AutosellTerm *term)
{
  g_autoptr(GString) list = g_string_new ("[");

  for (guint i = 0; i < term->keys->len; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (term->keys, gint64, i));
  g_string_append_c (list, ']');
  g_string_append (self->sql, "pk IN (SELECT value FROM json_each(?))");
  add_text (self, list->str);
}

/* Takes what is asked of `post.state`; the outer row is a car. */
#define WITH_POST(condition) "pk IN (SELECT vehicle_pk FROM post WHERE vehicle_pk IS NOT NULL AND " condition ")"

static const char *
get_posted_sql (guint bit)
{
  switch (bit)
    {
    case 1u << AUTOSELL_POSTED_NEVER:
      return "NOT " WITH_POST ("out_at > 0");
    case 1u << AUTOSELL_POSTED_QUEUED:
      return WITH_POST (AUTOSELL_POST_QUEUED_SQL);
    case 1u << AUTOSELL_POSTED_OUT:
      return WITH_POST (AUTOSELL_POST_OUT_SQL);
    case 1u << AUTOSELL_POSTED_FAILED:
      return AUTOSELL_CAR_FAILED_SQL;
    case 1u << AUTOSELL_POSTED_REMOVED:
      return WITH_POST ("out_at > 0") " AND NOT " WITH_POST (AUTOSELL_POST_OUT_SQL);
    default:
      return "NOT " WITH_POST (AUTOSELL_POST_OUT_SQL);
    }
}

static void
build_posted (Builder *self, const AutosellTerm *term)
{
  const char * or = "";

  for (guint bit = 1; bit <= AUTOSELL_POSTED_NOT_OUT; bit <<= 1)
    if (term->posted_mask & bit)
      {
        g_string_append_printf (self->sql, "%s(%s)", or, get_posted_sql (bit));
        or = " OR ";
      }
  if (term->ranges->len > 0)
    {
      g_autofree char *days =
        g_strdup_printf ("(SELECT CAST(julianday('%s') - julianday(date(nullif(max(out_at), 0), 'unixepoch', "
                         "'localtime')) AS INTEGER) FROM post WHERE vehicle_pk = vehicle.pk)",
                         self->today_iso);

      g_string_append (self->sql, or);
      build_ranges (self, term, days);
      or = " OR ";
    }
  for (guint i = 0; i < term->texts->len; i++)
    {
      g_string_append_printf (
        self->sql,
        "%spk IN (SELECT vehicle_pk FROM post JOIN page ON page.id = page_id WHERE " AUTOSELL_POST_OUT_SQL
        " AND autosell_has_word(autosell_fold(page.name), ?))",
        or);
      add_text (self, term->texts->pdata[i]);
      or = " OR ";
    }
}

/* As autosell_listing_get_stage() says. */
static void
build_listing (Builder *self, guint mask)
{
  const char * or = "";

  g_string_append (self->sql, "ifnull((SELECT CASE WHEN removed_on IS NOT NULL THEN ");
  g_string_append_printf (self->sql,
                          "%d WHEN posted_on IS NULL THEN %d WHEN status IS 'sold' OR deleted_at IS NOT NULL THEN %d ",
                          AUTOSELL_LISTING_REMOVED, AUTOSELL_LISTING_NONE, AUTOSELL_LISTING_TAKE_DOWN);
  g_string_append_printf (self->sql,
                          "WHEN " AUTOSELL_RENEW_DAYS_SQL " > 0 AND julianday('%s') - julianday(max(posted_on, "
                          "ifnull(renewed_on, ''))) >= " AUTOSELL_RENEW_DAYS_SQL
                          " THEN %d ELSE %d END FROM marketplace "
                          "WHERE vehicle_pk = vehicle.pk), %d) IN (",
                          self->today_iso, AUTOSELL_LISTING_RENEW, AUTOSELL_LISTING_UP, AUTOSELL_LISTING_NONE);
  for (guint stage = 0; stage < AUTOSELL_N_LISTING_STAGES; stage++)
    if (mask & (1u << stage))
      {
        g_string_append_printf (self->sql, "%s%u", or, stage);
        or = ", ";
      }
  g_string_append_c (self->sql, ')');
}

static gboolean
build_term (Builder *self, const AutosellTerm *term, GError **error)
{
  g_autofree char *column = NULL;

  switch (term->kind)
    {
    case AUTOSELL_TERM_WORDS:
      build_words (self, term);
      return TRUE;
    case AUTOSELL_TERM_TEXT:
      build_text (self, term);
      return TRUE;
    case AUTOSELL_TERM_RANGE:
    case AUTOSELL_TERM_DATE:
      column = column_of (term->field);
      build_ranges (self, term, column);
      return TRUE;
    case AUTOSELL_TERM_CHOICE:
      build_choice (self, term);
      return TRUE;
    case AUTOSELL_TERM_DAYS:
      build_days (self, term);
      return TRUE;
    case AUTOSELL_TERM_BLANK:
      column = column_of (term->field);
      g_string_append_printf (self->sql, "%s IS NULL", column);
      return TRUE;
    case AUTOSELL_TERM_PROBLEM:
      return build_problems (self, term->problem_mask, error);
    case AUTOSELL_TERM_PHOTOS:
      build_ranges (self, term, "n_photos");
      return TRUE;
    case AUTOSELL_TERM_READY:
      g_string_append_printf (self->sql,
                              "status IS NOT 'sold' AND deleted_at IS NULL AND %s (unready = 0 AND n_photos >= %s)",
                              term->is_exact ? "" : "NOT", AUTOSELL_WANTED_SQL);
      return TRUE;
    case AUTOSELL_TERM_POSTED:
      build_posted (self, term);
      return TRUE;
    case AUTOSELL_TERM_LISTING:
      build_listing (self, term->listing_mask);
      return TRUE;
    case AUTOSELL_TERM_KEYS:
      build_keys (self, term);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
build_where (Builder *self, AutosellQuery *query, GError **error)
{
  g_autofree char *match = match_expression (query);

  g_string_append_printf (self->sql, " WHERE deleted_at IS %sNULL", autosell_query_is_deleted (query) ? "NOT " : "");
  if (match != NULL)
    {
      g_string_append (self->sql, " AND pk IN (SELECT rowid FROM vehicle_fts WHERE vehicle_fts MATCH ?)");
      add_text (self, match);
    }
  for (guint i = 0; i < autosell_query_get_n_terms (query); i++)
    {
      const AutosellTerm *term = autosell_query_get_term (query, i);

      if (is_asked_word (term))
        continue;
      /* Unknown is not a match, and so is a match of the opposite */
      g_string_append (self->sql, term->is_negated ? " AND NOT ifnull((" : " AND (");
      if (!build_term (self, term, error))
        return FALSE;
      g_string_append (self->sql, term->is_negated ? "), 0)" : ")");
    }
  return TRUE;
}

static gboolean
has_words_alone (AutosellQuery *query)
{
  for (guint i = 0; i < autosell_query_get_n_terms (query); i++)
    if (!is_asked_word (autosell_query_get_term (query, i)))
      return FALSE;
  return autosell_query_get_n_terms (query) > 0;
}

static void
bind_values (sqlite3_stmt *stmt, GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      GVariant *value = g_ptr_array_index (values, i);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        sqlite3_bind_int64 (stmt, (int) i + 1, g_variant_get_int64 (value));
      else
        sqlite3_bind_text (stmt, (int) i + 1, g_variant_get_string (value, NULL), -1, SQLITE_TRANSIENT);
    }
}

static sqlite3_stmt *
builder_prepare (Builder *self, GError **error)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (self->connection->db, self->sql->str, -1, &stmt, NULL) != SQLITE_OK)
    {
      autosell_sql_set_error (self->connection->db, error);
      return NULL;
    }
  bind_values (stmt, self->values);
  return stmt;
}

sqlite3_stmt *
autosell_query_sql_prepare (AutosellConnection *connection, AutosellQuery *query, const char *select,
                            const char *suffix, const char *today_iso, GError **error)
{
  g_autoptr(GString) sql = g_string_new (select);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  Builder builder = { connection, sql, values, today_iso };

  g_return_val_if_fail (autosell_date_is_valid (today_iso), NULL);

  if (!build_where (&builder, query, error))
    return NULL;
  g_string_append (sql, suffix);
  return builder_prepare (&builder, error);
}

sqlite3_stmt *
autosell_query_sql_prepare_problems (AutosellConnection *connection, const char *today_iso, GError **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT 0");
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  Builder builder = { connection, sql, values, today_iso };

  g_return_val_if_fail (autosell_date_is_valid (today_iso), NULL);

  for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    {
      g_string_append (sql, " | CASE WHEN ");
      if (!build_problem (&builder, kind, error))
        return NULL;
      g_string_append_printf (sql, " THEN %u ELSE 0 END", 1u << kind);
    }
  g_string_append (sql, " FROM vehicle WHERE deleted_at IS NULL");
  return builder_prepare (&builder, error);
}

sqlite3_stmt *
autosell_query_sql_prepare_keys (AutosellConnection *connection, AutosellQuery *query, const char *today_iso,
                                 GError **error)
{
  g_autofree char *match = match_expression (query);
  sqlite3_stmt *stmt = NULL;

  if (!has_words_alone (query))
    return autosell_query_sql_prepare (connection, query, "SELECT pk FROM vehicle", "", today_iso, error);

  /* Typing is words: the index alone answers, without a look at the rows */
  if (sqlite3_prepare_v2 (connection->db, "SELECT rowid FROM vehicle_fts WHERE vehicle_fts MATCH ?", -1, &stmt, NULL)
      != SQLITE_OK)
    {
      autosell_sql_set_error (connection->db, error);
      return NULL;
    }
  sqlite3_bind_text (stmt, 1, match, -1, SQLITE_TRANSIENT);
  return stmt;
}

static char *
sort_expression (AutosellField field)
{
  switch (field)
    {
    case AUTOSELL_FIELD_STOCK_NUMBER:
      return g_strdup ("stock_number_key");
    case AUTOSELL_FIELD_GROUP:
      return g_strdup ("group_key");
    case AUTOSELL_FIELD_STATUS:
      return g_strdup ("CASE status WHEN 'available' THEN 1 WHEN 'photos' THEN 2 WHEN 'away' THEN 3 "
                       "WHEN 'reserved' THEN 4 WHEN 'sold' THEN 5 END");
    default:
      break;
    }
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
      return folded_column_of (field, FALSE);
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
    case AUTOSELL_KIND_DATE:
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
    default:
      return column_of (field);
    }
}

/* As autosell_readiness_get() counts. */
static char *
readiness_expression (void)
{
  return g_strdup_printf ("CASE WHEN status IS 'sold' OR deleted_at IS NOT NULL THEN NULL ELSE "
                          "%d * ((unready & %u) = 0) + %d * ((unready & %u) = 0) + %d * ((unready & %u) = 0) + "
                          "%d * ((unready & %u) = 0) + %d * ((unready & %u) = 0) + %d * min(n_photos, %s) / %s END",
                          AUTOSELL_READINESS_PRICE, 1u << AUTOSELL_LACK_PRICE, AUTOSELL_READINESS_KM,
                          1u << AUTOSELL_LACK_KM, AUTOSELL_READINESS_STATUS, 1u << AUTOSELL_LACK_STATUS,
                          AUTOSELL_READINESS_DESCRIPTION, 1u << AUTOSELL_LACK_DESCRIPTION, AUTOSELL_READINESS_COVER,
                          1u << AUTOSELL_LACK_COVER, AUTOSELL_READINESS_PHOTOS, AUTOSELL_WANTED_SQL,
                          AUTOSELL_WANTED_SQL);
}

char *
autosell_sort_sql (const AutosellSort *sort)
{
  const char *direction = sort->is_descending ? " DESC" : "";
  g_autofree char *expression = NULL;

  if (sort->by_id_order)
    return g_strdup_printf (" ORDER BY pk%s", direction);
  if (sort->by_days)
    {
      char today[AUTOSELL_DATE_SIZE];

      autosell_date_today (today);
      expression = g_strdup_printf ("autosell_days(entry_date, status, sold_on, '%s')", today);
    }
  else if (sort->by_photos)
    expression = g_strdup ("n_photos");
  else if (sort->by_readiness)
    expression = readiness_expression ();
  else if (sort->by_posted)
    expression = g_strdup ("(SELECT nullif(max(out_at), 0) FROM post WHERE vehicle_pk = vehicle.pk)");
  else
    expression = sort_expression (sort->field);
  return g_strdup_printf (" ORDER BY %s%s NULLS LAST, pk%s", expression, direction, direction);
}
