// SPDX-License-Identifier: MIT
// Feeds the page without any of the rest: a walking figure (walking_figure.h), features by formulas, and a
// pretended mapping that obeys every command. What was commanded and posted is kept for tests.
#pragma once
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "base/clocks.h"
#include "body/page_source.h"
#include "body_page/walking_figure.h"

namespace partials::body {

class WalkingSource : public PageSource {
 public:
  using Json = nlohmann::json;
  struct Settings {
    std::string kind = "regression";
    bool lost_hand = false;  // the left hand is lost, the elbow guessed
    bool silent = false;     // no packet for 2.4 s
    bool practice = false;
    bool camera = false;  // the figure is what the camera posts, once it does
    std::function<void(const Json&)> told = [](const Json&) {};  // every command, and {"camera": ...}
  };

  explicit WalkingSource(Settings settings) : settings_(std::move(settings)) {
    if (settings_.kind == "classes") classes_ = {"stand", "reach_up", "crouch"};
    if (settings_.kind == "follower") classes_ = {"circle", "wave"};
  }

  Json description() override {
    Json d = {{"title", "Walking figure"}, {"kind", settings_.kind}, {"classes", classes_}};
    for (const auto name : motion::kBodyJoints) d["joints"].push_back(name);
    for (const auto& bone : kBodyBones) d["bones"].push_back(bone);
    d["features"] = {feature("energy", "h2/s2", "kinetic energy of the body per kg"),
                     feature("energy_limbs", "h2/s2", "that of trunk, arms and legs"),
                     feature("suddenness", "h/s2", "mean acceleration of the joints in 0.5 s"),
                     feature("strength", "h2/s2", "peak energy in 0.5 s"),
                     feature("directness", "", "left wrist, right wrist, hips in 1 s: 1 is straight"),
                     feature("smoothness", "", "left wrist, right wrist, hips in 1 s: 0 is smoothest"),
                     feature("contraction", "", "how closely the joints are gathered, 0 to 1"),
                     feature("hull", "h3", "volume around the joints"),
                     feature("head_height", "h", "head over the lowest joint"),
                     feature("contact", "", "left and right foot on the ground, 0 to 1"),
                     feature("onset", "", "1 where movement begins")};
    d["inputs"] = {{{"name", "right_wrist.height"}, {"unit", "h"}}, {{"name", "energy"}, {"unit", "h2/s2"}}};
    d["outputs"] = {{{"name", "brightness"}, {"unit", ""}, {"low", 0}, {"high", 1}, {"rest", 0.2}},
                    {{"name", "pitch"}, {"unit", "Hz"}, {"low", 110}, {"high", 880}, {"rest", 220}},
                    {{"name", "bow_pressure"}, {"unit", "N"}, {"low", 0}, {"high", 2}, {"rest", 0}},
                    {{"name", "vibrato"}, {"unit", "cents"}, {"low", 0}, {"high", 60}, {"rest", 0}}};
    return d;
  }

  Json state() override {
    if (mode_ == "training" && now_s() > trained_s_) {
      mode_ = "idle";
      message_ = "Trained on " + std::to_string(examples_.size()) + " examples in 0.21 s.";
    }
    if (playing_) take_s_ = now_s() - begin_s_;
    const double t = take_s_, wave = 0.5 - 0.5 * std::cos(0.7 * t),
                 step = std::sin(2 * std::numbers::pi * 0.85 * t);
    Json s = {{"time_s", now_s() - started_s_},
              {"mode", mode_},
              {"message", message_},
              {"revision", revision_},
              {"examples", examples_},
              {"features", features(t, wave, step)},
              {"inputs", {0.4 + 0.7 * wave, 0.03 + 0.02 * step * step}},
              {"example_outputs", wanted_},
              {"example_class", classes_.empty() ? "" : classes_.at(chosen_)},
              {"packet_age_ms", settings_.silent ? 2400 : 6 + 5 * std::abs(step)},
              {"latency_ms", settings_.silent ? 71 : 7.5},
              {"packets", static_cast<int>(60 * (now_s() - started_s_))},
              {"lost", settings_.lost_hand ? 6 : 0},
              {"take", {{"name", "walk"}, {"playing", playing_}}}};
    s["joints"] = joints(t);
    const bool running = mode_ == "running";
    s["outputs"] =
        running ? Json{wave, 110 + 770 * wave * wave, 1 + step, 30 * std::abs(step)} : Json{0.2, 220, 0, 0};
    if (running && settings_.kind == "classes")
      s["class"] = wave > 0.66   ? Json{{"name", "reach_up"}, {"sure", wave}}
                   : wave < 0.33 ? Json{{"name", "stand"}, {"sure", 1 - wave}}
                                 : Json{{"name", ""}, {"sure", 0.4}};
    if (running && settings_.kind == "follower")
      s["follower"] = {{"gesture", "wave"}, {"progress", wave}, {"speed", 0.6 + wave}, {"sure", 0.83}};
    if (now_s() < calibrated_s_)
      s["calibration"] = {{"phase", "measuring"}, {"seconds_left", calibrated_s_ - now_s()}};
    if (settings_.practice)
      s["practice"] = {{"repetitions", static_cast<int>(0.85 * t)},
                       {"range", 0.84},
                       {"range_unit", "m"},
                       {"smoothness", -3.2}};
    return s;
  }

  Result<Json> command(const Json& c) override {
    settings_.told(c);
    const std::string what = c["do"];
    if (what == "record_start") {
      mode_ = "recording";
      recorded_s_ = now_s();
    }
    if (what == "record_stop" && mode_ == "recording") add_example();
    if (what == "train") {
      if (examples_.empty())
        return Error{"There is no example yet; record one first (R).", ErrorCode::refused};
      mode_ = "training";
      trained_s_ = now_s() + 0.6;
    }
    if (what == "run") mode_ = "running";
    if (what == "stop") mode_ = "idle";
    if (what == "set_output") wanted_.at(c["index"].get<size_t>() % wanted_.size()) = c["value"];
    if (what == "set_class") choose(c);
    if (what == "calibrate") calibrated_s_ = now_s() + 10;
    if (what == "play_take" || what == "pause_take") {
      playing_ = what == "play_take";
      begin_s_ = now_s() - take_s_;
    }
    if (what == "mute" || what == "unmute" || what == "delete") change(what, c["id"]);
    if (what == "delete_all") examples_ = Json::array();
    return Json::object();
  }

  void camera(std::span<const float> xyz_visibility, double time_s) override {
    settings_.told({{"camera", {{"time_s", time_s}, {"landmarks", xyz_visibility}}}});
    if (settings_.camera) seen_.assign(xyz_visibility.begin(), xyz_visibility.end());
  }

 private:
  static Json feature(const char* id, const char* unit, const char* what) {
    return {{"id", id}, {"unit", unit}, {"what", what}};
  }

  static Json features(double t, double wave, double step) {
    const double e = 0.03 + 0.02 * step * step;
    return {{"energy", {e}},
            {"energy_limbs", {0.01, 0.3 * e, 0.4 * e, 0.3 * e + 0.02 * wave, 0.4 * e}},
            {"suddenness", {1.1 + 0.6 * std::abs(step)}},
            {"strength", {0.05 + 0.01 * wave}},
            {"directness", {0.5 + 0.4 * step, 0.6 - 0.3 * wave, 0.9}},
            {"smoothness", {-1 - wave, -2 + 0.8 * step, -0.4}},
            {"contraction", {0.7 - 0.3 * wave}},
            {"hull", {0.021 + 0.02 * wave}},
            {"head_height", {0.93 + 0.01 * step}},
            {"contact", {step > 0 ? 1 : 0, step < 0 ? 1 : 0}},
            {"onset", {std::fmod(t, 1.4) < 0.08 ? 1 : 0}}};
  }

  Json joints(double t) const {
    const Pose pose = walking_pose(t);
    Json all = Json::array();
    for (size_t i = 0; i < pose.size(); ++i) {
      const int tracked = settings_.lost_hand && i == 6 ? 0 : settings_.lost_hand && i == 5 ? 1 : 2;
      all.push_back({pose[i][0], pose[i][1], pose[i][2], tracked});
    }
    if (!seen_.empty()) place_landmarks(all);
    return all;
  }

  // The joints that MediaPipe has are taken from it; the trunk's are means.
  void place_landmarks(Json& all) const {
    struct {
      int joint, a, b;
    } const kFrom[] = {{0, 23, 24},  {1, 11, 24},  {2, 11, 12},  {3, 7, 8},    {4, 11, 11},  {5, 13, 13},
                       {6, 15, 15},  {7, 23, 23},  {8, 25, 25},  {9, 27, 27},  {10, 31, 31}, {11, 12, 12},
                       {12, 14, 14}, {13, 16, 16}, {14, 24, 24}, {15, 26, 26}, {16, 28, 28}, {17, 32, 32}};
    for (const auto& f : kFrom) {
      const auto mean = [&](int k) { return (seen_[4 * f.a + k] + seen_[4 * f.b + k]) / 2; };
      all[f.joint] = {mean(0), mean(1), mean(2), mean(3) > 0.5 ? 2 : 1};
    }
  }

  void add_example() {
    const int frames = std::max(1, static_cast<int>(60 * (now_s() - recorded_s_)));
    const std::string name =
        settings_.kind == "regression" ? "pose " + std::to_string(next_id_) : classes_.at(chosen_);
    examples_.push_back({{"id", next_id_++}, {"name", name}, {"frames", frames}, {"muted", false}});
    mode_ = "idle";
    message_ = "Example '" + name + "' has " + std::to_string(frames) + " frames.";
  }

  void choose(const Json& c) {
    if (c.contains("index")) {
      chosen_ = std::min(c["index"].get<size_t>(), classes_.size() - 1);
      return;
    }
    classes_.push_back(c["name"]);
    chosen_ = classes_.size() - 1;
    ++revision_;
  }

  void change(const std::string& what, int id) {
    for (size_t i = 0; i < examples_.size(); ++i) {
      if (examples_[i]["id"] != id) continue;
      if (what == "delete") return examples_.erase(i);
      examples_[i]["muted"] = what == "mute";
    }
  }

  Settings settings_;
  std::vector<std::string> classes_;
  std::vector<double> wanted_ = {0.2, 220, 0, 0};
  std::vector<float> seen_;
  Json examples_ = Json::array();
  std::string mode_ = "idle", message_ = "The take 'walk' plays; no sender is heard.";
  size_t chosen_ = 0;
  int next_id_ = 1, revision_ = 0;
  bool playing_ = true;
  double started_s_ = now_s(), begin_s_ = started_s_, take_s_ = 0, recorded_s_ = 0, trained_s_ = 0,
         calibrated_s_ = 0;
};

}  // namespace partials::body
