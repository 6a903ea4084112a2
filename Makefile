# A thin door to CMake and ctest.  `make help` lists the targets.
BUILD ?= build
FUZZ_SECONDS ?= 600
SOAK_KILLS ?= 1000
CLUSTER_ROUNDS ?= 200
CMAKE_FLAGS ?=
.DEFAULT_GOAL := all
.PHONY: all help deps deps-test demo serve check check-fast bench recorded study fuzz soak cluster-check fmt package install sanitize clean

all: deps $(BUILD)/build.ninja ## build build/weir (release)
	@cmake --build $(BUILD) --target weir

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

deps:
	@tools/deps build

deps-test:
	@tools/deps test

$(BUILD)/build.ninja: CMakeLists.txt | deps
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release $(CMAKE_FLAGS) >/dev/null

demo: all ## load data/sample and report what rose towards Russia
	@tools/demo $(BUILD)

serve: all ## the pages on the demo's store, at http://127.0.0.1:8080/
	@test -f $(BUILD)/demo/store.weir || tools/demo $(BUILD) >/dev/null
	@echo "http://127.0.0.1:8080/?page=destination&to=RUS"
	@$(BUILD)/weir --store $(BUILD)/demo/store.weir serve --load

check: deps-test ## build with tests and run them all
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release -DWEIR_TESTS=ON $(CMAKE_FLAGS) >/dev/null
	@cmake --build $(BUILD)
	@cd $(BUILD) && ctest --output-on-failure -j3

bench: ## ratios against named peers, measured in one run
	@tools/deps bench
	@$(MAKE) --no-print-directory all
	@bench/run $(BUILD)/weir

recorded: all ## the answers of 0.1.0 to 123 questions beside those of this build
	@python3 tests/recorded/record.py $(BUILD)/weir compare tests/recorded/0.1.0.json.gz

study: all ## false alarms and power on simulated series
	@cmake -S . -B $(BUILD) -DWEIR_BENCH=ON >/dev/null
	@cmake --build $(BUILD) --target bench_study
	@$(BUILD)/bench/study

fuzz: deps-test ## every fuzz target for FUZZ_SECONDS (600)
	@tools/fuzz $(FUZZ_SECONDS)

soak: all ## SOAK_KILLS (1000) commands killed or failing, the store looked at after each
	@python3 -B tests/faults/soak.py $(abspath $(BUILD)/weir) $(SOAK_KILLS)

cluster-check: deps-test all ## the tests of the command line, and CLUSTER_ROUNDS (200) faults, on a cluster
	@python3 -B tests/cluster_check.py $(abspath $(BUILD)/weir)
	@python3 -B tests/faults/cluster.py $(abspath $(BUILD)/weir) $(CLUSTER_ROUNDS)

fmt: ## format the sources
	@find src tests bench -name '*.[ch]' | xargs clang-format-14 -i

package: deps ## a Debian package in $(BUILD)/package
	@tools/package $(BUILD)

install: all ## install the program, its library and its pages
	@cmake --install $(BUILD)

sanitize: deps-test ## the whole suite under ASan and UBSan (clang), the threads under TSan (gcc)
	@tools/sanitize

clean: ## remove the build
	@rm -rf $(BUILD) build-*
