// SPDX-License-Identifier: MIT
// The host as seen by the plug-in: calls to extensions that it lacks do nothing.
#pragma once
#include <cassert>
#include <string>

#include "clap_more.h"
#include "ext/gui.h"
#include "ext/latency.h"
#include "ext/params.h"
#include "ext/state.h"
#include "ext/thread-check.h"
#include "ext/timer-support.h"

namespace partials::clap {

class Host {
 public:
  explicit Host(const clap_host_t* host) : host_(host) {}

  // [main-thread] call in init: extensions may not be requested earlier.
  void look() {
    log_ = extension<clap_host_log_t>(CLAP_EXT_LOG);
    params_ = extension<clap_host_params_t>(CLAP_EXT_PARAMS);
    latency_ = extension<clap_host_latency_t>(CLAP_EXT_LATENCY);
    state_ = extension<clap_host_state_t>(CLAP_EXT_STATE);
    tail_ = extension<clap_host_tail_t>(CLAP_EXT_TAIL);
    voices_ = extension<clap_host_voice_info_t>(CLAP_EXT_VOICE_INFO);
    threads_ = extension<clap_host_thread_check_t>(CLAP_EXT_THREAD_CHECK);
    gui_ = extension<clap_host_gui_t>(CLAP_EXT_GUI);
    timer_ = extension<clap_host_timer_support_t>(CLAP_EXT_TIMER_SUPPORT);
    presets_ = extension<clap_host_preset_load_t>(CLAP_EXT_PRESET_LOAD);
    if (!presets_) presets_ = extension<clap_host_preset_load_t>(CLAP_EXT_PRESET_LOAD_COMPAT);
  }

  // [thread-safe]
  void restart() const noexcept {
    if (host_->request_restart) host_->request_restart(host_);
  }
  void process() const noexcept {
    if (host_->request_process) host_->request_process(host_);
  }
  void callback() const noexcept {
    if (host_->request_callback) host_->request_callback(host_);
  }
  void ask_for_flush() const noexcept {
    if (params_) params_->request_flush(host_);
  }
  void gui_closed() const noexcept {
    if (gui_) gui_->closed(host_, false);
  }
  void log(clap_log_severity severity, const std::string& text) const {
    if (log_ && !text.empty()) log_->log(host_, severity, text.c_str());
  }
  void assert_main() const noexcept { assert(!threads_ || threads_->is_main_thread(host_)); }
  void assert_audio() const noexcept { assert(!threads_ || threads_->is_audio_thread(host_)); }

  // [audio-thread]
  void tail_changed() const noexcept {
    if (tail_) tail_->changed(host_);
  }

  // [main-thread]
  bool has_timer() const { return timer_ != nullptr; }
  clap_id start_timer(uint32_t period_ms) const {
    clap_id id = CLAP_INVALID_ID;
    return timer_ && timer_->register_timer(host_, period_ms, &id) ? id : CLAP_INVALID_ID;
  }
  void stop_timer(clap_id id) const {
    if (timer_) timer_->unregister_timer(host_, id);
  }
  void parameters_changed() const {
    if (params_)
      params_->rescan(host_, CLAP_PARAM_RESCAN_VALUES | CLAP_PARAM_RESCAN_TEXT | CLAP_PARAM_RESCAN_INFO);
  }
  void latency_changed() const {
    if (latency_) latency_->changed(host_);
  }
  void voices_changed() const {
    if (voices_) voices_->changed(host_);
  }
  void state_changed() const {
    if (state_) state_->mark_dirty(host_);
  }
  void preset_loaded(const char* path) const {
    if (presets_) presets_->loaded(host_, CLAP_PRESET_DISCOVERY_LOCATION_FILE, path, nullptr);
  }
  void preset_failed(uint32_t kind, const char* path, const char* why) const {
    if (presets_) presets_->on_error(host_, kind, path, nullptr, 0, why);
  }

 private:
  template <class T>
  const T* extension(const char* id) const {
    return host_->get_extension ? static_cast<const T*>(host_->get_extension(host_, id)) : nullptr;
  }

  const clap_host_t* host_;
  const clap_host_log_t* log_ = nullptr;
  const clap_host_params_t* params_ = nullptr;
  const clap_host_latency_t* latency_ = nullptr;
  const clap_host_state_t* state_ = nullptr;
  const clap_host_tail_t* tail_ = nullptr;
  const clap_host_voice_info_t* voices_ = nullptr;
  const clap_host_thread_check_t* threads_ = nullptr;
  const clap_host_preset_load_t* presets_ = nullptr;
  const clap_host_gui_t* gui_ = nullptr;
  const clap_host_timer_support_t* timer_ = nullptr;
};

}  // namespace partials::clap
