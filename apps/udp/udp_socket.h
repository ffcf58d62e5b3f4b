// SPDX-License-Identifier: MIT
// A non-blocking UDP socket for IPv4. Reports how long a datagram waited in the receive buffer and how many
// datagrams the system dropped.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials {

struct Endpoint {
  uint32_t ipv4 = 0;  // 127.0.0.1 is 0x7f000001
  uint16_t port = 0;
  bool is_local() const noexcept { return ipv4 >> 24 == 127; }
  bool operator==(const Endpoint&) const = default;
};
std::string text_of(const Endpoint& e);  // "127.0.0.1:9000"
// Parses "127.0.0.1:9000" or "localhost:9000"; a host name is resolved.
Result<Endpoint> endpoint_of(const std::string& text);

class UdpSocket {
 public:
  static constexpr size_t kMaxBytes = 65535;

  UdpSocket() = default;
  ~UdpSocket() { close(); }
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  // host: an IPv4 address of this machine; "127.0.0.1" means this machine only, "0.0.0.0" all networks. port
  // 0: any free port. what: the subject of error messages, such as "OSC".
  Result<void> listen(const std::string& what, const std::string& host, int port);
  Result<void> open_to_send();
  void close() noexcept;
  int port() const noexcept { return port_; }

  struct Datagram {
    std::string_view bytes;  // valid until the next call of receive
    Endpoint from;
    double age_s = 0;  // since its arrival at this machine
  };
  bool wait(int ms) const noexcept;           // whether a datagram is pending
  bool receive(Datagram& datagram) noexcept;  // false if none is pending
  bool send(const Endpoint& to, std::string_view bytes) const noexcept;
  uint32_t thrown_away() const noexcept { return thrown_away_; }

 private:
  int socket_ = -1, port_ = 0;
  uint32_t thrown_away_ = 0;
  std::string memory_;
};

}  // namespace partials
