// SPDX-License-Identifier: MIT
#include "families/motion/take_rows.h"

#include <cmath>

#include "base/listed.h"
#include "families/motion/body_joints.h"
#include "families/motion/even_take.h"
#include "families/motion/mapping.h"
#include "play/frame_player.h"

namespace partials::motion {
namespace {

bool reads_joints(const Model& model) {
  for (const GraphInput& in : model.graph.inputs)
    if (in.id == "joints") return true;
  return false;
}

}  // namespace

std::vector<std::string> channels_of(const Model& model) {
  std::vector<std::string> names;
  if (reads_joints(model)) {
    for (const std::string_view joint : kBodyJoints)
      for (const char* axis : {".x", ".y", ".z"}) names.push_back(std::string(joint) + axis);
  } else {
    for (const MappingInput& in : mapping_of(model).inputs) names.push_back(in.name);
  }
  return names;
}

Result<std::vector<float>> rows_of(const Take& take, const std::vector<std::string>& channels) {
  std::vector<int> at;
  std::vector<std::string> missing;
  for (const std::string& name : channels) {
    at.push_back(take.find(name));
    if (at.back() < 0) missing.push_back(name);
  }
  if (!missing.empty())
    return Error{"The take '" + take.name + "' has no channel " + listed(missing) +
                 ", which the model reads; choose a take of the same sender or body."};
  std::vector<float> rows(take.frames() * channels.size());
  for (size_t n = 0; n < take.frames(); ++n)
    for (size_t c = 0; c < channels.size(); ++c)
      rows[n * channels.size() + c] = take.frame(n)[static_cast<size_t>(at[c])];
  return rows;
}

Result<PlayedTake> play_take(const Model& model, const Take& take) {
  auto made = FramePlayer::create(model.graph, model.weights);
  if (!made) return made.error();
  FramePlayer& player = made.value();
  const Take even = even_take(take, player.hop_s());
  const auto channels = channels_of(model);
  auto rows = rows_of(even, channels);
  if (!rows) return rows.error();
  PlayedTake out;
  out.frames = even.frames();
  out.labels = even.labels;
  float* in = player.input(reads_joints(model) ? "joints" : "movement");
  float* restart = player.input("restart");
  for (size_t n = 0; n < out.frames; ++n) {
    const float* row = rows.value().data() + n * channels.size();
    for (size_t c = 0; c < channels.size(); ++c)
      if (std::isfinite(row[c])) in[c] = row[c];
    if (restart) *restart = n == 0 ? 1.f : 0.f;
    player.frame();
    for (const auto& [id, wire] : model.graph.outputs) {
      const float* values = player.output(id);
      auto& track = out.outputs[id];
      track.insert(track.end(), values, values + player.channels(wire));
    }
  }
  return out;
}

}  // namespace partials::motion
