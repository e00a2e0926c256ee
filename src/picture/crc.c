#include "picture/crc.h"

void crc_make_table(CrcTable *table) {
	for (uint32_t byte = 0; byte < 256; byte++) {
		uint32_t sum = byte;
		for (int bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xEDB88320u ^ (sum >> 1) : sum >> 1;
		table->of[0][byte] = sum;
	}
	/* of[n][b]: what byte b does to the sum when n more bytes follow it in the same step */
	for (int n = 1; n < 8; n++)
		for (int byte = 0; byte < 256; byte++) {
			uint32_t before = table->of[n - 1][byte];
			table->of[n][byte] = table->of[0][before & 255] ^ before >> 8;
		}
}

uint32_t crc_sum(const CrcTable *table, const unsigned char *bytes, size_t length) {
	uint32_t sum = 0xFFFFFFFFu;
	for (; length >= 8; bytes += 8, length -= 8) {
		sum ^= (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
		sum = table->of[7][sum & 255] ^ table->of[6][sum >> 8 & 255] ^ table->of[5][sum >> 16 & 255] ^ table->of[4][sum >> 24] ^
			table->of[3][bytes[4]] ^ table->of[2][bytes[5]] ^ table->of[1][bytes[6]] ^ table->of[0][bytes[7]];
	}
	for (; length; bytes++, length--) sum = table->of[0][(sum ^ *bytes) & 255] ^ sum >> 8;
	return sum ^ 0xFFFFFFFFu;
}
