// SPDX-License-Identifier: MIT
// What a mapping is told to do, by OSC in Wekinator's words (/wekinator/control/...,
// github.com/fiebrink1/wekinator, OSCControlReceiver.java). Outputs, inputs, models and gestures count from
// 1, as they are sent. Files are named by path: a caller takes those from its own machine only.
#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "osc/message.h"

namespace partials::motion {

namespace command {

struct StartRecording {};
struct StopRecording {};
struct StartDtwRecording {
  int gesture = 1;
};
struct StopDtwRecording {};
struct Train {};
struct CancelTrain {};
struct StartRunning {};
struct StopRunning {};
struct DeleteAllExamples {};
struct DeleteExamplesForOutput {
  int output = 1;
};
// The values that the examples to come are to have. Comes with every frame of some senders, so it owns no
// memory.
struct SetOutputs {
  static constexpr size_t kMost = 256;
  std::array<float, kMost> values{};
  size_t count = 0;
  std::span<const float> view() const noexcept { return {values.data(), count}; }
};
struct SetInputNames {
  std::vector<std::string> names;
};
struct SetOutputNames {
  std::vector<std::string> names;
};
struct SelectInputsForOutput {
  int output = 1;
  std::vector<int> inputs;
};
struct EnableRecording {  // enableModelRecording, disableModelRecording
  std::vector<int> outputs;
  bool on = true;
};
struct EnableRunning {  // enableModelRunning, disableModelRunning
  std::vector<int> outputs;
  bool on = true;
};
struct LoadModel {
  int output = 1;
  std::string path;
  bool with_examples = false;
};
struct SaveModel {
  int output = 1;
  std::string path;
};
struct OpenProject {  // runNewProject
  std::string path;
  bool keep_current = false;
};
struct PerformanceMode {
  bool on = true;
};

}  // namespace command

using MapCommand =
    std::variant<command::StartRecording, command::StopRecording, command::StartDtwRecording,
                 command::StopDtwRecording, command::Train, command::CancelTrain, command::StartRunning,
                 command::StopRunning, command::DeleteAllExamples, command::DeleteExamplesForOutput,
                 command::SetOutputs, command::SetInputNames, command::SetOutputNames,
                 command::SelectInputsForOutput, command::EnableRecording, command::EnableRunning,
                 command::LoadModel, command::SaveModel, command::OpenProject, command::PerformanceMode>;

inline constexpr std::string_view kMapControl = "/wekinator/control/";

// Refuses other addresses, and arguments that do not fit, in a sentence that names the message and what it
// takes.
Result<MapCommand> map_command(const osc::Message& m);

}  // namespace partials::motion
