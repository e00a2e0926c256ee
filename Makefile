# bantin: article XML in, print-ready PDF bulletins out.
CC ?= cc
PREFIX ?= /usr/local
PACKAGES := libxml-2.0 fontconfig harfbuzz harfbuzz-subset icu-uc icu-i18n libdeflate libpng
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wno-missing-field-initializers
BUILD ?= build
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Isrc -DBANTIN_DATA_DIR='"$(PREFIX)/share/bantin"' $(WARNINGS) $(shell pkg-config --cflags $(PACKAGES)) $(CFLAGS)
LIBS = -lhpdf $(shell pkg-config --libs $(PACKAGES)) -lz -lm

# ROOMS="base font" builds only those rooms into the library: for working on one room while another is open.
ROOMS ?= *
SOURCES := $(sort $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c)) $(if $(filter-out *,$(ROOMS)),,$(filter-out src/main.c,$(wildcard src/*.c))))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/catalogue_vi.o
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/test_*.c))

all: $(BUILD)/bantin

$(BUILD)/bantin: $(BUILD)/obj/main.o $(BUILD)/libbantin.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libbantin.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/catalogue_vi.c: po/vi.po
	@mkdir -p $(@D)
	msgfmt --endianness=little -o $(BUILD)/vi.mo $<
	{ echo '#include "catalogue.h"'; echo 'const unsigned char catalogue_vi[] = {'; od -An -v -tu1 $(BUILD)/vi.mo | sed 's/  */,/g;s/^,//;s/$$/,/'; echo '};'; \
	  echo "const unsigned catalogue_vi_length = $$(wc -c < $(BUILD)/vi.mo);"; } > $@
$(BUILD)/obj/catalogue_vi.o: $(BUILD)/catalogue_vi.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Isrc/base -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(BUILD)/libbantin.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -o $@ $< $(BUILD)/libbantin.a $(LIBS) -lcmocka

clean:
	rm -rf $(BUILD) out

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d $(BUILD)/tests/*.d)
.PHONY: all clean
