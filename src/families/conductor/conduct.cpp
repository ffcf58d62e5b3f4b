// SPDX-License-Identifier: MIT
#include "families/conductor/conduct.h"

#include <algorithm>
#include <cmath>

#include "families/conductor/hand_channels.h"
#include "families/conductor/hand_follower.h"
#include "families/conductor/tune.h"

namespace partials::conductor {
namespace {

// Writes what the tune plays between two frames into a song.
class Writer {
 public:
  Writer(MidiSong& song, Tune& tune) : song_(song), tune_(tune) {}

  // The tune goes from one position to another in this time.
  void play(double time_s, double hop_s, double from, double to) {
    const double way = std::max(1e-12, to - from);
    tune_.advance(to, [&](double beat, uint8_t status, uint8_t data1, uint8_t data2) {
      put(time_s + hop_s * std::clamp((beat - from) / way, 0.0, 1.0), status, data1, data2);
    });
  }
  void put(double time_s, uint8_t status, uint8_t data1, uint8_t data2) {
    last_s_ = std::max(last_s_, time_s);
    song_.events.push_back({last_s_, status, data1, data2});
  }

 private:
  MidiSong& song_;
  Tune& tune_;
  double last_s_ = 0;
};

}  // namespace

Result<ConductedTune> conduct(const Model& model, const motion::Take& take, const MidiSong& song,
                              const ConductOptions& o) {
  auto made = HandFollower::create(model);
  if (!made) return made.error();
  HandFollower& follower = made.value();
  const auto own = hand_of(take, o.hand);
  if (!own) return own.error();
  const motion::Take& t = own.value();
  ConductedTune out;
  Tune tune;
  tune.prepare(song, o.quarters);
  Writer writer(out.song, tune);
  const double hop_s = follower.hop_s(), first_s = t.frames() ? t.times_s.front() : 0;
  const double length_s = t.frames() ? t.times_s.back() - first_s : 0;
  size_t next = 0;
  double before = -1;
  for (int n = 0; n * hop_s <= length_s && !tune.over(); ++n) {
    const double now_s = n * hop_s;
    for (; next < t.frames() && t.times_s[next] - first_s <= now_s; ++next)
      follower.packet(t.times_s[next] - first_s, t.frame(next));
    follower.frame(now_s);
    const BeatClock& clock = follower.clock();
    if (!clock.begun()) continue;
    const Reading& r = follower.reading();
    for (double k = std::max(0.0, std::floor(before) + 1); k <= clock.beat(); ++k)
      out.beats.push_back({now_s - hop_s * (clock.beat() - k) / std::max(1e-9, clock.beat() - before),
                           60 * clock.tempo(), r.size, r.of_bar});
    before = clock.beat();
    tune.loudness(r.size, [&](uint8_t status, uint8_t data1, uint8_t data2) {
      writer.put(now_s, status, data1, data2);
    });
    writer.play(now_s, hop_s, clock.beat_at(now_s + o.ahead_s) - o.count_in,
                clock.beat_at(now_s + hop_s + o.ahead_s) - o.count_in);
  }
  out.position = std::max(0.0, std::min(tune.position(), tune.length()));
  out.length = tune.length();
  out.song.length_s = held_until_s(out.song, length_s);
  return out;
}

}  // namespace partials::conductor
