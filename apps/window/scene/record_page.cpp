// SPDX-License-Identifier: MIT
// Recording in the standalone: the input level with its target zone, one big button, and the takes, which
// can be sent to training.
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "button.h"
#include "input_meter.h"
#include "list.h"
#include "panels.h"
#include "text_line.h"

namespace partials::window {
namespace {

std::string time_text(double s) {
  char text[32];
  plain_snprintf(text, sizeof text, "%d:%04.1f", static_cast<int>(s) / 60, std::fmod(s, 60));
  return text;
}

Lines lines_of(Scene& s, const std::vector<Take>& takes) {
  Lines lines;
  lines.count = static_cast<int>(takes.size());
  lines.height = 34;
  lines.draw = [takes](Canvas& c, int i, const Box& line, bool) {
    const Take& t = takes[static_cast<size_t>(i)];
    char peak[24];
    plain_snprintf(peak, sizeof peak, t.clipped ? "clipped" : "%.0f dB", t.peak_db);
    const float y = line.middle().y;
    c.text({line.right(), y}, time_text(t.seconds), kPlain, kText, Align::right);
    c.text({line.right() - 70, y}, t.peak_db > 0 && !t.clipped ? "" : peak, kSmall,
           t.clipped ? kOrange : kQuiet, Align::right);
    c.text({line.x, y}, fitted(c, t.name, kPlain, line.w - 150), kPlain, kText);
  };
  lines.chosen = [&s, takes] {
    for (size_t i = 0; i < takes.size(); ++i)
      if (takes[i].path == s.state().take) return static_cast<int>(i);
    return -1;
  };
  lines.choose = [&s, takes](int i) {
    s.state().take = takes[static_cast<size_t>(i)].path;
    s.change();
  };
  lines.open = [](int) {};
  lines.empty =
      "No takes yet. Press the button and play one note after another, soft and loud, over the whole range.";
  return lines;
}

void record_button(Scene& s, Box box, Takes& takes) {
  const bool going_on = takes.state().recording;
  s.add<Button>("record", box.cut_left(150, 14),
                ButtonFace{going_on ? "Stop" : "Record", going_on ? Icon::stop : Icon::record,
                           going_on ? Tone::warm : Tone::main},
                going_on ? "Stop recording" : "Start recording", [&s, &takes] {
                  takes.state().recording ? takes.stop() : void(takes.start(s.shell().rate_hz()));
                  s.change();
                });
  s.add<TextLine>(
      "record:time", box,
      [&takes] {
        const RecordingState r = takes.state();
        return r.recording ? time_text(r.seconds) : takes.message();
      },
      Font{18, Face::strong}, kText);
}

}  // namespace

void record_page(Scene& s, Box box) {
  box = box.inset(0, kGap);
  s.add<Plate>("plate:record", box);
  box = box.inset(16, 12);
  Takes* takes = s.takes();
  if (!takes)
    return void(s.add<TextLine>(
        "record:none", box, "Recording is available only in the standalone, partials-live.", kPlain, kQuiet));
  s.add<TextLine>("title:record", box.cut_top(24, 6), "Record takes for training", kHead, kText);
  s.add<InputMeter>(box.cut_top(84, 12), *takes);
  record_button(s, box.cut_top(40, 14), *takes);
  const std::vector<Take> list = takes->list();
  Box buttons = list.empty() ? Box{} : box.cut_bottom(32, 10);
  std::vector<std::string> all;
  for (const Take& t : list) all.push_back(t.path);
  if (!list.empty())
    s.add<Button>("takes:train", buttons.cut_right(190, 8),
                  ButtonFace{"Train on all takes", Icon::play, Tone::main},
                  "Analyse all takes and train a model", [&s, all] { s.drop(all); });
  if (!s.state().take.empty()) {
    s.add<Button>("take:train", buttons.cut_right(150, 8), ButtonFace{"Only this take"},
                  "Analyse the selected take and train a model", [&s] { s.drop({s.state().take}); });
    s.add<Button>("take:remove", buttons.cut_left(110), ButtonFace{"Delete take"},
                  "Delete the file of the selected take", [&s, takes] {
                    takes->remove(s.state().take);
                    s.state().take.clear();
                    s.change();
                  });
  }
  s.add<List>("takes", box, s.state().takes_top, lines_of(s, list));
}

}  // namespace partials::window
