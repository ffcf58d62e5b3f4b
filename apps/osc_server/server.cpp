// SPDX-License-Identifier: MIT
#include "osc_server/server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <limits>

#include "base/clocks.h"

namespace partials::osc {
namespace {

constexpr int kMaxAtOnce = 256;  // packets read before subscribers are served again

bool local(const sockaddr_in& a) { return (ntohl(a.sin_addr.s_addr) >> 24) == 127; }

}  // namespace

Result<void> Server::start(const std::string& host, int port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(static_cast<uint16_t>(port));
  if (port < 0 || port > 65535)
    return Error{"The OSC port is " + std::to_string(port) + "; use 0 (any free port) to 65535."};
  if (inet_pton(AF_INET, host.c_str(), &a.sin_addr) != 1)
    return Error{"The OSC host is '" + host +
                 "'; use an IPv4 address of this machine, for instance 127.0.0.1."};
  socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  socklen_t length = sizeof a;
  if (socket_ < 0 || bind(socket_, reinterpret_cast<sockaddr*>(&a), length) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&a), &length) != 0) {
    const Error e{"OSC cannot listen on " + host + " port " + std::to_string(port) + " (" +
                  std::strerror(errno) + "); choose another port."};
    stop();
    return e;
  }
  port_ = ntohs(a.sin_port);
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
  return {};
}

void Server::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  subscribers_.clear();
}

void Server::run() {
  double told_s = 0;
  while (!stopping_.load(std::memory_order_relaxed)) {
    pollfd p{socket_, POLLIN, 0};
    if (poll(&p, 1, kNewsMs) > 0) receive();
    if (now_s() - told_s >= kNewsMs / 1000.0) {
      told_s = now_s();
      tell();
    }
  }
}

void Server::receive() {
  char bytes[kMaxBytes + 1];
  for (int i = 0; i < kMaxAtOnce; ++i) {
    sockaddr_in from{};
    socklen_t length = sizeof from;
    const ssize_t n = recvfrom(socket_, bytes, sizeof bytes, 0, reinterpret_cast<sockaddr*>(&from), &length);
    if (n < 0) return;
    const Peer peer{local(from), [&](std::string_view b) { send(from, b); },
                    [&](bool on, int port) { subscribe(from, on, port); }};
    long refused = 0;
    const bool whole = static_cast<size_t>(n) <= kMaxBytes &&
                       read_packet({bytes, static_cast<size_t>(n)},
                                   [&](const Message& m) { refused += !control_.take(m, peer); });
    refused_.fetch_add(refused + !whole, std::memory_order_relaxed);
  }
}

void Server::subscribe(const sockaddr_in& from, bool on, int port) {
  sockaddr_in to = from;
  if (port) to.sin_port = htons(static_cast<uint16_t>(port));
  const auto same = [&](const Subscriber& s) {
    return s.to.sin_addr.s_addr == to.sin_addr.s_addr && s.to.sin_port == to.sin_port;
  };
  const auto there = std::find_if(subscribers_.begin(), subscribers_.end(), same);
  if (!on) {
    if (there != subscribers_.end()) subscribers_.erase(there);
  } else if (there != subscribers_.end()) {
    there->until_s = now_s() + kLeaseS;
  } else if (subscribers_.size() < kMaxPeers) {
    Subscriber s{to, now_s() + kLeaseS, {}};
    s.sent.fill(std::numeric_limits<float>::quiet_NaN());  // so that everything is sent once
    subscribers_.push_back(s);
  }
}

void Server::tell() {
  std::erase_if(subscribers_, [now = now_s()](const Subscriber& s) { return s.until_s < now; });
  for (Subscriber& s : subscribers_) each_news(engine_, s.sent, [&](std::string_view b) { send(s.to, b); });
}

void Server::send(const sockaddr_in& to, std::string_view bytes) const {
  (void)sendto(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

}  // namespace partials::osc
