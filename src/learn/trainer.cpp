// SPDX-License-Identifier: MIT
#include "learn/trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <thread>

#include "graph/told_inputs.h"
#include "learn/desk.h"
#include "learn/learn_strokes.h"

namespace partials {

constexpr double kSettledShare = 0.05;  // of the highest learning rate

struct Trainer::Impl {
  TrainerConfig config;
  std::vector<Clip> clips;
  Sampler sampler;
  std::vector<Desk> desks;
  Adam adam;
  std::vector<float> weights, gradient;

  Impl(const TrainerConfig& c, std::vector<Clip> clips_in, int frames)
      : config(c), clips(std::move(clips_in)), sampler(clips, frames, c.augmentation, c.seed) {}
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
  for (Clip& c : clips) hear_strokes(&c, clock.hop_s());
  auto impl = std::make_unique<Impl>(config, std::move(clips), frames);
  const Graph told = with_told_inputs(graph);
  for (int d = 0; d < std::clamp(config.threads, 1, config.groups); ++d) {
    auto desk = Desk::create(told, config, warm_up, frames);
    if (!desk) return desk.error();
    impl->desks.push_back(std::move(desk).value());
  }
  const WeightTable& table = impl->desks[0].plan().weights();
  impl->weights = initial_weights(table, config.seed);
  impl->gradient.resize(table.size);
  impl->adam = Adam(config.adam, table, impl->weights);
  return Trainer(std::move(impl));
}

StepReport Trainer::step() {
  Impl& m = *impl_;
  const int n = m.config.groups, threads = static_cast<int>(m.desks.size());
  double loss = 0;
  std::fill(m.gradient.begin(), m.gradient.end(), 0.f);
  std::atomic<int> turn = 0;  // groups are added in their order, whoever ran them
  auto add = [&](const Desk& desk) {
    loss += desk.value() / n;
    for (size_t i = 0; i < m.gradient.size(); ++i) m.gradient[i] += desk.gradient()[i] / static_cast<float>(n);
  };
  auto work = [&](int thread) {
    for (int g = thread; g < n; g += threads) {
      m.desks[thread].run(m.clips, m.sampler, m.adam.steps(), g, m.weights);
      for (int now = turn.load(); now != g; now = turn.load()) turn.wait(now);
      add(m.desks[thread]);
      turn = g + 1;
      turn.notify_all();
    }
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  for (auto& t : others) t.join();
  const double norm = m.adam.step(m.weights, m.gradient);
  return {m.adam.steps(), loss, norm};
}

int64_t Trainer::steps_done() const { return impl_->adam.steps(); }
const WeightTable& Trainer::table() const { return impl_->desks[0].plan().weights(); }
const std::vector<float>& Trainer::weights() const { return impl_->weights; }
const std::vector<float>& Trainer::averaged() const { return impl_->adam.averaged(); }
void Trainer::set_weights(const std::vector<float>& weights) {
  impl_->weights = weights;
  impl_->adam = Adam(impl_->config.adam, table(), weights);
}
int64_t Trainer::settles_after() const { return falls_below(impl_->config.adam, kSettledShare); }
size_t Trainer::memory_bytes() const {
  size_t n = impl_->weights.size() * sizeof(float) * 5;  // weights, gradient, and the optimiser's three
  for (const Desk& d : impl_->desks) n += d.memory_bytes();
  return n;
}
double Trainer::audio_seconds_per_step() const { return impl_->desks[0].seconds() * impl_->config.width * impl_->config.groups; }

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
