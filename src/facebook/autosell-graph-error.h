/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What went wrong with a call of Facebook: one code for each thing that a caller would do differently. Everything that
 * the Graph client fails with is of this domain, what the connection did included; being cancelled is
 * G_IO_ERROR_CANCELLED, as everywhere. Messages are technical English without tokens; what a person reads is
 * autosell_graph_error_dup_sentence(). */
typedef enum
{
  /* The connection, and Facebook for the moment */
  AUTOSELL_GRAPH_ERROR_OFFLINE,      /* no network: nothing was sent */
  AUTOSELL_GRAPH_ERROR_NETWORK,      /* certificate, a café's sign-in page, an unsafe address: a person's to solve */
  AUTOSELL_GRAPH_ERROR_TRANSIENT,    /* later by itself; a write is looked for first where it may have been applied */
  AUTOSELL_GRAPH_ERROR_APP_LIMIT,    /* no call of this app before get_wait_s() */
  AUTOSELL_GRAPH_ERROR_USER_LIMIT,   /* none with this person's token */
  AUTOSELL_GRAPH_ERROR_PAGE_LIMIT,   /* none for this Page */
  AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, /* as the app's */
  /* What a person has to solve; never tried again by itself */
  AUTOSELL_GRAPH_ERROR_TOKEN,      /* get_token_state(): the account pauses, the others go on */
  AUTOSELL_GRAPH_ERROR_PERMISSION, /* get_permission(), where it was named */
  AUTOSELL_GRAPH_ERROR_BLOCKED,    /* automatic posting on this Page ends for 24 hours, get_wait_s() */
  AUTOSELL_GRAPH_ERROR_SETUP,      /* of the Meta app: its id, secret, redirect address */
  /* Of this one thing */
  AUTOSELL_GRAPH_ERROR_DUPLICATE,  /* it was posted already: look for it */
  AUTOSELL_GRAPH_ERROR_GONE,       /* not there any more, or not to be seen */
  AUTOSELL_GRAPH_ERROR_PHOTO,      /* unreadable, too large or none: encode once more, then give up */
  AUTOSELL_GRAPH_ERROR_SCHEDULE,   /* the time is not one that Facebook takes: keep it here */
  AUTOSELL_GRAPH_ERROR_LINK,       /* an address in it cannot be read by Facebook */
  AUTOSELL_GRAPH_ERROR_METRIC,     /* a figure that does not exist any more */
  AUTOSELL_GRAPH_ERROR_TOO_SMALL,  /* the Page has too few followers for figures */
  AUTOSELL_GRAPH_ERROR_INVALID,    /* as it is it will never be accepted: the message of Facebook says why */
  AUTOSELL_GRAPH_ERROR_UNEXPECTED, /* an answer that is not what was asked for */
  AUTOSELL_GRAPH_ERROR_OUR_BUG,    /* the wrong token or address was used */
  /* Of the sign-in */
  AUTOSELL_GRAPH_ERROR_DENIED,    /* the person said no */
  AUTOSELL_GRAPH_ERROR_NO_ANSWER, /* the browser never came back */
  AUTOSELL_GRAPH_ERROR_CODE,      /* the sign-in took too long, was used twice or is another's: once more */
  AUTOSELL_GRAPH_ERROR_PASTED,    /* what was pasted is no such address or token */
  AUTOSELL_N_GRAPH_ERRORS,
} AutosellGraphErrorCode;

#define AUTOSELL_GRAPH_ERROR (autosell_graph_error_quark ())
GQuark autosell_graph_error_quark (void);

/* What a token needs that is not accepted any more. */
typedef enum
{
  AUTOSELL_GRAPH_TOKEN_OK,
  AUTOSELL_GRAPH_TOKEN_RECONNECT,  /* expired, revoked, password changed, app removed */
  AUTOSELL_GRAPH_TOKEN_CHECKPOINT, /* the person has to sign in at facebook.com first */
  AUTOSELL_GRAPH_TOKEN_CONFIRM,    /* the person has to confirm the account at facebook.com */
  AUTOSELL_GRAPH_TOKEN_ROLE_LOST,  /* of this one Page: the person's others go on */
} AutosellGraphTokenState;

/* All of these take an error of any domain; of another they are 0, NULL, FALSE. */

/* The HTTP status, Facebook's code and subcode; 0 where there was none. */
guint autosell_graph_error_get_status (const GError *error);
int autosell_graph_error_get_code (const GError *error);
int autosell_graph_error_get_subcode (const GError *error);
/* For Facebook's support, and for Activity. Returns: (nullable) */
const char *autosell_graph_error_get_trace_id (const GError *error);
/* What Facebook wants the person to read, in the language of the account; plain text. Returns: (nullable) */
const char *autosell_graph_error_get_user_title (const GError *error);
const char *autosell_graph_error_get_user_message (const GError *error);
/* TRUE where the call may have taken effect all the same: what is not repeatable must be looked for first. Of a write
 * that was cancelled, too; of a read it means nothing. */
gboolean autosell_graph_error_may_have_applied (const GError *error);
/* TRUE where the same call may go well later without anybody doing anything: after get_wait_s(). */
gboolean autosell_graph_error_is_transient (const GError *error);
/* Seconds of quiet that this error asks for, of limits and of BLOCKED: what Facebook said and a tenth more, else the
 * rule's own; 0 for none. */
guint autosell_graph_error_get_wait_s (const GError *error);
/* The permission that is missing, such as "pages_manage_posts". Returns: (nullable) */
const char *autosell_graph_error_get_permission (const GError *error);
AutosellGraphTokenState autosell_graph_error_get_token_state (const GError *error);

/* One translated sentence for a person, and the way out. Returns: (transfer full) */
char *autosell_graph_error_dup_sentence (const GError *error);

/* What went wrong, as it is kept: without words of the program's, so that it is said in the language of whoever reads
 * it. Returns: (transfer full) */
char *autosell_graph_error_dup_fact (const GError *error);

/* Of a post, beside what Facebook says. */
#define AUTOSELL_GRAPH_FACT_UNANSWERED "unanswered"
#define AUTOSELL_GRAPH_FACT_POSTER "poster"     /* the shared sheet is not reached */
#define AUTOSELL_GRAPH_FACT_CLAIMED "claimed"   /* this PC posts there from now on, as soon as all know */
#define AUTOSELL_GRAPH_FACT_OTHER_PC "other-pc" /* about: its name */
/* @about: (nullable). Returns: (transfer full) */
char *autosell_graph_fact_new (const char *nick, const char *about);
/* The sentence and the way out, translated; another text is itself. @fact: (nullable). Returns: (transfer full)
 * (nullable): NULL for NULL */
char *autosell_graph_fact_dup_sentence (const char *fact);

/* "offline", "page_limit" … as the command line's JSON and the store have it. Static. */
const char *autosell_graph_error_get_nick (const GError *error);
/* What a permission lets the program do, translated: "publish and change posts". Returns: (nullable): NULL for one that
 * is not known */
const char *autosell_graph_permission_get_text (const char *permission);

G_END_DECLS
