// SPDX-License-Identifier: MIT
// Commands for a mapping, received as OSC in Wekinator's format (/wekinator/control/...,
// github.com/fiebrink1/wekinator, OSCControlReceiver.java). Outputs, inputs, models and gestures are
// numbered from 1, as sent. Some commands name files; the caller must accept those from its own machine
// only.
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
// Target values of the following examples. Some senders send it with every frame, so it owns no memory.
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

// Returns an Error for other addresses (unsupported) and for wrong arguments (refused); the message names the
// address and the expected arguments.
Result<MapCommand> map_command(const osc::Message& m);

}  // namespace partials::motion
