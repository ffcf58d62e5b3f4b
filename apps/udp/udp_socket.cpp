// SPDX-License-Identifier: MIT
#include "udp/udp_socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>

namespace partials {
namespace {

constexpr int kSystemBuffer = 4 << 20;  // bytes; holds about a second of several senders

sockaddr_in address_of(const Endpoint& e) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(e.port);
  a.sin_addr.s_addr = htonl(e.ipv4);
  return a;
}

double age_of(const timespec& then) {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const double age =
      static_cast<double>(now.tv_sec - then.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec - then.tv_nsec);
  return age > 0 && age < 60 ? age : 0;  // otherwise the clock was set in between
}

const char* remedy(int error) {
  switch (error) {
    case EADDRINUSE:
      return "another program listens there: end it, or choose another port.";
    case EADDRNOTAVAIL:
      return "this machine does not have that address: use one of its own, 127.0.0.1 or 0.0.0.0.";
    case EACCES:
      return "ports below 1024 are for administrators: choose another port.";
    default:
      return "choose another port.";
  }
}

}  // namespace

std::string text_of(const Endpoint& e) {
  char text[INET_ADDRSTRLEN] = {};
  const in_addr a{htonl(e.ipv4)};
  inet_ntop(AF_INET, &a, text, sizeof text);
  return std::string(text) + ":" + std::to_string(e.port);
}

Result<Endpoint> endpoint_of(const std::string& text) {
  const size_t colon = text.rfind(':');
  int port = 0;
  const char* end = text.data() + text.size();
  const bool whole = colon != std::string::npos && colon > 0 &&
                     std::from_chars(text.data() + colon + 1, end, port).ptr == end && port >= 1 &&
                     port <= 65535;
  if (!whole) return Error{"'" + text + "' is not an address; use HOST:PORT, for instance 127.0.0.1:9000."};
  addrinfo hints{}, *found = nullptr;
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_DGRAM;
  if (getaddrinfo(text.substr(0, colon).c_str(), nullptr, &hints, &found) != 0 || !found)
    return Error{
        "The host '" + text.substr(0, colon) + "' is unknown; check the name or use its IPv4 address.",
        ErrorCode::missing};
  sockaddr_in a{};
  std::memcpy(&a, found->ai_addr, sizeof a);
  freeaddrinfo(found);
  return Endpoint{ntohl(a.sin_addr.s_addr), static_cast<uint16_t>(port)};
}

Result<void> UdpSocket::listen(const std::string& what, const std::string& host, int port) {
  if (port < 0 || port > 65535)
    return Error{"The " + what + " port is " + std::to_string(port) + "; use 0 (any free port) to 65535."};
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(static_cast<uint16_t>(port));
  if (inet_pton(AF_INET, host.c_str(), &a.sin_addr) != 1)
    return Error{"The " + what + " address to listen on is '" + host +
                 "'; use an IPv4 address of this machine, for instance 127.0.0.1."};
  close();
  socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  socklen_t length = sizeof a;
  if (socket_ < 0 || bind(socket_, reinterpret_cast<sockaddr*>(&a), length) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&a), &length) != 0) {
    const int error = errno;
    const Error e{what + " cannot listen on " + host + " port " + std::to_string(port) + " (" +
                  std::strerror(error) + "); " + remedy(error)};
    close();
    return e;
  }
  const int yes = 1;  // these options are optional; errors are ignored
  (void)setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &kSystemBuffer, sizeof kSystemBuffer);
#ifdef SO_TIMESTAMPNS
  (void)setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes);
#endif
#ifdef SO_RXQ_OVFL
  (void)setsockopt(socket_, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
#endif
  port_ = ntohs(a.sin_port);
  memory_.resize(kMaxBytes);
  return {};
}

Result<void> UdpSocket::open_to_send() {
  close();
  socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket_ >= 0) return {};
  return Error{
      std::string("The system gives no socket (") + std::strerror(errno) + "); close other programs.",
      ErrorCode::unreadable};
}

void UdpSocket::close() noexcept {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool UdpSocket::wait(int ms) const noexcept {
  pollfd p{socket_, POLLIN, 0};
  return poll(&p, 1, ms) > 0;
}

bool UdpSocket::receive(Datagram& d) noexcept {
  sockaddr_in from{};
  iovec part{memory_.data(), memory_.size()};
  alignas(cmsghdr) char extra[256];
  msghdr m{};
  m.msg_name = &from;
  m.msg_namelen = sizeof from;
  m.msg_iov = &part;
  m.msg_iovlen = 1;
  m.msg_control = extra;
  m.msg_controllen = sizeof extra;
  const ssize_t n = recvmsg(socket_, &m, 0);
  if (n < 0) return false;
  d.bytes = {memory_.data(), static_cast<size_t>(n)};
  d.from = {ntohl(from.sin_addr.s_addr), ntohs(from.sin_port)};
  d.age_s = 0;
  for (cmsghdr* c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
    if (c->cmsg_level != SOL_SOCKET) continue;
#ifdef SO_TIMESTAMPNS
    if (c->cmsg_type == SO_TIMESTAMPNS) {
      timespec then{};
      std::memcpy(&then, CMSG_DATA(c), sizeof then);
      d.age_s = age_of(then);
    }
#endif
#ifdef SO_RXQ_OVFL
    if (c->cmsg_type == SO_RXQ_OVFL) std::memcpy(&thrown_away_, CMSG_DATA(c), sizeof thrown_away_);
#endif
  }
  return true;
}

bool UdpSocket::send(const Endpoint& to, std::string_view bytes) const noexcept {
  const sockaddr_in a = address_of(to);
  return sendto(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                reinterpret_cast<const sockaddr*>(&a), sizeof a) == static_cast<ssize_t>(bytes.size());
}

}  // namespace partials
