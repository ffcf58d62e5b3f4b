// SPDX-License-Identifier: MIT
#include "engine/sound.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr float kUsualInputDb = -22;  // A-weighted, of somebody singing into a microphone set to peak near -10 dBFS
constexpr float kMatchedDb = -20;     // A-weighted, of a model's loud playing, where levels are matched
constexpr float kMostMatchDb = 24;
constexpr float kMatchStep = 1e-3f;   // of gain, per sample: no click when it is switched
constexpr int kMostVoices = 32;
constexpr int kWarmUp = 2048;
constexpr float kLongestTailS = 30;

float of(const Values& v, int index) noexcept { return v[static_cast<size_t>(index)]; }

// Half the partials, where nothing learned depends on their number.
Graph lighter(Graph graph) {
  for (Node& node : graph.nodes)
    if (node.processor == "harmonic_controls" && !node.in.count("offsets")) {
      double& partials = node.settings.try_emplace("partials", 60).first->second;
      partials = std::max(1.0, std::floor(partials / 2));
    }
  return graph;
}

}  // namespace

InstrumentSettings instrument_settings(const Values& v) noexcept {
  InstrumentSettings s;
  s.voices = static_cast<int>(of(v, kVoices));
  s.mono = of(v, kMono) > 0.5f, s.mpe = of(v, kMpe) > 0.5f;
  s.transpose_semitones = of(v, kTranspose), s.tune_cents = of(v, kTune);
  s.glide_s = of(v, kGlide), s.velocity_curve = of(v, kVelocityCurve), s.sensitivity = of(v, kSensitivity) / 100;
  s.bend_range_semitones = of(v, kBendRange), s.member_bend_range_semitones = of(v, kMpeBendRange);
  s.envelope.attack_s = of(v, kAttack), s.envelope.release_s = of(v, kRelease);
  return s;
}

TransferSettings transfer_settings(const Values& v, const KnownRange& known) noexcept {
  TransferSettings s;
  s.transpose_semitones = of(v, kTranspose) + of(v, kTune) / 100;
  s.loudness_shift_db = known.median_db - kUsualInputDb;
  s.sensitivity = of(v, kSensitivity) / 100;
  s.gate_db = of(v, kGate);
  s.consonants_db = of(v, kConsonants);
  s.lowest_hz = static_cast<float>(hz_of_note(of(v, kLowestNote)));
  return s;
}

double hz_of_note(float note) noexcept { return 440 * std::exp2((note - 69) / 12); }

int default_latency_samples(const Values& values, double rate_hz) {
  Analyser a;
  AnalyserSettings s;
  s.min_hz = std::max(kLowestHeardHz, 0.97 * hz_of_note(of(values, kLowestNote)));
  if (!a.prepare(rate_hz, s)) return 0;
  return static_cast<int>(std::ceil((std::max(a.latency_s(s.min_hz), a.loudness_latency_s()) + 0.004) * rate_hz));
}

Result<void> Sound::prepare(PlayerKind kind, std::shared_ptr<const Model> source, const Values& values, int rate_hz, int max_block) {
  if (of(values, kQuality) < 0.5f) {
    auto light = std::make_shared<Model>(*source);
    light->graph = lighter(std::move(light->graph));
    source = std::move(light);
  }
  model = std::move(source);
  float heard[64] = {}, left[64], right[64];
  if (kind == PlayerKind::instrument) {
    InstrumentSettings s = instrument_settings(values);
    s.voices = kMostVoices;
    if (auto ready = instrument.emplace().prepare(*model, rate_hz, max_block, s); !ready) return ready;
    instrument->midi(0x90, 69, 100);
  } else if (auto ready = transfer.emplace().prepare(*model, rate_hz, max_block, transfer_settings(values, model->known)); !ready) {
    return ready;
  }
  for (int done = 0; done < kWarmUp; done += 64) {
    for (int i = 0; i < 64; ++i) heard[i] = 0.1f * static_cast<float>(std::sin(0.06 * (done + i)));
    render(heard, left, right, std::min(64, max_block));
  }
  match_gain = std::exp2(std::clamp(kMatchedDb - model->known.loud_db, -kMostMatchDb, kMostMatchDb) / 6.0206f);
  set(values);
  gain = matching ? match_gain : 1;
  reset();
  return {};
}

void Sound::set(const Values& values) noexcept {
  std::array<float, kMacros> macros;
  std::copy_n(values.begin() + kMacro1, kMacros, macros.begin());
  if (instrument) instrument->set(instrument_settings(values)), instrument->set_macros(macros);
  if (transfer) transfer->set(transfer_settings(values, model->known)), transfer->set_macros(macros);
  matching = of(values, kMatchLevel) > 0.5f;
}

void Sound::set_shape(const ShapeGains& gains) noexcept {
  if (instrument) instrument->set_shape(gains);
  if (transfer) transfer->set_shape(gains);
}

void Sound::show(Seen& seen) const noexcept {
  if (instrument) instrument->show(seen);
  if (transfer) transfer->show(seen);
}

void Sound::reset() noexcept {
  if (instrument) instrument->reset();
  if (transfer) transfer->reset();
}

void Sound::render(const float* heard, float* left, float* right, int n) noexcept {
  if (instrument) {
    instrument->render(left, right, n);
  } else {
    if (transfer) transfer->process(heard, left, n);
    else std::fill_n(left, n, 0.f);
    std::copy_n(left, n, right);
  }
  const float to = matching ? match_gain : 1;
  if (gain == 1 && to == 1) return;
  for (int i = 0; i < n; ++i) {
    gain += std::clamp(to - gain, -kMatchStep, kMatchStep);
    left[i] *= gain, right[i] *= gain;
  }
}

double Sound::tail_s() const {
  const double tail = instrument ? instrument->tail_s() : transfer ? transfer->tail_s() : 0;
  return std::min<double>(tail, kLongestTailS);
}

size_t Sound::memory_bytes() const {
  size_t sum = sizeof *this;
  if (instrument) sum += instrument->memory_bytes();
  if (transfer) sum += transfer->memory_bytes();
  if (!model) return sum;
  sum += sizeof *model + sizeof(float) * (model->weights.size() + model->golden.audio.size() + model->golden.f0_hz.size() + model->golden.loudness_db.size());
  for (const NoteShape& n : model->notes.notes) sum += sizeof n + sizeof(float) * (n.attack_db.size() + n.attack_cents.size() + n.release_db.size());
  return sum;
}

}  // namespace partials
