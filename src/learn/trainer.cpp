// SPDX-License-Identifier: MIT
#include "learn/trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "base/bits.h"
#include "base/plain_number.h"
#include "base/sha256.h"
#include "learn/byte_list.h"
#include "learn/worker.h"
#include "learn/worker_pool.h"
#include "model/graph_json.h"

namespace partials {
namespace {

constexpr double kSettledShare = 0.05;     // of the highest learning rate
constexpr size_t kFingerprintDigits = 64;  // at the start of a saved state

// A hash of everything that a resumed training must share with the saved one; threads are not included.
std::string fingerprint(const Graph& graph, const TrainerConfig& c, const std::string& identity) {
  std::string text = json_from_graph(graph) + '\n' + identity;
  const AdamConfig& a = c.adam;
  for (const double x :
       {static_cast<double>(c.seed), static_cast<double>(c.width), static_cast<double>(c.groups), c.segment_s,
        c.warm_up_s, static_cast<double>(c.pieces), a.learning_rate, a.beta1, a.beta2, a.epsilon,
        a.weight_decay, a.clip_norm, static_cast<double>(a.warm_up_steps), static_cast<double>(a.fall),
        static_cast<double>(a.decay_steps), a.floor, a.average})
    text += ' ' + plain_number(x, 12);
  return sha256_hex(text);
}

// Differs if any weight does (FNV-1a over words).
uint64_t mark_of(const std::vector<float>& weights) {
  uint64_t mark = 0xcbf29ce484222325;
  for (const float w : weights) mark = (mark ^ bits_as<uint32_t>(w)) * 0x100000001b3;
  return mark;
}

}  // namespace

struct Trainer::Impl {
  TrainerConfig config;
  std::string print;
  double segment_s = 0;
  std::vector<Worker> workers;
  std::unique_ptr<WorkerPool> pool;
  Adam adam;
  std::vector<float> weights, gradient;
  Ranks* ranks = nullptr;
  std::vector<float> of_groups;  // [own groups][weights]: if groups are shared with other ranks
  std::vector<double> losses;    // [own groups]

  double accumulate();
  double accumulate_with_others();
};

Trainer::Trainer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;
Trainer::~Trainer() = default;

SegmentShape segment_shape(const Graph& graph, const TrainerConfig& config) {
  const FrameClock clock = clock_of(graph);
  SegmentShape s;
  s.width = config.width;
  s.warm_up = static_cast<int>(config.warm_up_s / clock.hop_s() + 0.5);
  s.frames = s.warm_up + static_cast<int>(config.segment_s / clock.hop_s() + 0.5);
  s.samples = clock.start(s.frames);
  s.unheard = clock.start(s.warm_up);
  return s;
}

Result<Trainer> Trainer::create(const Graph& graph, const TrainerConfig& config,
                                const MakeObjective& objective, const std::string& identity) {
  const SegmentShape shape = segment_shape(graph, config);
  if (shape.frames < 1)
    return Error{"A segment of " + plain_number(config.segment_s) +
                 " s is shorter than a frame; make it longer."};
  auto impl = std::make_unique<Impl>();
  impl->config = config;
  impl->print = fingerprint(graph, config, identity);
  impl->segment_s = shape.frames * clock_of(graph).hop_s();
  const int threads = std::clamp(config.threads, 1, config.groups);
  for (int t = 0; t < threads; ++t) {
    auto own = objective(shape);
    if (!own) return own.error();
    auto worker = Worker::create(graph, shape, config.pieces, std::move(own).value());
    if (!worker) return worker.error();
    impl->workers.push_back(std::move(worker).value());
  }
  impl->pool = std::make_unique<WorkerPool>(threads);
  const WeightTable& table = impl->workers[0].plan().weights();
  impl->weights = initial_weights(table, config.seed);
  impl->gradient.resize(table.size);
  impl->adam = Adam(config.adam, table, impl->weights);
  return Trainer(std::move(impl));
}

// The sum over all groups, in their order, whichever process ran them. Returns the mean loss.
double Trainer::Impl::accumulate() {
  const int n = config.groups, threads = pool->threads();
  double loss = 0;
  std::fill(gradient.begin(), gradient.end(), 0.f);
  std::atomic<int> turn = 0;
  pool->run([&](int thread) {
    Worker& worker = workers[static_cast<size_t>(thread)];
    for (int g = thread; g < n; g += threads) {
      worker.run(adam.steps(), g, weights);
      for (int now = turn.load(); now != g; now = turn.load()) turn.wait(now);
      loss += worker.value() / n;
      for (size_t i = 0; i < gradient.size(); ++i)
        gradient[i] += worker.gradient()[i] / static_cast<float>(n);
      turn = g + 1;
      turn.notify_all();
    }
  });
  return loss;
}

// The same if other ranks run some of the groups: rank r runs the groups g with g % size == r.
double Trainer::Impl::accumulate_with_others() {
  const int n = config.groups, threads = pool->threads(), rank = ranks->rank(), size = ranks->size();
  const int own = (n - rank + size - 1) / size;
  of_groups.resize(static_cast<size_t>(std::max(0, own)) * weights.size());
  losses.resize(static_cast<size_t>(std::max(0, own)));
  pool->run([&](int thread) {
    Worker& worker = workers[static_cast<size_t>(thread)];
    for (int k = thread; k < own; k += threads) {
      worker.run(adam.steps(), rank + k * size, weights);
      losses[static_cast<size_t>(k)] = worker.value();
      float* to = of_groups.data() + static_cast<size_t>(k) * weights.size();
      for (size_t i = 0; i < weights.size(); ++i) to[i] = worker.gradient()[i] / static_cast<float>(n);
    }
  });
  ranks->sum_groups(of_groups, n, gradient);
  const uint64_t mark = mark_of(weights);
  std::vector<std::vector<double>> all;
  for (const std::string& bytes :
       ranks->gather(bytes_of_values(std::vector{mark}) + bytes_of_values(losses))) {
    if (values_of_bytes<uint64_t>(bytes.substr(0, sizeof mark)).at(0) != mark)
      throw std::runtime_error(
          "The ranks do not have the same weights, so their sum would be wrong; let them run the same "
          "program on machines of one kind, or train with one rank.");
    all.push_back(values_of_bytes<double>(bytes.substr(sizeof mark)));
  }
  double loss = 0;
  for (int g = 0; g < n; ++g)
    loss += all[static_cast<size_t>(g % size)].at(static_cast<size_t>(g / size)) / n;
  return loss;
}

StepReport Trainer::step() {
  Impl& m = *impl_;
  const double loss = m.ranks ? m.accumulate_with_others() : m.accumulate();
  const double norm = m.adam.step(m.weights, m.gradient);
  return {m.adam.steps(), loss, norm};
}

void Trainer::set_ranks(Ranks* ranks) { impl_->ranks = size_of(ranks) > 1 ? ranks : nullptr; }
int64_t Trainer::steps_done() const { return impl_->adam.steps(); }
const WeightTable& Trainer::table() const { return impl_->workers[0].plan().weights(); }
const std::vector<float>& Trainer::weights() const { return impl_->weights; }
const std::vector<float>& Trainer::averaged() const { return impl_->adam.averaged(); }
void Trainer::set_weights(const std::vector<float>& weights) {
  impl_->weights = weights;
  impl_->adam = Adam(impl_->config.adam, table(), weights);
}
int64_t Trainer::settles_after() const { return falls_below(impl_->config.adam, kSettledShare); }
size_t Trainer::memory_bytes() const {
  size_t n = impl_->weights.size() * sizeof(float) * 5;  // weights, gradient, and the optimiser's three
  for (const Worker& w : impl_->workers) n += w.memory_bytes();
  return n;
}
double Trainer::seconds_per_step() const {
  return impl_->segment_s * impl_->config.width * impl_->config.groups;
}

std::string Trainer::save() const {
  const auto* weights = reinterpret_cast<const char*>(impl_->weights.data());
  return impl_->print + std::string(weights, impl_->weights.size() * sizeof(float)) + impl_->adam.save();
}

Result<void> Trainer::restore(const std::string& bytes) {
  const size_t own = impl_->weights.size() * sizeof(float);
  if (bytes.size() < kFingerprintDigits + own || bytes.compare(0, kFingerprintDigits, impl_->print) != 0)
    return Error{
        "The checkpoint belongs to another graph, configuration or version; resume with the preset and "
        "options it was made with."};
  if (auto r = impl_->adam.restore(bytes.substr(kFingerprintDigits + own)); !r) return r;
  std::memcpy(impl_->weights.data(), bytes.data() + kFingerprintDigits, own);
  return {};
}

}  // namespace partials
