/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-row.h"

#include "autosell-beside-layout.h"
#include "autosell-compat.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* Below this width, at the ordinary text size, buttons stand below what they are about. */
#define NARROW_WIDTH 480
#define N_BUTTONS 3

/* One side of a conflict. */
typedef struct
{
  GtkWidget *box;
  GtkLabel *value;
  GtkWidget *in_use;
} Side;

struct _AutosellSheetRow
{
  AdwBin parent_instance;
  AutosellSheetItem *item; /* owned, nullable */
  GtkListItem *list_item;  /* unowned, nullable with @item */
  gulong handler;
  int built;      /* the kind that the children below are for; -1 for none */
  GtkButton *car; /* children, nullable: what the kind has */
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *detail;
  GtkImage *icon;
  GtkWidget *end;
  GtkWidget *badge;
  Side sheet, here;
  GtkButton *buttons[N_BUTTONS];
};

G_DEFINE_FINAL_TYPE (AutosellSheetRow, autosell_sheet_row, ADW_TYPE_BIN)

/* ---- Parts ---- */

/* @style: (nullable). A label that wraps has to be laid out to be measured, and a list has hundreds of them. */
static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* @action: with a target of that type */
static GtkButton *
add_button (GtkWidget *box, const char *text, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* a target of the right type at once: an action is looked up as soon as both are there */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return GTK_BUTTON (button);
}

static void
add_car (AutosellSheetRow *self, GtkWidget *box)
{
  self->car = add_button (box, "", "sheet.show-car", g_variant_new_int64 (0));
  gtk_widget_add_css_class (GTK_WIDGET (self->car), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->car), "car-name");
  gtk_widget_set_halign (GTK_WIDGET (self->car), GTK_ALIGN_START);
}

static void
show_car (AutosellSheetRow *self, gint64 key, const char *title)
{
  g_autofree char *name = NULL;

  gtk_button_set_label (self->car, title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->car), "x", key);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->car), _("Show this car in the inventory"));
  /* Translators: %s is a car */
  name = g_strdup_printf (_("Show %s"), title);
  autosell_compat_set_name (GTK_WIDGET (self->car), name);
}

static void
name_button (GtkButton *button, const char *what)
{
  /* Translators: a button and what it is about, for a screen reader */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), gtk_button_get_label (button), what);

  autosell_compat_set_name (GTK_WIDGET (button), name);
}

static GtkWidget *
make_box (GtkOrientation orientation, int spacing)
{
  return gtk_box_new (orientation, spacing);
}

/* What stands beside the buttons, or above them. Returns: the box for it; self->end is that for buttons */
static GtkWidget *
make_line (AutosellSheetRow *self, const char *style)
{
  GtkWidget *line = make_box (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = make_box (GTK_ORIENTATION_VERTICAL, 3);

  self->end = make_box (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), self->end);
  gtk_widget_set_layout_manager (line, autosell_beside_layout_new (NARROW_WIDTH, 12));
  gtk_widget_add_css_class (line, style);
  adw_bin_set_child (ADW_BIN (self), line);
  return text;
}

static const char *
get_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "—" : text;
}

/* ---- Headings ---- */

static void
build_heading (AutosellSheetRow *self, AutosellSheetItemKind kind)
{
  GtkWidget *text = make_line (self, "sheet-heading");

  self->title = add_label (text, "", "title-4");
  self->text = add_label (text, "", "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "caption");
  /* There are three of these at most, and each says what is to be done. */
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_widget_set_visible (self->end, kind == AUTOSELL_SHEET_ITEM_CONFLICTS);
  if (kind != AUTOSELL_SHEET_ITEM_CONFLICTS)
    return;
  self->buttons[0] =
    add_button (self->end, _("Keep All…"), "sheet.decide-all", g_variant_new_int32 (AUTOSELL_DECISION_KEEP));
  self->buttons[1] =
    add_button (self->end, _("Take All the Others…"), "sheet.decide-all", g_variant_new_int32 (AUTOSELL_DECISION_TURN));
}

static void
show_heading (AutosellSheetRow *self, AutosellSheetItemKind kind)
{
  guint n = autosell_sheet_item_get_n (self->item);
  g_autofree char *number = autosell_format_integer (n);
  g_autofree char *title = NULL;

  switch (kind)
    {
    case AUTOSELL_SHEET_ITEM_CONFLICTS:
      title = g_strdup_printf (ngettext ("%s value to decide", "%s values to decide", n), number);
      gtk_label_set_text (self->text, _("Stock and sheet both changed them. One is in use until you decide."));
      gtk_widget_set_visible (self->end, n > 1);
      break;
    case AUTOSELL_SHEET_ITEM_VANISHED:
      title = g_strdup_printf (ngettext ("%s car not in the sheet", "%s cars not in the sheet", n), number);
      gtk_label_set_text (self->text, _("Somebody took the row out there. Here the car stays until you decide."));
      break;
    case AUTOSELL_SHEET_ITEM_SETTLED:
      title = g_strdup (_("Nothing is to be decided"));
      gtk_label_set_text (self->text, _("Where stock and sheet differ in what both changed, it will be asked here."));
      break;
    case AUTOSELL_SHEET_ITEM_LOG:
    default:
      title = g_strdup (_("What was read and written"));
      gtk_label_set_text (self->text, _("Every cell that came from the sheet or went to it, newest first."));
    }
  gtk_label_set_text (self->title, title);
  autosell_compat_set_row_name (self->list_item, title);
}

static void
build_sync (AutosellSheetRow *self)
{
  GtkWidget *text = make_line (self, "sheet-sync");

  self->title = add_label (text, "", "heading");
  self->badge = GTK_WIDGET (add_label (self->end, C_ ("of a change", "Undone"), "undone-badge"));
  self->buttons[0] = add_button (self->end, _("Undo…"), "sheet.undo-sync", g_variant_new_int64 (0));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[0]), _("Undo this synchronisation"));
}

static void
show_sync (AutosellSheetRow *self)
{
  g_autofree char *time = autosell_format_instant (autosell_sheet_item_get_id (self->item));
  /* Translators: %s is a time */
  g_autofree char *title = g_strdup_printf (_("Synchronisation of %s"), time);
  g_autofree char *name = g_strdup_printf ("%s: %s", _("Undo this synchronisation"), time);
  gint64 change = autosell_sheet_item_get_change (self->item);
  gboolean can_undo = autosell_sheet_item_can_undo (self->item);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (self->badge, change != 0 && !can_undo);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons[0]), can_undo);
  gtk_widget_set_visible (self->end, change != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[0]), "x", change);
  autosell_compat_set_name (GTK_WIDGET (self->buttons[0]), name);
  autosell_compat_set_row_name (self->list_item, title);
}

/* ---- A conflict ---- */

static void
build_side (AutosellSheetRow *self, Side *side, GtkWidget *box, const char *whose, guint button)
{
  GtkWidget *line;

  side->box = make_box (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_hexpand (side->box, TRUE);
  gtk_widget_add_css_class (side->box, "sheet-side");
  line = make_box (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (add_label (line, whose, "caption")), TRUE);
  side->in_use = GTK_WIDGET (add_label (line, _("In use"), "in-use-badge"));
  gtk_label_set_ellipsize (GTK_LABEL (side->in_use), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (side->box), line);
  side->value = add_label (side->box, "", "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (side->value), "numeric");
  self->buttons[button] = add_button (side->box, "", "sheet.decide", g_variant_new ("(xi)", (gint64) 0, 0));
  gtk_widget_set_halign (GTK_WIDGET (self->buttons[button]), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), side->box);
}

static void
build_conflict (AutosellSheetRow *self)
{
  GtkWidget *box = make_box (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = make_box (GTK_ORIENTATION_HORIZONTAL, 12);

  self->end = make_box (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (box, "sheet-conflict");
  add_car (self, box);
  self->text = add_label (box, "", NULL);
  self->detail = add_label (box, "", "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  build_side (self, &self->sheet, sides, _("In the sheet"), 0);
  build_side (self, &self->here, sides, _("Here"), 1);
  gtk_box_append (GTK_BOX (box), sides);
  self->title = add_label (self->end, "", NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->buttons[2] = add_button (self->end, _("Leave It So"), "sheet.decide", g_variant_new ("(xi)", (gint64) 0, 0));
  gtk_box_append (GTK_BOX (box), self->end);
  adw_bin_set_child (ADW_BIN (self), box);
}

static const char *
get_reason (AutosellLedgerConflictKind kind)
{
  switch (kind)
    {
    case AUTOSELL_LEDGER_READ_ONLY:
      return _("Changed here, and the sheet’s cell cannot be written: it is protected or has a formula");
    case AUTOSELL_LEDGER_DELETED:
      return _("Moved to the bin here and changed in the sheet, so it came back");
    case AUTOSELL_LEDGER_BOTH_CHANGED:
    default:
      return _("Changed here and in the sheet");
    }
}

static void
show_side (AutosellSheetRow *self, Side *side, guint button, const char *value, gboolean is_used, const char *what)
{
  gint64 id = autosell_sheet_item_get_id (self->item);
  AutosellDecision decision = side == &self->sheet ? AUTOSELL_DECISION_SHEET : AUTOSELL_DECISION_HERE;
  g_autofree char *told = g_strdup_printf ("%s, %s", get_dash (value), what);

  gtk_label_set_text (side->value, get_dash (value));
  gtk_widget_set_visible (side->in_use, is_used);
  if (is_used)
    gtk_widget_add_css_class (side->box, "in-use");
  else
    gtk_widget_remove_css_class (side->box, "in-use");
  gtk_button_set_label (self->buttons[button], is_used ? C_ ("a value", "Keep") : C_ ("a value", "Use This"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[button]), "(xi)", id,
                                    is_used ? AUTOSELL_DECISION_KEEP : decision);
  name_button (self->buttons[button], told);
}

static void
show_conflict (AutosellSheetRow *self)
{
  const AutosellConflict *conflict = autosell_sheet_item_get_conflict (self->item);
  gboolean is_deleted = conflict->kind == AUTOSELL_LEDGER_DELETED;
  const char *field = is_deleted ? _("The car") : autosell_field_get_label (conflict->field);
  g_autofree char *here =
    is_deleted ? g_strdup (_("in the bin")) : autosell_value_to_display (&conflict->local, conflict->field);
  g_autofree char *sheet =
    is_deleted ? g_strdup (_("in stock")) : autosell_value_to_display (&conflict->remote, conflict->field);
  g_autofree char *now = is_deleted ? NULL : autosell_value_to_display (&conflict->current, conflict->field);
  g_autofree char *time = autosell_format_instant (conflict->at_us);
  g_autofree char *text = g_strdup_printf ("%s · %s", field, time);
  g_autofree char *what = g_strdup_printf ("%s, %s", field, conflict->title);
  g_autofree char *name = NULL;
  g_autofree char *told = g_strdup_printf ("%s, %s", get_dash (now), what);
  g_autofree char *since = NULL;
  gboolean uses_here = is_deleted ? conflict->is_in_bin : autosell_value_equal (&conflict->current, &conflict->local);
  gboolean uses_sheet =
    is_deleted ? !conflict->is_in_bin : autosell_value_equal (&conflict->current, &conflict->remote);

  show_car (self, conflict->key, conflict->title);
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->detail, get_reason (conflict->kind));
  /* The ordinary one is short; the others are few, and what they say is the point. */
  gtk_label_set_wrap (self->detail, conflict->kind != AUTOSELL_LEDGER_BOTH_CHANGED);
  gtk_label_set_ellipsize (self->detail,
                           gtk_label_get_wrap (self->detail) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  show_side (self, &self->sheet, 0, sheet, uses_sheet, what);
  show_side (self, &self->here, 1, here, uses_here, what);
  gtk_widget_set_visible (self->end, !uses_here && !uses_sheet);
  /* Translators: the value of a car that is neither of the two */
  since = g_strdup_printf (_("Now: %s"), get_dash (now));
  gtk_label_set_text (self->title, since);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[2]), "(xi)", conflict->id, AUTOSELL_DECISION_KEEP);
  name_button (self->buttons[2], told);
  /* Translators: what a screen reader says of a line: car, field, the value in the sheet, the value here */
  name =
    g_strdup_printf (_("%s, %s: in the sheet %s, here %s"), conflict->title, field, get_dash (sheet), get_dash (here));
  autosell_compat_set_row_name (self->list_item, name);
}

/* ---- A car that the sheet lost ---- */

static void
build_lost (AutosellSheetRow *self)
{
  GtkWidget *text = make_line (self, "sheet-car");
  GVariant *none = g_variant_ref_sink (g_variant_new ("(xi)", (gint64) 0, 0));

  add_car (self, text);
  self->text = add_label (text, "", "dim-label");
  self->detail = add_label (text, _("Stays here alone, as you decided"), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  self->buttons[0] = add_button (self->end, _("Put Back"), "sheet.set-car", none);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[0]),
                               _("Put it back into the sheet with the next synchronisation"));
  self->buttons[1] = add_button (self->end, C_ ("a car that the sheet lost", "Leave"), "sheet.set-car", none);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[1]), _("Keep it here alone, without being asked again"));
  self->buttons[2] = add_button (self->end, _("Delete"), "sheet.delete-car", g_variant_new_int64 (0));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[2]), _("Move it to the bin here too"));
  g_variant_unref (none);
}

static void
show_lost (AutosellSheetRow *self)
{
  const AutosellVanished *car = autosell_sheet_item_get_car (self->item);
  gboolean is_left = car->state == AUTOSELL_VANISHED_LEFT;
  g_autofree char *name = g_strdup_printf ("%s, %s", car->title, car->details);

  show_car (self, car->key, car->title);
  gtk_label_set_text (self->text, car->details);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *car->details != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->detail), is_left);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons[1]), !is_left);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[0]), "(xi)", car->key, AUTOSELL_VANISHED_PUT_BACK);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[1]), "(xi)", car->key, AUTOSELL_VANISHED_LEFT);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[2]), "x", car->key);
  for (guint i = 0; i < 3; i++)
    name_button (self->buttons[i], car->title);
  autosell_compat_set_row_name (self->list_item, name);
}

/* ---- A cell of the log ---- */

static void
build_cell (AutosellSheetRow *self)
{
  GtkWidget *line = make_box (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = make_box (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (line, "sheet-cell");
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dim-label");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (line), box);
  gtk_widget_set_hexpand (box, TRUE);
  add_car (self, box);
  self->text = add_label (box, "", NULL);
  adw_bin_set_child (ADW_BIN (self), line);
}

static char *
dup_change (const AutosellSheetLogEntry *entry)
{
  const char *direction = entry->is_written ? _("to the sheet") : _("from the sheet");
  g_autofree char *before = autosell_value_to_display (&entry->before, entry->field);
  g_autofree char *after = autosell_value_to_display (&entry->after, entry->field);

  if (!entry->has_field)
    return g_strdup (_("New, from the sheet"));
  /* Translators: field: value before → value after, and “to the sheet” or “from the sheet” */
  return g_strdup_printf (_("%s: %s → %s, %s"), autosell_field_get_label (entry->field), get_dash (before),
                          get_dash (after), direction);
}

static void
show_cell (AutosellSheetRow *self)
{
  const AutosellSheetLogEntry *entry = autosell_sheet_item_get_entry (self->item);
  g_autofree char *text = dup_change (entry);
  g_autofree char *name = g_strdup_printf ("%s, %s", entry->title, text);

  show_car (self, entry->key, entry->key != 0 ? entry->title : _("a car that is no more"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->car), entry->key != 0);
  gtk_label_set_text (self->text, text);
  gtk_image_set_from_icon_name (self->icon, entry->is_written ? "go-up-symbolic" : "go-down-symbolic");
  autosell_compat_set_row_name (self->list_item, name);
}

/* ---- The row ---- */

static void
forget (AutosellSheetRow *self)
{
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->car = NULL;
  self->title = self->text = self->detail = NULL;
  self->icon = NULL;
  self->end = self->badge = NULL;
  self->sheet = self->here = (Side){ NULL };
  for (guint i = 0; i < N_BUTTONS; i++)
    self->buttons[i] = NULL;
}

/* A list gives a row to items of any kind; most of them are cells, and so are most that come next. */
static void
build (AutosellSheetRow *self, AutosellSheetItemKind kind)
{
  if (self->built == (int) kind)
    return;
  forget (self);
  self->built = kind;
  switch (kind)
    {
    case AUTOSELL_SHEET_ITEM_CONFLICT:
      build_conflict (self);
      break;
    case AUTOSELL_SHEET_ITEM_CAR:
      build_lost (self);
      break;
    case AUTOSELL_SHEET_ITEM_SYNC:
      build_sync (self);
      break;
    case AUTOSELL_SHEET_ITEM_CELL:
      build_cell (self);
      break;
    case AUTOSELL_SHEET_ITEM_CONFLICTS:
    case AUTOSELL_SHEET_ITEM_VANISHED:
    case AUTOSELL_SHEET_ITEM_SETTLED:
    case AUTOSELL_SHEET_ITEM_LOG:
    default:
      build_heading (self, kind);
    }
}

static void
show (AutosellSheetRow *self)
{
  AutosellSheetItemKind kind = autosell_sheet_item_get_kind (self->item);

  build (self, kind);
  if (kind == AUTOSELL_SHEET_ITEM_CONFLICT)
    show_conflict (self);
  else if (kind == AUTOSELL_SHEET_ITEM_CAR)
    show_lost (self);
  else if (kind == AUTOSELL_SHEET_ITEM_SYNC)
    show_sync (self);
  else if (kind == AUTOSELL_SHEET_ITEM_CELL)
    show_cell (self);
  else
    show_heading (self, kind);
}

void
autosell_sheet_row_set_item (AutosellSheetRow *self, GtkListItem *list_item, AutosellSheetItem *item)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  self->list_item = list_item;
  if (item == NULL)
    return;
  self->handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}

gboolean
autosell_sheet_row_focus (AutosellSheetRow *self, guint button)
{
  g_return_val_if_fail (AUTOSELL_IS_SHEET_ROW (self), FALSE);

  for (guint i = 0; i < N_BUTTONS; i++)
    {
      GtkButton *wanted = self->buttons[(button + i) % N_BUTTONS];

      if (wanted != NULL && gtk_widget_is_visible (GTK_WIDGET (wanted)) && gtk_widget_grab_focus (GTK_WIDGET (wanted)))
        return TRUE;
    }
  return FALSE;
}

guint
autosell_sheet_row_get_focus (AutosellSheetRow *self)
{
  for (guint i = 0; i < N_BUTTONS; i++)
    if (self->buttons[i] != NULL && gtk_widget_has_focus (GTK_WIDGET (self->buttons[i])))
      return i;
  return 0;
}

static void
autosell_sheet_row_dispose (GObject *object)
{
  autosell_sheet_row_set_item (AUTOSELL_SHEET_ROW (object), NULL, NULL);
  G_OBJECT_CLASS (autosell_sheet_row_parent_class)->dispose (object);
}

static void
autosell_sheet_row_class_init (AutosellSheetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_sheet_row_dispose;
}

static void
autosell_sheet_row_init (AutosellSheetRow *self)
{
  self->built = -1;
}

GtkWidget *
autosell_sheet_row_new (void)
{
  return g_object_new (AUTOSELL_TYPE_SHEET_ROW, NULL);
}
