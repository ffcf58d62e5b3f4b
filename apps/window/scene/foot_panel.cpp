// SPDX-License-Identifier: MIT
// The foot: help on the control under the pointer, and the player's state. Above the page: an error
// message, if there is one.
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "button.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

constexpr const char* kAudioWords = "Audio settings";

std::string playing(Scene& s, bool wide) {
  const Meters& m = s.view().meters();
  char text[64];
  const int voices = m.voices;
  if (s.view().kind() == PlayerKind::instrument)
    return std::to_string(voices) + (voices == 1 ? " voice" : " voices");
  if (m.f0_hz <= 0) return "no pitch";
  plain_snprintf(text, sizeof text, wide ? "input %.0f Hz, %.0f dB" : "%.0f Hz, %.0f dB",
                 static_cast<double>(m.f0_hz), static_cast<double>(m.loudness_db));
  return text;
}

// The standalone shows the latency of its audio system, a plug-in the latency that it reports to the host.
// An effect responds earlier than it reports.
std::string latency(Scene& s, bool wide) {
  char text[96];
  std::string said;
  if (s.view().kind() == PlayerKind::effect)
    said = wide ? "response to a sung A4: " + std::to_string(kAnswerMs) + " ms"
                : "A4 in " + std::to_string(kAnswerMs) + " ms";
  if (s.standalone()) {
    const AudioState audio = s.standalone()->audio();
    const double told_ms = audio.rate_hz > 0 ? 1000 * s.view().latency_samples() / audio.rate_hz : 0,
                 ms = audio.latency_ms - told_ms;
    if (ms <= 0) return said;
    plain_snprintf(text, sizeof text, said.empty() ? "latency %.0f ms" : "; audio system: %.0f ms", ms);
    return said + text;
  }
  const int samples = s.view().latency_samples();
  if (samples == 0) return said;
  plain_snprintf(text, sizeof text,
                 wide ? "; reported latency: %.0f ms (%d samples)" : "; reported: %.0f ms (%d samples)",
                 1000 * samples / s.shell().rate_hz(), samples);
  return said + text;
}

std::string doing(Scene& s, bool wide) {
  const std::string latency_text = s.status().playable ? latency(s, wide) : std::string();
  return playing(s, wide) + (latency_text.empty() ? "" : "    " + latency_text);
}

// The audio system's error, in the standalone.
std::string audio_trouble(Scene& s) {
  return s.standalone() ? s.standalone()->audio().trouble : std::string();
}

class Warning final : public Part {
 public:
  Warning(const Box& box, std::string words) : Part("message", box), words_(std::move(words)) {}
  void draw(Canvas& c, const Look&) override {
    c.fill(box, kOrange.faded(0.14f), kRound);
    c.frame(box, kOrange.faded(0.7f), 1, kRound);
    icon(c, Icon::warn, {box.x + 12, box.middle().y - 8, 16, 16}, kOrange, false);
    const auto lines = wrapped(c, words_, kPlain, box.w - 56, box.h > 50 ? 3 : 2);
    float y = box.middle().y - 8.5f * (static_cast<float>(lines.size()) - 1);
    for (const std::string& line : lines) {
      c.text({box.x + 38, y}, line, kPlain, kText);
      y += 17;
    }
  }
  bool active() const override { return false; }

 private:
  std::string words_;
};

}  // namespace

std::string message_of(Scene& s) {
  if (!s.state().notice.empty()) return s.state().notice;
  if (const std::string trouble = audio_trouble(s); !trouble.empty()) return trouble;
  const bool said_below = s.state().page == Page::play && missing(s);
  return said_below ? std::string() : s.status().message;
}

void message_panel(Scene& s, Box box) {
  Box rest = box;
  if (!s.state().notice.empty())
    s.add<Button>("close", rest.cut_right(34).centred(26, 26), ButtonFace{"", Icon::close, Tone::bare},
                  "Close this message", [&s] {
                    s.state().notice.clear();
                    s.change();
                  });
  const bool about_audio = s.state().notice.empty() && !audio_trouble(s).empty();
  if (about_audio && !(s.state().page == Page::settings && s.state().audio))
    s.add<Button>("audio:open", rest.cut_right(130).inset(6, 6), ButtonFace{kAudioWords},
                  "Available outputs and MIDI inputs", [&s] {
                    s.state().audio = true;
                    s.show(Page::settings);
                  });
  s.add<Warning>(rest, message_of(s));
}

float message_height(Scene& s, float width) {
  constexpr float kLetter = 6.9f, kBesides = 76 + 130;  // logical pixels; slack of about two words
  return static_cast<float>(message_of(s).size()) * kLetter > 1.85f * (width - kBesides) ? 57.f : 40.f;
}

void foot_panel(Scene& s, Box box) {
  box = box.inset(kGap + 4, 0);
  const bool wide = box.w > 900, sung = s.view().kind() == PlayerKind::effect;
  const float width = !sung ? 170.f : wide ? 590.f : 400.f;
  s.add<TextLine>(
      "doing", box.cut_right(width, 12), [&s, wide] { return doing(s, wide); }, kSmall, kQuiet, Align::right);
  s.add<TextLine>(
      "hint", box, [&s] { return s.hint(); }, kSmall, kQuiet);
}

}  // namespace partials::window
