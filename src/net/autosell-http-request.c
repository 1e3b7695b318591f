/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-http-private.h"

#include <string.h>

#include "autosell-redact.h"

#define DEFAULT_TIMEOUT_MS 60000
#define DEFAULT_MAX_ATTEMPTS 4
#define DEFAULT_MAX_BYTES (32 * 1024 * 1024)

AutosellHttpRequest *
autosell_http_request_new (const char *service, AutosellHttpRepeat repeat, const char *method, const char *url)
{
  AutosellHttpRequest *self = g_new0 (AutosellHttpRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->service = service;
  self->repeat = repeat;
  self->method = g_strdup (method);
  self->url = g_string_new (url);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_write = repeat != AUTOSELL_HTTP_SAFE;
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->max_attempts = DEFAULT_MAX_ATTEMPTS;
  self->max_bytes = DEFAULT_MAX_BYTES;
  return self;
}

AutosellHttpRequest *
autosell_http_request_ref (AutosellHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_http_request_unref (AutosellHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  /* Some services take secrets in the query. */
  autosell_secret_free (g_string_free (self->url, FALSE));
  autosell_secret_free (self->bearer);
  g_hash_table_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  if (self->destroy_reader_data != NULL)
    self->destroy_reader_data (self->reader_data);
  g_free (self);
}

void
autosell_http_request_set_bearer (AutosellHttpRequest *self, const char *token)
{
  autosell_secret_free (self->bearer);
  self->bearer = g_strdup (token);
}

void
autosell_http_request_set_header (AutosellHttpRequest *self, const char *name, const char *value)
{
  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
autosell_http_request_add_query (AutosellHttpRequest *self, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (self->url, "%c%s=%s", strchr (self->url->str, '?') == NULL ? '?' : '&', name, escaped);
}

void
autosell_http_request_take_json (AutosellHttpRequest *self, char *json)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take (json, strlen (json));

  autosell_http_request_set_body (self, "application/json; charset=UTF-8", bytes);
}

static void
wipe_cb (gpointer text)
{
  autosell_secret_free (text);
}

void
autosell_http_request_set_form (AutosellHttpRequest *self, const char *const *pairs)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize size = 1;
  char *text, *end;

  for (guint i = 0; pairs[i] != NULL; i++)
    size += 3 * strlen (pairs[i]) + 1;
  /* Of one piece, so that no copy of a secret stays behind where a buffer grew. */
  text = end = g_malloc (size);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *escaped = g_uri_escape_string (pairs[i], NULL, FALSE);

      if (i > 0)
        *end++ = i % 2 == 1 ? '=' : '&';
      end = g_stpcpy (end, escaped);
      autosell_secret_free (escaped);
    }
  bytes = g_bytes_new_with_free_func (text, end - text, wipe_cb, text);
  autosell_http_request_set_body (self, "application/x-www-form-urlencoded", bytes);
}

void
autosell_http_request_set_body (AutosellHttpRequest *self, const char *content_type, GBytes *bytes)
{
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->content_type = g_strdup (content_type);
  self->body = g_bytes_ref (bytes);
}

void
autosell_http_request_set_is_write (AutosellHttpRequest *self, gboolean is_write)
{
  self->is_write = is_write;
}

void
autosell_http_request_set_timeout (AutosellHttpRequest *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

void
autosell_http_request_set_max_attempts (AutosellHttpRequest *self, guint max_attempts)
{
  self->max_attempts = max_attempts;
}

void
autosell_http_request_set_max_bytes (AutosellHttpRequest *self, gsize max_bytes)
{
  self->max_bytes = max_bytes;
}

void
autosell_http_request_accept_status (AutosellHttpRequest *self, guint status)
{
  self->accepted_status = status;
}

void
autosell_http_request_set_is_raw (AutosellHttpRequest *self)
{
  self->is_raw = TRUE;
}

void
autosell_http_request_set_judge (AutosellHttpRequest *self, AutosellHttpJudge judge)
{
  self->judge = judge;
}

void
autosell_http_request_set_reader (AutosellHttpRequest *self, AutosellHttpReader reader, gpointer data,
                                  GDestroyNotify destroy_data, GDestroyNotify destroy)
{
  self->reader = reader;
  self->reader_data = data;
  self->destroy_reader_data = destroy_data;
  self->destroy_result = destroy;
}

/* ---- Answers ---- */

void
autosell_http_answer_free (AutosellHttpAnswer *self)
{
  if (self->result != NULL && self->destroy_result != NULL)
    self->destroy_result (self->result);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

guint
autosell_http_answer_get_status (AutosellHttpAnswer *self)
{
  return self->status;
}

const char *
autosell_http_answer_get_header (AutosellHttpAnswer *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

gint64
autosell_http_answer_get_date_s (AutosellHttpAnswer *self)
{
  const char *text = autosell_http_answer_get_header (self, "Date");
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

GBytes *
autosell_http_answer_get_bytes (AutosellHttpAnswer *self)
{
  return self->bytes;
}

gpointer
autosell_http_answer_steal (AutosellHttpAnswer *self)
{
  return g_steal_pointer (&self->result);
}
