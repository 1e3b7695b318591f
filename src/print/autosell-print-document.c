/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-document.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "autosell-format.h"
#include "autosell-output-file.h"
#include "autosell-print-document-private.h"
#include "autosell-text.h"

G_DEFINE_FINAL_TYPE (AutosellPrintDocument, autosell_print_document, G_TYPE_OBJECT)

/* ---- The dealership ---- */

AutosellDealership *
autosell_dealership_new (AutosellStore *store)
{
  AutosellDealership *self = g_new0 (AutosellDealership, 1);
  g_autofree char *guarantee = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_GUARANTEE);

  self->name = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  self->address = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_ADDRESS);
  self->phone = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  self->hours = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_HOURS);
  self->payment = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PAYMENT);
  if (g_strcmp0 (guarantee, "yes") == 0)
    self->guarantee = AUTOSELL_GUARANTEE_YES;
  else if (g_strcmp0 (guarantee, "no") == 0)
    self->guarantee = AUTOSELL_GUARANTEE_NO;
  return self;
}

AutosellDealership *
autosell_dealership_copy (const AutosellDealership *self)
{
  AutosellDealership *copy = g_new0 (AutosellDealership, 1);

  copy->name = autosell_text_trim (self->name);
  copy->address = autosell_text_trim (self->address);
  copy->phone = autosell_text_trim (self->phone);
  copy->hours = autosell_text_trim (self->hours);
  copy->payment = autosell_text_trim (self->payment);
  copy->guarantee = self->guarantee;
  return copy;
}

void
autosell_dealership_free (AutosellDealership *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->hours);
  g_free (self->payment);
  g_free (self);
}

/* ---- Small things that the kinds share ---- */

gboolean
autosell_paper_parse (const char *text, AutosellPaper *paper)
{
  if (g_ascii_strcasecmp (text, "a4") == 0)
    *paper = AUTOSELL_PAPER_A4;
  else if (g_ascii_strcasecmp (text, "letter") == 0)
    *paper = AUTOSELL_PAPER_LETTER;
  else
    return FALSE;
  return TRUE;
}

/* Items of a list and lines of a text, one after the other. */
static char *
join_lines (const char *text, const char *separator)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GString) joined = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *item = autosell_text_trim (*line);

      if (item != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? separator : "", item);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

char *
autosell_print_dup_value (AutosellVehicle *vehicle, AutosellField field)
{
  AutosellKind kind = autosell_field_get_info (field)->kind;
  g_autofree char *text = NULL;

  text = autosell_value_to_display (autosell_vehicle_get_value (vehicle, field), field);
  if (text == NULL || text[0] == '\0')
    return NULL;
  if (strchr (text, '\n') == NULL)
    return g_steal_pointer (&text);
  return join_lines (text, kind == AUTOSELL_KIND_LIST ? ", " : " ");
}

void
autosell_print_draw_mark (AutosellPrintCanvas *canvas, double x, double y, double edge)
{
  for (int i = 0; i < 3; i++)
    autosell_print_canvas_fill (canvas, &(AutosellPrintBox){ x + i * edge * 1.3, y, edge, edge }, edge * 0.18,
                                i == 1 ? AUTOSELL_PRINT_RED : AUTOSELL_PRINT_BLUE);
}

/* ---- Making ---- */

static AutosellPrintDocument *
document_new (AutosellPrintKind kind, GPtrArray *vehicles, const AutosellDealership *dealership, AutosellPaper paper)
{
  AutosellPrintDocument *self = g_object_new (AUTOSELL_TYPE_PRINT_DOCUMENT, NULL);

  self->kind = kind;
  self->paper = paper;
  self->width = paper == AUTOSELL_PAPER_A4 ? 210 / 25.4 * 72 : 612;
  self->height = paper == AUTOSELL_PAPER_A4 ? 297 / 25.4 * 72 : 792;
  self->vehicles = g_ptr_array_ref (vehicles);
  self->dealership = autosell_dealership_copy (dealership);
  self->n_pages = vehicles->len;
  autosell_date_today (self->today);
  return self;
}

AutosellPrintDocument *
autosell_print_document_new_list (GPtrArray *vehicles, const AutosellDealership *dealership, AutosellPaper paper,
                                  guint64 columns, const char *filter)
{
  AutosellPrintDocument *self = document_new (AUTOSELL_PRINT_LIST, vehicles, dealership, paper);
  g_autofree char *date = autosell_format_date (self->today);

  /* Translators: %s is a date */
  self->title = g_strdup_printf (_("Price list of %s"), date);
  self->list = autosell_print_list_new (self, columns, filter);
  return self;
}

/* "…: MAZDA CX30 2021", or without for several cars. */
static char *
dup_title_of_cars (GPtrArray *vehicles, const char *label)
{
  g_autofree char *name = vehicles->len == 1 ? autosell_vehicle_dup_title (g_ptr_array_index (vehicles, 0)) : NULL;

  if (name == NULL || name[0] == '\0')
    return g_strdup (label);
  return g_strdup_printf ("%s: %s", label, name);
}

AutosellPrintDocument *
autosell_print_document_new_sheets (GPtrArray *vehicles, const AutosellDealership *dealership, AutosellPaper paper,
                                    AutosellPrintPhotos *photos)
{
  AutosellPrintDocument *self = document_new (AUTOSELL_PRINT_SHEET, vehicles, dealership, paper);

  self->title = dup_title_of_cars (vehicles, _("Windscreen sheet"));
  self->photos = photos;
  if (photos != NULL)
    autosell_print_photos_get (photos, 0); /* here and not where it is drawn, which may be the main thread */
  return self;
}

AutosellPrintDocument *
autosell_print_document_new_receipts (GPtrArray *vehicles, const AutosellDealership *dealership, AutosellPaper paper,
                                      guint n_copies)
{
  AutosellPrintDocument *self = document_new (AUTOSELL_PRINT_RECEIPT, vehicles, dealership, paper);

  self->n_copies = CLAMP (n_copies, 1, 2);
  self->title = dup_title_of_cars (vehicles, _("Reservation receipt"));
  return self;
}

static void
autosell_print_document_finalize (GObject *object)
{
  AutosellPrintDocument *self = AUTOSELL_PRINT_DOCUMENT (object);

  g_clear_pointer (&self->list, autosell_print_list_free);
  g_clear_pointer (&self->photos, autosell_print_photos_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  g_clear_pointer (&self->dealership, autosell_dealership_free);
  G_OBJECT_CLASS (autosell_print_document_parent_class)->finalize (object);
}

static void
autosell_print_document_class_init (AutosellPrintDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_print_document_finalize;
}

static void
autosell_print_document_init (AutosellPrintDocument *self G_GNUC_UNUSED)
{
}

/* ---- Asking and drawing ---- */

guint
autosell_print_document_get_n_pages (AutosellPrintDocument *self)
{
  return self->n_pages;
}

void
autosell_print_document_get_page_size (AutosellPrintDocument *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

AutosellPaper
autosell_print_document_get_paper (AutosellPrintDocument *self)
{
  return self->paper;
}

const char *
autosell_print_document_get_title (AutosellPrintDocument *self)
{
  return self->title;
}

char *
autosell_print_document_dup_file_name (AutosellPrintDocument *self)
{
  g_autofree char *name = NULL;

  if (self->kind == AUTOSELL_PRINT_LIST)
    {
      /* Translators: the name of a file; the date follows as 2026-11-22 */
      name = g_strdup_printf ("%s %s", _("price-list"), self->today);
    }
  else
    {
      name = autosell_text_fold_words (self->title);
    }
  return g_strdelimit (g_steal_pointer (&name), " /", '-');
}

void
autosell_print_document_set_trace (AutosellPrintDocument *self, AutosellPrintTraceFunc func, gpointer user_data)
{
  self->trace = func;
  self->trace_data = user_data;
}

void
autosell_print_document_draw_page (AutosellPrintDocument *self, cairo_t *cr, guint page)
{
  g_autoptr(AutosellPrintCanvas) canvas = NULL;

  g_return_if_fail (AUTOSELL_IS_PRINT_DOCUMENT (self) && page < self->n_pages);

  cairo_save (cr);
  canvas = autosell_print_canvas_new (cr);
  autosell_print_canvas_set_trace (canvas, self->trace, self->trace_data);
  switch (self->kind)
    {
    case AUTOSELL_PRINT_LIST:
      autosell_print_list_draw (self->list, self, canvas, page);
      break;
    case AUTOSELL_PRINT_SHEET:
      autosell_print_sheet_draw (self, canvas, g_ptr_array_index (self->vehicles, page),
                                 self->photos != NULL ? autosell_print_photos_get (self->photos, page) : NULL);
      break;
    case AUTOSELL_PRINT_RECEIPT:
      autosell_print_receipt_draw (self, canvas, g_ptr_array_index (self->vehicles, page));
      break;
    default:
      g_assert_not_reached ();
    }
  g_clear_pointer (&canvas, autosell_print_canvas_free);
  cairo_restore (cr);
}

/* ---- PDF ---- */

typedef struct
{
  AutosellOutputFile *file; /* unowned */
  GError *error;            /* owned, nullable: the first that happened */
} Writing;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  Writing *writing = closure;

  if (writing->error == NULL && autosell_output_file_write (writing->file, data, length, &writing->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

static gboolean
draw_pdf (AutosellPrintDocument *self, Writing *writing, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, writing, self->width, self->height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Autosell Manager " VERSION);
  if (self->dealership->name != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, self->dealership->name);
  for (guint page = 0; page < self->n_pages && !g_cancellable_is_cancelled (cancellable); page++)
    {
      autosell_print_document_draw_page (self, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (writing->error != NULL)
    g_propagate_error (error, g_steal_pointer (&writing->error));
  else if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "making the PDF: %s", cairo_status_to_string (status));
  else
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  return FALSE;
}

gboolean
autosell_print_document_write_pdf (AutosellPrintDocument *self, GFile *destination, GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr(AutosellOutputFile) file = NULL;
  Writing writing = { NULL, NULL };

  g_return_val_if_fail (AUTOSELL_IS_PRINT_DOCUMENT (self), FALSE);

  if ((file = autosell_output_file_new (destination, error)) == NULL)
    return FALSE;
  writing.file = file;
  return draw_pdf (self, &writing, cancellable, error) && autosell_output_file_commit (file, error);
}
