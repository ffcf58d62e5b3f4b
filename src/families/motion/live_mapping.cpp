// SPDX-License-Identifier: MIT
#include "families/motion/live_mapping.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "families/motion/mapping.h"

namespace partials::motion {

LiveMapping::~LiveMapping() {
  delete incoming_.load();
  delete retired_.load();
  delete current_;
}

std::unique_ptr<LiveMapping::Playing> LiveMapping::playing(std::shared_ptr<const Model> model,
                                                           FramePlayer player) {
  auto p =
      std::make_unique<Playing>(Playing{std::move(model), std::move(player), nullptr, nullptr, 0, {}, {}});
  for (const GraphInput& in : p->model->graph.inputs) {
    float* values = p->player.input(in.id);
    if (!values) continue;
    std::fill_n(values, in.channels, 0.f);
    if (in.id == "restart") {
      p->restart = values;
    } else if (!p->from) {
      p->from = values;
      p->channels = static_cast<size_t>(in.channels);
    }
  }
  for (const auto& [id, source] : p->model->graph.outputs)
    p->outputs.push_back({id, p->player.output(id), static_cast<size_t>(p->player.channels(source))});
  for (const auto& node : p->player.nodes())
    if (node.id != "map" && node.id != "classes" && node.id != "steady" && node.id != "follow")
      p->kept.push_back({node.id, node.processor, node.state, node.kernel->state_bytes(*node.setup)});
  return p;
}

Result<void> LiveMapping::post(std::shared_ptr<const Model> model) {
  collect();
  auto player = FramePlayer::create(model->graph, model->weights);
  if (!player) return player.error();
  delete incoming_.exchange(playing(std::move(model), std::move(player).value()).release());
  return {};
}

void LiveMapping::collect() { delete retired_.exchange(nullptr); }

void LiveMapping::take_over(const Playing& from, Playing& to) noexcept {
  for (const Playing::Kept& a : from.kept)
    for (const Playing::Kept& b : to.kept)
      if (a.bytes == b.bytes && a.id == b.id && a.processor == b.processor)
        std::memcpy(b.state, a.state, a.bytes);
}

void LiveMapping::pick_up() noexcept {
  if (retired_.load(std::memory_order_acquire)) return;  // until there is room for the old one
  Playing* next = incoming_.exchange(nullptr, std::memory_order_acq_rel);
  if (!next) return;
  if (current_) take_over(*current_, *next);
  retired_.store(current_, std::memory_order_release);
  current_ = next;
}

bool LiveMapping::frame(std::span<const float> input, bool restart) noexcept {
  pick_up();
  if (!current_ || !current_->from || input.size() != current_->channels) return false;
  Playing& p = *current_;
  std::copy(input.begin(), input.end(), p.from);
  if (p.restart) *p.restart = restart ? 1.f : 0.f;
  p.player.frame();
  return true;
}

std::span<const float> LiveMapping::output(const char* id) const noexcept {
  if (current_)
    for (const Playing::Output& o : current_->outputs)
      if (o.id == id) return {o.values, o.count};
  return {};
}

}  // namespace partials::motion
