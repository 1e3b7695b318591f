/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-page-row.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-graph-error.h"
#include "autosell-post-schedule.h"

#define N_DAYS 7

struct _AutosellPageRow
{
  AdwExpanderRow parent_instance;
  AutosellStore *store;           /* owned */
  AutosellPage *page;             /* owned, nullable before the first show() */
  AutosellPostSchedule *schedule; /* owned, nullable as that */
  GArray *template_ids;           /* owned (element-type gint64): of the template row's model */
  gboolean is_showing;
  guint n_writing;
  GtkToggleButton *days[N_DAYS]; /* Monday first */
  GtkWidget *warning;            /* nullable until it is needed: an empty place would push the title aside */
  AdwActionRow *block_row;       /* template children */
  GtkSwitch *is_automatic;
  GtkBox *days_box;
  AdwEntryRow *times;
  AdwActionRow *times_fault;
  GtkSpinButton *max_per_day;
  GtkSpinButton *gap;
  GtkSpinButton *rest;
  AdwComboRow *template;
  GtkSwitch *hands_over;
};

G_DEFINE_FINAL_TYPE (AutosellPageRow, autosell_page_row, ADW_TYPE_EXPANDER_ROW)

/* ---- How it is, in words ---- */

static gboolean
is_blocked (const AutosellPage *page)
{
  return page->blocked_s > g_get_real_time () / G_USEC_PER_SEC;
}

/* What is wrong and the way out. Returns: (transfer full) (nullable) */
static char *
dup_problem (const AutosellPage *page)
{
  if (page->account == 0)
    return g_strdup (_("Nobody is connected to it any more. Connect a person who manages it."));
  if (g_strcmp0 (page->account_state, "checkpoint") == 0)
    return g_strdup (_("Facebook wants the person to sign in first: do it at facebook.com, then connect again."));
  if (g_strcmp0 (page->account_state, "confirm") == 0)
    return g_strdup (_("Facebook wants the person to confirm the account: do it at facebook.com, then connect again."));
  if (g_strcmp0 (page->account_state, "role_lost") == 0)
    return g_strdup (
      _("The person does not manage this Page any more. Ask who manages it for access, then connect again."));
  if (g_strcmp0 (page->account_state, "ok") != 0)
    return g_strdup (_("Its account has to be connected again. Posts wait until then."));
  if (!autosell_page_can_post (page))
    return g_strdup (
      _("This person may not publish here. Ask who manages the Page for full access, then connect again."));
  if (is_blocked (page))
    {
      g_autofree char *until = autosell_format_instant (page->blocked_s * G_USEC_PER_SEC);

      /* Translators: %s is a date with a time */
      return g_strdup_printf (_("Automatic posts rest until %s."), until);
    }
  return NULL;
}

/* “Mon” … of the person's language. Returns: (transfer full) */
static char *
dup_day_name (guint day, const char *format)
{
  /* 2024-01-01 was a Monday */
  g_autoptr(GDateTime) date = g_date_time_new_utc (2024, 1, 1 + (int) day, 0, 0, 0);

  return g_date_time_format (date, format);
}

/* "09:00 14:00" */
static char *
dup_times (const AutosellPostSchedule *schedule)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < schedule->minutes->len; i++)
    {
      guint minute = g_array_index (schedule->minutes, guint, i);

      g_string_append_printf (text, "%s%02u:%02u", i > 0 ? "  " : "", minute / 60, minute % 60);
    }
  return g_string_free (text, FALSE);
}

static void
show_warning (AutosellPageRow *self, gboolean is_there)
{
  if (self->warning == NULL && is_there)
    {
      self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      autosell_compat_set_name (self->warning, _("Attention"));
      adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->warning);
    }
  if (self->warning != NULL)
    gtk_widget_set_visible (self->warning, is_there);
}

static void
show_state (AutosellPageRow *self)
{
  g_autofree char *problem = dup_problem (self->page);
  g_autofree char *times = dup_times (self->schedule);
  g_autofree char *text = NULL;

  if (problem != NULL)
    text = g_steal_pointer (&problem);
  else if (!self->page->is_automatic)
    text = g_strdup (_("By hand"));
  else if (*times == '\0' || self->schedule->weekdays == 0)
    text = g_strdup (_("Automatic, but no day or no time is chosen"));
  else
    /* Translators: %s is such as “09:00  14:00” */
    text = g_strdup_printf (_("Automatic, at %s"), times);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
  show_warning (self, !autosell_page_can_post (self->page) || is_blocked (self->page));
  gtk_widget_set_visible (GTK_WIDGET (self->block_row), is_blocked (self->page));
  if (is_blocked (self->page))
    {
      g_autofree char *reason = autosell_graph_fact_dup_sentence (self->page->block_reason);

      adw_action_row_set_subtitle (self->block_row, reason != NULL ? reason : "");
    }
}

/* ---- Writing ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellPageRow) self = data;
  g_autoptr(GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->n_writing--;
  if (!autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error) && GTK_IS_WINDOW (root))
    autosell_error_dialog_present (GTK_WINDOW (root), _("The Page’s settings were not saved."), error);
}

static void
write_page (AutosellPageRow *self)
{
  if (self->is_showing || self->page == NULL)
    return;
  self->n_writing++;
  show_state (self);
  autosell_store_set_page_async (self->store, self->page, written_cb, g_object_ref (self));
}

/* The usual one is stored as none, so that it follows the program. */
static void
write_schedule (AutosellPageRow *self)
{
  g_autoptr(AutosellPostSchedule) usual = autosell_post_schedule_new ();
  g_autofree char *usual_text = autosell_post_schedule_to_text (usual);
  char *text;

  if (self->is_showing || self->page == NULL)
    return;
  text = autosell_post_schedule_to_text (self->schedule);
  if (g_str_equal (text, usual_text))
    g_clear_pointer (&text, g_free);
  g_free (self->page->schedule);
  self->page->schedule = text;
  write_page (self);
}

static void
switched_cb (AutosellPageRow *self)
{
  if (self->is_showing || self->page == NULL)
    return;
  self->page->is_automatic = gtk_switch_get_active (self->is_automatic);
  self->page->hands_over = gtk_switch_get_active (self->hands_over);
  write_page (self);
}

static void
template_chosen_cb (AutosellPageRow *self)
{
  guint selected = adw_combo_row_get_selected (self->template);

  if (self->is_showing || self->page == NULL || selected >= self->template_ids->len)
    return;
  self->page->template = g_array_index (self->template_ids, gint64, selected);
  write_page (self);
}

static void
day_toggled_cb (AutosellPageRow *self)
{
  if (self->is_showing || self->schedule == NULL)
    return;
  self->schedule->weekdays = 0;
  for (guint i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (self->days[i]))
      self->schedule->weekdays |= 1u << i;
  write_schedule (self);
}

static void
limit_changed_cb (AutosellPageRow *self)
{
  if (self->is_showing || self->schedule == NULL)
    return;
  self->schedule->max_per_day = (guint) gtk_spin_button_get_value_as_int (self->max_per_day);
  self->schedule->gap_minutes = (guint) gtk_spin_button_get_value_as_int (self->gap);
  self->schedule->rest_days = (guint) gtk_spin_button_get_value_as_int (self->rest);
  write_schedule (self);
}

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* "9", "9:00" or "09:00", with blanks or commas between. Returns: (transfer full) (nullable): ascending, each once;
 * NULL where something is no time */
static GArray *
parse_times (const char *text)
{
  g_autoptr(GArray) minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto(GStrv) words = g_strsplit_set (text, " ,;", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint hour, minute = 0;
      int end = 0;

      if (*words[i] == '\0')
        continue;
      if ((sscanf (words[i], "%2u:%2u%n", &hour, &minute, &end) < 2 && sscanf (words[i], "%2u%n", &hour, &end) < 1)
          || words[i][end] != '\0' || hour > 23 || minute > 59)
        return NULL;
      minute += hour * 60;
      g_array_append_val (minutes, minute);
    }
  g_array_sort (minutes, compare_minutes);
  for (guint i = minutes->len; i > 1; i--)
    if (g_array_index (minutes, guint, i - 1) == g_array_index (minutes, guint, i - 2))
      g_array_remove_index (minutes, i - 1);
  return g_steal_pointer (&minutes);
}

static void
times_applied_cb (AutosellPageRow *self)
{
  g_autoptr(GArray) minutes = parse_times (gtk_editable_get_text (GTK_EDITABLE (self->times)));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->times_fault), minutes == NULL);
  if (minutes == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->times), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->times), "error");
  if (minutes == NULL || self->schedule == NULL)
    return;
  g_array_unref (self->schedule->minutes);
  self->schedule->minutes = g_steal_pointer (&minutes);
  text = dup_times (self->schedule);
  gtk_editable_set_text (GTK_EDITABLE (self->times), text);
  write_schedule (self);
}

static void
resume_clicked_cb (AutosellPageRow *self)
{
  if (self->page == NULL)
    return;
  self->n_writing++;
  autosell_store_block_page_async (self->store, self->page->id, 0, NULL, written_cb, g_object_ref (self));
}

/* ---- Showing ---- */

static void
show_schedule (AutosellPageRow *self)
{
  g_autofree char *times = dup_times (self->schedule);

  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->days[i], (self->schedule->weekdays & (1u << i)) != 0);
  gtk_editable_set_text (GTK_EDITABLE (self->times), times);
  gtk_widget_set_visible (GTK_WIDGET (self->times_fault), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->times), "error");
  gtk_spin_button_set_value (self->max_per_day, self->schedule->max_per_day);
  gtk_spin_button_set_value (self->gap, self->schedule->gap_minutes);
  gtk_spin_button_set_value (self->rest, self->schedule->rest_days);
}

static void
show_templates (AutosellPageRow *self, GPtrArray *templates)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->template_ids, 0);
  for (guint i = 0; i < templates->len; i++)
    {
      const AutosellTemplate *template = templates->pdata[i];

      gtk_string_list_append (names, template->name);
      g_array_append_val (self->template_ids, template->id);
      if (template->id == self->page->template)
        selected = i;
    }
  adw_combo_row_set_model (self->template, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->template, selected);
}

void
autosell_page_row_show (AutosellPageRow *self, const AutosellPage *page, GPtrArray *templates)
{
  gboolean is_other;

  if (self->n_writing > 0)
    return;
  /* What is half typed stays as long as nobody else changed it */
  is_other = self->page == NULL || g_strcmp0 (self->page->schedule, page->schedule) != 0;
  g_clear_pointer (&self->page, autosell_page_free);
  self->page = autosell_page_copy (page);
  self->is_showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), page->name);
  if (is_other)
    {
      g_clear_pointer (&self->schedule, autosell_post_schedule_free);
      if (page->schedule != NULL)
        self->schedule = autosell_post_schedule_parse (page->schedule, NULL);
      if (self->schedule == NULL)
        self->schedule = autosell_post_schedule_new ();
      show_schedule (self);
    }
  gtk_switch_set_active (self->is_automatic, page->is_automatic);
  gtk_switch_set_active (self->hands_over, page->hands_over);
  show_templates (self, templates);
  show_state (self);
  self->is_showing = FALSE;
}

/* ---- Class ---- */

static void
autosell_page_row_finalize (GObject *object)
{
  AutosellPageRow *self = AUTOSELL_PAGE_ROW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->page, autosell_page_free);
  g_clear_pointer (&self->schedule, autosell_post_schedule_free);
  g_array_unref (self->template_ids);
  G_OBJECT_CLASS (autosell_page_row_parent_class)->finalize (object);
}

static void
autosell_page_row_class_init (AutosellPageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = autosell_page_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-page-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, block_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, is_automatic);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, days_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, times);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, times_fault);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, max_per_day);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, gap);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, rest);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, template);
  gtk_widget_class_bind_template_child (widget_class, AutosellPageRow, hands_over);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, times_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_clicked_cb);
}

static void
autosell_page_row_init (AutosellPageRow *self)
{
  self->template_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_showing = FALSE;
  for (guint i = 0; i < N_DAYS; i++)
    {
      g_autofree char *label = dup_day_name (i, "%a");
      g_autofree char *name = dup_day_name (i, "%A");
      g_autofree char *end = NULL;

      /* Two letters are enough for all seven in one row of a narrow window */
      end = g_utf8_substring (label, 0, MIN (2, g_utf8_strlen (label, -1)));
      self->days[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (end));
      gtk_widget_set_hexpand (GTK_WIDGET (self->days[i]), TRUE);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->days[i]), name);
      autosell_compat_set_name (GTK_WIDGET (self->days[i]), name);
      g_signal_connect_swapped (self->days[i], "toggled", G_CALLBACK (day_toggled_cb), self);
      gtk_box_append (self->days_box, GTK_WIDGET (self->days[i]));
    }
}

GtkWidget *
autosell_page_row_new (AutosellStore *store)
{
  AutosellPageRow *self = g_object_new (AUTOSELL_TYPE_PAGE_ROW, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
