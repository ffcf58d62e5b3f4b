// SPDX-License-Identifier: MIT
// Conversion between CLAP's events and ours. A parameter's CLAP id is its index in kParameters, which never
// changes.
//   [audio-thread] noexcept; never allocates.
#pragma once
#include <algorithm>
#include <optional>

#include "events.h"  // CLAP's
#include "play/event.h"
#include "play/parameters.h"

namespace partials::clap {

inline bool has_parameter(PlayerKind kind, uint32_t id) noexcept {
  return id < static_cast<uint32_t>(kParameterCount) &&
         (kind == PlayerKind::instrument ? kParameters[id].instrument : kParameters[id].effect);
}

// Our event with the same time; nullopt for events that a player does not use (transport, system exclusive,
// other event spaces).
std::optional<Event> event_from(const clap_event_header_t& e, PlayerKind kind) noexcept;

// Returns false if the host's list is full.
bool push(const clap_output_events_t* out, const Event& e, int offset) noexcept;

// Reads the host's list in portions. Times are made ascending and clamped to the block, whatever the host
// sends.
class EventReader {
 public:
  EventReader(const clap_input_events_t* list, PlayerKind kind, int frames) noexcept
      : list_(list),
        kind_(kind),
        last_(std::max(0, frames - 1)),
        size_(list && list->size ? list->size(list) : 0) {
    advance();
  }
  bool more() const noexcept { return next_.has_value(); }
  int next_time() const noexcept { return next_->time; }
  Event take() noexcept {
    const Event e = *next_;
    advance();
    return e;
  }

 private:
  void advance() noexcept {
    const int earliest = next_ ? next_->time : 0;
    next_.reset();
    while (at_ < size_ && !next_)
      if (const clap_event_header_t* e = list_->get(list_, at_++)) next_ = event_from(*e, kind_);
    if (next_) next_->time = std::clamp(next_->time, earliest, std::max(earliest, last_));
  }

  const clap_input_events_t* list_;
  PlayerKind kind_;
  int last_;
  uint32_t size_, at_ = 0;
  std::optional<Event> next_;
};

}  // namespace partials::clap
