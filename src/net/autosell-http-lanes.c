/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-http-private.h"

/* Services close what was idle for some minutes; a look at a sheet comes every half minute. */
#define KEPT_FOR_S 90
/* Of one service; more calls at a time than that are rare, and have a new one each. */
#define MAX_KEPT 4

typedef struct
{
  char *origin;         /* owned: https://host:port */
  SoupSession *session; /* owned */
  gint64 since_us;      /* monotonic: nobody has used it since */
} Lane;

struct _AutosellHttpLanes
{
  GQueue *kept;          /* owned; of Lane, the one used last at its head */
  GTlsDatabase *trusted; /* owned, nullable */
};

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_free (lane->origin);
  g_object_unref (lane->session);
  g_free (lane);
}

AutosellHttpLanes *
autosell_http_lanes_new (void)
{
  AutosellHttpLanes *self = g_new0 (AutosellHttpLanes, 1);

  self->kept = g_queue_new ();
  return self;
}

void
autosell_http_lanes_free (AutosellHttpLanes *self)
{
  g_queue_free_full (self->kept, lane_free);
  g_clear_object (&self->trusted);
  g_free (self);
}

void
autosell_http_lanes_set_trusted (AutosellHttpLanes *self, GTlsDatabase *database)
{
  g_set_object (&self->trusted, database);
  g_queue_clear_full (self->kept, lane_free);
}

SoupSession *
autosell_http_lanes_make_session (GTlsDatabase *trusted)
{
  /* Google zips only for those whose name says that they can take it. */
  SoupSession *session = soup_session_new_with_options ("user-agent", "autosell-manager/" VERSION " (gzip)", "timeout",
                                                        AUTOSELL_HTTP_SILENCE_S, "idle-timeout", KEPT_FOR_S, NULL);

  if (trusted != NULL)
    soup_session_set_tls_database (session, trusted);
  return session;
}

static char *
dup_origin (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL
           ? g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), g_uri_get_host (uri), g_uri_get_port (uri))
           : g_strdup ("");
}

static void
drop_old (AutosellHttpLanes *self)
{
  gint64 oldest_us = g_get_monotonic_time () - KEPT_FOR_S * G_USEC_PER_SEC;

  while (!g_queue_is_empty (self->kept) && ((Lane *) g_queue_peek_tail (self->kept))->since_us < oldest_us)
    lane_free (g_queue_pop_tail (self->kept));
}

SoupSession *
autosell_http_lanes_take (AutosellHttpLanes *self, const char *url)
{
  g_autofree char *origin = dup_origin (url);

  drop_old (self);
  for (GList *item = self->kept->head; item != NULL; item = item->next)
    {
      Lane *lane = item->data;
      SoupSession *session;

      if (!g_str_equal (lane->origin, origin))
        continue;
      session = g_object_ref (lane->session);
      g_queue_delete_link (self->kept, item);
      lane_free (lane);
      return session;
    }
  return autosell_http_lanes_make_session (self->trusted);
}

void
autosell_http_lanes_give_back (AutosellHttpLanes *self, const char *url, SoupSession *session)
{
  Lane *lane = g_new0 (Lane, 1);
  guint n = 0;

  lane->origin = dup_origin (url);
  lane->session = session;
  lane->since_us = g_get_monotonic_time ();
  for (GList *item = self->kept->head; item != NULL; item = item->next)
    n += g_str_equal (((Lane *) item->data)->origin, lane->origin);
  if (n >= MAX_KEPT)
    lane_free (lane);
  else
    g_queue_push_head (self->kept, lane);
}
