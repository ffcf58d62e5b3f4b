// SPDX-License-Identifier: MIT
#include "play/spectral_edit.h"

#include <algorithm>
#include <cmath>

#include "play/gain.h"

namespace partials {
namespace {

float shape_gain(float db) noexcept { return db <= kMinEditDb ? 0.f : gain_of(db); }

}  // namespace

void SpectralEdit::set_db(EditedPart part, int i, float db) noexcept {
  if (!in_range(i)) return;
  auto& row = part == EditedPart::partials ? partials_ : noise_;
  row[static_cast<size_t>(i)].store(std::isfinite(db) ? std::clamp(db, kMinEditDb, kMaxEditDb) : 0.f,
                                    std::memory_order_relaxed);
  changes_.fetch_add(1, std::memory_order_release);
}

void SpectralEdit::rest() noexcept {
  for (Row* row : {&partials_, &noise_})
    for (auto& db : *row) db.store(0, std::memory_order_relaxed);
  changes_.fetch_add(1, std::memory_order_release);
}

bool SpectralEdit::rests() const noexcept {
  for (const Row* row : {&partials_, &noise_})
    for (const auto& db : *row)
      if (db.load(std::memory_order_relaxed) != 0) return false;
  return true;
}

void SpectralEdit::read(SpectralEditGains& gains) const noexcept {
  for (size_t i = 0; i < kMaxEdited; ++i) {
    gains.partials[i] = shape_gain(partials_[i].load(std::memory_order_relaxed));
    gains.noise[i] = shape_gain(noise_[i].load(std::memory_order_relaxed));
  }
}

}  // namespace partials
