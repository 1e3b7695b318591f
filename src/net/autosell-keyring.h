/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-redact.h"

G_BEGIN_DECLS

/* Secrets at rest: the person's keyring by libsecret, schema com.autosell.Manager, an item for each kind and name.
 * Where there is no keyring, or the person does not unlock it, secrets are kept in this process's memory and die with
 * it; the state tells, and the interface says so. They are never written anywhere else. */
#define AUTOSELL_TYPE_KEYRING (autosell_keyring_get_type ())
G_DECLARE_FINAL_TYPE (AutosellKeyring, autosell_keyring, AUTOSELL, KEYRING, GObject)

typedef enum
{
  AUTOSELL_KEYRING_UNKNOWN, /* nothing was asked of it yet */
  AUTOSELL_KEYRING_KEPT,
  AUTOSELL_KEYRING_MISSING, /* there is none: for this session only */
  AUTOSELL_KEYRING_LOCKED,  /* it was not unlocked: for this session only */
} AutosellKeyringState;

/* @profile: tells the secrets of several data folders apart, such as the folder's path */
AutosellKeyring *autosell_keyring_new (const char *profile);
/* As if there were none, for tests and for those who want it so. */
AutosellKeyring *autosell_keyring_new_in_memory (void);

/* Changes with notify::state. */
AutosellKeyringState autosell_keyring_get_state (AutosellKeyring *self);

/* @label: what a person sees in the keyring's own program. Never fails but by being cancelled: what the keyring does
 * not take is kept in memory, and the state says so. */
void autosell_keyring_store_async (AutosellKeyring *self, const char *kind, const char *name, const char *label,
                                   const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean autosell_keyring_store_finish (AutosellKeyring *self, GAsyncResult *result, GError **error);
/* Returns: (transfer full) (nullable): NULL without an error where there is none; autosell_secret_free() */
void autosell_keyring_lookup_async (AutosellKeyring *self, const char *kind, const char *name,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *autosell_keyring_lookup_finish (AutosellKeyring *self, GAsyncResult *result, GError **error);
/* By itself a person is asked to unlock it once a run. This asks again, for one who closed that question.
 * Returns: whether it is open now; where it is, the state says so and lookups find what is in it */
void autosell_keyring_unlock_async (AutosellKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean autosell_keyring_unlock_finish (AutosellKeyring *self, GAsyncResult *result, GError **error);
void autosell_keyring_forget_async (AutosellKeyring *self, const char *kind, const char *name,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_keyring_forget_finish (AutosellKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
