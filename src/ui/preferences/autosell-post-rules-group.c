/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-rules-group.h"

#include "autosell-post-price.h"

#define USUAL_DAYS_AHEAD 3

struct _AutosellPostRulesGroup
{
  AdwPreferencesGroup parent_instance;
  AutosellStore *store;   /* owned, nullable until all is shown */
  AdwComboRow *when_sold; /* template children */
  AdwComboRow *when_reserved;
  AdwComboRow *when_price;
  AdwComboRow *need_ready;
  GtkSpinButton *days_ahead;
};

G_DEFINE_FINAL_TYPE (AutosellPostRulesGroup, autosell_post_rules_group, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the rows' models. */
static const char *const answers[] = { "remove", "mark", "hide", "nothing" };

static void
show_answer (AutosellPostRulesGroup *self, AdwComboRow *row, AutosellStore *store, const char *setting,
             const char *usual)
{
  g_autofree char *saved = autosell_store_get_setting (store, setting);
  const char *answer = saved != NULL ? saved : usual;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answer, answers[i]))
      adw_combo_row_set_selected (row, i);
}

static void
answer_chosen_cb (AutosellPostRulesGroup *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (self->store != NULL && selected < G_N_ELEMENTS (answers))
    autosell_store_set_setting (
      self->store, row == self->when_sold ? AUTOSELL_SETTING_POSTS_WHEN_SOLD : AUTOSELL_SETTING_POSTS_WHEN_RESERVED,
      answers[selected]);
}

/* The first row asks; the others are in the order of the answers. */
static void
price_chosen_cb (AutosellPostRulesGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->when_price);

  if (self->store != NULL && selected <= AUTOSELL_N_PRICE_ANSWERS)
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_POSTS_WHEN_PRICE,
                                selected > 0 ? autosell_price_answer_to_nick ((AutosellPriceAnswer) (selected - 1))
                                             : NULL);
}

static void
need_ready_cb (AutosellPostRulesGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->need_ready);

  if (self->store != NULL && selected <= AUTOSELL_POST_NEED_ALWAYS)
    autosell_store_set_post_need (self->store, (AutosellPostNeed) selected);
}

static void
days_ahead_cb (AutosellPostRulesGroup *self)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->days_ahead));

  if (self->store != NULL)
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_POSTS_DAYS_AHEAD, text);
}

static void
autosell_post_rules_group_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_POST_RULES_GROUP (object)->store);
  G_OBJECT_CLASS (autosell_post_rules_group_parent_class)->dispose (object);
}

static void
autosell_post_rules_group_class_init (AutosellPostRulesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_post_rules_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-post-rules-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPostRulesGroup, when_sold);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostRulesGroup, when_reserved);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostRulesGroup, when_price);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostRulesGroup, need_ready);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostRulesGroup, days_ahead);
  gtk_widget_class_bind_template_callback (widget_class, answer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, price_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, need_ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_ahead_cb);
}

static void
autosell_post_rules_group_init (AutosellPostRulesGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
autosell_post_rules_group_new (AutosellStore *store)
{
  AutosellPostRulesGroup *self = g_object_new (AUTOSELL_TYPE_POST_RULES_GROUP, NULL);
  g_autofree char *days = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_DAYS_AHEAD);
  g_autofree char *when_price = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_WHEN_PRICE);
  AutosellPriceAnswer answer;

  show_answer (self, self->when_sold, store, AUTOSELL_SETTING_POSTS_WHEN_SOLD, "remove");
  show_answer (self, self->when_reserved, store, AUTOSELL_SETTING_POSTS_WHEN_RESERVED, "mark");
  if (autosell_price_answer_from_nick (when_price, &answer))
    adw_combo_row_set_selected (self->when_price, (guint) answer + 1);
  /* In the order of the needs */
  adw_combo_row_set_selected (self->need_ready, autosell_store_get_post_need (store));
  gtk_spin_button_set_value (self->days_ahead, days != NULL ? g_ascii_strtod (days, NULL) : USUAL_DAYS_AHEAD);
  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
