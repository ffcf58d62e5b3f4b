// SPDX-License-Identifier: MIT
#include "families/conductor/hand_channels.h"

namespace partials::conductor {
namespace {

constexpr const char* kHands[] = {"right_wrist", "right_hand",  "left_wrist", "left_hand",
                                  "hand",        "controller1", "tracker1"};

std::array<int, 3> channels_of(const std::string& joint, const std::function<int(const std::string&)>& find) {
  std::array<int, 3> at{};
  for (size_t i = 0; i < 3; ++i) {
    at[i] = find(joint + "." + "xyz"[i]);
    if (at[i] < 0) return {-1, -1, -1};
  }
  return at;
}

}  // namespace

std::array<int, 3> hand_channels(const std::string& hand,
                                 const std::function<int(const std::string&)>& find) {
  if (!hand.empty()) return channels_of(hand, find);
  for (const char* joint : kHands)
    if (const auto at = channels_of(joint, find); at[0] >= 0) return at;
  return {-1, -1, -1};
}

Result<motion::Take> hand_of(const motion::Take& take, const std::string& hand) {
  const auto at = hand_channels(hand, [&](const std::string& name) { return take.find(name); });
  if (at[0] < 0)
    return Error{
        "The take '" + take.name + "' has no channels " +
        (hand.empty() ? "right_wrist.x, .y and .z, nor those of another hand" : hand + ".x, .y and .z") +
        "; name the joint that conducts with --hand."};
  motion::Take own = take;
  own.channels = {{"hand.x", ""}, {"hand.y", ""}, {"hand.z", ""}};
  own.values.clear();
  own.labels.clear();
  for (size_t n = 0; n < take.frames(); ++n)
    for (const int c : at) own.values.push_back(take.frame(n)[static_cast<size_t>(c)]);
  return own;
}

}  // namespace partials::conductor
