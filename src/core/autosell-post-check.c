/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "autosell-format.h"
#include "autosell-post-template.h"

/* National numbers have ten digits, international ones up to fifteen. */
#define MIN_PHONE_DIGITS 10
#define MAX_PHONE_DIGITS 15

/* The digits of @text alone. Returns: (transfer full) */
static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  return g_string_free (digits, FALSE);
}

/* One run of digits with no more than a sign between any two: "55 1234-5678", "+52 (55) 1234 5678". Prices have commas,
 * and other numbers a word between them. @phone: (nullable): digits of one that counts however short it is */
static gboolean
has_phone (const char *text, const char *phone)
{
  g_autoptr(GString) run = g_string_new (NULL);

  for (;; text++)
    {
      if (g_ascii_isdigit (*text))
        g_string_append_c (run, *text);
      else if (*text == '\0' || strchr (" -.()", *text) == NULL)
        {
          if ((run->len >= MIN_PHONE_DIGITS && run->len <= MAX_PHONE_DIGITS)
              || (phone != NULL && strstr (run->str, phone) != NULL))
            return TRUE;
          g_string_truncate (run, 0);
        }
      if (*text == '\0')
        return FALSE;
    }
}

static gboolean
is_empty (const AutosellPostDraft *draft)
{
  g_autofree char *line = draft->reference != NULL ? autosell_post_dup_reference_line (draft->reference) : NULL;
  g_autofree char *text = g_strstrip (g_strdup (draft->text));

  return *text == '\0' || g_strcmp0 (text, line) == 0;
}

const char *
autosell_post_find_price (const char *text, const char *price)
{
  for (const char *at = strstr (text, price); at != NULL; at = strstr (at + 1, price))
    {
      const char *behind = at + strlen (price);

      if (!g_ascii_isdigit (*behind) && !((*behind == '.' || *behind == ',') && g_ascii_isdigit (behind[1])))
        return at;
    }
  return NULL;
}

guint
autosell_post_check (const AutosellPostDraft *draft)
{
  g_autofree char *phone = draft->phone != NULL ? dup_digits (draft->phone) : NULL;
  g_autofree char *price = draft->has_price ? autosell_format_money (draft->price_cents) : NULL;
  glong length;
  guint doubts = 0;

  g_return_val_if_fail (draft->text != NULL, 0);

  length = g_utf8_strlen (draft->text, -1);
  if (length > AUTOSELL_POST_MAX_LENGTH)
    doubts |= 1u << AUTOSELL_POST_DOUBT_TOO_LONG;
  else if (length > AUTOSELL_POST_LONG)
    doubts |= 1u << AUTOSELL_POST_DOUBT_LONG;
  if (draft->n_photos == 0)
    doubts |= 1u << AUTOSELL_POST_DOUBT_NO_PHOTOS;
  if (is_empty (draft))
    return doubts | 1u << AUTOSELL_POST_DOUBT_EMPTY;
  if (price != NULL && autosell_post_find_price (draft->text, price) == NULL)
    doubts |= 1u << AUTOSELL_POST_DOUBT_NO_PRICE;
  if (!has_phone (draft->text, phone != NULL && *phone != '\0' ? phone : NULL))
    doubts |= 1u << AUTOSELL_POST_DOUBT_NO_PHONE;
  return doubts;
}

const char *
autosell_post_doubt_to_sentence (AutosellPostDoubt doubt)
{
  switch (doubt)
    {
    case AUTOSELL_POST_DOUBT_EMPTY:
      return _("The post has no words.");
    case AUTOSELL_POST_DOUBT_LONG:
      return _("The post is very long: few people read more than the first lines.");
    case AUTOSELL_POST_DOUBT_TOO_LONG:
      return _("The post is longer than Facebook allows: shorten it.");
    case AUTOSELL_POST_DOUBT_NO_PRICE:
      return _("The words do not tell the car’s price.");
    case AUTOSELL_POST_DOUBT_NO_PHONE:
      return _("The words have no phone number to call.");
    case AUTOSELL_POST_DOUBT_NO_PHOTOS:
      return _("There are no photos: a post without any is hardly seen.");
    case AUTOSELL_N_POST_DOUBTS:
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
autosell_post_doubts_dup_text (guint doubts)
{
  GString *text = g_string_new (NULL);

  for (AutosellPostDoubt doubt = 0; doubt < AUTOSELL_N_POST_DOUBTS; doubt++)
    if (doubts & (1u << doubt))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", autosell_post_doubt_to_sentence (doubt));
  return g_string_free (text, FALSE);
}
