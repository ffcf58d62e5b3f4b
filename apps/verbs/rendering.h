// SPDX-License-Identifier: MIT
// A song or a recording through a model, fitted into the model's trained range, as `partials render` does it.
// Throw Stop, or std::runtime_error in one sentence. [main-thread]
#pragma once
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "families/instrument/offline.h"
#include "host/preset.h"
#include "system/sample_store.h"
#include "verbs/song.h"

namespace partials {

struct RenderOptions {
  std::optional<int> octaves;         // none: into the model's range
  std::optional<double> loudness_db;  // added to a recording's loudness; none: into the model's range
  double transpose = 0, consonants_db = kConsonantsDb;
  InstrumentSettings instrument;
  OfflineOptions offline;                                                    // with the sample rate
  std::function<void(const std::string&)> note = [](const std::string&) {};  // sentences for a person
};

// A finite number; option: for the message.
double number_of(const std::string& text, const std::string& option);

// parts: "noise=-6" turns a part of the model's sound by so many decibels.
void balance_parts(Graph& graph, const std::vector<std::string>& parts);

// A preset's settings; those of `options` that are given (by the name of the command line's option) take
// precedence. Output level, bypass and dry mix of the preset are ignored, because they belong to live
// playing.
void take_preset(const PlayerSettings& preset, const std::function<bool(const char*)>& given,
                 RenderOptions& options);

// Adds to `said`: octaves, notes, outside.
SampleStore render_notes(const Model& model, const MidiSong& song, bool mpe, const RenderOptions& options,
                         nlohmann::json& said);

// in: at in_rate_hz; name: of the recording, for notes. The output has the rate of the options. Adds to
// `said`: octaves, heard_hz, heard_db, loudness_shift_db, polyphonic_share.
SampleStore render_recording(const Model& model, SampleStore in, double in_rate_hz, const std::string& name,
                             const RenderOptions& options, nlohmann::json& said);

// Turned down where it would clip: by how many dB, and its peak before.
struct Level {
  float peak = 0;
  double turned_down_db = 0;
};
Level keep_below_full_scale(SampleStore& samples);

}  // namespace partials
