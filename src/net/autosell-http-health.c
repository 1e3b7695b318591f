/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-http-private.h"

#include <string.h>

#include "autosell-redact.h"

#define N_MINUTES 60
#define MINUTE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  AutosellServiceHealth health;
  guint calls[N_MINUTES]; /* a ring, by the minute since 1970 */
  gint64 minute;          /* that was counted last */
  GError *error;          /* owned, nullable: the last one */
} Entry;

struct _AutosellHealthBook
{
  GPtrArray *entries; /* owned (element-type Entry) */
};

void
autosell_service_health_free (AutosellServiceHealth *self)
{
  g_free (self->service);
  g_free (self->last_error);
  g_free (self->last_error_nick);
  g_free (self->last_error_sentence);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_error (&entry->error);
  autosell_service_health_free (data); /* its first member */
}

AutosellHealthBook *
autosell_health_book_new (void)
{
  AutosellHealthBook *self = g_new0 (AutosellHealthBook, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
autosell_health_book_free (AutosellHealthBook *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static Entry *
find (AutosellHealthBook *self, const char *service)
{
  Entry *entry;

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = g_ptr_array_index (self->entries, i);
      if (g_str_equal (entry->health.service, service))
        return entry;
    }
  entry = g_new0 (Entry, 1);
  entry->health.service = g_strdup (service);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* Empties the minutes that have passed since the last call. */
static void
turn (Entry *entry, gint64 now_us)
{
  gint64 minute = now_us / MINUTE_US;

  if (minute < entry->minute || minute - entry->minute >= N_MINUTES)
    memset (entry->calls, 0, sizeof entry->calls);
  else
    for (gint64 passed = entry->minute + 1; passed <= minute; passed++)
      entry->calls[passed % N_MINUTES] = 0;
  entry->minute = minute;
}

void
autosell_health_book_count (AutosellHealthBook *self, const char *service, gint64 now_us)
{
  Entry *entry = find (self, service);

  turn (entry, now_us);
  entry->calls[entry->minute % N_MINUTES]++;
}

void
autosell_health_book_wait (AutosellHealthBook *self, const char *service, int change)
{
  find (self, service)->health.n_waiting += change;
}

void
autosell_health_book_note (AutosellHealthBook *self, const char *service, gint64 now_us, guint latency_ms, gsize bytes,
                           const GError *error)
{
  Entry *entry = find (self, service);
  AutosellServiceHealth *health = &entry->health;

  health->bytes_received += bytes;
  health->latency_ms = latency_ms;
  health->is_well = error == NULL;
  if (error == NULL)
    {
      health->last_success_us = now_us;
      return;
    }
  g_clear_error (&entry->error);
  entry->error = g_error_copy (error);
  health->last_error_us = now_us;
  g_free (health->last_error);
  g_free (health->last_error_nick);
  health->last_error = autosell_redact (error->message);
  health->last_error_nick = g_strdup (autosell_net_error_get_nick (error));
}

GPtrArray *
autosell_health_book_dup (AutosellHealthBook *self, gint64 now_us)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_service_health_free);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      AutosellServiceHealth *copy = g_new (AutosellServiceHealth, 1);

      turn (entry, now_us);
      *copy = entry->health;
      copy->service = g_strdup (entry->health.service);
      copy->last_error = g_strdup (entry->health.last_error);
      copy->last_error_nick = g_strdup (entry->health.last_error_nick);
      copy->last_error_sentence = entry->error != NULL ? autosell_net_error_dup_sentence (entry->error) : NULL;
      copy->calls_last_hour = 0;
      for (guint minute = 0; minute < N_MINUTES; minute++)
        copy->calls_last_hour += entry->calls[minute];
      g_ptr_array_add (copies, copy);
    }
  return copies;
}
