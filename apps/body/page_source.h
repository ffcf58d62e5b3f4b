// SPDX-License-Identifier: MIT
// What the page of movement shows and commands: the server asks this for everything and knows nothing of
// movement itself. The contents of description, state and commands are in docs/body.md ("The page").
#pragma once
#include <nlohmann/json.hpp>
#include <span>

#include "base/result.h"

namespace partials::body {

inline constexpr int kLandmarks = 33;  // of MediaPipe Pose, in its order

// Called by threads of the server, by one at a time. A call should take a few milliseconds at most: the other
// pages wait for it.
class PageSource {
 public:
  virtual ~PageSource() = default;
  virtual nlohmann::json description() = 0;
  virtual nlohmann::json state() = 0;
  // command: checked by read_command (page_protocol.h). Answers with what the page is to know, {} where that
  // is nothing; an Error is shown to the person at the page unchanged.
  virtual Result<nlohmann::json> command(const nlohmann::json& command) = 0;
  // xyz_visibility: [kLandmarks][4], m, y up, z towards the camera, visibility 0 to 1, all finite. The hips
  // are at the origin but for the person's way through the room. time_s: on the page's own clock, rising.
  virtual void camera(std::span<const float> xyz_visibility, double time_s) = 0;
};

}  // namespace partials::body
