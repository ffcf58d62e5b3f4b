// SPDX-License-Identifier: MIT
// The quality table: for a folder of notes, trains a preset on the notes outside each fold and judges it on the interior notes
// inside, against the baselines. Log-mel distances in dB, loudness-matched frame by frame; loudness error unmatched; f0 error by
// an independent tracker.
// usage: quality FOLDER [--graph FILE] [--minutes M] [--folds N] [--fold K] [--seed S] [--threads T] [--curve] [--plain] [--wav DIR]
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "base/file.h"
#include "data/baselines.h"
#include "data/clips.h"
#include "data/external_pitch.h"
#include "data/mel.h"
#include "data/resample.h"
#include "engine/voice.h"
#include "graph/graph_json.h"
#include "learn/preset.h"
#include "learn/trainer.h"

using namespace partials;

namespace {

struct Note {
  MeasuredClip measured;
  Clip clip;
  PitchCurve pitch;
};

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<float> render(const Graph& graph, const std::vector<float>& weights, const Clip& clip, int rate_hz) {
  Voice voice;
  if (auto r = voice.prepare(graph, weights.data(), rate_hz, 512); !r) throw std::runtime_error(r.error().text);
  std::vector<float> out(clip.audio.size());
  voice.start(1);
  voice.render(out.data(), static_cast<int>(out.size()), [&](int64_t n) {
    const size_t k = std::min<size_t>(n, clip.frames() - 1);
    return FrameControls{clip.f0_hz[k], clip.loudness_db[k]};
  });
  return out;
}

float median(std::vector<float> x) {
  std::nth_element(x.begin(), x.begin() + static_cast<int64_t>(x.size() / 2), x.end());
  return x[x.size() / 2];
}

template <class T> T must(Result<T> r) {
  if (!r) throw std::runtime_error(r.error().text);
  return std::move(r).value();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"quality of a preset on unseen notes"};
  std::string folder, graph_file = "models/standard.json", wav;
  double minutes = 1, lr = 0;
  int folds = 3, only = -1, threads = 2;
  uint64_t seed = 1;
  int64_t steps = 0;
  bool curve = false, plain = false;
  TrainerConfig config = must(find_preset("standard")).trainer;
  app.add_option("FOLDER", folder)->required();
  app.add_option("--graph", graph_file);
  app.add_option("--minutes", minutes);
  app.add_option("--folds", folds);
  app.add_option("--fold", only);
  app.add_option("--seed", seed);
  app.add_option("--threads", threads);
  app.add_option("--lr", lr);
  app.add_option("--segment", config.segment_s);
  app.add_option("--warm-up", config.warm_up_s);
  app.add_option("--groups", config.groups);
  app.add_option("--gain", config.augmentation.gain_db);
  app.add_option("--jitter", config.augmentation.pitch_semitones);
  app.add_option("--loudness-jitter", config.augmentation.loudness_db);
  app.add_option("--decay", config.adam.weight_decay);
  app.add_option("--linear", config.loss.linear);
  app.add_option("--log", config.loss.log);
  app.add_option("--log-eps", config.loss.log_eps);
  app.add_option("--mel", config.loss.mel);
  app.add_option("--range", config.loss.range_db);
  app.add_option("--average", config.adam.average);
  app.add_option("--halving", config.adam.decay_steps, "steps in which the learning rate halves");
  app.add_option("--steps", steps, "exactly so many steps instead of a time");
  app.add_flag("--curve", curve);
  app.add_flag("--plain", plain, "distances only: no baselines, no pitch errors");
  app.add_option("--wav", wav);
  CLI11_PARSE(app, argc, argv);
  config.seed = seed;
  config.threads = threads;
  if (lr > 0) config.adam.learning_rate = lr;

  const Graph graph = must(graph_from_json(must(read_file(graph_file, 1 << 20)), graph_file));
  std::vector<Note> notes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!has_audio_extension(entry.path().string())) continue;
    const AudioClip audio = at_rate(must(read_audio(entry.path().string())), kJudgeRateHz);
    Note n;
    n.measured = {entry.path().stem().string(), audio.samples, {}};
    if (!plain) {
      n.pitch = must(independent_pitch(audio));
      n.measured.analysis = analyse_harmonics(audio.samples, audio.rate_hz, {n.pitch.step_s, n.pitch.first_s, n.pitch.f0_hz});
    }
    n.clip = make_clip(n.measured.name, audio.samples, audio.rate_hz, graph, AnalyserSettings{});
    notes.push_back(std::move(n));
  }
  std::sort(notes.begin(), notes.end(), [](auto& a, auto& b) { return median(a.clip.f0_hz) < median(b.clip.f0_hz); });

  double ours = 0, naive = 0, careful = 0, sampler = 0, floor = 0;
  int count = 0, above = 0;
  for (int fold = 0; fold < folds; ++fold) {
    if (only >= 0 && fold != only) continue;
    std::vector<const MeasuredClip*> training;
    std::vector<Clip> clips;
    std::vector<size_t> held;
    for (size_t j = 0; j < notes.size(); ++j) {
      if (j > 0 && j + 1 < notes.size() && static_cast<int>((j - 1) % folds) == fold) { held.push_back(j); continue; }
      training.push_back(&notes[j].measured);
      clips.push_back(notes[j].clip);
    }
    Trainer trainer = must(Trainer::create(graph, clips, config));
    auto judge = [&](size_t j) {
      return log_mel_distance_db(notes[j].clip.audio, match_loudness(notes[j].clip.audio, render(graph, trainer.averaged(), notes[j].clip, 44100)));
    };
    if (!curve) std::fprintf(stderr, "fold %d: %zu weights, %.0f MiB\n", fold, trainer.weights().size(), trainer.memory_bytes() / 1048576.0);
    double spent = 0, next_report = 5, loss = 0;
    int since = 0;
    while (steps ? trainer.steps_done() < steps : spent < 60 * minutes) {
      const double t = seconds();
      loss += trainer.step().loss;
      ++since;
      spent += seconds() - t;
      if (spent >= next_report) {
        double d = 0, seen = 0;
        if (curve) {
          for (size_t j : held) d += judge(j) / held.size();
          seen = judge(0);
        }
        std::fprintf(stderr, "  %6.1f s  step %5lld  loss %.4f  held out %.3f dB  seen %.3f dB\n", spent, static_cast<long long>(trainer.steps_done()), loss / since, d, seen);
        loss = 0, since = 0;
        next_report = std::max(next_report * 1.5, spent);
      }
    }
    for (size_t j : held) {
      const Note& n = notes[j];
      if (plain) {
        const double d = judge(j);
        std::printf("%-6s fold %d  ours %5.2f\n", n.measured.name.c_str(), fold, d);
        ours += d, ++count;
        continue;
      }
      const std::vector<float> out = render(graph, trainer.averaged(), n.clip, 44100);
      const BaselineDistances b = baseline_distances(training, n.measured);
      const double d = judge(j);
      const LoudnessError l = loudness_error(n.clip.audio, out);
      const PitchError p = pitch_error(n.pitch, must(independent_pitch({out, 44100})));
      std::printf("%-6s fold %d  ours %5.2f  careful %5.2f  sampler %5.2f  floor %5.2f | of sampler %.2f%s | loudness %.2f dB  f0 %.1f cents, 95%% %.1f\n",
                  n.measured.name.c_str(), fold, d, b.careful, b.sampler, b.floor, d / b.sampler, d > b.sampler ? " ABOVE" : "",
                  l.median_abs_db, p.median_cents, p.p95_cents);
      std::fflush(stdout);
      if (!wav.empty()) (void)write_wav(wav + "/" + n.measured.name + ".wav", {out, 44100});
      ours += d, naive += b.naive, careful += b.careful, sampler += b.sampler, floor += b.floor, ++count, above += d > b.sampler;
    }
  }
  if (plain) return std::printf("mean of %d: ours %.2f\n", count, ours / count), 0;
  std::printf("mean of %d: ours %.2f | %.2f of naive (limit 0.6), %.2f of careful (0.85), %.2f of the sampler (0.85), floor %.2f; notes above the sampler: %d\n",
              count, ours / count, ours / naive, ours / careful, ours / sampler, floor / count, above);
}
