// SPDX-License-Identifier: MIT
// Guards against: a Wekinator command that is unknown, is mistaken for another, or is accepted with invalid
// arguments.
#include "families/motion/map_command.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/osc_bytes.h"

namespace partials::motion {
namespace {

using namespace osc_bytes;

Result<MapCommand> read(const std::string& verb, const std::string& types = ",",
                        const std::string& data = "") {
  const std::string packet = message("/wekinator/control/" + verb, types, data);
  osc::Message m;
  EXPECT_TRUE(osc::read_message(packet, m)) << verb;
  return map_command(m);
}

template <class T>
T as(const Result<MapCommand>& r) {
  EXPECT_TRUE(r) << r.error().text;
  EXPECT_TRUE(r && std::holds_alternative<T>(r.value()));
  return r && std::holds_alternative<T>(r.value()) ? std::get<T>(r.value()) : T{};
}

TEST(MapCommand, VerbsWithoutArguments) {
  using namespace command;
  as<StartRecording>(read("startRecording"));
  as<StopRecording>(read("stopRecording"));
  as<StopDtwRecording>(read("stopDtwRecording"));
  as<Train>(read("train"));
  as<CancelTrain>(read("cancelTrain"));
  as<StartRunning>(read("startRunning"));
  as<StopRunning>(read("stopRunning"));
  as<DeleteAllExamples>(read("deleteAllExamples"));
  as<Train>(read("train", ",i", i32(1)));  // buttons send a 1
  EXPECT_TRUE(as<PerformanceMode>(read("enablePerformanceMode")).on);
  EXPECT_FALSE(as<PerformanceMode>(read("disablePerformanceMode")).on);
}

TEST(MapCommand, VerbsWithNumbersAndNames) {
  using namespace command;
  EXPECT_EQ(as<StartDtwRecording>(read("startDtwRecording", ",i", i32(3))).gesture, 3);
  EXPECT_EQ(as<DeleteExamplesForOutput>(read("deleteExamplesForOutput", ",f", f32(2))).output, 2);
  const auto outputs = as<SetOutputs>(read("outputs", ",fff", f32s({0.5, 1, -2})));
  EXPECT_TRUE(outputs.count == 3 && outputs.values[2] == -2);
  EXPECT_EQ(as<SetInputNames>(read("setInputNames", ",ss", text("hand") + text("head"))).names,
            (std::vector<std::string>{"hand", "head"}));
  EXPECT_EQ(as<SetOutputNames>(read("setOutputNames", ",s", text("cutoff"))).names,
            std::vector<std::string>{"cutoff"});
  const auto selected =
      as<SelectInputsForOutput>(read("selectInputsForOutput", ",iii", i32(2) + i32(1) + i32(5)));
  EXPECT_TRUE(selected.output == 2 && selected.inputs == (std::vector{1, 5}));
  const auto recording = as<EnableRecording>(read("disableModelRecording", ",ii", i32(1) + i32(2)));
  EXPECT_TRUE(!recording.on && recording.outputs == (std::vector{1, 2}));
  EXPECT_TRUE(as<EnableRecording>(read("enableModelRecording", ",i", i32(1))).on);
  EXPECT_TRUE(as<EnableRunning>(read("enableModelRunning", ",i", i32(1))).on);
  EXPECT_FALSE(as<EnableRunning>(read("disableModelRunning", ",i", i32(1))).on);
  const auto load =
      as<LoadModel>(read("loadModelFromFile", ",iss", i32(1) + text("a.partials") + text("WITHDATA")));
  EXPECT_TRUE(load.output == 1 && load.path == "a.partials" && load.with_examples);
  EXPECT_EQ(as<SaveModel>(read("saveModelToFile", ",is", i32(1) + text("a"))).path, "a");
  EXPECT_TRUE(
      as<OpenProject>(read("runNewProject", ",ss", text("p") + text("KEEPCURRENTRUNNING"))).keep_current);
  EXPECT_FALSE(as<OpenProject>(read("runNewProject", ",s", text("p"))).keep_current);
}

TEST(MapCommand, RefusesInASentenceThatNamesTheMessage) {
  EXPECT_EQ(read("startDtwRecording").error().text,
            "The OSC message /wekinator/control/startDtwRecording has invalid arguments; send one integer, "
            "counted from "
            "1.");
  const std::string inf = f32(INFINITY), nan = f32(NAN);
  EXPECT_FALSE(read("startDtwRecording", ",f", f32(1.5f)));
  EXPECT_FALSE(read("startDtwRecording", ",i", i32(0)));
  EXPECT_FALSE(read("deleteExamplesForOutput", ",i", i32(-1)));
  EXPECT_FALSE(read("deleteExamplesForOutput", ",f", nan));
  EXPECT_FALSE(read("outputs"));
  EXPECT_FALSE(read("outputs", ",ff", f32(1) + nan));
  EXPECT_FALSE(read("outputs", ",f", inf));
  EXPECT_FALSE(read("outputs", "," + std::string(257, 'i'), std::string(4 * 257, '\0')));
  EXPECT_FALSE(read("setInputNames", ",ss", text("a") + text("a"))) << "two of one name";
  EXPECT_FALSE(read("setInputNames", ",s", text("")));
  EXPECT_FALSE(read("selectInputsForOutput", ",i", i32(1)));
  EXPECT_FALSE(read("loadModelFromFile", ",is", i32(1) + text("")));
  EXPECT_FALSE(read("loadModelFromFile", ",iss", i32(1) + text("a") + text("MAYBE")));
  EXPECT_FALSE(read("runNewProject"));
  EXPECT_EQ(read("dance").error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace partials::motion
