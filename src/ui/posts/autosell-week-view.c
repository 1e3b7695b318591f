/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week-view.h"

#include "autosell-car-picker.h"
#include "autosell-compat.h"
#include "autosell-text-scale.h"
#include "autosell-week-card.h"
#include "autosell-week-say.h"
#include "autosell-week-supply.h"

#include <glib/gi18n.h>

#define N_DAYS 7
/* Seven columns that words fit into. */
#define WIDE_WIDTH 780
#define NARROW_LEAST 280
#define REFRESH_MS 150
/* While somebody has a menu open. */
#define BUSY_MS 400

typedef struct
{
  gint64 page, at_s, post, key;
} Place;

struct _AutosellWeekView
{
  GtkWidget parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  GCancellable *cancellable; /* owned, nullable: what is being asked for */
  guint refresh_source, relayout_source;
  guint next_source;  /* when the next slot comes, while somebody looks */
  AutosellWeek *week; /* owned, nullable before it was read */
  char *signature;    /* owned, nullable: of what is shown */
  gint64 from_s;      /* of the week that is shown */
  int weeks;          /* from now; 0: the one that begins today */
  int day;            /* of the week: the one that is shown where there is room for one alone */
  gboolean is_narrow;
  gboolean is_carrying;
  Place carried;    /* what was picked up */
  GPtrArray *cards; /* owned, of AutosellWeekCard (unowned): as they are shown */
  GtkWidget *child; /* owned by the widget, as all below */
  GtkLabel *title;
  GtkWidget *today;
  AutosellWeekSupplyBar *supply;
  GtkBox *pages;
  GtkRevealer *hint_revealer;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (AutosellWeekView, autosell_week_view, GTK_TYPE_WIDGET)

static void refresh (AutosellWeekView *self);
static void show_week (AutosellWeekView *self);

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Returns: (transfer full) */
static AutosellPostSchedule *
open_schedule (const AutosellPage *page)
{
  AutosellPostSchedule *schedule =
    page != NULL && page->schedule != NULL ? autosell_post_schedule_parse (page->schedule, NULL) : NULL;

  return schedule != NULL ? schedule : autosell_post_schedule_new ();
}

/* “24/11 09:00” on the Page's own clock. Returns: (transfer full) */
static char *
dup_slot_name (AutosellWeekView *self, gint64 page_id, gint64 at_s)
{
  const AutosellPage *page = NULL;
  g_autoptr(AutosellPostSchedule) schedule = NULL;
  g_autoptr(GTimeZone) zone = NULL;
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr(GDateTime) local = NULL;

  for (guint i = 0; self->week != NULL && i < self->week->pages->len; i++)
    if (((const AutosellPage *) self->week->pages->pdata[i])->id == page_id)
      page = self->week->pages->pdata[i];
  schedule = open_schedule (page);
  zone = g_time_zone_new_identifier (schedule->zone);
  local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  return g_date_time_format (local, "%d/%m %H:%M");
}

/* ---- Picking up and putting down ---- */

static void
show_carrying (AutosellWeekView *self)
{
  const char *title = NULL;

  for (guint i = 0; i < self->cards->len; i++)
    {
      AutosellWeekCard *card = self->cards->pdata[i];
      gboolean is_it = self->is_carrying && autosell_week_card_get_page (card) == self->carried.page
                       && autosell_week_card_get_at (card) == self->carried.at_s
                       && autosell_week_card_get_post (card) == self->carried.post;

      autosell_week_card_set_is_picked (card, is_it);
      autosell_week_card_set_is_target (card,
                                        self->is_carrying && autosell_week_card_get_page (card) == self->carried.page);
      if (is_it)
        title = autosell_week_card_get_title (card);
    }
  if (self->is_carrying && title != NULL)
    {
      g_autofree char *hint = g_strdup_printf (_("%s is picked up: choose its slot, Escape leaves it"), title);

      gtk_label_set_text (self->hint, hint);
    }
  gtk_revealer_set_reveal_child (self->hint_revealer, self->is_carrying);
}

static void
give_up_cb (AutosellWeekView *self)
{
  self->is_carrying = FALSE;
  show_carrying (self);
}

static void
move (AutosellWeekView *self, const Place *from, AutosellWeekCard *to)
{
  AutosellWeekAct what = { .kind = AUTOSELL_WEEK_ACT_MOVE,
                           .page = from->page,
                           .at_s = from->at_s,
                           .post = from->post,
                           .to_s = autosell_week_card_get_at (to),
                           .key = from->post == 0 ? from->key : 0,
                           .now_s = get_now_s () };
  g_autofree char *when = dup_slot_name (self, what.page, what.to_s);

  if (!autosell_week_card_can_take (to) || autosell_week_card_get_page (to) != from->page)
    {
      gtk_widget_error_bell (GTK_WIDGET (to));
      return;
    }
  give_up_cb (self);
  if (what.to_s != what.at_s)
    autosell_week_say (GTK_WIDGET (self), self->store, &what,
                       g_strdup_printf (/* Translators: %s is such as “24/11 09:00” */ _("Moved to %s"), when));
}

static Place
get_place (AutosellWeekCard *card)
{
  return (Place){ autosell_week_card_get_page (card), autosell_week_card_get_at (card),
                  autosell_week_card_get_post (card), autosell_week_card_get_key (card) };
}

static void
put_cb (AutosellWeekCard *card, AutosellWeekCard *from, AutosellWeekView *self)
{
  Place place = from != NULL ? get_place (from) : self->carried;

  if (from != NULL || self->is_carrying)
    move (self, &place, card);
}

/* ---- The other acts ---- */

static void
act_cb (AutosellWeekCard *card, int kind, AutosellWeekView *self)
{
  AutosellWeekAct what = { .kind = (AutosellWeekActKind) kind,
                           .page = autosell_week_card_get_page (card),
                           .at_s = autosell_week_card_get_at (card),
                           .post = autosell_week_card_get_post (card),
                           .key = autosell_week_card_get_key (card),
                           .now_s = get_now_s () };
  g_autofree char *when = dup_slot_name (self, what.page, what.at_s);

  switch (what.kind)
    {
    case AUTOSELL_WEEK_ACT_MOVE:
      self->carried = get_place (card);
      self->is_carrying = TRUE;
      show_carrying (self);
      break;
    case AUTOSELL_WEEK_ACT_SKIP:
      autosell_week_say (GTK_WIDGET (self), self->store, &what, g_strdup_printf (_("%s is skipped"), when));
      break;
    case AUTOSELL_WEEK_ACT_PIN:
      autosell_week_say (GTK_WIDGET (self), self->store, &what, g_strdup_printf (_("It stays at %s"), when));
      break;
    case AUTOSELL_WEEK_ACT_PIN_WEEKLY:
      autosell_week_say (GTK_WIDGET (self), self->store, &what, g_strdup (_("The car has this slot every week")));
      break;
    case AUTOSELL_WEEK_ACT_FREE:
    case AUTOSELL_WEEK_ACT_FREE_WEEKLY:
    default:
      autosell_week_say (GTK_WIDGET (self), self->store, &what, g_strdup_printf (_("The rule decides about %s"), when));
      break;
    }
}

static void
picked_cb (GtkWidget *picker, gint64 key, const char *title, AutosellWeekView *self)
{
  AutosellWeekCard *card = AUTOSELL_WEEK_CARD (gtk_widget_get_parent (picker));
  AutosellWeekAct what = { .kind = AUTOSELL_WEEK_ACT_PIN,
                           .page = autosell_week_card_get_page (card),
                           .at_s = autosell_week_card_get_at (card),
                           .key = key,
                           .now_s = get_now_s () };
  g_autofree char *when = dup_slot_name (self, what.page, what.at_s);

  gtk_popover_popdown (GTK_POPOVER (picker));
  autosell_week_say (GTK_WIDGET (self), self->store, &what,
                     g_strdup_printf (/* Translators: a car and “24/11 09:00” */ _("%s goes %s"), title, when));
}

static gboolean
unparent_cb (gpointer data)
{
  if (gtk_widget_get_parent (data) != NULL)
    gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
picker_closed_cb (GtkWidget *picker)
{
  g_idle_add_full (G_PRIORITY_LOW, unparent_cb, g_object_ref (picker), g_object_unref);
}

static void
choose_cb (AutosellWeekCard *card, AutosellWeekView *self)
{
  GtkWidget *picker = autosell_car_picker_new (self->store);

  gtk_widget_set_parent (picker, GTK_WIDGET (card));
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, 0);
  g_signal_connect (picker, "closed", G_CALLBACK (picker_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (picker));
}

/* ---- What is shown ---- */

static void
turn (AutosellWeekView *self, int by)
{
  if (!self->is_narrow)
    self->weeks += by;
  else
    {
      self->day += by;
      if (self->day >= 0 && self->day < N_DAYS)
        {
          show_week (self);
          return;
        }
      self->weeks += by;
      self->day = by < 0 ? N_DAYS - 1 : 0;
    }
  refresh (self);
}

static void
turn_cb (AutosellWeekCard *card, int by, AutosellWeekView *self)
{
  turn (self, by);
}

static void
before_cb (AutosellWeekView *self)
{
  turn (self, -1);
}

static void
after_cb (AutosellWeekView *self)
{
  turn (self, 1);
}

static void
today_cb (AutosellWeekView *self)
{
  self->weeks = self->day = 0;
  refresh (self);
}

/* Returns: (transfer full): the day's own date there. */
static GDateTime *
get_date (const AutosellPostSchedule *schedule, gint64 at_s)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (schedule->zone);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at_s);

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
}

static void
show_title (AutosellWeekView *self)
{
  g_autoptr(AutosellPostSchedule) schedule =
    open_schedule (self->week->pages->len > 0 ? self->week->pages->pdata[0] : NULL);
  gint64 first_s = autosell_post_schedule_get_day (schedule, self->from_s, self->is_narrow ? self->day : 0);
  g_autoptr(GDateTime) first = get_date (schedule, first_s);
  g_autoptr(GDateTime) last = get_date (schedule, autosell_post_schedule_get_day (schedule, self->from_s, N_DAYS - 1));
  g_autofree char *from = g_date_time_format (first, self->is_narrow ? "%A %d/%m/%Y" : "%d/%m/%Y");
  g_autofree char *to = self->is_narrow ? NULL : g_date_time_format (last, "%d/%m/%Y");
  g_autofree char *title = to != NULL ? g_strdup_printf ("%s – %s", from, to) : g_strdup (from);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_sensitive (self->today, self->weeks != 0 || (self->is_narrow && self->day != 0));
}

static GtkWidget *
create_card (AutosellWeekView *self, const AutosellPostSchedule *schedule, const AutosellWeekEntry *entry)
{
  g_autoptr(GDateTime) date = get_date (schedule, entry->at_s);
  g_autofree char *time = g_date_time_format (date, "%H:%M");
  GtkWidget *card = autosell_week_card_new (entry, time);

  g_signal_connect (card, "act", G_CALLBACK (act_cb), self);
  g_signal_connect (card, "choose", G_CALLBACK (choose_cb), self);
  g_signal_connect (card, "put", G_CALLBACK (put_cb), self);
  g_signal_connect_swapped (card, "give-up", G_CALLBACK (give_up_cb), self);
  g_signal_connect (card, "turn", G_CALLBACK (turn_cb), self);
  g_ptr_array_add (self->cards, card);
  return card;
}

/* Returns: (transfer none): the entries of a Page between two times, below each other */
static GtkWidget *
create_day (AutosellWeekView *self, const AutosellPostSchedule *schedule, const AutosellPage *page, gint64 from_s,
            gint64 until_s)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < self->week->entries->len; i++)
    {
      const AutosellWeekEntry *entry = self->week->entries->pdata[i];

      if (entry->page == page->id && entry->at_s >= from_s && entry->at_s < until_s)
        gtk_box_append (GTK_BOX (box), create_card (self, schedule, entry));
    }
  if (gtk_widget_get_first_child (box) == NULL)
    {
      GtkWidget *none = gtk_label_new (self->is_narrow ? _("No slot on this day") : "—");

      gtk_widget_add_css_class (none, "dim-label");
      gtk_box_append (GTK_BOX (box), none);
    }
  return box;
}

static GtkWidget *
create_heading (const AutosellPostSchedule *schedule, gint64 day_s, gboolean is_today)
{
  g_autoptr(GDateTime) date = get_date (schedule, day_s);
  g_autofree char *text = g_date_time_format (date, "%a %d");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, is_today ? "week-today" : "dim-label");
  return label;
}

/* What there is to know of the Page. Returns: (transfer full) */
static char *
dup_note (const AutosellPage *page)
{
  if (page->poster != NULL)
    return g_strdup_printf (/* Translators: %s is another PC of the lot and who works there */ _("%s posts there"),
                            page->poster_name);
  if (page->blocked_s > get_now_s ())
    return g_strdup (_("Facebook has blocked it: nothing goes by itself for now"));
  if (!autosell_page_can_post (page))
    return g_strdup (_("It has to be connected again: nothing goes out"));
  return g_strdup (page->is_automatic
                     ? _("Cars never posted go first, longest in stock first; then the one posted longest ago")
                     : _("By hand alone; in Preferences it can be filled by itself"));
}

static void
add_page (AutosellWeekView *self, const AutosellPage *page)
{
  g_autoptr(AutosellPostSchedule) schedule = open_schedule (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *name = gtk_label_new (page->name),
            *grid = gtk_grid_new (), *about;
  g_autofree char *note = dup_note (page);
  gint64 today_s = autosell_post_schedule_get_day (schedule, get_now_s (), 0);

  about = gtk_label_new (note);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_add_css_class (name, "heading");
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_add_css_class (about, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), about);
  if (page->poster != NULL)
    gtk_box_append (GTK_BOX (box), autosell_week_create_take_over (page));
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (int i = 0; i < N_DAYS; i++)
    {
      gint64 day_s = autosell_post_schedule_get_day (schedule, self->from_s, i);
      gint64 next_s = autosell_post_schedule_get_day (schedule, self->from_s, i + 1);

      if (self->is_narrow && i != self->day)
        continue;
      if (!self->is_narrow)
        gtk_grid_attach (GTK_GRID (grid), create_heading (schedule, day_s, day_s == today_s), i, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), create_day (self, schedule, page, day_s, next_s), i, 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (self->pages, box);
}

/* The card that has, or holds what has, the focus. */
static AutosellWeekCard *
get_focused (AutosellWeekView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, AUTOSELL_TYPE_WEEK_CARD) : NULL;

  return card != NULL && gtk_widget_is_ancestor (card, GTK_WIDGET (self)) ? AUTOSELL_WEEK_CARD (card) : NULL;
}

/* Where somebody was, or as near as that is there any more. */
static void
focus_again (AutosellWeekView *self, const Place *place)
{
  AutosellWeekCard *best = NULL;

  for (guint i = 0; i < self->cards->len; i++)
    {
      AutosellWeekCard *card = self->cards->pdata[i];

      if (autosell_week_card_get_page (card) != place->page)
        continue;
      if (best == NULL
          || ABS (autosell_week_card_get_at (card) - place->at_s)
               < ABS (autosell_week_card_get_at (best) - place->at_s))
        best = card;
    }
  if (best != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (best));
}

static void
show_week (AutosellWeekView *self)
{
  AutosellWeekCard *focused = get_focused (self);
  Place place = focused != NULL ? get_place (focused) : (Place){ 0 };
  GtkWidget *child;

  if (self->week == NULL)
    return;
  g_ptr_array_set_size (self->cards, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_box_remove (self->pages, child);
  show_title (self);
  for (guint i = 0; i < self->week->pages->len; i++)
    add_page (self, self->week->pages->pdata[i]);
  show_carrying (self);
  if (focused != NULL)
    focus_again (self, &place);
}

/* ---- Asking ---- */

static gboolean
next_cb (gpointer data)
{
  AutosellWeekView *self = data;

  self->next_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* What is to come is past then. */
static void
wait_for_next (AutosellWeekView *self)
{
  gint64 now_s = get_now_s ();

  g_clear_handle_id (&self->next_source, g_source_remove);
  for (guint i = 0; i < self->week->entries->len && self->next_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self));
       i++)
    {
      const AutosellWeekEntry *entry = self->week->entries->pdata[i];

      if (entry->at_s > now_s)
        self->next_source = g_timeout_add_seconds ((guint) (entry->at_s - now_s + 1), next_cb, self);
    }
}

/* All that is shown of it: what stays the same is not built anew. Returns: (transfer full) */
static char *
dup_signature (AutosellWeekView *self, const AutosellWeek *week)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT, self->from_s);
  for (guint i = 0; i < week->pages->len; i++)
    {
      const AutosellPage *page = week->pages->pdata[i];
      g_autofree char *note = dup_note (page);

      g_string_append_printf (text, "\n%s %s %s %s", page->name, note, page->schedule, page->poster);
    }
  for (guint i = 0; i < week->entries->len; i++)
    {
      const AutosellWeekEntry *entry = week->entries->pdata[i];
      g_autofree char *why = autosell_week_entry_dup_why (entry);

      g_string_append_printf (
        text, "\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d %d %d %s %s %s %s", entry->page,
        entry->at_s, entry->post, entry->kind, entry->state, entry->is_past, entry->is_movable, entry->title,
        autosell_week_entry_get_label (entry), why, entry->permalink);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_busy (AutosellWeekView *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (autosell_week_card_is_busy (self->cards->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
week_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellWeekView) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellWeek) week = autosell_store_get_week_finish (AUTOSELL_STORE (source), result, &error);
  g_autofree char *signature = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (week == NULL)
    {
      g_warning ("Posts: %s", error->message);
      return;
    }
  /* Nobody's menu is taken away */
  if (is_busy (self))
    {
      g_clear_handle_id (&self->next_source, g_source_remove);
      self->next_source = g_timeout_add (BUSY_MS, next_cb, self);
      return;
    }
  signature = dup_signature (self, week);
  g_clear_pointer (&self->week, autosell_week_free);
  self->week = g_steal_pointer (&week);
  autosell_week_supply_bar_show (self->supply, &self->week->supply);
  if (g_strcmp0 (signature, self->signature) != 0)
    {
      g_free (self->signature);
      self->signature = g_steal_pointer (&signature);
      show_week (self);
    }
  wait_for_next (self);
}

static gboolean
refresh_cb (gpointer data)
{
  AutosellWeekView *self = data;
  g_autoptr(AutosellPostSchedule) schedule =
    open_schedule (self->week != NULL && self->week->pages->len > 0 ? self->week->pages->pdata[0] : NULL);
  gint64 now_s = get_now_s ();

  self->refresh_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->from_s = autosell_post_schedule_get_day (schedule, now_s, self->weeks * N_DAYS);
  /* A day more on both sides: Pages may be on other clocks */
  autosell_store_get_week_async (self->store, 0, self->from_s - 24 * 60 * 60,
                                 autosell_post_schedule_get_day (schedule, self->from_s, N_DAYS + 1), now_s,
                                 self->cancellable, week_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
refresh (AutosellWeekView *self)
{
  if (self->refresh_source == 0 && self->store != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* ---- The widget ---- */

void
autosell_week_view_set_store (AutosellWeekView *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_WEEK_VIEW (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static gboolean
relayout_cb (gpointer data)
{
  AutosellWeekView *self = data;

  self->relayout_source = 0;
  show_week (self);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
autosell_week_view_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_week_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  AutosellWeekView *self = AUTOSELL_WEEK_VIEW (widget);
  int needed;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
      for_size = MAX (for_size, needed);
    }
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, NARROW_LEAST);
}

static void
autosell_week_view_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  AutosellWeekView *self = AUTOSELL_WEEK_VIEW (widget);
  gboolean is_narrow = autosell_text_scale_down (width) < WIDE_WIDTH;
  int needed;

  /* Children cannot come and go while they are given their places */
  if (is_narrow != self->is_narrow && self->relayout_source == 0)
    {
      self->is_narrow = is_narrow;
      self->relayout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, relayout_cb, self, NULL);
    }
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->child, &(GtkAllocation){ 0, 0, MAX (width, needed), height }, -1);
}

static void
autosell_week_view_map (GtkWidget *widget)
{
  AutosellWeekView *self = AUTOSELL_WEEK_VIEW (widget);

  GTK_WIDGET_CLASS (autosell_week_view_parent_class)->map (widget);
  refresh (self);
}

static void
autosell_week_view_unmap (GtkWidget *widget)
{
  AutosellWeekView *self = AUTOSELL_WEEK_VIEW (widget);

  g_clear_handle_id (&self->next_source, g_source_remove);
  GTK_WIDGET_CLASS (autosell_week_view_parent_class)->unmap (widget);
}

static void
autosell_week_view_dispose (GObject *object)
{
  AutosellWeekView *self = AUTOSELL_WEEK_VIEW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->relayout_source, g_source_remove);
  g_clear_handle_id (&self->next_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->cards, 0);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->week, autosell_week_free);
  G_OBJECT_CLASS (autosell_week_view_parent_class)->dispose (object);
}

static void
autosell_week_view_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_WEEK_VIEW (object)->cards);
  g_free (AUTOSELL_WEEK_VIEW (object)->signature);
  G_OBJECT_CLASS (autosell_week_view_parent_class)->finalize (object);
}

static void
autosell_week_view_class_init (AutosellWeekViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_week_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_week_view_finalize;
  widget_class->get_request_mode = autosell_week_view_get_request_mode;
  widget_class->measure = autosell_week_view_measure;
  widget_class->size_allocate = autosell_week_view_size_allocate;
  widget_class->map = autosell_week_view_map;
  widget_class->unmap = autosell_week_view_unmap;
  gtk_widget_class_set_css_name (widget_class, "weekview");
}

static GtkWidget *
create_button (AutosellWeekView *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  autosell_compat_set_name (button, label);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_head (AutosellWeekView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->title, 0.5);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "numeric");
  self->today = create_button (self, "x-office-calendar-symbolic", _("Today"), G_CALLBACK (today_cb));
  gtk_box_append (GTK_BOX (head), create_button (self, "go-previous-symbolic", _("Earlier"), G_CALLBACK (before_cb)));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), self->today);
  gtk_box_append (GTK_BOX (head), create_button (self, "go-next-symbolic", _("Later"), G_CALLBACK (after_cb)));
  gtk_widget_set_margin_start (head, 12);
  gtk_widget_set_margin_end (head, 12);
  return head;
}

static void
autosell_week_view_init (AutosellWeekView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new ();

  self->cards = g_ptr_array_new ();
  self->is_narrow = TRUE;
  self->pages = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_set_margin_top (GTK_WIDGET (self->pages), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->pages), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->pages), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->pages), 12);
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "week-hint");
  self->hint_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->hint_revealer, GTK_WIDGET (self->hint));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->pages));
  gtk_widget_set_vexpand (scroller, TRUE);
  self->supply = AUTOSELL_WEEK_SUPPLY_BAR (autosell_week_supply_bar_new ());
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->supply));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hint_revealer));
  gtk_box_append (GTK_BOX (box), scroller);
  self->child = box;
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
autosell_week_view_new (void)
{
  return g_object_new (AUTOSELL_TYPE_WEEK_VIEW, NULL);
}
