// SPDX-License-Identifier: MIT
#include "osc_server/server.h"

#include <algorithm>
#include <limits>

#include "base/clocks.h"

namespace partials::osc {
namespace {

constexpr int kMaxAtOnce = 256;  // packets read before subscribers are served again

}  // namespace

Result<void> Server::start(const std::string& host, int port) {
  if (const auto listening = socket_.listen("OSC", host, port); !listening) return listening;
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
  return {};
}

void Server::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  socket_.close();
  subscribers_.clear();
}

void Server::run() {
  double told_s = 0;
  while (!stopping_.load(std::memory_order_relaxed)) {
    if (socket_.wait(kNewsMs)) receive();
    if (now_s() - told_s >= kNewsMs / 1000.0) {
      told_s = now_s();
      tell();
    }
  }
}

void Server::receive() {
  UdpSocket::Datagram d;
  for (int i = 0; i < kMaxAtOnce && socket_.receive(d); ++i) {
    const Endpoint from = d.from;
    const Peer peer{from.is_local(), [&](std::string_view b) { socket_.send(from, b); },
                    [&](bool on, int port) { subscribe(from, on, port); }};
    long refused = 0;
    const bool whole = read_packet(d.bytes, [&](const Message& m) { refused += !control_.take(m, peer); });
    refused_.fetch_add(refused + !whole, std::memory_order_relaxed);
  }
}

void Server::subscribe(const Endpoint& from, bool on, int port) {
  const Endpoint to{from.ipv4, port ? static_cast<uint16_t>(port) : from.port};
  const auto same = [&](const Subscriber& s) { return s.to == to; };
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
  for (Subscriber& s : subscribers_)
    each_news(engine_, s.sent, [&](std::string_view b) { socket_.send(s.to, b); });
}

}  // namespace partials::osc
