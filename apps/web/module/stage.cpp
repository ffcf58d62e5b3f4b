// SPDX-License-Identifier: MIT
// Life, sound and drawing of the player. Parameters, spectral edit and state are partials.h itself.
#include "stage.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#define PARTIALS_WEB extern "C" __attribute__((used, visibility("default")))

namespace partials::web {

Stage& stage() {
  static Stage the;
  return the;
}

namespace {

// The phrase's events of this block, after the page's own, then all in order of time.
uint32_t with_phrase(Stage& s, uint32_t count, uint32_t frames) {
  const uint32_t own = count;
  for (Event e; count < std::size(s.events) && s.phrase.next(s.rate_hz, static_cast<int>(frames), e);) {
    partials_event to = PARTIALS_EVENT_INIT;
    to.time = e.time;
    to.midi[0] = e.status;
    to.midi[1] = e.data1;
    to.midi[2] = e.data2;
    to.port = 0;
    s.events[count++] = to;
  }
  // a stable sort that needs no memory, unlike std::stable_sort
  for (uint32_t i = own; i < count; ++i)
    for (uint32_t k = i; k > 0 && s.events[k].time < s.events[k - 1].time; --k)
      std::swap(s.events[k], s.events[k - 1]);
  return count;
}

void hear_level(Stage& s, uint32_t frames, uint32_t channels) {
  float peak = 0;
  for (uint32_t c = 0; c < channels; ++c)
    for (uint32_t i = 0; i < frames; ++i) peak = std::max(peak, std::abs(s.in[c][i]));
  s.input_peak = std::max(peak, s.input_peak * 0.98f);  // falls by 6 dB in 0.1 s
}

void fade(Stage& s, uint32_t frames) {
  for (float* out : {s.out[0], s.out[1]}) {
    float gain = s.gain;
    for (uint32_t i = 0; i < frames; ++i) {
      out[i] *= gain;
      gain = std::max(0.f, gain + s.gain_step);
    }
  }
  s.gain = std::max(0.f, s.gain + s.gain_step * static_cast<float>(frames));
}

}  // namespace
}  // namespace partials::web

using namespace partials;
using namespace partials::web;

// [main] 0: an instrument, 1: an effect. Replaces the player.
PARTIALS_WEB partials_player* web_open(int32_t kind) {
  Stage& s = stage();
  partials_destroy(s.player);
  s.player = partials_create(kind);
  s.phrase.clear();
  s.input_peak = 0;
  return s.player;
}
PARTIALS_WEB partials_player* web_player(void) { return stage().player; }
// [main] After loading.
PARTIALS_WEB partials_result web_prepare(double rate_hz) {
  Stage& s = stage();
  s.rate_hz = rate_hz;
  return partials_prepare(s.player, rate_hz, kMaxFrames);
}
PARTIALS_WEB partials_event* web_events(void) { return stage().events; }
PARTIALS_WEB float* web_in(int32_t channel) { return stage().in[channel & 1]; }
PARTIALS_WEB float* web_out(int32_t channel) { return stage().out[channel & 1]; }

// [audio] At most kMaxFrames frames and kMaxEvents events.
PARTIALS_WEB void web_process(uint32_t frames, uint32_t events, uint32_t in_channels) {
  Stage& s = stage();
  frames = std::min(frames, kMaxFrames);
  events = with_phrase(s, std::min(events, kMaxEvents), frames);
  const float* in[] = {s.in[0], s.in[1]};
  float* out[] = {s.out[0], s.out[1]};
  hear_level(s, frames, in_channels);
  const partials_block block{in_channels ? in : nullptr, out, in_channels, 2, frames, events, s.events};
  partials_process(s.player, &block);
  if (s.gain_step < 0) fade(s, frames);
}

// [audio] From now on the output falls to silence over so many samples. Whether it has.
PARTIALS_WEB void web_leave(uint32_t samples) {
  Stage& s = stage();
  if (s.gain_step == 0) s.gain_step = -1.f / static_cast<float>(std::max(1u, samples));
}
PARTIALS_WEB int32_t web_gone(void) { return stage().gain <= 0 ? 1 : 0; }
// [audio] Adds what web_other holds to the output, within full scale.
PARTIALS_WEB float* web_other(int32_t channel) { return stage().other[channel & 1]; }
PARTIALS_WEB void web_add(uint32_t frames) {
  Stage& s = stage();
  for (uint32_t c = 0; c < 2; ++c)
    for (uint32_t i = 0; i < std::min(frames, kMaxFrames); ++i)
      s.out[c][i] = std::clamp(s.out[c][i] + s.other[c][i], -1.f, 1.f);
}

// [audio] The demo phrase within these keys; low < 0 ends it.
PARTIALS_WEB void web_phrase(int32_t low, int32_t high) {
  if (low < 0) return stage().phrase.end();
  stage().phrase.begin(low, high);
}
PARTIALS_WEB int32_t web_voices(void) {
  return stage().player->session.engine().meters().voices.load(std::memory_order_relaxed);
}
// [audio] Whether web_view has something to draw.
PARTIALS_WEB void web_watch(int32_t on) {
  stage().player->session.engine().display_feed().watched.store(on != 0, std::memory_order_relaxed);
}
PARTIALS_WEB const View* web_view(void) {
  Stage& s = stage();
  View& v = s.view;
  const auto now = [](const auto& x) { return x.load(std::memory_order_relaxed); };
  const DisplayFeed& feed = s.player->session.engine().display_feed();
  partials_meters m;
  partials_read_meters(s.player, &m);
  v.f0_hz = now(feed.f0_hz);
  v.loudness_db = now(feed.loudness_db);
  v.heard_f0_hz = m.f0_hz;
  v.heard_loudness_db = m.loudness_db;
  v.peak = m.peak;
  v.limiter_gain = m.limiter_gain;
  v.voices = static_cast<float>(m.voices);
  v.phrase_plays = s.phrase.plays() ? 1.f : 0.f;
  v.input_peak = s.input_peak;
  v.partials = static_cast<float>(std::min(kMaxEdited, now(feed.partials)));
  v.bands = static_cast<float>(std::min(kMaxEdited, now(feed.bands)));
  for (size_t i = 0; i < kMaxEdited; ++i) {
    v.partial[i] = now(feed.partial[i]);
    v.band[i] = now(feed.band[i]);
  }
  for (int key = 0; key < 128; ++key) v.keys[key] = feed.key(key) ? 1.f : 0.f;
  return &v;
}

// [main] Memory for JavaScript to write into.
PARTIALS_WEB void* web_take(size_t bytes) { return std::malloc(bytes); }
PARTIALS_WEB void web_give(void* place) { std::free(place); }
// [any] What lies above this address is zero: a copy of the memory may end here.
PARTIALS_WEB void* web_top(void) { return sbrk(0); }
