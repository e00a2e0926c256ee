# bantin: article XML in, print-ready PDF bulletins out. `make help` says what there is.
VERSION := 0.1.0
CC ?= cc
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
PACKAGES := libxml-2.0 fontconfig harfbuzz harfbuzz-subset icu-uc icu-i18n libdeflate libpng nettle
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wno-missing-field-initializers
# pkg-config is asked once, and only when something is compiled: on a bare machine it is not there yet.
PACKAGE_CFLAGS = $(eval PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PACKAGE_CFLAGS)
PACKAGE_LIBS = $(eval PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PACKAGE_LIBS)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Isrc -DBANTIN_VERSION='"$(VERSION)"' -DBANTIN_DATA_DIR='"$(PREFIX)/share/bantin"' \
	-DBANTIN_LIB_DIR='"$(PREFIX)/lib/bantin"' $(WARNINGS) $(PACKAGE_CFLAGS) $(CFLAGS)
LIBS = -lhpdf -lhyphen $(PACKAGE_LIBS) -lz -lm -pthread
# What only bantin-photo is linked with: decoders and colour, which most runs never need.
PHOTO_PACKAGES := libjpeg libpng libtiff-4 libwebp libwebpdemux libheif lcms2 zlib
PHOTO_CFLAGS = $(eval PHOTO_CFLAGS := $(shell pkg-config --cflags $(PHOTO_PACKAGES)))$(PHOTO_CFLAGS)
PHOTO_LIBS = $(eval PHOTO_LIBS := $(shell pkg-config --libs $(PHOTO_PACKAGES)))$(PHOTO_LIBS)
# And bantin-proof, which draws pages for a screen.
PROOF_PACKAGES := cairo lcms2 libpng
PROOF_CFLAGS = $(eval PROOF_CFLAGS := $(shell pkg-config --cflags $(PROOF_PACKAGES)))$(PROOF_CFLAGS)
PROOF_LIBS = $(eval PROOF_LIBS := $(shell pkg-config --libs $(PROOF_PACKAGES)))$(PROOF_LIBS)

# One line for each file; `make V=1` shows the whole commands.
Q = $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)')
# On the set-up targets all processors are used, unless make was told how many.
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

# ROOMS="base font" builds only those rooms into the library: for working on one room while another is open.
ROOMS ?= *
SOURCES := $(sort $(filter-out src/photo/% src/proof/%,$(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))) $(if $(filter-out *,$(ROOMS)),,$(filter-out src/main.c,$(wildcard src/*.c))))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/catalogue_vi.o
PHOTO_OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(sort $(wildcard src/photo/*.c))) $(BUILD)/obj/picture/read_exif.o $(BUILD)/obj/picture/filter_row.o
PROOF_OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(sort $(wildcard src/proof/*.c)))
HELPERS := $(BUILD)/bantin-photo $(BUILD)/bantin-proof
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
TEST_PROGRAMS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/test_*.c))) $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz_%)
TEST_LONGEST := tests/test_corpus.sh # begun first, so that nothing waits for it at the end
TEST_SCRIPTS := tests/check_includes.sh $(filter-out $(TEST_LONGEST),$(sort $(wildcard tests/test_*.sh)))

all: $(BUILD)/bantin $(HELPERS) faces ## dịch chương trình / builds build/bantin

help: ## trang này / this page
	@echo "bantin $(VERSION)"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo "Biến / variables: CC CFLAGS LDFLAGS PREFIX=$(PREFIX) DESTDIR BUILD=$(BUILD)"

# ---- the two commands of the README: they also work on a machine that has only git and make ----
bulletin: ## cài những gì còn thiếu, dịch, và làm số báo mẫu vào out/ / sets up, builds, writes the sample issue to out/
	@tools/setup.sh build run
	@$(MAKE) --no-print-directory $(PARALLEL) all
	$(BUILD)/bantin build input/2026-11 -o out

proceedings: ## như bulletin, nhưng làm cuốn kỷ yếu mẫu / as bulletin, of the sample book
	@tools/setup.sh build run
	@$(MAKE) --no-print-directory $(PARALLEL) all
	$(BUILD)/bantin build input/ky-yeu-mau -o out

test: ## cài những gì còn thiếu, dịch, và chạy mọi bài thử / sets up, builds, runs every test
	@tools/setup.sh build run test
	@$(MAKE) --no-print-directory $(PARALLEL) all tests
	@BUILD=$(BUILD) CC="$(CC)" tests/run.sh $(TEST_LONGEST) $(TEST_PROGRAMS) $(TEST_SCRIPTS)

setup: ## chỉ cài các gói Debian còn thiếu / only installs the Debian packages that are missing
	@tools/setup.sh build run test

# ---- building ----
$(BUILD)/bantin: $(BUILD)/obj/main.o $(BUILD)/libbantin.a
	$(call say,link $@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/bantin-photo: $(PHOTO_OBJECTS)
	$(call say,link $@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PHOTO_LIBS) -lm

$(BUILD)/bantin-proof: $(PROOF_OBJECTS)
	$(call say,link $@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PROOF_LIBS) -lm

# These are inner loops over every byte of a photo: the compiler may spread them over wide registers.
$(BUILD)/obj/picture/filter_row.o $(BUILD)/obj/photo/scale.o $(BUILD)/obj/proof/plates.o: private CFLAGS += -O3

$(BUILD)/obj/photo/%.o: src/photo/%.c $(BUILD)/flags
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(PHOTO_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/proof/%.o: src/proof/%.c $(BUILD)/flags
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(PROOF_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libbantin.a: $(OBJECTS)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Holds the compiler's command; its date changes only when the command does, and then everything is compiled anew.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@command -v pkg-config >/dev/null && pkg-config --exists $(PACKAGES) $(PHOTO_PACKAGES) $(PROOF_PACKAGES) || { tools/setup.sh --check build; exit 1; }
	@echo '$(CC) $(subst ','\'',$(ALL_CFLAGS))' | cmp -s - $@ || echo '$(CC) $(subst ','\'',$(ALL_CFLAGS))' > $@
FORCE:

# The Vietnamese messages become a table of bytes in the program: it needs no locale and no file of messages.
$(BUILD)/catalogue_vi.c: po/vi.po
	@mkdir -p $(@D)
	$(call say,$<)
	$(Q)msgfmt --check-format --endianness=little -o $(BUILD)/vi.mo $<
	@{ echo '#include "catalogue.h"'; echo 'const unsigned char catalogue_vi[] = {'; od -An -v -tu1 $(BUILD)/vi.mo | sed 's/  */,/g;s/^,//;s/$$/,/'; echo '};'; \
	  echo "const unsigned catalogue_vi_length = $$(wc -c < $(BUILD)/vi.mo);"; } > $@.new && mv $@.new $@
$(BUILD)/obj/catalogue_vi.o: $(BUILD)/catalogue_vi.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc/base -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(BUILD)/libbantin.a | $(HELPERS)
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -o $@ $< $(BUILD)/libbantin.a $(LDFLAGS) $(LIBS) -lcmocka

# What the fuzzers found, once more: the targets of tests/fuzz with a plain main, so that no clang is needed.
$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(BUILD)/libbantin.a
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/fuzz -o $@ $(filter %.c,$^) $(BUILD)/libbantin.a $(LDFLAGS) $(LIBS)

# The program itself with calls that can be made to fail.
WRAPPED := malloc calloc realloc memalign
$(BUILD)/tests/bantin_faults: tests/fault_shim.c $(BUILD)/obj/main.o $(BUILD)/libbantin.a
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -w -o $@ $^ $(WRAPPED:%=-Wl,--wrap=__libc_%) $(LDFLAGS) $(LIBS) -ldl

faults: ## cho từng lần xin bộ nhớ, từng bước ghi tệp hỏng thử / allocations and steps of writing fail, 600 points of each
	@tools/setup.sh build run test
	@$(MAKE) --no-print-directory $(PARALLEL) all $(BUILD)/tests/bantin_faults
	@FAULT_POINTS=600 TEST_SECONDS=3600 BUILD=$(BUILD) tests/run.sh tests/test_faults.sh

tests: $(TEST_PROGRAMS) $(HELPERS) $(BUILD)/tests/bantin_faults

# The faces that fonts/fonts.conf opens: links into the folders of the font packages.
faces:
	@fonts/link_faces.sh build/faces

# ---- checking ----
check-includes: ## thứ tự các phòng trong src/ / the order of the rooms under src/
	@tests/check_includes.sh

sanitize: ## mọi bài thử dưới AddressSanitizer và UBSan / every test under ASan and UBSan
	@tools/setup.sh build run test sanitize
	@$(MAKE) --no-print-directory test BUILD=build/asan CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"

SECONDS ?= 60
# ASan finds what libFuzzer needs; -O1 keeps it quick. The engines are in build/fuzz/engines, what they gather in build/fuzz/corpus.
FUZZ_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
FUZZ_CC := $(if $(filter clang%,$(notdir $(lastword $(CC)))),$(CC),clang)
fuzz: ## thử bằng dữ liệu lạ: make fuzz SECONDS=600 / feeds every reader strange bytes for so many seconds each
	@tools/setup.sh build run fuzz
	@$(MAKE) --no-print-directory $(PARALLEL) faces fuzz-engines BUILD=build/fuzz CC="$(FUZZ_CC)" CFLAGS="$(FUZZ_FLAGS)"
	@SECONDS_EACH=$(SECONDS) tests/fuzz/run.sh $(if $(TARGET),$(TARGET),$(FUZZ_TARGETS))

fuzz-engines: $(FUZZ_TARGETS:%=$(BUILD)/engines/%) $(BUILD)/bantin-photo
$(BUILD)/engines/%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.c tests/fuzz/fuzz.h $(BUILD)/libbantin.a
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DFUZZ_ENGINE -fsanitize=fuzzer -Wl,--wrap=base_out_of_memory -Itests/fuzz -o $@ $(filter %.c,$^) $(BUILD)/libbantin.a $(LDFLAGS) $(LIBS)

conformance: ## veraPDF xét mọi bản lưu trữ, proof-pdf mọi bản in / veraPDF judges every archive PDF, proof-pdf every print PDF
	@tools/setup.sh build run test conformance
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@BUILD=$(BUILD) tests/judge_archive.sh

PEERS ?= typst xelatex lualatex weasyprint fop groff chromium
bench: ## so với các chương trình khác, từng chặng, mỗi trang / against other programs, stages, cost of a page: tests/bench/README.md
	@tools/setup.sh build run bench
	@$(MAKE) --no-print-directory $(PARALLEL) all bench-programs
	@BUILD=$(BUILD) tests/bench/get_peers.sh $(PEERS)
	@BUILD=$(BUILD) PEERS="$(PEERS)" tests/bench/run.sh

bench-programs: $(BUILD)/tests/bench/bench_paragraph $(BUILD)/tests/bench/mark_ties $(BUILD)/tests/bench/floor
$(BUILD)/tests/bench/%: tests/bench/%.c $(BUILD)/libbantin.a
	$(call say,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(BUILD)/libbantin.a $(LDFLAGS) $(LIBS)

instructions: ## đếm lệnh máy (bài, sách), so với BASELINE.md / counts instructions, fails on growth without a reason
	@tools/setup.sh build run instructions
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@BUILD=$(BUILD) $(or $(PYTHON),python3) tests/bench/count_instructions.py --sizes article,book # the decade takes ten times as long and grows with the book

baseline: ## ghi số lệnh máy vào BASELINE.md: make baseline WHY='...' / records the counts
	@tools/setup.sh build run instructions
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@BUILD=$(BUILD) $(or $(PYTHON),python3) tests/bench/count_instructions.py --record --why "$$WHY"

# ---- keeping ----
messages: ## đưa câu mới trong mã nguồn vào po/vi.po / new messages of the source into po/vi.po
	@tools/setup.sh build
	po/update.sh

pictures: ## vẽ lại các trang mẫu trong docs/ / page pictures for the README
	@tools/setup.sh build run test
	@$(MAKE) --no-print-directory $(PARALLEL) all
	tools/pictures.sh $(BUILD)/bantin docs

# ---- installing ----
SHARE = $(DESTDIR)$(PREFIX)/share
install: all ## vào PREFIX (mặc định /usr/local) / into PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/man/vi/man1
	install -d $(DESTDIR)$(PREFIX)/lib/bantin
	install -m 755 $(BUILD)/bantin $(DESTDIR)$(PREFIX)/bin/bantin
	install -m 755 $(HELPERS) $(DESTDIR)$(PREFIX)/lib/bantin
	install -m 644 docs/bantin.1 $(SHARE)/man/man1/bantin.1
	install -m 644 docs/bantin.vi.1 $(SHARE)/man/vi/man1/bantin.1
	tools/install_data.sh $(SHARE)/bantin

uninstall: ## gỡ những gì install đã đặt / removes what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/bantin $(SHARE)/man/man1/bantin.1 $(SHARE)/man/vi/man1/bantin.1
	rm -rf $(SHARE)/bantin $(DESTDIR)$(PREFIX)/lib/bantin

clean: ## xóa build/ và out/ / removes build/ and out/
	rm -rf $(BUILD) out

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d $(BUILD)/tests/*.d)
.PHONY: all help bulletin proceedings test setup tests faces check-includes sanitize faults fuzz fuzz-engines conformance bench bench-programs instructions baseline messages pictures install uninstall clean FORCE
.DELETE_ON_ERROR:
