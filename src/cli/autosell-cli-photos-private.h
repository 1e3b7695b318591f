/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"
#include "autosell-photo-store.h"

G_BEGIN_DECLS

/* What the files of `autosell-cli photos` share: autosell-cli-photos.c, autosell-cli-photos-files.c. */

/* Options; the command checks which of them its action takes. */
typedef struct
{
  int position; /* 1 is the first; 0: not given */
  int degrees;  /* 0: not given */
  char *area;   /* nullable */
  char *to;     /* nullable */
  gboolean in_bin;
} AutosellCliPhotoOptions;

extern AutosellCliPhotoOptions autosell_cli_photo_options;

/* The photos that arguments from @first on name: a number of the list, an id, or "all". @photos: as listed.
 * Returns: (transfer full) NULL-terminated: ids */
char **autosell_cli_photos_pick (AutosellCli *cli, GPtrArray *photos, guint first, guint end, GError **error);

/* One photo as an object of the array that is open. @number: as in the list, 0 for one in the bin */
void autosell_cli_json_photo (AutosellCli *cli, AutosellPhoto *photo, guint number);

/* @edit: (transfer full). Commits, and tells what came of it. */
AutosellCliStatus autosell_cli_photos_commit (AutosellCli *cli, AutosellVehicle *vehicle, AutosellPhotoEdit *edit,
                                              GError **error);

/* Files: add, replace, export. */
AutosellCliStatus autosell_cli_photos_add (AutosellCli *cli, AutosellVehicle *vehicle, GError **error);
AutosellCliStatus autosell_cli_photos_replace (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos,
                                               GError **error);
AutosellCliStatus autosell_cli_photos_export (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos,
                                              GError **error);

G_END_DECLS
