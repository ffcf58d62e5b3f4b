// SPDX-License-Identifier: MIT
#include "body/contents.h"

#include <algorithm>
#include <memory>

namespace partials::body {
namespace {

struct Track {  // running state of one channel
  double first_s = 0, last_s = 0;
  uint64_t lost = 0;
};

void note(const motion::Body::Channel& c, ChannelContents& channel, Track& track) {
  const bool known = c.tracking != motion::Tracking::lost;
  if (channel.frames == 0) {
    channel.name = c.name;
    channel.unit = symbol_of(c.unit);
    track.first_s = c.stamp_s;
  } else {
    channel.longest_gap_s = std::max(channel.longest_gap_s, c.stamp_s - track.last_s);
  }
  if (known) {
    const bool first = channel.frames == track.lost;
    channel.least = first ? c.value : std::min(channel.least, c.value);
    channel.most = first ? c.value : std::max(channel.most, c.value);
  }
  ++channel.frames;
  track.lost += !known;
  track.last_s = c.stamp_s;
}

void take(const motion::Packet& p, double time_s, motion::Receiver& receiver) {
  if (p.kind == motion::PacketKind::osc) receiver.take(p.bytes, time_s);
  if (p.kind == motion::PacketKind::hid)
    receiver.take_report({reinterpret_cast<const uint8_t*>(p.bytes.data()), p.bytes.size()}, time_s);
}

}  // namespace

Contents contents_of(motion::PacketFile& file, const motion::InputSettings& settings) {
  const auto receiver = std::make_unique<motion::Receiver>(settings);
  Contents c;
  c.begin_unix_s = file.begin_unix_s();
  c.port = file.port();
  std::vector<Track> tracks;
  double before_s = 0;
  for (motion::Packet p; file.next(p);) {
    // starts at 1, because stamp 0 marks a channel without data
    const double time_s = 1 + static_cast<double>(p.time_ns) * 1e-9;
    if (file.records() > 1) c.longest_gap_s = std::max(c.longest_gap_s, time_s - before_s);
    before_s = time_s;
    take(p, time_s, *receiver);
    const motion::Body& body = receiver->body();
    c.channels.resize(body.size());
    tracks.resize(body.size());
    for (size_t i = 0; i < body.size(); ++i)
      if (body[i].stamp_s == time_s) note(body[i], c.channels[i], tracks[i]);
    c.seconds = time_s - 1;
  }
  for (size_t i = 0; i < tracks.size(); ++i) {
    ChannelContents& channel = c.channels[i];
    const double span_s = tracks[i].last_s - tracks[i].first_s;
    if (span_s > 0) channel.rate_hz = static_cast<double>(channel.frames - 1) / span_s;
    if (channel.frames)
      channel.lost = static_cast<double>(tracks[i].lost) / static_cast<double>(channel.frames);
  }
  c.counts = receiver->counts();
  if (file.damage()) c.damage = file.damage()->text;
  return c;
}

std::string senders_heard(const motion::Receiver::Counts& counts) {
  std::string text;
  const auto add = [&](const char* name, uint64_t count, const char* unit) {
    if (count)
      text += (text.empty() ? "" : ", ") + std::string(name) + " (" + std::to_string(count) + " " + unit +
              (count == 1 ? ")" : "s)");
  };
  const auto senders = motion::all_senders();
  for (size_t i = 0; i < senders.size(); ++i) add(senders[i]->title, counts.of_sender[i], "message");
  add("SpaceMouse", counts.reports, "report");
  return text.empty() ? "nobody" : text;
}

}  // namespace partials::body
