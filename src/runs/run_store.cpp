// SPDX-License-Identifier: MIT
#include "runs/run_store.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/file.h"
#include "base/process_id.h"
#include "base/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
constexpr uint64_t kMaxFile = uint64_t{1} << 31;

// File names need not be UTF-8, JSON must be.
std::string text_of(const json& j, int indent = -1) { return j.dump(indent, ' ', false, json::error_handler_t::replace); }

std::string read_or_throw(const std::string& path) {
  auto bytes = read_file(path, kMaxFile);
  if (!bytes) throw std::runtime_error(bytes.error().text);
  return std::move(bytes).value();
}
void write_or_throw(const std::string& path, const std::string& bytes) {
  if (auto r = atomic_write(path, bytes); !r) throw std::runtime_error(r.error().text);
}
json json_or_empty(const std::string& path) {
  auto bytes = read_file(path, kMaxFile);
  const json j = bytes ? json::parse(bytes.value(), nullptr, false) : json();
  return j.is_object() ? j : json::object();
}

std::string stamp(const char* format) {
  char text[32];
  const std::time_t now = std::time(nullptr);
  std::tm tm{};
  gmtime_r(&now, &tm);
  std::strftime(text, sizeof text, format, &tm);
  return text;
}

std::string standard_folder() {
  const std::string home = data_home();
  if (home.empty()) throw std::runtime_error("There is no place for training runs: neither XDG_DATA_HOME nor HOME is set; set one of them.");
  return home + "/runs";
}

struct CloseDb { void operator()(sqlite3* db) const { sqlite3_close(db); } };
struct CloseStatement { void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); } };
using Db = std::unique_ptr<sqlite3, CloseDb>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

constexpr const char* kSchema =
    "pragma journal_mode=wal; create table if not exists runs(id text primary key, name text, status text, created text, path text,"
    " validation_db real, spent_s real, steps integer)";

Db open_index(const std::string& path) {
  for (bool again : {true, false}) {
    sqlite3* raw = nullptr;
    sqlite3_open(path.c_str(), &raw);
    Db db(raw);
    sqlite3_busy_timeout(raw, 5000);
    if (sqlite3_exec(raw, kSchema, nullptr, nullptr, nullptr) == SQLITE_OK) return db;
    if (again) fs::remove(path);  // only an index: made anew from the folders
  }
  throw std::runtime_error("The index of runs '" + path + "' can neither be read nor made anew; check the folder's permissions.");
}

Statement prepare(const Db& db, const char* sql) {
  sqlite3_stmt* s = nullptr;
  sqlite3_prepare_v2(db.get(), sql, -1, &s, nullptr);
  return Statement(s);
}

RunInfo info_of(const Run& run) {
  const json c = run.config(), s = run.state(), sum = s.value("summary", json::object());
  return {run.id(), c.value("name", ""), run.status(), s.value("created", ""), run.path(),
          sum.value("validation_db", 0.0), sum.value("spent_s", 0.0), sum.value("steps", int64_t{0})};
}

void put(const Db& db, const RunInfo& r) {
  const Statement s = prepare(db, "insert or replace into runs values(?,?,?,?,?,?,?,?)");
  int i = 0;
  for (const std::string* t : {&r.id, &r.name, &r.status, &r.created, &r.path}) sqlite3_bind_text(s.get(), ++i, t->c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_double(s.get(), ++i, r.validation_db);
  sqlite3_bind_double(s.get(), ++i, r.spent_s);
  sqlite3_bind_int64(s.get(), ++i, r.steps);
  sqlite3_step(s.get());
}

}  // namespace

std::string Run::id() const { return fs::path(folder_).filename().string(); }
json Run::config() const { return json_or_empty(folder_ + "/config.json"); }
json Run::state() const { return json_or_empty(folder_ + "/state.json"); }

std::vector<json> Run::metrics() const {
  std::vector<json> out;
  std::ifstream in(folder_ + "/metrics.jsonl");
  for (std::string line; std::getline(in, line);)
    if (json j = json::parse(line, nullptr, false); j.is_object()) out.push_back(std::move(j));  // a line cut by a crash is left out
  return out;
}

void Run::append_metric(const json& metric) {
  std::ofstream out(folder_ + "/metrics.jsonl", std::ios::app);
  out << text_of(metric) << '\n' << std::flush;
  if (!out) throw std::runtime_error("Cannot write to '" + folder_ + "/metrics.jsonl'; check that the disk is not full.");
}
void Run::forget_metrics_after(int64_t step) {
  std::string kept;
  for (const json& m : metrics())
    if (m.value("step", int64_t{0}) <= step) kept += text_of(m) + '\n';
  write_or_throw(folder_ + "/metrics.jsonl", kept);
}
void Run::set_progress(const json& progress) { write_or_throw(folder_ + "/progress.json", text_of(progress)); }
void Run::save_checkpoint(const std::string& bytes) { write_or_throw(folder_ + "/checkpoint.bin", bytes); }
void Run::remove_left_overs() const {
  std::error_code ignored;  // untidy at worst
  for (const auto& e : fs::directory_iterator(folder_, ignored))
    if (e.path().filename().string().find(".part") != std::string::npos) fs::remove(e.path(), ignored);
}
bool Run::has_checkpoint() const { return fs::exists(folder_ + "/checkpoint.bin"); }
std::string Run::load_checkpoint() const { return read_or_throw(folder_ + "/checkpoint.bin"); }

std::string Run::status() const {
  const json s = state(), process = s.value("process", json::object());
  const std::string said = s.value("status", "unknown");
  const bool gone = said == "running" && !is_running({process.value("pid", 0), process.value("start", uint64_t{0}), process.value("boot", "")});
  return gone ? "killed" : said;
}

void Run::set_state(const std::string& status, const json& summary) {
  json s = state();
  if (!s.contains("created")) s["created"] = stamp("%Y-%m-%dT%H:%M:%SZ");
  s["status"] = status;
  s["summary"] = summary;
  const ProcessId own = this_process();
  s["process"] = {{"pid", own.pid}, {"start", own.start}, {"boot", own.boot}};
  write_or_throw(folder_ + "/state.json", text_of(s, 1));
}

RunStore RunStore::open(const std::string& folder) {
  RunStore store(folder.empty() ? standard_folder() : folder);
  std::error_code error;
  fs::create_directories(store.folder_, error);
  if (error) throw std::runtime_error("Cannot make the folder for runs '" + store.folder_ + "': " + error.message() + "; set XDG_DATA_HOME to a folder you may write to.");
  return store;
}

std::vector<std::string> RunStore::folders() const {
  std::vector<std::string> out;
  for (const auto& e : fs::directory_iterator(folder_))
    if (e.is_directory() && fs::exists(e.path() / "config.json")) out.push_back(e.path().string());
  std::sort(out.rbegin(), out.rend());
  return out;
}

Run RunStore::create(const std::string& name, const json& config) {
  std::string safe;
  for (char c : name) safe += std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
  const std::string folder = folder_ + "/" + stamp("%Y%m%d-%H%M%S") + "-" + safe.substr(0, 32) + "-" + std::to_string(getpid());
  fs::create_directories(folder);
  json c = config;
  c["name"] = name;
  write_or_throw(folder + "/config.json", text_of(c, 1));
  Run run(folder);
  run.set_state("running", json::object());
  index(run);
  return run;
}

Run RunStore::find(const std::string& start) const {
  const auto all = folders();
  std::vector<std::string> match;
  for (const std::string& f : all)
    if (fs::path(f).filename().string().rfind(start, 0) == 0) match.push_back(f);
  if (start == "latest" && !all.empty()) match = {all.front()};
  if (match.size() == 1) return Run(match[0]);
  throw std::runtime_error(match.empty() ? "There is no run '" + start + "' in '" + folder_ + "'; see: partials runs list"
                                         : "More than one run starts with '" + start + "'; give more of its id (partials runs list).");
}

void RunStore::index(const Run& run) const { put(open_index(folder_ + "/runs.sqlite"), info_of(run)); }

std::vector<RunInfo> RunStore::list() const {
  const Db db = open_index(folder_ + "/runs.sqlite");
  sqlite3_exec(db.get(), "begin; delete from runs", nullptr, nullptr, nullptr);
  for (const std::string& f : folders()) put(db, info_of(Run(f)));  // the folders are the truth
  sqlite3_exec(db.get(), "commit", nullptr, nullptr, nullptr);
  std::vector<RunInfo> out;
  const Statement s = prepare(db, "select id, name, status, created, path, validation_db, spent_s, steps from runs order by id desc");
  auto text = [&](int i) { const auto* t = sqlite3_column_text(s.get(), i); return std::string(t ? reinterpret_cast<const char*>(t) : ""); };
  while (sqlite3_step(s.get()) == SQLITE_ROW)
    out.push_back({text(0), text(1), text(2), text(3), text(4), sqlite3_column_double(s.get(), 5), sqlite3_column_double(s.get(), 6), sqlite3_column_int64(s.get(), 7)});
  return out;
}

}  // namespace partials
