// SPDX-License-Identifier: MIT
// Receives movement: datagrams on a UDP port and reports of a SpaceMouse, decoded into a body. Shared by
// record and watch. [one thread]
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "body/hidraw.h"
#include "families/motion/packet_file.h"
#include "families/motion/receiver.h"
#include "udp/udp_socket.h"

namespace partials::body {

struct HearOptions {
  std::string host = "127.0.0.1";
  int port = 6448;  // the port of Wekinator
  bool space_mouse = false;
  motion::InputSettings settings;
};

class Hearing {
 public:
  Result<void> start(const HearOptions& options);
  int port() const noexcept { return socket_.port(); }
  // Called by take() for messages that are commands (/wekinator/..., /partials/...).
  std::function<void(const osc::Message&)> on_command;

  // Waits for at most wait_ms, then processes all pending packets. each: called for every packet, with its
  // time since start; an Error that it returns stops the processing and is passed on.
  Result<void> take(int wait_ms, const std::function<Result<void>(const motion::Packet&)>& each);

  const motion::Receiver& receiver() const noexcept { return receiver_; }
  uint32_t thrown_away() const noexcept { return socket_.thrown_away(); }
  double begin_s() const noexcept { return begin_s_; }  // on the clock of now_s()
  double begin_unix_s() const noexcept { return begin_unix_s_; }
  // Of the last packet: time from its arrival at this machine until it was decoded, and time since the
  // bundle's time tag by the sender's clock (0: no time tag).
  double waited_s() const noexcept { return waited_s_; }
  double on_the_way_s() const noexcept { return on_the_way_s_; }

 private:
  Result<void> take_datagrams(const std::function<Result<void>(const motion::Packet&)>& each);
  Result<void> take_reports(const std::function<Result<void>(const motion::Packet&)>& each);
  int64_t time_ns(double s) noexcept;  // never decreases

  UdpSocket socket_;
  std::unique_ptr<motion::ReportSource> space_mouse_;
  motion::Receiver receiver_;
  double begin_s_ = 0, begin_unix_s_ = 0, waited_s_ = 0, on_the_way_s_ = 0;
  int64_t last_ns_ = 0;
};

double unix_now_s() noexcept;

}  // namespace partials::body
