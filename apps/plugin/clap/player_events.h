// SPDX-License-Identifier: MIT
// Events in CLAP's form and in ours. A parameter's CLAP id is its place in kParameters, which is for ever.
//   [audio-thread] noexcept, nothing allocated.
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

// Ours, its time as it stands; nullopt for what a player has no use for (transport, system exclusive, other
// spaces).
std::optional<Event> event_from(const clap_event_header_t& e, PlayerKind kind) noexcept;

// False where the host's list is full.
bool push(const clap_output_events_t* out, const Event& e, int offset) noexcept;

// The host's list in portions, times made ascending and kept within the block, whatever the host sends.
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
