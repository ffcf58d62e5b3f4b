// SPDX-License-Identifier: MIT
#include "learn/track_objective.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"
#include "base/random.h"

namespace partials {
namespace {

constexpr int kPlayedFrames = 64;  // at a time, of a whole example

// Frames that an example covers, by its shortest track.
int64_t frames_of(const Example& example, const FrameClock& clock) {
  int64_t frames = INT64_MAX;
  for (const auto& [id, track] : example.tracks) {
    const auto times = static_cast<int64_t>(track.times());
    frames = std::min(frames, track.rate == Rate::frame ? times : times ? clock.frame_at(times - 1) + 1 : 0);
  }
  return frames == INT64_MAX ? 0 : frames;
}

Error wrong_track(const Example& example, const std::string& id, const std::string& what) {
  return Error{"The example '" + example.name + "' " + what + " '" + id +
               "'; give every example the tracks that the graph and the losses name."};
}

Result<void> check_track(const Example& example, const std::string& id, Rate rate, int channels) {
  const auto found = example.tracks.find(id);
  if (found == example.tracks.end()) return wrong_track(example, id, "has no track");
  const Track& t = found->second;
  if (t.rate != rate) return wrong_track(example, id, "has the wrong rate (frames or samples) in its track");
  if (channels && t.channels != channels)
    return wrong_track(example, id, "has the wrong number of channels for the graph in its track");
  return {};
}

class TrackObjective final : public Objective {
 public:
  // One loss with the place of its target.
  struct Term {
    OutputLoss loss;
    size_t output = 0;
    int channels = 0, target_channels = 0;
    bool is_frame = false;
    std::vector<float> target;  // [time][channels][lanes] of the whole segment
  };

  TrackObjective(const Graph& graph, const SegmentShape& shape, std::shared_ptr<const TrackMaterial> material,
                 uint64_t seed)
      : graph_(graph), clock_(clock_of(graph)), shape_(shape), material_(std::move(material)), seed_(seed) {
    for (const Example& e : material_->examples) frames_.push_back(frames_of(e, clock_));
    lanes_.resize(static_cast<size_t>(shape.width));
  }

  // probe: a plan of the graph, for the shapes of its outputs.
  Result<void> prepare(const Plan<float>& probe) {
    for (const OutputLoss& loss : material_->losses) {
      if (!probe.output(loss.output))
        return Error{"The graph has no output '" + loss.output + "', which a loss names."};
      Term term{loss,
                index_of(loss.output),
                static_cast<int>(probe.output_size(loss.output, {0, 0, 1, 1})),
                0,
                probe.output_rate(loss.output) == Rate::frame,
                {}};
      term.target_channels = first_track(loss.target).channels;
      const int wanted = channels_for(loss.kind, term.target_channels);
      for (const Example& e : material_->examples)
        if (auto r = check_track(e, loss.target, probe.output_rate(loss.output), wanted ? term.channels : 0);
            !r)
          return r;
      if (!wanted && term.channels % (1 + 2 * term.target_channels))
        return Error{"The output '" + loss.output + "' has " + std::to_string(term.channels) +
                     " channels; a mixture density of " + std::to_string(term.target_channels) +
                     " values takes a multiple of " + std::to_string(1 + 2 * term.target_channels) + "."};
      const auto times = static_cast<size_t>(term.is_frame ? shape_.frames : shape_.samples);
      term.target.resize(times * static_cast<size_t>(term.target_channels * shape_.width));
      terms_.push_back(std::move(term));
    }
    for (const GraphInput& in : graph_.inputs)
      for (const Example& e : material_->examples)
        if (auto r = check_track(e, in.id, in.rate, in.channels); !r) return r;
    return {};
  }

  const std::vector<std::string>& outputs() const override { return outputs_; }

  void draw(int64_t step, int group, uint64_t* seeds) override {
    for (int l = 0; l < shape_.width; ++l) {
      const uint64_t key =
          stream_key(seed_, static_cast<uint64_t>(step), static_cast<uint64_t>(group * shape_.width + l));
      Lane& lane = lanes_[static_cast<size_t>(l)];
      const auto n = material_->examples.size();
      lane.example = std::min(n - 1, static_cast<size_t>(random_unit(key, 0) * static_cast<double>(n)));
      const int64_t room = std::max<int64_t>(0, frames_[lane.example] - shape_.frames);
      lane.first_frame = static_cast<int64_t>(random_unit(key, 1) * static_cast<double>(room + 1));
      seeds[l] = random_bits(key, 2);
      for (Term& term : terms_)
        fill(term.loss.target, l, 0, term.is_frame ? shape_.frames : shape_.samples, term.target.data());
    }
  }

  void give(Plan<float>& plan, const Call& call) noexcept override {
    for (const GraphInput& in : graph_.inputs) {
      float* to = plan.input(in.id);
      const bool is_frame = in.rate == Rate::frame;
      const int64_t from = is_frame ? call.frame : clock_.start(call.frame);
      for (int l = 0; to && l < shape_.width; ++l)
        fill(in.id, l, from, is_frame ? call.frames : call.samples, to);
    }
  }

  double value_and_gradient(const float* const* values, float* const* gradients) noexcept override {
    double value = 0;
    for (Term& term : terms_) {
      const auto skip = static_cast<size_t>(term.is_frame ? shape_.warm_up : shape_.unheard);
      const auto times = static_cast<size_t>(term.is_frame ? shape_.frames : shape_.samples) - skip;
      const size_t row = static_cast<size_t>(term.channels * shape_.width);
      const size_t target_row = static_cast<size_t>(term.target_channels * shape_.width);
      value += loss_and_gradient(term.loss.kind, values[term.output] + skip * row,
                                 term.target.data() + skip * target_row, gradients[term.output] + skip * row,
                                 times, term.channels, term.target_channels, shape_.width, term.loss.weight);
    }
    return value;
  }

  size_t memory_bytes() const override {
    size_t n = 0;
    for (const Term& term : terms_) n += term.target.size() * sizeof(float);
    return n;
  }

 private:
  struct Lane {
    size_t example = 0;
    int64_t first_frame = 0;
  };

  const Track& first_track(const std::string& id) const {
    static const Track none;
    const auto found = material_->examples.front().tracks.find(id);
    return found == material_->examples.front().tracks.end() ? none : found->second;
  }

  size_t index_of(const std::string& output) {
    const auto found = std::find(outputs_.begin(), outputs_.end(), output);
    if (found != outputs_.end()) return static_cast<size_t>(found - outputs_.begin());
    outputs_.push_back(output);
    return outputs_.size() - 1;
  }

  // Copies a track, from time `from` after the segment's start, into [time][channels][lanes].
  void fill(const std::string& id, int lane, int64_t from, int64_t times, float* to) const noexcept {
    const Lane& l = lanes_[static_cast<size_t>(lane)];
    const Track& track = material_->examples[l.example].tracks.at(id);
    const int64_t origin = from + (track.rate == Rate::frame ? l.first_frame : clock_.start(l.first_frame));
    const auto last = static_cast<int64_t>(track.times()) - 1;
    for (int64_t i = 0; i < times; ++i) {
      const int64_t at = std::min(origin + i, last);
      for (int c = 0; c < track.channels; ++c)
        to[(i * track.channels + c) * shape_.width + lane] =
            at < 0 ? 0.f : track.values[static_cast<size_t>(at * track.channels + c)];
    }
  }

  const Graph graph_;
  const FrameClock clock_;
  const SegmentShape shape_;
  const std::shared_ptr<const TrackMaterial> material_;
  const uint64_t seed_;
  std::vector<int64_t> frames_;  // [examples]
  std::vector<std::string> outputs_;
  std::vector<Term> terms_;
  std::vector<Lane> lanes_;
};

}  // namespace

Result<Trainer> track_trainer(const Graph& graph, TrackMaterial material, const TrainerConfig& config) {
  if (material.examples.empty()) return Error{"There are no examples to train on; give at least one."};
  auto probe = Plan<float>::compile(
      graph, {.rate_hz = static_cast<int>(graph.reference_rate_hz), .max_samples = 64, .max_frames = 1});
  if (!probe) return probe.error();
  std::string identity = "tracks";
  for (const OutputLoss& l : material.losses)
    identity += std::string(" ") + name_of(l.kind) + " " + l.output + " " + l.target;
  for (const Example& e : material.examples)
    identity += " " + e.name + " " + std::to_string(frames_of(e, clock_of(graph)));
  const auto shared = std::make_shared<const TrackMaterial>(std::move(material));
  const MakeObjective make = [&](const SegmentShape& shape) -> Result<std::unique_ptr<Objective>> {
    auto objective = std::make_unique<TrackObjective>(graph, shape, shared, config.seed);
    if (auto r = objective->prepare(probe.value()); !r) return r.error();
    return std::unique_ptr<Objective>(std::move(objective));
  };
  return Trainer::create(graph, config, make, identity);
}

Result<std::map<std::string, Track>> play_tracks(const Graph& graph, const std::vector<float>& weights,
                                                 const Example& example) {
  const FrameClock clock = clock_of(graph);
  PlanOptions options{.rate_hz = static_cast<int>(clock.rate_hz), .width = 1};
  options.max_samples = static_cast<int>(clock.start(kPlayedFrames)) + 1;
  options.max_frames = kPlayedFrames;
  auto compiled = Plan<float>::compile(graph, options);
  if (!compiled) return compiled.error();
  Plan<float>& plan = compiled.value();
  for (const GraphInput& in : graph.inputs)
    if (auto r = check_track(example, in.id, in.rate, in.channels); !r) return r.error();
  const FlushDenormals guard;
  plan.set_weights(weights.data(), plan.pack(weights.data()));
  std::map<std::string, Track> out;
  const int64_t all = frames_of(example, clock);
  for (int64_t frame = 0; frame < all; frame += kPlayedFrames) {
    const int64_t until = std::min(all, frame + kPlayedFrames);
    Call call{frame, 0, static_cast<int>(until - frame),
              static_cast<int>(clock.start(until) - clock.start(frame))};
    for (const GraphInput& in : graph.inputs) {
      const Track& track = example.tracks.at(in.id);
      const bool is_frame = in.rate == Rate::frame;
      const auto from =
          static_cast<size_t>(is_frame ? frame : clock.start(frame)) * static_cast<size_t>(in.channels);
      const auto n =
          static_cast<size_t>(is_frame ? call.frames : call.samples) * static_cast<size_t>(in.channels);
      float* to = plan.input(in.id);
      for (size_t i = 0; i < n; ++i) to[i] = from + i < track.values.size() ? track.values[from + i] : 0.f;
    }
    plan.run(call);
    for (const auto& [id, source] : graph.outputs) {
      Track& track = out[id];
      track.rate = plan.output_rate(id);
      track.channels = static_cast<int>(plan.output_size(id, {0, 0, 1, 1}));
      track.values.insert(track.values.end(), plan.output(id), plan.output(id) + plan.output_size(id, call));
    }
  }
  return out;
}

Result<double> loss_on(const Graph& graph, const std::vector<float>& weights,
                       const std::vector<Example>& examples, const OutputLoss& loss) {
  double sum = 0;
  for (const Example& e : examples) {
    auto played = play_tracks(graph, weights, e);
    if (!played) return played.error();
    const auto found = e.tracks.find(loss.target);
    if (found == e.tracks.end()) return wrong_track(e, loss.target, "has no track");
    const Track& wanted = found->second;
    const Track& own = played.value()[loss.output];
    const size_t times = std::min(wanted.times(), own.times());
    if (times == 0) continue;
    std::vector<float> gradient(own.values.size());
    sum += loss_and_gradient(loss.kind, own.values.data(), wanted.values.data(), gradient.data(), times,
                             own.channels, wanted.channels, 1, 1.0);
  }
  return sum / static_cast<double>(std::max<size_t>(1, examples.size()));
}

}  // namespace partials
