// SPDX-License-Identifier: MIT
// Artefacts of the effect on consonants, knocks and attacks: effect_bursts MODEL.partials [--consonants DB]
// FILE... plays each recording like `partials render`, and counts per minute of output:
//   bursts  stretches of 10 ms or more in which the output does not repeat, at most 12 dB below the median of
//           the notes of the second before
//   chirps  stretches at one pitch, loud for 20 ms and 120 ms long at most, before another pitch that lies
//           most of an octave (0.7) away and lasts 80 ms or more. Pitches are those that are requested
//           of the voice; loud: at most 12 dB below that other one
// FILE may be a folder.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

#include "analysis/loudness_meter.h"
#include "families/instrument/offline.h"
#include "families/model_loading.h"
#include "notes.h"
#include "soundfile/audio_file.h"
#include "soundfile/resample.h"

using namespace partials;

namespace {

constexpr double kStepS = 0.001, kJudgedHz = 11025, kWindowS = 0.03, kRepeats = 0.5;
constexpr size_t kEvery = 5;  // steps evaluated together
// dB below the preceding notes; dB below the loudest, under which a step counts as silent
constexpr float kSofterDb = 12, kQuietDb = 35;
constexpr size_t kBurst = 10, kMerged = 30, kSecond = 1000, kNote = 120, kSettled = 80;  // steps
constexpr int64_t kChirp = 20;

// One millisecond: the requested controls of the voice, and its measured output.
struct Step {
  float f0_hz, loudness_db;
  bool noise;  // the output has no repetition
};

struct Counts {
  double minutes = 0;
  int bursts = 0, chirps = 0;
  void add(const Counts& c) {
    minutes += c.minutes;
    bursts += c.bursts;
    chirps += c.chirps;
  }
  void print(const std::string& name) const {
    std::printf("%-32s %7.2f %8d %8d %10.1f %10.1f\n", name.c_str(), minutes, bursts, chirps,
                bursts / std::max(1e-9, minutes), chirps / std::max(1e-9, minutes));
  }
};

// Does a segment repeat at any lag of 60 to 1500 Hz? Normalised square difference (McLeod and Wyvill 2005),
// on every fourth sample or so.
bool repeats(const float* x, int n, int shortest, int longest) {
  double best = 0;
  for (int lag = shortest; lag <= longest; ++lag) {
    double xy = 0, power = 1e-20;
    for (int i = 0; i + lag < n; ++i) {
      xy += static_cast<double>(x[i]) * x[i + lag];
      power += static_cast<double>(x[i]) * x[i] + static_cast<double>(x[i + lag]) * x[i + lag];
    }
    best = std::max(best, 2 * xy / power);
  }
  return best > kRepeats;
}

void mark_noise(const std::vector<float>& out, int rate_hz, std::vector<Step>& steps) {
  const int fewer = std::max(1, static_cast<int>(rate_hz / kJudgedHz)), rate = rate_hz / fewer,
            window = static_cast<int>(kWindowS * rate);
  std::vector<float> x(out.size() / static_cast<size_t>(fewer));
  for (size_t i = 0; i < x.size(); ++i)
    for (int j = 0; j < fewer; ++j) x[i] += out[i * static_cast<size_t>(fewer) + static_cast<size_t>(j)];
  for (size_t at = 0; at < steps.size(); at += kEvery) {
    const auto middle = static_cast<int64_t>((static_cast<double>(at) + 0.5 * kEvery) * kStepS * rate);
    const int64_t from = std::clamp<int64_t>(middle - window / 2, 0,
                                             std::max<int64_t>(0, static_cast<int64_t>(x.size()) - window));
    const bool noise =
        !repeats(x.data() + from, std::min(window, static_cast<int>(x.size())), rate / 1500, rate / 60);
    for (size_t i = at; i < std::min(at + kEvery, steps.size()); ++i) steps[i].noise = noise;
  }
}

std::vector<Step> play(const Model& model, const AudioClip& clip, float consonants_db) {
  const int rate_hz = static_cast<int>(std::clamp(clip.rate_hz, 8000.0, 192000.0)),
            step = static_cast<int>(kStepS * rate_hz);
  const Fit fit = fit_to(model, clip.samples, rate_hz);
  TransferSettings s;
  s.transpose_semitones = static_cast<float>(12 * fit.octaves);
  s.loudness_shift_db = fit.loudness_shift_db;
  s.lowest_hz = static_cast<float>(kLowestHeardHz);
  s.consonants_db = consonants_db;
  TimbreTransfer engine;
  must(engine.prepare(model, rate_hz, step, s));
  std::vector<float> out(clip.samples.size());
  std::vector<Step> steps;
  LoudnessMeter loudness;
  loudness.prepare(rate_hz, step, 0.016);
  DisplayFeed seen;
  for (size_t at = 0; at + static_cast<size_t>(step) <= out.size(); at += static_cast<size_t>(step)) {
    engine.process(clip.samples.data() + at, out.data() + at, step);
    engine.publish(seen);
    for (int i = 0; i < step; ++i) loudness.push(out[at + static_cast<size_t>(i)]);
    loudness.finish_hop();
    steps.push_back({seen.f0_hz, loudness.loudness_db(), false});
  }
  mark_noise(out, rate_hz, steps);
  return steps;
}

float octaves_apart(float a_hz, float b_hz) {
  return std::fabs(std::log2(std::max(a_hz, 1.f) / std::max(b_hz, 1.f)));
}

// The median loudness of the notes in the second before a step; -120 if there was none.
float notes_before_db(const std::vector<Step>& steps, size_t at, float floor_db) {
  std::vector<float> db;
  for (size_t i = at > kSecond ? at - kSecond : 0; i < at; ++i)
    if (!steps[i].noise && steps[i].loudness_db > floor_db) db.push_back(steps[i].loudness_db);
  return db.size() < 50 ? -120.f : median(std::move(db));
}

int count_bursts(const std::vector<Step>& steps, float floor_db) {
  int bursts = 0;
  for (size_t at = 0, last = 0; at < steps.size();) {
    if (!steps[at].noise || steps[at].loudness_db < floor_db) {
      ++at;
      continue;
    }
    const float before_db = notes_before_db(steps, at, floor_db);
    size_t loud = 0, end = at;
    for (; end < steps.size() && steps[end].noise && steps[end].loudness_db >= floor_db; ++end)
      loud += steps[end].loudness_db > before_db - kSofterDb;
    const bool apart = last == 0 || at > last + kMerged;
    if (before_db > -120 && loud >= kBurst) {
      bursts += apart;
      last = end;
    }
    at = end;
  }
  return bursts;
}

int count_chirps(const std::vector<Step>& steps, float floor_db) {
  const auto sounds = [&](size_t i) {
    return i < steps.size() && !steps[i].noise && steps[i].loudness_db >= floor_db;
  };
  const auto run_end = [&](size_t from) {  // of one pitch, allowing a glide
    size_t end = from + 1;
    while (sounds(end) && octaves_apart(steps[end].f0_hz, steps[end - 1].f0_hz) < 0.25f) ++end;
    return end;
  };
  const auto loud_steps = [&](size_t from, size_t to) {
    const float then_db = steps[std::min(to + kSettled, steps.size() - 1)].loudness_db;
    return std::count_if(steps.begin() + static_cast<int64_t>(from), steps.begin() + static_cast<int64_t>(to),
                         [&](const Step& s) { return s.loudness_db > then_db - kSofterDb; });
  };
  int chirps = 0;
  for (size_t at = 0; at < steps.size();) {
    if (!sounds(at)) {
      ++at;
      continue;
    }
    const size_t end = run_end(at);
    if (end - at <= kNote && sounds(end) && run_end(end) - end >= kSettled)
      chirps += octaves_apart(steps[end].f0_hz, steps[end - 1].f0_hz) > 0.7f && loud_steps(at, end) >= kChirp;
    at = end;
  }
  return chirps;
}

Counts count(const Model& model, const std::string& path, float consonants_db) {
  const std::vector<Step> steps = play(model, must(read_audio(path)), consonants_db);
  float loudest = -120;
  for (const Step& a : steps) loudest = std::max(loudest, a.loudness_db);
  const float floor_db = loudest - kQuietDb;
  const auto sounding =
      std::count_if(steps.begin(), steps.end(), [&](const Step& a) { return a.loudness_db >= floor_db; });
  return {static_cast<double>(sounding) * kStepS / 60, count_bursts(steps, floor_db),
          count_chirps(steps, floor_db)};
}

std::vector<std::string> recordings(const std::string& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (has_audio_extension(entry.path().string())) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  float consonants_db = kConsonantsDb;
  int first = 2;
  if (argc > 3 && !std::strcmp(argv[2], "--consonants")) {
    consonants_db = static_cast<float>(std::atof(argv[3]));
    first = 4;
  }
  if (argc <= first) {
    std::printf("usage: effect_bursts MODEL.partials [--consonants DB] FILE...\n");
    return 2;
  }
  const Model model = must(load_model(argv[1]));
  std::printf("%-32s %7s %8s %8s %10s %10s\n", "recording", "minutes", "bursts", "chirps", "bursts/min",
              "chirps/min");
  Counts all;
  for (int i = first; i < argc; ++i) {
    Counts of_argument;
    for (const std::string& file : recordings(argv[i])) of_argument.add(count(model, file, consonants_db));
    of_argument.print(std::filesystem::path(argv[i]).filename().string());
    all.add(of_argument);
  }
  all.print("all");
}
