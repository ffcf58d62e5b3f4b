// SPDX-License-Identifier: MIT
// partials.h: life, models, state, tuning.
#include "base/version.h"
#include "play/tuning.h"
#include "player.h"

using namespace partials;
using namespace partials::c;

uint32_t partials_api_version(void) { return PARTIALS_API_VERSION; }
const char* partials_version(void) { return partials::library_version(); }

partials_player* partials_create(partials_kind kind) {
  if (kind != PARTIALS_INSTRUMENT && kind != PARTIALS_EFFECT) return nullptr;
  partials_player* player = nullptr;
  (void)catching([&] {
    player = new partials_player(kind == PARTIALS_EFFECT ? PlayerKind::effect : PlayerKind::instrument);
  });
  return player;
}

void partials_destroy(partials_player* player) { delete player; }

const char* partials_last_error(const partials_player* player) {
  return player ? player->error : "The player is null; check the result of partials_create.";
}

partials_error partials_error_code(const partials_player* player) {
  return player ? player->code : partials_error{PARTIALS_ERROR_REFUSED};
}

partials_result partials_load_file(partials_player* player, const char* path) {
  if (!player || !path)
    return refuse(player, "The path of the model is null; pass the path of a .partials file.");
  return guarded(player, [&] { return player->session.load_file(path); });
}

partials_result partials_load_memory(partials_player* player, const void* bytes, size_t size,
                                     const char* name) {
  if (!player || (!bytes && size))
    return refuse(player, "The bytes of the model are null; pass the contents of a .partials file.");
  return guarded(player, [&] {
    return player->session.load_bytes(std::string(static_cast<const char*>(bytes), size),
                                      name ? name : "model", "");
  });
}

partials_result partials_unload(partials_player* player) {
  if (!player) return PARTIALS_BAD_ARGUMENT;
  return guarded(player, [&] {
    player->session.unload();
    return Result<void>{};
  });
}

void partials_model_name(const partials_player* player, char* text, size_t room) {
  copy_text(player ? player->session.model().name : "", text, room);
}

void partials_macro_name(const partials_player* player, uint32_t slot, char* text, size_t room) {
  copy_text("", text, room);
  if (!player || slot >= kMacros) return;
  // no memory for the names: returns none
  (void)catching([&] { copy_text(player->session.engine().macros()[slot], text, room); });
}

partials_result partials_prepare(partials_player* player, double rate_hz, uint32_t max_block) {
  if (!player) return PARTIALS_BAD_ARGUMENT;
  return guarded(player, [&] {
    auto r = player->session.engine().prepare(rate_hz, static_cast<int>(std::min<uint32_t>(max_block, 8192)));
    player->prepared |= r.ok();
    return r;
  });
}

partials_result partials_maintain(partials_player* player) {
  if (!player) return PARTIALS_BAD_ARGUMENT;
  return guarded(player, [&] {
    player->session.engine().collect();
    return player->session.engine().refresh();
  });
}

int32_t partials_needs_prepare(const partials_player* player) {
  return player && player->session.engine().needs_restart();
}
uint32_t partials_latency_samples(const partials_player* player) {
  return player ? static_cast<uint32_t>(player->session.engine().latency_samples()) : 0;
}
double partials_tail_s(const partials_player* player) {
  return player ? player->session.engine().tail_s() : 0;
}
uint64_t partials_memory_bytes(const partials_player* player) {
  return player ? sizeof *player + player->session.engine().memory_bytes() : 0;
}

partials_result partials_set_scale(partials_player* player, const char* scale, const char* keyboard) {
  if (!player) return PARTIALS_BAD_ARGUMENT;
  return guarded(player, [&]() -> Result<void> {
    if (!scale) {
      player->session.engine().set_tuning(equal_temperament());
      return Result<void>{};
    }
    const auto s = scale_from_text(scale, "scale");
    if (!s) return s.error();
    const auto k =
        keyboard ? keyboard_from_text(keyboard, "keyboard mapping") : Result<KeyboardMap>(KeyboardMap{});
    if (!k) return k.error();
    const auto pitches = tuning_of(s.value(), k.value());
    if (!pitches) return pitches.error();
    player->session.engine().set_tuning(pitches.value());
    return Result<void>{};
  });
}

size_t partials_save(partials_player* player, void* bytes, size_t room) {
  if (!player) return 0;
  size_t size = 0;
  const partials_result r = guarded(player, [&] {
    const std::string state = player->session.save();
    if (bytes && room >= state.size()) std::memcpy(bytes, state.data(), state.size());
    size = state.size();
    return Result<void>{};
  });
  return r == PARTIALS_OK ? size : 0;
}

partials_result partials_restore(partials_player* player, const void* bytes, size_t size) {
  if (!player || (!bytes && size))
    return refuse(player, "The bytes of the state are null; pass the bytes that partials_save wrote.");
  return guarded(player, [&] { return player->session.restore({static_cast<const char*>(bytes), size}); });
}
