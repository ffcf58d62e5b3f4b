// SPDX-License-Identifier: MIT
#include "families/motion/demonstrations.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace partials::motion {
namespace {

bool are_numbers(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

template <class Examples>
auto find_id(Examples& examples, int64_t id) {
  return std::find_if(examples.begin(), examples.end(), [=](const auto& e) { return e.id == id; });
}

template <class Examples>
bool remove_from(Examples& examples, int64_t id) {
  const auto at = find_id(examples, id);
  if (at == examples.end()) return false;
  examples.erase(at);
  return true;
}

template <class Examples>
bool mute_in(Examples& examples, int64_t id, bool muted) {
  const auto at = find_id(examples, id);
  if (at == examples.end()) return false;
  at->muted = muted;
  return true;
}

}  // namespace

int64_t Demonstrations::id_for(int64_t wanted) {
  const bool free =
      wanted > 0 && find_id(poses_, wanted) == poses_.end() && find_id(gestures_, wanted) == gestures_.end();
  const int64_t id = free ? wanted : next_id_;
  next_id_ = std::max(next_id_, id + 1);
  return id;
}

Result<int64_t> Demonstrations::add(PoseExample pose) {
  if (pose.inputs.size() != static_cast<size_t>(inputs_))
    return Error{"A demonstration has " + std::to_string(pose.inputs.size()) +
                 " inputs, but the mapping has " + std::to_string(inputs_) +
                 "; record it with the same channels."};
  if (!pose.outputs.empty() && pose.outputs.size() != static_cast<size_t>(outputs_))
    return Error{"A demonstration has " + std::to_string(pose.outputs.size()) +
                 " wanted values, but the mapping has " + std::to_string(outputs_) + "; give one for each."};
  if (pose.outputs.empty() && pose.label.empty())
    return Error{"A demonstration has neither wanted values nor a label; give one of them."};
  if (!are_numbers(pose.inputs) || !are_numbers(pose.outputs))
    return Error{"A demonstration holds a value that is not a number; record it while tracking works."};
  pose.id = id_for(pose.id);
  poses_.push_back(std::move(pose));
  return poses_.back().id;
}

Result<int64_t> Demonstrations::add(GestureExample gesture) {
  const size_t width = static_cast<size_t>(inputs_);
  if (gesture.name.empty()) return Error{"A gesture has no name; give it one."};
  if (!width || gesture.frames.size() % width != 0 || gesture.frames.size() / width < 4)
    return Error{"The gesture '" + gesture.name + "' has " + std::to_string(gesture.frames.size()) +
                 " values, but at least four frames of " + std::to_string(inputs_) +
                 " inputs are needed; record it again."};
  if (!are_numbers(gesture.frames))
    return Error{"The gesture '" + gesture.name +
                 "' holds a value that is not a number; record it while tracking works."};
  gesture.id = id_for(gesture.id);
  gestures_.push_back(std::move(gesture));
  return gestures_.back().id;
}

bool Demonstrations::remove(int64_t id) { return remove_from(poses_, id) || remove_from(gestures_, id); }
bool Demonstrations::mute(int64_t id, bool muted) {
  return mute_in(poses_, id, muted) || mute_in(gestures_, id, muted);
}
void Demonstrations::clear() {
  poses_.clear();
  gestures_.clear();
}

}  // namespace partials::motion
