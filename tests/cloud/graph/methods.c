/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

#include "fields.h"

typedef enum
{
  NEED_NOTHING, /* no token */
  NEED_ANY,
  NEED_PERSON,
  NEED_MEMBER, /* a person's of the business that has the node */
  NEED_PAGE,   /* the token of the Page that the node is or belongs to */
} Need;

typedef struct
{
  const char *method;
  Kind kind;
  const char *edge; /* (nullable): the node itself */
  Need need;
  const char *scope;  /* (nullable) */
  const char *task;   /* (nullable) */
  const char *params; /* params.c */
  void (*run) (Ask *ask);
} Method;

#define PAGING "limit:int after:text before:text "
#define SPAN "since:time until:time "
#define POST_TIME \
  "published:bool scheduled_publish_time:time " \
  "unpublished_content_type:enum(SCHEDULED|SCHEDULED_RECURRING|DRAFT|ADS_POST|" \
  "INLINE_CREATED|PUBLISHED|REVIEWABLE_BRANDED_CONTENT) backdated_time:time place:text targeting:object "
#define CATALOG "catalog_management business_management"
#define BODY \
  "enum(CONVERTIBLE|COUPE|CROSSOVER|ESTATE|GRANDTOURER|HATCHBACK|MINIBUS|MINIVAN|MPV|NONE|OTHER|PICKUP|ROADSTER|" \
  "SALOON|SEDAN|" \
  "SMALL_CAR|SPORTSCAR|SUPERCAR|SUPERMINI|SUV|TRUCK|VAN|WAGON) "
#define STATE "enum(NEW|USED|CPO) "
#define VEHICLE \
  "availability:enum(AVAILABLE|NOT_AVAILABLE|PENDING|UNKNOWN) " \
  "condition:enum(EXCELLENT|VERY_GOOD|GOOD|FAIR|POOR|OTHER|NONE) " \
  "drivetrain:enum(AWD|FOUR_WD|FWD|RWD|TWO_WD|OTHER|NONE) " \
  "fuel_type:enum(DIESEL|ELECTRIC|GASOLINE|FLEX|HYBRID|OTHER|PETROL|" \
  "PLUGIN_HYBRID|NONE) transmission:enum(AUTOMATIC|MANUAL|OTHER|NONE) trim:text interior_color:text " \
  "vehicle_type:enum(BOAT|" \
  "CAR_TRUCK|COMMERCIAL|MOTORCYCLE|OTHER|POWERSPORT|RV_CAMPER|TRAILER) dealer_id:text dealer_name:text " \
  "dealer_phone:text " \
  "fb_page_id:id date_first_on_lot:text applinks:object "
#define PERIODS "period:enum(day|week|days_28|month|lifetime|total_over_range) "

/* Only what is known of Meta's interface: no photo swap, no key against doubles, no listing on Marketplace. */
static const Method methods[] = {
  { "GET", KIND_PEOPLE, NULL, NEED_ANY, NULL, NULL, "fields:text ", node_get },
  { "GET", KIND_PEOPLE, "accounts", NEED_PERSON, "pages_show_list", NULL, PAGING "fields:text ", lists_accounts },
  { "GET", KIND_PEOPLE, "permissions", NEED_PERSON, NULL, NULL, PAGING, login_list_permissions },
  { "DELETE", KIND_PEOPLE, "permissions", NEED_PERSON, NULL, NULL, "", login_revoke },
  { "GET", KIND_APPS, NULL, NEED_ANY, NULL, NULL, "fields:text ", node_get },

  { "GET", KIND_PAGES, NULL, NEED_ANY, NULL, NULL, "fields:text ", node_get },
  { "POST", KIND_PAGES, "photos", NEED_PAGE, "pages_manage_posts pages_read_engagement", "CREATE_CONTENT",
    "source:file url:text temporary:bool alt_text_custom:text caption:text message:text name:text "
    "no_story:bool " POST_TIME,
    photos_upload },
  { "POST", KIND_PAGES, "feed", NEED_PAGE, "pages_manage_posts pages_read_engagement", "CREATE_CONTENT",
    "message:text attached_media:media link:text feed_targeting:object call_to_action:object " POST_TIME, feed_post },
  { "GET", KIND_PAGES, "feed", NEED_PAGE, "pages_read_engagement pages_read_user_content", NULL,
    PAGING SPAN "fields:text ", lists_feed },
  { "GET", KIND_PAGES, "posts", NEED_PAGE, "pages_read_engagement", NULL, PAGING SPAN "fields:text ", lists_published },
  { "GET", KIND_PAGES, "published_posts", NEED_PAGE, "pages_read_engagement", NULL, PAGING SPAN "fields:text ",
    lists_published },
  { "GET", KIND_PAGES, "scheduled_posts", NEED_PAGE, "pages_read_engagement", "CREATE_CONTENT", PAGING "fields:text ",
    lists_scheduled },
  { "GET", KIND_PAGES, "insights", NEED_PAGE, "read_insights pages_read_engagement", "ANALYZE",
    "metric:text breakdown:text " PERIODS SPAN, insights_get },

  { "GET", KIND_POSTS, NULL, NEED_PAGE, "pages_read_engagement", NULL, "fields:text ", node_get },
  { "POST", KIND_POSTS, NULL, NEED_PAGE, "pages_manage_posts", "CREATE_CONTENT",
    "message:text is_published:bool scheduled_publish_time:unix is_hidden:bool "
    "timeline_visibility:enum(hidden|normal|forced_allow) "
    "is_pinned:bool backdated_time:time ",
    feed_update },
  { "DELETE", KIND_POSTS, NULL, NEED_PAGE, "pages_manage_posts", "CREATE_CONTENT", "", feed_delete },
  { "GET", KIND_POSTS, "insights", NEED_PAGE, "read_insights pages_read_engagement", "ANALYZE",
    "metric:text " PERIODS SPAN, insights_get },
  { "GET", KIND_POSTS, "comments", NEED_PAGE, "pages_read_engagement pages_read_user_content", NULL,
    PAGING SPAN
    "fields:text summary:text filter:enum(toplevel|stream) order:enum(chronological|reverse_chronological) ",
    comments_list },
  { "POST", KIND_POSTS, "comments", NEED_PAGE, "pages_manage_engagement", "MODERATE",
    "message:text attachment_url:text attachment_id:text ", comments_add },

  { "GET", KIND_COMMENTS, NULL, NEED_PAGE, "pages_read_user_content", NULL, "fields:text ", node_get },
  { "DELETE", KIND_COMMENTS, NULL, NEED_PAGE, "pages_manage_engagement", "MODERATE", "", comments_delete },
  { "GET", KIND_PHOTOS, NULL, NEED_PAGE, "pages_read_engagement", NULL, "fields:text ", node_get },
  { "GET", KIND_BUSINESSES, NULL, NEED_MEMBER, "business_management", NULL, "fields:text ", node_get },
  { "GET", KIND_BUSINESSES, "owned_product_catalogs", NEED_MEMBER, CATALOG, NULL, PAGING "fields:text ", catalog_list },
  { "POST", KIND_BUSINESSES, "owned_product_catalogs", NEED_MEMBER, CATALOG, NULL,
    "name*:text vertical:enum(commerce|vehicles|hotels|flights|destinations|home_listings) ", catalog_create },
  { "GET", KIND_CATALOGS, NULL, NEED_MEMBER, CATALOG, NULL, "fields:text ", node_get },
  { "POST", KIND_CATALOGS, "items_batch", NEED_MEMBER, CATALOG, NULL,
    "item_type*:text requests*:list allow_upsert:bool item_sub_type:text version:int ", catalog_batch },
  { "GET", KIND_CATALOGS, "check_batch_request_status", NEED_MEMBER, CATALOG, NULL,
    "handle*:text load_ids_of_invalid_requests:bool error_priority:enum(HIGH|MEDIUM|LOW) fields:text ",
    catalog_check_batch },
  { "GET", KIND_CATALOGS, "vehicles", NEED_MEMBER, CATALOG, NULL, PAGING "fields:text ", catalog_list_vehicles },
  { "POST", KIND_CATALOGS, "vehicles", NEED_MEMBER, CATALOG, NULL,
    "vehicle_id*:text title*:text description*:text url*:text make*:text model*:text year*:int mileage*:object "
    "images*:list body_style*:" BODY "state_of_vehicle*:" STATE
    "exterior_color*:text vin*:text price*:int currency*:text address*:object " VEHICLE,
    catalog_add_vehicle },
  { "GET", KIND_VEHICLES, NULL, NEED_MEMBER, CATALOG, NULL, "fields:text ", node_get },
  { "POST", KIND_VEHICLES, NULL, NEED_MEMBER, CATALOG, NULL,
    "title:text description:text url:text make:text model:text year:int mileage:object images:list body_style:" BODY
    "state_of_vehicle:" STATE "exterior_color:text vin:text price:int currency:text address:object " VEHICLE,
    catalog_update_vehicle },
  { "GET", KIND_CATALOGS, "product_feeds", NEED_MEMBER, CATALOG, NULL, PAGING "fields:text ", catalog_list_feeds },
  { "POST", KIND_CATALOGS, "product_feeds", NEED_MEMBER, CATALOG, NULL,
    "name*:text feed_type:enum(VEHICLES|PRODUCTS) default_currency:text country:text "
    "encoding:enum(AUTODETECT|LATIN1|UTF8|UTF16LE|UTF16BE|"
    "UTF32LE|UTF32BE) delimiter:enum(AUTODETECT|BAR|COMMA|TAB|TILDE|SEMICOLON) "
    "quoted_fields_mode:enum(AUTODETECT|OFF|ON|off|on) "
    "schedule:object update_schedule:object ",
    catalog_add_feed },
  { "GET", KIND_FEEDS, NULL, NEED_MEMBER, CATALOG, NULL, "fields:text ", node_get },
  { "POST", KIND_FEEDS, "uploads", NEED_MEMBER, CATALOG, NULL, "file:file url:text update_only:bool ",
    catalog_upload_feed },
  { "GET", KIND_UPLOADS, NULL, NEED_MEMBER, CATALOG, NULL, "fields:text ", node_get },
  { "GET", KIND_UPLOADS, "errors", NEED_MEMBER, CATALOG, NULL, PAGING "fields:text ", catalog_list_errors },
  { "DELETE", KIND_PHOTOS, NULL, NEED_PAGE, "pages_manage_posts", "CREATE_CONTENT", "", photos_delete },
};

/* Those that name no node. */
static const struct
{
  const char *method;
  const char *path;
  Need need;
  const char *params;
  void (*run) (Ask *ask);
} roots[] = {
  { "GET", "oauth/access_token", NEED_NOTHING,
    "client_id:id client_secret:text redirect_uri:text code:text code_verifier:text "
    "grant_type:enum(fb_exchange_token|client_credentials) "
    "fb_exchange_token:text ",
    login_give_token },
  { "POST", "oauth/access_token", NEED_NOTHING,
    "client_id:id client_secret:text redirect_uri:text code:text code_verifier:text "
    "grant_type:enum(fb_exchange_token|client_credentials) "
    "fb_exchange_token:text ",
    login_give_token },
  { "GET", "debug_token", NEED_ANY, "input_token*:text ", login_debug_token },
  { "GET", "", NEED_ANY, "ids*:text fields:text ", batch_read_ids },
  { "POST", "", NEED_NOTHING, "batch*:list include_headers:bool ", batch_run },
  { "POST", "me", NEED_NOTHING, "batch*:list include_headers:bool ", batch_run },
};

/* ---- Finding ---- */

static gboolean
run_root (Ask *ask)
{
  g_autofree char *path = g_strjoinv ("/", ask->path);

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (g_str_equal (roots[i].method, ask->method) && g_str_equal (roots[i].path, path))
      {
        if ((roots[i].need == NEED_NOTHING || (ask_read_token (ask) && limits_take (ask)))
            && params_check (ask, roots[i].params))
          roots[i].run (ask);
        return TRUE;
      }
  return FALSE;
}

static const Method *
find_method (Ask *ask, Kind kind)
{
  /* The path of one permission: USER/permissions/NAME */
  guint n = g_strv_length (ask->path);
  gboolean is_deep = n == 3 && kind == KIND_PEOPLE && g_str_equal (ask->method, "DELETE");

  for (guint i = 0; (n <= 2 || is_deep) && i < G_N_ELEMENTS (methods); i++)
    if (methods[i].kind == kind && g_str_equal (methods[i].method, ask->method)
        && g_strcmp0 (methods[i].edge, ask->path[1]) == 0)
      return &methods[i];
  return NULL;
}

static void
refuse_edge (Ask *ask, Kind kind)
{
  const char *edge = ask->path[1];

  ask_violate (ask, "%s has no %s of “%s”", node_get_type (kind), ask->method, edge != NULL ? edge : "itself");
  if (edge != NULL && g_str_equal (ask->method, "GET"))
    ask_fail (ask, 100, 0, "(#100) Tried accessing nonexisting field (%s) on node type (%s)", edge,
              node_get_type (kind));
  else
    ask_not_found (ask, ask->path[0]);
}

/* ---- Whether it may ---- */

static const char *
get_page_id (Ask *ask, Kind kind)
{
  return rec_text (ask->node, kind == KIND_PAGES ? "id" : "page");
}

/* Of the business to which a catalog and all in it belongs. */
static gboolean
is_member (Ask *ask, Kind kind)
{
  Record *catalog =
    kind == KIND_CATALOGS ? ask->node : graph_find (ask->graph, KIND_CATALOGS, rec_text (ask->node, "catalog"));
  Record *business = kind == KIND_BUSINESSES ? ask->node
                     : catalog != NULL       ? graph_find (ask->graph, KIND_BUSINESSES, rec_text (catalog, "business"))
                                             : NULL;

  return business != NULL && rec_list_has (business, "people", rec_text (ask->person, "id"));
}

static gboolean
is_allowed (Ask *ask, const Method *method)
{
  const char *kind = rec_text (ask->token, "kind");
  gboolean is_person = g_strcmp0 (kind, "USER") == 0 || g_strcmp0 (kind, "SYSTEM") == 0;

  switch (method->need)
    {
    case NEED_PERSON:
      if (!is_person)
        return ask_fail (ask, 100, 0, "(#100) Tried accessing nonexisting field (%s) on node type (Page)",
                         ask->path[1]);
      /* Of others nothing is known */
      if (method->kind == KIND_PEOPLE && ask->node != ask->person)
        return ask_not_found (ask, ask->path[0]);
      break;
    case NEED_MEMBER:
      if (!is_person || !is_member (ask, method->kind))
        return ask_not_found (ask, ask->path[0]);
      break;
    case NEED_PAGE:
      if (!ask_is_of_page (ask, get_page_id (ask, method->kind)))
        return FALSE;
      break;
    default:
      break;
    }
  return ask_may (ask, method->scope, method->task);
}

void
methods_run (Ask *ask)
{
  Kind kind = KIND_APPS;
  const Method *method;

  if (run_root (ask) || !ask_read_token (ask))
    return;
  if (ask->path[0] == NULL || (ask->node = node_find (ask, ask->path[0], &kind)) == NULL)
    {
      if (limits_take (ask))
        ask_not_found (ask, ask->path[0] != NULL ? ask->path[0] : "");
      return;
    }
  method = find_method (ask, kind);
  if (!limits_take (ask))
    return;
  if (method == NULL)
    refuse_edge (ask, kind);
  else if (params_check (ask, method->params) && is_allowed (ask, method))
    method->run (ask);
}
