// SPDX-License-Identifier: MIT
// The keeper's interface for other threads.
#include "audio/keeper.h"

namespace partials::audio {

window::AudioState Keeper::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::vector<AudioOutput> Keeper::outputs() const {
  const std::lock_guard lock(mutex_);
  return outputs_;
}

std::vector<window::MidiInput> Keeper::midi_inputs() const {
  const std::lock_guard lock(mutex_);
  return midi_inputs_;
}

int Keeper::xruns() const {
  const std::lock_guard lock(mutex_);
  return xruns_;
}

std::string Keeper::chosen_output() const {
  const std::lock_guard lock(mutex_);
  return chosen_;
}

std::map<std::string, bool> Keeper::midi_by_hand() const {
  const std::lock_guard lock(mutex_);
  return by_hand_;
}

std::vector<std::string> Keeper::take_news() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, {});
}

void Keeper::say(const std::string& sentence) {
  constexpr size_t kMax = 64;
  const std::lock_guard lock(mutex_);
  if (news_.size() < kMax) news_.push_back(sentence);  // otherwise nobody reads them
}

void Keeper::post(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  work_.push_back(std::move(work));
  wake_.notify_all();
}

std::vector<std::function<void()>> Keeper::take_work() {
  const std::lock_guard lock(mutex_);
  return std::exchange(work_, {});
}

void Keeper::choose_output(const std::string& id) {
  {
    const std::lock_guard lock(mutex_);
    chosen_ = id;
    ++revision_;
  }
  post([this, id] {
    request_.output = id;
    const bool plays_it = device_ && !id.empty() && device_->output() == id;
    if (!plays_it) drop();
  });
}

void Keeper::connect_midi(const std::string& id, bool connected) {
  {
    const std::lock_guard lock(mutex_);
    by_hand_[id] = connected;
  }
  post([this, id, connected] {
    midi_.by_hand[id] = connected;
    if (MidiPorts* const at = midi_of(id); at && !at->connect(id, connected))
      say("The MIDI input '" + id + "' cannot be connected.");
    next_midi_s_ = 0;
  });
}

void Keeper::want_inputs(int inputs) {
  post([this, inputs] {
    if (inputs <= request_.inputs) return;
    request_.inputs = inputs;
    if (device_ && device_->inputs() == 0) drop();
  });
}

}  // namespace partials::audio
