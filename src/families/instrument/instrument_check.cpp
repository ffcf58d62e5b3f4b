// SPDX-License-Identifier: MIT
#include "families/instrument/instrument_check.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"

namespace partials {
namespace {

constexpr size_t kMaxNotes = 10000, kMaxContour = 20000;  // contours: 80 s

struct Checker {
  const std::string& file;
  std::string wrong;
  void within(const char* what, double value, double low, double high) {
    if (wrong.empty() && !(value >= low && value <= high))
      wrong = "The model '" + file + "': " + what + " is " + plain_number(value) + ", expected " +
              plain_number(low) + " to " + plain_number(high) + "; get the file again from where it came.";
  }
  void contour(const char* what, const std::vector<float>& values, double low, double high) {
    within(what, static_cast<double>(values.size()), 0, static_cast<double>(kMaxContour));
    for (const float v : values) within(what, static_cast<double>(v), low, high);
  }
};

void check_note(Checker& c, const NoteArticulation& n) {
  c.within("a note's pitch_midi", n.pitch_midi, 0, 140);
  c.within("a note's sustain_db", n.sustain_db, -150, 20);
  c.contour("a note's attack_db", n.attack_db, -200, 60);
  c.contour("a note's attack_cents", n.attack_cents, -6000, 6000);
  c.contour("a note's decay_db", n.decay_db, -200, 60);
  c.contour("a note's release_db", n.release_db, -200, 60);
  c.within("a note's drift_db_per_s", n.drift_db_per_s, -2000, 2000);
  c.within("a note's wander_db", n.wander_db, 0, 40);
  c.within("a note's wander_s", n.wander_s, 0, 60);
  c.within("a note's wander_cents", n.wander_cents, 0, 1200);
  c.within("a note's wander_cents_s", n.wander_cents_s, 0, 60);
  c.within("a note's vibrato_hz", n.vibrato_hz, 0, 50);
  c.within("a note's vibrato_cents", n.vibrato_cents, 0, 1200);
  c.within("a note's vibrato_db", n.vibrato_db, -60, 60);
  c.within("a note's vibrato_onset_s", n.vibrato_onset_s, 0, 60);
}

void check_known(Checker& c, const TrainedRange& known) {
  c.within("known low_hz", known.low_hz, 1, 20000);
  c.within("known high_hz", known.high_hz, known.low_hz, 24000);
  c.within("known quiet_db", known.quiet_db, -150, 20);
  c.within("known loud_db", known.loud_db, known.quiet_db, 20);
  c.within("known median_db", known.median_db, -150, 20);
}

}  // namespace

Result<void> check_range(const TrainedRange& known, const std::string& file) {
  Checker c{file, ""};
  check_known(c, known);
  if (!c.wrong.empty()) return Error{c.wrong};
  return {};
}

bool is_playable(const NoteArticulation& note) {
  static const std::string nowhere;
  Checker c{nowhere, ""};
  check_note(c, note);
  return c.wrong.empty();
}

Result<void> check_numbers(const InstrumentPart& m, const std::string& file) {
  Checker c{file, ""};
  check_known(c, m.known);
  c.within("the analyser's min_hz", m.analyser.min_hz, 10, 5000);
  c.within("the analyser's max_hz", m.analyser.max_hz, m.analyser.min_hz, 20000);
  c.within("the analyser's pitch_hop_s", m.analyser.pitch_hop_s, 1e-4, 1);
  c.within("the analyser's loudness_window_s", m.analyser.loudness_window_s, 1e-3, 1);
  c.within("the number of notes", static_cast<double>(m.notes.notes.size()), 0,
           static_cast<double>(kMaxNotes));
  c.within("legato_s", m.notes.legato_s, 0, 10);
  for (const NoteArticulation& n : m.notes.notes) check_note(c, n);
  if (m.notes.struck())  // then all must be: playback relies on it
    for (const NoteArticulation& n : m.notes.notes)
      c.within("the length of a struck note's decay_db", static_cast<double>(n.decay_db.size()), 2,
               kMaxContour);
  if (!c.wrong.empty()) return Error{c.wrong};
  return {};
}

}  // namespace partials
