// SPDX-License-Identifier: MIT
#include "map_take.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "body/take_session.h"
#include "body/take_sound.h"
#include "families/motion/train/take_folder.h"
#include "map_verb.h"
#include "print_json.h"
#include "soundfile/audio_file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

struct Options {
  std::string mapping, take, output, play, scale;
  int rate_hz = 48000;
  bool json = false;
};

nlohmann::json json_of(const body::TakeSound& sound, const Options& o, float peak) {
  nlohmann::json notes = nlohmann::json::array();
  for (const auto& n : sound.notes)
    notes.push_back({{"begin_s", n.begin_s}, {"end_s", n.end_s}, {"key", n.key}});
  return {{"output", o.output},
          {"duration_s", static_cast<double>(sound.samples.size()) / sound.rate_hz},
          {"rate_hz", sound.rate_hz},
          {"frames", sound.frames},
          {"peak_db", 20 * std::log10(std::max(peak, 1e-9f))},
          {"notes", notes}};
}

void render(const Options& o) {
  check_wav_name("--output", o.output);
  keep_inputs("--output", o.output, {o.mapping, o.take});
  auto mapping = std::make_shared<const Model>(load_mapping(o.mapping));
  body::MapSession::Options s;
  s.hear.port = 0;
  s.mapping = motion::mapping_of(*mapping);
  s.model = mapping;
  const auto session = must(body::MapSession::open(std::move(s), must(body::inputs_of(*mapping))));
  body::TakeSoundOptions options{o.rate_hz, scale_option(o.scale)};
  std::string model = o.play;
  find_model_file(model);
  const auto sound = must(body::sound_of_take(*session, read_take(o.take),
                                              std::make_shared<const Model>(load_model_file(model)), options),
                          Exit::input_refused);
  must(write_wav(o.output, sound.samples.data(), static_cast<int64_t>(sound.samples.size()), 1, sound.rate_hz,
                 WavFormat::pcm24));
  float peak = 0;
  for (const float x : sound.samples) peak = std::max(peak, std::abs(x));
  if (o.json) return print_json(json_of(sound, o, peak));
  say_to(stdout, "{}: {:.1f} s at {} Hz, {} notes\n", printable(o.output),
         static_cast<double>(sound.samples.size()) / sound.rate_hz, sound.rate_hz, sound.notes.size());
}

}  // namespace

void add_take_example(CLI::App& verb, TakeExample& e) {
  CLI::Option* take = verb.add_option("--take", e.file, "record from a BVH or CSV file in place of packets")
                          ->check(CLI::ExistingFile);
  verb.add_option("--from", e.from_s, "with --take: where the example begins, in seconds")
      ->check(between(0, 1e6))
      ->needs(take);
  verb.add_option("--to", e.to_s, "with --take: where the example ends, in seconds")
      ->check(between(0, 1e9))
      ->needs(take);
}

motion::Take read_take(const std::string& file) {
  auto folder = motion::read_takes({file});
  if (folder.takes.size() != 1)
    throw Stop(Exit::input_refused,
               fmt::format("'{}' holds {} takes; name a file with one.", file, folder.takes.size()));
  return std::move(folder.takes.front());
}

void record_take(body::MapSession& session, const TakeExample& e) {
  const body::TakePart part{e.from_s, e.to_s, {}};
  must(body::demonstrate(session, read_take(e.file), {&part, 1}), Exit::input_refused);
}

CLI::Option* add_scale(CLI::App& verb, std::string& scale) {
  return verb
      .add_option(
          "--scale", scale,
          "with --play: the output key picks notes of a scale, such as D-dorian or A-minor-pentatonic")
      ->type_name("SCALE");
}

std::optional<body::Scale> scale_option(const std::string& text) {
  if (text.empty()) return {};
  return must(body::scale_from(text), Exit::usage);
}

void add_map_render(CLI::App& map) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = map.add_subcommand("render", "play a model by a mapping and a take, into a WAV file");
  verb->add_option("mapping", o->mapping, "the mapping")->required()->type_name("FILE");
  verb->add_option("take", o->take, "a BVH or CSV file with one take")->required()->type_name("TAKE");
  verb->add_option("--play", o->play, "the model to play, as in partials map run")
      ->required()
      ->type_name("MODEL");
  verb->add_option("-o,--output", o->output, "the WAV file to write")->required()->type_name("FILE");
  add_scale(*verb, o->scale);
  verb->add_option("--rate", o->rate_hz, "sample rate in Hz")
      ->check(CLI::Range(8000, 192000))
      ->capture_default_str();
  verb->add_flag("--json", o->json, "print what was done, with all notes, as JSON");
  verb->callback([o] { render(*o); });
}

}  // namespace partials
