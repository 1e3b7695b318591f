/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-bulk.h"
#include "autosell-cli.h"

G_BEGIN_DECLS

/* Commands for several cars, by ID or by filter, do what they can in one change with one undo, name the rest, and end
 * with AUTOSELL_CLI_PARTLY. With --dry-run they work everything out, tell it, and change nothing. */

typedef struct
{
  AutosellCli *cli;
  AutosellBulk *bulk;    /* owned */
  GPtrArray *vehicles;   /* owned, of AutosellVehicle: those that were found by ID */
  GPtrArray *failed_ids; /* owned, of char *, unowned */
  GPtrArray *failures;   /* owned, of GError: for each of failed_ids */
} AutosellCliBatch;

extern char *autosell_cli_batch_filter;
extern gboolean autosell_cli_batch_is_dry_run;

/* clang-format off */
#define AUTOSELL_CLI_BATCH_OPTIONS \
  { \
    "filter", 'f', 0, G_OPTION_ARG_FILENAME, &autosell_cli_batch_filter, N_("All vehicles that this finds"), \
      N_("QUERY") \
  }, \
  { \
    "dry-run", 'n', 0, G_OPTION_ARG_NONE, &autosell_cli_batch_is_dry_run, N_("Only tell what would change"), NULL \
  }
/* clang-format on */

/* These alone. */
extern const GOptionEntry autosell_cli_batch_options[];

gboolean autosell_cli_batch_has_filter (void);

/* Finds the cars of the first @n_ids arguments, or takes the filter; after it, the bulk is to be told what to do. What
 * goes wrong with all of them alike, or with the only one, is @error. */
gboolean autosell_cli_batch_find (AutosellCliBatch *batch, AutosellCli *cli, guint n_ids, gboolean in_bin,
                                  GError **error);
/* Does it, and tells what came of it. */
AutosellCliStatus autosell_cli_batch_commit (AutosellCliBatch *batch, GError **error);

void autosell_cli_batch_clear (AutosellCliBatch *batch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutosellCliBatch, autosell_cli_batch_clear)

G_END_DECLS
