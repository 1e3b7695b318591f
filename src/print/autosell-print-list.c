/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "autosell-format.h"
#include "autosell-print-document-private.h"

/* The price list: a table whose columns are as wide as what is in them, and whose pages are broken between cars. */

#define TEXT_SIZE 9.5
#define MIN_TEXT_SIZE 5.0
#define CELL_PADDING_X 5.0
#define CELL_PADDING_Y 3.6
#define FOOTER_HEIGHT 24.0
#define GAP 10.0

/* A longer text wraps rather than making the page landscape for one car. */
#define NATURAL_MAX 165.0
/* A cell is never higher than this part of the page. */
#define ROW_MAX 0.3
/* More of a text is not looked at: it would not fit anyway. */
#define CELL_MAX_CHARS 1200

typedef struct
{
  AutosellField field;
  gboolean is_number;
  double natural; /* of the widest text on one line, NATURAL_MAX at most */
  double min;     /* of the longest word */
  double width;   /* with padding */
} Column;

struct _AutosellPrintList
{
  Column columns[AUTOSELL_N_FIELDS];
  guint n_columns;
  char *filter; /* owned, nullable */
  char *totals; /* owned */
  double text_size;
  double head_height;  /* of the row of labels */
  double *row_heights; /* owned, one a car */
  GArray *pages;       /* owned, of guint: the first car of each */
};

/* What a customer asks for, in that order. */
static const AutosellField default_columns[] = {
  AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_BRAND,  AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_VERSION,
  AUTOSELL_FIELD_YEAR,         AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_KM,    AUTOSELL_FIELD_TRANSMISSION,
  AUTOSELL_FIELD_LOCATION,     AUTOSELL_FIELD_PRICE,
};

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

guint64
autosell_print_columns_default (void)
{
  guint64 columns = 0;

  for (guint i = 0; i < G_N_ELEMENTS (default_columns); i++)
    columns |= BIT (default_columns[i]);
  return columns;
}

guint64
autosell_print_columns_possible (void)
{
  guint64 columns = 0;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_field_get_info (field)->kind != AUTOSELL_KIND_LONG_TEXT)
      columns |= BIT (field);
  return columns;
}

/* ---- Columns ---- */

static AutosellPrintStyle
cell_style (AutosellPrintList *self, const Column *column, gboolean is_head)
{
  return (AutosellPrintStyle){
    .size = self->text_size,
    .colour = is_head ? 0xffffff : AUTOSELL_PRINT_INK,
    .is_bold = is_head || column->field == AUTOSELL_FIELD_PRICE,
    .is_tabular = column->is_number,
    .align = column->is_number ? AUTOSELL_PRINT_RIGHT : AUTOSELL_PRINT_LEFT,
  };
}

static char *
dup_cell (AutosellVehicle *vehicle, AutosellField field)
{
  char *text = autosell_print_dup_value (vehicle, field);

  if (text != NULL && g_utf8_strlen (text, -1) > CELL_MAX_CHARS)
    {
      char *start = g_utf8_substring (text, 0, CELL_MAX_CHARS);

      g_free (text);
      text = g_strconcat (start, "…", NULL);
      g_free (start);
    }
  return text;
}

/* The widest line and the widest word of what is in a column. */
static void
measure_text (AutosellPrintList *self, AutosellPrintCanvas *canvas, Column *column, const char *text, gboolean is_head)
{
  AutosellPrintStyle style = cell_style (self, column, is_head);
  double width = autosell_print_canvas_get_width (canvas, &style, text);
  g_auto(GStrv) words = NULL;

  column->natural = MAX (column->natural, MIN (width, NATURAL_MAX));
  if (width <= column->min)
    return;
  if (column->is_number && !is_head)
    {
      column->min = width; /* an amount is not broken */
      column->natural = MAX (column->natural, width);
      return;
    }
  words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      double word_width = autosell_print_canvas_get_width (canvas, &style, *word);

      column->min = MAX (column->min, MIN (word_width, NATURAL_MAX));
    }
}

static void
measure_column (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas, Column *column)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  measure_text (self, canvas, column, autosell_field_get_label (column->field), TRUE);
  for (guint i = 0; i < document->vehicles->len; i++)
    {
      g_autofree char *text = dup_cell (g_ptr_array_index (document->vehicles, i), column->field);

      /* Brands, colours, years: most texts come often. */
      if (text == NULL || g_hash_table_contains (seen, text))
        continue;
      measure_text (self, canvas, column, text, FALSE);
      g_hash_table_add (seen, g_steal_pointer (&text));
    }
}

static gboolean
has_any (AutosellPrintDocument *document, AutosellField field)
{
  for (guint i = 0; i < document->vehicles->len; i++)
    if (autosell_vehicle_get_value (g_ptr_array_index (document->vehicles, i), field)->state != AUTOSELL_VALUE_UNKNOWN)
      return TRUE;
  return FALSE;
}

static void
add_column (AutosellPrintList *self, AutosellField field)
{
  self->columns[self->n_columns++] = (Column){ .field = field, .is_number = autosell_field_is_number (field) };
}

/* In the order of a price list, then that of the fields. Without cars every default column is there, so that the page
 * looks as it will. */
static void
choose_columns (AutosellPrintList *self, AutosellPrintDocument *document, guint64 wanted)
{
  gboolean is_default = wanted == 0;
  guint64 rest = is_default ? autosell_print_columns_default () : wanted;

  for (guint i = 0; i < G_N_ELEMENTS (default_columns); i++)
    {
      AutosellField field = default_columns[i];

      if (!(rest & BIT (field)))
        continue;
      rest &= ~BIT (field);
      /* The price is last, for the eye. */
      if (field != AUTOSELL_FIELD_PRICE && (!is_default || document->vehicles->len == 0 || has_any (document, field)))
        add_column (self, field);
    }
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (rest & BIT (field))
      add_column (self, field);
  if (is_default || (wanted & BIT (AUTOSELL_FIELD_PRICE)))
    add_column (self, AUTOSELL_FIELD_PRICE);
}

static double
sum_widths (AutosellPrintList *self, gboolean natural)
{
  double sum = 0;

  for (guint i = 0; i < self->n_columns; i++)
    sum += (natural ? self->columns[i].natural : self->columns[i].min) + 2 * CELL_PADDING_X;
  return sum;
}

/* Takes the room that is missing from the widest columns, as water takes the hills, but never from a word. */
static void
shrink_columns (AutosellPrintList *self, double room)
{
  double high = NATURAL_MAX * 4, low = 0;

  for (int round = 0; round < 40; round++)
    {
      double level = (low + high) / 2, sum = 0;

      for (guint i = 0; i < self->n_columns; i++)
        sum += MAX (MIN (self->columns[i].natural, level), self->columns[i].min) + 2 * CELL_PADDING_X;
      if (sum > room)
        high = level;
      else
        low = level;
    }
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].width = MAX (MIN (self->columns[i].natural, low), self->columns[i].min) + 2 * CELL_PADDING_X;
}

static void
measure_columns (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->columns[i].natural = self->columns[i].min = 0;
      measure_column (self, document, canvas, &self->columns[i]);
    }
}

static void
lay_out_columns (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas)
{
  double room = document->width - 2 * AUTOSELL_PRINT_MARGIN;
  double sum;

  self->text_size = TEXT_SIZE;
  measure_columns (self, document, canvas);
  if (sum_widths (self, TRUE) > room)
    {
      double width = document->width;

      document->width = document->height;
      document->height = width;
      room = document->width - 2 * AUTOSELL_PRINT_MARGIN;
    }
  while (sum_widths (self, FALSE) > room && self->text_size > MIN_TEXT_SIZE)
    {
      self->text_size = MAX (self->text_size * 0.92, MIN_TEXT_SIZE);
      measure_columns (self, document, canvas);
    }

  if (sum_widths (self, TRUE) > room)
    shrink_columns (self, room);
  else
    for (guint i = 0; i < self->n_columns; i++)
      self->columns[i].width = self->columns[i].natural + 2 * CELL_PADDING_X;

  /* What is over, or still missing where somebody wants everything, is shared. */
  sum = 0;
  for (guint i = 0; i < self->n_columns; i++)
    sum += self->columns[i].width;
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].width *= room / sum;
}

/* ---- Rows and pages ---- */

static double
get_cell_height (AutosellPrintList *self, AutosellPrintCanvas *canvas, const Column *column, const char *text,
                 double max, gboolean is_head)
{
  AutosellPrintStyle style = cell_style (self, column, is_head);

  return autosell_print_canvas_get_height (canvas, &style, column->width - 2 * CELL_PADDING_X, max, text, NULL);
}

static void
lay_out_rows (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas)
{
  double max = document->height * ROW_MAX;
  double line = get_cell_height (self, canvas, &self->columns[0], "Åg", max, FALSE);

  self->head_height = line;
  for (guint c = 0; c < self->n_columns; c++)
    {
      double height =
        get_cell_height (self, canvas, &self->columns[c], autosell_field_get_label (self->columns[c].field), max, TRUE);

      self->head_height = MAX (self->head_height, height);
    }
  self->head_height += 2 * CELL_PADDING_Y + 2;

  self->row_heights = g_new (double, MAX (document->vehicles->len, 1));
  for (guint i = 0; i < document->vehicles->len; i++)
    self->row_heights[i] = line;
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      for (guint i = 0; i < document->vehicles->len; i++)
        {
          char *text = dup_cell (g_ptr_array_index (document->vehicles, i), self->columns[c].field);
          double *height;

          if (text == NULL)
            continue;
          if ((height = g_hash_table_lookup (seen, text)) != NULL)
            {
              g_free (text);
            }
          else
            {
              height = g_new (double, 1);
              *height = get_cell_height (self, canvas, &self->columns[c], text, max, FALSE);
              g_hash_table_insert (seen, text, height);
            }
          self->row_heights[i] = MAX (self->row_heights[i], *height);
        }
    }
  for (guint i = 0; i < document->vehicles->len; i++)
    self->row_heights[i] += 2 * CELL_PADDING_Y;
}

static double
get_title_height (AutosellPrintList *self, guint page)
{
  if (page > 0)
    return 22;
  return self->filter != NULL ? 66 : 50;
}

#define TOTALS_HEIGHT 26.0

static void
break_pages (AutosellPrintList *self, AutosellPrintDocument *document)
{
  double room = document->height - 2 * AUTOSELL_PRINT_MARGIN - FOOTER_HEIGHT;
  double left = room - get_title_height (self, 0) - self->head_height;
  guint first = 0;

  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->pages, first);
  for (guint i = 0; i < document->vehicles->len; i++)
    {
      gboolean is_last = i + 1 == document->vehicles->len;

      /* The totals are never alone on a page. */
      if (self->row_heights[i] + (is_last ? TOTALS_HEIGHT : 0) > left
          && i > g_array_index (self->pages, guint, self->pages->len - 1))
        {
          g_array_append_val (self->pages, i);
          left = room - get_title_height (self, self->pages->len - 1) - self->head_height;
        }
      left -= self->row_heights[i];
    }
  document->n_pages = self->pages->len;
}

static char *
dup_totals (AutosellPrintDocument *document)
{
  gint64 sum = 0;
  guint n_priced = 0;
  g_autofree char *number = autosell_format_integer (document->vehicles->len);
  g_autofree char *count = NULL;
  g_autofree char *priced_number = NULL;
  g_autofree char *priced = NULL;
  g_autofree char *money = NULL;

  for (guint i = 0; i < document->vehicles->len; i++)
    {
      gint64 price;

      if (autosell_vehicle_get_number (g_ptr_array_index (document->vehicles, i), AUTOSELL_FIELD_PRICE, &price))
        {
          n_priced++;
          sum += price;
        }
    }
  count = g_strdup_printf (ngettext ("%s vehicle", "%s vehicles", document->vehicles->len), number);
  if (n_priced == 0)
    return g_steal_pointer (&count);
  priced_number = autosell_format_integer (n_priced);
  priced = g_strdup_printf (ngettext ("%s with price", "%s with price", n_priced), priced_number);
  money = autosell_format_money (sum);
  return g_strdup_printf ("%s · %s · %s", count, priced, money);
}

AutosellPrintList *
autosell_print_list_new (AutosellPrintDocument *document, guint64 columns, const char *filter)
{
  AutosellPrintList *self = g_new0 (AutosellPrintList, 1);
  g_autoptr(AutosellPrintCanvas) canvas = autosell_print_canvas_new (NULL);

  self->filter = filter != NULL && filter[0] != '\0' ? g_strdup (filter) : NULL;
  self->totals = dup_totals (document);
  choose_columns (self, document, columns);
  lay_out_columns (self, document, canvas);
  lay_out_rows (self, document, canvas);
  break_pages (self, document);
  return self;
}

void
autosell_print_list_free (AutosellPrintList *self)
{
  g_free (self->filter);
  g_free (self->totals);
  g_free (self->row_heights);
  g_clear_pointer (&self->pages, g_array_unref);
  g_free (self);
}

/* ---- Drawing ---- */

static void
draw_first_title (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas)
{
  const double left = AUTOSELL_PRINT_MARGIN, top = AUTOSELL_PRINT_MARGIN;
  const double width = document->width - 2 * AUTOSELL_PRINT_MARGIN;
  const char *name = document->dealership->name;
  g_autofree char *date = autosell_format_date (document->today);
  const AutosellPrintStyle big = {
    .size = 22, .min_size = 11, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE
  };
  const AutosellPrintStyle title = {
    .size = 13, .min_size = 9, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_RIGHT
  };
  const AutosellPrintStyle day = {
    .size = 13, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE, .align = AUTOSELL_PRINT_RIGHT
  };
  const AutosellPrintStyle small = { .size = 9.5, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY };
  double text_left = left;

  if (name != NULL)
    {
      autosell_print_draw_mark (canvas, left, top + 9, 10);
      text_left += 46;
    }
  autosell_print_canvas_text_middle (canvas, &big,
                                     &(AutosellPrintBox){ text_left, top, width * 0.68 - (text_left - left), 30 },
                                     name != NULL ? name : _("Price list"));
  autosell_print_canvas_text (canvas, &title, &(AutosellPrintBox){ left + width * 0.7, top - 3, width * 0.3, 18 },
                              name != NULL ? _("Price list") : NULL);
  autosell_print_canvas_text (canvas, &day, &(AutosellPrintBox){ left + width * 0.7, top + 13, width * 0.3, 20 }, date);
  if (self->filter != NULL)
    {
      /* Translators: %s is what was searched for, in the filter language */
      g_autofree char *text = g_strdup_printf (_("Filter: %s"), self->filter);

      autosell_print_canvas_text_middle (canvas, &small, &(AutosellPrintBox){ left, top + 38, width, 18 }, text);
    }
}

static void
draw_title (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas, guint page)
{
  const double width = document->width - 2 * AUTOSELL_PRINT_MARGIN;
  const AutosellPrintStyle name = {
    .size = 10, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .is_bold = TRUE
  };
  const AutosellPrintStyle title = {
    .size = 10, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_RIGHT
  };

  if (page == 0)
    {
      draw_first_title (self, document, canvas);
      return;
    }
  autosell_print_canvas_text (canvas, &name,
                              &(AutosellPrintBox){ AUTOSELL_PRINT_MARGIN, AUTOSELL_PRINT_MARGIN, width * 0.6, 16 },
                              document->dealership->name);
  autosell_print_canvas_text (
    canvas, &title, &(AutosellPrintBox){ AUTOSELL_PRINT_MARGIN + width * 0.6, AUTOSELL_PRINT_MARGIN, width * 0.4, 16 },
    document->title);
}

static void
draw_footer (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas, guint page)
{
  const AutosellDealership *dealership = document->dealership;
  const double width = document->width - 2 * AUTOSELL_PRINT_MARGIN;
  const double y = document->height - AUTOSELL_PRINT_MARGIN - 14;
  const AutosellPrintStyle style = { .size = 8.5, .min_size = 5.5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY };
  const AutosellPrintStyle right = {
    .size = 8.5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_RIGHT
  };
  g_autoptr(GString) text = g_string_new (dealership->phone);
  g_autofree char *number = NULL;

  if (dealership->address != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", dealership->address);
  /* Translators: the page's number and how many there are */
  number = g_strdup_printf (_("Page %u of %u"), page + 1, document->n_pages);
  autosell_print_canvas_text (canvas, &style, &(AutosellPrintBox){ AUTOSELL_PRINT_MARGIN, y, width * 0.78, 14 },
                              text->str);
  autosell_print_canvas_text (canvas, &right,
                              &(AutosellPrintBox){ AUTOSELL_PRINT_MARGIN + width * 0.8, y, width * 0.2, 14 }, number);
}

static void
draw_head (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas, double y)
{
  double x = AUTOSELL_PRINT_MARGIN;

  autosell_print_canvas_fill (canvas, &(AutosellPrintBox){ x, y, document->width - 2 * x, self->head_height }, 3,
                              AUTOSELL_PRINT_BLUE);
  for (guint c = 0; c < self->n_columns; c++)
    {
      const Column *column = &self->columns[c];
      AutosellPrintStyle style = cell_style (self, column, TRUE);

      autosell_print_canvas_text_middle (
        canvas, &style,
        &(AutosellPrintBox){ x + CELL_PADDING_X, y, column->width - 2 * CELL_PADDING_X, self->head_height },
        autosell_field_get_label (column->field));
      x += column->width;
    }
}

static void
draw_row (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas, guint index, double y)
{
  double x = AUTOSELL_PRINT_MARGIN;
  double height = self->row_heights[index];

  if (index % 2 == 1)
    autosell_print_canvas_fill (canvas, &(AutosellPrintBox){ x, y, document->width - 2 * x, height }, 0,
                                AUTOSELL_PRINT_ZEBRA);
  for (guint c = 0; c < self->n_columns; c++)
    {
      const Column *column = &self->columns[c];
      AutosellPrintStyle style = cell_style (self, column, FALSE);
      g_autofree char *text = dup_cell (g_ptr_array_index (document->vehicles, index), column->field);

      autosell_print_canvas_text (canvas, &style,
                                  &(AutosellPrintBox){ x + CELL_PADDING_X, y + CELL_PADDING_Y,
                                                       column->width - 2 * CELL_PADDING_X,
                                                       height - 2 * CELL_PADDING_Y },
                                  text);
      x += column->width;
    }
}

void
autosell_print_list_draw (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas,
                          guint page)
{
  const double left = AUTOSELL_PRINT_MARGIN, right = document->width - AUTOSELL_PRINT_MARGIN;
  guint first = g_array_index (self->pages, guint, page);
  gboolean is_last = page + 1 == self->pages->len;
  guint end = is_last ? document->vehicles->len : g_array_index (self->pages, guint, page + 1);
  double y = AUTOSELL_PRINT_MARGIN + get_title_height (self, page);

  draw_title (self, document, canvas, page);
  draw_head (self, document, canvas, y);
  y += self->head_height;
  for (guint i = first; i < end; i++)
    {
      draw_row (self, document, canvas, i, y);
      y += self->row_heights[i];
    }
  autosell_print_canvas_line (canvas, left, y, right, y, 0.8, AUTOSELL_PRINT_RULE, FALSE);
  if (is_last)
    {
      const AutosellPrintStyle style = { .size = 10.5,
                                         .min_size = 6,
                                         .max_lines = 1,
                                         .colour = AUTOSELL_PRINT_INK,
                                         .is_bold = TRUE,
                                         .is_tabular = TRUE,
                                         .align = AUTOSELL_PRINT_RIGHT };

      autosell_print_canvas_text_middle (
        canvas, &style,
        &(AutosellPrintBox){ left + CELL_PADDING_X, y, right - left - 2 * CELL_PADDING_X, TOTALS_HEIGHT },
        self->totals);
    }
  draw_footer (self, document, canvas, page);
}
