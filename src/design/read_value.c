#include "design/read_value.h"
#include <limits.h>
#include <string.h>
#include "base/message.h"
#include "base/text.h"

static const char *const SPACES = " \t\r\n";

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "name=\"value\"" is what every message of a bad value begins with. */
static void refuse(LayoutReader *reader, const LayoutAttribute *attribute, const char *why) {
	diag_add(reader->diag, SEVERITY_ERROR, "layout-value", attribute->value_pos, _("%s=\"%.*s\" is not understood: %s"), attribute->name,
		(int)strnlen(attribute->value, 60), attribute->value, why);
}

/* A number with up to four decimals in 1/10000; the text must be used up but for the spaces at its ends. */
static bool parse_number(const char *text, size_t length, int64_t *out) {
	Length value;
	while (length && strchr(SPACES, text[length - 1])) length--;
	while (length && strchr(SPACES, *text)) { text++; length--; }
	if (!length || !(is_digit(text[length - 1]) || text[length - 1] == '.')) return false;
	if (!length_parse(text, length, &value)) return false;
	*out = ((int64_t)value * 10000 + (value >= 0 ? LENGTH_POINT / 2 : -LENGTH_POINT / 2)) / LENGTH_POINT;
	return true;
}

/* ---- lengths ---- */

typedef enum LengthProblem { LENGTH_FINE, LENGTH_UNIT, LENGTH_COMMA, LENGTH_NO_LINE, LENGTH_NO_EM, LENGTH_WRONG } LengthProblem;

/* leading 0: "line" may not be used; em NULL: "em" neither. With "em" *out is the amount and *em says so. */
static LengthProblem parse_length(const char *text, size_t length, Length leading, Length *out, bool *em) {
	while (length && strchr(SPACES, text[length - 1])) length--;
	while (length && strchr(SPACES, *text)) { text++; length--; }
	size_t number = length;
	while (number && ((text[number - 1] >= 'a' && text[number - 1] <= 'z') || (text[number - 1] >= 'A' && text[number - 1] <= 'Z'))) number--;
	const char *unit = text + number;
	size_t unit_length = length - number;
	while (number && text[number - 1] == ' ') number--; /* "3 mm" */
	Length value;
	if (memchr(text, ',', length)) return LENGTH_COMMA;
	if (!length_parse(text, number, &value)) return LENGTH_WRONG;
	if (!unit_length) {
		if (value) return LENGTH_UNIT;
		*out = 0;
		return LENGTH_FINE;
	}
	if (unit_length == 2 && memcmp(unit, "em", 2) == 0) {
		if (!em) return LENGTH_NO_EM;
		*em = true;
		*out = value;
		return LENGTH_FINE;
	}
	if (unit_length == 4 && memcmp(unit, "line", 4) == 0) {
		if (!leading) return LENGTH_NO_LINE;
		int64_t product = (int64_t)value * leading;
		product = (product + (product >= 0 ? LENGTH_POINT / 2 : -LENGTH_POINT / 2)) / LENGTH_POINT;
		if (product > INT32_MAX || product < -INT32_MAX) return LENGTH_WRONG;
		*out = (Length)product;
		return LENGTH_FINE;
	}
	char joined[64];
	if (number + unit_length >= sizeof joined) return LENGTH_WRONG;
	memcpy(joined, text, number);
	memcpy(joined + number, unit, unit_length);
	return length_parse(joined, number + unit_length, out) ? LENGTH_FINE : LENGTH_WRONG;
}

static void refuse_length(LayoutReader *reader, const LayoutAttribute *attribute, LengthProblem problem) {
	const char *why = problem == LENGTH_UNIT ? _("the unit is missing.") : problem == LENGTH_COMMA ? _("decimals are set off by a point, not a comma.") :
		problem == LENGTH_NO_LINE ? _("the grid itself cannot be given in lines.") :
		problem == LENGTH_NO_EM ? _("em is known only inside a <style>.") : _("a length is expected.");
	refuse(reader, attribute, why);
	diag_hint(reader->diag, "%s", attribute->rule->kind == VALUE_STYLE_LENGTH ?
		_("Write a number and a unit: 12.25pt, 3mm, 1.5cm, 1in, 2line (rows of the grid), 0.5em (of the size).") :
		attribute->rule->kind == VALUE_PAGE_LENGTH ? _("Write a number and a unit: 12.25pt, 3mm, 1.5cm, 1in.") :
		_("Write a number and a unit: 12.25pt, 3mm, 1.5cm, 1in, 2line (rows of the grid)."));
}

static bool length_in_range(LayoutReader *reader, const LayoutAttribute *attribute, Length value) {
	const AttributeRule *rule = attribute->rule;
	if (value >= (int64_t)rule->low * LENGTH_POINT && value <= (int64_t)rule->high * LENGTH_POINT) return true;
	if (rule->low == 0 && value < 0) refuse(reader, attribute, _("it cannot be less than nothing."));
	else refuse(reader, attribute, arena_format(reader->arena, _("it must lie between %dpt and %dpt."), rule->low, rule->high));
	return false;
}

static void read_length(LayoutReader *reader, const LayoutAttribute *attribute, char *target, int32_t *em) {
	const AttributeRule *rule = attribute->rule;
	Length value = 0;
	bool in_em = false, takes_em = rule->kind == VALUE_STYLE_LENGTH;
	Length leading = rule->kind == VALUE_PAGE_LENGTH ? 0 : reader->design->leading;
	LengthProblem problem = parse_length(attribute->value, strlen(attribute->value), leading, &value, takes_em ? &in_em : NULL);
	if (problem != LENGTH_FINE) { refuse_length(reader, attribute, problem); return; }
	if (in_em) {
		/* a size is at most 1000 pt, so 20 em are far inside a Length */
		if (value > 20 * LENGTH_POINT || value < -20 * LENGTH_POINT || (value < 0 && rule->low >= 0)) {
			refuse(reader, attribute, _("that many em cannot be meant."));
			return;
		}
		em[rule->slot] = value;
		memcpy(target + rule->offset, &(Length){ 0 }, sizeof value);
		return;
	}
	if (!length_in_range(reader, attribute, value)) return;
	if (takes_em) em[rule->slot] = 0;
	memcpy(target + rule->offset, &value, sizeof value);
}

/* ---- colours ---- */

static uint16_t take_tint(uint16_t amount, int64_t tint) { return (uint16_t)((amount * tint + 5000) / 10000); }

/* "accent" or "accent 12%" in text[0..length). */
static bool parse_colour(LayoutReader *reader, const LayoutAttribute *attribute, const char *text, size_t length, Colour *out) {
	while (length && strchr(SPACES, text[length - 1])) length--;
	while (length && strchr(SPACES, *text)) { text++; length--; }
	size_t name_length = 0;
	while (name_length < length && !strchr(SPACES, text[name_length])) name_length++;
	const Colour black = COLOUR_BLACK, white = COLOUR_WHITE, *found = NULL;
	const Design *design = reader->design;
	for (int i = 0; i < design->colours.count && !found; i++) {
		const NamedColour *colour = &design->colours.items[i];
		if (strlen(colour->name) == name_length && memcmp(colour->name, text, name_length) == 0) found = &colour->colour;
	}
	if (!found && name_length == 5 && memcmp(text, "black", 5) == 0) found = &black;
	if (!found && name_length == 5 && memcmp(text, "white", 5) == 0) found = &white;
	if (!found) {
		refuse(reader, attribute, arena_format(reader->arena, _("there is no colour “%.*s”."), (int)(name_length > 40 ? 40 : name_length), text));
		Text known = { 0 };
		for (int i = 0; i < design->colours.count; i++) text_format(&known, "%s, ", design->colours.items[i].name);
		text_add(&known, "black, white");
		diag_hint(reader->diag, _("Colours there are: %s. A tint is written with a percentage after it: black 30%%."), known.bytes);
		text_free(&known);
		return false;
	}
	*out = *found;
	while (name_length < length && strchr(SPACES, text[name_length])) name_length++;
	if (name_length == length) return true;
	int64_t tint;
	if (text[length - 1] != '%' || !parse_number(text + name_length, length - name_length - 1, &tint) || tint < 0 || tint > 1000000) {
		refuse(reader, attribute, _("after a colour stands its tint as a percentage from 0% to 100%, or nothing."));
		return false;
	}
	tint /= 100; /* to 1/10000 of full */
	if (out->spot) {
		out->tint = take_tint(out->tint, tint);
	} else {
		out->c = take_tint(out->c, tint);
		out->m = take_tint(out->m, tint);
		out->y = take_tint(out->y, tint);
		out->k = take_tint(out->k, tint);
	}
	return true;
}

static void read_colour(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	bool is_ground = rule->kind == VALUE_GROUND, none = is_ground && strcmp(attribute->value, "none") == 0;
	Colour colour = { 0 };
	if (!none && !parse_colour(reader, attribute, attribute->value, strlen(attribute->value), &colour)) return;
	memcpy(target + rule->offset, &colour, sizeof colour);
	if (is_ground) memcpy(target + rule->flag, &(bool){ !none }, sizeof(bool));
}

/* Thinner lines vanish on a press (and are shown as one pixel by a screen, which hides the fault). */
enum { THINNEST = LENGTH_POINT / 4 };

static void read_rule(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	RuleLook look = { 0, COLOUR_BLACK };
	const char *text = attribute->value;
	if (strcmp(text, "none") != 0) {
		size_t length = strcspn(text, " ");
		LengthProblem problem = parse_length(text, length, reader->design->leading, &look.weight, NULL);
		if (problem != LENGTH_FINE || look.weight < 0 || look.weight > 100 * LENGTH_POINT) {
			refuse(reader, attribute, problem == LENGTH_UNIT ? _("the unit is missing.") : problem == LENGTH_COMMA ?
				_("decimals are set off by a point, not a comma.") : _("a rule is its weight, then its colour if it is not black."));
			diag_hint(reader->diag, _("For example: 0.5pt, 0.3pt black 30%%, 1pt accent; or none."));
			return;
		}
		if (text[length] && text[length + strspn(text + length, SPACES)] &&
			!parse_colour(reader, attribute, text + length, strlen(text + length), &look.colour)) return;
		if (look.weight && look.weight < THINNEST) {
			diag_add(reader->diag, SEVERITY_WARNING, "layout-hairline", attribute->value_pos, _("A rule thinner than 0.25pt may vanish in print."));
			diag_hint(reader->diag, _("Make it 0.25pt or more; a paler colour makes it quieter."));
		}
	}
	memcpy(target + attribute->rule->offset, &look, sizeof look);
}

/* "15 100 90 10": percentages of cyan, magenta, yellow, black. */
static bool parse_cmyk(const char *text, Colour *out) {
	uint16_t *const inks[] = { &out->c, &out->m, &out->y, &out->k };
	for (int i = 0; i < 4; i++) {
		text += strspn(text, SPACES);
		size_t length = strcspn(text, SPACES);
		int64_t amount;
		if (!parse_number(text, length, &amount) || amount < 0 || amount > 1000000) return false;
		*inks[i] = (uint16_t)(amount / 100);
		text += length;
	}
	return !text[strspn(text, SPACES)];
}

static int hex_digit(char c) { return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

/* "#8A1538": the press's own separation of it (press_separate_srgb), the same that a photo's pixels get. */
static bool parse_srgb(const char *text, Colour *out) {
	int value[3];
	if (text[0] != '#' || strlen(text) != 7) return false;
	for (int i = 0; i < 3; i++) {
		int high = hex_digit(text[1 + 2 * i]), low = hex_digit(text[2 + 2 * i]);
		if (high < 0 || low < 0) return false;
		value[i] = high * 16 + low;
	}
	*out = press_separate_srgb(value[0], value[1], value[2]);
	return true;
}

static void read_ink(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	Colour *colour = (Colour *)(target + attribute->rule->offset), read = { 0 };
	if (attribute->rule->kind == VALUE_SPOT) {
		if (!attribute->value[0]) { refuse(reader, attribute, _("the ink needs its name.")); return; }
		colour->spot = attribute->value;
		colour->tint = 10000;
		return;
	}
	bool cmyk = attribute->rule->kind == VALUE_CMYK;
	if (!(cmyk ? parse_cmyk(attribute->value, &read) : parse_srgb(attribute->value, &read))) {
		refuse(reader, attribute, cmyk ? _("four percentages are expected: cyan, magenta, yellow, black.") : _("six hexadecimal digits after # are expected."));
		diag_hint(reader->diag, cmyk ? _("For example cmyk=\"15 100 90 10\".") : _("For example srgb=\"#8A1538\"."));
		return;
	}
	colour->c = read.c;
	colour->m = read.m;
	colour->y = read.y;
	colour->k = read.k;
	if (read.c + read.m + read.y + read.k > 30000) {
		diag_add(reader->diag, SEVERITY_WARNING, "layout-ink", attribute->value_pos, _("The four inks add up to more than 300%%: it will not dry in time."));
		diag_hint(reader->diag, _("Take less of each; black for text is cmyk=\"0 0 0 100\"."));
	}
}

/* ---- words and numbers ---- */

static void refuse_word(LayoutReader *reader, const LayoutAttribute *attribute, const char *why) {
	refuse(reader, attribute, why);
	Text known = { 0 };
	for (const Word *word = attribute->rule->words; word->name; word++) text_format(&known, "%s%s", known.length ? ", " : "", word->name);
	diag_hint(reader->diag, _("Words that may stand here: %s."), known.bytes);
	text_free(&known);
}

static bool parse_whole(const char *text, size_t length, int low, int high, int *out) {
	int64_t value = 0;
	if (!length || length > 9) return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_digit(text[i])) return false;
		value = value * 10 + (text[i] - '0');
	}
	if (value < low || value > high) return false;
	*out = (int)value;
	return true;
}

static void read_count(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	int value;
	if (!parse_whole(attribute->value, strlen(attribute->value), rule->low, rule->high, &value)) {
		refuse(reader, attribute, arena_format(reader->arena, _("a whole number from %d to %d is expected."), rule->low, rule->high));
		return;
	}
	memcpy(target + rule->offset, &value, sizeof value);
}

static void read_word(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	size_t length = strlen(attribute->value);
	const Word *word = layout_find_word(rule->words, attribute->value, length);
	int value = word ? word->value : 0;
	if (!word && rule->kind == VALUE_WORD_PERCENT && length && attribute->value[length - 1] == '%')
		word = parse_whole(attribute->value, length - 1, rule->low, rule->high, &value) ? rule->words : NULL;
	else if (!word && rule->kind == VALUE_WORD_NUMBER)
		word = parse_whole(attribute->value, length, rule->low, rule->high, &value) ? rule->words : NULL;
	if (!word) {
		refuse_word(reader, attribute, rule->kind == VALUE_WORD ? _("one of a few words is expected.") :
			arena_format(reader->arena, rule->kind == VALUE_WORD_PERCENT ? _("a word or a percentage from %d%% to %d%% is expected.") :
				_("a word or a whole number from %d to %d is expected."), rule->low, rule->high));
		return;
	}
	if (rule->offset != OFFSET_NONE) memcpy(target + rule->offset, &value, sizeof value); /* enums are as wide as an int */
}
_Static_assert(sizeof(Alignment) == sizeof(int) && sizeof(Edge) == sizeof(int), "read_word writes enums as ints");

static void read_features(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	const Word *word = layout_find_word(rule->words, attribute->value, strlen(attribute->value));
	if (!word) { refuse_word(reader, attribute, _("one of a few words is expected.")); return; }
	unsigned bits;
	memcpy(&bits, target + rule->offset, sizeof bits);
	bits = (bits & ~rule->mask) | (unsigned)word->value;
	memcpy(target + rule->offset, &bits, sizeof bits);
	if (rule->kind == VALUE_CAPS) memcpy(target + rule->flag, &(bool){ strcmp(word->name, "upper") == 0 }, sizeof(bool));
}

/* Some of the words with spaces between: their bits (PAGES), or the list itself with single spaces (ORDER). */
static void read_list(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	char *list = arena_copy_text(reader->arena, attribute->value, strlen(attribute->value)), *end = list;
	unsigned bits = 0, seen = 0;
	for (const char *at = attribute->value; *(at += strspn(at, SPACES));) {
		size_t length = strcspn(at, SPACES);
		const Word *word = layout_find_word(rule->words, at, length);
		unsigned bit = word ? 1u << (word - rule->words) : 0;
		if (!word || (seen & bit)) {
			refuse_word(reader, attribute, arena_format(reader->arena, word ? _("“%.*s” stands twice.") : _("“%.*s” is not one of the words."),
				(int)(length > 40 ? 40 : length), at));
			return;
		}
		seen |= bit;
		bits |= (unsigned)word->value;
		if (end != list) *end++ = ' ';
		memcpy(end, at, length);
		end += length;
		at += length;
	}
	*end = 0;
	if (rule->kind == VALUE_ORDER) { memcpy(target + rule->offset, &list, sizeof(char *)); return; }
	if (!seen) { refuse_word(reader, attribute, _("at least one word is expected.")); return; }
	memcpy(target + rule->offset, &bits, sizeof bits);
}

static void read_permille(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const AttributeRule *rule = attribute->rule;
	size_t length = strlen(attribute->value);
	int64_t value;
	if (!length || attribute->value[length - 1] != '%' || !parse_number(attribute->value, length - 1, &value) ||
		value < rule->low * 1000 || value > (int64_t)rule->high * 1000) {
		refuse(reader, attribute, arena_format(reader->arena, _("a percentage from %d%% to %d%% is expected."), rule->low / 10, rule->high / 10));
		diag_hint(reader->diag, _("For example 25%% or 1.5%%, with a point for decimals."));
		return;
	}
	int rounded = (int)((value + 500) / 1000);
	memcpy(target + rule->offset, &rounded, sizeof rounded);
}

static void read_yes_no(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	bool yes = strcmp(attribute->value, "yes") == 0;
	if (!yes && strcmp(attribute->value, "no") != 0) { refuse(reader, attribute, _("yes or no is expected.")); return; }
	memcpy(target + attribute->rule->offset, &yes, sizeof yes);
}

/* Names are words of letters, digits and hyphens, so that a tint or a list can follow them; so are language tags. */
static bool is_name(const char *text) {
	if (!text[0] || strlen(text) > 60) return false;
	for (const char *at = text; *at; at++)
		if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || is_digit(*at) || *at == '-' || *at == '_')) return false;
	return true;
}

static void read_name(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	if (!is_name(attribute->value)) {
		refuse(reader, attribute, attribute->rule->kind == VALUE_NAME ? _("a name is made of the letters a to z, digits and hyphens.") :
			_("a language is expected, such as vi or en."));
		return;
	}
	if (attribute->rule->offset != OFFSET_NONE) memcpy(target + attribute->rule->offset, &attribute->value, sizeof attribute->value);
}

/* Furniture and mastheads name a style; one that is not there falls back on its kin, but not as far as "body": that would be
 * a slip of the pen. */
static void read_style(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	const char *name = attribute->value;
	const TextStyle *style = design_find_style(reader->design, name);
	if (style == reader->design->body && strcmp(name, "body") != 0 && strncmp(name, "body-", 5) != 0) {
		refuse(reader, attribute, _("there is no style of that name."));
		const char *nearest = NULL;
		int best = 3;
		for (int i = 0; i < reader->design->styles.count; i++) {
			int distance = layout_name_distance(name, reader->design->styles.items[i]->name, 2);
			if (distance < best) { best = distance; nearest = reader->design->styles.items[i]->name; }
		}
		if (nearest) diag_hint(reader->diag, _("Did you mean “%s”?"), nearest);
		else diag_hint(reader->diag, _("Add <style name=\"%s\" …/> to the <styles>."), name);
	}
	memcpy(target + attribute->rule->offset, &style, sizeof style);
}

/* ---- templates ---- */

static bool is_field(const char *name, size_t length) {
	for (int i = 0; LAYOUT_FIELDS[i]; i++) {
		size_t own = strlen(LAYOUT_FIELDS[i]);
		bool open = LAYOUT_FIELDS[i][own - 1] == ':';
		if ((open ? length > own : length == own) && memcmp(LAYOUT_FIELDS[i], name, own) == 0) return true;
	}
	return false;
}

void layout_check_template(LayoutReader *reader, const char *text, SourcePos pos) {
	bool optional = false;
	for (const char *at = text; *at; at++) {
		const char *problem = NULL;
		if (*at == '{') {
			size_t length = strcspn(at + 1, "{}[]");
			if (at[1 + length] != '}') {
				problem = _("A { has no } that closes it.");
			} else if (!is_field(at + 1, length)) {
				diag_add(reader->diag, SEVERITY_ERROR, "layout-template", pos, _("There is no field {%.*s}."), (int)(length > 40 ? 40 : length), at + 1);
				Text known = { 0 };
				for (int i = 0; LAYOUT_FIELDS[i]; i++) text_format(&known, "%s{%s%s}", i ? " " : "", LAYOUT_FIELDS[i],
					LAYOUT_FIELDS[i + 1] ? "" : "…");
				diag_hint(reader->diag, _("Fields there are: %s."), known.bytes);
				text_free(&known);
			}
			if (!problem) at += length + 1;
		} else if (*at == '}') {
			problem = _("A } has no { before it.");
		} else if (*at == '[') {
			if (optional) problem = _("A [ stands inside another [ ]: they do not nest.");
			optional = true;
		} else if (*at == ']') {
			if (!optional) problem = _("A ] has no [ before it.");
			optional = false;
		}
		if (problem) { diag_add(reader->diag, SEVERITY_ERROR, "layout-template", pos, "%s", problem); return; }
	}
	if (optional) diag_add(reader->diag, SEVERITY_ERROR, "layout-template", pos, _("A [ has no ] that closes it."));
}

/* ---- inks ---- */

static void read_inks(LayoutReader *reader, const LayoutAttribute *attribute, char *target) {
	if (layout_inks_are_well_formed(attribute->value)) {
		memcpy(target + attribute->rule->offset, &attribute->value, sizeof attribute->value);
		return;
	}
	refuse(reader, attribute, _("the inks of the job are expected."));
	diag_hint(reader->diag, _("all: as the layout names them; cmyk: no spot inks; black: one plate; black and a colour's name, such as “black accent”: two plates."));
}

/* ---- all together ---- */

void layout_read_value(LayoutReader *reader, const LayoutAttribute *attribute, void *target_item, int32_t *em) {
	char *target = target_item;
	const AttributeRule *rule = attribute->rule;
	switch (rule->kind) {
	case VALUE_TEMPLATE: layout_check_template(reader, attribute->value, attribute->value_pos); /* fall through */
	case VALUE_TEXT: memcpy(target + rule->offset, &attribute->value, sizeof attribute->value); break;
	case VALUE_FILE: break; /* was followed before anything was read */
	case VALUE_NAME: case VALUE_LANGUAGE: read_name(reader, attribute, target); break;
	case VALUE_YES_NO: read_yes_no(reader, attribute, target); break;
	case VALUE_COUNT: read_count(reader, attribute, target); break;
	case VALUE_LENGTH: case VALUE_PAGE_LENGTH: case VALUE_STYLE_LENGTH: case VALUE_STYLE_SIZE: read_length(reader, attribute, target, em); break;
	case VALUE_COLOUR: case VALUE_GROUND: read_colour(reader, attribute, target); break;
	case VALUE_RULE: read_rule(reader, attribute, target); break;
	case VALUE_STYLE: read_style(reader, attribute, target); break;
	case VALUE_WORD: case VALUE_WORD_NUMBER: case VALUE_WORD_PERCENT: read_word(reader, attribute, target); break;
	case VALUE_FEATURES: case VALUE_CAPS: read_features(reader, attribute, target); break;
	case VALUE_SET: case VALUE_ORDER: read_list(reader, attribute, target); break;
	case VALUE_PERMILLE: read_permille(reader, attribute, target); break;
	case VALUE_INKS: read_inks(reader, attribute, target); break;
	case VALUE_CMYK: case VALUE_SRGB: case VALUE_SPOT: read_ink(reader, attribute, target); break;
	}
}

void layout_read_values(LayoutReader *reader, const LayoutElement *element, void *target, int32_t *em) {
	for (const LayoutAttribute *attribute = element->attributes; attribute; attribute = attribute->next)
		layout_read_value(reader, attribute, target, em);
}
