/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-words.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"
#include "autosell-photo-error.h"

static gboolean
is_yes (AutosellStore *store, const char *name)
{
  g_autofree char *text = autosell_store_get_setting (store, name);

  return g_strcmp0 (text, "yes") == 0;
}

void
autosell_drive_options_load (AutosellStore *store, AutosellDriveOptions *options)
{
  g_autofree char *get = autosell_store_get_setting (store, AUTOSELL_SETTING_DRIVE_GET);
  g_autofree char *limit = autosell_store_get_setting (store, AUTOSELL_SETTING_DRIVE_LIMIT);
  g_autofree char *take_in = autosell_store_get_setting (store, AUTOSELL_SETTING_DRIVE_TAKE_IN);
  guint64 kilobytes;

  *options = (AutosellDriveOptions){ 0 };
  options->get = g_strcmp0 (get, "covers") == 0 ? AUTOSELL_DRIVE_GET_COVERS : AUTOSELL_DRIVE_GET_ALL;
  options->takes_in = g_strcmp0 (take_in, "no") != 0;
  options->moves_sold = is_yes (store, AUTOSELL_SETTING_DRIVE_SOLD);
  if (limit != NULL && g_ascii_string_to_unsigned (limit, 10, 1, 1000000, &kilobytes, NULL))
    options->bytes_per_second = (guint) kilobytes * 1000;
}

gboolean
autosell_drive_may_use_network (AutosellStore *store)
{
  return is_yes (store, AUTOSELL_SETTING_DRIVE_METERED)
         || !g_network_monitor_get_network_metered (g_network_monitor_get_default ());
}

static char *
dup_brake (const AutosellDriveReport *report)
{
  gboolean is_here = report->n_removed_here >= report->n_removed_there;
  guint n = is_here ? report->n_removed_here : report->n_removed_there;
  g_autofree char *count = autosell_format_integer (n);

  if (is_here)
    return g_strdup_printf (
      ngettext ("%s photo is gone from Drive, which is a lot at once. Nothing was changed. If that is meant, "
                "allow it: the photo goes to the bin here, too.",
                "%s photos are gone from Drive, which is a lot at once. Nothing was changed. If that is "
                "meant, allow it: the photos go to the bin here, too.",
                n),
      count);
  return g_strdup_printf (
    ngettext ("%s photo was removed here, which is a lot at once. Nothing was changed in Drive. If that is "
              "meant, allow it: the photo goes to the bin there, too.",
              "%s photos were removed here, which is a lot at once. Nothing was changed in Drive. If that is "
              "meant, allow it: the photos go to the bin there, too.",
              n),
    count);
}

char *
autosell_drive_dup_trouble (const AutosellDriveReport *report, const AutosellDriveLink *link)
{
  if (report->root_state == AUTOSELL_DRIVE_ROOT_TRASHED)
    return g_strdup_printf (
      _("The folder “%s” is in Drive's bin. Restore it there, or link another folder. The photos here stay."),
      link->name);
  if (report->root_state == AUTOSELL_DRIVE_ROOT_LOST)
    return g_strdup_printf (
      _("The folder “%s” cannot be seen in Drive any more: it was deleted, or is not shared with this "
        "account now. Ask its owner, or link another folder. The photos here stay."),
      link->name);
  if (report->is_braked)
    return dup_brake (report);
  if (report->is_full)
    return g_strdup (
      _("Drive is full, so new photos wait on this PC. Make room in Drive, or get more; they go on by themselves."));
  return report->error != NULL ? autosell_drive_dup_error (report->error) : NULL;
}

static char *
dup_refusal (int why, const char *name, const char *folder)
{
  switch (why)
    {
    case AUTOSELL_PHOTO_ERROR_TOO_LARGE:
      return g_strdup_printf (_("“%s” in the folder “%s” is too large for a photo. Put a smaller one there."), name,
                              folder);
    case AUTOSELL_PHOTO_ERROR_BROKEN:
      return g_strdup_printf (_("“%s” in the folder “%s” is damaged and was not taken in. Put it there once more."),
                              name, folder);
    case AUTOSELL_PHOTO_ERROR_NO_LOADER:
      return g_strdup_printf (_("“%s” in the folder “%s” is of a kind that this PC cannot read. Put it there as JPEG."),
                              name, folder);
    default:
      return g_strdup_printf (
        _("“%s” in the folder “%s” is no photo and was not taken in. Photos are JPEG, PNG, WebP or HEIC."), name,
        folder);
    }
}

char *
autosell_drive_dup_refused (const AutosellDriveOutlook *outlook)
{
  guint more;
  g_autofree char *first = NULL, *rest = NULL;

  if (outlook->n_refused == 0)
    return NULL;
  first = dup_refusal (outlook->refused_why, outlook->refused, outlook->refused_in);
  more = outlook->n_refused - 1;
  if (more == 0)
    return g_steal_pointer (&first);
  rest = g_strdup_printf (ngettext ("%u more is not taken in either.", "%u more are not taken in either.", more), more);
  return g_strjoin (" ", first, rest, NULL);
}

char *
autosell_drive_dup_error (const GError *error)
{
  const char *reason = error->domain == AUTOSELL_NET_ERROR ? autosell_net_error_get_reason (error) : NULL;

  if (g_strcmp0 (reason, "storageQuotaExceeded") == 0)
    return g_strdup (
      _("Drive is full, so new photos wait on this PC. Make room in Drive, or get more; they go on by themselves."));
  if (g_strcmp0 (reason, "insufficientFilePermissions") == 0)
    return g_strdup (
      _("A file in Drive belongs to somebody else and cannot be changed with this account. Ask its owner."));
  if (g_strcmp0 (reason, "invalidSharingRequest") == 0 || g_strcmp0 (reason, "domainPolicy") == 0)
    return g_strdup (_("The owner of this Google domain does not allow links for everybody. Ask its administrator."));
  if (g_strcmp0 (reason, "appNotAuthorizedToChild") == 0)
    return g_strdup (
      _("People put other files into the car's folder, so the folder is not shared. Share each photo by itself "
        "(“drive share --each”), or take the others out."));
  if (g_strcmp0 (reason, "trashed") == 0)
    return g_strdup (_("That folder is in Drive's bin. Restore it there, or choose another."));
  if (g_strcmp0 (reason, "folder") == 0)
    return g_strdup (_("That is no folder in which this account may put files. Choose another."));
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    return g_strdup (
      _("The file of a photo is missing or altered on this PC. “autosell-cli check --repair” puts it right."));
  if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND))
    return g_strdup (_("Drive does not have that, or this account may not see it."));
  return autosell_net_error_dup_sentence (error);
}
