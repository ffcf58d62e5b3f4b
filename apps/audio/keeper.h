// SPDX-License-Identifier: MIT
// Keeps a stage connected to an audio system: opens the first available one, or the one that was chosen. If
// it is lost, retries once a second. Connects MIDI inputs as they become available. All of this runs on a
// separate thread, because servers may block.
//   [any-thread]  everything below; nothing there waits for an audio system, except begin and end
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
    Request request;  // output: the chosen one; "": the first available
    MidiChoice midi;
    std::function<void()> every_second = [] {};  // other work of this thread
  };
  Keeper(Stage& stage, Systems systems, Options options);
  ~Keeper() { end(); }
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  void begin();  // returns after the first attempt, or earlier if that takes long
  // if a server hangs, it and its thread are abandoned until the process ends
  void end();
  int revision() const { return revision_.load(std::memory_order_relaxed); }
  window::AudioState state() const;
  std::vector<AudioOutput> outputs() const;
  std::vector<window::MidiInput> midi_inputs() const;
  int xruns() const;
  std::vector<std::string> take_news();   // messages for a terminal since the last call
  void say(const std::string& sentence);  // adds one

  void choose_output(const std::string& id);
  void connect_midi(const std::string& id, bool connected);
  void want_inputs(int inputs);  // at least this many from now on
  // runs the work on this thread; afterwards the player's latency is reported to the system
  void post(std::function<void()> work);
  std::string chosen_output() const;
  std::map<std::string, bool> midi_by_hand() const;

 private:
  void run();
  void look();  // checks the device and reopens it if necessary
  void open();
  void say_opened();
  void say_what_differs(const char* what, int wanted, int got, const char* unit);
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

  // Used by the keeper's thread only.
  Stage& stage_;
  Systems systems_;
  std::function<void()> every_second_;
  Request request_;
  MidiChoice midi_;
  std::unique_ptr<Device> device_;
  std::string trouble_;
  double next_open_s_ = 0, next_midi_s_ = 0, next_list_s_ = 0, next_second_s_ = 0;

  mutable std::mutex mutex_;  // guards the members below; held briefly
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
