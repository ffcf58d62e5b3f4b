// SPDX-License-Identifier: MIT
// CSV files of the dialects that recordings of movement come in, and refusals in one sentence.
#include <gtest/gtest.h>

#include <cmath>

#include "families/motion/csv_reader.h"
#include "families/motion/csv_writer.h"

using namespace partials::motion;

namespace {

CsvTakes read(const std::string& text, const CsvOptions& options = {}) {
  const auto takes = takes_from_csv(text, "folder/wave.csv", options);
  EXPECT_TRUE(takes.ok()) << (takes ? "" : takes.error().text);
  return takes ? takes.value() : CsvTakes{};
}

std::string refusal(const std::string& text) {
  const auto takes = takes_from_csv(text, "wave.csv");
  return takes ? "" : takes.error().text;
}

}  // namespace

TEST(Csv, TimeLabelAndChannelsAreFoundByName) {
  const CsvTakes all = read("time_s,left.x [m],speed (m/s),action\n0.0,1,2,Rest\n0.1,3,,Wave\n");
  ASSERT_EQ(all.takes.size(), 1u);
  const Take& take = all.takes[0];
  EXPECT_EQ(take.name, "wave");
  ASSERT_EQ(take.channels.size(), 2u);
  EXPECT_EQ(take.channels[0].name, "left.x");
  EXPECT_EQ(take.channels[1].unit, "m/s");
  EXPECT_DOUBLE_EQ(take.times_s[1], 0.1);
  EXPECT_TRUE(std::isnan(take.values[3]));
  EXPECT_EQ(take.labels[1], "Wave");
  EXPECT_TRUE(all.remarks.empty());
  EXPECT_EQ(take.person, "");
  EXPECT_EQ(said_or_unknown(take.person), "unknown");
}

TEST(Csv, MillisecondsAreToldFromSeconds) {
  const CsvTakes all =
      read("\xef\xbb\xbfx,timestamp,phase\n1,5702026,Rest\n2,5702058,Rest\n3,5702089,Stroke\n");
  EXPECT_NEAR(all.takes[0].times_s[2], 0.063, 1e-12);
  ASSERT_EQ(all.remarks.size(), 1u);
  EXPECT_NE(all.remarks[0].find("milliseconds"), std::string::npos) << all.remarks[0];
  EXPECT_NEAR(read("t,x\n0,1\n0.5,2\n").takes[0].times_s[1], 0.5, 1e-12);
  EXPECT_NEAR(read("time_us,x\n0,1\n500000,2\n").takes[0].times_s[1], 0.5, 1e-12);
  EXPECT_NEAR(read("time,x\n0,1\n5,2\n", {TimeUnit::seconds}).takes[0].times_s[1], 5, 1e-12);
}

TEST(Csv, AColumnOfIntervalsIsSummed) {
  const CsvTakes all =
      read("timestamp,x\n1e-05,0\n0.05,0\n0.04,0\n0.05,0\n0.04,0\n0.05,0\n0.04,0\n0.05,0\n0.04,0\n0.05,0\n");
  EXPECT_EQ(all.takes[0].frames(), 10u);
  EXPECT_NEAR(all.takes[0].times_s.back(), 0.41, 1e-9);
  EXPECT_NE(all.remarks[0].find("intervals"), std::string::npos) << all.remarks[0];
}

TEST(Csv, FramesWhoseTimeDoesNotRiseAreLeftOutAndSaid) {
  const CsvTakes all = read("time_ms,x\n0,1\n10,2\n10,3\n5,4\n20,5\n");
  ASSERT_EQ(all.takes[0].frames(), 3u);
  EXPECT_EQ(all.takes[0].values[2], 5.f);
  EXPECT_NE(all.remarks[0].find("2 frames"), std::string::npos) << all.remarks[0];
}

TEST(Csv, SemicolonsTabsQuotesAndDecimalCommasAreRead) {
  EXPECT_EQ(read("time_s;x\n0;1,5\n").takes[0].values[0], 1.5f);
  EXPECT_EQ(read("time_s\tx\r\n0\t-2.5\r\n").takes[0].values[0], -2.5f);
  const Take take = read("# made by hand\n\"time_s\",\"a, b\",label\n\n0,1,\"say \"\"no\"\"\"\n").takes[0];
  EXPECT_EQ(take.channels[0].name, "a, b");
  EXPECT_EQ(take.labels[0], "say \"no\"");
}

TEST(Csv, ATakeColumnMakesSeveralTakes) {
  const CsvTakes all = read("take,letter,frame,x,y\n0,G,0,592,263\n0,G,1,593,264\n1,R,0,1,2\n");
  ASSERT_EQ(all.takes.size(), 2u);
  EXPECT_EQ(all.takes[1].name, "wave 1");
  EXPECT_EQ(all.takes[1].labels[0], "R");
  EXPECT_EQ(all.takes[0].channels.size(), 2u);
  EXPECT_NEAR(all.takes[0].times_s[1], 1.0 / 30, 1e-12);
  EXPECT_NE(all.remarks[0].find("30 frames a second"), std::string::npos) << all.remarks[0];
}

TEST(Csv, WhatIsWrittenIsReadAgainAsItWas) {
  const Take take =
      read("time_s,left.x [m],\"odd;, name\",label\n0,0.1,,\"a \"\"b\"\", c\"\n0.0333333,-1e-7,3,\n")
          .takes[0];
  const Take again = read(csv_from_take(take)).takes[0];
  ASSERT_EQ(again.channels.size(), take.channels.size());
  for (size_t c = 0; c < take.channels.size(); ++c) {
    EXPECT_EQ(again.channels[c].name, take.channels[c].name);
    EXPECT_EQ(again.channels[c].unit, take.channels[c].unit);
  }
  EXPECT_EQ(again.labels, take.labels);
  EXPECT_NEAR(again.times_s[1], take.times_s[1], 1e-6);
  for (size_t i = 0; i < take.values.size(); ++i)
    EXPECT_TRUE(again.values[i] == take.values[i] ||
                (std::isnan(again.values[i]) && std::isnan(take.values[i])));
}

TEST(Csv, RefusalsNameFileLineValueAndRemedy) {
  const auto expect = [](const std::string& text, const std::string& words) {
    const std::string said = refusal(text);
    EXPECT_NE(said.find(words), std::string::npos) << said;
    EXPECT_EQ(said.rfind("wave.csv", 0), 0u) << said;
  };
  expect("", "the file is empty");
  expect("time_s,x\n", "has no frames");
  expect("0.1,0.2\n0.3,0.4\n", "line 1: the name of column 1 is '0.1'");
  expect("time_s,x,x\n0,1,2\n", "line 1: the name of column 3 is 'x'");
  expect("time_s,x\n0,1\n1\n", "line 3: the number of fields is '1', expected 2");
  expect("time_s,x\n0,abc\n", "line 2: channel 'x' is 'abc'");
  expect("time_s,x\nsoon,1\n", "line 2: the time is 'soon'");
  expect("time_s,label\n0,Rest\n", "the number of channels is '0'");
  expect("time_s,x\n0,\"1\n", "a quoted field");
}
