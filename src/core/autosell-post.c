/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *nick;
  const char *label;
  gboolean stands;
  gboolean is_final;
} StateInfo;

static const StateInfo states[AUTOSELL_N_POST_STATES] = {
  [AUTOSELL_POST_DRAFT] = { "draft", NC_ ("post", "Draft"), FALSE, FALSE },
  [AUTOSELL_POST_WAITING] = { "waiting", NC_ ("post", "Waiting"), FALSE, FALSE },
  [AUTOSELL_POST_UPLOADING] = { "uploading", NC_ ("post", "Uploading photos"), FALSE, FALSE },
  [AUTOSELL_POST_CREATING] = { "creating", NC_ ("post", "Being published"), TRUE, FALSE },
  [AUTOSELL_POST_LOOKING] = { "looking", NC_ ("post", "Checking whether it went out"), TRUE, FALSE },
  [AUTOSELL_POST_HANDED] = { "handed", NC_ ("post", "Scheduled at Facebook"), TRUE, FALSE },
  [AUTOSELL_POST_OUT] = { "out", NC_ ("post", "Published"), TRUE, FALSE },
  [AUTOSELL_POST_REMOVING] = { "removing", NC_ ("post", "Being removed"), TRUE, FALSE },
  [AUTOSELL_POST_REMOVED] = { "removed", NC_ ("post", "Removed"), FALSE, TRUE },
  [AUTOSELL_POST_GONE] = { "gone", NC_ ("post", "Removed at Facebook"), FALSE, TRUE },
  [AUTOSELL_POST_CANCELLED] = { "cancelled", NC_ ("post", "Cancelled"), FALSE, TRUE },
  [AUTOSELL_POST_FAILED] = { "failed", NC_ ("post", "Failed"), FALSE, FALSE },
};

static const char *const wants[AUTOSELL_N_POST_WANTS] = {
  [AUTOSELL_POST_WANT_OUT] = "out",
  [AUTOSELL_POST_WANT_HIDDEN] = "hidden",
  [AUTOSELL_POST_WANT_REMOVED] = "removed",
};

const char *
autosell_post_state_to_nick (AutosellPostState state)
{
  g_return_val_if_fail (state < AUTOSELL_N_POST_STATES, NULL);

  return states[state].nick;
}

gboolean
autosell_post_state_from_nick (const char *nick, AutosellPostState *state)
{
  for (int i = 0; i < AUTOSELL_N_POST_STATES; i++)
    if (g_strcmp0 (nick, states[i].nick) == 0)
      {
        *state = (AutosellPostState) i;
        return TRUE;
      }
  return FALSE;
}

const char *
autosell_post_want_to_nick (AutosellPostWant want)
{
  g_return_val_if_fail (want < AUTOSELL_N_POST_WANTS, NULL);

  return wants[want];
}

gboolean
autosell_post_want_from_nick (const char *nick, AutosellPostWant *want)
{
  for (int i = 0; i < AUTOSELL_N_POST_WANTS; i++)
    if (g_strcmp0 (nick, wants[i]) == 0)
      {
        *want = (AutosellPostWant) i;
        return TRUE;
      }
  return FALSE;
}

const char *
autosell_post_state_to_label (AutosellPostState state)
{
  g_return_val_if_fail (state < AUTOSELL_N_POST_STATES, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "post", states[state].label);
}

gboolean
autosell_post_state_stands (AutosellPostState state)
{
  g_return_val_if_fail (state < AUTOSELL_N_POST_STATES, FALSE);

  return states[state].stands;
}

gboolean
autosell_post_state_is_final (AutosellPostState state)
{
  g_return_val_if_fail (state < AUTOSELL_N_POST_STATES, FALSE);

  return states[state].is_final;
}

/* ---- The next step ---- */

static AutosellPostStep
step (AutosellPostStepKind kind)
{
  return (AutosellPostStep){ kind, 0, FALSE, FALSE };
}

/* Nothing happens before @until_s, and then @kind. */
static AutosellPostStep
step_at (AutosellPostStepKind kind, gint64 until_s, gint64 now_s)
{
  if (now_s >= until_s)
    return step (kind);
  return (AutosellPostStep){ AUTOSELL_STEP_WAIT, until_s, FALSE, FALSE };
}

/* When it may be sent, and how. Returns: 0 for now, a time to wait for, or -1 where its time is over */
static gint64
find_start (const AutosellPostFacts *facts, gint64 now_s, gboolean *is_timed)
{
  gint64 ahead_s = facts->at_s - now_s;

  *is_timed = FALSE;
  if (facts->at_s == 0)
    return 0;
  if (ahead_s < -AUTOSELL_POST_GRACE_S)
    return -1;
  if (ahead_s <= 0)
    return 0;
  /* Too near for the service's scheduler, or a Page that does not take it: at its time, by this program */
  if (!facts->can_hand || ahead_s < AUTOSELL_POST_HAND_MIN_S)
    return facts->at_s;
  *is_timed = TRUE;
  return ahead_s <= AUTOSELL_POST_HAND_MAX_S ? 0 : facts->at_s - AUTOSELL_POST_HAND_MAX_S;
}

static AutosellPostStep
make_it (const AutosellPostFacts *facts, gint64 now_s)
{
  gboolean is_timed;
  gint64 start_s = find_start (facts, now_s, &is_timed);
  AutosellPostStep next;

  if (facts->is_held)
    return step (AUTOSELL_STEP_NONE);
  if (start_s < 0)
    return step (AUTOSELL_STEP_MOVE);
  if (start_s > now_s)
    return step_at (AUTOSELL_STEP_CREATE, start_s, now_s);

  /* A photo for a scheduled post is uploaded in another way than one for a post of now */
  next.renews =
    facts->n_uploaded > 0 && (now_s - facts->uploaded_s > AUTOSELL_POST_PHOTO_LIFE_S || facts->is_timed != is_timed);
  next.kind = facts->n_uploaded < facts->n_photos || next.renews ? AUTOSELL_STEP_UPLOAD : AUTOSELL_STEP_CREATE;
  next.until_s = 0;
  next.is_timed = is_timed;
  return next;
}

/* It was sent, and may stand there or not. */
static AutosellPostStep
look_for_it (const AutosellPostFacts *facts, gint64 now_s)
{
  if (facts->n_looks == 0)
    return step_at (AUTOSELL_STEP_LOOK, facts->sent_s + AUTOSELL_POST_LOOK_1_S, now_s);
  if (facts->n_looks == 1)
    return step_at (AUTOSELL_STEP_LOOK, facts->sent_s + AUTOSELL_POST_LOOK_2_S, now_s);
  return facts->want == AUTOSELL_POST_WANT_OUT ? make_it (facts, now_s) : step (AUTOSELL_STEP_CANCEL);
}

/* It waits at the service for its time, which may be another one than is wanted. */
static AutosellPostStep
keep_handed (const AutosellPostFacts *facts, gint64 now_s)
{
  gint64 timed_s = facts->timed_s != 0 ? facts->timed_s : facts->at_s;
  gint64 ahead_s = facts->at_s - now_s;

  if (facts->is_held && now_s <= timed_s - AUTOSELL_POST_SETTLED_S)
    return step (AUTOSELL_STEP_REMOVE);
  /* Too late to be moved: it goes out as it is */
  if (facts->at_s == timed_s || now_s > timed_s - AUTOSELL_POST_SETTLED_S)
    /* What does not appear there at its time is looked at less and less often */
    return step_at (AUTOSELL_STEP_READ,
                    MAX (timed_s, facts->checked_s) + CLAMP (facts->checked_s - timed_s, 60, 60 * 60), now_s);
  if (facts->can_hand && ahead_s >= AUTOSELL_POST_HAND_MIN_S && ahead_s <= AUTOSELL_POST_HAND_MAX_S)
    return step (AUTOSELL_STEP_RETIME);
  return step (AUTOSELL_STEP_REMOVE);
}

/* It stands at the service, seen or still unseen. */
static AutosellPostStep
keep_it (const AutosellPostFacts *facts, gint64 now_s)
{
  if (facts->want == AUTOSELL_POST_WANT_REMOVED)
    return step (AUTOSELL_STEP_REMOVE);
  /* Hiding means nothing before it is seen */
  if (facts->state == AUTOSELL_POST_HANDED && facts->want == AUTOSELL_POST_WANT_HIDDEN)
    return step (AUTOSELL_STEP_REMOVE);
  if (facts->is_text_new)
    return step (AUTOSELL_STEP_EDIT);
  if (facts->state == AUTOSELL_POST_HANDED)
    return keep_handed (facts, now_s);
  if (facts->checked_s == 0)
    return step (AUTOSELL_STEP_READ);
  if (facts->is_hidden != (facts->want == AUTOSELL_POST_WANT_HIDDEN))
    return step (facts->is_hidden ? AUTOSELL_STEP_SHOW : AUTOSELL_STEP_HIDE);
  if (facts->has_comment)
    return step (AUTOSELL_STEP_COMMENT);
  return step (AUTOSELL_STEP_NONE);
}

AutosellPostStep
autosell_post_get_step (const AutosellPostFacts *facts, gint64 now_s)
{
  g_return_val_if_fail (facts != NULL, step (AUTOSELL_STEP_NONE));

  if (autosell_post_state_is_final (facts->state) || facts->state == AUTOSELL_POST_DRAFT)
    return step (AUTOSELL_STEP_NONE);
  if (!autosell_post_state_stands (facts->state) && facts->want != AUTOSELL_POST_WANT_OUT)
    return step (AUTOSELL_STEP_CANCEL);
  if (facts->state == AUTOSELL_POST_FAILED)
    return step (AUTOSELL_STEP_NONE);
  if (facts->retry_s > now_s)
    return (AutosellPostStep){ AUTOSELL_STEP_WAIT, facts->retry_s, FALSE, FALSE };

  switch (facts->state)
    {
    case AUTOSELL_POST_WAITING:
    case AUTOSELL_POST_UPLOADING:
      return make_it (facts, now_s);
    case AUTOSELL_POST_CREATING:
    case AUTOSELL_POST_LOOKING:
      return look_for_it (facts, now_s);
    case AUTOSELL_POST_HANDED:
    case AUTOSELL_POST_OUT:
      return keep_it (facts, now_s);
    case AUTOSELL_POST_REMOVING:
      return step (AUTOSELL_STEP_READ);
    default:
      return step (AUTOSELL_STEP_NONE);
    }
}
