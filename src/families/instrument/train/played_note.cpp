// SPDX-License-Identifier: MIT
#include "families/instrument/train/played_note.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "base/units.h"
#include "judge/mel.h"

namespace partials {
namespace {

constexpr double kShortestS = 0.25;
constexpr double kUnnamedS = 0.12;  // either side of a stretch, where the pitch measurement has no value
constexpr double kGapS = 0.1;       // without a pitch, inside a note
constexpr double kMaxSound = 0.8;   // share of the power that the note must hold
constexpr int kSoftest = 1, kHardest = 127;

struct Stretch {
  double from_s = 0.0, to_s = 0.0;
  double length_s() const { return to_s - from_s; }
};

// The longest stretch within a semitone of a pitch.
Stretch longest_stretch(const PitchCurve& p, double f0_hz) {
  Stretch longest, now;
  bool inside = false;
  for (size_t i = 0; i < p.f0_hz.size(); ++i) {
    const double t = p.first_s + static_cast<double>(i) * p.step_s;
    if (p.f0_hz[i] <= 0.f || std::abs(cents_from_ratio(p.f0_hz[i] / f0_hz)) > 100.0) continue;
    if (!inside || t - now.to_s > kGapS) now.from_s = t;
    inside = true;
    now.to_s = t;
    if (now.length_s() > longest.length_s()) longest = now;
  }
  return longest;
}

double share_of_sound(const LevelCurve& c, const Stretch& s) {
  double in = 0.0, all = 1e-30;
  for (size_t i = 0; i < c.db.size(); ++i) {
    const double power = std::pow(10.0, c.db[i] / 10.0), t = c.time_s(i);
    all += power;
    if (t > s.from_s - kUnnamedS && t < s.to_s + kUnnamedS) in += power;
  }
  return in / all;
}

struct Sounded {
  std::vector<float> audio;
  std::optional<NoteCourse> course;
  double level_db() const { return course ? course->level_db : -1e9; }
};

Sounded played(const AskedNote& asked, int velocity, const KeyPlayer& player) {
  Sounded h{player(asked.key, velocity, asked.course.held_s), {}};
  h.course = note_course(level_curve(h.audio, kJudgeRateHz, asked.f0_hz), asked.course.held_s);
  return h;
}

// The velocity with the nearest level, and its audio. Assumes that higher velocities are louder.
std::pair<int, Sounded> at_level(const AskedNote& asked, const KeyPlayer& player) {
  int soft = kSoftest, hard = kHardest;
  Sounded softer = played(asked, soft, player), harder = played(asked, hard, player);
  while (hard - soft > 1) {
    const int middle = (soft + hard) / 2;
    Sounded h = played(asked, middle, player);
    if (h.level_db() < asked.course.level_db) {
      soft = middle;
      softer = std::move(h);
    } else {
      hard = middle;
      harder = std::move(h);
    }
  }
  const double want = asked.course.level_db;
  if (std::abs(softer.level_db() - want) < std::abs(harder.level_db() - want))
    return {soft, std::move(softer)};
  return {hard, std::move(harder)};
}

// Delays by this many samples; advances if negative.
std::vector<float> moved(const std::vector<float>& x, int64_t by, size_t samples) {
  std::vector<float> y(samples, 0.f);
  for (size_t i = 0; i < samples; ++i) {
    const int64_t from = static_cast<int64_t>(i) - by;
    if (from >= 0 && from < static_cast<int64_t>(x.size())) y[i] = x[static_cast<size_t>(from)];
  }
  return y;
}

}  // namespace

std::optional<AskedNote> asked_note(const std::vector<float>& recording, const PitchCurve& pitch) {
  std::vector<float> named;
  for (const float f : pitch.f0_hz)
    if (f > 0.f) named.push_back(f);
  if (named.empty()) return std::nullopt;
  AskedNote asked;
  asked.f0_hz = median(std::move(named));
  asked.key = std::clamp(static_cast<int>(std::lround(midi_from_hz(asked.f0_hz))), 0, 127);
  const Stretch note = longest_stretch(pitch, asked.f0_hz);
  const LevelCurve curve = level_curve(recording, kJudgeRateHz, asked.f0_hz);
  if (note.length_s() < kShortestS || share_of_sound(curve, note) < kMaxSound) return std::nullopt;
  const auto course = note_course(curve);
  if (!course) return std::nullopt;
  asked.course = *course;
  return asked;
}

std::optional<PlayedNote> play_note(const AskedNote& asked, size_t samples, const KeyPlayer& player) {
  auto [velocity, heard] = at_level(asked, player);
  if (!heard.course) return std::nullopt;
  PlayedNote note;
  note.velocity = velocity;
  note.speaks_s = std::max(0.0, heard.course->onset_s);
  const double later_s = asked.course.onset_s - heard.course->onset_s;
  note.audio = moved(heard.audio, std::llround(later_s * kJudgeRateHz), samples);
  note.course = *heard.course;
  note.course.onset_s += later_s;
  return note;
}

}  // namespace partials
