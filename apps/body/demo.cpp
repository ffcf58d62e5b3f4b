// SPDX-License-Identifier: MIT
#include "body/demo.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace partials::body {
namespace {

constexpr int kRate_hz = 60, kSoundRate_hz = 44100;
constexpr float kPeak = 0.9f;

// What the mapping reads and gives.
const std::vector<std::string> kFeatures = {"right_wrist.y", "left_wrist.y", "energy", "contact1"};

std::vector<motion::MappingOutput> outputs() {
  return {{"key", "", 62, 84, 62, 240},
          {"level", "", 0, 1, 0, 8},
          {"macro2", "", 0, 1, 0, 4},
          {"strike", "", 0, 1, 0, 60}};
}

struct Words {
  const char* name;
  const char* what;
  const char* into = "";
};
constexpr Words kFeatureWords[] = {{"right hand", "height over the hips", "key"},
                                   {"left hand", "height over the hips", "brightness"},
                                   {"energy", "of the whole body", "level"},
                                   {"left foot", "1: it stands", "strike"}};
constexpr Words kOutputWords[] = {{"key", ""},
                                  {"level", "loudness of the violin"},
                                  {"brightness", "macro 2 of the violin"},
                                  {"strike", "above a half a note begins anew"}};

DemoTrack track(const std::vector<float>& rows, size_t width, size_t column) {
  DemoTrack t;
  for (size_t i = column; i < rows.size(); i += width) t.values.push_back(rows[i]);
  return t;
}

void spread(DemoTrack& t) {
  const auto [low, high] = std::minmax_element(t.values.begin(), t.values.end());
  t.low = std::min(0.f, *low);
  t.high = *high;
}

std::vector<DemoTrack> tracks_of(const TakeSound& sound, const motion::Mapping& mapping) {
  std::vector<DemoTrack> all;
  const size_t features = mapping.inputs.size(), outs = mapping.outputs.size();
  for (size_t i = 0; i < features; ++i) {
    all.push_back(track(sound.features, features, i));
    spread(all.back());
    all.back().name = kFeatureWords[i].name;
    all.back().what = kFeatureWords[i].what;
    all.back().into = kFeatureWords[i].into;
    all.back().unit = mapping.inputs[i].unit;
  }
  for (size_t i = 0; i < outs; ++i) {
    all.push_back(track(sound.outputs, outs, i));
    all.back().name = kOutputWords[i].name;
    all.back().what = kOutputWords[i].what;
    all.back().low = mapping.outputs[i].low;
    all.back().high = mapping.outputs[i].high;
    all.back().is_output = true;
  }
  return all;
}

Result<std::shared_ptr<const Model>> learned(const motion::Take& take,
                                             const std::vector<TakePart>& examples) {
  MapSession::Options o;
  o.hear.port = 0;
  o.rate_hz = kRate_hz;
  o.name = "dance";
  o.mapping.outputs = outputs();
  auto inputs = body_inputs(kFeatures, kRate_hz);
  if (!inputs) return inputs.error();
  auto session = MapSession::open(std::move(o), std::move(inputs).value());
  if (!session) return session.error();
  if (auto shown = demonstrate(*session.value(), take, examples); !shown) return shown.error();
  if (auto training = session.value()->train(); !training) return training.error();
  session.value()->wait_for_training();
  if (auto model = session.value()->model()) return model;
  return Error{session.value()->state().message};
}

// To a peak of kPeak, as loud as other pages play.
void turn_up(std::vector<float>& samples) {
  float peak = 1e-6f;
  for (const float x : samples) peak = std::max(peak, std::abs(x));
  for (float& x : samples) x *= kPeak / peak;
}

std::string credits_of(const Model& model) {
  std::set<std::string> samples;
  for (const CardSource& source : model.card.sources) samples.insert(source.credit);
  std::string all =
      "Movement: the data used in this project was obtained from mocap.cs.cmu.edu. The database was created "
      "with funding from NSF EIA-0196217.";
  for (const std::string& credit : samples) all += " " + credit + ".";
  return all;
}

}  // namespace

// Moments of the dance, chosen so that hands, energy and foot occur in many combinations, and what they are
// to give: key, level, brightness, strike.
std::vector<TakePart> demo_examples() {
  return {
      {0.0, 0.1, {62, 0, 0.4f, 0}},      {0.9, 1.0, {62, 0, 0.4f, 0}},      {3.5, 3.6, {69, 0.6f, 0.9f, 1}},
      {4.1, 4.2, {65, 0.8f, 0.7f, 0}},   {7.6, 7.7, {72, 0.4f, 0.5f, 0}},   {8.6, 8.7, {69, 0.8f, 0.6f, 1}},
      {10.7, 10.8, {72, 1.0f, 0.5f, 1}}, {12.2, 12.3, {72, 1.0f, 0.8f, 0}}, {13.1, 13.2, {84, 0.9f, 0.5f, 0}},
      {15.4, 15.5, {79, 0.7f, 0.5f, 1}}, {18.3, 18.4, {65, 1.0f, 0.5f, 0}}, {19.5, 19.6, {65, 0.7f, 0.5f, 0}},
      {20.0, 20.1, {62, 0.6f, 0.4f, 1}}, {20.6, 20.7, {62, 0.6f, 0.3f, 0}}};
}

Result<Demo> make_demo(const motion::Take& take, std::shared_ptr<const Model> violin) {
  Demo demo;
  demo.examples = demo_examples();
  demo.credits = credits_of(*violin);
  auto scale = scale_from(kDemoScale);
  if (!scale) return scale.error();
  demo.scale = scale.value();
  auto mapping = learned(take, demo.examples);
  if (!mapping) return mapping.error();
  MapSession::Options o;
  o.hear.port = 0;
  o.mapping = motion::mapping_of(*mapping.value());
  o.model = mapping.value();
  auto inputs = inputs_of(*mapping.value());
  if (!inputs) return inputs.error();
  auto session = MapSession::open(std::move(o), std::move(inputs).value());
  if (!session) return session.error();
  auto sound = sound_of_take(*session.value(), take, std::move(violin), {kSoundRate_hz, demo.scale});
  if (!sound) return sound.error();
  demo.sound = std::move(sound).value();
  turn_up(demo.sound.samples);
  demo.tracks = tracks_of(demo.sound, motion::mapping_of(*mapping.value()));
  return demo;
}

}  // namespace partials::body
