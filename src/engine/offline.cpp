// SPDX-License-Identifier: MIT
#include "engine/offline.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "base/plain_number.h"

namespace partials {
namespace {

constexpr double kLongestS = 4 * 3600;
constexpr double kLongestTailS = 30;
constexpr int kMostOctaves = 4;
constexpr float kMostShiftDb = 30;

// The smallest shift with which as many pitches as possible lie in the range.
int best_octave(const KnownRange& known, const std::vector<float>& hz) {
  const float low = known.low_hz * 0.94f, high = known.high_hz * 1.06f;  // a semitone either side
  int best = 0;
  double most = -1;
  for (int step = 0; step <= 2 * kMostOctaves; ++step) {
    const int octaves = (step + 1) / 2 * (step % 2 ? 1 : -1);
    const float ratio = std::exp2(static_cast<float>(octaves));
    const auto inside = static_cast<double>(std::count_if(hz.begin(), hz.end(), [&](float f) { return f * ratio >= low && f * ratio <= high; }));
    if (inside > most + 0.02 * static_cast<double>(hz.size())) most = inside, best = octaves;
  }
  return best;
}

}  // namespace

Fit fit_to(const Model& model, const std::vector<float>& in, int rate_hz) {
  Fit fit;
  Analyser a;
  AnalyserSettings heard = model.analyser;
  heard.min_hz = std::min(heard.min_hz, kLowestHeardHz);
  if (!a.prepare(rate_hz, heard)) return fit;
  std::vector<float> hz, db, all_db;
  for (size_t at = 0; at + static_cast<size_t>(a.hop_samples()) <= in.size(); at += static_cast<size_t>(a.hop_samples())) {
    a.process(in.data() + at, a.hop_samples());
    const Features& f = a.newest();
    all_db.push_back(f.loudness_db);
    if (f.confidence >= PitchHold::kSure && f.f0_hz > 0) hz.push_back(f.f0_hz), db.push_back(f.loudness_db);
  }
  if (hz.empty()) return fit;
  // Only what is played counts, not the noise of the room between.
  const float loudest = *std::max_element(db.begin(), db.end());
  std::vector<float> played_hz, played_db;
  for (size_t i = 0; i < hz.size(); ++i)
    if (db[i] > loudest - 35) played_hz.push_back(hz[i]), played_db.push_back(db[i]);
  const auto sounding = std::count_if(all_db.begin(), all_db.end(), [&](float d) { return d > loudest - 35; });
  fit.octaves = best_octave(model.known, played_hz);
  fit.voiced_share = static_cast<float>(played_hz.size()) / static_cast<float>(std::max<int64_t>(1, sounding));
  fit.median_hz = median(played_hz);
  fit.median_db = median(played_db);
  fit.loudness_shift_db = std::clamp(model.known.median_db - fit.median_db, -kMostShiftDb, kMostShiftDb);
  return fit;
}

Fit fit_to(const Model& model, const MidiSong& song, const KeyPitches& tuning) {
  Fit fit;
  std::vector<float> hz;
  MidiChannels channels;
  channels.reset(2, 48);
  for (const MidiEvent& e : song.events) {
    if ((e.status & 0xf0) == 0xb0) channels.control(e.status & 15, e.data1, e.data2);
    if (begins_note(e)) hz.push_back(440 * std::exp2((tuning[e.data1] + channels.tuning_semitones(e.status & 15) - 69) / 12));
  }
  if (hz.empty()) return fit;
  fit.octaves = best_octave(model.known, hz);
  fit.median_hz = median(hz);
  fit.voiced_share = 1;
  return fit;
}

Result<std::vector<float>> play_recording(const Model& model, const std::vector<float>& in, const TransferSettings& settings, const OfflineOptions& o) {
  TimbreTransfer engine;
  if (auto ready = engine.prepare(model, o.rate_hz, o.block, settings); !ready) return ready.error();
  engine.set_macros(o.macros), engine.set_shape(o.shape);
  const auto latency = static_cast<size_t>(engine.latency_samples());
  const size_t total = in.size() + static_cast<size_t>(std::min(engine.tail_s(), kLongestTailS) * o.rate_hz) + latency;
  std::vector<float> out, block(static_cast<size_t>(o.block)), silence(static_cast<size_t>(o.block));
  out.reserve(total);
  for (size_t at = 0; at < total; at += block.size()) {
    const size_t n = std::min(block.size(), total - at), heard = at < in.size() ? std::min(n, in.size() - at) : 0;
    std::copy_n(in.data() + std::min(at, in.size()), heard, silence.data());
    std::fill(silence.begin() + static_cast<int64_t>(heard), silence.end(), 0.f);
    engine.process(silence.data(), block.data(), static_cast<int>(n));
    out.insert(out.end(), block.begin(), block.begin() + static_cast<int64_t>(n));
    o.progress(static_cast<double>(at + n) / static_cast<double>(total));
  }
  out.erase(out.begin(), out.begin() + static_cast<int64_t>(std::min(latency, out.size())));
  return out;
}

Result<std::vector<float>> play_song(const Model& model, const MidiSong& song, const InstrumentSettings& settings, const OfflineOptions& o) {
  if (song.length_s > kLongestS) return Error{"The song lasts " + plain_number(song.length_s / 3600) + " hours; songs of up to 4 hours are rendered. Cut it into parts."};
  Instrument engine;
  if (auto ready = engine.prepare(model, o.rate_hz, o.block, settings); !ready) return ready.error();
  engine.set_tuning(o.tuning);
  engine.set_macros(o.macros), engine.set_shape(o.shape);
  const auto sample_of = [&](double s) { return static_cast<int64_t>(std::llround(s * o.rate_hz)); };
  const int64_t end = sample_of(song.length_s), last = end + static_cast<int64_t>(kLongestTailS * o.rate_hz);
  std::vector<float> out, block(static_cast<size_t>(o.block));
  size_t next = 0;
  int64_t at = 0;
  for (bool told = false; at < last && !(at >= end && engine.sounding() == 0);) {
    for (; next < song.events.size() && sample_of(song.events[next].time_s) <= at; ++next)
      engine.midi(song.events[next].status, song.events[next].data1, song.events[next].data2);
    if (at >= end && !told) {  // keys that the song never lets go
      for (int channel = 0; channel < 16; ++channel) engine.midi(static_cast<uint8_t>(0xb0 | channel), 123, 0);
      told = true;
    }
    int64_t until = at + o.block;
    if (next < song.events.size()) until = std::min(until, sample_of(song.events[next].time_s));
    if (at < end) until = std::min(until, end);
    const int n = static_cast<int>(until - at);
    engine.render(block.data(), n);
    out.insert(out.end(), block.begin(), block.begin() + n);
    at = until;
    o.progress(std::min(1.0, static_cast<double>(at) / static_cast<double>(std::max<int64_t>(1, end))));
  }
  return out;
}

}  // namespace partials
