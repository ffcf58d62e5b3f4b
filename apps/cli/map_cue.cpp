// SPDX-License-Identifier: MIT
#include "map_cue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "arguments.h"
#include "base/listed.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "families/motion/cues.h"
#include "map_options.h"
#include "print_json.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

struct Options {
  std::string file, name;
  std::vector<std::string> set, outputs;
  double fade_s = 1;
  bool remove = false, json = false;
};

std::pair<std::string, float> value_from(const std::string& text) {
  const size_t equals = text.find('=');
  const std::string number = equals == std::string::npos ? "" : text.substr(equals + 1);
  char* end = nullptr;
  const float value = std::strtof(number.c_str(), &end);
  if (number.empty() || *end || !std::isfinite(value))
    throw Stop(Exit::usage, "--set has the value '" + text +
                                "'; it takes an output of the mapping and a number, such as macro1=0.5");
  return {text.substr(0, equals), value};
}

// Outputs that only cues set: of classes and gestures, whose demonstrations have no values.
void add_outputs(motion::Mapping& m, const std::vector<std::string>& outputs) {
  if (!outputs.empty() && m.kind == motion::MappingKind::regression)
    throw Stop(Exit::usage,
               "--output: the outputs of a regression are learned; name them in 'partials map record'.");
  for (const std::string& text : outputs) {
    motion::MappingOutput o = output_from(text);
    std::erase_if(m.outputs, [&](const motion::MappingOutput& old) { return old.name == o.name; });
    m.outputs.push_back(std::move(o));
  }
}

void refuse_unknown(const motion::Mapping& m, const std::string& name) {
  std::vector<std::string> names;
  for (const motion::MappingCue& cue : m.cues) {
    if (cue.name == name) return;
    names.push_back(cue.name);
  }
  throw Stop(Exit::usage, "There is no cue '" + printable(name) + "'" +
                              (names.empty() ? "; the mapping has none."
                                             : "; the mapping has: " + printable(listed(names)) + "."));
}

// A cue need not be a class's, so this is no error.
void remark_on_name(const motion::Mapping& m, const Options& o) {
  if (o.remove || m.names.empty() || std::find(m.names.begin(), m.names.end(), o.name) != m.names.end())
    return;
  talk("No class or gesture is called '{}' ({}), so only a command or the page calls this cue.\n",
       printable(o.name), printable(listed(m.names)));
}

std::string text_of(const motion::MappingCue& cue) {
  std::string text = fmt::format("{}: fade {:g} s", printable(cue.name), cue.fade_s);
  for (const auto& [name, value] : cue.values) text += fmt::format(", {} {:g}", printable(name), value);
  return text;
}

nlohmann::json json_of(const std::vector<motion::MappingCue>& cues) {
  nlohmann::json rows = nlohmann::json::array();
  for (const motion::MappingCue& cue : cues)
    rows.push_back({{"name", cue.name}, {"fade_s", cue.fade_s}, {"values", cue.values}});
  return rows;
}

void run(const Options& o) {
  Model model = load_mapping(o.file);
  auto mapping = std::make_shared<motion::Mapping>(motion::mapping_of(model));
  if (o.name.empty() && (o.remove || !o.set.empty() || !o.outputs.empty()))
    throw Stop(Exit::usage, "Which cue? Give its name after the mapping's, for instance: partials map cue " +
                                printable(o.file) + " dark --set macro1=0");
  if (!o.name.empty()) {
    add_outputs(*mapping, o.outputs);
    motion::MappingCue cue{o.name, o.fade_s, {}};
    for (const std::string& text : o.set) cue.values.insert(value_from(text));
    if (cue.values.empty() != o.remove)
      throw Stop(Exit::usage, o.remove
                                  ? "--set and --delete exclude each other."
                                  : "A cue needs a value; give one with --set, or remove it with --delete.");
    must(motion::check_cue(*mapping, cue), Exit::usage);
    if (o.remove) refuse_unknown(*mapping, o.name);
    motion::put_cue(mapping->cues, std::move(cue));
    for (const motion::MappingCue& other : mapping->cues)  // an output may have another range now
      must(motion::check_cue(*mapping, other), Exit::usage);
    model.part = mapping;
    must(save_model(model, o.file));
    remark_on_name(*mapping, o);
  }
  if (o.json) return print_json(json_of(mapping->cues), 1);
  for (const motion::MappingCue& cue : mapping->cues) fmt::print("{}\n", text_of(cue));
  if (mapping->cues.empty()) talk("The mapping has no cues.\n");
}

}  // namespace

void add_map_cue(CLI::App& map) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = map.add_subcommand(
      "cue",
      "add, change, remove or list cues: values that outputs fade to when a class or a command calls them");
  verb->add_option("mapping", o->file, "the mapping")->required()->type_name("FILE");
  verb->add_option("name", o->name, "of the cue; the class or gesture of this name calls it")
      ->type_name("NAME");
  verb->add_option("--set", o->set,
                   "a value: OUTPUT=VALUE; may be repeated. Other outputs go on with movement")
      ->allow_extra_args(false);
  verb->add_option("--fade", o->fade_s, "length of the crossfade in seconds")
      ->check(CLI::Range(0., motion::kLongestFade_s))
      ->capture_default_str();
  verb->add_option(
          "--output", o->outputs,
          "of classes and gestures: an output for cues to set, NAME=LOW..HIGH or NAME=LOW..HIGH@SPEED")
      ->allow_extra_args(false);
  verb->add_flag("--delete", o->remove, "remove the cue");
  verb->add_flag("--json", o->json, "print JSON");
  verb->callback([o] { run(*o); });
}

}  // namespace partials
