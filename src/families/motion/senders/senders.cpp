// SPDX-License-Identifier: MIT
#include "families/motion/senders/sender.h"

namespace partials::motion {

extern const Sender wekinator_sender, zed_sender, kinect_sender, osceleton_sender, mediapipe_sender,
    vmc_sender, vr_trackers_sender, openvr_sender, sensel_sender, phone_sender, generic_sender;

std::span<const Sender* const> all_senders() noexcept {
  static constexpr const Sender* all[] = {
      &wekinator_sender,   &zed_sender,    &kinect_sender, &osceleton_sender, &mediapipe_sender, &vmc_sender,
      &vr_trackers_sender, &openvr_sender, &sensel_sender, &phone_sender,     &generic_sender};
  return all;
}

}  // namespace partials::motion
