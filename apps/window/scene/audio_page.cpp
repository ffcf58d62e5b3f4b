// SPDX-License-Identifier: MIT
// Audio settings of the standalone: the audio system in use, with rate, block size and latency, and the
// MIDI inputs.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "icons.h"
#include "list.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

constexpr const char* kBest = "Automatic";

std::string number(const char* form, double x) {
  char text[48];
  plain_snprintf(text, sizeof text, form, x);
  return text;
}

int place_of(const std::vector<AudioOutput>& outputs, const std::string& id) {
  for (size_t i = 0; i < outputs.size(); ++i)
    if (outputs[i].id == id) return static_cast<int>(i);
  return 0;
}

// A line with a ring at its left, which is filled if the line is in use.
void marked_line(Canvas& c, const Box& line, const std::string& words, bool on, bool strong) {
  const Point middle{line.x + 7, line.middle().y};
  c.arc(middle, 6, 0, 6.2831853f, on ? kBlue : kFaint, 1.5f);
  if (on) c.disc(middle, 3.2f, kBlue);
  c.text({line.x + 24, line.middle().y}, fitted(c, words, kPlain, line.w - 24), kPlain,
         strong || on ? kText : kQuiet);
}

Lines output_lines(Scene& s) {
  auto outputs = s.standalone()->outputs();
  const AudioState now = s.standalone()->audio();
  const bool automatic = now.automatic || now.output.empty();
  outputs.insert(outputs.begin(),
                 AudioOutput{"", automatic && !now.name.empty() ? kBest + (": " + now.name) : kBest});
  const bool there =
      std::any_of(outputs.begin(), outputs.end(), [&](const AudioOutput& o) { return o.id == now.output; });
  if (!automatic && !there) outputs.push_back({now.output, now.output + " (not available)"});
  const int used = automatic ? 0 : place_of(outputs, now.output);
  const auto use = [&s, outputs](int i) {
    s.state().output = i;
    s.standalone()->choose_output(outputs[static_cast<size_t>(i)].id);
    s.change();
  };
  Lines lines;
  lines.count = static_cast<int>(outputs.size());
  lines.height = 34;
  lines.draw = [outputs, used](Canvas& c, int i, const Box& line, bool) {
    marked_line(c, line, outputs[static_cast<size_t>(i)].name, i == used, false);
  };
  lines.chosen = [&s] { return s.state().output; };
  lines.choose = [&s](int i) {
    s.state().output = i;
    s.change();
  };
  lines.open = use;
  lines.click = [use](int i, float, float) {
    use(i);
    return true;
  };
  lines.help = "Click an output to play through it; by keyboard: arrows, then Enter";
  return lines;
}

Lines input_lines(Scene& s) {
  const auto inputs = s.standalone()->midi_inputs();
  const auto turn = [&s, inputs](int i) {
    const MidiInput& input = inputs[static_cast<size_t>(i)];
    s.state().input = i;
    s.standalone()->connect_midi(input.id, !input.connected);
    s.change();
  };
  Lines lines;
  lines.count = static_cast<int>(inputs.size());
  lines.height = 34;
  lines.draw = [inputs](Canvas& c, int i, const Box& line, bool) {
    const MidiInput& input = inputs[static_cast<size_t>(i)];
    Box rest = line;
    toggle(c, rest.cut_right(30, 12).centred(30, 16), input.connected);
    c.text({rest.x, rest.middle().y}, fitted(c, input.name, kPlain, rest.w), kPlain,
           input.connected ? kText : kQuiet);
  };
  lines.chosen = [&s] { return s.state().input; };
  lines.choose = [&s](int i) {
    s.state().input = i;
    s.change();
  };
  lines.open = turn;
  lines.click = [turn](int i, float, float) {
    turn(i);
    return true;
  };
  lines.empty =
      "No MIDI input was found. Plug in a keyboard, and it appears automatically. You can also play with the "
      "keys on the Play page or the computer's keys.";
  lines.help = "Click an input to connect or disconnect it; by keyboard: arrows, then Enter";
  return lines;
}

void fact(Scene& s, Box line, const std::string& what, const std::string& is) {
  s.add<TextLine>("fact:" + what, line.cut_left(72, 8), what, kPlain, kQuiet);
  s.add<TextLine>("is:" + what, line, is, kPlain, kText);
}

void output_panel(Scene& s, Box box) {
  s.add<Plate>("plate:audio", box);
  box = box.inset(14, 10);
  s.add<TextLine>("title:audio", box.cut_top(24, 6), "Audio output", kHead, kText);
  const AudioState now = s.standalone()->audio();
  Box facts = box.cut_bottom(3 * 20, 10);
  const bool runs = now.running && now.rate_hz > 0;
  fact(s, facts.cut_top(20), "Rate", runs ? number("%g kHz", now.rate_hz / 1000) : "not running");
  fact(s, facts.cut_top(20), "Block",
       runs ? number("%.0f samples", now.block) + number(", %.1f ms", 1000 * now.block / now.rate_hz) : "");
  fact(s, facts.cut_top(20), "Latency",
       !runs                ? ""
       : now.latency_ms > 0 ? number("%.1f ms (program and device)", now.latency_ms)
                            : "not reported by the device");
  s.add<List>("outputs", box, s.state().outputs_top, output_lines(s));
}

void input_panel(Scene& s, Box box) {
  s.add<Plate>("plate:midi", box);
  box = box.inset(14, 10);
  s.add<TextLine>("title:midi", box.cut_top(24, 6), "MIDI inputs", kHead, kText);
  s.add<List>("inputs", box, s.state().inputs_top, input_lines(s));
}

}  // namespace

void audio_page(Scene& s, Box box) {
  output_panel(s, box.column(0, 2, kGap));
  input_panel(s, box.column(1, 2, kGap));
}

}  // namespace partials::window
