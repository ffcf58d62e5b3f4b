// SPDX-License-Identifier: MIT
// A scene of the standalone program, for tests: two real players, one of each kind, behind one view, with a
// recorded audio system and MIDI inputs.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "desk.h"

namespace partials::window {

// What the scene sees of the player that is on.
class EitherPlayer final : public View {
 public:
  EitherPlayer() {
    notes.activate(48000, 256);
    sung.activate(48000, 256);
  }
  Player& on() { return sings ? sung : notes; }
  const Player& on() const { return sings ? sung : notes; }

  PlayerKind kind() const override { return on().kind(); }
  int revision() const override { return notes.revision() + sung.revision() + switches; }
  Status status() override { return on().status(); }
  float value(int parameter) const override { return on().value(parameter); }
  void learn(int parameter) override { on().learn(parameter); }
  int learning() const override { return on().learning(); }
  int controller(int parameter) const override { return on().controller(parameter); }
  const Meters& meters() const override { return on().meters(); }
  SpectralEdit& spectral_edit() override { return on().spectral_edit(); }
  DisplayFeed& display_feed() override { return on().display_feed(); }
  int latency_samples() const override { return on().latency_samples(); }
  void play_key(int note, float velocity_unit) override {
    down += velocity_unit > 0 ? 1 : -1;
    on().play_key(note, velocity_unit);
  }
  void play_phrase(bool playing) override { on().play_phrase(playing); }
  bool phrase_plays() const override { return on().phrase_plays(); }

  Player notes{PlayerKind::instrument}, sung{PlayerKind::effect};
  bool sings = false;
  int switches = 0, down = 0;  // keys pressed and not released
};

class RememberedSystem final : public Standalone {
 public:
  explicit RememberedSystem(EitherPlayer& player) : player_(player) {}
  int revision() const override { return changes; }
  AudioState audio() override { return state; }
  std::vector<AudioOutput> outputs() override { return there; }
  void choose_output(const std::string& id) override {
    state.output = id;
    ++changes;
  }
  std::vector<MidiInput> midi_inputs() override { return inputs; }
  void connect_midi(const std::string& id, bool connected) override {
    for (MidiInput& input : inputs)
      if (input.id == id) {
        input.connected = connected;
        ++changes;
      }
  }
  void set_kind(PlayerKind kind) override {
    player_.sings = kind == PlayerKind::effect;
    ++player_.switches;
  }

  AudioState state{true, true, "jack", "JACK", 48000, 256, 11.4, ""};
  std::vector<AudioOutput> there = {
      {"jack", "JACK"},
      {"alsa:0", "ALSA: a sound card with a name that is longer than the line it is written on"},
      {"pulse", "PulseAudio: Built-in speakers"}};
  std::vector<MidiInput> inputs = {
      {"a", "A keyboard", true},
      {"b", "Another keyboard with a name that is longer than its line is, by far", false}};
  int changes = 0;

 private:
  EitherPlayer& player_;
};

class LiveDesk final : private Shell {
 public:
  explicit LiveDesk(Takes* takes = nullptr) : system(player), scene(player, *this, takes, &system) {}
  bool load_model(const std::string& path) { return player.notes.load(path) && player.sung.load(path); }
  void play(int blocks = 1) {
    float left[256], right[256], in[256] = {};
    float* out[] = {left, right};
    const float* heard[] = {in, in};
    for (; blocks > 0; --blocks) player.on().process(heard, player.sings ? 2 : 0, out, 2, 256);
  }

  Shell& shell() { return *this; }

  EitherPlayer player;
  RememberedSystem system;
  Scene scene;
  int gestures = 0;
  std::vector<std::string> loads;

 private:
  void begin(int) override { ++gestures; }
  void set(int parameter, float value) override { player.on().engine().set_value(parameter, value); }
  void end(int) override { --gestures; }
  void load(const std::string& path) override {
    loads.push_back(path);
    load_model(path);
  }
  void ask_for(Wanted) override {}
  double rate_hz() const override { return 48000; }
};

}  // namespace partials::window
