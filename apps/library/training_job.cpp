// SPDX-License-Identifier: MIT
#include "library/training_job.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "library/json_fields.h"
#include "library/program.h"
#include "library/recording_folder.h"
#include "system/xdg.h"

namespace partials {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
constexpr double kCheckTimeoutS = 3600, kStartTimeoutS = 20;
constexpr int kMaxThreads = 4;
constexpr Worker::Milliseconds kLookEvery{500};
constexpr const char* kTerms[] = {"fact", "warning", "refusal"};

CheckOutcome outcome_from(const json& j) {
  CheckOutcome o;
  o.done = true;
  o.usable = j.contains("usable") && j["usable"].is_boolean() && j["usable"].get<bool>();
  o.total_s = number_field(j, "total_s");
  o.voiced_s = number_field(j, "voiced_s");
  o.low_midi = number_field(j, "low_midi");
  o.high_midi = number_field(j, "high_midi");
  o.quiet_db = number_field(j, "quiet_db");
  o.loud_db = number_field(j, "loud_db");
  if (j.contains("dataset")) o.name = text_field(j["dataset"], "name");
  if (!j.contains("findings") || !j["findings"].is_array()) return o;
  for (const json& f : j["findings"]) {
    const auto term = std::find(std::begin(kTerms), std::end(kTerms), text_field(f, "severity"));
    o.findings.push_back(
        {static_cast<CheckFinding::Severity>(std::min<int64_t>(term - std::begin(kTerms), 2)),
         text_field(f, "id"), text_field(f, "text"), text_field(f, "remedy")});
  }
  return o;
}

// A path for the model that does not exist and that no run is going to write.
std::string free_model_path(const std::string& name) {
  const fs::path folder = data_home() + "/models";
  std::error_code failed;
  fs::create_directories(folder, failed);
  std::vector<std::string> promised;
  for (const TrainingStatus& run : read_runs())
    if (run.going_on()) promised.push_back(run.output);
  for (int n = 1;; ++n) {
    const std::string path =
        (folder / (file_name_of(name) + (n == 1 ? "" : "-" + std::to_string(n)) + ".partials")).string();
    if (!fs::exists(path, failed) && std::find(promised.begin(), promised.end(), path) == promised.end())
      return path;
  }
}

std::vector<std::string> train_command(const TrainingRequest& r, const std::vector<std::string>& inputs) {
  const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::string> a{"train"};
  a.insert(a.end(), inputs.begin(), inputs.end());
  auto add = [&a](const char* option, const std::string& value) {
    if (!value.empty()) a.push_back(std::string(option) + "=" + value);
  };
  add("--output", free_model_path(r.name));
  add("--name", r.name);
  add("--preset", r.preset);
  add("--base", r.base);
  if (r.steps)
    add("--steps", std::to_string(r.steps));
  else
    add("--minutes", json(r.minutes).dump());
  add("--threads", std::to_string(r.threads > 0 ? r.threads : std::min(cores, kMaxThreads)));
  add("--author", r.author);
  add("--licence", r.licence);
  add("--consent", r.consent);
  add("--description", r.description);
  for (const std::string& tag : r.tags) add("--tag", tag);
  return a;
}

}  // namespace

TrainingJob::TrainingJob() = default;
TrainingJob::~TrainingJob() = default;

void TrainingJob::check(const std::vector<std::string>& dropped) {
  const int serial = check_serial_.fetch_add(1) + 1;
  {
    const std::lock_guard lock(mutex_);
    checked_ = {};
    checked_.busy = true;
  }
  changed();
  checker_.post([this, dropped, serial] { check_now(dropped, serial); });
}

void TrainingJob::stop_check() {
  check_serial_.fetch_add(1);
  {
    const std::lock_guard lock(mutex_);
    checked_ = {};
  }
  changed();
}

void TrainingJob::check_now(std::vector<std::string> paths, int serial) {
  const auto stop = [this, serial] { return serial != check_serial_ || checker_.stopping(); };
  if (stop()) return;
  std::vector<std::string> arguments{"check", "--json", "--"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const auto end = run_partials(arguments, kCheckTimeoutS, stop);
  CheckOutcome o;
  const json j = end ? json::parse(end.value().out, nullptr, false) : json();
  if (j.is_object()) {
    o = outcome_from(j);
  } else {
    o.done = true;
    o.problem = end ? last_sentence(end.value().err) : end.error().text;
  }
  if (o.done && o.problem.empty() && !j.is_object())
    o.problem = "The recordings could not be checked; to see why, type this in a terminal: " +
                typed_command(arguments);
  {
    const std::lock_guard lock(mutex_);
    if (serial != check_serial_) return;
    checked_ = std::move(o);
  }
  changed();
}

CheckOutcome TrainingJob::checked() const {
  const std::lock_guard lock(mutex_);
  return checked_;
}

void TrainingJob::start(const TrainingRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    status_ = {};
    status_.state = TrainingState::starting;
    status_.name = request.name;
  }
  cancelled_ = false;
  changed();
  worker_.post([this, request] { start_now(request); });
}

void TrainingJob::start_now(TrainingRequest r) {
  if (data_home().empty())
    return fail(r.name,
                "There is no folder for models: neither XDG_DATA_HOME nor HOME is set; set one of them.");
  std::error_code failed;
  std::vector<std::string> inputs = r.recordings;
  if (inputs.size() != 1 || !fs::is_directory(inputs[0], failed)) {
    auto folder = gather_recordings(inputs, {r.name, r.licence, r.source, r.consent, r.credit},
                                    [this] { return cancelled_ || worker_.stopping(); });
    if (!folder) return fail(r.name, cancelled_ ? "" : folder.error().text);
    inputs = {folder.value()};
  }
  launch(train_command(r, inputs), r.name);
}

void TrainingJob::resume(const std::string& run) {
  cancelled_ = false;
  worker_.post([this, run] {
    launch({"train", "--resume", run}, read_run(runs_folder() + "/" + run, false).name);
  });
}

// With --detach the command exits as soon as the training runs in the background, or has failed to start.
void TrainingJob::launch(const std::vector<std::string>& arguments, const std::string& name) {
  std::vector<std::string> all = arguments;
  all.insert(all.end(), {"--json", "--detach"});
  const auto end = run_partials(all, kStartTimeoutS, [] { return false; });
  if (!end) return fail(name, end.error().text);
  const json j = json::parse(end.value().out, nullptr, false);
  const std::string run = j.is_object() ? text_field(j, "run") : "", why = last_sentence(end.value().err);
  if (run.empty())
    return fail(name, !why.empty() ? why
                                   : "The training did not start; to see why, type this in a terminal: " +
                                         typed_command(arguments));
  watch(run);
}

void TrainingJob::attach(const std::string& run) {
  cancelled_ = false;  // it was meant for another training
  watch(run);
}

void TrainingJob::watch(const std::string& run) {
  const std::lock_guard lock(mutex_);
  status_ = {};
  status_.state = TrainingState::starting;
  status_.run = run;
  status_.folder = runs_folder() + "/" + run;
  if (!watching_) worker_.post([this] { look(); });
  watching_ = true;
}

void TrainingJob::look() {
  std::string folder;
  {
    const std::lock_guard lock(mutex_);
    folder = status_.folder;
    if (folder.empty()) return void(watching_ = false);  // another training is starting
  }
  TrainingStatus s = read_run(folder);
  if (s.state == TrainingState::none) {
    s.state = TrainingState::failed;
    s.message = "There is no training run in '" + folder + "'; it may have been removed.";
  }
  if (cancelled_ && s.going_on() && interrupt(s.process)) cancelled_ = false;
  {
    const std::lock_guard lock(mutex_);
    const bool same = status_.folder == folder;
    watching_ = !same || s.going_on();
    if (same) status_ = std::move(s);
    if (watching_) worker_.post([this] { look(); }, same ? kLookEvery : Worker::Milliseconds{});
  }
  changed();
}

void TrainingJob::fail(const std::string& name, const std::string& message) {
  {
    const std::lock_guard lock(mutex_);
    status_ = {};
    status_.state = message.empty() ? TrainingState::stopped : TrainingState::failed;
    status_.name = name;
    status_.message = message;
  }
  changed();
}

void TrainingJob::cancel() {
  cancelled_ = true;  // checked while copying, and by look() while the process is not known yet
  worker_.post([this] {
    if (interrupt(status().process)) cancelled_ = false;
  });
}

TrainingStatus TrainingJob::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void TrainingJob::refresh() {
  worker_.post([this] {
    auto runs = read_runs();
    {
      const std::lock_guard lock(mutex_);
      jobs_ = std::move(runs);
    }
    changed();
  });
}

std::vector<TrainingStatus> TrainingJob::jobs() const {
  const std::lock_guard lock(mutex_);
  return jobs_;
}

}  // namespace partials
