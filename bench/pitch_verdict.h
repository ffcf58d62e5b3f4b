// SPDX-License-Identifier: MIT
// The verdict of three judges (Praat, SWIPE', yinfft) on one instant, and the recordings of a folder, for
// pitch_table and pitch_resynthesis.
//   agreed    two of the three within 50 cents, the third unvoiced or less than half an octave away;
//   disputed  two within 50 cents, the third farther away;
//   neither   (0 Hz) no two agree.
#pragma once
#include <cstring>
#include <filesystem>

#include "pitch_trackers.h"
#include "system/file.h"

namespace partials::bench {

constexpr PitchRange kJudgesRange{60, 2500};

struct Verdict {
  double f0_hz = 0;
  bool disputed = false;
};

inline Verdict verdict(const double f[3]) {
  Verdict v;
  for (int i = 0; i < 3; ++i) {
    const double a = f[i], b = f[(i + 1) % 3], third = f[(i + 2) % 3];
    if (a <= 0 || b <= 0 || cents_between(a, b) > 50) continue;
    const bool disputed = third > 0 && cents_between(third, a) >= 600;
    if (v.f0_hz <= 0 || !disputed) v = {std::sqrt(a * b), disputed};
  }
  return v;
}

// Any format, including 16-bit 16 kHz *.raw of speech corpora.
inline Result<AudioClip> read_any(const std::string& path) {
  if (!path.ends_with(".raw")) return read_audio(path);
  const auto text = read_file(path, 1u << 28);
  if (!text) return text.error();
  AudioClip clip{std::vector<float>(text.value().size() / 2), 16000};
  for (size_t i = 0; i < clip.samples.size(); ++i) {
    int16_t v;
    std::memcpy(&v, text.value().data() + 2 * i, 2);
    clip.samples[i] = static_cast<float>(v) / 32768.f;
  }
  return clip;
}

struct Recording {
  std::string name;  // of the file, without folder and extension
  AudioClip clip;
};

// Recordings of 0.3 to 120 s, sorted by name. Returns none, with a message, if the folder does not exist.
inline std::vector<Recording> recordings(const std::string& name, const std::string& folder) {
  std::vector<Recording> all;
  if (!std::filesystem::is_directory(folder)) {
    std::printf("%s: skipped, there is no folder %s\n", name.c_str(), folder.c_str());
    return all;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& e : std::filesystem::recursive_directory_iterator(folder))
    if (has_audio_extension(e.path().string()) || e.path().extension() == ".raw") paths.push_back(e.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths)
    if (auto clip = read_any(path.string());
        clip && clip.value().duration_s() > 0.3 && clip.value().duration_s() < 120)
      all.push_back({path.stem().string(), std::move(clip.value())});
  return all;
}

}  // namespace partials::bench
