// SPDX-License-Identifier: MIT
// Pads of a box's file. Corners that are presets are read here, so that nothing is read while it plays.
#include <algorithm>

#include "box/config_reader.h"
#include "host/preset.h"
#include "system/paths.h"

namespace partials::box {
namespace {

using nlohmann::json;

bool read_corner_preset(const std::string& name, const std::string& at, std::string& model, Pad& pad,
                        size_t i, ConfigReader& r) {
  const std::string beside = folder_of(r.file()).empty() ? name : folder_of(r.file()) + "/" + name;
  const auto preset = read_preset(name.starts_with('/') ? name : beside);
  if (!preset) return r.wrong("'" + at + "' is \"" + name + "\": " + preset.error().text);
  if (!model.empty() && model != preset.value().model.sha256)
    return r.refuse(at, "a preset of '" + preset.value().model.name + "'",
                    "one of the same model as the corners before");
  model = preset.value().model.sha256;
  pad.presets[i] = preset.value().settings;
  return true;
}

bool read_corners(const json& j, const std::string& at, Pad& pad, ConfigReader& r) {
  const auto corners = j.find("corners");
  if (corners == j.end() || !corners->is_array() || corners->size() != pad.corners.size())
    return r.refuse(at + ".corners", "something else",
                    "a list of 4: left and right at the bottom, left and right at the top");
  std::string model;
  for (size_t i = 0; i < corners->size(); ++i) {
    const std::string corner = at + ".corners[" + std::to_string(i) + "]";
    const json& c = (*corners)[i];
    if (c.is_string() != (*corners)[0].is_string())
      return r.refuse(corner, "of another kind", "four presets or four lists of values");
    if (c.is_string() ? !read_corner_preset(c.get<std::string>(), corner, model, pad, i, r)
                      : !r.values_at(c, corner, pad.corners[i]))
      return false;
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (!std::equal(pad.corners[i].begin(), pad.corners[i].end(), pad.corners[0].begin(),
                    pad.corners[0].end(), same))
      return r.refuse(corner, "about other parameters", "those of the first corner");
  }
  return true;
}

}  // namespace

bool read_pads(const json& j, BoxConfig& c, ConfigReader& r) {
  if (!j.contains("pads")) return true;
  const json& pads = j["pads"];
  if (!pads.is_array() || pads.size() > kMaxPads)
    return r.refuse("pads", "something else", "a list of up to " + std::to_string(kMaxPads));
  for (size_t i = 0; i < pads.size(); ++i) {
    const std::string at = "pads[" + std::to_string(i) + "]";
    PadFields f;
    Pad& pad = c.pads.emplace_back();
    if (!r.object_at(pads[i], at, f, {"corners"})) return false;
    if (f.from == f.to) return r.refuse(at + ".to", std::to_string(f.to), "another number than 'from'");
    for (const std::string* axis : {&f.x, &f.y})
      if (axis->empty() || axis->size() > KnobReader::kLongestName)
        return r.refuse(at, "an axis with a name of " + std::to_string(axis->size()) + " bytes", "1 to 31");
    pad.x = f.x;
    pad.y = f.y;
    pad.from = f.from;
    pad.to = f.to;
    if (!read_corners(pads[i], at, pad, r)) return false;
  }
  return true;
}

}  // namespace partials::box
