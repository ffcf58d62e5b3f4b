// SPDX-License-Identifier: MIT
#include "play/shape.h"

#include <algorithm>
#include <cmath>

#include "play/gain.h"

namespace partials {
namespace {

float shape_gain(float db) noexcept { return db <= kLeastShapeDb ? 0.f : gain_of(db); }

}  // namespace

void Shape::set_db(ShapedPart part, int i, float db) noexcept {
  if (!in_range(i)) return;
  auto& row = part == ShapedPart::partials ? partials_ : noise_;
  row[static_cast<size_t>(i)].store(std::isfinite(db) ? std::clamp(db, kLeastShapeDb, kMostShapeDb) : 0.f,
                                    std::memory_order_relaxed);
  changes_.fetch_add(1, std::memory_order_release);
}

void Shape::rest() noexcept {
  for (Row* row : {&partials_, &noise_})
    for (auto& db : *row) db.store(0, std::memory_order_relaxed);
  changes_.fetch_add(1, std::memory_order_release);
}

bool Shape::rests() const noexcept {
  for (const Row* row : {&partials_, &noise_})
    for (const auto& db : *row)
      if (db.load(std::memory_order_relaxed) != 0) return false;
  return true;
}

void Shape::read(ShapeGains& gains) const noexcept {
  for (size_t i = 0; i < kMostShaped; ++i) {
    gains.partials[i] = shape_gain(partials_[i].load(std::memory_order_relaxed));
    gains.noise[i] = shape_gain(noise_[i].load(std::memory_order_relaxed));
  }
}

}  // namespace partials
