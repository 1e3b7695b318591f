/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-form.h"
#include "autosell-columns.h"
#include "autosell-field-offers.h"
#include "autosell-field-row.h"
#include "autosell-niv-note.h"
#include "autosell-niv.h"
#include "autosell-parse.h"
#include "autosell-text-scale.h"

#include <glib/gi18n.h>

#define COLUMN_PX 360
#define SPACING_PX 24
#define END AUTOSELL_N_FIELDS

struct _AutosellEditorForm
{
  GtkWidget parent_instance;
  AutosellStore *store;      /* owned, nullable */
  AutosellDraft *draft;      /* unowned, nullable */
  GCancellable *cancellable; /* owned, nullable; the request for offers */
  GtkWidget *columns[2];     /* children */
  AutosellFieldRow *rows[AUTOSELL_N_FIELDS];
  AutosellFieldRow *reason;      /* beside the rows: it is no field of the car */
  AutosellNivNote *niv_note;     /* in the row of the NIV */
  char *asked_niv;               /* owned, nullable: what twins were looked for */
  GCancellable *niv_cancellable; /* owned, nullable */
  AdwPreferencesGroup *group;    /* child, nullable: the latest that was made */
  guint n_groups;                /* made, or being made */
  guint n_rows;                  /* made in the group that is being made */
  GPtrArray *folded;             /* owned, of unowned groups, the uppermost first: hidden for now */
  AdwPreferencesGroup *extras;   /* child; visible where there are some */
  GPtrArray *extra_rows;         /* owned, of unowned AutosellFieldRow */
};

G_DEFINE_FINAL_TYPE (AutosellEditorForm, autosell_editor_form, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  OPEN_CAR,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  guint column;
  const char *title;
  const char *description;  /* nullable */
  AutosellField fields[12]; /* ends with END */
} Group;

static const Group groups[] = {
  { 0,
    N_("Car"),
    NULL,
    { AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_VERSION, AUTOSELL_FIELD_YEAR, AUTOSELL_FIELD_COLOUR,
      AUTOSELL_FIELD_NIV, AUTOSELL_FIELD_PLATES, AUTOSELL_FIELD_MOTOR_NUMBER, END } },
  { 0, N_("Price and Status"), NULL, { AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_STATUS, END } },
  { 0,
    N_("Condition"),
    NULL,
    { AUTOSELL_FIELD_KM, AUTOSELL_FIELD_TRANSMISSION, AUTOSELL_FIELD_FUEL, AUTOSELL_FIELD_BODY, AUTOSELL_FIELD_DOORS,
      AUTOSELL_FIELD_CYLINDERS, AUTOSELL_FIELD_OWNERS, AUTOSELL_FIELD_INVOICE_KIND, END } },
  { 1,
    N_("Where"),
    NULL,
    { AUTOSELL_FIELD_LOCATION, AUTOSELL_FIELD_GROUP, AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_STOCK_NUMBER, END } },
  { 1, N_("Description and Features"), NULL, { AUTOSELL_FIELD_DESCRIPTION, AUTOSELL_FIELD_FEATURES, END } },
  { 1, N_("Credit"), NULL, { AUTOSELL_FIELD_CREDIT_PRICE, AUTOSELL_FIELD_DOWN_PAYMENT, END } },
  { 1, N_("Reservation"), NULL, { AUTOSELL_FIELD_DEPOSIT, AUTOSELL_FIELD_RESERVED_UNTIL, END } },
  { 1,
    N_("Sale"),
    NULL,
    { AUTOSELL_FIELD_SOLD_PRICE, AUTOSELL_FIELD_SOLD_ON, AUTOSELL_FIELD_SALESPERSON, AUTOSELL_FIELD_BUYER, END } },
  { 1,
    N_("Private"),
    N_("For the lot alone: in no post and no export for customers"),
    { AUTOSELL_FIELD_COST, AUTOSELL_FIELD_MINIMUM_PRICE, AUTOSELL_FIELD_ACQUISITION, AUTOSELL_FIELD_CONSIGNOR,
      AUTOSELL_FIELD_NOTES, END } },
};

/* ---- what is said at the fields ---- */

/* Doubts that only the whole stock can tell of are known from loading; they hold for what nobody has touched since. */
static gboolean
needs_stock (AutosellProblemKind kind)
{
  return kind == AUTOSELL_PROBLEM_TWIN || kind == AUTOSELL_PROBLEM_BRAND_SPELLING
         || kind == AUTOSELL_PROBLEM_COLOUR_SPELLING;
}

static void
problem_free (gpointer problem)
{
  autosell_problem_free (problem);
}

/* Returns: (transfer full): doubts of the car as it is in the draft */
static GPtrArray *
find_problems (AutosellEditorForm *self)
{
  AutosellVehicle *vehicle = autosell_draft_get_vehicle (self->draft);
  GPtrArray *stored = autosell_vehicle_get_problems (autosell_draft_get_base (self->draft));
  GPtrArray *problems = g_ptr_array_new_with_free_func (problem_free);
  g_autoptr(GPtrArray) found = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  found = autosell_problems_find (vehicle, NULL, NULL, NULL, today);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AutosellProblem *problem = found->pdata[i];
      gboolean is_missing = problem->kind == AUTOSELL_PROBLEM_NO_PRICE || problem->kind == AUTOSELL_PROBLEM_NO_STATUS;

      /* a new car lacks everything; that is no news to who is entering it */
      if (!is_missing || autosell_draft_get_key (self->draft) != 0)
        g_ptr_array_add (problems, autosell_problem_copy (problem));
    }
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      const AutosellProblem *problem = stored->pdata[i];

      if (needs_stock (problem->kind) && !autosell_draft_is_field_dirty (self->draft, problem->field))
        g_ptr_array_add (problems, autosell_problem_copy (problem));
    }
  return problems;
}

static void
show_problems (AutosellEditorForm *self)
{
  g_autoptr(GPtrArray) problems = NULL;

  if (self->draft == NULL)
    return;
  problems = find_problems (self);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    autosell_field_row_set_problems (self->rows[field], problems, autosell_draft_get_vehicle (self->draft));
}

static void
show_row_state (AutosellEditorForm *self, AutosellFieldRow *row)
{
  const char *name = autosell_field_row_get_extra_name (row);

  if (name != NULL)
    {
      const char *text = NULL;
      g_auto(AutosellValue) theirs = AUTOSELL_VALUE_INIT;
      gboolean is_conflict = autosell_draft_get_extra_conflict (self->draft, name, &text);

      autosell_value_set_text (&theirs, text);
      autosell_field_row_set_conflict (row, is_conflict ? &theirs : NULL);
      autosell_field_row_set_modified (row, autosell_draft_is_extra_dirty (self->draft, name));
      return;
    }
  autosell_field_row_set_conflict (row, autosell_draft_get_conflict (self->draft, autosell_field_row_get_field (row)));
  autosell_field_row_set_modified (row,
                                   autosell_draft_is_field_dirty (self->draft, autosell_field_row_get_field (row)));
}

/* A car that is only now being entered has no status that changed. */
static void
show_reason (AutosellEditorForm *self)
{
  gboolean asks =
    autosell_draft_get_key (self->draft) != 0 && autosell_draft_is_field_dirty (self->draft, AUTOSELL_FIELD_STATUS);
  g_auto(AutosellValue) nothing = AUTOSELL_VALUE_INIT;

  if (!asks)
    {
      autosell_field_row_set_value (self->reason, &nothing);
      if (gtk_widget_get_focus_child (GTK_WIDGET (self->reason)) != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (self->rows[AUTOSELL_FIELD_STATUS]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reason), asks);
}

/* ---- the NIV ---- */

static void
show_niv_twins (AutosellEditorForm *self, GPtrArray *twins)
{
  autosell_niv_note_set_twins (self->niv_note, twins);
  autosell_field_row_set_note_text (self->rows[AUTOSELL_FIELD_NIV], autosell_niv_note_get_text (self->niv_note));
}

static void
twins_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditorForm) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) twins = autosell_store_find_niv_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;
  if (twins != NULL)
    show_niv_twins (self, twins);
  else
    g_message ("No twins of a NIV: %s", error->message);
}

static void
forget_niv (AutosellEditorForm *self)
{
  g_cancellable_cancel (self->niv_cancellable);
  g_clear_object (&self->niv_cancellable);
  g_clear_pointer (&self->asked_niv, g_free);
  if (self->niv_note != NULL)
    show_niv_twins (self, NULL);
}

/* Asked once for each NIV of 17 characters; half of one has no twin. */
static void
find_niv_twins (AutosellEditorForm *self, const char *niv)
{
  if (g_strcmp0 (niv, self->asked_niv) == 0)
    return;
  forget_niv (self);
  if (niv == NULL || self->store == NULL || autosell_niv_check (niv) == AUTOSELL_NIV_BAD_LENGTH)
    return;
  self->asked_niv = g_strdup (niv);
  self->niv_cancellable = g_cancellable_new ();
  autosell_store_find_niv_async (self->store, niv, autosell_draft_get_key (self->draft), self->niv_cancellable,
                                 twins_found_cb, g_object_ref (self));
}

static void
show_niv (AutosellEditorForm *self)
{
  AutosellVehicle *vehicle = autosell_draft_get_vehicle (self->draft);

  find_niv_twins (self, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV));
  autosell_niv_note_show (self->niv_note, vehicle);
  autosell_field_row_set_note_text (self->rows[AUTOSELL_FIELD_NIV], autosell_niv_note_get_text (self->niv_note));
}

static void
niv_use_cb (AutosellEditorForm *self, int field, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  if (self->draft == NULL)
    return;
  autosell_value_parse (&value, field, text);
  autosell_draft_set_value (self->draft, field, &value);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[AUTOSELL_FIELD_NIV])); /* the button that was pressed goes */
  autosell_editor_form_refresh (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
niv_open_cb (AutosellEditorForm *self, gint64 key)
{
  g_signal_emit (self, signals[OPEN_CAR], 0, key);
}

static void
add_niv_note (AutosellEditorForm *self)
{
  self->niv_note = autosell_niv_note_new ();
  g_signal_connect_object (self->niv_note, "use", G_CALLBACK (niv_use_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->niv_note, "open-car", G_CALLBACK (niv_open_cb), self, G_CONNECT_SWAPPED);
  autosell_field_row_set_note (self->rows[AUTOSELL_FIELD_NIV], GTK_WIDGET (self->niv_note));
}

/* ---- what people do ---- */

static void
row_edited_cb (AutosellEditorForm *self, AutosellFieldRow *row)
{
  const AutosellValue *value = autosell_field_row_get_value (row);
  const char *name = autosell_field_row_get_extra_name (row);

  if (self->draft == NULL)
    return;
  if (name != NULL)
    autosell_draft_set_extra (self->draft, name, value->text);
  else
    autosell_draft_set_value (self->draft, autosell_field_row_get_field (row), value);
  show_row_state (self, row);
  show_reason (self);
  if (row == self->rows[AUTOSELL_FIELD_NIV] || row == self->rows[AUTOSELL_FIELD_BRAND]
      || row == self->rows[AUTOSELL_FIELD_YEAR])
    show_niv (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
row_settled_cb (AutosellEditorForm *self)
{
  show_problems (self);
}

static void
row_resolved_cb (AutosellEditorForm *self, gboolean take_theirs, AutosellFieldRow *row)
{
  const char *name = autosell_field_row_get_extra_name (row);

  if (self->draft == NULL)
    return;
  if (name != NULL)
    autosell_draft_resolve_extra (self->draft, name, take_theirs);
  else
    autosell_draft_resolve (self->draft, autosell_field_row_get_field (row), take_theirs);
  gtk_widget_grab_focus (GTK_WIDGET (row)); /* the button that was pressed goes */
  autosell_editor_form_refresh (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
row_entered_cb (AutosellEditorForm *self, AutosellFieldRow *row)
{
  autosell_field_offers_ask (self->store, row, &self->cancellable);
}

/* ---- building ---- */

static void
connect_row (AutosellEditorForm *self, AutosellFieldRow *row)
{
  g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "settled", G_CALLBACK (row_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entered", G_CALLBACK (row_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "resolved", G_CALLBACK (row_resolved_cb), self, G_CONNECT_SWAPPED);
}

static void
begin_group (AutosellEditorForm *self, const Group *group)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _(group->title));
  if (group->description != NULL)
    adw_preferences_group_set_description (self->group, _(group->description));
  gtk_box_append (GTK_BOX (self->columns[group->column]), GTK_WIDGET (self->group));
  self->n_rows = 0;
  self->n_groups++;
}

static void
build_row (AutosellEditorForm *self, AutosellField field)
{
  self->rows[field] = autosell_field_row_new (field);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->rows[field]));
  connect_row (self, self->rows[field]);
  if (field == AUTOSELL_FIELD_NIV)
    add_niv_note (self);
  if (field == AUTOSELL_FIELD_STATUS)
    {
      self->reason = autosell_field_row_new_extra (_("Why the status changes (optional)"));
      gtk_widget_set_visible (GTK_WIDGET (self->reason), FALSE);
      adw_preferences_group_add (self->group, GTK_WIDGET (self->reason));
    }
  /* where the window is made ahead of time, its style and text are worked out then too */
  gtk_widget_measure (GTK_WIDGET (self->rows[field]), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  self->n_rows++;
}

static void
build_extras_group (AutosellEditorForm *self)
{
  self->extras = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->extras, _("From Your File"));
  adw_preferences_group_set_description (self->extras, _("Columns of an imported file, kept as they were"));
  gtk_widget_set_visible (GTK_WIDGET (self->extras), FALSE);
  gtk_box_append (GTK_BOX (self->columns[1]), GTK_WIDGET (self->extras));
}

gboolean
autosell_editor_form_build_more (AutosellEditorForm *self)
{
  g_return_val_if_fail (AUTOSELL_IS_EDITOR_FORM (self), FALSE);

  if (self->extras != NULL)
    return FALSE;
  if (self->group == NULL || groups[self->n_groups - 1].fields[self->n_rows] == END)
    {
      if (self->n_groups == G_N_ELEMENTS (groups))
        {
          build_extras_group (self);
          return FALSE;
        }
      begin_group (self, &groups[self->n_groups]);
    }
  build_row (self, groups[self->n_groups - 1].fields[self->n_rows]);
  return TRUE;
}

/* Rows of extras are made anew only when the names differ: a row that is being typed into stays. */
static void
build_extras (AutosellEditorForm *self)
{
  g_autoptr(GPtrArray) names = autosell_draft_get_extra_names (self->draft);
  gboolean is_same = names->len == self->extra_rows->len;

  for (guint i = 0; is_same && i < names->len; i++)
    is_same = g_str_equal (names->pdata[i], autosell_field_row_get_extra_name (self->extra_rows->pdata[i]));
  if (!is_same)
    {
      for (guint i = 0; i < self->extra_rows->len; i++)
        adw_preferences_group_remove (self->extras, self->extra_rows->pdata[i]);
      g_ptr_array_set_size (self->extra_rows, 0);
      for (guint i = 0; i < names->len; i++)
        {
          AutosellFieldRow *row = autosell_field_row_new_extra (names->pdata[i]);

          g_ptr_array_add (self->extra_rows, row);
          adw_preferences_group_add (self->extras, GTK_WIDGET (row));
          connect_row (self, row);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->extras), names->len > 0 && self->folded->len == 0);
}

/* ---- what is not in sight ---- */

void
autosell_editor_form_fold (AutosellEditorForm *self, int width_px, int height_px)
{
  gboolean is_wide;
  int y = 0;

  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self) && self->draft == NULL);

  while (autosell_editor_form_unfold_more (self))
    continue;
  is_wide = width_px >= 2 * autosell_text_scale_up (COLUMN_PX) + SPACING_PX;
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    {
      y = is_wide ? 0 : y;
      for (GtkWidget *group = gtk_widget_get_first_child (self->columns[i]); group != NULL;
           group = gtk_widget_get_next_sibling (group))
        {
          int height;

          if (!gtk_widget_get_visible (group))
            continue;
          gtk_widget_measure (group, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
          if (y > height_px)
            g_ptr_array_add (self->folded, group);
          y += height + SPACING_PX;
        }
    }
  for (guint i = 0; i < self->folded->len; i++)
    gtk_widget_set_visible (self->folded->pdata[i], FALSE);
  if (self->extras != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->extras), FALSE);
}

gboolean
autosell_editor_form_unfold_more (AutosellEditorForm *self)
{
  g_return_val_if_fail (AUTOSELL_IS_EDITOR_FORM (self), FALSE);

  if (self->folded->len == 0)
    return FALSE;
  gtk_widget_set_visible (g_ptr_array_steal_index (self->folded, 0), TRUE);
  if (self->folded->len == 0 && self->extras != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->extras), self->extra_rows->len > 0);
  return self->folded->len > 0;
}

static void
autosell_editor_form_dispose (GObject *object)
{
  AutosellEditorForm *self = AUTOSELL_EDITOR_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->niv_cancellable);
  g_clear_object (&self->niv_cancellable);
  g_clear_object (&self->store);
  self->draft = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_pointer (&self->columns[i], gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_editor_form_parent_class)->dispose (object);
}

static void
autosell_editor_form_finalize (GObject *object)
{
  AutosellEditorForm *self = AUTOSELL_EDITOR_FORM (object);

  g_free (self->asked_niv);
  g_ptr_array_unref (self->folded);
  g_ptr_array_unref (self->extra_rows);
  G_OBJECT_CLASS (autosell_editor_form_parent_class)->finalize (object);
}

static void
autosell_editor_form_class_init (AutosellEditorFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_editor_form_dispose;
  object_class->finalize = autosell_editor_form_finalize;
  signals[EDITED] =
    g_signal_new ("edited", AUTOSELL_TYPE_EDITOR_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_CAR] = g_signal_new ("open-car", AUTOSELL_TYPE_EDITOR_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
autosell_editor_form_init (AutosellEditorForm *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), autosell_columns_new (COLUMN_PX, SPACING_PX));
  self->extra_rows = g_ptr_array_new ();
  self->folded = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    {
      self->columns[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING_PX);
      gtk_widget_set_parent (self->columns[i], GTK_WIDGET (self));
    }
}

/* ---- public ---- */

void
autosell_editor_form_set_store (AutosellEditorForm *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self));

  g_set_object (&self->store, store);
}

void
autosell_editor_form_set_draft (AutosellEditorForm *self, AutosellDraft *draft)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self));

  while (draft != NULL && autosell_editor_form_build_more (self))
    continue;
  forget_niv (self);
  self->draft = draft;
  /* an entry that becomes insensitive with the focus in it never hears that it has lost it */
  if (draft == NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), draft != NULL);
  autosell_editor_form_refresh (self);
}

void
autosell_editor_form_refresh (AutosellEditorForm *self)
{
  AutosellVehicle *vehicle;

  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self));

  if (self->draft == NULL)
    return;
  vehicle = autosell_draft_get_vehicle (self->draft);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      autosell_field_row_set_value (self->rows[field], autosell_vehicle_get_value (vehicle, field));
      show_row_state (self, self->rows[field]);
    }
  build_extras (self);
  for (guint i = 0; i < self->extra_rows->len; i++)
    {
      AutosellFieldRow *row = self->extra_rows->pdata[i];
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      autosell_value_set_text (&value, autosell_vehicle_get_extra (vehicle, autosell_field_row_get_extra_name (row)));
      autosell_field_row_set_value (row, &value);
      show_row_state (self, row);
    }
  show_reason (self);
  show_niv (self);
  show_problems (self);
}

void
autosell_editor_form_settle (AutosellEditorForm *self)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self));

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_signal_handlers_block_by_func (self->rows[field], row_settled_cb, self);
      autosell_field_row_settle (self->rows[field]);
      g_signal_handlers_unblock_by_func (self->rows[field], row_settled_cb, self);
    }
  show_problems (self);
}

void
autosell_editor_form_focus_first (AutosellEditorForm *self)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->rows[groups[0].fields[0]]));
}

void
autosell_editor_form_focus_conflict (AutosellEditorForm *self)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self) && self->draft != NULL);

  while (autosell_editor_form_unfold_more (self))
    continue;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const AutosellField *field = groups[i].fields; *field != END; field++)
      if (autosell_draft_get_conflict (self->draft, *field) != NULL)
        {
          gtk_widget_grab_focus (GTK_WIDGET (self->rows[*field]));
          return;
        }
  for (guint i = 0; i < self->extra_rows->len; i++)
    if (autosell_draft_get_extra_conflict (self->draft, autosell_field_row_get_extra_name (self->extra_rows->pdata[i]),
                                           NULL))
      {
        gtk_widget_grab_focus (self->extra_rows->pdata[i]);
        return;
      }
}

void
autosell_editor_form_focus_field (AutosellEditorForm *self, AutosellField field)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR_FORM (self) && field < AUTOSELL_N_FIELDS);

  while (autosell_editor_form_unfold_more (self))
    continue;
  if (self->rows[field] != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[field]));
}

const char *
autosell_editor_form_get_reason (AutosellEditorForm *self)
{
  g_return_val_if_fail (AUTOSELL_IS_EDITOR_FORM (self), NULL);

  return autosell_field_row_get_value (self->reason)->text;
}
