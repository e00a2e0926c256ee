/* Opening an ICC profile of a press (ICC.1:2001-04 and ICC.1:2010): its header, its words, and how much ink it lays down. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "base/text.h"
#include "press/press.h"

enum { HEADER = 128, MOST_TAGS = 200 };

typedef struct Tag { const unsigned char *at; uint32_t length; } Tag;

static uint32_t read_u16(const unsigned char *at) { return (uint32_t)at[0] << 8 | at[1]; }
static uint32_t read_u32(const unsigned char *at) { return read_u16(at) << 16 | read_u16(at + 2); }

static Tag find_tag(const FileMap *map, const char *name) {
	uint32_t count = read_u32(map->bytes + HEADER);
	for (uint32_t i = 0; i < count && i < MOST_TAGS; i++) {
		size_t entry = HEADER + 4 + 12 * (size_t)i;
		if (entry + 12 > map->length) break;
		if (memcmp(map->bytes + entry, name, 4) != 0) continue;
		uint32_t offset = read_u32(map->bytes + entry + 4), length = read_u32(map->bytes + entry + 8);
		if (offset <= map->length && length <= map->length - offset) return (Tag){ map->bytes + offset, length };
	}
	return (Tag){ 0 };
}

/* ---- words ---- */

static char *keep(const Text *text) {
	char *copy = strdup(text->bytes ? text->bytes : "");
	if (!copy) base_out_of_memory();
	return copy;
}

/* textDescriptionType of version 2, multiLocalizedUnicodeType of version 4 (its first record), or plain text. */
static char *read_words(Tag tag) {
	Text words = { 0 };
	if (tag.length >= 12 && memcmp(tag.at, "desc", 4) == 0) {
		uint32_t length = read_u32(tag.at + 8);
		if (length > tag.length - 12) length = tag.length - 12;
		for (uint32_t i = 0; i < length && tag.at[12 + i]; i++) if (tag.at[12 + i] >= 0x20 && tag.at[12 + i] < 0x7F) text_add_char(&words, (char)tag.at[12 + i]);
	} else if (tag.length >= 28 && memcmp(tag.at, "mluc", 4) == 0 && read_u32(tag.at + 8) > 0) {
		uint32_t length = read_u32(tag.at + 20), offset = read_u32(tag.at + 24);
		for (uint32_t i = 0; offset <= tag.length && i + 2 <= length && i + 2 <= tag.length - offset; i += 2) {
			uint32_t c = read_u16(tag.at + offset + i);
			if (c >= 0x20 && (c < 0xD800 || c > 0xDFFF)) text_add_utf8(&words, c);
		}
	}
	char *copy = keep(&words);
	text_free(&words);
	return copy;
}

/* Names that the ICC's registry of characterisation data has (www.color.org/chardata), as they may stand in a profile's words. */
static char *find_condition(const char *words) {
	static const char *const KNOWN[] = { "FOGRA", "CGATS", "JC200", "IFRA", "EUROSB", "PSRgravure" };
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		const char *at = strcasestr(words, KNOWN[i]);
		if (!at) continue;
		size_t stem = strlen(KNOWN[i]);
		const char *digits = at + stem + (at[stem] == ' ');
		size_t count = strspn(digits, "0123456789");
		Text name = { 0 };
		text_add(&name, KNOWN[i]);
		if (i == 0 && !count) { text_free(&name); continue; } /* the institute alone is no condition */
		text_add_bytes(&name, digits, count);
		char *copy = keep(&name);
		text_free(&name);
		return copy;
	}
	return NULL;
}

/* ---- ink: the greatest sum over the nodes of the table from Lab to inks, after its output curves ---- */

typedef struct Curve { const unsigned char *table; uint32_t entries; int width; } Curve; /* no entries: a straight line; width: bytes of one */

static uint32_t read_entry(const unsigned char *table, int width, size_t index) { return width == 2 ? read_u16(table + 2 * index) : table[index] * 257u; }

static uint32_t look_up(const Curve *curve, uint32_t value /* 0..65535 */) {
	if (!curve->entries) return value;
	uint64_t at = (uint64_t)value * (curve->entries - 1);
	uint32_t index = (uint32_t)(at / 65535), rest = (uint32_t)(at % 65535), next = index + 1 < curve->entries ? index + 1 : index;
	uint32_t a = read_entry(curve->table, curve->width, index), b = read_entry(curve->table, curve->width, next);
	return (uint32_t)(((uint64_t)a * (65535 - rest) + (uint64_t)b * rest) / 65535);
}

/* Whole percents, in 1/10000. */
static int find_most(const unsigned char *grid, int width, uint64_t nodes, const Curve curves[4]) {
	uint32_t most = 0;
	for (uint64_t node = 0; node < nodes; node++) {
		uint32_t sum = 0;
		for (uint32_t ink = 0; ink < 4; ink++) sum += look_up(&curves[ink], read_entry(grid, width, node * 4 + ink));
		if (sum > most) most = sum;
	}
	return (int)(((uint64_t)most * 100 + 65535 / 2) / 65535 * 100);
}

static int find_limit_of_lut(Tag tag) {
	int width = memcmp(tag.at, "mft2", 4) == 0 ? 2 : 1;
	if (tag.length < 52 || tag.at[8] != 3 || tag.at[9] != 4) return 0;
	uint32_t side = tag.at[10], in = width == 2 ? read_u16(tag.at + 48) : 256, out = width == 2 ? read_u16(tag.at + 50) : 256, head = width == 2 ? 52 : 48;
	if (in < 2 || out < 2 || in > 4096 || out > 4096 || side < 2) return 0;
	uint64_t nodes = (uint64_t)side * side * side, need = head + (uint64_t)width * (3 * (uint64_t)in + nodes * 4 + 4 * (uint64_t)out);
	if (need > tag.length) return 0;
	const unsigned char *grid = tag.at + head + (size_t)width * 3 * in, *tables = grid + (size_t)width * 4 * nodes;
	Curve curves[4];
	for (size_t ink = 0; ink < 4; ink++) curves[ink] = (Curve){ tables + (size_t)width * ink * out, out, width };
	return find_most(grid, width, nodes, curves);
}

/* A curve of lutBToAType as a table; false for a formula, which no press profile is known to have here. */
static bool find_curve(Tag tag, uint32_t offset, Curve *curve, uint32_t *length) {
	if (offset > tag.length || tag.length - offset < 12) return false;
	const unsigned char *at = tag.at + offset;
	if (memcmp(at, "para", 4) == 0) { /* only the identity: type 0, gamma 1 */
		*length = 16;
		return tag.length - offset >= 16 && read_u16(at + 8) == 0 && read_u32(at + 12) == 0x10000;
	}
	uint32_t entries = read_u32(at + 8);
	if (memcmp(at, "curv", 4) != 0 || entries == 1 || entries > (tag.length - offset - 12) / 2) return false;
	*length = (12 + 2 * entries + 3) / 4 * 4;
	*curve = (Curve){ at + 12, entries, 2 };
	return true;
}

static int find_limit_of_lut_b_to_a(Tag tag) {
	if (tag.length < 32 || tag.at[8] != 3 || tag.at[9] != 4) return 0;
	uint32_t offset = read_u32(tag.at + 24), at = read_u32(tag.at + 28);
	if (!offset || offset > tag.length || tag.length - offset < 20) return 0;
	const unsigned char *grid = tag.at + offset;
	Curve curves[4] = { 0 };
	for (int ink = 0; ink < 4 && at; ink++) {
		uint32_t length = 0;
		if (!find_curve(tag, at, &curves[ink], &length)) return 0;
		at += length;
	}
	uint64_t nodes = (uint64_t)grid[0] * grid[1] * grid[2];
	int width = grid[16];
	if (!nodes || (width != 1 && width != 2) || nodes * 4 * (uint64_t)width > tag.length - offset - 20) return 0;
	return find_most(grid + 20, width, nodes, curves);
}

static int find_ink_limit(const FileMap *map) {
	Tag tag = find_tag(map, "B2A1");
	if (!tag.at) tag = find_tag(map, "B2A0");
	if (!tag.at || tag.length < 52) return 0;
	if (memcmp(tag.at, "mft1", 4) == 0 || memcmp(tag.at, "mft2", 4) == 0) return find_limit_of_lut(tag);
	return memcmp(tag.at, "mBA ", 4) == 0 ? find_limit_of_lut_b_to_a(tag) : 0;
}

/* ---- opening ---- */

static void refuse(Diag *diag, SourcePos pos, const char *name, const char *why) {
	diag_add(diag, SEVERITY_ERROR, "output-profile", pos, _("The output profile “%s” cannot be used: %s."), name, why);
	diag_hint(diag, _("It must be the CMYK profile of a press (.icc), which the printing house gives; or choose one that is always there: coated, uncoated."));
}

/* ISO 15930-7, 6.4 and ISO 15930-4, 6.2: a profile of an output device, CMYK here; its tables in both directions are what
 * photos and proofs need. */
static const char *find_fault(const FileMap *map) {
	if (map->length < HEADER + 4 + 12 || memcmp(map->bytes + 36, "acsp", 4) != 0 || read_u32(map->bytes) > map->length) return _("it is no ICC profile, or a damaged one");
	if (memcmp(map->bytes + 12, "prtr", 4) != 0) return _("it is not the profile of an output device");
	if (memcmp(map->bytes + 16, "CMYK", 4) != 0) return _("it is not for CMYK");
	if (map->bytes[8] != 2 && map->bytes[8] != 4) return _("it is of an unknown version of the ICC's specification");
	if (!find_tag(map, "A2B0").at || !find_tag(map, "B2A0").at) return _("it lacks the tables that it should have");
	return NULL;
}

static bool is_carried(const char *name) { return strcmp(name, "coated") == 0 || strcmp(name, "uncoated") == 0; }

static const char *find_file(Arena *arena, const char *name, SourcePos pos) {
	if (is_carried(name)) return file_data_path(arena, arena_format(arena, "profiles/%s.icc", name));
	if (!pos.file) return name;
	/* what a publication or a layout names lies beside it, as everything that it brings along */
	const char *folder = file_folder(arena, pos.file);
	return file_inside(arena, folder, folder, name);
}

static void map_deflated(PressProfile *profile) {
	Arena *arena = arena_open();
	if (file_map(file_data_path(arena, arena_format(arena, "profiles/%s.icc.z", profile->name)), &profile->deflated_map)) {
		profile->deflated = profile->deflated_map.bytes;
		profile->deflated_length = profile->deflated_map.length;
	}
	arena_close(arena);
}

PressProfile *press_open_profile(const char *name, SourcePos pos, Diag *diag) {
	Arena *arena = arena_open();
	FileMap map = { 0 };
	const char *path = find_file(arena, name, pos);
	bool there = path && file_map(path, &map);
	int problem = errno;
	arena_close(arena);
	const char *fault = there ? find_fault(&map) : !path && problem == EACCES ? _("it lies outside the folder of the file that names it") : message_errno(problem);
	if (fault) {
		refuse(diag, pos, name, fault);
		if (there) file_unmap(&map);
		return NULL;
	}
	PressProfile *profile = calloc(1, sizeof *profile);
	char *copy = strdup(name);
	if (!profile || !copy) base_out_of_memory();
	char *description = read_words(find_tag(&map, "desc")), *condition = find_condition(description);
	*profile = (PressProfile){ .name = copy, .description = description, .condition = condition ? condition : "Custom",
		.registry = condition ? "http://www.color.org" : NULL, .map = map, .version = map.bytes[8], .ink_limit = find_ink_limit(&map) };
	if (is_carried(name)) map_deflated(profile);
	return profile;
}

void press_keep_deflated(PressProfile *profile, const void *bytes, size_t length) {
	profile->deflated_copy = malloc(length ? length : 1);
	if (!profile->deflated_copy) base_out_of_memory();
	memcpy(profile->deflated_copy, bytes, length);
	profile->deflated = profile->deflated_copy;
	profile->deflated_length = length;
}

void press_close_profile(PressProfile *profile) {
	if (!profile) return;
	if (profile->registry) free((char *)profile->condition);
	free((char *)profile->description);
	free((char *)profile->name);
	free(profile->deflated_copy);
	if (profile->deflated_map.bytes) file_unmap(&profile->deflated_map);
	file_unmap(&profile->map);
	free(profile);
}
