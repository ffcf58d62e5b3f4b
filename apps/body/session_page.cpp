// SPDX-License-Identifier: MIT
#include "body/session_page.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/clocks.h"
#include "body/figure_bones.h"
#include "families/motion/body_joints.h"

namespace partials::body {
namespace {

using motion::kBodyJoints;
using motion::MappingKind;
using nlohmann::json;

constexpr double kCalibrationS = 10;
constexpr const char* kKinds[] = {"regression", "classes", "follower"};
constexpr const char* kModes[] = {"idle", "recording", "running"};

// MediaPipe Pose's landmarks; two numbers: the middle of both.
struct Landmark {
  const char* joint;
  int a, b;
};
constexpr Landmark kLandmarkJoints[] = {
    {"hips", 23, 24},          {"neck", 11, 12},           {"head", 7, 8},
    {"left_shoulder", 11, 11}, {"left_elbow", 13, 13},     {"left_wrist", 15, 15},
    {"left_hip", 23, 23},      {"left_knee", 25, 25},      {"left_ankle", 27, 27},
    {"left_foot", 31, 31},     {"right_shoulder", 12, 12}, {"right_elbow", 14, 14},
    {"right_wrist", 16, 16},   {"right_hip", 24, 24},      {"right_knee", 26, 26},
    {"right_ankle", 28, 28},   {"right_foot", 32, 32}};

// Image heights are no help for depth, so a joint between landmarks takes the less visible one's score.
struct Place {
  float xyz[3];
  double score;
};
Place place_of(std::span<const float> all, int a, int b) {
  const float *pa = &all[static_cast<size_t>(4 * a)], *pb = &all[static_cast<size_t>(4 * b)];
  return {{(pa[0] + pb[0]) / 2, (pa[1] + pb[1]) / 2, (pa[2] + pb[2]) / 2},
          static_cast<double>(std::fmin(pa[3], pb[3]))};
}

void set_joint(motion::Body& body, const char* joint, const Place& p, double now) {
  constexpr const char* kAxes[] = {".x", ".y", ".z"};
  const auto tracking = p.score > 0.5   ? motion::Tracking::tracked
                        : p.score > 0.1 ? motion::Tracking::inferred
                                        : motion::Tracking::lost;
  for (int c = 0; c < 3; ++c) {
    motion::BodyName name;
    name << joint << kAxes[c];
    const int at = body.channel(name, motion::Unit::metre, 1);
    if (at >= 0) body.set(at, p.xyz[c], now, tracking, p.score);
  }
}

// Names that were learned, then those of examples and of the example to come.
std::vector<std::string> classes_of(const motion::Mapping& mapping, const MapState& s) {
  if (mapping.kind == MappingKind::regression) return {};
  std::vector<std::string> all = mapping.names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  };
  for (const ExampleRow& r : s.examples) add(r.name);
  add(s.label);
  return all;
}

json joints_of(const MapState& s) {
  json joints = json::array();
  for (size_t i = 0; 3 * i + 2 < s.row.size(); ++i)
    joints.push_back({s.row[3 * i], s.row[3 * i + 1], s.row[3 * i + 2], s.tracked[3 * i]});
  return joints;
}

}  // namespace

json SessionPage::description() {
  const Inputs& in = session_.inputs();
  const motion::Mapping mapping = session_.mapping();
  json d{{"title", title_},           {"kind", kKinds[static_cast<int>(mapping.kind)]},
         {"joints", json::array()},   {"bones", json::array()},
         {"features", json::array()}, {"inputs", json::array()},
         {"outputs", json::array()},  {"classes", classes_of(mapping, session_.state())}};
  if (in.is_body) {
    for (const auto joint : kBodyJoints) d["joints"].push_back(joint);
    for (const auto& bone : kBones)
      d["bones"].push_back({motion::body_joint(bone[0]), motion::body_joint(bone[1])});
  } else {
    for (const std::string& name : in.channels) d["inputs"].push_back({{"name", name}, {"unit", ""}});
  }
  for (const auto& f : in.names)
    d["features"].push_back({{"id", f.name}, {"unit", f.unit}, {"what", f.name}});
  for (const auto& o : mapping.outputs)
    d["outputs"].push_back(
        {{"name", o.name}, {"unit", o.unit}, {"low", o.low}, {"high", o.high}, {"rest", o.rest}});
  d["cues"] = json::array();
  for (const auto& cue : mapping.cues) d["cues"].push_back({{"name", cue.name}, {"fade_s", cue.fade_s}});
  return d;
}

json SessionPage::state() {
  const MapState s = session_.state();
  const motion::Mapping mapping = session_.mapping();
  if (auto classes = classes_of(mapping, s); classes != classes_) {
    classes_ = std::move(classes);
    ++revision_;
  }
  json examples = json::array(), features = json::object();
  for (const ExampleRow& r : s.examples)
    examples.push_back({{"id", r.id}, {"name", r.name}, {"frames", r.frames}, {"muted", r.muted}});
  const Inputs& in = session_.inputs();
  for (size_t i = 0; i < in.names.size() && i < s.features.size(); ++i)
    features[in.names[i].name] = json::array({s.features[i]});
  json j{{"time_s", now_s()},
         {"joints", in.is_body && std::isfinite(s.packet_age_s) ? joints_of(s) : json()},
         {"features", features},
         {"inputs", in.is_body ? json::array() : json(s.row)},
         {"outputs", mapping.outputs.empty() ? json::array() : json(s.outputs)},
         {"example_outputs", s.wanted},
         {"example_class", s.label},
         {"revision", revision_},
         {"mode", s.training ? "training" : kModes[static_cast<int>(s.mode)]},
         {"message", !s.missing_joints.empty() ? s.missing_joints
                     : !message_.empty()       ? message_
                                               : s.message},
         {"examples", examples},
         {"packet_age_ms", std::isfinite(s.packet_age_s) ? json(1000 * s.packet_age_s) : json()},
         {"latency_ms", 1000 * s.latency_s},
         {"lost", s.lost},
         {"cue", s.cue},
         {"packets", s.packets},
         {"calibration", s.calibration_left_s > 0
                             ? json{{"phase", "measuring"}, {"seconds_left", s.calibration_left_s}}
                             : json()}};
  if (s.practising)
    j["practice"] = {{"repetitions", s.repetition.number},
                     {"range", s.repetition.number ? json(s.repetition.range) : json()},
                     {"range_unit", s.practised.unit},
                     {"smoothness", s.repetition.number ? json(s.repetition.smoothness) : json()}};
  if (take_) j["take"] = {{"name", take_->name}, {"playing", take_->playing.load()}};
  if (mapping.kind == MappingKind::classes && s.best >= 0) {
    const auto at = static_cast<size_t>(s.best);
    j["class"] = {{"name", at < mapping.names.size() ? mapping.names[at] : ""}, {"sure", s.certainty}};
  }
  if (mapping.kind == MappingKind::follower && s.best >= 0) {
    const auto at = static_cast<size_t>(s.best);
    j["follower"] = {{"gesture", at < mapping.names.size() ? mapping.names[at] : ""},
                     {"progress", s.progress},
                     {"speed", s.speed},
                     {"sure", s.certainty}};
  }
  return j;
}

Result<json> SessionPage::command(const json& c) {
  using Handler = std::function<Result<void>()>;
  const auto id = [&] { return c.value("id", int64_t{0}); };
  const std::map<std::string, Handler> handlers = {
      {"record_start", [&] { return session_.record_start(); }},
      {"record_stop", [&] { return session_.record_stop(); }},
      {"train", [&] { return session_.train(); }},
      {"run", [&] { return session_.run(true); }},
      {"stop", [&] { return session_.run(false); }},
      {"undo", [&] { return session_.undo(); }},
      {"calibrate",
       [&]() -> Result<void> {
         session_.calibrate(kCalibrationS);
         return {};
       }},
      {"mute", [&] { return session_.mute(id(), true); }},
      {"unmute", [&] { return session_.mute(id(), false); }},
      {"delete", [&] { return session_.remove(id()); }},
      {"delete_all",
       [&]() -> Result<void> {
         session_.clear();
         return {};
       }},
      {"set_output", [&] { return session_.set_wanted(c.value("index", size_t{0}), c.value("value", 0.f)); }},
      {"set_class", [&] { return choose(c); }},
      {"call_cue", [&] { return call_cue(c.value("index", size_t{0})); }},
      {"release_cue", [&] { return session_.call_cue(""); }},
      {"play_take", [&] { return hold_take(true); }},
      {"pause_take", [&] { return hold_take(false); }},
      {"save",
       [&]() -> Result<void> {
         auto saved = save_();
         if (!saved) return saved.error();
         message_ = saved.value();
         return {};
       }},
  };
  const auto handler = handlers.find(c.value("do", ""));
  if (handler == handlers.end())
    return Error{"'" + c.value("do", "") + "' is not for this mapping; use the buttons of the page."};
  if (handler->first != "save") message_.clear();
  if (auto done = handler->second(); !done) return done.error();
  return json::object();
}

Result<void> SessionPage::choose(const json& c) {
  if (c.contains("name")) return session_.set_label(c["name"]);
  const auto index = c["index"].get<size_t>();
  if (index >= classes_.size())
    return Error{"There is no class " + std::to_string(index + 1) + "; there are " +
                 std::to_string(classes_.size()) + "."};
  return session_.set_label(classes_[index]);
}

Result<void> SessionPage::call_cue(size_t index) {
  const auto cues = session_.mapping().cues;
  if (index >= cues.size())
    return Error{"There is no cue " + std::to_string(index + 1) + "; there are " +
                 std::to_string(cues.size()) + "."};
  return session_.call_cue(cues[index].name);
}

Result<void> SessionPage::hold_take(bool playing) {
  if (!take_) return Error{"No take plays; name one with --take."};
  take_->playing = playing;
  return {};
}

void SessionPage::camera(std::span<const float> landmarks, double) {
  session_.give([&](motion::Body& body) {
    const double now = now_s();
    for (const Landmark& l : kLandmarkJoints) set_joint(body, l.joint, place_of(landmarks, l.a, l.b), now);
    const Place neck = place_of(landmarks, 11, 12), hips = place_of(landmarks, 23, 24);
    Place chest{};  // between them, nearer to the neck
    for (int i = 0; i < 3; ++i) chest.xyz[i] = 0.65f * neck.xyz[i] + 0.35f * hips.xyz[i];
    chest.score = std::fmin(neck.score, hips.score);
    set_joint(body, "chest", chest, now);
  });
}

}  // namespace partials::body
