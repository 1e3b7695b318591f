/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-drive.h"
#include "cloud-fixture.h"

/* The client of Drive against the fake cloud. */

#define SCOPE "https://www.googleapis.com/auth/drive.file"
#define UNIT AUTOSELL_DRIVE_CHUNK_UNIT

typedef struct
{
  FakeCloud *cloud;
  AutosellGoogleAccount *account;
  AutosellDrive *drive;
  GStrv ids;
  guint n_used;
} Fixture;

static const char *
next_id (Fixture *fixture)
{
  return fixture->ids[fixture->n_used++];
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const scopes[] = { SCOPE, NULL };
  g_autoptr(AutosellOAuthTokens) tokens = NULL;
  g_autoptr(AutosellOAuthSession) session = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->cloud = fake_cloud_start (NULL);
  tokens = fake_cloud_sign_in (fixture->cloud, scopes, NULL);
  session = autosell_oauth_session_new (fixture->cloud->http, fixture->cloud->endpoints, fixture->cloud->client, NULL);
  autosell_oauth_session_set_tokens (session, tokens);
  fixture->account = autosell_google_account_new ("1", "ventas@ejemplo.mx", scopes, 0, fixture->cloud->http,
                                                  fixture->cloud->endpoints, session);
  fixture->drive = autosell_drive_new (fixture->account);
  autosell_drive_make_ids_async (fixture->drive, 20, NULL, take_result_cb, &result);
  fixture->ids = autosell_drive_make_ids_finish (fixture->drive, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (fixture->ids), ==, 20);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  /* Nothing that Drive does not know was asked of it. */
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "\"unknown\""), ==, 0);
  g_object_unref (fixture->drive);
  g_object_unref (fixture->account);
  g_strfreev (fixture->ids);
  fake_cloud_stop (fixture->cloud);
}

static AutosellDriveItem *
finish_item (Fixture *fixture, GAsyncResult **result, GError **error)
{
  return autosell_drive_item_finish (fixture->drive, wait_for (result), error);
}

static AutosellDriveItem *
make_folder (Fixture *fixture, const char *id, const AutosellDriveEdit *edit, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  autosell_drive_make_folder_async (fixture->drive, id, edit, NULL, take_result_cb, &result);
  return finish_item (fixture, &result, error);
}

static AutosellDriveItem *
edit_file (Fixture *fixture, const char *id, const AutosellDriveEdit *edit, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  autosell_drive_edit_async (fixture->drive, id, edit, NULL, take_result_cb, &result);
  return finish_item (fixture, &result, error);
}

static AutosellDrivePage *
look (Fixture *fixture, const char *q, const char *token)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AutosellDrivePage *page;

  if (q != NULL)
    autosell_drive_list_async (fixture->drive, q, NULL, token, NULL, take_result_cb, &result);
  else
    autosell_drive_list_changes_async (fixture->drive, token, NULL, NULL, take_result_cb, &result);
  page = autosell_drive_page_finish (fixture->drive, wait_for (&result), &error);
  g_assert_no_error (error);
  return page;
}

static char *
get_start (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *token;

  autosell_drive_get_start_async (fixture->drive, NULL, NULL, take_result_cb, &result);
  token = autosell_drive_get_start_finish (fixture->drive, wait_for (&result), &error);
  g_assert_no_error (error);
  return token;
}

static char *
open_upload (Fixture *fixture, const char *id, gboolean is_new, gsize size, GError **error)
{
  const char *const tags[] = { "asm_order", "100", NULL };
  const AutosellDriveEdit edit = { .name = "0100.jpg", .tags = tags };
  g_autoptr(GAsyncResult) result = NULL;

  autosell_drive_open_upload_async (fixture->drive, id, is_new, &edit, "image/jpeg", size, NULL, take_result_cb,
                                    &result);
  return autosell_drive_open_upload_finish (fixture->drive, wait_for (&result), error);
}

static gboolean
send_chunk (Fixture *fixture, const char *session, GBytes *bytes, gsize from, gsize length, gsize *n_arrived,
            AutosellDriveItem **item, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  autosell_drive_send_chunk_async (fixture->drive, session, bytes, from, length, NULL, take_result_cb, &result);
  return autosell_drive_send_chunk_finish (fixture->drive, wait_for (&result), n_arrived, item, error);
}

static GBytes *
make_bytes (gsize size)
{
  guchar *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guchar) (i * 7 + i / 251);
  return g_bytes_new_take (data, size);
}

static void
test_folders (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const tags[] = { "asm_kind", "root", "asm_none", "", NULL };
  const char *const fewer[] = { "asm_kind", "", "asm_more", "ñ", NULL };
  const char *root_id = next_id (fixture), *car_id = next_id (fixture), *other_id = next_id (fixture);
  const AutosellDriveEdit root_edit = { .name = "Autosell", .tags = tags };
  const AutosellDriveEdit car_edit = { .name = "L'Étoile", .parent = root_id };
  const AutosellDriveEdit changed = { .name = "0133 NISSAN", .tags = fewer, .sets_trashed = TRUE, .is_trashed = TRUE };
  const AutosellDriveEdit moved = { .parent = other_id, .from = root_id };
  g_autoptr(AutosellDriveItem) root = NULL, car = NULL, other = NULL, twice = NULL, edited = NULL, there = NULL;
  g_autoptr(GError) error = NULL;

  root = make_folder (fixture, root_id, &root_edit, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (root->id, ==, root_id);
  g_assert_true (autosell_drive_item_is_folder (root));
  g_assert_cmpstr (autosell_drive_item_get_tag (root, "asm_kind"), ==, "root");
  g_assert_true (root->can_trash);
  g_assert_nonnull (root->link);
  twice = make_folder (fixture, root_id, &root_edit, &error);
  g_assert_null (twice);
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CONFLICT);
  g_clear_error (&error);

  car = make_folder (fixture, car_id, &car_edit, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (car->parent, ==, root_id);
  other = make_folder (fixture, other_id, &root_edit, &error);
  edited = edit_file (fixture, car_id, &changed, &error);
  g_assert_no_error (error);
  g_assert_true (edited->is_trashed);
  g_assert_cmpstr (edited->name, ==, "0133 NISSAN");
  g_assert_cmpstr (autosell_drive_item_get_tag (edited, "asm_more"), ==, "ñ");
  g_assert_cmpuint (g_hash_table_size (edited->tags), ==, 1);
  there = edit_file (fixture, car_id, &moved, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (there->parent, ==, other_id);
}

static void
test_lists (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *start = get_start (fixture);
  g_autofree char *quoted = autosell_drive_quote ("L'É\\");
  g_autofree char *q = g_strconcat ("name = ", quoted, NULL);
  const AutosellDriveEdit edit = { .name = "L'É\\" };
  const char *gone = NULL;
  g_autoptr(AutosellDrivePage) found = NULL, log = NULL, rest = NULL, quiet = NULL;
  g_autofree char *act = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(AutosellDriveItem) item = make_folder (fixture, gone = next_id (fixture), &edit, NULL);

      g_assert_nonnull (item);
    }
  fake_cloud_control (fixture->cloud, "quirks", "{\"page_size\": 2}");
  found = look (fixture, q, NULL);
  g_assert_cmpuint (found->items->len, ==, 2);
  rest = look (fixture, q, found->next);
  g_assert_cmpuint (rest->items->len, ==, 1);
  g_assert_null (rest->next);

  act = g_strdup_printf ("{\"do\": \"delete\", \"file\": \"%s\"}", gone);
  fake_cloud_control (fixture->cloud, "drive", act);
  log = look (fixture, NULL, start);
  g_assert_cmpuint (log->items->len, ==, 2);
  g_assert_nonnull (log->next);
  g_clear_pointer (&rest, autosell_drive_page_free);
  rest = look (fixture, NULL, log->next);
  g_assert_cmpuint (rest->items->len, ==, 1);
  g_assert_true (((AutosellDriveItem *) g_ptr_array_index (rest->items, 0))->is_removed);
  g_assert_cmpstr (((AutosellDriveItem *) g_ptr_array_index (rest->items, 0))->id, ==, gone);
  quiet = look (fixture, NULL, rest->start);
  g_assert_cmpuint (quiet->items->len, ==, 0);
}

static void
test_upload (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = make_bytes (3 * UNIT + 77);
  gsize size = g_bytes_get_size (bytes), n_arrived = 1;
  const char *id = next_id (fixture);
  g_autoptr(GError) error = NULL;
  g_autofree char *session = open_upload (fixture, id, TRUE, size, &error);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr(AutosellDriveItem) item = NULL, again = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) back = NULL;
  g_autofree char *none = NULL, *journal = NULL;

  g_assert_no_error (error);
  g_assert_true (send_chunk (fixture, session, bytes, 0, 0, &n_arrived, &item, &error));
  g_assert_cmpuint (n_arrived, ==, 0);
  fake_cloud_control (fixture->cloud, "quirks", "{\"short_chunks\": 1}");
  g_assert_true (send_chunk (fixture, session, bytes, 0, 2 * UNIT, &n_arrived, &item, &error));
  g_assert_cmpuint (n_arrived, ==, UNIT);
  /* Cut in the middle of a chunk: how much arrived only the service knows. */
  fake_cloud_control (fixture->cloud, "faults",
                      "{\"method\": \"PUT\", \"path\": \"upload/*\", \"keep\": 4096, \"cut\": \"before\"}");
  g_assert_false (send_chunk (fixture, session, bytes, UNIT, UNIT, &n_arrived, &item, &error));
  g_assert_true (autosell_net_error_may_have_applied (error));
  g_clear_error (&error);
  g_assert_true (send_chunk (fixture, session, bytes, 0, 0, &n_arrived, &item, &error));
  g_assert_cmpuint (n_arrived, ==, UNIT + 4096);
  /* A token that ends while a session is open. */
  fake_cloud_control (fixture->cloud, "faults",
                      "{\"method\": \"PUT\", \"path\": \"upload/*\", \"cut\": \"body\", \"after\": true}");
  g_assert_false (send_chunk (fixture, session, bytes, n_arrived, size - n_arrived, &n_arrived, &item, &error));
  g_clear_error (&error);
  g_assert_true (send_chunk (fixture, session, bytes, 0, 0, &n_arrived, &item, &error));
  g_assert_no_error (error);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->sha256, ==, sum);
  g_assert_cmpint (item->size, ==, size);
  g_assert_cmpstr (autosell_drive_item_get_tag (item, "asm_order"), ==, "100");

  none = open_upload (fixture, id, TRUE, size, &error);
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CONFLICT);
  g_clear_error (&error);
  autosell_drive_download_async (fixture->drive, id, sum, 1 << 20, NULL, take_result_cb, &result);
  back = autosell_drive_download_finish (fixture->drive, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, bytes));
  g_clear_object (&result);
  g_clear_pointer (&back, g_bytes_unref);
  sum[0] = sum[0] == 'a' ? 'b' : 'a';
  autosell_drive_download_async (fixture->drive, id, sum, 1 << 20, NULL, take_result_cb, &result);
  back = autosell_drive_download_finish (fixture->drive, wait_for (&result), &error);
  g_assert_null (back);
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_UNEXPECTED);
  journal = fake_cloud_read_journal (fixture->cloud);
  g_assert_null (strstr (journal, strstr (session, "upload_id=")));
}

static void
test_sessions (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = make_bytes (1000);
  gsize n_arrived;
  g_autoptr(AutosellDriveItem) item = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *session = open_upload (fixture, next_id (fixture), TRUE, 1000, &error);
  g_autofree char *full = NULL, *elsewhere = g_strdup ("https://ejemplo.mx/upload/drive/v3/files?upload_id=1");

  fake_cloud_control (fixture->cloud, "drive", "{\"do\": \"forget-uploads\"}");
  g_assert_false (send_chunk (fixture, session, bytes, 0, 1000, &n_arrived, &item, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (send_chunk (fixture, elsewhere, bytes, 0, 1000, &n_arrived, &item, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND);
  g_assert_cmpstr (autosell_net_error_get_reason (error), ==, "session");
  g_clear_error (&error);
  fake_cloud_control (fixture->cloud, "drive", "{\"do\": \"limit\", \"bytes\": 100}");
  full = open_upload (fixture, next_id (fixture), TRUE, 1000, &error);
  g_assert_null (full);
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_FORBIDDEN);
  g_assert_cmpstr (autosell_net_error_get_reason (error), ==, "storageQuotaExceeded");
}

static void
test_sharing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *id = next_id (fixture);
  const AutosellDriveEdit edit = { .name = "0133" };
  g_autoptr(AutosellDriveItem) item = make_folder (fixture, id, &edit, NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      if (i < 2)
        autosell_drive_share_async (fixture->drive, id, NULL, take_result_cb, &result);
      else
        autosell_drive_unshare_async (fixture->drive, id, NULL, take_result_cb, &result);
      g_assert_true (autosell_drive_share_finish (fixture->drive, wait_for (&result), &error));
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/drive/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("folders", test_folders);
  ADD ("lists", test_lists);
  ADD ("upload", test_upload);
  ADD ("sessions", test_sessions);
  ADD ("sharing", test_sharing);
  return g_test_run ();
}
