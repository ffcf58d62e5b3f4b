// SPDX-License-Identifier: MIT
// The file of a sweep, and the files in a sweep's folder (sweep.json, a result, an owner, looks.jsonl), all
// of any origin: a refusal is one sentence, an accepted space has as many trials as it says, and the table of
// any results can be written.
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "runs/looks.h"
#include "sweep/audit_sweep.h"
#include "sweep/sweep_folder.h"

namespace {

using namespace partials;
namespace fs = std::filesystem;

// One folder, in memory where there is one, removed at the end.
struct Room {
  std::string path;
  Room() {
    const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    path = (base / ("fuzz-sweep-" + std::to_string(::getpid()))).string();
    for (const char* part : {"/claims/0-0000", "/results", "/runs/trial-0000", "/models"})
      fs::create_directories(path + part);
  }
  ~Room() { fs::remove_all(path); }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path + "/" + name, std::ios::binary) << bytes;
  }
};

void check_space(const std::string& text) {
  const auto sweep = sweep_from(text, "space.json");
  if (!sweep) {
    const std::string& why = sweep.error().text;
    if (why.rfind("'space.json': ", 0) != 0 || why.back() != '.') __builtin_trap();
    return;
  }
  const Sweep& s = sweep.value();
  if (s.rounds.empty() || s.rounds.back().steps != s.space.steps) __builtin_trap();
  for (size_t i = 1; i < s.rounds.size(); ++i)
    if (s.rounds[i].steps < s.rounds[i - 1].steps || s.rounds[i].keep > s.rounds[i - 1].keep)
      __builtin_trap();
}

constexpr const char* kSpace =
    R"({"format": 1, "version": "0", "recordings": [], "space": {"search": "halving", "trials": 2,
    "first_steps": 1, "steps": 2, "space": {"seed": [1, 2]}}})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Room room;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    if (data[0] % 4 == 0) {
      check_space(text);
      return 0;
    }
    room.put("sweep.json", data[0] % 4 == 1 ? text : kSpace);
    room.put("results/0-0000.json", text);
    room.put("results/1-0000.json", text);
    room.put("claims/0-0000/owner.json", text);
    room.put("runs/looks.jsonl", text);
    for (const char* file : {"config.json", "state.json", "data.lock.json", "metrics.jsonl"})
      room.put(std::string("runs/trial-0000/") + file, text);
    SweepFolder folder = SweepFolder::existing(room.path);
    const Sweep sweep = folder.sweep();
    if (sweep.trials.size() > 100) return 0;  // two thousand files are read no differently
    (void)work_left(sweep, folder);
    const auto table = table_of(sweep, folder);
    if (table.size() != sweep.trials.size() || csv_of(table).empty() || text_of_table(table).empty())
      __builtin_trap();
    (void)folder.owner({0, 0});
    (void)folder.claim({0, 0}, "worker");
    (void)evidence_of_sweep(room.path, "", {});
  } catch (const std::runtime_error& e) {
    if (std::string(e.what()).empty()) __builtin_trap();
  }
  return 0;
}
