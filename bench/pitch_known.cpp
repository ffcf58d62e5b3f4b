// SPDX-License-Identifier: MIT
// The trackers on recordings whose f0 is known: pitch_known [--same-range] NAME=FOLDER... The folders
// contain SOUND.flac (or another format) and SOUND.f0.txt, with f0 in Hz every 5 ms from the start, 0 if
// unvoiced: for instance voices that were resynthesised along that curve. Unvoiced frames farther than 50
// ms from any voiced one are counted separately: `false` is the share of them in which a pitch is reported.
// Columns as in pitch_table. No judge has a vote here.
#include <fstream>

#include "pitch_verdict.h"

using namespace partials;
using namespace partials::bench;

namespace {

constexpr double kStepS = 0.005;
constexpr size_t kApart = 10;  // frames

struct Known {
  Row row;
  size_t silent = 0,
         spoken[kTrackers] = {};  // number of unvoiced frames; of these, frames with a reported pitch

  void add(const Known& k) {
    row.add(k.row);
    silent += k.silent;
    for (int t = 0; t < kTrackers; ++t) spoken[t] += k.spoken[t];
  }
  void print(const std::string& name) {
    row.print(name);
    std::printf("  false pitches in %zu unvoiced frames, %%:", silent);
    for (int t = 0; t < kTrackers; ++t)
      std::printf(" %s %.1f", kNames[t],
                  100 * static_cast<double>(spoken[t]) / std::max<double>(1, static_cast<double>(silent)));
    std::printf("\n");
  }
};

std::vector<double> curve_of(const std::filesystem::path& sound) {
  std::ifstream in(std::filesystem::path(sound).replace_extension(".f0.txt"));
  std::vector<double> f0_hz;
  for (double hz; in >> hz;) f0_hz.push_back(hz);
  return f0_hz;
}

bool near_voice(const std::vector<double>& f0_hz, size_t i) {
  const size_t from = i - std::min(i, kApart), to = std::min(f0_hz.size(), i + kApart + 1);
  return std::any_of(f0_hz.begin() + static_cast<int64_t>(from), f0_hz.begin() + static_cast<int64_t>(to),
                     [](double hz) { return hz > 0; });
}

Known judge(const AudioClip& clip, const std::vector<double>& f0_hz, const AnalyserSettings& settings) {
  Known out;
  const Trackers t(clip, kJudgesRange, true, settings);
  for (size_t i = 10; i + 10 < f0_hz.size(); ++i) {
    const double at = static_cast<double>(i) * kStepS, wanted = f0_hz[i];
    const double named[kTrackers] = {t.own_at(at, wanted > 0 ? wanted : 200), t.judges[0].at(at),
                                     t.judges[1].at(at), t.judges[2].at(at), t.reference.at(at)};
    if (wanted <= 0 && near_voice(f0_hz, i)) continue;
    wanted > 0 ? ++out.row.frames : ++out.silent;
    for (int k = 0; k < kTrackers; ++k) {
      if (wanted > 0)
        out.row.hear(k, named[k], wanted);
      else
        out.spoken[k] += named[k] > 0;
    }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  AnalyserSettings settings;
  int first = 1;
  if (first < argc && !std::strcmp(argv[first], "--same-range")) {
    settings.min_hz = kJudgesRange.low_hz;
    settings.max_hz = kJudgesRange.high_hz;
    ++first;
  }
  if (argc <= first) {
    std::printf("usage: pitch_known [--same-range] NAME=FOLDER...\n");
    return 2;
  }
  if (!judges_present()) return 77;
  Row::print_head("known f0");
  Known all;
  for (int a = first; a < argc; ++a) {
    const std::string argument = argv[a], folder = argument.substr(argument.find('=') + 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::vector<double> f0_hz = curve_of(entry.path());
      if (f0_hz.empty() || !has_audio_extension(entry.path().string())) continue;
      const auto clip = read_audio(entry.path().string());
      if (!clip) {
        std::printf("%s\n", clip.error().text.c_str());
        return 1;
      }
      Known k = judge(clip.value(), f0_hz, settings);
      k.print(entry.path().stem().string());
      all.add(k);
    }
  }
  all.print("all");
  return 0;
}
