// SPDX-License-Identifier: MIT
#include "patch/player_object.h"

#include <algorithm>
#include <cmath>

#include "base/letters.h"
#include "patch/player_messages.h"
#include "shown.h"

namespace partials::patch {
namespace {

constexpr double kPollMs = 50;
constexpr int kLeastBlock = 64;  // smaller blocks need no new preparation

// "Attack time" -> "attack_time"
std::string word_of(std::string_view name) {
  std::string word = lower(name);
  for (char& c : word)
    if (c == ' ') c = '_';
  return word;
}

}  // namespace

PlayerObject::PlayerObject(PlayerKind kind, std::string model, Patch& patch)
    : patch_(patch), loaded_(kind), model_(std::move(model)) {
  for (auto& ms : newest_ms_) ms = -1;
  // At the next moment, after the environment has prepared a new object in a patch that sounds: preparing
  // waits for a load that has begun.
  patch_.poll_in(0);
}

void PlayerObject::begin_loading() {
  if (begun_) return;
  begun_ = true;
  player().begin_housekeeping();
  if (model_.empty())
    loaded_.load_first();
  else
    loaded_.load(model_, patch_.find_file(model_));
}

void PlayerObject::load(const std::string& name) {
  begun_ = true;
  model_ = name;
  player().begin_housekeeping();
  loaded_.load(name, patch_.find_file(name));
}

void PlayerObject::tell_end(const LoadEnd& end) {
  if (end.trouble.empty()) return;
  message_ = end.trouble;
  patch_.complain(end.trouble);
  const Word name(end.name.empty() ? std::string_view("model") : std::string_view(end.name));
  patch_.tell("failed", {&name, 1});
}

void PlayerObject::poll() {
  begin_loading();
  patch_.poll_in(kPollMs);
  const auto ends = loaded_.take_ends();
  for (const LoadEnd& end : ends) tell_end(end);
  if (lost_.load()) {
    lost_ = false;
    patch_.complain("More than " + std::to_string(Timeline::kMost) +
                    " messages wait for their time, so they are dropped and all notes end; send fewer, or "
                    "turn DSP on.");
  }
  const int revision = player().revision();
  if (revision == revision_) return;
  revision_ = revision;
  const Status status = player().status();
  remember_macros(status);
  if (!status.message.empty() && status.message != message_) patch_.complain(status.message);
  message_ = status.message;
  const std::string title = status.playable ? title_of(status) : "";
  const bool loaded = !ends.empty() && ends.back().trouble.empty();
  if (title.empty() || (title == title_ && !loaded)) return;
  title_ = title;
  const Word word{std::string_view(title)};
  patch_.tell("loaded", {&word, 1});
}

void PlayerObject::prepare(double rate_hz, int block, double tick_ms) {
  start_.prepare(tick_ms);
  const bool fits = rate_hz == rate_hz_ && block <= block_;
  if (fits && !player().engine().needs_restart()) return;
  block_ = std::max({block, block_, kLeastBlock});
  rate_hz_ = player().activate(rate_hz, block_) ? rate_hz : 0;
  if (rate_hz_ == 0) patch_.complain(player().status().message);
}

void PlayerObject::post(const Posted& posted) {
  if (posted_.push(posted)) return;
  lost_ = true;
  drops_ = true;
}

void PlayerObject::set(int index, float value, double due_ms) {
  value = clamped(index, value);
  const double now_ms = patch_.now_ms();
  if (due_ms <= now_ms) {
    newest_[static_cast<size_t>(index)] = value;
    newest_ms_[static_cast<size_t>(index)] = now_ms;
    if (rate_hz_ == 0) return player().engine().set_value(index, value);  // no audio yet
  }
  Event e;
  e.kind = EventKind::parameter;
  e.index = index;
  e.value = value;
  send(e, due_ms);
}

float PlayerObject::value(int index) const {
  const auto i = static_cast<size_t>(index);
  return newest_ms_[i] == patch_.now_ms() ? newest_[i].load() : player().value(index);
}

int PlayerObject::parameter_of(std::string_view name) const {
  const std::string wanted = word_of(name);
  const auto exists = [this](int index) { return place_of(player().kind(), index) >= 0; };
  if (const int index = parameter_index(wanted); index >= 0) return exists(index) ? index : -1;
  if (const MacroWords* of_model = macros_.load(std::memory_order_acquire))
    for (int slot = 0; slot < kMacros; ++slot)
      if (!wanted.empty() && (*of_model)[static_cast<size_t>(slot)] == wanted) return kMacro1 + slot;
  for (int slot = 0; slot < kMacroCount; ++slot)
    if (wanted == word_of(kMacroTable[slot].name)) return kMacro1 + slot;
  return -1;
}

void PlayerObject::remember_macros(const Status& status) {
  auto words = std::make_unique<MacroWords>();
  for (size_t slot = 0; slot < words->size(); ++slot) (*words)[slot] = word_of(status.macros[slot]);
  auto same = std::find_if(all_macros_.begin(), all_macros_.end(), [&](const auto& m) { return *m == *words; });
  if (same == all_macros_.end()) same = all_macros_.insert(same, std::move(words));
  macros_.store(same->get(), std::memory_order_release);
}

void PlayerObject::choke() noexcept {
  Event all;
  all.kind = EventKind::choke;
  player().event(all);
  timeline_.clear();
}

// What messages have sent since the last block; more than there is room for ends everything.
void PlayerObject::take_posted() noexcept {
  bool fits = true;
  Posted posted;
  while (posted_.pop(posted)) {
    if (posted.order == Order::panic) choke();
    if (posted.order == Order::reset) {
      timeline_.clear();
      player().engine().reset();
    }
    if (posted.order == Order::play) fits = timeline_.add(posted.due_ms, posted.event) && fits;
  }
  if (!fits) lost_ = true;
  if (!fits || drops_.exchange(false)) choke();
}

void PlayerObject::silence(float* left, float* right, int n) noexcept {
  std::fill_n(left, n, 0.f);
  std::fill_n(right, n, 0.f);
}

void PlayerObject::perform(double now_ms, const float* in, float* left, float* right,
                           int n) noexcept PARTIALS_NONBLOCKING {
  const double rate_hz = rate_hz_.load(std::memory_order_relaxed);
  if (rate_hz == 0 || n > block_ || n < 1) return silence(left, right, n);
  const double start_ms = start_.next_ms(now_ms, n * 1000.0 / rate_hz);
  Player& p = player();
  const float to = enabled_.load(std::memory_order_relaxed) ? 1.f : 0.f;
  const bool off = gain_ == 0 && to == 0;
  if (gain_ == 0 && !off) p.engine().reset();  // what sounded before it was disabled is over
  take_posted();
  timeline_.take(start_ms, rate_hz / 1000, n, [&p, off](const Event& e) noexcept {
    if (e.kind == EventKind::parameter)
      p.parameter(static_cast<uint32_t>(e.time), e.index, e.value);
    else if (!off)
      p.event(e);
  });
  if (off) return silence(left, right, n);
  float* out[] = {left, right};
  p.process(in ? &in : nullptr, in ? 1 : 0, out, 2, n);
  if (gain_ == 1 && to == 1) return;
  for (int i = 0; i < n; ++i) {  // a fade of one block
    const float g = gain_ + (to - gain_) * static_cast<float>(i + 1) / static_cast<float>(n);
    left[i] *= g;
    right[i] *= g;
  }
  gain_ = to;
}

}  // namespace partials::patch
