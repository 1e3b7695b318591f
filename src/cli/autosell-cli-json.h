/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "autosell-problem.h"

G_BEGIN_DECLS

/* One JSON document, written as it is made: a list of 100,000 cars as a tree of nodes would need half a gigabyte, and a
 * failure after half of the list must still end in one valid document. Money is written from its centavos, exactly.
 *
 * The document is an object, open from the beginning. @name is the member's name, NULL within an array. */
typedef struct _AutosellCliJson AutosellCliJson;

/* @out: unowned. @is_pretty: one member a line, for eyes */
AutosellCliJson *autosell_cli_json_new (FILE *out, gboolean is_pretty);
void autosell_cli_json_free (AutosellCliJson *self);

void autosell_cli_json_begin_object (AutosellCliJson *self, const char *name);
void autosell_cli_json_begin_array (AutosellCliJson *self, const char *name);
void autosell_cli_json_end (AutosellCliJson *self);

/* @text: (nullable) gives null */
void autosell_cli_json_string (AutosellCliJson *self, const char *name, const char *text);
void autosell_cli_json_integer (AutosellCliJson *self, const char *name, gint64 number);
void autosell_cli_json_boolean (AutosellCliJson *self, const char *name, gboolean value);
void autosell_cli_json_null (AutosellCliJson *self, const char *name);
/* Pesos: 379000, 379000.5 */
void autosell_cli_json_money (AutosellCliJson *self, const char *name, gint64 cents);
/* "2025-07-01T14:05:06.123456Z"; null for 0 */
void autosell_cli_json_instant (AutosellCliJson *self, const char *name, gint64 utc_us);

/* A field's value; unknown is null. RAW is null too, or {"raw": TEXT} where @with_raw. */
void autosell_cli_json_value (AutosellCliJson *self, const char *name, AutosellField field, const AutosellValue *value,
                              gboolean with_raw);

/* The members of a car, into the object that is open. @today_iso: for "days" */
void autosell_cli_json_vehicle (AutosellCliJson *self, AutosellVehicle *vehicle, const char *today_iso);

/* The members of one doubt about @vehicle. "proposal" is null both for none and for "clear it": "fixable" tells. */
void autosell_cli_json_problem (AutosellCliJson *self, const AutosellProblem *problem, AutosellVehicle *vehicle);

/* Closes what is open but the document itself, so that an "error" can be added whatever was being written. */
void autosell_cli_json_unwind (AutosellCliJson *self);
/* Ends the document. FALSE with errno where it could not be written. */
gboolean autosell_cli_json_finish (AutosellCliJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCliJson, autosell_cli_json_free)

G_END_DECLS
