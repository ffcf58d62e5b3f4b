// SPDX-License-Identifier: MIT
// Icons drawn from lines, sharp at any size.
#pragma once
#include "canvas.h"

namespace partials::window {

enum class Icon {
  none,
  previous,
  next,
  star,
  search,
  folder,
  close,
  warn,
  undo,
  mute,
  check,
  record,
  stop,
  play,
  drop
};

void toggle(Canvas& canvas, const Box& box, bool on);
void icon(Canvas& canvas, Icon which, const Box& box, Ink ink, bool filled);

}  // namespace partials::window
