// SPDX-License-Identifier: MIT
// make_model FILE: a small model for hosts to play.
#include <cstdio>

#include "graph/model_file.h"
#include "support/tiny_model.h"

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: make_model FILE\n"), 2;
  auto model = partials::test::tiny_model();
  model.card.name = "Tiny", model.card.author = "The Partials authors", model.card.licence = "CC0-1.0";
  auto saved = partials::make_golden(model, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f));
  if (saved) saved = partials::save_model(model, argv[1]);
  if (!saved) std::fprintf(stderr, "%s\n", saved.error().text.c_str());
  return saved ? 0 : 1;
}
