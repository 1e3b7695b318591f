/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-template.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-text.h"

/* More than Facebook takes; what is longer is no template. */
#define MAX_BYTES 100000
/* Optional parts within each other: a text from elsewhere must not overflow the stack. */
#define MAX_DEPTH 16

typedef enum
{
  PART_TEXT,
  PART_FIELD,
  PART_SPECIAL,
  PART_CHOICE,   /* children: PART_GROUP each */
  PART_OPTIONAL, /* children: its parts */
  PART_GROUP,
} PartKind;

typedef enum
{
  SPECIAL_TITLE,
  SPECIAL_REF,
  SPECIAL_DEALERSHIP,
  SPECIAL_PHONE,
  SPECIAL_ADDRESS,
  SPECIAL_HOURS,
} Special;

typedef struct
{
  PartKind kind;
  char *text; /* owned, nullable */
  AutosellField field;
  Special special;
  GPtrArray *children; /* owned, nullable, of Part */
} Part;

struct _AutosellPostTemplate
{
  gatomicrefcount references;
  Part *root; /* owned */
  gboolean has_ref;
};

G_DEFINE_QUARK (autosell - post - template - error - quark, autosell_post_template_error)

static void
part_free (gpointer data)
{
  Part *self = data;

  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static Part *
part_new (PartKind kind)
{
  Part *self = g_new0 (Part, 1);

  self->kind = kind;
  if (kind == PART_CHOICE || kind == PART_OPTIONAL || kind == PART_GROUP)
    self->children = g_ptr_array_new_with_free_func (part_free);
  return self;
}

/* ---- Reading ---- */

typedef struct
{
  const char *start;
  const char *at;
  const char *fault;
  gboolean has_ref;
  GError **error;
} Parser;

/* @message: (transfer full). Returns: FALSE, for the caller to pass on */
static gboolean
fail (Parser *self, const char *at, AutosellPostTemplateError code, char *message)
{
  self->fault = at;
  g_set_error_literal (self->error, AUTOSELL_POST_TEMPLATE_ERROR, (int) code, message);
  g_free (message);
  return FALSE;
}

static gboolean
fail_unclosed (Parser *self, const char *at)
{
  /* Translators: %c is a brace or bracket in the template of a post */
  return fail (self, at, AUTOSELL_POST_TEMPLATE_ERROR_UNCLOSED, g_strdup_printf (_("This “%c” is never closed"), *at));
}

/* Names in both languages. Returns FALSE where @name is none of them. */
static gboolean
find_special (const char *name, Special *special)
{
  static const struct
  {
    const char *name;
    Special special;
  } names[] = {
    { "title", SPECIAL_TITLE },        { "titulo", SPECIAL_TITLE },    { "ref", SPECIAL_REF },
    { "reference", SPECIAL_REF },      { "referencia", SPECIAL_REF },  { "dealership", SPECIAL_DEALERSHIP },
    { "agencia", SPECIAL_DEALERSHIP }, { "lote", SPECIAL_DEALERSHIP }, { "phone", SPECIAL_PHONE },
    { "telefono", SPECIAL_PHONE },     { "address", SPECIAL_ADDRESS }, { "direccion", SPECIAL_ADDRESS },
    { "domicilio", SPECIAL_ADDRESS },  { "hours", SPECIAL_HOURS },     { "horario", SPECIAL_HOURS },
  };
  g_autofree char *key = autosell_text_fold_words (name);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, key))
      {
        *special = names[i].special;
        return TRUE;
      }
  return FALSE;
}

/* What a buyer has no business with, though it is not private between the lot's PCs. */
static gboolean
is_for_buyers (AutosellField field)
{
  static const AutosellField kept[] = {
    AUTOSELL_FIELD_NIV,        AUTOSELL_FIELD_PLATES,  AUTOSELL_FIELD_MOTOR_NUMBER,
    AUTOSELL_FIELD_SOLD_PRICE, AUTOSELL_FIELD_SOLD_ON, AUTOSELL_FIELD_SALESPERSON,
    AUTOSELL_FIELD_BUYER,      AUTOSELL_FIELD_DEPOSIT, AUTOSELL_FIELD_RESERVED_UNTIL,
    AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_GROUP
  };

  if (autosell_field_get_info (field)->is_private)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i] == field)
      return FALSE;
  return TRUE;
}

static gboolean parse_parts (Parser *self, GPtrArray *parts, const char *ends, guint depth);

/* Text up to one of the signs. */
static void
parse_text (Parser *self, GPtrArray *parts, const char *ends)
{
  GString *text = g_string_new (NULL);
  Part *part;

  while (*self->at != '\0' && strchr ("{[", *self->at) == NULL && strchr (ends, *self->at) == NULL
         && (*self->at != '}' && *self->at != ']'))
    {
      if (*self->at == '\\' && self->at[1] != '\0' && strchr ("{}[]|\\", self->at[1]) != NULL)
        self->at++;
      if (*self->at != '\r')
        g_string_append_c (text, *self->at);
      self->at++;
    }
  part = part_new (PART_TEXT);
  part->text = g_string_free (text, FALSE);
  g_ptr_array_add (parts, part);
}

/* {name}: stands behind the brace, and the closing one is @end. */
static gboolean
parse_field (Parser *self, GPtrArray *parts, const char *end)
{
  g_autofree char *raw = g_strndup (self->at, (gsize) (end - self->at));
  g_autofree char *name = g_strstrip (g_strdup (raw));
  const char *start = self->at;
  AutosellField field;
  Special special;
  Part *part;

  if (find_special (name, &special))
    {
      part = part_new (PART_SPECIAL);
      part->special = special;
      self->has_ref |= special == SPECIAL_REF;
    }
  else if (!autosell_field_find (name, &field))
    return fail (self, start, AUTOSELL_POST_TEMPLATE_ERROR_UNKNOWN_FIELD,
                 /* Translators: %s is what stands between braces in the template of a post */
                 g_strdup_printf (_("There is no field “%s”"), name));
  else if (!is_for_buyers (field))
    return fail (self, start, AUTOSELL_POST_TEMPLATE_ERROR_PRIVATE_FIELD,
                 g_strdup_printf (_("“%s” is not for buyers: a post cannot show it"), name));
  else
    {
      part = part_new (PART_FIELD);
      part->field = field;
    }
  g_ptr_array_add (parts, part);
  self->at = end + 1;
  return TRUE;
}

/* {one|another}: stands behind the brace. */
static gboolean
parse_choice (Parser *self, GPtrArray *parts, guint depth)
{
  const char *start = self->at - 1;
  Part *choice = part_new (PART_CHOICE);

  g_ptr_array_add (parts, choice);
  while (TRUE)
    {
      Part *group = part_new (PART_GROUP);

      g_ptr_array_add (choice->children, group);
      if (!parse_parts (self, group->children, "|}", depth + 1))
        return FALSE;
      if (*self->at == '\0')
        return fail_unclosed (self, start);
      if (*self->at++ == '}')
        return TRUE;
    }
}

/* Whether what begins here is {a|b} and not {field}: its bar stands in no other braces. @end: (out): the closing one of
 * a field, NULL where there is none */
static gboolean
is_choice (const char *at, const char **end)
{
  guint depth = 0;

  *end = NULL;
  for (; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '{')
        depth++;
      else if (*at == '}' && depth-- == 0)
        {
          *end = at;
          return FALSE;
        }
      else if (*at == '|' && depth == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse_braces (Parser *self, GPtrArray *parts, guint depth)
{
  const char *start = self->at++;
  const char *end;

  if (is_choice (self->at, &end))
    return parse_choice (self, parts, depth);
  if (end == NULL)
    return fail_unclosed (self, start);
  return parse_field (self, parts, end);
}

static gboolean
parse_optional (Parser *self, GPtrArray *parts, guint depth)
{
  const char *start = self->at++;
  Part *part = part_new (PART_OPTIONAL);

  g_ptr_array_add (parts, part);
  if (!parse_parts (self, part->children, "]", depth + 1))
    return FALSE;
  if (*self->at == '\0')
    return fail_unclosed (self, start);
  self->at++;
  return TRUE;
}

/* Up to one of @ends, on which it stops, or to the end of the text. */
static gboolean
parse_parts (Parser *self, GPtrArray *parts, const char *ends, guint depth)
{
  if (depth > MAX_DEPTH)
    return fail (self, self->at, AUTOSELL_POST_TEMPLATE_ERROR_TOO_LONG,
                 g_strdup (_("Too many parts within each other")));
  while (*self->at != '\0' && strchr (ends, *self->at) == NULL)
    {
      gboolean done = TRUE;

      if (*self->at == '{')
        done = parse_braces (self, parts, depth);
      else if (*self->at == '[')
        done = parse_optional (self, parts, depth);
      else if (*self->at == '}' || *self->at == ']')
        done = fail (self, self->at, AUTOSELL_POST_TEMPLATE_ERROR_STRAY,
                     g_strdup_printf (_("Nothing opens the “%c” here"), *self->at));
      else
        parse_text (self, parts, ends);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

AutosellPostTemplate *
autosell_post_template_parse (const char *text, gsize *fault, GError **error)
{
  Parser parser = { text, text, text, FALSE, error };
  AutosellPostTemplate *self;
  g_autofree char *trimmed = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = autosell_text_trim (text);
  self = g_new0 (AutosellPostTemplate, 1);
  g_atomic_ref_count_init (&self->references);
  self->root = part_new (PART_GROUP);
  if (trimmed == NULL)
    done = fail (&parser, text, AUTOSELL_POST_TEMPLATE_ERROR_EMPTY, g_strdup (_("The template is empty")));
  else if (strlen (text) > MAX_BYTES)
    done = fail (&parser, text, AUTOSELL_POST_TEMPLATE_ERROR_TOO_LONG, g_strdup (_("The template is too long")));
  else
    done = parse_parts (&parser, self->root->children, "", 0);
  self->has_ref = parser.has_ref;
  if (fault != NULL)
    *fault = (gsize) (parser.fault - text);
  if (!done)
    g_clear_pointer (&self, autosell_post_template_unref);
  return self;
}

AutosellPostTemplate *
autosell_post_template_ref (AutosellPostTemplate *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
autosell_post_template_unref (AutosellPostTemplate *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  part_free (self->root);
  g_free (self);
}

/* ---- Filling ---- */

/* Ends of lines that the template itself has; those of a value are '\n'. A line is judged after it is filled, by
 * whether it had fields and whether any was known. */
#define LINE_END '\x1e'
#define FIELD_UNKNOWN '\x1f'
#define FIELD_KNOWN '\x1d'
#define PART_GONE '\x1c'

static gboolean
is_sign (char c)
{
  return c >= PART_GONE && c <= FIELD_UNKNOWN;
}

typedef struct
{
  AutosellVehicle *vehicle;
  const AutosellPostSender *sender;
  const char *reference;
  guint n_before;
} Filling;

/* Returns: (transfer full) (nullable) */
static char *
dup_special (const Filling *filling, Special special)
{
  const AutosellPostSender *sender = filling->sender;
  g_autofree char *title = NULL;

  switch (special)
    {
    case SPECIAL_TITLE:
      title = autosell_vehicle_dup_title (filling->vehicle);
      return autosell_text_trim (title);
    case SPECIAL_REF:
      return autosell_post_dup_reference_line (filling->reference);
    case SPECIAL_DEALERSHIP:
      return sender != NULL ? autosell_text_trim (sender->dealership) : NULL;
    case SPECIAL_PHONE:
      return sender != NULL ? autosell_text_trim (sender->phone) : NULL;
    case SPECIAL_ADDRESS:
      return sender != NULL ? autosell_text_trim (sender->address) : NULL;
    case SPECIAL_HOURS:
      return sender != NULL ? autosell_text_trim (sender->hours) : NULL;
    default:
      g_return_val_if_reached (NULL);
    }
}

/* As people read it; what could not be read is unknown to buyers. Returns: (transfer full) (nullable) */
static char *
dup_field (const Filling *filling, AutosellField field)
{
  const AutosellValue *value = autosell_vehicle_get_value (filling->vehicle, field);
  g_autofree char *display = NULL;

  if (value->state != AUTOSELL_VALUE_KNOWN)
    return NULL;
  display = autosell_value_to_display (value, field);
  if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_LIST)
    {
      g_auto(GStrv) items = g_strsplit (value->text, "\n", -1);
      g_autofree char *joined = g_strjoinv ("\n• ", items);

      return g_strconcat ("• ", joined, NULL);
    }
  return autosell_text_trim (display);
}

static gboolean append_part (GString *out, const Filling *filling, const Part *part);

/* Returns: whether all of it was known */
static gboolean
append_parts (GString *out, const Filling *filling, GPtrArray *parts)
{
  gboolean is_known = TRUE;

  for (guint i = 0; i < parts->len; i++)
    is_known &= append_part (out, filling, parts->pdata[i]);
  return is_known;
}

static gboolean
append_value (GString *out, char *value)
{
  g_string_append_c (out, value != NULL ? FIELD_KNOWN : FIELD_UNKNOWN);
  if (value == NULL)
    return FALSE;
  /* The signs of this file mean nothing in what a person typed. */
  for (char *p = value; *p != '\0'; p++)
    if (is_sign (*p))
      *p = ' ';
  g_string_append (out, value);
  g_free (value);
  return TRUE;
}

static void
append_text (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '\n')
      g_string_append_c (out, LINE_END);
    else if (!is_sign (*text))
      g_string_append_c (out, *text);
}

static gboolean
append_part (GString *out, const Filling *filling, const Part *part)
{
  gsize before = out->len;
  const Part *chosen;

  switch (part->kind)
    {
    case PART_TEXT:
      append_text (out, part->text);
      return TRUE;
    case PART_FIELD:
      return append_value (out, dup_field (filling, part->field));
    case PART_SPECIAL:
      return append_value (out, dup_special (filling, part->special));
    case PART_CHOICE:
      chosen = part->children->pdata[filling->n_before % part->children->len];
      return append_parts (out, filling, chosen->children);
    case PART_OPTIONAL:
      if (!append_parts (out, filling, part->children))
        {
          g_string_truncate (out, before);
          g_string_append_c (out, PART_GONE);
        }
      return TRUE;
    case PART_GROUP:
      return append_parts (out, filling, part->children);
    default:
      g_return_val_if_reached (TRUE);
    }
}

/* One line without the signs, runs of blanks as one, ends trimmed. Returns: (transfer full) (nullable): NULL where what
 * it had is unknown, so that it is no empty line but none */
static char *
dup_line (const char *filled)
{
  GString *line = g_string_new (NULL);
  gboolean has_unknown = strchr (filled, FIELD_UNKNOWN) != NULL;
  gboolean has_known = strchr (filled, FIELD_KNOWN) != NULL;
  gboolean has_gone = strchr (filled, PART_GONE) != NULL;
  gboolean is_blank = FALSE;

  for (const char *p = filled; *p != '\0'; p++)
    {
      if (is_sign (*p))
        continue;
      if (*p == ' ' || *p == '\t')
        {
          is_blank = TRUE;
          continue;
        }
      if (is_blank && *p != '\n' && line->len > 0 && line->str[line->len - 1] != '\n')
        g_string_append_c (line, ' ');
      is_blank = FALSE;
      g_string_append_c (line, *p);
    }
  return g_string_free (line, (has_unknown && !has_known) || (has_gone && line->len == 0));
}

/* Lines that were left out leave no empty ones behind: at most one between two others, none at the ends. */
static char *
join_lines (const char *filled)
{
  const char separator[] = { LINE_END, '\0' };
  g_auto(GStrv) lines = g_strsplit (filled, separator, -1);
  GString *text = g_string_new (NULL);
  gboolean is_gap = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = dup_line (lines[i]);

      if (line == NULL || *line == '\0')
        {
          is_gap |= line != NULL;
          continue;
        }
      if (text->len > 0)
        g_string_append (text, is_gap ? "\n\n" : "\n");
      is_gap = FALSE;
      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

char *
autosell_post_template_fill (AutosellPostTemplate *self, AutosellVehicle *vehicle, const AutosellPostSender *sender,
                             const char *reference, guint n_before)
{
  Filling filling = { vehicle, sender, reference, n_before };
  g_autoptr(GString) filled = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && AUTOSELL_IS_VEHICLE (vehicle) && reference != NULL, NULL);

  append_parts (filled, &filling, self->root->children);
  text = join_lines (filled->str);
  /* It may stand in a choice that was not taken, or in an optional part that was left out. */
  if (!autosell_post_has_reference (text, reference))
    {
      g_autofree char *line = autosell_post_dup_reference_line (reference);

      return g_strconcat (text, *text != '\0' ? "\n\n" : "", line, NULL);
    }
  return g_steal_pointer (&text);
}
