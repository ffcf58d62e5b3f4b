// SPDX-License-Identifier: MIT
#include "library/training_status.h"

#include <sys/stat.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "library/json_fields.h"
#include "system/file.h"
#include "system/xdg.h"

namespace partials {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
constexpr uint64_t kMaxJson = 1u << 20, kMaxMetrics = 16u << 20;
constexpr size_t kMaxRuns = 2000;

json object_in(const std::string& path) {
  const auto bytes = read_file(path, kMaxJson);
  const json j = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  return j.is_object() ? j : json::object();
}

// A field may have any type; an unexpected type counts as missing.
int64_t whole(const json& j, const char* key, int64_t most = int64_t{1} << 60) {
  const auto at = j.find(key);
  return at != j.end() && at->is_number_integer() ? std::clamp<int64_t>(at->get<int64_t>(), 0, most) : 0;
}
json object(const json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_object() ? *at : json::object();
}

std::vector<TrainingPointSeen> curve_in(const std::string& path) {
  std::vector<TrainingPointSeen> out;
  const auto bytes = read_file(path, kMaxMetrics);
  if (!bytes) return out;
  const std::string& all = bytes.value();
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\n', at), all.size());
    const json j = json::parse(all.begin() + static_cast<int64_t>(at),
                               all.begin() + static_cast<int64_t>(end), nullptr, false);
    if (j.is_object()) out.push_back({number_field(j, "spent_s"), number_field(j, "loss"), validation_in(j)});
    at = end + 1;
  }
  return out;
}

// A number that changes whenever the file is rewritten; 0: no file.
int64_t stamp_of(const std::string& path) {
  struct stat info {};
  if (path.empty() || ::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  return static_cast<int64_t>(info.st_mtim.tv_sec) * 1000000000 + info.st_mtim.tv_nsec;
}

void take_progress(const json& progress, TrainingStatus& s) {
  s.done = std::clamp(number_field(progress, "done"), 0.0, 1.0);
  s.spent_s = number_field(progress, "spent_s");
  s.step = whole(progress, "step");
  s.loss = number_field(progress, "loss");
  s.metric = metric_in(progress);
  s.validation = validation_in(progress);
  s.best = best_in(progress);
  if (s.done > 0.01) s.left_s = s.spent_s * (1 - s.done) / s.done;
}

void take_state(const json& state, const json& progress, TrainingStatus& s) {
  const json process = object(state, "process"), summary = object(state, "summary");
  s.process = {static_cast<int>(whole(process, "pid", INT_MAX)),
               static_cast<uint64_t>(whole(process, "start")), text_field(process, "boot")};
  std::string status = text_field(state, "status");
  // a resume that never started
  if (status == "running" && state.contains("before") && !is_running(s.process))
    status = text_field(state, "before");
  if (status == "running" && is_running(s.process)) {
    s.state = text_field(progress, "phase") == "training" ? TrainingState::learning : TrainingState::hearing;
  } else if (status == "finished") {
    s.state = TrainingState::finished;
  } else if (status == "failed") {
    s.state = TrainingState::failed;
    s.message = text_field(summary, "error");
  } else {
    s.state = TrainingState::stopped;
  }
  if (status == "running" && s.state == TrainingState::stopped)
    s.message =
        "The training ended unexpectedly (the computer was switched off, or the process was killed); to "
        "resume it: partials train --resume " +
        s.run;
  if (s.going_on()) return;
  s.left_s = 0;
  if (s.state == TrainingState::finished) s.done = 1;
  if (summary.contains("steps")) {
    s.metric = metric_in(summary);
    s.best = validation_in(summary);
    s.step = whole(summary, "steps");
    s.spent_s = number_field(summary, "spent_s");
  }
}

// The model at its output path if it exists, otherwise the newest in the run folder.
void find_newest(const json& summary, TrainingStatus& s) {
  for (const std::string& path :
       {s.going_on() ? std::string() : text_field(summary, "model"), s.folder + "/model.partials"})
    if (const int64_t stamp = stamp_of(path)) return void((s.model = path, s.model_stamp = stamp));
}

}  // namespace

std::string runs_folder() {
  const std::string home = data_home();
  return home.empty() ? "" : home + "/runs";
}

TrainingStatus read_run(const std::string& folder, bool with_curve) {
  TrainingStatus s;
  const json config = object_in(folder + "/config.json"), state = object_in(folder + "/state.json"),
             progress = object_in(folder + "/progress.json");
  if (config.empty() || state.empty()) return s;
  s.begun = std::max(whole(config, "begun"), whole(state, "begun"));
  s.folder = folder;
  s.run = fs::path(folder).filename().string();
  s.name = text_field(config, "name");
  s.created = text_field(state, "created");
  s.output = text_field(config, "output");
  s.log = folder + "/log.txt";
  take_progress(progress, s);
  take_state(state, progress, s);
  find_newest(object(state, "summary"), s);
  if (with_curve) s.curve = curve_in(folder + "/metrics.jsonl");
  return s;
}

std::vector<TrainingStatus> read_runs() {
  std::vector<std::string> folders;
  std::error_code failed;
  for (fs::directory_iterator it(runs_folder(), failed), end;
       !failed && it != end && folders.size() < kMaxRuns; it.increment(failed)) {
    std::error_code ignored;
    if (it->is_directory(ignored)) folders.push_back(it->path().string());
  }
  std::sort(folders.rbegin(), folders.rend());
  std::vector<TrainingStatus> out;
  for (const std::string& f : folders)
    if (TrainingStatus s = read_run(f, false); s.state != TrainingState::none) out.push_back(std::move(s));
  std::stable_sort(out.begin(), out.end(),
                   [](const TrainingStatus& a, const TrainingStatus& b) { return a.begun > b.begun; });
  return out;
}

}  // namespace partials
