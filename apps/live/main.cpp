// SPDX-License-Identifier: MIT
// partials-live: an instrument or an effect as a standalone program, with or without a window. It starts
// muted, with the limiter on.
#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "base/version.h"
#include "describe/describe.h"
#include "host/model_names.h"
#include "library/takes.h"
#include "live.h"
#include "window.h"

namespace {

std::atomic<bool> asked_to_end{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler sets it

void say_news(partials::Live& live) {
  for (const std::string& sentence : live.take_news()) std::printf("%s\n", sentence.c_str());
  std::fflush(stdout);
}

void say_first(partials::Live& live, const std::string& name) {
  using namespace partials;
  const auto status = live.players().status();
  if (!status.message.empty()) std::fprintf(stderr, "%s\n", status.message.c_str());
  const char* const by = live.players().kind() == PlayerKind::effect ? "sound" : "notes";
  std::printf("%s plays %s by %s.\n", name.c_str(),
              status.model.empty() ? "nothing yet" : title_of(status).c_str(), by);
  if (live.muted())
    std::printf(
        "Muted, to protect ears and speakers: raise Output in the window, or start with --unmuted.\n");
  say_news(live);
}

int run(const partials::LiveOptions& options) {
  using namespace partials;
  Takes takes;  // only a window records
  ActivityFlag activity;
  Takes* const recording = options.no_window ? nullptr : &takes;
  Live live(options, recording, activity);
  Player& player = live.players().player();
  const auto model = model_path(options.model);  // a file, a name or a hash
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().text.c_str());
    return 1;
  }
  if (!options.model.empty() && !player.load(model.value())) {
    std::fprintf(stderr, "%s\n", player.status().message.c_str());
    return 1;
  }
  live.begin(options.unmute);
  say_first(live, options.name);
  const auto going_on = [&] {
    live.poll();
    say_news(live);
    return !asked_to_end;
  };
  if (options.no_window || !show_window(live, recording, activity, options.name.c_str(), going_on))
    while (going_on()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  live.end();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  partials::LiveOptions options;
  CLI::App app("Plays a Partials model live, through JACK, PipeWire, PulseAudio or ALSA.");
  app.set_version_flag("--version", partials::library_version());
  app.add_option(
         "model", options.model,
         "a .partials or .partials-preset file, or a model's name (partials models list); default: the model "
         "of the last run, or a violin. Choose another one in the window or by a program change")
      ->type_name("MODEL");
  app.add_flag("--effect", options.effect,
               "play as an effect: the audio input controls the model (default: as in the last run; at first "
               "an instrument, played by MIDI)");
  app.add_flag("--unmuted", options.unmute, "start unmuted; default: muted");
  app.add_flag(
      "--connect", options.connect,
      "connect MIDI keyboards, including those plugged in later, and with JACK the first outputs and inputs");
  app.add_option(
         "--output", options.output,
         "jack, pulse, alsa, an output listed by 'partials play --list', or best: the first one available")
      ->type_name("OUTPUT");
  app.add_flag("--fresh", options.fresh, "ignore the saved settings of the last run");
  app.add_flag("--no-window", options.no_window, "run without a window; Ctrl-C quits");
  app.add_option("--name", options.name, "name among the clients of the audio system");
  app.footer(
      "Examples:\n  partials-live violin.partials\n  partials-live violin.partials --effect --connect "
      "--unmuted");
  if (const auto described =
          partials::describe::answer(app, argc, argv, partials::library_version(),
                                     {.description = {}, .sections = {}, .see_also = {"partials"}}))
    return *described;
  CLI11_PARSE(app, argc, argv);
  if (options.name.empty()) options.name = options.effect ? "Partials Effect" : "Partials";
  std::signal(SIGINT, [](int) { asked_to_end = true; });
  std::signal(SIGTERM, [](int) { asked_to_end = true; });
  std::signal(SIGHUP, [](int) { asked_to_end = true; });  // the terminal was closed
  return run(options);
}
