// SPDX-License-Identifier: MIT
// partials dance run: lets a dance go on by itself, into a BVH file, a page, a contact sheet or a sound, or
// in real time as OSC, alone or following another body or a sound.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "arguments.h"
#include "base/clocks.h"
#include "base/printable.h"
#include "body/dance_live.h"
#include "dance_sound.h"
#include "families/dance/train/contact_sheet.h"
#include "families/dance/train/dance_page.h"
#include "families/dance/train/performance.h"
#include "print_json.h"
#include "soundfile/audio_file.h"
#include "system/asked_to_end.h"
#include "system/file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
using dance::Performance;

struct Options {
  std::string model;
  std::vector<std::string> outputs;
  dance::PerformanceRequest request;
  body::DanceLive::Options live;
  DanceSound sound;
  bool json = false;
};

std::string ending_of(const std::string& file) { return std::filesystem::path(file).extension().string(); }

void check_ending(const std::string& output, const DanceSound& sound) {
  const std::string ending = ending_of(output);
  if (ending == ".wav" && sound.through.empty())
    throw Stop(Exit::usage, "--output has the value '" + output +
                                "'; a dance sounds through a mapping: name it with --through, and the model "
                                "that it plays with --play.");
  if (ending != ".bvh" && ending != ".html" && ending != ".png" && ending != ".wav")
    throw Stop(Exit::usage,
               "--output has the value '" + output + "'; its name must end in .bvh, .html, .png or .wav.");
}

void write_to(const std::string& output, const Performance& p, const std::string& title) {
  const std::string ending = ending_of(output);
  if (ending == ".wav")
    return must(write_wav(output, p.sound.samples.data(), static_cast<int64_t>(p.sound.samples.size()), 1,
                          p.sound.rate_hz, WavFormat::pcm24));
  must(atomic_write(output, ending == ".bvh"    ? dance::bvh_text(p)
                            : ending == ".html" ? dance::dance_page(p, title)
                                                : png_bytes(dance::contact_sheet(p))));
}

void run_live(const Options& o, const std::shared_ptr<const Model>& model) {
  body::DanceLive::Options options = o.live;
  options.settings = o.request.settings;
  const auto live = must(body::DanceLive::start(model, options));
  listen_for_end();
  if (live->port())
    talk("Listening for {} on {} port {}; press Ctrl-C to stop.\n",
         !live->follows()       ? "the sound"
         : live->hears_sounds() ? "the leader and the sound"
                                : "the leader",
         options.hear.host, live->port());
  else
    talk("Sending to {}; press Ctrl-C to stop.\n", o.live.osc);
  const double begin_s = now_s();
  while (!asked_to_end() && (o.request.seconds <= 0 || now_s() - begin_s < o.request.seconds))
    must(live->step());
  if (o.json)
    print_json(nlohmann::json{{"frames", live->frames()},
                              {"worst_ms", 1000 * live->worst_s()},
                              {"heard_leader", live->hears_leader()},
                              {"loudness_db", live->heard().loudness_db}});
  else
    talk("{} frames; the longest took {:.2f} ms to compute.\n", live->frames(), 1000 * live->worst_s());
}

void run(Options& o) {
  for (const std::string& output : o.outputs) {
    check_ending(output, o.sound);
    keep_inputs("--output", output,
                {o.model, o.request.prime, o.request.leader, o.request.sound, o.sound.through});
    must(can_write(output));
  }
  if (o.outputs.empty() == o.live.osc.empty())
    throw Stop(Exit::usage,
               "Name either files with --output (.bvh, .html, .png, .wav), or a receiver with --osc.");
  find_model_file(o.model);
  const auto model = std::make_shared<const Model>(load_model_file(o.model));
  if (!o.live.osc.empty()) return run_live(o, model);
  if (o.request.seconds <= 0) o.request.seconds = 30;
  const double begin_s = now_s();
  Performance p = dance::perform(model, o.request);
  if (!o.sound.through.empty()) p.sound = sound_of(p, o.sound);
  const double spent_s = now_s() - begin_s;
  const std::string title = fmt::format("{}, temperature {:g}, seed {}", p.made.name,
                                        o.request.settings.temperature, o.request.settings.seed);
  for (const std::string& output : o.outputs) write_to(output, p, title);
  if (o.json)
    print_json(nlohmann::json{{"outputs", o.outputs},
                              {"frames", p.made.poses.size()},
                              {"rate_hz", p.rate_hz},
                              {"spent_s", spent_s}});
  else
    for (const std::string& output : o.outputs)
      say_to(stdout, "{}: {:.1f} s of dance, {} frames a second\n", printable(output),
             static_cast<double>(p.made.poses.size()) / p.rate_hz, p.rate_hz);
}

}  // namespace

void add_dance(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("dance", "let a model of movement dance, alone or following a leader or a sound");
  verb->require_subcommand(1);
  CLI::App* cmd = verb->add_subcommand("run", "dance into files, or in real time as OSC");
  cmd->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  cmd->add_option("-o,--output", o->outputs,
                  "a file to write: .bvh, .html (figures that move), .png (contact sheet) or .wav (with "
                  "--through); may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  o->request.seconds = 0;
  cmd->add_option("--seconds", o->request.seconds, "length; default: 30, with --osc until Ctrl-C")
      ->check(between(0.1, 3600));
  cmd->add_option("--temperature", o->request.settings.temperature,
                  "how daring: 0 takes the likeliest pose, 1 what the takes show")
      ->check(between(0, 2))
      ->capture_default_str();
  cmd->add_option("--seed", o->request.settings.seed, "another seed gives another dance")
      ->check(seed_number())
      ->capture_default_str();
  cmd->add_option("--prime", o->request.prime, "a BVH file whose first seconds it continues")
      ->check(CLI::ExistingFile);
  cmd->add_option("--leader", o->request.leader, "the BVH file of the body that it follows")
      ->check(CLI::ExistingFile);
  CLI::Option* sound =
      cmd->add_option("--sound", o->request.sound, "an audio file that it dances to, where it hears sound")
          ->check(CLI::ExistingFile);
  add_dance_sound(*cmd, o->sound);
  cmd->add_option("--osc", o->live.osc, "dance in real time and send every frame, as a Kinect sends a body")
      ->type_name("HOST:PORT")
      ->excludes(sound)
      ->excludes("--through");
  cmd->add_option("--port", o->live.hear.port,
                  "with --osc: UDP port on which the leader is heard, and /loudness (dB) and /onset (dB)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  cmd->add_option("--listen", o->live.hear.host, "address to listen on; 0.0.0.0 opens it to the network")
      ->capture_default_str();
  cmd->add_flag("--json", o->json, "print JSON");
  verb->footer(
      "Examples:\n"
      "  partials train takes/ -o salsa.partials --preset dance\n"
      "  partials dance run salsa.partials -o dance.bvh -o dance.html --seed 3\n"
      "  partials dance run salsa.partials --osc 127.0.0.1:12345\n"
      "  partials dance run salsa.partials --sound music.wav -o dance.html\n"
      "  partials dance run salsa.partials --through hand.partials --play violin -o dance.wav -o dance.html\n"
      "  partials dance run follower.partials --leader 60_04.bvh --prime 61_04.bvh -o pair.html\n");
  cmd->callback([o] { run(*o); });
}
