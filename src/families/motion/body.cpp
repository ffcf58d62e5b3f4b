// SPDX-License-Identifier: MIT
#include "families/motion/body.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "families/motion/name_hash.h"

namespace partials::motion {

const char* symbol_of(Unit unit) noexcept {
  constexpr const char* kSymbols[] = {"", "m", "deg", "m/s2", "N", "%", "image"};
  return kSymbols[static_cast<size_t>(unit)];
}

BodyName& BodyName::operator<<(std::string_view part) noexcept {
  cut_ = cut_ || part.size() > kMost - size_;
  const size_t n = std::min(part.size(), kMost - size_);
  std::copy_n(part.data(), n, text_ + size_);
  size_ += n;
  return *this;
}

BodyName& BodyName::operator<<(int number) noexcept {
  char digits[12];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return *this << std::string_view(digits, static_cast<size_t>(end - digits));
}

size_t Body::slot_of(std::string_view name) const noexcept {
  size_t slot = name_hash(name) % kSlots;
  while (slots_[slot] && channels_[slots_[slot] - 1u].name != name) slot = (slot + 1) % kSlots;
  return slot;
}

int Body::find(std::string_view name) const noexcept { return static_cast<int>(slots_[slot_of(name)]) - 1; }

int Body::channel(const BodyName& name, Unit unit, int person, bool silent_at_rest) noexcept {
  if (!name.whole() || name.view().empty()) return -1;
  const size_t slot = slot_of(name.view());
  if (slots_[slot]) return slots_[slot] - 1;
  if (size_ == kMaxChannels) return -1;
  Channel& c = channels_[size_];
  std::copy(name.view().begin(), name.view().end(), c.name);
  c.unit = unit;
  c.silent_at_rest = silent_at_rest;
  c.person = static_cast<uint8_t>(person);
  slots_[slot] = static_cast<uint16_t>(++size_);
  return static_cast<int>(size_ - 1);
}

void Body::set(int channel, double value, double stamp_s, Tracking tracking, double score) noexcept {
  if (channel < 0) return;
  Channel& c = channels_[static_cast<size_t>(channel)];
  c.stamp_s = stamp_s;
  if (!(std::abs(value) <= kLargest)) return lose(channel);
  c.tracking = tracking;
  c.score = static_cast<float>(score >= 0 ? std::min(score, 1.0) : 0);
  if (tracking != Tracking::lost) c.value = static_cast<float>(value);
}

void Body::lose(int channel) noexcept {
  Channel& c = channels_[static_cast<size_t>(channel)];
  c.tracking = Tracking::lost;
  c.score = 0;
}

void Body::lose_person(int person) noexcept {
  for (size_t i = 0; i < size_; ++i)
    if (channels_[i].person == person) lose(static_cast<int>(i));
}

double Body::age_s(size_t channel, double now_s) const noexcept {
  const Channel& c = channels_[channel];
  return c.silent_at_rest ? 0 : now_s - c.stamp_s;
}

}  // namespace partials::motion
