/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post.h"

#define HOUR_S ((gint64) 60 * 60)
#define NOW_S ((gint64) 1800000000)

static AutosellPostFacts
waiting_for (gint64 at_s)
{
  return (AutosellPostFacts){ .state = AUTOSELL_POST_WAITING, .at_s = at_s, .can_hand = TRUE, .n_photos = 2 };
}

static void
assert_step (const AutosellPostFacts *facts, AutosellPostStepKind kind, gint64 until_s)
{
  AutosellPostStep step = autosell_post_get_step (facts, NOW_S);

  g_assert_cmpint (step.kind, ==, kind);
  g_assert_cmpint (step.until_s, ==, until_s);
}

static void
test_when_it_is_sent (void)
{
  AutosellPostFacts facts = waiting_for (0);

  assert_step (&facts, AUTOSELL_STEP_UPLOAD, 0);
  g_assert_false (autosell_post_get_step (&facts, NOW_S).is_timed);

  /* Near: by this program, at its time */
  facts.at_s = NOW_S + 19 * 60;
  assert_step (&facts, AUTOSELL_STEP_WAIT, facts.at_s);
  /* The service has it from twenty minutes before */
  facts.at_s = NOW_S + 20 * 60;
  assert_step (&facts, AUTOSELL_STEP_UPLOAD, 0);
  g_assert_true (autosell_post_get_step (&facts, NOW_S).is_timed);
  facts.can_hand = FALSE;
  assert_step (&facts, AUTOSELL_STEP_WAIT, facts.at_s);
  facts.can_hand = TRUE;
  /* … until four weeks before */
  facts.at_s = NOW_S + 29 * 24 * HOUR_S;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 24 * HOUR_S);
  /* A little late is not missed, more is */
  facts.at_s = NOW_S - 15 * 60;
  assert_step (&facts, AUTOSELL_STEP_UPLOAD, 0);
  facts.at_s--;
  assert_step (&facts, AUTOSELL_STEP_MOVE, 0);
}

/* A car that the lot does not post any more: what nobody has seen waits here, also what the service keeps already, and
 * goes once it may. */
static void
test_held (void)
{
  AutosellPostFacts facts = waiting_for (0);

  facts.is_held = TRUE;
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.at_s = NOW_S - HOUR_S; /* it is not moved on and on */
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.state = AUTOSELL_POST_LOOKING;
  facts.sent_s = NOW_S - HOUR_S;
  facts.n_looks = 1;
  assert_step (&facts, AUTOSELL_STEP_LOOK, 0);
  facts.n_looks = 2;
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.state = AUTOSELL_POST_HANDED;
  facts.at_s = facts.timed_s = NOW_S + HOUR_S;
  facts.is_timed = TRUE;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);
  facts.at_s = facts.timed_s = NOW_S + 3 * 60; /* too late */
  g_assert_cmpint (autosell_post_get_step (&facts, NOW_S).kind, ==, AUTOSELL_STEP_WAIT);
  facts.state = AUTOSELL_POST_OUT;
  facts.checked_s = NOW_S;
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.state = AUTOSELL_POST_WAITING;
  facts.want = AUTOSELL_POST_WANT_REMOVED;
  assert_step (&facts, AUTOSELL_STEP_CANCEL, 0);
  facts.want = AUTOSELL_POST_WANT_OUT;
  facts.at_s = NOW_S - HOUR_S;
  facts.is_held = FALSE;
  assert_step (&facts, AUTOSELL_STEP_MOVE, 0);
}

static void
test_photos_get_old (void)
{
  AutosellPostFacts facts = waiting_for (0);

  facts.state = AUTOSELL_POST_UPLOADING;
  facts.n_uploaded = 2;
  facts.uploaded_s = NOW_S - 20 * HOUR_S;
  assert_step (&facts, AUTOSELL_STEP_CREATE, 0);
  facts.uploaded_s--;
  g_assert_true (autosell_post_get_step (&facts, NOW_S).renews);
  /* Uploaded for the scheduler, and now too late for it */
  facts.uploaded_s = NOW_S;
  facts.is_timed = TRUE;
  g_assert_true (autosell_post_get_step (&facts, NOW_S).renews);
}

static void
test_unknown_is_looked_for (void)
{
  AutosellPostFacts facts = waiting_for (0);

  facts.state = AUTOSELL_POST_CREATING;
  facts.n_uploaded = 2;
  facts.uploaded_s = facts.sent_s = NOW_S - 10;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 20);
  facts.sent_s = NOW_S - 30;
  assert_step (&facts, AUTOSELL_STEP_LOOK, 0);
  facts.n_looks = 1;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 150);
  facts.sent_s = NOW_S - 180;
  assert_step (&facts, AUTOSELL_STEP_LOOK, 0);
  facts.n_looks = 2;
  assert_step (&facts, AUTOSELL_STEP_CREATE, 0);
  /* Nobody wants it any more: but it may stand there, so that it was looked for all the same */
  facts.want = AUTOSELL_POST_WANT_REMOVED;
  assert_step (&facts, AUTOSELL_STEP_CANCEL, 0);
  facts.n_looks = 1;
  assert_step (&facts, AUTOSELL_STEP_LOOK, 0);
}

static void
test_what_stands (void)
{
  AutosellPostFacts facts = waiting_for (NOW_S + HOUR_S);

  facts.state = AUTOSELL_POST_HANDED;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + HOUR_S + 60);
  facts.timed_s = facts.at_s;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + HOUR_S + 60);
  /* Moved by a person: there, as long as the scheduler takes it, else back to here */
  facts.at_s = NOW_S + 2 * HOUR_S;
  assert_step (&facts, AUTOSELL_STEP_RETIME, 0);
  facts.at_s = NOW_S + 19 * 60;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);
  facts.at_s = NOW_S + 29 * 24 * HOUR_S;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);
  facts.at_s = NOW_S + 2 * HOUR_S;
  facts.can_hand = FALSE;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);
  facts.can_hand = TRUE;
  /* … and not in its last minutes */
  facts.timed_s = NOW_S + 200;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 260);
  /* What does not appear at its time is looked at less often the longer that is ago */
  facts.timed_s = facts.at_s = NOW_S - 3000;
  facts.checked_s = NOW_S - 1000;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 1000);
  facts.checked_s = 0;
  facts.at_s = NOW_S + 200;
  facts.timed_s = facts.at_s;
  facts.is_text_new = TRUE;
  assert_step (&facts, AUTOSELL_STEP_EDIT, 0);
  facts.want = AUTOSELL_POST_WANT_HIDDEN;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);

  facts.state = AUTOSELL_POST_OUT;
  facts.is_text_new = FALSE;
  assert_step (&facts, AUTOSELL_STEP_READ, 0);
  facts.checked_s = NOW_S - 5;
  assert_step (&facts, AUTOSELL_STEP_HIDE, 0);
  facts.is_hidden = TRUE;
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.want = AUTOSELL_POST_WANT_OUT;
  assert_step (&facts, AUTOSELL_STEP_SHOW, 0);
  facts.want = AUTOSELL_POST_WANT_REMOVED;
  assert_step (&facts, AUTOSELL_STEP_REMOVE, 0);
  facts.retry_s = NOW_S + 7;
  assert_step (&facts, AUTOSELL_STEP_WAIT, NOW_S + 7);
  facts.retry_s = 0;
  facts.state = AUTOSELL_POST_REMOVING;
  assert_step (&facts, AUTOSELL_STEP_READ, 0);
  facts.state = AUTOSELL_POST_REMOVED;
  assert_step (&facts, AUTOSELL_STEP_NONE, 0);
  facts.state = AUTOSELL_POST_FAILED;
  assert_step (&facts, AUTOSELL_STEP_CANCEL, 0);
}

static void
test_names (void)
{
  for (int i = 0; i < AUTOSELL_N_POST_STATES; i++)
    {
      AutosellPostState state;

      g_assert_true (autosell_post_state_from_nick (autosell_post_state_to_nick ((AutosellPostState) i), &state));
      g_assert_cmpint (state, ==, i);
      g_assert_cmpstr (autosell_post_state_to_label (state), !=, "");
    }
  for (int i = 0; i < AUTOSELL_N_POST_WANTS; i++)
    {
      AutosellPostWant want;

      g_assert_true (autosell_post_want_from_nick (autosell_post_want_to_nick ((AutosellPostWant) i), &want));
      g_assert_cmpint (want, ==, i);
    }
}

/* ---- Random lives ---- */

/* A service with one Page: posts appear in its lists some seconds after they were made, and any call may be lost on its
 * way there or back. */
typedef struct
{
  gint64 now_s;
  guint n_posts; /* standing, seen or waiting */
  guint n_made;
  gint64 made_s;
  gint64 show_s; /* of a waiting one; 0: at once */
  gint64 lag_s;
  guint faults; /* of 100 calls */
} Service;

typedef enum
{
  ANSWERED,
  LOST_BEFORE,
  LOST_AFTER,
} Fate;

static Fate
draw_fate (const Service *service)
{
  if ((guint) g_test_rand_int_range (0, 100) >= service->faults)
    return ANSWERED;
  return g_test_rand_bit () ? LOST_BEFORE : LOST_AFTER;
}

static void
send_it (AutosellPostFacts *facts, Service *service, gboolean is_timed)
{
  Fate fate = draw_fate (service);

  /* Written down before the call, as whoever does this has to */
  facts->state = AUTOSELL_POST_CREATING;
  facts->sent_s = service->now_s;
  facts->n_looks = 0;
  facts->is_timed = is_timed;
  if (fate != LOST_BEFORE)
    {
      service->n_posts++;
      service->n_made++;
      service->made_s = service->now_s;
      service->show_s = is_timed ? facts->at_s : 0;
    }
  if (fate == ANSWERED)
    {
      facts->state = is_timed ? AUTOSELL_POST_HANDED : AUTOSELL_POST_OUT;
      facts->checked_s = 0;
    }
  facts->n_uploaded = 0;
}

static void
look (AutosellPostFacts *facts, Service *service)
{
  if (draw_fate (service) != ANSWERED)
    facts->retry_s = service->now_s + 2;
  else if (service->n_posts > 0 && service->now_s - service->made_s >= service->lag_s)
    {
      facts->state = service->show_s > service->now_s ? AUTOSELL_POST_HANDED : AUTOSELL_POST_OUT;
      facts->checked_s = 0;
    }
  else
    facts->n_looks++;
}

static void
read_back (AutosellPostFacts *facts, Service *service)
{
  if (draw_fate (service) != ANSWERED)
    facts->retry_s = service->now_s + 2;
  else if (service->n_posts == 0)
    facts->state = facts->state == AUTOSELL_POST_REMOVING ? AUTOSELL_POST_REMOVED : AUTOSELL_POST_GONE;
  else if (facts->state == AUTOSELL_POST_REMOVING || service->show_s <= service->now_s)
    facts->state = AUTOSELL_POST_OUT;
  facts->checked_s = service->now_s;
}

static void
remove_it (AutosellPostFacts *facts, Service *service)
{
  Fate fate = draw_fate (service);

  if (fate != LOST_BEFORE && service->n_posts > 0)
    service->n_posts--;
  if (fate == ANSWERED)
    facts->state = AUTOSELL_POST_REMOVING;
  else
    facts->retry_s = service->now_s + 2;
}

/* Returns: FALSE where nothing is left to do */
static gboolean
live (AutosellPostFacts *facts, Service *service)
{
  AutosellPostStep step = autosell_post_get_step (facts, service->now_s);

  switch (step.kind)
    {
    case AUTOSELL_STEP_NONE:
      return FALSE;
    case AUTOSELL_STEP_WAIT:
      /* Sometimes the PC is off for longer */
      service->now_s = step.until_s + (g_test_rand_int_range (0, 20) == 0 ? 2 * HOUR_S : 0);
      break;
    case AUTOSELL_STEP_MOVE:
      facts->at_s = service->now_s + 3 * HOUR_S;
      break;
    case AUTOSELL_STEP_UPLOAD:
      if (step.renews)
        facts->n_uploaded = 0;
      facts->state = AUTOSELL_POST_UPLOADING;
      facts->is_timed = step.is_timed;
      if (draw_fate (service) == ANSWERED)
        {
          facts->uploaded_s = facts->n_uploaded == 0 ? service->now_s : facts->uploaded_s;
          facts->n_uploaded++;
        }
      else
        facts->retry_s = service->now_s + 2;
      break;
    case AUTOSELL_STEP_CREATE:
      send_it (facts, service, step.is_timed);
      break;
    case AUTOSELL_STEP_LOOK:
      look (facts, service);
      break;
    case AUTOSELL_STEP_READ:
      read_back (facts, service);
      break;
    case AUTOSELL_STEP_EDIT:
      facts->is_text_new = draw_fate (service) != ANSWERED;
      break;
    case AUTOSELL_STEP_HIDE:
    case AUTOSELL_STEP_SHOW:
      if (draw_fate (service) == ANSWERED)
        facts->is_hidden = step.kind == AUTOSELL_STEP_HIDE;
      break;
    case AUTOSELL_STEP_REMOVE:
      remove_it (facts, service);
      break;
    case AUTOSELL_STEP_CANCEL:
      facts->state = AUTOSELL_POST_CANCELLED;
      break;
    default:
      g_assert_not_reached ();
    }
  service->now_s += g_test_rand_int_range (0, 4);
  return TRUE;
}

static void
live_to_the_end (AutosellPostFacts *facts, Service *service)
{
  for (guint i = 0; live (facts, service); i++)
    g_assert_cmpuint (i, <, 5000);
}

/* Exactly one post, whatever was lost, and none after it is to go. */
static void
test_random_lives (void)
{
  guint n_lost = 0;

  for (guint round = 0; round < 5000; round++)
    {
      Service service = { NOW_S, 0, 0, 0, 0, g_test_rand_int_range (0, 100), (guint) g_test_rand_int_range (0, 60) };
      AutosellPostFacts facts = waiting_for (0);
      int n_before = g_test_rand_int_range (0, 40);

      facts.n_photos = (guint) g_test_rand_int_range (0, 4);
      facts.can_hand = g_test_rand_bit ();
      if (g_test_rand_bit ())
        facts.at_s = NOW_S + g_test_rand_int_range (-3600, 40 * 24 * 3600);
      if (g_test_rand_bit ())
        {
          live_to_the_end (&facts, &service);
          g_assert_cmpint (facts.state, ==, AUTOSELL_POST_OUT);
          g_assert_cmpuint (service.n_posts, ==, 1);
          g_assert_cmpuint (service.n_made, ==, 1);
        }
      /* The car is sold at any moment of that life */
      for (int i = 0; i < n_before; i++)
        live (&facts, &service);
      n_lost += facts.state == AUTOSELL_POST_CREATING;
      facts.want = AUTOSELL_POST_WANT_REMOVED;
      live_to_the_end (&facts, &service);
      g_assert_cmpuint (service.n_posts, ==, 0);
      g_assert_true (autosell_post_state_is_final (facts.state));
    }
  /* The lives were as wild as they are meant to be */
  g_assert_cmpuint (n_lost, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post-step/when-it-is-sent", test_when_it_is_sent);
  g_test_add_func ("/post-step/held", test_held);
  g_test_add_func ("/post-step/photos-get-old", test_photos_get_old);
  g_test_add_func ("/post-step/unknown-is-looked-for", test_unknown_is_looked_for);
  g_test_add_func ("/post-step/what-stands", test_what_stands);
  g_test_add_func ("/post-step/names", test_names);
  g_test_add_func ("/post-step/random-lives", test_random_lives);
  return g_test_run ();
}
