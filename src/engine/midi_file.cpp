// SPDX-License-Identifier: MIT
#include "engine/midi_file.h"

#include <algorithm>

#include "base/file.h"

namespace partials {
namespace {

constexpr uint64_t kMostBytes = 64u << 20;

struct Timed {
  uint64_t tick;
  MidiEvent event;
  uint32_t tempo_us;  // of a quarter note; 0: not a tempo change
};

// Reads within its bounds; past the end it gives zeros and says so.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool ended() const { return at_ >= bytes_.size(); }
  bool overran() const { return overran_; }
  size_t at() const { return at_; }
  uint8_t byte() {
    if (ended()) return overran_ = true, uint8_t{0};
    return static_cast<uint8_t>(bytes_[at_++]);
  }
  uint32_t big_endian(int n) {
    uint32_t v = 0;
    while (n-- > 0) v = v << 8 | byte();
    return v;
  }
  uint32_t variable_length() {
    uint32_t v = 0;
    for (int i = 0; i < 4; ++i) {
      const uint8_t b = byte();
      v = v << 7 | (b & 0x7f);
      if (!(b & 0x80)) return v;
    }
    overran_ = true;  // five bytes or more are not allowed
    return v;
  }
  std::string_view take(uint64_t n) {
    const size_t most = bytes_.size() - at_;
    if (n > most) overran_ = true, n = most;
    const auto part = bytes_.substr(at_, n);
    at_ += n;
    return part;
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool overran_ = false;
};

// One track's events, in ticks. False where the track breaks off or is not understood.
bool read_track(std::string_view bytes, std::vector<Timed>& out, uint64_t& end_tick) {
  Reader r(bytes);
  uint64_t tick = 0;
  uint8_t running = 0;
  while (!r.ended()) {
    tick += r.variable_length();
    uint8_t status = r.byte();
    uint8_t first = 0;
    bool have_first = false;
    if (status < 0x80) {
      if (!running) return false;
      first = status, have_first = true, status = running;
    }
    if (status == 0xff) {  // meta event
      const uint8_t kind = r.byte();
      const auto body = r.take(r.variable_length());
      running = 0;
      if (r.overran()) return false;
      if (kind == 0x2f) break;
      if (kind == 0x51 && body.size() == 3) {
        const auto b = [&](int i) { return static_cast<uint32_t>(static_cast<uint8_t>(body[static_cast<size_t>(i)])); };
        if (const uint32_t us = b(0) << 16 | b(1) << 8 | b(2)) out.push_back({tick, {}, us});
      }
    } else if (status == 0xf0 || status == 0xf7) {  // system exclusive: passed over
      r.take(r.variable_length());
      running = 0;
    } else if (status >= 0xf0) {
      return false;
    } else {
      running = status;
      const bool one = (status & 0xe0) == 0xc0;  // programme change and channel pressure have one data byte
      const uint8_t data1 = have_first ? first : r.byte(), data2 = one ? uint8_t{0} : r.byte();
      if (r.overran() || data1 > 127 || data2 > 127) return false;
      out.push_back({tick, {0, status, data1, data2}, 0});
    }
    if (r.overran()) return false;
  }
  end_tick = std::max(end_tick, tick);
  return true;
}

constexpr uint8_t kDrums = 9;  // counted from 0

bool begins_note(const MidiEvent& e) { return (e.status & 0xf0) == 0x90 && e.data2 > 0; }

bool is_mpe(const MidiSong& song) {
  return std::any_of(song.events.begin(), song.events.end(), [](const MidiEvent& e) {
    return (e.status == 0xb0 || e.status == 0xbf) && e.data1 == 100 && e.data2 == 6;  // low byte of the parameter's number
  });
}

}  // namespace

bool has_notes(const MidiSong& song) { return std::any_of(song.events.begin(), song.events.end(), begins_note); }

size_t leave_out_drums(MidiSong& song) {
  if (is_mpe(song)) return 0;
  const auto of_drums = [](const MidiEvent& e) { return (e.status & 0x0f) == kDrums; };
  const auto notes = std::count_if(song.events.begin(), song.events.end(), [&](const MidiEvent& e) { return of_drums(e) && begins_note(e); });
  std::erase_if(song.events, of_drums);
  return static_cast<size_t>(notes);
}

Result<MidiSong> midi_from_bytes(std::string_view bytes, const std::string& name) {
  const auto refuse = [&](const std::string& why) { return Error{"'" + name + "' " + why}; };
  Reader r(bytes);
  if (r.take(4) != "MThd") return refuse("does not begin with 'MThd', so it is not a standard MIDI file; export it again as a MIDI file (.mid).");
  const uint32_t header = r.big_endian(4);
  const uint32_t format = r.big_endian(2), tracks = r.big_endian(2), division = r.big_endian(2);
  if (header < 6 || r.overran()) return refuse("breaks off in its header; export it again.");
  r.take(header - 6);
  if (format > 1) return refuse("has MIDI format " + std::to_string(format) + "; export it as format 0 or 1.");
  double ticks_per_s = 0;  // only where the division is SMPTE
  if (division & 0x8000) {
    const int frames = 256 - static_cast<int>(division >> 8);
    ticks_per_s = (frames == 29 ? 30000.0 / 1001 : frames) * static_cast<double>(division & 0xff);
    if (frames != 24 && frames != 25 && frames != 29 && frames != 30) ticks_per_s = 0;
  }
  if (division == 0 || ((division & 0x8000) && ticks_per_s <= 0))
    return refuse("has the time division " + std::to_string(division) + ", which gives no time; export it with ticks per quarter note.");

  std::vector<Timed> all;
  uint64_t end_tick = 0;
  for (uint32_t found = 0; found < tracks && !r.ended();) {
    const auto id = r.take(4);
    const auto body = r.take(r.big_endian(4));
    if (r.overran()) return refuse("breaks off in track " + std::to_string(found + 1) + " of " + std::to_string(tracks) + "; export it again.");
    if (id != "MTrk") continue;  // chunks of other kinds are to be passed over
    ++found;
    if (!read_track(body, all, end_tick)) return refuse("has a damaged track " + std::to_string(found) + "; export it again.");
  }
  std::stable_sort(all.begin(), all.end(), [](const Timed& a, const Timed& b) { return a.tick < b.tick; });

  MidiSong song;
  double time_s = 0, per_tick_s = ticks_per_s > 0 ? 1 / ticks_per_s : 0.5 / static_cast<double>(division);  // 120 a minute until told
  uint64_t at = 0;
  const auto advance = [&](uint64_t tick) { time_s += static_cast<double>(tick - at) * per_tick_s, at = tick; };
  for (const Timed& t : all) {
    advance(t.tick);
    if (!t.tempo_us) {
      song.events.push_back(t.event);
      song.events.back().time_s = time_s;
    } else if (ticks_per_s <= 0) {
      per_tick_s = t.tempo_us * 1e-6 / static_cast<double>(division);
    }
  }
  advance(std::max(at, end_tick));
  song.length_s = time_s;
  return song;
}

Result<MidiSong> read_midi_file(const std::string& path) {
  auto bytes = read_file(path, kMostBytes);
  if (!bytes) return bytes.error();
  return midi_from_bytes(bytes.value(), path);
}

}  // namespace partials
