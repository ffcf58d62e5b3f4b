// SPDX-License-Identifier: MIT
#include "differentiable.h"

#include <algorithm>

namespace partials::py {
namespace {

constexpr size_t kMostIdle = 4;  // plans that are kept for the next calls

}  // namespace

template <>
std::vector<std::unique_ptr<Work<float>>>& DifferentiableGraph::idle<float>() {
  return idle_floats_;
}
template <>
std::vector<std::unique_ptr<Work<double>>>& DifferentiableGraph::idle<double>() {
  return idle_doubles_;
}

Result<std::shared_ptr<DifferentiableGraph>> DifferentiableGraph::create(const Graph& graph, int rate_hz) {
  std::shared_ptr<DifferentiableGraph> made(new DifferentiableGraph(graph));
  const bool frames_only = graph.reference_rate_hz == 0;
  made->clock_rate_hz_ = frames_only ? 0 : rate_hz ? rate_hz : static_cast<int>(graph.reference_rate_hz);
  const auto plan =
      Plan<float>::compile(graph, {.rate_hz = made->clock_rate_hz_, .max_samples = 1, .max_frames = 1});
  if (!plan) return plan.error();
  made->clock_ = plan.value().clock();
  made->table_ = plan.value().weights();
  for (const auto& [id, source] : graph.outputs) {
    made->channels_[id] = plan.value().channels(source);
    made->rates_[id] = plan.value().output_rate(id);
  }
  return made;
}

Call DifferentiableGraph::call_of(int samples, int frames) const {
  if (clock_rate_hz_ == 0) return {0, 0, frames, 0};
  if (samples < 0) samples = static_cast<int>(clock_.start(frames));
  return next_call(clock_, 0, samples);
}

template <class S>
Result<std::unique_ptr<Work<S>>> DifferentiableGraph::begin(const Call& call) {
  {
    const std::lock_guard lock(lock_);
    auto& all = idle<S>();
    const auto fits = std::find_if(all.begin(), all.end(), [&](const auto& w) {
      return w->plan.max_samples() == std::max(call.samples, 1) && w->plan.max_frames() >= call.frames;
    });
    if (fits != all.end()) {
      auto work = std::move(*fits);
      all.erase(fits);
      work->call = call;
      return work;
    }
  }
  auto plan = Plan<S>::compile(graph_, {.rate_hz = clock_rate_hz_,
                                        .width = 1,
                                        .max_samples = std::max(call.samples, 1),
                                        .max_frames = call.frames,
                                        .training = true});
  if (!plan) return plan.error();
  return std::make_unique<Work<S>>(Work<S>{std::move(plan).value(), call, {}});
}

template <class S>
void DifferentiableGraph::end(std::unique_ptr<Work<S>> work) {
  const std::lock_guard lock(lock_);
  auto& all = idle<S>();
  if (all.size() == kMostIdle) all.erase(all.begin());
  all.push_back(std::move(work));
}

template Result<std::unique_ptr<Work<float>>> DifferentiableGraph::begin<float>(const Call&);
template Result<std::unique_ptr<Work<double>>> DifferentiableGraph::begin<double>(const Call&);
template void DifferentiableGraph::end<float>(std::unique_ptr<Work<float>>);
template void DifferentiableGraph::end<double>(std::unique_ptr<Work<double>>);

}  // namespace partials::py
