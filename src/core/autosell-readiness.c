/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-readiness.h"

#include <glib/gi18n-lib.h>

guint
autosell_readiness_find_lacks (AutosellVehicle *vehicle, guint n_wanted)
{
  int width, height;
  gint64 number;
  guint lacks = 0;

  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number))
    lacks |= 1u << AUTOSELL_LACK_PRICE;
  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &number))
    lacks |= 1u << AUTOSELL_LACK_KM;
  if (autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_UNKNOWN)
    lacks |= 1u << AUTOSELL_LACK_STATUS;
  if (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_DESCRIPTION) == NULL)
    lacks |= 1u << AUTOSELL_LACK_DESCRIPTION;
  if (autosell_vehicle_get_n_photos (vehicle) < n_wanted)
    lacks |= 1u << AUTOSELL_LACK_PHOTOS;
  if (!autosell_vehicle_get_cover_size (vehicle, &width, &height) || width <= height)
    lacks |= 1u << AUTOSELL_LACK_COVER;
  return lacks;
}

void
autosell_readiness_get (AutosellVehicle *vehicle, AutosellReadiness *readiness)
{
  static const int weights[AUTOSELL_N_LACKS] = {
    [AUTOSELL_LACK_PRICE] = AUTOSELL_READINESS_PRICE,   [AUTOSELL_LACK_KM] = AUTOSELL_READINESS_KM,
    [AUTOSELL_LACK_STATUS] = AUTOSELL_READINESS_STATUS, [AUTOSELL_LACK_DESCRIPTION] = AUTOSELL_READINESS_DESCRIPTION,
    [AUTOSELL_LACK_PHOTOS] = AUTOSELL_READINESS_PHOTOS, [AUTOSELL_LACK_COVER] = AUTOSELL_READINESS_COVER,
  };

  guint n_wanted;

  g_return_if_fail (AUTOSELL_IS_VEHICLE (vehicle) && readiness != NULL);

  n_wanted = autosell_vehicle_get_n_photos_wanted (vehicle);
  *readiness = (AutosellReadiness){ 0 };
  if (autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_SOLD || autosell_vehicle_get_deleted (vehicle) != 0)
    return;
  readiness->is_asked = TRUE;
  readiness->n_photos = autosell_vehicle_get_n_photos (vehicle);
  readiness->n_wanted = n_wanted;
  readiness->lacks = autosell_readiness_find_lacks (vehicle, n_wanted);
  for (AutosellLack lack = 0; lack < AUTOSELL_N_LACKS; lack++)
    if (!(readiness->lacks & (1u << lack)))
      readiness->score += weights[lack];
    else if (lack == AUTOSELL_LACK_PHOTOS)
      readiness->score += weights[lack] * (int) readiness->n_photos / (int) n_wanted /* not 0: it lacks some */;
}

const char *
autosell_lack_to_nick (AutosellLack lack)
{
  static const char *const nicks[AUTOSELL_N_LACKS] = { "price", "km", "status", "description", "photos", "cover" };

  g_return_val_if_fail (lack < AUTOSELL_N_LACKS, NULL);

  return nicks[lack];
}

char *
autosell_lack_dup_text (AutosellLack lack, const AutosellReadiness *readiness)
{
  guint n;

  switch (lack)
    {
    case AUTOSELL_LACK_PRICE:
      return g_strdup (C_ ("what a car lacks", "price"));
    case AUTOSELL_LACK_KM:
      return g_strdup (C_ ("what a car lacks", "km"));
    case AUTOSELL_LACK_STATUS:
      return g_strdup (C_ ("what a car lacks", "status"));
    case AUTOSELL_LACK_DESCRIPTION:
      return g_strdup (C_ ("what a car lacks", "description"));
    case AUTOSELL_LACK_COVER:
      return g_strdup (C_ ("what a car lacks", "cover in landscape"));
    case AUTOSELL_LACK_PHOTOS:
      if (readiness->n_photos == 0)
        return g_strdup (C_ ("what a car lacks", "photos"));
      n = readiness->n_wanted - readiness->n_photos;
      return g_strdup_printf (ngettext ("%u more photo", "%u more photos", n), n);
    case AUTOSELL_N_LACKS:
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
autosell_readiness_dup_list (const AutosellReadiness *readiness)
{
  GString *list = g_string_new (NULL);

  for (AutosellLack lack = 0; lack < AUTOSELL_N_LACKS; lack++)
    {
      g_autofree char *text = NULL;

      /* Without any photo the cover goes without saying */
      if (!(readiness->lacks & (1u << lack)) || (lack == AUTOSELL_LACK_COVER && readiness->n_photos == 0))
        continue;
      text = autosell_lack_dup_text (lack, readiness);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", text);
    }
  return g_string_free (list, FALSE);
}

char *
autosell_readiness_dup_badge (const AutosellReadiness *readiness)
{
  g_autofree char *list = NULL;

  if (!readiness->is_asked)
    return g_strdup ("");
  if (readiness->lacks == 0)
    return g_strdup (C_ ("readiness of a car", "Ready"));
  list = autosell_readiness_dup_list (readiness);
  /* Translators: how ready a car is to be shown, in percent, and what it lacks: “80 %: 3 more photos” */
  return g_strdup_printf (_("%d %%: %s"), readiness->score, list);
}

char *
autosell_readiness_dup_text (const AutosellReadiness *readiness)
{
  g_autofree char *list = autosell_readiness_dup_list (readiness);

  if (!readiness->is_asked)
    return g_strdup ("");
  if (readiness->lacks == 0)
    return g_strdup (C_ ("readiness of a car", "Ready"));
  /* Translators: %s is a list of what a car lacks, “price, 3 more photos” */
  return g_strdup_printf (_("Lacks: %s"), list);
}
