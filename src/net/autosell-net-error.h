/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What went wrong with a call: one code for each thing that a caller would do differently. Being cancelled is
 * G_IO_ERROR_CANCELLED, as everywhere. Messages are technical English without addresses of people, tokens or secrets;
 * what a person reads is autosell_net_error_dup_sentence(). */
typedef enum
{
  AUTOSELL_NET_ERROR_OFFLINE,     /* no network, no name server, nobody listens: nothing was sent */
  AUTOSELL_NET_ERROR_TIMED_OUT,   /* no answer in time */
  AUTOSELL_NET_ERROR_CUT,         /* the connection broke before the answer was whole */
  AUTOSELL_NET_ERROR_CERTIFICATE, /* the server is not who it says: nothing was sent; the reason names what is wrong */
  AUTOSELL_NET_ERROR_CAPTIVE_PORTAL, /* a hotel's or café's sign-in page answers in its place */
  AUTOSELL_NET_ERROR_TOO_LARGE,      /* the answer is larger than anything that was expected */
  AUTOSELL_NET_ERROR_UNAUTHORIZED,   /* 401 */
  AUTOSELL_NET_ERROR_FORBIDDEN,      /* 403, other than quota; the reason says which */
  AUTOSELL_NET_ERROR_NOT_FOUND,      /* 404, 410 */
  AUTOSELL_NET_ERROR_CONFLICT,       /* 409, 412 */
  AUTOSELL_NET_ERROR_QUOTA,          /* 429, and 403 of a rate limit: later */
  AUTOSELL_NET_ERROR_INVALID,        /* 400 and other 4xx: as it is, it will never be accepted */
  AUTOSELL_NET_ERROR_SERVER,         /* 5xx */
  AUTOSELL_NET_ERROR_NOT_JSON,       /* a page, or text that breaks off, where JSON was promised */
  AUTOSELL_NET_ERROR_UNEXPECTED,     /* JSON, and not what the service is known to say */
  AUTOSELL_NET_ERROR_REFUSED,        /* by us: an address that is neither loopback nor https */
  /* Of sign-in */
  AUTOSELL_NET_ERROR_SIGNED_OUT, /* invalid_grant: the person has to sign in again */
  AUTOSELL_NET_ERROR_DENIED,     /* the person, or an administrator, said no */
  AUTOSELL_NET_ERROR_CLIENT,     /* client id or secret are wrong, missing or deleted: configuration */
  AUTOSELL_NET_ERROR_SCOPE,      /* a permission that is needed was not given */
  AUTOSELL_NET_ERROR_NO_ANSWER,  /* the browser never came back */
  AUTOSELL_NET_ERROR_FAILED,
} AutosellNetErrorCode;

/* A GError of this domain carries more than its message. */
#define AUTOSELL_NET_ERROR (autosell_net_error_quark ())
GQuark autosell_net_error_quark (void);

/* The HTTP status, 0 where there was none. Of another domain: 0, NULL, FALSE. */
guint autosell_net_error_get_status (const GError *error);
/* The service's own word, such as "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "invalid_rapt" or "unknown-ca"; branch on it and
 * never on a message, which services translate. Returns: (nullable) */
const char *autosell_net_error_get_reason (const GError *error);
/* TRUE where the call may have taken effect all the same: what is not repeatable must be looked for first. */
gboolean autosell_net_error_may_have_applied (const GError *error);
/* TRUE where the same call may go well later without anybody doing anything. */
gboolean autosell_net_error_is_transient (const GError *error);

/* One translated sentence for a person, and what to do. @error: of any domain. Returns: (transfer full) */
char *autosell_net_error_dup_sentence (const GError *error);
/* "offline", "signed_out" … as the command line's JSON has it. Static. */
const char *autosell_net_error_get_nick (const GError *error);

/* ---- For those who make them ---- */

/* @reason: (nullable) */
void autosell_net_set_error (GError **error, AutosellNetErrorCode code, guint status, const char *reason,
                             gboolean may_have_applied, const char *format, ...) G_GNUC_PRINTF (6, 7);

G_END_DECLS
