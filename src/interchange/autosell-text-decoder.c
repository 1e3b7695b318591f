/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-text-decoder.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-interchange-error.h"

typedef enum
{
  ENCODING_UTF_8,
  ENCODING_UTF_16LE,
  ENCODING_UTF_16BE,
  ENCODING_WINDOWS_1252,
} Encoding;

static const char *const encoding_names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" };

/* Windows-1252 at 0x80 to 0x9F; its five holes are the control characters of the same number, as browsers read them. */
static const gunichar2 windows_1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

struct _AutosellTextDecoder
{
  GInputStream *stream; /* owned */
  Encoding encoding;
  guint64 position;
  guint8 in[AUTOSELL_TEXT_BLOCK_BYTES];
  gsize n_in;    /* bytes in it */
  gsize n_taken; /* of those, given out by the latest read */
  GString *out;  /* owned; where bytes have to be changed */
};

/* ---- Finding the encoding ---- */

/* What all of the file looks like, byte by byte. */
typedef struct
{
  guint64 n_sequences; /* whole UTF-8 characters above ASCII */
  guint64 n_broken;    /* bytes above ASCII that are no UTF-8 */
  gsize zeros[2];      /* in the first block, at even and odd places */
  gsize n_head;        /* bytes in the first block */
} Survey;

/* Length of the UTF-8 character at @bytes, 0 where there is none, -1 where the end came too soon to tell. */
static int
sequence_length (const guint8 *bytes, gsize n)
{
  gunichar c = g_utf8_get_char_validated ((const char *) bytes, n);

  if (c == (gunichar) -2)
    return -1;
  return c == (gunichar) -1 ? 0 : g_utf8_skip[bytes[0]];
}

/* Returns how many bytes at the end belong to the next block. */
static gsize
survey_block (Survey *survey, const guint8 *bytes, gsize n, gboolean is_last)
{
  gsize i = 0;

  while (i < n)
    {
      int length;

      if (bytes[i] < 0x80)
        {
          i++;
          continue;
        }
      length = sequence_length (bytes + i, n - i);
      if (length < 0 && !is_last)
        return n - i;
      if (length > 0)
        survey->n_sequences++;
      else
        survey->n_broken++;
      i += MAX (length, 1);
    }
  return 0;
}

static gboolean
survey_stream (GInputStream *stream, Survey *survey, guint8 *buffer, GCancellable *cancellable, GError **error)
{
  gsize kept = 0;
  gsize n_read;
  gboolean is_first = TRUE;

  do
    {
      gsize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !g_input_stream_read_all (stream, buffer + kept, AUTOSELL_TEXT_BLOCK_BYTES - kept, &n_read, cancellable,
                                       error))
        return FALSE;
      n = kept + n_read;
      if (is_first)
        {
          survey->n_head = n;
          for (gsize i = 0; i < n; i++)
            survey->zeros[i % 2] += buffer[i] == 0;
          is_first = FALSE;
        }
      kept = survey_block (survey, buffer, n, n_read == 0);
      memmove (buffer, buffer + n - kept, kept);
    }
  while (n_read > 0);
  return TRUE;
}

/* Letters of the west have a zero for their other half in UTF-16, and text in one byte has none at all. */
static gboolean
survey_has_zeros_at (const Survey *survey, guint place)
{
  return survey->zeros[place] * 4 > survey->n_head && survey->zeros[1 - place] * 50 <= survey->n_head;
}

static Encoding
survey_conclude (const Survey *survey)
{
  if (survey_has_zeros_at (survey, 1))
    return ENCODING_UTF_16LE;
  if (survey_has_zeros_at (survey, 0))
    return ENCODING_UTF_16BE;
  /* Accents of Windows-1252 hardly ever make UTF-8 by chance; a UTF-8 file with one bad byte is still UTF-8. */
  return survey->n_broken > survey->n_sequences ? ENCODING_WINDOWS_1252 : ENCODING_UTF_8;
}

/* Leaves the stream behind the byte order mark. */
static gboolean
find_encoding (AutosellTextDecoder *self, GCancellable *cancellable, GError **error)
{
  Survey survey = { 0 };
  gsize n;
  gsize n_mark = 0;

  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, cancellable, error)
      || !g_input_stream_read_all (self->stream, self->in, 3, &n, cancellable, error))
    return FALSE;

  if (n >= 3 && memcmp (self->in, "\xef\xbb\xbf", 3) == 0)
    n_mark = 3;
  else if (n >= 2 && memcmp (self->in, "\xff\xfe", 2) == 0)
    {
      self->encoding = ENCODING_UTF_16LE;
      n_mark = 2;
    }
  else if (n >= 2 && memcmp (self->in, "\xfe\xff", 2) == 0)
    {
      self->encoding = ENCODING_UTF_16BE;
      n_mark = 2;
    }
  else
    {
      if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, cancellable, error)
          || !survey_stream (self->stream, &survey, self->in, cancellable, error))
        return FALSE;
      self->encoding = survey_conclude (&survey);
    }

  self->position = n_mark;
  return g_seekable_seek (G_SEEKABLE (self->stream), n_mark, G_SEEK_SET, cancellable, error);
}

AutosellTextDecoder *
autosell_text_decoder_new (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellTextDecoder) self = g_new0 (AutosellTextDecoder, 1);

  self->stream = g_object_ref (stream);
  self->out = g_string_new (NULL);
  if (!find_encoding (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
autosell_text_decoder_free (AutosellTextDecoder *self)
{
  g_object_unref (self->stream);
  g_string_free (self->out, TRUE);
  g_free (self);
}

const char *
autosell_text_decoder_get_encoding (AutosellTextDecoder *self)
{
  return encoding_names[self->encoding];
}

guint64
autosell_text_decoder_get_position (AutosellTextDecoder *self)
{
  return self->position;
}

/* ---- Decoding ---- */

static gboolean
refuse_nul (GError **error)
{
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
                       _("The file is not a table, or it is damaged: it holds bytes that no text has."));
  return FALSE;
}

static void
append_windows_1252 (GString *out, guint8 byte)
{
  g_string_append_unichar (out, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
}

static gboolean
decode_windows_1252 (AutosellTextDecoder *self, GError **error)
{
  for (gsize i = 0; i < self->n_in; i++)
    {
      if (self->in[i] == 0)
        return refuse_nul (error);
      if (self->in[i] < 0x80)
        g_string_append_c (self->out, self->in[i]);
      else
        append_windows_1252 (self->out, self->in[i]);
    }
  self->n_taken = self->n_in;
  return TRUE;
}

/* From the first broken byte on; each such byte is read as Windows-1252, which is how it got there. */
static gboolean
decode_broken_utf_8 (AutosellTextDecoder *self, gsize n_valid, gboolean is_last, GError **error)
{
  gsize i = n_valid;

  g_string_append_len (self->out, (const char *) self->in, n_valid);
  while (i < self->n_in)
    {
      int length = sequence_length (self->in + i, self->n_in - i);

      if (self->in[i] == 0)
        return refuse_nul (error);
      if (length < 0 && !is_last)
        break;
      if (length > 0)
        g_string_append_len (self->out, (const char *) self->in + i, length);
      else
        append_windows_1252 (self->out, self->in[i]);
      i += MAX (length, 1);
    }
  self->n_taken = i;
  return TRUE;
}

static gunichar
get_unit (const AutosellTextDecoder *self, gsize i)
{
  return self->encoding == ENCODING_UTF_16LE ? self->in[i] | self->in[i + 1] << 8 : self->in[i] << 8 | self->in[i + 1];
}

static gboolean
decode_utf_16 (AutosellTextDecoder *self, gboolean is_last, GError **error)
{
  gsize i = 0;

  while (i + 1 < self->n_in)
    {
      gunichar c = get_unit (self, i);

      if (c == 0)
        return refuse_nul (error);
      i += 2;
      if (c >= 0xd800 && c < 0xdc00)
        {
          gunichar low = i + 1 < self->n_in ? get_unit (self, i) : 0;

          if (low == 0 && !is_last)
            {
              i -= 2;
              break;
            }
          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      g_string_append_unichar (self->out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
  self->n_taken = is_last ? self->n_in : i;
  return TRUE;
}

gboolean
autosell_text_decoder_read (AutosellTextDecoder *self, const char **text, gsize *length, GCancellable *cancellable,
                            GError **error)
{
  gsize n_read;
  gboolean is_last;
  const char *end;

  memmove (self->in, self->in + self->n_taken, self->n_in - self->n_taken);
  self->n_in -= self->n_taken;
  /* Streams in memory do not look at it. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !g_input_stream_read_all (self->stream, self->in + self->n_in, sizeof self->in - self->n_in, &n_read,
                                   cancellable, error))
    return FALSE;
  self->n_in += n_read;
  self->position += n_read;
  is_last = self->n_in < sizeof self->in;

  g_string_truncate (self->out, 0);
  if (self->encoding == ENCODING_WINDOWS_1252)
    {
      if (!decode_windows_1252 (self, error))
        return FALSE;
    }
  else if (self->encoding != ENCODING_UTF_8)
    {
      if (!decode_utf_16 (self, is_last, error))
        return FALSE;
    }
  else if (!g_utf8_validate_len ((const char *) self->in, self->n_in, &end))
    {
      if (!decode_broken_utf_8 (self, end - (const char *) self->in, is_last, error))
        return FALSE;
    }
  else
    {
      self->n_taken = self->n_in;
      *text = (const char *) self->in;
      *length = self->n_in;
      return TRUE;
    }

  *text = self->out->str;
  *length = self->out->len;
  return TRUE;
}
