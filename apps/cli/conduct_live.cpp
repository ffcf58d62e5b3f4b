// SPDX-License-Identifier: MIT
#include "conduct_live.h"

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <memory>

#include "arguments.h"
#include "base/clocks.h"
#include "base/printable.h"
#include "exits.h"
#include "families/conductor/hand_channels.h"
#include "families/conductor/hand_follower.h"
#include "families/conductor/tune.h"
#include "play/live.h"
#include "print_json.h"
#include "system/asked_to_end.h"

namespace partials {
namespace {

constexpr int kWaitMs = 1;
constexpr double kEndS = 3;  // in which the last notes fade

std::unique_ptr<play::Live> live_of(const ConductLive& o) {
  std::string model = o.play;
  find_model_file(model);
  audio::Keeper::Options options;
  options.request.output = o.output_device;
  options.request.name = "partials";
  auto live = std::make_unique<play::Live>(PlayerKind::instrument, options);
  if (!live->player().load(model)) throw Stop(Exit::model_invalid, live->player().status().message);
  must(live->start(!o.unmuted));
  if (!o.unmuted) talk("Muted, to protect ears and speakers; start with --unmuted to hear it.\n");
  return live;
}

// One hand from its packets, one tune from its beats.
class Leading {
 public:
  Leading(const Model& conductor, const MidiSong& song, const ConductLive& o)
      : options_(o), follower_(must(conductor::HandFollower::create(conductor), Exit::model_invalid)) {
    tune_.prepare(song, o.conduct.quarters, o.conduct.pickup);
    must(hearing_.start(o.hear));
    next_s_ = now_s();
  }

  int port() const { return hearing_.port(); }
  const conductor::HandFollower& follower() const { return follower_; }
  const conductor::Tune& tune() const { return tune_; }
  bool has_hand() const { return hand_[0] >= 0; }
  uint64_t packets() const { return hearing_.receiver().counts().packets; }

  // send(status, data1, data2)
  template <class Send>
  void step(double player_s, Send&& send) {
    must(hearing_.take(kWaitMs, [this](const motion::Packet& p) { return packet(p); }));
    const double now = now_s();
    for (; next_s_ <= now; next_s_ += follower_.hop_s()) follower_.frame(next_s_);
    const conductor::BeatClock& clock = follower_.clock();
    if (!clock.begun()) return;
    tune_.loudness(follower_.reading().size, send);
    tune_.advance(clock.beat_at(now + player_s + options_.conduct.ahead_s) - options_.conduct.count_in,
                  [&](double, uint8_t status, uint8_t data1, uint8_t data2) { send(status, data1, data2); });
  }

 private:
  Result<void> packet(const motion::Packet& p) {
    find_hand();
    if (hand_[0] < 0) return {};
    const motion::Body& body = hearing_.receiver().body();
    float place[3];
    double stamp_s = -std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < 3; ++i) {
      const motion::Body::Channel& c = body[static_cast<size_t>(hand_[i])];
      place[i] = c.tracking == motion::Tracking::lost ? std::numeric_limits<float>::quiet_NaN() : c.value;
      stamp_s = std::max(stamp_s, c.stamp_s);
    }
    if (stamp_s <= stamp_s_) return {};  // the packet was about other joints
    stamp_s_ = stamp_s;
    follower_.packet(hearing_.begin_s() + 1e-9 * static_cast<double>(p.time_ns), place);
    return {};
  }

  // Joints come one after another, so a better one may come until the hand has begun.
  void find_hand() {
    const motion::Body& body = hearing_.receiver().body();
    if (body.size() == channels_ || follower_.clock().begun()) return;
    channels_ = body.size();
    const auto found = conductor::hand_channels(options_.conduct.hand,
                                                [&](const std::string& name) { return body.find(name); });
    if (found != hand_) follower_.reset();
    hand_ = found;
  }

  const ConductLive& options_;
  conductor::HandFollower follower_;
  conductor::Tune tune_;
  body::Hearing hearing_;
  std::array<int, 3> hand_{-1, -1, -1};
  size_t channels_ = 0;  // of the body, when the hand was last looked for
  double next_s_ = 0, stamp_s_ = -std::numeric_limits<double>::infinity();
};

// What the tune sends. The queue to the player is full while no audio runs; then it waits here.
class Sender {
 public:
  explicit Sender(play::Live& live) : live_(live) {}
  void operator()(uint8_t status, uint8_t data1, uint8_t data2) {
    Event e;
    e.kind = EventKind::midi;
    e.status = status;
    e.data1 = data1;
    e.data2 = data2;
    waiting_.push_back(e);
    send();
  }
  void send() {
    while (!waiting_.empty() && live_.event(waiting_.front())) waiting_.pop_front();
  }
  // 15 member channels, by the configuration message of MPE.
  void make_mpe_zone() {
    (*this)(0xb0, 101, 0);
    (*this)(0xb0, 100, 6);
    (*this)(0xb0, 6, 15);
  }

 private:
  play::Live& live_;
  std::deque<Event> waiting_;
};

void tell(const Leading& leading, const ConductLive& o) {
  const conductor::BeatClock& clock = leading.follower().clock();
  const conductor::Reading& r = leading.follower().reading();
  const double beat = clock.beat() - o.conduct.count_in;
  if (o.json)
    return print_json(nlohmann::json{{"beat", beat},
                                     {"tempo_bpm", 60 * clock.tempo()},
                                     {"of_bar", r.of_bar},
                                     {"size_octaves", r.size},
                                     {"trust", r.trust},
                                     {"waits", clock.waits()},
                                     {"packets", leading.packets()}});
  if (!leading.has_hand()) return talk("No hand yet, {} packets.\n", leading.packets());
  if (!clock.begun()) return talk("Waiting for the upbeat.\n");
  talk("beat {:.1f} of {:.0f}  {:.0f} a minute{}  size {:+.1f} octaves  {:.0f} % sure\n", beat,
       leading.tune().length(), 60 * clock.tempo(), clock.waits() ? ", waiting" : "", r.size, 100 * r.trust);
}

}  // namespace

void conduct_live(const Model& conductor, const MidiSong& song, const ConductLive& o) {
  Leading leading(conductor, song, o);
  const auto live = live_of(o);
  Sender send(*live);
  if (o.mpe) send.make_mpe_zone();
  listen_for_end();
  talk("Listening on {} port {}; give an upbeat to begin, press Ctrl-C to stop.\n", o.hear.host,
       leading.port());
  const double begin_s = now_s();
  double told_s = begin_s, over_s = 0;
  while (!asked_to_end() && (o.seconds <= 0 || now_s() - begin_s < o.seconds)) {
    leading.step(1e-3 * live->keeper().state().latency_ms, send);
    send.send();
    if (leading.tune().over() && over_s == 0) over_s = now_s();
    if (over_s > 0 && now_s() - over_s > kEndS) break;
    if (now_s() - told_s < 1) continue;
    told_s = now_s();
    tell(leading, o);
    for (const std::string& news : live->keeper().take_news()) talk("{}\n", printable(news));
    if (const std::string news = live->news(); !news.empty()) talk("{}\n", printable(news));
  }
  live->keeper().end();
}

}  // namespace partials
