// SPDX-License-Identifier: MIT
#include "play/midi_track.h"

#include <algorithm>

namespace partials {
namespace {

constexpr size_t kMaxSkipped = 64;  // surplus bytes in one place
constexpr int kMinAfterSkip = 2;    // events that must be readable after skipped bytes
constexpr int kTrusted = 8;         // events read in a row after which a reading needs no further proof
constexpr size_t kLongestExclusive = 65536;  // of one without its length
constexpr size_t kLongestEvent = 64;         // of one that is cut at the end of its track

// How bytes are understood that do not follow the standard.
enum class Reading { standard, system_between_data, clipped_data, exclusive_until_f7 };

struct Parsed {
  enum class What { bad, overrun, channel, tempo, end_of_track, passed };
  What what = What::bad;
  size_t next = 0;     // of the byte after it
  uint32_t delta = 0;  // ticks
  TrackEvent event;
  uint8_t status = 0;
  int system = 0, clipped = 0, keyless = 0;
  bool leans = false;  // on running status
  bool readable() const { return what != What::bad && what != What::overrun; }
};

// Reads within its bounds; past the end it returns zeros and sets a flag.
class Cursor {
 public:
  Cursor(std::string_view bytes, size_t at) : bytes_(bytes), at_(at) {}
  size_t at() const { return at_; }
  bool overran() const { return overran_; }
  uint8_t peek() const { return at_ < bytes_.size() ? static_cast<uint8_t>(bytes_[at_]) : uint8_t{0}; }
  uint8_t byte() {
    if (at_ >= bytes_.size()) {
      overran_ = true;
      return uint8_t{0};
    }
    return static_cast<uint8_t>(bytes_[at_++]);
  }
  // At most four bytes; false if a fifth would follow.
  bool variable_length(uint32_t& value) {
    value = 0;
    for (int i = 0; i < 4; ++i) {
      const uint8_t b = byte();
      value = value << 7 | (b & 0x7f);
      if (!(b & 0x80)) return true;
    }
    return false;
  }
  std::string_view take(uint64_t n) {
    const size_t most = bytes_.size() - at_;
    if (n > most) {
      overran_ = true;
      n = most;
    }
    const auto part = bytes_.substr(at_, n);
    at_ += n;
    return part;
  }
  void to_end_of_exclusive() {
    const size_t end = bytes_.substr(0, std::min(bytes_.size(), at_ + kLongestExclusive)).find('\xf7', at_);
    if (end == std::string_view::npos)
      overran_ = true;
    else
      at_ = end + 1;
  }

 private:
  std::string_view bytes_;
  size_t at_;
  bool overran_ = false;
};

bool parse_meta(Cursor& c, Parsed& p) {
  const uint8_t kind = c.byte();
  uint32_t length = 0;
  if (!c.variable_length(length)) return false;
  const auto body = c.take(length);
  p.what = kind == 0x2f ? Parsed::What::end_of_track : Parsed::What::passed;
  if (kind != 0x51 || body.size() != 3) return true;
  for (const char b : body) p.event.tempo_us = p.event.tempo_us << 8 | static_cast<uint8_t>(b);
  if (p.event.tempo_us) p.what = Parsed::What::tempo;
  return true;
}

bool parse_exclusive(Cursor& c, Parsed& p, uint8_t status, Reading how) {
  p.what = Parsed::What::passed;
  if (how == Reading::exclusive_until_f7) {
    c.to_end_of_exclusive();
    return status == 0xf0;
  }
  uint32_t length = 0;
  if (!c.variable_length(length)) return false;
  c.take(length);
  return true;
}

// Bytes after the status of a system message that is neither meta nor exclusive.
int system_data(uint8_t status) { return status == 0xf2 ? 2 : status == 0xf1 || status == 0xf3 ? 1 : 0; }

bool data_byte(Cursor& c, Parsed& p, Reading how, uint8_t& value) {
  while (how == Reading::system_between_data && c.peek() >= 0xf8 && c.peek() != 0xff) {
    c.byte();
    ++p.system;
  }
  value = c.byte();
  if (value < 0x80) return true;
  if (how != Reading::clipped_data) return false;
  value = 127;
  ++p.clipped;
  return true;
}

bool parse_channel(Cursor& c, Parsed& p, Reading how) {
  const bool one = (p.status & 0xe0) == 0xc0;  // programme change and channel pressure have one data byte
  MidiEvent& e = p.event.event;
  e.status = p.status;
  p.what = Parsed::What::channel;
  if (!data_byte(c, p, how, e.data1)) return false;
  if (p.clipped && p.status < 0xb0) {
    p.clipped = 0;
    p.keyless = 1;
    p.what = Parsed::What::passed;
  }
  return one || data_byte(c, p, how, e.data2);
}

Parsed parse(std::string_view bytes, size_t at, uint8_t running, Reading how) {
  Parsed p;
  Cursor c(bytes, at);
  bool good = c.variable_length(p.delta);
  const uint8_t first = c.peek();
  p.status = running;
  p.leans = first < 0x80;
  if (!p.leans) c.byte();
  if (good && p.leans) {
    good = running && parse_channel(c, p, how);
  } else if (good && first < 0xf0) {
    p.status = first;
    good = parse_channel(c, p, how);
  } else if (good && first == 0xff) {
    good = parse_meta(c, p);
  } else if (good && (first == 0xf0 || first == 0xf7)) {
    good = parse_exclusive(c, p, first, how);
  } else if (good) {
    c.take(static_cast<uint64_t>(system_data(first)));
    ++p.system;
    p.what = Parsed::What::passed;
  }
  if (!good) p.what = Parsed::What::bad;
  if (c.overran()) p.what = Parsed::What::overrun;
  p.next = c.at();
  return p;
}

// How many of the next events follow the standard, if the others are read in this way; also kTrusted if the
// track ends correctly before that.
int run_length(std::string_view bytes, size_t at, uint8_t running, Reading how) {
  int good = 0;
  for (int n = 0; n < kTrusted; ++n) {
    if (at >= bytes.size()) return kTrusted;
    const Parsed p = parse(bytes, at, running, how);
    if (!p.readable()) return good;
    if (p.what == Parsed::What::end_of_track) return kTrusted;
    good += !p.clipped && !p.keyless && !p.system;
    at = p.next;
    running = p.status;
  }
  return good;
}

class TrackReader {
 public:
  TrackReader(std::string_view bytes, bool cut, int& patience)
      : bytes_(bytes), cut_(cut), patience_(patience) {}

  Track read() {
    while (at_ < bytes_.size() && !track_.ended) {
      if (is_clock()) {
        ++at_;
        ++track_.odd.system;
        continue;
      }
      Parsed p = parse(bytes_, at_, running_, Reading::standard);
      if (doubtful(p) && !recover(p)) {
        track_.broken = true;
        break;
      }
      take(p);
    }
    track_.end = at_;
    track_.end_tick = tick_;
    return std::move(track_);
  }

 private:
  // A byte of clock or active sensing without a delta time: read as part of a delta time it would be a pause
  // of an hour or more.
  bool is_clock() const {
    const auto byte = [&](size_t i) {
      return at_ + i < bytes_.size() ? static_cast<uint8_t>(bytes_[at_ + i]) : uint8_t{0};
    };
    return (byte(0) == 0xf8 || byte(0) == 0xfe) && byte(1) >= 0x80;
  }

  // An exclusive message that does not end correctly may lack its length, as on a cable.
  bool doubtful(const Parsed& p) const {
    if (!p.readable()) return true;
    if (p.what != Parsed::What::passed || p.next == 0 || static_cast<uint8_t>(bytes_[p.next - 1]) == 0xf7)
      return false;
    Cursor c(bytes_, at_);
    uint32_t delta = 0;
    return c.variable_length(delta) && c.byte() == 0xf0;
  }

  // The interpretation of the bytes at at_ after which most events can be read. False if there is none.
  bool recover(Parsed& p) {
    const bool breaks_off = p.what == Parsed::What::overrun && (cut_ || bytes_.size() - at_ <= kLongestEvent);
    Parsed best = p;
    int skipped = 0, most = p.readable() ? run_length(bytes_, p.next, p.status, Reading::standard)
                                         : -2 * static_cast<int>(kMaxSkipped);
    if (most >= kTrusted) return true;
    const auto compare = [&](const Parsed& other, int past, Reading how) {
      if (most >= kTrusted || !other.readable()) return;
      const int n = run_length(bytes_, other.next, other.status, how);
      if (n - past > most && (past == 0 || n >= kMinAfterSkip)) {
        best = other;
        most = n - past;
        skipped = past;
      }
    };
    for (const Reading how :
         {Reading::system_between_data, Reading::clipped_data, Reading::exclusive_until_f7})
      compare(parse(bytes_, at_, running_, how), 0, how);
    if (most < kTrusted - 1 && --patience_ < 0 && most < kMinAfterSkip) return p.readable();
    const auto last = static_cast<int>(
        breaks_off || most >= kTrusted - 1 || patience_ < 0 ? 0 : std::min(kMaxSkipped, bytes_.size() - at_));
    for (int n = 1; n < last; ++n)
      compare(parse(bytes_, at_ + static_cast<size_t>(n), running_, Reading::standard), n, Reading::standard);
    if (!best.readable()) return false;
    track_.odd.stray_bytes += skipped;
    p = best;
    return true;
  }

  void take(const Parsed& p) {
    tick_ += p.delta;
    at_ = p.next;
    track_.odd.system += p.system;
    track_.odd.clipped += p.clipped;
    track_.odd.keyless += p.keyless;
    if (p.what == Parsed::What::end_of_track) track_.ended = true;
    if (p.what == Parsed::What::channel || p.keyless) {
      track_.odd.running_status += p.leans && interrupted_;
      running_ = p.status;
      interrupted_ = false;
    } else {
      interrupted_ = interrupted_ || p.system == 0;  // by a meta or exclusive event
    }
    if (p.what != Parsed::What::channel && p.what != Parsed::What::tempo) return;
    track_.events.push_back(p.event);
    track_.events.back().tick = tick_;
  }

  std::string_view bytes_;
  bool cut_;
  int& patience_;
  Track track_;
  size_t at_ = 0;
  uint64_t tick_ = 0;
  uint8_t running_ = 0;
  bool interrupted_ = false;  // running status
};

}  // namespace

Track read_track(std::string_view bytes, bool cut, int& patience) {
  return TrackReader(bytes, cut, patience).read();
}

}  // namespace partials
