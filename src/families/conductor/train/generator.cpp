// SPDX-License-Identifier: MIT
#include "families/conductor/train/generator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "families/conductor/train/dice.h"

namespace partials::conductor {
namespace {

using motion::Take;

constexpr double kPi = std::numbers::pi;

struct Turned {
  double cos_turn, sin_turn, cos_lean, sin_lean;
  explicit Turned(const Watching& w)
      : cos_turn(std::cos(w.turned_deg * kPi / 180)),
        sin_turn(std::sin(w.turned_deg * kPi / 180)),
        cos_lean(std::cos(w.lean_deg * kPi / 180)),
        sin_lean(std::sin(w.lean_deg * kPi / 180)) {}
  Place operator()(const Place& p) const {
    const double y = p[1] * cos_lean - p[2] * sin_lean, z = p[1] * sin_lean + p[2] * cos_lean;
    return {p[0] * cos_turn + z * sin_turn, y, z * cos_turn - p[0] * sin_turn};
  }
};

// Slow swaying of the body, three sines.
class Sway {
 public:
  Sway(double size_m, Dice& d) : size_m_(size_m) {
    for (double* x : {&hz_[0], &hz_[1], &hz_[2]}) *x = d.between(0.05, 0.3);
    for (double* x : {&turn_[0], &turn_[1], &turn_[2]}) *x = d.between(0, 2 * kPi);
  }
  double at(int axis, double time_s) const {
    return size_m_ * std::sin(2 * kPi * hz_[axis] * time_s + turn_[axis]);
  }

 private:
  double size_m_, hz_[3], turn_[3];
};

Piece random_piece(Dice& d, double length_s) {
  Piece p;
  p.bar = d.chance(0.1) ? 1 : 2 + d.below(3);
  p.tempo_bpm = d.log_between(50, 160);
  p.length_s = length_s;
  p.rubato = d.between(0, 0.08);
  p.unevenness = d.between(0.005, 0.02);
  p.jump_every_s = d.chance(0.6) ? 10 : 0;
  p.hold_every_s = d.chance(0.4) ? 12 : 0;
  p.dynamics = d.between(0.2, 0.9);
  return p;
}

Watching random_watching(Dice& d, const Style& style) {
  Watching w;
  w.rate_hz = d.log_between(30, 120);
  w.noise_m = d.log_between(0.0005, 0.02 * style.size_m);
  w.jitter_s = d.between(0, 0.2) / w.rate_hz;
  w.stamp_s = d.between(0, 0.004);
  w.lost = d.chance(0.3) ? d.between(0.01, 0.05) : 0;
  w.turned_deg = d.between(-60, 60);
  w.lean_deg = d.between(-25, 25);
  w.mirrored = d.chance(0.3);
  for (double& x : w.origin) x += d.between(-0.3, 0.3);
  return w;
}

}  // namespace

Take conducted_take(const Style& style, const Piece& piece, const Watching& w, uint64_t key) {
  const TempoCourse course(piece, key);
  const HandPath path(style, piece.bar, stream_key(key, 21));
  const Turned turned(w);
  Dice d(stream_key(key, 22));
  const Sway sway(style.sway_m, d);
  Take take;
  for (const char* axis : {"x", "y", "z"}) take.channels.push_back({std::string("right_wrist.") + axis, "m"});
  take.channels.insert(take.channels.end(), {{"conducted.beat", "beats"},
                                             {"conducted.of_bar", ""},
                                             {"conducted.tempo", "bpm"},
                                             {"conducted.going", ""},
                                             {"conducted.size", "octaves"}});
  double last_s = -1;
  for (int n = 0; n / w.rate_hz < course.length_s(); ++n) {
    const double seen_s = n / w.rate_hz + w.jitter_s * d.normal();
    const double stamp_s = std::max(seen_s + w.stamp_s * d.normal(), last_s + 1e-4);
    double noise[3];
    for (double& x : noise) x = w.noise_m * d.normal();
    if (d.chance(w.lost) || stamp_s < 0) continue;
    last_s = stamp_s;
    Place p = path.at(course.beat_at(seen_s + style.late_s), course.size_at(seen_s));
    if (w.mirrored) p[0] = -p[0];
    p = turned(p);
    for (int i = 0; i < 3; ++i)
      take.values.push_back(static_cast<float>(p[static_cast<size_t>(i)] + w.origin[static_cast<size_t>(i)] +
                                               sway.at(i, seen_s) + noise[i]));
    const double beat = course.beat_at(stamp_s);
    const int of_bar = (static_cast<int>(std::floor(beat)) % piece.bar + piece.bar) % piece.bar + 1;
    take.times_s.push_back(stamp_s);
    take.values.insert(take.values.end(),
                       {static_cast<float>(beat), static_cast<float>(of_bar),
                        static_cast<float>(60 * course.coming_tempo_at(stamp_s)),
                        course.going_at(stamp_s) ? 1.f : 0.f, static_cast<float>(course.size_at(stamp_s))});
  }
  return take;
}

double generated_hours(const GeneratorOptions& o) {
  double people = 0;
  for (const Manner& m : manners())
    if (m.unseen == (o.people == People::unseen)) people += o.people_per_manner * m.share;
  return people * o.takes_per_person * o.take_s / 3600;
}

std::vector<Take> generate(const GeneratorOptions& o) {
  std::vector<Take> takes;
  for (size_t m = 0; m < manners().size(); ++m) {
    if (manners()[m].unseen != (o.people == People::unseen)) continue;
    for (int person = 1; person <= o.people_per_manner * manners()[m].share; ++person) {
      const Style style = style_of(m, person, o.seed);
      for (int n = 1; n <= o.takes_per_person; ++n) {
        const uint64_t key = stream_key(o.seed, m, static_cast<uint64_t>(person), static_cast<uint64_t>(n));
        Dice d(stream_key(key, 31));
        const Piece piece = random_piece(d, o.take_s);
        Take take = conducted_take(style, piece, random_watching(d, style), key);
        take.person = std::string(manners()[m].name) + " " + std::to_string(person);
        take.session = take.person;
        take.name = take.person + " " + std::to_string(n);
        take.licence = "CC0-1.0";
        take.consent = "generated; no person was recorded";
        takes.push_back(std::move(take));
      }
    }
  }
  return takes;
}

}  // namespace partials::conductor
