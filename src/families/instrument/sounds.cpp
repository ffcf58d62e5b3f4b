// SPDX-License-Identifier: MIT
#include "families/instrument/sounds.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"

namespace partials {
namespace {

// A-weighted, of a singer at a microphone set to peak near -10 dBFS
constexpr float kUsualInputDb = -22;
constexpr float kMatchedDb = -20;  // A-weighted, of a model's loud playing, if levels are matched
constexpr float kMaxMatchDb = 24;
constexpr float kMatchStep = 1e-3f;  // of gain, per sample: switching does not click
constexpr int kMaxVoices = 32;
constexpr int kWarmUp = 2048;
constexpr float kLongestTailS = 30;

float of(const Values& v, int index) noexcept { return v[static_cast<size_t>(index)]; }

// Half the partials, if no learned weights depend on their number.
Graph lighter(Graph graph) {
  for (Node& node : graph.nodes)
    if (node.processor == "harmonic_controls" && !node.in.count("offsets")) {
      double& partials = node.settings.try_emplace("partials", 60).first->second;
      partials = std::max(1.0, std::floor(partials / 2));
    }
  return graph;
}

double hz_of_note(float note) noexcept { return 440 * std::exp2((note - 69) / 12); }

size_t bytes_of(const Model& model) {
  size_t sum = sizeof model + sizeof(InstrumentPart) + sizeof(float) * model.weights.size();
  for (const Tracks* tracks : {&model.golden.inputs, &model.golden.outputs})
    for (const auto& [id, values] : *tracks) sum += sizeof(float) * values.size();
  for (const NoteArticulation& n : instrument_part(model).notes.notes)
    sum += sizeof n + sizeof(float) * (n.attack_db.size() + n.attack_cents.size() + n.release_db.size());
  return sum;
}

// Wraps either kind of sound and brings it to the common level of all models (kMatchLevel).
template <class Player>
class LevelledSound : public Sound {
 public:
  explicit LevelledSound(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

  void set(const Values& values) noexcept override {
    MacroValues macros;
    std::copy_n(values.begin() + kMacro1, kMacros, macros.begin());
    give(values);
    player_.set_macros(macros);
    matching_ = of(values, kMatchLevel) > 0.5f;
  }
  void set_spectral_edit(const SpectralEditGains& gains) noexcept override {
    player_.set_spectral_edit(gains);
  }
  void publish(DisplayFeed& seen) const noexcept override { player_.publish(seen); }
  void count_in(std::shared_ptr<NoteCounter> counter) override {
    counter_ = std::move(counter);
    player_.count_in(counter_.get());
  }
  void stop_counting() noexcept override { player_.count_in(nullptr); }
  void reset() noexcept override { player_.reset(); }
  double tail_s() const override { return std::min<double>(player_.tail_s(), kLongestTailS); }
  size_t memory_bytes() const override { return sizeof *this + player_.memory_bytes() + bytes_of(*model_); }

  // Plays a few blocks, so that caches are warm when it is first used.
  void warm_up(const Values& values, int max_block) {
    float heard[64] = {}, left[64], right[64];
    const float* in[] = {heard};
    float* out[] = {left, right};
    for (int done = 0; done < kWarmUp; done += 64) {
      for (int i = 0; i < 64; ++i) heard[i] = 0.1f * static_cast<float>(std::sin(0.06 * (done + i)));
      render(in, out, std::min(64, max_block));
    }
    match_gain_ = std::exp2(
        std::clamp(kMatchedDb - instrument_part(*model_).known.loud_db, -kMaxMatchDb, kMaxMatchDb) / 6.0206f);
    set(values);
    gain_ = matching_ ? match_gain_ : 1;
    reset();
  }
  Player& player() noexcept { return player_; }

 protected:
  virtual void give(const Values& values) noexcept = 0;
  void level(float* left, float* right, int n) noexcept {
    const float to = matching_ ? match_gain_ : 1;
    if (gain_ == 1 && to == 1) return;
    for (int i = 0; i < n; ++i) {
      gain_ += std::clamp(to - gain_, -kMatchStep, kMatchStep);
      left[i] *= gain_;
      right[i] *= gain_;
    }
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<NoteCounter> counter_;
  Player player_;

 private:
  float match_gain_ = 1;  // brings the model to that level
  float gain_ = 1;        // the current gain, moving towards match_gain_ or 1
  bool matching_ = false;
};

class PlayedSound final : public LevelledSound<Instrument> {
 public:
  using LevelledSound::LevelledSound;
  Result<void> prepare(const Values& values, int rate_hz, int max_block) {
    InstrumentSettings s = instrument_settings(values);
    s.voices = kMaxVoices;
    if (auto ready = player_.prepare(*model_, rate_hz, max_block, s); !ready) return ready;
    player_.midi(0x90, 69, 100);
    warm_up(values, max_block);
    return {};
  }
  void set_tuning(const KeyPitches& pitches) noexcept override { player_.set_tuning(pitches); }
  void event(const Event& e) noexcept override { player_.event(e); }
  const void* sort() const noexcept override { return &kSort; }
  void take_over(const Sound& before) noexcept override {
    if (before.sort() == &kSort) player_.take_over(static_cast<const PlayedSound&>(before).player_);
  }
  int voices() const noexcept override { return player_.sounding(); }
  std::span<const Event> ended() const noexcept override { return player_.ended(); }
  void forget_ended() noexcept override { player_.forget_ended(); }
  int latency_samples() const override { return player_.latency_samples(); }
  void render(const float* const*, float* const* out, int n) noexcept override {
    player_.render(out[0], out[1], n);
    level(out[0], out[1], n);
  }

 private:
  static constexpr char kSort = 0;
  void give(const Values& values) noexcept override { player_.set(instrument_settings(values)); }
};

class FollowingSound final : public LevelledSound<TimbreTransfer> {
 public:
  using LevelledSound::LevelledSound;
  Result<void> prepare(const Values& values, int rate_hz, int max_block) {
    if (auto ready = player_.prepare(*model_, rate_hz, max_block,
                                     transfer_settings(values, instrument_part(*model_).known));
        !ready)
      return ready;
    warm_up(values, max_block);
    return {};
  }
  void set_modulation(const MacroValues& added) noexcept override { player_.set_modulation(added); }
  HeardPitch heard() const noexcept override {
    const Features& f = player_.heard();
    return {true, f.f0_hz, f.loudness_db, f.confidence};
  }
  int latency_samples() const override { return player_.worst_latency_samples(); }
  void render(const float* const* in, float* const* out, int n) noexcept override {
    player_.process(in[0], out[0], n);
    std::copy_n(out[0], n, out[1]);
    level(out[0], out[1], n);
  }

 private:
  void give(const Values& values) noexcept override {
    player_.set(transfer_settings(values, instrument_part(*model_).known));
  }
};

template <class Kind>
Result<std::unique_ptr<Sound>> prepared(std::shared_ptr<const Model> model, const Values& values, int rate_hz,
                                        int max_block) {
  auto sound = std::make_unique<Kind>(std::move(model));
  if (auto ready = sound->prepare(values, rate_hz, max_block); !ready) return ready.error();
  return std::unique_ptr<Sound>(std::move(sound));
}

}  // namespace

InstrumentSettings instrument_settings(const Values& v) noexcept {
  InstrumentSettings s;
  s.voices = static_cast<int>(of(v, kVoices));
  s.mono = of(v, kMono) > 0.5f;
  s.mpe = of(v, kMpe) > 0.5f;
  s.transpose_semitones = of(v, kTranspose);
  s.tune_cents = of(v, kTune);
  s.glide_s = of(v, kGlide);
  s.velocity_curve = of(v, kVelocityCurve);
  s.sensitivity = of(v, kSensitivity) / 100;
  s.bend_range_semitones = of(v, kBendRange);
  s.member_bend_range_semitones = of(v, kMpeBendRange);
  s.envelope.attack_s = of(v, kAttack);
  s.envelope.release_s = of(v, kRelease);
  return s;
}

TransferSettings transfer_settings(const Values& v, const TrainedRange& known) noexcept {
  TransferSettings s;
  s.transpose_semitones = of(v, kTranspose) + of(v, kTune) / 100;
  s.loudness_shift_db = known.median_db - kUsualInputDb;
  s.sensitivity = of(v, kSensitivity) / 100;
  s.gate_db = of(v, kGate);
  s.consonants_db = of(v, kConsonants);
  s.lowest_hz = static_cast<float>(hz_of_note(of(v, kLowestNote)));
  return s;
}

int usual_instrument_latency(PlayerKind kind, const Values& values, double rate_hz) {
  if (kind != PlayerKind::effect) return 0;
  Analyser a;
  AnalyserSettings s;
  s.min_hz = std::max(kLowestHeardHz, 0.97 * hz_of_note(of(values, kLowestNote)));
  if (!a.prepare(rate_hz, s)) return 0;
  return static_cast<int>(
      std::ceil((std::max(a.latency_s(s.min_hz), a.loudness_latency_s()) + 0.004) * rate_hz));
}

ModelControls controls_of_instrument(const Model& model) {
  return instrument_controls(with_performance_inputs(model.graph));
}

Result<std::unique_ptr<Sound>> make_instrument_sound(PlayerKind kind, std::shared_ptr<const Model> model,
                                                     const Values& values, int rate_hz, int max_block) {
  if (of(values, kQuality) < 0.5f) {
    auto light = std::make_shared<Model>(*model);
    light->graph = lighter(std::move(light->graph));
    model = std::move(light);
  }
  if (kind == PlayerKind::instrument)
    return prepared<PlayedSound>(std::move(model), values, rate_hz, max_block);
  return prepared<FollowingSound>(std::move(model), values, rate_hz, max_block);
}

}  // namespace partials
