// SPDX-License-Identifier: MIT
#include "families/motion/map_command.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/printable.h"

namespace partials::motion {
namespace {

using namespace command;

constexpr int kMostNumber = 1024;  // largest number of an output, input or gesture
constexpr size_t kLongestName = 64, kLongestPath = 4096;

Error refused(const osc::Message& m, const std::string& takes) {
  return Error{"The OSC message " + printable(m.address) + " has invalid arguments; send " + takes + "."};
}

bool is_count(const osc::Argument& a) {
  return a.is_number() && a.number >= 1 && a.number <= kMostNumber && a.number == std::floor(a.number);
}
bool is_name(const osc::Argument& a) {
  return a.is_text() && !a.text.empty() && a.text.size() <= kLongestName;
}
bool is_path(const osc::Argument& a) {
  return a.is_text() && !a.text.empty() && a.text.size() <= kLongestPath;
}
int count_at(const osc::Message& m, size_t i) { return static_cast<int>(m.arguments[i].number); }

template <class T>
Result<MapCommand> plain(const osc::Message&) {
  return MapCommand(T{});
}

template <class T>
Result<MapCommand> one_count(const osc::Message& m) {
  if (m.n != 1 || !is_count(m.arguments[0])) return refused(m, "one integer, counted from 1");
  return MapCommand(T{count_at(m, 0)});
}

bool counts_from(const osc::Message& m, size_t first) {
  return m.n > first && std::all_of(m.arguments + first, m.arguments + m.n, is_count);
}
std::vector<int> counts(const osc::Message& m, size_t first) {
  std::vector<int> all;
  for (size_t i = first; i < m.n; ++i) all.push_back(count_at(m, i));
  return all;
}

template <class T, bool kOn>
Result<MapCommand> enable(const osc::Message& m) {
  if (!counts_from(m, 0)) return refused(m, "the numbers of outputs, from 1");
  return MapCommand(T{counts(m, 0), kOn});
}

Result<MapCommand> select_inputs(const osc::Message& m) {
  if (m.n < 2 || !counts_from(m, 0))
    return refused(m, "the number of an output and those of its inputs, from 1");
  return MapCommand(SelectInputsForOutput{count_at(m, 0), counts(m, 1)});
}

Result<MapCommand> set_outputs(const osc::Message& m) {
  SetOutputs s;
  const auto is_value = [](const osc::Argument& a) { return a.is_number() && std::abs(a.number) <= 1e30; };
  if (m.n == 0 || m.n > SetOutputs::kMost || !std::all_of(m.arguments, m.arguments + m.n, is_value))
    return refused(m, "1 to " + std::to_string(SetOutputs::kMost) + " numbers");
  for (size_t i = 0; i < m.n; ++i) s.values[i] = static_cast<float>(m.arguments[i].number);
  s.count = m.n;
  return MapCommand(s);
}

template <class T>
Result<MapCommand> set_names(const osc::Message& m) {
  T named;
  if (m.n == 0 || !std::all_of(m.arguments, m.arguments + m.n, is_name))
    return refused(m, "names, each of 1 to " + std::to_string(kLongestName) + " letters");
  for (size_t i = 0; i < m.n; ++i) named.names.emplace_back(m.arguments[i].text);
  if (std::set<std::string>(named.names.begin(), named.names.end()).size() != named.names.size())
    return refused(m, "names that all differ");
  return MapCommand(std::move(named));
}

Result<MapCommand> load_model(const osc::Message& m) {
  const std::string_view how = m.n == 3 && m.arguments[2].is_text() ? m.arguments[2].text : "";
  if (m.n < 2 || m.n > 3 || !is_count(m.arguments[0]) || !is_path(m.arguments[1]) ||
      (m.n == 3 && how != "WITHDATA" && how != "WITHOUTDATA"))
    return refused(m, "the number of an output, a path, and WITHDATA or WITHOUTDATA");
  return MapCommand(LoadModel{count_at(m, 0), std::string(m.arguments[1].text), how == "WITHDATA"});
}

Result<MapCommand> save_model(const osc::Message& m) {
  if (m.n != 2 || !is_count(m.arguments[0]) || !is_path(m.arguments[1]))
    return refused(m, "the number of an output and a path");
  return MapCommand(SaveModel{count_at(m, 0), std::string(m.arguments[1].text)});
}

Result<MapCommand> open_project(const osc::Message& m) {
  const std::string_view how = m.n == 2 && m.arguments[1].is_text() ? m.arguments[1].text : "CLOSECURRENT";
  const bool keep = how == "KEEPCURRENTRUNNING";
  if (m.n < 1 || m.n > 2 || !is_path(m.arguments[0]) ||
      (!keep && how != "CLOSECURRENT" && how != "STOPCURRENTLISTENING") ||
      (m.n == 2 && !m.arguments[1].is_text()))
    return refused(m, "a path, and CLOSECURRENT, STOPCURRENTLISTENING or KEEPCURRENTRUNNING");
  return MapCommand(OpenProject{std::string(m.arguments[0].text), keep});
}

template <bool kOn>
Result<MapCommand> performance(const osc::Message&) {
  return MapCommand(PerformanceMode{kOn});
}

constexpr struct {
  std::string_view name;
  Result<MapCommand> (*read)(const osc::Message&);
} kVerbs[] = {{"startRecording", plain<StartRecording>},
              {"stopRecording", plain<StopRecording>},
              {"startDtwRecording", one_count<StartDtwRecording>},
              {"stopDtwRecording", plain<StopDtwRecording>},
              {"train", plain<Train>},
              {"cancelTrain", plain<CancelTrain>},
              {"startRunning", plain<StartRunning>},
              {"stopRunning", plain<StopRunning>},
              {"deleteAllExamples", plain<DeleteAllExamples>},
              {"deleteExamplesForOutput", one_count<DeleteExamplesForOutput>},
              {"outputs", set_outputs},
              {"setInputNames", set_names<SetInputNames>},
              {"setOutputNames", set_names<SetOutputNames>},
              {"selectInputsForOutput", select_inputs},
              {"enableModelRecording", enable<EnableRecording, true>},
              {"disableModelRecording", enable<EnableRecording, false>},
              {"enableModelRunning", enable<EnableRunning, true>},
              {"disableModelRunning", enable<EnableRunning, false>},
              {"loadModelFromFile", load_model},
              {"saveModelToFile", save_model},
              {"runNewProject", open_project},
              {"enablePerformanceMode", performance<true>},
              {"disablePerformanceMode", performance<false>}};

}  // namespace

Result<MapCommand> map_command(const osc::Message& m) {
  if (m.address.substr(0, kMapControl.size()) == kMapControl)
    for (const auto& verb : kVerbs)
      if (m.address.substr(kMapControl.size()) == verb.name) return verb.read(m);
  return Error{
      "The OSC message " + printable(m.address) + " is not a command; docs/body.md lists the commands.",
      ErrorCode::unsupported};
}

}  // namespace partials::motion
