/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-listing-notes.h"

#include "autosell-parse.h"

#include <string.h>

/* The year 9999: notes are in people's reach, and times are added to. */
#define MAX_SAID_S G_GINT64_CONSTANT (253402300799)

/* What was taken back; a blank at the end of a line could get lost. */
#define NOTHING "-"

static const char *const names[AUTOSELL_N_LISTING_PARTS] = { "posted", "renewed", "removed", "link" };

AutosellListingSaid *
autosell_listing_said_new (void)
{
  return g_new0 (AutosellListingSaid, 1);
}

void
autosell_listing_said_free (AutosellListingSaid *self)
{
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    g_free (self->values[part]);
  g_free (self);
}

gboolean
autosell_listing_said_equal (const AutosellListingSaid *a, const AutosellListingSaid *b)
{
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    if (a->said_s[part] != b->said_s[part] || g_strcmp0 (a->values[part], b->values[part]) != 0)
      return FALSE;
  return TRUE;
}

gboolean
autosell_listing_said_is_empty (const AutosellListingSaid *self)
{
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    if (self->said_s[part] != 0)
      return FALSE;
  return TRUE;
}

/* Of two that were said in one second somebody has to be the later one, and the same for all. */
static gboolean
is_later (gint64 said_s, const char *value, gint64 other_s, const char *other)
{
  return said_s != other_s ? said_s > other_s : g_strcmp0 (value, other) > 0;
}

static void
say (AutosellListingSaid *self, int part, const char *value, gint64 said_s)
{
  char *copy = g_strdup (value);

  g_free (self->values[part]);
  self->values[part] = copy;
  self->said_s[part] = said_s;
}

static void
take (AutosellListingSaid *self, int part, const char *value, gint64 said_s)
{
  if (said_s != 0 && is_later (said_s, value, self->said_s[part], self->values[part]))
    say (self, part, value, said_s);
}

void
autosell_listing_said_add (AutosellListingSaid *self, const AutosellListingSaid *other)
{
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    take (self, part, other->values[part], other->said_s[part]);
}

/* ---- The merge ---- */

/* "" for none */
static const char *
get_part (const AutosellListing *listing, int part)
{
  switch (part)
    {
    case AUTOSELL_LISTING_POSTED:
      return listing->posted_on;
    case AUTOSELL_LISTING_RENEWED:
      return listing->renewed_on;
    case AUTOSELL_LISTING_TAKEN_DOWN:
      return listing->removed_on;
    case AUTOSELL_LISTING_LINK:
    default:
      return listing->link != NULL ? listing->link : "";
    }
}

static void
set_part (AutosellListing *listing, int part, const char *value)
{
  char *days[] = { listing->posted_on, listing->renewed_on, listing->removed_on };

  if (part < AUTOSELL_LISTING_LINK)
    {
      g_strlcpy (days[part], value, AUTOSELL_DATE_SIZE);
      return;
    }
  g_free (listing->link);
  listing->link = *value != '\0' ? g_strdup (value) : NULL;
}

AutosellListingSaid *
autosell_listing_said_merge (AutosellListingSaid *base, const AutosellListingSaid *remote, AutosellListing *listing,
                             gint64 local_s)
{
  g_autoptr(AutosellListingSaid) tell = autosell_listing_said_new ();

  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    {
      const char *known = base->values[part] != NULL ? base->values[part] : "";
      const char *local = get_part (listing, part);
      gboolean is_news = is_later (remote->said_s[part], remote->values[part], base->said_s[part], base->values[part]);
      gboolean is_own = strcmp (local, known) != 0 && !(is_news && strcmp (local, remote->values[part]) == 0);

      if (is_own && (!is_news || local_s >= remote->said_s[part]))
        /* After all that was read, whatever the clock says */
        say (tell, part, local, MAX (local_s, MAX (remote->said_s[part], base->said_s[part]) + 1));
      else if (is_news)
        set_part (listing, part, remote->values[part]);
      /* Somebody took the note away: it is known here, and is said again as it was */
      else if (base->said_s[part] != 0 && remote->said_s[part] < base->said_s[part])
        say (tell, part, base->values[part], base->said_s[part]);
      take (base, part, remote->values[part], remote->said_s[part]);
    }
  return !autosell_listing_said_is_empty (tell) ? g_steal_pointer (&tell) : NULL;
}

/* ---- Text ---- */

void
autosell_listing_said_write (const AutosellListingSaid *self, const char *row_id, GString *text)
{
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    if (self->said_s[part] != 0)
      g_string_append_printf (text, "%s%s%s %" G_GINT64_FORMAT " %s\n", row_id != NULL ? row_id : "",
                              row_id != NULL ? " " : "", names[part], self->said_s[part],
                              *self->values[part] != '\0' ? self->values[part] : NOTHING);
}

char *
autosell_listing_said_to_text (const AutosellListingSaid *self)
{
  GString *text = g_string_new (NULL);

  autosell_listing_said_write (self, NULL, text);
  return g_string_free (text, FALSE);
}

/* As a person could have said it. Returns: (transfer full) (nullable): NULL where nobody could */
static char *
dup_valid (int part, const char *value)
{
  if (g_str_equal (value, NOTHING))
    return g_strdup ("");
  if (part < AUTOSELL_LISTING_LINK && autosell_date_is_valid (value))
    return g_strdup (value);
  return part == AUTOSELL_LISTING_LINK ? autosell_listing_check_link (value, NULL) : NULL;
}

/* @line: "posted 1790000000 2026-11-22" */
static void
read_line (AutosellListingSaid *self, const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 3);
  guint64 said_s;

  if (g_strv_length (words) < 3 || !g_ascii_string_to_unsigned (words[1], 10, 1, MAX_SAID_S, &said_s, NULL))
    return;
  for (int part = 0; part < AUTOSELL_N_LISTING_PARTS; part++)
    if (g_str_equal (words[0], names[part]))
      {
        g_autofree char *value = dup_valid (part, words[2]);

        if (value != NULL)
          take (self, part, value, (gint64) said_s);
      }
}

AutosellListingSaid *
autosell_listing_said_from_text (const char *text)
{
  AutosellListingSaid *self = autosell_listing_said_new ();
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, lines[i]);
  return self;
}

/* ---- Notes ---- */

static void
read_note (GHashTable *said, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest = strchr (lines[i], ' ');
      AutosellListingSaid *of_row;

      if (rest == NULL)
        continue;
      *rest++ = '\0';
      if (!g_uuid_string_is_valid (lines[i]))
        continue;
      of_row = g_hash_table_lookup (said, lines[i]);
      if (of_row == NULL)
        {
          of_row = autosell_listing_said_new ();
          g_hash_table_insert (said, g_strdup (lines[i]), of_row);
        }
      read_line (of_row, rest);
    }
}

GHashTable *
autosell_listing_notes_read (GPtrArray *texts)
{
  GHashTable *said =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) autosell_listing_said_free);

  for (guint i = 0; i < texts->len; i++)
    if (g_str_has_prefix (texts->pdata[i], AUTOSELL_LISTING_NOTE_MARK))
      read_note (said, (const char *) texts->pdata[i] + strlen (AUTOSELL_LISTING_NOTE_MARK));
  return said;
}

void
autosell_listing_notes_add (GPtrArray *notes, const char *row_id, const AutosellListingSaid *said)
{
  GString *note = notes->len > 0 ? notes->pdata[notes->len - 1] : NULL;

  if (note == NULL || note->len > AUTOSELL_LISTING_NOTE_BYTES)
    {
      note = g_string_new (AUTOSELL_LISTING_NOTE_MARK);
      g_ptr_array_add (notes, note);
    }
  autosell_listing_said_write (said, row_id, note);
}
