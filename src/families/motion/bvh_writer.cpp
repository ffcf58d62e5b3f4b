// SPDX-License-Identifier: MIT
#include "families/motion/bvh_writer.h"

#include "base/plain_number.h"
#include "families/motion/bvh_hierarchy.h"

namespace partials::motion {
namespace {

void put(std::string& out, double value, int digits = 9) { out += plain_general(value, digits); }

// Blanks and braces end a name for some readers.
std::string one_word(std::string name) {
  for (char& c : name)
    if (kBlanks.find(c) != std::string_view::npos || c == '{' || c == '}') c = '_';
  return name;
}

void put_offset(std::string& out, const Vec3& offset, double units_per_metre) {
  out += "OFFSET";
  for (const double x : offset) {
    out += ' ';
    put(out, x * units_per_metre);
  }
  out += '\n';
}

void put_channels(std::string& out, const std::vector<BvhChannel>& channels) {
  out += "CHANNELS " + std::to_string(channels.size());
  for (const BvhChannel channel : channels) {
    out += ' ';
    out += name_of(channel);
  }
  out += '\n';
}

// Joints stand in the order of the file (a parent's line of descent without gaps), so '}' closes those that
// the next joint does not hang from.
void put_hierarchy(std::string& out, const Bvh& bvh, double units_per_metre) {
  const auto& joints = bvh.skeleton.joints;
  std::vector<int> open;
  const auto indent = [&] { out.append(open.size(), '\t'); };
  const auto close = [&] {
    open.pop_back();
    indent();
    out += "}\n";
  };
  out += "HIERARCHY\n";
  for (size_t j = 0; j < joints.size(); ++j) {
    while (!open.empty() && open.back() != joints[j].parent) close();
    indent();
    if (joints[j].is_end)
      out += "End Site\n";
    else
      out += (open.empty() ? "ROOT " : "JOINT ") + one_word(joints[j].name) + "\n";
    indent();
    out += "{\n";
    open.push_back(static_cast<int>(j));
    indent();
    put_offset(out, joints[j].offset, units_per_metre);
    if (joints[j].is_end) continue;
    indent();
    put_channels(out, bvh.channels[j]);
  }
  while (!open.empty()) close();
}

}  // namespace

std::string text_from_bvh(const Bvh& bvh, double metres_per_unit) {
  const double units_per_metre = 1 / metres_per_unit;
  std::string out;
  put_hierarchy(out, bvh, units_per_metre);
  out += "MOTION\nFrames: " + std::to_string(bvh.frames()) + "\nFrame Time: ";
  put(out, bvh.frame_s, 12);
  out += '\n';
  const float* value = bvh.values.data();
  for (size_t n = 0; n < bvh.frames(); ++n) {
    size_t in_frame = 0;
    for (const auto& channels : bvh.channels)
      for (const BvhChannel channel : channels) {
        if (in_frame++) out += ' ';
        put(out, is_position(channel) ? *value * units_per_metre : *value);
        ++value;
      }
    out += '\n';
  }
  return out;
}

}  // namespace partials::motion
