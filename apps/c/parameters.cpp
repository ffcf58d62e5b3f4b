// SPDX-License-Identifier: MIT
// partials.h: parameters by number and id, conversion to and from text.
#include "player.h"

using namespace partials;
using namespace partials::c;

uint32_t partials_parameter_count(void) { return kParameterCount; }

partials_result partials_parameter_info(uint32_t parameter, partials_parameter* info) {
  if (parameter >= kParameterCount || !info) return PARTIALS_BAD_ARGUMENT;
  const Parameter& p = kParameters[parameter];
  uint32_t flags = 0;
  if (p.instrument) flags |= PARTIALS_FOR_INSTRUMENT;
  if (p.effect) flags |= PARTIALS_FOR_EFFECT;
  if (p.stepped) flags |= PARTIALS_STEPPED;
  if (p.look == Look::toggle) flags |= PARTIALS_TOGGLE;
  *info = {p.id, p.name, p.unit, p.help, p.min, p.max, p.initial, flags};
  return PARTIALS_OK;
}

int32_t partials_parameter_index(const char* id) { return id ? parameter_index(id) : -1; }

float partials_value(const partials_player* player, uint32_t parameter) {
  return player && parameter < kParameterCount ? player->session.engine().value(static_cast<int>(parameter))
                                               : 0.f;
}

partials_result partials_set_value(partials_player* player, uint32_t parameter, float value) {
  if (!player || parameter >= kParameterCount) return PARTIALS_BAD_ARGUMENT;
  player->session.engine().set_value(static_cast<int>(parameter), value);
  return PARTIALS_OK;
}

partials_result partials_value_to_text(uint32_t parameter, float value, char* text, size_t room) {
  if (parameter >= kParameterCount || !text) return PARTIALS_BAD_ARGUMENT;
  char unused[1];
  return guarded(unused, 0, [&] {
    copy_text(text_of(static_cast<int>(parameter), value), text, room);
    return Result<void>{};
  });
}

partials_result partials_text_to_value(uint32_t parameter, const char* text, float* value) {
  if (parameter >= kParameterCount || !text || !value) return PARTIALS_BAD_ARGUMENT;
  char unused[1];
  return guarded(unused, 0, [&]() -> Result<void> {
    const auto v = value_of(static_cast<int>(parameter), text);
    if (!v) return Error{"no such value"};
    *value = *v;
    return {};
  });
}
