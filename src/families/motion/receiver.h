// SPDX-License-Identifier: MIT
// Decodes packets into a body: finds the sender of each message, updates the channels and counts. No
// allocation; a Receiver is about 80 kB of plain data. [one thread]
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "families/motion/body.h"
#include "families/motion/senders/memory.h"
#include "families/motion/senders/sender.h"
#include "families/motion/space_mouse.h"
#include "osc/message.h"

namespace partials::motion {

class Receiver {
 public:
  static constexpr size_t kMaxSenders = 16;

  struct Counts {
    uint64_t packets = 0, messages = 0, commands = 0, reports = 0;
    uint64_t damaged = 0;                           // packets that are not valid OSC
    uint64_t not_understood = 0;                    // messages that no sender accepts
    uint64_t no_room = 0;                           // values without a channel because the table is full
    std::array<uint64_t, kMaxSenders> of_sender{};  // messages, in the order of all_senders()
  };

  explicit Receiver(const InputSettings& settings = {}) noexcept : settings_(settings) {}

  // Processes one datagram, which arrived at stamp_s on a monotonic clock. command(const osc::Message&) is
  // called for messages below /wekinator/ and /partials/, which are commands.
  template <class Command>
  void take(std::string_view packet, double stamp_s, Command&& command) noexcept;
  void take(std::string_view packet, double stamp_s) noexcept {
    take(packet, stamp_s, [](const osc::Message&) {});
  }

  // Processes one input report of a SpaceMouse, which starts with its id.
  void take_report(std::span<const uint8_t> report, double stamp_s) noexcept;
  void lose_space_mouse() noexcept { space_mouse_.leave(body_); }

  const Body& body() const noexcept { return body_; }
  const Counts& counts() const noexcept { return counts_; }
  // Time tag of the last packet, s since 1970 on the sender's clock; 0: none, or "now".
  double sent_unix_s() const noexcept { return sent_unix_s_; }

 private:
  void take_message(const osc::Message& m, Arrival& arrival) noexcept;
  void finish(Arrival& arrival) noexcept;
  static bool is_command(std::string_view address) noexcept;

  InputSettings settings_;
  Body body_;
  SpaceMouse space_mouse_;
  SenderMemory memory_;
  Counts counts_;
  uint32_t in_packet_ = 0;  // bit i: all_senders()[i] has a message in this packet
  double sent_unix_s_ = 0;
};

template <class Command>
void Receiver::take(std::string_view packet, double stamp_s, Command&& command) noexcept {
  ++counts_.packets;
  in_packet_ = 0;
  sent_unix_s_ = 0;
  Arrival arrival(body_, memory_, settings_, stamp_s);
  const bool whole = osc::read_packet(packet, [&](const osc::Message& m) {
    if (!m.time.is_now()) sent_unix_s_ = m.time.unix_s();
    if (!is_command(m.address)) return take_message(m, arrival);
    ++counts_.commands;
    command(m);
  });
  counts_.damaged += !whole;
  finish(arrival);
}

}  // namespace partials::motion
