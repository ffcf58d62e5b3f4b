// SPDX-License-Identifier: MIT
// From a session's model to its sinks: values, classes and gestures, and the cues that they call.
#include "body/map_session.h"

namespace partials::body {
namespace {

using motion::MappingCue;
using motion::MappingKind;

constexpr std::string_view kCueAddress = "/partials/cue";

std::string names_of(const std::vector<MappingCue>& cues) {
  std::string all;
  for (const MappingCue& cue : cues) all += (all.empty() ? "" : ", ") + cue.name;
  return all;
}

}  // namespace

void MapSession::tell_apart() {
  const motion::Recognised now = recognition_.frame(live_, fader_);
  state_.best = now.best;
  state_.certainty = now.certainty;
  state_.progress = now.progress;
  state_.speed = now.speed;
}

void MapSession::play_outputs(double now_s) {
  const bool running = state_.mode == MapMode::running && live_.model();
  outputs_.clear();
  const auto add = [&](std::span<const float> values) {
    outputs_.insert(outputs_.end(), values.begin(), values.end());
  };
  if (running && mapping_.kind != MappingKind::regression) tell_apart();
  if (!mapping_.outputs.empty()) {
    fader_.frame(!running ? std::span<const float>(state_.wanted) : live_.output("values"));
    add(fader_.values());
  } else if (running) {
    for (const char* id : {"likelihood", "progress", "speed", "certainty"}) add(live_.output(id));
  }
  state_.outputs = outputs_;
  state_.cue = fader_.called();
  for (const Sink& sink : sinks_) sink(outputs_, now_s);
}

// True until every joint that the features need has been seen once; a lost joint holds from then on.
bool MapSession::misses_joints(const float* row) {
  if (joints_.complete()) return false;
  const std::lock_guard guard(lock_);
  const size_t before = joints_.missing();
  if (joints_.see(row))
    state_.missing_joints.clear();
  else if (state_.missing_joints.empty() || joints_.missing() != before)
    state_.missing_joints = joints_.sentence();
  return !joints_.complete();
}

Result<void> MapSession::call_cue(const std::string& name) {
  const std::lock_guard guard(lock_);
  if (state_.mode != MapMode::running) return Error{"The mapping does not run; start it to call a cue."};
  if (!fader_.call(name))
    return Error{mapping_.cues.empty()
                     ? "The mapping has no cues; add one with: partials map cue"
                     : "There is no cue '" + name + "'; the mapping has: " + names_of(mapping_.cues) + "."};
  state_.message = name.empty() ? "Movement has the outputs." : "Cue: " + name + ".";
  return {};
}

Result<void> MapSession::set_cue(MappingCue cue) {
  const std::lock_guard guard(lock_);
  if (auto right = motion::check_cue(mapping_, cue); !right) return right;
  motion::put_cue(mapping_.cues, std::move(cue));
  fader_.set_cues(mapping_);
  if (model_) model_ = std::make_shared<const Model>(motion::with_cues(*model_, mapping_.cues));
  return {};
}

void MapSession::obey_message(const osc::Message& message) {
  Result<void> done;
  if (message.address == kCueAddress) {
    const bool named = message.n == 1 && message.arguments[0].is_text();
    done = named            ? call_cue(std::string(message.arguments[0].text))
           : message.n == 0 ? call_cue("")
                            : Result<void>(Error{"/partials/cue takes the name of a cue, or nothing."});
  } else {
    const auto command = motion::map_command(message);
    done = command ? obey(command.value()) : Result<void>(command.error());
  }
  if (done) return;
  const std::lock_guard guard(lock_);
  state_.message = done.error().text;
}

}  // namespace partials::body
