/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-filter-popover.h"
#include "autosell-filter.h"

G_BEGIN_DECLS

#define AUTOSELL_FILTER_N_RANGES 4

struct _AutosellFilterPopover
{
  GtkPopover parent_instance;
  AutosellStore *store; /* owned */
  char *text;           /* owned */
  GPtrArray *filters;   /* owned (element-type AutosellFilter): of the text */
  gboolean is_bin;
  gboolean is_narrow;        /* one thing below the other: large text on a phone */
  GCancellable *cancellable; /* owned, nullable: of the counting */
  guint count_source;
  char *renaming;        /* owned, nullable: the saved filter that gets another name */
  char *naming_text;     /* owned, nullable: the text that is saved */
  GHashTable *summaries; /* owned: name of a page → GtkLabel, unowned: what it asks for */
  GHashTable *controls;  /* owned: name of a page → its control, unowned */

  GtkWidget *header; /* children */
  GtkWidget *title;
  GtkWidget *scrolled;
  GtkStack *stack;
  GtkWidget *footer;
  GtkWidget *count;
  GtkWidget *save;
  GtkWidget *copy;
  GtkWidget *clear;
  GtkWidget *saved;
  GtkWidget *status;
  GtkWidget *ranges[AUTOSELL_FILTER_N_RANGES];
  GtkEditable *name_entry;
  GtkWidget *name_note;
  GtkWidget *name_button;
};

/* Year, price, km and days in stock, which is AUTOSELL_N_FIELDS. */
extern const AutosellField autosell_filter_popover_ranges[AUTOSELL_FILTER_N_RANGES];

/* Pages besides those of the fields, which have the fields' names. */
#define PAGE_MAIN "main"
#define PAGE_OTHER "other"
#define PAGE_BLANK "no"
#define PAGE_PROBLEM "problem"
#define PAGE_POSTED "posted"
#define PAGE_LISTING "marketplace"
#define PAGE_SAVE "save"

void autosell_filter_popover_edit (AutosellFilterPopover *self, AutosellFilterKind kind, AutosellField field,
                                   const char *term);
void autosell_filter_popover_take_text (AutosellFilterPopover *self, const char *text);
void autosell_filter_popover_show_page (AutosellFilterPopover *self, const char *name);

/* In autosell-filter-popover-pages.c */
void autosell_filter_popover_build_main (AutosellFilterPopover *self);
/* Makes the page where there is none yet. */
void autosell_filter_popover_ensure_page (AutosellFilterPopover *self, const char *name);
/* As wide as is_narrow says. */
void autosell_filter_popover_fit_pages (AutosellFilterPopover *self);
/* Controls and summaries say what the text says. */
void autosell_filter_popover_update_pages (AutosellFilterPopover *self);

G_END_DECLS
