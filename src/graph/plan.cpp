// SPDX-License-Identifier: MIT
#include "graph/plan.h"

#include <algorithm>
#include <cstring>

namespace partials {

template <class S>
typename Plan<S>::Buffer* Plan<S>::find(const std::string& name) const {
  for (const Buffer& b : buffers_)
    if (b.name == name) return const_cast<Buffer*>(&b);
  return nullptr;
}
template <class S>
S* Plan<S>::input(const std::string& id) const {
  Buffer* b = find("in." + id);
  return b ? b->data : nullptr;
}
template <class S>
S* Plan<S>::d_input(const std::string& id) const {
  Buffer* b = find("in." + id);
  return b ? b->d_data : nullptr;
}
template <class S>
const S* Plan<S>::wire(const std::string& source) const {
  Buffer* b = find(source);
  return b ? b->data : nullptr;
}
template <class S>
S* Plan<S>::d_wire(const std::string& source) const {
  Buffer* b = find(source);
  return b ? b->d_data : nullptr;
}
template <class S>
int Plan<S>::channels(const std::string& source) const {
  Buffer* b = find(source);
  return b ? b->channels : 0;
}
template <class S>
const S* Plan<S>::output(const std::string& id) const {
  for (auto& [name, b] : outputs_)
    if (name == id) return buffers_[b].data;
  return nullptr;
}
template <class S>
S* Plan<S>::d_output(const std::string& id) const {
  for (auto& [name, b] : outputs_)
    if (name == id) return buffers_[b].d_data;
  return nullptr;
}

template <class S>
size_t Plan<S>::output_size(const std::string& id, const Call& call) const {
  for (auto& [name, b] : outputs_)
    if (name == id) return bytes_of(buffers_[b], call) / sizeof(S);
  return 0;
}

template <class S>
Rate Plan<S>::output_rate(const std::string& id) const {
  for (auto& [name, b] : outputs_)
    if (name == id) return buffers_[b].rate;
  return Rate::frame;
}

template <class S>
int Plan<S>::latency_samples(const std::string& output) const {
  for (auto& [name, b] : outputs_)
    if (name == output) return static_cast<int>(buffers_[b].time.latency_samples);
  return 0;
}

template <class S>
void Plan<S>::set_lane_seeds(const uint64_t* seeds) noexcept {
  run_->set_lane_seeds(seeds);
}

template <class S>
void Plan<S>::set_weights(const S* weights, std::shared_ptr<const PackedWeights> packed) noexcept {
  run_->weights = weights;
  if (!packed && !packed_) return;  // a trainer does this at every step
  packed_ = std::move(packed);
  for (size_t i = 0; i < running_.size(); ++i) running_[i].io.packed = packed_ ? packed_->of(i) : nullptr;
}

template <class S>
std::shared_ptr<const PackedWeights> Plan<S>::pack(const S* weights) const {
  auto all = std::make_shared<PackedWeights>();
  for (const Step& s : steps_) {
    Arena one;
    const size_t bytes = training_ ? 0 : s.kernel->packed_bytes(s.setup);
    if (bytes && !(one.resize(bytes) && s.kernel->pack(s.setup, weights + s.weight_offset, one.at(0))))
      one = Arena();
    all->nodes.push_back(std::move(one));
  }
  return all;
}

template <class S>
void Plan<S>::reset() noexcept {
  run_->reset();
}

template <class S>
size_t Plan<S>::bytes_of(const Buffer& b, const Call& call) const {
  const size_t times = b.rate == Rate::frame ? std::max(call.frames, call.offset ? 1 : 0) : call.samples;
  return times * b.channels * width_ * sizeof(S);
}

template <class S>
void Plan<S>::run(const Call& call) noexcept {
  run_->run(call);
}

template <class S>
void Plan<S>::clear_gradients(const Call& call) noexcept {
  for (Buffer& b : buffers_)
    if (b.d_data && b.last >= static_cast<int>(steps_.size())) std::memset(b.d_data, 0, bytes_of(b, call));
}
template <class S>
void Plan<S>::clear_d_state() noexcept {
  if (d_state_size_) std::memset(arena_.at(d_state_offset_), 0, d_state_size_);
}

template <class S>
void Plan<S>::rewind(const Call& call, S* d_weights) noexcept {
  for (int i = static_cast<int>(steps_.size()) - 1; i >= 0; --i) {
    Step& s = steps_[i];
    for (Buffer& b : buffers_)
      if (b.d_data && b.last == i) std::memset(b.d_data, 0, bytes_of(b, call));
    if (!s.wants_gradient) continue;
    Io<S>& io = running_[static_cast<size_t>(i)].io;
    io.d_weights = d_weights ? d_weights + s.weight_offset : nullptr;
    s.kernel->backward(s.setup, call, io);
  }
}

template <class S>
std::vector<typename Plan<S>::NodeView> Plan<S>::nodes() const {
  std::vector<NodeView> out;
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Step& s = steps_[i];
    const Io<S>& io = running_[i].io;
    out.push_back({s.id,
                   s.set->info.id,
                   &s.setup,
                   &s.spec,
                   s.kernel,
                   io.state,
                   io.d_state,
                   {s.in, static_cast<size_t>(s.spec.n_in)},
                   {s.out, static_cast<size_t>(s.spec.n_out)},
                   s.weight_offset});
  }
  return out;
}

template <class S>
std::vector<typename Plan<S>::WireView> Plan<S>::wires() const {
  std::vector<WireView> out;
  for (const Buffer& b : buffers_) out.push_back({b.name, b.rate, b.channels});
  return out;
}

template class Plan<float>;
template class Plan<double>;

}  // namespace partials
