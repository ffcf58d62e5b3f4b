// SPDX-License-Identifier: MIT
#include "families/motion/receiver.h"

namespace partials::motion {

bool Receiver::is_command(std::string_view address) noexcept {
  for (const std::string_view root : {"/wekinator/", "/partials/"})
    if (address.substr(0, root.size()) == root) return true;
  return false;
}

void Receiver::take_message(const osc::Message& m, Arrival& arrival) noexcept {
  ++counts_.messages;
  const auto senders = all_senders();
  for (size_t i = 0; i < senders.size(); ++i) {
    if (!senders[i]->take(m, arrival)) continue;
    ++counts_.of_sender[i];
    in_packet_ |= 1u << i;
    return;
  }
  ++counts_.not_understood;
}

void Receiver::take_report(std::span<const uint8_t> report, double stamp_s) noexcept {
  ++counts_.packets;
  ++counts_.reports;
  counts_.not_understood += !space_mouse_.take(report, stamp_s, body_);
}

void Receiver::finish(Arrival& arrival) noexcept {
  const auto senders = all_senders();
  for (size_t i = 0; i < senders.size(); ++i)
    if ((in_packet_ >> i & 1u) && senders[i]->finish) senders[i]->finish(arrival);
  counts_.no_room += static_cast<uint64_t>(arrival.refused());
}

}  // namespace partials::motion
