/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text file from anywhere: it is a table of valid text whose cars can be planned, or one sentence. */

#include "fuzz.h"

#include "fuzz-table.h"

static const char *const fuzz_words[] = {
  ",",
  ";",
  "\t",
  "\"",
  "\"\"",
  "\r",
  "\n",
  "\r\n",
  "\n\n",
  "sep=;",
  "\xef\xbb\xbf",
  "\xff\xfe",
  "\xfe\xff",
  "\xc3\xb1",
  "\xd1",
  "\xe2\x82\xac",
  "\x80",
  "'=",
  "'",
  "$379,000.00",
  "Marca",
  "Modelo",
  "Año",
  "Precio",
  "km",
  "Ingreso",
  "NIV",
  "Autosell ID",
  "Extra: ",
  "Estatus",
  "01/07/2025",
  "KIA",
  "RIO",
  "0f6a3a3e-9c1b-4a57-8a55-1f3f1f9b2c11",
  "3KPA24AB1KE123456",
  NULL,
};

static void
fuzz_seed (GPtrArray *corpus)
{
  static const char utf_16[] = "\xff\xfeM\0a\0r\0c\0a\0,\0M\0o\0d\0e\0l\0o\0\n\0K\0I\0A\0,\0\xf1\0\n\0";

  fuzz_add_text (corpus, "");
  fuzz_add_text (corpus, ",Grupo,Ingreso,Modelo,Marca,Año,Color,Precio,km,Estatus,Ubicacion\r\n"
                         "0,1,09/10/25,CX30,MAZDA,2021,BLANCA,\"$379,000.00\",,Disponible,PERIFERICO\r\n"
                         "1,1,,AVEO LT STD,CHEVROLET,2018,PLATA,\"$191,000.00\",\"73,618\",Disponible,--\r\n"
                         "2,1,,AVEO LT STD,CHEVROLET,2018,PLATA,\"$191,000.00\",\"73,618\",Disponible,--\r\n");
  fuzz_add_text (corpus, "sep=;\r\nMarca;Modelo;Notas;Notas\r\nKIA;RIO;\"two\nlines \"\"q\"\"\";'=1\r\n");
  fuzz_add_text (corpus,
                 "Marca\tModelo\tAutosell ID\tExtra: Marca\nKIA\tRIO\t0f6a3a3e-9c1b-4a57-8a55-1f3f1f9b2c11\tx\n");
  fuzz_add_text (corpus, "Marca,Modelo,A\xf1o\nPE\xd1"
                         "A,\x93x\x94,2020\n");
  fuzz_add (corpus, utf_16, sizeof utf_16 - 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);

  fuzz_table (bytes);
  return 0;
}

#include "fuzz-main.h"
