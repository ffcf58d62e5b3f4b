// SPDX-License-Identifier: MIT
// Time of a training to its first step, with 300 notes in one FLAC file of 20 minutes and with each note in
// its own file: seconds, their ratio, and the number of decodings. Exit code 1 if the ratio is above
// kMaxRatio. usage: first_step [FOLDER]      the recordings are kept in FOLDER
#include <unistd.h>

#include "measure.h"
#include "notes.h"
#include "runs/train_session.h"
#include "soundfile/audio_source.h"
#include "support/sounds.h"

using namespace partials;
namespace fs = std::filesystem;

namespace {

constexpr int kPhrases = 300;
constexpr double kRateHz = 44100, kPhraseS = 4, kMaxRatio = 1.5;

std::vector<float> phrase(int i) {
  const double hz = 196 * std::exp2((i % 30) / 12.0) * std::exp2(0.2 * random_bipolar(7, i) / 12);
  const double level = 0.1 + 0.05 * random_bipolar(8, i), held_s = 2.4 + 0.8 * random_unit(9, i);
  std::vector<float> x = sounds::note(hz, held_s, kRateHz, level, static_cast<uint64_t>(i + 1));
  x.resize(static_cast<size_t>(kPhraseS * kRateHz), 0.f);
  return x;
}

void write_flac(const fs::path& path, const std::vector<float>& x) {
  SF_INFO info{};
  info.channels = 1;
  info.samplerate = static_cast<int>(kRateHz);
  info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  const auto frames = static_cast<sf_count_t>(x.size());
  const bool whole = file && sf_writef_float(file, x.data(), frames) == frames;
  if (file) sf_close(file);
  if (!whole) must(Result<void>(Error{"'" + path.string() + "' cannot be written; choose another folder."}));
}

void write_both(const fs::path& one, const fs::path& many) {
  fs::create_directories(one);
  fs::create_directories(many);
  std::vector<float> all;
  for (int i = 0; i < kPhrases; ++i) {
    const std::vector<float> x = phrase(i);
    write_flac(many / ("note" + std::to_string(1000 + i) + ".flac"), x);
    all.insert(all.end(), x.begin(), x.end());
  }
  write_flac(one / "take.flac", all);
}

// Seconds until one step is done and the model is written.
double first_step_s(const char* what, const fs::path& recordings, const fs::path& folder) {
  TrainOptions options;
  options.inputs = {recordings.string()};
  options.output = (folder / "model.partials").string();
  options.steps = 1;
  RunStore store = RunStore::open((folder / "runs").string());
  partials::Run run = store.create("first", {});
  const int64_t decoded = AudioSource::decodings();
  const double start_s = now_s();
  double seconds = 0;
  TrainEvents events;
  events.progress = [&](const TrainProgress&) { seconds = now_s() - start_s; };
  train(options, run, false, events);
  std::printf("%-10s %7.1f s, %ld decodings\n", what, seconds,
              static_cast<long>(AudioSource::decodings() - decoded));
  std::fflush(stdout);
  return seconds;
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path folder =
      argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path() / ("first_step_" + std::to_string(getpid()));
  const fs::path one = folder / "one", many = folder / "many";
  write_both(one, many);
  const double many_s = first_step_s("300 files", many, folder),
               one_s = first_step_s("one file", one, folder);
  std::printf("one file takes %.2f times as long, at most %.1f allowed\n", one_s / many_s, kMaxRatio);
  if (argc <= 1) fs::remove_all(folder);
  return one_s <= kMaxRatio * many_s ? 0 : 1;
}
