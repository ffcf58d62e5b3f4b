// SPDX-License-Identifier: MIT
// A UDP socket over IPv4 that never waits unless asked to. It tells how long a datagram has lain in the
// system, and how many the system threw away because nobody fetched them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials {

struct Endpoint {
  uint32_t ipv4 = 0;  // highest byte first: 127.0.0.1 is 0x7f000001
  uint16_t port = 0;
  bool is_local() const noexcept { return ipv4 >> 24 == 127; }
  bool operator==(const Endpoint&) const = default;
};
std::string text_of(const Endpoint& e);  // "127.0.0.1:9000"
// "127.0.0.1:9000", "localhost:9000"; a name is looked up.
Result<Endpoint> endpoint_of(const std::string& text);

class UdpSocket {
 public:
  static constexpr size_t kMaxBytes = 65535;

  UdpSocket() = default;
  ~UdpSocket() { close(); }
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  // host: an IPv4 address of this machine; "127.0.0.1" is this machine only, "0.0.0.0" all networks. port 0:
  // any that is free. what: who listens, for the message: "OSC".
  Result<void> listen(const std::string& what, const std::string& host, int port);
  Result<void> open_to_send();
  void close() noexcept;
  int port() const noexcept { return port_; }

  struct Datagram {
    std::string_view bytes;  // until the next one
    Endpoint from;
    double age_s = 0;  // since the system took it
  };
  bool wait(int ms) const noexcept;           // whether there is one
  bool receive(Datagram& datagram) noexcept;  // false: there is none
  bool send(const Endpoint& to, std::string_view bytes) const noexcept;
  uint32_t thrown_away() const noexcept { return thrown_away_; }

 private:
  int socket_ = -1, port_ = 0;
  uint32_t thrown_away_ = 0;
  std::string memory_;
};

}  // namespace partials
