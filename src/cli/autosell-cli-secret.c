/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-secret.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "autosell-cli-print.h"

/* An address with a token in it is longer than any secret alone. */
#define MAX_BYTES 8192

char *
autosell_cli_read_secret (const char *prompt)
{
  char *line = g_malloc0 (MAX_BYTES);
  struct termios before, quiet;
  gboolean is_terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &before) == 0;

  if (is_terminal)
    {
      autosell_cli_message ("%s", prompt);
      quiet = before;
      quiet.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
    }
  if (fgets (line, MAX_BYTES, stdin) == NULL)
    *line = '\0';
  if (is_terminal)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  return g_strstrip (line);
}
