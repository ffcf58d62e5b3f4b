// SPDX-License-Identifier: MIT
// Keeps a stage sounding: opens the best audio system that is there, or the one that was chosen, and when
// that goes, looks once a second until one is there again. Joins MIDI inputs that are there or come. All of
// it happens on a thread of its own, because servers may let one wait.
//   [any-thread]  everything below; nothing there waits for an audio system, but for begin and end
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "audio/device.h"
#include "audio/midi_choice.h"

namespace partials::audio {

class Keeper {
 public:
  struct Options {
    Request request;  // output: that was chosen; "": the best that is there
    MidiChoice midi;
    std::function<void()> every_second = [] {};  // other work for this thread
  };
  Keeper(Stage& stage, Systems systems, Options options);
  ~Keeper() { end(); }
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  void begin();  // returns after the first look, or when that takes long
  // a server that hangs is left behind with its thread, until the process ends
  void end();
  int revision() const { return revision_.load(std::memory_order_relaxed); }
  window::AudioState state() const;
  std::vector<AudioOutput> outputs() const;
  std::vector<window::MidiInput> midi_inputs() const;
  int xruns() const;
  std::vector<std::string> take_news();   // sentences for a terminal, since the last call
  void say(const std::string& sentence);  // one more of them

  void choose_output(const std::string& id);
  void connect_midi(const std::string& id, bool connected);
  void want_inputs(int inputs);  // at least so many from now on
  // for this thread; the player's latency is told to the system after it
  void post(std::function<void()> work);
  std::string chosen_output() const;
  std::map<std::string, bool> midi_by_hand() const;

 private:
  void run();
  void look();  // after the device
  void open();
  void say_opened();
  std::string nothing(const std::vector<std::pair<System*, Error>>& refusals) const;
  void close(const std::string& why);
  void drop();
  void tend_midi();
  std::vector<MidiPort> midi_ports();
  MidiPorts* midi_of(const std::string& id);
  void list_outputs();
  void publish();
  window::AudioState now() const;
  std::string plays() const;
  std::vector<std::function<void()>> take_work();

  // The keeper's thread alone.
  Stage& stage_;
  Systems systems_;
  std::function<void()> every_second_;
  Request request_;
  MidiChoice midi_;
  std::unique_ptr<Device> device_;
  std::string trouble_;
  double next_open_s_ = 0, next_midi_s_ = 0, next_list_s_ = 0, next_second_s_ = 0;

  mutable std::mutex mutex_;  // guards what follows, for moments
  std::condition_variable wake_;
  std::vector<std::function<void()>> work_;
  window::AudioState state_;
  std::vector<AudioOutput> outputs_;
  std::vector<window::MidiInput> midi_inputs_;
  std::map<std::string, bool> by_hand_;
  std::string chosen_;
  std::vector<std::string> news_;
  int xruns_ = 0;
  bool stop_ = false, looked_ = false, ended_ = false;
  std::atomic<int> revision_{1};
  std::thread thread_;
};

}  // namespace partials::audio
