// SPDX-License-Identifier: MIT
#include "families/motion/senders/sender.h"

#include <algorithm>
#include <charconv>

#include "families/motion/name_hash.h"
#include "families/motion/senders/memory.h"

namespace partials::motion {
namespace {

BodyName name_of(int person, std::string_view joint, std::string_view part) noexcept {
  BodyName name;
  if (person > 1) name << "person" << person << ".";
  name << joint;
  if (!part.empty()) name << "." << part;
  return name;
}

// The digits of a number, for a key.
uint64_t key_of(std::string_view sender, int id) noexcept {
  BodyName digits;
  digits << id;
  return name_hash(digits.view(), name_hash(sender));
}

}  // namespace

int Arrival::number_of(uint64_t key) noexcept {
  bool is_new = false;
  const int number = memory.people.number_of(key, stamp_s_, is_new);
  if (is_new) body_.lose_person(number);  // joints of the one before are not this one's
  return number;
}
int Arrival::person(std::string_view sender, std::string_view id) noexcept {
  return number_of(name_hash(id, name_hash(sender)));
}
int Arrival::person(std::string_view sender, int id) noexcept { return number_of(key_of(sender, id)); }

void Arrival::leave(std::string_view sender, int id) noexcept {
  if (const int number = memory.people.leave(key_of(sender, id))) body_.lose_person(number);
}

void Arrival::put(int person, std::string_view joint, std::string_view part, double value, Tracking tracking,
                  double score, Unit unit) noexcept {
  const int channel = body_.channel(name_of(person, joint, part), unit, person);
  if (channel < 0) ++refused_;
  body_.set(channel, value, stamp_s_, tracking, score);
}

void Arrival::place(int person, std::string_view joint, const Vec3& at, Tracking tracking, double score,
                    Unit unit) noexcept {
  if (person == 0) return;
  const bool sane = std::all_of(at.begin(), at.end(), [](double v) { return std::abs(v) <= Body::kLargest; });
  if (!sane) tracking = Tracking::lost;  // all three of them
  put(person, joint, "x", at[0], tracking, score, unit);
  put(person, joint, "y", at[1], tracking, score, unit);
  put(person, joint, "z", at[2], tracking, score, unit);
}

void Arrival::coordinate(int person, std::string_view joint, char axis, double at, Tracking tracking,
                         double score, Unit unit) noexcept {
  if (person) put(person, joint, {&axis, 1}, at, tracking, score, unit);
}

void Arrival::turn(int person, std::string_view joint, const Quaternion& q) noexcept {
  if (person == 0) return;
  constexpr std::string_view kParts[] = {"qw", "qx", "qy", "qz"};
  for (size_t i = 0; i < 4; ++i) put(person, joint, kParts[i], q[i], Tracking::tracked, 1, Unit::none);
}

void Arrival::trait(int person, std::string_view name, double value, Tracking tracking,
                    double score) noexcept {
  if (person) put(person, name, "", value, tracking, score, Unit::none);
}

void Arrival::judge(int person, std::string_view joint, Tracking tracking, double score) noexcept {
  if (person == 0) return;
  for (const std::string_view axis : {"x", "y", "z"}) {
    const int channel = body_.find(name_of(person, joint, axis).view());
    if (channel >= 0)
      body_.set(channel, body_[static_cast<size_t>(channel)].value, stamp_s_, tracking, score);
  }
}

void Arrival::number(const BodyName& name, double value, Unit unit, bool silent_at_rest,
                     Tracking tracking) noexcept {
  const int channel = body_.channel(name, unit, 0, silent_at_rest);
  if (channel < 0) ++refused_;
  body_.set(channel, value, stamp_s_, tracking, 1);
}

Path::Path(std::string_view address) noexcept {
  while (!address.empty()) {
    address.remove_prefix(1);  // the slash
    const std::string_view part = address.substr(0, address.find('/'));
    if (size_ == kMost) {
      size_ = 0;
      return;
    }
    parts_[size_++] = part;
    address.remove_prefix(part.size());
  }
}

int whole_number(std::string_view text) noexcept {
  int value = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && value >= 0 && text.size() <= 6 ? value
                                                                                                     : -1;
}

bool numbers(const osc::Message& m, size_t first, size_t count) noexcept {
  return first + count <= m.n && std::all_of(m.arguments + first, m.arguments + first + count,
                                             [](const osc::Argument& a) { return a.is_number(); });
}

std::string_view our_name(std::span<const JointName> table, std::string_view theirs) noexcept {
  for (const JointName& name : table)
    if (name.theirs == theirs) return name.ours;
  return {};
}

}  // namespace partials::motion
