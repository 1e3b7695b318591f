/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-niv-decode.h"

#include "autosell-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LAST_YEAR_OF_FIRST_CYCLE 2009
#define CYCLE 30

typedef struct
{
  const char *codes; /* first characters, parted by blanks */
  const char *maker;
  const char
    *brands; /* parted by '|', the one to propose first; with a leading '|' none is proposed, since there are several */
} Maker;

/* World manufacturer identifiers (ISO 3780) of what is sold in Mexico, as they are commonly known. The Mexican, the
 * United States' and the Chinese ones were compared with public lists; the registry itself is that of SAE
 * International, and https://vpic.nhtsa.dot.gov/decoder/ answers for North America. A code that is doubtful is left
 * out, and what is decoded is only ever proposed. */
/* clang-format off */
static const Maker makers[] = {
  /* Mexico */
  { "3N1 3N6 3N8", "Nissan Mexicana", "NISSAN|DATSUN" },
  { "3VW 3VV", "Volkswagen de México", "VOLKSWAGEN|VW" },
  { "3G1 3GN 3GC 3GB", "General Motors de México", "CHEVROLET|CHEVY|GENERAL MOTORS|GM" },
  { "3GT 3GK", "General Motors de México", "GMC|GENERAL MOTORS|GM" },
  { "3GY", "General Motors de México", "CADILLAC" },
  { "3FA 3FM 3FT 3FE 3FD", "Ford México", "FORD" },
  { "3LN", "Ford México", "LINCOLN" },
  { "3C3 3C4 3C8", "Stellantis México", "|CHRYSLER|DODGE|FIAT|JEEP|RAM" },
  { "3C6 3C7", "Stellantis México", "RAM|DODGE|CHRYSLER" },
  { "3D3 3D4 3D6 3D7", "Stellantis México", "|DODGE|RAM|CHRYSLER|FIAT" },
  { "3HG 3CZ", "Honda de México", "HONDA" },
  { "3MZ 3MV", "Mazda de México", "MAZDA" },
  { "3MD 3MY", "Mazda de México", "|MAZDA|TOYOTA|SCION" },
  { "3TM 3TY", "Toyota de México", "TOYOTA" },
  { "3KP", "Kia México", "|KIA|HYUNDAI" },
  { "3MW 3MF", "BMW México", "BMW" },
  { "3PC", "COMPAS", "INFINITI|NISSAN" },
  /* United States and Canada */
  { "1N4 1N6", "Nissan", "NISSAN" },
  { "5N1", "Nissan", "|NISSAN|INFINITI" },
  { "1VW 1V2", "Volkswagen", "VOLKSWAGEN|VW" },
  { "1G1 1GC 1GN 1GB 2G1 2GC 2GN 2CN", "General Motors", "CHEVROLET|CHEVY|GENERAL MOTORS|GM" },
  { "1GT 1GK 1GD 2GT 2GK 2CT", "General Motors", "GMC|GENERAL MOTORS|GM" },
  { "1G6 1GY", "General Motors", "CADILLAC" },
  { "1G4 5GA", "General Motors", "BUICK" },
  { "1G2 2G2", "General Motors", "PONTIAC" },
  { "1FA 1FB 1FD 1FM 1FT 1ZV 2FA 2FM 2FT", "Ford", "FORD" },
  { "1LN 2LM 5LM", "Ford", "LINCOLN" },
  { "1J4 1J8", "Chrysler", "JEEP|CHRYSLER" },
  { "1C6 2C6", "Stellantis", "RAM|DODGE|CHRYSLER|JEEP" },
  { "1C3 1C4 1C8 2C3 2C4 2C8", "Stellantis", "|CHRYSLER|DODGE|JEEP|RAM|FIAT|VOLKSWAGEN|VW" },
  { "1B3 1B4 1B7 1D3 1D4 1D7 1D8 2B3 2D4 2D8", "Chrysler", "DODGE|RAM|CHRYSLER" },
  { "1HG 19X 2HG 2HK 5FN 5J6 5KB", "Honda", "HONDA" },
  { "19U 5J8 5FR 2HN", "Honda", "ACURA|HONDA" },
  { "4T1 4T3 5TD 5TF 5TE 5TB 5YF 2T1 2T3", "Toyota", "TOYOTA" },
  { "2T2 58A", "Toyota", "LEXUS|TOYOTA" },
  { "1YV 4F2 4F4", "Mazda", "MAZDA" },
  { "4A3 4A4", "Mitsubishi", "MITSUBISHI" },
  { "4S3 4S4", "Subaru", "SUBARU" },
  { "5NM 5NP", "Hyundai", "HYUNDAI" },
  { "5XX", "Kia", "KIA" },
  { "4US 5UX 5UM 5YM", "BMW", "BMW" },
  { "4JG 55S", "Mercedes-Benz", "MERCEDES BENZ|MERCEDES|MB" },
  { "5YJ 7SA", "Tesla", "TESLA" },
  /* Japan, Korea, Thailand, India, Indonesia */
  { "JN1 JN8", "Nissan", "|NISSAN|INFINITI|DATSUN" },
  { "JHM JHL", "Honda", "HONDA" },
  { "JH4", "Honda", "ACURA|HONDA" },
  { "JTD JTE JTF JTM JTN MR0", "Toyota", "TOYOTA|SCION|LEXUS" },
  { "JTH JTJ", "Toyota", "LEXUS|TOYOTA" },
  { "JM1 JM3 JM7 JMZ", "Mazda", "MAZDA" },
  { "JA3 JA4 JMY ML3 MMB", "Mitsubishi", "MITSUBISHI|DODGE" },
  { "JS2 JS3 JSA MA3 MHY TSM", "Suzuki", "SUZUKI" },
  { "JF1 JF2", "Subaru", "SUBARU" },
  { "KMH KM8 MAL", "Hyundai", "|HYUNDAI|DODGE|GENESIS" },
  { "KNA KND", "Kia", "KIA" },
  { "KL1 KL7 KL8", "GM Korea", "|CHEVROLET|CHEVY|PONTIAC|DAEWOO|GENERAL MOTORS|GM" },
  { "MAJ", "Ford India", "FORD" },
  /* China */
  { "LSJ", "SAIC Motor", "MG|SAIC" },
  { "LJ1", "JAC", "JAC|SEV" },
  { "LVV LVT", "Chery", "|CHIREY|CHERY|OMODA|EXEED|JAECOO|JETOUR" },
  { "LC0 LGX", "BYD", "BYD" },
  { "LGW", "Great Wall Motor", "|GREAT WALL|GWM|HAVAL|TANK|ORA|POER" },
  { "L6T LB3", "Geely", "|GEELY|LYNK|ZEEKR|VOLVO" },
  { "LS5", "Changan", "|CHANGAN|DEEPAL|SUZUKI" },
  { "LFP LFB", "FAW", "|FAW|BESTUNE|MAZDA" },
  { "LNB", "BAIC", "BAIC" },
  { "LMG", "GAC", "|GAC|DODGE" },
  { "LSG", "SAIC General Motors", "|CHEVROLET|BUICK|CADILLAC|GENERAL MOTORS|GM" },
  { "LZW", "SAIC-GM-Wuling", "|CHEVROLET|WULING|BAOJUN|GENERAL MOTORS|GM" },
  { "LRW", "Tesla", "TESLA" },
  /* Europe */
  { "WVW WVG WV1 WV2", "Volkswagen", "VOLKSWAGEN|VW" },
  { "WAU WA1 WUA TRU", "Audi", "AUDI" },
  { "WBA WBS WBX WBY", "BMW", "BMW" },
  { "WMW WMZ", "BMW", "MINI|BMW" },
  { "WDB WDC WDD W1K W1N", "Mercedes-Benz", "MERCEDES BENZ|MERCEDES|MB|MAYBACH" },
  { "WME", "smart", "SMART|MERCEDES" },
  { "WP0 WP1", "Porsche", "PORSCHE" },
  { "WF0", "Ford", "FORD" },
  { "VSS", "SEAT", "|SEAT|CUPRA" },
  { "VF1", "Renault", "|RENAULT|NISSAN" },
  { "VF3 VR3", "Peugeot", "|PEUGEOT|CITROEN|DS" },
  { "VF7 VR7", "Citroën", "|CITROEN|PEUGEOT|DS" },
  { "ZFA", "Fiat", "|FIAT|DODGE|RAM|ABARTH" },
  { "ZAR", "Alfa Romeo", "ALFA ROMEO|ALFA" },
  { "ZAC", "Stellantis", "|JEEP|DODGE|FIAT" },
  { "ZFF", "Ferrari", "FERRARI" },
  { "ZAM", "Maserati", "MASERATI" },
  { "ZHW", "Lamborghini", "LAMBORGHINI" },
  { "SAL", "Land Rover", "LAND ROVER|RANGE ROVER" },
  { "SAJ", "Jaguar", "JAGUAR" },
  { "SHH", "Honda", "HONDA" },
  { "YV1 YV4", "Volvo", "VOLVO" },
  /* South America */
  { "9BW", "Volkswagen do Brasil", "VOLKSWAGEN|VW" },
  { "8AW", "Volkswagen Argentina", "VOLKSWAGEN|VW" },
  { "9BG", "General Motors do Brasil", "CHEVROLET|CHEVY|GENERAL MOTORS|GM" },
  { "8AG", "General Motors Argentina", "CHEVROLET|CHEVY|GENERAL MOTORS|GM" },
  { "9BF", "Ford Brasil", "FORD" },
  { "8AF", "Ford Argentina", "FORD" },
  { "9BD", "Fiat Brasil", "|FIAT|RAM|DODGE|PEUGEOT" },
  { "988", "Stellantis Brasil", "|JEEP|FIAT|RAM|DODGE" },
  { "93Y", "Renault do Brasil", "|RENAULT|NISSAN" },
  { "9FB", "Renault Sofasa", "RENAULT" },
};

/* ISO 3780: the first character is a region, both together a country. The second ones run A to Z, then 1 to 9 and 0.
 * The same source, and https://en.wikipedia.org/wiki/Vehicle_identification_number; countries of which no car comes to
 * a lot in Mexico are left out. */
static const struct { char first, from, to; const char *country; } countries[] = {
  { '1', 'A', '0', N_("United States") }, { '4', 'A', '0', N_("United States") },
  { '5', 'A', '0', N_("United States") }, { '7', 'F', '0', N_("United States") },
  { '2', 'A', '0', N_("Canada") },  { '3', 'A', 'W', N_("Mexico") },
  { 'J', 'A', '0', N_("Japan") },   { 'K', 'L', 'R', N_("South Korea") }, { 'L', 'A', '0', N_("China") },
  { 'M', 'A', 'E', N_("India") },   { 'M', 'F', 'K', N_("Indonesia") },   { 'M', 'L', 'R', N_("Thailand") },
  { 'N', 'L', 'R', N_("Turkey") },  { 'R', 'F', 'G', N_("Taiwan") },
  { 'S', 'A', 'M', N_("United Kingdom") }, { 'S', 'N', 'T', N_("Germany") }, { 'S', 'U', 'Z', N_("Poland") },
  { 'T', 'J', 'P', N_("Czech Republic") }, { 'T', 'R', 'V', N_("Hungary") }, { 'T', 'W', 'W', N_("Portugal") },
  { 'V', 'A', 'E', N_("Austria") }, { 'V', 'F', 'R', N_("France") },      { 'V', 'S', 'W', N_("Spain") },
  { 'W', 'A', '0', N_("Germany") }, { 'X', 'L', 'M', N_("Netherlands") },
  { 'Y', 'A', 'E', N_("Belgium") }, { 'Y', 'F', 'K', N_("Finland") },     { 'Y', 'S', 'W', N_("Sweden") },
  { 'Z', 'A', 'R', N_("Italy") },
  { '6', 'A', 'W', N_("Australia") },
  { '8', 'A', 'E', N_("Argentina") }, { '8', 'F', 'J', N_("Chile") },     { '8', 'X', '2', N_("Venezuela") },
  { '9', 'A', 'E', N_("Brazil") },  { '9', '3', '9', N_("Brazil") },      { '9', 'F', 'J', N_("Colombia") },
};
/* clang-format on */

static const Maker *
find_maker (const char *niv)
{
  const char code[] = { niv[0], niv[1], niv[2], '\0' };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (strstr (makers[i].codes, code) != NULL)
      return &makers[i];
  return NULL;
}

static const char *
find_country (const char *niv)
{
  static const char order[] = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";
  const char *second = strchr (order, niv[1]);

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (countries[i].first == niv[0] && second >= strchr (order, countries[i].from)
        && second <= strchr (order, countries[i].to))
      return _(countries[i].country);
  return NULL;
}

static gboolean
is_north_american (const char *niv)
{
  return *niv >= '1' && *niv <= '5';
}

/* 49 CFR 565.15 (d) (1): in a car or light truck made for North America position 7 is a digit until model year 2009,
 * and a letter from 2010 on. Elsewhere it says nothing of that. */
static void
find_years (const char *niv, int latest_year, int years[2])
{
  int latest = autosell_niv_model_year (niv, latest_year);
  int earlier = latest - CYCLE >= 1980 ? latest - CYCLE : 0;

  years[0] = latest;
  years[1] = latest != 0 ? earlier : 0;
  if (years[1] == 0 || !is_north_american (niv))
    return;
  if (g_ascii_isdigit (niv[6]))
    years[0] = years[1] <= LAST_YEAR_OF_FIRST_CYCLE ? years[1] : years[0];
  years[1] = 0;
}

gboolean
autosell_niv_decode (const char *niv, int latest_year, AutosellNivInfo *info)
{
  g_autofree char *normal = NULL;
  AutosellNivVerdict verdict;
  const Maker *maker;

  g_return_val_if_fail (info != NULL, FALSE);

  memset (info, 0, sizeof *info);
  if (niv == NULL)
    return FALSE;
  verdict = autosell_niv_check (niv);
  if (verdict == AUTOSELL_NIV_BAD_LENGTH || verdict == AUTOSELL_NIV_BAD_CHARACTER)
    return FALSE;

  normal = autosell_niv_normalize (niv);
  info->verdict = verdict;
  info->has_check_digit = is_north_american (normal) || verdict == AUTOSELL_NIV_OK;
  info->country = find_country (normal);
  find_years (normal, latest_year, info->years);
  maker = find_maker (normal);
  if (maker != NULL)
    {
      info->maker = maker->maker;
      info->brands = maker->brands;
      if (*maker->brands != '|')
        {
          gsize length = strcspn (maker->brands, "|");
          g_autofree char *first = g_strndup (maker->brands, length);

          info->brand = g_intern_string (first);
        }
    }
  return TRUE;
}

gboolean
autosell_niv_is_brand (const AutosellNivInfo *info, const char *brand)
{
  g_autofree char *written = NULL;
  g_auto(GStrv) known = NULL;

  if (info->brands == NULL || brand == NULL)
    return TRUE;
  written = autosell_text_fold_compact (brand);
  known = g_strsplit (info->brands, "|", -1);
  /* “MERCEDES”, “MERCEDES BENZ”, “Ford Lobo” in the field for the brand: either may say more than the other */
  for (guint i = 0; known[i] != NULL; i++)
    {
      g_autofree char *name = autosell_text_fold_compact (known[i]);

      if (*name != '\0' && (g_str_has_prefix (written, name) || g_str_has_prefix (name, written)))
        return TRUE;
    }
  return FALSE;
}

gboolean
autosell_niv_is_year (const AutosellNivInfo *info, gint64 year)
{
  return info->years[0] == 0 || year == info->years[0] || year == info->years[1];
}
