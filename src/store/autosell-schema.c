/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-schema.h"

/* Written out, not made from the table of fields: a migration is history, and must not change when the program does.
 * Keys (brand_key …) hold folded text, made by autosell-vehicle-sql.c: SQLite knows no accents. */
static const char *const version_1 =
  "CREATE TABLE setting ("
  "  name TEXT NOT NULL PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  /* One action of a person or a remote. state: done (can be undone), undone (can be redone), final (neither). */
  "CREATE TABLE change ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  at INTEGER NOT NULL,"
  "  who TEXT NOT NULL,"
  "  origin TEXT NOT NULL,"
  "  action TEXT NOT NULL,"
  "  reason TEXT,"
  "  n_vehicles INTEGER NOT NULL DEFAULT 0,"
  "  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'final')),"
  "  reverts INTEGER REFERENCES change (id),"
  "  undone_by INTEGER REFERENCES change (id)"
  ") STRICT;"
  "CREATE INDEX change_state ON change (state, id);"

  "CREATE TABLE vehicle ("
  "  pk INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  revision INTEGER NOT NULL DEFAULT 1,"
  "  created_at INTEGER NOT NULL,"
  "  updated_at INTEGER NOT NULL,"
  "  deleted_at INTEGER,"
  "  sample INTEGER NOT NULL DEFAULT 0,"
  "  stock_number TEXT,"
  "  \"group\" TEXT,"
  "  entry_date TEXT, entry_date_raw TEXT,"
  "  brand TEXT,"
  "  model TEXT,"
  "  version TEXT,"
  "  year INTEGER, year_raw TEXT,"
  "  colour TEXT,"
  "  price INTEGER, price_raw TEXT,"
  "  km INTEGER, km_raw TEXT,"
  "  status TEXT CHECK (status IN ('available', 'photos', 'away', 'reserved', 'sold')), status_raw TEXT,"
  "  location TEXT,"
  "  niv TEXT,"
  "  plates TEXT,"
  "  motor_number TEXT,"
  "  transmission TEXT,"
  "  fuel TEXT,"
  "  body TEXT,"
  "  doors INTEGER, doors_raw TEXT,"
  "  cylinders INTEGER, cylinders_raw TEXT,"
  "  owners INTEGER, owners_raw TEXT,"
  "  invoice_kind TEXT,"
  "  features TEXT,"
  "  description TEXT,"
  "  notes TEXT,"
  "  cost INTEGER, cost_raw TEXT,"
  "  minimum_price INTEGER, minimum_price_raw TEXT,"
  "  acquisition TEXT CHECK (acquisition IN ('bought', 'trade_in', 'consigned')), acquisition_raw TEXT,"
  "  consignor TEXT,"
  "  sold_price INTEGER, sold_price_raw TEXT,"
  "  sold_on TEXT, sold_on_raw TEXT,"
  "  salesperson TEXT,"
  "  buyer TEXT,"
  "  deposit INTEGER, deposit_raw TEXT,"
  "  reserved_until TEXT, reserved_until_raw TEXT,"
  "  credit_price INTEGER, credit_price_raw TEXT,"
  "  down_payment INTEGER, down_payment_raw TEXT,"
  "  stock_number_key TEXT,"
  "  group_key TEXT,"
  "  brand_key TEXT,"
  "  model_key TEXT,"
  "  version_key TEXT,"
  "  colour_key TEXT,"
  "  location_key TEXT,"
  "  niv_key TEXT,"
  "  plates_key TEXT,"
  "  twin_key TEXT,"
  "  search_alias TEXT"
  ") STRICT;"
  /* What filters ask for, side by side: a row has 500 bytes, and reading them all for one column takes as much as ten
   * times longer. deleted_at is there because SQLite looks at it although the index has no others. */
  "CREATE INDEX vehicle_live_scan ON vehicle (price, km, year, status, brand_key, location_key, colour_key, entry_date,"
  "  created_at, sold_on, price_raw, status_raw, deleted_at) WHERE deleted_at IS NULL;"
  "CREATE INDEX vehicle_live_brand ON vehicle (brand) WHERE deleted_at IS NULL;"
  "CREATE INDEX vehicle_live_colour ON vehicle (colour) WHERE deleted_at IS NULL;"
  "CREATE INDEX vehicle_deleted ON vehicle (deleted_at) WHERE deleted_at IS NOT NULL;"
  "CREATE INDEX vehicle_stock_number ON vehicle (stock_number_key) WHERE stock_number_key IS NOT NULL;"
  "CREATE INDEX vehicle_niv ON vehicle (niv_key) WHERE niv_key IS NOT NULL AND deleted_at IS NULL;"
  "CREATE INDEX vehicle_plates ON vehicle (plates_key) WHERE plates_key IS NOT NULL AND deleted_at IS NULL;"
  "CREATE INDEX vehicle_twin ON vehicle (twin_key) WHERE twin_key IS NOT NULL AND deleted_at IS NULL;"

  "CREATE TABLE vehicle_event ("
  "  change_id INTEGER NOT NULL REFERENCES change (id),"
  "  seq INTEGER NOT NULL,"
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  field TEXT,"
  "  before TEXT, before_raw TEXT,"
  "  after TEXT, after_raw TEXT,"
  "  PRIMARY KEY (change_id, seq)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX vehicle_event_vehicle ON vehicle_event (vehicle_pk, change_id);"

  "CREATE TABLE status_history ("
  "  id INTEGER PRIMARY KEY,"
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  change_id INTEGER NOT NULL REFERENCES change (id),"
  "  status TEXT"
  ") STRICT;"
  "CREATE INDEX status_history_vehicle ON status_history (vehicle_pk);"

  "CREATE TABLE extra_field ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE"
  ") STRICT;"
  "CREATE TABLE vehicle_extra ("
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  field_id INTEGER NOT NULL REFERENCES extra_field (id),"
  "  value TEXT NOT NULL,"
  "  PRIMARY KEY (vehicle_pk, field_id)"
  ") STRICT, WITHOUT ROWID;"

  /* Words of a car. unicode61 folds case and accents as autosell_text_fold() does; prefix indexes answer while a word
   * is still being typed. search_alias has model and plates without punctuation, so that "cx30" finds "CX-30". Filled
   * by autosell-vehicle-sql.c and not by triggers: a statement with a trigger makes FTS5 flush its index for each
   * row. */
  "CREATE VIRTUAL TABLE vehicle_fts USING fts5 ("
  "  stock_number, brand, model, version, year, colour, location, niv, plates, description, search_alias,"
  "  content = 'vehicle', content_rowid = 'pk', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');";

/* Photos. What lists need of them stands in the car's row, so that no filter and no order joins; autosell-photo-board.c
 * keeps it. The bits of `unready` are those of AutosellLack in autosell-readiness.h, but for the number of photos,
 * which is compared with what is wanted at the moment. It is no generated column: for one, SQLite reads the whole row
 * even where an index has it. */
static const char *const version_2 =
  "CREATE TABLE photo ("
  "  pk INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  hash TEXT NOT NULL,"
  "  source_hash TEXT NOT NULL,"
  "  width INTEGER NOT NULL,"
  "  height INTEGER NOT NULL,"
  "  size_bytes INTEGER NOT NULL,"
  "  turn INTEGER NOT NULL DEFAULT 0 CHECK (turn IN (0, 90, 180, 270)),"
  "  crop_x INTEGER, crop_y INTEGER, crop_width INTEGER, crop_height INTEGER,"
  "  taken_at INTEGER,"
  "  name TEXT,"
  "  likeness INTEGER,"
  "  added_at INTEGER NOT NULL,"
  "  deleted_at INTEGER,"
  "  mark INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX photo_vehicle ON photo (vehicle_pk, deleted_at, position);"
  "CREATE INDEX photo_hash ON photo (hash);"
  "CREATE INDEX photo_source ON photo (source_hash);"
  "CREATE INDEX photo_deleted ON photo (deleted_at) WHERE deleted_at IS NOT NULL;"
  "CREATE INDEX photo_likeness ON photo (likeness, vehicle_pk, deleted_at) WHERE deleted_at IS NULL;"

  /* Files whose last record was destroyed on purpose: what else no record names may be the rest of a crash, or all the
   * photos of a stock whose database was lost. */
  "CREATE TABLE photo_gone ("
  "  hash TEXT NOT NULL PRIMARY KEY"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TRIGGER photo_destroyed AFTER DELETE ON photo BEGIN"
  "  INSERT OR IGNORE INTO photo_gone (hash) VALUES (old.hash);"
  "  INSERT OR IGNORE INTO photo_gone (hash) VALUES (old.source_hash);"
  "END;"

  "ALTER TABLE vehicle ADD COLUMN n_photos INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE vehicle ADD COLUMN cover TEXT;"
  "ALTER TABLE vehicle ADD COLUMN cover_width INTEGER;"
  "ALTER TABLE vehicle ADD COLUMN cover_height INTEGER;"
  "ALTER TABLE vehicle ADD COLUMN unready INTEGER NOT NULL DEFAULT 47;"
  "UPDATE vehicle SET unready = (price IS NULL) | ((km IS NULL) << 1) | ((status IS NULL) << 2)"
  "  | ((description IS NULL) << 3) | 32;"
  "DROP INDEX IF EXISTS vehicle_live_scan;" /* the first files of version 1 were made without */
  "CREATE INDEX vehicle_live_scan ON vehicle (price, km, year, status, brand_key, location_key, colour_key, entry_date,"
  "  created_at, sold_on, price_raw, status_raw, n_photos, unready, deleted_at) WHERE deleted_at IS NULL;";

/* The lot's own sheet. A base outlives its car, or the row of a car that was destroyed would come in as a new one. What
 * is sent to a service is noted before, so that an answer that never came can be looked for. */
static const char *const version_3 =
  "CREATE TABLE sheet_link ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account TEXT NOT NULL,"
  "  spreadsheet TEXT NOT NULL,"
  "  tab INTEGER NOT NULL,"
  "  title TEXT NOT NULL,"
  "  tab_title TEXT NOT NULL,"
  "  mapping TEXT NOT NULL,"
  "  winner TEXT NOT NULL DEFAULT 'sheet' CHECK (winner IN ('sheet', 'here')),"
  "  empties_rows INTEGER NOT NULL DEFAULT 0,"
  "  with_private INTEGER NOT NULL DEFAULT 0,"
  "  is_paused INTEGER NOT NULL DEFAULT 0,"
  "  is_merged INTEGER NOT NULL DEFAULT 0,"
  "  version TEXT,"
  "  linked_at INTEGER NOT NULL,"
  "  synced_at INTEGER"
  ") STRICT;"

  "CREATE TABLE sheet_base ("
  "  id INTEGER PRIMARY KEY,"
  "  link_id INTEGER NOT NULL REFERENCES sheet_link (id) ON DELETE CASCADE,"
  "  vehicle_pk INTEGER REFERENCES vehicle (pk) ON DELETE SET NULL,"
  "  row_id TEXT NOT NULL,"
  "  content TEXT,"
  "  is_gone INTEGER NOT NULL DEFAULT 0,"
  "  is_removed INTEGER NOT NULL DEFAULT 0,"
  "  n_repairs INTEGER NOT NULL DEFAULT 0,"
  "  revision INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE UNIQUE INDEX sheet_base_vehicle ON sheet_base (vehicle_pk, link_id);"
  "CREATE INDEX sheet_base_link ON sheet_base (link_id);"

  "CREATE TABLE sheet_outbox ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  link_id INTEGER NOT NULL REFERENCES sheet_link (id) ON DELETE CASCADE,"
  "  vehicle_pk INTEGER REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  row_id TEXT NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('id', 'cells', 'row', 'empty')),"
  "  content TEXT,"
  "  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent')),"
  "  at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX sheet_outbox_link ON sheet_outbox (link_id, vehicle_pk);"
  "CREATE INDEX sheet_outbox_vehicle ON sheet_outbox (vehicle_pk);"

  /* Of a cell that was read before and after are what this PC had and got; of one that was written what the sheet had
   * and got. */
  "CREATE TABLE sheet_log ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  at INTEGER NOT NULL,"
  "  change_id INTEGER REFERENCES change (id),"
  "  vehicle_pk INTEGER REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  row_id TEXT NOT NULL,"
  "  direction TEXT NOT NULL CHECK (direction IN ('read', 'written')),"
  "  field TEXT,"
  "  before TEXT, after TEXT"
  ") STRICT;"
  "CREATE INDEX sheet_log_vehicle ON sheet_log (vehicle_pk);"
  "CREATE INDEX sheet_log_change ON sheet_log (change_id);"

  "CREATE TABLE conflict ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  at INTEGER NOT NULL,"
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL CHECK (kind IN ('both', 'read_only', 'deleted')),"
  "  field TEXT,"
  "  base TEXT, base_raw TEXT,"
  "  local TEXT, local_raw TEXT,"
  "  remote TEXT, remote_raw TEXT,"
  "  winner TEXT NOT NULL CHECK (winner IN ('sheet', 'here')),"
  "  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'turned')),"
  "  decided_at INTEGER,"
  "  decided_by TEXT"
  ") STRICT;"
  "CREATE INDEX conflict_vehicle ON conflict (vehicle_pk);"
  "CREATE INDEX conflict_state ON conflict (state, id);";

/* Facebook: who may post where, and the life of each post. A post outlives its car, because what stands at the service
 * has to be taken down all the same; and its Page, because what was posted there was posted. What the person wants
 * (want, text, at) and what is known of the service (the rest) are columns of two hands, so that neither writes over
 * the other's. Tokens stand in the keyring. `at` and other times of the service are seconds, as it counts them. */
static const char *const version_4 =
  "CREATE TABLE account ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  service TEXT NOT NULL DEFAULT 'facebook',"
  "  app TEXT NOT NULL,"
  "  remote_id TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('person', 'token')),"
  "  state TEXT NOT NULL DEFAULT 'ok',"
  "  uses_secret INTEGER NOT NULL DEFAULT 0,"
  "  lacks TEXT,"
  "  expires_at INTEGER,"
  "  added_at INTEGER NOT NULL,"
  "  UNIQUE (service, app, remote_id)"
  ") STRICT;"
  "CREATE TABLE page ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  remote_id TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL,"
  "  category TEXT,"
  "  is_automatic INTEGER NOT NULL DEFAULT 0,"
  "  hands_over INTEGER NOT NULL DEFAULT 1,"
  "  schedule TEXT,"
  "  template_id INTEGER REFERENCES template (id),"
  "  blocked_until INTEGER,"
  "  block_reason TEXT"
  ") STRICT;"
  /* Through whom a Page is reached. One that a person left out of a later sign-in is kept, and not listed. */
  "CREATE TABLE page_account ("
  "  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,"
  "  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,"
  "  tasks TEXT NOT NULL,"
  "  state TEXT NOT NULL DEFAULT 'ok',"
  "  is_listed INTEGER NOT NULL DEFAULT 1,"
  "  PRIMARY KEY (page_id, account_id)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX page_account_account ON page_account (account_id);"
  "CREATE TABLE template ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  name TEXT NOT NULL,"
  "  text TEXT NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  deleted_at INTEGER"
  ") STRICT;"

  "CREATE TABLE post ("
  "  pk INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  page_id INTEGER NOT NULL REFERENCES page (id),"
  "  vehicle_pk INTEGER REFERENCES vehicle (pk) ON DELETE SET NULL,"
  "  title TEXT NOT NULL,"
  "  reference TEXT NOT NULL,"
  "  origin TEXT NOT NULL CHECK (origin IN ('hand', 'schedule')),"
  "  who TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  want TEXT NOT NULL DEFAULT 'out' CHECK (want IN ('out', 'hidden', 'removed')),"
  "  text TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  followed TEXT,"
  "  state TEXT NOT NULL DEFAULT 'waiting',"
  "  text_hash TEXT,"
  "  is_timed INTEGER NOT NULL DEFAULT 0,"
  "  sent_at INTEGER NOT NULL DEFAULT 0,"
  "  n_looks INTEGER NOT NULL DEFAULT 0,"
  "  n_tries INTEGER NOT NULL DEFAULT 0,"
  "  retry_at INTEGER NOT NULL DEFAULT 0,"
  "  checked_at INTEGER NOT NULL DEFAULT 0,"
  "  is_hidden INTEGER NOT NULL DEFAULT 0,"
  "  remote_id TEXT,"
  "  permalink TEXT,"
  "  out_at INTEGER NOT NULL DEFAULT 0,"
  "  removed_at INTEGER NOT NULL DEFAULT 0,"
  "  error TEXT,"
  "  error_text TEXT"
  ") STRICT;"
  "CREATE INDEX post_vehicle ON post (vehicle_pk, page_id);"
  "CREATE INDEX post_page ON post (page_id, at);"
  "CREATE INDEX post_open ON post (state) WHERE state NOT IN ('removed', 'gone', 'cancelled');"
  "CREATE TABLE post_photo ("
  "  post_pk INTEGER NOT NULL REFERENCES post (pk) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  photo_id TEXT NOT NULL,"
  "  remote_id TEXT,"
  "  uploaded_at INTEGER NOT NULL DEFAULT 0,"
  "  PRIMARY KEY (post_pk, position)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE post_event ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  post_pk INTEGER NOT NULL REFERENCES post (pk) ON DELETE CASCADE,"
  "  at INTEGER NOT NULL,"
  "  who TEXT NOT NULL,"
  "  what TEXT NOT NULL,"
  "  detail TEXT"
  ") STRICT;"
  "CREATE INDEX post_event_post ON post_event (post_pk);"
  "CREATE TABLE post_metric ("
  "  post_pk INTEGER NOT NULL REFERENCES post (pk) ON DELETE CASCADE,"
  "  at INTEGER NOT NULL,"
  "  reactions INTEGER, comments INTEGER, shares INTEGER, reach INTEGER, clicks INTEGER,"
  "  PRIMARY KEY (post_pk, at)"
  ") STRICT, WITHOUT ROWID;"
  /* What a person said of one slot: a car, or nobody. */
  "CREATE TABLE slot_wish ("
  "  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,"
  "  at INTEGER NOT NULL,"
  "  vehicle_pk INTEGER REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  who TEXT NOT NULL,"
  "  PRIMARY KEY (page_id, at)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX slot_wish_vehicle ON slot_wish (vehicle_pk);";

/* What stood with a row in the program's own tab: autosell-ledger.h, “The annex”. */
static const char *const version_5 = "ALTER TABLE sheet_base ADD COLUMN annex TEXT;"
                                     /* What is asked each time that the sheet is looked at, of few rows or none */
                                     "CREATE INDEX sheet_base_gone ON sheet_base (vehicle_pk) WHERE is_gone;";

/* Google Drive: what it said of each file of ours last, and what both sides agreed on last (base_…; NULL: never). A
 * file has an id before it is made (is_there), so that making it twice cannot be. The addresses of uploads that are
 * under way are secrets of a sort and no part of a backup: they stand in a file of their own. */
static const char *const version_6 = "CREATE TABLE drive_link ("
                                     "  id INTEGER PRIMARY KEY CHECK (id = 1),"
                                     "  account TEXT NOT NULL,"
                                     "  root TEXT NOT NULL,"
                                     "  name TEXT NOT NULL,"
                                     "  drive TEXT,"
                                     "  sold TEXT,"
                                     "  cursor TEXT,"
                                     "  is_paused INTEGER NOT NULL DEFAULT 0,"
                                     "  root_state INTEGER NOT NULL DEFAULT 0,"
                                     "  linked_at INTEGER NOT NULL,"
                                     "  synced_at INTEGER"
                                     ") STRICT;"
                                     "CREATE TABLE drive_file ("
                                     "  id TEXT NOT NULL PRIMARY KEY,"
                                     "  is_folder INTEGER NOT NULL,"
                                     "  is_there INTEGER NOT NULL DEFAULT 0,"
                                     "  is_trashed INTEGER NOT NULL DEFAULT 0,"
                                     "  is_gone INTEGER NOT NULL DEFAULT 0,"
                                     "  is_listed INTEGER NOT NULL DEFAULT 1,"
                                     "  vehicle TEXT NOT NULL,"
                                     "  photo TEXT,"
                                     "  name TEXT,"
                                     "  parent TEXT,"
                                     "  created_at INTEGER NOT NULL DEFAULT 0,"
                                     "  place INTEGER NOT NULL DEFAULT 0,"
                                     "  look TEXT NOT NULL DEFAULT '',"
                                     "  hash TEXT,"
                                     "  size_bytes INTEGER NOT NULL DEFAULT 0,"
                                     "  source_hash TEXT,"
                                     "  taken_at INTEGER,"
                                     "  original TEXT,"
                                     "  title TEXT,"
                                     "  base_sold INTEGER,"
                                     "  base_vehicle TEXT,"
                                     "  base_place INTEGER,"
                                     "  base_look TEXT,"
                                     "  base_trashed INTEGER"
                                     ") STRICT, WITHOUT ROWID;"
                                     "CREATE INDEX drive_file_photo ON drive_file (photo) WHERE photo IS NOT NULL;"
                                     "CREATE INDEX drive_file_vehicle ON drive_file (vehicle, is_folder);"
                                     "CREATE INDEX drive_file_parent ON drive_file (parent);"
                                     "CREATE INDEX sheet_base_row ON sheet_base (row_id);";

/* What people did with the posts: the latest of each post, and what is not to be asked for of a Page before a time.
 * Their course is in post_metric, in seconds. A list of cars and one of cars and Pages are answered from one index
 * alone. */
static const char *const version_7 =
  "CREATE TABLE post_figures ("
  "  post_pk INTEGER NOT NULL PRIMARY KEY REFERENCES post (pk) ON DELETE CASCADE,"
  "  counted_at INTEGER NOT NULL DEFAULT 0,"
  "  looked_at INTEGER NOT NULL DEFAULT 0,"
  "  reactions INTEGER, comments INTEGER, shares INTEGER, reach INTEGER, clicks INTEGER"
  ") STRICT;"
  "CREATE TABLE figures_pause ("
  "  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,"
  "  what TEXT NOT NULL,"
  "  until INTEGER NOT NULL,"
  "  PRIMARY KEY (page_id, what)"
  ") STRICT, WITHOUT ROWID;"
  "DROP INDEX post_vehicle;"
  "CREATE INDEX post_vehicle ON post (vehicle_pk, page_id, pk, state, want, out_at);";

/* Facebook, what a person decides later. timed_at: the time that the service's scheduler has (`at` is the one that is
 * wanted), so that a post which was moved is moved there, too. missed_at: of a slot that went by without it. price:
 * what the words were written for, NULL where that was not known; a car with another one is asked about. slot_pin: a
 * car that has a slot of each week, in the Page's own time. looked_at: when the list of what is out was read last. */
static const char *const version_8 =
  "ALTER TABLE post ADD COLUMN timed_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE post ADD COLUMN missed_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE post ADD COLUMN price INTEGER;"
  "ALTER TABLE post ADD COLUMN comment TEXT;"
  "ALTER TABLE post ADD COLUMN error_data TEXT;"
  "ALTER TABLE page ADD COLUMN looked_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE page ADD COLUMN poster TEXT;"
  "ALTER TABLE page ADD COLUMN poster_name TEXT;"
  "ALTER TABLE page ADD COLUMN poster_since INTEGER NOT NULL DEFAULT 0;"
  "UPDATE post SET timed_at = at WHERE is_timed AND state IN ('handed', 'creating', 'looking');"
  "UPDATE post SET price = (SELECT vehicle.price FROM vehicle WHERE vehicle.pk = vehicle_pk);"
  "CREATE TABLE slot_pin ("
  "  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,"
  "  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),"
  "  minute INTEGER NOT NULL,"
  "  vehicle_pk INTEGER NOT NULL REFERENCES vehicle (pk) ON DELETE CASCADE,"
  "  who TEXT NOT NULL,"
  "  PRIMARY KEY (page_id, weekday, minute)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX slot_pin_vehicle ON slot_pin (vehicle_pk);";

/* What people say of their listings on Marketplace, by hand: nothing there can be asked. */
static const char *const version_9 = "CREATE TABLE marketplace ("
                                     "  vehicle_pk INTEGER PRIMARY KEY REFERENCES vehicle (pk) ON DELETE CASCADE,"
                                     "  posted_on TEXT,"
                                     "  renewed_on TEXT,"
                                     "  removed_on TEXT,"
                                     "  link TEXT,"
                                     "  who TEXT NOT NULL,"
                                     "  at INTEGER NOT NULL"
                                     ") STRICT;";

/* Pictures that people put into the cars' folders in Drive, where the account may see them; state: 0 waits, 1 came in
 * or is not wanted again, 2 cannot be taken in, and why. drive_file.is_searched: of a folder, whether such pictures
 * were asked for; can_trash: whether this account may put the file into Drive's bin. */
static const char *const version_10 =
  "CREATE TABLE drive_incoming ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  folder TEXT NOT NULL,"
  "  photo TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  mime_type TEXT NOT NULL,"
  "  hash TEXT,"
  "  size_bytes INTEGER NOT NULL DEFAULT 0,"
  "  state INTEGER NOT NULL DEFAULT 0,"
  "  reason INTEGER"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX drive_incoming_state ON drive_incoming (state, folder) WHERE state <> 1;"
  "ALTER TABLE drive_file ADD COLUMN is_searched INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE drive_file ADD COLUMN can_trash INTEGER NOT NULL DEFAULT 1;"
  "CREATE INDEX drive_file_unsearched ON drive_file (id) WHERE is_folder AND NOT is_searched;";

/* What was last read of each car's listing among the notes of the PCs: autosell-listing-share.h */
static const char *const version_11 = "CREATE TABLE listing_base ("
                                      "  link_id INTEGER NOT NULL REFERENCES sheet_link (id) ON DELETE CASCADE,"
                                      "  row_id TEXT NOT NULL,"
                                      "  said TEXT NOT NULL,"
                                      "  PRIMARY KEY (link_id, row_id)"
                                      ") STRICT, WITHOUT ROWID;";

/* migrations[i] leads from version i to i + 1. */
static const char *const *const migrations[AUTOSELL_SCHEMA_VERSION] = { &version_1, &version_2,  &version_3, &version_4,
                                                                        &version_5, &version_6,  &version_7, &version_8,
                                                                        &version_9, &version_10, &version_11 };

gboolean
autosell_schema_examine (AutosellConnection *connection, int *version, GError **error)
{
  gint64 application_id;

  /* The first read shows whether it is a database at all */
  if (autosell_connection_prepare (connection, "SELECT count(*) FROM sqlite_schema", error) == NULL)
    return FALSE;
  if (autosell_connection_get_int (connection, "SELECT count(*) FROM sqlite_schema", -1) == 0)
    {
      *version = 0;
      return TRUE;
    }

  application_id = autosell_connection_get_int (connection, "PRAGMA application_id", 0);
  *version = (int) autosell_connection_get_int (connection, "PRAGMA user_version", 0);
  if (application_id != AUTOSELL_APPLICATION_ID || *version < 1)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "The file is no stock of ours");
      return FALSE;
    }
  if (*version > AUTOSELL_SCHEMA_VERSION)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NEWER,
                   "The file has version %d, and this program knows %d", *version, AUTOSELL_SCHEMA_VERSION);
      return FALSE;
    }
  return TRUE;
}

/* The first programs of versions 4 and 5 made accounts without this column. */
static gboolean
complete_account (AutosellConnection *connection, int from, GError **error)
{
  if ((from != 4 && from != 5)
      || autosell_connection_get_int (connection,
                                      "SELECT 1 FROM pragma_table_info('account') WHERE name = 'uses_secret'", 0)
           != 0)
    return TRUE;
  return autosell_connection_exec (connection, "ALTER TABLE account ADD COLUMN uses_secret INTEGER NOT NULL DEFAULT 0",
                                   error);
}

static gboolean
migrate_one (AutosellConnection *connection, int from, GError **error)
{
  g_autofree char *pragmas =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", AUTOSELL_APPLICATION_ID, from + 1);
  int version;

  if (!autosell_connection_begin (connection, error))
    return FALSE;
  /* Another process may have been quicker */
  version = (int) autosell_connection_get_int (connection, "PRAGMA user_version", 0);
  if (version > from)
    {
      autosell_connection_rollback (connection);
      return TRUE;
    }
  if (!complete_account (connection, from, error) || !autosell_connection_exec (connection, *migrations[from], error)
      || !autosell_connection_exec (connection, pragmas, error))
    {
      autosell_connection_rollback (connection);
      return FALSE;
    }
  return autosell_connection_commit (connection, error);
}

gboolean
autosell_schema_migrate (AutosellConnection *connection, int version, GError **error)
{
  for (int from = version; from < AUTOSELL_SCHEMA_VERSION; from++)
    if (!migrate_one (connection, from, error))
      {
        g_prefix_error (error, "Migrating from version %d: ", from);
        return FALSE;
      }
  return TRUE;
}
