// SPDX-License-Identifier: MIT
// The current state of moving people and devices: a table of named channels with units, such as
// "left_wrist.x" in m, for a second person "person2.left_wrist.x". A channel is added when it first occurs
// and is never removed. Each value has a tracking state: if the sender lost a joint, or sends NaN or a
// number out of range, the channel keeps its last value and is marked Tracking::lost. Plain data: a copy is
// a snapshot. No allocation.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace partials::motion {

enum class Tracking : uint8_t { lost, inferred, tracked };

// image: relative to the width and height of the camera image.
enum class Unit : uint8_t { none, metre, degree, metre_per_s2, newton, percent, image };
const char* symbol_of(Unit unit) noexcept;

class BodyName {  // a channel name, composed of parts
 public:
  static constexpr size_t kMost = 55;
  BodyName& operator<<(std::string_view part) noexcept;
  BodyName& operator<<(int number) noexcept;
  std::string_view view() const noexcept { return {text_, size_}; }
  bool whole() const noexcept { return size_ <= kMost && !cut_; }

 private:
  char text_[kMost] = {};
  size_t size_ = 0;
  bool cut_ = false;
};

class Body {
 public:
  static constexpr size_t kMaxChannels = 512;  // positions and rotations of a skeleton with fingers
  static constexpr double kLargest = 1e6;      // in any unit; larger magnitudes are treated as errors

  struct Channel {
    char name[BodyName::kMost + 1] = {};
    Unit unit = Unit::none;
    Tracking tracking = Tracking::lost;
    bool silent_at_rest = false;  // the sender reports changes only, so silence is not a drop-out
    uint8_t person = 0;           // number of the person; 0: a device
    float score = 0;              // confidence of the sender, 0..1
    float value = 0;
    double stamp_s = 0;  // last update, on the receiver's clock
  };

  size_t size() const noexcept { return size_; }
  const Channel& operator[](size_t i) const noexcept { return channels_[i]; }
  int find(std::string_view name) const noexcept;  // -1 if there is none

  // Index of the channel, which is added if missing; -1 if the table is full or the name is empty or too
  // long.
  int channel(const BodyName& name, Unit unit, int person = 0, bool silent_at_rest = false) noexcept;
  void set(int channel, double value, double stamp_s, Tracking tracking, double score) noexcept;
  void lose(int channel) noexcept;
  void lose_person(int person) noexcept;

  // Seconds since the last update; 0 if silent_at_rest.
  double age_s(size_t channel, double now_s) const noexcept;

 private:
  static constexpr size_t kSlots = 2 * kMaxChannels;  // open-addressing hash table, at most half full
  size_t slot_of(std::string_view name) const noexcept;

  std::array<Channel, kMaxChannels> channels_{};
  std::array<uint16_t, kSlots> slots_{};  // index of a channel + 1; 0: free
  size_t size_ = 0;
};

}  // namespace partials::motion
