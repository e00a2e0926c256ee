#include "page/measures.h"
#include <inttypes.h>
#include "base/message.h"

/* thousandths with two decimals */
static void add_thousandths(Text *out, int64_t value) {
	if (value < 0) { text_add_char(out, '-'); value = -value; }
	text_format(out, "%" PRId64 ".%02" PRId64, value / 1000, value % 1000 / 10);
}

static void add_line(Text *out, const char *label, int64_t value) { text_format(out, "%-44s %" PRId64 "\n", label, value); }

static void add_ratio(Text *out, const char *label, int64_t value) {
	text_format(out, "%-44s ", label);
	add_thousandths(out, value);
	text_add_char(out, '\n');
}

static void write_words(const PageMeasures *m, Text *out) {
	int64_t mean = m->lines ? m->ratio_sum / m->lines : 0, square = m->lines ? m->square_sum / m->lines / 1000 : 0;
	add_line(out, _("pages"), m->pages);
	add_line(out, _("justified lines"), m->lines);
	add_ratio(out, _("mean stretch ratio"), mean);
	add_ratio(out, _("mean squared stretch ratio"), square);
	add_ratio(out, _("worst stretch ratio"), m->worst_ratio);
	add_line(out, _("lines looser than 1.0"), m->looser_1000);
	add_line(out, _("lines looser than 1.5"), m->looser_1500);
	add_line(out, _("overfull lines"), m->overfull);
	add_line(out, _("widows"), m->widows);
	add_line(out, _("orphans"), m->orphans);
	add_line(out, _("heads at a column's foot"), m->heads_at_foot);
	add_line(out, _("last lines of one syllable"), m->lone_syllables);
	add_line(out, _("body baselines"), m->baselines);
	add_line(out, _("body baselines off the grid"), m->off_grid);
	add_line(out, _("endings"), m->endings);
	add_line(out, _("endings not balanced within a line"), m->unbalanced);
	add_line(out, _("worst ending, in lines"), m->worst_ending);
	add_line(out, _("spreads of full pages"), m->spreads);
	add_line(out, _("spreads that do not end on the same line"), m->uneven_spreads);
	add_line(out, _("worst spread, in lines"), m->worst_spread);
	add_line(out, _("photos"), m->photos);
	add_line(out, _("photos more than a column from their place"), m->far_photos);
	add_line(out, _("farthest photo, in columns"), m->worst_distance);
	add_ratio(out, _("pages filled (percent, without the last)"), m->rows ? m->rows_filled * 100000 / m->rows : 100000);
	add_line(out, _("white rows on the last page"), m->white_rows_last);
}

static void write_json(const PageMeasures *m, Text *out) {
	const struct { const char *name; int64_t value; } COUNTS[] = {
		{ "pages", m->pages }, { "lines", m->lines }, { "looser_1_0", m->looser_1000 }, { "looser_1_5", m->looser_1500 },
		{ "overfull", m->overfull }, { "widows", m->widows }, { "orphans", m->orphans }, { "heads_at_foot", m->heads_at_foot },
		{ "lone_syllables", m->lone_syllables }, { "baselines", m->baselines }, { "off_grid", m->off_grid }, { "endings", m->endings },
		{ "unbalanced", m->unbalanced }, { "worst_ending", m->worst_ending }, { "spreads", m->spreads },
		{ "uneven_spreads", m->uneven_spreads }, { "worst_spread", m->worst_spread }, { "photos", m->photos }, { "far_photos", m->far_photos },
		{ "worst_distance", m->worst_distance }, { "rows", m->rows }, { "rows_filled", m->rows_filled },
		{ "white_rows_last", m->white_rows_last },
	};
	text_add(out, "{ ");
	for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) text_format(out, "\"%s\": %" PRId64 ", ", COUNTS[i].name, COUNTS[i].value);
	const struct { const char *name; int64_t value; } RATIOS[] = {
		{ "mean_ratio", m->lines ? m->ratio_sum / m->lines : 0 },
		{ "mean_square_ratio", m->lines ? m->square_sum / m->lines / 1000 : 0 }, { "worst_ratio", m->worst_ratio },
		{ "filled_percent", m->rows ? m->rows_filled * 100000 / m->rows : 100000 },
	};
	for (size_t i = 0; i < sizeof RATIOS / sizeof *RATIOS; i++) {
		text_format(out, "%s\"%s\": ", i ? ", " : "", RATIOS[i].name);
		add_thousandths(out, RATIOS[i].value);
	}
	text_add(out, " }\n");
}

void page_write_measures(const PageMeasures *measures, bool json, Text *out) {
	if (json) write_json(measures, out);
	else write_words(measures, out);
}
