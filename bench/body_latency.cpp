// SPDX-License-Identifier: MIT
// From a UDP packet to the changed sample: a sender, the session of a mapping (receiver, row, drop-outs,
// mapping, cues) and an audio callback, each in its own thread on the machine's clock; there is no device, so
// a callback that sleeps until its block is due stands for one. The packet moves the level of a held note.
// Two engines play it, and only one is told of the change: the first sample in which they differ by more than
// 1e-5 is the changed one, and its time is the callback's begin and its place in the block. The limit is one
// frame of movement, one block, and what filters declare: the engine's latency, and none for a mapping of
// plain channels.
//   usage: body_latency [TRIALS [RATE_HZ]] (default 200 of each block size, 60 frames a second)
#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "base/clocks.h"
#include "base/ring.h"
#include "body/map_session.h"
#include "body/note_driver.h"
#include "families/families.h"
#include "families/instrument/instrument_model.h"
#include "graph/plan.h"
#include "model/templates.h"
#include "play/engine.h"
#include "udp/udp_socket.h"

using namespace partials;

namespace {

constexpr double kRate = 48000, kPacketsPerS = 61.3;  // beside the frame rate, so that all phases occur
constexpr float kSoft = 0.4f, kLoud = 0.9f, kDiffers = 1e-5f, kSame = 1e-6f;
constexpr int kSettledBlocks = 20;

void sleep_until(double s) {
  const double left_s = s - now_s();
  if (left_s > 0) std::this_thread::sleep_for(std::chrono::duration<double>(left_s));
}

std::shared_ptr<const Model> small_model() {
  Model m;
  m.graph = graph_template("small").value();
  m.table = Plan<float>::compile(m.graph, {}).value().weights();
  m.weights = initial_weights(m.table, 1);
  edit_instrument_part(m).known = {180, 1800, -45, -12, -20};
  return std::make_shared<const Model>(std::move(m));
}

std::unique_ptr<body::MapSession> learned_session(int rate_hz) {
  body::MapSession::Options o;
  o.hear.port = 0;
  o.mapping.outputs = {{"key", "", 40, 90, 69, 1e6f}, {"level", "", 0, 1, 0, 1e6f}};
  auto session =
      body::MapSession::open(std::move(o), body::channel_inputs({"input1"}, rate_hz).value()).value();
  double s = 10;
  for (const auto& [x, level] : {std::pair{0.f, kSoft}, std::pair{1.f, kLoud}}) {
    const bool told = session->set_wanted(0, 69) && session->set_wanted(1, level) && session->record_start();
    for (int i = 0; i < 20; ++i) {
      s += 0.02;
      session->frame(s, &x, s);
    }
    if (!told || !session->record_stop()) std::abort();
  }
  if (!session->train()) std::abort();
  session->wait_for_training();
  if (!session->run(true)) std::abort();
  return session;
}

// What the three threads share.
struct Trial {
  std::atomic<double> sent_s{0};     // of the packet that changed the level; 0: none is on its way
  std::atomic<bool> settled{false};  // both engines sound alike again
  std::atomic<bool> running{true};
  Ring<Event, 4096> events;
};

class Callback {
 public:
  Callback(Trial& trial, int block) : trial_(trial), block_(block) {
    for (Engine* e : {&told_, &untold_})
      if (!e->prepare(kRate, block) || !e->load(small_model())) std::abort();
  }
  double declared_s() const { return told_.latency_samples() / kRate; }
  const std::vector<double>& latencies_s() const { return latencies_s_; }
  double latest_s() const { return latest_s_; }

  void run() {
    const double begin_s = now_s();
    for (int64_t n = 1; trial_.running; ++n) {
      const double due_s = begin_s + static_cast<double>(n) * block_ / kRate;
      sleep_until(due_s);
      const double called_s = now_s();
      latest_s_ = std::max(latest_s_, called_s - due_s);
      block(called_s);
    }
  }

 private:
  void block(double called_s) {
    told_events_.clear();
    untold_events_.clear();
    Event e;
    while (trial_.events.pop(e)) {
      told_events_.push_back(e);
      if (e.kind == EventKind::expression)
        newest_ = e;
      else
        untold_events_.push_back(e);
    }
    const double sent_s = trial_.sent_s;
    if (sent_s == 0 && newest_.kind == EventKind::expression) untold_events_.push_back(newest_);
    play(told_, told_events_, told_out_);
    play(untold_, untold_events_, untold_out_);
    compare(called_s, sent_s);
  }
  void play(Engine& engine, const std::vector<Event>& events, std::vector<float>& out) {
    out.resize(static_cast<size_t>(block_));
    float* channel = out.data();
    Block b;
    b.out = &channel;
    b.out_channels = 1;
    b.frames = block_;
    b.events = events;
    engine.process(b);
  }
  void compare(double called_s, double sent_s) {
    float most = 0, level = 0;
    int first = -1;
    for (int i = 0; i < block_; ++i) {
      const auto at = static_cast<size_t>(i);
      const float off = std::abs(told_out_[at] - untold_out_[at]);
      if (first < 0 && off > kDiffers) first = i;
      most = std::max(most, off);
      level = std::max(level, std::abs(told_out_[at]));
    }
    if (sent_s != 0) {
      if (first < 0) return;
      latencies_s_.push_back(called_s + first / kRate - sent_s);
      trial_.sent_s = 0;
    }
    alike_ = most < kSame && level > 100 * kDiffers ? alike_ + 1 : 0;
    trial_.settled = alike_ >= kSettledBlocks;
  }

  Trial& trial_;
  const int block_;
  Engine told_{PlayerKind::instrument, sound_maker()}, untold_{PlayerKind::instrument, sound_maker()};
  std::vector<Event> told_events_, untold_events_;
  std::vector<float> told_out_, untold_out_;
  Event newest_;
  int alike_ = 0;
  std::vector<double> latencies_s_;
  double latest_s_ = 0;  // that a callback began after it was due
};

std::string packet(float value) {
  std::string bytes("/wek/inputs\0,f\0\0", 16);
  const auto bits = std::bit_cast<uint32_t>(value);
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(bits >> shift);
  return bytes;
}

void send(Trial& trial, int port, int trials) {
  UdpSocket socket;
  const Endpoint to{0x7f000001, static_cast<uint16_t>(port)};
  if (!socket.open_to_send()) std::abort();
  bool loud = false;
  int done = 0;
  std::mt19937 random(1);
  const double begin_s = now_s();
  for (int64_t n = 0; done <= trials; ++n) {
    sleep_until(begin_s + static_cast<double>(n) / kPacketsPerS);
    if (trial.sent_s == 0 && trial.settled && random() % 4 == 0) {
      trial.settled = false;
      loud = !loud;
      ++done;
      if (done <= trials) trial.sent_s = now_s();
    }
    if (done <= trials) socket.send(to, packet(loud ? 1.f : 0.f));
    if (now_s() - begin_s > 5. * trials + 30) break;  // it does not settle
  }
  trial.running = false;
}

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<size_t>(part * static_cast<double>(values.size())))];
}

void measure(int block, int trials, int rate_hz) {
  Trial trial;
  const auto session = learned_session(rate_hz);
  body::NoteDriver note;
  session->add_sink([&](std::span<const float> values, double) {
    note.set({values[0], values[1]}, [&](const Event& e) { trial.events.push(e); });
  });
  Callback callback(trial, block);
  std::thread movement([&] {
    while (trial.running)
      if (!session->step()) std::abort();
  });
  std::thread audio([&] { callback.run(); });
  send(trial, session->port(), trials);
  movement.join();
  audio.join();
  const double limit_s = 1. / rate_hz + block / kRate + callback.declared_s();
  const auto& all = callback.latencies_s();
  const double p99_s = percentile(all, 0.99);
  std::printf("%6d %8zu %9.2f %9.2f %9.2f %9.2f %9.2f  %s\n", block, all.size(), 1000 * percentile(all, 0.5),
              1000 * p99_s, 1000 * percentile(all, 1), 1000 * limit_s, 1000 * callback.latest_s(),
              p99_s <= limit_s ? "within" : "above");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const int trials = argc > 1 ? std::atoi(argv[1]) : 200, rate_hz = argc > 2 ? std::atoi(argv[2]) : 60;
  if (trials < 1 || rate_hz < 10 || rate_hz > 500) {
    std::fprintf(stderr,
                 "usage: body_latency [TRIALS [RATE_HZ]]: at least 1 trial, 10 to 500 frames a second\n");
    return 2;
  }
  std::printf("packet to changed sample, ms, %d frames of movement a second\n", rate_hz);
  std::printf("%6s %8s %9s %9s %9s %9s %9s\n", "block", "trials", "median", "p99", "worst", "limit", "late");
  for (const int block : {64, 128, 256}) measure(block, trials, rate_hz);
}
