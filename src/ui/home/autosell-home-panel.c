/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-panel.h"

#include "autosell-compat.h"
#include "autosell-home-layout.h"

#define TILE_WIDTH 140
#define TILE_SPACING 12

struct _AutosellHomePanel
{
  GtkWidget parent_instance;
  AutosellHomeRowKind kind;
  GtkWidget *head; /* children */
  GtkWidget *title;
  GtkWidget *rows;
  GtkWidget *note;
  GtkWidget *next; /* unowned, nullable: the kept row that is filled next */
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (AutosellHomePanel, autosell_home_panel, GTK_TYPE_WIDGET)

static void
autosell_home_panel_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_home_panel_parent_class)->dispose (object);
}

static void
autosell_home_panel_class_init (AutosellHomePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_home_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_home_panel_init (AutosellHomePanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->head, "home-head");
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_box_append (GTK_BOX (self->head), self->title);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "home-note");
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
autosell_home_panel_new (AutosellHomeRowKind kind, const char *title)
{
  AutosellHomePanel *self = g_object_new (AUTOSELL_TYPE_HOME_PANEL, NULL);

  self->kind = kind;
  gtk_widget_set_visible (self->head, title != NULL);
  gtk_label_set_text (GTK_LABEL (self->title), title != NULL ? title : "");
  if (title != NULL)
    autosell_compat_set_name (GTK_WIDGET (self), title);
  if (kind == AUTOSELL_HOME_TILE)
    gtk_widget_set_layout_manager (self->rows, autosell_home_layout_new (TRUE, TILE_WIDTH, TILE_SPACING));
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "card");
      gtk_widget_add_css_class (GTK_WIDGET (self), "home-panel");
    }
  return GTK_WIDGET (self);
}

void
autosell_home_panel_begin (AutosellHomePanel *self)
{
  self->next = gtk_widget_get_first_child (self->rows);
  self->n_rows = 0;
}

void
autosell_home_panel_add (AutosellHomePanel *self, const AutosellHomeItem *item)
{
  if (self->next == NULL)
    {
      self->next = autosell_home_row_new (self->kind);
      gtk_box_append (GTK_BOX (self->rows), self->next);
      if (self->kind == AUTOSELL_HOME_TILE && self->n_rows == 0)
        gtk_widget_add_css_class (self->next, "home-hero");
    }
  autosell_home_row_set_item (AUTOSELL_HOME_ROW (self->next), item);
  gtk_widget_set_visible (self->next, TRUE);
  self->next = gtk_widget_get_next_sibling (self->next);
  self->n_rows++;
}

void
autosell_home_panel_end (AutosellHomePanel *self, const char *note)
{
  for (; self->next != NULL; self->next = gtk_widget_get_next_sibling (self->next))
    gtk_widget_set_visible (self->next, FALSE);
  gtk_label_set_text (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
  gtk_widget_set_visible (self->rows, self->n_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0 || note != NULL);
}

void
autosell_home_panel_set_button (AutosellHomePanel *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "home-more");
  gtk_box_append (GTK_BOX (self->head), button);
}
