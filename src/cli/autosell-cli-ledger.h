/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"

G_BEGIN_DECLS

/* All (nullable). */
typedef struct
{
  const char *filter; /* of cars */
  const char *page;
  const char *order;
  const char *output; /* a file */
  gboolean to_sheet;  /* into the tab of the linked sheet */
} AutosellCliLedgerOptions;

/* “posts --ledger”. */
AutosellCliStatus autosell_cli_run_ledger (AutosellCli *cli, const AutosellCliLedgerOptions *options, GError **error);

G_END_DECLS
