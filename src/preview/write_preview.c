/* A preview: the chosen pages go to one or some bantin-proofs in turn, what comes back goes into a folder that appears as a whole. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/folder_output.h"
#include "base/message.h"
#include "base/run_helper.h"
#include "preview/contact_sheet.h"

enum { RUNS = 4, FINE = 0, REFUSED = 1, FAILED = 3 };

typedef struct ChosenPage {
	const DrawnPage *page;
	PageScale scale;
	const char *name;        /* of its PNG; NULL: none */
	SheetPage small;         /* number 0: not on the contact sheet */
} ChosenPage;

typedef struct Preview {
	const PreviewJob *job;
	Diag *diag;
	Arena *arena;
	ChosenPage *pages; int count;
	PhotoQueue photos;
	FolderOutput *folder;
	ProofRun runs[RUNS]; int run_count;
	Text list;
} Preview;

/* ---- which pages ---- */

static bool is_chosen(const PageChoice *choice, int number) {
	for (int i = 0; i < choice->count; i++)
		if (number >= choice->ranges[i].first && (!choice->ranges[i].last || number <= choice->ranges[i].last)) return true;
	return choice->count == 0;
}

static bool check_choice(const Preview *p, const Drawing *drawing) {
	const PageChoice *choice = &p->job->wish->pages;
	for (int i = 0; i < choice->count; i++) {
		int furthest = choice->ranges[i].last ? choice->ranges[i].last : choice->ranges[i].first;
		if (furthest <= drawing->pages.count) continue;
		diag_add(p->diag, SEVERITY_ERROR, "preview-pages", p->job->pos,
			message_count("There is no page %d: the document has %d page.", "There is no page %d: the document has %d pages.", drawing->pages.count), furthest, drawing->pages.count);
		diag_hint(p->diag, _("--pages counts from the first page on, whatever number is printed on it."));
		return false;
	}
	return true;
}

static bool choose_page(Preview *p, const DrawnPage *page, int number, int thumb_height, const char *name) {
	const PreviewWish *wish = p->job->wish;
	ChosenPage *chosen = &p->pages[p->count];
	*chosen = (ChosenPage){ .page = page, .scale = preview_scale_page(page, wish->ppi, wish->bleed), .name = name };
	if (number && wish->contact_only) { /* twice as fine as it is shown */
		int64_t points = chosen->scale.down / LENGTH_POINT, ppi = points ? (int64_t)thumb_height * 2 * 72 / points + 1 : wish->ppi;
		if (ppi < wish->ppi) chosen->scale = preview_scale_page(page, (int)ppi, wish->bleed);
	}
	const PageScale *scale = &chosen->scale;
	if (scale->width > LIST_SIDE_MAX || scale->height > LIST_SIDE_MAX || (int64_t)scale->width * scale->height > LIST_PIXELS_MAX) {
		diag_add(p->diag, SEVERITY_ERROR, "preview-too-large", p->job->pos, _("At %d pixels to the inch a page has %d by %d pixels, which is too many for a picture."), wish->ppi, scale->width, scale->height);
		diag_hint(p->diag, _("Ask for fewer: --ppi 96 is what screens show."));
		return false;
	}
	if (number) {
		SheetPage *small = &chosen->small;
		small->number = number;
		small->label = page->label ? page->label : arena_format(p->arena, "(%d)", number);
		small->height = thumb_height < scale->height ? thumb_height : scale->height;
		small->width = (int)(((int64_t)scale->width * small->height + scale->height / 2) / scale->height);
		if (small->width < 1) small->width = 1;
		if (small->width > scale->width) small->width = scale->width;
	}
	p->count++;
	return true;
}

static void queue_photos(Preview *p, const ChosenPage *chosen) {
	for (int i = 0; i < chosen->page->items.count; i++) {
		const DrawItem *item = &chosen->page->items.items[i];
		if (item->kind != DRAW_PICTURE || !item->u.picture.picture || item->width <= 0 || item->height <= 0) continue;
		int64_t width = preview_scale_x(&chosen->scale, item->u.picture.image_width) - preview_scale_x(&chosen->scale, 0);
		int64_t height = preview_scale_y(&chosen->scale, item->u.picture.image_height) - preview_scale_y(&chosen->scale, 0);
		width = (width + 255) / 256, height = (height + 255) / 256;
		photo_queue_add(&p->photos, item, width < 1 ? 1 : width > LIST_SIDE_MAX ? LIST_SIDE_MAX : (int)width, height < 1 ? 1 : height > LIST_SIDE_MAX ? LIST_SIDE_MAX : (int)height);
	}
}

static bool choose_pages(Preview *p, const Drawing *drawing, const Drawing *cover) {
	const PreviewWish *wish = p->job->wish;
	if (!check_choice(p, drawing)) return false;
	int wanted = 0, digits = drawing->pages.count > 999 ? drawing->pages.count > 9999 ? 6 : 4 : 3;
	for (int i = 1; i <= drawing->pages.count; i++) wanted += is_chosen(&wish->pages, i);
	int height = sheet_choose_height(wanted);
	p->pages = ARENA_ARRAY(p->arena, ChosenPage, wanted + 1);
	for (int i = 0; i < drawing->pages.count; i++) {
		if (!is_chosen(&wish->pages, i + 1)) continue;
		const char *name = wish->contact_only ? NULL : arena_format(p->arena, "%s.%0*d.png", p->job->name, digits, i + 1);
		if (!choose_page(p, &drawing->pages.items[i], i + 1, height, name)) return false;
	}
	if (cover && cover->pages.count && !wish->contact_only && !wish->pages.count)
		if (!choose_page(p, &cover->pages.items[0], 0, 0, arena_format(p->arena, "%s.cover.png", p->job->name))) return false;
	for (int i = 0; i < p->count; i++) queue_photos(p, &p->pages[i]);
	return true;
}

/* ---- what fails ---- */

static int report_unwritten(const Preview *p, int problem) {
	diag_add(p->diag, SEVERITY_ERROR, "write-failed", (SourcePos){ .file = p->job->folder }, _("The file %s could not be written: %s."), p->job->folder, message_errno(problem));
	return FAILED;
}

static int report_helper(const Preview *p, int problem) {
	if (problem) diag_add(p->diag, SEVERITY_ERROR, "proof-helper", p->job->pos, _("The program bantin-proof, which draws the pages for the screen, cannot be started: %s."), message_errno(problem));
	else diag_add(p->diag, SEVERITY_ERROR, "proof-helper", p->job->pos, _("The program bantin-proof, which draws the pages for the screen, has failed."));
	diag_hint(p->diag, _("Build or install bantin anew: \"make\", or \"sudo make install\"."));
	return FAILED;
}

/* ---- drawing ---- */

static bool write_file(const Preview *p, const char *name, const Text *png) { return folder_output_write(p->folder, name, png->bytes, png->length); }

static int receive(Preview *p, ProofRun *run) {
	if (run->page < 0) return FINE;
	ChosenPage *chosen = &p->pages[run->page];
	ProofAnswer answer;
	int status = proof_receive(run, &answer) ? FINE : report_helper(p, 0);
	size_t due = 3 * (size_t)chosen->small.width * (size_t)chosen->small.height;
	if (status == FINE && (answer.thumbnail.length != due || (chosen->name && !answer.png.length))) status = report_helper(p, 0);
	if (status == FINE && chosen->name && !write_file(p, chosen->name, &answer.png)) status = report_unwritten(p, errno);
	text_free(&answer.png);
	chosen->small.pixels = answer.thumbnail; /* freed with the preview */
	run->page = -1;
	return status;
}

static int pixels_per_metre(int ppi) { return (ppi * 10000 + 127) / 254; }

static int draw_page(Preview *p, int index, ProofRun *run) {
	const ChosenPage *chosen = &p->pages[index];
	text_clear(&p->list);
	list_add_page(&p->list, &(ListPage){ .width = chosen->scale.width, .height = chosen->scale.height, .pixels_per_metre = pixels_per_metre(p->job->wish->ppi),
		.thumb_width = chosen->small.width, .thumb_height = chosen->small.height, .wants_png = chosen->name != NULL });
	list_add_marks(&p->list, chosen->page, &chosen->scale, p->job->job, run, &p->photos, p->diag);
	run->page = index;
	return proof_send(run, &p->list) ? FINE : report_helper(p, 0);
}

/* More than one is started only where it has some pages to draw. */
static int start_runs(Preview *p) {
	enum { WORTH = 3 };
	int most = helper_count_at_once(RUNS), wanted = 1 + (p->count - 1) / WORTH;
	for (int count = wanted < most ? wanted : most; p->run_count < count; p->run_count++)
		if (!proof_start(p->arena, p->job->profile, p->job->wish->paper, &p->runs[p->run_count])) return report_helper(p, errno);
	return FINE;
}

static int draw_pages(Preview *p) {
	int status = start_runs(p);
	for (int i = 0; i < p->count && status == FINE; i++) {
		ProofRun *run = &p->runs[i % p->run_count];
		status = receive(p, run);
		if (status == FINE) status = draw_page(p, i, run);
	}
	for (int i = 0; i < p->run_count && status == FINE; i++) status = receive(p, &p->runs[i]);
	return status;
}

static int draw_contact_sheet(Preview *p) {
	SheetPage *pages = ARENA_ARRAY(p->arena, SheetPage, p->count + 1);
	int count = 0;
	for (int i = 0; i < p->count; i++) if (p->pages[i].small.number) pages[count++] = p->pages[i].small;
	Font *face = font_find(p->job->fonts, (FontQuery){ "sans-serif", 400, 100, false }, p->job->pos, p->diag);
	text_clear(&p->list);
	if (!sheet_list(&p->list, pages, count, face, &p->runs[0])) {
		diag_add(p->diag, SEVERITY_WARNING, "preview-too-large", p->job->pos, _("The document has too many pages for a contact sheet; it was left out."));
		diag_hint(p->diag, _("Choose some of them: --pages 1-200."));
		return FINE;
	}
	ProofAnswer answer = { 0 };
	int status = proof_send(&p->runs[0], &p->list) && proof_receive(&p->runs[0], &answer) && answer.png.length ? FINE : report_helper(p, 0);
	if (status == FINE && !write_file(p, arena_format(p->arena, "%s.contact.png", p->job->name), &answer.png)) status = report_unwritten(p, errno);
	text_free(&answer.png);
	text_free(&answer.thumbnail);
	return status;
}

static int make_folder(Preview *p) {
	p->folder = folder_output_open(p->job->folder);
	if (!p->folder) return report_unwritten(p, errno);
	int status = draw_pages(p);
	if (status == FINE) status = draw_contact_sheet(p);
	if (status == FINE && !folder_output_commit(p->folder)) status = report_unwritten(p, errno);
	else if (status != FINE) folder_output_abandon(p->folder);
	return status;
}

int preview_write_drawing(const Drawing *drawing, const Drawing *cover, const PreviewJob *job, Diag *diag, int *pages) {
	*pages = 0;
	if (!drawing->pages.count) {
		diag_add(diag, SEVERITY_ERROR, "document-empty", job->pos, _("There is nothing to write: the document has no page."));
		return REFUSED;
	}
	Preview preview = { .job = job, .diag = diag, .arena = arena_open() };
	preview.photos = (PhotoQueue){ .arena = preview.arena, .job = job->job, .profile = job->profile };
	/* A bantin-proof that dies is a message, not the end of this program. */
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigaction(SIGPIPE, &ignore, &before);
	int status = choose_pages(&preview, drawing, cover) ? make_folder(&preview) : REFUSED;
	sigaction(SIGPIPE, &before, NULL);
	for (int i = 0; i < preview.count && status == FINE; i++) *pages += preview.pages[i].small.number > 0;
	for (int i = 0; i < preview.run_count; i++) proof_stop(&preview.runs[i]);
	for (int i = 0; i < preview.count; i++) text_free(&preview.pages[i].small.pixels);
	photo_queue_close(&preview.photos);
	text_free(&preview.list);
	arena_close(preview.arena);
	return status;
}
