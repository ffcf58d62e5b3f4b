// SPDX-License-Identifier: MIT
#include "dance_sound.h"

#include <memory>

#include "arguments.h"
#include "body/take_sound.h"
#include "families/motion/bvh_take.h"
#include "map_take.h"
#include "map_verb.h"
#include "verbs/exits.h"

namespace partials {
namespace {

constexpr int kRate_hz = 44100;

}  // namespace

void add_dance_sound(CLI::App& verb, DanceSound& sound) {
  CLI::Option* through =
      verb.add_option("--through", sound.through,
                      "a mapping (partials map) through which the dance plays the model of "
                      "--play: into .wav and .html")
          ->type_name("MAPPING")
          ->check(CLI::ExistingFile);
  CLI::Option* play =
      verb.add_option("--play", sound.play, "with --through: the model that it plays")->type_name("MODEL");
  through->needs(play);
  play->needs(through);
  add_scale(verb, sound.scale)->needs(play);
}

dance::PerformanceSound sound_of(const dance::Performance& p, const DanceSound& o) {
  auto mapping = std::make_shared<const Model>(load_mapping(o.through));
  body::MapSession::Options s;
  s.hear.port = 0;
  s.mapping = motion::mapping_of(*mapping);
  s.model = mapping;
  const auto session = must(body::MapSession::open(std::move(s), must(body::inputs_of(*mapping))));
  std::string model = o.play;
  find_model_file(model);
  auto sound = must(body::sound_of_take(*session, motion::take_from_bvh(dance::bvh_of(p), p.made.name),
                                        std::make_shared<const Model>(load_model_file(model)),
                                        {kRate_hz, scale_option(o.scale)}),
                    Exit::input_refused);
  return {std::move(sound.samples), static_cast<double>(sound.rate_hz)};
}

}  // namespace partials
