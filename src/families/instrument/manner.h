// SPDX-License-Identifier: MIT
// Properties of the instrument rather than of one recorded note: loudness, attack time and release time, each
// a smooth curve over the keyboard, fitted by kernel smoothing to the learned notes
// (families/instrument/articulations.h). A recording that starts late, is cut off or was played softer
// affects the curve little (Cauchy weights).
//   [main-thread] prepare;  [any-thread] all else: noexcept, nothing allocated.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>

#include "families/instrument/articulations.h"
#include "families/instrument/note_book.h"

namespace partials {

Rise rise_of(const NoteArticulation& note);

using MannerCurve = std::array<float, 128>;  // by key

class Manner {
 public:
  Manner() = default;
  // As it was prepared elsewhere.
  Manner(const MannerCurve& level_db, const MannerCurve& attack_s, const MannerCurve& release_s, bool struck,
         float one_dynamic) noexcept
      : level_db_(level_db),
        attack_s_(attack_s),
        release_s_(release_s),
        struck_(struck),
        one_dynamic_(one_dynamic) {}
  void prepare(const Articulations& book, const TrainedRange& known);

  // At a fractional MIDI pitch.
  float level_db(float pitch_midi) const noexcept {
    return at(level_db_, pitch_midi);
  }  // of a note held at natural velocity
  float attack_s(float pitch_midi) const noexcept {
    return at(attack_s_, pitch_midi);
  }  // rise time, as recorded
  float release_s(float pitch_midi) const noexcept {
    return at(release_s_, pitch_midi);
  }  // release time to 20 dB below, as recorded
  // Struck or plucked: most notes decay while they are held.
  bool struck() const noexcept { return struck_; }
  // 1 if all notes of a pitch were recorded equally loud, 0 if the recordings contain soft and loud notes
  // with their timbres.
  float one_dynamic() const noexcept { return one_dynamic_; }

  const MannerCurve& level_db() const noexcept { return level_db_; }
  const MannerCurve& attack_s() const noexcept { return attack_s_; }
  const MannerCurve& release_s() const noexcept { return release_s_; }

 private:
  static float at(const MannerCurve& curve, float pitch_midi) noexcept {
    const float x = std::clamp(pitch_midi, 0.f, static_cast<float>(curve.size() - 1));
    const auto i = std::min(static_cast<size_t>(x), curve.size() - 2);
    return curve[i] + (x - static_cast<float>(i)) * (curve[i + 1] - curve[i]);
  }

  MannerCurve level_db_{}, attack_s_{}, release_s_{};
  bool struck_ = false;
  float one_dynamic_ = 1;
};

}  // namespace partials
