// SPDX-License-Identifier: MIT
// Notes and MIDI are here; parameters, models and what is told are in player_replies.cpp.
#include "patch/player_messages.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"
#include "shown.h"

namespace partials::patch {
namespace {

constexpr double kLongestDelayMs = 1e7;

bool all_numbers(Words words) {
  return std::all_of(words.begin(), words.end(),
                     [](const Word& w) { return w.is_number && std::isfinite(w.number); });
}

// The word's number within [low, high], or what is expected instead.
std::string out_of_range(std::string_view what, double value, double low, double high) {
  if (value >= low && value <= high) return "";
  return "The " + std::string(what) + " " + (std::isfinite(value) ? plain_number(value) : "nan") +
         " is out of range; choose " + plain_number(low) + " to " + plain_number(high) + ".";
}

uint8_t byte_of(double value, double high = 127) {
  return static_cast<uint8_t>(std::lround(std::clamp(value, 0.0, high)));
}

Event midi_event(int status, double data1, double data2) {
  Event e;
  e.status = static_cast<uint8_t>(status);
  e.data1 = byte_of(data1);
  e.data2 = byte_of(data2);
  return e;
}

struct NoteChange {
  std::string_view name;
  EventKind kind;
};
constexpr NoteChange kNoteChanges[] = {
    {"off", EventKind::note_off},     {"choke", EventKind::choke},
    {"tuning", EventKind::tuning},    {"volume", EventKind::volume},
    {"pan", EventKind::pan},          {"expression", EventKind::expression},
    {"vibrato", EventKind::vibrato},  {"brightness", EventKind::brightness},
    {"pressure", EventKind::pressure}};

// Channel messages in the order of Pd's own objects: values first, the channel (1 to 16) last.
struct ChannelMessage {
  std::string_view selector;
  int status;
  size_t values;
  const char* example;
};
constexpr ChannelMessage kChannelMessages[] = {{"bend", 0xe0, 1, "bend 8192"},
                                               {"control", 0xb0, 2, "control 1 64"},
                                               {"touch", 0xd0, 1, "touch 64"},
                                               {"polytouch", 0xa0, 2, "polytouch 60 64"},
                                               {"program", 0xc0, 1, "program 1"}};

}  // namespace

std::string PlayerMessages::only_instrument(std::string_view what) const {
  if (object.player().kind() == PlayerKind::instrument) return "";
  return "An effect plays its input and takes no " + std::string(what) + "; send it to partials~ instead.";
}

std::string PlayerMessages::at(Words words, double due_ms) {
  if (words.size() < 2 || !words[0].is_number)
    return "The message 'at' needs a delay in ms and a message, as in: at 100 60 100.";
  if (auto wrong = out_of_range("delay", words[0].number, 0, kLongestDelayMs); !wrong.empty()) return wrong;
  due_ms += words[0].number;
  if (words[1].is_number) return take("list", words.subspan(1), due_ms);
  return take(words[1].text, words.subspan(2), due_ms);
}

std::string PlayerMessages::notes(Words words, double due_ms) {
  if (auto wrong = only_instrument("notes"); !wrong.empty()) return wrong;
  if (words.size() < 2 || words.size() > 3 || !all_numbers(words))
    return "A note is a list of key, velocity and perhaps channel, as in: 60 100; '" + as_written(words) +
           "' is none.";
  if (auto wrong = out_of_range("key", words[0].number, 0, 127); !wrong.empty()) return wrong;
  const double channel = words.size() > 2 ? words[2].number : 1;
  if (auto wrong = out_of_range("channel", channel, 1, 16); !wrong.empty()) return wrong;
  const double key = std::round(words[0].number), velocity = std::clamp(words[1].number, 0.0, 127.0);
  Event e;
  e.kind = velocity > 0 ? EventKind::note_on : EventKind::note_off;
  e.channel = static_cast<int16_t>(std::lround(channel) - 1);
  e.key = static_cast<int16_t>(key);
  e.value = static_cast<float>(velocity / 127);
  object.send(e, due_ms);
  if (velocity > 0 && words[0].number != key) {
    e.kind = EventKind::tuning;
    e.value = static_cast<float>(words[0].number - key);
    object.send(e, due_ms);
  }
  return "";
}

// note ID on PITCH VELOCITY, note ID off, note ID tuning 0.5 ...: as /partials/note of docs/osc.md.
std::string PlayerMessages::named_note(Words words, double due_ms) {
  if (auto wrong = only_instrument("notes"); !wrong.empty()) return wrong;
  const std::string expected =
      "The message 'note' needs a number for the note and what to do, as in: note 1 on 60.5 0.8, note 1 "
      "tuning 0.3, note 1 off.";
  if (words.size() < 2 || !words[0].is_number || words[1].is_number || !all_numbers(words.subspan(2)))
    return expected;
  if (auto wrong = out_of_range("note's number", words[0].number, 0, 1e9); !wrong.empty()) return wrong;
  Event e;
  e.note_id = static_cast<int32_t>(words[0].number);
  if (words[1].text == "on") {
    if (words.size() != 4) return expected;
    if (auto wrong = out_of_range("pitch", words[2].number, 0, 127); !wrong.empty()) return wrong;
    const double key = std::round(words[2].number);
    e.kind = EventKind::note_on;
    e.channel = 0;
    e.key = static_cast<int16_t>(key);
    e.value = static_cast<float>(std::clamp(words[3].number, 0.0, 1.0));
    object.send(e, due_ms);
    if (key == words[2].number) return "";
    Event tuning = e;
    tuning.kind = EventKind::tuning;
    tuning.value = static_cast<float>(words[2].number - key);
    object.send(tuning, due_ms);
    return "";
  }
  for (const NoteChange& change : kNoteChanges) {
    if (words[1].text != change.name) continue;
    e.kind = change.kind;
    const bool ends = change.kind == EventKind::note_off || change.kind == EventKind::choke;
    if (words.size() != 3 && !(ends && words.size() == 2)) return expected;
    e.value = words.size() == 3 ? static_cast<float>(words[2].number) : 0.f;
    object.send(e, due_ms);
    return "";
  }
  return expected;
}

std::string PlayerMessages::midi(Words words, double due_ms) {
  if (words.size() < 2 || words.size() > 3 || !all_numbers(words) || words[0].number < 0x80 ||
      words[0].number >= 0xf0)
    return "The message 'midi' needs the bytes of a channel message, as in: midi 144 60 100; '" +
           as_written(words) + "' is none.";
  object.send(
      midi_event(byte_of(words[0].number, 255), words[1].number, words.size() > 2 ? words[2].number : 0),
      due_ms);
  return "";
}

std::string PlayerMessages::channel_message(std::string_view selector, Words words, double due_ms) {
  const auto* m = std::find_if(std::begin(kChannelMessages), std::end(kChannelMessages),
                               [&](const ChannelMessage& c) { return c.selector == selector; });
  if (words.size() < m->values || words.size() > m->values + 1 || !all_numbers(words))
    return "The message '" + std::string(selector) + "' is written like this: " + m->example +
           ", and may end with a channel, 1 to 16.";
  const double channel = words.size() > m->values ? words[m->values].number : 1;
  if (auto wrong = out_of_range("channel", channel, 1, 16); !wrong.empty()) return wrong;
  const int status = m->status | static_cast<int>(std::lround(channel) - 1);
  if (m->status == 0xe0) {
    const auto bend = static_cast<int>(std::lround(std::clamp(words[0].number, 0.0, 16383.0)));
    object.send(midi_event(status, bend & 127, bend >> 7), due_ms);
  } else if (m->status == 0xc0) {
    object.send(midi_event(status, words[0].number - 1, 0), due_ms);
  } else {
    object.send(midi_event(status, words[0].number, m->values > 1 ? words[1].number : 0), due_ms);
  }
  return "";
}

std::string PlayerMessages::take(std::string_view selector, Words words, double due_ms) {
  const auto is = [selector](auto... names) { return ((selector == names) || ...); };
  if (is("list")) return notes(words, due_ms);
  if (is("at")) return at(words, due_ms);
  if (is("note")) return named_note(words, due_ms);
  if (is("midi")) return midi(words, due_ms);
  if (is("bend", "control", "touch", "polytouch", "program")) return channel_message(selector, words, due_ms);
  if (is("load", "reload", "unload", "preset", "wait")) return load(selector, words);
  if (is("partials", "noise") && words.size() == 2) return shape(selector, words);
  if (is("get")) return get(words);
  if (is("set")) {
    if (words.size() < 2 || words[0].is_number)
      return "The message 'set' needs a parameter and a value, as in: set breath 0.7.";
    return set(words[0].text, words.subspan(1), due_ms);
  }
  if (is("params", "macros", "dump", "info", "bang")) {
    if (is("params")) tell_parameters();
    if (is("macros", "info", "bang")) tell_info();
    if (is("dump"))
      for (const int index : shown(object.player().kind())) tell_parameter(index);
    return "";
  }
  if (is("panic")) {
    object.post({PlayerObject::Order::panic, due_ms, {}});
    return "";
  }
  if (is("reset")) {
    object.post({PlayerObject::Order::reset, due_ms, {}});
    return "";
  }
  if (is("enable")) {
    if (words.size() != 1 || !all_numbers(words))
      return "The message 'enable' needs 0 or 1: without sound and computing, or with.";
    object.enabled_ = words[0].number != 0;
    return "";
  }
  return set(selector, words, due_ms);
}

bool PlayerObject::acts_in_time(std::string_view selector, Words words) {
  if (selector == "at" && words.size() > 1)
    return words[1].is_number || acts_in_time(words[1].text, words.subspan(2));
  constexpr std::string_view kOfPatchThread[] = {"load",     "reload", "unload", "preset", "wait",
                                                 "partials", "noise",  "get",    "params", "macros",
                                                 "dump",     "info",   "bang"};
  return std::find(std::begin(kOfPatchThread), std::end(kOfPatchThread), selector) == std::end(kOfPatchThread);
}

void PlayerObject::message(std::string_view selector, Words words) {
  const std::string refused = PlayerMessages{*this}.take(selector, words, patch_.now_ms());
  if (!refused.empty()) patch_.complain(refused);
}

}  // namespace partials::patch
