// SPDX-License-Identifier: MIT
#include "families/conductor/conduct.h"

#include <algorithm>

#include "families/conductor/follow_take.h"
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
  ConductedTune out;
  Tune tune;
  tune.prepare(song, o.quarters, o.pickup);
  Writer writer(out.song, tune);
  BeatCrossings crossings;
  const double first_s = take.frames() ? take.times_s.front() : 0;
  const auto followed = follow_take(model, take, o.hand, [&](double time_s, const HandFollower& follower) {
    const double now_s = time_s - first_s, hop_s = follower.hop_s();
    const BeatClock& clock = follower.clock();
    if (!clock.begun()) return true;
    const Reading& r = follower.reading();
    crossings.frame(now_s, clock, [&](double beat_s) {
      out.beats.push_back({beat_s, 60 * clock.tempo(), r.size, r.of_bar});
    });
    tune.loudness(r.size, [&](uint8_t status, uint8_t data1, uint8_t data2) {
      writer.put(now_s, status, data1, data2);
    });
    writer.play(now_s, hop_s, clock.beat_at(time_s + o.ahead_s) - o.count_in,
                clock.beat_at(time_s + hop_s + o.ahead_s) - o.count_in);
    return !tune.over();
  });
  if (!followed) return followed.error();
  out.position = std::max(0.0, std::min(tune.position(), tune.length()));
  out.length = tune.length();
  out.song.length_s = held_until_s(out.song, take.frames() ? take.times_s.back() - first_s : 0);
  return out;
}

}  // namespace partials::conductor
