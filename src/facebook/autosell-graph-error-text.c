/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What people read of an error. */

static const struct
{
  const char *nick;
  const char *sentence;
} texts[AUTOSELL_N_GRAPH_ERRORS] = {
  [AUTOSELL_GRAPH_ERROR_OFFLINE] = { "offline",
                                     N_("There is no connection to the internet. It goes on when it is back.") },
  [AUTOSELL_GRAPH_ERROR_NETWORK] = { "network",
                                     N_("The way to Facebook is not safe, so nothing was sent. Open any page in the "
                                        "browser: this network may ask you to sign in. Check this PC’s date and time, "
                                        "too.") },
  [AUTOSELL_GRAPH_ERROR_TRANSIENT] = { "transient",
                                       N_("Facebook did not answer as it should. It is looked at again by itself, so "
                                          "that nothing is posted twice.") },
  [AUTOSELL_GRAPH_ERROR_APP_LIMIT] = { "app_limit",
                                       N_("Facebook asks the app for a pause after many requests. It goes on by "
                                          "itself.") },
  [AUTOSELL_GRAPH_ERROR_USER_LIMIT] = { "user_limit",
                                        N_("Facebook asks this account for a pause after many requests. It goes on "
                                           "by itself.") },
  [AUTOSELL_GRAPH_ERROR_PAGE_LIMIT] = { "page_limit",
                                        N_("Facebook asks this Page for a pause after many requests. It goes on by "
                                           "itself.") },
  [AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT] = { "custom_limit",
                                          N_("Facebook asks for a pause after many requests. It goes on by "
                                             "itself.") },
  [AUTOSELL_GRAPH_ERROR_TOKEN] = { "token",
                                   N_("Facebook ended the connection of this account. Connect it again; its posts wait "
                                      "until then.") },
  [AUTOSELL_GRAPH_ERROR_PERMISSION] = { "permission",
                                        N_("Facebook does not allow this account to do that on this Page. Ask who "
                                           "manages the Page for full access, then connect the account again and "
                                           "leave everything ticked.") },
  [AUTOSELL_GRAPH_ERROR_BLOCKED] = { "blocked", N_("Facebook has blocked posting on this Page for now. Automatic "
                                                   "posting rests for a "
                                                   "day; look at the Page’s support inbox on Facebook.") },
  [AUTOSELL_GRAPH_ERROR_SETUP] = { "setup", N_("Facebook does not accept the app’s ID, its secret or its address for "
                                               "coming back. "
                                               "Compare them with the app’s settings at Meta.") },
  [AUTOSELL_GRAPH_ERROR_DUPLICATE] = { "duplicate", N_("Facebook says that this text was posted already. Look at the "
                                                       "Page, or change "
                                                       "the text.") },
  [AUTOSELL_GRAPH_ERROR_GONE] = { "gone", N_("That is not on Facebook any more, or this account may not see it. If it "
                                             "was removed "
                                             "by hand, nothing is left to do.") },
  [AUTOSELL_GRAPH_ERROR_PHOTO] = { "photo",
                                   N_("Facebook could not read a photo. Take it out of the post, or add it again.") },
  [AUTOSELL_GRAPH_ERROR_SCHEDULE] = { "schedule",
                                      N_("Facebook does not take this time. Choose one between 20 minutes and 28 days "
                                         "from now.") },
  [AUTOSELL_GRAPH_ERROR_LINK] = { "link",
                                  N_("Facebook cannot open an address in the text. Correct it or take it out.") },
  [AUTOSELL_GRAPH_ERROR_METRIC] = { "metric", N_("Facebook does not tell this figure any more.") },
  [AUTOSELL_GRAPH_ERROR_TOO_SMALL] = { "too_small", N_("Facebook tells reach and clicks only for Pages with 100 "
                                                       "followers or more.") },
  [AUTOSELL_GRAPH_ERROR_INVALID] = { "invalid", N_("Facebook refused it as it is. Change it and publish again.") },
  [AUTOSELL_GRAPH_ERROR_UNEXPECTED] = { "unexpected",
                                        N_("Facebook answered in a way that this version does not know. Look at the "
                                           "Page before you do it again.") },
  [AUTOSELL_GRAPH_ERROR_OUR_BUG] = { "our_bug", N_("Autosell Manager asked Facebook in a wrong way. Please report it "
                                                   "with the details "
                                                   "below.") },
  [AUTOSELL_GRAPH_ERROR_DENIED] = { "denied", N_("Permission was not given, so nothing was connected. Connect again "
                                                 "when you want "
                                                 "to.") },
  [AUTOSELL_GRAPH_ERROR_NO_ANSWER] = { "no_answer",
                                       N_("The browser did not come back in time. If it showed an error of Facebook’s, "
                                          "that is the reason; else connect again.") },
  [AUTOSELL_GRAPH_ERROR_CODE] = { "code", N_("The sign-in took too long or was used already. Connect again.") },
  [AUTOSELL_GRAPH_ERROR_PASTED] = { "pasted",
                                    N_("This is not what Facebook gave. Copy all of it and paste it again.") },
};

/* What a code or subcode of Facebook makes more exact. */
static const struct
{
  int code;
  int subcode; /* 0: any */
  const char *sentence;
} exact[] = {
  { 368, 1390008,
    N_("Facebook says that this Page posts too fast. Automatic posting rests for a day; leave more time between "
       "posts.") },
  { 368, 1404102,
    N_("Facebook says that the post goes against its rules. Automatic posting rests for a day; look at the text and "
       "the Page’s support inbox.") },
  { 368, 1404078,
    N_("Facebook wants whoever manages this Page to confirm who they are before it may post. Do it on Facebook, then "
       "start automatic posting again.") },
  { 368, 4854002,
    N_("Facebook wants you to confirm who you are. Do it at facebook.com, then start automatic posting again.") },
  { 190, 460, N_("The password of this Facebook account was changed. Connect it again; its posts wait until then.") },
  { 190, 458, N_("Somebody removed the app from this Facebook account. Connect it again; its posts wait until then.") },
  { 190, 463, N_("The connection of this Facebook account has ended, as it does every two months. Connect it again.") },
  { 190, 459,
    N_("Facebook wants this person to sign in first. Sign in at facebook.com and follow what it asks, then connect "
       "again.") },
  { 190, 464,
    N_("Facebook wants this person to confirm the account first. Do it at facebook.com, then connect again.") },
  { 190, 492,
    N_("This person does not manage this Page any more. Ask who manages it for access, or connect another account; "
       "other "
       "Pages go on.") },
  { 191, 0,
    N_("The Meta app does not allow the address for coming back. Add it under “Valid OAuth Redirect URIs” in the app’s "
       "settings.") },
};

static const struct
{
  const char *permission;
  const char *text;
} permissions[] = {
  /* Translators: these follow “the permission to …” */
  { "pages_show_list", N_("see the list of your Pages") },
  { "pages_read_engagement", N_("read what is on the Page") },
  { "pages_manage_posts", N_("publish, change and remove posts") },
  { "pages_read_user_content", N_("count reactions and comments") },
  { "pages_manage_engagement", N_("comment as the Page") },
  { "read_insights", N_("see reach and clicks") },
  { "business_management", N_("reach Pages of a business portfolio") },
  { "catalog_management", N_("keep a vehicle catalog") },
};

const char *
autosell_graph_permission_get_text (const char *permission)
{
  for (guint i = 0; i < G_N_ELEMENTS (permissions); i++)
    if (g_strcmp0 (permission, permissions[i].permission) == 0)
      return _(permissions[i].text);
  return NULL;
}

static gboolean
is_of_graph (const GError *error)
{
  return error->domain == AUTOSELL_GRAPH_ERROR && error->code >= 0 && error->code < AUTOSELL_N_GRAPH_ERRORS;
}

/* (nullable) */
static const char *
find_exact (int code, int subcode)
{
  for (guint i = 0; code != 0 && i < G_N_ELEMENTS (exact); i++)
    if (exact[i].code == code && (exact[i].subcode == 0 || exact[i].subcode == subcode))
      return _(exact[i].sentence);
  return NULL;
}

/* @permission, @told: (nullable). Returns: (transfer full) */
static char *
say (AutosellGraphErrorCode meaning, int code, int subcode, const char *permission, const char *told)
{
  const char *allows = autosell_graph_permission_get_text (permission);
  const char *sentence = find_exact (code, subcode);

  if (allows != NULL)
    return g_strdup_printf (/* Translators: %s is such as “publish, change and remove posts” */
                            _("The permission to %s is missing on Facebook. Connect the account again and leave "
                              "everything ticked."),
                            allows);
  if (sentence == NULL)
    sentence = _(texts[meaning].sentence);
  /* What Facebook wants to be read is in the account's own language, and knows more. */
  if (told != NULL)
    return g_strdup_printf (
      /* Translators: first what Facebook says itself, then what to do */ _("Facebook says: “%s” %s"), told, sentence);
  return g_strdup (sentence);
}

char *
autosell_graph_error_dup_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("Stopped."));
  if (!is_of_graph (error))
    return g_strdup_printf (_("That did not work: %s"), error->message);
  return say ((AutosellGraphErrorCode) error->code, autosell_graph_error_get_code (error),
              autosell_graph_error_get_subcode (error), autosell_graph_error_get_permission (error),
              autosell_graph_error_get_user_message (error));
}

/* ---- As it is kept ---- */

/* Followed by nick, code, subcode, permission or "-", and behind a blank what Facebook, or the system, said itself. */
#define FACT "facebook:"

/* What the program itself has to say of a post. */
static const struct
{
  const char *nick;
  const char *sentence; /* %s: whom or what it is about */
} own_facts[] = {
  { AUTOSELL_GRAPH_FACT_UNANSWERED,
    N_("It was sent and no answer came. It is looked for on the Page before anything else is done.") },
  { AUTOSELL_GRAPH_FACT_POSTER, N_("Whether another PC posts there cannot be known: the shared sheet is not reached. "
                                   "It goes out as soon as it is.") },
  { AUTOSELL_GRAPH_FACT_CLAIMED, N_("This PC posts for this Page from now on. The first post goes out in about three "
                                    "minutes, when the lot’s other PCs know.") },
  { AUTOSELL_GRAPH_FACT_OTHER_PC, N_("%s posts for this Page. Post it there, or take over in the week.") },
};

char *
autosell_graph_error_dup_fact (const GError *error)
{
  const char *permission = autosell_graph_error_get_permission (error);
  const char *told = is_of_graph (error) ? autosell_graph_error_get_user_message (error) : error->message;

  return g_strdup_printf (FACT "%s %d %d %s %s", autosell_graph_error_get_nick (error),
                          autosell_graph_error_get_code (error), autosell_graph_error_get_subcode (error),
                          permission != NULL ? permission : "-", told != NULL ? told : "");
}

char *
autosell_graph_fact_new (const char *nick, const char *about)
{
  return g_strdup_printf (FACT "%s 0 0 - %s", nick, about != NULL ? about : "");
}

char *
autosell_graph_fact_dup_sentence (const char *fact)
{
  g_auto(GStrv) words =
    fact != NULL && g_str_has_prefix (fact, FACT) ? g_strsplit (fact + strlen (FACT), " ", 5) : NULL;
  const char *about;

  /* Of before there were facts, or a person's words */
  if (words == NULL || g_strv_length (words) < 5)
    return g_strdup (fact);
  about = *words[4] != '\0' ? words[4] : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (own_facts); i++)
    if (g_str_equal (words[0], own_facts[i].nick))
      {
        g_auto(GStrv) parts = g_strsplit (_(own_facts[i].sentence), "%s", 2);

        return g_strjoinv (about != NULL ? about : "—", parts);
      }
  for (guint i = 0; i < AUTOSELL_N_GRAPH_ERRORS; i++)
    if (g_strcmp0 (words[0], texts[i].nick) == 0)
      return say ((AutosellGraphErrorCode) i, atoi (words[1]), atoi (words[2]), words[3], about);
  return g_strdup_printf (_("That did not work: %s"), about != NULL ? about : words[0]);
}

const char *
autosell_graph_error_get_nick (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  return is_of_graph (error) ? texts[error->code].nick : "failed";
}
