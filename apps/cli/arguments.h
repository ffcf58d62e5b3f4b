// SPDX-License-Identifier: MIT
// Checks of command-line arguments: numbers within bounds ('nan' is always refused), folds that exist, and
// outputs that would overwrite their inputs. Each refusal is one sentence with exit code 2.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "host/playing_file.h"
#include "model/model.h"
#include "verbs/training.h"

namespace partials {

inline constexpr const char* kModelHelp = "a .partials file, or a model's name (partials models list)";
inline constexpr const char* kPlayableHelp =
    "a .partials file, a model's name (partials models list), or a preset (.partials-preset)";

// Resolves a model argument (file or name) to its file, or loads it. A model without a checksum is accepted
// with a note on standard error.
void find_model_file(std::string& model);
Model load_model_file(const std::string& path);
// the same; if the argument is a preset, also its settings
PlayingFile load_model_or_preset(const std::string& path);
void remark_on_checksum(const std::string& path, bool has_checksum);

// CLI::Range lets 'nan' through, which then compares false with every limit.
CLI::Validator between(double low, double high);

CLI::Validator seed_number();

// --no-cache: see data/analysis_cache.h
void add_no_cache(CLI::App* verb);

// The output is WAV, so a name with the extension of another audio format is refused.
void check_wav_name(const std::string& option, const std::string& output);

}  // namespace partials
