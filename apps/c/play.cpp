// SPDX-License-Identifier: MIT
// partials.h: functions of the audio thread, and meters. The engine takes kEvents events at a time: a block
// with more is played in parts, with the same result.
#include <cstddef>

#include "player.h"

using namespace partials;

static_assert(PARTIALS_NOTE_ON == static_cast<int>(EventKind::note_on) &&
              PARTIALS_MIDI == static_cast<int>(EventKind::midi) &&
              PARTIALS_MODULATION == static_cast<int>(EventKind::modulation) &&
              PARTIALS_PRESSURE == static_cast<int>(EventKind::pressure));
static_assert(sizeof(partials_event) == 28 && offsetof(partials_event, value) == 24,
              "the layout is part of the interface");

namespace {

constexpr uint32_t kEvents = 128;

Event inner(const partials_event& e, int time) noexcept {
  Event out;
  out.time = time;
  out.kind = static_cast<EventKind>(e.kind);
  out.status = e.midi[0];
  out.data1 = e.midi[1];
  out.data2 = e.midi[2];
  out.port = e.port;
  out.channel = e.channel;
  out.key = e.key;
  out.note_id = e.note_id;
  out.index = e.parameter;
  out.value = e.value;
  return out;
}

partials_event outer(const Event& e, int after) noexcept {
  return {after + e.time,
          static_cast<uint8_t>(e.kind),
          {e.status, e.data1, e.data2},
          e.port,
          e.channel,
          e.key,
          0,
          e.note_id,
          e.index,
          e.value};
}

void silence(const partials_block& b) noexcept {
  for (uint32_t c = 0; c < b.out_channels; ++c)
    if (b.out[c]) std::fill_n(b.out[c], b.frames, 0.f);
}

bool whole(const partials_block& b) noexcept {
  if (!b.out || b.out_channels < 1 || b.out_channels > 2 || b.in_channels > 2 || b.frames > (1u << 30) ||
      (b.event_count && !b.events))
    return false;
  for (uint32_t c = 0; c < b.out_channels; ++c)
    if (!b.out[c]) return false;
  for (uint32_t c = 0; b.in && c < b.in_channels; ++c)
    if (!b.in[c]) return false;
  return true;
}

// Fills `events` from number `first` on, starting at sample `from`, and returns how many samples they
// cover.
int gather(const partials_block& b, uint32_t first, int from, Event* events, uint32_t& n) noexcept {
  const int frames = static_cast<int>(b.frames);
  int latest = from;
  for (n = 0; n < kEvents && first + n < b.event_count; ++n) {
    latest = std::clamp<int>(b.events[first + n].time, latest, std::max(from, frames - 1));
    events[n] = inner(b.events[first + n], latest - from);
  }
  return first + n < b.event_count ? latest - from : frames - from;
}

}  // namespace

void partials_reset(partials_player* player) {
  if (player && player->prepared) {
    player->session.engine().reset();
    player->n_out = 0;
  }
}

void partials_process(partials_player* player, const partials_block* block) {
  if (!block) return;
  const bool sane = whole(*block);
  if (player) player->n_out = 0;
  if (!player || !player->prepared || !sane) {
    if (sane) silence(*block);
    return;
  }
  Engine& engine = player->session.engine();
  Event events[kEvents];
  uint32_t done = 0, n = 0;
  int at = 0;
  do {
    const int frames = gather(*block, done, at, events, n);
    const float* in[2];
    float* out[2];
    const int ins = block->in ? static_cast<int>(block->in_channels) : 0,
              outs = static_cast<int>(block->out_channels);
    for (int c = 0; c < ins; ++c) in[c] = block->in[c] + at;
    for (int c = 0; c < outs; ++c) out[c] = block->out[c] + at;
    engine.process({in, ins, out, outs, frames, {events, n}});
    for (const Event& e : engine.out_events())
      if (player->n_out < partials_player::kMaxOut) player->out[player->n_out++] = outer(e, at);
    done += n;
    at += frames;
  } while (done < block->event_count || at < static_cast<int>(block->frames));
}

uint32_t partials_out_events(const partials_player* player, const partials_event** events) {
  if (events) *events = player ? player->out : nullptr;
  return player ? player->n_out : 0;
}

void partials_learn(partials_player* player, int32_t parameter) {
  if (player && parameter >= -1 && parameter < kParameterCount) player->session.engine().learn(parameter);
}

int32_t partials_take_program(partials_player* player) {
  return player ? player->session.engine().take_program() : -1;
}

int32_t partials_take_steps(partials_player* player) {
  return player ? player->session.engine().take_steps() : 0;
}

float partials_shape_db(const partials_player* player, partials_part part, uint32_t index) {
  return player && index < kMaxEdited
             ? player->session.engine().spectral_edit().db(
                   part == PARTIALS_NOISE ? EditedPart::noise : EditedPart::partials, static_cast<int>(index))
             : 0.f;
}

partials_result partials_set_shape_db(partials_player* player, partials_part part, uint32_t index,
                                      float gain_db) {
  if (!player || index >= kMaxEdited || (part != PARTIALS_PARTIALS && part != PARTIALS_NOISE))
    return PARTIALS_BAD_ARGUMENT;
  player->session.engine().spectral_edit().set_db(
      part == PARTIALS_NOISE ? EditedPart::noise : EditedPart::partials, static_cast<int>(index), gain_db);
  return PARTIALS_OK;
}

void partials_rest_shape(partials_player* player) {
  if (player) player->session.engine().spectral_edit().rest();
}

void partials_read_meters(const partials_player* player, partials_meters* meters) {
  if (!meters) return;
  *meters = {0, -120, 0, 1, 0};
  if (!player) return;
  const Meters& m = player->session.engine().meters();
  constexpr auto read = [](const auto& x) { return x.load(std::memory_order_relaxed); };
  *meters = {read(m.f0_hz), read(m.loudness_db), read(m.peak), read(m.limiter_gain), read(m.voices)};
}
