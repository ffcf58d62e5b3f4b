// SPDX-License-Identifier: MIT
// A configuration of a training, a lock of recordings, and the recipe in a model's file, all of any origin: a
// refusal has a message, and an accepted configuration has values that its preset accepts.
#include <cstddef>
#include <cstdint>

#include "data/data_lock.h"
#include "model/json_depth.h"
#include "model/json_fields.h"
#include "runs/recipe.h"
#include "runs/train_config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (too_deep(text)) return 0;
  const nlohmann::json j = json_from_text(text);
  (void)words_on(differences_of_locks(j, j));
  (void)words_on(differences_of_locks(j, nlohmann::json::object()));
  (void)words_on(differences_of_locks(nlohmann::json::object(), j));
  TrainOptions options;
  try {
    take_config(j, "fuzz", options);
    check_settings(options);
  } catch (const std::runtime_error& e) {
    if (std::string(e.what()).empty()) __builtin_trap();
  }
  Model model;
  model.training = text;
  model.card.preset = "small";
  try {
    (void)options_again(model);
  } catch (const std::runtime_error& e) {
    if (std::string(e.what()).empty()) __builtin_trap();
  }
  TrainOptions assigned;
  try {
    take_assignment(text, assigned);
  } catch (const std::runtime_error&) {
  }
  return 0;
}
