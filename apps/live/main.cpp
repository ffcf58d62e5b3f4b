// SPDX-License-Identifier: MIT
// partials-live: an instrument or an effect as a JACK client, with or without a window. It starts muted, with the limiter on.
#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "bell.h"
#include "describe/describe.h"
#include "engine/model_names.h"
#include "jack/client.h"
#include "library/takes.h"
#include "window.h"

namespace {

std::atomic<bool> asked_to_end{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler sets it

struct Options {
  std::string model, name;
  bool effect = false, unmute = false, no_window = false, connect = false;
};

constexpr const char* kNoServer = "No JACK server answers; start one first, for example with qjackctl, or with: jackd -d alsa";

// Records what comes in, and wakes a window that rests when a note comes or something sounds.
class Ears final : public partials::jack::Around {
 public:
  Ears(partials::Player& player, partials::Takes* takes, partials::Bell& bell) : player_(player), takes_(takes), bell_(bell) {}
  void heard(const partials::jack::Cycle& c) noexcept PARTIALS_NONBLOCKING override {
    if (takes_) takes_->push(c.in, c.inputs, c.frames);
  }
  void after(const partials::jack::Cycle& c) noexcept PARTIALS_NONBLOCKING override {
    if (c.midi || player_.meters().peak > 0.001f) bell_.ring();
  }

 private:
  partials::Player& player_;
  partials::Takes* takes_;
  partials::Bell& bell_;
};

void say(partials::Player& player, const partials::jack::Client& client, bool muted) {
  const auto status = player.status();
  if (!status.message.empty()) std::fprintf(stderr, "%s\n", status.message.c_str());
  std::printf("%s plays %s at %d Hz.\n", client.name(), status.model.empty() ? "nothing yet" : title_of(status).c_str(), client.rate_hz());
  if (muted) std::printf("Muted, to protect ears and speakers: raise Output in the window, or start with --unmuted.\n");
  std::fflush(stdout);
}

int run(const Options& options) {
  using namespace partials;
  Player player(options.effect ? PlayerKind::effect : PlayerKind::instrument);
  if (!options.unmute) player.engine().set_value(kOutput, kParameters[kOutput].min);
  const auto model = model_path(options.model);  // a file, a name or a hash
  if (!model) return std::fprintf(stderr, "%s\n", model.error().text.c_str()), 1;
  if (!options.model.empty() && !player.load(model.value())) return std::fprintf(stderr, "%s\n", player.status().message.c_str()), 1;
  if (options.model.empty()) player.load_first();
  Takes takes;  // only a window records
  Bell bell;
  Takes* const recording = options.no_window ? nullptr : &takes;
  Ears ears(player, recording, bell);
  jack::Client client(player, ears);
  auto going = client.open(options.name, kNoServer);
  if (going) going = client.start(options.effect || recording ? 2 : 0);
  if (!going) return std::fprintf(stderr, "%s\n", going.error().text.c_str()), 1;
  if (options.connect) client.join(false, "");
  say(player, client, !options.unmute);
  const auto going_on = [&] { return client.keep_up(), !asked_to_end && !client.lost(); };
  if (options.no_window || !show_window(player, &takes, bell, client.name(), client.rate_hz(), going_on))
    while (going_on()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  if (client.lost()) std::fprintf(stderr, "The JACK server has gone, so there is nothing left to play to.\n");
  return client.lost() ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Plays a Partials model live, through JACK.");
  app.set_version_flag("--version", PARTIALS_VERSION);
  app.add_option("model", options.model, "a .partials or .partials-preset file, or a model's name (partials models list); without one, a violin; choose others in the window or by a program change")->type_name("MODEL");
  app.add_flag("--effect", options.effect, "turn the input into the model's sound (else: an instrument played by MIDI)");
  app.add_flag("--unmuted", options.unmute, "sound at once; else it starts muted");
  app.add_flag("--connect", options.connect, "connect to the first speakers and inputs");
  app.add_flag("--no-window", options.no_window, "without a window, until it is ended by Ctrl-C");
  app.add_option("--name", options.name, "name among JACK's clients");
  app.footer("Examples:\n  partials-live violin.partials\n  partials-live violin.partials --effect --connect --unmuted");
  if (const auto described = partials::describe::answer(app, argc, argv, PARTIALS_VERSION, {.description = {}, .sections = {}, .see_also = {"partials"}})) return *described;
  CLI11_PARSE(app, argc, argv);
  if (options.name.empty()) options.name = options.effect ? "Partials Effect" : "Partials";
  std::signal(SIGINT, [](int) { asked_to_end = true; });
  std::signal(SIGTERM, [](int) { asked_to_end = true; });
  return run(options);
}
