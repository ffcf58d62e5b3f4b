// SPDX-License-Identifier: MIT
#include "runs/run.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "base/need.h"
#include "base/time_stamp.h"
#include "model/metric.h"
#include "report/json_values.h"
#include "runs/train_config.h"
#include "system/file.h"
#include "system/process_id.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
constexpr uint64_t kMaxFile = uint64_t{1} << 31;

// User input need not be UTF-8, but JSON must be.
std::string text_of(const json& j, int indent = -1) {
  return j.dump(indent, ' ', false, json::error_handler_t::replace);
}

constexpr double kLookS = 0.5;

void write_or_throw(const std::string& path, const std::string& bytes) { need(atomic_write(path, bytes)); }
std::string read_or_nothing(const std::string& path) {
  auto bytes = read_file(path, kMaxFile);
  return bytes ? std::move(bytes).value() : std::string();
}
json json_in(const std::string& path) {
  const json j = json::parse(read_or_nothing(path), nullptr, false);
  return j.is_object() ? j : json::object();
}

bool is_object(const json& v) { return v.is_object(); }
bool is_text(const json& v) { return v.is_string(); }
bool is_number(const json& v) { return v.is_number(); }
bool is_number_or_none(const json& v) { return v.is_number() || v.is_null(); }
bool is_whole(const json& v) { return v.is_number_integer(); }
bool is_list(const json& v) { return v.is_array(); }

struct Field {
  const char* key;
  bool (*fits)(const json&);
  const char* what;
};
constexpr Field kConfig[] = {{"name", is_text, "text"},       {"inputs", is_list, "a list"},
                             {"output", is_bytes, "text"},    {"preset", is_text, "text"},
                             {"weights", is_text, "text"},    {"base", is_bytes, "text"},
                             {"folder", is_bytes, "text"},    {"minutes", is_number, "a number"},
                             {"steps", is_whole, "a number"}, {"until", is_number_or_none, "a number"},
                             {"seed", is_whole, "a number"},  {"folds", is_whole, "a number"},
                             {"fold", is_whole, "a number"},  {"checkpoint_s", is_number, "a number"}};
constexpr Field kState[] = {{"status", is_text, "text"},
                            {"summary", is_object, "an object"},
                            {"created", is_text, "text"},
                            {"process", is_object, "an object"}};

template <size_t N>
std::string damage_of(const std::string& path, const Field (&fields)[N]) {
  const auto damaged = [&](const std::string& why) { return "'" + path + "' is damaged: " + why + "."; };
  const auto bytes = read_file(path, kMaxFile);
  std::error_code none;
  if (!bytes)
    return fs::exists(fs::symlink_status(path, none)) ? bytes.error().text : "'" + path + "' is missing.";
  const json j = json::parse(bytes.value(), nullptr, false);
  if (!j.is_object()) return damaged("it is not a JSON object");
  for (const Field& f : fields)
    if (const auto at = j.find(f.key); at != j.end() && !f.fits(*at))
      return damaged(std::string("'") + f.key + "' must be " + f.what);
  return "";
}

}  // namespace

std::string Run::id() const { return fs::path(folder_).filename().string(); }
json Run::config() const { return config_from_text(read_or_nothing(folder_ + "/config.json")); }
json Run::state() const { return json_in(folder_ + "/state.json"); }
json Run::recordings() const { return json_in(folder_ + "/recordings.json"); }

std::string Run::damage() const {
  const std::string config = damage_of(folder_ + "/config.json", kConfig);
  return config.empty() ? damage_of(folder_ + "/state.json", kState) : config;
}

std::string Run::created() const { return text_in(state(), "created", text_in(config(), "created")); }
int64_t Run::begun() const { return whole_in(config(), "begun", whole_in(state(), "begun")); }

json Run::figures() const {
  const json summary = object_in(state(), "summary"), progress = json_in(folder_ + "/progress.json");
  if (summary.contains("steps"))
    return {{"metric", metric_json(metric_in(summary))},
            {"validation", json_of(validation_in(summary))},
            {"steps", whole_in(summary, "steps")},
            {"spent_s", number_in(summary, "spent_s")}};
  return {{"metric", metric_json(metric_in(progress))},
          {"validation", json_of(best_in(progress))},
          {"steps", whole_in(progress, "step")},
          {"spent_s", number_in(progress, "spent_s")}};
}

std::vector<json> Run::metrics() const {
  std::vector<json> out;
  std::ifstream in(folder_ + "/metrics.jsonl");
  for (std::string line; std::getline(in, line);) {
    // skips a line cut by a crash, and lines that no trainer writes
    const json j = json::parse(line, nullptr, false);
    if (!j.is_object() || !j.contains("step")) continue;
    json metric{{"step", whole_in(j, "step")}};
    for (const char* key : {"spent_s", "loss"}) metric[key] = number_in(j, key);
    metric["validation"] = json_of(validation_in(j));
    metric["best"] = json_of(best_in(j));
    out.push_back(std::move(metric));
  }
  return out;
}

void Run::append_metric(const json& metric) {
  const std::string path = folder_ + "/metrics.jsonl";
  std::error_code none;
  const auto before = fs::exists(path, none) ? fs::file_size(path, none) : 0;
  std::ofstream out(path, std::ios::app);
  errno = 0;
  out << text_of(metric) << '\n' << std::flush;
  if (out) return;
  const std::string why = errno ? std::strerror(errno) : "the file cannot be opened";
  out.close();
  fs::resize_file(path, before, none);  // an incomplete line would damage the next one
  throw std::runtime_error("cannot write '" + path + "': " + why + "; check free space on the disk.");
}

void Run::forget_metrics_after(int64_t step) {
  std::string kept;
  for (const json& m : metrics())
    if (whole_in(m, "step") <= step) kept += text_of(m) + '\n';
  write_or_throw(folder_ + "/metrics.jsonl", kept);
}

void Run::set_progress(const json& progress) {
  write_or_throw(folder_ + "/progress.json", text_of(progress));
}
void Run::set_config(const json& config) { write_or_throw(folder_ + "/config.json", text_of_config(config)); }
void Run::set_recordings(const json& recordings) {
  write_or_throw(folder_ + "/recordings.json", text_of(recordings, 1));
}
json Run::data_lock() const { return json_in(folder_ + "/data.lock.json"); }
json Run::remarks() const { return json_in(folder_ + "/remarks.json"); }
void Run::set_remarks(const json& remarks) { write_or_throw(folder_ + "/remarks.json", text_of(remarks, 1)); }
json Run::machine() const { return json_in(folder_ + "/machine.json"); }
void Run::set_data_lock(const json& lock) { write_or_throw(folder_ + "/data.lock.json", text_of(lock, 1)); }
void Run::set_machine(const json& machine) { write_or_throw(folder_ + "/machine.json", text_of(machine, 1)); }
void Run::save_checkpoint(const std::string& bytes) { write_or_throw(checkpoint_path(), bytes); }
bool Run::has_checkpoint() const {
  std::error_code none;
  return fs::exists(checkpoint_path(), none);
}
std::string Run::load_checkpoint() const {
  auto bytes = read_file(checkpoint_path(), kMaxFile);
  if (!bytes) throw std::runtime_error(bytes.error().text);
  return std::move(bytes).value();
}

void Run::remove_left_overs() const {
  std::error_code ignored;  // harmless
  for (fs::directory_iterator it(folder_, ignored), end; !ignored && it != end; it.increment(ignored))
    if (it->path().filename().string().find(".part") != std::string::npos &&
        it->path().extension() != ".partials") {
      std::error_code untidy;
      fs::remove(it->path(), untidy);
    }
}

std::string Run::status() const {
  if (!damage().empty()) return "damaged";
  const json s = state(), process = object_in(s, "process");
  const std::string said = text_in(s, "status", "unknown");
  if (said != "running") return said;
  const ProcessId owner{static_cast<int>(whole_in(process, "pid")),
                        static_cast<uint64_t>(whole_in(process, "start")), text_in(process, "boot")};
  return is_running(owner) ? said : text_in(s, "before", "killed");
}

// On a full disk, progress that the state also contains is removed to make room.
void Run::write_state(const json& state) {
  const std::string path = folder_ + "/state.json", text = text_of(state, 1);
  if (atomic_write(path, text)) return;
  std::error_code ignored;
  fs::remove(folder_ + "/progress.json", ignored);
  write_or_throw(path, text);
}

std::string Run::runs_elsewhere(double wait_s) const {
  const json s = state(), process = object_in(s, "process");
  const std::string host = text_in(process, "host");
  if (text_in(s, "status") != "running" || host.empty() || text_in(process, "boot") == this_process().boot)
    return "";
  const std::string path = folder_ + "/progress.json", before = read_or_nothing(path);
  for (double waited_s = 0; waited_s < wait_s; waited_s += kLookS) {
    std::this_thread::sleep_for(std::chrono::duration<double>(kLookS));
    if (read_or_nothing(path) != before) return host;
  }
  return "";
}

bool Run::is_ours() const {
  const json process = object_in(state(), "process");
  const ProcessId own = this_process();
  return process.empty() || (whole_in(process, "pid") == own.pid && text_in(process, "boot") == own.boot);
}

void Run::set_state(const std::string& status, const json& summary, const std::string& before) {
  const ProcessId own = this_process();
  const std::string began = created();
  json s{{"status", status},
         {"summary", summary},
         {"created", began.empty() ? utc_stamp("%Y-%m-%dT%H:%M:%SZ") : began},
         {"begun", begun()},
         {"process", {{"pid", own.pid}, {"start", own.start}, {"boot", own.boot}, {"host", host_name()}}}};
  if (!before.empty()) s["before"] = before;
  write_state(s);
}

void Run::try_resume() {
  state_before_ = read_or_nothing(folder_ + "/state.json");
  progress_before_ = read_or_nothing(folder_ + "/progress.json");
  const std::string before = status();
  on_trial_ = true;
  try {
    set_state("running", object_in(state(), "summary"), before == "damaged" ? "killed" : before);
  } catch (...) {
    give_up_resume();
    throw;
  }
}

void Run::begin_resumed() {
  on_trial_ = false;
  set_state("running", object_in(state(), "summary"));
}

void Run::give_up_resume() {
  on_trial_ = false;
  std::error_code none;
  const auto put_back = [&](const char* name, const std::string& bytes) {
    if (bytes.empty())
      fs::remove(folder_ + name, none);
    else
      write_or_throw(folder_ + name, bytes);
  };
  put_back("/state.json", state_before_);
  put_back("/progress.json", progress_before_);
}

}  // namespace partials
