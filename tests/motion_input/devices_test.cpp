// SPDX-License-Identifier: MIT
// Guards against: misread trackers, surfaces and phones: mirrored axes, inverted y, wrong units. The packets
// are written byte by byte.
#include <gtest/gtest.h>

#include <cmath>

#include "motion_input/hear.h"

namespace partials::motion {
namespace {

using namespace osc_bytes;

TEST(Senders, VrTrackersAreMirroredAndTheirAnglesDoNotJump) {
  Hear h;
  h.send(message("/tracking/trackers/8/position", ",fff", f32s({0.5, 1, -2})));
  EXPECT_TRUE(h["tracker8.x"] == -0.5f && h["tracker8.y"] == 1 && h["tracker8.z"] == -2);
  h.send(message("/tracking/trackers/8/rotation", ",fff", f32s({0, 90, 0})));
  EXPECT_NEAR(h["tracker8.qw"], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(h["tracker8.qy"], -std::sqrt(0.5), 1e-6);
  h.send(message("/tracking/trackers/head/position", ",fff", f32s({0, 1.75, 0})));
  EXPECT_EQ(h["head.y"], 1.75f);
  h.send(message("/tracking/trackers/9/position", ",fff", f32s({0, 0, 0})));
  EXPECT_EQ(h.of("vr_trackers"), 3u);
}

TEST(Senders, OpenVrDevicesOfABundle) {
  Hear h;
  h.send(bundle(1, {message("/tracker/1", ",ffffff", f32s({1, 2, 3, 10, 20, 30})),
                    message("/hmd/1", ",[ffffff]", f32s({0, 1.5, 0, 0, 0, 0})),
                    message("/controller/2", ",ffffff", f32s({4, 5, 6, 0, 0, 0}))}));
  EXPECT_TRUE(h["tracker1.x"] == 1 && h["tracker1.roll"] == 30 && h["headset.y"] == 1.5f &&
              h["controller2.z"] == 6);
  EXPECT_EQ(h.channel("tracker1.yaw").unit, Unit::degree);
}

TEST(Senders, SenselContactsInMetresAndNewtons) {
  Hear h;
  const auto morph = [](int id, int state, double x, double y) {
    return message("/morph", ",iiifffifff",
                   i32(0) + i32(id) + i32(state) + f32s({x, y, 200}) + i32(40) + f32s({30, 12, 8}));
  };
  h.send(bundle(1, {morph(0, 1, 120, 38), morph(15, 1, 240, 138)}));
  EXPECT_NEAR(h["contact1.x"], 0.12, 1e-6);
  EXPECT_NEAR(h["contact1.y"], 0.1, 1e-6) << "from below";
  EXPECT_NEAR(h["contact1.force"], 1.96133, 1e-5);
  EXPECT_NEAR(h["contact16.major"], 0.012, 1e-6);
  EXPECT_TRUE(h["contacts"] == 2 && h["contact16.down"] == 1 && h["contact1.area"] == 40);
  EXPECT_EQ(h.receiver.body().age_s(static_cast<size_t>(h.receiver.body().find("contact1.x")), 1e3), 0)
      << "silence is rest";
  h.send(morph(0, 3, 121, 38));
  EXPECT_TRUE(h["contacts"] == 1 && h["contact1.down"] == 0 && h["contact1.force"] == 0);
  EXPECT_EQ(h.channel("contact1.x").tracking, Tracking::lost);
  h.send(message("/contact", ",iiifffifffff",
                 i32(1) + i32(2) + i32(2) + f32s({10, 38, 100}) + i32(9) + f32s({1, 2, 45, 3, 2})));
  EXPECT_NEAR(h["surface2.contact3.x"], 0.01, 1e-6);
  EXPECT_EQ(h["surface2.contact3.orientation"], 45);
  h.send(message("/morphDelta", ",iifffi", i32(0) + i32(0) + f32s({2, 3, 100}) + i32(1)));
  EXPECT_NEAR(h["contact1.delta_y"], -0.003, 1e-6);
}

TEST(Senders, PhonesSendGOrMetresPerSecondSquared) {
  Hear g;
  g.send(message("/accxyz", ",fff", f32s({0, 0, 1})));
  EXPECT_NEAR(g["acceleration.z"], 9.80665, 1e-5);
  InputSettings si;
  si.acceleration_in_g = false;
  Hear m(si);
  m.send(message("/accxyz", ",fff", f32s({0, 0, 9.81})));
  EXPECT_NEAR(m["acceleration.z"], 9.81, 1e-5);
}

}  // namespace
}  // namespace partials::motion
