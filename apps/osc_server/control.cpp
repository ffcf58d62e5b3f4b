// SPDX-License-Identifier: MIT
#include "osc_server/control.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "base/version.h"
#include "osc/pattern.h"
#include "osc/writer.h"

namespace partials::osc {
namespace {

constexpr std::string_view kRoot = "/partials/";
constexpr size_t kMaxNamed = 128;

// Fixed addresses; those of parameters, partials, noise bands and notes are added to them.
constexpr std::string_view kFixed[] = {"note/on",      "note/off", "shape/rest", "midi", "model/load",
                                       "model/unload", "learn",    "panic",      "ping", "state"};

constexpr struct {
  std::string_view name;
  EventKind kind;
} kChanges[] = {{"tuning", EventKind::tuning},    {"volume", EventKind::volume},
                {"pan", EventKind::pan},          {"expression", EventKind::expression},
                {"vibrato", EventKind::vibrato},  {"brightness", EventKind::brightness},
                {"pressure", EventKind::pressure}};

bool cut(std::string_view& text, std::string_view prefix) noexcept {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool whole(std::string_view text, int32_t& value) noexcept {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && value >= 0;
}

// A number, or text that contains one: "0.5". If a unit is given, the text may end in it: "-6 dB".
bool value_in(const Argument& a, double& value, std::string_view unit = "") noexcept {
  if (!a.is_text()) {
    value = a.number;
    return a.is_number() && std::isfinite(value);
  }
  std::string_view text = a.text;
  const auto trim = [&]() noexcept {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  };
  trim();
  if (!unit.empty() && text.size() > unit.size()) {
    const std::string_view end = text.substr(text.size() - unit.size());
    const auto alike = [](char x, char y) noexcept { return x == y || (x ^ y) == 0x20; };
    if (std::equal(end.begin(), end.end(), unit.begin(), alike)) {
      text.remove_suffix(unit.size());
      trim();
    }
  }
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

bool numbers(const Message& m, size_t least, std::string_view unit = "") noexcept {
  double ignored = 0;
  return m.n >= least && std::all_of(m.arguments, m.arguments + m.n,
                                     [&](const Argument& a) { return value_in(a, ignored, unit); });
}
float number(const Message& m, size_t i, float otherwise, std::string_view unit = "") noexcept {
  double value = 0;
  return i < m.n && value_in(m.arguments[i], value, unit) ? static_cast<float>(std::clamp(value, -1e9, 1e9))
                                                          : otherwise;
}
// Types that some message of ours takes; arguments of others are passed over.
bool is_value(const Argument& a) noexcept { return a.is_number() || a.is_text() || a.type == 'm'; }

void keep_values(Message& m) noexcept {
  m.n =
      static_cast<size_t>(std::copy_if(m.arguments, m.arguments + m.n, m.arguments, is_value) - m.arguments);
}
// Whether there were arguments, all of them passed over.
bool only_passed_over(const Message& m) noexcept {
  return m.n == 0 && m.types.find_first_not_of("[]") != std::string_view::npos;
}

int32_t id_of(const Message& m) noexcept {
  double value = 0;
  return value_in(m.arguments[0], value) ? static_cast<int32_t>(std::clamp(value, 0.0, 2147483647.0)) : 0;
}

Event of_note(EventKind kind, int32_t id, float value) noexcept {
  Event e;
  e.kind = kind;
  e.note_id = id;
  e.value = value;
  return e;
}

}  // namespace

bool Control::send(const Event& e) {
  if (!ring_.push(e)) ++dropped_;
  return true;
}

bool Control::take(const Message& m, const Peer& peer) {
  const bool pattern = is_pattern(m.address);
  if (!pattern && std::all_of(m.arguments, m.arguments + m.n, is_value)) return take_one(m, peer);
  Message one = m;
  keep_values(one);
  if (!pattern) return take_one(one, peer);
  bool taken = false;
  for (const std::string& address : addresses()) {
    if (!matches(m.address, address)) continue;
    one.address = address;
    taken = take_one(one, peer) || taken;
  }
  return taken;
}

// All current addresses.
std::vector<std::string> Control::addresses() const {
  std::vector<std::string> all;
  const std::string root(kRoot);
  for (const std::string_view fixed : kFixed) all.push_back(root + std::string(fixed));
  for (const Parameter& p : kParameters)
    for (const char* form : {"", "/raw", "/text"}) all.push_back(root + "param/" + p.id + form);
  for (const char* part : {"partials/", "noise/"})
    for (int i = 1; i <= kMaxEdited; ++i) all.push_back(root + "shape/" + part + std::to_string(i));
  for (const int32_t id : sounding_) {
    const std::string note = root + "note/" + std::to_string(id) + "/";
    for (const char* what : {"off", "choke"}) all.push_back(note + what);
    for (const auto& change : kChanges) all.push_back(note + std::string(change.name));
    for (const Parameter& p : kParameters)
      if (is_macro(parameter_index(p.id))) all.push_back(note + p.id);
  }
  return all;
}

bool Control::take_one(const Message& m, const Peer& peer) {
  std::string_view rest = m.address;
  if (!cut(rest, kRoot)) return false;
  if (cut(rest, "param/")) return parameter(rest, m, peer);
  if (cut(rest, "note/")) return note(rest, m);
  if (cut(rest, "shape/")) return shape(rest, m);
  if (cut(rest, "model/")) return model(rest, m, peer);
  if (cut(rest, "box/")) return numbers(m, 1) && knob(rest, static_cast<double>(number(m, 0, 0)));
  if (rest == "midi") return midi(m);
  if (rest == "learn") {
    const bool named = m.n > 0 && m.arguments[0].is_text();
    engine_.learn(named ? parameter_index(m.arguments[0].text) : -1);
    return true;
  }
  if (rest == "panic") {
    sounding_.clear();
    return send(of_note(EventKind::choke, -1, 0));
  }
  if (rest == "ping") {
    peer.reply(Writer("/partials/pong").add(std::string_view(library_version())).bytes());
    return true;
  }
  if (rest != "state" || !numbers(m, 0)) return false;
  const int port = static_cast<int>(number(m, 1, 0));
  if (port < 0 || port > 65535) return false;
  peer.subscribe(number(m, 0, 1) > 0, port);
  return true;
}

bool Control::parameter(std::string_view rest, const Message& m, const Peer& peer) {
  const std::string_view id = rest.substr(0, rest.find('/')), form = rest.substr(id.size());
  const int index = parameter_index(id);
  if (index < 0 || (form != "" && form != "/raw" && form != "/text")) return false;
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  if (only_passed_over(m)) return false;
  if (m.n == 0) {  // no argument: a query
    Writer w(m.address);
    const float v = engine_.value(index);
    if (form == "/text")
      w.add(std::string_view(text_of(index, v)));
    else
      w.add(form == "/raw" ? (v - p.min) / (p.max - p.min) : v);
    peer.reply(w.bytes());
    return true;
  }
  if (form == "/text") {
    const auto v = m.arguments[0].is_text() ? value_of(index, m.arguments[0].text) : std::nullopt;
    return v && (engine_.set_value(index, *v), true);
  }
  if (form.empty() && m.arguments[0].is_text() && !numbers(m, 1)) {  // "-6 dB", "on"
    const auto v = value_of(index, m.arguments[0].text);
    return v && (engine_.set_value(index, *v), true);
  }
  if (!numbers(m, 1)) return false;
  const float v = number(m, 0, 0);
  engine_.set_value(index, form == "/raw" ? p.min + (p.max - p.min) * std::clamp(v, 0.f, 1.f) : v);
  return true;
}

bool Control::note(std::string_view rest, const Message& m) {
  if (rest == "on") return note_on(m);
  if (rest == "off") return numbers(m, 1) && end_note(EventKind::note_off, id_of(m), number(m, 1, 0));
  const size_t slash = rest.find('/');
  int32_t id = 0;
  return slash != std::string_view::npos && whole(rest.substr(0, slash), id) &&
         note_change(id, rest.substr(slash + 1), m);
}

bool Control::end_note(EventKind kind, int32_t id, float value) {
  sounding_.erase(id);
  return send(of_note(kind, id, value));
}

// Arguments: id, pitch as a MIDI note with a fraction, velocity; velocity 0 ends the note. The fraction
// becomes a tuning of that note.
bool Control::note_on(const Message& m) {
  if (!numbers(m, 2)) return false;
  const float pitch = std::clamp(number(m, 1, 60), 0.f, 127.f), key = std::round(pitch);
  const float velocity = std::clamp(number(m, 2, 0.75f), 0.f, 1.f);
  if (velocity == 0) return end_note(EventKind::note_off, id_of(m), 0);
  Event e = of_note(EventKind::note_on, id_of(m), velocity);
  if (sounding_.size() < kMaxNamed) sounding_.insert(e.note_id);
  e.channel = 0;
  e.key = static_cast<int16_t>(key);
  send(e);
  return pitch == key || send(of_note(EventKind::tuning, e.note_id, pitch - key));
}

bool Control::note_change(int32_t id, std::string_view what, const Message& m) {
  if (what == "off") return numbers(m, 0) && end_note(EventKind::note_off, id, number(m, 0, 0));
  if (what == "choke") return end_note(EventKind::choke, id, 0);
  if (what == "volume" && m.n && m.arguments[0].is_text() && !numbers(m, 1))  // "-6 dB"
    return numbers(m, 1, "dB") &&
           send(of_note(EventKind::volume, id,
                        std::pow(10.f, std::clamp(number(m, 0, 0, "dB"), -120.f, 120.f) / 20)));
  if (!numbers(m, 1)) return false;
  for (const auto& change : kChanges)
    if (what == change.name) return send(of_note(change.kind, id, number(m, 0, 0)));
  const int macro = parameter_index(what);
  if (!is_macro(macro)) return false;
  Event e = of_note(EventKind::modulation, id, number(m, 0, 0));
  e.index = macro;
  return send(e);
}

// partials/N or noise/N with a gain in dB; or rest, which resets all.
bool Control::shape(std::string_view rest, const Message& m) {
  if (rest == "rest") {
    engine_.spectral_edit().rest();
    return true;
  }
  const bool noise = cut(rest, "noise/");
  int32_t number_of = 0;
  if ((!noise && !cut(rest, "partials/")) || !whole(rest, number_of) || number_of < 1 ||
      number_of > kMaxEdited || !numbers(m, 1, "dB"))
    return false;
  engine_.spectral_edit().set_db(noise ? EditedPart::noise : EditedPart::partials, number_of - 1,
                                 number(m, 0, 0, "dB"));
  return true;
}

bool Control::midi(const Message& m) {
  Event e;
  if (m.n == 1 && m.arguments[0].type == 'm') {
    e.status = m.arguments[0].midi[1];
    e.data1 = m.arguments[0].midi[2];
    e.data2 = m.arguments[0].midi[3];
  } else {
    if (!numbers(m, 2)) return false;
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(std::clamp(number(m, i, 0), 0.f, 255.f)); };
    e.status = byte(0);
    e.data1 = byte(1);
    e.data2 = byte(2);
  }
  return e.status >= 0x80 && e.status < 0xf0 && send(e);
}

bool Control::model(std::string_view rest, const Message& m, const Peer& peer) {
  if (!peer.local) return false;  // other machines may not read files of this one
  if (rest == "unload") {
    load("");
    return true;
  }
  if (rest != "load" || m.n != 1 || !m.arguments[0].is_text() || m.arguments[0].text.empty()) return false;
  load(std::string(m.arguments[0].text));
  return true;
}

void each_news(const Engine& engine, Values& sent, const std::function<void(std::string_view)>& send) {
  const Meters& meters = engine.meters();
  constexpr auto now = [](const auto& x) { return x.load(std::memory_order_relaxed); };
  send(Writer("/partials/state/pitch").add(now(meters.f0_hz)).bytes());
  send(Writer("/partials/state/loudness").add(now(meters.loudness_db)).bytes());
  send(Writer("/partials/state/level").add(now(meters.peak)).bytes());
  send(Writer("/partials/state/voices").add(static_cast<int32_t>(now(meters.voices))).bytes());
  for (int i = 0; i < kParameterCount; ++i) {
    const float v = engine.value(i);
    if (v == sent[static_cast<size_t>(i)]) continue;
    sent[static_cast<size_t>(i)] = v;
    send(Writer("/partials/param/" + std::string(kParameters[static_cast<size_t>(i)].id)).add(v).bytes());
  }
}

std::string parameter_table() {
  std::string t = "| `/partials/param/…` | from | to | at start | unit | what |\n|---|---|---|---|---|---|\n";
  char row[400];
  for (const Parameter& p : kParameters) {
    plain_snprintf(row, sizeof row, "| `%s` | %g | %g | %g | %s | %s |\n", p.id, static_cast<double>(p.min),
                   static_cast<double>(p.max), static_cast<double>(p.initial), p.unit, p.help);
    t += row;
  }
  return t;
}

}  // namespace partials::osc
