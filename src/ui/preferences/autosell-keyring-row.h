/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-keyring.h"

G_BEGIN_DECLS

/* Says that secrets last for this session only, where that is so; hidden otherwise. The subtitle says what that means
 * for the service. Where the keyring is only locked, it offers to unlock it. */
#define AUTOSELL_TYPE_KEYRING_ROW (autosell_keyring_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellKeyringRow, autosell_keyring_row, AUTOSELL, KEYRING_ROW, AdwActionRow)

/* Once. @keyring: referenced */
void autosell_keyring_row_set_keyring (AutosellKeyringRow *self, AutosellKeyring *keyring);

G_END_DECLS
