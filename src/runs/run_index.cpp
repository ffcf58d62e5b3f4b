// SPDX-License-Identifier: MIT
#include "runs/run_index.h"

#include <sqlite3.h>

#include <filesystem>
#include <memory>

namespace partials {
namespace {

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Db = std::unique_ptr<sqlite3, CloseDb>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

constexpr const char* kSchema =
    "pragma journal_mode=wal; create table if not exists runs(id text primary key, name text, status text, "
    "created text, path text,"
    " metric text, unit text, validation real, spent_s real, steps integer)";
constexpr const char* kPut =
    "insert or replace into runs(id, name, status, created, path, metric, unit, validation, spent_s, "
    "steps) values(?,?,?,?,?,?,?,?,?,?)";

Statement prepare(const Db& db, const char* sql) {
  sqlite3_stmt* s = nullptr;
  sqlite3_prepare_v2(db.get(), sql, -1, &s, nullptr);
  return Statement(s);
}

void remove_index(const std::string& path) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + ending, ignored);
}

// Null if it cannot be opened.
Db open_index(const std::string& path) {
  for (bool again : {true, false}) {
    sqlite3* raw = nullptr;
    sqlite3_open(path.c_str(), &raw);
    Db db(raw);
    sqlite3_busy_timeout(raw, 5000);
    const int made = sqlite3_exec(raw, kSchema, nullptr, nullptr, nullptr);
    if (made == SQLITE_OK && prepare(db, kPut)) return db;
    db.reset();
    if (made == SQLITE_BUSY || made == SQLITE_FULL || !again) break;
    remove_index(path);
  }
  return nullptr;
}

bool put(const Db& db, const RunInfo& r) {
  const Statement s = prepare(db, kPut);
  int i = 0;
  for (const std::string* t : {&r.id, &r.name, &r.status, &r.created, &r.path, &r.metric.id, &r.metric.unit})
    sqlite3_bind_text(s.get(), ++i, t->c_str(), -1, SQLITE_TRANSIENT);
  ++i;  // unbound: null
  if (r.validation) sqlite3_bind_double(s.get(), i, *r.validation);
  sqlite3_bind_double(s.get(), ++i, r.spent_s);
  sqlite3_bind_int64(s.get(), ++i, r.steps);
  return sqlite3_step(s.get()) == SQLITE_DONE;
}

}  // namespace

void index_run(const std::string& path, const RunInfo& run) {
  if (const Db db = open_index(path)) put(db, run);
}

void index_anew(const std::string& path, const std::vector<RunInfo>& runs) {
  const Db db = open_index(path);
  if (!db || sqlite3_exec(db.get(), "begin; delete from runs", nullptr, nullptr, nullptr) != SQLITE_OK)
    return;
  bool complete = true;
  for (const RunInfo& r : runs) complete = complete && put(db, r);
  sqlite3_exec(db.get(), complete ? "commit" : "rollback", nullptr, nullptr, nullptr);
}

}  // namespace partials
