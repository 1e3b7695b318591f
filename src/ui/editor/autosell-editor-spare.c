/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-spare.h"

#include "autosell-editor-private.h"

typedef struct
{
  AutosellEditor *editor; /* unowned: GTK owns a window until it is destroyed; nullable */
  guint source;           /* makes more of it; 0 for none */
} Spare;

static void
spare_free (Spare *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

/* A hidden window would be left over when GTK is gone. */
static void
shutdown_cb (GtkApplication *application G_GNUC_UNUSED, Spare *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (self->editor));
  self->editor = NULL;
}

static Spare *
get_spare (GtkApplication *application)
{
  Spare *self = g_object_get_data (G_OBJECT (application), "autosell-editor-spare");

  if (self == NULL)
    {
      self = g_new0 (Spare, 1);
      g_object_set_data_full (G_OBJECT (application), "autosell-editor-spare", self, (GDestroyNotify) spare_free);
      g_signal_connect (application, "shutdown", G_CALLBACK (shutdown_cb), self);
    }
  return self;
}

/* One widget at a time: nobody who types meanwhile waits for more than that. */
static gboolean
build_cb (gpointer user_data)
{
  Spare *self = user_data;
  int width, height;

  if (self->editor == NULL)
    {
      self->editor = g_object_new (AUTOSELL_TYPE_EDITOR, NULL);
      return G_SOURCE_CONTINUE;
    }
  if (autosell_editor_form_build_more (self->editor->form))
    return G_SOURCE_CONTINUE;
  if (!gtk_widget_get_realized (GTK_WIDGET (self->editor)))
    {
      gtk_widget_realize (GTK_WIDGET (self->editor));
      return G_SOURCE_CONTINUE;
    }
  /* The sizes are kept for when it is shown. */
  gtk_window_get_default_size (GTK_WINDOW (self->editor), &width, &height);
  gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (self->editor)), GTK_ORIENTATION_VERTICAL, width, NULL, NULL,
                      NULL, NULL);
  autosell_editor_fold (self->editor);
  self->source = 0;
  return G_SOURCE_REMOVE;
}

void
autosell_editor_spare_prepare (GtkApplication *application)
{
  Spare *self;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  self = get_spare (application);
  if (self->editor == NULL && self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, build_cb, self, NULL);
}

AutosellEditor *
autosell_editor_spare_take (GtkApplication *application)
{
  Spare *self = get_spare (application);

  g_clear_handle_id (&self->source, g_source_remove);
  return g_steal_pointer (&self->editor);
}

gboolean
autosell_editor_spare_keep (GtkApplication *application, AutosellEditor *editor)
{
  Spare *self = get_spare (application);

  if (self->editor != NULL)
    return FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
  self->editor = editor;
  gtk_widget_set_visible (GTK_WIDGET (editor), FALSE);
  return TRUE;
}
