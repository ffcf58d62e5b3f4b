// SPDX-License-Identifier: MIT
// The main side.
#include "player.h"

#include "first_model.h"

namespace partials::clap {
namespace {

constexpr double kSwapS = 0.2;  // longer than any crossfade of two models, one after the other

}  // namespace

bool Player::init() {
  host_.look();
  host_.assert_main();
  return true;
}

std::string Player::name_of(int index) const {
  const bool named = is_macro(index) && !macros_[static_cast<size_t>(index - kMacro1)].empty();
  return named ? macros_[static_cast<size_t>(index - kMacro1)] : kParameters[static_cast<size_t>(index)].name;
}

bool Player::unused(int index) const {
  return is_macro(index) && session_.engine().model() && macros_[static_cast<size_t>(index - kMacro1)].empty();
}

bool Player::activate(double rate_hz, int max_frames) {
  host_.assert_main();
  load_first();  // by now a host has restored its project
  const int before = session_.engine().latency_samples();
  const auto ready = session_.engine().prepare(rate_hz, max_frames);
  if (!ready) return host_.log(CLAP_LOG_ERROR, ready.error().text), false;
  rate_hz_ = rate_hz;
  restart_asked_ = false, swap_left_ = 0;
  seen_quality_ = session_.engine().value(kQuality);
  look_at_tail(false);
  active_ = true;
  if (session_.engine().latency_samples() != before) host_.latency_changed();
  return true;
}

void Player::deactivate() {
  host_.assert_main();
  active_ = false;
  session_.engine().collect();
}

void Player::on_main_thread() {
  host_.assert_main();
  Engine& engine = session_.engine();
  engine.collect();
  const auto [path, trouble] = session_.take_wish();
  host_.log(CLAP_LOG_INFO, trouble);
  if (!path.empty() && load_file(path.c_str())) host_.state_changed();
  if (engine.needs_refresh()) {
    if (const auto r = engine.refresh(); !r) host_.log(CLAP_LOG_ERROR, r.error().text);
    swap_left_ = static_cast<int>(kSwapS * rate_hz_);
  }
  host_.voices_changed();
}

bool Player::load_file(const char* path) {
  host_.assert_main();
  const auto loaded = session_.load_file(path);
  if (!loaded) {
    host_.log(CLAP_LOG_ERROR, loaded.error().text);
    host_.preset_failed(CLAP_PRESET_DISCOVERY_LOCATION_FILE, path, loaded.error().text.c_str());
    ++revision_;
    return false;
  }
  model_changed();
  host_.preset_loaded(path);
  return true;
}

void Player::load_first() {
  if (session_.load_first(first_model(), kFirstModel)) model_changed();
}

// A project whose model is not on this machine is restored all the same: silent, its reference kept.
bool Player::restore(const std::string& state) {
  host_.assert_main();
  const auto restored = session_.restore(state);
  if (!restored) host_.log(CLAP_LOG_ERROR, restored.error().text);
  model_changed();
  const bool waits_for_model = !session_.engine().model() && !session_.model().sha256.empty();
  return restored.ok() || waits_for_model;
}

void Player::gesture(const Gesture& g) {
  if (g.kind == Gesture::value) session_.engine().set_value(g.index, g.to);
  gestures_.push(g);  // where it is full, a host has not listened for seconds
  host_.ask_for_flush();
}

void Player::model_changed() {
  ++revision_;
  macros_ = session_.engine().macros();
  if (active_) swap_left_ = static_cast<int>(kSwapS * rate_hz_);
  if (active_ && session_.engine().needs_restart() && !restart_asked_.exchange(true)) host_.restart();
  host_.parameters_changed();
}

}  // namespace partials::clap
