/* What the press can do: its inks, the profiles that describe it, and what a colour becomes on it and on a screen. One set of
 * tables, made from the coated profile that the project carries, serves every colour of a layout; photos go through the same
 * profile by Little CMS. */
#ifndef BANTIN_PRESS_PRESS_H
#define BANTIN_PRESS_PRESS_H
#include <stdbool.h>
#include "base/colour.h"
#include "base/diag.h"
#include "base/file.h"

/* ---- single colours; integers only, so the same everywhere ---- */

typedef struct ScreenColour { uint16_t r, g, b; } ScreenColour; /* 1/1000 */
/* A layout's colour, a spot ink by its alternative, as sRGB: coated press (FOGRA39), paper white, full black 0 0 0. */
ScreenColour press_show_colour(Colour colour);
/* The CMYK amounts that stand for the colour on a press without its spot ink. */
Colour press_flatten_spot(Colour colour);
/* sRGB (0..255) as inks of the coated press: relative colorimetric with black point compensation, as photos are. A neutral is
 * black ink alone, of the same lightness: it takes on no cast when the press drifts. */
Colour press_separate_srgb(int r, int g, int b);

/* ---- the job ---- */

typedef enum PressStandard { PRESS_X4, PRESS_X1A } PressStandard; /* ISO 15930-7, ISO 15930-4 (2003) */
typedef enum PressInks {
	PRESS_INKS_ALL,           /* as the layout names them: process inks and any spot ink */
	PRESS_INKS_CMYK,          /* spot inks by their alternatives */
	PRESS_INKS_BLACK,         /* one plate */
	PRESS_INKS_BLACK_AND_SPOT /* two plates; photos are duotones */
} PressInks;
enum PressMark { PRESS_MARK_CROP = 1, PRESS_MARK_REGISTRATION = 2, PRESS_MARK_COLOUR_BAR = 4, PRESS_MARK_SLUG = 8, PRESS_MARK_ALL = 15 };
#define PRESS_MARKS_REACH LENGTH_MICROMETRES(8000) /* how far beyond the bleed the marks of a sheet need room at least */
typedef enum PressPhotos {
	PRESS_PHOTOS_BY_STANDARD, /* PDF/X-4: kept; PDF/X-1a: converted */
	PRESS_PHOTOS_KEEP,        /* their own numbers, with their profile, as PDF/X-4 takes RGB */
	PRESS_PHOTOS_CMYK,        /* converted by the job's profile */
	PRESS_PHOTOS_GREY,        /* one plate; the grey of the screen in an archive */
	PRESS_PHOTOS_DUOTONE      /* two, by press_make_duotone */
} PressPhotos;
typedef enum PressIntent { PRESS_INTENT_RELATIVE, PRESS_INTENT_PERCEPTUAL } PressIntent; /* relative: with black point compensation */
typedef struct PressJob {
	PressStandard standard;
	PressInks inks;
	Colour spot;              /* BLACK_AND_SPOT: the ink, at full tint */
	unsigned marks;           /* PressMark bits, outside of the bleed */
	PressPhotos photos;       /* as it was asked for: BY_STANDARD, KEEP or CMYK; press_choose_photos says what becomes of them */
	PressIntent intent;       /* of converting them */
	const char *profile;      /* "coated", "uncoated", or the path of an ICC profile */
	SourcePos profile_pos;
} PressJob;
PressJob press_make_job(void); /* PDF/X-4, all inks, no marks, coated, photos by the standard */
/* What the plates of the job get of photos, never BY_STANDARD: PDF/X-1a and the smaller sets of inks convert them in any case. */
PressPhotos press_choose_photos(const PressJob *job);
/* What overrules a layout's job: as written in a publication or on the command line; value NULL where nothing was. */
typedef struct PressWish { const char *value; SourcePos pos; } PressWish;
typedef struct PressWishes { PressWish standard, profile, inks, marks, trim; } PressWishes; /* trim: the size of the page, "145x205" in mm */

/* The colour with the inks of the job: for one plate a tint of black, for two a tint of whichever ink is nearer to it; as light as
 * the colour was, as far as the ink goes. Nothing is ever of two inks, so small type needs no register. */
Colour press_reduce_colour(const PressJob *job, Colour colour);
/* What both plates print for the greys 0 (black) to 255 (white) of a photo: black draws it, mostly in the shadows, and the spot ink
 * carries the middle tones; paper stays paper. */
typedef struct DuotoneStep { uint16_t black, spot; /* 1/10000 */ } DuotoneStep;
void press_make_duotone(DuotoneStep out[256]);
/* A step of it as a screen shows it. */
ScreenColour press_show_duotone(const PressJob *job, DuotoneStep step);

/* ---- profiles ---- */

typedef struct PressProfile {
	const char *name;         /* as it was asked for */
	const char *condition;    /* the name of the printing condition: "FOGRA39"; "Custom" when no registry is known to have it */
	const char *registry;     /* of that name; NULL for "Custom" */
	const char *description;  /* the profile's own, UTF-8 */
	FileMap map;              /* the profile itself */
	int version;              /* of the ICC specification: 2 or 4 */
	int ink_limit;            /* 1/10000 of one full ink: the most that its separations lay down; 0 when it makes none */
	const unsigned char *deflated; size_t deflated_length; /* as a zlib stream; NULL until press_keep_deflated, but for a carried one */
	FileMap deflated_map;     /* the room's own */
	void *deflated_copy;
} PressProfile;
/* name: of a carried profile, or a path: inside the folder of pos.file when there is one, else as it stands. What is no CMYK output profile is recorded as an
 * error "output-profile"; then, and when the file cannot be read, NULL. */
PressProfile *press_open_profile(const char *name, SourcePos pos, Diag *diag);
void press_keep_deflated(PressProfile *profile, const void *bytes, size_t length); /* copies */
void press_close_profile(PressProfile *profile); /* NULL is fine */
#endif
