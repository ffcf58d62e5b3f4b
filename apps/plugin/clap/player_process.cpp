// SPDX-License-Identifier: MIT
// The audio side: noexcept, nothing allocated, locked or waited for.
#include <cmath>

#include "player.h"

namespace partials::clap {
namespace {

bool sounds(const clap_audio_buffer_t* b) noexcept {
  if (!b || b->channel_count == 0 || !b->data32) return false;
  for (uint32_t c = 0; c < std::min(2u, b->channel_count); ++c)
    if (!b->data32[c]) return false;
  return true;
}

}  // namespace

clap_process_status Player::process(const clap_process_t& p) noexcept {
  host_.assert_audio();
  clap_audio_buffer_t* out = p.audio_outputs_count > 0 ? p.audio_outputs : nullptr;
  const clap_audio_buffer_t* in = !instrument() && p.audio_inputs_count > 0 ? p.audio_inputs : nullptr;
  if (p.frames_count > 0 && !sounds(out)) return CLAP_PROCESS_ERROR;
  play(p.in_events, p.out_events, sounds(in) ? in : nullptr, out, static_cast<int>(p.frames_count));
  if (out) out->constant_mask = 0;
  notice(static_cast<int>(p.frames_count));
  if (!instrument()) return CLAP_PROCESS_TAIL;
  const bool busy = session_.engine().meters().voices.load(std::memory_order_relaxed) > 0 || swap_left_.load(std::memory_order_relaxed) > 0;
  return busy ? CLAP_PROCESS_CONTINUE : CLAP_PROCESS_SLEEP;
}

void Player::flush(const clap_input_events_t* in, const clap_output_events_t* out) noexcept {
  if (active_.load(std::memory_order_relaxed)) {
    play(in, out, nullptr, nullptr, 0);
    return notice(0);
  }
  tell(gestures_, out);
  for (EventReader reader(in, kind(), 0); reader.more();)
    if (const Event e = reader.take(); e.kind == EventKind::parameter) session_.engine().set_value(e.index, e.value);
}

// In one go, or in portions where there are more events than fit: a portion ends where the next event stands.
void Player::play(const clap_input_events_t* in, const clap_output_events_t* out, const clap_audio_buffer_t* sound_in, clap_audio_buffer_t* sound_out, int frames) noexcept {
  tell(gestures_, out);
  EventReader reader(in, kind(), frames);
  Engine& engine = session_.engine();
  int at = 0;
  do {
    size_t n = 0;
    for (; reader.more() && n < events_.size(); ++n) {
      Event& e = events_[n] = reader.take();
      e.time -= at;
    }
    const int until = reader.more() ? reader.next_time() : frames;
    const float* from[2] = {};
    float* to[2] = {};
    Block block;
    block.frames = until - at, block.events = {events_.data(), n}, block.in = from, block.out = to;
    for (uint32_t c = 0; sound_in && c < std::min(2u, sound_in->channel_count); ++c) from[c] = sound_in->data32[c] + at, block.in_channels = static_cast<int>(c) + 1;
    for (uint32_t c = 0; sound_out && c < std::min(2u, sound_out->channel_count); ++c) to[c] = sound_out->data32[c] + at, block.out_channels = static_cast<int>(c) + 1;
    engine.process(block);
    for (const Event& e : engine.out_events()) push(out, e, at);
    at = until;
  } while (at < frames || reader.more());
}

// What only the main thread or the host can do is asked for here, once.
void Player::notice(int frames) noexcept {
  const Engine& engine = session_.engine();
  bool main = engine.wants_model();
  const float quality = engine.value(kQuality), release = engine.value(kRelease);
  const float voices = engine.value(kMono) > 0.5f ? 1 : engine.value(kVoices);
  if (std::exchange(seen_quality_, quality) != quality || std::exchange(seen_voices_, voices) != voices) main = true;
  if (std::exchange(seen_release_, release) != release) look_at_tail(true);
  if (const int left = swap_left_.load(std::memory_order_relaxed); left > 0 && frames > 0) {
    const int now = std::max(0, left - frames);
    int expected = left;
    if (swap_left_.compare_exchange_strong(expected, now) && now == 0) look_at_tail(true), main = true;
  }
  if (engine.needs_restart() && !restart_asked_.exchange(true)) host_.restart();
  if (main) host_.callback();
}

void Player::look_at_tail(bool tell) noexcept {
  const double samples = session_.engine().tail_s() * rate_hz_;
  const uint32_t now = static_cast<uint32_t>(std::ceil(samples));
  if (tail_.exchange(now, std::memory_order_relaxed) != now && tell) host_.tail_changed();
}

}  // namespace partials::clap
