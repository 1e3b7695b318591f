/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-catalog.h"
#include "autosell-privacy-notice.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* What the dealership publishes beside its posts: the vehicle catalog of autosell-catalog.h as a file, and the privacy
 * notice. */

#define AUTOSELL_SETTING_DEALERSHIP_EMAIL "dealership.email"
#define AUTOSELL_SETTING_DEALERSHIP_WEBSITE "dealership.website"
#define AUTOSELL_SETTING_CATALOG_LATITUDE "catalog.latitude"
#define AUTOSELL_SETTING_CATALOG_LONGITUDE "catalog.longitude"
#define AUTOSELL_SETTING_CATALOG_PAGE "catalog.page"       /* "https://…/{stock_number}" */
#define AUTOSELL_SETTING_CATALOG_PHOTO "catalog.photo"     /* the same with {number} */
#define AUTOSELL_SETTING_CATALOG_PRIVACY "catalog.privacy" /* where the notice stands */

typedef struct
{
  char *title; /* owned */
  char *lacks; /* owned: translated */
} AutosellCatalogOmission;

typedef struct
{
  guint n_written;
  GPtrArray *left_out; /* (element-type AutosellCatalogOmission) */
} AutosellCatalogReport;

void autosell_catalog_report_free (AutosellCatalogReport *self);

/* Writes the cars that are available and lack nothing, whole or not at all: RFC 4180, UTF-8, the first row the
 * headings. No text in it can begin a formula. Returns: (transfer full): NULL with a G_IO_ERROR or an error of the
 * store */
AutosellCatalogReport *autosell_store_export_catalog_sync (AutosellStore *self, GFile *file, GError **error);
void autosell_store_export_catalog_async (AutosellStore *self, GFile *file, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
AutosellCatalogReport *autosell_store_export_catalog_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Of today, from the dealership's preferences. Returns: (transfer full) */
char *autosell_store_dup_privacy_notice (AutosellStore *self, AutosellNoticeLanguage language, gboolean is_html);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCatalogReport, autosell_catalog_report_free)

G_END_DECLS
