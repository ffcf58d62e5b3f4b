// SPDX-License-Identifier: MIT
// A sender: a program or device whose messages we know. Each is one file here with one table, listed in
// senders.cpp. It knows its messages by address and type tags, and turns them into channels of the body in
// our units and axes (senders/axes.h). docs/body.md tells users about each.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "families/motion/body.h"
#include "families/motion/senders/axes.h"
#include "families/motion/senders/people.h"
#include "osc/message.h"

namespace partials::motion {

struct SenderMemory;  // senders/memory.h: what senders keep from message to message

// What a message does not say about itself.
struct InputSettings {
  bool acceleration_in_g = true;  // phones; otherwise m/s2
  bool landmarks_in_m = false;    // MediaPipe: world landmarks; otherwise parts of the image
};

// Where a sender puts what it has understood. All of it noexcept and without allocation.
class Arrival {
 public:
  Arrival(Body& body, SenderMemory& memory, const InputSettings& settings, double stamp_s) noexcept
      : memory(memory), settings(settings), body_(body), stamp_s_(stamp_s) {}
  SenderMemory& memory;
  const InputSettings& settings;

  // The number of a sender's person, 1..4; 0 where there are more people than that.
  int person(std::string_view sender, std::string_view id) noexcept;
  int person(std::string_view sender, int id) noexcept;
  void leave(std::string_view sender, int id) noexcept;

  // A joint's place, or one coordinate of it: left_wrist.x .y .z; its turn against its parent: .qw .qx .qy
  // .qz. Of person 0 (too many people) nothing is kept.
  void place(int person, std::string_view joint, const Vec3& at, Tracking tracking = Tracking::tracked,
             double score = 1, Unit unit = Unit::metre) noexcept;
  void coordinate(int person, std::string_view joint, char axis, double at, Tracking tracking, double score,
                  Unit unit) noexcept;
  void turn(int person, std::string_view joint, const Quaternion& q) noexcept;
  // One number of a person.
  void trait(int person, std::string_view name, double value, Tracking tracking, double score) noexcept;
  // Says of a joint's place that it is lost, or how sure it is, and leaves the values.
  void judge(int person, std::string_view joint, Tracking tracking, double score) noexcept;

  // One number of a device.
  void number(const BodyName& name, double value, Unit unit = Unit::none, bool silent_at_rest = false,
              Tracking tracking = Tracking::tracked) noexcept;
  void lose_person(int person) noexcept { body_.lose_person(person); }
  int refused() const noexcept { return refused_; }  // values for which the table has no room

 private:
  int number_of(uint64_t key) noexcept;
  void put(int person, std::string_view joint, std::string_view part, double value, Tracking tracking,
           double score, Unit unit) noexcept;

  Body& body_;
  double stamp_s_;
  int refused_ = 0;
};

// From a score 0..1: above half is tracked, above a tenth inferred (a Kinect's lost joints come with 0.1).
inline Tracking tracking_of(double score) noexcept {
  return score >= 0.5 ? Tracking::tracked : score > 0.11 ? Tracking::inferred : Tracking::lost;
}

struct Sender {
  const char* id;     // "vmc"
  const char* title;  // "VMC protocol"
  int usual_port;     // 0: none
  // False: the message is not one of its own; then nothing was done.
  bool (*take)(const osc::Message& message, Arrival& to) noexcept;
  // After the last message of a packet that held one of its own; null: nothing is left to do.
  void (*finish)(Arrival& to) noexcept = nullptr;
};

// All, in the order in which they are asked; the last takes whatever has numbers.
std::span<const Sender* const> all_senders() noexcept;

// The parts of an address between its slashes: "/bodies/7/joints/Head" has four. More than kMost: none of
// them.
class Path {
 public:
  static constexpr size_t kMost = 8;
  explicit Path(std::string_view address) noexcept;
  size_t size() const noexcept { return size_; }
  std::string_view operator[](size_t i) const noexcept { return parts_[i]; }

 private:
  std::array<std::string_view, kMost> parts_{};
  size_t size_ = 0;
};

// A whole number 0..999999 in decimal digits; -1: it is none.
int whole_number(std::string_view text) noexcept;

// Whether arguments first..first + count - 1 are there and numbers.
bool numbers(const osc::Message& m, size_t first, size_t count) noexcept;
inline Vec3 vector_at(const osc::Message& m, size_t i) noexcept {
  return {m.arguments[i].number, m.arguments[i + 1].number, m.arguments[i + 2].number};
}

// "LeftWrist" and "leftWrist" to ours, from a sender's table; empty: it does not know the name.
struct JointName {
  std::string_view theirs, ours;
};
std::string_view our_name(std::span<const JointName> table, std::string_view theirs) noexcept;

}  // namespace partials::motion
