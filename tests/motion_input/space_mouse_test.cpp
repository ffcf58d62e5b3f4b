// SPDX-License-Identifier: MIT
// Guards against: swapped axes, misread reports of wireless models, and rest that counts as a drop-out.
#include "families/motion/space_mouse.h"

#include <gtest/gtest.h>

#include <vector>

namespace partials::motion {
namespace {

using Bytes = std::vector<uint8_t>;

class ListedReports : public ReportSource {
 public:
  explicit ListedReports(std::vector<Bytes> reports) : reports_(std::move(reports)) {}
  Next next(Report& r) noexcept override {
    if (at_ == reports_.size()) return Next::nothing;
    const Bytes& b = reports_[at_++];
    std::copy(b.begin(), b.end(), r.bytes);
    r.size = b.size();
    return Next::report;
  }

 private:
  std::vector<Bytes> reports_;
  size_t at_ = 0;
};

struct Listener {
  SpaceMouse mouse;
  Body body;
  int refused = 0;
  explicit Listener(std::vector<Bytes> reports) {
    ListedReports source(std::move(reports));
    ReportSource::Report r;
    while (source.next(r) == ReportSource::Next::report) refused += !mouse.take({r.bytes, r.size}, 1, body);
  }
  float operator[](std::string_view name) const {
    const int i = body.find(name);
    EXPECT_GE(i, 0) << name;
    return i < 0 ? 0 : body[static_cast<size_t>(i)].value;
  }
};

TEST(SpaceMouse, WiredReportsInOurAxes) {
  // x 350, y (towards the player) 175, z (down) -350; turns -175, 0, 350
  const Listener l({{1, 0x5e, 0x01, 0xaf, 0x00, 0xa2, 0xfe}, {2, 0x51, 0xff, 0, 0, 0x5e, 0x01}});
  EXPECT_EQ(l["space_mouse.x"], 1);
  EXPECT_EQ(l["space_mouse.y"], 1) << "z up";
  EXPECT_EQ(l["space_mouse.z"], 0.5f);
  EXPECT_EQ(l["space_mouse.rx"], -0.5f);
  EXPECT_EQ(l["space_mouse.ry"], -1);
  EXPECT_EQ(l["space_mouse.rz"], 0);
}

TEST(SpaceMouse, WirelessModelsSendAllSixAtOnce) {
  const Listener l({{1, 0x5e, 0x01, 0, 0, 0, 0, 0, 0, 0xaf, 0x00, 0, 0}, {0x17, 80, 0}});
  EXPECT_EQ(l["space_mouse.x"], 1);
  EXPECT_EQ(l["space_mouse.rz"], 0.5f);
  EXPECT_EQ(l["space_mouse.battery"], 80);
}

TEST(SpaceMouse, ButtonsAreBits) {
  const Listener pressed({{3, 0x02, 0x80}});
  EXPECT_TRUE(pressed["space_mouse.button2"] == 1 && pressed["space_mouse.button16"] == 1);
  const Listener let_go({{3, 0x02, 0x80}, {3, 0, 0}});
  EXPECT_TRUE(let_go["space_mouse.button2"] == 0 && let_go.body.size() == 2);
}

TEST(SpaceMouse, SilenceIsRest) {
  Listener l({{1, 0, 0, 0, 0, 0, 0}});
  EXPECT_EQ(l.body.age_s(0, 3600), 0);
  l.mouse.leave(l.body);
  EXPECT_EQ(l.body[0].tracking, Tracking::lost) << "unplugged is not at rest";
}

TEST(SpaceMouse, OtherReportsAreRefused) {
  const Listener l({{}, {1}, {1, 2, 3}, {2, 0, 0, 0, 0, 0}, {9, 1, 2, 3, 4, 5, 6}});
  EXPECT_EQ(l.refused, 5);
  EXPECT_EQ(l.body.size(), 0u);
}

}  // namespace
}  // namespace partials::motion
