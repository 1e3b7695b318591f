/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-isobmff.h"

#include <string.h>

/* A part of the file. */
typedef struct
{
  const guint8 *data;
  gsize size;
} Span;

typedef struct
{
  char type[4];
  Span body;
} Box;

/* Reads from the front; 0 past the end. */
static guint64
take (Span *span, guint n_bytes)
{
  guint64 number = 0;

  if (span->size < n_bytes)
    {
      span->size = 0;
      return 0;
    }
  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | span->data[i];
  span->data += n_bytes;
  span->size -= n_bytes;

  return number;
}

/* Returns: FALSE at the end, or where the box goes past it: then its end, from the front, is in @need */
static gboolean
take_box (Span *span, Box *box, guint64 *need)
{
  Span rest = *span;
  guint64 size = take (&rest, 4), header = 8;

  if (span->size < 8)
    return FALSE;
  memcpy (box->type, rest.data, 4);
  take (&rest, 4);
  if (size == 1)
    {
      size = take (&rest, 8);
      header = 16;
    }
  else if (size == 0) /* to the end of the file */
    size = span->size;
  if (size < header)
    return FALSE;
  if (size > span->size)
    {
      *need = size;
      return FALSE;
    }

  box->body = (Span){ span->data + header, (gsize) (size - header) };
  span->data += size;
  span->size -= (gsize) size;
  return TRUE;
}

static gboolean
is_type (const Box *box, const char *type)
{
  return memcmp (box->type, type, 4) == 0;
}

/* iprp/ipco: the properties; ispe is a size. Parts of a picture have theirs too, so the largest is what is wanted. */
static void
read_properties (Span iprp, AutosellIsobmff *out)
{
  Box ipco, property;
  guint64 need = 0;

  while (take_box (&iprp, &ipco, &need))
    while (is_type (&ipco, "ipco") && take_box (&ipco.body, &property, &need))
      if (is_type (&property, "ispe"))
        {
          guint32 width, height;

          take (&property.body, 4);
          width = (guint32) take (&property.body, 4);
          height = (guint32) take (&property.body, 4);
          if ((guint64) width * height > (guint64) out->width * out->height)
            {
              out->width = width;
              out->height = height;
            }
        }
}

/* Returns: the number of the EXIF item, 0 for none */
static guint32
find_exif_item (Span iinf)
{
  guint version = (guint) (take (&iinf, 4) >> 24);
  Box infe;
  guint64 need = 0;

  take (&iinf, version == 0 ? 2 : 4);
  while (take_box (&iinf, &infe, &need))
    {
      guint infe_version = (guint) (take (&infe.body, 4) >> 24);
      guint32 id = (guint32) take (&infe.body, infe_version >= 3 ? 4 : 2);

      take (&infe.body, 2);
      if (is_type (&infe, "infe") && infe_version >= 2 && infe.body.size >= 4
          && memcmp (infe.body.data, "Exif", 4) == 0)
        return id;
    }

  return 0;
}

/* iloc: where items are. */
static void
locate_item (Span iloc, guint32 wanted, guint64 *offset, guint64 *length)
{
  guint version = (guint) (take (&iloc, 4) >> 24);
  guint sizes = (guint) take (&iloc, 2);
  guint offset_bytes = sizes >> 12 & 15, length_bytes = sizes >> 8 & 15, base_bytes = sizes >> 4 & 15;
  guint index_bytes = version > 0 ? sizes & 15 : 0;
  guint32 n_items = (guint32) take (&iloc, version < 2 ? 2 : 4);

  if (offset_bytes > 8 || length_bytes > 8 || base_bytes > 8 || index_bytes > 8)
    return;
  for (guint32 i = 0; i < n_items && iloc.size > 0; i++)
    {
      guint32 id = (guint32) take (&iloc, version < 2 ? 2 : 4);
      guint method = version > 0 ? (guint) take (&iloc, 2) & 15 : 0;
      guint64 base;
      guint n_extents;

      take (&iloc, 2);
      base = take (&iloc, base_bytes);
      n_extents = (guint) take (&iloc, 2);
      for (guint extent = 0; extent < n_extents && iloc.size > 0; extent++)
        {
          guint64 extent_offset, extent_length;

          take (&iloc, index_bytes);
          extent_offset = take (&iloc, offset_bytes);
          extent_length = take (&iloc, length_bytes);
          if (id == wanted && method == 0 && n_extents == 1)
            {
              *offset = base + extent_offset;
              *length = extent_length;
              return;
            }
        }
    }
}

/* Its first four bytes say how far on the TIFF header is. */
static void
find_exif (const guint8 *data, gsize size, guint64 offset, guint64 length, AutosellIsobmff *out, guint64 *need)
{
  guint64 skip;
  Span span;

  if (length < 12 || offset > G_MAXUINT32 || length > G_MAXUINT32)
    return;
  if (offset + length > size)
    {
      *need = offset + length;
      return;
    }

  span = (Span){ data + offset, (gsize) length };
  skip = 4 + take (&span, 4);
  if (skip >= length)
    return;
  out->exif_offset = offset + skip;
  out->exif_size = length - skip;
}

gboolean
autosell_isobmff_read (const guint8 *data, gsize size, AutosellIsobmff *out, guint64 *need)
{
  Span file = { data, size }, meta = { NULL, 0 }, iloc = { NULL, 0 };
  Box box;
  guint64 beyond = 0, offset = 0, length = 0;
  guint32 exif_id = 0;

  *out = (AutosellIsobmff){ 0 };
  *need = 0;
  while (meta.data == NULL && take_box (&file, &box, &beyond))
    if (is_type (&box, "meta"))
      meta = box.body;
  if (meta.data == NULL)
    {
      /* It may follow what is cut off here. */
      *need = (guint64) (file.data - data) + MAX (beyond, 8);
      return FALSE;
    }

  take (&meta, 4);
  while (take_box (&meta, &box, &beyond))
    {
      if (is_type (&box, "iprp"))
        read_properties (box.body, out);
      else if (is_type (&box, "iinf"))
        exif_id = find_exif_item (box.body);
      else if (is_type (&box, "iloc"))
        iloc = box.body;
    }
  if (exif_id != 0)
    locate_item (iloc, exif_id, &offset, &length);
  if (length > 0)
    find_exif (data, size, offset, length, out, need);

  return *need == 0 && out->width > 0 && out->height > 0;
}
