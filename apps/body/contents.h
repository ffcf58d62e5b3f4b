// SPDX-License-Identifier: MIT
// What is in a recording: who sent, which channels came of it, how often, and where they paused.
#pragma once
#include <string>
#include <vector>

#include "families/motion/packet_file.h"
#include "families/motion/receiver.h"

namespace partials::body {

struct ChannelContents {
  std::string name, unit;
  uint64_t frames = 0;        // packets that told it
  double rate_hz = 0;         // between its first and last frame; 0 with fewer than two
  double longest_gap_s = 0;   // between two frames
  double lost = 0;            // share of its frames in which the sender had lost it, 0..1
  float least = 0, most = 0;  // of the frames in which it had not
};

struct Contents {
  double seconds = 0, begin_unix_s = 0;
  int port = 0;
  motion::Receiver::Counts counts;
  double longest_gap_s = 0;  // between two packets
  std::vector<ChannelContents> channels;
  std::string damage;  // a sentence; empty: there is none
};

Contents contents_of(motion::PacketFile& file, const motion::InputSettings& settings);

// The names of the senders that were heard, with how many messages: "ZED camera 1200, phone accelerometer
// 40".
std::string senders_heard(const motion::Receiver::Counts& counts);

}  // namespace partials::body
