/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The life of a post on one Page. What a person wants and what is known of the service are kept apart, and the next
 * step follows from both, so that whoever finds a post in any state after any crash knows what to do:
 *
 *   WAITING ─► UPLOADING ─► CREATING ─► OUT ─► REMOVING ─► REMOVED
 *                 ▲            │  ╲       ▲
 *                 │      no answer ╲      │ its time came
 *                 │            ▼    ╲─► HANDED (to the service's own scheduler)
 *                 └───────── LOOKING ─►───┘
 *               twice not found
 *
 * The service knows no idempotency key. So what was sent and not answered is never sent again: it is looked for among
 * the Page's posts by the reference in its text, and only where two looks, far enough apart, do not show it is it made
 * anew. */
typedef enum
{
  AUTOSELL_POST_DRAFT,
  AUTOSELL_POST_WAITING, /* for its time, or its turn */
  AUTOSELL_POST_UPLOADING,
  AUTOSELL_POST_CREATING, /* being sent: found like this after a crash it is LOOKING */
  AUTOSELL_POST_LOOKING,  /* sent, and nobody knows whether it arrived */
  AUTOSELL_POST_HANDED,   /* the service has it and shows it when its time comes */
  AUTOSELL_POST_OUT,
  AUTOSELL_POST_REMOVING,  /* the service was asked; not proven yet */
  AUTOSELL_POST_REMOVED,   /* and proven by reading back */
  AUTOSELL_POST_GONE,      /* somebody removed it at the service */
  AUTOSELL_POST_CANCELLED, /* before anything was sent */
  AUTOSELL_POST_FAILED,    /* nothing stands there, and nothing is tried until a person says so */
  AUTOSELL_N_POST_STATES
} AutosellPostState;

/* What a person wants of it. */
typedef enum
{
  AUTOSELL_POST_WANT_OUT,
  AUTOSELL_POST_WANT_HIDDEN,
  AUTOSELL_POST_WANT_REMOVED,
  AUTOSELL_N_POST_WANTS
} AutosellPostWant;

/* "waiting" …: the store, JSON, the filter of the command line. from: FALSE where it is none */
const char *autosell_post_state_to_nick (AutosellPostState state);
gboolean autosell_post_state_from_nick (const char *nick, AutosellPostState *state);
const char *autosell_post_want_to_nick (AutosellPostWant want);
gboolean autosell_post_want_from_nick (const char *nick, AutosellPostWant *want);
/* Translated: “Waiting”, “Published” … */
const char *autosell_post_state_to_label (AutosellPostState state);
/* Whether there is, or may be, something of it at the service. */
gboolean autosell_post_state_stands (AutosellPostState state);
/* Whether nothing more will happen by itself, whatever is wanted. */
gboolean autosell_post_state_is_final (AutosellPostState state);

/* ---- The next step ---- */

#define AUTOSELL_POST_HAND_MIN_S ((gint64) 20 * 60)
#define AUTOSELL_POST_HAND_MAX_S ((gint64) 28 * 24 * 60 * 60)
/* A slot may be kept late by so much, as after a short absence of the network. */
#define AUTOSELL_POST_GRACE_S ((gint64) 15 * 60)
/* What the service's scheduler has cannot be changed any more so long before its time. */
#define AUTOSELL_POST_SETTLED_S ((gint64) 4 * 60)
/* The service forgets a photo without a post after 24 hours. */
#define AUTOSELL_POST_PHOTO_LIFE_S ((gint64) 20 * 60 * 60)
/* What was sent without an answer is looked for after these, and made anew after as many looks without it. */
#define AUTOSELL_POST_LOOK_1_S 30
#define AUTOSELL_POST_LOOK_2_S (30 + 150)

typedef struct
{
  AutosellPostState state;
  AutosellPostWant want;
  gint64 at_s;       /* when it is to be seen; 0: at once */
  gboolean can_hand; /* the Page takes posts ahead of their time */
  gboolean is_timed; /* handed or created with a time: what @sent_s sent */
  gint64 timed_s;    /* the time that the service's scheduler has; 0: none */
  gint64 sent_s;     /* T0 of the last attempt, 0: none */
  guint n_looks;     /* since, that did not show it */
  gint64 retry_s;    /* not before: after an error that passes */
  guint n_photos;
  guint n_uploaded;     /* that the service still has for it */
  gint64 uploaded_s;    /* of the oldest of them */
  gboolean is_text_new; /* other words are wanted than stand there */
  gboolean has_comment; /* that is to be said below it */
  gboolean is_hidden;   /* as last read */
  gboolean is_held;     /* the lot posts no such car now: what nobody has seen yet waits here until it does */
  gint64 checked_s;     /* last read back; 0: never since it was sent */
} AutosellPostFacts;

typedef enum
{
  AUTOSELL_STEP_NONE,   /* nothing to do until somebody changes something */
  AUTOSELL_STEP_WAIT,   /* until_s */
  AUTOSELL_STEP_MOVE,   /* its slot was missed: to the next free one, never in a burst */
  AUTOSELL_STEP_UPLOAD, /* the next photo that the service lacks; all anew where they are too old */
  AUTOSELL_STEP_CREATE, /* with a time where is_timed */
  AUTOSELL_STEP_LOOK,   /* whether it arrived */
  AUTOSELL_STEP_READ,   /* whether it is out now, or gone */
  AUTOSELL_STEP_EDIT,   /* its words */
  AUTOSELL_STEP_RETIME, /* at the service's scheduler, to at_s */
  AUTOSELL_STEP_HIDE,
  AUTOSELL_STEP_SHOW,
  AUTOSELL_STEP_COMMENT, /* once at most: what may have been said is not said again */
  AUTOSELL_STEP_REMOVE,  /* also takes back what is wanted at a time that the scheduler does not take, and waits here */
  AUTOSELL_STEP_CANCEL,  /* nothing was sent: only here */
} AutosellPostStepKind;

typedef struct
{
  AutosellPostStepKind kind;
  gint64 until_s;    /* WAIT */
  gboolean is_timed; /* UPLOAD, CREATE: for the service's scheduler */
  gboolean renews;   /* UPLOAD: those that are there count no more */
} AutosellPostStep;

/* Pure. @now_s: by the service's clock, UTC */
AutosellPostStep autosell_post_get_step (const AutosellPostFacts *facts, gint64 now_s);

G_END_DECLS
