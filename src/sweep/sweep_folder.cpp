// SPDX-License-Identifier: MIT
#include "sweep/sweep_folder.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <thread>

#include "base/need.h"
#include "model/json_depth.h"
#include "report/json_values.h"
#include "system/file.h"
#include "system/process_id.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;
constexpr uint64_t kMaxFile = uint64_t{1} << 26;

std::string digits(int n) {
  std::string text = std::to_string(n);
  return text.size() < 4 ? std::string(4 - text.size(), '0') + text : text;
}

std::string name_of(const Leg& leg) { return std::to_string(leg.round) + "-" + digits(leg.trial); }

json json_in(const std::string& path) {
  const auto bytes = read_file(path, kMaxFile);
  const json j = bytes && !too_deep(bytes.value()) ? json::parse(bytes.value(), nullptr, false) : json();
  return j.is_object() ? j : json::object();
}

void write(const std::string& path, const json& j) {
  need(atomic_write(path, j.dump(1, ' ', false, json::error_handler_t::replace) + "\n"));
}

json identity(const std::string& worker) {
  const ProcessId p = this_process();
  return {{"worker", worker}, {"host", host_name()}, {"pid", p.pid}, {"start", p.start}, {"boot", p.boot}};
}

// An owner that surely does not work on: a process of this machine that is gone, or an earlier one of the
// same name.
bool is_gone(const json& owner, const std::string& worker) {
  const ProcessId p{static_cast<int>(whole_in(owner, "pid")), static_cast<uint64_t>(whole_in(owner, "start")),
                    text_in(owner, "boot")};
  const bool here = !p.boot.empty() && p.boot == this_process().boot;
  if (here) return !is_running(p);
  return text_in(owner, "worker") == worker;
}

// The order of names matters: the values of a trial depend on it.
std::string what_differs(const ordered_json& a, const ordered_json& b) {
  for (const auto& [key, value] : b.items())
    if (const auto at = a.find(key); at == a.end() || at->dump() != value.dump()) return key;
  return "";
}

// {} if there is none.
ordered_json description_in(const std::string& folder) {
  const auto bytes = read_file(folder + "/sweep.json", kMaxFile);
  if (!bytes || too_deep(bytes.value())) return ordered_json::object();
  const ordered_json j = ordered_json::parse(bytes.value(), nullptr, false);
  return j.is_object() ? j : ordered_json::object();
}

// Of several that begin at once, one describes the folder: a link, unlike a rename, does not replace.
void describe(const std::string& folder, const ordered_json& description) {
  const std::string file = folder + "/sweep.json",
                    own = file + "." + host_name() + "." + std::to_string(::getpid()) + "." +
                          std::to_string(std::hash<std::thread::id>()(std::this_thread::get_id()));
  need(atomic_write(own, description.dump(1, ' ', false, json::error_handler_t::replace) + "\n"));
  std::error_code failed, none;
  if (fs::exists(file, none) && !SweepFolder::is_one(folder)) fs::remove(file, none);  // it is damaged
  fs::create_hard_link(own, file, failed);
  if (failed && !fs::exists(file, none)) fs::rename(own, file, none);  // a disk without links
  fs::remove(own, none);
}

}  // namespace

Result<Sweep> sweep_from(const std::string& text, const std::string& file) {
  const auto space = space_from(text, file);
  if (!space) return space.error();
  Sweep s{space.value(), {}, {}};
  s.trials = trials_of(s.space);
  s.rounds = rounds_of(s.space);
  return s;
}

bool SweepFolder::is_one(const std::string& folder) { return description_in(folder).contains("space"); }

SweepFolder SweepFolder::existing(const std::string& path) {
  if (!is_one(path))
    throw std::runtime_error("'" + path +
                             "' is not the folder of a sweep: it has no sweep.json that describes one.");
  std::error_code none;
  std::string whole = fs::absolute(path, none).lexically_normal().string();
  while (whole.size() > 1 && whole.back() == '/') whole.pop_back();
  return SweepFolder(whole);
}

Sweep SweepFolder::sweep() const {
  const ordered_json description = description_in(folder_);
  const auto space = description.find("space");
  return need(sweep_from(space == description.end() ? "" : space->dump(), folder_ + "/sweep.json"));
}

SweepFolder SweepFolder::open(const std::string& path, const ordered_json& description) {
  std::error_code failed;
  SweepFolder folder(fs::absolute(path, failed).lexically_normal().string());
  const auto same = [&] {
    const ordered_json before = description_in(folder.folder_);
    const std::string key = what_differs(before, description);
    if (before.contains("space") && !key.empty())
      throw std::runtime_error(
          "'" + path + "' is the folder of a sweep with another '" + key +
          "'; name another folder, or give the same file and recordings to continue it.");
    return before.contains("space");
  };
  if (!same()) {
    if (fs::exists(folder.folder_, failed) && !fs::is_empty(folder.folder_, failed) &&
        !fs::exists(folder.folder_ + "/claims", failed))
      throw std::runtime_error("'" + path +
                               "' is not empty and not the folder of a sweep; name a new folder.");
  }
  for (const char* part : {"claims", "results", "runs", "models", "logs"}) {
    fs::create_directories(folder.folder_ + "/" + part, failed);
    if (failed)
      throw std::runtime_error("The folder of the sweep '" + path + "' cannot be made: " + failed.message() +
                               "; check free space and permissions.");
  }
  if (!same()) describe(folder.folder_, description);
  if (!same())
    throw std::runtime_error("The folder of the sweep '" + path +
                             "' cannot be written; check free space and permissions.");
  return folder;
}

std::string SweepFolder::run_name(int trial) { return "trial-" + digits(trial); }
std::string SweepFolder::model(int trial) const { return folder_ + "/models/" + digits(trial) + ".partials"; }
std::string SweepFolder::log(const Leg& leg) const { return folder_ + "/logs/" + name_of(leg) + ".txt"; }
std::string SweepFolder::claim_path(const Leg& leg) const { return folder_ + "/claims/" + name_of(leg); }

std::optional<json> SweepFolder::result(const Leg& leg) const {
  json j = json_in(folder_ + "/results/" + name_of(leg) + ".json");
  return j.empty() ? std::nullopt : std::optional(std::move(j));
}
void SweepFolder::set_result(const Leg& leg, const json& result) {
  write(folder_ + "/results/" + name_of(leg) + ".json", result);
}

void SweepFolder::forget_failures() {
  std::error_code failed;
  for (fs::directory_iterator it(folder_ + "/results", failed), end; !failed && it != end;
       it.increment(failed))
    if (json_in(it->path().string()).contains("failed")) fs::remove(it->path(), failed);
}

// A folder with contents is not replaced by rename, so only one of two workers succeeds.
bool SweepFolder::claim(const Leg& leg, const std::string& worker) {
  const std::string target = claim_path(leg);
  std::error_code failed;
  if (fs::exists(target, failed)) {
    if (!is_gone(json_in(target + "/owner.json"), worker)) return false;
    take_away(leg);
  }
  const std::string own = folder_ + "/claims/." + name_of(leg) + "." + host_name() + "." +
                          std::to_string(::getpid()) + "." + worker;
  fs::remove_all(own, failed);
  fs::create_directories(own, failed);
  if (failed)
    throw std::runtime_error("The sweep's folder '" + folder_ + "' cannot be written: " + failed.message() +
                             "; check free space and permissions.");
  write(own + "/owner.json", identity(worker));
  if (std::rename(own.c_str(), target.c_str()) == 0) return true;
  fs::remove_all(own, failed);
  return false;
}

void SweepFolder::beat(const Leg& leg, int64_t count) {
  (void)atomic_write(claim_path(leg) + "/beat.json", json{{"count", count}, {"pid", ::getpid()}}.dump());
}

void SweepFolder::release(const Leg& leg) { take_away(leg); }

// Renamed first, so that a reader sees the whole claim or none.
void SweepFolder::take_away(const Leg& leg) {
  const std::string away =
      folder_ + "/claims/.away-" + name_of(leg) + "." + host_name() + "." + std::to_string(::getpid());
  std::error_code failed;
  fs::remove_all(away, failed);
  if (std::rename(claim_path(leg).c_str(), away.c_str()) == 0) fs::remove_all(away, failed);
}

std::string SweepFolder::owner(const Leg& leg) const {
  const json j = json_in(claim_path(leg) + "/owner.json");
  return j.empty() ? "" : text_in(j, "worker") + " on " + text_in(j, "host");
}

std::string SweepFolder::pulse(const Leg& leg) const {
  return json_in(claim_path(leg) + "/owner.json").dump() + json_in(claim_path(leg) + "/beat.json").dump();
}

}  // namespace partials
