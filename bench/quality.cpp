// SPDX-License-Identifier: MIT
// The quality table: for a folder of notes, trains a preset on the notes outside each fold and evaluates it
// on the interior notes inside, against the baselines. Log-mel distances in dB, loudness-matched frame by
// frame; loudness error unmatched; f0 error by judge/reference_pitch.h. usage: quality FOLDER [--graph
// FILE] [--minutes M] [--folds N] [--fold K] [--seed S] [--threads T] [--heard] [--curve] [--plain] [--wav
// DIR]
#include <CLI/CLI.hpp>
#include <chrono>

#include "families/instrument/train/baselines.h"
#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/play_clip.h"
#include "families/instrument/train/preset.h"
#include "judge/mel.h"
#include "judge/reference_pitch.h"
#include "model/graph_json.h"
#include "notes.h"
#include "system/file.h"

using namespace partials;

namespace {

struct Options {
  std::string folder, graph_file = "models/standard.json", wav;
  double minutes = 1;
  int folds = 3, only = -1;
  int64_t steps = 0;
  bool curve = false, plain = false, heard = false;
  InstrumentTrainerConfig config = must(find_preset("standard")).trainer;
};

void declare(CLI::App& app, Options& o) {
  app.add_option("FOLDER", o.folder)->required();
  app.add_option("--graph", o.graph_file);
  app.add_option("--minutes", o.minutes);
  app.add_option("--folds", o.folds);
  app.add_option("--fold", o.only);
  app.add_option("--seed", o.config.seed);
  app.add_option("--threads", o.config.threads);
  app.add_option("--lr", o.config.adam.learning_rate);
  app.add_option("--segment", o.config.segment_s);
  app.add_option("--warm-up", o.config.warm_up_s);
  app.add_option("--groups", o.config.groups);
  app.add_option("--gain", o.config.augmentation.gain_db);
  app.add_option("--jitter", o.config.augmentation.pitch_semitones);
  app.add_option("--loudness-jitter", o.config.augmentation.loudness_db);
  app.add_option("--decay", o.config.adam.weight_decay);
  app.add_option("--linear", o.config.loss.linear);
  app.add_option("--log", o.config.loss.log);
  app.add_option("--log-eps", o.config.loss.log_eps);
  app.add_option("--mel", o.config.loss.mel);
  app.add_option("--range", o.config.loss.range_db);
  app.add_option("--average", o.config.adam.average);
  app.add_option("--halving", o.config.adam.decay_steps,
                 "number of steps after which the learning rate halves");
  app.add_option("--steps", o.steps, "exact number of steps instead of a time");
  app.add_flag("--heard", o.heard,
               "also train on the evaluated notes: the decoder's result on notes of the training set");
  app.add_flag("--curve", o.curve, "print distances during training");
  app.add_flag("--plain", o.plain, "print only distances: no baselines, no pitch errors");
  app.add_option("--wav", o.wav, "write each evaluated note into this folder");
}

struct Note {
  Clip clip;         // at kJudgeRateHz
  PitchCurve pitch;  // unless --plain
  MeasuredClip measured;
};

std::vector<Note> measured_notes(const Options& o, const Graph& graph) {
  std::vector<Note> notes;
  for (Clip& clip : read_notes(o.folder, graph)) {
    Note n{std::move(clip), {}, {}};
    if (!o.plain) {
      n.pitch = reference_pitch({n.clip.audio, kJudgeRateHz});
      n.measured = {
          n.clip.name, n.clip.audio,
          analyse_harmonics(n.clip.audio, kJudgeRateHz, {n.pitch.step_s, n.pitch.first_s, n.pitch.f0_hz})};
    }
    notes.push_back(std::move(n));
  }
  return notes;
}

// The folds divide the interior notes; the lowest and the highest are always trained on.
struct Fold {
  std::vector<const Note*> held;
  std::vector<Clip> clips;
  std::vector<const MeasuredClip*> training;
};
Fold fold_of(const std::vector<Note>& notes, int fold, const Options& o) {
  Fold f;
  for (size_t j = 0; j < notes.size(); ++j) {
    const bool held =
        j > 0 && j + 1 < notes.size() && static_cast<int>((j - 1) % static_cast<size_t>(o.folds)) == fold;
    if (held) f.held.push_back(&notes[j]);
    if (held && !o.heard) continue;
    f.clips.push_back(notes[j].clip);
    f.training.push_back(&notes[j].measured);
  }
  return f;
}

std::vector<float> play(const Graph& graph, const Trainer& trainer, const Clip& clip) {
  return must(play_clip(graph, trainer.averaged(), clip, static_cast<int>(kJudgeRateHz), clip.audio.size()));
}
double distance_db(const std::vector<float>& target, const std::vector<float>& render) {
  return log_mel_distance_db(target, match_loudness(target, render));
}

void train(Trainer& trainer, const Graph& graph, const Fold& fold, const Options& o) {
  const auto now = [] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  double spent = 0, next_report = 5, loss = 0;
  int since = 0;
  while (o.steps ? trainer.steps_done() < o.steps : spent < 60 * o.minutes) {
    const double start = now();
    loss += trainer.step().loss;
    ++since;
    spent += now() - start;
    if (spent < next_report) continue;
    std::fprintf(stderr, "  %6.1f s  step %5lld  loss %.4f", spent,
                 static_cast<long long>(trainer.steps_done()), loss / since);
    double held = 0;
    for (const Note* n : fold.held)
      held += o.curve ? distance_db(n->clip.audio, play(graph, trainer, n->clip)) /
                            static_cast<double>(fold.held.size())
                      : 0;
    std::fprintf(stderr, o.curve ? "  held out %.3f dB\n" : "\n", held);
    loss = 0;
    since = 0;
    next_report = std::max(next_report * 1.5, spent);
  }
}

struct Sums {
  double ours = 0, naive = 0, careful = 0, sampler = 0, own = 0, floor = 0;
  int count = 0, above = 0;

  void print(bool plain) const {
    std::printf("mean of %d: ours %.2f", count, ours / count);
    if (!plain)
      std::printf(
          " | %.2f of naive (limit 0.6), %.2f of careful (0.85), %.3f of the sampler (0.85), own average "
          "%.2f, floor %.2f; notes above the sampler: %d",
          ours / naive, ours / careful, ours / sampler, own / count, floor / count, above);
    std::printf("\n");
  }
};

void judge(const Note& n, const std::vector<float>& out, int fold,
           const std::vector<const MeasuredClip*>& training, const Options& o, Sums& sums) {
  const double d = distance_db(n.clip.audio, out);
  sums.ours += d;
  ++sums.count;
  std::printf("%-6s fold %d  ours %5.2f", n.clip.name.c_str(), fold, d);
  if (!o.plain) {
    const BaselineDistances b = baseline_distances(training, n.measured);
    const LoudnessError l = loudness_error(n.clip.audio, out);
    const PitchError p = pitch_error(n.pitch, reference_pitch({out, kJudgeRateHz}));
    std::printf(
        "  careful %5.2f  sampler %5.2f  own average %5.2f  floor %5.2f | of sampler %.2f%s | loudness %.2f "
        "dB  f0 %.1f cents, 95%% %.1f",
        b.careful, b.sampler, b.own_average, b.floor, d / b.sampler, d > b.sampler ? " ABOVE" : "",
        l.median_abs_db, p.median_cents, p.p95_cents);
    sums.naive += b.naive;
    sums.careful += b.careful;
    sums.sampler += b.sampler;
    sums.own += b.own_average;
    sums.floor += b.floor;
    sums.above += d > b.sampler;
  }
  std::printf("\n");
  std::fflush(stdout);
  if (!o.wav.empty())
    must(write_wav(o.wav + "/" + n.clip.name + ".wav", {out, static_cast<int>(kJudgeRateHz)}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"quality of a preset on unseen notes"};
  Options o;
  o.config.threads = 2;
  declare(app, o);
  CLI11_PARSE(app, argc, argv);
  const Graph graph = must(graph_from_json(must(read_file(o.graph_file, 1 << 20)), o.graph_file));
  if (graph.reference_rate_hz != kJudgeRateHz) {
    std::fprintf(stderr, "%s trains at %g Hz; this table needs 44100 Hz.\n", o.graph_file.c_str(),
                 graph.reference_rate_hz);
    return 1;
  }
  const std::vector<Note> notes = measured_notes(o, graph);
  Sums sums;
  for (int k = 0; k < o.folds; ++k) {
    if (o.only >= 0 && k != o.only) continue;
    const Fold fold = fold_of(notes, k, o);
    Trainer trainer = must(instrument_trainer(graph, fold.clips, o.config));
    std::fprintf(stderr, "fold %d: %zu weights, %.0f MiB\n", k, trainer.weights().size(),
                 static_cast<double>(trainer.memory_bytes()) / 1048576.0);
    train(trainer, graph, fold, o);
    for (const Note* n : fold.held) judge(*n, play(graph, trainer, n->clip), k, fold.training, o, sums);
  }
  sums.print(o.plain);
}
