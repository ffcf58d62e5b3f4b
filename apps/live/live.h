// SPDX-License-Identifier: MIT
// The standalone without its window: players, audio, MIDI, and saved settings. It starts muted: Output is
// at its minimum, and its initial value, which Unmute restores, is the saved loudness.
#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "activity_flag.h"
#include "audio/keeper.h"
#include "memory.h"
#include "players.h"

namespace partials {

class Takes;

struct LiveOptions {
  std::string model, name, output;
  bool effect = false, unmute = false, no_window = false, connect = false, fresh = false;
};

class Live final : public window::Standalone, private audio::CycleHooks {
 public:
  Live(const LiveOptions& options, Takes* takes,
       ActivityFlag& activity);  // takes: recorder of the window, or null
  void begin(bool unmute);       // starts audio, or waits for it
  void poll();                   // call several times a second
  void end();                    // saves the settings
  std::vector<std::string> take_news() { return keeper_.take_news(); }  // messages for the terminal

  Players& players() { return players_; }
  void set_value(int parameter, float value);
  bool muted() const { return players_.value(kOutput) <= kParameters[kOutput].min; }
  int width() const { return width_; }  // of the window in the last run, in pixels; 0: unknown
  int height() const { return height_; }
  void resized(int width, int height) {
    width_ = width;
    height_ = height;
  }

  int revision() const override { return keeper_.revision(); }
  window::AudioState audio() override { return keeper_.state(); }
  std::vector<window::AudioOutput> outputs() override { return keeper_.outputs(); }
  void choose_output(const std::string& id) override { keeper_.choose_output(id); }
  std::vector<window::MidiInput> midi_inputs() override { return keeper_.midi_inputs(); }
  void connect_midi(const std::string& id, bool connected) override { keeper_.connect_midi(id, connected); }
  void set_kind(PlayerKind kind) override;

 private:
  audio::Keeper::Options keeping(const LiveOptions& options);
  bool restore();
  void remember();
  void input(const audio::Cycle& cycle) noexcept PARTIALS_NONBLOCKING override;
  void after(const audio::Cycle& cycle) noexcept PARTIALS_NONBLOCKING override;

  Takes* const takes_;
  ActivityFlag& activity_;
  Memory memory_;
  std::string trouble_;     // error while reading it
  Remembered was_;          // settings of the last run
  audio::Systems systems_;  // moved to the keeper at begin
  Players players_;
  const bool restored_;          // the session was restored from was_, before anything plays
  std::atomic<float> level_db_;  // of Output when it was last unmuted
  std::atomic<int> width_, height_;
  bool listened_ = false;
  std::mutex remembering_;
  bool said_why_not_ = false;  // the error that settings cannot be saved was reported
  int seconds_ = 0;            // used by the keeper's thread
  audio::Stage stage_;
  audio::Keeper keeper_;  // last member: destroyed first
};

}  // namespace partials
