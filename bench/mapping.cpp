// SPDX-License-Identifier: MIT
// What a mapping by demonstration costs and how well it does: 60 examples, 12 inputs, 8 outputs, five seeded
// smooth mappings (training time, error on 2000 unseen points, cost of a frame), and the follower's cost of a
// frame. --write FOLDER writes the tasks as text for other programs, --peer FILE prints what they measured
// (mapping_peer.md).
#include "families/motion/mapping.h"

#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include "families/motion/fit.h"
#include "families/motion/live_mapping.h"
#include "mapping_task.h"
#include "measure.h"

namespace {

using namespace partials;
using namespace partials::motion;

struct Figures {
  double training_ms = 0, error = 0, worst_at_examples = 0, frame_us = 0;
};

Mapping mapping_for(const MappingTask& task) {
  Mapping m;
  for (int d = 0; d < MappingTask::kInputs; ++d) m.inputs.push_back({"in" + std::to_string(d), "", -1, 1, 0});
  for (int k = 0; k < MappingTask::kOutputs; ++k)
    m.outputs.push_back({"out" + std::to_string(k), "", 0, 1, 0, 1e6f});
  m.demonstrations = Demonstrations(MappingTask::kInputs, MappingTask::kOutputs);
  for (size_t i = 0; i < MappingTask::kExamples; ++i)
    (void)m.demonstrations.add(PoseExample{0,
                                           {task.inputs[i].begin(), task.inputs[i].end()},
                                           {task.outputs[i].begin(), task.outputs[i].end()},
                                           "",
                                           "",
                                           false});
  return m;
}

Figures measure(const MappingTask& task) {
  const Mapping mapping = mapping_for(task);
  Figures f;
  f.training_ms = best_ms(5, [&] { (void)fit_regression(mapping.demonstrations); });
  auto model = make_mapping_model(mapping, plain_features(60, MappingTask::kInputs), "bench");
  LiveMapping live;
  if (!model || !live.post(std::make_shared<const Model>(std::move(model).value()))) std::exit(1);
  std::vector<std::array<float, MappingTask::kOutputs>> unseen;
  for (size_t i = 0; i < task.inputs.size(); ++i) {
    live.frame(task.inputs[i]);
    const auto values = live.output("values");
    for (size_t k = 0; i < MappingTask::kExamples && k < values.size(); ++k)
      f.worst_at_examples = std::max<double>(f.worst_at_examples, std::abs(values[k] - task.outputs[i][k]));
    if (i < MappingTask::kExamples) continue;
    auto& y = unseen.emplace_back();
    std::copy(values.begin(), values.end(), y.begin());
  }
  f.error = unseen_error(task, unseen);
  size_t at = 0;
  f.frame_us = 1e6 * best_s(2000, 5, [&] { live.frame(task.inputs[at++ % task.inputs.size()]); });
  return f;
}

double follower_frame_us(int gestures, int frames, int inputs) {
  Mapping m;
  m.kind = MappingKind::follower;
  for (int d = 0; d < inputs; ++d) m.inputs.push_back({"in" + std::to_string(d), "", -1, 1, 0});
  m.demonstrations = Demonstrations(inputs, 0);
  for (int g = 0; g < gestures; ++g) {
    GestureExample e{0, "g" + std::to_string(g), {}, false};
    for (int i = 0; i < frames * inputs; ++i)
      e.frames.push_back(static_cast<float>(std::sin(0.02 * (i / inputs) * (1 + g) + i % inputs)));
    (void)m.demonstrations.add(e);
  }
  auto model = make_mapping_model(m, plain_features(60, inputs), "bench");
  LiveMapping live;
  if (!model || !live.post(std::make_shared<const Model>(std::move(model).value()))) std::exit(1);
  std::vector<float> x(static_cast<size_t>(inputs));
  int at = 0;
  return 1e6 * best_s(2000, 5, [&] {
           for (float& v : x) v = static_cast<float>(std::sin(0.02 * at++));
           live.frame(x);
         });
}

void write_tasks(const std::string& folder) {
  for (int t = 0; t < MappingTask::kTasks; ++t) {
    const MappingTask task(static_cast<uint64_t>(t) + 1);
    std::ofstream out(folder + "/mapping" + std::to_string(t) + ".csv");
    for (size_t i = 0; i < task.inputs.size(); ++i) {
      for (const float x : task.inputs[i]) out << x << ',';
      for (size_t k = 0; k < MappingTask::kOutputs; ++k)
        out << task.outputs[i][k] << (k + 1 < MappingTask::kOutputs ? "," : "\n");
    }
  }
}

void print(const std::string& name, double training_ms, double error, double frame_us) {
  std::printf("%-28s training %8.2f ms   error %.4f   a frame %8.2f us\n", name.c_str(), training_ms, error,
              frame_us);
}

}  // namespace

int main(int count, char** words) {
  std::string peers;
  for (int i = 1; i + 1 < count; i += 2) {
    if (!std::strcmp(words[i], "--write")) {
      write_tasks(words[i + 1]);
      return 0;
    }
    if (!std::strcmp(words[i], "--peer")) peers = words[i + 1];
  }
  Figures mean;
  for (int t = 0; t < MappingTask::kTasks; ++t) {
    const Figures f = measure(MappingTask(static_cast<uint64_t>(t) + 1));
    print("mapping " + std::to_string(t), f.training_ms, f.error, f.frame_us);
    mean.training_ms += f.training_ms / MappingTask::kTasks;
    mean.error += f.error / MappingTask::kTasks;
    mean.frame_us += f.frame_us / MappingTask::kTasks;
    mean.worst_at_examples = std::max(mean.worst_at_examples, f.worst_at_examples);
  }
  print("all", mean.training_ms, mean.error, mean.frame_us);
  std::printf("farthest from an example: %.5f of the range 0 .. 1\n", mean.worst_at_examples);
  std::ifstream in(peers);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string name;
    double training_ms = 0, error = 0, frame_us = 0;
    if (fields >> name >> training_ms >> error >> frame_us) print(name, training_ms, error, frame_us);
  }
  for (const int frames : {40, 400})
    std::printf("follower, 3 gestures of %d states, 2 inputs: a frame %.2f us\n", std::min(frames / 2, 40),
                follower_frame_us(3, frames, 2));
}
