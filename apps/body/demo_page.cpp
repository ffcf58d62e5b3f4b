// SPDX-License-Identifier: MIT
// The page of the demo: apps/body/page/demo.html with its style, scripts, sound and data put in.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "base/note_name.h"
#include "body/demo.h"
#include "body/figure_bones.h"
#include "body/page_files.h"
#include "families/motion/body_joints.h"
#include "report/page_script.h"
#include "report/report_media.h"

namespace partials::body {
namespace {

using motion::kBodyJoints;
using nlohmann::json;

constexpr const char* kOutputColours[] = {"#4fdc8c", "#4fdc8c", "#b9e06a", "#7fe3da"};
constexpr const char* kFeatureColours[] = {"#5cc8ff", "#ffb454", "#ff8fb1", "#c4a7ff"};

std::string file(const char* name) {
  const PageFile* f = find_page_file(name);
  return f ? std::string(f->contents) : "";
}

std::string script() {
  std::vector<std::string_view> modules;
  for (const char* name : {"look.js", "orbit.js", "bones.js", "figure.js", "timeline.js", "demo.js"})
    modules.push_back(find_page_file(name)->contents);
  return joined_modules(modules);
}

// [frames][joints][x y z] in mm as 16-bit integers; what is not measured holds.
std::string places_of(const motion::Take& take) {
  constexpr const char* kAxes[] = {".x", ".y", ".z"};
  std::vector<int> columns;
  for (const std::string_view joint : kBodyJoints)
    for (const char* axis : kAxes) columns.push_back(take.find(std::string(joint) + axis));
  std::string bytes;
  std::vector<float> held(columns.size(), 0);
  for (size_t n = 0; n < take.frames(); ++n)
    for (size_t i = 0; i < columns.size(); ++i) {
      const float v = columns[i] < 0 ? 0 : take.frame(n)[static_cast<size_t>(columns[i])];
      if (std::isfinite(v)) held[i] = v;
      const auto mm = static_cast<uint16_t>(
          static_cast<int16_t>(std::lround(std::clamp(1000 * held[i], -32767.f, 32767.f))));
      bytes += static_cast<char>(mm & 255);
      bytes += static_cast<char>(mm >> 8);
    }
  return base64(bytes);
}

json numbers(const std::vector<float>& values) {
  json all = json::array();
  for (const float v : values) all.push_back(std::round(static_cast<double>(v) * 1e4) / 1e4);
  return all;
}

json data_of(const Demo& demo, const motion::Take& take) {
  json d{{"joints", json::array()},
         {"bones", json::array()},
         {"frame_s", (take.times_s.back() - take.times_s.front()) / static_cast<double>(take.frames() - 1)},
         {"places", places_of(take)},
         {"length_s", static_cast<double>(demo.sound.samples.size()) / demo.sound.rate_hz},
         {"tonic", demo.scale.tonic},
         {"examples", json::array()},
         {"notes", json::array()},
         {"tracks", json::array()}};
  for (const auto joint : kBodyJoints) d["joints"].push_back(joint);
  for (const auto& bone : kBones)
    d["bones"].push_back({motion::body_joint(bone[0]), motion::body_joint(bone[1])});
  for (const TakePart& e : demo.examples) d["examples"].push_back({e.from_s, e.to_s, numbers(e.outputs)});
  for (const auto& n : demo.sound.notes)
    d["notes"].push_back({std::round(1e3 * n.begin_s) / 1e3, std::round(1e3 * n.end_s) / 1e3, n.key});
  size_t outputs = 0, features = 0;
  for (const DemoTrack& t : demo.tracks)
    d["tracks"].push_back(
        {{"name", t.name},
         {"unit", t.unit},
         {"what", t.what},
         {"into", t.into},
         {"hop_s", demo.sound.hop_s},
         {"low", t.low},
         {"high", t.high},
         {"colour", t.is_output ? kOutputColours[outputs++ % 4] : kFeatureColours[features++ % 4]},
         {"values", numbers(t.values)}});
  return d;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

// Inside a script element no "<" may stand.
std::string in_script(const json& j) {
  std::string out;
  for (const char c : j.dump()) out += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return out;
}

std::string story_of(const Demo& demo) {
  return "A dancer, recorded by motion capture, plays a model of a violin. The height of her right hand "
         "picks "
         "a note of the pentatonic scale on D, the height of her left hand is the brightness of the sound, "
         "the energy of her "
         "whole "
         "body is the loudness, and where her left foot comes down a note begins anew. Partials learned this "
         "from " +
         std::to_string(demo.examples.size()) +
         " moments of the dance (the yellow bands), each shown together with what it is to give, and then "
         "played the whole dance: " +
         std::to_string(demo.sound.notes.size()) + " notes, none of which anybody wrote down.";
}

// Puts values in place of @names@ of the text itself, not of what was put in.
std::string filled(const std::string& text, const std::map<std::string, std::string>& values) {
  std::string out;
  size_t at = 0;
  for (size_t from = text.find('@'); from != std::string::npos; from = text.find('@', from)) {
    const size_t to = text.find('@', from + 1);
    const auto value =
        to == std::string::npos ? values.end() : values.find(text.substr(from + 1, to - from - 1));
    if (value == values.end()) {
      ++from;
      continue;
    }
    out += text.substr(at, from - at) + value->second;
    at = from = to + 1;
  }
  return out + text.substr(at);
}

}  // namespace

std::string demo_page(const Demo& demo, const motion::Take& take) {
  return filled(file("demo.html"),
                {{"title", "A dance plays the violin"},
                 {"icon", data_uri("image/svg+xml", file("icon.svg"))},
                 {"style", file("style.css") + file("demo.css")},
                 {"sound", data_uri("audio/wav", wav_bytes(demo.sound.samples, demo.sound.rate_hz))},
                 {"story", story_of(demo)},
                 {"credits", escaped(demo.credits)},
                 {"data", in_script(data_of(demo, take))},
                 {"script", script()}});
}

}  // namespace partials::body
