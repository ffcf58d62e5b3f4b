// SPDX-License-Identifier: MIT
// A mapping of the motion family for a page: learns from poses in closed form and plays frames
// (families/motion). One mapping an instance; numbers and texts are exchanged at fixed places. All functions
// run on the page's thread; a training takes milliseconds.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "families/motion/live_mapping.h"
#include "families/motion/motion_model.h"
#include "model/model_file.h"

#define PARTIALS_WEB extern "C" __attribute__((used, visibility("default")))

namespace {

using namespace partials;

constexpr size_t kMost = 64;  // inputs, and outputs

struct Taught {
  motion::Mapping mapping;
  int rate_hz = 30;
  std::shared_ptr<const Model> model;
  motion::LiveMapping live;
  std::string text, bytes;
  float in[kMost] = {}, out[kMost] = {};
};

Taught& taught() {
  static Taught the;
  return the;
}

int32_t failed(const Error& e) {
  taught().text = e.text;
  return -1;
}

const FamilyFormat* format_of(std::string_view id) {
  return id == motion::kMotionFamily ? &motion::motion_format() : nullptr;
}

int32_t play(Model model) {
  auto shared = std::make_shared<const Model>(std::move(model));
  if (auto posted = taught().live.post(shared); !posted) return failed(posted.error());
  taught().model = shared;
  taught().live.collect();
  return 0;
}

}  // namespace

PARTIALS_WEB void* map_take(size_t bytes) { return std::malloc(bytes); }
PARTIALS_WEB void map_give(void* place) { std::free(place); }
PARTIALS_WEB float* map_in(void) { return taught().in; }
PARTIALS_WEB float* map_out(void) { return taught().out; }
// The sentence of the last error, or what map_names has written.
PARTIALS_WEB const char* map_text(void) { return taught().text.c_str(); }

// A new regression at so many frames a second; map_input and map_output then name what it has. Inputs and
// outputs are 0 to 1.
PARTIALS_WEB void map_begin(int32_t rate_hz) {
  Taught& t = taught();
  t.rate_hz = std::clamp(rate_hz, 1, 1000);
  t.mapping = {};
  t.model.reset();
}
PARTIALS_WEB void map_input(const char* name) { taught().mapping.inputs.push_back({name, "", 0, 1, 0.5f}); }
// per_s: the most that it changes in a second
PARTIALS_WEB void map_output(const char* name, float per_s) {
  taught().mapping.outputs.push_back({name, "", 0, 1, 0, per_s});
}

// The example that is in map_in and map_out. Returns its number, -1: see map_text.
PARTIALS_WEB int32_t map_add(void) {
  Taught& t = taught();
  motion::Mapping& m = t.mapping;
  if (m.demonstrations.poses().empty())
    m.demonstrations =
        motion::Demonstrations(static_cast<int>(m.inputs.size()), static_cast<int>(m.outputs.size()));
  motion::PoseExample pose;
  pose.inputs.assign(t.in, t.in + std::min(kMost, m.inputs.size()));
  pose.outputs.assign(t.out, t.out + std::min(kMost, m.outputs.size()));
  const auto added = m.demonstrations.add(std::move(pose));
  return added ? static_cast<int32_t>(added.value()) : failed(added.error());
}
PARTIALS_WEB void map_remove(int32_t id) { taught().mapping.demonstrations.remove(id); }
PARTIALS_WEB int32_t map_examples(void) {
  return static_cast<int32_t>(taught().mapping.demonstrations.poses().size());
}

// Learns from the examples, and plays what it has learned from the next frame on.
PARTIALS_WEB int32_t map_train(const char* name) {
  Taught& t = taught();
  auto made = motion::make_mapping_model(
      t.mapping, motion::plain_features(t.rate_hz, static_cast<int>(t.mapping.inputs.size())), name);
  return made ? play(std::move(made).value()) : failed(made.error());
}

// One frame from map_in to map_out. 0: nothing has been learned yet.
PARTIALS_WEB int32_t map_frame(void) {
  Taught& t = taught();
  if (!t.live.frame({t.in, t.mapping.inputs.size()})) return 0;
  const auto values = t.live.output("values");
  std::copy_n(values.begin(), std::min(kMost, values.size()), t.out);
  return static_cast<int32_t>(values.size());
}

// The bytes of a .partials file with the mapping and its examples; 0 bytes: nothing has been learned yet.
PARTIALS_WEB const char* map_file(void) {
  Taught& t = taught();
  t.bytes = t.model ? write_model(*t.model, motion::motion_format()) : std::string();
  return t.bytes.data();
}
PARTIALS_WEB int32_t map_file_bytes(void) { return static_cast<int32_t>(taught().bytes.size()); }

// A mapping from such a file: how many examples it has; -1: see map_text. Inputs and outputs are its own.
PARTIALS_WEB int32_t map_load(const char* bytes, size_t size, const char* file) {
  Taught& t = taught();
  auto model = read_model(std::string(bytes, size), file, format_of);
  if (!model) return failed(model.error());
  const motion::Mapping& m = motion::mapping_of(model.value());
  if (m.kind != motion::MappingKind::regression || m.inputs.size() > kMost || m.outputs.size() > kMost)
    return failed(Error{std::string("'") + file +
                        "' tells gestures apart; the page plays mappings from movement to values."});
  t.mapping = m;
  return play(std::move(model).value()) < 0 ? -1 : map_examples();
}
// Names of inputs and outputs, each with a line end.
PARTIALS_WEB const char* map_names(int32_t outputs) {
  Taught& t = taught();
  t.text.clear();
  for (const auto& i : t.mapping.inputs)
    if (!outputs) t.text += i.name + "\n";
  for (const auto& o : t.mapping.outputs)
    if (outputs) t.text += o.name + "\n";
  return t.text.c_str();
}
