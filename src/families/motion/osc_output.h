// SPDX-License-Identifier: MIT
// Values as OSC for other programs: all in one message (/wek/outputs f..., as Wekinator sends them to port
// 12000), or each under an address of its own in one bundle. Memory is taken once; a frame allocates nothing.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "osc/time_tag.h"

namespace partials::motion {

class OscOutput {
 public:
  static constexpr size_t kMaxValues = 1024;
  static constexpr std::string_view kWekinatorAddress = "/wek/outputs";
  static constexpr int kWekinatorPort = 12000;

  // count values in one message.
  static Result<OscOutput> in_one_message(size_t count,
                                          const std::string& address = std::string(kWekinatorAddress));
  // One address a value: "/filter/cutoff".
  static Result<OscOutput> at_addresses(std::vector<std::string> addresses);

  size_t count() const noexcept { return last_.size(); }
  // The packet of these values; it stands until the next call. A value that is no number stays as it was
  // before (0 at the beginning). time: of the bundle; a single message has none.
  std::string_view packet(std::span<const float> values, osc::TimeTag time = {}) noexcept;

 private:
  OscOutput(std::vector<std::string> addresses, size_t count);

  std::vector<std::string> addresses_;
  bool one_message_ = false;
  std::vector<float> last_;
  std::vector<char> memory_;
};

}  // namespace partials::motion
