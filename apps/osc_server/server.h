// SPDX-License-Identifier: MIT
// A UDP socket for OSC, by default for this machine only, with a thread that reads it and sends state to
// subscribers.
#pragma once
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "osc_server/control.h"
#include "udp/udp_socket.h"

namespace partials::osc {

class Server {
 public:
  static constexpr size_t kMaxPeers = 8;
  static constexpr double kLeaseS = 60;  // a subscription ends unless it is renewed
  static constexpr int kNewsMs = 50;

  explicit Server(Engine& engine, EventRing& ring) : engine_(engine), control_(engine, ring) {}
  ~Server() { stop(); }
  Control& control() { return control_; }

  // host: an IPv4 address of this machine; "127.0.0.1" means this machine only, "0.0.0.0" all networks.
  // port 0: any free port.
  Result<void> start(const std::string& host, int port);
  void stop();
  int port() const { return socket_.port(); }
  // number of damaged packets and unknown messages
  long refused() const { return refused_.load(std::memory_order_relaxed); }

 private:
  struct Subscriber {
    Endpoint to;
    double until_s = 0;
    Values sent{};
  };
  void run();
  void receive();
  void subscribe(const Endpoint& from, bool on, int port);
  void tell();

  Engine& engine_;
  Control control_;
  UdpSocket socket_;
  std::vector<Subscriber> subscribers_;
  std::thread thread_;
  std::atomic<bool> stopping_{false};
  std::atomic<long> refused_{0};
};

}  // namespace partials::osc
