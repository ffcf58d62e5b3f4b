// SPDX-License-Identifier: MIT
// Plays voices from keys: they start at the sample of their note, are stolen without a click, and end in
// silence. Events are notes and expressions as in CLAP (play/event.h) or MIDI 1.0 channel messages; each of
// the sixteen channels has its own controllers, and in an MPE zone notes bend one by one. It owns neither
// voices nor memory: families/instrument/instrument.h prepares them from a model, apps/board in memory that
// was given to it.
//   [main-thread] attach;  [audio-thread] all else: noexcept, nothing allocated.
// The same events at the same samples give the same sound, bit for bit, whatever the sizes of the blocks.
#pragma once
#include <array>
#include <span>

#include "families/instrument/bus_player.h"
#include "families/instrument/performer.h"
#include "families/instrument/recorded_range.h"
#include "families/instrument/tempo.h"
#include "families/instrument/timbre_controls.h"
#include "families/instrument/voice_player.h"
#include "play/event.h"
#include "play/key_pitches.h"
#include "play/level_ramp.h"
#include "play/midi_channels.h"

namespace partials {

struct InstrumentSettings {
  int voices = 16;                 // simultaneous; 1 to 64
  bool mono = false;               // one voice, which slurs from key to key
  float transpose_semitones = 0;   // from the next note on
  float tune_cents = 0;            // of all notes, takes effect at once
  float glide_s = 0;               // of a slur; 0: as learned
  float velocity_curve = 0;        // -1 softer .. 1 harder
  float sensitivity = 1;           // how closely loudness follows velocity
  float bend_range_semitones = 2;  // until a channel sets its own (RPN 0)
  float member_bend_range_semitones = 48;
  bool mpe = false;  // a lower zone of fifteen members
  Envelope envelope;
  uint64_t seed = 1;
};

// Whether an event addresses this slot: by port, channel, key and note id, where -1 is a wildcard.
template <class Slot>
bool meant(const Slot& s, const Event& e) noexcept {
  return (e.port < 0 || s.port < 0 || e.port == s.port) && (e.channel < 0 || e.channel == s.channel) &&
         (e.key < 0 || e.key == s.key) && (e.note_id < 0 || e.note_id == s.note_id);
}

class InstrumentPlayer {
 public:
  struct Slot;
  struct Parts {
    std::span<Slot> slots;  // as many as voices, and `spare` in which stolen ones fade out; voices attached
    int spare = kSpare;
    BusPlayer* bus = nullptr;           // null: all of the model runs in the voices
    std::span<float> scratch;           // [max_block]
    double voice_tail_s = 0;            // of a voice's plan
    RecordedRange* recorded = nullptr;  // counts the notes; null: nothing does
  };
  static constexpr int kSpare = 4;

  // What the parts point to must outlive it.
  void attach(const Parts& parts, const InstrumentSettings& settings) noexcept;
  void set(const InstrumentSettings& settings) noexcept;  // at most as many voices as were prepared
  void set_tuning(const KeyPitches& pitches) noexcept { pitches_ = pitches; }  // for the next notes
  void set_macros(const std::array<float, kMacros>& macros) noexcept { macros_ = macros; }
  void set_spectral_edit(const SpectralEditGains& gains) noexcept { shape_ = gains; }
  void publish(DisplayFeed& seen) const noexcept;  // the newest voice, or silence
  void reset() noexcept;

  // Both take effect at the next sample rendered. The time of the events is ignored; the engine handles
  // parameters.
  void event(const Event& e) noexcept;
  void midi(uint8_t status, uint8_t data1, uint8_t data2) noexcept;
  void panic() noexcept;                                   // fades out every note at once
  void render(float* left, float* right, int n) noexcept;  // any n; right may be null: mono
  void render(float* out, int n) noexcept { render(out, nullptr, n); }

  int sounding() const noexcept;                          // active voices
  void take_over(const InstrumentPlayer& from) noexcept;  // takes its controllers; held keys start again
  // Notes whose voice has become free since the last call of forget_ended().
  std::span<const Event> ended() const noexcept { return {ended_.data(), static_cast<size_t>(n_ended_)}; }
  void forget_ended() noexcept { n_ended_ = 0; }
  // Expressions of one note.
  struct Touch {
    float tuning_semitones = 0, level_db = 0, expression_db = 0, pan = 0.5f, vibrato = 0, brightness = 0.5f,
          pressure = 0;
    std::array<float, kMacros> modulation{};
    uint32_t modulated =
        0;  // slots that this note modulates itself; the others follow the modulation of all notes
  };
  struct Slot {
    VoicePlayer* voice = nullptr;
    Performer performer;
    Touch touch;
    float level_db = 0, level_gain = 1, bend_semitones = 0;  // from the controllers
    LevelRamp level;
    Line left, right;  // gains of pan
    int16_t port = -1, channel = 0, key = 0;
    int32_t note_id = -1;
    uint64_t order = 0;  // of the note-on
    float velocity = 0;
    bool active = false;  // sounding or ringing
    bool held = false;    // the key is down
    bool caught = false;  // by the sostenuto pedal: its key was down when the pedal went down
    bool soft = false;    // the soft pedal was down when it was struck
    int64_t ends = -1;    // sample of the voice at which its tail is over; -1: not known yet
    int fading = -1;      // samples of the fade already done; -1: none
  };

 private:
  static constexpr float kNoPitch = -1000;
  static constexpr double kFadeS = 0.006, kRampS = 0.001;  // fade of ending voices; ramp of levels and pan

  void note_on(const Event& e) noexcept;
  void note_off(const Event& e) noexcept;
  void touch(const Event& e) noexcept;
  void controller(int channel, int number, int value) noexcept;
  void let_go(int channel, bool only_lifted) noexcept;
  void begin(const Event& e, float from_midi) noexcept;
  float struck(Slot& s, float velocity) noexcept;
  int zone_of(int channel) const noexcept;
  void slur(const Event& e) noexcept;
  void slur(Slot& s, const Event& e) noexcept;
  bool goes_on_from_source(const Event& e) noexcept;
  float pitch_before(int channel) const noexcept;
  float glide_s(int channel) const noexcept;
  void end_before(const Event& e) noexcept;
  void lose(Slot& s) noexcept;
  Tempo& tempo(int channel) noexcept { return tempo_[place(zone_of(channel))]; }
  void hurry_others(const Slot& s, const Pace& pace) noexcept;
  void let_go(Slot& s) noexcept;
  void catch_held(int channel) noexcept;
  void forget_keys() noexcept;
  bool back_to_a_key(int key) noexcept;
  int voices_allowed() const noexcept;
  Slot* take_slot() noexcept;
  static float level_db(const Slot& s, const ChannelExpression& c) noexcept;
  static size_t place(int channel) noexcept { return static_cast<size_t>(channel & 15); }
  void follow_touches() noexcept;
  FrameControls frame(Slot& s) noexcept;
  void pan(Slot& s, float* left, float* right, int n) noexcept;
  void render_slot(Slot& s, float* left, float* right, int n) noexcept;
  void free(Slot& s) noexcept;
  void report_end(const Slot& s) noexcept;
  float pitch_of(int key) const noexcept {
    return pitches_[static_cast<size_t>(key & 127)] + settings_.transpose_semitones;
  }
  float mapped(float velocity) const noexcept;

  InstrumentSettings settings_;
  KeyPitches pitches_ = equal_temperament();
  std::array<float, kMacros> macros_, modulation_{};
  SpectralEditGains shape_;
  std::span<Slot> slots_;
  int spare_ = kSpare;
  BusPlayer* bus_ = nullptr;
  RecordedRange* recorded_ = nullptr;
  MidiChannels channels_;
  // For mono: how often each key is down; several channels and overlapping notes can make this more than
  // once.
  struct Key {
    float velocity = 0;
    int down = 0;
    uint64_t order = 0;
  };
  std::array<Key, 128> keys_{};
  // Notes that ended before their release, because of voice stealing or a slur to another key: the next such
  // release belongs to them.
  std::array<std::array<uint8_t, 128>, 16> lost_{};
  // of the newest note of each channel, or of the zone (at its manager); kNoPitch: none yet
  std::array<float, 16> last_pitch_{};
  std::array<Tempo, 16> tempo_;  // of the notes of each zone
  std::array<Event, 256> ended_;
  int n_ended_ = 0;
  std::span<float> scratch_;
  uint64_t notes_ = 0;
  int64_t tail_ = 0, now_ = 0;  // samples; now_: rendered since the last reset
  int fade_ = 256, ramp_ = 48, max_block_ = 0;
  bool touched_ = false;  // since the last sample rendered
};

}  // namespace partials
