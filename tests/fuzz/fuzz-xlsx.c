/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workbook from anywhere. The first byte says what the rest is: the archive itself, or one part of a workbook that is
 * whole otherwise, since mutated zip data rarely gets as far as XML. */

#include "fuzz.h"

#include <archive.h>
#include <archive_entry.h>

#include "fuzz-table.h"

static const char *const fuzz_words[] = {
  "<row>",
  "</row>",
  "<c>",
  "</c>",
  "<c t=\"s\">",
  "<c t=\"inlineStr\">",
  "<c r=\"B7\" s=\"1\">",
  "<v>",
  "</v>",
  "<is><t>",
  "</t></is>",
  "<r><t>",
  "<rPh>",
  "</rPh>",
  "<f>SUM(A1)</f>",
  "t=\"str\"",
  "t=\"b\"",
  "t=\"e\"",
  "t=\"d\"",
  "2025-07-01T10:00:00",
  "_x000D_",
  "_x005F_",
  "&amp;",
  "&#x1;",
  "<!DOCTYPE x>",
  "<![CDATA[",
  "]]>",
  "xmlns=\"x\"",
  "r=\"9\"",
  "1e308",
  "45839",
  "-1",
  "<si>",
  "</si>",
  "formatCode=\"d/m/yyyy\"",
  "numFmtId=\"14\"",
  "<sheet name=\"a\" r:id=\"rId1\"/>",
  "date1904=\"1\"",
  NULL,
};

enum
{
  PART_SHEET,
  PART_STRINGS,
  PART_STYLES,
  PART_WORKBOOK,
  PART_RELATIONS,
  N_PARTS,
};

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char *const part_names[N_PARTS] = {
  "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
};

static const char *const part_contents[N_PARTS] = {
  "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c "
  "t=\"inlineStr\"><is><t>Precio</t></is>"
  "</c><c t=\"inlineStr\"><is><r><t>Ing</t></r><r><t>reso</t></r></is></c></row><row r=\"2\"><c "
  "t=\"str\"><f>A1</f><v>KIA</v></c>"
  "<c t=\"e\"><v>#N/A</v></c><c s=\"0\"><v>379000.5</v></c><c s=\"1\"><v>45839</v></c></row></sheetData></worksheet>",
  "<sst><si><t>Marca</t></si><si><r><t>Mod</t></r><r><t>elo</t></r><rPh><t>x</t></rPh></si></sst>",
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-80A]d/m/yyyy h:mm;@\"/></numFmts>"
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
  "<workbook xmlns:r=\"" TYPES
  "\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
  "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPES "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
  "<Relationship Id=\"rId2\" Type=\"" TYPES "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
  "<Relationship Id=\"rId3\" Type=\"" TYPES "/styles\" Target=\"styles.xml\"/></Relationships>",
};

static GBytes *
pack (guint replaced, const void *data, gsize size, const char *compression)
{
  gsize room = size + 16 * 1024;
  guint8 *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_set_format_option (archive, "zip", "compression", compression);
  archive_write_open_memory (archive, buffer, room, &used);
  for (guint i = 0; i < N_PARTS; i++)
    {
      const void *content = i == replaced ? data : part_contents[i];
      gsize length = i == replaced ? size : strlen (part_contents[i]);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, part_names[i]);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, length);
      archive_write_header (archive, entry);
      archive_write_data (archive, content, length);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static void
add_input (GPtrArray *corpus, char kind, const void *data, gsize size)
{
  g_autoptr(GByteArray) input = g_byte_array_new ();

  g_byte_array_append (input, (const guint8 *) &kind, 1);
  g_byte_array_append (input, data, size);
  fuzz_add (corpus, input->data, input->len);
}

static void
fuzz_seed (GPtrArray *corpus)
{
  static const char *const compressions[] = { "store", "deflate" };

  for (guint i = 0; i < N_PARTS; i++)
    add_input (corpus, '0' + i, part_contents[i], strlen (part_contents[i]));
  for (guint i = 0; i < G_N_ELEMENTS (compressions); i++)
    {
      g_autoptr(GBytes) bytes = pack (N_PARTS, NULL, 0, compressions[i]);

      add_input (corpus, 'z', g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = NULL;

  if (size == 0)
    return 0;
  if (data[0] >= '0' && data[0] < '0' + N_PARTS)
    bytes = pack (data[0] - '0', data + 1, size - 1, "store");
  else
    bytes = g_bytes_new (data + 1, size - 1);
  fuzz_table (bytes);
  return 0;
}

#include "fuzz-main.h"
