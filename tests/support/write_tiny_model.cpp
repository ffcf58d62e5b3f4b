// SPDX-License-Identifier: MIT
// usage: write_tiny_model FILE.partials: the untrained model of tiny_model.h, for tests that run programs.
#include <cstdio>

#include "families/model_loading.h"
#include "support/tiny_model.h"

int main(int argc, char** argv) {
  using namespace partials;
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_tiny_model FILE.partials\n");
    return 2;
  }
  Model model = test::tiny_model();
  model.card.name = "Tiny";
  model.card.author = "Partials";
  model.card.licence = "CC0-1.0";
  const std::vector<float> f0(10, 440.f), loudness(10, -20.f);
  auto done = make_instrument_golden(model, f0, loudness);
  if (done) done = save_model(model, argv[1]);
  if (!done) std::fprintf(stderr, "%s\n", done.error().text.c_str());
  return done ? 0 : 1;
}
