/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-bar.h"

#include "autosell-compat.h"
#include "autosell-filter.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

struct _AutosellFilterBar
{
  GtkWidget parent_instance;
  char *text;           /* owned: the latest search text */
  GPtrArray *shown;     /* owned (element-type utf8): the terms that chips are there for */
  GtkWidget *clear;     /* child */
  guint rest_source;    /* until typing rests */
  gboolean is_removing; /* the next change of chips is made by one of them */
  guint removed_index;
};

enum
{
  FILTERS_CHANGED,
  EMPTIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterBar, autosell_filter_bar, GTK_TYPE_WIDGET)

#define REST_MS 500
#define MAX_CHIP_CHARS 44

static GtkWidget *
get_chip (AutosellFilterBar *self, guint index)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (index-- > 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

static guint
get_index (GtkWidget *chip)
{
  guint index = 0;

  while ((chip = gtk_widget_get_prev_sibling (chip)) != NULL)
    index++;
  return index;
}

/* ---- What chips do ---- */

static void
set_search (AutosellFilterBar *self, guint index, const char *text)
{
  self->is_removing = TRUE;
  self->removed_index = index;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-search", "s", text);
  self->is_removing = FALSE;
}

/* The text may be a letter ahead of the chips: what is cut out is the term that the chip shows, or nothing. */
static void
remove_chip (AutosellFilterBar *self, GtkWidget *chip)
{
  guint index = get_index (chip);
  const char *term = g_ptr_array_index (self->shown, index);
  g_autoptr(GPtrArray) filters = autosell_filter_list (self->text);
  guint n_before = 0;

  for (guint i = 0; i < index; i++)
    n_before += g_str_equal (g_ptr_array_index (self->shown, i), term);
  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *rest = NULL;

      if (!g_str_equal (filter->text, term) || n_before-- > 0)
        continue;
      rest = autosell_filter_remove (self->text, filter->start, filter->end);
      set_search (self, index, rest);
      return;
    }
}

static void
remove_clicked_cb (GtkWidget *button, AutosellFilterBar *self)
{
  remove_chip (self, gtk_widget_get_parent (button));
}

static void
edit_clicked_cb (GtkWidget *button, AutosellFilterBar *self)
{
  guint index = get_index (gtk_widget_get_parent (button));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-filter", "s", g_ptr_array_index (self->shown, index));
}

static void
clear_clicked_cb (AutosellFilterBar *self)
{
  g_autofree char *rest = autosell_filter_clear (self->text);

  set_search (self, 0, rest);
}

static gboolean
chip_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             AutosellFilterBar *self)
{
  if (keyval != GDK_KEY_Delete && keyval != GDK_KEY_KP_Delete && keyval != GDK_KEY_BackSpace)
    return GDK_EVENT_PROPAGATE;
  remove_chip (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  return GDK_EVENT_STOP;
}

/* ---- Chips ---- */

static GtkWidget *
create_label_button (AutosellFilterBar *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHIP_CHARS);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  gtk_button_set_child (GTK_BUTTON (button), label);
  autosell_compat_set_name (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Change this filter"),
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (edit_clicked_cb), self);
  return button;
}

static GtkWidget *
create_chip (AutosellFilterBar *self, const AutosellFilter *filter)
{
  g_autofree char *text = autosell_filter_dup_label (filter);
  /* Translators: %s is a filter, as in “Brand: MAZDA” */
  g_autofree char *remove_name = g_strdup_printf (_("Remove the filter “%s”"), text);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (chip, "chip");
  gtk_box_append (GTK_BOX (chip), create_label_button (self, text));
  autosell_compat_set_name (remove, remove_name);
  gtk_widget_set_tooltip_text (remove, _("Remove this filter"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (chip), remove);
  g_signal_connect (key, "key-pressed", G_CALLBACK (chip_key_cb), self);
  gtk_widget_add_controller (chip, key);
  return chip;
}

/* The keyboard goes on at the chip that took the place of the one that is gone. */
static void
move_focus (AutosellFilterBar *self)
{
  if (self->shown->len == 0)
    {
      g_signal_emit (self, signals[EMPTIED], 0);
      return;
    }
  gtk_widget_grab_focus (gtk_widget_get_last_child (get_chip (self, MIN (self->removed_index, self->shown->len - 1))));
}

static gboolean
is_shown (AutosellFilterBar *self, GPtrArray *chips)
{
  if (chips->len != self->shown->len)
    return FALSE;
  for (guint i = 0; i < chips->len; i++)
    if (!g_str_equal (((const AutosellFilter *) g_ptr_array_index (chips, i))->text,
                      g_ptr_array_index (self->shown, i)))
      return FALSE;
  return TRUE;
}

static void
show_filters (AutosellFilterBar *self, GPtrArray *filters)
{
  g_autoptr(GPtrArray) chips = g_ptr_array_new ();

  g_clear_handle_id (&self->rest_source, g_source_remove);
  for (guint i = 0; i < filters->len; i++)
    if (autosell_filter_is_chip (g_ptr_array_index (filters, i)))
      g_ptr_array_add (chips, g_ptr_array_index (filters, i));
  if (is_shown (self, chips))
    return;

  for (guint n = self->shown->len; n > 0; n--)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < chips->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (chips, i);

      gtk_widget_insert_before (create_chip (self, filter), GTK_WIDGET (self), self->clear);
      g_ptr_array_add (self->shown, g_strdup (filter->text));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), chips->len > 0);
  if (self->is_removing)
    move_focus (self);
  g_signal_emit (self, signals[FILTERS_CHANGED], 0);
}

static gboolean
rest_cb (gpointer data)
{
  AutosellFilterBar *self = data;
  g_autoptr(GPtrArray) filters = autosell_filter_list (self->text);

  self->rest_source = 0;
  show_filters (self, filters);
  return G_SOURCE_REMOVE;
}

/* ---- Typing ---- */

/* Where the cursor is after @before became @after by one letter, in characters; -1 where it was more than that. */
static int
find_cursor (const char *before, const char *after)
{
  int n_before = (int) g_utf8_strlen (before, -1), n_after = (int) g_utf8_strlen (after, -1);
  int place = 0;

  if (ABS (n_after - n_before) != 1)
    return -1;
  for (const char *a = before, *b = after; *a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b);
       a = g_utf8_next_char (a), b = g_utf8_next_char (b))
    place++;
  return place + (n_after > n_before ? 1 : 0);
}

static gboolean
is_within_filter (GPtrArray *filters, int cursor)
{
  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);

      if (filter->kind != AUTOSELL_FILTER_WORDS && cursor >= (int) filter->start && cursor <= (int) filter->end)
        return TRUE;
    }
  return FALSE;
}

void
autosell_filter_bar_set_text (AutosellFilterBar *self, const char *text)
{
  g_autoptr(GPtrArray) filters = NULL;
  int cursor;

  g_return_if_fail (AUTOSELL_IS_FILTER_BAR (self) && text != NULL);

  if (g_str_equal (self->text, text))
    return;
  cursor = find_cursor (self->text, text);
  g_free (self->text);
  self->text = g_strdup (text);
  filters = autosell_filter_list (text);
  if (!self->is_removing && cursor >= 0 && is_within_filter (filters, cursor))
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
      return;
    }
  show_filters (self, filters);
}

guint
autosell_filter_bar_get_n_filters (AutosellFilterBar *self)
{
  return self->shown->len;
}

/* ---- Class ---- */

static void
autosell_filter_bar_dispose (GObject *object)
{
  AutosellFilterBar *self = AUTOSELL_FILTER_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_filter_bar_parent_class)->dispose (object);
}

static void
autosell_filter_bar_finalize (GObject *object)
{
  AutosellFilterBar *self = AUTOSELL_FILTER_BAR (object);

  g_free (self->text);
  g_ptr_array_unref (self->shown);
  G_OBJECT_CLASS (autosell_filter_bar_parent_class)->finalize (object);
}

static void
autosell_filter_bar_class_init (AutosellFilterBarClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_bar_finalize;
  signals[FILTERS_CHANGED] =
    g_signal_new ("filters-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EMPTIED] = g_signal_new ("emptied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterbar");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_bar_init (AutosellFilterBar *self)
{
  self->text = g_strdup ("");
  self->shown = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), autosell_wrap_layout_new (6));
  gtk_widget_add_css_class (GTK_WIDGET (self), "at-once");
  autosell_compat_set_name (GTK_WIDGET (self), _("Filters"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->clear = gtk_button_new_with_mnemonic (_("_Clear all"));
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "chip-clear");
  gtk_widget_set_parent (self->clear, GTK_WIDGET (self));
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self);
}
