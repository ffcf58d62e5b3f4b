// SPDX-License-Identifier: MIT
// A stage as a stream of RtAudio. RtAudio's thread calls play(); a stream that runs too fast is lost
// (audio/pace.h).
#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "audio/device.h"
#include "audio/pace.h"
#include "rtaudio/library.h"

namespace partials::rtaudio {

class Stream final : public audio::Device {
 public:
  struct Route {
    rtaudio_api_t api = RTAUDIO_API_UNSPECIFIED;
    std::string output, name;                 // id, and display name
    rtaudio_stream_parameters_t out{}, in{};  // in.num_channels 0: none
    unsigned rate_hz = 48000;
    unsigned block = 256;  // samples; 4 of them are 21 ms at 48 kHz
  };

  Stream(const Library& rtaudio, audio::Stage& stage, Route route)
      : rtaudio_(rtaudio), stage_(stage), route_(std::move(route)) {}
  ~Stream() override;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  Result<void> open(const std::string& name);

  std::string output() const override { return route_.output; }
  std::string name() const override { return route_.name; }
  int rate_hz() const override { return static_cast<int>(route_.rate_hz); }
  int block() const override { return static_cast<int>(frames_); }
  int inputs() const override { return static_cast<int>(route_.in.num_channels); }
  int xruns() const override { return xruns_.load(std::memory_order_relaxed); }
  bool lost() const override { return lost_.load(std::memory_order_relaxed); }
  bool stalled() const override;
  double latency_ms(bool with_input) const override;

 private:
  int callback(float* out, const float* in, unsigned frames, rtaudio_stream_status_t status);
  void play(float* out, const float* in, unsigned frames) noexcept PARTIALS_NONBLOCKING;

  const Library& rtaudio_;
  audio::Stage& stage_;
  Route route_;
  rtaudio_t stream_ = nullptr;
  bool open_ = false;
  unsigned frames_ = 0;
  std::vector<float> buffers_[4];  // in left and right, out left and right
  audio::Pace pace_;               // audio thread, like the next
  bool first_ = true;
  std::atomic<int> xruns_{0};
  std::atomic<bool> lost_{false};
  std::atomic<double> played_s_{0};  // time of the last audio callback
};

}  // namespace partials::rtaudio
