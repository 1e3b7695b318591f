/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sql-functions.h"

#include <glib.h>

#include "autosell-problem.h"
#include "autosell-text.h"
#include "autosell-vehicle.h"

static const char *
text_argument (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

static void
fold_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *text = text_argument (args[0]);

  if (text != NULL)
    sqlite3_result_text (context, autosell_text_fold (text), -1, g_free);
}

static void
colour_key_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *text = text_argument (args[0]);

  if (text != NULL)
    sqlite3_result_text (context, autosell_text_colour_key (text), -1, g_free);
}

static void
has_word_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *value = text_argument (args[0]);
  const char *word = text_argument (args[1]);

  if (value != NULL && word != NULL)
    sqlite3_result_int (context, autosell_text_has_word_prefix (value, word));
}

static void
niv_doubtful_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *niv = text_argument (args[0]);

  if (niv != NULL) /* an unknown year is 0 */
    sqlite3_result_int (context, autosell_problem_is_niv_doubtful (niv, sqlite3_value_int64 (args[1])));
}

static void
is_placeholder_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  const char *text = text_argument (args[0]);

  if (text != NULL)
    sqlite3_result_int (context, autosell_problem_is_placeholder (sqlite3_value_int (args[1]), text));
}

static void
days_function (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  int days = autosell_days_in_stock (text_argument (args[0]), autosell_status_from_nick (text_argument (args[1])),
                                     text_argument (args[2]), text_argument (args[3]));

  if (days >= 0)
    sqlite3_result_int (context, days);
}

void
autosell_sql_functions_register (sqlite3 *db)
{
  static const struct
  {
    const char *name;
    int n_args;
    void (*function) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "autosell_fold", 1, fold_function },
    { "autosell_colour_key", 1, colour_key_function },
    { "autosell_has_word", 2, has_word_function },
    { "autosell_niv_doubtful", 2, niv_doubtful_function },
    { "autosell_is_placeholder", 2, is_placeholder_function },
    { "autosell_days", 4, days_function },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    sqlite3_create_function_v2 (db, functions[i].name, functions[i].n_args,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, functions[i].function,
                                NULL, NULL, NULL);
}
