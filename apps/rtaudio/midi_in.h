// SPDX-License-Identifier: MIT
// MIDI inputs of ALSA's sequencer, through RtMidi: each connection is a port of ours with a thread of
// RtMidi and a ring to the audio thread. Without /dev/snd/seq or RtMidi there are none. [keeper's thread]
// except feed.
#pragma once
#include <array>
#include <atomic>
#include <string>

#include "audio/device.h"
#include "audio/pace.h"
#include "base/ring.h"
#include "rtaudio/library.h"

namespace partials::rtaudio {

class MidiIn final : public audio::MidiPorts, public audio::MidiFeed {
 public:
  ~MidiIn() override;
  std::vector<audio::MidiPort> ports() override;
  bool connect(const std::string& id, bool connected) override;
  bool feed(Player& player, int frames, double rate_hz) noexcept PARTIALS_NONBLOCKING override;

 private:
  static constexpr size_t kMax = 16;  // connections
  struct Timed {
    double time_s = 0;
    audio::MidiMessage message;
  };
  struct Slot {
    std::string id;  // "" if the slot is free
    RtMidiInPtr port = nullptr;
    Ring<Timed, 512> ring;
    Timed held;  // audio thread: the next message, which belongs to a later block
    bool holding = false;
    std::atomic<bool> ended{false};  // its notes must end: the input has disappeared, or messages were lost
  };
  struct Found {
    std::string id, name;
    unsigned number = 0;  // RtMidi's port number, valid until the ports change
  };
  bool open();
  std::vector<Found> found();
  Slot* slot_of(const std::string& id);
  void free_slot(Slot& slot);
  static void receive(double, const unsigned char* bytes, size_t size, void* slot);

  const MidiLibrary* rtmidi_ = nullptr;
  RtMidiInPtr lister_ = nullptr;
  std::array<Slot, kMax> slots_;
  audio::BlockClock clock_;  // audio thread
};

}  // namespace partials::rtaudio
