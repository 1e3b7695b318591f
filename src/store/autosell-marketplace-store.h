/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-marketplace.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Which cars a person has listed on Marketplace, as told by hand: autosell-marketplace.h. A listing is changed by
 * autosell_change_set_set_listing() with AUTOSELL_ACTION_MARKETPLACE, so it has its line of history and its undo like
 * any change of the car, and ::changed names the car. Threads and errors are those of autosell-store.h. */

#define AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS "marketplace.renew-days"   /* 0 never asks; else 7 */
#define AUTOSELL_SETTING_MARKETPLACE_TITLE_CHARS "marketplace.title-chars" /* what the form takes; else 100 */
#define AUTOSELL_SETTING_MARKETPLACE_PHOTOS "marketplace.photos"           /* how many the form takes; else 20 */
/* The dealership's place in parts, as the form and feeds want it */
#define AUTOSELL_SETTING_DEALERSHIP_CITY "dealership.city"
#define AUTOSELL_SETTING_DEALERSHIP_REGION "dealership.region"
#define AUTOSELL_SETTING_DEALERSHIP_POSTAL_CODE "dealership.postal-code"

/* A template of this name, where the dealership has one, makes the description. */
#define AUTOSELL_MARKETPLACE_TEMPLATE "Marketplace"

guint autosell_store_get_marketplace_photos (AutosellStore *self);
int autosell_store_get_marketplace_renew_days (AutosellStore *self);

/* One car's kit and listing. */
typedef struct
{
  AutosellVehicle *vehicle;
  GPtrArray *items; /* (element-type AutosellMarketplaceItem) */
  AutosellListing listing;
  AutosellListingStage stage;
  char *who;    /* (nullable): who said so last */
  gint64 at_us; /* when; 0 for never */
} AutosellMarketplaceKit;

void autosell_marketplace_kit_free (AutosellMarketplaceKit *self);
/* @today_iso: of the stage. NOT_FOUND. Returns: (transfer full) */
AutosellMarketplaceKit *autosell_store_get_marketplace_kit_sync (AutosellStore *self, gint64 key, const char *today_iso,
                                                                 GError **error);
void autosell_store_get_marketplace_kit_async (AutosellStore *self, gint64 key, const char *today_iso,
                                               GCancellable *cancellable, GAsyncReadyCallback callback,
                                               gpointer user_data);
AutosellMarketplaceKit *autosell_store_get_marketplace_kit_finish (AutosellStore *self, GAsyncResult *result,
                                                                   GError **error);

/* A car that was listed at some time. */
typedef struct
{
  gint64 key;
  char *id;
  char *title;
  char *cover; /* (nullable) */
  AutosellStatus status;
  gboolean in_bin;
  AutosellListing listing;
  AutosellListingStage stage;
} AutosellMarketplaceCar;

void autosell_marketplace_car_free (AutosellMarketplaceCar *self);
/* Those to take down first, then those to renew, those that are up, and those that are down; within each the longest
 * without a hand first. Returns: (transfer full) (element-type AutosellMarketplaceCar) */
GPtrArray *autosell_store_list_marketplace_sync (AutosellStore *self, const char *today_iso, GError **error);
void autosell_store_list_marketplace_async (AutosellStore *self, const char *today_iso, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_list_marketplace_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* How many of a list are of a stage. */
guint autosell_marketplace_count (GPtrArray *cars, AutosellListingStage stage);

/* ---- Photos as files ---- */

typedef struct
{
  GFile *folder;
  GPtrArray *names; /* (element-type utf8): "01.jpg" …, cover first */
} AutosellMarketplaceFolder;

void autosell_marketplace_folder_free (AutosellMarketplaceFolder *self);
/* Writes as many photos as the form takes, and @text beside them. @name: (nullable): of a new folder in @parent, with a
 * number behind it where there is one of that name; NULL writes into @parent itself. No file is written over:
 * G_IO_ERROR_EXISTS. */
AutosellMarketplaceFolder *autosell_store_export_marketplace_sync (AutosellStore *self, gint64 key, GFile *parent,
                                                                   const char *name, const char *text, GError **error);
void autosell_store_export_marketplace_async (AutosellStore *self, gint64 key, GFile *parent, const char *name,
                                              const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
AutosellMarketplaceFolder *autosell_store_export_marketplace_finish (AutosellStore *self, GAsyncResult *result,
                                                                     GError **error);
/* "MAZDA CX30 2021 (0133)". Returns: (transfer full) */
char *autosell_marketplace_dup_folder_name (AutosellVehicle *vehicle);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellMarketplaceFolder, autosell_marketplace_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellMarketplaceKit, autosell_marketplace_kit_free)

G_END_DECLS
