/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-search-provider.h"

#include "autosell-format.h"

#include <glib/gi18n.h>

/* https://developer.gnome.org/documentation/tutorials/search-provider.html */
static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'>"
  "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' name='previous_results' direction='in'/>"
  "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/></method>"
  "<method name='GetResultMetas'>"
  "<arg type='as' name='identifiers' direction='in'/><arg type='aa{sv}' name='metas' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' name='identifier' direction='in'/>"
  "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/></method>"
  "<method name='LaunchSearch'>"
  "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/></method>"
  "</interface></node>";

/* The Shell shows five and counts the others. */
#define MAX_RESULTS 20
/* One letter begins a word of half of the stock. */
#define MIN_LETTERS 2

struct _AutosellSearchProvider
{
  GObject parent_instance;
  GApplication *application;   /* unowned */
  GDBusConnection *connection; /* owned, nullable */
  guint registration;
  AutosellStore *store; /* owned, nullable */
  gboolean is_ready;    /* it is known whether there is a store */
  GQueue waiting;       /* of GDBusMethodInvocation, owned: asked before that */
};

G_DEFINE_FINAL_TYPE (AutosellSearchProvider, autosell_search_provider, G_TYPE_OBJECT)

enum
{
  SHOW_VEHICLE,
  SHOW_QUERY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- What the words mean ---- */

static gboolean
is_worth_asking (const char *text)
{
  guint n = 0;

  for (; *text != '\0' && n < MIN_LETTERS; text = g_utf8_next_char (text))
    n += g_unichar_isalnum (g_utf8_get_char (text));
  return n >= MIN_LETTERS;
}

/* Each word as it stands, whatever it would mean in the filter language. */
static char *
dup_plain_words (const char *const *terms)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (terms[i], "\"", -1);
      g_autofree char *word = g_strjoinv (" ", parts);

      g_string_append_printf (text, "%s\"%s\"", text->len > 0 ? " " : "", word);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
autosell_search_provider_dup_query (const char *const *terms)
{
  g_autofree char *text = g_strjoinv (" ", (char **) terms);
  g_autoptr(AutosellQuery) query = NULL;

  if (!g_utf8_validate (text, -1, NULL) || !is_worth_asking (text))
    return NULL;
  query = autosell_query_parse (text, NULL, NULL, NULL);
  if (query == NULL)
    return dup_plain_words (terms);
  /* Cars in the bin are not for the overview, and a question for everything is none. */
  if (autosell_query_is_deleted (query) || autosell_query_is_everything (query))
    return NULL;
  return g_steal_pointer (&text);
}

/* ---- Answers ---- */

static void
answer (AutosellSearchProvider *self, GDBusMethodInvocation *invocation, GVariant *result)
{
  g_dbus_method_invocation_return_value (invocation, result);
  g_application_release (self->application);
}

/* A question that is under way. */
typedef struct
{
  AutosellSearchProvider *provider;  /* owned */
  GDBusMethodInvocation *invocation; /* owned by the answer */
} Question;

static Question *
question_new (AutosellSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Question *question = g_new (Question, 1);

  question->provider = g_object_ref (self);
  question->invocation = invocation;
  return question;
}

static void
question_answer (Question *question, GVariant *result)
{
  answer (question->provider, question->invocation, result);
  g_object_unref (question->provider);
  g_free (question);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_search_finish (AUTOSELL_STORE (object), result, &error);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    {
      gint64 key = autosell_vehicle_get_key (vehicles->pdata[i]);

      g_variant_builder_add_value (&builder, g_variant_new_take_string (g_strdup_printf ("%" G_GINT64_FORMAT, key)));
    }
  if (vehicles == NULL)
    g_message ("No answer for the overview: %s", error->message);
  question_answer (user_data, g_variant_new ("(as)", &builder));
}

static void
find (AutosellSearchProvider *self, GDBusMethodInvocation *invocation, const char *const *terms)
{
  /* Those that can be sold come first. */
  static const AutosellSort sort = { .field = AUTOSELL_FIELD_STATUS };
  g_autofree char *text = autosell_search_provider_dup_query (terms);
  g_autoptr(AutosellQuery) query = text != NULL ? autosell_query_parse (text, NULL, NULL, NULL) : NULL;

  if (query == NULL || self->store == NULL)
    answer (self, invocation, g_variant_new ("(as)", NULL));
  else
    autosell_store_search_async (self->store, query, &sort, MAX_RESULTS, NULL, found_cb,
                                 question_new (self, invocation));
}

static char *
dup_description (AutosellVehicle *vehicle)
{
  const char *location = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_LOCATION);
  AutosellStatus status = autosell_vehicle_get_status (vehicle);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 number;

  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number))
    g_ptr_array_add (parts, autosell_format_money (number));
  else
    g_ptr_array_add (parts, g_strdup (_("No price")));
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &number))
    {
      g_autofree char *text = autosell_format_integer (number);

      /* Translators: how far a car has gone, as in “73,618 km” */
      g_ptr_array_add (parts, g_strdup_printf (_("%s km"), text));
    }
  g_ptr_array_add (parts, g_strdup (autosell_status_to_label (status)));
  if (location != NULL)
    g_ptr_array_add (parts, g_strdup (location));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_meta (GVariantBuilder *builder, AutosellVehicle *vehicle)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);

  g_variant_builder_open (builder, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (
    builder, "{sv}", "id",
    g_variant_new_take_string (g_strdup_printf ("%" G_GINT64_FORMAT, autosell_vehicle_get_key (vehicle))));
  g_variant_builder_add (builder, "{sv}", "name", g_variant_new_string (title[0] != '\0' ? title : _("Unnamed car")));
  g_variant_builder_add (builder, "{sv}", "description", g_variant_new_take_string (dup_description (vehicle)));
  g_variant_builder_add (builder, "{sv}", "gicon", g_variant_new_string (APP_ID));
  g_variant_builder_close (builder);
}

static void
described_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_get_vehicles_finish (AUTOSELL_STORE (object), result, &error);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    add_meta (&builder, vehicles->pdata[i]);
  if (vehicles == NULL)
    g_message ("No answer for the overview: %s", error->message);
  question_answer (user_data, g_variant_new ("(aa{sv})", &builder));
}

static void
describe (AutosellSearchProvider *self, GDBusMethodInvocation *invocation, const char *const *identifiers)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; identifiers[i] != NULL && i < MAX_RESULTS; i++)
    {
      gint64 key = g_ascii_strtoll (identifiers[i], NULL, 10);

      if (key > 0)
        g_array_append_val (keys, key);
    }
  if (self->store == NULL || keys->len == 0)
    answer (self, invocation, g_variant_new ("(aa{sv})", NULL));
  else
    autosell_store_get_vehicles_async (self->store, (const gint64 *) (gpointer) keys->data, keys->len, NULL,
                                       described_cb, question_new (self, invocation));
}

/* ---- Calls ---- */

/* What shows a window needs no store: the window waits for one itself. */
static gboolean
show (AutosellSearchProvider *self, const char *method, GVariant *parameters)
{
  g_autofree const char **terms = NULL;
  const char *identifier;
  guint32 timestamp;

  if (g_str_equal (method, "ActivateResult"))
    {
      g_variant_get (parameters, "(&s^a&su)", &identifier, &terms, &timestamp);
      g_signal_emit (self, signals[SHOW_VEHICLE], 0, g_ascii_strtoll (identifier, NULL, 10), timestamp);
      return TRUE;
    }
  if (g_str_equal (method, "LaunchSearch"))
    {
      g_autofree char *text = NULL;

      g_variant_get (parameters, "(^a&su)", &terms, &timestamp);
      text = g_strjoinv (" ", (char **) terms);
      g_signal_emit (self, signals[SHOW_QUERY], 0, text, timestamp);
      return TRUE;
    }
  return FALSE;
}

static void
serve (AutosellSearchProvider *self, GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  gboolean is_subsearch = g_str_equal (method, "GetSubsearchResultSet");
  g_autoptr(GVariant) last = g_variant_get_child_value (parameters, is_subsearch ? 1 : 0);
  g_autofree const char **words = g_variant_get_strv (last, NULL);

  if (g_str_equal (method, "GetResultMetas"))
    describe (self, invocation, words);
  else
    find (self, invocation, words);
}

static void
method_call_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  AutosellSearchProvider *self = user_data;

  g_application_hold (self->application);
  if (show (self, method, parameters))
    answer (self, invocation, NULL);
  else if (self->is_ready)
    serve (self, invocation);
  else
    g_queue_push_tail (&self->waiting, invocation);
}

void
autosell_search_provider_set_store (AutosellSearchProvider *self, AutosellStore *store)
{
  GDBusMethodInvocation *invocation;

  g_return_if_fail (AUTOSELL_IS_SEARCH_PROVIDER (self));

  g_set_object (&self->store, store);
  self->is_ready = TRUE;
  while ((invocation = g_queue_pop_head (&self->waiting)) != NULL)
    serve (self, invocation);
}

gboolean
autosell_search_provider_export (AutosellSearchProvider *self, GDBusConnection *connection,
                                 const char *application_path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autofree char *path = g_strconcat (application_path, "/SearchProvider", NULL);

  g_return_val_if_fail (AUTOSELL_IS_SEARCH_PROVIDER (self) && self->registration == 0, FALSE);

  if (info == NULL)
    return FALSE;
  self->registration =
    g_dbus_connection_register_object (connection, path, info->interfaces[0], &vtable, self, NULL, error);
  if (self->registration != 0)
    g_set_object (&self->connection, connection);
  return self->registration != 0;
}

void
autosell_search_provider_unexport (AutosellSearchProvider *self)
{
  g_return_if_fail (AUTOSELL_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}

/* ---- Class ---- */

static void
autosell_search_provider_dispose (GObject *object)
{
  AutosellSearchProvider *self = AUTOSELL_SEARCH_PROVIDER (object);
  GDBusMethodInvocation *invocation;

  autosell_search_provider_unexport (self);
  while ((invocation = g_queue_pop_head (&self->waiting)) != NULL)
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, "Closing");
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_search_provider_parent_class)->dispose (object);
}

static void
autosell_search_provider_class_init (AutosellSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_search_provider_dispose;
  signals[SHOW_VEHICLE] = g_signal_new ("show-vehicle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  signals[SHOW_QUERY] = g_signal_new ("show-query", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
autosell_search_provider_init (AutosellSearchProvider *self)
{
  g_queue_init (&self->waiting);
}

AutosellSearchProvider *
autosell_search_provider_new (GApplication *application)
{
  AutosellSearchProvider *self = g_object_new (AUTOSELL_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}
