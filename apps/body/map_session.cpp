// SPDX-License-Identifier: MIT
#include "body/map_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "base/clocks.h"
#include "body/channel_names.h"

namespace partials::body {
namespace {

using motion::MappingKind;

constexpr double kPosesPerS = 10;  // of a recording for a regression: neighbouring frames teach nothing new
constexpr size_t kMaxGestureFrames = 20000;
constexpr float kStill = 1e-6f;
constexpr size_t kLongestLabel = 80;      // bytes
constexpr double kNothingHeard_s = -1e8;  // on the clock of now_s()

std::vector<motion::DropOutChannel> drop_out_channels(const Inputs& inputs) {
  std::vector<motion::DropOutChannel> channels(inputs.channels.size());
  for (size_t i = 0; i < channels.size() && !inputs.is_body; ++i)
    channels[i].rest = i < inputs.names.size() ? inputs.names[i].rest : 0;
  return channels;
}

std::string training_message(const motion::Mapping& mapping, const motion::MappingReport& r) {
  const auto percent = [](double share) { return std::to_string(std::lround(100 * share)) + " %"; };
  switch (mapping.kind) {
    case MappingKind::regression:
      return r.left_out_error > 0 ? "Trained; the error at examples left out is " +
                                        percent(r.left_out_error) + " of their spread."
                                  : "Trained.";
    case MappingKind::classes:
      return "Trained; " + percent(r.left_out_right) + " of the examples are told apart when left out.";
    case MappingKind::follower:
      return "Trained.";
  }
  return "Trained.";
}

}  // namespace

MapSession::MapSession(Options options, Inputs inputs)
    : options_(std::move(options)), inputs_(std::move(inputs)), mapping_(options_.mapping) {}

MapSession::~MapSession() {
  if (trainer_.joinable()) trainer_.join();
}

Result<std::unique_ptr<MapSession>> MapSession::open(Options options, Inputs inputs) {
  std::unique_ptr<MapSession> session(new MapSession(std::move(options), std::move(inputs)));
  if (auto r = session->prepare(); !r) return r.error();
  return session;
}

Result<void> MapSession::prepare() {
  auto features = FramePlayer::create(inputs_.features, {});
  if (!features) return features.error();
  hop_s_ = features.value().hop_s();
  features_.push_back(std::move(features).value());
  practice_ = Practice(hop_s_);
  row_ = own_row_ = ChannelRow(inputs_.channels);
  raw_.resize(row_.size());
  own_raw_.resize(row_.size());
  believed_.resize(row_.size());
  // a body fades to no pose that anybody has, and comes from none: it holds
  motion::DropOutSettings settings = options_.drop_out;
  settings.silence_is_rest = settings.silence_is_rest || inputs_.is_body;
  settings.first_at_once = settings.first_at_once || inputs_.is_body;
  drop_out_.prepare(drop_out_channels(inputs_), settings);
  if (mapping_.inputs.empty()) mapping_.inputs = inputs_.names;
  if (mapping_.demonstrations.inputs() == 0)
    mapping_.demonstrations = motion::Demonstrations(
        static_cast<int>(inputs_.names.size()), static_cast<int>(motion::demonstrated_outputs(mapping_)));
  state_.row.resize(row_.size());
  state_.tracked.resize(row_.size());
  state_.features.resize(inputs_.names.size());
  for (const motion::MappingOutput& o : mapping_.outputs) state_.wanted.push_back(o.rest);
  state_.examples = example_rows(mapping_.demonstrations);
  if (options_.model) {
    if (auto posted = live_.post(options_.model); !posted) return posted;
    model_ = options_.model;
    state_.has_model = true;
  }
  fader_.prepare(mapping_, hop_s_);
  recognition_.prepare();
  joints_ = JointWatch(inputs_.joints, inputs_.channels);
  hearing_.on_command = [this](const osc::Message& message) { obey_message(message); };
  schedule_ = FrameSchedule(now_s(), inputs_.features.hop_num, inputs_.features.hop_den);
  return hearing_.start(options_.hear);
}

Result<void> MapSession::step(const std::function<Result<void>(const motion::Packet&)>& each) {
  const auto take = [&](int wait_ms) {
    return hearing_.take(wait_ms, [&](const motion::Packet& p) -> Result<void> {
      {
        const std::lock_guard guard(lock_);
        ++state_.packets;
      }
      return each ? each(p) : Result<void>();
    });
  };
  for (double left_s; (left_s = schedule_.next_s() - now_s()) > 0;) {
    // The socket waits for whole milliseconds; the frame shall not wait for one that has begun.
    const int wait_ms = static_cast<int>(1000 * left_s);
    if (wait_ms == 0) std::this_thread::sleep_for(std::chrono::duration<double>(left_s));
    if (const auto taken = take(wait_ms); !taken) return taken;
  }
  if (const auto taken = take(0); !taken) return taken;
  const double stamp_s = row_.read(hearing_.receiver().body(), raw_.data());
  joints_.fill(raw_.data());
  double own_s;
  {
    const std::lock_guard guard(lock_);
    own_s = own_row_.read(*own_, own_raw_.data());
  }
  joints_.fill(own_raw_.data());
  frame(now_s(), own_s > stamp_s ? own_raw_.data() : raw_.data(), std::max(own_s, stamp_s));
  schedule_.advance(now_s());
  return {};
}

void MapSession::frame(double now_s, const float* row, double stamp_s) {
  const bool fresh = stamp_s > stamp_s_;
  // Of a body that nobody has seen yet the features would learn size and place from zeros.
  if (!fresh && stamp_s_ <= kNothingHeard_s) return;
  if (misses_joints(row)) return;
  if (fresh) drop_out_.packet(stamp_s, row);
  drop_out_.frame(now_s, believed_.data());
  FramePlayer& features = features_.front();
  float* in = features.input(inputs_.is_body ? "joints" : "movement");
  std::copy(believed_.begin(), believed_.end(), in);
  features.frame();

  const std::lock_guard guard(lock_);
  const float* out = features.output("features");
  std::copy(out, out + state_.features.size(), state_.features.begin());
  state_.lost = 0;
  for (size_t i = 0; i < believed_.size(); ++i) {
    state_.row[i] = believed_[i];
    const bool lost = drop_out_.is_lost(i, now_s);
    state_.tracked[i] = lost ? 0 : std::isfinite(row[i]) && stamp_s > stamp_s_ - kStill ? 2 : 1;
    state_.lost += lost;
  }
  if (calibrated_s_ >= 0) measure();
  practice_.frame(now_s, state_.features);
  if (state_.mode == MapMode::recording) take_example();
  live_.frame(believed_, restart_);
  restart_ = false;
  play_outputs(now_s);
  ++state_.frames;
  state_.packet_age_s = now_s - stamp_s;
  if (stamp_s > stamp_s_) state_.latency_s = partials::now_s() - stamp_s;
  stamp_s_ = std::max(stamp_s_, stamp_s);
}

void MapSession::take_example() {
  auto& d = mapping_.demonstrations;
  if (mapping_.kind == MappingKind::follower) {
    if (gesture_.size() < kMaxGestureFrames * state_.features.size())
      gesture_.insert(gesture_.end(), state_.features.begin(), state_.features.end());
    return;
  }
  const auto every = static_cast<uint64_t>(std::max(1., 1 / (hop_s_ * kPosesPerS)));
  if (mapping_.kind == MappingKind::regression && state_.frames % every) return;
  motion::PoseExample pose;
  pose.inputs = state_.features;
  pose.recording = recording_;
  if (mapping_.kind == MappingKind::regression)
    pose.outputs = state_.wanted;
  else
    pose.label = state_.label;
  if (auto added = d.add(std::move(pose)); !added) state_.message = added.error().text;
}

Result<void> MapSession::undo() {
  int64_t newest = 0;
  {
    const std::lock_guard guard(lock_);
    if (state_.examples.empty()) return Error{"There is no example to take back."};
    newest = state_.examples.back().id;
  }
  return remove(newest);
}

Result<void> MapSession::record_start() {
  const std::lock_guard guard(lock_);
  if (mapping_.kind != MappingKind::regression && state_.label.empty())
    return Error{"The example has no name; enter the name of its class or gesture first."};
  recording_ = "recording " + std::to_string(++recordings_);
  while (std::any_of(state_.examples.begin(), state_.examples.end(),
                     [&](const ExampleRow& r) { return r.recording == recording_; }))
    recording_ = "recording " + std::to_string(++recordings_);
  gesture_.clear();
  restart_ = true;
  state_.mode = MapMode::recording;
  state_.message = "Recording.";
  return {};
}

Result<void> MapSession::record_stop() {
  const std::lock_guard guard(lock_);
  if (state_.mode != MapMode::recording) return {};
  state_.mode = MapMode::idle;
  Result<void> result;
  if (!state_.missing_joints.empty()) {
    state_.message = state_.missing_joints;
    return Error{state_.missing_joints};
  }
  if (mapping_.kind == MappingKind::follower) {
    auto added = mapping_.demonstrations.add(motion::GestureExample{0, state_.label, std::move(gesture_)});
    if (!added) result = added.error();
    gesture_.clear();
  }
  state_.examples = example_rows(mapping_.demonstrations);
  state_.message = result ? "Recorded." : result.error().text;
  return result;
}

Result<void> MapSession::train() {
  {
    const std::lock_guard guard(lock_);
    if (state_.training) return Error{"Training is still going on; wait for its end."};
    state_.training = true;
    state_.message = "Training.";
  }
  if (trainer_.joinable()) trainer_.join();
  trainer_ = std::thread([this] {
    motion::Mapping mapping;
    uint64_t serial;
    {
      const std::lock_guard guard(lock_);
      mapping = mapping_;
      serial = serial_;
    }
    motion::MappingReport report;
    finish_training(motion::make_mapping_model(std::move(mapping), inputs_.features, options_.name, &report),
                    report, serial);
  });
  return {};
}

void MapSession::finish_training(Result<Model> made, const motion::MappingReport& report, uint64_t) {
  std::string message;
  std::shared_ptr<const Model> model;
  if (made) {
    model = std::make_shared<const Model>(std::move(made).value());
    message = training_message(motion::mapping_of(*model), report);
    if (const auto posted = live_.post(model); !posted) {
      message = posted.error().text;
      model = nullptr;
    }
  } else {
    message = made.error().text;
  }
  const std::lock_guard guard(lock_);
  state_.training = false;
  state_.message = message;
  if (!model) return;
  state_.has_model = true;
  mapping_.names = motion::mapping_of(*model).names;
  model_ = std::move(model);
}

void MapSession::wait_for_training() {
  if (trainer_.joinable()) trainer_.join();
}

Result<void> MapSession::run(bool running) {
  const std::lock_guard guard(lock_);
  if (running && !state_.has_model) return Error{"There is no mapping yet; record examples, then train."};
  state_.mode = running ? MapMode::running : MapMode::idle;
  restart_ = true;
  recognition_.forget();
  fader_.call("");
  state_.message = running ? "Running." : "Stopped.";
  return {};
}

Result<void> MapSession::set_wanted(size_t output, float value) {
  const std::lock_guard guard(lock_);
  if (output >= mapping_.outputs.size() || !std::isfinite(value))
    return Error{"There is no output " + std::to_string(output + 1) + "; there are " +
                 std::to_string(mapping_.outputs.size()) + "."};
  const motion::MappingOutput& o = mapping_.outputs[output];
  state_.wanted[output] = std::clamp(value, o.low, o.high);
  return {};
}

Result<void> MapSession::set_label(const std::string& name) {
  if (name.empty() || name.size() > kLongestLabel) return Error{"A name of 1 to 80 bytes is needed."};
  const std::lock_guard guard(lock_);
  state_.label = name;
  return {};
}

Result<void> MapSession::mute(int64_t row, bool muted) {
  const std::lock_guard guard(lock_);
  if (!mute_row(mapping_.demonstrations, row, muted))
    return Error{"There is no example " + std::to_string(row) +
                 "; 'partials map list' and the page show which there are."};
  state_.examples = example_rows(mapping_.demonstrations);
  return {};
}

Result<void> MapSession::remove(int64_t row) {
  const std::lock_guard guard(lock_);
  if (!remove_row(mapping_.demonstrations, row))
    return Error{"There is no example " + std::to_string(row) +
                 "; 'partials map list' and the page show which there are."};
  state_.examples = example_rows(mapping_.demonstrations);
  return {};
}

void MapSession::clear() {
  const std::lock_guard guard(lock_);
  mapping_.demonstrations.clear();
  state_.examples.clear();
}

void MapSession::restart() {
  const std::lock_guard guard(lock_);
  restart_ = true;
}

MapState MapSession::state() {
  live_.collect();
  const std::lock_guard guard(lock_);
  MapState s = state_;
  s.practising = practice_.is_counting();
  s.repetition = practice_.last();
  s.practised = practice_.input();
  return s;
}

motion::Mapping MapSession::mapping() {
  const std::lock_guard guard(lock_);
  return mapping_;
}

std::shared_ptr<const Model> MapSession::model() {
  const std::lock_guard guard(lock_);
  return model_;
}

void MapSession::give(const std::function<void(motion::Body&)>& change) {
  const std::lock_guard guard(lock_);
  change(*own_);
}

std::string MapSession::arrived() const { return channel_names(hearing_.receiver().body()); }

}  // namespace partials::body
