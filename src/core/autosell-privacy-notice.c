/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-privacy-notice.h"

#include "autosell-format.h"
#include "autosell-text.h"

#include <string.h>

#define BLANK "______________________________"

/* Each notice is in its own language, whatever the program speaks: it is for those who read the dealership's page. A
 * line that begins with '#' is a heading, one with '-' an item of a list; {…} are filled in. */
static const char spanish[] =
  "#Aviso de privacidad de {name}\n"
  "Este aviso dice qué datos maneja {name} con el programa Autosell Manager y su app de Meta (Facebook), para qué, "
  "dónde quedan y cómo se "
  "borran. Fecha: {day}.\n"
  "#Quién es responsable\n"
  "-Nombre: {name}\n"
  "-Domicilio: {address}\n"
  "-Teléfono: {phone}\n"
  "-Correo: {email}\n"
  "-Página: {website}\n"
  "#Qué datos manejamos\n"
  "-Del inventario: los datos y las fotos de los autos en venta. Se publican en las páginas de Facebook de la "
  "agencia.\n"
  "-De las personas de la agencia que conectan su cuenta de Facebook: su nombre, el identificador que Facebook les da, "
  "las páginas que "
  "administran y qué permisos dieron. No recibimos su contraseña.\n"
  "-De las publicaciones de la agencia: su texto, sus fotos, su dirección y cuántas reacciones, comentarios, veces "
  "compartida, alcance y "
  "clics tienen. Son cifras; el programa no guarda quién reaccionó.\n"
  "-De clientes: lo que el personal anota al apartar o vender un auto (nombre de quien compra, anticipo, precio y "
  "fecha). No se publica y no "
  "se envía a Facebook.\n"
  "#Para qué\n"
  "-Publicar autos en las páginas de la agencia, cambiar o retirar esas publicaciones, y saber cómo les va.\n"
  "-Llevar el inventario y las ventas de la agencia.\n"
  "-No vendemos datos, no hacemos perfiles de personas y no los usamos para otra publicidad.\n"
  "#Dónde quedan y quién los recibe\n"
  "-En las computadoras de la agencia. Las llaves de acceso a Facebook y Google quedan en el llavero del sistema.\n"
  "-Facebook recibe lo que se publica. Si la agencia lo conectó, Google recibe los datos de los autos en una hoja de "
  "cálculo y sus fotos en "
  "Drive, en la cuenta de la agencia.\n"
  "-Quien hizo el programa no recibe datos: no hay un servidor suyo.\n"
  "#Cuánto tiempo\n"
  "-Los datos de una cuenta de Facebook, hasta que se desconecta en el programa. Los autos y las fotos que se borran "
  "quedan 30 días en la "
  "papelera; los respaldos se renuevan y los viejos se borran.\n"
  "#Cómo se borran\n"
  "-En el programa: Preferencias, Facebook, Desconectar. Se retira el permiso en Facebook y se borran la llave de "
  "acceso, el nombre y lo "
  "guardado de esa cuenta.\n"
  "-En Facebook: en la configuración de su cuenta, quitando la app de la agencia.\n"
  "-También puede pedir que se borren o corrijan sus datos, u oponerse a su uso, por escrito a {email} o al teléfono "
  "{phone}. Contestamos por "
  "el mismo medio.\n"
  "#Cambios\n"
  "Si este aviso cambia, la versión nueva se publica en esta misma página con su fecha.\n"
  "#Nota\n"
  "Este texto describe lo que hace el programa. La agencia debe revisarlo y completarlo según la ley que le aplica "
  "antes de publicarlo.\n";

static const char english[] =
  "#Privacy notice of {name}\n"
  "This notice says which data {name} handles with the program Autosell Manager and its Meta (Facebook) app, what for, "
  "where they are "
  "kept and how they are deleted. Date: {day}.\n"
  "#Who is responsible\n"
  "-Name: {name}\n"
  "-Address: {address}\n"
  "-Phone: {phone}\n"
  "-E-mail: {email}\n"
  "-Web site: {website}\n"
  "#Which data we handle\n"
  "-Of the stock: data and photos of the cars for sale. They are published on the dealership's Facebook Pages.\n"
  "-Of the dealership's people who connect their Facebook account: their name, the identifier that Facebook gives "
  "them, the Pages that they "
  "manage, and which permissions they gave. We do not get their password.\n"
  "-Of the dealership's posts: their words, photos and address, and how many reactions, comments, shares, reach and "
  "clicks they have. "
  "These are figures; the program does not keep who reacted.\n"
  "-Of customers: what the staff notes when a car is reserved or sold (the buyer's name, deposit, price and day). It "
  "is not published and "
  "not sent to Facebook.\n"
  "#What for\n"
  "-To publish cars on the dealership's Pages, to change or remove those posts, and to know how they do.\n"
  "-To keep the dealership's stock and sales.\n"
  "-We sell no data, make no profiles of people, and use them for no other advertising.\n"
  "#Where they are and who gets them\n"
  "-On the dealership's computers. The keys to Facebook and Google are in the system's keyring.\n"
  "-Facebook gets what is published. Where the dealership connected it, Google gets the data of the cars in a "
  "spreadsheet and their photos "
  "in Drive, in the dealership's own account.\n"
  "-Whoever made the program gets no data: there is no server of theirs.\n"
  "#How long\n"
  "-Data of a Facebook account until it is disconnected in the program. Cars and photos that are deleted stay in the "
  "bin for 30 days; "
  "backups are renewed, and old ones deleted.\n"
  "#How they are deleted\n"
  "-In the program: Preferences, Facebook, Disconnect. The permission is taken back at Facebook, and the key, the name "
  "and what was kept of "
  "that account are wiped.\n"
  "-At Facebook: in the settings of your account, by removing the dealership's app.\n"
  "-You may also ask for your data to be deleted or corrected, or object to their use, in writing to {email} or by "
  "phone at {phone}. We "
  "answer the same way.\n"
  "#Changes\n"
  "When this notice changes, the new one is published on this same page with its date.\n"
  "#Note\n"
  "This text describes what the program does. The dealership has to review and complete it by the law that applies to "
  "it before it is "
  "published.\n";

static char *
dup_field (const AutosellPrivacyDealer *dealer, const char *name, const char *day)
{
  const struct
  {
    const char *name;
    const char *value;
  } fields[] = {
    { "name", dealer->name },   { "address", dealer->address }, { "phone", dealer->phone },
    { "email", dealer->email }, { "website", dealer->website }, { "day", day },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      {
        char *value = autosell_text_trim (fields[i].value);

        return value != NULL ? value : g_strdup (BLANK);
      }
  g_return_val_if_reached (g_strdup (BLANK));
}

/* Returns: (transfer full): with its fields; @is_html: and escaped */
static char *
fill (const char *line, const AutosellPrivacyDealer *dealer, const char *day, gboolean is_html)
{
  GString *text = g_string_new (NULL);

  for (const char *at = line; *at != '\0'; at++)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;

      if (end == NULL)
        {
          g_string_append_c (text, *at); /* ours has nothing to escape */
          continue;
        }
      g_autofree char *name = g_strndup (at + 1, (gsize) (end - at - 1));
      g_autofree char *value = dup_field (dealer, name, day);
      g_autofree char *escaped = is_html ? g_markup_escape_text (value, -1) : g_strdup (value);

      g_string_append (text, g_strdelimit (escaped, "\r\n", ' '));
      at = end;
    }
  return g_string_free (text, FALSE);
}

static char **
split (AutosellNoticeLanguage language)
{
  return g_strsplit (language == AUTOSELL_NOTICE_ENGLISH ? english : spanish, "\n", -1);
}

char *
autosell_privacy_notice_dup_text (const AutosellPrivacyDealer *dealer, AutosellNoticeLanguage language,
                                  const char *day_iso)
{
  g_auto(GStrv) lines = split (language);
  g_autofree char *day = autosell_format_date (day_iso);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      gboolean is_heading = *lines[i] == '#', is_item = *lines[i] == '-';
      g_autofree char *line = fill (lines[i] + (is_heading || is_item), dealer, day, FALSE);

      g_string_append_printf (text, "%s%s%s\n%s", is_heading && i > 0 ? "\n" : "", is_item ? "• " : "", line,
                              is_heading ? "\n" : "");
    }
  return g_string_free (text, FALSE);
}

char *
autosell_privacy_notice_dup_html (const AutosellPrivacyDealer *dealer, AutosellNoticeLanguage language,
                                  const char *day_iso)
{
  g_auto(GStrv) lines = split (language);
  g_autofree char *day = autosell_format_date (day_iso);
  g_autofree char *title = fill (lines[0] + 1, dealer, day, TRUE);
  GString *page = g_string_new (NULL);
  gboolean is_in_list = FALSE;

  g_string_append_printf (
    page,
    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n"
    "<style>body{font-family:sans-serif;line-height:1.5;max-width:44em;margin:2em auto;padding:0 1em}</style>\n"
    "</head>\n<body>\n",
    language == AUTOSELL_NOTICE_ENGLISH ? "en" : "es-MX", title);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_heading = *lines[i] == '#', is_item = *lines[i] == '-';
      g_autofree char *line = fill (lines[i] + (is_heading || is_item), dealer, day, TRUE);
      const char *tag = is_item ? "li" : i == 0 ? "h1" : is_heading ? "h2" : "p";

      if (is_item != is_in_list)
        g_string_append (page, is_item ? "<ul>\n" : "</ul>\n");
      is_in_list = is_item;
      if (*line != '\0')
        g_string_append_printf (page, "<%s>%s</%s>\n", tag, line, tag);
    }
  g_string_append (page, "</body>\n</html>\n");
  return g_string_free (page, FALSE);
}
