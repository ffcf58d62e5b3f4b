// SPDX-License-Identifier: MIT
#include "families/conductor/hand_channels.h"

#include "base/option_name.h"
#include "base/plain_number.h"

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
        "; name the joint that conducts with " + option("hand") + "."};
  if (take.frames() > 0 && !(take.times_s.back() - take.times_s.front() <= kLongestTake_s))
    return Error{"The take '" + take.name + "' lasts " +
                 plain_number(take.times_s.back() - take.times_s.front(), 0) +
                 " s by its time stamps, more than " + plain_number(kLongestTake_s, 0) +
                 " s; correct its times or cut it into several takes."};
  motion::Take own;
  own.name = take.name;
  own.person = take.person;
  own.times_s = take.times_s;
  own.channels = {{"hand.x", ""}, {"hand.y", ""}, {"hand.z", ""}};
  own.values.reserve(3 * take.frames());
  for (size_t n = 0; n < take.frames(); ++n)
    for (const int c : at) own.values.push_back(take.frame(n)[static_cast<size_t>(c)]);
  return own;
}

}  // namespace partials::conductor
