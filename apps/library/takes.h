// SPDX-License-Identifier: MIT
// Records takes for training: samples from the audio thread are written to XDG data
// partials/takes/DATE-N.wav (float, mono) by another thread, through a lock-free queue of about five
// seconds. The file's header is updated twice a second, so that a killed process leaves a readable take.
// The level meter also works while nothing is recorded.
//   [audio-thread] push: noexcept; never allocates, locks or waits.
//   [main-thread] the rest; nothing there waits for a disk.
// Levels are peaks in dB of full scale (1.0).
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "library/take_file.h"
#include "library/take_queue.h"
#include "library/worker.h"

namespace partials {

// Target zone for the peaks of loud notes.
inline constexpr float kTargetLowDb = -18.f, kTargetHighDb = -6.f;

// silent: below -60 dB; clipped: full scale was reached in the last 3 s
enum class LevelZone { silent, low, good, hot, clipped };

struct InputLevel {
  float peak_db = -120;  // rises at once, falls 20 dB a second
  float held_db = -120;  // maximum of the last 3 s, compared with the target zone
  LevelZone zone = LevelZone::silent;
};

struct RecordingState {
  bool recording = false;
  std::string path;  // of this take
  double seconds = 0;
  int64_t lost_samples = 0;  // the disk was too slow for the queue
};

class Takes {
 public:
  Takes();
  ~Takes();  // finishes a take that is being recorded

  // Starts with the next block; false, with message() set, if a take is already being recorded.
  bool start(double rate_hz);
  void stop();
  RecordingState state() const;
  InputLevel level();    // maximum since the last call; call it about 30 times a second
  bool listens() const;  // the level was read recently, or a take is recorded: an input is needed

  // records the mean of the channels
  void push(const float* const* in, int channels, int frames) noexcept;

  void refresh();                  // reads the folder again
  std::vector<Take> list() const;  // as of the last refresh; newest first
  void remove(const std::string& path);
  void rename(const std::string& path, const std::string& name);  // name: without folder and extension
  std::string message() const;                                    // one sentence about the last error; ""
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  void write(uint32_t serial, double rate_hz);
  void read_folder();
  void say(const std::string& message);

  TakeQueue queue_;
  std::atomic<float> peak_{0};  // since the last call of level()
  std::atomic<int64_t> written_{0};

  // Main thread, for the meter.
  double shown_db_ = -120, held_db_ = -120, shown_at_s_ = 0, held_at_s_ = 0, clipped_at_s_ = -1e9;
  double rate_hz_ = 48000;
  uint32_t serial_ = 0;

  mutable std::mutex mutex_;  // held briefly; guards the members below
  std::vector<Take> takes_;
  std::string message_, path_;
  std::atomic<bool> writing_{false}, stop_asked_{false};
  std::atomic<uint64_t> version_{0};
  Worker writer_, files_;  // last members: destroyed first
};

}  // namespace partials
