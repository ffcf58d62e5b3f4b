// SPDX-License-Identifier: MIT
// The audio systems of this build, in the order in which they are tried.
#include "audio/device.h"
#ifdef PARTIALS_JACK
#include "jack/system.h"
#endif
#ifdef PARTIALS_RTAUDIO
#include "rtaudio/midi_in.h"
#include "rtaudio/system.h"
#endif

namespace partials::audio {

Systems systems() {
  Systems all;
#ifdef PARTIALS_JACK
  all.audio.push_back(std::make_unique<jack::System>());
#endif
#ifdef PARTIALS_RTAUDIO
  all.audio.push_back(std::make_unique<rtaudio::System>(RTAUDIO_API_LINUX_PULSE, "pulse", "PulseAudio"));
  all.audio.push_back(std::make_unique<rtaudio::System>(RTAUDIO_API_LINUX_ALSA, "alsa", "ALSA"));
  auto midi = std::make_unique<rtaudio::MidiIn>();
  all.feed = midi.get();
  all.midi = std::move(midi);
#endif
  return all;
}

}  // namespace partials::audio
