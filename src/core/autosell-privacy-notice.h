/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The notice that Meta wants a dealership to have at a public address before its app goes live: what the program
 * handles, where it is, and how it is deleted, in plain words. What is not known of the dealership is a blank line to
 * be filled in by hand. It says what the program does and is no lawyer's text, and that is said in it. */
typedef struct
{
  const char *name; /* (nullable), as all of these */
  const char *address;
  const char *phone;
  const char *email;
  const char *website;
} AutosellPrivacyDealer;

typedef enum
{
  AUTOSELL_NOTICE_SPANISH,
  AUTOSELL_NOTICE_ENGLISH,
} AutosellNoticeLanguage;

/* @day_iso: on which it was made. Returns: (transfer full) */
char *autosell_privacy_notice_dup_text (const AutosellPrivacyDealer *dealer, AutosellNoticeLanguage language,
                                        const char *day_iso);
/* The same as a page of its own, which loads nothing from anywhere. Returns: (transfer full) */
char *autosell_privacy_notice_dup_html (const AutosellPrivacyDealer *dealer, AutosellNoticeLanguage language,
                                        const char *day_iso);

G_END_DECLS
