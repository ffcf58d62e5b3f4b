// SPDX-License-Identifier: MIT
#include "box/box_config.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/plain_number.h"
#include "base/sha256.h"
#include "box/config_fields.h"
#include "box/config_reader.h"
#include "box/serial_port.h"
#include "system/file.h"

namespace partials::box {
namespace {

using nlohmann::json;

constexpr const char* kNames[] = {"box", "kind", "models",      "audio",  "muted", "midi",
                                  "osc", "set",  "controllers", "serial", "knobs", "pads"};

bool known_field(const json& j, ConfigReader& r) {
  for (auto it = j.begin(); it != j.end(); ++it)
    if (std::none_of(std::begin(kNames), std::end(kNames), [&](const char* n) { return it.key() == n; })) {
      std::string all;
      for (const char* name : kNames) all += (all.empty() ? "" : ", ") + std::string(name);
      return r.no_field(it.key(), all);
    }
  return true;
}

bool read_sound(const json& j, BoxConfig& c, ConfigReader& r) {
  std::string kind = "instrument";
  if (!r.optional(j, "kind", kind) || !r.optional(j, "models", c.models) || !r.optional(j, "muted", c.muted))
    return false;
  if (kind != "instrument" && kind != "effect")
    return r.refuse("kind", "\"" + kind + "\"", "\"instrument\" or \"effect\"");
  c.kind = kind == "effect" ? PlayerKind::effect : PlayerKind::instrument;
  if (c.models.empty() || c.models.size() > kMaxModels)
    return r.refuse("models", std::to_string(c.models.size()) + " long", "a list of 1 to 128 models");
  for (size_t i = 0; i < c.models.size(); ++i)
    if (c.models[i].empty()) return r.refuse("models[" + std::to_string(i) + "]", "\"\"", "a model's name");
  return true;
}

bool read_ways_in(const json& j, BoxConfig& c, ConfigReader& r) {
  AudioFields audio;
  OscFields osc;
  if (!r.object(j, "audio", audio) || !r.optional(j, "midi", c.midi)) return false;
  if (audio.rate_hz != 0 && (audio.rate_hz < 8000 || audio.rate_hz > 192000))
    return r.refuse("audio.rate_hz", std::to_string(audio.rate_hz), "8000 to 192000");
  if (audio.block != 0 && (audio.block < 16 || audio.block > 4096))
    return r.refuse("audio.block", std::to_string(audio.block), "16 to 4096 samples");
  c.output = audio.output;
  c.rate_hz = audio.rate_hz;
  c.block = audio.block;
  c.all_midi = std::erase(c.midi, "all") > 0;
  if (c.midi.size() > kMaxPorts || std::count(c.midi.begin(), c.midi.end(), "") > 0)
    return r.refuse("midi", "a list of " + std::to_string(c.midi.size()),
                    "\"all\", or up to 8 parts of names of inputs");
  if (!j.contains("osc")) return true;
  if (!r.object(j, "osc", osc)) return false;
  if (osc.port < 0 || osc.port > 65535)
    return r.refuse("osc.port", std::to_string(osc.port), "0 (any free port) to 65535");
  c.osc_port = osc.port;
  c.osc_host = osc.host;
  return true;
}

bool read_serial(const json& j, BoxConfig& c, ConfigReader& r) {
  std::vector<SerialFields> lines;
  if (!r.list(j, "serial", kMaxPorts, lines)) return false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string at = "serial[" + std::to_string(i) + "].";
    const auto speeds = serial_speeds();
    if (lines[i].port.empty()) return r.refuse(at + "port", "\"\"", "a serial port, such as /dev/ttyACM0");
    if (lines[i].protocol != "lines" && lines[i].protocol != "bytes")
      return r.refuse(at + "protocol", "\"" + lines[i].protocol + "\"", "\"lines\" or \"bytes\"");
    if (std::find(speeds.begin(), speeds.end(), lines[i].baud) == speeds.end())
      return r.refuse(at + "baud", std::to_string(lines[i].baud), "a usual speed, such as 9600 or 115200");
    c.serial.push_back({lines[i].port, lines[i].baud,
                        lines[i].protocol == "bytes" ? KnobProtocol::bytes : KnobProtocol::lines});
  }
  return true;
}

bool read_knob(const std::string& name, const KnobFields& f, BoxConfig& c, ConfigReader& r) {
  const std::string at = "knobs." + name;
  Knob k;
  if (name.empty() || name.size() > KnobReader::kLongestName)
    return r.refuse(at, "a name of " + std::to_string(name.size()) + " bytes", "1 to 31");
  if (f.from == f.to) return r.refuse(at + ".to", plain_number(f.to), "another number than 'from'");
  k.from = f.from;
  k.to = f.to;
  if (f.sets == "program" || f.sets == "panic") {
    k.use = f.sets == "panic" ? KnobUse::panic : KnobUse::program;
    if (!std::isnan(f.low) || !std::isnan(f.high))
      return r.refuse(at, "one that sets '" + f.sets + "'", "no 'low' and no 'high'");
  } else {
    if ((k.parameter = parameter_index(f.sets)) < 0)
      return r.refuse(at + ".sets", "\"" + f.sets + "\"",
                      "the id of a parameter (docs/osc.md), \"program\" or \"panic\"");
    const Parameter& p = kParameters[static_cast<size_t>(k.parameter)];
    const auto end = [&](const char* which, double wanted, float otherwise, float& v) {
      v = std::isnan(wanted) ? otherwise : static_cast<float>(wanted);
      return (v >= p.min && v <= p.max) || r.refuse(at + "." + which, plain_number(wanted),
                                                    plain_number(static_cast<double>(p.min)) + " to " +
                                                        plain_number(static_cast<double>(p.max)));
    };
    if (!end("low", f.low, p.min, k.low) || !end("high", f.high, p.max, k.high)) return false;
  }
  c.knobs[name] = k;
  return true;
}

bool read_knobs(const json& j, BoxConfig& c, ConfigReader& r) {
  if (!j.contains("knobs")) return true;
  const json& knobs = j["knobs"];
  if (!knobs.is_object() || knobs.size() > kMaxKnobs)
    return r.refuse("knobs", "something else", "up to 256 knobs by name, in braces");
  for (auto it = knobs.begin(); it != knobs.end(); ++it) {
    KnobFields f;
    if (!r.object_at(it.value(), "knobs." + it.key(), f) || !read_knob(it.key(), f, c, r)) return false;
  }
  return true;
}

bool read_controllers(const json& j, BoxConfig& c, ConfigReader& r) {
  std::map<std::string, std::string> controllers;
  if (!r.optional(j, "controllers", controllers)) return false;
  for (const auto& [number, id] : controllers) {
    int n = -1;
    if (read_plain_number(std::string_view(number), n) != number.size() || n < 0 || n > 127)
      return r.refuse("controllers." + number, "a number", "a MIDI controller, 0 to 127");
    if (parameter_index(id) < 0)
      return r.refuse("controllers." + number, "\"" + id + "\"", "the id of a parameter (docs/osc.md)");
    c.controllers[n] = parameter_index(id);
  }
  return true;
}

}  // namespace

Result<BoxConfig> box_config_from_text(std::string_view text, const std::string& file) {
  ConfigReader r(file);
  const auto parsed = r.parse(text, kMaxConfigBytes, kBoxVersion);
  if (!parsed) return parsed.error();
  const json& j = parsed.value();
  BoxConfig c;
  c.file = file;
  c.hash = sha256_hex(text);
  const bool read = known_field(j, r) && read_sound(j, c, r) && read_ways_in(j, c, r) &&
                    r.values(j, "set", c.set) && read_controllers(j, c, r) && read_serial(j, c, r) &&
                    read_knobs(j, c, r) && read_pads(j, c, r);
  if (!read) return r.error();
  return c;
}

Result<BoxConfig> read_box_config(const std::string& path) {
  const auto text = read_file(path, kMaxConfigBytes);
  if (!text) return text.error();
  return box_config_from_text(text.value(), path);
}

}  // namespace partials::box
