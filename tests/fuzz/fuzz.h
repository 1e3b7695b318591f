/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What a fuzzer includes first; fuzz-main.h says the rest. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static inline void
fuzz_add (GPtrArray *corpus, const void *data, gsize size)
{
  g_ptr_array_add (corpus, g_bytes_new (data, size));
}

static inline void
fuzz_add_text (GPtrArray *corpus, const char *text)
{
  fuzz_add (corpus, text, strlen (text));
}

/* The input as the layers above the readers would hand it over: without NUL, valid UTF-8. Returns: (transfer full) */
static inline char *
fuzz_dup_text (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  return g_utf8_make_valid (text, -1);
}
