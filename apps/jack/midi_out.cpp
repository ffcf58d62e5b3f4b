// SPDX-License-Identifier: MIT
#include "jack/midi_out.h"

#include <algorithm>
#include <array>

#include "base/ring.h"
#include "jack/library.h"

namespace partials::jack {
namespace {

struct Message {
  std::array<uint8_t, 3> bytes{};
  uint8_t size = 0;
};

class Out final : public audio::MidiOut {
 public:
  ~Out() override {
    if (!client_) return;
    jack_->deactivate(client_);
    jack_->client_close(client_);
  }

  Result<void> open(const std::string& to, std::vector<std::string>& names) {
    const auto library = jack::library();
    if (!library) return library.error();
    jack_ = library.value();
    jack_status_t status{};
    client_ = jack_->client_open(audio::kMidiOutClient, JackNoStartServer, &status);
    if (!client_) return Error{"no JACK server answers"};
    const auto there = destinations();
    names.insert(names.end(), there.begin(), there.end());
    const int at = to == audio::kUnjoined ? -1 : audio::matching(there, to);
    if (at < 0 && to != audio::kUnjoined) return Error{"JACK has no MIDI destination '" + to + "'"};
    port_ = jack_->port_register(client_, "midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
    if (!port_) return Error{"JACK gave no port"};
    jack_->set_process_callback(
        client_, [](jack_nframes_t frames, void* me) { return static_cast<Out*>(me)->process(frames); },
        this);
    if (jack_->activate(client_) != 0) return Error{"JACK did not activate the MIDI output"};
    destination_ = at < 0 ? jack_->port_name(port_) : there[static_cast<size_t>(at)];
    if (at >= 0 && jack_->connect(client_, jack_->port_name(port_), destination_.c_str()) != 0)
      return Error{"JACK did not connect the MIDI output to '" + destination_ + "'"};
    return {};
  }

  std::string destination() const override { return destination_; }
  bool send(std::span<const uint8_t> message) noexcept override {
    Message m;
    if (message.empty() || message.size() > m.bytes.size()) return false;
    std::copy(message.begin(), message.end(), m.bytes.begin());
    m.size = static_cast<uint8_t>(message.size());
    return ring_.push(m);
  }

 private:
  std::vector<std::string> destinations() const {
    std::vector<std::string> names;
    const char** list = jack_->get_ports(client_, nullptr, JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
    for (const char** p = list; p && *p; ++p) names.emplace_back(*p);
    if (list) jack_->free(list);
    return names;
  }
  int process(jack_nframes_t frames) noexcept {
    void* const buffer = jack_->port_get_buffer(port_, frames);
    jack_->midi_clear_buffer(buffer);
    while (holding_ || ring_.pop(held_)) {
      holding_ = jack_->midi_event_write(buffer, 0, held_.bytes.data(), held_.size) != 0;
      if (holding_) break;  // the buffer is full; the rest goes with the next cycle
    }
    return 0;
  }

  const Library* jack_ = nullptr;
  jack_client_t* client_ = nullptr;
  jack_port_t* port_ = nullptr;
  std::string destination_;
  Ring<Message, 1024> ring_;
  Message held_;
  bool holding_ = false;
};

}  // namespace

Result<std::unique_ptr<audio::MidiOut>> open_midi_out(const std::string& to,
                                                      std::vector<std::string>& names) {
  auto out = std::make_unique<Out>();
  if (auto opened = out->open(to, names); !opened) return opened.error();
  return std::unique_ptr<audio::MidiOut>(std::move(out));
}

}  // namespace partials::jack
