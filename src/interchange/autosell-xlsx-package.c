/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-xlsx-package.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#define BLOCK_BYTES (64 * 1024)

/* The directory of a workbook takes a few kB; a file of nothing else would fill the memory. */
#define MAX_DIRECTORY_BYTES (8 * 1024 * 1024)

/* XML of a sheet packs about 10:1, and a sheet of equal rows 100:1. Small files may do what they like. */
#define MAX_UNPACKED_BYTES G_GUINT64_CONSTANT (0x40000000)
#define MAX_RATIO 200
#define MIN_SUSPICIOUS_BYTES G_GUINT64_CONSTANT (0x4000000)

struct _AutosellXlsxPackage
{
  GInputStream *stream;               /* owned */
  const AutosellReadContext *context; /* unowned */
  GHashTable *parts;                  /* owned, lower case name → size in bytes as the directory has it, plus one */
  guint8 block[BLOCK_BYTES];
  guint64 n_read; /* since the archive was opened */
  gboolean in_directory;
  guint64 n_unpacked; /* of all parts so far */
  GError *error;      /* owned, nullable: why a callback gave up */
};

struct _AutosellXmlParser
{
  AutosellXlsxPackage *package;      /* unowned */
  struct archive *archive;           /* owned; stands at the part's data */
  xmlParserCtxtPtr context;          /* owned */
  const AutosellXmlHandler *handler; /* unowned */
  gpointer data;
  GError *error;              /* owned, nullable */
  const xmlChar **attributes; /* unowned; of the element in start() */
  int n_attributes;
  double from; /* progress */
  double to;
  guint64 size;
  guint64 n_done;
};

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
                       _("The workbook is damaged, or not one that can be read here."));
}

static void
set_bomb (GError **error)
{
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                       _("The workbook unpacks to far more than a stock of cars takes."));
}

/* ---- The archive ---- */

static la_ssize_t
read_cb (struct archive *archive, void *data, const void **buffer)
{
  AutosellXlsxPackage *self = data;
  gsize n;

  if (g_cancellable_set_error_if_cancelled (self->context->cancellable, self->error == NULL ? &self->error : NULL))
    return ARCHIVE_FATAL;
  if (self->in_directory && self->n_read > MAX_DIRECTORY_BYTES)
    {
      if (self->error == NULL)
        set_bomb (&self->error);
      return ARCHIVE_FATAL;
    }
  if (!g_input_stream_read_all (self->stream, self->block, sizeof self->block, &n, self->context->cancellable,
                                self->error == NULL ? &self->error : NULL))
    return ARCHIVE_FATAL;
  self->n_read += n;
  *buffer = self->block;
  return n;
}

static la_int64_t
seek_cb (struct archive *archive, void *data, la_int64_t offset, int whence)
{
  AutosellXlsxPackage *self = data;
  GSeekType type = whence == SEEK_SET ? G_SEEK_SET : whence == SEEK_CUR ? G_SEEK_CUR : G_SEEK_END;

  if (!g_seekable_seek (G_SEEKABLE (self->stream), offset, type, self->context->cancellable, NULL))
    return ARCHIVE_FATAL;
  return g_seekable_tell (G_SEEKABLE (self->stream));
}

static void
free_archive (struct archive *archive)
{
  archive_read_free (archive);
}

static struct archive *
open_archive (AutosellXlsxPackage *self)
{
  struct archive *archive = archive_read_new ();

  self->n_read = 0;
  self->in_directory = TRUE;
  archive_read_support_format_zip_seekable (archive);
  archive_read_set_read_callback (archive, read_cb);
  archive_read_set_seek_callback (archive, seek_cb);
  archive_read_set_callback_data (archive, self);
  if (archive_read_open1 (archive) == ARCHIVE_OK)
    return archive;

  free_archive (archive);
  return NULL;
}

/* "xl/workbook.xml" of whatever form the archive has it in; NULL for what is no file. */
static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG)
    return NULL;
  while (*name == '/')
    name++;
  return g_ascii_strdown (name, -1);
}

static int
next_entry (AutosellXlsxPackage *self, struct archive *archive, struct archive_entry **entry)
{
  int result = archive_read_next_header (archive, entry);

  self->in_directory = FALSE;
  return result;
}

static gboolean
list_parts (AutosellXlsxPackage *self, GError **error)
{
  struct archive *archive = open_archive (self);
  struct archive_entry *entry;
  int result = ARCHIVE_FATAL;

  while (archive != NULL && ((result = next_entry (self, archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN))
    {
      char *name = dup_name (entry);

      /* Of two with one name, the first: so does archive_find() below. */
      if (name == NULL || g_hash_table_contains (self->parts, name))
        g_free (name);
      else
        g_hash_table_insert (self->parts, name, GSIZE_TO_POINTER ((gsize) MAX (archive_entry_size (entry), 0) + 1));
    }
  if (archive != NULL)
    free_archive (archive);

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (result == ARCHIVE_EOF)
    return TRUE;
  else
    set_damaged (error);
  return FALSE;
}

AutosellXlsxPackage *
autosell_xlsx_package_new (GInputStream *stream, const AutosellReadContext *context, GError **error)
{
  g_autoptr(AutosellXlsxPackage) self = g_new0 (AutosellXlsxPackage, 1);

  self->stream = g_object_ref (stream);
  self->context = context;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return list_parts (self, error) ? g_steal_pointer (&self) : NULL;
}

void
autosell_xlsx_package_free (AutosellXlsxPackage *self)
{
  g_object_unref (self->stream);
  g_hash_table_unref (self->parts);
  g_clear_error (&self->error);
  g_free (self);
}

static gsize
get_size (AutosellXlsxPackage *self, const char *part)
{
  g_autofree char *name = g_ascii_strdown (part, -1);

  return GPOINTER_TO_SIZE (g_hash_table_lookup (self->parts, name));
}

gboolean
autosell_xlsx_package_has (AutosellXlsxPackage *self, const char *part)
{
  return get_size (self, part) > 0;
}

/* Returns: (transfer full) (nullable): an archive that stands at the data of @part */
static struct archive *
find_part (AutosellXlsxPackage *self, const char *part)
{
  g_autofree char *wanted = g_ascii_strdown (part, -1);
  struct archive *archive = open_archive (self);
  struct archive_entry *entry;
  int result;

  while (archive != NULL && ((result = next_entry (self, archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN))
    {
      g_autofree char *name = dup_name (entry);

      if (g_strcmp0 (name, wanted) == 0)
        return archive;
    }
  if (archive != NULL)
    free_archive (archive);
  return NULL;
}

/* ---- XML ---- */

void
autosell_xml_parser_take_error (AutosellXmlParser *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  xmlStopParser (self->context);
}

void
autosell_xml_parser_fail_damaged (AutosellXmlParser *self)
{
  GError *error = NULL;

  set_damaged (&error);
  autosell_xml_parser_take_error (self, error);
}

/* Every character may be written as seven. */
#define MAX_ESCAPED_CELL_BYTES (7 * AUTOSELL_TABLE_MAX_CELL_BYTES)

void
autosell_xml_parser_append (AutosellXmlParser *self, GString *text, const char *more, gsize length)
{
  if (text->len + length <= MAX_ESCAPED_CELL_BYTES)
    g_string_append_len (text, more, length);
  else
    autosell_xml_parser_take_error (self,
                                    g_error_new (AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                                                 _("A cell is longer than %d bytes."), AUTOSELL_TABLE_MAX_CELL_BYTES));
}

static gboolean
is_bomb (const AutosellXlsxPackage *self)
{
  return self->n_unpacked > MAX_UNPACKED_BYTES
         || (self->n_unpacked > MIN_SUSPICIOUS_BYTES && self->n_unpacked / MAX_RATIO > self->context->size);
}

static int
xml_read_cb (void *data, char *buffer, int length)
{
  AutosellXmlParser *self = data;
  AutosellXlsxPackage *package = self->package;
  la_ssize_t n;

  if (self->error != NULL || package->error != NULL)
    return -1;
  if (g_cancellable_set_error_if_cancelled (package->context->cancellable, &self->error))
    return -1;
  n = archive_read_data (self->archive, buffer, length);
  if (n < 0)
    {
      if (package->error == NULL)
        set_damaged (&self->error);
      return -1;
    }
  package->n_unpacked += n;
  self->n_done += n;
  if (is_bomb (package))
    {
      set_bomb (&self->error);
      return -1;
    }
  if (package->context->progress != NULL && self->to > 0)
    package->context->progress (self->from
                                  + (self->to - self->from) * MIN (1.0, (double) self->n_done / MAX (self->size, 1)),
                                package->context->progress_data);
  return n;
}

static int
xml_close_cb (void *data)
{
  return 0;
}

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  AutosellXmlParser *self = data;

  if (self->error != NULL || self->handler->start == NULL)
    return;
  self->attributes = attributes;
  self->n_attributes = n_attributes;
  self->handler->start (self, (const char *) name, self->data);
  self->n_attributes = 0;
}

static void
end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  AutosellXmlParser *self = data;

  if (self->error == NULL && self->handler->end != NULL)
    self->handler->end (self, (const char *) name, self->data);
}

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  AutosellXmlParser *self = data;

  if (self->error == NULL && self->handler->text != NULL)
    self->handler->text (self, (const char *) text, length, self->data);
}

/* No workbook has a document type; who writes one wants entities of it. */
static void
internal_subset_cb (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  autosell_xml_parser_fail_damaged (data);
}

/* Characters that cannot be converted are told to stderr by libxml2 itself, past all its options. */
static void
ignore_message_cb (void *data, const char *format, ...)
{
}

static gpointer
init_library (gpointer data G_GNUC_UNUSED)
{
  xmlInitParser ();
  return NULL;
}

static gboolean
run_parser (AutosellXmlParser *self, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  xmlSAXHandler sax = { 0 };
  gboolean is_whole = FALSE;

  g_once (&once, init_library, NULL);
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = start_element_cb;
  sax.endElementNs = end_element_cb;
  sax.characters = characters_cb;
  sax.ignorableWhitespace = characters_cb;
  sax.cdataBlock = characters_cb;
  sax.internalSubset = internal_subset_cb;

  self->context = xmlCreateIOParserCtxt (&sax, self, xml_read_cb, xml_close_cb, self, XML_CHAR_ENCODING_NONE);
  if (self->context != NULL)
    {
      xmlSetGenericErrorFunc (NULL, ignore_message_cb); /* of this thread */
      xmlCtxtUseOptions (self->context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
      is_whole = xmlParseDocument (self->context) == 0 && self->context->wellFormed;
      if (self->context->myDoc != NULL)
        xmlFreeDoc (self->context->myDoc);
      xmlFreeParserCtxt (self->context);
      xmlSetGenericErrorFunc (NULL, NULL);
    }

  if (self->error == NULL)
    self->error = g_steal_pointer (&self->package->error);
  if (self->error == NULL && !is_whole)
    set_damaged (&self->error);
  g_clear_error (&self->package->error);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, self->error);
  return FALSE;
}

gboolean
autosell_xlsx_package_parse_long (AutosellXlsxPackage *self, const char *part, const AutosellXmlHandler *handler,
                                  gpointer data, double from, double to, GError **error)
{
  AutosellXmlParser parser = { .package = self, .handler = handler, .data = data, .from = from, .to = to };
  gboolean ok;

  parser.size = get_size (self, part);
  parser.archive = find_part (self, part);
  if (parser.archive == NULL)
    {
      if (self->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->error));
      else
        set_damaged (error);
      return FALSE;
    }
  ok = run_parser (&parser, error);
  free_archive (parser.archive);
  return ok;
}

gboolean
autosell_xlsx_package_parse (AutosellXlsxPackage *self, const char *part, const AutosellXmlHandler *handler,
                             gpointer data, GError **error)
{
  return autosell_xlsx_package_parse_long (self, part, handler, data, 0, 0, error);
}

/* Five pointers each: name, prefix, namespace, value, end of the value. */
const char *
autosell_xml_parser_get_attribute (AutosellXmlParser *self, const char *name, gsize *length)
{
  for (int i = 0; i < self->n_attributes; i++)
    {
      const xmlChar **attribute = self->attributes + 5 * i;

      if (strcmp ((const char *) attribute[0], name) == 0)
        {
          *length = attribute[4] - attribute[3];
          return (const char *) attribute[3];
        }
    }
  return NULL;
}

/* Without the option that replaces entities, libxml2 leaves "&" as "&#38;" for the tree that is not built here. */
char *
autosell_xml_parser_dup_attribute (AutosellXmlParser *self, const char *name)
{
  gsize length;
  const char *value = autosell_xml_parser_get_attribute (self, name, &length);
  g_autofree char *copy = value != NULL ? g_strndup (value, length) : NULL;
  g_auto(GStrv) parts = NULL;

  if (copy == NULL || strstr (copy, "&#38;") == NULL)
    return g_steal_pointer (&copy);
  parts = g_strsplit (copy, "&#38;", -1);
  return g_strjoinv ("&", parts);
}

gboolean
autosell_xml_parser_get_number (AutosellXmlParser *self, const char *name, guint *number)
{
  gsize length;
  const char *value = autosell_xml_parser_get_attribute (self, name, &length);
  guint64 found = 0;

  if (value == NULL || length == 0 || length > 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return FALSE;
      found = found * 10 + (value[i] - '0');
    }
  *number = MIN (found, G_MAXUINT);
  return TRUE;
}
