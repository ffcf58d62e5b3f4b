// SPDX-License-Identifier: MIT
#include "body/midi_outputs.h"

#include <algorithm>
#include <charconv>

namespace partials::body {
namespace {

constexpr int kFirstFree = 20, kLastFree = 31;

// N of "ccN"; -1: it is no such name.
int controller_of(const std::string& name) {
  int n = -1;
  if (name.substr(0, 2) != "cc") return -1;
  const char *begin = name.data() + 2, *end = name.data() + name.size();
  const auto read = std::from_chars(begin, end, n);
  return read.ec == std::errc() && read.ptr == end && n >= 0 && n < 128 ? n : -1;
}

bool is_named_controller(const motion::Mapping& m, int controller) {
  return std::any_of(m.outputs.begin(), m.outputs.end(),
                     [&](const auto& o) { return controller_of(o.name) == controller; });
}

}  // namespace

Result<MidiOutputs> MidiOutputs::create(const motion::Mapping& m, int channel) {
  if (m.outputs.empty())
    return Error{
        "The mapping has no outputs to send as MIDI; give it some with --output and cues for its "
        "classes (partials map cue)."};
  MidiOutputs midi(channel);
  int next = kFirstFree;
  for (size_t i = 0; i < m.outputs.size(); ++i) {
    const std::string& name = m.outputs[i].name;
    const int at = static_cast<int>(i);
    midi.ranges_.emplace_back(m.outputs[i].low, m.outputs[i].high);
    if (name == "key" || name == "level" || name == "bend") {
      (name == "key" ? midi.key_ : name == "level" ? midi.level_ : midi.bend_) = at;
      continue;
    }
    int controller = controller_of(name);
    while (controller < 0 && next <= kLastFree && is_named_controller(m, next)) ++next;
    if (controller < 0) controller = next++;
    if (controller > kLastFree && controller_of(name) < 0)
      return Error{"The mapping has more outputs than controllers 20 to 31; name the output '" + name +
                   "' after the controller that it is to be, such as cc70."};
    midi.controllers_.push_back({i, motion::MidiController(channel, controller, false)});
    midi.what_.push_back(name + " is controller " + std::to_string(controller));
  }
  if (midi.key_ >= 0) midi.bend_ = -1;
  if (midi.key_ >= 0) midi.what_.push_back("key and level are a note, bent by up to 2 semitones");
  if (midi.key_ < 0 && midi.level_ >= 0) {
    const auto level = static_cast<size_t>(midi.level_);
    midi.controllers_.push_back({level, motion::MidiController(channel, kExpression, false)});
    midi.what_.push_back("level is controller 11");
  }
  if (midi.bend_ >= 0) midi.what_.push_back("bend is pitch bend");
  return midi;
}

}  // namespace partials::body
