/* From what a style asks to a face: the family by its name, by the aliases of fonts.conf or by the nearest thing there is;
 * within it the face as CSS chooses one (CSS Fonts Module Level 4, 5.2 "Matching font styles"): width, slant, weight. */
#include "font/font_set.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/message.h"

/* ---- within a family ---- */

static int clamp(int value, int least, int most) { return value < least ? least : value > most ? most : value; }

enum { FAR = 1 << 12 }; /* more than any distance on the preferred side */

/* Up to 100 % the narrower side is tried first, above it the wider. */
static int width_distance(int wanted, int has) {
	if (has == wanted) return 0;
	bool preferred = wanted <= 100 ? has < wanted : has > wanted;
	return (preferred ? 0 : FAR) + abs(has - wanted);
}

/* 400..500: up to 500 first, then lighter, then bolder; below 400: lighter first; above 500: bolder first. */
static int weight_distance(int wanted, int has) {
	int gap = abs(has - wanted);
	if (!gap) return 0;
	if (wanted >= 400 && wanted <= 500) {
		if (has > wanted && has <= 500) return gap;
		return has < wanted ? FAR + gap : 2 * FAR + gap;
	}
	bool preferred = wanted < 400 ? has < wanted : has > wanted;
	return (preferred ? 0 : FAR) + gap;
}

typedef struct Distance { int width, slant, weight, order; } Distance;

static Distance measure_distance(const Face *face, FontQuery query) {
	return (Distance){
		width_distance(query.width, clamp(query.width, face->width_min, face->width_max)),
		face->italic != query.italic,
		weight_distance(query.weight, clamp(query.weight, face->weight_min, face->weight_max)),
		face->order,
	};
}

static bool nearer(Distance a, Distance b) {
	if (a.width != b.width) return a.width < b.width;
	if (a.slant != b.slant) return a.slant < b.slant;
	if (a.weight != b.weight) return a.weight < b.weight;
	return a.order < b.order;
}

static Face *nearest_face(const Family *family, FontQuery query) {
	Face *best = NULL;
	Distance least = { 0 };
	for (int i = 0; i < family->faces.count; i++) {
		Face *face = family->faces.items[i];
		if (face->unreadable) continue;
		Distance distance = measure_distance(face, query);
		if (best && !nearer(distance, least)) continue;
		best = face;
		least = distance;
	}
	return best;
}

static Font *font_of_face(FontSet *set, Face *face, FontQuery query) {
	int weight = clamp(query.weight, face->weight_min, face->weight_max);
	int width = clamp(query.width, face->width_min, face->width_max);
	for (int i = 0; i < set->fonts.count; i++) {
		Font *font = set->fonts.items[i];
		if (font->face == face && font->weight == weight && font->width == width) return font;
	}
	return font_make(set, face, weight, width);
}

FamilyAnswer *match_in_family(FontSet *set, Family *family, FontQuery query, Diag *diag) {
	for (int i = 0; i < family->answers.count; i++) {
		FamilyAnswer *answer = &family->answers.items[i];
		if (answer->weight == query.weight && answer->width == query.width && answer->italic == query.italic) return answer;
	}
	for (Face *face; (face = nearest_face(family, query));) {
		const char *why = face_open(face);
		if (!why) {
			FamilyAnswer *answer = vector_push(set->arena, &family->answers);
			*answer = (FamilyAnswer){ query.weight, query.width, query.italic, font_of_face(set, face, query), 0 };
			return answer;
		}
		if (diag) face_report_unreadable(face->file, why, diag);
	}
	return NULL;
}

/* ---- the family ---- */

static bool is_generic(const char *name) {
	static const char *const GENERIC[] = { "", "serif", "sans-serif", "sans", "monospace", "mono" };
	for (size_t i = 0; i < sizeof GENERIC / sizeof *GENERIC; i++) if (strcasecmp(name, GENERIC[i]) == 0) return true;
	return false;
}

static bool has_readable_face(const Family *family) {
	for (int i = 0; i < family->faces.count; i++) if (!family->faces.items[i]->unreadable) return true;
	return false;
}

static Family *answer_by_alias(FontSet *set, FcConfig *config, const char *name) {
	Arena *scratch = arena_open();
	const char **names;
	int count = faces_list_aliases(config, name, scratch, &names);
	Family *answer = NULL;
	for (int i = 0; i < count && !answer; i++) {
		Family *family = set_find_family(set, names[i]);
		if (has_readable_face(family)) answer = family;
	}
	arena_close(scratch);
	return answer;
}

/* The configuration is asked first; the machine's own where it was opened; at last any face that is there. */
static Family *find_answer(FontSet *set, const Family *family) {
	const char *name = family->name[0] ? family->name : "serif";
	if (strcasecmp(name, "sans") == 0) name = "sans-serif";
	if (strcasecmp(name, "mono") == 0) name = "monospace";
	Family *answer = set->config ? answer_by_alias(set, set->config, name) : NULL;
	if (!answer && set->system) answer = answer_by_alias(set, set->system, name);
	for (int i = 0; i < set->faces.count && !answer; i++)
		if (!set->faces.items[i]->unreadable) answer = set_find_family(set, set->faces.items[i]->family);
	return answer;
}

/* ---- what is said ---- */

const char *font_describe(const Font *font, char *out, size_t size) {
	if (strcasecmp(font->style, "Regular") == 0) snprintf(out, size, "%s", font->face->family);
	else snprintf(out, size, "%s %s", font->face->family, font->style);
	return out;
}

static void report_substitution(FontSet *set, Family *family, const Font *font, SourcePos pos, Diag *diag) {
	if (family->generic || !set_is_first(set, diag, &family->reported)) return;
	diag_add(diag, SEVERITY_WARNING, "font-substituted", pos, _("There is no font \"%s\"; \"%s\" is used instead."),
		family->name, font->face->family);
	diag_hint(diag, _("Put the font's files into the folder fonts/, or name a font that is there; \"bantin fonts\" lists them."));
	set_note_report(set, diag);
}

/* A slant, weight or width that the family has not is said where a reader would see it. */
static void report_style(FontSet *set, const Family *family, FamilyAnswer *answer, SourcePos pos, Diag *diag) {
	const Font *font = answer->font;
	bool near = font->face->italic == answer->italic && abs(font->weight - answer->weight) < 200 && abs(font->width - answer->width) < 10;
	if (near || family->legacy || !set_is_first(set, diag, &answer->reported)) return;
	char found[256];
	const char *format = answer->italic ? _("\"%s\" has no italic of weight %d and width %d%%; \"%s\" is used, the nearest.")
		: _("\"%s\" has no upright face of weight %d and width %d%%; \"%s\" is used, the nearest.");
	diag_add(diag, SEVERITY_NOTE, "font-style-nearest", pos, format, family->name, answer->weight, answer->width,
		font_describe(font, found, sizeof found));
	set_note_report(set, diag);
}

/* ---- the door ---- */

static Font *find(FontSet *set, FontQuery query, SourcePos pos, Diag *diag) {
	if (query.weight <= 0) query.weight = 400;
	if (query.width <= 0) query.width = 100;
	Family *family = set_find_family(set, query.family ? query.family : "");
	FamilyAnswer *answer = match_in_family(set, family, query, diag);
	if (answer) {
		report_style(set, family, answer, pos, diag);
		return answer->font;
	}
	family->generic = is_generic(family->name);
	while (!answer) { /* each turn finds a usable face or learns that one is not */
		if (!family->answer || !has_readable_face(family->answer)) family->answer = find_answer(set, family);
		if (!family->answer) return NULL; /* only while the set is being opened */
		answer = match_in_family(set, family->answer, query, diag);
	}
	report_substitution(set, family, answer->font, pos, diag);
	return answer->font;
}

Font *font_find(FontSet *set, FontQuery query, SourcePos pos, Diag *diag) {
	set_lock(set);
	Font *found = find(set, query, pos, diag);
	set_unlock(set);
	return found;
}
