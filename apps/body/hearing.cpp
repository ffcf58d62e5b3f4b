// SPDX-License-Identifier: MIT
#include "body/hearing.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/clocks.h"

namespace partials::body {
namespace {

constexpr int kReportWaitMs = 4;  // a SpaceMouse sends at most every 8 ms
constexpr int kMostAtOnce = 1024;

}  // namespace

double unix_now_s() noexcept {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Result<void> Hearing::start(const HearOptions& o) {
  receiver_ = motion::Receiver(o.settings);
  if (o.space_mouse) {
    auto opened = open_space_mouse();
    if (!opened) return opened.error();
    space_mouse_ = std::move(opened).value();
  }
  if (const auto listening = socket_.listen("Movement", o.host, o.port); !listening) return listening;
  begin_s_ = now_s();
  begin_unix_s_ = unix_now_s();
  return {};
}

int64_t Hearing::time_ns(double s) noexcept {
  last_ns_ = std::max<int64_t>(last_ns_, std::llround((s - begin_s_) * 1e9));
  return last_ns_;
}

Result<void> Hearing::take(int wait_ms, const std::function<Result<void>(const motion::Packet&)>& each) {
  if (socket_.wait(space_mouse_ ? std::min(wait_ms, kReportWaitMs) : wait_ms))
    if (const auto taken = take_datagrams(each); !taken) return taken;
  return space_mouse_ ? take_reports(each) : Result<void>();
}

Result<void> Hearing::take_datagrams(const std::function<Result<void>(const motion::Packet&)>& each) {
  UdpSocket::Datagram d;
  for (int i = 0; i < kMostAtOnce && socket_.receive(d); ++i) {
    const double arrived_s = now_s() - d.age_s;
    receiver_.take(d.bytes, arrived_s, [this](const osc::Message& m) {
      if (on_command) on_command(m);
    });
    waited_s_ = now_s() - arrived_s;
    const double sent_s = receiver_.sent_unix_s();
    on_the_way_s_ = sent_s > 0 ? unix_now_s() - sent_s : 0;
    const motion::Packet packet{time_ns(arrived_s), motion::PacketKind::osc, d.from.ipv4, d.from.port,
                                d.bytes};
    if (const auto taken = each(packet); !taken) return taken;
  }
  return {};
}

Result<void> Hearing::take_reports(const std::function<Result<void>(const motion::Packet&)>& each) {
  motion::ReportSource::Report r;
  for (int i = 0; i < kMostAtOnce; ++i) {
    const auto next = space_mouse_->next(r);
    if (next == motion::ReportSource::Next::gone) {
      receiver_.lose_space_mouse();
      space_mouse_.reset();
    }
    if (next != motion::ReportSource::Next::report) return {};
    receiver_.take_report({r.bytes, r.size}, now_s());
    const std::string_view bytes(reinterpret_cast<const char*>(r.bytes), r.size);
    if (const auto taken = each({time_ns(now_s()), motion::PacketKind::hid, 0, 0, bytes}); !taken)
      return taken;
  }
  return {};
}

}  // namespace partials::body
