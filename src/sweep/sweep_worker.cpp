// SPDX-License-Identifier: MIT
#include "sweep/sweep_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <stdexcept>
#include <thread>

#include "base/clocks.h"
#include "base/need.h"
#include "data/dataset_files.h"
#include "model/metric.h"
#include "report/json_values.h"
#include "runs/run.h"
#include "sweep/child.h"
#include "system/file.h"

namespace partials {
namespace {

using nlohmann::json;
constexpr auto kLook = std::chrono::milliseconds(100);
constexpr double kBeatS = 5, kSilentS = 60;  // a claim without a beat for so long is taken over
constexpr int kAttempts = 3;                 // of a trial whose process was killed
constexpr int kInterrupted = 130;            // exit code of a training that was asked to stop

// Some values are options of partials train, all others are set by name.
void add_value(const std::string& name, const json& value, std::vector<std::string>* to) {
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  const std::string own[] = {"preset", "weights", "base", "seed"};
  if (std::find(std::begin(own), std::end(own), name) != std::end(own)) {
    to->insert(to->end(), {"--" + name, text});
    return;
  }
  to->insert(to->end(), {"--set", name + "=" + text});
}

std::vector<std::string> command(const Sweep& sweep, const SweepFolder& folder, const WorkerOptions& o,
                                 const Leg& leg) {
  std::vector<std::string> c{o.program, "train"};
  c.insert(c.end(), o.recordings.begin(), o.recordings.end());
  c.insert(c.end(),
           {"-o", folder.model(leg.trial), "--run", SweepFolder::run_name(leg.trial), "--steps",
            std::to_string(sweep.rounds[static_cast<size_t>(leg.round)].steps), "--threads",
            std::to_string(o.threads), "--checkpoint", fmt::format("{:g}", o.checkpoint_s), "--json"});
  bool split = false;
  for (const auto* values : {&sweep.space.set, &sweep.trials[static_cast<size_t>(leg.trial)]})
    for (const auto& [name, value] : *values) {
      add_value(name, value, &c);
      split = split || name == "split_seed";
    }
  // Trials of several seeds are validated on the same recordings, else the easiest ones would be chosen.
  if (!split) add_value("split_seed", 1, &c);
  return c;
}

json result_of(const SweepFolder& folder, const Leg& leg) {
  const json figures = Run(folder.runs() + "/" + SweepFolder::run_name(leg.trial)).figures();
  return {{"validation", json_of(validation_in(figures))},
          {"metric", metric_json(metric_in(figures))},
          {"steps", whole_in(figures, "steps")},
          {"model_sha256", need(content_hash(folder.model(leg.trial)))}};
}

std::string why_failed(const SweepFolder& folder, const Leg& leg, int code) {
  const auto text = read_file(folder.log(leg), uint64_t{1} << 26);
  std::string last = text ? last_line(text.value()) : "";
  if (last.rfind("partials: ", 0) == 0) last = last.substr(10);
  return last.empty() ? fmt::format("partials train ended with code {}", code) : last;
}

// Trains one leg. Returns whether it has a result now; false: it was stopped.
bool train_leg(const Sweep& sweep, SweepFolder& folder, const WorkerOptions& o, const WorkerEvents& events,
               const Leg& leg) {
  for (int attempt = 1;; ++attempt) {
    Child child(command(sweep, folder, o, leg), {{"PARTIALS_RUNS", folder.runs()}}, folder.log(leg));
    double beat_s = -1e9;
    bool stopping = false;
    for (int64_t beats = 0; !child.ended();) {
      if (now_s() - beat_s > kBeatS) {
        folder.beat(leg, beats++);
        beat_s = now_s();
      }
      if (!stopping && events.stop()) {
        stopping = true;
        child.ask_to_stop();
      }
      std::this_thread::sleep_for(kLook);
    }
    if (child.code() == 0) {
      folder.set_result(leg, result_of(folder, leg));
      return true;
    }
    if (stopping || child.code() == kInterrupted) return false;
    if (child.signal() && attempt < kAttempts) {
      events.say(fmt::format("trial {} was ended by signal {} and is continued", leg.trial, child.signal()));
      continue;
    }
    folder.set_result(
        leg, {{"failed", child.signal() ? fmt::format("ended {} times by signal {}", attempt, child.signal())
                                        : why_failed(folder, leg, child.code())}});
    return true;
  }
}

void say_result(const Sweep& sweep, const SweepFolder& folder, const Leg& leg, const WorkerEvents& events) {
  const json r = folder.result(leg).value_or(json::object());
  const std::string part =
      sweep.rounds.size() > 1 ? fmt::format("round {} of {}, ", leg.round + 1, sweep.rounds.size()) : "";
  events.say(r.contains("failed")
                 ? fmt::format("{}trial {} failed: {}", part, leg.trial, text_in(r, "failed"))
                 : fmt::format("{}trial {}: {} after {} steps", part, leg.trial,
                               metric_in(r).text(validation_in(r)), whole_in(r, "steps")));
}

// Since when an owner's claim has looked the same.
struct Watch {
  std::string pulse;
  double since_s = 0;
};

}  // namespace

bool work_on(const Sweep& sweep, SweepFolder folder, const WorkerOptions& o, const WorkerEvents& events) {
  std::map<std::pair<int, int>, Watch> watched;
  for (;;) {
    if (events.stop()) return false;
    const Work work = work_left(sweep, folder);
    if (work.open.empty()) return true;
    bool did = false;
    for (const Leg& leg : work.open) {
      if (events.stop()) return false;
      if (folder.result(leg)) continue;  // another worker was faster
      if (!folder.claim(leg, o.name)) {
        Watch& w = watched[{leg.round, leg.trial}];
        if (std::string now = folder.pulse(leg); now != w.pulse) {
          w = {std::move(now), now_s()};
        } else if (now_s() - w.since_s > kSilentS) {
          events.say(
              fmt::format("trial {} is taken over from {}, which is silent", leg.trial, folder.owner(leg)));
          folder.take_away(leg);
        }
        continue;
      }
      did = true;
      const bool whole = folder.result(leg) || train_leg(sweep, folder, o, events, leg);
      folder.release(leg);
      if (!whole) return false;
      say_result(sweep, folder, leg, events);
    }
    if (!did) std::this_thread::sleep_for(5 * kLook);
  }
}

void write_table(const Sweep& sweep, const SweepFolder& folder) {
  const auto table = table_of(sweep, folder);
  need(atomic_write(folder.path() + "/table.json", table.dump(1) + "\n"));
  need(atomic_write(folder.path() + "/table.csv", csv_of(table)));
}

}  // namespace partials
