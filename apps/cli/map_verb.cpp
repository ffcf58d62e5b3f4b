// SPDX-License-Identifier: MIT
// partials map run, and the session of a mapping's file.
#include "map_verb.h"

#include <fmt/format.h>

#include <filesystem>

#include "arguments.h"
#include "base/clocks.h"
#include "base/listed.h"
#include "base/printable.h"
#include "families/motion/motion_model.h"
#include "families/motion/osc_output.h"
#include "verbs/exits.h"
#ifdef PARTIALS_HAS_PLAY
#include "map_midi.h"
#include "map_player.h"
#endif
#include "print_json.h"
#include "system/asked_to_end.h"
#include "talk.h"

namespace partials {
namespace {

using Options = MapVerb;
using body::MapSession;

constexpr double kPracticeCalibration_s = 10;

bool exists(const std::string& file) {
  std::error_code none;
  return std::filesystem::exists(file, none);
}

// To other programs.
MapSession::Sink osc_sink(const Options& o, size_t count, std::shared_ptr<UdpSocket> socket) {
  const Endpoint to = must(endpoint_of(o.osc), Exit::usage);
  must(socket->open_to_send());
  auto out = std::make_shared<motion::OscOutput>(must(o.addresses.empty()
                                                          ? motion::OscOutput::in_one_message(count)
                                                          : motion::OscOutput::at_addresses(o.addresses),
                                                      Exit::usage));
  if (out->count() != count)
    throw Stop(Exit::usage,
               fmt::format("--address: the mapping sends {} values, and {} addresses are given; name "
                           "all or none.",
                           count, out->count()));
  return [=](std::span<const float> values, double) {
    if (values.size() == out->count()) socket->send(to, out->packet(values));
  };
}

size_t output_count(const motion::Mapping& m) {
  if (!m.outputs.empty()) return m.outputs.size();
  // none of these besides the classes; likelihood, progress and speed of each gesture, and one certainty
  return m.kind == motion::MappingKind::classes ? m.names.size() + 1 : 3 * m.names.size() + 1;
}

std::string outputs_text(const motion::Mapping& m, const body::MapState& s) {
  std::string text;
  for (size_t i = 0; i < m.outputs.size() && i < s.outputs.size(); ++i)
    text += fmt::format("{} {:.3g}  ", m.outputs[i].name, s.outputs[i]);
  if (m.kind != motion::MappingKind::regression && s.best >= 0) {
    const auto at = static_cast<size_t>(s.best);
    text += at < m.names.size() ? m.names[at] : "none of these";
    text += fmt::format("  {:.0f} % sure", 100 * s.certainty);
  }
  if (m.kind == motion::MappingKind::follower)
    text += fmt::format("  {:.0f} % done, speed {:.2f}", 100 * s.progress, s.speed);
  if (s.cue >= 0 && static_cast<size_t>(s.cue) < m.cues.size())
    text += "  cue " + m.cues[static_cast<size_t>(s.cue)].name;
  if (!s.missing_joints.empty()) text = s.missing_joints;
  return text;
}

// Why there are no outputs yet; empty: there are.
std::string waiting_text(const body::MapSession& session, const body::MapState& s) {
  if (s.packets == 0) return "no packets yet; check that the sender sends to this port";
  if (s.frames > 0 || !s.missing_joints.empty()) return "";
  return fmt::format("{} packets, but none of the mapping's inputs; the sender's channels are: {}", s.packets,
                     arrived_names(session));
}

std::string lost_text(const body::MapSession& session, const body::MapState& s) {
  std::vector<std::string> lost;
  for (size_t i = 0; i < s.tracked.size(); ++i)
    if (s.tracked[i] == 0) lost.push_back(session.inputs().channels[i]);
  return lost.empty() || s.frames == 0 ? "" : ", lost: " + printable(listed(lost));
}

}  // namespace

std::unique_ptr<MapSession> open_session(const MapVerb& o) {
  MapSession::Options s;
  s.hear = o.hear;
  s.name = std::filesystem::path(o.file).stem().string();
  if (exists(o.file)) {
    auto model = std::make_shared<const Model>(load_mapping(o.file));
    refuse_other(o.map, *model, o.file);
    s.mapping = motion::mapping_of(*model);
    s.model = model;
    return must(MapSession::open(std::move(s), must(body::inputs_of(*model))));
  }
  s.rate_hz = o.map.rate();
  s.mapping.kind = kind_from(o.map.kind);
  for (const std::string& output : o.map.outputs) s.mapping.outputs.push_back(output_from(output));
  if (s.mapping.kind == motion::MappingKind::regression && s.mapping.outputs.empty())
    throw Stop(Exit::usage, "A new regression needs an output; name one, for instance: --output macro1=0..1");
  return must(MapSession::open(std::move(s), must(inputs_from(o.map), Exit::usage)));
}

void run_mapping(const MapVerb& o) {
  load_mapping(o.file);
  const auto session = open_session(o);
  const motion::Mapping mapping = session->mapping();
  auto socket = std::make_shared<UdpSocket>();
  if (!o.osc.empty()) session->add_sink(osc_sink(o, output_count(mapping), socket));
#ifdef PARTIALS_HAS_PLAY
  std::unique_ptr<MapPlayer> player;
  if (!o.play.empty()) {
    player = MapPlayer::start(o.play, o.output_device, mapping, scale_option(o.scale), o.unmuted);
    session->add_sink(player->sink());
  }
  std::unique_ptr<MapMidi> midi;
  if (!o.midi_out.empty()) {
    midi = MapMidi::start(o.midi_out, o.midi_channel, mapping);
    session->add_sink(midi->sink());
  }
#else
  if (!o.play.empty() || !o.midi_out.empty())
    throw Stop(Exit::usage,
               "--play and --midi-out: this build has no audio system; send OSC with --osc instead.");
#endif
  PracticeFile practice(*session, o.practice);
  if (!o.practice.file.empty()) {
    session->calibrate(kPracticeCalibration_s);
    talk("Move as far as you can for {:g} s; then repetitions are counted.\n", kPracticeCalibration_s);
  }
  must(session->run(true));
  listen_for_end();
  talk("Listening on {} port {}; press Ctrl-C to stop.\n", o.hear.host, session->port());
  const double begin_s = now_s();
  double told_s = begin_s;
  std::string message = session->state().message;  // of commands by OSC
  while (!asked_to_end() && (o.seconds <= 0 || now_s() - begin_s < o.seconds)) {
    must(session->step());
    practice.keep(*session);
    if (now_s() - told_s < 1) continue;
    told_s = now_s();
    const body::MapState s = session->state();
    if (o.json)
      print_json(nlohmann::json{{"outputs", s.outputs},
                                {"packets", s.packets},
                                {"lost", s.lost},
                                {"cue", s.cue < 0 ? "" : mapping.cues[static_cast<size_t>(s.cue)].name},
                                {"missing_joints", s.missing_joints},
                                {"message", s.message},
                                {"latency_ms", 1000 * s.latency_s}});
    else if (const std::string waiting = waiting_text(*session, s); !waiting.empty())
      talk("{}\n", waiting);
    else
      talk("{}  latency {:.1f} ms{}\n", outputs_text(mapping, s), 1000 * s.latency_s, lost_text(*session, s));
    if (!o.json && s.message != message) talk("{}\n", printable(s.message));
    message = s.message;
#ifdef PARTIALS_HAS_PLAY
    if (player) player->tell();
#endif
  }
  practice.finish();
}

}  // namespace partials
