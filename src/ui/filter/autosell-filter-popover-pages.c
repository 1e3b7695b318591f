/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-popover-private.h"

#include "autosell-compat.h"
#include "autosell-filter-blanks.h"
#include "autosell-filter-checks.h"
#include "autosell-filter-choices.h"
#include "autosell-filter-posts.h"
#include "autosell-filter-range.h"
#include "autosell-filter-saved.h"
#include "autosell-marketplace.h"
#include "autosell-text.h"

#include <glib/gi18n.h>

const AutosellField autosell_filter_popover_ranges[AUTOSELL_FILTER_N_RANGES] = {
  AUTOSELL_FIELD_YEAR,
  AUTOSELL_FIELD_PRICE,
  AUTOSELL_FIELD_KM,
  AUTOSELL_N_FIELDS,
};

#define STATUS_COLUMNS 2

static const AutosellField main_fields[] = {
  AUTOSELL_FIELD_BRAND,
  AUTOSELL_FIELD_LOCATION,
  AUTOSELL_FIELD_COLOUR,
  AUTOSELL_FIELD_GROUP,
};

/* ---- Rows that lead to a page ---- */

static void
row_clicked_cb (GtkWidget *button, AutosellFilterPopover *self)
{
  autosell_filter_popover_show_page (self, g_object_get_data (G_OBJECT (button), "page"));
}

static GtkWidget *
create_row (AutosellFilterPopover *self, const char *page, const char *title)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *summary = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (summary), 1);
  gtk_label_set_ellipsize (GTK_LABEL (summary), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (summary, TRUE);
  gtk_widget_add_css_class (summary, "filter-summary");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "filter-row");
  autosell_compat_set_name (button, title);
  g_object_set_data_full (G_OBJECT (button), "page", g_strdup (page), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (row_clicked_cb), self);
  g_hash_table_insert (self->summaries, g_strdup (page), summary);
  return button;
}

static GtkWidget *
create_field_row (AutosellFilterPopover *self, AutosellField field)
{
  return create_row (self, autosell_field_get_info (field)->name, autosell_field_get_label (field));
}

static void
set_summary (AutosellFilterPopover *self, const char *page, const char *text)
{
  GtkWidget *summary = g_hash_table_lookup (self->summaries, page);

  if (summary == NULL || g_strcmp0 (gtk_label_get_text (GTK_LABEL (summary)), text != NULL ? text : "") == 0)
    return;
  gtk_label_set_text (GTK_LABEL (summary), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_ancestor (summary, GTK_TYPE_BUTTON)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/* ---- What controls say ---- */

static AutosellField
get_field (GtkWidget *control)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (control), "field"));
}

static void
range_edited_cb (GtkWidget *control, const char *term, AutosellFilterPopover *self)
{
  AutosellField field = get_field (control);

  autosell_filter_popover_edit (self, field == AUTOSELL_N_FIELDS ? AUTOSELL_FILTER_DAYS : AUTOSELL_FILTER_FIELD, field,
                                term);
}

static void
choices_edited_cb (GtkWidget *control, const char *term, AutosellFilterPopover *self)
{
  autosell_filter_popover_edit (self, AUTOSELL_FILTER_FIELD, get_field (control), term);
}

static void
checks_edited_cb (GtkWidget *control, guint mask, AutosellFilterPopover *self)
{
  g_autofree char *term = autosell_filter_write_choices (get_field (control), mask);

  autosell_filter_popover_edit (self, AUTOSELL_FILTER_FIELD, get_field (control), term);
}

static void
problems_edited_cb (GtkWidget *control, guint mask, AutosellFilterPopover *self)
{
  g_autofree char *term = autosell_filter_write_problems (mask);

  autosell_filter_popover_edit (self, AUTOSELL_FILTER_PROBLEM, 0, term);
}

static void
blank_edited_cb (GtkWidget *control, guint field, const char *term, AutosellFilterPopover *self)
{
  autosell_filter_popover_edit (self, AUTOSELL_FILTER_BLANK, field, term);
}

/* ---- Controls ---- */

static GtkWidget *
create_range (AutosellFilterPopover *self, AutosellField field)
{
  GtkWidget *range = autosell_filter_range_new (field);

  g_object_set_data (G_OBJECT (range), "field", GUINT_TO_POINTER (field));
  g_signal_connect (range, "edited", G_CALLBACK (range_edited_cb), self);
  return range;
}

static GtkWidget *
create_status (AutosellFilterPopover *self)
{
  static const AutosellStatus order[] = {
    AUTOSELL_STATUS_AVAILABLE, AUTOSELL_STATUS_RESERVED, AUTOSELL_STATUS_PHOTOS,
    AUTOSELL_STATUS_SOLD,      AUTOSELL_STATUS_AWAY,     AUTOSELL_STATUS_UNKNOWN
  };
  GtkWidget *checks = autosell_filter_checks_new (autosell_field_get_label (AUTOSELL_FIELD_STATUS), STATUS_COLUMNS);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *nick = order[i] == AUTOSELL_STATUS_UNKNOWN ? "unknown" : autosell_status_to_nick (order[i]);
      g_autofree char *style = g_strconcat ("status-", nick, NULL);

      autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (checks), order[i], autosell_status_to_label (order[i]),
                                  style);
    }
  g_object_set_data (G_OBJECT (checks), "field", GUINT_TO_POINTER (AUTOSELL_FIELD_STATUS));
  g_signal_connect (checks, "edited", G_CALLBACK (checks_edited_cb), self);
  return checks;
}

static GtkWidget *
create_acquisition (AutosellFilterPopover *self)
{
  GtkWidget *checks = autosell_filter_checks_new (autosell_field_get_label (AUTOSELL_FIELD_ACQUISITION), 1);

  for (guint i = 1; i <= AUTOSELL_N_ACQUISITIONS; i++)
    {
      guint choice = i % AUTOSELL_N_ACQUISITIONS; /* nobody has said comes last */

      autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (checks), choice, autosell_acquisition_to_label (choice),
                                  NULL);
    }
  g_object_set_data (G_OBJECT (checks), "field", GUINT_TO_POINTER (AUTOSELL_FIELD_ACQUISITION));
  g_signal_connect (checks, "edited", G_CALLBACK (checks_edited_cb), self);
  return checks;
}

static GtkWidget *
create_problems (AutosellFilterPopover *self)
{
  GtkWidget *checks = autosell_filter_checks_new (_("Problems"), 1);

  for (guint kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (checks), kind, autosell_problem_kind_to_label (kind), NULL);
  g_signal_connect (checks, "edited", G_CALLBACK (problems_edited_cb), self);
  return checks;
}

static void
posted_edited_cb (GtkWidget *control, const char *term, AutosellFilterPopover *self)
{
  autosell_filter_popover_edit (self, AUTOSELL_FILTER_POSTED, 0, term);
}

static GtkWidget *
create_posted (AutosellFilterPopover *self)
{
  GtkWidget *posts = autosell_filter_posts_new (self->store);

  g_signal_connect (posts, "edited", G_CALLBACK (posted_edited_cb), self);
  return posts;
}

static void
listing_edited_cb (GtkWidget *control, guint mask, AutosellFilterPopover *self)
{
  g_autofree char *term = autosell_filter_write_listing (mask);

  autosell_filter_popover_edit (self, AUTOSELL_FILTER_LISTING, 0, term);
}

static GtkWidget *
create_listing (AutosellFilterPopover *self)
{
  static const AutosellListingStage order[] = { AUTOSELL_LISTING_NONE, AUTOSELL_LISTING_UP, AUTOSELL_LISTING_RENEW,
                                                AUTOSELL_LISTING_TAKE_DOWN, AUTOSELL_LISTING_REMOVED };
  GtkWidget *checks = autosell_filter_checks_new ("Marketplace", 1);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *label = autosell_listing_mask_dup_label (1u << order[i]);

      autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (checks), order[i], label, NULL);
    }
  g_signal_connect (checks, "edited", G_CALLBACK (listing_edited_cb), self);
  return checks;
}

static GtkWidget *
create_blanks (AutosellFilterPopover *self)
{
  GtkWidget *blanks = autosell_filter_blanks_new ();

  g_signal_connect (blanks, "edited", G_CALLBACK (blank_edited_cb), self);
  return blanks;
}

static GtkWidget *
create_field_control (AutosellFilterPopover *self, AutosellField field)
{
  GtkWidget *control;

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
    case AUTOSELL_KIND_DATE:
      return create_range (self, field);
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      return create_acquisition (self);
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    default:
      control = autosell_filter_choices_new (field);
      g_object_set_data (G_OBJECT (control), "field", GUINT_TO_POINTER (field));
      g_signal_connect (control, "edited", G_CALLBACK (choices_edited_cb), self);
      return control;
    }
}

/* ---- Pages ---- */

static gboolean
is_on_main (AutosellField field)
{
  if (field == AUTOSELL_FIELD_STATUS)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (main_fields); i++)
    if (main_fields[i] == field)
      return TRUE;
  for (guint i = 0; i < AUTOSELL_FILTER_N_RANGES; i++)
    if (autosell_filter_popover_ranges[i] == field)
      return TRUE;
  return FALSE;
}

static void
add_page (AutosellFilterPopover *self, const char *name, GtkWidget *page)
{
  gtk_widget_add_css_class (page, "filter-page");
  gtk_widget_set_valign (page, GTK_ALIGN_START);
  gtk_stack_add_named (self->stack, page, name);
}

static void
add_control (AutosellFilterPopover *self, const char *name, GtkWidget *control)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (page), control);
  g_hash_table_insert (self->controls, g_strdup (name), control);
  add_page (self, name, page);
}

static void
build_other (AutosellFilterPopover *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (!is_on_main (field))
      gtk_box_append (GTK_BOX (page), create_field_row (self, field));
  add_page (self, PAGE_OTHER, page);
}

void
autosell_filter_popover_build_main (AutosellFilterPopover *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->saved = autosell_filter_saved_new (self->store);
  self->status = create_status (self);
  gtk_box_append (GTK_BOX (page), self->saved);
  gtk_box_append (GTK_BOX (page), self->status);
  for (guint i = 0; i < G_N_ELEMENTS (main_fields); i++)
    gtk_box_append (GTK_BOX (rows), create_field_row (self, main_fields[i]));
  gtk_box_append (GTK_BOX (page), rows);
  for (guint i = 0; i < AUTOSELL_FILTER_N_RANGES; i++)
    {
      self->ranges[i] = create_range (self, autosell_filter_popover_ranges[i]);
      gtk_box_append (GTK_BOX (page), self->ranges[i]);
    }
  gtk_box_append (GTK_BOX (more), create_row (self, PAGE_BLANK, _("Without a value")));
  gtk_box_append (GTK_BOX (more), create_row (self, PAGE_PROBLEM, _("Problems")));
  gtk_box_append (GTK_BOX (more), create_row (self, PAGE_POSTED, _("Posts on Facebook")));
  gtk_box_append (GTK_BOX (more), create_row (self, PAGE_LISTING, "Marketplace"));
  gtk_box_append (GTK_BOX (more), create_row (self, PAGE_OTHER, _("Other fields")));
  gtk_box_append (GTK_BOX (page), more);
  add_page (self, PAGE_MAIN, page);
}

/* ---- A name for a filter ---- */

static void
name_changed_cb (AutosellFilterPopover *self)
{
  g_autofree char *name = autosell_text_trim (gtk_editable_get_text (self->name_entry));
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (self->store);
  AutosellSavedFilter *other = name != NULL ? autosell_saved_filters_find (filters, name, NULL) : NULL;
  AutosellSavedFilter *own =
    self->renaming != NULL ? autosell_saved_filters_find (filters, self->renaming, NULL) : NULL;
  gboolean is_taken = other != NULL && other != own;

  gtk_label_set_text (GTK_LABEL (self->name_note), !is_taken ? ""
                                                   : self->renaming != NULL
                                                     ? _("Another filter has this name.")
                                                     : _("It will take the place of the filter with this name."));
  gtk_widget_set_visible (self->name_note, is_taken);
  gtk_widget_set_sensitive (self->name_button, name != NULL && !(is_taken && self->renaming != NULL));
}

static void
name_given_cb (AutosellFilterPopover *self)
{
  const char *name = gtk_editable_get_text (self->name_entry);
  gboolean is_done = self->renaming != NULL
                       ? autosell_filter_saved_rename (self->store, self->renaming, name)
                       : autosell_filter_saved_put (self->store, G_MAXUINT, name, self->naming_text);

  if (!is_done)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->name_entry));
      return;
    }
  autosell_filter_popover_show_page (self, PAGE_MAIN);
  gtk_widget_child_focus (self->saved, GTK_DIR_TAB_FORWARD);
}

static void
build_save (AutosellFilterPopover *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  self->name_entry = GTK_EDITABLE (entry);
  self->name_note = gtk_label_new (NULL);
  self->name_button = gtk_button_new_with_mnemonic (_("_Save"));
  autosell_compat_set_name (entry, _("Name of the filter"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Name of the filter"));
  gtk_label_set_xalign (GTK_LABEL (self->name_note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name_note), TRUE);
  gtk_widget_add_css_class (self->name_note, "dim-label");
  gtk_widget_add_css_class (self->name_button, "suggested-action");
  gtk_widget_set_halign (self->name_button, GTK_ALIGN_END);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (name_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (name_given_cb), self);
  g_signal_connect_swapped (self->name_button, "clicked", G_CALLBACK (name_given_cb), self);
  gtk_box_append (GTK_BOX (page), entry);
  gtk_box_append (GTK_BOX (page), self->name_note);
  gtk_box_append (GTK_BOX (page), self->name_button);
  add_page (self, PAGE_SAVE, page);
}

/* What its chips say makes a name that can stay. Returns: (transfer full) */
static char *
suggest_name (AutosellFilterPopover *self)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < self->filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (self->filters, i);
      g_autofree char *values = autosell_filter_dup_values_label (filter);
      g_autofree char *label = values == NULL ? autosell_filter_dup_label (filter) : NULL;

      if (filter->kind != AUTOSELL_FILTER_FAULT)
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", values != NULL ? values : label);
    }
  return g_string_free (name, FALSE);
}

void
autosell_filter_popover_ask_name (AutosellFilterPopover *self, const char *renaming, const char *text)
{
  g_autofree char *name = renaming != NULL ? g_strdup (renaming) : suggest_name (self);

  g_free (self->renaming);
  g_free (self->naming_text);
  self->renaming = g_strdup (renaming);
  self->naming_text = g_strdup (text);
  /* The text first: the focus, which comes with the page, selects it. Selected, changed and selected again in one go,
   * the X server's answer to what was in between would take the last selection away. */
  autosell_filter_popover_ensure_page (self, PAGE_SAVE);
  gtk_editable_set_text (self->name_entry, name);
  name_changed_cb (self);
  autosell_filter_popover_show_page (self, PAGE_SAVE);
  gtk_label_set_text (GTK_LABEL (self->title), renaming != NULL ? _("Rename the filter") : _("Save the filter"));
  if (!gtk_editable_get_selection_bounds (self->name_entry, NULL, NULL))
    gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

/* ---- All pages ---- */

static void
fit_control (GtkWidget *control, gboolean is_narrow)
{
  if (AUTOSELL_IS_FILTER_RANGE (control))
    autosell_filter_range_set_narrow (AUTOSELL_FILTER_RANGE (control), is_narrow);
}

void
autosell_filter_popover_ensure_page (AutosellFilterPopover *self, const char *name)
{
  AutosellField field = 0;
  gboolean is_field = FALSE;
  const char *title = "";

  if (g_str_equal (name, PAGE_OTHER))
    title = _("Other fields");
  else if (g_str_equal (name, PAGE_BLANK))
    title = _("Without a value");
  else if (g_str_equal (name, PAGE_PROBLEM))
    title = _("Problems");
  else if (g_str_equal (name, PAGE_POSTED))
    title = _("Posts on Facebook");
  else if (g_str_equal (name, PAGE_LISTING))
    title = "Marketplace"; /* a name */
  else if (!g_str_equal (name, PAGE_SAVE) && !g_str_equal (name, PAGE_MAIN))
    {
      is_field = autosell_field_find (name, &field);
      g_return_if_fail (is_field);
      title = autosell_field_get_label (field);
    }
  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    return;
  if (is_field)
    {
      add_control (self, name, create_field_control (self, field));
      fit_control (g_hash_table_lookup (self->controls, name), self->is_narrow);
    }
  else if (g_str_equal (name, PAGE_OTHER))
    build_other (self);
  else if (g_str_equal (name, PAGE_BLANK))
    add_control (self, name, create_blanks (self));
  else if (g_str_equal (name, PAGE_PROBLEM))
    add_control (self, name, create_problems (self));
  else if (g_str_equal (name, PAGE_POSTED))
    add_control (self, name, create_posted (self));
  else if (g_str_equal (name, PAGE_LISTING))
    add_control (self, name, create_listing (self));
  else if (g_str_equal (name, PAGE_SAVE))
    build_save (self);
  autosell_filter_popover_update_pages (self);
}

void
autosell_filter_popover_fit_pages (AutosellFilterPopover *self)
{
  GHashTableIter iter;
  gpointer control;

  autosell_filter_checks_set_columns (AUTOSELL_FILTER_CHECKS (self->status), self->is_narrow ? 1 : STATUS_COLUMNS);
  for (guint i = 0; i < AUTOSELL_FILTER_N_RANGES; i++)
    fit_control (self->ranges[i], self->is_narrow);
  g_hash_table_iter_init (&iter, self->controls);
  while (g_hash_table_iter_next (&iter, NULL, &control))
    fit_control (control, self->is_narrow);
}

static void
update_control (AutosellFilterPopover *self, GtkWidget *control)
{
  const AutosellFilter *filter;

  if (AUTOSELL_IS_FILTER_BLANKS (control))
    {
      autosell_filter_blanks_set_filters (AUTOSELL_FILTER_BLANKS (control), self->filters);
      return;
    }
  if (control == g_hash_table_lookup (self->controls, PAGE_PROBLEM))
    {
      filter = autosell_filter_find (self->filters, AUTOSELL_FILTER_PROBLEM, 0);
      autosell_filter_checks_set_mask (AUTOSELL_FILTER_CHECKS (control),
                                       filter != NULL ? filter->term->problem_mask : 0);
      return;
    }
  if (AUTOSELL_IS_FILTER_POSTS (control))
    {
      filter = autosell_filter_find (self->filters, AUTOSELL_FILTER_POSTED, 0);
      autosell_filter_posts_set_filter (AUTOSELL_FILTER_POSTS (control), filter);
      return;
    }
  if (control == g_hash_table_lookup (self->controls, PAGE_LISTING))
    {
      filter = autosell_filter_find (self->filters, AUTOSELL_FILTER_LISTING, 0);
      autosell_filter_checks_set_mask (AUTOSELL_FILTER_CHECKS (control),
                                       filter != NULL ? filter->term->listing_mask : 0);
      return;
    }
  filter = autosell_filter_find (
    self->filters, get_field (control) == AUTOSELL_N_FIELDS ? AUTOSELL_FILTER_DAYS : AUTOSELL_FILTER_FIELD,
    get_field (control));
  if (AUTOSELL_IS_FILTER_CHECKS (control))
    autosell_filter_checks_set_mask (AUTOSELL_FILTER_CHECKS (control),
                                     filter != NULL ? autosell_filter_get_choices (filter) : 0);
  else if (AUTOSELL_IS_FILTER_RANGE (control))
    autosell_filter_range_set_filter (AUTOSELL_FILTER_RANGE (control), filter);
  else if (AUTOSELL_IS_FILTER_CHOICES (control))
    autosell_filter_choices_set_filter (AUTOSELL_FILTER_CHOICES (control), filter);
}

static void
update_field_summaries (AutosellFilterPopover *self)
{
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellFilter *filter = autosell_filter_find (self->filters, AUTOSELL_FILTER_FIELD, field);
      g_autofree char *values = filter != NULL ? autosell_filter_dup_values_label (filter) : NULL;

      set_summary (self, autosell_field_get_info (field)->name, values);
    }
}

/* Names of those filters that @is_of says are on a page. Returns: (transfer full) */
static char *
join_labels (AutosellFilterPopover *self, AutosellFilterKind kind, gboolean off_main_only)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < self->filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (self->filters, i);
      g_autofree char *label = NULL;

      if (filter->kind != kind || (off_main_only && is_on_main (filter->field)))
        continue;
      label = autosell_filter_dup_label (filter);
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", label);
    }
  return g_string_free (labels, FALSE);
}

void
autosell_filter_popover_update_pages (AutosellFilterPopover *self)
{
  g_autofree char *blanks = join_labels (self, AUTOSELL_FILTER_BLANK, FALSE);
  g_autofree char *problems = join_labels (self, AUTOSELL_FILTER_PROBLEM, FALSE);
  g_autofree char *posted = join_labels (self, AUTOSELL_FILTER_POSTED, FALSE);
  g_autofree char *listing = join_labels (self, AUTOSELL_FILTER_LISTING, FALSE);
  g_autofree char *others = join_labels (self, AUTOSELL_FILTER_FIELD, TRUE);
  GHashTableIter iter;
  gpointer control;

  update_control (self, self->status);
  for (guint i = 0; i < AUTOSELL_FILTER_N_RANGES; i++)
    update_control (self, self->ranges[i]);
  g_hash_table_iter_init (&iter, self->controls);
  while (g_hash_table_iter_next (&iter, NULL, &control))
    update_control (self, control);
  update_field_summaries (self);
  set_summary (self, PAGE_BLANK, blanks);
  set_summary (self, PAGE_PROBLEM, problems);
  set_summary (self, PAGE_POSTED, posted);
  set_summary (self, PAGE_LISTING, listing);
  set_summary (self, PAGE_OTHER, others);
}
