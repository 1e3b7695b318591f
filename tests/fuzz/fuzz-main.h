/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Included once, at the end of a fuzzer, after it has defined
 *
 *   int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);  the promise: never crash, always end
 *   static void fuzz_seed (GPtrArray *corpus);      adds inputs to begin with: fuzz_add() and fuzz_add_text()
 *   static const char *const fuzz_words[];          NULL-terminated; put into inputs here and there
 *
 * and, where the default is not right, FUZZ_MAX_SIZE. Includes fuzz.h first. Built with AUTOSELL_LIBFUZZER it adds
 * nothing, as libFuzzer brings main(); else it is a program that mutates the corpus without instruments:
 *
 *   fuzz-NAME [--seed N] [--seconds S] [--runs N]   the same seed makes the same inputs
 *   fuzz-NAME FILE…                                 runs these inputs, to reproduce
 *   fuzz-NAME --write-corpus DIR                    the inputs to begin with, for libFuzzer
 *
 * An input that crashes or hangs is kept in the current folder and named on stderr with seed and run. */

#ifdef AUTOSELL_LIBFUZZER

/* libFuzzer takes its seeds from a folder. */
static inline void
fuzz_unused (void)
{
  (void) fuzz_seed;
  (void) fuzz_words;
}

#else

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef FUZZ_MAX_SIZE
#define FUZZ_MAX_SIZE 4096
#endif

/* No input may take longer. */
#define FUZZ_HANG_SECONDS 20

/* How many mutated inputs live on beside the seeds, to be mutated further. */
#define FUZZ_POOL 64

/* What the signal handler tells. */
static const guint8 *fuzz_input;
static gsize fuzz_input_size;
static unsigned fuzz_seed_number;
static unsigned long fuzz_run;

static void
fuzz_crash_cb (int signal_number)
{
  char name[128], line[256];
  int fd;

  snprintf (name, sizeof name, "crash-%u-%lu", fuzz_seed_number, fuzz_run);
  fd = open (name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd >= 0 && write (fd, fuzz_input, fuzz_input_size) < 0)
    name[0] = '\0';
  snprintf (line, sizeof line, "\nsignal %d%s at seed %u, run %lu; input kept as %s\n", signal_number,
            signal_number == SIGALRM ? " (hang)" : "", fuzz_seed_number, fuzz_run, name);
  if (write (STDERR_FILENO, line, strlen (line)) < 0)
    _exit (3);
  signal (signal_number, SIG_DFL);
  raise (signal_number);
  _exit (3);
}

static gsize
fuzz_pick (GRand *rand, gsize end)
{
  return end > 1 ? (gsize) g_rand_int_range (rand, 0, (gint32) end) : 0;
}

/* Puts @insert in the place of @n_removed bytes of @input at @at. */
static void
fuzz_splice (GByteArray *input, gsize at, gsize n_removed, const void *insert, gsize size)
{
  g_autofree void *copy = size > 0 ? g_memdup2 (insert, size) : NULL; /* it may be of @input itself */
  gsize tail = input->len - at - n_removed;

  if (input->len - n_removed + size > FUZZ_MAX_SIZE)
    return;
  if (size > n_removed)
    g_byte_array_set_size (input, input->len + size - n_removed);
  if (tail > 0)
    memmove (input->data + at + size, input->data + at + n_removed, tail);
  if (size > 0)
    memcpy (input->data + at, copy, size);
  g_byte_array_set_size (input, at + size + tail);
}

static void
fuzz_mutate (GRand *rand, GByteArray *input, GPtrArray *corpus)
{
  static const char *const odd[] = {
    "\0",
    "\n",
    "\r\n",
    "\"",
    "'",
    ";",
    ",",
    ".",
    "\xFF",
    "\xC3",
    "\xC3\xB1",
    "e\xCC\x81",
    "\xC2\xA0",
    "\xE2\x80\x89",
    "\xEF\xBB\xBF",
    "\xF0\x9F\x9A\x97",
    "-1",
    "0",
    "99999999999999999999",
    "1e308",
    "%s",
    "--",
    "=",
  };
  gsize n_words = 0, at = fuzz_pick (rand, (gsize) input->len + 1), length;
  const char *word;
  GBytes *other;

  while (fuzz_words[n_words] != NULL)
    n_words++;
  length = 1 + fuzz_pick (rand, g_rand_boolean (rand) ? 4 : 64);
  length = MIN (input->len - at, length);

  switch (g_rand_int_range (rand, 0, 9))
    {
    case 0:
      if (at < input->len)
        input->data[at] ^= 1 << g_rand_int_range (rand, 0, 8);
      break;

    case 1:
      if (at < input->len)
        input->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
      break;

    case 2: /* a digit or sign for another one */
      if (at < input->len)
        input->data[at] = (guint8) "0123456789.,/- :"[g_rand_int_range (rand, 0, 16)];
      break;

    case 3:
      fuzz_splice (input, at, length, NULL, 0);
      break;

    case 4: /* repeat a piece */
      for (int i = g_rand_int_range (rand, 1, 8); i > 0; i--)
        fuzz_splice (input, at, 0, input->data + at, length);
      break;

    case 5:
      word = odd[fuzz_pick (rand, G_N_ELEMENTS (odd))];
      fuzz_splice (input, at, 0, word, MAX (1, strlen (word)));
      break;

    case 6:
    case 7:
      if (n_words > 0)
        {
          word = fuzz_words[fuzz_pick (rand, n_words)];
          fuzz_splice (input, at, g_rand_boolean (rand) ? length : 0, word, strlen (word));
        }
      break;

    default: /* a piece of another input */
      other = g_ptr_array_index (corpus, fuzz_pick (rand, corpus->len));
      {
        gsize size, from;
        const guint8 *data = g_bytes_get_data (other, &size);

        from = fuzz_pick (rand, size + 1);
        if (data != NULL)
          fuzz_splice (input, at, length, data + from, fuzz_pick (rand, size - from + 1));
      }
      break;
    }
}

static void
fuzz_run_one (const guint8 *data, gsize size)
{
  /* Its own block, so that a sanitizer sees a read past the end. */
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : g_malloc0 (1);

  fuzz_input = copy;
  fuzz_input_size = size;
  alarm (FUZZ_HANG_SECONDS);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
fuzz_loop (GPtrArray *corpus, double seconds, unsigned long max_runs)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (fuzz_seed_number);
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint n_seeds = corpus->len;

  for (guint i = 0; i < n_seeds; i++)
    {
      GBytes *bytes = g_ptr_array_index (corpus, i);

      fuzz_run_one (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }

  for (fuzz_run = 1; fuzz_run <= max_runs && g_get_monotonic_time () < end; fuzz_run++)
    {
      GBytes *base = g_ptr_array_index (corpus, fuzz_pick (rand, corpus->len));
      g_autoptr(GByteArray) input = g_byte_array_new ();

      if (g_bytes_get_size (base) > 0)
        g_byte_array_append (input, g_bytes_get_data (base, NULL), (guint) g_bytes_get_size (base));
      for (int i = 1 + g_rand_int_range (rand, 0, 5); i > 0; i--)
        fuzz_mutate (rand, input, corpus);
      fuzz_run_one (input->data, input->len);

      if (fuzz_run % 16 == 0 && corpus->len < n_seeds + FUZZ_POOL)
        g_ptr_array_add (corpus, g_bytes_new (input->data, input->len));
      else if (fuzz_run % 16 == 0)
        {
          guint victim = n_seeds + (guint) fuzz_pick (rand, FUZZ_POOL);

          g_bytes_unref (g_ptr_array_index (corpus, victim));
          corpus->pdata[victim] = g_bytes_new (input->data, input->len);
        }
    }
  alarm (0);
}

static int
fuzz_write_corpus (GPtrArray *corpus, const char *folder)
{
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return 1;

  for (guint i = 0; i < corpus->len; i++)
    {
      GBytes *bytes = g_ptr_array_index (corpus, i);
      g_autofree char *name = g_strdup_printf ("%s/seed-%03u", folder, i);

      if (!g_file_set_contents (name, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
        return 1;
    }

  return 0;
}

static int
fuzz_run_files (char **names)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *contents = NULL;
      gsize size;

      if (!g_file_get_contents (*names, &contents, &size, NULL))
        return 1;
      fuzz_run_one ((const guint8 *) contents, size);
      printf ("%s: survived\n", *names);
    }

  return 0;
}

int
main (int argc, char *argv[])
{
  int seed = 0;
  double seconds = 3;
  gint64 max_runs = G_MAXINT32;
  g_autofree char *corpus_folder = NULL;
  g_auto(GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Make the same inputs again", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "How long", "S" },
    { "runs", 0, 0, G_OPTION_ARG_INT64, &max_runs, "How many at most", "N" },
    { "write-corpus", 0, 0, G_OPTION_ARG_FILENAME, &corpus_folder, "Write the seeds and end", "DIR" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "[FILE…]" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }

  fuzz_seed (corpus);
  if (corpus_folder != NULL)
    return fuzz_write_corpus (corpus, corpus_folder);

  signal (SIGALRM, fuzz_crash_cb);
#ifndef __SANITIZE_ADDRESS__
  signal (SIGSEGV, fuzz_crash_cb);
  signal (SIGBUS, fuzz_crash_cb);
  signal (SIGFPE, fuzz_crash_cb);
#endif
  signal (SIGABRT, fuzz_crash_cb);
  signal (SIGTRAP, fuzz_crash_cb);

  if (files != NULL)
    return fuzz_run_files (files);

  fuzz_seed_number = seed != 0 ? (unsigned) seed : g_random_int () & G_MAXINT32;
  printf ("seed %u\n", fuzz_seed_number);
  fflush (stdout);
  fuzz_loop (corpus, seconds, (unsigned long) max_runs);
  printf ("%lu inputs, no crash\n", fuzz_run - 1);

  return 0;
}

#endif /* AUTOSELL_LIBFUZZER */
