/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the container of HEIC and AVIF says (ISO 14496-12, 23008-12): the largest picture in it, and where its EXIF
 * is. */
typedef struct
{
  guint32 width;
  guint32 height;
  guint64 exif_offset; /* of what begins with “II” or “MM”; size 0: none */
  guint64 exif_size;
} AutosellIsobmff;

/* @need: set to how many bytes it would take, where @data is too short. Returns: FALSE where it makes no sense or is
 * too short */
gboolean autosell_isobmff_read (const guint8 *data, gsize size, AutosellIsobmff *out, guint64 *need);

G_END_DECLS
