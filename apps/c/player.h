// SPDX-License-Identifier: MIT
// Behind the handle of partials.h: a session, a fixed room for its last error, and the events of the last
// block. What may throw runs in guarded(), so that nothing crosses the interface but a result.
#pragma once
#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

#include "host/session.h"
#include "partials/partials.h"

struct partials_player {
  static constexpr size_t kMostOut = 512;

  explicit partials_player(partials::PlayerKind kind) : session(kind) {}
  partials::Session session;
  bool prepared = false;
  char error[1024] = "";
  partials_event out[kMostOut];
  uint32_t n_out = 0;
};

namespace partials::c {

inline void copy_text(std::string_view from, char* text, size_t room) noexcept {
  if (!text || room == 0) return;
  size_t n = std::min(from.size(), room - 1);
  // no half characters
  while (n < from.size() && n > 0 && (static_cast<unsigned char>(from[n]) & 0xc0) == 0x80) --n;
  std::memcpy(text, from.data(), n);
  text[n] = 0;
}

// work() gives a Result<void>; what it threw or said lands in text.
template <class Work>
partials_result guarded(char* text, size_t room, Work&& work) noexcept {
  copy_text("", text, room);
  try {
    const Result<void> r = work();
    if (r) return PARTIALS_OK;
    copy_text(r.error().text, text, room);
    return PARTIALS_FAILED;
  } catch (const std::bad_alloc&) {
    copy_text("There is not enough memory for this model; close other programs or choose a smaller one.",
              text, room);
    return PARTIALS_OUT_OF_MEMORY;
  } catch (...) {
    copy_text(
        "The library met an error that it does not know; please report it with the model that was loaded.",
        text, room);
    return PARTIALS_FAILED;
  }
}

template <class Work>
partials_result guarded(partials_player* player, Work&& work) noexcept {
  return guarded(player->error, sizeof player->error, work);
}

inline partials_result refuse(partials_player* player, const char* why) noexcept {
  if (player) copy_text(why, player->error, sizeof player->error);
  return PARTIALS_BAD_ARGUMENT;
}

}  // namespace partials::c
