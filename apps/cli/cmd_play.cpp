// SPDX-License-Identifier: MIT
// partials play: a model as an instrument or an effect, live, in the terminal.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <memory>

#include "arguments.h"
#include "exits.h"
#include "graph/model_header.h"
#include "play/live.h"
#include "play/terminal.h"
#include "tuning_option.h"

namespace {

using namespace partials;

struct Options {
  std::string model, midi, osc_host = "127.0.0.1";
  TuningOption tuning;
  std::vector<std::string> set;
  int osc = -1;
  double seconds = 0;
  bool with_midi = false, effect = false, unmuted = false, list = false;
};

constexpr const char* kNoServer =
    "There is no audio device: no JACK or PipeWire server answers; start one (for instance: pw-jack partials play …, or jackd -d alsa), or render to "
    "a file with partials render.";
constexpr const char* kKeys = "Keys: m mute, + and - loudness, p all notes off, q quit.";

double db(float linear) { return 20 * std::log10(std::max(1e-6f, linear)); }

void set_parameters(Engine& engine, const std::vector<std::string>& list) {
  for (const std::string& text : list) {
    const size_t at = std::min(text.find('='), text.size());
    const int index = parameter_index(text.substr(0, at));
    const auto value = index < 0 || at == text.size() ? std::nullopt : value_of(index, text.substr(at + 1));
    if (!value) throw Stop(Exit::usage, "--set has the value '" + text + "'; it takes ID=VALUE, for instance --set release=0.5 (docs/osc.md lists the ids).");
    engine.set_value(index, *value);
  }
}

// A key's deed; false ends the playing.
bool obey(int key, play::Live& live, play::Terminal& terminal) {
  Engine& engine = live.player().engine();
  switch (key) {
    case 'q': return false;
    case 'p': live.panic(); break;
    case 'm': case ' ':
      live.mute(!live.muted());
      terminal.say(live.muted() ? "Muted; m lifts it." : "Sounding; m mutes.");
      break;
    case '+': case '=': engine.set_value(kOutput, engine.value(kOutput) + 1); break;
    case '-': engine.set_value(kOutput, engine.value(kOutput) - 1); break;
    default: break;
  }
  return true;
}

std::string meters(play::Live& live, bool effect) {
  Engine& engine = live.player().engine();
  const Meters& m = engine.meters();
  std::string text = fmt::format("{}{:6.1f} dB", live.muted() ? "muted (m) " : "", db(m.peak));
  if (effect) text += fmt::format("  hears {:6.1f} Hz {:6.1f} dB", m.f0_hz.load(), m.loudness_db.load());
  else text += fmt::format("  {:2} voices", m.voices.load());
  if (m.limiter_gain < 0.99f) text += "  limiting";
  return text + fmt::format("  output {}  late {}", text_of(kOutput, engine.value(kOutput)), live.client().xruns());
}

void loop(play::Live& live, const Options& o, play::Terminal& terminal) {
  const auto start = std::chrono::steady_clock::now();
  const auto over = [&] { return o.seconds > 0 && std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() >= o.seconds; };
  while (!play::Terminal::asked_to_end() && !over()) {
    if (live.client().lost()) throw Stop(Exit::no_device, "The audio server has ended; start it again, then play.");
    if (const int key = terminal.key(60); key && !obey(key, live, terminal)) return;
    live.client().keep_up();
    if (const std::string news = live.news(); !news.empty()) terminal.say(news);
    terminal.line(meters(live, o.effect));
  }
}

void run(Options& o) {
  play::Live live(o.effect ? PlayerKind::effect : PlayerKind::instrument);
  Engine& engine = live.player().engine();
  if (!o.list && o.model.empty()) throw Stop(Exit::usage, "There is nothing to play; name a model: partials play violin");
  if (!o.list) {
    find_model_file(o.model);
    if (!live.player().load(o.model)) throw Stop(Exit::model_invalid, live.player().status().message);
    if (const auto header = read_model_header(o.model)) remark_on_checksum(o.model, header.value().has_checksum);
    if (const auto pitches = tuning_of(o.tuning)) engine.set_tuning(*pitches);
    set_parameters(engine, o.set);
  }
  must(live.client().open("partials", kNoServer), Exit::no_device);
  if (o.list) {
    for (const std::string& port : live.client().ports()) fmt::print("{}\n", port);
    return;
  }
  play::Terminal terminal;
  must(live.start(!o.unmuted));
  for (const std::string& joined : live.client().join(o.with_midi || !o.midi.empty(), o.midi)) terminal.say("Joined " + joined);
  if (o.osc >= 0) {
    must(live.osc().start(o.osc_host, o.osc));
    terminal.say(fmt::format("OSC on {} port {}.", o.osc_host, live.osc().port()));
  }
  terminal.say(fmt::format("{} at {} Hz, {} samples a block{}.", title_of(live.player().status()), live.client().rate_hz(), live.client().block(),
                           o.effect ? fmt::format(", {:.1f} ms late", 1e3 * engine.latency_samples() / live.client().rate_hz()) : ""));
  terminal.say(std::string(o.unmuted ? "" : "Muted, so that nothing is loud by surprise: press m to hear it (or start with --unmuted). ") + kKeys);
  loop(live, o, terminal);
  live.osc().stop();
  live.client().close();
  terminal.say(fmt::format("Loudest {:.1f} dB, {} late blocks.", db(live.loudest()), live.client().xruns()));
}

}  // namespace

void add_play(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("play", "play a model live, from MIDI, OSC or sound, over JACK or PipeWire");
  verb->add_option("model", o->model, kPlayableHelp)->type_name("MODEL");
  verb->add_flag("--effect", o->effect, "play it by sound: it follows the pitch and loudness of what comes in, a voice for instance");
  verb->add_flag("--midi", o->with_midi, "connect all MIDI ports that send, such as keyboards");
  verb->add_option("--midi-port", o->midi, "connect the MIDI ports whose name contains this");
  verb->add_option("--osc", o->osc, "listen for OSC on this UDP port (0: any that is free)")->check(CLI::Range(0, 65535));
  verb->add_option("--osc-host", o->osc_host, "address that OSC listens on; 0.0.0.0 opens it to the network")->capture_default_str();
  add_tuning(*verb, o->tuning);
  verb->add_option("--set", o->set, "a parameter: ID=VALUE, such as release=0.5 or mono=on")->allow_extra_args(false);
  verb->add_flag("--unmuted", o->unmuted, "sound at once; otherwise it starts muted, and the key m lifts that");
  verb->add_option("--seconds", o->seconds, "end by itself after so many seconds")->check(between(0.0, 1e6));
  verb->add_flag("--list", o->list, "list the ports of the audio server and end");
  verb->footer(
      "Examples:\n  partials play violin --midi\n  partials play violin.partials --effect --set lowest_note=G3\n"
      "  partials play violin.partials --osc 9000 --scale just.scl");
  verb->callback([o] { run(*o); });
}
