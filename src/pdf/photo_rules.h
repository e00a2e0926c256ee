/* What a kind of file asks of its photos; write_drawing fills it before the first page, embed_picture.c does it. */
#ifndef BANTIN_PDF_PHOTO_RULES_H
#define BANTIN_PDF_PHOTO_RULES_H
#include "picture/convert_picture.h"

typedef struct PhotoRules {
	PictureSpace space;      /* AS_IS: photos keep their channels and profiles; GREY: the stream has one channel */
	PictureIntent intent;
	const void *profile; size_t profile_length; /* of the press, for PICTURE_CMYK; must outlive the writer */
	int target_ppi;          /* photos with more than half as many again are made smaller to this; 0: never */
	bool flatten;            /* alpha is laid on white paper: no soft masks */
	bool eight_bits;         /* no more than 8 bits a channel */
} PhotoRules;
#endif
