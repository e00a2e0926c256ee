/* What a JPEG's markers have said so far: the frame, the tables, the scans (ISO/IEC 10918-1, annex B). */
#ifndef BANTIN_PICTURE_JPEG_FRAME_H
#define BANTIN_PICTURE_JPEG_FRAME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { /* second bytes of markers, table B.1 */
	JPEG_SOF0 = 0xC0, JPEG_SOF2 = 0xC2, JPEG_DHT = 0xC4, JPEG_JPG = 0xC8, JPEG_DAC = 0xCC, JPEG_RST0 = 0xD0, JPEG_RST7 = 0xD7,
	JPEG_SOI = 0xD8, JPEG_EOI = 0xD9, JPEG_SOS = 0xDA, JPEG_DQT = 0xDB, JPEG_DNL = 0xDC, JPEG_DRI = 0xDD, JPEG_DHP = 0xDE,
	JPEG_EXP = 0xDF, JPEG_APP0 = 0xE0, JPEG_APP1 = 0xE1, JPEG_APP2 = 0xE2, JPEG_APP14 = 0xEE, JPEG_APP15 = 0xEF,
	JPEG_SOF55 = 0xF7, JPEG_COM = 0xFE, JPEG_TEM = 0x01
};

typedef struct JpegComponent { int id, h, v, quantiser; } JpegComponent;
typedef struct JpegFrame {
	bool known, progressive;
	int precision, width, height, count;
	JpegComponent components[4];
	unsigned quantisers, dc_tables, ac_tables; /* bit n: table n has been defined */
	unsigned scanned;   /* bit n: component n's DC has been coded */
	int scans;
	size_t scan_bytes;  /* entropy-coded, all scans */
} JpegFrame;

/* Each takes a segment's content (behind its length) and is false when it breaks the standard's rules. */
bool jpeg_take_frame(JpegFrame *frame, int marker, const unsigned char *at, size_t length);
bool jpeg_take_quantisers(JpegFrame *frame, const unsigned char *at, size_t length);
bool jpeg_take_huffman(JpegFrame *frame, const unsigned char *at, size_t length);
bool jpeg_take_scan(JpegFrame *frame, const unsigned char *at, size_t length);
/* Every component was coded, and no less was coded than the least that so many blocks can take. */
bool jpeg_is_complete(const JpegFrame *frame);
/* Answers where the next marker (not RSTn) begins, or `length` when there is none. */
size_t jpeg_skip_entropy(const unsigned char *bytes, size_t length, size_t at);
#endif
