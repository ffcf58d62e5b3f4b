// SPDX-License-Identifier: MIT
#include "learn/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>

#include "base/denormals.h"
#include "base/random.h"
#include "graph/told_inputs.h"

namespace partials {

constexpr double kBandEdge = 0.97;  // of a model's band: up to where its spectrum is compared

// What one thread works with. Groups of lanes take turns on it.
struct Desk {
  Plan<float> plan;
  GroupLoss loss;
  std::vector<float> target;
};
// What is left of a group of lanes when its turn is over.
struct Group {
  std::vector<float> gradient;
  double value = 0;
};

struct Trainer::Impl {
  TrainerConfig config;
  std::vector<Clip> clips;
  Sampler sampler;
  std::vector<Desk> desks;
  std::vector<Group> groups;
  Adam adam;
  std::vector<float> weights, gradient;
  Call call;
  int warm_up_samples = 0;

  Impl(const TrainerConfig& c, std::vector<Clip> clips_in, int frames)
      : config(c), clips(std::move(clips_in)), sampler(clips, frames, c.augmentation, c.seed) {}

  void run_group(Desk& desk, int index);
  void fill(Desk& desk, int index);
};

Trainer::Trainer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;
Trainer::~Trainer() = default;

Result<Trainer> Trainer::create(const Graph& graph, std::vector<Clip> clips, const TrainerConfig& config) {
  if (clips.empty()) return Error{"There is nothing to train on: no recording had enough sound; add recordings."};
  const FrameClock clock{graph.hop_num, graph.hop_den, static_cast<int64_t>(graph.reference_rate_hz)};
  const int warm_up = static_cast<int>(config.warm_up_s / clock.hop_s() + 0.5);
  const int frames = warm_up + static_cast<int>(config.segment_s / clock.hop_s() + 0.5);
  auto impl = std::make_unique<Impl>(config, std::move(clips), frames);
  const int samples = static_cast<int>(clock.start(frames));
  impl->call = {0, 0, frames, samples};
  impl->warm_up_samples = static_cast<int>(clock.start(warm_up));

  const Graph told = with_told_inputs(graph);
  for (int d = 0; d < std::clamp(config.threads, 1, config.groups); ++d) {
    auto plan = Plan<float>::compile(told, {.rate_hz = static_cast<int>(graph.reference_rate_hz), .width = config.width,
                                            .max_samples = samples, .training = true, .input_gradients = false});
    if (!plan) return plan.error();
    if (!plan.value().output("audio")) return Error{"The graph has no output 'audio', so there is nothing to compare with the recordings."};
    LossConfig heard = config.loss;
    if (heard.max_hz <= 0) heard.max_hz = kBandEdge * graph.band_hz;
    auto loss = GroupLoss::create(heard, graph.reference_rate_hz, config.width, samples - impl->warm_up_samples);
    if (!loss) return loss.error();
    impl->desks.push_back({std::move(plan).value(), std::move(loss).value(), std::vector<float>(static_cast<size_t>(samples) * config.width)});
  }
  const WeightTable& table = impl->desks[0].plan.weights();
  impl->groups.resize(config.groups);
  for (Group& g : impl->groups) g.gradient.resize(table.size);
  impl->weights = initial_weights(table, config.seed);
  impl->gradient.resize(table.size);
  impl->adam = Adam(config.adam, table, impl->weights);
  return Trainer(std::move(impl));
}

// Segments may begin before a clip and end after it; there it is silent, and pitch holds its nearest value.
void Trainer::Impl::fill(Desk& desk, int index) {
  const int width = config.width;
  const FrameClock& clock = desk.plan.clock();
  float* f0 = desk.plan.input("f0_hz");
  float* loudness = desk.plan.input("loudness_db");
  float* told_f0 = desk.plan.input("told_f0_hz");
  float* told_loudness = desk.plan.input("told_loudness_db");
  std::vector<uint64_t> seeds(width);
  for (int l = 0; l < width; ++l) {
    const Segment s = sampler.draw(adam.steps(), index * width + l);
    const Clip& clip = clips[s.clip];
    seeds[l] = s.seed;
    for (int t = 0; t < call.frames; ++t) {
      const int frame = s.first_frame + t, inside = std::clamp(frame, 0, clip.frames() - 1);
      const size_t at = static_cast<size_t>(t) * width + l;
      const float f = clip.f0_hz[inside], db = frame == inside ? std::max(clip.loudness_db[inside] + s.gain_db, -120.f) : -120.f;
      if (f0) f0[at] = f;
      if (loudness) loudness[at] = db;
      if (told_f0) told_f0[at] = f * s.told_pitch_ratio;
      if (told_loudness) told_loudness[at] = db + s.told_loudness_db;
    }
    const int64_t origin = s.first_frame >= 0 ? clock.start(s.first_frame) : -clock.start(-s.first_frame);
    for (int i = 0; i < call.samples; ++i) {
      const int64_t j = origin + i;
      desk.target[static_cast<size_t>(i) * width + l] =
          j >= 0 && j < static_cast<int64_t>(clip.audio.size()) ? s.gain * clip.audio[j] : 0.f;
    }
  }
  desk.plan.set_lane_seeds(seeds.data());
}

void Trainer::Impl::run_group(Desk& desk, int index) {
  const FlushDenormals guard;
  Group& g = groups[index];
  fill(desk, index);
  desk.plan.set_weights(weights.data());
  desk.plan.reset();
  desk.plan.run(call);
  desk.plan.clear_gradients(call);
  desk.plan.clear_d_state();
  const size_t skip = static_cast<size_t>(warm_up_samples) * config.width;
  g.value = desk.loss.value_and_gradient(desk.plan.output("audio") + skip, desk.target.data() + skip, desk.plan.d_output("audio") + skip);
  std::fill(g.gradient.begin(), g.gradient.end(), 0.f);
  desk.plan.rewind(call, g.gradient.data());
}

StepReport Trainer::step() {
  Impl& m = *impl_;
  const int n = static_cast<int>(m.groups.size()), threads = static_cast<int>(m.desks.size());
  auto work = [&](int thread) { for (int g = thread; g < n; g += threads) m.run_group(m.desks[thread], g); };
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  for (auto& t : others) t.join();

  double loss = 0;
  std::fill(m.gradient.begin(), m.gradient.end(), 0.f);
  for (const Group& g : m.groups) {  // in this order, whoever ran it
    loss += g.value / n;
    for (size_t i = 0; i < m.gradient.size(); ++i) m.gradient[i] += g.gradient[i] / static_cast<float>(n);
  }
  const double norm = m.adam.step(m.weights, m.gradient);
  return {m.adam.steps(), loss, norm};
}

int64_t Trainer::steps_done() const { return impl_->adam.steps(); }
const WeightTable& Trainer::table() const { return impl_->desks[0].plan.weights(); }
const std::vector<float>& Trainer::weights() const { return impl_->weights; }
const std::vector<float>& Trainer::averaged() const { return impl_->adam.averaged(); }
void Trainer::set_weights(const std::vector<float>& weights) {
  impl_->weights = weights;
  impl_->adam = Adam(impl_->config.adam, table(), weights);
}
size_t Trainer::memory_bytes() const {
  size_t n = 0;
  for (const Desk& d : impl_->desks) n += d.plan.memory_bytes() + d.loss.memory_bytes() + d.target.size() * sizeof(float);
  return n + impl_->weights.size() * sizeof(float) * (5 + impl_->groups.size());
}
double Trainer::audio_seconds_per_step() const {
  return static_cast<double>(impl_->call.samples) / static_cast<double>(impl_->desks[0].plan.clock().rate_hz) * impl_->config.width * impl_->config.groups;
}

std::string Trainer::save() const {
  const std::string adam = impl_->adam.save();
  return std::string(reinterpret_cast<const char*>(impl_->weights.data()), impl_->weights.size() * sizeof(float)) + adam;
}

Result<void> Trainer::restore(const std::string& bytes) {
  const size_t own = impl_->weights.size() * sizeof(float);
  if (bytes.size() < own) return Error{"The checkpoint is shorter than this graph's weights; resume with the preset it was made with."};
  if (auto r = impl_->adam.restore(bytes.substr(own)); !r) return r;
  std::memcpy(impl_->weights.data(), bytes.data(), own);
  return {};
}

}  // namespace partials
