/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace.h"

#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (autosell - listing - error - quark, autosell_listing_error)

#define MAX_LINK_BYTES 1024

void
autosell_listing_clear (AutosellListing *self)
{
  g_free (self->link);
  *self = (AutosellListing) AUTOSELL_LISTING_INIT;
}

void
autosell_listing_copy (AutosellListing *to, const AutosellListing *from)
{
  AutosellListing copy = *from;

  copy.link = g_strdup (from->link);
  autosell_listing_clear (to);
  *to = copy;
}

gboolean
autosell_listing_equal (const AutosellListing *a, const AutosellListing *b)
{
  return strcmp (a->posted_on, b->posted_on) == 0 && strcmp (a->renewed_on, b->renewed_on) == 0
         && strcmp (a->removed_on, b->removed_on) == 0 && g_strcmp0 (a->link, b->link) == 0;
}

/* ---- Stages ---- */

AutosellListingStage
autosell_listing_get_stage (const AutosellListing *self, gboolean is_sold, const char *today_iso, int renew_days)
{
  const char *since = strcmp (self->renewed_on, self->posted_on) > 0 ? self->renewed_on : self->posted_on;

  if (self->removed_on[0] != '\0')
    return AUTOSELL_LISTING_REMOVED;
  if (self->posted_on[0] == '\0')
    return AUTOSELL_LISTING_NONE;
  if (is_sold)
    return AUTOSELL_LISTING_TAKE_DOWN;
  return renew_days > 0 && autosell_date_days_between (since, today_iso) >= renew_days ? AUTOSELL_LISTING_RENEW
                                                                                       : AUTOSELL_LISTING_UP;
}

const char *
autosell_listing_stage_to_nick (AutosellListingStage stage)
{
  static const char *const nicks[AUTOSELL_N_LISTING_STAGES] = { "none", "up", "renew", "take_down", "removed" };

  g_return_val_if_fail (stage < AUTOSELL_N_LISTING_STAGES, "none");

  return nicks[stage];
}

const char *
autosell_listing_stage_to_label (AutosellListingStage stage)
{
  switch (stage)
    {
    case AUTOSELL_LISTING_UP:
      return C_ ("Marketplace", "Listed");
    case AUTOSELL_LISTING_RENEW:
      return C_ ("Marketplace", "To renew");
    case AUTOSELL_LISTING_TAKE_DOWN:
      return C_ ("Marketplace", "To take down");
    case AUTOSELL_LISTING_REMOVED:
      return C_ ("Marketplace", "Taken down");
    case AUTOSELL_LISTING_NONE:
    case AUTOSELL_N_LISTING_STAGES:
    default:
      return C_ ("Marketplace", "Not listed");
    }
}

void
autosell_listing_post (AutosellListing *self, const char *day_iso)
{
  g_strlcpy (self->posted_on, day_iso, sizeof self->posted_on);
  self->renewed_on[0] = self->removed_on[0] = '\0';
}

void
autosell_listing_renew (AutosellListing *self, const char *day_iso)
{
  if (self->posted_on[0] == '\0' || self->removed_on[0] != '\0')
    autosell_listing_post (self, day_iso);
  else
    g_strlcpy (self->renewed_on, day_iso, sizeof self->renewed_on);
}

void
autosell_listing_remove (AutosellListing *self, const char *day_iso)
{
  g_strlcpy (self->removed_on, day_iso, sizeof self->removed_on);
}

/* ---- Text ---- */

static void
append_line (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", name, value);
}

char *
autosell_listing_to_text (const AutosellListing *self)
{
  GString *text = g_string_new (NULL);

  append_line (text, "posted", self->posted_on);
  append_line (text, "renewed", self->renewed_on);
  append_line (text, "removed", self->removed_on);
  append_line (text, "link", self->link);
  return g_string_free (text, FALSE);
}

static void
take_day (char day[AUTOSELL_DATE_SIZE], const char *text)
{
  if (autosell_date_is_valid (text))
    g_strlcpy (day, text, AUTOSELL_DATE_SIZE);
}

void
autosell_listing_from_text (AutosellListing *self, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  autosell_listing_clear (self);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], ' ');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (g_str_equal (lines[i], "posted"))
        take_day (self->posted_on, value);
      else if (g_str_equal (lines[i], "renewed"))
        take_day (self->renewed_on, value);
      else if (g_str_equal (lines[i], "removed"))
        take_day (self->removed_on, value);
      else if (g_str_equal (lines[i], "link") && self->link == NULL)
        self->link = autosell_listing_check_link (value, NULL);
    }
}

/* @format: with one %s, for the day; @gone: where it was taken back */
static void
append_day (GPtrArray *clauses, const char *before, const char *after, const char *format, const char *gone)
{
  g_autofree char *day = autosell_format_date (after);

  if (strcmp (before, after) == 0)
    return;
  if (*after == '\0')
    {
      g_ptr_array_add (clauses, g_strdup (gone));
      return;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_ptr_array_add (clauses, g_strdup_printf (format, day));
#pragma GCC diagnostic pop
}

char *
autosell_listing_dup_change (const char *before, const char *after)
{
  g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  AutosellListing old = AUTOSELL_LISTING_INIT, new = AUTOSELL_LISTING_INIT;

  autosell_listing_from_text (&old, before);
  autosell_listing_from_text (&new, after);
  append_day (clauses, old.posted_on, new.posted_on, _("listed on Marketplace on %s"), _("not listed on Marketplace"));
  if (new.renewed_on[0] != '\0')
    append_day (clauses, old.renewed_on, new.renewed_on, _("renewed on Marketplace on %s"), NULL);
  else if (strcmp (old.posted_on, new.posted_on) == 0)
    append_day (clauses, old.renewed_on, new.renewed_on, NULL, _("not renewed on Marketplace"));
  if (new.removed_on[0] != '\0' || strcmp (old.posted_on, new.posted_on) == 0)
    append_day (clauses, old.removed_on, new.removed_on, _("taken down from Marketplace on %s"),
                _("not taken down from Marketplace"));
  if (g_strcmp0 (old.link, new.link) != 0)
    g_ptr_array_add (clauses, g_strdup (new.link != NULL ? _("address of the Marketplace listing")
                                                         : _("no address of the Marketplace listing")));
  g_ptr_array_add (clauses, NULL);
  autosell_listing_clear (&old);
  autosell_listing_clear (&new);
  return g_strjoinv (", ", (char **) clauses->pdata);
}

/* ---- The address ---- */

static gboolean
is_facebook (const char *host)
{
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;

  return lower != NULL && (g_str_equal (lower, "facebook.com") || g_str_has_suffix (lower, ".facebook.com"));
}

/* "www.facebook.com/…", as people copy it from a bar that hides the beginning. */
static char *
dup_with_scheme (const char *text)
{
  g_autofree char *trimmed = autosell_text_trim (text);

  if (trimmed == NULL || strstr (trimmed, "://") != NULL)
    return g_steal_pointer (&trimmed);
  return g_strconcat ("https://", trimmed, NULL);
}

static gboolean
has_only_plain_signs (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x7f || strchr ("\"<>\\^`{|}", *p) != NULL)
      return FALSE;
  return TRUE;
}

char *
autosell_listing_check_link (const char *text, GError **error)
{
  g_autofree char *address = dup_with_scheme (text);
  g_autoptr(GUri) uri = NULL;
  const char *path;

  if (address != NULL && strlen (address) <= MAX_LINK_BYTES && has_only_plain_signs (address))
    uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || !is_facebook (g_uri_get_host (uri))
      || g_uri_get_userinfo (uri) != NULL || (g_uri_get_port (uri) != -1 && g_uri_get_port (uri) != 443))
    {
      g_set_error_literal (error, AUTOSELL_LISTING_ERROR, AUTOSELL_LISTING_ERROR_LINK,
                           _("This is no address of Facebook: it begins with https://www.facebook.com/."));
      return NULL;
    }
  path = g_uri_get_path (uri);
  if (strlen (path) <= 1)
    {
      g_set_error_literal (
        error, AUTOSELL_LISTING_ERROR, AUTOSELL_LISTING_ERROR_LINK,
        _("This is Facebook’s first page and not the listing: open the listing and copy its address."));
      return NULL;
    }
  /* Behind an item's number comes only whence somebody came */
  if (g_str_has_prefix (path, "/marketplace/item/"))
    return g_uri_join (G_URI_FLAGS_ENCODED, "https", NULL, g_uri_get_host (uri), -1, path, NULL, NULL);
  return g_uri_join (G_URI_FLAGS_ENCODED, "https", NULL, g_uri_get_host (uri), -1, path, g_uri_get_query (uri), NULL);
}
