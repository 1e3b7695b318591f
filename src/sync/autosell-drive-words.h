/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-reconciler.h"

G_BEGIN_DECLS

/* What people and settings say of Drive. */

/* Settings of the store. */
#define AUTOSELL_SETTING_DRIVE_GET "drive.get"                  /* "covers"; else all */
#define AUTOSELL_SETTING_DRIVE_SOLD "drive.moves-sold"          /* "yes": sold cars' folders go under “Sold” */
#define AUTOSELL_SETTING_DRIVE_LIMIT "drive.kilobytes-a-second" /* of what is sent; else no limit */
#define AUTOSELL_SETTING_DRIVE_TAKE_IN "drive.take-in" /* "no": what people put into the cars' folders stays there */
#define AUTOSELL_SETTING_DRIVE_METERED "drive.metered" /* "yes": also on a connection that is paid by volume */

/* As the settings have it. */
void autosell_drive_options_load (AutosellStore *store, AutosellDriveOptions *options);
/* Whether photos may go over this connection. */
gboolean autosell_drive_may_use_network (AutosellStore *store);

/* One sentence on what stopped it and what to do. Returns: (transfer full) (nullable): nothing did */
char *autosell_drive_dup_trouble (const AutosellDriveReport *report, const AutosellDriveLink *link);
/* A picture that people put there and that cannot be taken in: which, why and what to do. Returns: (transfer full)
 * (nullable): none */
char *autosell_drive_dup_refused (const AutosellDriveOutlook *outlook);
/* The same of an error. Returns: (transfer full) */
char *autosell_drive_dup_error (const GError *error);

G_END_DECLS
