/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* The words of a post, made of a template and a car:
 *
 *   {brand} {marca}      a field, by any name that autosell_field_find() knows, as people read it: $379,000; 73,618
 *   {title} {ref}        brand, model, version and year; the stock reference
 *   {dealership} {phone} {address} {hours}   of the lot
 *   [ · {km} km]         an optional part: left out where anything in it is unknown. They may stand in each other.
 *   {Hola|Buen día}      one of several, taken in turn each time the same car is posted again
 *   \{ \[ \\ \|          the sign itself
 *
 * Unknown values leave no holes: outside of an optional part they vanish with the blank beside them, and a line whose
 * fields are all unknown goes as a whole. Fields that never leave the PC, and those that are nobody's business but the
 * lot's (buyer, plates, NIV …), are refused when the template is read. The stock reference is always in the text, by
 * which a post is found again: a template without {ref} gets it as its last line.
 *
 * Immutable, thread-safe. */
typedef struct _AutosellPostTemplate AutosellPostTemplate;

#define AUTOSELL_POST_TEMPLATE_ERROR (autosell_post_template_error_quark ())
GQuark autosell_post_template_error_quark (void);

typedef enum
{
  AUTOSELL_POST_TEMPLATE_ERROR_EMPTY,
  AUTOSELL_POST_TEMPLATE_ERROR_UNCLOSED,
  AUTOSELL_POST_TEMPLATE_ERROR_UNKNOWN_FIELD,
  AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD,
  AUTOSELL_POST_TEMPLATE_ERROR_STRAY, /* a closing sign that nothing opened */
  AUTOSELL_POST_TEMPLATE_ERROR_TOO_LONG,
} AutosellPostTemplateError;

/* @fault: (out) (optional): byte where the message belongs. The message is a translated sentence.
 * Returns: (transfer full): NULL with @error */
AutosellPostTemplate *autosell_post_template_parse (const char *text, gsize *fault, GError **error);
AutosellPostTemplate *autosell_post_template_ref (AutosellPostTemplate *self);
void autosell_post_template_unref (AutosellPostTemplate *self);

/* Who sells; lent, all (nullable). */
typedef struct
{
  const char *dealership;
  const char *phone;
  const char *address;
  const char *hours;
} AutosellPostSender;

/* @sender: (nullable); @reference: autosell_post_dup_reference(); @n_before: how often the car was posted before, which
 * turns the wording. Returns: (transfer full) */
char *autosell_post_template_fill (AutosellPostTemplate *self, AutosellVehicle *vehicle,
                                   const AutosellPostSender *sender, const char *reference, guint n_before);

/* "0133", and "0133-2" for the second post of the car; without a stock number the first letters of its id.
 * @n_before: posts of this car before. Returns: (transfer full) */
char *autosell_post_dup_reference (AutosellVehicle *vehicle, guint n_before);
/* What stands in the text: "Ref. 0133-2". Returns: (transfer full) */
char *autosell_post_dup_reference_line (const char *reference);
/* Whether @text has that very reference: "Ref. 0133" is not in a text with "Ref. 0133-2". */
gboolean autosell_post_has_reference (const char *text, const char *reference);

/* SHA-256, hex, of the words alone: services trim and change blanks. Returns: (transfer full) */
char *autosell_post_dup_text_hash (const char *text);

/* What a new stock begins with, in Spanish whatever the program speaks: buyers read it. Static; @index from 0, NULL
 * past the end. */
const char *autosell_post_template_get_built_in (guint index, const char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostTemplate, autosell_post_template_unref)

G_END_DECLS
