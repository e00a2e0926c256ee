/* The photos of the pages that are drawn, in the order in which they are met. While one page is listed, those that come next are
 * converted already: no larger than the picture of the page needs them, which is what makes a preview quick. */
#ifndef BANTIN_PREVIEW_PHOTO_QUEUE_H
#define BANTIN_PREVIEW_PHOTO_QUEUE_H
#include "drawing/drawing.h"
#include "picture/convert_picture.h"
#include "press/press.h"

typedef struct QueuedPhoto {
	const DrawItem *item;
	int width, height;       /* pixels that it fills */
	int same_as;             /* an earlier one of the same photo and size, whose pixels are kept; -1: none */
	bool kept;               /* for a later one */
	bool done, good;
	PictureConversion conversion;
	ConvertedPicture made;
} QueuedPhoto;

typedef struct PhotoQueue {
	Arena *arena;
	const PressJob *job;
	const PressProfile *profile;
	VECTOR(QueuedPhoto) photos;
	int begun, taken, running;
} PhotoQueue;

void photo_queue_add(PhotoQueue *queue, const DrawItem *item, int width, int height);
/* The pixels of the next photo, which item must be: inks of the press, or greys, upright. NULL when it could not be converted
 * (recorded). They are there until photo_queue_give_back. */
const ConvertedPicture *photo_queue_take(PhotoQueue *queue, const DrawItem *item, Diag *diag);
void photo_queue_give_back(PhotoQueue *queue);
void photo_queue_close(PhotoQueue *queue);
#endif
