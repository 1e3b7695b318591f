/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-problem.h"

#include <string.h>

#include "autosell-distance.h"
#include "autosell-text.h"

/* All spellings that mean the same without doubt: they differ in case, accents, blanks, signs or gender, or are names
 * of one make or colour. A link leads from a group to one that outranks it, so links never run in a circle. */
typedef struct _Group Group;
struct _Group
{
  char *key;            /* owned: what all spellings of the group share */
  char *words;          /* owned: autosell_text_fold_words() of the commonest spelling */
  char *compact;        /* owned: the same without blanks */
  const char *spelling; /* the commonest; owned by the table of counts */
  gint64 spelling_count;
  gint64 count;      /* cars, of all its spellings */
  gboolean is_known; /* a make or colour of the tables below */
  Group *link;       /* unowned, nullable: what it is a slip of */
};

struct _AutosellSpelling
{
  gatomicrefcount ref_count;
  AutosellField field;
  GHashTable *groups;    /* owned: key (of the group) → Group (owned) */
  GPtrArray *ranked;     /* owned: Group (unowned), the highest first */
  GHashTable *canonical; /* owned: spelling (owned) → spelling (key of this table), itself where it is no variant */
};

/* A file of nonsense can bring as many brands as cars: each is compared with the highest groups only. */
#define MAX_COMPARED 128

/* Makes sold in Mexico, names of one make parted by '|'. Two makes of this list are never slips of each other (SEAT and
 * FIAT, JAC and GAC), and a slip of a make is known as one by a single good example in the stock. */
/* clang-format off */
static const char *const makes[] = {
  "acura", "alfa romeo|alfa", "aston martin|aston", "audi", "baic", "bentley", "bestune", "bmw", "buick", "byd",
  "cadillac", "changan", "chery", "chevrolet|chevy", "chirey", "chrysler", "citroen", "cupra", "daewoo", "datsun",
  "deepal", "dfsk", "dodge", "dongfeng", "exeed", "faw", "ferrari", "fiat", "ford", "forthing", "foton",
  "freightliner", "gac", "geely", "genesis", "gmc", "great wall|gwm|great wall motor|great wall motors", "haval",
  "hino", "honda", "hummer", "hyundai", "ineos", "infiniti", "international", "isuzu", "jac", "jaecoo", "jaguar",
  "jeep", "jetour", "jmc", "kenworth", "kia", "lamborghini", "lancia", "land rover", "lexus", "lincoln", "livan",
  "lotus", "lynk co", "maserati", "mastretta", "maxus", "maybach", "mazda", "mclaren", "mercedes benz|mercedes|mb",
  "mercury", "mg", "mini", "mitsubishi", "neta", "nio", "nissan", "oldsmobile", "omoda", "opel", "peugeot",
  "plymouth", "polestar", "pontiac", "porsche", "ram", "renault", "rolls royce", "rover", "saab", "saturn", "scion",
  "seat", "sev", "skoda", "skyworth", "smart", "soueast", "ssangyong", "subaru", "suzuki", "swm", "tank", "tesla",
  "toyota", "vauxhall", "volkswagen|vw", "volvo", "vuhl", "wuling", "xpeng", "zacua", "zeekr",
};
/* clang-format on */

/* Words of colour; names of one colour parted by '|'. GUINDA, VINO and TINTO are three: which of them a car is, the lot
 * knows. */
/* clang-format off */
static const char *const colours[] = {
  "acero", "aluminio", "amarillo|yellow", "antracita", "aqua", "arena", "azul|blue", "beige|beis", "blanco|white",
  "borgoña", "bronce|bronze", "burgundy", "cafe|brown", "carbon", "celeste", "cereza", "champagne|champaña|champan",
  "chocolate", "cobre|copper", "coral", "crema", "dorado|gold", "durazno", "esmeralda", "fucsia",
  "grafito|graphite", "gris|gray|grey", "guinda", "hueso", "indigo", "jade", "lavanda", "lila", "magenta", "marfil",
  "marino", "marron", "menta", "morado|purple", "naranja|orange", "negro|black", "ocre", "olivo", "oro", "oxford",
  "perla|pearl", "plata|plateado|silver", "plomo", "purpura", "rojo|red", "rosa|pink", "salmon", "tabaco", "tinto",
  "titanio", "turquesa", "verde|green", "vino", "violeta",
};
/* clang-format on */

/* ---- What is known ---- */

static gpointer
make_known (gpointer data)
{
  gboolean is_brand = GPOINTER_TO_INT (data) == AUTOSELL_FIELD_BRAND;
  const char *const *table = is_brand ? makes : colours;
  guint n = is_brand ? G_N_ELEMENTS (makes) : G_N_ELEMENTS (colours);
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < n; i++)
    {
      g_auto(GStrv) names = g_strsplit (table[i], "|", -1);

      for (char **name = names; *name != NULL; name++)
        g_hash_table_insert (known, is_brand ? autosell_text_fold_compact (*name) : autosell_text_colour_key (*name),
                             autosell_text_fold_compact (names[0]));
    }
  return known;
}

/* The first name of the make or the colour that @folded is a name of, or NULL. */
static const char *
find_known (AutosellField field, const char *folded)
{
  static GOnce makes_once = G_ONCE_INIT, colours_once = G_ONCE_INIT;
  GHashTable *known = field == AUTOSELL_FIELD_BRAND
                        ? g_once (&makes_once, make_known, GINT_TO_POINTER (AUTOSELL_FIELD_BRAND))
                        : g_once (&colours_once, make_known, GINT_TO_POINTER (AUTOSELL_FIELD_COLOUR));

  return g_hash_table_lookup (known, folded);
}

/* What is equal for all spellings of one thing. Returns: (transfer full) */
static char *
make_key (AutosellField field, const char *value, gboolean *is_known)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;
  GString *key;
  const char *name;

  if (field == AUTOSELL_FIELD_BRAND)
    {
      folded = autosell_text_fold_compact (value);
      name = find_known (field, folded);
      *is_known = name != NULL;
      return g_strdup (name != NULL ? name : folded);
    }

  folded = autosell_text_colour_key (value);
  words = g_strsplit (folded, " ", -1);
  key = g_string_new (NULL);
  *is_known = *words != NULL;
  for (char **word = words; *word != NULL; word++)
    {
      name = find_known (field, *word);
      *is_known &= name != NULL;
      g_string_append (key, name != NULL ? name : *word);
    }
  return g_string_free (key, FALSE);
}

/* ---- Groups ---- */

static void
group_free (Group *group)
{
  g_free (group->key);
  g_free (group->words);
  g_free (group->compact);
  g_free (group);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Group *x = *(Group *const *) a, *y = *(Group *const *) b;

  if (x->is_known != y->is_known)
    return x->is_known ? -1 : 1;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (strlen (x->key) != strlen (y->key))
    return strlen (x->key) > strlen (y->key) ? -1 : 1;
  return strcmp (x->key, y->key);
}

/* Of two spellings equally common the longer says more; of BLANCA and BLANCO the one that a dictionary has; then any,
 * but always the same. */
static gboolean
is_better_spelling (const char *a, gint64 a_count, const char *b, gint64 b_count)
{
  g_autofree char *a_key = NULL, *b_key = NULL, *a_words = NULL, *b_words = NULL;
  gboolean a_is_base, b_is_base;

  if (a_count != b_count)
    return a_count > b_count;
  a_words = autosell_text_fold_words (a);
  b_words = autosell_text_fold_words (b);
  if (strlen (a_words) != strlen (b_words))
    return strlen (a_words) > strlen (b_words);
  a_key = autosell_text_colour_key (a);
  b_key = autosell_text_colour_key (b);
  a_is_base = g_str_equal (a_key, a_words);
  b_is_base = g_str_equal (b_key, b_words);
  return a_is_base != b_is_base ? a_is_base : strcmp (a, b) < 0;
}

static void
add_spelling (AutosellSpelling *self, const char *spelling, gint64 count)
{
  gboolean is_known;
  g_autofree char *key = make_key (self->field, spelling, &is_known);
  Group *group;

  if (*key == '\0')
    return; /* a placeholder, which is another problem */
  group = g_hash_table_lookup (self->groups, key);
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->key = g_steal_pointer (&key);
      group->is_known = is_known;
      g_hash_table_insert (self->groups, group->key, group);
      g_ptr_array_add (self->ranked, group);
    }
  group->count += count;
  if (group->spelling == NULL || is_better_spelling (spelling, count, group->spelling, group->spelling_count))
    {
      group->spelling = spelling;
      group->spelling_count = count;
    }
}

static void
finish_group (Group *group)
{
  group->words = autosell_text_fold_words (group->spelling);
  group->compact = autosell_text_fold_compact (group->spelling);
}

/* ---- Slips ---- */

static gboolean
has_same_digits (const char *a, const char *b)
{
  for (;;)
    {
      a += strcspn (a, "0123456789");
      b += strcspn (b, "0123456789");
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* "chevrolet" and "chevrolet aveo" */
static gboolean
one_adds_words (const char *a, const char *b)
{
  const char *shorter = strlen (a) < strlen (b) ? a : b;
  const char *longer = shorter == a ? b : a;
  gsize length = strlen (shorter);

  return length >= 3 && strncmp (shorter, longer, length) == 0 && longer[length] == ' ';
}

static gboolean
is_swap (const char *a, const char *b)
{
  gsize at = 0;

  if (strlen (a) != strlen (b))
    return FALSE;
  while (a[at] != '\0' && a[at] == b[at])
    at++;
  return a[at] != '\0' && a[at] == b[at + 1] && a[at + 1] == b[at] && strcmp (a + at + 2, b + at + 2) == 0;
}

/* Whether @rare is @common mistyped: one slip in five letters, or two in nine where the word is known. */
static gboolean
is_mistyped (const Group *rare, const Group *common, guint *distance)
{
  gsize shorter = MIN (strlen (rare->compact), strlen (common->compact));
  gsize longer = MAX (strlen (rare->compact), strlen (common->compact));

  if (rare->is_known || longer < 5 || shorter < 4 || (!common->is_known && common->count <= rare->count))
    return FALSE;
  *distance = autosell_text_distance (rare->compact, common->compact, common->is_known && shorter >= 8 ? 2 : 1);
  if (*distance == 1)
    return common->is_known || common->count / 3 >= MAX (1, rare->count) || is_swap (rare->compact, common->compact);
  return *distance == 2 && common->is_known && shorter >= 8;
}

/* The group that @group is a slip of: the nearest, and of those the highest. */
static Group *
find_link (AutosellSpelling *self, Group *group)
{
  Group *best = NULL;
  guint best_distance = G_MAXUINT;

  for (guint i = 0; i < MIN (self->ranked->len, MAX_COMPARED); i++)
    {
      Group *other = g_ptr_array_index (self->ranked, i);
      guint distance = G_MAXUINT;

      if (other == group || compare_ranks (&other, &group) >= 0)
        break;
      if (!has_same_digits (group->compact, other->compact))
        continue;
      if (self->field == AUTOSELL_FIELD_BRAND && !(group->is_known && other->is_known)
          && one_adds_words (group->words, other->words))
        distance = 1;
      else if (!is_mistyped (group, other, &distance))
        continue;
      if (distance < best_distance)
        {
          best = other;
          best_distance = distance;
        }
    }
  return best;
}

static const char *
follow_links (const Group *group)
{
  while (group->link != NULL)
    group = group->link;
  return group->spelling;
}

/* ---- Public ---- */

static void
set_canonical (AutosellSpelling *self)
{
  GHashTableIter iter;
  gpointer spelling;

  g_hash_table_iter_init (&iter, self->canonical);
  while (g_hash_table_iter_next (&iter, &spelling, NULL))
    {
      gboolean is_known;
      g_autofree char *key = make_key (self->field, spelling, &is_known);
      Group *group = g_hash_table_lookup (self->groups, key);

      g_hash_table_iter_replace (&iter, group != NULL ? (gpointer) follow_links (group) : spelling);
    }
}

AutosellSpelling *
autosell_spelling_new (AutosellField field, const char *const *values, const gint64 *counts, guint n)
{
  AutosellSpelling *self = g_new0 (AutosellSpelling, 1);

  g_return_val_if_fail (field == AUTOSELL_FIELD_BRAND || field == AUTOSELL_FIELD_COLOUR, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->field = field;
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) group_free);
  self->ranked = g_ptr_array_new ();
  self->canonical = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      char *spelling;

      if (values[i] == NULL || g_hash_table_contains (self->canonical, values[i])
          || autosell_text_is_placeholder (values[i]))
        continue;
      spelling = g_strdup (values[i]);
      g_hash_table_insert (self->canonical, spelling, spelling);
      add_spelling (self, spelling, counts[i]);
    }
  g_ptr_array_sort (self->ranked, compare_ranks);
  for (guint i = 0; i < self->ranked->len; i++)
    finish_group (g_ptr_array_index (self->ranked, i));
  for (guint i = 0; i < self->ranked->len; i++)
    {
      Group *group = g_ptr_array_index (self->ranked, i);

      group->link = find_link (self, group);
    }
  set_canonical (self);
  return self;
}

AutosellSpelling *
autosell_spelling_ref (AutosellSpelling *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_spelling_unref (AutosellSpelling *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->canonical);
  g_ptr_array_unref (self->ranked);
  g_hash_table_unref (self->groups);
  g_free (self);
}

/* For what is being typed or imported and is not in the stock yet. */
static const char *
find_canonical_of_new (AutosellSpelling *self, const char *value)
{
  Group group = { NULL };
  Group *same;
  const char *canonical = NULL;

  if (autosell_text_is_placeholder (value))
    return NULL;
  group.key = make_key (self->field, value, &group.is_known);
  same = g_hash_table_lookup (self->groups, group.key);
  if (same == NULL && *group.key != '\0')
    {
      group.spelling = value;
      finish_group (&group);
      same = find_link (self, &group);
    }
  canonical = same != NULL ? follow_links (same) : NULL;
  g_free (group.key);
  g_free (group.words);
  g_free (group.compact);
  return canonical;
}

const char *
autosell_spelling_get_canonical (AutosellSpelling *self, const char *value)
{
  const char *canonical = g_hash_table_lookup (self->canonical, value);

  if (canonical == NULL)
    canonical = find_canonical_of_new (self, value);
  return canonical != NULL && !g_str_equal (canonical, value) ? canonical : NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
autosell_spelling_get_variants (AutosellSpelling *self)
{
  GPtrArray *variants = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer spelling, canonical;

  g_hash_table_iter_init (&iter, self->canonical);
  while (g_hash_table_iter_next (&iter, &spelling, &canonical))
    if (!g_str_equal (spelling, canonical))
      g_ptr_array_add (variants, spelling);
  g_ptr_array_sort (variants, compare_texts);
  return variants;
}
