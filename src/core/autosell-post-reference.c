/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-post-template.h"

/* By it people at the telephone name the car, and the program finds a post whose answer was lost. */
#define LABEL "Ref. "
/* Of the id, where there is no stock number. */
#define ID_LETTERS 8

static gboolean
belongs_to_reference (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '_' || c == '/';
}

char *
autosell_post_dup_reference (AutosellVehicle *vehicle, guint n_before)
{
  const char *number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  const char *id = autosell_vehicle_get_id (vehicle);
  GString *reference = g_string_new (NULL);

  /* Nothing but what a search can rely on: a blank or a bracket would end it. */
  for (const char *p = number; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (belongs_to_reference (g_utf8_get_char (p)))
      g_string_append_unichar (reference, g_utf8_get_char (p));
  if (reference->len == 0 && id != NULL)
    g_string_append_len (reference, id, (gssize) MIN (strlen (id), ID_LETTERS));
  if (n_before > 0)
    g_string_append_printf (reference, "-%u", n_before + 1);
  return g_string_free (reference, FALSE);
}

char *
autosell_post_dup_reference_line (const char *reference)
{
  return g_strconcat (LABEL, reference, NULL);
}

gboolean
autosell_post_has_reference (const char *text, const char *reference)
{
  g_autofree char *line = autosell_post_dup_reference_line (reference);
  const char *at = text;

  while (at != NULL && (at = strstr (at, line)) != NULL)
    {
      const char *behind = at + strlen (line);

      if (!belongs_to_reference (g_utf8_get_char (behind)))
        return TRUE;
      at = behind;
    }
  return FALSE;
}

char *
autosell_post_dup_text_hash (const char *text)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  for (const char *p = normal != NULL ? normal : text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (words, g_utf8_get_char (p));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, words->str, (gssize) words->len);
}

const char *
autosell_post_template_get_built_in (guint index, const char **name)
{
  /* Each turns its first line, too: a lot that has not said its phone must not post the same words again and again */
  static const struct
  {
    const char *name;
    const char *text;
  } built_in[] = {
    { "Completa", "{🚗|✨|🔑} {title}[ · {colour}]\n"
                  "[💰 {price}]\n"
                  "\n"
                  "[📍 {km} km]\n"
                  "[⚙️ Transmisión {transmission}]\n"
                  "[⛽ {fuel}]\n"
                  "[👤 Dueños: {owners}]\n"
                  "[📄 Factura: {invoice_kind}]\n"
                  "\n"
                  "{description}\n"
                  "\n"
                  "{features}\n"
                  "\n"
                  "{Pregunta por él|Agenda tu prueba de manejo|Ven a verlo}[ al {phone}][ · {address}]\n"
                  "[{hours}]\n"
                  "\n"
                  "{ref}" },
    { "Corta", "{Se vende:|Disponible:|Te espera:} {title}[ · {colour}][ · {km} km]\n"
               "[{price}]\n"
               "[{Informes|Llámanos|WhatsApp}: {phone}]\n"
               "{ref}" },
    { "Crédito",
      "{title}{ a crédito| · crédito o contado| · con financiamiento}\n"
      "[Precio de contado {price}]\n"
      "[A crédito {credit_price}[ con enganche de {down_payment}]]\n"
      "[{km} km][ · {transmission}]\n"
      "\n"
      "[{Tú pones el enganche, nosotros el trámite|Pregunta por tu mensualidad|Te ayudamos con el trámite}. {phone}]\n"
      "{ref}" },
  };

  if (index >= G_N_ELEMENTS (built_in))
    return NULL;
  if (name != NULL)
    *name = built_in[index].name;
  return built_in[index].text;
}
