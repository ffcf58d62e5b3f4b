// SPDX-License-Identifier: MIT
// One plug-in instance: a Player (apps/player) between CLAP's calls. Instrument and effect share the code
// and differ in their kind. Threads follow CLAP: everything is [main-thread] except process, reset and
// flush while active. Models load on the housekeeper's thread, which calls no function of the host except
// request_callback.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>

#include "base/nonblocking.h"
#include "gestures.h"
#include "gui.h"
#include "host.h"
#include "player.h"
#include "player_events.h"

namespace partials::clap {

class Instance {
 public:
  Instance(const clap_host_t* host, const clap_plugin_descriptor_t* descriptor, PlayerKind kind);
  static Instance& of(const clap_plugin_t* plugin) noexcept {
    return *static_cast<Instance*>(plugin->plugin_data);
  }

  const clap_plugin_t* plugin() const { return &plugin_; }
  PlayerKind kind() const { return player_.kind(); }
  bool instrument() const { return kind() == PlayerKind::instrument; }
  Player& player() { return player_; }
  const Host& host() const { return host_; }
  bool unused(int index) const;  // a macro that the model does not support
  double rate_hz() const { return rate_hz_; }
  void gesture(const Gesture& g);          // a gesture in the window; also sets the value
  uint32_t voices() const noexcept;        // number of voices set
  uint32_t tail_samples() const noexcept;  // also [audio-thread]

  bool init();
  bool activate(double rate_hz, int max_frames);
  void deactivate();
  void on_main_thread();
  void load(const char* path);             // shortly afterwards; the result is reported to the host
  bool restore(const std::string& state);  // at once

  void reset() noexcept { player_.engine().reset(); }
  clap_process_status process(const clap_process_t& p) noexcept PARTIALS_NONBLOCKING;
  void flush(const clap_input_events_t* in, const clap_output_events_t* out) noexcept;

 private:
  void follow();
  void ask_for_restart() noexcept;
  void play(const clap_input_events_t* in, const clap_output_events_t* out,
            const clap_audio_buffer_t* sound_in, clap_audio_buffer_t* sound_out, int frames) noexcept;
  void notice() noexcept;

  clap_plugin_t plugin_;
  Host host_;
  Status status_;     // as last reported to the host
  int revision_ = 1;  // revision of status_
  double rate_hz_ = 48000;
  std::atomic<bool> active_{false}, restart_asked_{false};
  Gestures gestures_;

  // Audio thread.
  std::array<Event, 256> events_;
  uint32_t told_voices_ = 0, told_tail_ = 0;

  Player player_;  // destroyed before the members that its thread calls

 public:
  std::unique_ptr<Gui> gui;
};

}  // namespace partials::clap
