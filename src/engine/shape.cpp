// SPDX-License-Identifier: MIT
#include "engine/shape.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

float gain_of(float db) noexcept { return db <= kLeastShapeDb ? 0.f : db == 0 ? 1.f : std::exp2(db * 0.16609640474f); }

}  // namespace

void Shape::set_db(Part part, int i, float db) noexcept {
  if (!in_range(i)) return;
  auto& row = part == Part::partials ? partials_ : noise_;
  row[static_cast<size_t>(i)].store(std::isfinite(db) ? std::clamp(db, kLeastShapeDb, kMostShapeDb) : 0.f, std::memory_order_relaxed);
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
    gains.partials[i] = gain_of(partials_[i].load(std::memory_order_relaxed));
    gains.noise[i] = gain_of(noise_[i].load(std::memory_order_relaxed));
  }
}

}  // namespace partials
