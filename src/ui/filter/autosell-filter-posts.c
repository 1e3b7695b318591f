/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-posts.h"

#include "autosell-filter-checks.h"
#include "autosell-filter-range.h"
#include "autosell-page-store.h"
#include "autosell-posted.h"
#include "autosell-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Checks keep a mask. */
#define MAX_PAGES 31

struct _AutosellFilterPosts
{
  GtkBox parent_instance;
  GCancellable *cancellable; /* owned: of asking for the Pages */
  guint mask;                /* what the filter says: states, */
  char *days;                /* owned, nullable */
  GStrv pages;               /* owned */
  GPtrArray *names;          /* owned (element-type utf8): of the Pages there are */
  GtkWidget *checks;         /* children */
  GtkWidget *range;
  GtkWidget *page_title;
  GtkWidget *page_checks;
};

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterPosts, autosell_filter_posts, GTK_TYPE_BOX)

/* “norte” asks for “Autos del Norte”, as the search does. */
static gboolean
is_asked (const char *name, const char *page)
{
  g_autofree char *folded_name = autosell_text_fold_words (name);
  g_autofree char *folded_page = autosell_text_fold_words (page);

  return autosell_text_has_word_prefix (folded_name, folded_page);
}

static void
tell (AutosellFilterPosts *self)
{
  g_autofree char *term = autosell_filter_write_posted (self->mask, self->days, (const char *const *) self->pages);

  g_signal_emit (self, signals[EDITED], 0, term);
}

static void
states_edited_cb (AutosellFilterPosts *self, guint mask)
{
  self->mask = mask;
  tell (self);
}

static void
days_edited_cb (AutosellFilterPosts *self, const char *term)
{
  const char *colon = term != NULL ? strchr (term, ':') : NULL;

  g_free (self->days);
  self->days = colon != NULL ? g_strdup (colon + 1) : NULL;
  tell (self);
}

/* What asks for none of the Pages that are here stays. */
static void
pages_edited_cb (AutosellFilterPosts *self, guint mask)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();

  for (char **page = self->pages; *page != NULL; page++)
    {
      gboolean is_here = FALSE;

      for (guint i = 0; i < self->names->len; i++)
        is_here = is_here || is_asked (self->names->pdata[i], *page);
      if (!is_here)
        g_ptr_array_add (pages, g_strdup (*page));
    }
  for (guint i = 0; i < MIN (self->names->len, MAX_PAGES); i++)
    if (mask & (1u << i))
      g_ptr_array_add (pages, g_strdup (self->names->pdata[i]));
  g_ptr_array_add (pages, NULL);
  g_strfreev (self->pages);
  self->pages = (char **) g_ptr_array_free (g_steal_pointer (&pages), FALSE);
  tell (self);
}

static void
show_pages (AutosellFilterPosts *self)
{
  guint mask = 0;

  for (guint i = 0; i < MIN (self->names->len, MAX_PAGES); i++)
    for (char **page = self->pages; *page != NULL; page++)
      if (is_asked (self->names->pdata[i], *page))
        mask |= 1u << i;
  autosell_filter_checks_set_mask (AUTOSELL_FILTER_CHECKS (self->page_checks), mask);
}

static void
board_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFilterPosts) self = data;
  g_autoptr(GError) error = NULL;
  AutosellPageBoard *board = autosell_store_get_page_board_finish (AUTOSELL_STORE (source), result, &error);

  if (board == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("Pages: %s", error->message);
      return;
    }
  for (guint i = 0; i < MIN (board->pages->len, MAX_PAGES); i++)
    {
      const AutosellPage *page = board->pages->pdata[i];

      g_ptr_array_add (self->names, g_strdup (page->name));
      autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (self->page_checks), i, page->name, NULL);
    }
  gtk_widget_set_visible (self->page_title, board->pages->len > 0);
  gtk_widget_set_visible (self->page_checks, board->pages->len > 0);
  autosell_page_board_free (board);
  show_pages (self);
}

void
autosell_filter_posts_set_filter (AutosellFilterPosts *self, const AutosellFilter *filter)
{
  g_return_if_fail (AUTOSELL_IS_FILTER_POSTS (self));

  g_free (self->days);
  g_strfreev (self->pages);
  self->mask = filter != NULL ? filter->term->posted_mask : 0;
  self->days = filter != NULL ? autosell_filter_dup_days (filter) : NULL;
  self->pages = filter != NULL ? autosell_filter_dup_pages (filter) : g_new0 (char *, 1);
  autosell_filter_checks_set_mask (AUTOSELL_FILTER_CHECKS (self->checks), self->mask);
  autosell_filter_range_set_filter (AUTOSELL_FILTER_RANGE (self->range), filter);
  show_pages (self);
}

static void
autosell_filter_posts_dispose (GObject *object)
{
  g_cancellable_cancel (AUTOSELL_FILTER_POSTS (object)->cancellable);
  G_OBJECT_CLASS (autosell_filter_posts_parent_class)->dispose (object);
}

static void
autosell_filter_posts_finalize (GObject *object)
{
  AutosellFilterPosts *self = AUTOSELL_FILTER_POSTS (object);

  g_object_unref (self->cancellable);
  g_free (self->days);
  g_strfreev (self->pages);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (autosell_filter_posts_parent_class)->finalize (object);
}

static void
autosell_filter_posts_class_init (AutosellFilterPostsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_filter_posts_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_posts_finalize;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
create_states (AutosellFilterPosts *self)
{
  static const guint order[] = { AUTOSELL_POSTED_OUT,    AUTOSELL_N_POSTED,       AUTOSELL_POSTED_NEVER,
                                 AUTOSELL_POSTED_QUEUED, AUTOSELL_POSTED_REMOVED, AUTOSELL_POSTED_FAILED };
  GtkWidget *checks = autosell_filter_checks_new (_("Posts on Facebook"), 1);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    autosell_filter_checks_add (AUTOSELL_FILTER_CHECKS (checks), order[i],
                                autosell_posted_mask_to_label (1u << order[i]), NULL);
  g_signal_connect_swapped (checks, "edited", G_CALLBACK (states_edited_cb), self);
  return checks;
}

static void
autosell_filter_posts_init (AutosellFilterPosts *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_new0 (char *, 1);
  self->names = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->checks = create_states (self);
  self->range = autosell_filter_range_new_named (AUTOSELL_N_FIELDS, _("Days since the post"));
  self->page_title = gtk_label_new (_("It stands on"));
  self->page_checks = autosell_filter_checks_new (_("Pages on which the vehicle stands"), 1);
  gtk_label_set_xalign (GTK_LABEL (self->page_title), 0);
  gtk_widget_add_css_class (self->page_title, "heading");
  gtk_widget_set_visible (self->page_title, FALSE);
  gtk_widget_set_visible (self->page_checks, FALSE);
  g_signal_connect_swapped (self->range, "edited", G_CALLBACK (days_edited_cb), self);
  g_signal_connect_swapped (self->page_checks, "edited", G_CALLBACK (pages_edited_cb), self);
  gtk_box_append (GTK_BOX (self), self->checks);
  gtk_box_append (GTK_BOX (self), self->range);
  gtk_box_append (GTK_BOX (self), self->page_title);
  gtk_box_append (GTK_BOX (self), self->page_checks);
}

GtkWidget *
autosell_filter_posts_new (AutosellStore *store)
{
  AutosellFilterPosts *self = g_object_new (AUTOSELL_TYPE_FILTER_POSTS, NULL);

  autosell_store_get_page_board_async (store, self->cancellable, board_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
