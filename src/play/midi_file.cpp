// SPDX-License-Identifier: MIT
#include "play/midi_file.h"

#include <algorithm>

#include "base/plain_number.h"
#include "play/midi_track.h"
#include "system/file.h"

namespace partials {
namespace {

constexpr uint64_t kMaxBytes = 64u << 20;
constexpr int kPatience = 300;                // searches for the next event, in all tracks
constexpr double kCutNoteS = 0.5;             // sounds a key whose release was cut off
constexpr uint32_t kTempoUntilTold = 500000;  // microseconds of a quarter note: 120 a minute
constexpr size_t kMaxToldBreaks = 4;
constexpr size_t kLatestHeader = 65536;  // bytes before it are skipped
constexpr std::string_view kHead = "MThd", kTrack = "MTrk";
constexpr size_t kNone = std::string_view::npos;

uint32_t number_at(std::string_view bytes, size_t at, int n) {  // big-endian; zeros past the end
  uint32_t v = 0;
  for (int i = 0; i < n; ++i, ++at) v = v << 8 | (at < bytes.size() ? static_cast<uint8_t>(bytes[at]) : 0u);
  return v;
}

std::string count_of(int64_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

struct Header {
  uint32_t format = 1, tracks = 0, division = 480;
  double ticks_per_s = 0;  // only where the division is SMPTE
  size_t end = 0;
};

Result<Header> read_header(std::string_view bytes, size_t at, const std::string& name) {
  const auto refuse = [&](const std::string& why) { return Error{"'" + name + "' " + why}; };
  Header h;
  const uint32_t length = number_at(bytes, at + 4, 4);
  if (length < 6 || bytes.size() - at < 14) return refuse("is cut off in its header; export it again.");
  h.format = number_at(bytes, at + 8, 2);
  h.tracks = number_at(bytes, at + 10, 2);
  h.division = number_at(bytes, at + 12, 2);
  h.end = at + 14;
  if (length > 6 && length - 6 <= bytes.size() - h.end) h.end += length - 6;  // later standards may add to it
  if (h.division & 0x8000) {
    const int frames = 256 - static_cast<int>(h.division >> 8);
    const bool known = frames == 24 || frames == 25 || frames == 29 || frames == 30;
    h.ticks_per_s =
        known ? (frames == 29 ? 30000.0 / 1001 : frames) * static_cast<double>(h.division & 0xff) : 0;
  }
  if (h.division == 0 || ((h.division & 0x8000) && h.ticks_per_s <= 0))
    return refuse("has the time division " + std::to_string(h.division) +
                  ", which defines no tempo; export it with ticks per quarter note.");
  return h;
}

// Seconds of ticks, by the tempo changes of all tracks. Ticks must not go back.
class TempoClock {
 public:
  explicit TempoClock(const Header& h)
      : division_(h.division),
        smpte_(h.ticks_per_s > 0),
        per_tick_s_(smpte_ ? 1 / h.ticks_per_s : kTempoUntilTold * 1e-6 / h.division) {}
  double at(uint64_t tick) {
    time_s_ += static_cast<double>(tick - tick_) * per_tick_s_;
    tick_ = tick;
    return time_s_;
  }
  double beat(uint64_t tick) const {  // quarter notes, or half seconds
    const auto ticks = static_cast<double>(tick);
    return smpte_ ? 2 * ticks * per_tick_s_ : ticks / division_;
  }
  void set(uint32_t tempo_us) {
    if (!smpte_) per_tick_s_ = tempo_us * 1e-6 / division_;
  }

 private:
  double division_;
  bool smpte_;
  double per_tick_s_, time_s_ = 0;
  uint64_t tick_ = 0;
};

class FileReader {
 public:
  FileReader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  Result<MidiSong> read() {
    const size_t head = bytes_.substr(0, kLatestHeader).find(kHead);
    if (head == kNone)
      return Error{"'" + name_ +
                   "' does not begin with 'MThd', so it is not a standard MIDI file; export it again as a "
                   "MIDI file (.mid)."};
    const bool riff = head > 0 && bytes_.substr(0, 4) == "RIFF";
    if (head > 0 && !riff)
      say(count_of(static_cast<int64_t>(head), "byte", "bytes") + " before its header were skipped.");
    auto header = read_header(bytes_, head, name_);
    if (!header) return header.error();
    header_ = header.value();
    if (riff) end_with_riff(head);
    at_ = header_.end;
    while (next_track()) {
    }
    if (tracks_ == 0)
      return Error{"'" + name_ + "' has no tracks (0 of " + std::to_string(header_.tracks) +
                   " are there); export it again."};
    tell_of_form();
    tell_of_events();
    return song();
  }

 private:
  void say(const std::string& sentence) { song_.odd.push_back(sentence); }

  // The RIFF chunk that holds the file states its length, low byte first; other chunks may follow.
  void end_with_riff(size_t head) {
    uint64_t length = 0;
    for (size_t i = 1; i <= 4; ++i) length = length << 8 | static_cast<uint8_t>(bytes_[head - i]);
    if (length <= bytes_.size() - head && head + length >= header_.end)
      bytes_ = bytes_.substr(0, head + length);
  }

  // Whether a chunk, or the end of the file, is here.
  bool chunk_or_end(size_t at) const {
    if (at + 8 > bytes_.size()) return true;
    const auto id = bytes_.substr(at, 4);
    return id == kTrack || std::all_of(id.begin(), id.end(), [](char c) { return c >= ' ' && c <= '~'; });
  }

  // Goes to the next track and reads it; false if there is none.
  bool next_track() {
    while (bytes_.size() - at_ >= 8 && bytes_.substr(at_, 4) != kTrack) {
      const uint64_t past = at_ + 8 + uint64_t{number_at(bytes_, at_ + 4, 4)};
      if (past <= bytes_.size() && chunk_or_end(at_) && chunk_or_end(past)) {
        at_ = past;  // chunks of other kinds must be skipped
        continue;
      }
      const size_t next = std::min(bytes_.find(kTrack, at_), bytes_.size());
      between_ += tracks_ || next < bytes_.size() ? next - at_ : 0;
      at_ = next;
    }
    if (bytes_.size() - at_ < 8) {
      between_ += bytes_.size() - at_;
      return false;
    }
    ++tracks_;
    read_body(at_ + 8, number_at(bytes_, at_ + 4, 4));
    return true;
  }

  // A track whose header states this length, which may be wrong: the end-of-track event and the next track
  // decide.
  void read_body(size_t body, uint64_t told) {
    bool cut = told > bytes_.size() - body;
    size_t length = std::min<uint64_t>(told, bytes_.size() - body);
    int patience = patience_;
    Track track = read_track(bytes_.substr(body, length), cut, patience);
    if (!track.ended && !cut &&
        !chunk_or_end(body + length)) {  // the length is too small, or was never filled in
      patience = patience_;
      const size_t next = std::min(bytes_.find(kTrack, body + length), bytes_.size());
      length = next - body;
      cut = next == bytes_.size();
      track = read_track(bytes_.substr(body, length), cut, patience);
    }
    patience_ = patience;
    const size_t end = body + track.end;
    const bool next_here = bytes_.substr(end, 4) == kTrack;
    wrong_lengths_ += track.ended && track.end != told && (next_here || cut || track.end > told);
    open_ = open_ || !track.ended;
    if (track.broken || (cut && !track.ended)) broken_.push_back({tracks_, from() + track.end_tick, end});
    if (track.ended)
      at_ = next_here || cut ? end : std::max(end, body + length);
    else
      at_ = cut ? std::min(bytes_.find(kTrack, end), bytes_.size()) : body + length;
    gather(track);
  }

  uint64_t from() const {
    return header_.format == 2 ? end_tick_ : 0;
  }  // the tick at which the next track begins

  // Tracks of format 2 are separate songs, one after the other; all others play together.
  void gather(const Track& track) {
    const uint64_t begin = from();
    if (begin) all_.push_back({begin, {}, kTempoUntilTold});
    for (const TrackEvent& e : track.events) all_.push_back({begin + e.tick, e.event, e.tempo_us});
    end_tick_ = std::max(end_tick_, begin + track.end_tick);
    odd_.running_status += track.odd.running_status;
    odd_.system += track.odd.system;
    odd_.clipped += track.odd.clipped;
    odd_.keyless += track.odd.keyless;
    odd_.stray_bytes += track.odd.stray_bytes;
  }

  void tell_of_form() {
    if (header_.format == 2)
      say("Its tracks are separate songs (format 2); they are played one after the other.");
    else if (header_.format > 2)
      say("Its format is " + std::to_string(header_.format) +
          ", which does not exist; it was read as format 1.");
    if (tracks_ != static_cast<int>(header_.tracks))
      say("Its header announces " + count_of(header_.tracks, "track", "tracks") + ", and " +
          std::to_string(tracks_) + " are there.");
    if (between_)
      say(count_of(static_cast<int64_t>(between_), "byte", "bytes") +
          " between or after its tracks were skipped.");
    if (wrong_lengths_)
      say(count_of(wrong_lengths_, "track has", "tracks have") +
          " a different length from that in the file.");
  }

  void tell_of_events() {
    if (odd_.running_status)
      say("Running status continues after " +
          count_of(odd_.running_status, "text or exclusive event", "text or exclusive events") +
          ", which ends it in the standard; the notes were read as intended.");
    if (odd_.system)
      say(count_of(odd_.system, "system message", "system messages") +
          " (such as clock or active sensing), which files do not hold, " +
          (odd_.system == 1 ? "was" : "were") + " skipped.");
    if (odd_.clipped)
      say(count_of(odd_.clipped, "data byte", "data bytes") + " above 127 " +
          (odd_.clipped == 1 ? "was" : "were") + " taken as 127.");
    if (odd_.keyless)
      say(count_of(odd_.keyless, "note", "notes") + " of keys above 127 " +
          (odd_.keyless == 1 ? "was" : "were") + " left out.");
    if (odd_.stray_bytes)
      say(count_of(odd_.stray_bytes, "byte", "bytes") + " within its tracks that are not MIDI were skipped.");
  }

  // Of breaks up to a tick.
  void tell_of_breaks(uint64_t until, TempoClock& clock) {
    for (; told_ < broken_.size() && broken_[told_].tick <= until; ++told_) {
      const Broken& b = broken_[told_];
      if (told_ < kMaxToldBreaks)
        say("Track " + std::to_string(b.track) + " of " +
            std::to_string(std::max<int>(tracks_, static_cast<int>(header_.tracks))) + " is cut off " +
            plain_number(clock.at(b.tick)) + " s after the beginning (byte " + std::to_string(b.byte) +
            " of " + std::to_string(bytes_.size()) + "); the part before that is played.");
    }
  }

  MidiSong song() {
    std::stable_sort(all_.begin(), all_.end(),
                     [](const TrackEvent& a, const TrackEvent& b) { return a.tick < b.tick; });
    std::stable_sort(broken_.begin(), broken_.end(),
                     [](const Broken& a, const Broken& b) { return a.tick < b.tick; });
    TempoClock clock(header_);
    song_.events.reserve(all_.size());
    for (const TrackEvent& t : all_) {
      tell_of_breaks(t.tick, clock);
      const double time_s = clock.at(t.tick);
      if (t.tempo_us) {
        clock.set(t.tempo_us);
      } else {
        song_.events.push_back(t.event);
        song_.events.back().time_s = time_s;
        song_.events.back().beat = clock.beat(t.tick);
      }
    }
    tell_of_breaks(~uint64_t{0}, clock);
    if (broken_.size() > kMaxToldBreaks)
      say(std::to_string(broken_.size() - kMaxToldBreaks) + " more of its tracks are cut off.");
    const double end_s = clock.at(std::max(end_tick_, all_.empty() ? 0 : all_.back().tick));
    song_.length_s = held_until_s(song_, open_ ? end_s + kCutNoteS : end_s);
    return std::move(song_);
  }

  struct Broken {
    int track;
    uint64_t tick;
    size_t byte;
  };
  std::string_view bytes_;
  std::string name_;
  Header header_;
  MidiSong song_;
  std::vector<TrackEvent> all_;
  std::vector<Broken> broken_;
  TrackOddities odd_;
  size_t at_ = 0, between_ = 0, told_ = 0;
  bool open_ = false;  // a track has no end-of-track event
  int tracks_ = 0, wrong_lengths_ = 0, patience_ = kPatience;
  uint64_t end_tick_ = 0;
};

}  // namespace

bool begins_as_midi(std::string_view first_bytes) {
  return first_bytes.substr(0, 4) == kHead ||
         (first_bytes.substr(0, 4) == "RIFF" && first_bytes.substr(8, 4) == "RMID");
}

Result<MidiSong> midi_from_bytes(std::string_view bytes, const std::string& name) {
  return FileReader(bytes, name).read();
}

Result<MidiSong> read_midi_file(const std::string& path) {
  auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return bytes.error();
  return midi_from_bytes(bytes.value(), path);
}

}  // namespace partials
