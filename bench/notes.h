// SPDX-License-Identifier: MIT
// A folder of single notes as clips for a graph, lowest first. Programs of bench/ exit with a message on an
// error.
#pragma once
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/median.h"
#include "families/instrument/train/clips.h"
#include "soundfile/resample.h"

namespace partials {

template <class T>
T must(Result<T> r) {
  if (!r) {
    std::fprintf(stderr, "%s\n", r.error().text.c_str());
    std::exit(1);
  }
  return std::move(r).value();
}

inline void must(const Result<void>& r) {
  if (!r) {
    std::fprintf(stderr, "%s\n", r.error().text.c_str());
    std::exit(1);
  }
}

inline float median_f0_hz(const Clip& clip) { return median(clip.f0_hz); }

inline std::vector<Clip> read_notes(const std::string& folder, const Graph& graph) {
  std::vector<Clip> notes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!has_audio_extension(entry.path().string())) continue;
    const AudioClip audio = at_rate(must(read_audio(entry.path().string())), graph.reference_rate_hz);
    notes.push_back(make_clip(entry.path().stem().string(), audio, graph, AnalyserSettings{}));
  }
  std::sort(notes.begin(), notes.end(),
            [](const Clip& a, const Clip& b) { return median_f0_hz(a) < median_f0_hz(b); });
  return notes;
}

}  // namespace partials
