// SPDX-License-Identifier: MIT
// What the command line takes and what it refuses: numbers within bounds ('nan' is in none), folds that
// exist, and results that would take the place of what they are made from. Each refusal is one sentence and
// exit code 2.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "host/playing_file.h"
#include "model/model.h"

namespace partials {

inline constexpr const char* kModelHelp = "a .partials file, or a model's name (partials models list)";
inline constexpr const char* kPlayableHelp =
    "a .partials file, a model's name (partials models list), or a preset (.partials-preset)";

// What stands where a model is asked for becomes its file; its model. One from before checksums is played
// with a remark on standard error.
void find_model_file(std::string& model);
Model load_model_file(const std::string& path);
// the same, and what a player has set where that is a preset
PlayingFile load_model_or_preset(const std::string& path);
void remark_on_checksum(const std::string& path, bool has_checksum);

// CLI::Range lets 'nan' through, which then compares false with every limit.
CLI::Validator between(double low, double high);

CLI::Validator seed_number();

void check_folds(int folds, int fold);

// A recording or model that a result is about to replace is lost to its owner: output may be none of inputs,
// and no recording in a folder that is one. An output that does not exist yet replaces nothing.
void keep_inputs(const std::string& option, const std::string& output,
                 const std::vector<std::string>& inputs);

// What is written is WAV, so a name that promises another kind of audio file is refused.
void check_wav_name(const std::string& option, const std::string& output);

}  // namespace partials
