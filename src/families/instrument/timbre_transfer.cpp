// SPDX-License-Identifier: MIT
#include "families/instrument/timbre_transfer.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/performance_inputs.h"

namespace partials {
namespace {

constexpr double kPatienceS = 0.2;  // time below the range after which the sound fades out
constexpr float kFallDbPerS = 400;
// a pitch more than a fifth outside the trained range counts as an error
constexpr float kBeyond = 1.5f;
constexpr float kFaintDb = 12;  // this far below the trained loudness, pitch is ignored
constexpr float kLeapDb = 30;
constexpr int kSpeakingFrames = 10;
constexpr float kRisingDb = 6, kTrembleDb = 1;
constexpr float kMinRangeDb = 30;  // below the loudest, even if the recordings covered less
constexpr double kFewPeriods = 6;
// confidence of a doubtful pitch; ratio within which two pitches are the same
constexpr float kHint = 0.4f, kSame = 0.97f;
// loud and without pitch for this long: not a bow change; shorter if no pitch has lasted yet,
constexpr double kConsonantS = 0.03;
// as it may be a random one in a consonant before the note
constexpr double kStartS = 0.016, kStartPeriods = 1.25;
constexpr float kNoiseAloneDb = -60;
constexpr double kHopSlack = 0.97;  // the lowest note may be flat by half a semitone

}  // namespace

void SilenceGate::prepare(const TrainedRange& known, double hop_s) {
  threshold_db_ = std::min(known.quiet_db, known.loud_db - kMinRangeDb);
  hop_s_ = hop_s;
  reset();
}

float SilenceGate::next(float loudness_db) noexcept {
  below_s_ = loudness_db < threshold_db_ ? below_s_ + hop_s_ : 0;
  // opens at once
  fall_db_ =
      below_s_ > kPatienceS ? std::min(fall_db_ + static_cast<float>(hop_s_) * kFallDbPerS, 120.f) : 0.f;
  return std::max(-120.f, loudness_db - fall_db_);
}

Result<void> TimbreTransfer::prepare(const Model& model, int rate_hz, int max_block,
                                     const TransferSettings& settings) {
  AnalyserSettings heard = instrument_part(model).analyser;
  if (settings.lowest_hz > 0)
    heard.min_hz = std::clamp(kHopSlack * settings.lowest_hz, kLowestHeardHz, heard.max_hz / 4);
  if (auto ready = analyser_.prepare(rate_hz, heard); !ready) return ready.error();
  if (auto ready =
          voice_.prepare(with_performance_inputs(model.graph), model.weights.data(), rate_hz, max_block);
      !ready)
    return ready.error();
  hop_s_ = voice_.plan().clock().hop_s();
  tail_frames_ = static_cast<int>(std::ceil(tail_s() / hop_s_)) + 1;
  fine_hop_s_ = static_cast<double>(analyser_.hop_samples()) / rate_hz;
  gate_.prepare(instrument_part(model).known, hop_s_);
  manner_.prepare(instrument_part(model).notes, instrument_part(model).known);
  recorded_range_.prepare(instrument_part(model).known, instrument_part(model).notes, manner_);
  low_hz_ = instrument_part(model).known.low_hz / kBeyond;
  high_hz_ = instrument_part(model).known.high_hz * kBeyond;
  faint_db_ = instrument_part(model).known.quiet_db - kFaintDb;
  median_db_ = instrument_part(model).known.median_db;
  fallback_hz_ = std::sqrt(instrument_part(model).known.low_hz * instrument_part(model).known.high_hz);
  const int voice_late = voice_.latency_samples();
  latency_ = static_cast<int>(analyser_.loudness_latency_s() * rate_hz + 0.5) + voice_late;
  const double slowest_s = std::max(analyser_.latency_s(heard.min_hz), analyser_.loudness_latency_s());
  worst_latency_ = static_cast<int>(std::ceil((slowest_s + hop_s_) * rate_hz)) + voice_late;
  scratch_.assign(static_cast<size_t>(max_block), 0.f);
  settings_ = settings;
  set(settings);
  reset();
  return {};
}

void TimbreTransfer::set(const TransferSettings& s) noexcept {
  const uint64_t seed = settings_.seed;
  settings_ = s;
  settings_.seed = seed;
  ratio_ = std::exp2(s.transpose_semitones / 12);
}

void TimbreTransfer::reset() noexcept {
  analyser_.reset();
  hold_.reset();
  gate_.reset();
  counted_.reset();
  state_ = State::silent;
  silent_frames_ = tail_frames_;
  sounding_hz_ = hinted_hz_ = 0;
  sounding_frames_ = 0;
  leaping_ = false;
  unsure_s_ = known_s_ = 0;
  to_hop_ = analyser_.hop_samples();
  risen_hops_ = 0;
  voice_.start(settings_.seed);
}

float TimbreTransfer::mapped(float heard_db) const noexcept {
  if (heard_db < settings_.gate_db) return -120;
  return heard_db <= -119
             ? -120.f
             : median_db_ + settings_.sensitivity * (heard_db + settings_.loudness_shift_db - median_db_);
}

Features TimbreTransfer::listen() const noexcept {
  Features f = analyser_.newest();
  f.loudness_db = mapped(f.loudness_db);
  // During an attack the loudness, a mean over time, lags; the fast loudness is used instead.
  if (sounding_frames_ <= kSpeakingFrames && f.onset > kRisingDb)
    f.loudness_db = std::max(f.loudness_db, mapped(f.fast_db) - kTrembleDb);
  const float wanted_hz = f.f0_hz * ratio_;
  if (wanted_hz < low_hz_ || wanted_hz > high_hz_ || f.loudness_db < faint_db_) f.confidence = 0;
  return f;
}

// A leap goes through near silence: down in one frame, the new pitch in the next. Otherwise every partial
// would sweep. During an attack this is masked. Returns dB to be added.
float TimbreTransfer::leap(float to_hz) noexcept {
  const bool far = to_hz > sounding_hz_ * PitchHold::kNear || to_hz * PitchHold::kNear < sounding_hz_;
  if (sounding_frames_ <= kSpeakingFrames || !far) {
    sounding_hz_ = to_hz;
    leaping_ = false;
    return 0;
  }
  if (leaping_) sounding_hz_ = to_hz;
  leaping_ = !leaping_;
  return -kLeapDb;
}

// Loud and without pitch for longer than the previous pitch lasted, within limits.
bool TimbreTransfer::is_consonant(bool loud, bool sure) noexcept {
  unsure_s_ = loud && !sure ? unsure_s_ + hop_s_ : 0;
  known_s_ = sure ? known_s_ + hop_s_ : loud && state_ == State::pitched ? known_s_ : 0;
  const double least_s =
      std::max<double>(kStartS, kStartPeriods / static_cast<double>(std::max(sounding_hz_, 1.f)));
  return unsure_s_ > std::clamp(known_s_, std::min(least_s, kConsonantS), kConsonantS);
}

// What is sung or played into it counts as a note once its pitch is steady, also where it is so far outside
// the trained range that the model does not follow.
void TimbreTransfer::count_notes() noexcept {
  if (!recorded_range_.counts()) return;
  Features f = analyser_.newest();
  f.f0_hz *= ratio_;
  f.loudness_db = mapped(f.loudness_db);
  counted_.next(f, faint_db_, [&](bool on, int key, float) noexcept {
    if (on) recorded_range_.note(static_cast<float>(key), f.loudness_db);
  });
}

FrameControls TimbreTransfer::next_frame() noexcept {
  count_notes();
  const Features f = listen();
  const bool loud = f.loudness_db >= faint_db_;
  const float held_hz = hold_.follow(f, fallback_hz_ / ratio_);
  const bool sure = loud && f.confidence >= PitchHold::kSure && PitchHold::near(f.f0_hz, held_hz) &&
                    (state_ != State::silent || in_time(f.f0_hz));
  const bool consonant = is_consonant(loud, sure);
  sounding_frames_ = loud ? sounding_frames_ + 1 : 0;
  float level_db = gate_.next(f.loudness_db);
  if (sure)
    state_ = State::pitched;
  else if (consonant)
    state_ = State::unpitched;
  else if (level_db < faint_db_ - kLeapDb)
    state_ = State::silent;
  silent_frames_ = state_ == State::silent ? std::min(silent_frames_ + 1, tail_frames_) : 0;
  level_db += leap(held_hz * ratio_);
  if (state_ == State::unpitched)
    level_db = settings_.consonants_db > kLeftOutDb ? level_db + settings_.consonants_db : -120;
  if (state_ == State::silent) level_db = -120;  // too early to classify the sound
  FrameControls c{std::clamp(sounding_hz_, kLowestPlayedHz, kHighestPlayedHz), std::max(-120.f, level_db),
                  timbre_controls_};
  if (state_ == State::unpitched) c.timbre.balance_db = kNoiseAloneDb;
  return c;
}

// A true pitch is detected within a few of its periods; a candidate later than that is a detail of a lower
// note's first period.
bool TimbreTransfer::in_time(float f0_hz) const noexcept {
  return risen_hops_ * fine_hop_s_ * static_cast<double>(f0_hz) < kFewPeriods;
}

// Out of silence the voice's clock is restarted, so that a note does not wait for the next frame. A doubtful
// pitch is accepted if it is detected twice in a row.
void TimbreTransfer::start_if_due() noexcept {
  if (state_ != State::silent) return;
  const Features f = listen();
  // An identical value is the previous pitch, held while a new one is doubtful: it is not a second detection.
  const bool again = f.confidence >= kHint && f.f0_hz != hinted_hz_ && f.f0_hz > kSame * hinted_hz_ &&
                     kSame * f.f0_hz < hinted_hz_;
  hinted_hz_ = f.f0_hz;
  risen_hops_ = f.loudness_db < faint_db_ ? 0 : risen_hops_ + 1;
  const bool once = f.confidence >= PitchHold::kSure && in_time(f.f0_hz);
  if (risen_hops_ == 0 || f.f0_hz <= 0 || !(once || again)) return;
  hold_.begin(f.f0_hz);
  state_ = State::pitched;
  voice_.start(settings_.seed);
}

void TimbreTransfer::process(const float* in, float* out, int n) noexcept {
  const FlushDenormals flush;
  voice_.set_spectral_edit(&shape_);
  while (n > 0) {
    // A frame depends only on input before it, so the input is processed up to the next frame's start, and up
    // to the analyser's next values, which may start a note.
    const int m = std::min({n, static_cast<int>(scratch_.size()), voice_.samples_left_in_frame(), to_hop_});
    std::fill_n(scratch_.data(), m, 0.f);
    voice_.render(scratch_.data(), m, [&](int64_t) noexcept { return next_frame(); });
    analyser_.process(in, m);
    if (silent_frames_ == tail_frames_) std::fill_n(scratch_.data(), m, 0.f);
    for (int i = 0; i < m; ++i)
      out[i] = std::isfinite(scratch_[static_cast<size_t>(i)]) ? scratch_[static_cast<size_t>(i)] : 0.f;
    to_hop_ -= m;
    if (to_hop_ == 0) {
      to_hop_ = analyser_.hop_samples();
      start_if_due();
    }
    in += m;
    out += m;
    n -= m;
  }
}

}  // namespace partials
