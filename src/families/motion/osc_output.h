// SPDX-License-Identifier: MIT
// Sends values as OSC to other programs: all in one message (/wek/outputs f..., as Wekinator sends to port
// 12000), or each at its own address in one bundle. Memory is allocated once; packet() does not allocate.
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

  // All values in one message.
  static Result<OscOutput> in_one_message(size_t count,
                                          const std::string& address = std::string(kWekinatorAddress));
  // One address per value: "/filter/cutoff".
  static Result<OscOutput> at_addresses(std::vector<std::string> addresses);

  size_t count() const noexcept { return last_.size(); }
  // The packet, valid until the next call. A value that is not finite is replaced by its previous one
  // (initially 0). time: of the bundle; not used with a single message.
  std::string_view packet(std::span<const float> values, osc::TimeTag time = {}) noexcept;

 private:
  OscOutput(std::vector<std::string> addresses, size_t count);

  std::vector<std::string> addresses_;
  bool one_message_ = false;
  std::vector<float> last_;
  std::vector<char> memory_;
};

}  // namespace partials::motion
