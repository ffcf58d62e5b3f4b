// SPDX-License-Identifier: MIT
// A mapping of the motion family for a page: learns from poses in closed form and plays frames
// (families/motion), those of poses, of classes and of gestures. One mapping an instance; numbers and texts
// are exchanged at fixed places. All functions run on the page's thread; a training takes milliseconds.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "families/motion/motion_model.h"
#include "model/model_file.h"
#include "taught.h"

#define PARTIALS_WEB extern "C" __attribute__((used, visibility("default")))

namespace {

using namespace partials;
using web::kMostValues;
using web::Taught;

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

// Whether what stands before the mapping takes all joints of a body, in the order of kBodyJoints.
bool is_of_body(const Model& model) {
  return std::any_of(model.graph.inputs.begin(), model.graph.inputs.end(),
                     [](const GraphInput& input) { return input.id == "joints"; });
}

int32_t examples_of(const motion::Mapping& m) {
  return static_cast<int32_t>(m.demonstrations.poses().size() + m.demonstrations.gestures().size());
}

}  // namespace

PARTIALS_WEB void* map_take(size_t bytes) { return std::malloc(bytes); }
PARTIALS_WEB void map_give(void* place) { std::free(place); }
PARTIALS_WEB float* map_in(void) { return taught().in; }
PARTIALS_WEB float* map_out(void) { return taught().out; }
// The sentence of the last error, or what map_names has written.
PARTIALS_WEB const char* map_text(void) { return taught().text.c_str(); }

// A new regression at so many frames a second; map_input and map_output then name what it has. Inputs are 0
// to 1.
PARTIALS_WEB void map_begin(int32_t rate_hz) {
  Taught& t = taught();
  t.rate_hz = std::clamp(rate_hz, 1, 1000);
  t.mapping = {};
  t.model.reset();
}
PARTIALS_WEB void map_input(const char* name) { taught().mapping.inputs.push_back({name, "", 0, 1, 0.5f}); }
// per_s: the most that it changes in a second
PARTIALS_WEB void map_output(const char* name, float low, float high, float per_s) {
  taught().mapping.outputs.push_back({name, "", low, high, low, per_s});
}

// The example that is in map_in and map_out. Returns its number, -1: see map_text.
PARTIALS_WEB int32_t map_add(void) {
  Taught& t = taught();
  motion::Mapping& m = t.mapping;
  if (m.demonstrations.poses().empty())
    m.demonstrations =
        motion::Demonstrations(static_cast<int>(m.inputs.size()), static_cast<int>(m.outputs.size()));
  motion::PoseExample pose;
  pose.inputs.assign(t.in, t.in + std::min(kMostValues, m.inputs.size()));
  pose.outputs.assign(t.out, t.out + std::min(kMostValues, m.outputs.size()));
  const auto added = m.demonstrations.add(std::move(pose));
  return added ? static_cast<int32_t>(added.value()) : failed(added.error());
}
PARTIALS_WEB void map_remove(int32_t id) { taught().mapping.demonstrations.remove(id); }
PARTIALS_WEB int32_t map_examples(void) { return examples_of(taught().mapping); }
// The number of the pose at this place.
PARTIALS_WEB int32_t map_example(int32_t at) {
  const auto& poses = taught().mapping.demonstrations.poses();
  const auto place = static_cast<size_t>(at);
  return place < poses.size() ? static_cast<int32_t>(poses[place].id) : -1;
}

// Learns from the examples, and plays what it has learned from the next frame on.
PARTIALS_WEB int32_t map_train(const char* name) {
  Taught& t = taught();
  const Graph features = t.model
                             ? motion::features_of(*t.model)
                             : motion::plain_features(t.rate_hz, static_cast<int>(t.mapping.inputs.size()));
  auto made = motion::make_mapping_model(t.mapping, features, name);
  if (!made) return failed(made.error());
  const auto played = t.play(std::move(made).value());
  return played ? 0 : failed(played.error());
}

// One frame from map_in to map_out: the values of its outputs, which the cues of recognised classes set, too.
// Returns how many there are, -1: nothing has been learned yet.
PARTIALS_WEB int32_t map_frame(void) { return taught().frame(); }
// A gesture that is followed begins anew.
PARTIALS_WEB void map_restart(void) { taught().restart = true; }
PARTIALS_WEB int32_t map_rate_hz(void) {
  const Taught& t = taught();
  return t.model ? static_cast<int32_t>(t.model->graph.hop_den / std::max<int64_t>(1, t.model->graph.hop_num))
                 : t.rate_hz;
}
// Class or gesture of the last frame: its name is map_text, and empty for none of them; the result is its
// certainty.
PARTIALS_WEB float map_recognised(void) {
  Taught& t = taught();
  t.text = motion::recognised_name(t.live, t.recognised);
  return t.recognised.certainty;
}
PARTIALS_WEB float map_progress(void) { return taught().recognised.progress; }

// Of notes, none of which may sound: the name of a scale as `partials map run --scale` takes it; empty: any
// pitch. -1: see map_text.
PARTIALS_WEB int32_t map_scale(const char* name) {
  std::optional<body::Scale> scale;
  if (*name) {
    const auto found = body::scale_from(name);
    if (!found) return failed(found.error());
    scale = found.value();
  }
  Taught& t = taught();
  t.note = body::NoteDriver(scale, web::kBendSemitones);
  t.expression = motion::MidiController(1, 11, false);
  t.bend = 0;
  return 0;
}
// One frame of a note (body/note_driver.h); level below 0 ends it. Returns how many MIDI messages of three
// bytes stand in map_midi.
PARTIALS_WEB int32_t map_note(float key, float level, float strike, double now_s) {
  Taught& t = taught();
  t.messages = 0;
  const auto send = [&](const Event& e) { t.send(e, t.note.bends() ? key : -1); };
  if (level < 0)
    t.note.end(send);
  else
    t.note.set({key, level, strike, now_s}, send);
  return t.messages;
}
PARTIALS_WEB const uint8_t* map_midi(void) { return taught().midi; }
PARTIALS_WEB int32_t map_key(void) { return taught().note.key(); }

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
  if (m.inputs.size() > kMostValues || m.outputs.size() > kMostValues)
    return failed(Error{std::string("'") + file + "' has more than " + std::to_string(kMostValues) +
                        " inputs or outputs; play it with: partials map run"});
  t.model.reset();
  t.mapping = m;
  const auto played = t.play(std::move(model).value());
  return played ? map_examples() : failed(played.error());
}
// 0: poses set values, 1: classes, 2: gestures (motion::MappingKind).
PARTIALS_WEB int32_t map_kind(void) { return static_cast<int32_t>(taught().mapping.kind); }
PARTIALS_WEB int32_t map_of_body(void) { return taught().model && is_of_body(*taught().model) ? 1 : 0; }
// Names, each with a line end: 0 inputs, 1 outputs, 2 classes or gestures.
PARTIALS_WEB const char* map_names(int32_t what) {
  Taught& t = taught();
  t.text.clear();
  const auto add = [&](const std::string& name) { t.text += name + "\n"; };
  if (what == 0)
    for (const auto& i : t.mapping.inputs) add(i.name);
  if (what == 1)
    for (const auto& o : t.mapping.outputs) add(o.name);
  if (what == 2)
    for (const auto& name : t.mapping.names) add(name);
  return t.text.c_str();
}
