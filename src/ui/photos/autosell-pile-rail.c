/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-rail.h"

#include "autosell-compat.h"
#include "autosell-photo-picture.h"
#include "autosell-pile-card.h"
#include "autosell-pile-drag.h"

#include <glib/gi18n.h>

#define PICTURE_WIDTH 56
#define PICTURE_HEIGHT 42
#define WIDTH_CHARS 22

struct _AutosellPileRail
{
  GtkWidget parent_instance;
  AutosellPileBoard *board; /* owned */
  AutosellPile *pile;       /* owned, nullable */
  GtkWidget *scrolled;      /* children */
  GtkBox *line;
};

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPileRail, autosell_pile_rail, GTK_TYPE_WIDGET)

/* ---- One pile ---- */

typedef struct
{
  AutosellPileRail *rail; /* unowned: the chip is within it */
  AutosellPile *pile;     /* owned, nullable: the place for a new one */
  gulong handler;
  AutosellPhotoPicture *picture; /* unowned, as all that follow; with a pile alone */
  GtkLabel *time;
  GtkLabel *car;
  GtkWidget *button;
} Chip;

static void
chip_free (gpointer data)
{
  Chip *chip = data;

  g_clear_signal_handler (&chip->handler, chip->pile);
  g_clear_object (&chip->pile);
  g_free (chip);
}

static void
update_chip (Chip *chip)
{
  guint n_photos = autosell_pile_get_n_photos (chip->pile);
  g_autofree char *label = autosell_pile_dup_label (chip->pile);
  g_autofree char *time = autosell_pile_dup_time (chip->pile);
  g_autofree char *count = g_strdup_printf (ngettext ("%u photo", "%u photos", n_photos), n_photos);
  const char *car = autosell_pile_get_car_title (chip->pile);
  g_autofree char *detail = car != NULL ? g_strdup_printf ("%s · %s", count, car) : g_strdup (count);

  if (n_photos == 0) /* it is going */
    return;
  autosell_photo_paintable_set_preview (autosell_photo_picture_get_paintable (chip->picture),
                                        autosell_pile_photo_get_texture (autosell_pile_get_photo (chip->pile, 0)));
  gtk_label_set_text (chip->time, time);
  gtk_label_set_text (chip->car, detail);
  gtk_widget_set_tooltip_text (chip->button, label);
  autosell_compat_set_name (chip->button, label);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Chip *chip)
{
  AutosellPileBoard *board = chip->rail->board;
  g_autoptr(GPtrArray) photos = g_value_dup_boxed (value);
  g_autoptr(AutosellPile) pile = chip->pile != NULL ? g_object_ref (chip->pile) : NULL;

  if (photos == NULL)
    return FALSE;
  /* It may take the chip with it. */
  autosell_pile_board_move (board, photos, pile);
  return TRUE;
}

static void
clicked_cb (GtkButton *button, Chip *chip)
{
  g_autoptr(AutosellPile) pile = g_object_ref (chip->pile);

  g_signal_emit (chip->rail, signals[OPEN], 0, pile);
}

/* @pile: (nullable) */
static Chip *
create_chip (AutosellPileRail *self, AutosellPile *pile)
{
  GtkDropTarget *target = gtk_drop_target_new (AUTOSELL_PILE_DRAG_TYPE, GDK_ACTION_MOVE);
  Chip *chip = g_new0 (Chip, 1);

  chip->rail = self;
  chip->pile = pile != NULL ? g_object_ref (pile) : NULL;
  chip->button = gtk_button_new ();
  gtk_widget_add_css_class (chip->button, "flat");
  gtk_widget_add_css_class (chip->button, "pile-chip");
  g_object_set_data_full (G_OBJECT (chip->button), "chip", chip, chip_free);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), chip);
  gtk_widget_add_controller (chip->button, GTK_EVENT_CONTROLLER (target));
  return chip;
}

static GtkLabel *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkWidget *
create_pile_chip (AutosellPileRail *self, AutosellPile *pile)
{
  Chip *chip = create_chip (self, pile);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  chip->picture = AUTOSELL_PHOTO_PICTURE (autosell_photo_picture_new ());
  autosell_photo_picture_set_radius (chip->picture, 6);
  gtk_widget_set_size_request (GTK_WIDGET (chip->picture), PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (chip->picture), "pile-picture");
  chip->time = create_label ("numeric");
  chip->car = create_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (chip->time), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (chip->car), "dim-label");
  /* The time is whole, since the line scrolls; a car has as much room as that takes. */
  gtk_label_set_ellipsize (chip->car, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (chip->car, WIDTH_CHARS);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (chip->time));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (chip->car));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (chip->picture));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_button_set_child (GTK_BUTTON (chip->button), box);
  g_signal_connect (chip->button, "clicked", G_CALLBACK (clicked_cb), chip);
  chip->handler = g_signal_connect_swapped (pile, "changed", G_CALLBACK (update_chip), chip);
  update_chip (chip);
  return chip->button;
}

/* What is selected goes there by a click, too: the action is of the view around. */
static GtkWidget *
create_new_chip (AutosellPileRail *self)
{
  Chip *chip = create_chip (self, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("New pile")));
  gtk_button_set_child (GTK_BUTTON (chip->button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip->button), "photos.move-new");
  autosell_compat_set_name (chip->button, _("New pile"));
  gtk_widget_set_tooltip_text (chip->button, _("Photos that are dropped here are a pile of their own"));
  gtk_widget_add_css_class (chip->button, "new-pile");
  return chip->button;
}

/* ---- All ---- */

static void
show (AutosellPileRail *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->line))) != NULL)
    gtk_box_remove (self->line, child);
  if (self->pile == NULL)
    return;
  for (guint i = 0; i < autosell_pile_board_get_n_piles (self->board); i++)
    if (autosell_pile_board_get_pile (self->board, i) != self->pile)
      gtk_box_append (self->line, create_pile_chip (self, autosell_pile_board_get_pile (self->board, i)));
  gtk_box_append (self->line, create_new_chip (self));
}

void
autosell_pile_rail_set_pile (AutosellPileRail *self, AutosellPile *pile)
{
  g_return_if_fail (AUTOSELL_IS_PILE_RAIL (self));

  g_set_object (&self->pile, pile);
  show (self);
}

/* ---- Class ---- */

static void
autosell_pile_rail_dispose (GObject *object)
{
  AutosellPileRail *self = AUTOSELL_PILE_RAIL (object);

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->pile);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (autosell_pile_rail_parent_class)->dispose (object);
}

static void
autosell_pile_rail_class_init (AutosellPileRailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_rail_dispose;
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, AUTOSELL_TYPE_PILE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
autosell_pile_rail_init (AutosellPileRail *self)
{
  self->line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->line), "pile-rail");
  autosell_compat_set_name (GTK_WIDGET (self->line), _("Other piles"));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->line));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
autosell_pile_rail_new (AutosellPileBoard *board)
{
  AutosellPileRail *self = g_object_new (AUTOSELL_TYPE_PILE_RAIL, NULL);

  self->board = g_object_ref (board);
  g_signal_connect_swapped (board, "items-changed", G_CALLBACK (show), self);
  return GTK_WIDGET (self);
}
