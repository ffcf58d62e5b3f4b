// SPDX-License-Identifier: MIT
// What has arrived of moving people and devices, as a table of named channels with units: "left_wrist.x" in
// m, of the second person "person2.left_wrist.x". A channel is added when it is first heard of and stays.
// Every value says how well it is known: a joint that the sender lost, a NaN or a number out of all bounds
// keep the last value and are Tracking::lost. Plain data: a copy is a snapshot. Nothing is allocated.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace partials::motion {

enum class Tracking : uint8_t { lost, inferred, tracked };

// image: in widths and heights of the camera's image.
enum class Unit : uint8_t { none, metre, degree, metre_per_s2, newton, percent, image };
const char* symbol_of(Unit unit) noexcept;

class BodyName {  // of a channel, put together from parts
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
  static constexpr double kLargest = 1e6;      // in any unit; beyond it is a fault of the sender

  struct Channel {
    char name[BodyName::kMost + 1] = {};
    Unit unit = Unit::none;
    Tracking tracking = Tracking::lost;
    bool silent_at_rest = false;  // its sender tells changes only: silence is no drop-out
    uint8_t person = 0;           // whose; 0: of a device
    float score = 0;              // 0..1, how sure the sender is
    float value = 0;
    double stamp_s = 0;  // when it was last heard of, on the receiver's clock
  };

  size_t size() const noexcept { return size_; }
  const Channel& operator[](size_t i) const noexcept { return channels_[i]; }
  int find(std::string_view name) const noexcept;  // -1: there is none

  // The channel of this name, added if need be; -1 where the table is full or the name is cut or empty.
  int channel(const BodyName& name, Unit unit, int person = 0, bool silent_at_rest = false) noexcept;
  void set(int channel, double value, double stamp_s, Tracking tracking, double score) noexcept;
  void lose(int channel) noexcept;
  void lose_person(int person) noexcept;

  // Seconds since it was heard of; 0 where silence is rest.
  double age_s(size_t channel, double now_s) const noexcept;

 private:
  static constexpr size_t kSlots = 2 * kMaxChannels;  // of an open hash table, at most half full
  size_t slot_of(std::string_view name) const noexcept;

  std::array<Channel, kMaxChannels> channels_{};
  std::array<uint16_t, kSlots> slots_{};  // index of a channel + 1; 0: free
  size_t size_ = 0;
};

}  // namespace partials::motion
