// SPDX-License-Identifier: MIT
#include "families/instrument/offline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "base/median.h"
#include "base/plain_number.h"
#include "families/instrument/instrument_model.h"

namespace partials {
namespace {

constexpr double kLongestS = 4 * 3600;
constexpr double kLongestTailS = 30;
constexpr int kMaxOctaves = 4;
constexpr double kMinGain = 0.2;  // share of all pitches that must improve before the octave is changed
constexpr float kMaxShiftDb = 30;

// Counts the pitches that are in the range when moved by octaves; a semitone either side is allowed.
class Inside {
 public:
  explicit Inside(const TrainedRange& known, std::span<const float> hz = {})
      : low_(known.low_hz * kDown), high_(known.high_hz * kUp), hz_(hz) {}
  double operator()(int octaves) const {
    const float ratio = std::exp2(static_cast<float>(octaves));
    return static_cast<double>(std::count_if(
        hz_.begin(), hz_.end(), [&](float f) { return !below(f * ratio) && !above(f * ratio); }));
  }
  bool below(float hz) const { return hz < low_; }
  bool above(float hz) const { return hz > high_; }

 private:
  static constexpr float kDown = 0.94f, kUp = 1.06f;
  float low_, high_;
  std::span<const float> hz_;
};

// The smallest shift that no other exceeds by a fifth of all pitches; of two equally small ones, the better.
int best_octave(const Inside& inside, size_t pitches) {
  double most = 0;
  for (int octaves = -kMaxOctaves; octaves <= kMaxOctaves; ++octaves) most = std::max(most, inside(octaves));
  for (int size = 0; size < kMaxOctaves; ++size) {
    const int octaves = inside(size) >= inside(-size) ? size : -size;
    if (inside(octaves) > most - kMinGain * static_cast<double>(pitches)) return octaves;
  }
  return inside(kMaxOctaves) >= inside(-kMaxOctaves) ? kMaxOctaves : -kMaxOctaves;
}

// note(key, pitch in Hz) of every note of a song.
template <class Note>
void for_each_note(const MidiSong& song, const KeyPitches& tuning, Note&& note) {
  MidiChannels channels;
  channels.reset(2, 48);
  for (const MidiEvent& e : song.events) {
    if ((e.status & 0xf0) == 0xb0) channels.control(e.status & 15, e.data1, e.data2);
    if (begins_note(e))
      note(e.data1, 440 * std::exp2((tuning[e.data1] + channels.tuning_semitones(e.status & 15) - 69) / 12));
  }
}

SampleStore stored(const std::vector<float>& x) {
  SampleStore store(std::numeric_limits<int64_t>::max());
  store.reserve(static_cast<int64_t>(x.size()));
  (void)store.append(x.data(), static_cast<int64_t>(x.size()));  // stays in memory, so it cannot fail
  return store;
}

Result<std::vector<float>> in_memory(Result<SampleStore> store) {
  if (!store) return store.error();
  return store.value().take();
}

}  // namespace

Fit fit_to(const Model& model, const SampleStore& in, int rate_hz) {
  Fit fit;
  Analyser a;
  AnalyserSettings heard = instrument_part(model).analyser;
  heard.min_hz = std::min(heard.min_hz, kLowestHeardHz);
  if (!a.prepare(rate_hz, heard)) return fit;
  std::vector<float> hz, db, all_db, scratch;
  const int64_t hop = a.hop_samples(), piece = hop * (SampleStore::kBlock / hop + 1);
  for (int64_t first = 0; first + hop <= in.size(); first += piece) {
    const int64_t n = std::min(piece, in.size() - first);
    const float* x = in.at(first, n, scratch);
    for (int64_t at = 0; x && at + hop <= n; at += hop) {
      a.process(x + at, static_cast<int>(hop));
      const Features& f = a.newest();
      all_db.push_back(f.loudness_db);
      if (f.confidence >= PitchHold::kSure && f.f0_hz > 0) {
        hz.push_back(f.f0_hz);
        db.push_back(f.loudness_db);
      }
    }
  }
  if (hz.empty()) return fit;
  // Only played notes count, not the room noise between them.
  const float loudest = *std::max_element(db.begin(), db.end());
  size_t played = 0;
  for (size_t i = 0; i < hz.size(); ++i)
    if (db[i] > loudest - 35) {
      hz[played] = hz[i];
      db[played++] = db[i];
    }
  hz.resize(played);
  db.resize(played);
  const auto sounding =
      std::count_if(all_db.begin(), all_db.end(), [&](float d) { return d > loudest - 35; });
  fit.octaves = best_octave(Inside(instrument_part(model).known, hz), hz.size());
  fit.voiced_share = static_cast<float>(hz.size()) / static_cast<float>(std::max<int64_t>(1, sounding));
  fit.median_hz = median(std::move(hz));
  fit.median_db = median(std::move(db));
  fit.loudness_shift_db =
      std::clamp(instrument_part(model).known.median_db - fit.median_db, -kMaxShiftDb, kMaxShiftDb);
  return fit;
}

Fit fit_to(const Model& model, const std::vector<float>& in, int rate_hz) {
  return fit_to(model, stored(in), rate_hz);
}

Fit fit_to(const Model& model, const MidiSong& song, const KeyPitches& tuning) {
  Fit fit;
  std::vector<float> hz;
  for_each_note(song, tuning, [&](int, float f) { hz.push_back(f); });
  if (hz.empty()) return fit;
  const Inside inside(instrument_part(model).known, hz);
  if (2 * inside(0) < static_cast<double>(hz.size())) fit.octaves = best_octave(inside, hz.size());
  fit.median_hz = median(hz);
  fit.voiced_share = 1;
  return fit;
}

NotesOutside notes_outside(const Model& model, const MidiSong& song, const KeyPitches& tuning,
                           double semitones) {
  NotesOutside out;
  std::set<int> below, above;
  const Inside range(instrument_part(model).known);
  const auto ratio = static_cast<float>(std::exp2(semitones / 12));
  for_each_note(song, tuning, [&](int key, float f) {
    ++out.notes;
    if (range.below(f * ratio)) {
      ++out.below;
      below.insert(key);
    }
    if (range.above(f * ratio)) {
      ++out.above;
      above.insert(key);
    }
  });
  out.keys_below.assign(below.begin(), below.end());
  out.keys_above.assign(above.begin(), above.end());
  return out;
}

Result<SampleStore> play_recording(const Model& model, const SampleStore& in,
                                   const TransferSettings& settings, const OfflineOptions& o) {
  TimbreTransfer engine;
  if (auto ready = engine.prepare(model, o.rate_hz, o.block, settings); !ready) return ready.error();
  engine.set_macros(o.macros);
  engine.set_spectral_edit(o.shape);
  const auto latency = static_cast<int64_t>(engine.latency_samples());
  const int64_t total =
      in.size() + static_cast<int64_t>(std::min(engine.tail_s(), kLongestTailS) * o.rate_hz) + latency;
  const int64_t most = o.block;
  SampleStore out(in.most_in_memory());
  out.reserve(total);
  std::vector<float> block(static_cast<size_t>(o.block)), input(block), scratch;
  for (int64_t at = 0; at < total; at += most) {
    const int64_t n = std::min(most, total - at), heard = at < in.size() ? std::min(n, in.size() - at) : 0;
    if (heard > 0) {
      const float* x = in.at(at, heard, scratch);
      if (!x)
        return Error{
            "a temporary file cannot be read; check the disk of /var/tmp, or name another folder by TMPDIR."};
      std::copy_n(x, heard, input.data());
    }
    std::fill(input.begin() + heard, input.end(), 0.f);
    engine.process(input.data(), block.data(), static_cast<int>(n));
    const int64_t early = std::clamp<int64_t>(latency - at, 0, n);
    if (auto kept = out.append(block.data() + early, n - early); !kept) return kept.error();
    o.progress(static_cast<double>(at + n) / static_cast<double>(total));
  }
  return out;
}

Result<std::vector<float>> play_recording(const Model& model, const std::vector<float>& in,
                                          const TransferSettings& settings, const OfflineOptions& o) {
  return in_memory(play_recording(model, stored(in), settings, o));
}

Result<SampleStore> render_song(const Model& model, const MidiSong& song, const InstrumentSettings& settings,
                                const OfflineOptions& o) {
  if (song.length_s > kLongestS)
    return Error{"The song lasts " + plain_number(song.length_s / 3600) +
                 " hours; songs of up to 4 hours are rendered. Cut it into parts."};
  Instrument engine;
  if (auto ready = engine.prepare(model, o.rate_hz, o.block, settings); !ready) return ready.error();
  engine.set_tuning(o.tuning);
  engine.set_macros(o.macros);
  engine.set_spectral_edit(o.shape);
  const auto sample_of = [&](double s) { return static_cast<int64_t>(std::llround(s * o.rate_hz)); };
  const int64_t end = sample_of(song.length_s), last = end + static_cast<int64_t>(kLongestTailS * o.rate_hz);
  SampleStore out;
  out.reserve(last);
  std::vector<float> block(static_cast<size_t>(o.block));
  size_t next = 0;
  int64_t at = 0;
  for (bool told = false; at < last && !(at >= end && engine.sounding() == 0);) {
    for (; next < song.events.size() && sample_of(song.events[next].time_s) <= at; ++next)
      engine.midi(song.events[next].status, song.events[next].data1, song.events[next].data2);
    if (at >= end && !told) {  // keys that the song never releases
      for (int channel = 0; channel < 16; ++channel)
        engine.midi(static_cast<uint8_t>(0xb0 | channel), 123, 0);
      told = true;
    }
    int64_t until = at + o.block;
    if (next < song.events.size()) until = std::min(until, sample_of(song.events[next].time_s));
    if (at < end) until = std::min(until, end);
    const int n = static_cast<int>(until - at);
    engine.render(block.data(), n);
    if (auto kept = out.append(block.data(), n); !kept) return kept.error();
    at = until;
    o.progress(std::min(1.0, static_cast<double>(at) / static_cast<double>(std::max<int64_t>(1, end))));
  }
  return out;
}

Result<std::vector<float>> play_song(const Model& model, const MidiSong& song,
                                     const InstrumentSettings& settings, const OfflineOptions& o) {
  return in_memory(render_song(model, song, settings, o));
}

}  // namespace partials
