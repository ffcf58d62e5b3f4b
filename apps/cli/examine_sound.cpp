// SPDX-License-Identifier: MIT
#include "examine_sound.h"

#include <fmt/format.h>

#ifdef PARTIALS_HAS_PLAY
#include "audio/device.h"
#endif
#ifdef PARTIALS_JACK
#include "jack/library.h"
#endif

namespace partials {
namespace {

constexpr const char* kStartServer =
    "start one: pw-jack partials play … where PipeWire runs (package pipewire-jack), or jackd -d alsa; "
    "rendering to files needs none";

#ifdef PARTIALS_JACK
int count_of(const char** names) {
  int n = 0;
  while (names && names[n]) ++n;
  return n;
}

// Connects a client for a moment; never starts a server.
Finding jack_server() {
  const auto found = jack::library();
  if (!found)
    return {Severity::warning, "jack", found.error().text, "apt-get install pipewire-jack, or jackd2"};
  const jack::Library& l = *found.value();
  jack_status_t status{};
  jack_client_t* client = l.client_open("partials-doctor", JackNoStartServer, &status);
  if (!client)
    return {Severity::warning, "jack",
            "no JACK or PipeWire server answers, so 'partials play' and partials-live play through "
            "PulseAudio or ALSA, if at all",
            kStartServer};
  const char** speakers =
      l.get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
  const int outputs = count_of(speakers);
  if (speakers) l.free(speakers);
  const std::string text =
      fmt::format("a JACK or PipeWire server answers: {} Hz, blocks of {}, {} channel{} out",
                  l.get_sample_rate(client), l.get_buffer_size(client), outputs, outputs == 1 ? "" : "s");
  l.client_close(client);
  if (outputs == 0)
    return {Severity::warning, "jack", text + ", so there is no sound",
            "plug in a sound card, or choose another in the server's settings"};
  return {Severity::fact, "jack", text, ""};
}
#else
Finding jack_server() {
  return {Severity::warning, "jack",
          "this program was built without JACK's headers, so it cannot play through a JACK server",
          "install libjack-jackd2-dev and build again, or play a plug-in; rendering to files works"};
}
#endif

// Every output to which partials-live and `partials play` can play now.
Finding outputs() {
#ifdef PARTIALS_HAS_PLAY
  std::string names;
  for (const auto& system : audio::systems().audio)
    for (const auto& output : system->outputs(false)) names += (names.empty() ? "" : ", ") + output.name;
  if (!names.empty()) return {Severity::fact, "outputs", "available outputs: " + names, ""};
  return {Severity::warning, "outputs",
          "no audio output answers (JACK, PulseAudio, ALSA), so live playing has no sound",
          "start a sound server or plug in a sound card; rendering to files needs none"};
#else
  return {Severity::warning, "outputs",
          "this program was built without the headers of an audio system, so it cannot play live",
          "run tools/setup build and build again; rendering to files works"};
#endif
}

constexpr Finding (*kWays[])() = {jack_server, outputs};

}  // namespace

std::vector<Finding> examine_sound() {
  std::vector<Finding> list;
  for (const auto way : kWays) list.push_back(way());
  return list;
}

}  // namespace partials
