// SPDX-License-Identifier: MIT
// What the verbs of `partials map` share: their options, and the session of a mapping's file.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "body/map_session.h"
#include "map_options.h"
#include "map_take.h"
#include "model/model.h"
#include "practice_file.h"

namespace partials {

struct MapVerb {
  std::string file, label, osc, play, output_device, scale, midi_out;
  int midi_channel = 1;
  TakeExample example;
  std::vector<std::string> set, addresses;
  std::vector<int64_t> mute, unmute, remove;
  MapOptions map;
  body::HearOptions hear;
  double seconds = 0;  // of running; 0: until Ctrl-C
  double example_s = 2;
  bool json = false, unmuted = false;
  std::string mediapipe, take;
  PracticeOptions practice;
  int page_port = 0;
};

// The session of a file, or of a new mapping. Throws Stop.
std::unique_ptr<body::MapSession> open_session(const MapVerb& o);

void run_mapping(const MapVerb& o);  // partials map run

// Channels that have arrived, for a message; the first few where there are many.
std::string arrived_names(const body::MapSession& session);

}  // namespace partials
