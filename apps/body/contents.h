// SPDX-License-Identifier: MIT
// Summary of a recording: senders, channels, rates and gaps.
#pragma once
#include <string>
#include <vector>

#include "families/motion/packet_file.h"
#include "families/motion/receiver.h"

namespace partials::body {

struct ChannelContents {
  std::string name, unit;
  uint64_t frames = 0;        // number of packets that contained it
  double rate_hz = 0;         // mean between the first and the last frame; 0 if there are fewer than two
  double longest_gap_s = 0;   // between consecutive frames
  double lost = 0;            // fraction of frames in which tracking was lost, 0..1
  float least = 0, most = 0;  // range over the tracked frames
};

struct Contents {
  double seconds = 0, begin_unix_s = 0;
  int port = 0;
  motion::Receiver::Counts counts;
  double longest_gap_s = 0;  // between consecutive packets
  std::vector<ChannelContents> channels;
  std::string damage;  // error message; empty if the file is intact
};

Contents contents_of(motion::PacketFile& file, const motion::InputSettings& settings);

// Detected senders and their message counts: "ZED camera (1200 messages), phone accelerometer (1 message)".
std::string senders_heard(const motion::Receiver::Counts& counts);

}  // namespace partials::body
