// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/audio_names.h"
#include "data/split.h"
#include "exits.h"
#include "families/model_loading.h"
#include "host/model_names.h"

namespace fs = std::filesystem;

namespace partials {

void find_model_file(std::string& model) { model = must(model_path(model), Exit::model_invalid); }

Model load_model_file(const std::string& path) {
  Model model = must(load_model(path), Exit::model_invalid);
  remark_on_checksum(path, model.has_checksum);
  return model;
}

PlayingFile load_model_or_preset(const std::string& path) {
  PlayingFile file = must(load_playing_file(path), Exit::model_invalid);
  remark_on_checksum(file.model_path, file.model.has_checksum);
  return file;
}

void remark_on_checksum(const std::string& path, bool has_checksum) {
  if (!has_checksum)
    fmt::print(stderr,
               "Note: {} is from Partials 0.1.0 and has no checksum, so damage outside its weights cannot be "
               "detected; to add one: partials models seal '{}'\n",
               path, path);
}

CLI::Validator between(double low, double high) {
  const auto refusal = [low, high](std::string& text) -> std::string {
    double v = 0;
    if (CLI::detail::lexical_cast(text, v) && v >= low && v <= high) return {};
    return fmt::format("Value {} not in range {:g} to {:g}", text, low, high);
  };
  return {refusal, fmt::format("FLOAT in [{:g} - {:g}]", low, high)};
}

CLI::Validator seed_number() {
  return {[](std::string& text) {
            return text.rfind('-', 0) == 0 ? "Value " + text + " is negative; a seed is a whole number from 0"
                                           : std::string();
          },
          ""};
}

void check_folds(int folds, int fold) { must(check_plan({.folds = folds, .fold = fold}), Exit::usage); }

void keep_inputs(const std::string& option, const std::string& output,
                 const std::vector<std::string>& inputs) {
  std::error_code none;
  if (!fs::exists(output, none)) return;
  const fs::path folder = fs::path(output).has_parent_path() ? fs::path(output).parent_path() : fs::path(".");
  for (const std::string& input : inputs)
    if (fs::equivalent(output, input, none) ||
        (has_audio_extension(output) && fs::equivalent(folder, input, none)))
      throw Stop(Exit::usage, fmt::format("{} '{}' would overwrite one of its inputs; choose another name.",
                                          option, output));
}

void check_wav_name(const std::string& option, const std::string& output) {
  const fs::path path(output);
  if (!has_audio_extension(output) || path.extension() == ".wav" || path.extension() == ".WAV") return;
  throw Stop(Exit::usage, fmt::format("{} '{}' names another kind of file, but the output is WAV; use '{}'.",
                                      option, output, fs::path(path).replace_extension(".wav").string()));
}

}  // namespace partials
