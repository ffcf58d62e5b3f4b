// SPDX-License-Identifier: MIT
// The audio-thread part: noexcept; never allocates, locks or waits.
#include "instance.h"

namespace partials::clap {
namespace {

bool sounds(const clap_audio_buffer_t* b) noexcept {
  if (!b || b->channel_count == 0 || !b->data32) return false;
  for (uint32_t c = 0; c < std::min(2u, b->channel_count); ++c)
    if (!b->data32[c]) return false;
  return true;
}

}  // namespace

clap_process_status Instance::process(const clap_process_t& p) noexcept PARTIALS_NONBLOCKING {
  host_.assert_audio();
  clap_audio_buffer_t* out = p.audio_outputs_count > 0 ? p.audio_outputs : nullptr;
  const clap_audio_buffer_t* in = !instrument() && p.audio_inputs_count > 0 ? p.audio_inputs : nullptr;
  if (p.frames_count > 0 && !sounds(out)) return CLAP_PROCESS_ERROR;
  play(p.in_events, p.out_events, sounds(in) ? in : nullptr, out, static_cast<int>(p.frames_count));
  if (out) out->constant_mask = 0;
  notice();
  if (!instrument()) return CLAP_PROCESS_TAIL;
  const Engine& engine = player_.engine();
  return engine.swapping() || engine.meters().voices.load(std::memory_order_relaxed) > 0
             ? CLAP_PROCESS_CONTINUE
             : CLAP_PROCESS_SLEEP;
}

void Instance::flush(const clap_input_events_t* in, const clap_output_events_t* out) noexcept {
  if (active_.load(std::memory_order_relaxed)) {
    play(in, out, nullptr, nullptr, 0);
    return notice();
  }
  tell(gestures_, out);
  for (EventReader reader(in, kind(), 0); reader.more();)
    if (const Event e = reader.take(); e.kind == EventKind::parameter)
      player_.engine().set_value(e.index, e.value);
}

// Processes the block at once, or in portions if there are more events than fit; a portion ends at the next
// event.
void Instance::play(const clap_input_events_t* in, const clap_output_events_t* out,
                    const clap_audio_buffer_t* sound_in, clap_audio_buffer_t* sound_out,
                    int frames) noexcept {
  tell(gestures_, out);
  EventReader reader(in, kind(), frames);
  Engine& engine = player_.engine();
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
    block.frames = until - at;
    block.events = {events_.data(), n};
    block.in = from;
    block.out = to;
    for (uint32_t c = 0; sound_in && c < std::min(2u, sound_in->channel_count); ++c) {
      from[c] = sound_in->data32[c] + at;
      block.in_channels = static_cast<int>(c) + 1;
    }
    for (uint32_t c = 0; sound_out && c < std::min(2u, sound_out->channel_count); ++c) {
      to[c] = sound_out->data32[c] + at;
      block.out_channels = static_cast<int>(c) + 1;
    }
    engine.process(block);
    for (const Event& e : engine.out_events()) push(out, e, at);
    at = until;
  } while (at < frames || reader.more());
}

// Requests work of the main thread or the host, once.
void Instance::notice() noexcept {
  ask_for_restart();
  if (const uint32_t now = voices(); std::exchange(told_voices_, now) != now) host_.callback();
  if (const uint32_t now = tail_samples(); std::exchange(told_tail_, now) != now) host_.tail_changed();
}

}  // namespace partials::clap
