// SPDX-License-Identifier: MIT
// partials play: a model as an instrument or an effect, live, in the terminal; or a box (apps/box).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

#include "arguments.h"
#include "box/box.h"
#include "model/model_header.h"
#include "play/gain.h"
#include "play/live.h"
#include "play/terminal.h"
#include "tuning_option.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::string model, config, osc_host = "127.0.0.1", output;
  std::vector<std::string> midi;
  TuningOption tuning;
  std::vector<std::string> set;
  int osc = -1;
  double seconds = 0;
  int rate_hz = 0, block = 0;  // 0: the usual ones
  bool with_midi = false, effect = false, unmuted = false, list = false;
};

// What the file of a box says about the same things.
void take(const box::BoxConfig& c, Options& o) {
  o.effect = c.kind == PlayerKind::effect;
  o.unmuted = !c.muted;
  o.with_midi = c.all_midi;
  o.midi = c.midi;
  o.osc = c.osc_port;
  o.osc_host = c.osc_host;
  o.output = c.output;
  o.rate_hz = c.rate_hz;
  o.block = c.block;
}

constexpr const char* kKeys = "Keys: m mute, + and - loudness, p all notes off, q quit.";

void set_parameters(Engine& engine, const std::vector<std::string>& list) {
  for (const std::string& text : list) {
    const size_t at = std::min(text.find('='), text.size());
    const int index = parameter_index(text.substr(0, at));
    const auto value = index < 0 || at == text.size() ? std::nullopt : value_of(index, text.substr(at + 1));
    if (!value)
      throw Stop(Exit::usage,
                 "--set has the value '" + text +
                     "'; it takes ID=VALUE, for instance --set release=0.5 (docs/osc.md lists the ids).");
    engine.set_value(index, *value);
  }
}

// Carries out a key's command; false: quit.
bool dispatch(int key, play::Live& live, play::Terminal& terminal) {
  Engine& engine = live.player().engine();
  switch (key) {
    case 'q':
      return false;
    case 'p':
      live.panic();
      break;
    case 'm':
    case ' ':
      live.mute(!live.muted());
      terminal.say(live.muted() ? "Muted (m: unmute)." : "Playing (m: mute).");
      break;
    case '+':
    case '=':
      engine.set_value(kOutput, engine.value(kOutput) + 1);
      break;
    case '-':
      engine.set_value(kOutput, engine.value(kOutput) - 1);
      break;
    default:
      break;
  }
  return true;
}

std::string meters(play::Live& live, bool effect) {
  Engine& engine = live.player().engine();
  const Meters& m = engine.meters();
  std::string text = fmt::format("{}{:6.1f} dB", live.muted() ? "muted (m) " : "", db_of(m.peak));
  if (effect)
    text += fmt::format("  input {:6.1f} Hz {:6.1f} dB", m.f0_hz.load(), m.loudness_db.load());
  else
    text += fmt::format("  {:2} voices", m.voices.load());
  if (m.limiter_gain < 0.99f) text += "  limiting";
  return text +
         fmt::format("  output {}  xruns {}", text_of(kOutput, engine.value(kOutput)), live.keeper().xruns());
}

void say_news(box::Box* box, play::Terminal& terminal) {
  for (const std::string& news : box ? box->take_news() : std::vector<std::string>()) terminal.say(news);
}

// Runs until it is told to quit; returns whether an audio device ever ran.
bool loop(play::Live& live, box::Box* box, const Options& o, play::Terminal& terminal) {
  const auto start = std::chrono::steady_clock::now();
  const auto over = [&] {
    return o.seconds > 0 &&
           std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() >= o.seconds;
  };
  bool sounded = false;
  while (!play::Terminal::asked_to_end() && !over()) {
    for (const std::string& news : live.keeper().take_news()) terminal.say(news);
    if (const std::string news = live.news(); !news.empty()) terminal.say(news);
    say_news(box, terminal);
    if (live.keeper().state().running) {
      sounded = true;
      terminal.line(meters(live, o.effect));
    }
    if (const int key = terminal.key(60); key && !dispatch(key, live, terminal)) break;
  }
  return sounded;
}

void list() {
  audio::Systems systems = audio::systems();
  std::vector<std::string> lines;
  for (const auto& system : systems.audio) {
    for (const auto& output : system->outputs(false))
      lines.push_back(fmt::format("output {}: {}", output.id, output.name));
    for (std::string& line : system->lines()) lines.push_back(std::move(line));
  }
  for (const auto& port : systems.midi ? systems.midi->ports() : std::vector<audio::MidiPort>())
    lines.push_back("MIDI in: " + port.name);
  if (lines.empty())
    throw Stop(Exit::no_device,
               "There is no audio device and no MIDI input; start PipeWire, PulseAudio or JACK, or plug in a "
               "sound card.");
  for (const std::string& line : lines) fmt::print("{}\n", line);
}

audio::Keeper::Options audio_options(const Options& o) {
  audio::Keeper::Options options;
  options.request.output = o.output;
  options.request.name = "partials";
  options.request.inputs = o.effect ? 1 : 0;
  options.request.midi_out = o.effect;
  options.request.rate_hz = o.rate_hz;
  options.request.block = o.block;
  options.midi.join = o.with_midi || !o.midi.empty();
  if (!o.with_midi) options.midi.holds = o.midi;
  return options;
}

void load_one(play::Live& live, Options& o) {
  if (!live.player().load(o.model)) throw Stop(Exit::model_invalid, live.player().status().message);
  if (const auto header = read_model_header(o.model))
    remark_on_checksum(o.model, header.value().has_checksum);
  set_parameters(live.player().engine(), o.set);
}

std::unique_ptr<box::Box> open_box(box::BoxConfig config, play::Live& live, play::Terminal& terminal) {
  const std::string state = box::BoxState::standard_path(config.file);
  auto box = std::make_unique<box::Box>(std::move(config), state, live.player(), [&live] { live.panic(); });
  const auto opened = box->open();
  say_news(box.get(), terminal);
  must(opened, Exit::model_invalid);
  live.osc().control().knob = [b = box.get()](std::string_view name, double v) { return b->turn(name, v); };
  return box;
}

void say_first(play::Live& live, const Options& o, play::Terminal& terminal) {
  if (o.osc >= 0) terminal.say(fmt::format("OSC on {} port {}.", o.osc_host, live.osc().port()));
  terminal.say("The model is " + title_of(live.player().status()) + ".");
  terminal.say(
      std::string(
          o.unmuted ? ""
                    : "Muted, to protect ears and speakers: press m to unmute (or start with --unmuted). ") +
      kKeys);
}

void run(Options& o) {
  if (o.list) return list();
  if (o.model.empty() && o.config.empty())
    throw Stop(Exit::usage, "No model was given; name one: partials play violin");
  std::optional<box::BoxConfig> config;
  if (!o.config.empty()) take(*(config = must(box::read_box_config(o.config), Exit::usage)), o);
  if (!o.model.empty()) find_model_file(o.model);
  std::unique_ptr<box::Box> box;
  audio::Keeper::Options keeping = audio_options(o);
  keeping.every_second = [&box] {
    if (box) box->keep();
  };
  play::Live live(o.effect ? PlayerKind::effect : PlayerKind::instrument, std::move(keeping));
  play::Terminal terminal;
  if (config)
    box = open_box(std::move(*config), live, terminal);
  else
    load_one(live, o);
  if (const auto pitches = tuning_of(o.tuning)) live.player().engine().set_tuning(*pitches);
  must(live.start(!o.unmuted));
  if (o.osc >= 0) must(live.osc().start(o.osc_host, o.osc));
  if (box) box->begin();
  say_first(live, o, terminal);
  const bool sounded = loop(live, box.get(), o, terminal);
  const int xruns = live.keeper().xruns();
  live.osc().stop();
  if (box) box->end();
  terminal.give_back();  // if the server hangs, the process ends in the next line
  live.keeper().end();
  if (!sounded)
    throw Stop(
        Exit::no_device,
        "No audio device was available during the whole run; partials render writes a file without one.");
  terminal.say(fmt::format("Peak {:.1f} dB, {} xruns (blocks that were not ready in time).",
                           db_of(live.loudest()), xruns));
}

}  // namespace

void add_play(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("play", "play a model live, from MIDI, OSC or audio input");
  verb->add_option("model", o->model, kPlayableHelp)->type_name("MODEL");
  verb->add_flag(
      "--effect", o->effect,
      "play as an effect: the model follows the pitch and loudness of the audio input, such as a voice");
  verb->add_flag("--midi", o->with_midi, "connect all MIDI keyboards, including those plugged in later");
  verb->add_option("--midi-port", o->midi, "connect the MIDI inputs whose name contains this text");
  verb->add_option("--osc", o->osc, "receive OSC on this UDP port (0: any free port)")
      ->check(CLI::Range(0, 65535));
  verb->add_option("--osc-host", o->osc_host,
                   "address on which OSC is received; 0.0.0.0 opens it to the network")
      ->capture_default_str();
  add_tuning(*verb, o->tuning);
  CLI::Option* const config = verb->add_option("--config", o->config,
                                               "play as a box: a JSON file says models, MIDI, OSC, knobs on "
                                               "serial ports, pads and audio (docs/box.md); "
                                               "its last values come back, also after a power loss");
  config->type_name("FILE");
  verb->add_option("--set", o->set, "set a parameter: ID=VALUE, such as release=0.5 or mono=on")
      ->allow_extra_args(false);
  verb->add_flag("--unmuted", o->unmuted,
                 "start unmuted; otherwise it starts muted, and the key m unmutes it");
  verb->add_option("--seconds", o->seconds, "quit after this many seconds")->check(between(0.0, 1e6));
  verb->add_option("--output", o->output,
                   "jack, pulse, alsa, or an output listed by --list; default: the first one available")
      ->type_name("OUTPUT");
  verb->add_flag("--list", o->list,
                 "list audio outputs, MIDI inputs and the ports of a JACK server, then quit");
  for (const char* said : {"model", "--effect", "--midi", "--midi-port", "--osc", "--osc-host", "--output",
                           "--set", "--unmuted"})
    config->excludes(verb->get_option(said));
  verb->footer(
      "Examples:\n  partials play violin --midi\n  partials play violin.partials --effect --set "
      "lowest_note=G3\n"
      "  partials play violin.partials --osc 9000 --scale just.scl\n  partials play --config box.json");
  verb->callback([o] { run(*o); });
}
