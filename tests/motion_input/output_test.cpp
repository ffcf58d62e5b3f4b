// SPDX-License-Identifier: MIT
// Guards against: OSC packets or MIDI bytes that other programs cannot read, NaN in an output, allocation
// per frame.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "families/motion/midi_out.h"
#include "families/motion/osc_output.h"
#include "support/alloc_counter.h"
#include "support/osc_bytes.h"

namespace partials::motion {
namespace {

using namespace osc_bytes;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

TEST(OscOutput, WekinatorsMessage) {
  auto o = OscOutput::in_one_message(3);
  ASSERT_TRUE(o);
  EXPECT_EQ(o.value().packet(std::vector{0.5f, -1.f, 2.f}),
            message("/wek/outputs", ",fff", f32s({0.5, -1, 2})));
  EXPECT_EQ(o.value().packet(std::vector{kNaN, INFINITY, 3.f}),
            message("/wek/outputs", ",fff", f32s({0.5, -1, 3})))
      << "what is no number stays as it was";
  auto one = OscOutput::in_one_message(1, "/x");
  EXPECT_EQ(one.value().packet(std::vector{1.f}), message("/x", ",f", f32(1)));
}

TEST(OscOutput, AnAddressForEachValueInOneBundleWithItsTime) {
  auto o = OscOutput::at_addresses({"/filter/cutoff", "/gain"});
  ASSERT_TRUE(o);
  const osc::TimeTag time{0x83aa7e80'40000000u};
  EXPECT_EQ(o.value().packet(std::vector{440.f, 0.5f}, time),
            bundle(time.ntp, {message("/filter/cutoff", ",f", f32(440)), message("/gain", ",f", f32(0.5f))}));
}

TEST(OscOutput, TheMostFitsAndNothingIsAllocated) {
  auto o = OscOutput::in_one_message(OscOutput::kMaxValues);
  std::vector<std::string> addresses;
  for (int i = 0; i < 100; ++i) addresses.push_back("/" + std::string(static_cast<size_t>(i), 'a') + "b");
  auto many = OscOutput::at_addresses(addresses);
  ASSERT_TRUE(o && many);
  const std::vector<float> values(OscOutput::kMaxValues, 1.f);
  size_t sizes[2] = {};
  const test::NoAllocation watch;
  sizes[0] = o.value().packet(values).size();
  sizes[1] = many.value().packet(values).size();
  const long calls = watch.count();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(sizes[0], 16 + 1028 + 4 * 1024u);
  EXPECT_GT(sizes[1], 100 * 12u);
}

TEST(OscOutput, RefusesWhatIsNoAddress) {
  for (const char* bad : {"", "/", "cutoff", "/a b", "/a*", "/a#", "/a,b", "//x"})
    EXPECT_FALSE(OscOutput::at_addresses({bad})) << bad;
  EXPECT_FALSE(OscOutput::in_one_message(0));
  EXPECT_FALSE(OscOutput::in_one_message(1025));
  EXPECT_FALSE(OscOutput::at_addresses(std::vector<std::string>(1000, "/" + std::string(200, 'a'))))
      << "beyond a packet";
}

std::vector<int> bytes(const MidiBytes& m) { return {m.view().begin(), m.view().end()}; }

TEST(MidiOut, BytesOfTheStandard) {
  EXPECT_EQ(bytes(midi_note_on(1, 60, 1)), (std::vector{0x90, 60, 127}));
  EXPECT_EQ(bytes(midi_note_on(16, 200, 0)), (std::vector{0x9f, 127, 1})) << "velocity 0 would end it";
  EXPECT_EQ(bytes(midi_note_off(2, 60)), (std::vector{0x81, 60, 64}));
  EXPECT_EQ(bytes(midi_control(1, 74, 0.5f)), (std::vector{0xb0, 74, 64}));
  EXPECT_EQ(bytes(midi_control_14(3, 1, 1)), (std::vector{0xb2, 1, 127, 0xb2, 33, 127}));
  EXPECT_EQ(bytes(midi_control_14(1, 1, 0.25f)), (std::vector{0xb0, 1, 32, 0xb0, 33, 0}));
  EXPECT_EQ(bytes(midi_control_14(1, 1, kNaN)), (std::vector{0xb0, 1, 0, 0xb0, 33, 0}));
  EXPECT_EQ(bytes(midi_pitch_bend(1, 0)), (std::vector{0xe0, 0, 64}));
  EXPECT_EQ(bytes(midi_pitch_bend(1, 1)), (std::vector{0xe0, 127, 127}));
  EXPECT_EQ(bytes(midi_pitch_bend(1, -9)), (std::vector{0xe0, 0, 0}));
}

TEST(MidiOut, AControllerSpeaksWhenItChanges) {
  MidiController c(1, 7, true);
  EXPECT_EQ(c.set(0.5f).size, 6u);
  EXPECT_EQ(c.set(0.5f).size, 0u);
  EXPECT_EQ(c.set(0.50001f).size, 0u) << "less than a step of 14 bits";
  EXPECT_EQ(c.set(0.6f).size, 6u);
}

}  // namespace
}  // namespace partials::motion
