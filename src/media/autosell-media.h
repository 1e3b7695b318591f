/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Photos from what a camera, a phone or a browser hands over to what the program stores and shows. Below store and GTK:
 * the store moves staged files to their place within its transaction, the window shows what AutosellPhotoImporter
 * tells.
 *
 *   probe      what a file says of itself, from its header: kind, size, orientation, time. Refuses by name what is too
 *              large, broken or lying before a pixel is decoded.
 *   pipeline   decode (the decoder's own scaling) → reduce → sRGB → upright → JPEG with its two thumbnails, in one pass
 *              over rows, so that a photo of 24 megapixels takes few megabytes at a time.
 *   staging    photos/incoming/RANDOM: reduced files that are whole and flushed, but not recorded.
 *   folder     the names of files.  thumbnail  small pixels of what is stored, remade where the cache lacks them.
 *   render     turn and crop applied for the world outside.  alike, piles  duplicates, and photos by pauses.
 *   importer   one thread a core, a budget of memory that they share, items and progress on the main context.
 *
 * A turn and a crop are attributes of a photo: the stored file is never changed, so four turns lose nothing. Crops are
 * in pixels of the stored file; what is shown is the crop, turned.
 *
 * Nothing lost, nothing orphaned: a staged file is flushed before anybody hears of it. The store renames it (see
 * autosell_staged_photo_commit()) in the transaction that records it; a crash before its commit leaves a file without a
 * record, which the next start's sweep removes under the same write lock; a record without a file cannot be. */

#include "autosell-photo-alike.h"
#include "autosell-photo-crop.h"
#include "autosell-photo-error.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-importer.h"
#include "autosell-photo-pipeline.h"
#include "autosell-photo-piles.h"
#include "autosell-photo-probe.h"
#include "autosell-photo-render.h"
#include "autosell-photo-staging.h"
#include "autosell-photo-thumbnail.h"
#include "autosell-pixels.h"
