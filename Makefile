# SPDX-License-Identifier: GPL-3.0-or-later
# The doors to the build, which is meson's. Each target installs the Debian packages that it misses.
PREFIX ?= /usr/local

.PHONY: help run demo check bench soak install screenshots format update-po clean

help:
	@echo 'make run          build and start the program; without a display, in a web browser of this machine'
	@echo 'make demo         the program beside a lot’s Google sheet in the browser, without an account'
	@echo 'make check        build and run every test'
	@echo 'make bench        measure speed and memory with 1,000, 10,000 and 100,000 vehicles'
	@echo 'make soak         every fault and kill, 100 PCs and a million random histories on one sheet'
	@echo 'make install      build and install under PREFIX ($(PREFIX)); DESTDIR is understood'
	@echo 'make screenshots  take a picture of every view, into build/screenshots'
	@echo 'make format       lay out the C files as .clang-format says'
	@echo 'make update-po    extract strings and merge them into the translations'
	@echo 'make clean        remove what was built'

run:
	@build-aux/run $(ARGS)

demo:
	@build-aux/run --only-build
	@build-aux/demo $(ARGS)

check:
	@build-aux/check

bench:
	@build-aux/bench $(ARGS)

soak:
	@build-aux/soak $(ARGS)

install:
	@build-aux/install '$(PREFIX)'

screenshots:
	@build-aux/screenshots $(ARGS)

format:
	@bash -c '. build-aux/common.sh && need "$${run_packages[@]}" clang-format'
	@build-aux/format $(ARGS)

update-po:
	@build-aux/update-po

clean:
	rm -rf build build-asan build-install
