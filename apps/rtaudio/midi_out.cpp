// SPDX-License-Identifier: MIT
#include "rtaudio/midi_out.h"

#include <unistd.h>

#include "rtaudio/library.h"

namespace partials::rtaudio {
namespace {

constexpr const char* kSequencer = "/dev/snd/seq";  // without it RtMidi prints its own errors
constexpr const char* kPort = "midi_out";

class Out final : public audio::MidiOut {
 public:
  ~Out() override {
    if (port_) rtmidi_->out_free(port_);
  }

  Result<void> open(const std::string& to, std::vector<std::string>& names) {
    if (access(kSequencer, R_OK | W_OK) != 0) return Error{"this machine has no ALSA sequencer"};
    const auto library = midi_library();
    if (!library) return library.error();
    rtmidi_ = library.value();
    port_ = rtmidi_->out_create(RTMIDI_API_LINUX_ALSA, audio::kMidiOutClient);
    if (!port_ || !port_->ok) return Error{"ALSA's sequencer gave no client"};
    const auto there = destinations();
    names.insert(names.end(), there.begin(), there.end());
    if (to == audio::kUnjoined) {
      rtmidi_->open_virtual_port(port_, kPort);
      destination_ = std::string(audio::kMidiOutClient) + ":" + kPort;
    } else {
      const int at = audio::matching(there, to);
      if (at < 0) return Error{"ALSA has no MIDI destination '" + to + "'"};
      rtmidi_->open_port(port_, static_cast<unsigned>(at), kPort);
      destination_ = there[static_cast<size_t>(at)];
    }
    if (!port_->ok) return Error{"ALSA's sequencer did not open the port to '" + destination_ + "'"};
    return {};
  }

  std::string destination() const override { return destination_; }
  bool send(std::span<const uint8_t> message) noexcept override {
    return rtmidi_->out_send_message(port_, message.data(), static_cast<int>(message.size())) == 0;
  }

 private:
  std::vector<std::string> destinations() const {
    std::vector<std::string> names;
    const unsigned n = rtmidi_->get_port_count(port_);
    for (unsigned i = 0; port_->ok && i < n; ++i) {
      char text[256] = {};
      int size = sizeof text;
      names.emplace_back(rtmidi_->get_port_name(port_, i, text, &size) < 0 ? "" : text);
    }
    port_->ok = true;
    return names;
  }

  const MidiLibrary* rtmidi_ = nullptr;
  RtMidiOutPtr port_ = nullptr;
  std::string destination_;
};

}  // namespace

Result<std::unique_ptr<audio::MidiOut>> open_midi_out(const std::string& to,
                                                      std::vector<std::string>& names) {
  auto out = std::make_unique<Out>();
  if (auto opened = out->open(to, names); !opened) return opened.error();
  return std::unique_ptr<audio::MidiOut>(std::move(out));
}

}  // namespace partials::rtaudio
