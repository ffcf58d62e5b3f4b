// SPDX-License-Identifier: MIT
// A sender is a program or device whose OSC messages are supported. Each one is a file in this folder with
// one table, listed in senders.cpp. It recognises its messages by address and type tags and converts them to
// channels in SI units and our axes (senders/axes.h). docs/body.md is the user documentation.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "families/motion/body.h"
#include "families/motion/senders/axes.h"
#include "families/motion/senders/people.h"
#include "osc/message.h"

namespace partials::motion {

struct SenderMemory;  // senders/memory.h: state of the senders between messages

// Properties that the messages do not contain.
struct InputSettings {
  bool acceleration_in_g = true;  // phones; false: m/s2
  bool landmarks_in_m = false;    // MediaPipe: world landmarks; false: image landmarks
};

// Writes the decoded values of a sender into the body. No allocation.
class Arrival {
 public:
  Arrival(Body& body, SenderMemory& memory, const InputSettings& settings, double stamp_s) noexcept
      : memory(memory), settings(settings), body_(body), stamp_s_(stamp_s) {}
  SenderMemory& memory;
  const InputSettings& settings;

  // Number of a sender's person, 1..4; 0 if there are more people.
  int person(std::string_view sender, std::string_view id) noexcept;
  int person(std::string_view sender, int id) noexcept;
  void leave(std::string_view sender, int id) noexcept;

  // Position of a joint or one coordinate of it (left_wrist.x .y .z); rotation relative to its parent (.qw
  // .qx .qy .qz). Person 0 is ignored.
  void place(int person, std::string_view joint, const Vec3& at, Tracking tracking = Tracking::tracked,
             double score = 1, Unit unit = Unit::metre) noexcept;
  void coordinate(int person, std::string_view joint, char axis, double at, Tracking tracking, double score,
                  Unit unit) noexcept;
  void turn(int person, std::string_view joint, const Quaternion& q) noexcept;
  // A scalar of a person.
  void trait(int person, std::string_view name, double value, Tracking tracking, double score) noexcept;
  // Sets tracking and score of a joint's position without changing the values.
  void judge(int person, std::string_view joint, Tracking tracking, double score) noexcept;

  // A scalar of a device.
  void number(const BodyName& name, double value, Unit unit = Unit::none, bool silent_at_rest = false,
              Tracking tracking = Tracking::tracked) noexcept;
  void lose_person(int person) noexcept { body_.lose_person(person); }
  int refused() const noexcept { return refused_; }  // number of values without a channel

 private:
  int number_of(uint64_t key) noexcept;
  void put(int person, std::string_view joint, std::string_view part, double value, Tracking tracking,
           double score, Unit unit) noexcept;

  Body& body_;
  double stamp_s_;
  int refused_ = 0;
};

// From a score 0..1. OSCeleton sends lost joints of a Kinect with 0.1.
inline Tracking tracking_of(double score) noexcept {
  return score >= 0.5 ? Tracking::tracked : score > 0.11 ? Tracking::inferred : Tracking::lost;
}

struct Sender {
  const char* id;     // "vmc"
  const char* title;  // "VMC protocol"
  int usual_port;     // 0: none
  // Returns false, without effect, if the message is not from this sender.
  bool (*take)(const osc::Message& message, Arrival& to) noexcept;
  // Called after the last message of a packet that contained messages of this sender; may be null.
  void (*finish)(Arrival& to) noexcept = nullptr;
};

// All senders in the order of detection; the last one accepts any message with numbers.
std::span<const Sender* const> all_senders() noexcept;

// The parts of an address: "/bodies/7/joints/Head" has four. Empty if there are more than kMost.
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

// Parses an integer 0..999999; -1 if it is not one.
int whole_number(std::string_view text) noexcept;

// Whether arguments first..first + count - 1 exist and are numbers.
bool numbers(const osc::Message& m, size_t first, size_t count) noexcept;
inline Vec3 vector_at(const osc::Message& m, size_t i) noexcept {
  return {m.arguments[i].number, m.arguments[i + 1].number, m.arguments[i + 2].number};
}

// Looks up a joint name in a sender's table; empty if it is unknown.
struct JointName {
  std::string_view theirs, ours;
};
std::string_view our_name(std::span<const JointName> table, std::string_view theirs) noexcept;

}  // namespace partials::motion
