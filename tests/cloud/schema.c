/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema.h"

#include <string.h>

/* One type a line: its members with their types. A type is an object of this table, `string`, `number`, `int`, `bool`,
 * `any` (an object that is kept as it is), `cell` (what a values method takes: null, string, number, boolean) or an
 * enumeration A|B; [] after it is a list. ! at the end of a member's name: it is required. */
typedef struct
{
  const char *name;
  const char *members;
} Type;

static const Type types[] = {
  /* Sheets: values */
  { "ValueRange", "range:string majorDimension:ROWS|COLUMNS values:cell[][]" },
  { "BatchUpdateValues", "valueInputOption!:RAW|USER_ENTERED data:ValueRange[] includeValuesInResponse:bool "
                         "responseValueRenderOption:FORMATTED_VALUE|UNFORMATTED_VALUE|FORMULA "
                         "responseDateTimeRenderOption:SERIAL_NUMBER|FORMATTED_STRING" },
  { "BatchClearValues", "ranges:string[]" },
  { "ClearValues", "" },
  { "BatchGetByDataFilter",
    "dataFilters:DataFilter[] majorDimension:ROWS|COLUMNS "
    "valueRenderOption:FORMATTED_VALUE|UNFORMATTED_VALUE|FORMULA dateTimeRenderOption:SERIAL_NUMBER|FORMATTED_STRING" },
  { "DataFilterValueRange", "dataFilter!:DataFilter majorDimension:ROWS|COLUMNS values:cell[][]" },
  { "BatchUpdateByDataFilter",
    "valueInputOption!:RAW|USER_ENTERED data:DataFilterValueRange[] includeValuesInResponse:bool "
    "responseValueRenderOption:FORMATTED_VALUE|UNFORMATTED_VALUE|FORMULA "
    "responseDateTimeRenderOption:SERIAL_NUMBER|FORMATTED_STRING" },
  /* Sheets: developer metadata */
  { "DataFilter", "developerMetadataLookup:MetadataLookup a1Range:string gridRange:GridRange" },
  { "MetadataLookup", "metadataId:int metadataKey:string metadataValue:string visibility:DOCUMENT|PROJECT "
                      "locationType:ROW|COLUMN|SHEET|SPREADSHEET metadataLocation:MetadataLocation "
                      "locationMatchingStrategy:EXACT_LOCATION|INTERSECTING_LOCATION" },
  { "MetadataLocation", "spreadsheet:bool sheetId:int dimensionRange:DimensionRange" },
  { "Metadata",
    "metadataId:int metadataKey:string metadataValue:string visibility:DOCUMENT|PROJECT location:MetadataLocation" },
  { "SearchMetadata", "dataFilters:DataFilter[]" },
  /* Sheets: structure */
  { "GridRange", "sheetId:int startRowIndex:int endRowIndex:int startColumnIndex:int endColumnIndex:int" },
  { "DimensionRange", "sheetId:int dimension:ROWS|COLUMNS startIndex:int endIndex:int" },
  { "GridCoordinate", "sheetId:int rowIndex:int columnIndex:int" },
  { "ExtendedValue", "numberValue:number stringValue:string boolValue:bool formulaValue:string" },
  { "CellData", "userEnteredValue:ExtendedValue userEnteredFormat:any note:string dataValidation:ValidationRule" },
  { "RowData", "values:CellData[]" },
  { "ConditionValue", "userEnteredValue:string relativeDate:string" },
  { "BooleanCondition",
    "type:ONE_OF_LIST|ONE_OF_RANGE|BOOLEAN|NUMBER_GREATER|DATE_IS_VALID|CUSTOM_FORMULA values:ConditionValue[]" },
  { "ValidationRule", "condition:BooleanCondition inputMessage:string strict:bool showCustomUi:bool" },
  { "GridProperties", "rowCount:int columnCount:int frozenRowCount:int frozenColumnCount:int hideGridlines:bool" },
  { "SheetProperties", "sheetId:int title:string index:int sheetType:GRID hidden:bool gridProperties:GridProperties" },
  { "SpreadsheetProperties", "title:string locale:string timeZone:string" },
  { "NewSheet", "properties:SheetProperties data:any[]" },
  { "NewSpreadsheet", "properties:SpreadsheetProperties sheets:NewSheet[]" },
  { "DimensionProperties", "hiddenByUser:bool hiddenByFilter:bool pixelSize:int" },
  { "Editors", "users:string[] groups:string[] domainUsersCanEdit:bool" },
  { "ProtectedRange", "protectedRangeId:int range:GridRange description:string warningOnly:bool editors:Editors" },
  { "SortSpec", "dimensionIndex:int sortOrder:ASCENDING|DESCENDING" },
  { "BatchUpdate",
    "requests!:Request[] includeSpreadsheetInResponse:bool responseRanges:string[] responseIncludeGridData:bool" },
  { "Request",
    "insertDimension:InsertDimension updateCells:UpdateCells appendCells:AppendCells repeatCell:RepeatCell "
    "copyPaste:CopyPaste setDataValidation:SetDataValidation appendDimension:AppendDimension "
    "deleteDimension:DeleteDimension "
    "moveDimension:MoveDimension sortRange:SortRange addSheet:AddSheet deleteSheet:DeleteSheet "
    "updateSheetProperties:UpdateSheetProperties updateSpreadsheetProperties:UpdateSpreadsheetProperties "
    "updateDimensionProperties:UpdateDimensionProperties addProtectedRange:AddProtectedRange mergeCells:MergeCells "
    "createDeveloperMetadata:CreateMetadata updateDeveloperMetadata:UpdateMetadata "
    "deleteDeveloperMetadata:DeleteMetadata" },
  { "InsertDimension", "range!:DimensionRange inheritFromBefore:bool" },
  { "UpdateCells", "rows:RowData[] fields!:string start:GridCoordinate range:GridRange" },
  { "AppendCells", "sheetId:int rows:RowData[] fields!:string tableId:string" },
  { "RepeatCell", "range!:GridRange cell:CellData fields!:string" },
  { "CopyPaste",
    "source!:GridRange destination!:GridRange pasteType:PASTE_NORMAL|PASTE_VALUES|PASTE_FORMAT|PASTE_DATA_VALIDATION "
    "pasteOrientation:NORMAL|TRANSPOSE" },
  { "SetDataValidation", "range!:GridRange rule:ValidationRule" },
  { "AppendDimension", "sheetId:int dimension!:ROWS|COLUMNS length!:int" },
  { "DeleteDimension", "range!:DimensionRange" },
  { "MoveDimension", "source!:DimensionRange destinationIndex:int" },
  { "SortRange", "range!:GridRange sortSpecs!:SortSpec[]" },
  { "AddSheet", "properties:SheetProperties" },
  { "DeleteSheet", "sheetId:int" },
  { "UpdateSheetProperties", "properties!:SheetProperties fields!:string" },
  { "UpdateSpreadsheetProperties", "properties!:SpreadsheetProperties fields!:string" },
  { "UpdateDimensionProperties", "range!:DimensionRange properties!:DimensionProperties fields!:string" },
  { "AddProtectedRange", "protectedRange!:ProtectedRange" },
  { "MergeCells", "range!:GridRange mergeType:MERGE_ALL|MERGE_COLUMNS|MERGE_ROWS" },
  { "CreateMetadata", "developerMetadata!:Metadata" },
  { "UpdateMetadata", "dataFilters!:DataFilter[] developerMetadata!:Metadata fields!:string" },
  { "DeleteMetadata", "dataFilter!:DataFilter" },
  /* Drive */
  { "File", "id:string name:string mimeType:string description:string parents:string[] trashed:bool starred:bool "
            "appProperties:any "
            "properties:any createdTime:string modifiedTime:string" },
  { "Permission",
    "role!:reader|commenter|writer|fileOrganizer|organizer|owner type!:user|group|domain|anyone emailAddress:string "
    "domain:string allowFileDiscovery:bool" },
};

static char *check_value (JsonNode *node, const char *type, const char *path);

static const Type *
find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      return &types[i];
  return NULL;
}

/* The type of a member, and whether it is required. Returns: (transfer full) (nullable) */
static char *
find_member (const Type *type, const char *name, gboolean *is_required)
{
  g_auto(GStrv) members = g_strsplit (type->members, " ", -1);

  for (char **member = members; *member != NULL; member++)
    {
      char *colon = strchr (*member, ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      *is_required = colon > *member && colon[-1] == '!';
      if (*is_required)
        colon[-1] = '\0';
      if (g_str_equal (*member, name))
        return g_strdup (colon + 1);
    }
  return NULL;
}

gboolean
schema_has_member (const char *type_name, const char *name)
{
  const Type *type = find_type (type_name);
  gboolean is_required;
  g_autofree char *member = type != NULL ? find_member (type, name, &is_required) : NULL;

  return member != NULL;
}

/* The messages name members as the service's own language does: requests[0].update_cells */
static char *
to_snake (const char *name)
{
  GString *snake = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c))
        g_string_append_c (snake, '_');
      g_string_append_c (snake, g_ascii_tolower (*c));
    }
  return g_string_free (snake, FALSE);
}

static char *
check_object (JsonNode *node, const Type *type, const char *path)
{
  JsonObject *object;
  g_autoptr(GList) names = NULL;
  g_auto(GStrv) members = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup_printf ("Invalid value at '%s' (%s), a value of another kind", path, type->name);
  object = json_node_get_object (node);
  names = json_object_get_members (object);
  for (GList *link = names; link != NULL; link = link->next)
    {
      gboolean is_required;
      g_autofree char *member = find_member (type, link->data, &is_required);
      g_autofree char *snake = to_snake (link->data);
      g_autofree char *inner = *path != '\0' ? g_strdup_printf ("%s.%s", path, snake) : g_strdup (snake);
      char *fault;

      if (member == NULL)
        return *path != '\0'
                 ? g_strdup_printf ("Invalid JSON payload received. Unknown name \"%s\" at '%s': Cannot find field.",
                                    (char *) link->data, path)
                 : g_strdup_printf ("Invalid JSON payload received. Unknown name \"%s\": Cannot find field.",
                                    (char *) link->data);
      fault = check_value (json_object_get_member (object, link->data), member, inner);
      if (fault != NULL)
        return fault;
    }
  members = g_strsplit (type->members, " ", -1);
  for (char **member = members; *member != NULL; member++)
    {
      char *mark = strstr (*member, "!:");

      if (mark == NULL)
        continue;
      *mark = '\0';
      if (!json_object_has_member (object, *member))
        return g_strdup_printf ("Invalid value at '%s': %s is required", path, *member);
    }
  return NULL;
}

static char *
check_list (JsonNode *node, const char *element, const char *path)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup_printf ("Invalid value at '%s', a list is expected", path);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", path, i);
      char *fault = check_value (json_array_get_element (array, i), element, inner);

      if (fault != NULL)
        return fault;
    }
  return NULL;
}

static gboolean
is_scalar (JsonNode *node, const char *type)
{
  GType held;

  if (JSON_NODE_HOLDS_NULL (node))
    return g_str_equal (type, "cell");
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  held = json_node_get_value_type (node);
  if (g_str_equal (type, "string"))
    return held == G_TYPE_STRING;
  if (g_str_equal (type, "bool"))
    return held == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "int"))
    return held == G_TYPE_INT64;
  if (g_str_equal (type, "number"))
    return held == G_TYPE_INT64 || held == G_TYPE_DOUBLE;
  return g_str_equal (type, "cell");
}

static char *
check_value (JsonNode *node, const char *type, const char *path)
{
  gsize length = strlen (type);
  const Type *object_type;

  if (length > 2 && g_str_has_suffix (type, "[]"))
    {
      g_autofree char *element = g_strndup (type, length - 2);

      return check_list (node, element, path);
    }
  if (g_str_equal (type, "any"))
    return JSON_NODE_HOLDS_OBJECT (node) ? NULL
                                         : g_strdup_printf ("Invalid value at '%s', an object is expected", path);
  object_type = find_type (type);
  if (object_type != NULL)
    return check_object (node, object_type, path);
  if (strchr (type, '|') != NULL || g_ascii_isupper (*type))
    {
      g_auto(GStrv) names = g_strsplit (type, "|", -1);

      if (is_scalar (node, "string") && g_strv_contains ((const char *const *) names, json_node_get_string (node)))
        return NULL;
      return g_strdup_printf ("Invalid value at '%s' (TYPE_ENUM), unknown name", path);
    }
  return is_scalar (node, type) ? NULL : g_strdup_printf ("Invalid value at '%s' (%s)", path, type);
}

char *
schema_check (JsonNode *node, const char *type)
{
  const Type *found = find_type (type);

  g_assert (found != NULL);
  return check_object (node, found, "");
}
