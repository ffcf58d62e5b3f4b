// SPDX-License-Identifier: MIT
#include "runs/machine.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/cpu.h"
#include "data/analysis_cache.h"
#include "judge/external_pitch.h"
#include "judge/run_program.h"
#include "system/xdg.h"

namespace partials {
namespace fs = std::filesystem;
namespace {

constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;
// training needs some 300 MiB, a run folder some 100 MiB
constexpr double kEnoughMemoryGiB = 1.0, kEnoughDiskGiB = 1.0;
// at least the priority that sound servers give their clients
constexpr int kRealTimePriority = 50;

Finding fact(const std::string& id, const std::string& text) { return {Severity::fact, id, text, ""}; }
Finding warning(const std::string& id, const std::string& text, const std::string& remedy) {
  return {Severity::warning, id, text, remedy};
}

std::string first_line(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  return line;
}

// The value of "key : value" in a file of such lines.
std::string value_of(const std::string& path, const std::string& key) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (line.rfind(key, 0) == 0)
      if (const size_t colon = line.find(':'); colon != std::string::npos)
        return line.substr(line.find_first_not_of(" \t", colon + 1));
  return "";
}

Finding processor() {
  const std::string model = value_of("/proc/cpuinfo", "model name");
  std::string sets;
  for (const Isa isa : {Isa::base, Isa::avx2, Isa::avx512})
    if (has(isa)) sets += (sets.empty() ? "" : ", ") + std::string(name_of(isa));
  const std::string text =
      fmt::format("{}; instruction sets usable: {}; in use: {}",
                  model.empty() ? "processor of unknown name" : model, sets, name_of(best_isa()));
  const Isa fastest = has(Isa::avx512) ? Isa::avx512 : has(Isa::avx2) ? Isa::avx2 : Isa::base;
  if (best_isa() != fastest)
    return warning("processor", text + " (set by PARTIALS_ISA)", "unset PARTIALS_ISA to use the fastest");
#if defined(__x86_64__)
  if (best_isa() == Isa::base)
    return warning(
        "processor", text,
        "use a processor with AVX2 and FMA (Intel from 2013, AMD from 2015), which is several times faster");
#endif
  return fact("processor", text);
}

// Cores that this process may use: affinity, and the control group's quota, if any.
Finding cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  int allowed = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  if (sched_getaffinity(0, sizeof set, &set) == 0) allowed = CPU_COUNT(&set);
  std::string text = fmt::format("{} core{} available", allowed, allowed == 1 ? "" : "s");
  std::istringstream quota(first_line("/sys/fs/cgroup/cpu.max"));
  double most_us = 0.0, period_us = 0.0;
  if (quota >> most_us >> period_us && period_us > 0.0)
    text += fmt::format(", limited to {:.1f} cores' time by the container", most_us / period_us);
  double load = 0.0;
  if (getloadavg(&load, 1) == 1) text += fmt::format("; load now {:.1f}", load);
  if (load > 0.75 * allowed)
    return warning(
        "cores", text,
        "other programs are busy: training takes longer and timings are not reliable until they end");
  return fact("cores", text);
}

Finding memory() {
  const double total = std::strtod(value_of("/proc/meminfo", "MemTotal").c_str(), nullptr) * 1024.0;
  double free = std::strtod(value_of("/proc/meminfo", "MemAvailable").c_str(), nullptr) * 1024.0;
  std::string text = fmt::format("{:.1f} GiB of memory, {:.1f} free", total / kGiB, free / kGiB);
  const double limit = std::strtod(first_line("/sys/fs/cgroup/memory.max").c_str(), nullptr);
  if (limit > 0.0 && limit < total) {
    text += fmt::format(", limited to {:.1f} GiB by the container", limit / kGiB);
    free = std::min(free, limit);
  }
  if (free < kEnoughMemoryGiB * kGiB)
    return warning("memory", text, "close other programs before training; about 1 GiB should be free");
  return fact("memory", text);
}

void add_tools(std::vector<Finding>* list) {
  const bool aubio = !find_program("aubiopitch").empty() || !find_program("aubio").empty();
  const auto tool = [&](const std::string& id, bool present, const std::string& what,
                        const std::string& remedy) {
    list->push_back(present ? fact(id, what + ": installed") : warning(id, what + ": not installed", remedy));
  };
  tool("praat", praat_present(), "Praat (compared with our pitch trackers in bench/)",
       "apt-get install praat");
  tool("sptk", sptk_present(), "SPTK (compared with our pitch trackers in bench/)", "apt-get install sptk");
  tool("aubio", aubio, "aubio (compared with our pitch trackers in bench/)", "apt-get install aubio-tools");
}

Finding disk() {
  fs::path at = data_home();
  std::error_code failed;
  while (!fs::exists(at, failed) && at.has_parent_path() && at != at.parent_path()) at = at.parent_path();
  const fs::space_info space = fs::space(at, failed);
  if (failed)
    return warning("disk", "free space for runs in '" + data_home() + "' could not be read",
                   "set XDG_DATA_HOME to a writable folder");
  const std::string text = fmt::format("{:.1f} GiB free for runs in '{}'",
                                       static_cast<double>(space.available) / kGiB, data_home());
  if (::access(at.c_str(), W_OK) != 0)
    return warning("disk", text + ", which is not writable",
                   "set XDG_DATA_HOME to a folder that you may write to");
  if (static_cast<double>(space.available) < kEnoughDiskGiB * kGiB)
    return warning("disk", text, "free some space, or set XDG_DATA_HOME to a larger disk");
  return fact("disk", text);
}

Finding cache() {
  const AnalysisCacheState s = analysis_cache_state();
  if (s.folder.empty()) return fact("cache", "every recording is analysed anew: the cache is switched off");
  const std::string text = fmt::format("{} analyses of recordings, {} of at most {} MiB, in '{}'", s.entries,
                                       (s.bytes + (1 << 19)) >> 20, s.most_bytes >> 20, s.folder);
  if (!s.writable)
    return warning("cache", text + ", which is not writable",
                   "set PARTIALS_CACHE to a folder that you may write to, or to 'off'");
  return fact("cache", text + "; safe to delete");
}

// Whether a thread can get a real-time priority; reads the limit and changes nothing.
Finding real_time() {
  rlimit priority{}, locked{};
  getrlimit(RLIMIT_RTPRIO, &priority);
  getrlimit(RLIMIT_MEMLOCK, &locked);
  const bool root = geteuid() == 0;
  if (!root && priority.rlim_cur < static_cast<rlim_t>(kRealTimePriority))
    return warning("real_time",
                   fmt::format("real-time priority is limited to {}: live playing may crackle under load",
                               priority.rlim_cur),
                   "add the lines '@audio - rtprio 95' and '@audio - memlock unlimited' to "
                   "/etc/security/limits.d/audio.conf, join the group audio "
                   "(usermod -aG audio NAME), and log in again");
  std::string text = root ? "real-time priority is permitted (root)"
                          : fmt::format("real-time priority up to {} is permitted", priority.rlim_cur);
  return fact("real_time",
              text + (root || locked.rlim_cur == RLIM_INFINITY
                          ? ""
                          : fmt::format("; {} MiB of memory may be locked", locked.rlim_cur >> 20)));
}

Finding clock_speed() {
  const std::string governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  if (governor.empty()) return fact("clock", "this system does not control the processor's clock");
  if (governor == "powersave" || governor == "conservative")
    return warning("clock",
                   "the processor's clock follows the governor '" + governor + "', which raises it slowly",
                   "for live playing: cpupower frequency-set -g performance");
  return fact("clock", "the processor's clock follows the governor '" + governor + "'");
}

}  // namespace

std::vector<Finding> examine_machine() {
  std::vector<Finding> list{processor(), cores(), memory(), clock_speed()};
  add_tools(&list);
  list.push_back(disk());
  list.push_back(cache());
  list.push_back(real_time());
  return list;
}

}  // namespace partials
