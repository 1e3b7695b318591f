/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gradual-list.h"

#include <gtk/gtk.h>

#define FIRST 10
#define STEP 2
/* GtkListView has no more rows than about this, however many items there are. */
#define ENOUGH 240

static gboolean
grow_cb (gpointer data)
{
  GtkSliceListModel *slice = data;
  guint size = gtk_slice_list_model_get_size (slice);

  if (size < ENOUGH && size < g_list_model_get_n_items (gtk_slice_list_model_get_model (slice)))
    {
      gtk_slice_list_model_set_size (slice, size + STEP);
      return G_SOURCE_CONTINUE;
    }
  g_object_set_data (G_OBJECT (slice), "growing", NULL);
  if (size >= ENOUGH)
    gtk_slice_list_model_set_size (slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* After paints and everything that somebody waits for. Nothing wakes the program once all is there. */
static void
grow (GtkSliceListModel *slice)
{
  guint size = gtk_slice_list_model_get_size (slice);

  if (size == G_MAXUINT || g_object_get_data (G_OBJECT (slice), "growing") != NULL
      || size >= g_list_model_get_n_items (gtk_slice_list_model_get_model (slice)))
    return;
  g_object_set_data (G_OBJECT (slice), "growing",
                     GUINT_TO_POINTER (g_idle_add_full (G_PRIORITY_LOW, grow_cb, slice, NULL)));
}

static void
gone_cb (gpointer data, GObject *slice)
{
  g_source_remove_by_user_data (slice);
}

GListModel *
autosell_gradual_list_new (GListModel *model)
{
  GtkSliceListModel *slice = gtk_slice_list_model_new (g_object_ref (model), 0, FIRST);

  g_signal_connect_object (model, "items-changed", G_CALLBACK (grow), slice, G_CONNECT_SWAPPED);
  g_object_weak_ref (G_OBJECT (slice), gone_cb, NULL);
  grow (slice);
  return G_LIST_MODEL (slice);
}
