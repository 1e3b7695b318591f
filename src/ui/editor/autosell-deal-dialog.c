/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-deal-private.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-field-offers.h"
#include "autosell-field-row.h"
#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

#define N_DEAL_FIELDS 4

typedef struct
{
  AutosellStatus status;
  AutosellField fields[N_DEAL_FIELDS];
} Deal;

static const Deal deals[] = {
  [AUTOSELL_DEAL_SALE] = { AUTOSELL_STATUS_SOLD,
                           { AUTOSELL_FIELD_SOLD_PRICE, AUTOSELL_FIELD_SOLD_ON, AUTOSELL_FIELD_SALESPERSON,
                             AUTOSELL_FIELD_BUYER } },
  [AUTOSELL_DEAL_RESERVATION] = { AUTOSELL_STATUS_RESERVED,
                                  { AUTOSELL_FIELD_DEPOSIT, AUTOSELL_FIELD_RESERVED_UNTIL, AUTOSELL_FIELD_BUYER,
                                    AUTOSELL_FIELD_SALESPERSON } },
};

/* A row with what is said of its value. */
typedef struct
{
  AutosellFieldRow *row;
  GtkWidget *note;
  GtkWidget *icon;
  GtkLabel *said;
  gboolean is_proposed;
} Entry;

struct _AutosellDealDialog
{
  AdwWindow parent_instance;
  AutosellStore *store; /* owned */
  GtkWindow *opener;    /* weak, nullable */
  AutosellDealKind kind;
  gint64 key;
  AutosellVehicle *vehicle; /* owned, nullable before it is loaded */
  GCancellable *offers;     /* owned, nullable; the request for offers */
  gboolean is_saving;
  AdwWindowTitle *title; /* children */
  GtkLabel *car;
  GtkLabel *state;
  GtkWidget *confirm;
  AdwPreferencesGroup *group;
  Entry entries[N_DEAL_FIELDS];
  AutosellFieldRow *reason;
};

G_DEFINE_FINAL_TYPE (AutosellDealDialog, autosell_deal_dialog, ADW_TYPE_WINDOW)

static void load (AutosellDealDialog *self);

static const Deal *
get_deal (AutosellDealDialog *self)
{
  return &deals[self->kind];
}

static gboolean
is_done_already (AutosellDealDialog *self)
{
  return self->vehicle != NULL && autosell_vehicle_get_status (self->vehicle) == get_deal (self)->status;
}

/* ---- what is said ---- */

/* Returns: FALSE where the value cannot be kept */
static gboolean
check_entry (AutosellDealDialog *self, guint i)
{
  Entry *entry = &self->entries[i];
  char today[AUTOSELL_DATE_SIZE];
  gboolean is_error, is_doubt;
  g_autofree char *sentence = NULL;

  autosell_date_today (today);
  sentence = autosell_deal_check (self->vehicle, get_deal (self)->fields[i], autosell_field_row_get_value (entry->row),
                                  entry->is_proposed, today, &is_error, &is_doubt);
  gtk_widget_set_visible (entry->note, sentence != NULL);
  gtk_widget_set_visible (entry->icon, is_error || is_doubt);
  gtk_label_set_text (entry->said, sentence != NULL ? sentence : "");
  if (is_error || is_doubt)
    gtk_widget_add_css_class (entry->note, "problem");
  else
    gtk_widget_remove_css_class (entry->note, "problem");
  autosell_field_row_set_note_text (entry->row, sentence);
  return !is_error;
}

static char *
dup_state (AutosellDealDialog *self)
{
  AutosellStatus status = autosell_vehicle_get_status (self->vehicle);
  const AutosellValue *until = autosell_vehicle_get_value (self->vehicle, AUTOSELL_FIELD_RESERVED_UNTIL);
  const char *buyer = autosell_vehicle_get_text (self->vehicle, AUTOSELL_FIELD_BUYER);
  g_autofree char *day = NULL;

  if (is_done_already (self))
    return NULL;
  if (status == AUTOSELL_STATUS_SOLD)
    return g_strdup (_("This car is marked as sold."));
  if (status != AUTOSELL_STATUS_RESERVED)
    return NULL;
  day = autosell_value_to_display (until, AUTOSELL_FIELD_RESERVED_UNTIL);
  if (buyer != NULL && *day != '\0')
    /* Translators: a person, and a day */
    return g_strdup_printf (_("Reserved for %s until %s."), buyer, day);
  if (buyer != NULL)
    return g_strdup_printf (_("Reserved for %s."), buyer);
  return *day != '\0' ? g_strdup_printf (_("Reserved until %s."), day) : g_strdup (_("This car is reserved."));
}

static void
show_words (AutosellDealDialog *self)
{
  gboolean is_sale = self->kind == AUTOSELL_DEAL_SALE;
  g_autofree char *name = autosell_vehicle_dup_title (self->vehicle);
  g_autofree char *state = dup_state (self);
  const char *title = is_done_already (self) ? (is_sale ? _("Sale Details") : _("Reservation Details"))
                                             : (is_sale ? _("Sell") : _("Reserve"));

  adw_window_title_set_title (self->title, title);
  gtk_label_set_text (self->car, name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (self->confirm), is_done_already (self) ? _("_Save")
                                                    : is_sale              ? _("_Sell")
                                                                           : _("_Reserve"));
  gtk_button_set_use_underline (GTK_BUTTON (self->confirm), TRUE);
  gtk_label_set_text (self->state, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), state != NULL);
}

/* ---- what is proposed ---- */

static gboolean
propose (AutosellDealDialog *self, AutosellField field, AutosellValue *value)
{
  char today[AUTOSELL_DATE_SIZE];
  const AutosellValue *price = autosell_vehicle_get_value (self->vehicle, AUTOSELL_FIELD_PRICE);

  if (is_done_already (self))
    return FALSE;
  if (field == AUTOSELL_FIELD_SOLD_PRICE && price->state == AUTOSELL_VALUE_KNOWN)
    {
      autosell_value_copy (value, price);
      return TRUE;
    }
  if (field != AUTOSELL_FIELD_SOLD_ON)
    return FALSE;
  autosell_date_today (today);
  autosell_value_set_text (value, today);
  return TRUE;
}

static void
fill_in (AutosellDealDialog *self)
{
  for (guint i = 0; i < N_DEAL_FIELDS; i++)
    {
      Entry *entry = &self->entries[i];
      AutosellField field = get_deal (self)->fields[i];
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      autosell_value_copy (&value, autosell_vehicle_get_value (self->vehicle, field));
      entry->is_proposed = value.state == AUTOSELL_VALUE_UNKNOWN && propose (self, field, &value);
      autosell_field_row_set_value (entry->row, &value);
      check_entry (self, i);
    }
}

/* ---- saving ---- */

static void
set_saving (AutosellDealDialog *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_widget_set_sensitive (self->confirm, !is_saving);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDealDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *name = NULL;
  gboolean is_sale = self->kind == AUTOSELL_DEAL_SALE;

  if (self->store == NULL)
    return; /* closed meanwhile; the change itself is in the history */
  set_saving (self, FALSE);
  if (commit == NULL && g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT))
    {
      load (self);
      return;
    }
  if (commit == NULL)
    {
      autosell_error_dialog_present (
        GTK_WINDOW (self), is_sale ? _("The sale was not saved.") : _("The reservation was not saved."), error);
      return;
    }
  name = autosell_vehicle_dup_title (self->vehicle);
  autosell_deal_tell (self->opener, self->store, self->key, commit->change, !is_sale,
                      g_strdup_printf (is_sale ? _("%s is sold") : _("%s is reserved"), name));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
confirm_cb (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellDealDialog *self = AUTOSELL_DEAL_DIALOG (widget);
  AutosellChangeSet *changes;
  g_auto(AutosellValue) status = AUTOSELL_VALUE_INIT;

  if (self->is_saving)
    return;
  for (guint i = 0; i < N_DEAL_FIELDS; i++)
    if (!check_entry (self, i))
      {
        gtk_widget_grab_focus (GTK_WIDGET (self->entries[i].row));
        return;
      }
  changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  autosell_change_set_require_revision (changes, self->key, autosell_vehicle_get_revision (self->vehicle));
  autosell_change_set_set_reason (changes, autosell_field_row_get_value (self->reason)->text);
  autosell_value_set_text (&status, autosell_status_to_nick (get_deal (self)->status));
  autosell_change_set_set (changes, self->key, AUTOSELL_FIELD_STATUS, &status);
  for (guint i = 0; i < N_DEAL_FIELDS; i++)
    autosell_change_set_set (changes, self->key, get_deal (self)->fields[i],
                             autosell_field_row_get_value (self->entries[i].row));
  set_saving (self, TRUE);
  autosell_store_commit_async (self->store, changes, NULL, committed_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* ---- rows ---- */

static int
find_entry (AutosellDealDialog *self, AutosellFieldRow *row)
{
  for (int i = 0; i < N_DEAL_FIELDS; i++)
    if (self->entries[i].row == row)
      return i;
  return -1;
}

static void
row_edited_cb (AutosellDealDialog *self, AutosellFieldRow *row)
{
  int i = find_entry (self, row);

  if (i < 0 || self->vehicle == NULL)
    return;
  self->entries[i].is_proposed = FALSE;
  /* half a day or amount is no error while it is being typed */
  if (autosell_field_row_get_value (row)->state != AUTOSELL_VALUE_RAW)
    check_entry (self, i);
}

static void
row_settled_cb (AutosellDealDialog *self, AutosellFieldRow *row)
{
  int i = find_entry (self, row);

  if (i >= 0 && self->vehicle != NULL)
    check_entry (self, i);
}

static void
row_entered_cb (AutosellDealDialog *self, AutosellFieldRow *row)
{
  autosell_field_offers_ask (self->store, row, &self->offers);
}

static void
add_note (Entry *entry)
{
  entry->note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  entry->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  entry->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (entry->note, "hint");
  gtk_widget_add_css_class (entry->note, "deal-note");
  gtk_widget_set_valign (entry->icon, GTK_ALIGN_START);
  gtk_label_set_xalign (entry->said, 0);
  gtk_label_set_wrap (entry->said, TRUE);
  gtk_label_set_wrap_mode (entry->said, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (entry->note, FALSE);
  gtk_box_append (GTK_BOX (entry->note), entry->icon);
  gtk_box_append (GTK_BOX (entry->note), GTK_WIDGET (entry->said));
  autosell_field_row_set_note (entry->row, entry->note);
}

static void
days_clicked_cb (GtkButton *button, gpointer user_data)
{
  AutosellDealDialog *self = AUTOSELL_DEAL_DIALOG (gtk_widget_get_root (GTK_WIDGET (button)));
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) day = g_date_time_add_days (now, GPOINTER_TO_INT (user_data));
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&value, iso);
  autosell_field_row_set_value (self->entries[1].row, &value);
  check_entry (self, 1);
}

/* Nobody counts days at the desk. */
static void
add_days (AutosellFieldRow *row)
{
  static const int days[] = { 3, 7, 15 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (box, autosell_wrap_layout_new (6)); /* large text needs a second line */
  gtk_widget_add_css_class (box, "niv-uses");
  gtk_widget_set_margin_top (box, 6);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%d day", "%d days", days[i]), days[i]);
      GtkWidget *button = gtk_button_new_with_label (label);

      g_signal_connect (button, "clicked", G_CALLBACK (days_clicked_cb), GINT_TO_POINTER (days[i]));
      gtk_box_append (GTK_BOX (box), button);
    }
  autosell_field_row_set_note (row, box);
}

static void
connect_row (AutosellDealDialog *self, AutosellFieldRow *row)
{
  g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "settled", G_CALLBACK (row_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entered", G_CALLBACK (row_entered_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
}

static void
build_rows (AutosellDealDialog *self)
{
  for (guint i = 0; i < N_DEAL_FIELDS; i++)
    {
      Entry *entry = &self->entries[i];

      entry->row = autosell_field_row_new (get_deal (self)->fields[i]);
      if (get_deal (self)->fields[i] == AUTOSELL_FIELD_RESERVED_UNTIL)
        add_days (entry->row);
      add_note (entry);
      connect_row (self, entry->row);
    }
  self->reason = autosell_field_row_new_extra (_("Notes"));
  connect_row (self, self->reason);
}

/* ---- coming ---- */

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDealDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);
  gboolean is_first = self->vehicle == NULL;

  if (self->store == NULL)
    return;
  if (vehicle == NULL)
    {
      if (self->opener != NULL)
        autosell_error_dialog_present (self->opener, _("The car could not be read."), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  g_set_object (&self->vehicle, vehicle);
  show_words (self);
  if (!is_first)
    {
      /* what was entered stays; the person looks at it and confirms once more */
      gtk_label_set_text (self->state,
                          _("This car was changed elsewhere meanwhile. Look at it once more before you confirm."));
      gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
      return;
    }
  fill_in (self);
  autosell_compat_present_dialog (GTK_WINDOW (self), self->opener);
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[0].row));
}

static void
load (AutosellDealDialog *self)
{
  autosell_store_get_vehicle_async (self->store, self->key, NULL, loaded_cb, g_object_ref (self));
}

static void
autosell_deal_dialog_dispose (GObject *object)
{
  AutosellDealDialog *self = AUTOSELL_DEAL_DIALOG (object);

  g_cancellable_cancel (self->offers);
  g_clear_object (&self->offers);
  g_clear_weak_pointer (&self->opener);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_deal_dialog_parent_class)->dispose (object);
}

static void
autosell_deal_dialog_finalize (GObject *object)
{
  g_clear_object (&AUTOSELL_DEAL_DIALOG (object)->vehicle);
  G_OBJECT_CLASS (autosell_deal_dialog_parent_class)->finalize (object);
}

static void
autosell_deal_dialog_class_init (AutosellDealDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_deal_dialog_dispose;
  object_class->finalize = autosell_deal_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-deal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellDealDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellDealDialog, car);
  gtk_widget_class_bind_template_child (widget_class, AutosellDealDialog, state);
  gtk_widget_class_bind_template_child (widget_class, AutosellDealDialog, confirm);
  gtk_widget_class_bind_template_child (widget_class, AutosellDealDialog, group);
  gtk_widget_class_install_action (widget_class, "deal.confirm", NULL, confirm_cb);
  gtk_widget_class_install_action (widget_class, "deal.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "deal.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "deal.confirm", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "deal.confirm", NULL);
}

static void
autosell_deal_dialog_init (AutosellDealDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_deal_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellDealKind kind, gint64 key)
{
  AutosellDealDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent) && AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_DEAL_DIALOG, NULL);
  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->opener, parent);
  self->kind = kind;
  self->key = key;
  build_rows (self);
  load (self);
}
