// SPDX-License-Identifier: MIT
#include "phrase.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr uint32_t kEnd = 1, kBegin = 1u << 16;
constexpr double kBeatS = 0.5, kGapS = 0.012;  // kGapS: between a note's end and the next note

struct PhraseNote {
  double at_beats, beats;
  int semitones;  // above the lowest note
  float velocity;
};
constexpr PhraseNote kPhrase[Phrase::kNotes] = {
    {0, 0.5, 0, 0.35f},  {0.5, 0.5, 4, 0.42f}, {1, 0.5, 7, 0.5f},   {1.5, 0.5, 12, 0.62f},
    {2, 1.5, 16, 0.95f}, {3.5, 0.5, 14, 0.8f}, {4, 0.5, 12, 0.7f},  {4.5, 0.5, 11, 0.6f},
    {5, 1, 12, 0.5f},    {6, 0.5, 7, 0.22f},   {6.5, 0.5, 9, 0.3f}, {7, 0.5, 11, 0.42f},
    {7.5, 2, 12, 1.f},   {9.5, 2.5, 0, 0.2f}};

}  // namespace

int Phrase::key(int i, int low_key, int high_key) noexcept {
  const int spare = high_key - low_key - kSpan;
  int key = low_key + std::max(0, spare / 2) + kPhrase[i].semitones;
  while (key > high_key && key - 12 >= low_key) key -= 12;
  return std::clamp(key, low_key, high_key);
}

float Phrase::velocity(int i) noexcept { return kPhrase[i].velocity; }

void Phrase::begin(int low_key, int high_key) noexcept {
  const auto low = static_cast<uint32_t>(std::clamp(low_key, 0, 127));
  const uint32_t high = std::max(low, static_cast<uint32_t>(std::clamp(high_key, 0, 127)));
  request_.store(kBegin | low << 8 | high, std::memory_order_relaxed);
}

void Phrase::end() noexcept { request_.store(kEnd, std::memory_order_relaxed); }

bool Phrase::plays() const noexcept {
  const uint32_t request = request_.load(std::memory_order_relaxed);
  return request >= kBegin || (request == 0 && playing_.load(std::memory_order_relaxed));
}

void Phrase::clear() noexcept {
  request_.store(0, std::memory_order_relaxed);
  playing_.store(false, std::memory_order_relaxed);
  at_ = 0;
  note_ = kNotes;
  sounding_ = -1;
  leaving_ = false;
}

void Phrase::apply_request() noexcept {
  const uint32_t request = request_.exchange(0, std::memory_order_relaxed);
  if (request == 0) return;
  leaving_ = sounding_ >= 0;
  note_ = kNotes;
  at_ = 0;
  if (request >= kBegin) {
    note_ = 0;
    low_ = static_cast<int>(request >> 8 & 127);
    high_ = static_cast<int>(request & 127);
  }
  playing_.store(request >= kBegin, std::memory_order_relaxed);
}

bool Phrase::next(double rate_hz, int frames, Event& e) noexcept {
  apply_request();
  if (note_ == kNotes && sounding_ < 0) {
    playing_.store(false, std::memory_order_relaxed);
    return false;
  }
  e = Event{};
  e.kind = EventKind::midi;
  if (sounding_ >= 0) {
    const PhraseNote& n = kPhrase[std::clamp(note_ - 1, 0, kNotes - 1)];
    const int64_t off = leaving_ ? at_ : sample_of((n.at_beats + n.beats) * kBeatS - kGapS, rate_hz);
    if (off >= at_ + frames) {
      at_ += frames;
      return false;
    }
    e.time = static_cast<int32_t>(std::max<int64_t>(0, off - at_));
    e.status = 0x80;
    e.data1 = static_cast<uint8_t>(sounding_);
    e.data2 = 64;
    sounding_ = -1;
    leaving_ = false;
    return true;
  }
  const int64_t on = sample_of(kPhrase[note_].at_beats * kBeatS, rate_hz);
  if (on >= at_ + frames) {
    at_ += frames;
    return false;
  }
  e.time = static_cast<int32_t>(std::max<int64_t>(0, on - at_));
  sounding_ = key(note_, low_, high_);
  e.status = 0x90;
  e.data1 = static_cast<uint8_t>(sounding_);
  e.data2 = static_cast<uint8_t>(std::lround(127 * kPhrase[note_++].velocity));
  return true;
}

}  // namespace partials
