// SPDX-License-Identifier: MIT
// The object behind the handle of partials.h: a session, a fixed buffer for its last error, and the events
// of the last block. Code that may throw runs in guarded(), so that no exception crosses the interface;
// where there are no exceptions (PARTIALS_RUNTIME), a lack of memory ends the program instead.
#pragma once
#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

#include "host/session.h"
#include "partials/partials.h"

struct partials_player {
  static constexpr size_t kMaxOut = 512;

  explicit partials_player(partials::PlayerKind kind) : session(kind) {}
  partials::Session session;
  bool prepared = false;
  char error[1024] = "";
  partials_error code = PARTIALS_ERROR_NONE;  // of `error`
  partials_event out[kMaxOut];
  uint32_t n_out = 0;
};

namespace partials::c {

inline void copy_text(std::string_view from, char* text, size_t room) noexcept {
  if (!text || room == 0) return;
  size_t n = std::min(from.size(), room - 1);
  // do not cut a UTF-8 character
  while (n < from.size() && n > 0 && (static_cast<unsigned char>(from[n]) & 0xc0) == 0x80) --n;
  std::memcpy(text, from.data(), n);
  text[n] = 0;
}

inline partials_error code_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::refused:
      return PARTIALS_ERROR_REFUSED;
    case ErrorCode::missing:
      return PARTIALS_ERROR_MISSING;
    case ErrorCode::unreadable:
      return PARTIALS_ERROR_UNREADABLE;
    case ErrorCode::damaged:
      return PARTIALS_ERROR_DAMAGED;
    case ErrorCode::too_new:
      return PARTIALS_ERROR_TOO_NEW;
    case ErrorCode::unsupported:
      return PARTIALS_ERROR_UNSUPPORTED;
    case ErrorCode::memory:
      return PARTIALS_ERROR_MEMORY;
    case ErrorCode::cancelled:
      return PARTIALS_ERROR_CANCELLED;
    case ErrorCode::internal:
      break;
  }
  return PARTIALS_ERROR_INTERNAL;
}

enum class Thrown { nothing, no_memory, other };

template <class Work>
Thrown catching(Work&& work) noexcept {
#ifdef __cpp_exceptions
  try {
    work();
  } catch (const std::bad_alloc&) {
    return Thrown::no_memory;
  } catch (...) {
    return Thrown::other;
  }
#else
  work();
#endif
  return Thrown::nothing;
}

// work() returns a Result<void>; its error or exception is written to `text`, and the kind to `code`.
template <class Work>
partials_result guarded(char* text, size_t room, partials_error& code, Work&& work) noexcept {
  copy_text("", text, room);
  code = PARTIALS_ERROR_NONE;
  partials_result result = PARTIALS_OK;
  const Thrown thrown = catching([&] {
    const Result<void> r = work();
    if (r) return;
    copy_text(r.error().text, text, room);
    code = code_of(r.error().code);
    result = PARTIALS_FAILED;
  });
  if (thrown == Thrown::no_memory) {
    copy_text("There is not enough memory for this model; close other programs or choose a smaller one.",
              text, room);
    code = PARTIALS_ERROR_MEMORY;
    return PARTIALS_OUT_OF_MEMORY;
  }
  if (thrown == Thrown::other) {
    copy_text("An unknown error occurred in the library; please report it with the model that was loaded.",
              text, room);
    code = PARTIALS_ERROR_INTERNAL;
    return PARTIALS_FAILED;
  }
  return result;
}

template <class Work>
partials_result guarded(char* text, size_t room, Work&& work) noexcept {
  partials_error code;
  return guarded(text, room, code, work);
}

template <class Work>
partials_result guarded(partials_player* player, Work&& work) noexcept {
  return guarded(player->error, sizeof player->error, player->code, work);
}

inline partials_result refuse(partials_player* player, const char* why) noexcept {
  if (!player) return PARTIALS_BAD_ARGUMENT;
  copy_text(why, player->error, sizeof player->error);
  player->code = PARTIALS_ERROR_REFUSED;
  return PARTIALS_BAD_ARGUMENT;
}

}  // namespace partials::c
