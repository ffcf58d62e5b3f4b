// SPDX-License-Identifier: MIT
// One plug-in instance: a Session between CLAP's calls. Instrument and effect are the same code and differ by their kind.
// Threads as CLAP has them: all [main-thread] but process, reset and flush while active.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "engine/session.h"
#include "gestures.h"
#include "gui.h"
#include "host.h"
#include "player_events.h"

namespace partials::clap {

class Player {
 public:
  Player(const clap_host_t* host, const clap_plugin_descriptor_t* descriptor, PlayerKind kind);
  static Player& of(const clap_plugin_t* plugin) noexcept { return *static_cast<Player*>(plugin->plugin_data); }

  const clap_plugin_t* plugin() const { return &plugin_; }
  PlayerKind kind() const { return session_.engine().kind(); }
  bool instrument() const { return kind() == PlayerKind::instrument; }
  Session& session() { return session_; }
  const Host& host() const { return host_; }
  const std::vector<int>& parameters() const { return parameters_; }  // those that this kind has, as places in kParameters
  std::string name_of(int index) const;                                // a macro's name is the model's
  bool unused(int index) const;                                        // a macro that the model cannot serve
  int revision() const { return revision_; }                           // another number whenever model or message may be others
  double rate_hz() const { return rate_hz_; }
  void gesture(const Gesture& g);                                      // what a hand does in the window; sets the value too
  uint32_t tail_samples() const noexcept { return tail_.load(std::memory_order_relaxed); }

  bool init();
  bool activate(double rate_hz, int max_frames);
  void deactivate();
  void on_main_thread();
  bool load_file(const char* path);
  void load_first();  // the sound of a fresh instance (first_model.h), where nothing has been asked for
  bool restore(const std::string& state);

  void reset() noexcept { session_.engine().reset(); }
  clap_process_status process(const clap_process_t& p) noexcept;
  void flush(const clap_input_events_t* in, const clap_output_events_t* out) noexcept;

  std::unique_ptr<Gui> gui;

 private:
  void model_changed();
  void play(const clap_input_events_t* in, const clap_output_events_t* out, const clap_audio_buffer_t* sound_in, clap_audio_buffer_t* sound_out, int frames) noexcept;
  void notice(int frames) noexcept;
  void look_at_tail(bool tell) noexcept;

  clap_plugin_t plugin_;
  Host host_;
  Session session_;
  std::vector<int> parameters_;
  std::array<std::string, kMacros> macros_;  // as the model names them
  double rate_hz_ = 48000;
  std::atomic<bool> active_{false};
  std::atomic<uint32_t> tail_{0};
  std::atomic<int> swap_left_{0};            // samples until a swap is surely over and the old model can be freed
  std::atomic<bool> restart_asked_{false};
  int revision_ = 1;
  Gestures gestures_;

  // Audio side.
  std::array<Event, 256> events_;
  float seen_quality_ = 1, seen_voices_ = -1, seen_release_ = 0;
};

}  // namespace partials::clap
