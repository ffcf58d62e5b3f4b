// SPDX-License-Identifier: MIT
// Guards against: a song or a recording that is shifted by octaves because of a few notes outside the model's
// range, without a message that names them.
#include <gtest/gtest.h>

#include "families/instrument/offline.h"
#include "support/midi_bytes.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

using Keys = std::vector<int>;
constexpr int kRate = 44100;

MidiSong song_of(const std::vector<int>& keys) {
  std::string track;
  for (const int key : keys) track += midi_bytes::on(0, key) + midi_bytes::off(48, key);
  return midi_from_bytes(midi_bytes::song(track + midi_bytes::kEnd), "x.mid").value();
}

std::vector<int> mixed(int few, int few_key, int many, int many_key) {
  std::vector<int> keys(static_cast<size_t>(few), few_key);
  keys.insert(keys.end(), static_cast<size_t>(many), many_key);
  return keys;
}

// The tiny model knows 180 to 1800 Hz: F#3 (54) to A6 (93), and a semitone more either side.
TEST(Octave, ASongIsPlayedWhereItIsWritten) {
  const Model model = test::tiny_model();
  EXPECT_EQ(fit_to(model, song_of(mixed(1, 50, 39, 69)), equal_temperament()).octaves, 0);
  EXPECT_EQ(fit_to(model, song_of(mixed(20, 50, 20, 69)), equal_temperament()).octaves, 0)
      << "half of it lies outside";
  EXPECT_EQ(fit_to(model, song_of(mixed(21, 50, 19, 69)), equal_temperament()).octaves, 1)
      << "most of it lies outside";
  EXPECT_EQ(fit_to(model, song_of({100, 103, 105}), equal_temperament()).octaves, -1);
  EXPECT_EQ(fit_to(model, song_of(mixed(1, 37, 39, 50)), equal_temperament()).octaves, 1)
      << "not two for the sake of one note";
}

TEST(Octave, NotesOutsideAreNamed) {
  const Model model = test::tiny_model();
  std::vector<int> keys = mixed(1, 50, 39, 69);
  keys.push_back(100);
  keys.push_back(96);
  keys.push_back(100);
  const NotesOutside out = notes_outside(model, song_of(keys), equal_temperament(), 0);
  EXPECT_EQ(out.notes, 43);
  EXPECT_EQ(out.below, 1);
  EXPECT_EQ(out.above, 3);
  EXPECT_EQ(out.keys_below, Keys{50});
  EXPECT_EQ(out.keys_above, (Keys{96, 100}));
  const NotesOutside higher = notes_outside(model, song_of(keys), equal_temperament(), 12);
  EXPECT_EQ(higher.below, 0);
  EXPECT_EQ(higher.above, 3);
}

// Seconds of one pitch after seconds of another.
std::vector<float> tune(double first_s, double first_hz, double second_s, double second_hz) {
  std::vector<float> x = sounds::note(first_hz, first_s, kRate);
  const std::vector<float> y = sounds::note(second_hz, second_s, kRate);
  x.insert(x.end(), y.begin(), y.end());
  return x;
}

TEST(Octave, ARecordingLeavesItsOctaveForAFifthOfItsFrames) {
  const Model model = test::tiny_model();
  EXPECT_EQ(fit_to(model, tune(0.4, 130, 3, 440), kRate).octaves, 0);
  EXPECT_EQ(fit_to(model, tune(1.5, 130, 3, 440), kRate).octaves, 1);
  EXPECT_EQ(fit_to(model, tune(0.3, 60, 3, 120), kRate).octaves, 1) << "not two for the sake of a tenth";
}

}  // namespace
}  // namespace partials
