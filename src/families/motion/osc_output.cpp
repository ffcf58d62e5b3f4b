// SPDX-License-Identifier: MIT
#include "families/motion/osc_output.h"

#include <cmath>

#include "osc/message.h"
#include "osc/pattern.h"
#include "osc/writer.h"

namespace partials::motion {
namespace {

Result<void> check_address(const std::string& address) {
  const bool printable = address.find_first_of(std::string_view(" #,\0", 4)) == std::string::npos;
  if (address.size() >= 2 && address.front() == '/' && address.size() <= osc::kLongestPattern && printable &&
      !osc::is_pattern(address))
    return {};
  return Error{
      "'" + address +
      "' is not an OSC address; it must start with a slash and contain no spaces and none of #,*?[]{}, for "
      "instance /filter/cutoff."};
}

Result<void> check_count(size_t count) {
  if (count >= 1 && count <= OscOutput::kMaxValues) return {};
  return Error{"An OSC output has " + std::to_string(count) + " values; use 1 to " +
               std::to_string(OscOutput::kMaxValues) + "."};
}

}  // namespace

OscOutput::OscOutput(std::vector<std::string> addresses, size_t count)
    : addresses_(std::move(addresses)), last_(count) {
  size_t bytes = 16;  // bundle header; per message: length, padded address, type tags, value
  for (const std::string& a : addresses_) bytes += a.size() + 4 + 4 + 4 + 4;
  memory_.resize(bytes + 5 * count + 8);
}

Result<OscOutput> OscOutput::in_one_message(size_t count, const std::string& address) {
  if (const auto fine = check_count(count); !fine) return fine.error();
  if (const auto fine = check_address(address); !fine) return fine.error();
  OscOutput o({address}, count);
  o.one_message_ = true;
  return o;
}

Result<OscOutput> OscOutput::at_addresses(std::vector<std::string> addresses) {
  if (const auto fine = check_count(addresses.size()); !fine) return fine.error();
  size_t bytes = 16;
  for (const std::string& a : addresses) {
    if (const auto fine = check_address(a); !fine) return fine.error();
    bytes += a.size() + 20;
  }
  if (bytes > osc::kMaxBytes)
    return Error{"The addresses of an OSC output have " + std::to_string(bytes) +
                 " bytes in total, but a packet holds " + std::to_string(osc::kMaxBytes) +
                 "; use shorter ones."};
  const size_t count = addresses.size();
  return OscOutput(std::move(addresses), count);
}

std::string_view OscOutput::packet(std::span<const float> values, osc::TimeTag time) noexcept {
  for (size_t i = 0; i < last_.size() && i < values.size(); ++i)
    if (std::isfinite(values[i])) last_[i] = values[i];
  osc::Encoder encoder(memory_);
  if (one_message_) {
    encoder.begin_floats(addresses_.front(), last_.size());
    for (const float v : last_) encoder.add(v);
    return encoder.bytes();
  }
  encoder.begin_bundle(time);
  for (size_t i = 0; i < last_.size(); ++i) {
    encoder.begin_floats(addresses_[i], 1);
    encoder.add(last_[i]);
  }
  return encoder.bytes();
}

}  // namespace partials::motion
