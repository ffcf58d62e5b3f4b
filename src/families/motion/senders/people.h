// SPDX-License-Identifier: MIT
// Assigns the numbers 1 to kMost to the people that a sender reports, in order of appearance. A number is
// free again when its person is lost, or has been silent for kAwayS while a new person appears.
#pragma once
#include <array>
#include <cstdint>

namespace partials::motion {

class People {
 public:
  static constexpr int kMost = 4;
  static constexpr double kAwayS = 1;

  // 1..kMost; 0 if all numbers are in use. is_new: the number was assigned by this call.
  int number_of(uint64_t id, double now_s, bool& is_new) noexcept {
    is_new = false;
    int free = 0;
    for (int i = kMost; i >= 1; --i) {
      Person& p = at(i);
      if (p.here && p.id == id) {
        p.heard_s = now_s;
        return i;
      }
      if (!p.here || now_s - p.heard_s > kAwayS) free = i;
    }
    is_new = free != 0;
    if (free) at(free) = {id, now_s, true};
    return free;
  }
  // Frees and returns the person's number; 0 if it had none.
  int leave(uint64_t id) noexcept {
    for (int i = 1; i <= kMost; ++i)
      if (at(i).here && at(i).id == id) {
        at(i).here = false;
        return i;
      }
    return 0;
  }

 private:
  struct Person {
    uint64_t id = 0;
    double heard_s = 0;
    bool here = false;
  };
  Person& at(int number) noexcept { return people_[static_cast<size_t>(number - 1)]; }
  std::array<Person, kMost> people_{};
};

}  // namespace partials::motion
