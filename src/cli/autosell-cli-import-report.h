/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"
#include "autosell-import-plan.h"

G_BEGIN_DECLS

/* What an import did, or would do where @result is NULL. */
void autosell_cli_import_report_json (AutosellCli *cli, AutosellImportPlan *plan, const AutosellCommitResult *result);
void autosell_cli_import_report_print (AutosellImportPlan *plan, const AutosellCommitResult *result);

G_END_DECLS
