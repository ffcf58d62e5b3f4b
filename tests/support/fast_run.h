// SPDX-License-Identifier: MIT
// Measures fast, even playing of a model: a scale over two octaves and back at 12 notes a second, one key
// sixteen times, held keys.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "families/instrument/instrument.h"
#include "families/instrument/instrument_model.h"
#include "model/model.h"

namespace partials::fast_run {

inline constexpr int kRate = 48000;
inline constexpr double kStepS = 1 / 12.0;

struct Note {
  double start_s, length_s;
  int key;
};

// From sample to sample, so the blocks of a host play no part.
inline std::vector<float> play(const Model& model, const std::vector<Note>& notes,
                               const InstrumentSettings& settings = {}, uint8_t velocity = 96,
                               const std::array<float, kMacros>& macros = neutral_macros()) {
  struct Message {
    int64_t sample;
    bool on;
    int key;
  };
  std::vector<Message> messages;
  for (const Note& n : notes)
    for (const bool on : {true, false})
      messages.push_back({std::llround((n.start_s + (on ? 0 : n.length_s)) * kRate), on, n.key});
  std::stable_sort(messages.begin(), messages.end(),
                   [](const Message& a, const Message& b) { return a.sample < b.sample; });
  Instrument engine;
  if (!engine.prepare(model, kRate, 512, settings)) return {};
  engine.set_macros(macros);
  std::vector<float> out(static_cast<size_t>(messages.back().sample + kRate));
  int64_t at = 0;
  for (const Message& m : messages) {
    engine.render(out.data() + at, static_cast<int>(m.sample - at));
    engine.midi(m.on ? 0x90 : 0x80, static_cast<uint8_t>(m.key), velocity);
    at = m.sample;
  }
  engine.render(out.data() + at, kRate);
  return out;
}

inline double level_db(const std::vector<float>& x, double start_s, double length_s) {
  const auto from = static_cast<size_t>(start_s * kRate),
             to = std::min(x.size(), from + static_cast<size_t>(length_s * kRate));
  double sum = 1e-20;
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return 10 * std::log10(sum / static_cast<double>(to - from));
}

// The lowest and highest key that the model has learned.
inline int lowest(const Model& m) {
  return static_cast<int>(std::ceil(69 + 12 * std::log2(instrument_part(m).known.low_hz / 440) - 0.3));
}
inline int highest(const Model& m) {
  return static_cast<int>(std::floor(69 + 12 * std::log2(instrument_part(m).known.high_hz / 440) + 0.3));
}

// C major over two octaves and back, 29 notes, from the first of these Cs with which it lies inside the
// range.
inline std::vector<Note> scale(const Model& model, double length_s) {
  constexpr int kMajor[] = {0, 2, 4, 5, 7, 9, 11};
  int first = 60;
  for (const int c : {72, 36, 48, 60})
    if (c >= lowest(model) && c + 24 <= highest(model)) first = c;
  std::vector<Note> notes;
  for (int i = 0; i < 29; ++i) {
    const int step = i < 15 ? i : 28 - i;
    notes.push_back({0.25 + i * kStepS, length_s, first + 12 * (step / 7) + kMajor[step % 7]});
  }
  return notes;
}

// By key, of those from low to high; 0 elsewhere. From 0.3 s on, when the key has spoken.
inline std::vector<double> held_levels_db(const Model& model, int low, int high,
                                          const InstrumentSettings& settings = {}) {
  std::vector<Note> notes;
  for (int key = low; key <= high; ++key) notes.push_back({2.0 * (key - low) + 0.1, 1, key});
  const std::vector<float> x = play(model, notes, settings);
  std::vector<double> db(128);
  for (const Note& n : notes) db[static_cast<size_t>(n.key)] = level_db(x, n.start_s + 0.3, 0.7);
  return db;
}

// Loudest less softest of one key struck sixteen times.
inline double spread_db(const Model& model, int key, double length_s, double gap_s,
                        const InstrumentSettings& settings = {}) {
  std::vector<Note> notes;
  for (int i = 0; i < 16; ++i) notes.push_back({0.1 + i * (length_s + gap_s), length_s, key});
  const std::vector<float> x = play(model, notes, settings);
  double least = 1e9, most = -1e9;
  for (const Note& n : notes) {
    const double db = level_db(x, n.start_s, n.length_s);
    least = std::min(least, db);
    most = std::max(most, db);
  }
  return most - least;
}

}  // namespace partials::fast_run
