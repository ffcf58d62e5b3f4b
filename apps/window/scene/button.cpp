// SPDX-License-Identifier: MIT
#include "button.h"

namespace partials::window {

void Button::draw(Canvas& canvas, const Look& look) {
  const bool on = lit(), down = look.held && inside_;
  Ink words = kText;
  switch (face_.tone) {
    case Tone::bare:
      if (look.hover || down) canvas.fill(box, kRaised, kRound - 2);
      words = on ? kOrange : look.hover ? kText : kQuiet;
      break;
    case Tone::main:
      canvas.shade(box,
                   kBlue.faded(down         ? 0.75f
                               : look.hover ? 1.f
                                            : 0.9f),
                   kBlue.faded(down ? 0.7f : 0.78f), kRound - 2);
      words = kSunk;
      break;
    case Tone::warm:
      canvas.fill(box, kOrange.faded(look.hover ? 0.32f : 0.22f), kRound - 2);
      canvas.frame(box, kOrange.faded(0.8f), 1, kRound - 2);
      words = kOrange;
      break;
    case Tone::plain:
      canvas.shade(box, on || down ? kRaised : kRaisedTop, look.hover && !down ? kRaisedTop : kRaised,
                   kRound - 2);
      canvas.frame(box, on ? kBlue : kEdge, 1, kRound - 2);
      words = on ? kBlue : kText;
      break;
  }
  const float side = std::min(box.h, box.w) * 0.5f;
  if (face_.words.empty()) return icon(canvas, face_.icon, box.centred(side, side), words, on);
  const float glyph = face_.icon == Icon::none ? 0 : face_.font.size + 6;
  const std::string shown = fitted(canvas, face_.words, face_.font, box.w - 12 - glyph);
  const float from = box.middle().x - (canvas.width(shown, face_.font) + glyph) / 2;
  if (glyph > 0)
    icon(canvas, face_.icon, {from, box.middle().y - face_.font.size / 2, face_.font.size, face_.font.size},
         words, on);
  canvas.text({from + glyph, box.middle().y}, shown, face_.font, words);
}

}  // namespace partials::window
