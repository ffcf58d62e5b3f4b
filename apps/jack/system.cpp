// SPDX-License-Identifier: MIT
#include "jack/system.h"

#include "base/clocks.h"
#include "jack/client.h"

namespace partials::jack {
namespace {

// To query the server, we connect a client for a moment, which other clients can see; without a server this
// costs nothing.
constexpr double kAskAgainS = 10;

struct Nothing final : audio::CycleHooks {};

}  // namespace

std::vector<audio::AudioOutput> System::outputs(bool in_use) {
  if (in_use) {
    there_ = true;
    asked_s_ = now_s();
  }
  if (!there_ || now_s() - asked_s_ > kAskAgainS) {
    const auto library = jack::library();
    jack_status_t status{};
    jack_client_t* const client =
        library ? library.value()->client_open("Partials asks", JackNoStartServer, &status) : nullptr;
    there_ = client != nullptr;
    asked_s_ = now_s();
    if (client) library.value()->client_close(client);
  }
  if (!there_) return {};
  return {{"jack", "JACK"}};
}

Result<std::unique_ptr<audio::Device>> System::open(const audio::Request& request, audio::Stage& stage) {
  auto client = std::make_unique<Client>(stage);
  auto going = client->open(request.name);
  if (going) going = client->start(request);
  there_ = going.ok();
  asked_s_ = now_s();
  if (!going) return going.error();
  return std::unique_ptr<audio::Device>(std::move(client));
}

std::vector<std::string> System::lines() {
  Player none(PlayerKind::instrument);
  Nothing no_hooks;
  audio::Stage stage(none, no_hooks);
  Client client(stage);
  if (!client.open("Partials asks")) return {};
  return client.lines();
}

}  // namespace partials::jack
