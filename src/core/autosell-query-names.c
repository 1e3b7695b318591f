/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-private.h"

#include <string.h>

#include "autosell-distance.h"
#include "autosell-text.h"

static const struct
{
  const char *name; /* as of autosell_text_fold_compact() */
  AutosellSpecial special;
} specials[] = {
  { "days", AUTOSELL_SPECIAL_DAYS },
  { "dias", AUTOSELL_SPECIAL_DAYS },
  { "daysinstock", AUTOSELL_SPECIAL_DAYS },
  { "diasenlote", AUTOSELL_SPECIAL_DAYS },
  { "diasenpiso", AUTOSELL_SPECIAL_DAYS },
  { "antiguedad", AUTOSELL_SPECIAL_DAYS },
  { "no", AUTOSELL_SPECIAL_WITHOUT },
  { "sin", AUTOSELL_SPECIAL_WITHOUT },
  { "without", AUTOSELL_SPECIAL_WITHOUT },
  { "has", AUTOSELL_SPECIAL_WITH },
  { "con", AUTOSELL_SPECIAL_WITH },
  { "with", AUTOSELL_SPECIAL_WITH },
  { "problem", AUTOSELL_SPECIAL_PROBLEM },
  { "problems", AUTOSELL_SPECIAL_PROBLEM },
  { "problema", AUTOSELL_SPECIAL_PROBLEM },
  { "problemas", AUTOSELL_SPECIAL_PROBLEM },
  { "is", AUTOSELL_SPECIAL_IS },
  { "in", AUTOSELL_SPECIAL_IS },
  { "es", AUTOSELL_SPECIAL_IS },
  { "en", AUTOSELL_SPECIAL_IS },
  { "esta", AUTOSELL_SPECIAL_IS },
  { "photos", AUTOSELL_SPECIAL_PHOTOS },
  { "photo", AUTOSELL_SPECIAL_PHOTOS },
  { "fotos", AUTOSELL_SPECIAL_PHOTOS },
  { "foto", AUTOSELL_SPECIAL_PHOTOS },
  { "ready", AUTOSELL_SPECIAL_READY },
  { "readiness", AUTOSELL_SPECIAL_READY },
  { "listo", AUTOSELL_SPECIAL_READY },
  { "lista", AUTOSELL_SPECIAL_READY },
  { "listos", AUTOSELL_SPECIAL_READY },
  { "posted", AUTOSELL_SPECIAL_POSTED },
  { "published", AUTOSELL_SPECIAL_POSTED },
  { "publicado", AUTOSELL_SPECIAL_POSTED },
  { "publicada", AUTOSELL_SPECIAL_POSTED },
  { "publicados", AUTOSELL_SPECIAL_POSTED },
  { "publicadas", AUTOSELL_SPECIAL_POSTED },
  { "marketplace", AUTOSELL_SPECIAL_MARKETPLACE },
};

static void
consider_name (const char *candidate, const char *typed, guint *best, char **suggestion)
{
  g_autofree char *compact = autosell_text_fold_compact (candidate);
  guint distance = autosell_text_distance (typed, compact, *best);

  if (distance >= *best)
    return;
  *best = distance;
  g_free (*suggestion);
  *suggestion = g_strdelimit (autosell_text_fold (candidate), " ", '_');
}

char *
autosell_query_suggest_name (const char *name)
{
  g_autofree char *typed = autosell_text_fold_compact (name);
  guint best = strlen (typed) <= 4 ? 2 : 3; /* one slip in a short name, two in a long one */
  char *suggestion = NULL;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellFieldInfo *info = autosell_field_get_info (field);
      g_auto(GStrv) aliases = g_strsplit (info->aliases != NULL ? info->aliases : "", "|", -1);

      consider_name (info->name, typed, &best, &suggestion);
      consider_name (autosell_field_get_label (field), typed, &best, &suggestion);
      for (char **alias = aliases; *alias != NULL; alias++)
        consider_name (*alias, typed, &best, &suggestion);
    }
  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    if (strlen (specials[i].name) > 3)
      consider_name (specials[i].name, typed, &best, &suggestion);
  return suggestion;
}

AutosellSpecial
autosell_query_find_special (const char *name)
{
  g_autofree char *compact = autosell_text_fold_compact (name);

  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    if (g_str_equal (compact, specials[i].name))
      return specials[i].special;
  return AUTOSELL_SPECIAL_NONE;
}
