/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a person does at a service before the program can be connected to it, one row a step. */
typedef struct
{
  const char *title; /* untranslated, as @text */
  const char *text;
  const char *url; /* (nullable): NULL: the address for coming back, which is copied */
} AutosellSetupStep;

/* @steps: static. @way_back: (nullable) (transfer full): what a step without an address copies */
void autosell_setup_steps_add (AdwExpanderRow *row, const AutosellSetupStep *steps, guint n_steps, char *way_back);

G_END_DECLS
