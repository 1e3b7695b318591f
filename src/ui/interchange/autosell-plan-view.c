/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-plan-view.h"
#include "autosell-compat.h"
#include "autosell-plan-text.h"
#include "autosell-text-scale.h"

#include <glib/gi18n.h>

/* Narrower than this, what happens stands below the car and not beside it. */
#define NARROW_PX 620

/* Filters beside those for each AutosellPlanKind. */
#define FILTER_UNREADABLE AUTOSELL_N_PLAN_KINDS
#define FILTER_ALL (AUTOSELL_N_PLAN_KINDS + 1)
#define N_FILTERS (AUTOSELL_N_PLAN_KINDS + 2)

struct _AutosellPlanView
{
  GtkWidget parent_instance;
  AutosellImportPlan *plan;  /* owned, nullable */
  GHashTable *left_out;      /* owned: row numbers that a person took out */
  GPtrArray *checks;         /* owned: of unowned GtkListItem whose check button is there now */
  GtkFilterListModel *model; /* owned, nullable */
  GtkCustomFilter *filter;   /* owned */
  guint chosen;              /* FILTER_… or a kind */
  guint n_included;          /* rows that write */
  gboolean is_narrow;
  gboolean is_updating;                /* we set a check button, not a person */
  GtkToggleButton *buttons[N_FILTERS]; /* children of filters */
  GtkWidget *content;                  /* template children */
  GtkFlowBox *filters;
  GtkCheckButton *all_shown;
  GtkColumnView *view;
  GtkColumnViewColumn *check_column;
  GtkColumnViewColumn *row_column;
  GtkColumnViewColumn *kind_column;
  GtkColumnViewColumn *car_column;
  GtkColumnViewColumn *text_column;
};

G_DEFINE_FINAL_TYPE (AutosellPlanView, autosell_plan_view, GTK_TYPE_WIDGET)

enum
{
  INCLUDED_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- which rows are in ---- */

static gboolean
set_included (AutosellPlanView *self, AutosellPlanRow *row, gboolean included)
{
  gpointer number = GUINT_TO_POINTER (autosell_plan_row_get_row_number (row));

  if (!autosell_plan_kind_writes (autosell_plan_row_get_kind (row)) || autosell_plan_row_get_included (row) == included)
    return FALSE;
  autosell_plan_row_set_included (row, included);
  self->n_included += included ? 1 : -1;
  if (included)
    g_hash_table_remove (self->left_out, number);
  else
    g_hash_table_add (self->left_out, number);
  return TRUE;
}

/* “Import all of these” as the rows shown have it: all, none, or some of each. */
static void
show_all_state (AutosellPlanView *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  guint n_writing = 0;
  guint n_in = 0;

  /* with nothing left out, which is the rule, nobody has to be asked */
  for (guint i = 0; i < n && g_hash_table_size (self->left_out) > 0; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      n_writing += autosell_plan_kind_writes (autosell_plan_row_get_kind (row));
      n_in += autosell_plan_kind_writes (autosell_plan_row_get_kind (row)) && autosell_plan_row_get_included (row);
    }
  self->is_updating = TRUE;
  gtk_check_button_set_inconsistent (self->all_shown, n_in > 0 && n_in < n_writing);
  gtk_check_button_set_active (self->all_shown, n_in == n_writing);
  self->is_updating = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_shown), self->chosen != AUTOSELL_PLAN_SAME && n > 0);
}

static void
included_changed (AutosellPlanView *self)
{
  show_all_state (self);
  g_signal_emit (self, signals[INCLUDED_CHANGED], 0);
}

static void
show_check (AutosellPlanView *self, GtkListItem *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  AutosellPlanRow *row = gtk_list_item_get_item (item);
  gboolean writes = autosell_plan_kind_writes (autosell_plan_row_get_kind (row));

  self->is_updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), writes && autosell_plan_row_get_included (row));
  self->is_updating = FALSE;
  gtk_widget_set_sensitive (check, writes);
}

static void
row_toggled_cb (GtkCheckButton *button, gpointer user_data)
{
  GtkListItem *item = user_data;
  AutosellPlanView *self = AUTOSELL_PLAN_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (button), AUTOSELL_TYPE_PLAN_VIEW));
  AutosellPlanRow *row = gtk_list_item_get_item (item);

  if (self != NULL && row != NULL && !self->is_updating
      && set_included (self, row, gtk_check_button_get_active (button)))
    included_changed (self);
}

static void
all_toggled_cb (AutosellPlanView *self)
{
  gboolean included = gtk_check_button_get_active (self->all_shown);
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;

  if (self->is_updating)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      set_included (self, row, included);
    }
  for (guint i = 0; i < self->checks->len; i++)
    show_check (self, self->checks->pdata[i]);
  gtk_check_button_set_inconsistent (self->all_shown, FALSE);
  g_signal_emit (self, signals[INCLUDED_CHANGED], 0);
}

/* ---- filters ---- */

static gboolean
matches (gpointer item, gpointer user_data)
{
  AutosellPlanView *self = user_data;

  if (self->chosen == FILTER_ALL)
    return TRUE;
  if (self->chosen == FILTER_UNREADABLE)
    return autosell_plan_row_get_n_unreadable (item) > 0;
  return (guint) autosell_plan_row_get_kind (item) == self->chosen;
}

static void
filter_toggled_cb (AutosellPlanView *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_FILTERS; i++)
    if (self->buttons[i] == button)
      self->chosen = i;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_all_state (self);
}

static char *
dup_filter_label (guint filter, guint n)
{
  switch (filter)
    {
    case AUTOSELL_PLAN_NEW:
      return g_strdup_printf (ngettext ("%u new", "%u new", n), n);
    case AUTOSELL_PLAN_CHANGED:
      return g_strdup_printf (ngettext ("%u changed", "%u changed", n), n);
    case AUTOSELL_PLAN_SAME:
      return g_strdup_printf (ngettext ("%u the same", "%u the same", n), n);
    case AUTOSELL_PLAN_TWIN:
      return g_strdup_printf (ngettext ("%u twin", "%u twins", n), n);
    case AUTOSELL_PLAN_BINNED:
      return g_strdup_printf (ngettext ("%u in the bin", "%u in the bin", n), n);
    case FILTER_UNREADABLE:
      return g_strdup_printf (ngettext ("%u unreadable cell", "%u unreadable cells", n), n);
    default:
      return g_strdup_printf (ngettext ("%u row", "All %u rows", n), n);
    }
}

static guint
count_for_filter (AutosellPlanView *self, guint filter)
{
  if (filter == FILTER_ALL)
    return g_list_model_get_n_items (autosell_import_plan_get_rows (self->plan));
  if (filter == FILTER_UNREADABLE)
    return autosell_import_plan_get_n_unreadable (self->plan);
  return autosell_import_plan_get_count (self->plan, filter);
}

static void
show_counts (AutosellPlanView *self)
{
  for (guint i = 0; i < N_FILTERS; i++)
    {
      guint n = count_for_filter (self, i);
      g_autofree char *label = dup_filter_label (i, n);

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), label);
      gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->buttons[i])), n > 0 || i == FILTER_ALL);
    }
}

#define LARGE_TEXT 1.2

static void
build_filters (AutosellPlanView *self)
{
  static const guint order[N_FILTERS] = { FILTER_ALL,         AUTOSELL_PLAN_NEW,  AUTOSELL_PLAN_CHANGED,
                                          AUTOSELL_PLAN_SAME, AUTOSELL_PLAN_TWIN, AUTOSELL_PLAN_BINNED,
                                          FILTER_UNREADABLE };

  /* Two of large words have no room beside each other on a phone. One a line is what a box at the start of its line
   * would then take anywhere; filling the line, it takes as many as have room. */
  if (autosell_text_scale_get () > LARGE_TEXT)
    {
      gtk_flow_box_set_min_children_per_line (self->filters, 1);
      gtk_widget_set_halign (GTK_WIDGET (self->filters), GTK_ALIGN_FILL);
    }
  for (guint i = 0; i < N_FILTERS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      self->buttons[order[i]] = GTK_TOGGLE_BUTTON (button);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->buttons[FILTER_ALL]);
      gtk_flow_box_append (self->filters, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
      g_signal_connect_object (button, "toggled", G_CALLBACK (filter_toggled_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_toggle_button_set_active (self->buttons[FILTER_ALL], TRUE);
}

/* ---- cells ---- */

/* Lines that are too long are cut and not wrapped: what wraps has to be laid out to be measured, for 200 rows at
 * once. */
static GtkWidget *
make_label (gboolean is_cut)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (is_cut)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      autosell_compat_tell_when_cut (GTK_LABEL (label));
    }
  return label;
}

static void
setup_check_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (row_toggled_cb), item, 0);
  gtk_list_item_set_child (item, check);
}

static void
bind_check_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellPlanView *self = user_data;
  AutosellPlanRow *row = gtk_list_item_get_item (item);
  g_autofree char *title = autosell_vehicle_dup_title (autosell_plan_row_get_incoming (row));
  /* Translators: %s is a car */
  g_autofree char *name = g_strdup_printf (_("Import %s"), title);

  autosell_compat_set_name (gtk_list_item_get_child (item), name);
  g_ptr_array_add (self->checks, item);
  show_check (self, item);
}

static void
unbind_check_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  g_ptr_array_remove_fast (AUTOSELL_PLAN_VIEW (user_data)->checks, item);
}

static void
setup_label_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, make_label (FALSE));
}

static void
bind_row_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strdup_printf ("%u", autosell_plan_row_get_row_number (gtk_list_item_get_item (item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
bind_kind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  AutosellPlanRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *match = autosell_match_to_label (autosell_plan_row_get_match (row));

  gtk_label_set_text (GTK_LABEL (label), autosell_plan_kind_to_label (autosell_plan_row_get_kind (row)));
  gtk_widget_set_tooltip_text (label, *match != '\0' ? match : NULL);
}

/* Two labels: what happens, and what could not be read. */
static GtkWidget *
make_text_cell (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *unreadable = make_label (TRUE);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_label (TRUE));
  gtk_widget_add_css_class (unreadable, "unreadable");
  gtk_box_append (GTK_BOX (box), unreadable);
  return box;
}

static void
show_text_cell (GtkWidget *box, AutosellPlanRow *row)
{
  GtkWidget *label = gtk_widget_get_first_child (box);
  GtkWidget *unreadable_label = gtk_widget_get_last_child (box);
  g_autofree char *text = autosell_plan_row_dup_text (row);
  g_autofree char *unreadable = autosell_plan_row_dup_unreadable (row);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
  gtk_label_set_text (GTK_LABEL (unreadable_label), unreadable != NULL ? unreadable : "");
  gtk_widget_set_visible (unreadable_label, unreadable != NULL);
}

static void
setup_text_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, make_text_cell ());
}

static void
bind_text_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  show_text_cell (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static void
setup_car_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_label (TRUE));
  gtk_box_append (GTK_BOX (box), make_text_cell ());
  gtk_list_item_set_child (item, box);
}

static void
bind_car_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellPlanView *self = user_data;
  AutosellPlanRow *row = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *cell = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  GtkWidget *row_widget = gtk_widget_get_parent (gtk_widget_get_parent (gtk_list_item_get_child (item)));
  g_autofree char *text = autosell_vehicle_dup_title (autosell_plan_row_get_incoming (row));
  g_autofree char *full =
    g_strdup_printf ("%s · %s", text, autosell_plan_kind_to_label (autosell_plan_row_get_kind (row)));

  if (row_widget != NULL)
    autosell_compat_set_name (row_widget, full);
  if (self->is_narrow)
    {
      gtk_label_set_text (GTK_LABEL (title), full);
      show_text_cell (cell, row);
    }
  else
    gtk_label_set_text (GTK_LABEL (title), text);
  gtk_widget_set_visible (cell, self->is_narrow);
}

/* @unbind: (nullable) */
static void
set_factory (AutosellPlanView *self, GtkColumnViewColumn *column, GCallback setup, GCallback bind, GCallback unbind)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, 0);
  g_signal_connect_object (factory, "bind", bind, self, 0);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", unbind, self, 0);
  gtk_column_view_column_set_factory (column, factory);
}

static gboolean
apply_width_cb (gpointer user_data)
{
  AutosellPlanView *self = user_data;

  if (self->filter == NULL)
    return G_SOURCE_REMOVE; /* disposed */
  gtk_column_view_column_set_visible (self->row_column, !self->is_narrow);
  gtk_column_view_column_set_visible (self->kind_column, !self->is_narrow);
  gtk_column_view_column_set_visible (self->text_column, !self->is_narrow);
  /* its cells are made and filled anew */
  gtk_column_view_column_set_visible (self->car_column, FALSE);
  gtk_column_view_column_set_visible (self->car_column, TRUE);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
autosell_plan_view_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (AUTOSELL_PLAN_VIEW (widget)->content);
}

static void
autosell_plan_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (AUTOSELL_PLAN_VIEW (widget)->content, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

/* No layout manager: this is where a width is learnt in libadwaita 1.2, which has no breakpoints. */
static void
autosell_plan_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellPlanView *self = AUTOSELL_PLAN_VIEW (widget);
  gboolean is_narrow = autosell_text_scale_down (width) < NARROW_PX;

  gtk_widget_size_allocate (AUTOSELL_PLAN_VIEW (widget)->content, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (is_narrow == self->is_narrow)
    return;
  self->is_narrow = is_narrow;
  /* columns cannot come and go in the middle of a layout */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_width_cb, g_object_ref (self), g_object_unref);
}

/* ---- public ---- */

void
autosell_plan_view_set_plan (AutosellPlanView *self, AutosellImportPlan *plan)
{
  GListModel *rows = plan != NULL ? autosell_import_plan_get_rows (plan) : NULL;
  g_autoptr(GtkNoSelection) selection = NULL;
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;

  g_return_if_fail (AUTOSELL_IS_PLAN_VIEW (self));

  g_set_object (&self->plan, plan);
  g_clear_object (&self->model);
  self->n_included = 0;
  if (plan == NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      return;
    }
  for (AutosellPlanKind kind = 0; kind < AUTOSELL_N_PLAN_KINDS; kind++)
    if (autosell_plan_kind_writes (kind))
      self->n_included += autosell_import_plan_get_count (plan, kind);
  for (guint i = 0; i < n && g_hash_table_size (self->left_out) > 0; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);

      if (g_hash_table_contains (self->left_out, GUINT_TO_POINTER (autosell_plan_row_get_row_number (row))))
        set_included (self, row, FALSE);
    }
  self->model = gtk_filter_list_model_new (g_object_ref (rows), g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->model, TRUE);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  show_counts (self);
  if (self->chosen != FILTER_ALL && count_for_filter (self, self->chosen) == 0)
    gtk_toggle_button_set_active (self->buttons[FILTER_ALL], TRUE);
  included_changed (self);
}

guint
autosell_plan_view_get_n_included (AutosellPlanView *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_VIEW (self), 0);

  return self->n_included;
}

void
autosell_plan_view_reset (AutosellPlanView *self)
{
  g_return_if_fail (AUTOSELL_IS_PLAN_VIEW (self));

  g_hash_table_remove_all (self->left_out);
  gtk_toggle_button_set_active (self->buttons[FILTER_ALL], TRUE);
}

/* ---- object ---- */

static void
autosell_plan_view_dispose (GObject *object)
{
  AutosellPlanView *self = AUTOSELL_PLAN_VIEW (object);

  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_plan_view_parent_class)->dispose (object);
}

static void
autosell_plan_view_finalize (GObject *object)
{
  g_hash_table_unref (AUTOSELL_PLAN_VIEW (object)->left_out);
  g_ptr_array_unref (AUTOSELL_PLAN_VIEW (object)->checks);
  G_OBJECT_CLASS (autosell_plan_view_parent_class)->finalize (object);
}

static void
autosell_plan_view_class_init (AutosellPlanViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_plan_view_dispose;
  object_class->finalize = autosell_plan_view_finalize;
  widget_class->get_request_mode = autosell_plan_view_get_request_mode;
  widget_class->measure = autosell_plan_view_measure;
  widget_class->size_allocate = autosell_plan_view_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-plan-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, content);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, filters);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, all_shown);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, view);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, check_column);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, row_column);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, kind_column);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, car_column);
  gtk_widget_class_bind_template_child (widget_class, AutosellPlanView, text_column);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  signals[INCLUDED_CHANGED] =
    g_signal_new ("included-changed", AUTOSELL_TYPE_PLAN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_plan_view_init (AutosellPlanView *self)
{
  self->left_out = g_hash_table_new (NULL, NULL);
  self->checks = g_ptr_array_new ();
  self->chosen = FILTER_ALL;
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_compat_wrap_words (GTK_WIDGET (self->all_shown));
  build_filters (self);
  autosell_compat_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->view)), _("Headings"));
  set_factory (self, self->check_column, G_CALLBACK (setup_check_cb), G_CALLBACK (bind_check_cb),
               G_CALLBACK (unbind_check_cb));
  set_factory (self, self->row_column, G_CALLBACK (setup_label_cb), G_CALLBACK (bind_row_cb), NULL);
  set_factory (self, self->kind_column, G_CALLBACK (setup_label_cb), G_CALLBACK (bind_kind_cb), NULL);
  set_factory (self, self->car_column, G_CALLBACK (setup_car_cb), G_CALLBACK (bind_car_cb), NULL);
  set_factory (self, self->text_column, G_CALLBACK (setup_text_cb), G_CALLBACK (bind_text_cb), NULL);
}
