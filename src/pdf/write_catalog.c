/* The catalog, and what hangs from it alone: attached sources and the output intent. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/message.h"
#include "pdf/pdf_writer.h"

/* ---- attachments (ISO 19005-3, 6.8) ---- */

static bool attach_file(PdfWriter *w, const char *path, const char *name, const char *media_type, const char *description) {
	FileMap map;
	if (!file_map(path, &map)) return false;
	PdfId data = pdf_reserve_id(w->file), specification = pdf_reserve_id(w->file);
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "EmbeddedFile");
	pdf_add_name(pdf_dict_begin_raw(dict, "Subtype"), media_type ? media_type : "application/octet-stream");
	Text *parameters = pdf_dict_begin_raw(dict, "Params");
	text_format(parameters, "<</Size %llu/ModDate", (unsigned long long)map.length);
	const char *time = pdf_format_time(w, false);
	pdf_add_text_string(parameters, time, strlen(time));
	text_add(parameters, ">>");
	pdf_put_deflated(w->file, data, dict, map.bytes, map.length);
	file_unmap(&map);
	dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Filespec");
	pdf_dict_add_text(dict, "F", name);
	pdf_dict_add_text(dict, "UF", name);
	pdf_dict_add_text(dict, "Desc", description ? description : name);
	HPDF_Dict_AddName(dict, "AFRelationship", "Source");
	pdf_dict_add_raw(dict, "EF", "<</F %u 0 R/UF %u 0 R>>", (unsigned)data, (unsigned)data);
	pdf_put_dict(w->file, specification, dict);
	*vector_push(w->arena, &w->attachments) = specification;
	return true;
}

typedef struct NamedFile { const char *name; PdfId id; } NamedFile;

static int by_name(const void *left, const void *right) {
	return strcmp(((const NamedFile *)left)->name, ((const NamedFile *)right)->name);
}

void pdf_write_attachments(PdfWriter *w) {
	int count = w->traits.attachments ? w->drawing->attachment_count : 0;
	NamedFile *files = ARENA_ARRAY(w->arena, NamedFile, count + 1);
	int kept = 0;
	for (int i = 0; i < count; i++) {
		const char *path = w->drawing->attachments[i].path;
		const char *name = w->drawing->attachments[i].name ? w->drawing->attachments[i].name : file_name(path);
		if (attach_file(w, path, name, w->drawing->attachments[i].media_type, w->drawing->attachments[i].description)) {
			files[kept++] = (NamedFile){ name, w->attachments.items[w->attachments.count - 1] };
			continue;
		}
		diag_add(w->diag, SEVERITY_ERROR, "attachment-unreadable", (SourcePos){ .file = path },
			_("The file %s cannot be read, so it is not in the archive copy."), name);
	}
	if (!kept) return;
	qsort(files, (size_t)kept, sizeof *files, by_name);
	Text body = { 0 };
	text_add(&body, "<</Names[");
	for (int i = 0; i < kept; i++) {
		pdf_add_text_string(&body, files[i].name, strlen(files[i].name));
		pdf_add_reference(&body, files[i].id);
	}
	text_add(&body, "]>>");
	w->names_files = pdf_reserve_id(w->file);
	pdf_put_body(w->file, w->names_files, &body);
	text_free(&body);
}

/* ---- output intent and catalog ---- */

static void put_intent(PdfWriter *w, HPDF_Dict catalog, Text *body) {
	PdfId id = pdf_reserve_id(w->file);
	pdf_put_body(w->file, id, body);
	text_free(body);
	pdf_dict_add_raw(catalog, "OutputIntents", "[%u 0 R]", (unsigned)id);
}

/* ISO 15930-7, 6.4: which press the numbers are for; a registered condition by its name, another by words. The profile is in the
 * file for X-1a, too, so that a proof needs nothing else. */
static void add_press_condition(PdfWriter *w, Text *out) {
	const PressProfile *profile = w->profile;
	text_add(out, "<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier");
	pdf_add_text_string(out, profile->condition, strlen(profile->condition));
	if (profile->registry) {
		text_add(out, "/RegistryName");
		pdf_add_text_string(out, profile->registry, strlen(profile->registry));
	}
	const char *info = profile->description[0] ? profile->description : profile->name;
	text_add(out, "/Info");
	pdf_add_text_string(out, info, strlen(info));
	text_add(out, "/OutputCondition");
	pdf_add_text_string(out, info, strlen(info));
	text_add(out, "/DestOutputProfile ");
	pdf_add_reference(out, pdf_use_output_profile(w));
	text_add(out, ">>");
}

static void add_output_intent(PdfWriter *w, HPDF_Dict catalog) {
	Text body = { 0 };
	if (w->traits.pdfx) {
		add_press_condition(w, &body);
		put_intent(w, catalog, &body);
		return;
	}
	if (!w->traits.pdfa_part) return;
	text_add(&body, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)"
		"/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
	pdf_add_reference(&body, pdf_use_srgb(w));
	text_add(&body, ">>");
	put_intent(w, catalog, &body);
}

static void add_names(PdfWriter *w, HPDF_Dict catalog) {
	if (!w->names_destinations && !w->names_files) return;
	Text *names = pdf_dict_begin_raw(catalog, "Names");
	text_add(names, "<<");
	if (w->names_destinations) text_format(names, "/Dests %u 0 R", (unsigned)w->names_destinations);
	if (w->names_files) text_format(names, "/EmbeddedFiles %u 0 R", (unsigned)w->names_files);
	text_add(names, ">>");
}

void pdf_write_catalog(PdfWriter *w) {
	HPDF_Dict dict = pdf_make_dict(w->file);
	HPDF_Dict_AddName(dict, "Type", "Catalog");
	pdf_dict_add_reference(w->file, dict, "Pages", w->page_tree);
	pdf_dict_add_text(dict, "Lang", w->lang);
	if (w->structure) {
		pdf_dict_add_raw(dict, "MarkInfo", "<</Marked true>>");
		pdf_dict_add_reference(w->file, dict, "StructTreeRoot", w->structure);
	}
	pdf_dict_add_reference(w->file, dict, "Metadata", w->metadata);
	pdf_dict_add_raw(dict, "ViewerPreferences", "<</DisplayDocTitle true>>");
	if (w->page_labels) pdf_dict_add_reference(w->file, dict, "PageLabels", w->page_labels);
	if (w->outline) {
		pdf_dict_add_reference(w->file, dict, "Outlines", w->outline);
		HPDF_Dict_AddName(dict, "PageMode", "UseOutlines");
	}
	/* as it lies open; PDF 1.4 knows no pages by twos, only columns of pages */
	if (w->drawing->pages.count > 2 && !w->options->imposition) HPDF_Dict_AddName(dict, "PageLayout", w->traits.pdf14 ? "TwoColumnRight" : "TwoPageRight");
	add_names(w, dict);
	if (w->attachments.count) {
		Text *files = pdf_dict_begin_raw(dict, "AF");
		for (int i = 0; i < w->attachments.count; i++) {
			text_add_char(files, i ? ' ' : '[');
			pdf_add_reference(files, w->attachments.items[i]);
		}
		text_add_char(files, ']');
	}
	add_output_intent(w, dict);
	w->catalog = pdf_reserve_id(w->file);
	pdf_put_dict(w->file, w->catalog, dict);
}
