// SPDX-License-Identifier: MIT
#include "rtaudio/stream.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/clocks.h"

namespace partials::rtaudio {
namespace {

constexpr unsigned kBlocks = 4;
constexpr double kStallS = 3;
constexpr int kPriority = 20;  // SCHED_RR, if the user is permitted to use it; below sound servers
constexpr std::chrono::milliseconds kLostPause(20);

void want_real_time() {
  sched_param wanted{};
  wanted.sched_priority = kPriority;
  (void)pthread_setschedparam(pthread_self(), SCHED_RR, &wanted);
}

}  // namespace

Stream::~Stream() {
  if (!stream_) return;
  // stop_stream is not used, because RtAudio throws its errors through its own thread. Closing a stream
  // that did not open would end the program.
  if (open_) rtaudio_.close_stream(stream_);
  rtaudio_.destroy(stream_);
}

Result<void> Stream::open(const std::string& name) {
  stream_ = rtaudio_.create(route_.api);
  if (rtaudio_.error(stream_)) {
    stream_ = nullptr;
    return Error{"RtAudio has no " + route_.name};
  }
  rtaudio_.show_warnings(stream_, 0);
  rtaudio_stream_options_t options{};
  // Interleaved, so that RtAudio does not convert: with its conversion it requests input from PulseAudio in
  // blocks of one sample.
  options.num_buffers = kBlocks;
  std::strncpy(options.name, name.c_str(), sizeof options.name - 1);
  const auto callback = [](void* out, void* in, unsigned frames, double, rtaudio_stream_status_t status,
                           void* me) {
    return static_cast<Stream*>(me)->callback(static_cast<float*>(out), static_cast<const float*>(in), frames,
                                              status);
  };
  frames_ = route_.block;
  if (rtaudio_.open_stream(stream_, &route_.out, inputs() > 0 ? &route_.in : nullptr, RTAUDIO_FORMAT_FLOAT32,
                           route_.rate_hz, &frames_, callback, this, &options, nullptr) != 0)
    return Error{route_.name + " cannot be opened"};
  open_ = true;
  route_.rate_hz = rtaudio_.get_stream_sample_rate(stream_);
  for (auto& buffer : buffers_) buffer.resize(frames_);
  played_s_ = now_s();
  stage_.prepare(route_.rate_hz, static_cast<int>(frames_));
  rtaudio_.start_stream(stream_);
  if (!rtaudio_.is_stream_running(stream_)) return Error{route_.name + " does not start"};
  return {};
}

bool Stream::stalled() const { return now_s() - played_s_.load(std::memory_order_relaxed) > kStallS; }

// PulseAudio does not report its latency to RtAudio; the buffered time is a lower bound.
double Stream::latency_ms(bool with_input) const {
  const double told_ms = 1e3 * std::max(0, rtaudio_.get_stream_latency(stream_)) / route_.rate_hz,
               block_ms = 1e3 * frames_ / route_.rate_hz;
  return told_ms > 0 ? told_ms : block_ms * (kBlocks + (with_input && inputs() > 0 ? 1 : 0));
}

int Stream::callback(float* out, const float* in, unsigned frames, rtaudio_stream_status_t status) {
  if (std::exchange(first_, false)) want_real_time();
  const double now = now_s();
  played_s_.store(now, std::memory_order_relaxed);
  if (status) xruns_.fetch_add(1, std::memory_order_relaxed);
  if (lost() || pace_.runs_away(now, frames / static_cast<double>(route_.rate_hz))) {
    lost_ = true;  // it is inaudible; this saves CPU until the keeper closes it
    std::fill_n(out, frames * route_.out.num_channels, 0.f);
    std::this_thread::sleep_for(kLostPause);
  } else {
    play(out, in, std::min(frames, frames_));
  }
  return 0;
}

void Stream::play(float* out, const float* in, unsigned frames) noexcept PARTIALS_NONBLOCKING {
  audio::Cycle cycle;
  cycle.inputs = inputs();
  cycle.frames = static_cast<int>(frames);
  cycle.rate_hz = route_.rate_hz;
  const unsigned ins = route_.in.num_channels;
  for (unsigned c = 0; c < ins; ++c) {
    for (unsigned i = 0; i < frames; ++i) buffers_[c][i] = in[i * ins + c];
    cycle.in[c] = buffers_[c].data();
  }
  float* const left = cycle.out[0] = buffers_[2].data();
  float* const right = cycle.out[1] = buffers_[3].data();
  stage_.play(cycle);
  if (route_.out.num_channels == 1) {
    for (unsigned i = 0; i < frames; ++i) out[i] = 0.5f * (left[i] + right[i]);
  } else {
    for (unsigned i = 0; i < frames; ++i) {
      out[2 * i] = left[i];
      out[2 * i + 1] = right[i];
    }
  }
}

}  // namespace partials::rtaudio
