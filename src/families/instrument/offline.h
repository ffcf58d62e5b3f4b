// SPDX-License-Identifier: MIT
// Renders whole recordings and songs through the real-time engine, in blocks, as a host does. [main-thread]
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "families/instrument/instrument.h"
#include "families/instrument/timbre_transfer.h"
#include "play/midi_file.h"
#include "system/sample_store.h"

namespace partials {

struct OfflineOptions {
  int rate_hz = 48000;
  int block = 512;
  KeyPitches tuning = equal_temperament();  // of a song's keys
  std::array<float, kMacros> macros = neutral_macros();
  SpectralEditGains shape = {};
  std::function<void(double)> progress = [](double) {};  // 0..1
};

// How to shift a recording or a song into the model's trained range. A recording changes its octave if a
// fifth more of its frames are then within the range; a song is played as written unless more than half of
// its notes are outside the range.
struct Fit {
  int octaves = 0;  // up or down
  float loudness_shift_db = 0;
  float voiced_share = 0;  // of the frames that are not silent
  float median_hz = 0, median_db = -120;
};
Fit fit_to(const Model& model, const SampleStore& in, int rate_hz);
Fit fit_to(const Model& model, const std::vector<float>& in, int rate_hz);
Fit fit_to(const Model& model, const MidiSong& song, const KeyPitches& tuning);  // octaves only

// Notes of a song that are more than a semitone outside the model's trained range after this transposition.
struct NotesOutside {
  int notes = 0, below = 0, above = 0;      // of the song; those below and above the range
  std::vector<int> keys_below, keys_above;  // as written, each once, in ascending order
};
NotesOutside notes_outside(const Model& model, const MidiSong& song, const KeyPitches& tuning,
                           double semitones);

// Recordings and songs of any length take little memory: their samples are in stores (system/sample_store.h).

// As long as the input and aligned with it (the engine's latency is removed), plus the model's tail.
Result<SampleStore> play_recording(const Model& model, const SampleStore& in,
                                   const TransferSettings& settings, const OfflineOptions& options);
Result<std::vector<float>> play_recording(const Model& model, const std::vector<float>& in,
                                          const TransferSettings& settings, const OfflineOptions& options);

// Until the last note has ended.
Result<SampleStore> render_song(const Model& model, const MidiSong& song, const InstrumentSettings& settings,
                                const OfflineOptions& options);
Result<std::vector<float>> play_song(const Model& model, const MidiSong& song,
                                     const InstrumentSettings& settings, const OfflineOptions& options);

}  // namespace partials
