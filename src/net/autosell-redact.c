/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-redact.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#define HIDDEN "•••"
#define SECRET_NAMES "token|secret|password|code|code_verifier|assertion|appsecret_proof|upload_id|state"

void
autosell_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

gboolean
autosell_secret_equal (const char *offered, const char *secret)
{
  gsize length = strlen (secret);
  guint8 difference = 0;

  if (offered == NULL || strlen (offered) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) offered[i] ^ (guint8) secret[i];
  return difference == 0;
}

void
autosell_secret_guard (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;
  /* The kernel writes no file that is smaller than a page; and 1 is what tells it not to start a helper for it either.
   * What is started from here may still raise it again. */
  limit.rlim_cur = MIN (1, limit.rlim_max);
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_warning ("Core files are not ruled out: %s", g_strerror (errno));
}

/* One pass a pattern; \1 is kept. A value ends where its syntax ends it: a quote of JSON, & of a form, the end of a
 * header. Names may be part of longer ones ("page_access_token"), and may have been escaped with their quotes (\"). */
static const struct
{
  const char *pattern;
  const char *replacement;
} rules[] = {
  /* Headers, up to the end of their line */
  { "(?im)((?:proxy-)?authorization\\s*[:=]\\s*|(?:set-)?cookie\\s*:\\s*)[^\\r\\n\"]+", "\\1" HIDDEN },
  { "(?i)(\\bbearer\\s+)[^\\s\"',;]+", "\\1" HIDDEN },
  /* JSON, and JSON within a text of JSON */
  { "(?i)(\"[\\w.-]*(?:" SECRET_NAMES ")\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*", "\\1" HIDDEN },
  { "(?i)(\\\\\"[\\w.-]*(?:" SECRET_NAMES ")\\\\\"\\s*:\\s*\\\\\")(?:[^\"\\\\]|\\\\[^\"])*", "\\1" HIDDEN },
  /* Forms and queries */
  { "(?i)((?:^|[?&\\s\"'#;]|\\\\u0026|%26|%3F|%23)[\\w.-]*(?:token|secret|password|code|code_verifier|code_challenge|"
    "assertion|"
    "appsecret_proof|upload_id|state|signed_request)(?:=|%3D|\\\\u003d))[^&\\s\"'<>#\\\\]+",
    "\\1" HIDDEN },
  /* What looks like a secret wherever it is: Google's access, refresh, code and client secrets, Facebook's tokens, and
   * JWT */
  { "\\bya29\\.[\\w.~+/%-]+", HIDDEN },
  { "\\b1(?://|%2[Ff]%2[Ff])0[\\w.~+/%-]{6,}", HIDDEN },
  { "\\b4(?:/|%2[Ff])0[\\w.~+/%-]{6,}", HIDDEN },
  { "\\bGOCSPX-[\\w-]+", HIDDEN },
  { "\\bEAA[A-Za-z0-9]{20,}", HIDDEN },
  { "\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*", HIDDEN },
  /* People */
  { "[\\w.!#$&'*+/=?^`{|}~-]+(@|%40)(?=[\\w-]+\\.[\\w.-]+)", HIDDEN "\\1" },
};

static GRegex *
get_rule (guint i)
{
  static GRegex *compiled[G_N_ELEMENTS (rules)];

  if (g_once_init_enter (&compiled[i]))
    {
      g_autoptr(GError) error = NULL;
      GRegex *regex = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, &error);

      if (regex == NULL)
        g_error ("%s", error->message);
      g_once_init_leave (&compiled[i], regex);
    }
  return compiled[i];
}

char *
autosell_redact (const char *text)
{
  char *redacted;

  if (text == NULL)
    return g_strdup ("");
  redacted = g_utf8_make_valid (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *next = g_regex_replace (get_rule (i), redacted, -1, 0, rules[i].replacement, 0, NULL);

      /* A text on which matching gives up is not shown at all. */
      autosell_secret_free (redacted);
      redacted = next != NULL ? next : g_strdup (HIDDEN);
    }
  return redacted;
}
