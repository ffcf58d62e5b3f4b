// SPDX-License-Identifier: MIT
#include "gestures.h"

namespace partials::clap {
namespace {

clap_event_header_t header(size_t size, uint16_t type) noexcept {
  return {static_cast<uint32_t>(size), 0, CLAP_CORE_EVENT_SPACE_ID, type, CLAP_EVENT_IS_LIVE};
}

}  // namespace

void tell(Gestures& gestures, const clap_output_events_t* out) noexcept {
  for (Gesture g; gestures.pop(g);) {
    if (!out || !out->try_push) continue;
    const auto id = static_cast<clap_id>(g.index);
    if (g.kind == Gesture::value) {
      const clap_event_param_value_t v{
          header(sizeof v, CLAP_EVENT_PARAM_VALUE), id, nullptr, -1, -1, -1, -1, static_cast<double>(g.to)};
      out->try_push(out, &v.header);
    } else {
      const clap_event_param_gesture_t e{
          header(sizeof e,
                 g.kind == Gesture::begin ? CLAP_EVENT_PARAM_GESTURE_BEGIN : CLAP_EVENT_PARAM_GESTURE_END),
          id};
      out->try_push(out, &e.header);
    }
  }
}

}  // namespace partials::clap
