/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-cli-json.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* autosell-cli: the store's commands for a shell. autosell-cli.c holds main() and finds the command; each family of
 * commands has one file, and autosell-cli-error.c turns every failure into a sentence, a code for JSON and an exit
 * status. */

/* The exit status. PARTLY: some of several things were done, and what was not is named: undo that left newer values
 * alone; set, status, delete and restore of several cars of which some were not found. */
typedef enum
{
  AUTOSELL_CLI_DONE = 0,
  AUTOSELL_CLI_FAILED = 1,
  AUTOSELL_CLI_USAGE = 2,
  AUTOSELL_CLI_PARTLY = 3,
} AutosellCliStatus;

/* Failures of the command line itself. Their messages are translated sentences. */
typedef enum
{
  AUTOSELL_CLI_ERROR_USAGE,
  AUTOSELL_CLI_ERROR_UNKNOWN_FIELD,
  AUTOSELL_CLI_ERROR_BAD_VALUE,  /* a value that cannot be read */
  AUTOSELL_CLI_ERROR_IN_BIN,     /* the car is in the bin, or is not where that was asked */
  AUTOSELL_CLI_ERROR_BAD_BACKUP, /* the file is no sound backup */
  AUTOSELL_CLI_ERROR_CANCELLED,
  AUTOSELL_CLI_ERROR_OUTPUT,     /* stdout could not be written */
  AUTOSELL_CLI_ERROR_NOT_LINKED, /* there is no sheet, or there is one already */
  AUTOSELL_CLI_ERROR_LINKED,
  AUTOSELL_CLI_ERROR_PAUSED,
  AUTOSELL_CLI_ERROR_BRAKE, /* so much would change that a person has to say so */
} AutosellCliErrorCode;

#define AUTOSELL_CLI_ERROR (autosell_cli_error_quark ())
GQuark autosell_cli_error_quark (void);

typedef struct _AutosellCliCommand AutosellCliCommand;

/* One run of the program. */
typedef struct
{
  const AutosellCliCommand *command; /* unowned */
  char *data_dir;                    /* owned */
  char **arguments;                  /* owned; as given, in the encoding of file names */
  guint n_arguments;
  AutosellStore *store;           /* owned, nullable until autosell_cli_open() */
  char *endpoints_path;           /* owned, nullable: where the services are, instead of the real ones */
  struct _AutosellGoogle *google; /* owned, nullable until autosell_cli_get_google() */
  AutosellCliJson *json;          /* owned; NULL without --json */
  char today[AUTOSELL_DATE_SIZE];

  /* More about a failure, for the person and JSON alike. */
  const char *subject; /* unowned, nullable: the ID or file that was being looked for */
  char *query_text;    /* owned, nullable: the filter that was malformed */
  guint query_start;   /* where, in characters */
  guint query_end;
  GPtrArray *candidates; /* owned, nullable, of AutosellVehicle: those that an ambiguous number may mean */
} AutosellCli;

struct _AutosellCliCommand
{
  const char *name;
  const char *const *actions;  /* nullable, NULL-terminated: what the first argument may be, for completion too */
  const char *parameters;      /* N_(), "" for none */
  const char *summary;         /* N_(), one line */
  const char *description;     /* N_(), nullable: what --help adds */
  const GOptionEntry *options; /* nullable */
  guint min_arguments;
  guint max_arguments;
  gboolean is_hidden;
  /* TRUE where the first argument is a file, which need not be text */
  gboolean takes_file;
  /* The same of any argument */
  gboolean takes_files;
  AutosellCliStatus (*run) (AutosellCli *cli, GError **error);
};

#define AUTOSELL_CLI_MANY G_MAXUINT

/* NULL-terminated, in the order of --help. */
const AutosellCliCommand *const *autosell_cli_get_commands (void);
const AutosellCliCommand *autosell_cli_find_command (const char *name);
/* TRUE where the argument after @option ("--data-dir") is its value. */
gboolean autosell_cli_option_takes_next (const char *option);
/* Which of the command's actions the first argument names; -1 with @error. */
int autosell_cli_find_action (AutosellCli *cli, GError **error);
/* The options that every command has. */
const GOptionEntry *autosell_cli_get_global_options (void);

/* ---- For the commands ---- */

/* Opens the store into cli->store; a second call does nothing. */
gboolean autosell_cli_open (AutosellCli *cli, GError **error);

/* An argument or option as UTF-8, whatever the locale says. Returns: (transfer full) */
char *autosell_cli_dup_utf8 (const char *argument, GError **error);

/* @text: (nullable), in the encoding of file names. Keeps where an error is for the caret line. */
AutosellQuery *autosell_cli_parse_query (AutosellCli *cli, const char *text, GError **error);
/* @text: (nullable): as entered */
gboolean autosell_cli_parse_sort (const char *text, AutosellSort *sort, GError **error);

/* The car that an ID argument means. @in_bin: looks among the deleted. Returns: (transfer full) */
AutosellVehicle *autosell_cli_find_vehicle (AutosellCli *cli, const char *argument, gboolean in_bin, GError **error);
/* The same among the live and, where there is none, the deleted. */
AutosellVehicle *autosell_cli_find_any_vehicle (AutosellCli *cli, const char *argument, GError **error);
/* The cars that the arguments from @first up to @end mean or, where there are none, those that match @query, in the
 * order of @sort. Returns: (transfer full) (element-type AutosellVehicle) */
GPtrArray *autosell_cli_load_vehicles (AutosellCli *cli, guint first, guint end, AutosellQuery *query,
                                       const AutosellSort *sort, GError **error);

/* "45 vehicles · 44 with price · $25,703,000". Returns: (transfer full) */
char *autosell_cli_dup_totals (const AutosellTotals *totals);

/* "New here: 1,204" as a line, and nothing where @n is 0. */
void autosell_cli_count (const char *label, guint n);

/* The members "vehicles", "with_price", "price_sum" of the object that is open. */
void autosell_cli_json_totals (AutosellCliJson *json, const AutosellTotals *totals);

/* A value as people see it, or "—" for unknown; raw text in quotes. Returns: (transfer full) */
char *autosell_cli_dup_value (const AutosellValue *value, AutosellField field);

/* What a change changed in which car: the first lines of it for people, all of it as "changes" in JSON. */
gboolean autosell_cli_show_change (AutosellCli *cli, const AutosellCommitResult *result, GError **error);
/* One event as an object of the array that is open; as "Price: $379,000 → $365,000". Returns: -; (transfer full) */
void autosell_cli_json_event (AutosellCliJson *json, AutosellEvent *event);
char *autosell_cli_dup_event (AutosellEvent *event);

/* ---- autosell-cli-error.c ---- */

/* "not_found". Static. */
const char *autosell_cli_error_code (const GError *error);
AutosellCliStatus autosell_cli_error_status (const GError *error);
/* What happened to the person's thing, and what to do. Returns: (transfer full) */
char *autosell_cli_error_dup_sentence (AutosellCli *cli, const GError *error);
/* Tells it on stderr and, with --json, as the document's "error". */
AutosellCliStatus autosell_cli_report (AutosellCli *cli, const GError *error);

/* ---- The commands ---- */

extern const AutosellCliCommand autosell_cli_command_add;
extern const AutosellCliCommand autosell_cli_command_backup;
extern const AutosellCliCommand autosell_cli_command_catalog;
extern const AutosellCliCommand autosell_cli_command_check;
extern const AutosellCliCommand autosell_cli_command_complete;
extern const AutosellCliCommand autosell_cli_command_conflicts;
extern const AutosellCliCommand autosell_cli_command_delete;
extern const AutosellCliCommand autosell_cli_command_export;
extern const AutosellCliCommand autosell_cli_command_facebook;
extern const AutosellCliCommand autosell_cli_command_google;
extern const AutosellCliCommand autosell_cli_command_help;
extern const AutosellCliCommand autosell_cli_command_history;
extern const AutosellCliCommand autosell_cli_command_import;
extern const AutosellCliCommand autosell_cli_command_list;
extern const AutosellCliCommand autosell_cli_command_marketplace;
extern const AutosellCliCommand autosell_cli_command_photos;
/* "add", "list" …; NULL past the end. Static. */
const char *autosell_cli_photos_get_action (guint index);
extern const AutosellCliCommand autosell_cli_command_post;
extern const AutosellCliCommand autosell_cli_command_posts;
extern const AutosellCliCommand autosell_cli_command_print;
extern const AutosellCliCommand autosell_cli_command_privacy_notice;
extern const AutosellCliCommand autosell_cli_command_problems;
extern const AutosellCliCommand autosell_cli_command_recover;
extern const AutosellCliCommand autosell_cli_command_redo;
extern const AutosellCliCommand autosell_cli_command_restore;
extern const AutosellCliCommand autosell_cli_command_restore_backup;
extern const AutosellCliCommand autosell_cli_command_schedule;
extern const AutosellCliCommand autosell_cli_command_set;
extern const AutosellCliCommand autosell_cli_command_sheet;
extern const AutosellCliCommand autosell_cli_command_show;
extern const AutosellCliCommand autosell_cli_command_stats;
extern const AutosellCliCommand autosell_cli_command_status;
extern const AutosellCliCommand autosell_cli_command_drive;
extern const AutosellCliCommand autosell_cli_command_sync;
extern const AutosellCliCommand autosell_cli_command_text;
extern const AutosellCliCommand autosell_cli_command_undo;
extern const AutosellCliCommand autosell_cli_command_unpost;

G_END_DECLS
