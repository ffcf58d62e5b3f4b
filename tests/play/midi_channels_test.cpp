// SPDX-License-Identifier: MIT
// Guards against: MPE that bends the wrong notes or by the wrong range, zones that overlap, CC 74 that
// changes the timbre at its neutral value, pedals that hold for ever.
#include "play/midi_channels.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

constexpr int kUp = 16383, kRest = 8192;  // of the pitch wheel
constexpr float kNearlyOne = 8191.f / 8192;

MidiChannels fresh() {
  MidiChannels c;
  c.reset(2, 48);
  return c;
}
void rpn(MidiChannels& c, int channel, int number, int value) {
  c.control(channel, 101, number >> 7);
  c.control(channel, 100, number & 127);
  c.control(channel, 6, value);
}

TEST(MidiChannels, AWheelBendsItsChannelByTheRange) {
  MidiChannels c = fresh();
  c.bend(3, kUp);
  EXPECT_NEAR(c.of(3).bend_semitones, 2 * kNearlyOne, 1e-5);
  EXPECT_EQ(c.of(2).bend_semitones, 0);
  c.bend(3, 0);
  EXPECT_EQ(c.of(3).bend_semitones, -2);
  c.bend(3, kRest);
  EXPECT_EQ(c.of(3).bend_semitones, 0);
}

TEST(MidiChannels, Rpn0SetsTheRangeOfOneChannel) {
  MidiChannels c = fresh();
  rpn(c, 3, 0, 12);
  c.bend(3, 0);
  c.bend(4, 0);
  EXPECT_EQ(c.of(3).bend_semitones, -12);
  EXPECT_EQ(c.of(4).bend_semitones, -2);
  c.control(3, 101, 127);
  c.control(3, 100, 127);
  c.control(3, 6, 24);  // the null parameter
  EXPECT_EQ(c.of(3).bend_semitones, -12);
  c.control(3, 99, 0);
  c.control(3, 98, 0);
  c.control(3, 6, 24);  // a non-registered one is not ours
  EXPECT_EQ(c.of(3).bend_semitones, -12);
}

TEST(MidiChannels, Rpn6MakesZonesWhoseMembersBend48) {
  MidiChannels c = fresh();
  rpn(c, 0, 6, 5);
  EXPECT_EQ(c.lower_members(), 5);
  EXPECT_EQ(c.manager_of(5), 0);
  EXPECT_EQ(c.manager_of(6), -1);
  EXPECT_EQ(c.manager_of(0), -1);
  c.bend(1, 0);
  c.bend(6, 0);
  EXPECT_EQ(c.of(1).bend_semitones, -48);
  EXPECT_EQ(c.of(6).bend_semitones, -2);
  rpn(c, 15, 6, 12);  // the upper zone takes what it needs
  EXPECT_EQ(c.upper_members(), 12);
  EXPECT_EQ(c.lower_members(), 2);
  EXPECT_EQ(c.manager_of(3), 15);
  EXPECT_EQ(c.manager_of(14), 15);
  rpn(c, 0, 6, 15);
  EXPECT_EQ(c.lower_members(), 15);
  EXPECT_EQ(c.upper_members(), 0);
  rpn(c, 0, 6, 0);
  EXPECT_EQ(c.manager_of(1), -1);
  rpn(c, 7, 6, 4);  // only channels 1 and 16 manage
  EXPECT_EQ(c.lower_members() + c.upper_members(), 0);
}

TEST(MidiChannels, Rpn0OnOneMemberSetsItsZone) {
  MidiChannels c = fresh();
  c.set_zones(4, 4);
  rpn(c, 2, 0, 24);
  c.bend(1, 0);
  c.bend(4, 0);
  c.bend(12, 0);
  EXPECT_EQ(c.of(1).bend_semitones, -24);
  EXPECT_EQ(c.of(4).bend_semitones, -24);
  EXPECT_EQ(c.of(12).bend_semitones, -48) << "the other zone keeps its own";
}

TEST(MidiChannels, AManagerSpeaksForItsMembers) {
  MidiChannels c = fresh();
  c.set_zones(3, 0);
  c.bend(0, 0);
  c.bend(1, kUp);
  EXPECT_NEAR(c.of(1).bend_semitones, -2 + 48 * kNearlyOne, 1e-3);
  EXPECT_EQ(c.of(2).bend_semitones, -2);
  EXPECT_EQ(c.of(9).bend_semitones, 0) << "not a member";
  c.control(0, 1, 127);
  c.pressure(0, 127);
  c.control(0, 7, 0);
  EXPECT_EQ(c.of(2).vibrato, 1);
  EXPECT_EQ(c.of(2).pressure, 1);
  EXPECT_LE(c.of(2).level_db, -100);
  EXPECT_EQ(c.of(9).vibrato, 0);
  EXPECT_TRUE(c.same_zone(0, 2));
  EXPECT_FALSE(c.same_zone(0, 9));
  EXPECT_FALSE(c.same_zone(1, 2)) << "a member speaks for itself";
}

TEST(MidiChannels, BrightnessRestsAt64) {
  MidiChannels c = fresh();
  EXPECT_EQ(c.of(1).brightness, 0.5f) << "without a message too";
  c.control(1, 74, 64);
  EXPECT_EQ(c.of(1).brightness, 0.5f);
  c.control(1, 74, 127);
  EXPECT_EQ(c.of(1).brightness, 1);
  c.control(1, 74, 0);
  EXPECT_EQ(c.of(1).brightness, 0);
  c.set_zones(3, 0);
  c.control(2, 74, 127);
  c.control(0, 74, 127);
  EXPECT_EQ(c.of(2).brightness, 1) << "manager and member together stay in range";
}

TEST(MidiChannels, AManagersPedalHoldsItsMembers) {
  MidiChannels c = fresh();
  c.set_zones(3, 0);
  EXPECT_FALSE(c.control(0, 64, 127));
  EXPECT_TRUE(c.pedal(2));
  EXPECT_FALSE(c.pedal(9));
  EXPECT_FALSE(c.control(0, 64, 64));
  EXPECT_TRUE(c.control(0, 64, 63)) << "up";
  EXPECT_FALSE(c.pedal(2));
  EXPECT_FALSE(c.control(0, 64, 0)) << "it was up already";
}

TEST(MidiChannels, ResetControllersLetsGoButKeepsVolumeAndRange) {
  MidiChannels c = fresh();
  rpn(c, 1, 0, 7);
  c.bend(1, 0);
  c.control(1, 1, 99);
  c.control(1, 11, 3);
  c.control(1, 7, 50);
  c.control(1, 64, 127);
  c.pressure(1, 80);
  const float volume_db = [] {
    MidiChannels d = fresh();
    d.control(1, 7, 50);
    return d.of(1).level_db;
  }();
  EXPECT_TRUE(c.control(1, 121, 0)) << "the pedal went up";
  const ChannelExpression e = c.of(1);
  EXPECT_EQ(e.bend_semitones, 0);
  EXPECT_EQ(e.vibrato, 0);
  EXPECT_EQ(e.pressure, 0);
  EXPECT_EQ(e.level_db, volume_db);
  c.bend(1, 0);
  EXPECT_EQ(c.of(1).bend_semitones, -7);
}

TEST(MidiChannels, VolumeIs0DbAtPowerOnAndFollowsTheSquareLaw) {
  MidiChannels c = fresh();
  EXPECT_NEAR(c.of(0).level_db, 0, 1e-4);
  c.control(0, 7, 50);
  EXPECT_NEAR(c.of(0).level_db, -12.04f, 0.01);
}

TEST(MidiChannels, Rpn0HasCents) {
  MidiChannels c = fresh();
  rpn(c, 3, 0, 12);
  c.control(3, 38, 50);
  c.bend(3, 0);
  EXPECT_FLOAT_EQ(c.of(3).bend_semitones, -12.5f);
  c.control(3, 6, 7);
  EXPECT_EQ(c.of(3).bend_semitones, -7) << "whole semitones set the cents to none";
  c.set_zones(5, 0);
  rpn(c, 2, 0, 24);
  c.control(2, 38, 25);
  c.bend(1, 0);
  EXPECT_FLOAT_EQ(c.of(1).bend_semitones, -24.25f) << "for all of its zone";
}

TEST(MidiChannels, Rpn1And2TuneAChannel) {
  MidiChannels c = fresh();
  EXPECT_EQ(c.of(3).bend_semitones, 0);
  rpn(c, 3, 2, 64 - 12);
  EXPECT_EQ(c.of(3).bend_semitones, -12);
  EXPECT_EQ(c.of(4).bend_semitones, 0);
  rpn(c, 3, 1, 96);
  EXPECT_FLOAT_EQ(c.of(3).bend_semitones, -11.5f);
  rpn(c, 3, 1, 0);
  EXPECT_FLOAT_EQ(c.of(3).bend_semitones, -13) << "the least is a semitone down";
  rpn(c, 3, 1, 64);
  c.control(3, 38, 64);
  c.control(3, 121, 0);
  EXPECT_FLOAT_EQ(c.of(3).bend_semitones, -12 + 64.f / 8192) << "fourteen bits; reset controllers keeps it";
  c.control(3, 101, 0);
  c.control(3, 100, 6);
  c.control(3, 38, 5);
  EXPECT_EQ(c.lower_members(), 0) << "the lower half of RPN 6 makes no zone";
  c.set_zones(3, 0);
  rpn(c, 0, 2, 76);
  EXPECT_EQ(c.of(2).bend_semitones, 12) << "a manager's tuning is its members'";
}

TEST(MidiChannels, BreathIsExpressionOnceItIsSent) {
  MidiChannels c = fresh(), d = fresh();
  EXPECT_NEAR(c.of(1).level_db, 0, 1e-4);
  for (const int value : {0, 1, 40, 64, 127}) {
    c.control(1, 2, value);
    d.control(1, 11, value);
    EXPECT_EQ(c.of(1).level_db, d.of(1).level_db) << value;
  }
  c.control(1, 2, 64);
  c.control(1, 11, 64);
  d.control(1, 11, 64);
  EXPECT_EQ(c.of(1).level_db, d.of(1).level_db) << "two controllers that say the same count once";
  c.control(1, 11, 127);
  c.control(1, 121, 0);
  EXPECT_NEAR(c.of(1).level_db, 0, 1e-4) << "reset: as if none had been sent";
  c.set_zones(3, 0);
  c.control(0, 2, 0);
  EXPECT_LE(c.of(2).level_db, -100) << "a manager's breath is its members'";
}

TEST(MidiChannels, PortamentoSostenutoAndSoftAreOfAZone) {
  MidiChannels c = fresh();
  c.set_zones(3, 0);
  EXPECT_FALSE(c.portamento(2).on);
  EXPECT_LT(c.portamento(2).time_s, 0);
  c.control(0, 65, 127);
  c.control(0, 5, 127);
  c.control(2, 84, 60);
  c.control(0, 67, 127);
  c.control(2, 66, 64);
  EXPECT_TRUE(c.portamento(2).on);
  EXPECT_FALSE(c.portamento(9).on);
  EXPECT_FLOAT_EQ(c.portamento(2).time_s, 4);
  EXPECT_EQ(c.portamento(2).source_key, 60);
  EXPECT_EQ(c.portamento(1).source_key, -1);
  c.forget_source(2);
  EXPECT_EQ(c.portamento(2).source_key, -1);
  EXPECT_TRUE(c.soft(2));
  EXPECT_FALSE(c.soft(9));
  EXPECT_TRUE(c.sostenuto(2));
  EXPECT_FALSE(c.sostenuto(1));
  EXPECT_TRUE(c.control(2, 121, 0)) << "the pedal went up";
  EXPECT_FALSE(c.sostenuto(2));
}

}  // namespace
}  // namespace partials
