// SPDX-License-Identifier: MIT
#include "script.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace partials::hosting {
namespace {

// Frames from `at` to the next parameter change after `at`, searching from event `next`.
int to_next_change(const Script& script, size_t next, int at) {
  for (size_t i = next; i < script.events.size(); ++i)
    if (const Event& e = script.events[i]; e.kind == EventKind::parameter && e.time > at) return e.time - at;
  return script.frames;
}

uint8_t midi_velocity(float v, int least) {
  return static_cast<uint8_t>(std::clamp(static_cast<int>(std::lround(127 * v)), least, 127));
}

template <class Process>
StereoSound play_with(const Script& script, bool cut, Process&& process,
                      const std::function<void(int64_t)>& between) {
  StereoSound heard;
  const auto frames = static_cast<size_t>(script.frames);
  heard.left.resize(frames);
  heard.right.resize(frames);
  std::vector<float> left(8192), right(8192);
  std::vector<Event> now;
  size_t next = 0, turn = 0;
  for (int at = 0, end = 0; at < script.frames;) {
    if (at == end) end = std::min(at + script.blocks[turn++ % script.blocks.size()], script.frames);
    const int n = std::min(end - at, cut ? to_next_change(script, next, at) : script.frames);
    now.clear();
    for (; next < script.events.size() && script.events[next].time < at + n; ++next) {
      now.push_back(script.events[next]);
      now.back().time -= at;
    }
    const bool has_in = !script.in.empty();
    for (int i = 0; has_in && i < n; ++i) {  // silence after the end of the input
      const auto from = static_cast<size_t>(at + i);
      left[static_cast<size_t>(i)] = right[static_cast<size_t>(i)] =
          from < script.in.size() ? script.in[from] : 0.f;
    }
    float* sides[] = {left.data(), right.data()};  // in place, as many hosts do
    for (const Event& e : process(Block{sides, has_in ? 2 : 0, sides, 2, n, now})) {
      heard.events.push_back(e);
      heard.events.back().time += at;
    }
    std::copy_n(left.begin(), n, heard.left.begin() + at);
    std::copy_n(right.begin(), n, heard.right.begin() + at);
    at += n;
    if (between) between(at);
  }
  return heard;
}

float wild(uint64_t key, uint64_t i, float low, float high) {
  const float u = random_unit(key, i);
  return random_unit(key, i + 1) < 0.02f ? 1e9f * (u - 0.5f) : low + (high - low) * u;
}

bool rebuilds(int index) { return index == kLowestNote || index == kQuality; }

}  // namespace

StereoSound play(Hosted& plugin, const Script& script, const std::function<void(int64_t)>& between) {
  return play_with(
      script, !plugin.abilities().moved_within_block,
      [&](const Block& b) -> const std::vector<Event>& {
        plugin.process(b);
        return plugin.out_events();
      },
      between);
}

StereoSound play(Engine& engine, const Script& script) {
  return play_with(script, false,
                   [&](const Block& b) {
                     engine.process(b);
                     return engine.out_events();
                   },
                   {});
}

Event note_on(int time, int key, float velocity, int note_id) {
  Event e;
  e.time = time;
  e.kind = EventKind::note_on;
  e.port = 0;
  e.channel = 0;
  e.key = static_cast<int16_t>(key);
  e.note_id = note_id;
  e.value = velocity;
  return e;
}

Event note_off(int time, int key, int note_id) {
  Event e = note_on(time, key, 0, note_id);
  e.kind = EventKind::note_off;
  return e;
}

Event parameter(int time, int index, float value) {
  Event e;
  e.time = time;
  e.kind = EventKind::parameter;
  e.index = index;
  e.value = value;
  return e;
}

Event expression(int time, EventKind kind, int note_id, float value, int index) {
  Event e;
  e.time = time;
  e.kind = kind;
  e.note_id = note_id;
  e.value = value;
  e.index = index;
  return e;
}

Event midi(int time, int status, int data1, int data2) {
  Event e;
  e.time = time;
  e.kind = EventKind::midi;
  e.port = 0;
  e.status = static_cast<uint8_t>(status);
  e.data1 = static_cast<uint8_t>(data1);
  e.data2 = static_cast<uint8_t>(data2);
  return e;
}

std::vector<Event> carried(const Abilities& abilities, std::vector<Event> events) {
  if (abilities.modulation) return events;
  for (Event& e : events) {
    const bool on = e.kind == EventKind::note_on;
    if (!abilities.expressions && (on || e.kind == EventKind::note_off))
      e = midi(e.time, on ? 0x90 : 0x80, e.key, midi_velocity(e.value, on));
  }
  std::erase_if(events, [&](const Event& e) {
    const bool always = e.kind == EventKind::midi || e.kind == EventKind::parameter;
    const bool note = e.kind == EventKind::note_on || e.kind == EventKind::note_off ||
                      (e.kind >= EventKind::tuning && e.note_id >= 0);
    return !always && !(abilities.expressions && note);
  });
  return events;
}

std::vector<int> random_blocks(uint64_t seed, int largest) {
  std::vector<int> sizes(257);
  for (size_t i = 0; i < sizes.size(); ++i) {
    const float u = random_unit(seed, i);
    // small sizes are more frequent
    sizes[i] = 1 + static_cast<int>(u * u * u * static_cast<float>(largest - 1));
  }
  return sizes;
}

std::vector<Event> storm(PlayerKind kind, const Abilities& abilities, uint64_t seed, int frames,
                         double rate_hz, double per_second) {
  std::vector<Event> events;
  const auto count = static_cast<uint64_t>(frames / rate_hz * per_second);
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t key = stream_key(seed, i);
    const auto pick = [&](uint64_t at, int n) {
      return std::min(n - 1, static_cast<int>(random_unit(key, at) * static_cast<float>(n)));
    };
    const int time = pick(0, frames), what = pick(1, 8), note = 36 + pick(2, 60);
    const int index = pick(3, kParameterCount);
    const Parameter& p = kParameters[static_cast<size_t>(index)];
    const bool instrument = kind == PlayerKind::instrument;
    if (what < 2 && instrument)
      events.push_back(note_on(time, note, random_unit(key, 4), note));
    else if (what < 4 && instrument)
      events.push_back(note_off(time, note, note));
    else if (what == 4 && !rebuilds(index) && (instrument ? p.instrument : p.effect))
      events.push_back(parameter(time, index, wild(key, 5, p.min, p.max)));
    else if (what == 5 && instrument) {
      const auto which = static_cast<EventKind>(static_cast<int>(EventKind::modulation) + pick(7, 8));
      events.push_back(expression(time, which, note, wild(key, 8, -1, 2), kMacro1 + pick(10, kMacros)));
    } else if (what == 6) {
      const int status = 0x80 + pick(11, 0x70);
      if ((status & 0xf0) != 0xc0) events.push_back(midi(time, status, pick(12, 128), pick(13, 128)));
    } else if (what == 7 && instrument && pick(14, 8) == 0)
      events.push_back(expression(time, EventKind::choke, note, 0));
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  return carried(abilities, std::move(events));
}

}  // namespace partials::hosting
