/* How much of a photo is too much; what bantin and bantin-photo agree on. */
#ifndef BANTIN_PICTURE_PHOTO_LIMITS_H
#define BANTIN_PICTURE_PHOTO_LIMITS_H

enum {
	/* Twice what the largest cameras give (100 to 150 million); a poster of A0 at 300 ppi takes 140 million. Beyond it a header
	 * lies, or the file is a map or a scan of a wall that nobody prints in a bulletin. */
	PIXELS_MAX = 200 * 1000 * 1000,
	/* WebP, HEIC, AVIF and interlaced PNG come out of their decoders whole: 4 bytes a pixel make this 400 MB. */
	PIXELS_MAX_WHOLE = 100 * 1000 * 1000,
	/* A progressive JPEG is held as coefficients, 3 to 6 bytes a pixel. */
	PIXELS_MAX_PROGRESSIVE = 100 * 1000 * 1000,
	SIDE_MAX = 1000 * 1000,
	/* bantin-photo's own bounds: what a decoder may take before it is stopped. */
	PHOTO_SECONDS_MAX = 120,
	PHOTO_MEMORY_MAX_MB = 1536,
};
#endif
