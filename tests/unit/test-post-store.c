/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-post-price.h"
#include "autosell-post-plan.h"
#include "autosell-post-store.h"
#include "autosell-post-template.h"
#include "autosell-poster-store.h"
#include "store-fixture.h"

#define NOW_S ((gint64) 1795446000) /* 2026-11-23 09:00 in Mexico City */

typedef struct
{
  Fixture base;
  gint64 car;
  AutosellPage page;
} Lot;

static gint64
add_car (AutosellStore *store, const char *number, const char *status)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();
  AutosellCommitResult *result;
  gint64 key;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, number);
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, status);
  autosell_change_set_add (changes, g_steal_pointer (&car));
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  key = g_array_index (result->keys, gint64, 0);
  autosell_commit_result_free (result);
  return key;
}

static void
connect_account (AutosellStore *store, const char *remote_id, const char *page, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();
  AutosellAccount account = {
    .app = (char *) "77", .remote_id = (char *) remote_id, .name = (char *) "Ana", .is_person = TRUE
  };
  AutosellPage row = { .remote_id = (char *) page, .name = (char *) name, .tasks = (char *) "MANAGE CREATE_CONTENT" };

  if (page != NULL)
    g_ptr_array_add (pages, &row);
  autosell_store_set_account_sync (store, &account, pages, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account.id, !=, 0);
}

static GPtrArray *
get_pages (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *pages = autosell_store_get_pages_sync (store, &error);

  g_assert_no_error (error);
  return pages;
}

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  g_autoptr(GPtrArray) pages = NULL;

  set_up (&lot->base, data);
  lot->car = add_car (lot->base.store, "0133", "available");
  connect_account (lot->base.store, "p1", "1029", "Autos del Norte");
  pages = get_pages (lot->base.store);
  g_assert_cmpuint (pages->len, ==, 1);
  lot->page.id = ((AutosellPage *) pages->pdata[0])->id;
}

static void
lot_tear_down (Lot *lot, gconstpointer data)
{
  tear_down (&lot->base, data);
}

static AutosellPost *
add_post (Lot *lot, gint64 car, gint64 at_s, GError **error)
{
  AutosellPost *post = autosell_post_new ();
  guint n_before;

  g_assert_true (autosell_store_count_posts_sync (lot->base.store, lot->page.id, car, &n_before, NULL));
  post->page = lot->page.id;
  post->key = car;
  post->title = g_strdup ("MAZDA");
  post->reference = g_strdup_printf ("%s-%u", car == lot->car ? "0133" : "0134", n_before + 1);
  post->text = g_strdup_printf ("Hola\nRef. %s", post->reference);
  post->at_s = at_s;
  g_ptr_array_add (post->photos, autosell_post_photo_new ("photo-1"));
  g_ptr_array_add (post->photos, autosell_post_photo_new ("photo-2"));
  autosell_store_add_post_sync (lot->base.store, post, error);
  return post;
}

static AutosellPost *
reload (Lot *lot, gint64 pk)
{
  g_autoptr(GError) error = NULL;
  AutosellPostQuery query = { .pk = pk };
  g_autoptr(GPtrArray) posts = autosell_store_get_posts_sync (lot->base.store, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 1);
  return g_ptr_array_steal_index (posts, 0);
}

/* What each wrote is there, and neither wrote over the other's. */
static void
test_two_hands (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, NOW_S, &error);
  g_autoptr(AutosellPost) person = reload (lot, post->pk);
  g_autoptr(AutosellPost) after = NULL;
  g_autoptr(GPtrArray) events = NULL;
  AutosellPostPhoto *photo = post->photos->pdata[0];

  g_assert_no_error (error);
  /* The publisher has it in its hands while the person changes the words */
  post->state = AUTOSELL_POST_UPLOADING;
  photo->remote_id = g_strdup ("F1");
  photo->uploaded_s = NOW_S;
  g_free (person->text);
  person->text = g_strdup ("Otra\nRef. 0133-1");
  person->want = AUTOSELL_POST_WANT_REMOVED;
  autosell_store_change_post_sync (lot->base.store, person, AUTOSELL_POST_CHANGE_TEXT | AUTOSELL_POST_CHANGE_WANT,
                                   "removed", NULL, &error);
  g_assert_no_error (error);
  autosell_store_record_post_sync (lot->base.store, post, "uploaded", "1/2", &error);
  g_assert_no_error (error);

  after = reload (lot, post->pk);
  g_assert_cmpint (after->state, ==, AUTOSELL_POST_UPLOADING);
  g_assert_cmpint (after->want, ==, AUTOSELL_POST_WANT_REMOVED);
  g_assert_cmpstr (after->text, ==, "Otra\nRef. 0133-1");
  g_assert_cmpint (after->at_s, ==, NOW_S);
  g_assert_cmpuint (after->photos->len, ==, 2);
  photo = after->photos->pdata[0];
  g_assert_cmpstr (photo->remote_id, ==, "F1");
  photo = after->photos->pdata[1];
  g_assert_cmpstr (photo->photo_id, ==, "photo-2");
  g_assert_null (photo->remote_id);
  events = autosell_store_get_post_events_sync (lot->base.store, post->pk, &error);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpstr (((AutosellPostEvent *) events->pdata[2])->detail, ==, "1/2");
}

static void
test_a_reference_is_used_once (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) first = add_post (lot, lot->car, 0, &error);
  g_autoptr(AutosellPost) second = add_post (lot, lot->car, 0, &error);
  g_autoptr(AutosellPost) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (first->reference, !=, second->reference);
  g_assert_false (autosell_store_add_post_sync (lot->base.store, second, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  found = autosell_store_find_post_sync (lot->base.store, "0133-2", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->id, !=, first->id);
  g_assert_null (autosell_store_find_post_sync (lot->base.store, "x", NULL));
}

static void
test_accounts (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, 0, &error);
  AutosellPostQuery all = { 0 };
  g_autoptr(GPtrArray) pages = NULL, accounts = NULL, posts = NULL;
  AutosellPage *page;
  gint64 first;

  /* The same Page by a second person: one Page, reached by the first that works */
  connect_account (lot->base.store, "p2", "1029", "Autos del Norte");
  pages = get_pages (lot->base.store);
  g_assert_cmpuint (pages->len, ==, 1);
  page = pages->pdata[0];
  g_assert_cmpstr (page->account_remote, ==, "p1");
  g_assert_true (autosell_page_can_post (page));
  first = page->account;
  autosell_store_set_account_state_sync (lot->base.store, first, 0, "reconnect", &error);
  g_assert_no_error (error);
  g_clear_pointer (&pages, g_ptr_array_unref);
  pages = get_pages (lot->base.store);
  page = pages->pdata[0];
  g_assert_cmpstr (page->account_remote, ==, "p2");
  /* The second loses it: nobody reaches it who may post */
  connect_account (lot->base.store, "p2", NULL, NULL);
  g_clear_pointer (&pages, g_ptr_array_unref);
  pages = get_pages (lot->base.store);
  page = pages->pdata[0];
  g_assert_cmpstr (page->account_state, ==, "reconnect");
  g_assert_false (autosell_page_can_post (page));

  /* Wiped: what nobody else brings goes with it */
  accounts = autosell_store_get_accounts_sync (lot->base.store, &error);
  for (guint i = 0; i < accounts->len; i++)
    g_assert_true (
      autosell_store_remove_account_sync (lot->base.store, ((AutosellAccount *) accounts->pdata[i])->id, &error));
  g_clear_pointer (&pages, g_ptr_array_unref);
  pages = get_pages (lot->base.store);
  g_assert_cmpuint (pages->len, ==, 0);
  posts = autosell_store_get_posts_sync (lot->base.store, &all, &error);
  g_assert_cmpuint (posts->len, ==, 0);
  g_assert_false (autosell_store_remove_account_sync (lot->base.store, first, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
}

static void
test_templates (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) templates = autosell_store_get_templates_sync (lot->base.store, &error);
  g_autoptr(AutosellTemplate) mine = g_new0 (AutosellTemplate, 1);
  AutosellTemplate *first = templates->pdata[0];

  g_assert_cmpuint (templates->len, ==, 3);
  g_free (first->text);
  first->text = g_strdup ("{brand}");
  g_assert_true (autosell_store_set_template_sync (lot->base.store, first, &error));
  mine->name = g_strdup ("Mía");
  mine->text = g_strdup ("{title}");
  g_assert_true (autosell_store_set_template_sync (lot->base.store, mine, &error));
  g_free (mine->text);
  mine->text = g_strdup ("{cost}");
  g_assert_false (autosell_store_set_template_sync (lot->base.store, mine, &error));
  g_assert_error (error, AUTOSELL_POST_TEMPLATE_ERROR, AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD);
  g_clear_error (&error);
  g_assert_true (
    autosell_store_delete_template_sync (lot->base.store, ((AutosellTemplate *) templates->pdata[1])->id, &error));

  g_clear_pointer (&templates, g_ptr_array_unref);
  templates = autosell_store_get_templates_sync (lot->base.store, &error);
  g_assert_cmpuint (templates->len, ==, 3);
  g_assert_cmpstr (((AutosellTemplate *) templates->pdata[0])->text, ==, "{brand}");
  g_assert_cmpstr (((AutosellTemplate *) templates->pdata[2])->text, ==, "{title}");
}

static void
set_status (AutosellStore *store, gint64 key, const char *status)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_autoptr(AutosellVehicle) values = autosell_vehicle_new ();
  AutosellCommitResult *result;

  autosell_vehicle_parse (values, AUTOSELL_FIELD_STATUS, status);
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_STATUS,
                           autosell_vehicle_get_value (values, AUTOSELL_FIELD_STATUS));
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  autosell_commit_result_free (result);
}

/* A car that is sold asks for an answer once; whoever gave it is not asked again. */
static void
test_what_happened_to_the_car (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, 0, &error);
  g_autoptr(GPtrArray) posts = autosell_store_get_unfollowed_posts_sync (lot->base.store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 0);
  set_status (lot->base.store, lot->car, "sold");
  g_clear_pointer (&posts, g_ptr_array_unref);
  posts = autosell_store_get_unfollowed_posts_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 1);
  g_assert_cmpstr (((AutosellPost *) posts->pdata[0])->followed, ==, "sold");
  g_assert_true (autosell_store_change_post_sync (lot->base.store, posts->pdata[0], AUTOSELL_POST_CHANGE_FOLLOWED, NULL,
                                                  NULL, &error));
  g_clear_pointer (&posts, g_ptr_array_unref);
  posts = autosell_store_get_unfollowed_posts_sync (lot->base.store, &error);
  g_assert_cmpuint (posts->len, ==, 0);
}

static void
recorded_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
record_sending (Lot *lot, const AutosellPost *post, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  autosell_store_record_sending_async (lot->base.store, post, recorded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return autosell_store_record_post_finish (lot->base.store, result, error);
}

/* Nothing is sent for a car that was sold, or a post that was changed, after the publisher took it in hand. */
static void
test_sold_before_it_is_sent (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, NOW_S, &error);
  g_autoptr(AutosellPost) person = reload (lot, post->pk);
  g_autoptr(AutosellPost) after = NULL;

  post->state = AUTOSELL_POST_CREATING;
  set_status (lot->base.store, lot->car, "sold");
  g_assert_false (record_sending (lot, post, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  after = reload (lot, post->pk);
  g_assert_cmpint (after->state, ==, AUTOSELL_POST_WAITING);
  set_status (lot->base.store, lot->car, "available");

  person->at_s = NOW_S + 60;
  autosell_store_change_post_sync (lot->base.store, person, AUTOSELL_POST_CHANGE_AT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (record_sending (lot, post, &error));
  g_clear_error (&error);
  post->at_s = person->at_s;
  g_assert_true (record_sending (lot, post, &error));
  g_assert_no_error (error);
  g_clear_pointer (&after, autosell_post_free);
  after = reload (lot, post->pk);
  g_assert_cmpint (after->state, ==, AUTOSELL_POST_CREATING);
}

static AutosellPostWant
prepare_and_get_want (Lot *lot, gint64 pk)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPublishing) publishing = autosell_store_prepare_publishing_sync (lot->base.store, NOW_S, &error);
  g_autoptr(AutosellPost) post = reload (lot, pk);

  g_assert_no_error (error);
  return post->want;
}

/* A sale that is taken back while its post still stands leaves it there; what a person took off stays off. */
static void
test_a_sale_taken_back (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, 0, &error);

  post->state = AUTOSELL_POST_OUT;
  post->out_s = NOW_S - 3600;
  autosell_store_record_post_sync (lot->base.store, post, "published", NULL, &error);
  set_status (lot->base.store, lot->car, "sold");
  g_assert_cmpint (prepare_and_get_want (lot, post->pk), ==, AUTOSELL_POST_WANT_REMOVED);
  autosell_store_record_post_sync (lot->base.store, post, "token", NULL, &error);
  set_status (lot->base.store, lot->car, "available");
  g_assert_cmpint (prepare_and_get_want (lot, post->pk), ==, AUTOSELL_POST_WANT_OUT);

  set_status (lot->base.store, lot->car, "sold");
  g_assert_cmpint (prepare_and_get_want (lot, post->pk), ==, AUTOSELL_POST_WANT_REMOVED);
  post->want = AUTOSELL_POST_WANT_REMOVED;
  autosell_store_change_post_sync (lot->base.store, post, AUTOSELL_POST_CHANGE_WANT, "remove", NULL, &error);
  set_status (lot->base.store, lot->car, "available");
  g_assert_cmpint (prepare_and_get_want (lot, post->pk), ==, AUTOSELL_POST_WANT_REMOVED);
}

/* A PC that takes a Page over answers for cars that were sold while nobody did. */
static void
test_adopted_of_a_sold_car (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellPublishing) publishing = NULL;
  GPtrArray *foreign = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_foreign_post_free);
  AutosellForeignPost *post = g_new0 (AutosellForeignPost, 1);
  const AutosellPost *adopted;

  post->remote_id = g_strdup ("1029_77");
  post->message = g_strdup ("MAZDA\nRef. 0133");
  post->is_out = TRUE;
  post->at_s = NOW_S - 3600;
  g_ptr_array_add (foreign, post);
  set_status (lot->base.store, lot->car, "sold");
  autosell_store_adopt_posts_async (lot->base.store, lot->page.id, foreign, NOW_S, recorded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (autosell_store_poster_finish (lot->base.store, result, &error));
  g_assert_no_error (error);
  publishing = autosell_store_prepare_publishing_sync (lot->base.store, NOW_S, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (publishing->posts->len, ==, 1);
  adopted = publishing->posts->pdata[0];
  g_assert_cmpstr (adopted->remote_id, ==, "1029_77");
  g_assert_cmpint (adopted->want, ==, AUTOSELL_POST_WANT_REMOVED);
}

static void
test_planning (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 other = add_car (lot->base.store, "0134", "available");
  gint64 sold = add_car (lot->base.store, "0135", "sold");
  g_autoptr(AutosellPost) post = add_post (lot, lot->car, NOW_S + 3600, &error);
  g_autoptr(AutosellPost) failed = add_post (lot, other, NOW_S + 7200, &error);
  g_autoptr(AutosellPostPlanning) planning = NULL;
  g_autoptr(AutosellPostPlanning) strict = NULL;

  g_assert_no_error (error);
  failed->state = AUTOSELL_POST_FAILED;
  autosell_store_record_post_sync (lot->base.store, failed, "failed", NULL, &error);
  autosell_store_set_wish_sync (lot->base.store, lot->page.id, NOW_S + 10, other, &error);
  autosell_store_set_wish_sync (lot->base.store, lot->page.id, NOW_S + 20, 0, &error);
  autosell_store_set_wish_sync (lot->base.store, lot->page.id, NOW_S + 30, other, &error);
  autosell_store_set_wish_sync (lot->base.store, lot->page.id, NOW_S + 30, -1, &error);
  planning = autosell_store_get_planning_sync (lot->base.store, lot->page.id, NOW_S, FALSE, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (planning->taken->len, ==, 1);
  g_assert_cmpint (g_array_index (planning->taken, AutosellPostTaken, 0).at_s, ==, NOW_S + 3600);
  g_assert_cmpint (g_array_index (planning->taken, AutosellPostTaken, 0).key, ==, lot->car);
  g_assert_cmpuint (planning->wishes->len, ==, 2);
  g_assert_cmpint (g_array_index (planning->wishes, AutosellPostWish, 0).key, ==, other);
  g_assert_cmpint (g_array_index (planning->wishes, AutosellPostWish, 1).key, ==, 0);
  g_assert_cmpuint (planning->candidates->len, ==, 2);
  for (guint i = 0; i < planning->candidates->len; i++)
    {
      const AutosellPostCandidate *candidate = &g_array_index (planning->candidates, AutosellPostCandidate, i);

      g_assert_cmpint (candidate->key, !=, sold);
      g_assert_true (candidate->is_wanted);
      g_assert_cmpint (candidate->posted_s, ==, candidate->key == lot->car ? NOW_S + 3600 : 0);
      g_assert_cmpint (candidate->entered_s, >, 0);
    }
  /* Neither has photos, price or km */
  strict = autosell_store_get_planning_sync (lot->base.store, lot->page.id, NOW_S, TRUE, &error);
  g_assert_false (g_array_index (strict->candidates, AutosellPostCandidate, 0).is_wanted);
}

/* A person's words get the reference, the photos keep the order in which they were chosen, as many as a post takes, and a
 * template's words turn from one post of a car to the next. */
static void
test_as_ordered (Lot *lot, gconstpointer data)
{
  const char *chosen[] = { "k", "b", "a", "l", "c", "j", "d", "i", "e", "h", "f", "g", NULL };
  AutosellPostOrder order = { .page = lot->page.id, .key = lot->car, .text = "Oferta", .photos = chosen };
  AutosellPostOrder plain = { .page = lot->page.id, .key = lot->car };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) own = NULL, first = NULL, second = NULL;
  g_autofree char *words = NULL;
  char *end;

  own = autosell_store_order_post_sync (lot->base.store, &order, &error);
  g_assert_no_error (error);
  words = g_strconcat ("Oferta\n\nRef. ", own->reference, NULL);
  g_assert_cmpstr (own->text, ==, words);
  g_assert_cmpuint (own->photos->len, ==, AUTOSELL_POST_MAX_PHOTOS);
  for (guint i = 0; i < own->photos->len; i++)
    g_assert_cmpstr (((AutosellPostPhoto *) own->photos->pdata[i])->photo_id, ==, chosen[i]);

  first = autosell_store_order_post_sync (lot->base.store, &plain, &error);
  second = autosell_store_order_post_sync (lot->base.store, &plain, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    if ((end = strstr (i == 0 ? first->text : second->text, "Ref. ")) != NULL)
      *end = '\0';
  g_assert_cmpstr (first->text, !=, second->text);
}

/* “Never” binds a person, the plan and what was chosen for a slot alike; mended, the car goes. */
static void
test_gate (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) gates = NULL;
  g_autoptr(AutosellPost) post = NULL;
  g_autoptr(GArray) slots = NULL, free_slots = NULL;
  AutosellPostOrder order = { .page = lot->page.id, .key = lot->car };
  const AutosellPostGate *gate;
  AutosellField field;
  g_autofree char *why = NULL;

  g_assert_cmpint (autosell_store_get_post_need (lot->base.store), ==, AUTOSELL_POST_NEED_PLANNED);
  post = autosell_store_order_post_sync (lot->base.store, &order, &error);
  g_assert_no_error (error);
  g_clear_pointer (&post, autosell_post_free);

  autosell_store_set_post_need (lot->base.store, AUTOSELL_POST_NEED_ALWAYS);
  g_assert_null (autosell_store_order_post_sync (lot->base.store, &order, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_READY);
  g_assert_nonnull (strstr (error->message, "price"));
  g_clear_error (&error);
  g_array_append_val (keys, lot->car);
  gates = autosell_store_check_cars_sync (lot->base.store, keys, &error);
  g_assert_no_error (error);
  gate = gates->pdata[0];
  g_assert_true (gate->is_held && !gate->is_whole);
  g_assert_true (autosell_post_gate_get_field (gate, &field));
  g_assert_cmpint (field, ==, AUTOSELL_FIELD_PRICE);
  why = autosell_post_gate_dup_why (gate);
  g_assert_nonnull (strstr (why, "price, km, description, photos"));

  /* The first slot is tomorrow at the latest */
  free_slots = autosell_store_get_slots_sync (lot->base.store, lot->page.id, NOW_S + 86400, NOW_S + 4 * 86400, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (free_slots->len, >, 0);
  autosell_store_set_wish_sync (lot->base.store, lot->page.id, g_array_index (free_slots, AutosellPostSlot, 0).at_s,
                                lot->car, &error);
  slots = autosell_store_get_slots_sync (lot->base.store, lot->page.id, NOW_S + 86400, NOW_S + 4 * 86400, &error);
  g_assert_cmpint (g_array_index (slots, AutosellPostSlot, 0).state, ==, AUTOSELL_SLOT_HELD);
  g_assert_cmpint (g_array_index (slots, AutosellPostSlot, 0).key, ==, lot->car);
  autosell_store_set_post_need (lot->base.store, AUTOSELL_POST_NEED_PLANNED);
  g_clear_pointer (&slots, g_array_unref);
  slots = autosell_store_get_slots_sync (lot->base.store, lot->page.id, NOW_S + 86400, NOW_S + 4 * 86400, &error);
  g_assert_cmpint (g_array_index (slots, AutosellPostSlot, 0).state, ==, AUTOSELL_SLOT_PINNED);
}

static void
set_price (Lot *lot, const char *price)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, AUTOSELL_FIELD_PRICE, price);
  autosell_change_set_set (changes, lot->car, AUTOSELL_FIELD_PRICE, &value);
  autosell_commit_result_free (autosell_store_commit_sync (lot->base.store, changes, &error));
  g_assert_no_error (error);
}

/* One that waits, of a car that the lot posts no more, waits on and says why; it goes once the car lacks nothing. */
static void
test_held_while_it_waits (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  AutosellPostOrder order = { .page = lot->page.id, .key = lot->car };
  g_autoptr(AutosellPost) ordered = autosell_store_order_post_sync (lot->base.store, &order, &error);
  g_autoptr(AutosellPublishing) publishing = NULL;
  g_autoptr(AutosellPost) post = NULL;
  AutosellPostFacts facts;

  g_assert_no_error (error);
  post = reload (lot, ordered->pk);
  g_assert_null (post->held);
  autosell_store_set_post_need (lot->base.store, AUTOSELL_POST_NEED_ALWAYS);
  publishing = autosell_store_prepare_publishing_sync (lot->base.store, NOW_S, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (publishing->posts->len, ==, 1);
  g_assert_nonnull (((AutosellPost *) publishing->posts->pdata[0])->held);
  g_clear_pointer (&post, autosell_post_free);
  post = reload (lot, ordered->pk);
  g_assert_nonnull (post->held);
  g_assert_nonnull (strstr (post->held, "price, km, description"));
  autosell_post_get_facts (post, TRUE, &facts);
  g_assert_cmpint (autosell_post_get_step (&facts, NOW_S).kind, ==, AUTOSELL_STEP_NONE);

  set_price (lot, "150000");
  g_clear_pointer (&post, autosell_post_free);
  post = reload (lot, ordered->pk);
  g_assert_null (strstr (post->held, "price"));

  /* One that is out is not taken off for that */
  post->state = AUTOSELL_POST_OUT;
  post->out_s = NOW_S;
  autosell_store_record_post_sync (lot->base.store, post, "out", NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&post, autosell_post_free);
  post = reload (lot, ordered->pk);
  g_assert_null (post->held);
}

static gint64
put_out (Lot *lot, const char *text)
{
  g_autoptr(GError) error = NULL;
  AutosellPostOrder order = { .page = lot->page.id, .key = lot->car, .text = text };
  g_autoptr(AutosellPost) post = autosell_store_order_post_sync (lot->base.store, &order, &error);

  g_assert_no_error (error);
  post->state = AUTOSELL_POST_OUT;
  post->out_s = NOW_S;
  autosell_store_record_post_sync (lot->base.store, post, "out", NULL, &error);
  g_assert_no_error (error);
  return post->pk;
}

static gboolean
has_words (Lot *lot, gint64 pk, const char *words)
{
  g_autoptr(AutosellPost) post = reload (lot, pk);

  return strstr (post->text, words) != NULL;
}

/* Words without the old price: made anew where a template made them, else left as they are and asked about. */
static void
test_price_in_words (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  gint64 made = put_out (lot, NULL);
  gint64 typed = put_out (lot, "Oferta, 379 mil");
  gint64 priced;
  const AutosellPriceChange *change;

  set_price (lot, "379000");
  priced = put_out (lot, "Oferta: $379,000");
  g_assert_true (autosell_store_answer_price_sync (lot->base.store, AUTOSELL_PRICE_EDIT, NULL, NOW_S, &error));
  g_assert_no_error (error);
  g_assert_true (has_words (lot, made, "$379,000"));
  g_assert_true (has_words (lot, typed, "Oferta, 379 mil"));
  set_price (lot, "359000");
  g_assert_true (autosell_store_answer_price_sync (lot->base.store, AUTOSELL_PRICE_EDIT, NULL, NOW_S, &error));
  g_assert_true (has_words (lot, made, "$359,000"));
  g_assert_true (has_words (lot, priced, "Oferta: $359,000"));
  g_assert_true (has_words (lot, typed, "Oferta, 379 mil"));
  changes = autosell_store_get_price_changes_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpint (change->post, ==, typed);
  g_assert_true (change->needs_hand);
  g_assert_nonnull (strstr (change->text, "379 mil"));
  /* Not asked about in general, it is asked about all the same */
  autosell_store_set_setting (lot->base.store, AUTOSELL_SETTING_POSTS_WHEN_PRICE, "edit");
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = autosell_store_get_price_changes_sync (lot->base.store, &error);
  g_assert_cmpuint (changes->len, ==, 1);
  autosell_store_set_setting (lot->base.store, AUTOSELL_SETTING_POSTS_WHEN_PRICE, "comment");
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = autosell_store_get_price_changes_sync (lot->base.store, &error);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
count_signal (guint *count)
{
  (*count)++;
}

static void
test_another_process_tells (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  AutosellStore *other = open_store_at (lot->base.data_dir);
  g_autoptr(AutosellPost) post = NULL;
  guint n_told = 0;

  g_signal_connect_swapped (other, "posts-changed", G_CALLBACK (count_signal), &n_told);
  post = add_post (lot, lot->car, 0, &error);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  n_told = 0;
  autosell_store_block_page_sync (lot->base.store, lot->page.id, NOW_S, "blocked", &error);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  close_store_of (&other);
}

#define ADD(name, func) g_test_add ("/post-store/" name, Lot, NULL, lot_set_up, func, lot_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("two-hands", test_two_hands);
  ADD ("a-reference-is-used-once", test_a_reference_is_used_once);
  ADD ("accounts", test_accounts);
  ADD ("templates", test_templates);
  ADD ("what-happened-to-the-car", test_what_happened_to_the_car);
  ADD ("sold-before-it-is-sent", test_sold_before_it_is_sent);
  ADD ("a-sale-taken-back", test_a_sale_taken_back);
  ADD ("adopted-of-a-sold-car", test_adopted_of_a_sold_car);
  ADD ("planning", test_planning);
  ADD ("as-ordered", test_as_ordered);
  ADD ("gate", test_gate);
  ADD ("held-while-it-waits", test_held_while_it_waits);
  ADD ("price-in-words", test_price_in_words);
  ADD ("another-process-tells", test_another_process_tells);
  return g_test_run ();
}
