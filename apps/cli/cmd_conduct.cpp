// SPDX-License-Identifier: MIT
// partials conduct: a hand leads a MIDI tune, live or from a recorded take. It also writes generated takes of
// conducting, to train and judge conductors by.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/printable.h"
#include "conduct_live.h"
#include "families/conductor/conduct.h"
#include "families/conductor/conductor_model.h"
#include "families/conductor/train/generator.h"
#include "families/conductor/train/take_files.h"
#include "families/instrument/offline.h"
#include "families/model_loading.h"
#include "families/motion/train/take_folder.h"
#include "first_model.h"
#include "print_json.h"
#include "song_input.h"
#include "soundfile/audio_file.h"
#include "soundfile/clip_view.h"
#include "system/file.h"
#include "verbs/conducted_json.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
using nlohmann::json;

struct Options {
  std::string tune, model, conductor, take, output, generate, people = "seen";
  double ahead_ms = 0;
  int rate_hz = 48000;
  conductor::GeneratorOptions generator;
  SongOption song;
  ConductLive live;
};

Model conductor_of(const Options& o) {
  if (o.conductor.empty())
    return must(model_from_bytes(std::string(first_conductor()), "conductor"), Exit::model_invalid);
  std::string file = o.conductor;
  find_model_file(file);
  Model model = load_model_file(file);
  if (model.family != conductor::kConductorFamily)
    throw Stop(Exit::model_invalid, "'" + file +
                                        "' is not a conductor; train one with: partials train TAKES "
                                        "--preset conductor -o mine.partials");
  return model;
}

void generate(const Options& o) {
  conductor::GeneratorOptions g = o.generator;
  g.people = o.people == "unseen" ? conductor::People::unseen : conductor::People::seen;
  if (const double hours = conductor::generated_hours(g); hours > conductor::kMostHours)
    throw Stop(Exit::usage,
               fmt::format("These are {:.0f} hours of takes, at most {:.0f} are made at once; ask for "
                           "fewer people, fewer takes or shorter ones.",
                           hours, conductor::kMostHours));
  const auto takes = conductor::generate(g);
  must(conductor::write_takes(takes, o.generate), Exit::input_refused);
  if (o.live.json) return print_json(json{{"folder", o.generate}, {"takes", takes.size()}});
  fmt::print("{}: {} takes of {} people, {:g} s each\n", o.generate, takes.size(),
             takes.size() / static_cast<size_t>(g.takes_per_person), g.take_s);
}

// Levels above full scale are turned down as a whole.
void write_sound(const Options& o, SampleStore out) {
  float peak = 0;
  ClipView(out, o.rate_hz).each_block([&](const float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) peak = std::max(peak, std::fabs(x[i]));
  });
  if (peak > 0.999f)
    must(out.change([&](float* x, int64_t n) {
      for (int64_t i = 0; i < n; ++i) x[i] *= 0.999f / peak;
    }));
  must(write_wav(o.output, out, o.rate_hz, WavFormat::pcm24));
}

void render(const Options& o, const Model& leader, const SongInput& in, json& said) {
  const auto takes = motion::read_takes({o.take}).takes;
  if (takes.size() != 1)
    throw Stop(Exit::input_refused,
               fmt::format("'{}' holds {} takes; name a file with one.", printable(o.take), takes.size()));
  const auto led =
      must(conductor::conduct(leader, takes.front(), in.song, o.live.conduct), Exit::input_refused);
  said.update(json_of(led));
  if (!o.output.empty()) {
    std::string file = o.model;
    find_model_file(file);
    OfflineOptions offline;
    offline.rate_hz = o.rate_hz;
    InstrumentSettings settings;
    settings.mpe = in.mpe;
    write_sound(o, must(render_song(load_model_file(file), led.song, settings, offline)));
    said["output"] = o.output;
  }
  if (o.live.json) return print_json(said, 1);
  fmt::print("{} beats led, {:.1f} of {:.1f} beats of the tune played{}{}\n", led.beats.size(), led.position,
             led.length, o.output.empty() ? "" : ": ", printable(o.output));
}

void run(Options& o) {
  if (!o.generate.empty()) return generate(o);
  if (o.tune.empty())
    throw Stop(Exit::usage, "Name a MIDI file to lead, or a folder to write takes to with --generate.");
  if (o.take.empty() && !o.output.empty())
    throw Stop(Exit::usage, "--output needs --take, a recorded hand that leads the tune.");
  const conductor::ConductOptions& c = o.live.conduct;
  if (c.pickup > c.quarters * (c.count_in + 1))
    throw Stop(Exit::usage,
               fmt::format("A pickup of {:g} quarter notes is longer than the upbeat and --count-in; "
                           "let the hand give more beats, for instance: --count-in {:.0f}",
                           c.pickup, std::ceil(c.pickup / c.quarters)));
  if (o.model.empty() && (o.take.empty() || !o.output.empty()))
    throw Stop(Exit::usage, "Name the model that plays the tune, for instance: --model violin");
  if (!o.output.empty()) {
    check_wav_name("--output", o.output);
    keep_inputs("--output", o.output, {o.tune, o.take});
    must(can_write(o.output));
  }
  json said;
  const Model leader = conductor_of(o);
  const SongInput in = read_song(o.tune, o.song, said);
  o.live.conduct.ahead_s = 1e-3 * o.ahead_ms;
  if (!o.take.empty()) return render(o, leader, in, said);
#ifdef PARTIALS_HAS_PLAY
  o.live.play = o.model;
  o.live.mpe = in.mpe;
  conduct_live(leader, in.song, o.live);
#else
  throw Stop(Exit::usage, "This build has no audio system; lead the tune from a take with --take.");
#endif
}

void add_live(CLI::App& verb, Options& o) {
  verb.add_option("--port", o.live.hear.port, "UDP port to listen on")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  verb.add_option("--listen", o.live.hear.host, "address to listen on; 0.0.0.0 opens it to the network")
      ->capture_default_str();
  verb.add_flag("--unmuted", o.live.unmuted, "live: start unmuted");
  verb.add_option("--device", o.live.output_device, "live: the audio output, as in partials play");
  verb.add_option("--seconds", o.live.seconds, "live: stop after this many seconds")->check(between(0, 1e6));
}

void add_generator(CLI::App& verb, Options& o) {
  verb.add_option("--generate", o.generate, "write generated takes of conducting to this folder")
      ->type_name("FOLDER");
  verb.add_option("--people", o.people,
                  "generated: people whose manners are for learning (seen), or those kept for judging")
      ->check(CLI::IsMember({"seen", "unseen"}))
      ->capture_default_str();
  verb.add_option("--people-per-manner", o.generator.people_per_manner, "generated: people of each manner")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  verb.add_option("--takes-per-person", o.generator.takes_per_person, "generated: takes of each person")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  verb.add_option("--take-seconds", o.generator.take_s, "generated: length of a take")
      ->check(between(5, 600))
      ->capture_default_str();
  verb.add_option("--seed", o.generator.seed, "generated: seed of the random numbers")
      ->check(seed_number())
      ->capture_default_str();
}

}  // namespace

void add_conduct(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("conduct", "lead a MIDI tune by hand: tempo, fermatas and loudness");
  verb->add_option("tune", o->tune, "the MIDI file")->type_name("FILE");
  verb->add_option("--model", o->model, "the model that plays it: a .partials file, or a name")
      ->type_name("MODEL");
  verb->add_option("--conductor", o->conductor, "the model that hears the hand (default: the built-in one)")
      ->type_name("MODEL");
  verb->add_option("--hand", o->live.conduct.hand,
                   "joint that conducts (default: right_wrist, or the first hand or controller found)")
      ->type_name("JOINT");
  verb->add_option("--take", o->take, "a BVH or CSV file that leads in place of a sender")->type_name("FILE");
  verb->add_option("-o,--output", o->output, "with --take: the WAV file to write")->type_name("FILE");
  verb->add_option("--quarters", o->live.conduct.quarters,
                   "quarter notes in a beat of the hand: 2 for alla breve, 1.5 for 6/8 in two")
      ->check(between(0.125, 16))
      ->capture_default_str();
  verb->add_option(
          "--pickup", o->live.conduct.pickup,
          "quarter notes of the tune before its first beat; they sound in the upbeat or the count-in")
      ->check(between(0, 64))
      ->capture_default_str();
  verb->add_option("--count-in", o->live.conduct.count_in,
                   "beats that the hand gives before the tune's first beat")
      ->check(CLI::Range(0, 16))
      ->capture_default_str();
  verb->add_option("--ahead", o->ahead_ms,
                   "milliseconds by which notes come before their beat, for sounds that begin slowly; live, "
                   "the latency of the sound is added. Negative for a person whose beat comes after the turn")
      ->check(between(-200, 500))
      ->capture_default_str();
  verb->add_option("--rate", o->rate_hz, "with --output: sample rate in Hz")
      ->check(CLI::Range(8000, 192000))
      ->capture_default_str();
  add_song_options(*verb, o->song);
  add_live(*verb, *o);
  add_generator(*verb, *o);
  verb->add_flag("--json", o->live.json, "print JSON");
  verb->footer(
      "Examples:\n"
      "  partials conduct tune.mid --model violin --unmuted\n"
      "  partials conduct tune.mid --model violin --take hand.csv -o led.wav\n"
      "  partials conduct --generate takes --seed 1\n"
      "  partials train takes --preset conductor -o mine.partials");
  verb->callback([o] { run(*o); });
}
