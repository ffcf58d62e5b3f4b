// SPDX-License-Identifier: MIT
// A player as a box: models as programs, knobs and pads, serial ports that may come and go, and a state that
// outlives a power loss. Sound, MIDI and OSC are the host's.
//   [main-thread]          open, begin, end, take_news;  [any one thread] keep, every second
//   [any thread but audio] turn
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "box/box_config.h"
#include "box/box_state.h"
#include "box/knob_map.h"
#include "box/serial_port.h"
#include "player.h"

namespace partials::box {

class Box {
 public:
  // state_path "": nothing is remembered. The player must outlive it.
  Box(BoxConfig config, std::string state_path, Player& player, std::function<void()> panic);
  ~Box() { end(); }
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;

  // Loads the model and the values that were remembered, or else the first model that can be played and the
  // config's values. An error: no model can be played.
  Result<void> open();
  void begin();  // reads the serial ports from now on
  void end();    // and remembers
  void keep();
  bool turn(std::string_view name, double value) { return map_.turn(name, value); }
  std::vector<std::string> take_news();  // sentences for a terminal since the last call
  const BoxConfig& config() const { return config_; }

 private:
  struct Line {
    SerialLine settings;
    KnobReader reader;
    SerialPort port;
    int complaints = 0;  // since it was opened
    std::string told;    // why it is not open
    bool lost = false;   // that it has gone was said
    double next_try_s = 0;
    explicit Line(const SerialLine& s) : settings(s), reader(s.protocol) {}
  };
  void run();
  void look_after(Line& line);
  void read(Line& line);
  void lose(Line& line);
  void complain(Line& line, const std::string& what);
  void say(const std::string& sentence);
  void apply(const PlayerSettings& settings);
  std::string place_of(size_t model) const;
  void say_what_is_missing();

  const BoxConfig config_;
  Player& player_;
  const std::vector<std::string> programs_;  // paths, one for each model of the config
  KnobMap map_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::mutex saying_;
  std::vector<std::string> news_;
  std::mutex keeping_;  // guards the next two
  BoxState state_;
  std::string cannot_keep_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace partials::box
