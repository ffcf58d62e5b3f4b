// SPDX-License-Identifier: MIT
// Pitch and loudness; and the decay of the model's room, if it has one.
#include <cmath>
#include <cstdio>

#include "base/plain_text.h"
#include "panels.h"
#include "pitch_map.h"
#include "text_line.h"

namespace partials::window {
namespace {

// The room's level over time.
class Room final : public Part {
 public:
  Room(const Box& box, std::vector<float> level_db, float seconds)
      : Part("room", box), level_db_(std::move(level_db)), seconds_(seconds) {}

  void draw(Canvas& c, const Look&) override {
    c.fill(box, kSunk, kRound - 2);
    c.clip(box.inset(1));
    std::vector<Point> outline;
    for (size_t i = 0; i < level_db_.size(); ++i) {
      const float x = box.x + box.w * static_cast<float>(i) /
                                  static_cast<float>(std::max<size_t>(1, level_db_.size() - 1));
      outline.push_back({x, box.y + 4 + std::clamp(-level_db_[i] / 60, 0.f, 1.f) * (box.h - 5)});
    }
    if (outline.size() > 1) {
      const std::vector<Point> line = outline;
      outline.push_back({box.right(), box.bottom()});
      outline.push_back({box.x, box.bottom()});
      c.area(outline, kBlue.faded(0.25f));
      c.line(line, kBlue, 1.5f);
    }
    char text[32];
    plain_snprintf(text, sizeof text, "%.2f s", static_cast<double>(seconds_));
    c.text({box.right() - 8, box.y + 12}, text, kTiny, kQuiet, Align::right);
    c.unclip();
    c.frame(box, kEdge, 1, kRound - 2);
  }
  std::string help() const override { return "Decay of the learned room, to -60 dB."; }
  bool focusable() const override { return false; }

 private:
  std::vector<float> level_db_;
  float seconds_;
};

}  // namespace

void map_panel(Scene& s, Box box) {
  View& v = s.view();
  if (!s.status().room_db.empty()) {
    Box room = box.cut_bottom(std::clamp(box.h * 0.3f, 84.f, 200.f), kGap);
    s.add<Plate>("plate:room", room);
    room = room.inset(12, 8);
    s.add<TextLine>("title:room", room.cut_top(22, 4), "Room", kHead, kText);
    s.add<Room>(room, s.status().room_db, s.status().room_s);
  }
  s.add<Plate>("plate:map", box);
  box = box.inset(12, 8);
  s.add<TextLine>("title:map", box.cut_top(22, 4), "Pitch and loudness", kHead, kText);
  s.add<PitchMap>(box, s.status().known, !absent(s), [&v] {
    return HeardPitch{v.display_feed().f0_hz, v.display_feed().loudness_db};
  });
}

}  // namespace partials::window
