// SPDX-License-Identifier: MIT
// Time that the standard preset needs to reach the result that the same architecture reaches in PyTorch
// (bench/peers/standard_train_torch.py) in SECONDS (default 600). Both start from the same weights, train
// on the same clips by the same schedule, on one thread, and are evaluated by this program on the held-out
// notes of one fold (log-mel distance in dB, loudness matched). Seconds are CPU time of training. Also
// prints the time to a first playable model: within 15 % of our final distance. usage: time_to_quality
// FOLDER [SECONDS [FOLD [SEED]]]        (tools/get_data violin FOLDER); needs python3-torch
#include <cstdlib>
#include <cstring>

#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/play_clip.h"
#include "families/instrument/train/preset.h"
#include "judge/mel.h"
#include "measure.h"
#include "notes.h"
#include "system/file.h"
#include "judge/run_program.h"

using namespace partials;

namespace {

struct Point {
  double seconds;
  long steps;
  double held_out_db;
};

std::string bytes_of(const std::vector<float>& x) {
  return {reinterpret_cast<const char*>(x.data()), x.size() * sizeof(float)};
}

double held_out_db(const Graph& graph, const std::vector<float>& weights, const std::vector<Clip>& held) {
  double sum = 0;
  for (const Clip& clip : held) {
    const auto out = must(play_clip(graph, weights, clip, static_cast<int>(kJudgeRateHz), clip.audio.size()));
    sum += log_mel_distance_db(clip.audio, match_loudness(clip.audio, out));
  }
  return sum / static_cast<double>(held.size());
}

void print(const char* who, const Point& p) {
  std::printf("%-8s %8.2f s %6ld steps   %.3f dB\n", who, p.seconds, p.steps, p.held_out_db);
  std::fflush(stdout);
}

std::vector<Point> train_ours(const TrainingPreset& preset, const std::vector<Clip>& clips,
                              const std::vector<Clip>& held, double limit_s) {
  Trainer trainer = must(instrument_trainer(preset.graph, clips, preset.trainer));
  std::vector<Point> curve;
  double spent = 0, next = 0.5;
  while (spent < limit_s) {
    const double start = cpu_s();
    trainer.step();
    spent += cpu_s() - start;
    if (spent < next && spent < limit_s) continue;
    curve.push_back({spent, static_cast<long>(trainer.steps_done()),
                     held_out_db(preset.graph, trainer.averaged(), held)});
    print("Partials", curve.back());
    next = std::max(1.3 * next, spent);
  }
  return curve;
}

// Writes the peer's inputs: clips as floats (audio, f0, loudness), the table of weights, and their initial
// values.
void write_task(const TemporaryFolder& folder, const TrainingPreset& preset, const std::vector<Clip>& clips) {
  std::string list, table;
  for (size_t i = 0; i < clips.size(); ++i) {
    const std::string name = "clip" + std::to_string(i) + ".f32";
    must(atomic_write(folder.file(name),
                      bytes_of(clips[i].audio) + bytes_of(clips[i].f0_hz) + bytes_of(clips[i].loudness_db)));
    list +=
        name + " " + std::to_string(clips[i].audio.size()) + " " + std::to_string(clips[i].frames()) + "\n";
  }
  const WeightTable weights = must(Plan<float>::compile(preset.graph, {})).weights();
  for (const WeightEntry& e : weights.entries)
    table += e.name + " " + std::to_string(e.offset) + " " + std::to_string(e.size()) +
             (e.matrix ? " 1\n" : " 0\n");
  must(atomic_write(folder.file("clips.txt"), list));
  must(atomic_write(folder.file("weights.txt"), table));
  must(atomic_write(folder.file("start.f32"), bytes_of(initial_weights(weights, preset.trainer.seed))));
}

std::vector<Point> train_peer(const TemporaryFolder& folder, const Graph& graph,
                              const std::vector<Clip>& held, double limit_s) {
  std::vector<Point> curve;
  FILE* pipe = popen(
      peer_command("standard_train_torch.py", "'" + folder.file("") + "' " + std::to_string(limit_s)).c_str(),
      "r");
  Point p{};
  char path[4096];
  while (pipe && std::fscanf(pipe, "%lf %ld %4095s", &p.seconds, &p.steps, path) == 3) {
    const std::string bytes = must(read_file(path, 1u << 26));
    std::vector<float> weights(bytes.size() / sizeof(float));
    std::memcpy(weights.data(), bytes.data(), weights.size() * sizeof(float));
    p.held_out_db = held_out_db(graph, weights, held);
    curve.push_back(p);
    print("PyTorch", p);
  }
  if (pipe) pclose(pipe);
  return curve;
}

const Point* first_within(const std::vector<Point>& curve, double db) {
  for (const Point& p : curve)
    if (p.held_out_db <= db) return &p;
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: time_to_quality FOLDER [SECONDS [FOLD [SEED]]]\n");
    return 2;
  }
  const double limit_s = argc > 2 ? std::atof(argv[2]) : 600;
  const size_t fold = argc > 3 ? static_cast<size_t>(std::atoi(argv[3])) : 0;
  TrainingPreset preset = must(find_preset("standard"));
  preset.trainer.threads = 1;
  if (argc > 4) preset.trainer.seed = std::strtoull(argv[4], nullptr, 10);
  std::vector<Clip> clips = read_notes(argv[1], preset.graph), held;
  for (size_t i = clips.size() - 1; i-- > 1;)  // interior notes, every third
    if ((i - 1) % 3 == fold % 3) {
      held.push_back(clips[i]);
      clips.erase(clips.begin() + static_cast<int64_t>(i));
    }
  if (held.empty()) {
    std::fprintf(stderr, "'%s' has too few notes; use at least five.\n", argv[1]);
    return 1;
  }

  const std::vector<Point> ours = train_ours(preset, clips, held, std::max(20.0, limit_s / 10));
  const TemporaryFolder folder;
  write_task(folder, preset, clips);
  const std::vector<Point> peer = train_peer(folder, preset.graph, held, limit_s);
  if (peer.empty()) {
    std::fprintf(stderr,
                 "The peer failed; install python3-torch and run this program in the source folder.\n");
    return 1;
  }

  const Point* playable = first_within(ours, 1.15 * ours.back().held_out_db);
  std::printf("first playable (within 15 %% of our final %.2f dB): %.1f s\n", ours.back().held_out_db,
              playable->seconds);
  const auto best = *std::min_element(
      peer.begin(), peer.end(), [](const Point& a, const Point& b) { return a.held_out_db < b.held_out_db; });
  const Point* as_good = first_within(ours, best.held_out_db);
  if (!as_good) {
    std::printf("PyTorch's best, %.3f dB, was not reached in %.0f s\n", best.held_out_db,
                ours.back().seconds);
    return 1;
  }
  std::printf("PyTorch's best of %.0f s, %.3f dB, is reached in %.1f s: %.3f of the time (limit 0.1)\n",
              peer.back().seconds, best.held_out_db, as_good->seconds,
              as_good->seconds / peer.back().seconds);
}
