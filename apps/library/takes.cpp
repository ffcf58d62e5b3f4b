// SPDX-License-Identifier: MIT
#include "library/takes.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/clocks.h"
#include "library/recording_folder.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
constexpr Worker::Milliseconds kDrainEvery{20};
// time limit for the audio thread to see the end of the take; the thread may no longer run
constexpr double kRenewS = 0.5, kEndWaitS = 0.5;
constexpr double kFallDbPerS = 20, kHoldS = 3, kListensS = 1;
constexpr float kSilentDb = -60;

}  // namespace

Takes::Takes() = default;
Takes::~Takes() { stop(); }

bool Takes::start(double rate_hz) {
  if (writing_.exchange(true)) {
    say("A take is already being recorded; stop it first.");
    return false;
  }
  stop_asked_ = false;
  written_ = 0;
  rate_hz_ = rate_hz;
  const uint32_t serial = ++serial_ ? serial_ : ++serial_;  // 0 is none
  queue_.begin(serial);
  writer_.post([this, serial, rate_hz] { write(serial, rate_hz); });
  version_.fetch_add(1, std::memory_order_release);
  return true;
}

void Takes::stop() {
  queue_.end();
  stop_asked_ = true;
}

RecordingState Takes::state() const {
  RecordingState s{writing_, "", static_cast<double>(written_) / rate_hz_, queue_.lost()};
  const std::lock_guard lock(mutex_);
  s.path = path_;
  return s;
}

// Pops the chunks of this take until the audio thread has seen its end or no longer runs.
void Takes::write(uint32_t serial, double rate_hz) {
  TakeWriter file;
  Result<void> r = file.open(takes_folder(), rate_hz);
  {
    const std::lock_guard lock(mutex_);
    path_ = r ? file.path() : "";
    message_ = "";
  }
  double renewed_s = now_s(), heard_s = renewed_s;
  TakeChunk chunk;
  for (bool last = false; r && !last;) {
    while (r && !last && queue_.pop(chunk)) {
      if (chunk.take != serial) continue;
      r = file.write(chunk.x, chunk.n);
      last = chunk.last || file.full();
      heard_s = now_s();
      written_ = file.samples();
    }
    if (r && now_s() - renewed_s > kRenewS) {
      r = file.renew_header();
      renewed_s = now_s();
    }
    last = last || (stop_asked_ && now_s() - heard_s > kEndWaitS);
    if (!last && !writer_.pause(kDrainEvery)) last = true;
  }
  queue_.end();
  const bool was_full = r && file.full();
  if (Result<void> closed = file.close(); r) r = closed;
  if (!r)
    say(r.error().text);
  else if (was_full)
    say("The take ended after an hour, the maximum length of a recording; start another one.");
  writing_ = false;
  read_folder();
}

void Takes::push(const float* const* in, int channels, int frames) noexcept {
  constexpr int kBlock = 64;
  float mono[kBlock];
  float peak = 0;
  for (int from = 0; from < frames && channels > 0; from += kBlock) {
    const int n = std::min(kBlock, frames - from);
    for (int i = 0; i < n; ++i) {
      float sum = 0;
      for (int c = 0; c < channels; ++c) sum += in[c][from + i];
      mono[i] = std::isfinite(sum) ? sum / static_cast<float>(channels) : 0.f;
      peak = std::max(peak, std::abs(mono[i]));
    }
    queue_.push(mono, n);
  }
  if (peak > peak_.load(std::memory_order_relaxed)) peak_.store(peak, std::memory_order_relaxed);
}

bool Takes::listens() const { return writing_ || now_s() - shown_at_s_ < kListensS; }

InputLevel Takes::level() {
  const float peak = peak_.exchange(0, std::memory_order_relaxed);
  const double t = now_s(), db = 20 * std::log10(std::max(1e-6, static_cast<double>(peak)));
  shown_db_ = std::max(db, shown_db_ - kFallDbPerS * (t - shown_at_s_));
  shown_at_s_ = t;
  if (db >= held_db_ || t - held_at_s_ > kHoldS) {
    held_db_ = db;
    held_at_s_ = t;
  }
  if (peak >= kFullScale) clipped_at_s_ = t;
  InputLevel l{static_cast<float>(std::max(-120.0, shown_db_)), static_cast<float>(held_db_),
               LevelZone::silent};
  if (t - clipped_at_s_ < kHoldS)
    l.zone = LevelZone::clipped;
  else if (l.held_db > kTargetHighDb)
    l.zone = LevelZone::hot;
  else if (l.held_db >= kTargetLowDb)
    l.zone = LevelZone::good;
  else if (l.held_db >= kSilentDb)
    l.zone = LevelZone::low;
  return l;
}

void Takes::read_folder() {
  auto takes = read_takes(takes_folder());
  {
    const std::lock_guard lock(mutex_);
    takes_ = std::move(takes);
  }
  version_.fetch_add(1, std::memory_order_release);
}

void Takes::refresh() {
  files_.post([this] { read_folder(); });
}

std::vector<Take> Takes::list() const {
  const std::lock_guard lock(mutex_);
  return takes_;
}

// Only files in the folder of takes are ever removed or renamed.
void Takes::remove(const std::string& path) {
  files_.post([this, path] {
    std::error_code failed;
    const bool ours = fs::path(path).parent_path() == takes_folder();
    if (!ours || !fs::remove(path, failed))
      say("The take '" + path +
          "' could not be removed: " + (failed ? failed.message() : "the file does not exist") + ".");
    read_folder();
  });
}

void Takes::rename(const std::string& path, const std::string& name) {
  files_.post([this, path, name] {
    std::error_code failed;
    const fs::path to = takes_folder() + "/" + file_name_of(name) + ".wav";
    if (fs::path(path).parent_path() != takes_folder())
      say("'" + path + "' is not a take; choose one from the list.");
    else if (fs::exists(to, failed))
      say("A take '" + to.stem().string() + "' exists already; choose another name.");
    else if (fs::rename(path, to, failed); failed)
      say("The take '" + path + "' could not be renamed: " + failed.message() + ".");
    read_folder();
  });
}

void Takes::say(const std::string& message) {
  {
    const std::lock_guard lock(mutex_);
    message_ = message;
  }
  version_.fetch_add(1, std::memory_order_release);
}

std::string Takes::message() const {
  const std::lock_guard lock(mutex_);
  return message_;
}

}  // namespace partials
