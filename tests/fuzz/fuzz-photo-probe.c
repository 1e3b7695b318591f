/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes from a camera, a browser or an enemy: its header is read without a crash, and what is taken is within the
 * limits. The first byte says how much larger the file is than what there is of it. */

#define FUZZ_MAX_SIZE 8192

#include "fuzz-photo-seeds.h"

#include "autosell-photo-folder.h"
#include "autosell-photo-probe.h"

static const char *const fuzz_words[] = { FUZZ_PHOTO_WORDS, NULL };

static void
fuzz_seed (GPtrArray *corpus)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  fuzz_add_photos (photos);
  for (guint i = 0; i < photos->len; i++)
    {
      g_autoptr(GByteArray) input = g_byte_array_new ();
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (photos, i), &size);

      g_byte_array_append (input, (const guint8 *) "", 1);
      g_byte_array_append (input, data, (guint) size);
      fuzz_add (corpus, input->data, input->len);
    }
}

static void
check (const guint8 *data, gsize size, guint64 total_size)
{
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;
  gsize need = 0;

  if (!autosell_photo_probe_data (data, size, total_size, &probe, &need, &error))
    {
      g_assert_nonnull (error);
      /* Else reading more would go on for ever. */
      g_assert_true (need == 0 || (need > size && need <= total_size));
      return;
    }

  g_assert_no_error (error);
  g_assert_true (probe.width > 0 && probe.height > 0);
  g_assert_true ((gint64) probe.width * probe.height <= AUTOSELL_PHOTO_MAX_PIXELS);
  g_assert_true (probe.orientation >= 1 && probe.orientation <= 8);
  g_assert_true (probe.thumbnail_size == 0
                 || (probe.thumbnail_offset <= size && probe.thumbnail_size <= size - probe.thumbnail_offset));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AutosellPhotoCrop crop;

  if (size == 0)
    return 0;
  check (data + 1, size - 1, size - 1);
  check (data + 1, size - 1, size - 1 + (guint64) data[0] * 1000);
  {
    g_autofree char *text = fuzz_dup_text (data, size);

    if (autosell_photo_crop_parse (text, &crop))
      g_assert_true (crop.width > 0 && crop.height > 0);
    g_assert_true (!autosell_photo_hash_is_valid (text) || strchr (text, '/') == NULL);
  }

  return 0;
}

#include "fuzz-main.h"
