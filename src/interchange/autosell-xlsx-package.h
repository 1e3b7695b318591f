/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table-private.h"

G_BEGIN_DECLS

/* The zip archive of a workbook, with what makes a hostile one harmless: bounded unpacked bytes, and XML without
 * document types, entities, network and huge texts. */
typedef struct _AutosellXlsxPackage AutosellXlsxPackage;

/* @stream: seekable; @context: outlives it. NOT_A_TABLE, TOO_LARGE. */
AutosellXlsxPackage *autosell_xlsx_package_new (GInputStream *stream, const AutosellReadContext *context,
                                                GError **error);
void autosell_xlsx_package_free (AutosellXlsxPackage *self);

/* Part names are compared without case, as their standard has it. */
gboolean autosell_xlsx_package_has (AutosellXlsxPackage *self, const char *part);

/* ---- Parts, as a stream of elements ---- */

typedef struct _AutosellXmlParser AutosellXmlParser;

/* Names are without prefix. Any may be NULL. */
typedef struct
{
  void (*start) (AutosellXmlParser *parser, const char *name, gpointer data);
  void (*end) (AutosellXmlParser *parser, const char *name, gpointer data);
  void (*text) (AutosellXmlParser *parser, const char *text, gsize length, gpointer data);
} AutosellXmlHandler;

/* NOT_A_TABLE where the part is missing, damaged or no XML; or what a handler failed with. */
gboolean autosell_xlsx_package_parse (AutosellXlsxPackage *self, const char *part, const AutosellXmlHandler *handler,
                                      gpointer data, GError **error);
/* The same, telling progress from @from to @to. */
gboolean autosell_xlsx_package_parse_long (AutosellXlsxPackage *self, const char *part,
                                           const AutosellXmlHandler *handler, gpointer data, double from, double to,
                                           GError **error);

/* Of the element in start(). get: not terminated, and as the parser has it: "&" may be "&#38;". */
const char *autosell_xml_parser_get_attribute (AutosellXmlParser *parser, const char *name, gsize *length);
char *autosell_xml_parser_dup_attribute (AutosellXmlParser *parser, const char *name);
gboolean autosell_xml_parser_get_number (AutosellXmlParser *parser, const char *name, guint *number);

/* Ends the parsing with @error (transfer full). */
void autosell_xml_parser_take_error (AutosellXmlParser *parser, GError *error);
void autosell_xml_parser_fail_damaged (AutosellXmlParser *parser);

/* Appends to a text that must stay within what a cell may hold, or ends the parsing. */
void autosell_xml_parser_append (AutosellXmlParser *parser, GString *text, const char *more, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellXlsxPackage, autosell_xlsx_package_free)

G_END_DECLS
