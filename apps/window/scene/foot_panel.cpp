// SPDX-License-Identifier: MIT
// The foot: what the thing under the pointer is for, and what the player is doing. Above the page: what is wrong, if something is.
#include <cmath>
#include <cstdio>

#include "button.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

std::string doing(Scene& s) {
  const Meters& m = s.view().meters();
  char text[96];
  if (s.view().kind() == PlayerKind::instrument) std::snprintf(text, sizeof text, "%d %s", m.voices.load(), m.voices.load() == 1 ? "voice" : "voices");
  else std::snprintf(text, sizeof text, "hears %.0f Hz, %.0f dB    %d samples late", static_cast<double>(m.f0_hz), static_cast<double>(m.loudness_db), s.view().latency_samples());
  return text;
}

class Warning final : public Part {
 public:
  Warning(const Box& box, std::string words) : Part("message", box), words_(std::move(words)) {}
  void draw(Canvas& c, const Look&) override {
    c.fill(box, kOrange.faded(0.14f), kRound);
    c.frame(box, kOrange.faded(0.7f), 1, kRound);
    icon(c, Icon::warn, {box.x + 12, box.middle().y - 8, 16, 16}, kOrange, false);
    const auto lines = wrapped(c, words_, kPlain, box.w - 76, 2);
    float y = box.middle().y - 8.5f * (static_cast<float>(lines.size()) - 1);
    for (const std::string& line : lines) c.text({box.x + 38, y}, line, kPlain, kText), y += 17;
  }
  bool active() const override { return false; }

 private:
  std::string words_;
};

}  // namespace

std::string message_of(Scene& s) {
  if (!s.state().notice.empty()) return s.state().notice;
  const bool said_below = s.state().page == Page::play && missing(s);
  return said_below ? std::string() : s.status().message;
}

void message_panel(Scene& s, Box box) {
  Box rest = box;
  if (!s.state().notice.empty())
    s.add<Button>("close", rest.cut_right(34).centred(26, 26), ButtonFace{"", Icon::close, Tone::bare}, "Close this message", [&s] { s.state().notice.clear(), s.change(); });
  s.add<Warning>(rest, message_of(s));
}

void foot_panel(Scene& s, Box box) {
  box = box.inset(kGap + 4, 0);
  s.add<TextLine>("doing", box.cut_right(220, 12), [&s] { return doing(s); }, kSmall, kQuiet, Align::right);
  s.add<TextLine>("hint", box, [&s] { return s.hint(); }, kSmall, kQuiet);
}

}  // namespace partials::window
