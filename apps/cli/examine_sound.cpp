// SPDX-License-Identifier: MIT
#include "examine_sound.h"

#include <fmt/format.h>

#ifdef PARTIALS_HAS_PLAY
#include "jack/library.h"
#endif

namespace partials {
namespace {

constexpr const char* kStartServer =
    "start one: pw-jack partials play … where PipeWire runs (package pipewire-jack), or jackd -d alsa; rendering to files needs none";

#ifdef PARTIALS_HAS_PLAY
int count_of(const char** names) {
  int n = 0;
  while (names && names[n]) ++n;
  return n;
}

// A client of the server's, for a moment; none is started.
Finding jack_server() {
  const auto found = jack::library();
  if (!found) return {Severity::warning, "jack", found.error().text, "apt-get install pipewire-jack, or jackd2"};
  const jack::Library& l = *found.value();
  jack_status_t status{};
  jack_client_t* client = l.client_open("partials-doctor", JackNoStartServer, &status);
  if (!client) return {Severity::warning, "jack", "no JACK or PipeWire server answers, so 'partials play' and partials-live cannot play through it", kStartServer};
  const char** speakers = l.get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
  const int outputs = count_of(speakers);
  if (speakers) l.free(speakers);
  const std::string text = fmt::format("a JACK or PipeWire server answers: {} Hz, blocks of {}, {} channel{} out", l.get_sample_rate(client),
                                       l.get_buffer_size(client), outputs, outputs == 1 ? "" : "s");
  l.client_close(client);
  if (outputs == 0) return {Severity::warning, "jack", text + ", so nothing is heard", "plug in a sound card, or choose another in the server's settings"};
  return {Severity::fact, "jack", text, ""};
}
#else
Finding jack_server() {
  return {Severity::warning, "jack", "this program was built without JACK, so it does not play live",
          "install libjack-jackd2-dev and build again, or play a plug-in; rendering to files works"};
}
#endif

constexpr Finding (*kWays[])() = {jack_server};

}  // namespace

std::vector<Finding> examine_sound() {
  std::vector<Finding> list;
  for (const auto way : kWays) list.push_back(way());
  return list;
}

}  // namespace partials
