// SPDX-License-Identifier: MIT
#include "osc/control.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace partials::osc {
namespace {

constexpr std::string_view kRoot = "/partials/";

constexpr struct { std::string_view name; EventKind kind; } kChanges[] = {
    {"tuning", EventKind::tuning}, {"volume", EventKind::volume}, {"pan", EventKind::pan}, {"expression", EventKind::expression},
    {"vibrato", EventKind::vibrato}, {"brightness", EventKind::brightness}, {"pressure", EventKind::pressure}};

bool cut(std::string_view& text, std::string_view prefix) noexcept {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool whole(std::string_view text, int32_t& value) noexcept {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && value >= 0;
}

bool numbers(const Message& m, size_t least) noexcept {
  if (m.n < least) return false;
  return std::all_of(m.arguments, m.arguments + m.n, [](const Argument& a) { return a.is_number() && std::isfinite(a.number); });
}
float number(const Message& m, size_t i, float otherwise) noexcept {
  return i < m.n ? static_cast<float>(std::clamp(m.arguments[i].number, -1e9, 1e9)) : otherwise;
}
int32_t id_of(const Message& m) noexcept { return static_cast<int32_t>(std::clamp(m.arguments[0].number, 0.0, 2147483647.0)); }

Event of_note(EventKind kind, int32_t id, float value) noexcept {
  Event e;
  e.kind = kind, e.note_id = id, e.value = value;
  return e;
}

}  // namespace

bool Control::send(const Event& e) {
  if (!ring_.push(e)) ++dropped_;
  return true;
}

bool Control::take(const Message& m, const Peer& peer) {
  std::string_view rest = m.address;
  if (!cut(rest, kRoot)) return false;
  if (cut(rest, "param/")) return parameter(rest, m, peer);
  if (cut(rest, "note/")) return note(rest, m);
  if (cut(rest, "shape/")) return shape(rest, m);
  if (cut(rest, "model/")) return model(rest, m, peer);
  if (rest == "midi") return midi(m);
  if (rest == "learn") {
    const bool named = m.n > 0 && m.arguments[0].is_text();
    return engine_.learn(named ? parameter_index(m.arguments[0].text) : -1), true;
  }
  if (rest == "panic") return send(of_note(EventKind::choke, -1, 0));
  if (rest == "ping") return peer.reply(Writer("/partials/pong").add(std::string_view(PARTIALS_VERSION)).bytes()), true;
  if (rest != "state" || !numbers(m, 0)) return false;
  const int port = static_cast<int>(number(m, 1, 0));
  if (port < 0 || port > 65535) return false;
  return peer.subscribe(number(m, 0, 1) > 0, port), true;
}

bool Control::parameter(std::string_view rest, const Message& m, const Peer& peer) {
  const std::string_view id = rest.substr(0, rest.find('/')), form = rest.substr(id.size());
  const int index = parameter_index(id);
  if (index < 0 || (form != "" && form != "/raw" && form != "/text")) return false;
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  if (m.n == 0) {  // asked for
    Writer w(m.address);
    const float v = engine_.value(index);
    if (form == "/text") w.add(std::string_view(text_of(index, v)));
    else w.add(form == "/raw" ? (v - p.min) / (p.max - p.min) : v);
    return peer.reply(w.bytes()), true;
  }
  if (form == "/text") {
    const auto v = m.arguments[0].is_text() ? value_of(index, m.arguments[0].text) : std::nullopt;
    return v && (engine_.set_value(index, *v), true);
  }
  if (!numbers(m, 1)) return false;
  const float v = number(m, 0, 0);
  engine_.set_value(index, form == "/raw" ? p.min + (p.max - p.min) * std::clamp(v, 0.f, 1.f) : v);
  return true;
}

bool Control::note(std::string_view rest, const Message& m) {
  if (rest == "on") return note_on(m);
  if (rest == "off") return numbers(m, 1) && send(of_note(EventKind::note_off, id_of(m), number(m, 1, 0)));
  const size_t slash = rest.find('/');
  int32_t id = 0;
  return slash != std::string_view::npos && whole(rest.substr(0, slash), id) && note_change(id, rest.substr(slash + 1), m);
}

// id, pitch as a MIDI note with a fraction, velocity. The fraction is a tuning of that note.
bool Control::note_on(const Message& m) {
  if (!numbers(m, 2)) return false;
  const float pitch = std::clamp(number(m, 1, 60), 0.f, 127.f), key = std::round(pitch);
  Event e = of_note(EventKind::note_on, id_of(m), std::clamp(number(m, 2, 0.75f), 0.f, 1.f));
  e.channel = 0, e.key = static_cast<int16_t>(key);
  send(e);
  return pitch == key || send(of_note(EventKind::tuning, e.note_id, pitch - key));
}

bool Control::note_change(int32_t id, std::string_view what, const Message& m) {
  if (what == "off") return numbers(m, 0) && send(of_note(EventKind::note_off, id, number(m, 0, 0)));
  if (what == "choke") return send(of_note(EventKind::choke, id, 0));
  if (!numbers(m, 1)) return false;
  for (const auto& change : kChanges)
    if (what == change.name) return send(of_note(change.kind, id, number(m, 0, 0)));
  const int macro = parameter_index(what);
  if (!is_macro(macro)) return false;
  Event e = of_note(EventKind::modulation, id, number(m, 0, 0));
  e.index = macro;
  return send(e);
}

// partials/N or noise/N with a gain in dB; rest.
bool Control::shape(std::string_view rest, const Message& m) {
  if (rest == "rest") return engine_.shape().rest(), true;
  const bool noise = cut(rest, "noise/");
  int32_t number_of = 0;
  if ((!noise && !cut(rest, "partials/")) || !whole(rest, number_of) || number_of < 1 || number_of > kMostShaped || !numbers(m, 1)) return false;
  return engine_.shape().set_db(noise ? Part::noise : Part::partials, number_of - 1, number(m, 0, 0)), true;
}

bool Control::midi(const Message& m) {
  Event e;
  if (m.n == 1 && m.arguments[0].type == 'm') {
    e.status = m.arguments[0].midi[1], e.data1 = m.arguments[0].midi[2], e.data2 = m.arguments[0].midi[3];
  } else {
    if (!numbers(m, 2)) return false;
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(std::clamp(number(m, i, 0), 0.f, 255.f)); };
    e.status = byte(0), e.data1 = byte(1), e.data2 = byte(2);
  }
  return e.status >= 0x80 && e.status < 0xf0 && send(e);
}

bool Control::model(std::string_view rest, const Message& m, const Peer& peer) {
  if (!peer.local) return false;  // others do not read this machine's files
  if (rest == "unload") return load(""), true;
  if (rest != "load" || m.n != 1 || !m.arguments[0].is_text() || m.arguments[0].text.empty()) return false;
  return load(std::string(m.arguments[0].text)), true;
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
    std::snprintf(row, sizeof row, "| `%s` | %g | %g | %g | %s | %s |\n", p.id, static_cast<double>(p.min), static_cast<double>(p.max), static_cast<double>(p.initial), p.unit, p.help);
    t += row;
  }
  return t;
}

}  // namespace partials::osc
