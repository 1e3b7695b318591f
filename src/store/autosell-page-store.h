/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* Who may post where: accounts of a service, the Pages that they bring, and templates. One Page may come through
 * several accounts. Tokens are not here: they stand in the keyring. Threads and errors are those of autosell-store.h;
 * strings are owned. */

typedef struct
{
  gint64 id;       /* 0 for a new one */
  char *app;       /* the Meta app's id, "" for a pasted token whose app nobody knows */
  char *remote_id; /* the person's, or the Page's for a Page's token */
  char *name;
  gboolean is_person;   /* signed in; else a pasted token */
  char *state;          /* "ok", else what it needs: "reconnect", "checkpoint", "confirm" */
  gboolean uses_secret; /* calls prove that they know the app's secret */
  char *lacks;          /* (nullable): permissions that were not given, with blanks between */
  gint64 expires_s;     /* 0: never, or nobody knows */
  gint64 added_us;
} AutosellAccount;

void autosell_account_free (AutosellAccount *self);

typedef struct
{
  gint64 id;
  char *remote_id;
  char *name;
  char *category; /* (nullable) */
  gboolean is_automatic;
  gboolean hands_over;   /* posts may be given to the service's own scheduler */
  char *schedule;        /* (nullable): autosell_post_schedule_parse(); NULL is the usual one */
  gint64 template;       /* 0: the first one */
  gint64 blocked_s;      /* no automatic post before; 0: not blocked */
  char *block_reason;    /* (nullable) */
  gint64 account;        /* the best one to reach it by; 0 where there is none any more */
  char *account_state;   /* (nullable): of that */
  char *account_app;     /* (nullable) */
  char *account_remote;  /* (nullable) */
  char *tasks;           /* (nullable): what that account may do there, with blanks between */
  gboolean uses_secret;  /* of that account */
  char *poster;          /* (nullable): another PC of the lot, which posts there; NULL: this one, or nobody yet */
  char *poster_name;     /* (nullable) */
  gint64 poster_since_s; /* this PC's claim, as far as the Page was looked at since; 0: none; -1: what stands there
                          * is not known, as after it was connected or an older stock restored */
} AutosellPage;

AutosellPage *autosell_page_copy (const AutosellPage *self);
void autosell_page_free (AutosellPage *self);
/* TRUE where posts can go there now. */
gboolean autosell_page_can_post (const AutosellPage *self);

typedef struct
{
  gint64 id; /* 0 for a new one */
  char *name;
  char *text;
} AutosellTemplate;

void autosell_template_free (AutosellTemplate *self);

/* Adds an account with its Pages, or brings it up to date; Pages that are not among them any more are not listed for
 * it.
 * @account: gets its id; @pages: (element-type AutosellPage): remote_id, name, category and tasks count */
gboolean autosell_store_set_account_sync (AutosellStore *self, AutosellAccount *account, GPtrArray *pages,
                                          GError **error);
/* @page: one alone where @state is of that (a role was lost there), 0 for the whole account */
gboolean autosell_store_set_account_state_sync (AutosellStore *self, gint64 account, gint64 page, const char *state,
                                                GError **error);
/* Wipes it, from backups, too; Pages that nobody else brings go with their posts' words, names and figures.
 * NOT_FOUND */
gboolean autosell_store_remove_account_sync (AutosellStore *self, gint64 account, GError **error);
/* Returns: (transfer full) (element-type AutosellAccount) */
GPtrArray *autosell_store_get_accounts_sync (AutosellStore *self, GError **error);
/* By name. Returns: (transfer full) (element-type AutosellPage) */
GPtrArray *autosell_store_get_pages_sync (AutosellStore *self, GError **error);
/* How a person wants it: is_automatic, hands_over, schedule, template. */
gboolean autosell_store_set_page_sync (AutosellStore *self, const AutosellPage *page, GError **error);
/* @until_s: 0 ends it; @reason: (nullable) */
gboolean autosell_store_block_page_sync (AutosellStore *self, gint64 page, gint64 until_s, const char *reason,
                                         GError **error);

/* The same for those that must not wait; what is passed is copied, @pages is kept until the end. finish: of all of
 * them, and of those of templates below */
void autosell_store_set_account_async (AutosellStore *self, const AutosellAccount *account, GPtrArray *pages,
                                       GAsyncReadyCallback callback, gpointer user_data);
void autosell_store_remove_account_async (AutosellStore *self, gint64 account, GAsyncReadyCallback callback,
                                          gpointer user_data);
void autosell_store_set_page_async (AutosellStore *self, const AutosellPage *page, GAsyncReadyCallback callback,
                                    gpointer user_data);
void autosell_store_set_account_state_async (AutosellStore *self, gint64 account, gint64 page, const char *state,
                                             GAsyncReadyCallback callback, gpointer user_data);
void autosell_store_block_page_async (AutosellStore *self, gint64 page, gint64 until_s, const char *reason,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_write_page_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* In order; those that the program brings where nobody has changed any. Returns: (transfer full) (element-type
 * AutosellTemplate) */
GPtrArray *autosell_store_get_templates_sync (AutosellStore *self, GError **error);
/* Gives a new one its id. What is no template is refused: AUTOSELL_POST_TEMPLATE_ERROR */
gboolean autosell_store_set_template_sync (AutosellStore *self, AutosellTemplate *template, GError **error);
gboolean autosell_store_delete_template_sync (AutosellStore *self, gint64 template, GError **error);
void autosell_store_set_template_async (AutosellStore *self, const AutosellTemplate *template,
                                        GAsyncReadyCallback callback, gpointer user_data);
void autosell_store_delete_template_async (AutosellStore *self, gint64 template, GAsyncReadyCallback callback,
                                           gpointer user_data);

/* For windows: the same three lists at once. */
typedef struct
{
  GPtrArray *accounts;
  GPtrArray *pages;
  GPtrArray *templates;
} AutosellPageBoard;

void autosell_page_board_free (AutosellPageBoard *self);
AutosellPageBoard *autosell_store_get_page_board_sync (AutosellStore *self, GError **error);
void autosell_store_get_page_board_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
AutosellPageBoard *autosell_store_get_page_board_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellAccount, autosell_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPage, autosell_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellTemplate, autosell_template_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPageBoard, autosell_page_board_free)

G_END_DECLS
