// SPDX-License-Identifier: MIT
#include "map_record.h"

#include <fmt/format.h>

#include <cmath>

#include "arguments.h"
#include "base/clocks.h"
#include "base/listed.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "system/asked_to_end.h"
#include "system/file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

using body::MapSession;
using motion::MappingKind;

constexpr size_t kMostNames = 200;  // bytes of channel names in a message

void set_values(MapSession& session, const std::vector<std::string>& set) {
  const motion::Mapping mapping = session.mapping();
  for (const std::string& text : set) {
    const size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    size_t at = 0;
    while (at < mapping.outputs.size() && mapping.outputs[at].name != name) ++at;
    char* end = nullptr;
    const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
    const float v = std::strtof(value.c_str(), &end);
    if (at == mapping.outputs.size() || value.empty() || *end || !std::isfinite(v))
      throw Stop(Exit::usage, "--set has the value '" + printable(text) +
                                  "'; it takes an output of the mapping and a number, such as " +
                                  (mapping.outputs.empty() ? std::string("NAME") : mapping.outputs[0].name) +
                                  "=0.5");
    const motion::MappingOutput& o = mapping.outputs[at];
    if (v < o.low || v > o.high)
      throw Stop(Exit::usage, fmt::format("--set has the value '{}'; {} takes {:g} to {:g}.", printable(text),
                                          printable(o.name), o.low, o.high));
    must(session.set_wanted(at, v), Exit::usage);
  }
}

// What the example is to give, before anybody moves.
void set_goal(MapSession& session, const MapVerb& o) {
  const bool is_regression = session.mapping().kind == MappingKind::regression;
  if (is_regression && !o.label.empty())
    throw Stop(
        Exit::usage,
        "--label is for classes and gestures; this mapping is a regression, so use --set OUTPUT=VALUE.");
  if (!is_regression && !o.set.empty())
    throw Stop(
        Exit::usage,
        "--set is for a regression; this mapping learns classes or gestures, so name one with --label.");
  if (!is_regression && o.label.empty())
    throw Stop(Exit::usage, "The example has no name; name its class or gesture with --label.");
  set_values(session, o.set);
  if (!o.label.empty()) must(session.set_label(o.label), Exit::usage);
}

std::string goal_text(MapSession& session) {
  const body::MapState s = session.state();
  const motion::Mapping m = session.mapping();
  if (m.kind != MappingKind::regression) return printable(s.label);
  std::string text;
  for (size_t i = 0; i < m.outputs.size(); ++i)
    text += fmt::format("{}{}={:g}", i ? " " : "", printable(m.outputs[i].name), s.wanted[i]);
  return text;
}

// Which channels of the mapping had a value while the example was recorded.
struct Seen {
  std::vector<bool> channels;
  void look(const body::MapState& s) {
    channels.resize(s.tracked.size());
    for (size_t i = 0; i < channels.size(); ++i) channels[i] = channels[i] || s.tracked[i] == 2;
  }
};

// Of a body that has been seen, the session watches the joints that the features need.
void refuse_unseen(MapSession& session, const Seen& seen) {
  std::vector<std::string> missing;
  for (size_t i = 0; i < seen.channels.size(); ++i)
    if (!seen.channels[i]) missing.push_back(printable(session.inputs().channels[i]));
  if (missing.empty() || (session.inputs().is_body && session.state().frames > 0)) return;
  throw Stop(Exit::input_refused,
             fmt::format("Nothing was learned: {} had no value while the example was recorded. The sender's "
                         "channels are: {}. Check the names and the sender.",
                         listed(missing), arrived_names(session)));
}

void record_packets(MapSession& session, const MapVerb& o) {
  listen_for_end();
  talk("Listening on {} port {}; {:g} s from the first packet on are the example for {}.\n", o.hear.host,
       session.port(), o.example_s, goal_text(session));
  const double begin_s = now_s();
  // the first packet starts the recording, so that nobody has to hurry
  while (!asked_to_end() && session.state().packets == 0) must(session.step());
  must(session.record_start(), Exit::usage);
  Seen seen;
  for (const double from_s = now_s(); !asked_to_end() && now_s() - from_s < o.example_s;) {
    must(session.step());
    seen.look(session.state());
  }
  must(session.record_stop(), Exit::input_refused);
  if (session.state().packets == 0)
    throw Stop(Exit::input_refused,
               fmt::format("No packet arrived in {:.0f} s; check the sender's port.", now_s() - begin_s));
  refuse_unseen(session, seen);
}

}  // namespace

std::string arrived_names(const MapSession& session) {
  const std::string names = session.arrived();
  if (names.empty()) return "none";
  if (names.size() <= kMostNames) return names;
  return names.substr(0, names.rfind(',', kMostNames)) + " and more ('partials body watch' names all)";
}

void train_and_save(MapSession& session, const MapVerb& o) {
  must(session.train());
  session.wait_for_training();
  const auto model = session.model();
  if (!model || !session.state().has_model) throw Stop(Exit::input_refused, session.state().message);
  must(save_model(*model, o.file));
  if (o.json) {
    nlohmann::json rows = nlohmann::json::array();
    for (const body::ExampleRow& r : session.state().examples)
      rows.push_back({{"id", r.id}, {"name", r.name}, {"frames", r.frames}, {"muted", r.muted}});
    print_json(nlohmann::json{{"file", o.file}, {"message", session.state().message}, {"examples", rows}});
    return;
  }
  say_to(stdout, "{}: {} {} example{}.\n", printable(o.file), session.state().message,
         session.state().examples.size(), session.state().examples.size() == 1 ? "" : "s");
}

MapVerb deaf(MapVerb o) {
  o.hear.port = 0;
  return o;
}

void record_example(const MapVerb& o) {
  must(can_write(o.file));
  const auto session = o.example.file.empty() ? open_session(o) : open_session(deaf(o));
  set_goal(*session, o);
  if (o.example.file.empty())
    record_packets(*session, o);
  else
    record_take(*session, o.example);
  train_and_save(*session, o);
}

}  // namespace partials
