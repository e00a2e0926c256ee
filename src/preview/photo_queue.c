#include "preview/photo_queue.h"
#include "base/run_helper.h"

void photo_queue_add(PhotoQueue *queue, const DrawItem *item, int width, int height) {
	enum { KEPT_PIXELS = 1 << 18, LOOKED_THROUGH = 64 }; /* a logo that stands on every page, not a photo that fills one */
	QueuedPhoto photo = { .item = item, .width = width, .height = height, .same_as = -1, .conversion = { .run = { .answer = -1, .colour = -1, .alpha = -1 } } };
	int count = queue->photos.count;
	for (int i = count - 1; i >= 0 && i >= count - LOOKED_THROUGH && photo.same_as < 0 && (int64_t)width * height <= KEPT_PIXELS; i--) {
		const QueuedPhoto *before = &queue->photos.items[i];
		if (before->item->u.picture.picture != item->u.picture.picture || before->width != width || before->height != height) continue;
		photo.same_as = before->same_as >= 0 ? before->same_as : i;
		queue->photos.items[photo.same_as].kept = true;
	}
	*vector_push(queue->arena, &queue->photos) = photo;
}

static void begin(PhotoQueue *queue, QueuedPhoto *photo) {
	const PressPhotos photos = press_choose_photos(queue->job);
	PictureWish wish = { .space = photos == PRESS_PHOTOS_GREY || photos == PRESS_PHOTOS_DUOTONE ? PICTURE_GREY : PICTURE_CMYK, .intent = queue->job->intent == PRESS_INTENT_PERCEPTUAL ? PICTURE_PERCEPTUAL : PICTURE_COLORIMETRIC,
		.profile = queue->profile->map.bytes, .profile_length = queue->profile->map.length, .width = photo->width, .height = photo->height,
		.four_inks = photos == PRESS_PHOTOS_KEEP /* the printing house separates it */, .upright = true, .coding = PICTURE_CODE_RAW };
	picture_begin_conversion(queue->arena, photo->item->u.picture.picture, &wish, &photo->conversion);
	queue->running++;
}

/* As many at a time as there are processors, as in the PDF. */
static void begin_next(PhotoQueue *queue) {
	enum { AHEAD_MAX = 4 };
	const int most = helper_count_at_once(AHEAD_MAX);
	for (; queue->running < most && queue->begun < queue->photos.count; queue->begun++) {
		QueuedPhoto *photo = &queue->photos.items[queue->begun];
		if (photo->same_as < 0) begin(queue, photo);
	}
}

const ConvertedPicture *photo_queue_take(PhotoQueue *queue, const DrawItem *item, Diag *diag) {
	if (queue->taken >= queue->photos.count || queue->photos.items[queue->taken].item != item) return NULL;
	begin_next(queue);
	QueuedPhoto *photo = &queue->photos.items[queue->taken++];
	if (photo->same_as >= 0) photo = &queue->photos.items[photo->same_as];
	if (!photo->done) {
		photo->good = picture_finish_conversion(queue->arena, &photo->conversion, item->pos, diag, &photo->made);
		photo->done = true;
		queue->running--;
		begin_next(queue);
	}
	return photo->good ? &photo->made : NULL;
}

void photo_queue_give_back(PhotoQueue *queue) {
	QueuedPhoto *photo = &queue->photos.items[queue->taken - 1];
	if (photo->same_as < 0 && !photo->kept) picture_close_converted(&photo->made);
}

void photo_queue_close(PhotoQueue *queue) {
	for (int i = 0; i < queue->photos.count; i++) {
		QueuedPhoto *photo = &queue->photos.items[i];
		if (i < queue->begun && photo->same_as < 0 && !photo->done) picture_cancel_conversion(&photo->conversion);
		picture_close_converted(&photo->made);
	}
}
