// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/audio_names.h"
#include "data/analysis_cache.h"
#include "talk.h"
#include "verbs/exits.h"
#include "verbs/models.h"

namespace fs = std::filesystem;

namespace partials {

void find_model_file(std::string& model) { model = model_file(model); }

Model load_model_file(const std::string& path) {
  Model model = read_model(path);
  remark_on_checksum(path, model.has_checksum);
  return model;
}

PlayingFile load_model_or_preset(const std::string& path) {
  PlayingFile file = read_playable(path);
  remark_on_checksum(file.model_path, file.model.has_checksum);
  return file;
}

void remark_on_checksum(const std::string& path, bool has_checksum) {
  if (!has_checksum) talk("{}\n", checksum_note(path));
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

void add_no_cache(CLI::App* verb) {
  verb->add_flag_callback(
      "--no-cache",
      [] {
        leave_analysis_cache();
        ::setenv("PARTIALS_CACHE", "off", 1);  // for the ranks that this program starts
      },
      "analyse every recording anew, and keep no analysis; results are the same");
}

void check_wav_name(const std::string& option, const std::string& output) {
  const fs::path path(output);
  if (!has_audio_extension(output) || path.extension() == ".wav" || path.extension() == ".WAV") return;
  throw Stop(Exit::usage, fmt::format("{} '{}' names another kind of file, but the output is WAV; use '{}'.",
                                      option, output, fs::path(path).replace_extension(".wav").string()));
}

}  // namespace partials
