// SPDX-License-Identifier: MIT
// The main-thread part.
#include "instance.h"

#include <cmath>

#include "titles.h"

namespace partials::clap {

bool Instance::init() {
  host_.look();
  host_.assert_main();
  return true;
}

bool Instance::unused(int index) const { return is_unused(status_, index); }

uint32_t Instance::voices() const noexcept {
  return player_.value(kMono) > 0.5f ? 1 : static_cast<uint32_t>(player_.value(kVoices));
}
uint32_t Instance::tail_samples() const noexcept {
  return static_cast<uint32_t>(std::ceil(player_.engine().tail_s() * rate_hz_));
}

bool Instance::activate(double rate_hz, int max_frames) {
  host_.assert_main();
  player_.load_first();  // by now the host has restored its project
  const int before = player_.latency_samples();
  const bool ready = player_.activate(rate_hz, max_frames);
  follow();
  if (!ready) return false;
  rate_hz_ = rate_hz;
  restart_asked_ = false;
  told_voices_ = voices();
  told_tail_ = tail_samples();
  active_ = true;
  if (player_.latency_samples() != before) host_.latency_changed();
  return true;
}

void Instance::deactivate() {
  host_.assert_main();
  active_ = false;
}

void Instance::load(const char* path) {
  host_.assert_main();
  player_.load_soon(path);
  player_.begin_housekeeping();
}

bool Instance::restore(const std::string& state) {
  host_.assert_main();
  const bool restored = player_.restore(state);
  follow();
  return restored;
}

void Instance::on_main_thread() {
  host_.assert_main();
  follow();
  for (const auto& [path, trouble] : player_.take_loads()) {
    if (trouble.empty()) {
      host_.preset_loaded(path.c_str());
      host_.state_changed();
    } else {
      host_.preset_failed(CLAP_PRESET_DISCOVERY_LOCATION_FILE, path.c_str(), trouble.c_str());
    }
  }
  host_.voices_changed();
}

// Reports changes of the player since the last report to the host.
void Instance::follow() {
  const int now = player_.revision();
  if (std::exchange(revision_, now) == now) return;
  const std::string before = std::exchange(status_, player_.status()).message;
  if (status_.message != before) host_.log(CLAP_LOG_ERROR, status_.message);
  host_.parameters_changed();
  ask_for_restart();
  if (active_) host_.process();  // a sleeping plug-in must take over the new model
}

void Instance::ask_for_restart() noexcept {
  if (active_ && player_.engine().needs_restart() && !restart_asked_.exchange(true)) host_.restart();
}

void Instance::gesture(const Gesture& g) {
  if (g.kind == Gesture::value) player_.engine().set_value(g.index, g.to);
  gestures_.push(g);  // it is full only if the host has not read it for seconds
  host_.ask_for_flush();
}

}  // namespace partials::clap
