// SPDX-License-Identifier: MIT
// partials map record | train | run | list: movement drives sound or other programs by demonstration. A
// mapping is one model file that holds its demonstrations.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "map_cue.h"
#include "map_eval.h"
#include "map_options.h"
#include "map_record.h"
#include "verbs/exits.h"
#ifdef PARTIALS_HAS_PAGE
#include "map_show.h"
#endif
#include "map_take.h"
#include "map_verb.h"
#include "print_json.h"
#include "system/file.h"

namespace {

using namespace partials;

using Options = MapVerb;

void train(const Options& o) {
  must(can_write(o.file));
  load_mapping(o.file);
  const auto session = open_session(deaf(o));
  for (const int64_t id : o.mute) must(session->mute(id, true), Exit::usage);
  for (const int64_t id : o.unmute) must(session->mute(id, false), Exit::usage);
  for (const int64_t id : o.remove) must(session->remove(id), Exit::usage);
  train_and_save(*session, o);
}

void list(const Options& o) {
  const Model model = load_mapping(o.file);
  const motion::Mapping& m = motion::mapping_of(model);
  nlohmann::json rows = nlohmann::json::array();
  if (!o.json && !body::example_rows(m.demonstrations).empty())
    fmt::print("{:>6}  {:>13}  {}\n", "number", "length", "gives");
  for (const body::ExampleRow& r : body::example_rows(m.demonstrations)) {
    rows.push_back({{"id", r.id}, {"name", r.name}, {"frames", r.frames}, {"muted", r.muted}});
    if (!o.json)
      fmt::print("{:>6}  {:>6} frames  {}{}\n", r.id, r.frames, printable(r.name),
                 r.muted ? "  (muted)" : "");
  }
  if (o.json) print_json(rows, 1);
}

void add_hearing(CLI::App& verb, Options& o) {
  verb.add_option("--port", o.hear.port, "UDP port to listen on")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  verb.add_option("--listen", o.hear.host, "address to listen on; 0.0.0.0 opens it to the network")
      ->capture_default_str();
}

void add_practice(CLI::App& verb, Options& o) {
  verb.add_option(
          "--practice", o.practice.file,
          "add every repetition to this CSV file: duration, range, smoothness (partials body practice)")
      ->type_name("FILE");
  verb.add_option("--practice-of", o.practice.input,
                  "the input whose repetitions are counted; by default the one that moves farthest in the "
                  "calibration")
      ->type_name("INPUT");
}

void add_file(CLI::App& verb, Options& o, const char* help) {
  verb.add_option("mapping", o.file, help)->required()->type_name("FILE");
  verb.add_flag("--json", o.json, "print JSON");
}

#ifdef PARTIALS_HAS_PAGE
void add_show(CLI::App& verb, const std::shared_ptr<Options>& o) {
  CLI::App* showing =
      verb.add_subcommand("show", "record, train and run on a page in the browser, with figure and curves");
  add_file(*showing, *o, "the mapping to make or to extend; saved with the page's Save");
  add_hearing(*showing, *o);
  add_map_options(*showing, o->map);
  showing->add_option("--page", o->page_port, "port of the page (0: any free port)")
      ->check(CLI::Range(0, 65535));
  showing->add_option("--mediapipe", o->mediapipe,
                      "folder of the npm package @mediapipe/pose, for the camera (tools/get_data pose)");
  showing->add_option("--take", o->take, "a BVH or CSV file that plays in place of a sender")
      ->check(CLI::ExistingFile);
  add_practice(*showing, *o);
  showing->add_option("--seconds", o->seconds, "stop after this many seconds")->check(between(0, 1e6));
  showing->callback([o] {
    const auto session = open_session(*o);
    show(*session, {o->file, o->mediapipe, o->take, o->page_port, o->seconds, o->practice});
  });
}
#endif

}  // namespace

void add_map(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("map", "let movement drive sound or other programs, learned from demonstrations");
  verb->require_subcommand(1);
  CLI::App* recording = verb->add_subcommand(
      "record", "record an example from the first packet on, train with it and save the mapping");
  add_file(*recording, *o, "the mapping to make or to extend (NAME.partials)");
  add_hearing(*recording, *o);
  add_map_options(*recording, o->map);
  recording->add_option("--set", o->set, "what this example is to give: OUTPUT=VALUE; may be repeated")
      ->allow_extra_args(false);
  recording->add_option("--label", o->label, "name of the class or gesture of this example");
  recording->add_option("--seconds", o->example_s, "length of the example")
      ->check(between(0.05, 3600))
      ->capture_default_str();
  add_take_example(*recording, o->example);
  recording->callback([o] { record_example(*o); });

  CLI::App* training = verb->add_subcommand("train", "train a mapping again, without some of its examples");
  add_file(*training, *o, "the mapping");
  training->add_option("--mute", o->mute, "leave out an example, by its number in 'map list'");
  training->add_option("--unmute", o->unmute, "use a muted example again");
  training->add_option("--delete", o->remove, "remove an example for good");
  training->callback([o] { train(*o); });

  CLI::App* listing = verb->add_subcommand("list", "list the examples of a mapping");
  add_file(*listing, *o, "the mapping");
  listing->callback([o] { list(*o); });

  CLI::App* running = verb->add_subcommand("run", "let movement drive the outputs of a mapping");
  add_file(*running, *o, "the mapping");
  add_hearing(*running, *o);
  CLI::Option* osc =
      running->add_option("--osc", o->osc, "send the outputs as OSC, by default as /wek/outputs")
          ->type_name("HOST:PORT");
  running->add_option("--address", o->addresses, "OSC address of an output, in order; repeat for each")
      ->allow_extra_args(false)
      ->needs(osc);
  CLI::Option* play =
      running
          ->add_option(
              "--play", o->play,
              "a model to play: outputs named as its parameters set them (macro1, attack ...); key, level "
              "and strike play notes")
          ->type_name("MODEL");
  add_scale(*running, o->scale)->needs(play);
  CLI::Option* midi =
      running
          ->add_option("--midi-out", o->midi_out,
                       "send the outputs as MIDI to this port of ALSA or JACK, by its name or a part of it; "
                       "- opens a port to be connected by hand")
          ->type_name("PORT");
  running->add_option("--midi-channel", o->midi_channel, "of --midi-out")
      ->check(CLI::Range(1, 16))
      ->capture_default_str()
      ->needs(midi);
  running->add_flag("--unmuted", o->unmuted, "with --play: start unmuted")->needs(play);
  running->add_option("--device", o->output_device, "with --play: the audio output, as in partials play")
      ->needs(play);
  add_practice(*running, *o);
  running->add_option("--seconds", o->seconds, "stop after this many seconds")->check(between(0, 1e6));
  running->callback([o] { run_mapping(*o); });
#ifdef PARTIALS_HAS_PAGE
  add_show(*verb, o);
  add_show(*app.get_subcommand("body"), o);
#endif
  add_map_render(*verb);
  add_map_cue(*verb);
  add_map_eval(*verb);
  verb->footer(
      "Examples:\n"
      "  partials map show dance.partials --feature joints --output macro1=0..1 --take dance.bvh\n"
      "  partials map record hand.partials --input left_wrist.y --output macro1=0..1 --set macro1=0\n"
      "  partials map record hand.partials --set macro1=1\n"
      "  partials map run hand.partials --osc 127.0.0.1:12000\n"
      "  partials map run hand.partials --play violin --unmuted");
}
