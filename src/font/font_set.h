/* The inside of the font room: what its files share. No other room includes this (tests may).
 *
 *   FontSet ── families by folded name ── Face (a face of a file, known by its names; opened when first asked for)
 *                                          └─ Font (a face at one weight and width: what the door lends)
 */
#ifndef BANTIN_FONT_FONT_SET_H
#define BANTIN_FONT_FONT_SET_H
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pthread.h>
#include <stdatomic.h>
#include "base/file.h"
#include "font/font.h"

typedef struct Face {
	const char *file;
	int index;                     /* in a collection */
	const char *family, *style;
	int weight_min, weight_max;    /* equal but for variable faces */
	int width_min, width_max;      /* percent */
	bool italic, variable, house;
	int order;                     /* of preference among equals: house faces, then configured ones, then the system's */
	FcPattern *pattern;            /* NULL when the face was read by faces_scan_*; lent by the configuration */
	/* once opened */
	FileMap map;
	hb_face_t *hb;
	bool unreadable;               /* tried, and refused */
} Face;

typedef struct FamilyAnswer { int weight, width; bool italic; Font *font; unsigned reported; } FamilyAnswer;

/* A family name somebody has or has asked for. */
typedef struct Family {
	const char *folded, *name;
	uint64_t hash;
	VECTOR(Face *) faces;          /* empty: nobody has it, `answer` stands in */
	struct Family *answer;
	bool answered, generic, legacy; /* generic: "serif" and the like; legacy: a name that holds a style ("Noto Serif Light") */
	unsigned reported;             /* the round in which its substitution was recorded */
	VECTOR(FamilyAnswer) answers;
} Family;

typedef struct CoverPage { uint64_t known[4], has[4]; } CoverPage;
typedef struct CoverAnswer { uint32_t codepoint; unsigned reported; Font *font; bool hopeless; /* no face at all has it */ } CoverAnswer;

struct Font {
	FontSet *set;
	Face *face;
	uint32_t number;               /* in the set */
	int weight, width;
	hb_font_t *hb;
	const char *file, *postscript_name, *style;
	int units_per_em, italic_angle;
	uint32_t glyph_count, space_glyph;
	int32_t space_advance, ascender, descender, x_height, cap_height, box[4];
	bool serif, monospaced, may_embed, may_subset, cff, has_mark;
	unsigned features;             /* FontFeature bits that its tables name for Latin */
	unsigned capitals, capitals_known; /* of FONT_SMCP and FONT_C2SC: fit for Vietnamese; looked at */
	int kerns_space;               /* -1: not looked at yet */
	uint16_t *cids;                /* CID of each glyph of a CID-keyed CFF; NULL elsewhere */
	bool cids_read;
	CoverPage *cover[256];         /* of the BMP, filled as asked */
	CoverAnswer *fallbacks;        /* open addressing by code point; codepoint 0 is free */
	uint32_t fallback_count, fallback_capacity;
};

typedef struct CachedRun {
	GlyphRun run;                  /* first: the door lends its address */
	GlyphInk ink;
	uint16_t lang;
	atomic_bool has_ink;
} CachedRun;
typedef struct RunSlot { uint64_t hash; CachedRun *run; } RunSlot;

/* A recorded list of characters that `font` has not (NULL: that no font has), with what stands in; named are the first of them. */
enum { CHARACTERS_NAMED = 10 };
typedef struct CoverReport { const Font *font, *stand_in; int entry; uint32_t named[CHARACTERS_NAMED]; int count; } CoverReport;

enum { LANGUAGES = 64 };

struct FontSet {
	Arena *arena;
	pthread_mutex_t lock;          /* recursive; held in every door that may learn something new of a face or a text */
	const char *root;              /* folder of the program's data */
	FcConfig *config, *system;     /* fonts/fonts.conf; the machine's own or NULL */
	VECTOR(Face *) faces;
	VECTOR(Font *) fonts;
	Family **families; uint32_t family_count, family_capacity;
	RunSlot *runs; uint32_t run_count, run_capacity;
	struct { const char *tag; hb_language_t language; } languages[LANGUAGES];
	int language_count;
	hb_buffer_t *buffer;
	hb_draw_funcs_t *draw_functions; /* made by the first font_draw_glyph */
	/* What is recorded once is recorded once a round, that is for each Diag; the last entry recorded tells them apart. */
	unsigned round;
	const Diag *diag; int report_index; uint64_t report_hash;
	VECTOR(CoverReport) cover_reports; /* of the line of the source that was asked about last */
};

static inline void set_lock(const FontSet *set) { pthread_mutex_lock((pthread_mutex_t *)&set->lock); }
static inline void set_unlock(const FontSet *set) { pthread_mutex_unlock((pthread_mutex_t *)&set->lock); }

/* font_open_set with the data folder given; file_data_path's otherwise. */
FontSet *font_open_set_in(const char *root, bool system_fonts, Diag *diag);

/* -- font_set.c -- */
void set_make_lock(FontSet *set);
Face *set_add_face(FontSet *set, const char *file, int index);      /* the caller fills it in */
void set_add_name(FontSet *set, Face *face, const char *name);      /* a family name it goes by */
Family *set_find_family(FontSet *set, const char *name);            /* made when new */
/* True when what `reported` stands for has not been recorded in this Diag; then it is to be, and noted by set_note_report. */
bool set_is_first(FontSet *set, const Diag *diag, unsigned *reported);
void set_note_report(FontSet *set, const Diag *diag);

/* -- find_faces.c: through fontconfig -- */
bool faces_read_config(FontSet *set, Diag *diag);
void faces_add_configured(FontSet *set);
void faces_add_system(FontSet *set);
/* The families that the configuration names for `family`, in order, without itself. */
int faces_list_aliases(FcConfig *config, const char *family, Arena *arena, const char ***out);

/* -- scan_faces.c: read from the files themselves -- */
void faces_scan_folder(FontSet *set, const char *folder, bool house, Diag *diag);
void faces_scan_list(FontSet *set, const char *list);
int faces_list_folders(Arena *arena, const char *list, const char ***out); /* the folders that faces.list names */

/* -- open_face.c -- */
/* Maps and checks a face. NULL, or why it cannot be used (a msgid). */
const char *face_open(Face *face);
const char *face_open_map(Face *face, FileMap map);                 /* of bytes that outlive it */
void face_close(Face *face);
Font *font_make(FontSet *set, Face *face, int weight, int width);   /* of an opened face */
void face_report_unreadable(const char *file, const char *why, Diag *diag);
/* Faces in the file, 0 when it is none that can be used; *why says so. */
int face_count_in_file(const FileMap *map, const char **why);

/* -- check_glyf.c -- */
bool face_outlines_are_whole(hb_face_t *face);

/* -- match_face.c -- */
/* The usable face of a family nearest to the query, opened; NULL when the family has none. Valid until the next call. */
FamilyAnswer *match_in_family(FontSet *set, Family *family, FontQuery query, Diag *diag);
/* "Noto Serif Bold Italic", in a buffer of the caller. */
const char *font_describe(const Font *font, char *out, size_t size);

/* -- cover_text.c -- */
bool font_has_char(const Font *font, uint32_t codepoint);
#endif
