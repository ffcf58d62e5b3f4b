// SPDX-License-Identifier: MIT
// Sensel Morph through senselosc (github.com/tai-studio/senselosc), for 16 contacts:
//   /morph index id state x y force area orientation major minor
//   /contact, in newer versions: the same with two distances after the area
//   /morphDelta index id x y force area, /morphBB index id left top right bottom, /morphPeak index id x y
//   force
// State: 1 start, 2 move, 3 end. Positions are in mm from the upper left corner of 240 x 138 mm and are
// converted to metres from the lower left corner, y away from the player; force from grams to newtons. The
// area is in sensor elements, the orientation in degrees as sent. contact1.down is 1 during contact; contacts
// is the number of contacts. Nothing is sent without contact, so silence is not a drop-out.
#include <bit>

#include "families/motion/senders/memory.h"
#include "families/motion/senders/sender.h"

namespace partials::motion {
namespace {

constexpr double kMm = 0.001, kHeightMm = 138, kNewtonPerGram = 0.00980665;
constexpr int kEnds = 3;

class Contact {
 public:
  Contact(const osc::Message& m, Arrival& to) noexcept : m_(m), to_(to) {
    const int index = static_cast<int>(m.arguments[0].number), id = static_cast<int>(m.arguments[1].number);
    if (index > 0) name_ << "surface" << index + 1 << ".";
    surface_ = name_;
    name_ << "contact" << id + 1 << ".";
  }
  void put(std::string_view part, double value, Unit unit, Tracking tracking = Tracking::tracked) noexcept {
    to_.number(BodyName(name_) << part, value, unit, true, tracking);
  }
  void length(std::string_view part, size_t i) noexcept {
    put(part, number(i) * kMm, Unit::metre, tracking_);
  }
  void height(std::string_view part, size_t i) noexcept {
    put(part, (kHeightMm - number(i)) * kMm, Unit::metre, tracking_);
  }
  void force(std::string_view part, size_t i) noexcept {
    put(part, number(i) * kNewtonPerGram, Unit::newton);
  }
  double number(size_t i) const noexcept { return m_.arguments[i].number; }
  void ends(bool over) noexcept { tracking_ = over ? Tracking::lost : Tracking::tracked; }
  const BodyName& surface() const noexcept { return surface_; }

 private:
  const osc::Message& m_;
  Arrival& to_;
  BodyName name_, surface_;
  Tracking tracking_ = Tracking::tracked;
};

void take_contact(const osc::Message& m, Arrival& to, size_t ellipse) noexcept {
  Contact c(m, to);
  const bool over = static_cast<int>(c.number(2)) == kEnds;
  const auto bit = static_cast<uint16_t>(1u << static_cast<int>(c.number(1)));
  uint16_t& down = to.memory.sensel.down;
  down = static_cast<uint16_t>(over ? down & ~bit : down | bit);
  c.ends(over);
  c.length("x", 3);
  c.height("y", 4);
  c.put("force", over ? 0 : c.number(5) * kNewtonPerGram, Unit::newton);
  c.put("area", over ? 0 : c.number(6), Unit::none);
  c.put("orientation", c.number(ellipse), Unit::degree);
  c.length("major", ellipse + 1);
  c.length("minor", ellipse + 2);
  c.put("down", !over, Unit::none);
  to.number(BodyName(c.surface()) << "contacts", std::popcount(down), Unit::none, true);
}

bool take(const osc::Message& m, Arrival& to) noexcept {
  if (m.n < 5 || !numbers(m, 0, m.n)) return false;
  const double index = m.arguments[0].number, id = m.arguments[1].number;
  const bool known = index >= 0 && index < 8 && id >= 0 && id < SenselMemory::kContacts;
  if (!known) return false;
  Contact c(m, to);
  if ((m.address == "/morph" && m.n == 10) || (m.address == "/contact" && m.n == 12)) {
    take_contact(m, to, m.n - 3);
  } else if (m.address == "/morphDelta" && m.n == 6) {
    c.length("delta_x", 2);
    c.put("delta_y", -c.number(3) * kMm, Unit::metre);
    c.force("delta_force", 4);
    c.put("delta_area", c.number(5), Unit::none);
  } else if (m.address == "/morphBB" && m.n == 6) {
    c.length("left", 2);
    c.height("top", 3);
    c.length("right", 4);
    c.height("bottom", 5);
  } else if (m.address == "/morphPeak" && m.n == 5) {
    c.length("peak_x", 2);
    c.height("peak_y", 3);
    c.force("peak_force", 4);
  } else {
    return false;
  }
  return true;
}

}  // namespace

extern const Sender sensel_sender;
const Sender sensel_sender{"sensel", "Sensel Morph", 7000, take};

}  // namespace partials::motion
