// SPDX-License-Identifier: MIT
// Seeds for fuzz_movement and fuzz_packets: a packet of each sender, and a recording of them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "families/motion/packet_file.h"
#include "support/osc_bytes.h"
#include "system/file.h"

namespace partials::movement_seeds {

inline std::vector<std::string> packets() {
  using namespace osc_bytes;
  const auto floats = [](const char* address, size_t n) {
    return message(address, "," + std::string(n, 'f'), std::string(4 * n, '\0'));
  };
  const std::string pose7(28, '\0');
  return {
      floats("/wek/inputs", 3),
      floats("/mocap/1/joint/pos_world", 102),
      floats("/mocap/1/joint/rot_local", 152),
      message("/bodies/7/joints/Head", ",fffs", f32s({0, 1, 2}) + text("Inferred")),
      message("/bodies/7/hands/Left", ",ss", text("Closed") + text("Low")),
      message("/joint", ",sifff", text("l_hand") + i32(1) + f32s({0, 1, 2})),
      message("/joint", ",siiffffd", text("l_hand") + i32(0) + i32(1) + f32s({0, 1, 900, 1}) + f64(5)),
      message("/lost_user", ",i", i32(1)),
      message("/pose", ",ifff", i32(3) + f32s({0, 1, 2})),
      floats("/nose", 3),
      floats("/y", 33),
      floats("/poses/0/leftWrist/position", 2),
      floats("/pose/keypoints/left_wrist/visibility", 1),
      message("/videoWidth", ",i", i32(640)),
      bundle(0x83aa7e80'40000000u, {message("/VMC/Ext/Bone/Pos", ",sfffffff", text("LeftHand") + pose7),
                                    message("/VMC/Ext/Tra/Pos", ",sfffffff", text("LHR") + pose7),
                                    message("/VMC/Ext/Blend/Val", ",sf", text("A") + f32(1)),
                                    message("/VMC/Ext/OK", ",i", i32(0))}),
      floats("/tracking/trackers/3/rotation", 3),
      floats("/tracker/2", 6),
      message("/morph", ",iiifffifff", i32(0) + i32(4) + i32(1) + f32s({1, 2, 3}) + i32(4) + f32s({5, 6, 7})),
      floats("/accxyz", 3),
      message("/any/thing", ",fTdN", f32(1) + f64(2)),
      message("/wekinator/control/selectInputsForOutput", ",iii", i32(1) + i32(2) + i32(3)),
      message("/wekinator/control/setInputNames", ",ss", text("a") + text("b")),
      message("/wekinator/control/outputs", ",ff", f32s({0, 1}))};
}

// A packet preceded by its length.
inline std::string framed(const std::string& packet) {
  return std::string{static_cast<char>(packet.size() >> 8), static_cast<char>(packet.size())} + packet;
}

inline bool write(const std::string& dir) {
  std::string all, recording = motion::packet_file_head(1760000000, 6448), record;
  int64_t time_ns = 0;
  int seed = 0;
  for (const std::string& packet : packets()) {
    all += framed(packet);
    if (!atomic_write(dir + "/movement/" + std::to_string(seed++), '\0' + framed(packet))) return false;
    motion::write_packet(record, {time_ns += 10'000'000, motion::PacketKind::osc, 0x7f000001, 9, packet});
    recording += record;
  }
  const std::string reports =
      framed(std::string("\1\1\2\3\4\5\6", 7)) + framed(std::string("\3\1\0", 3)) + framed("\x17P");
  return atomic_write(dir + "/movement/all", '\1' + all) &&
         atomic_write(dir + "/movement/reports", '\2' + reports) &&
         atomic_write(dir + "/packets/all", recording) &&
         atomic_write(dir + "/packets/short", std::string_view(recording).substr(0, 200));
}

}  // namespace partials::movement_seeds
