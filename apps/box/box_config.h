// SPDX-License-Identifier: MIT
// The file of a box (docs/box.md): one JSON text, with comments, that says what is played, from where, and
// what knobs and pads move. It is data: read once, bounded, with a version; a field that does not exist is an
// error. [main-thread]
#pragma once
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "box/knob_reader.h"
#include "host/player_settings.h"

namespace partials::box {

inline constexpr int kBoxVersion = 1;
inline constexpr size_t kMaxConfigBytes = 1u << 16, kMaxModels = 128, kMaxKnobs = 256, kMaxPads = 16,
                        kMaxPorts = 8;

enum class KnobUse { parameter, program, panic };

struct Knob {
  double from = 0, to = 127;  // what it sends at its ends; to may be below from
  KnobUse use = KnobUse::parameter;
  int parameter = -1;
  float low = 0, high = 1;  // the parameter's values at the ends
};

// Values of some parameters.
using Corner = std::map<int, float>;

// Four corners: left and right at the bottom, left and right at the top. Each is given by its values, or is a
// preset, whose file is read with the config.
struct Pad {
  std::string x, y;  // names of the axes
  double from = 0, to = 127;
  std::array<Corner, 4> corners;
  std::array<std::optional<PlayerSettings>, 4> presets;  // all or none of them
};

struct SerialLine {
  std::string port;
  int baud = 115200;
  KnobProtocol protocol = KnobProtocol::lines;
};

struct BoxConfig {
  std::string file, hash;  // hash: of the text; a state belongs to one text
  PlayerKind kind = PlayerKind::instrument;
  std::vector<std::string> models;  // as written; programs are numbered from 1
  std::string output;
  int rate_hz = 0, block = 0;  // 0: the usual ones
  bool muted = false;          // at the start
  bool all_midi = false;
  std::vector<std::string> midi;  // parts of names
  int osc_port = -1;              // -1: none
  std::string osc_host = "127.0.0.1";
  Corner set;                      // at the first start
  std::map<int, int> controllers;  // MIDI controller to parameter
  std::vector<SerialLine> serial;
  std::map<std::string, Knob, std::less<>> knobs;
  std::vector<Pad> pads;
};

// Files that it names are looked for in the folder of `file`.
Result<BoxConfig> box_config_from_text(std::string_view text, const std::string& file);
Result<BoxConfig> read_box_config(const std::string& path);

}  // namespace partials::box
