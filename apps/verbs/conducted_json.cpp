// SPDX-License-Identifier: MIT
#include "verbs/conducted_json.h"

namespace partials {

nlohmann::json json_of(const conductor::ConductedTune& t) {
  using nlohmann::json;
  json beats = json::array(), notes = json::array();
  for (const auto& b : t.beats)
    beats.push_back(
        {{"time_s", b.time_s}, {"tempo_bpm", b.tempo_bpm}, {"of_bar", b.of_bar}, {"size_octaves", b.size}});
  for (const MidiEvent& e : t.song.events)
    if (begins_note(e)) notes.push_back({{"time_s", e.time_s}, {"key", e.data1}});
  return {{"beats", beats}, {"notes", notes}, {"position", t.position}, {"length", t.length}};
}

}  // namespace partials
