// SPDX-License-Identifier: MIT
// An inspection as text in columns.
#include <fmt/format.h>

#include "base/note_name.h"
#include "base/units.h"
#include "families/instrument/train/model_facts.h"

namespace partials {
using nlohmann::json;
namespace {

std::string cost_words(const json& j) {
  if (!j.contains("voice")) return "";
  std::string out;
  const json& v = j["voice"];
  if (const double packed = v["packed_bytes"].get<double>(); packed > 0)
    out += fmt::format(
        "  8-bit weights: {:.0f} KiB more, shared by all voices, are read during playback (the float copies "
        "are not)\n",
        packed / 1024.0);
  return out + fmt::format(
                   "One voice at {} Hz, block {}: {:.2f} ms CPU per second of sound ({:.2f} % of a core), "
                   "worst block {:.1f} of {:.0f} us ({:.1f} "
                   "mean blocks), {:.0f} KiB\n",
                   v["rate_hz"].get<int>(), v["block"].get<int>(), v["ms_per_s"].get<double>(),
                   v["ms_per_s"].get<double>() / 10.0, v["worst_block_us"].get<double>(),
                   v["deadline_us"].get<double>(),
                   v["worst_block_us"].get<double>() / v["mean_block_us"].get<double>(),
                   v["memory_bytes"].get<double>() / 1024.0);
}

std::string hearing_words(const json& a) {
  std::string out =
      fmt::format("Analyser: pitch {:g} to {:g} Hz, updated every {:.2f} ms; loudness over {:.0f} ms",
                  a["min_hz"].get<double>(), a["max_hz"].get<double>(), 1e3 * a["pitch_hop_s"].get<double>(),
                  1e3 * a["loudness_window_s"].get<double>());
  if (a.contains("loudness_latency_s"))
    out += fmt::format(", latency {:.1f} ms", 1e3 * a["loudness_latency_s"].get<double>());
  out += "\n  pitch latency";
  for (const json& p : a["pitch_latency"])
    out += fmt::format("  {} {:.1f} ms", note_name(midi_from_hz(p["hz"].get<double>())),
                       1e3 * p["s"].get<double>());
  return out + "\n";
}

std::string known_words(const json& j) {
  const json &k = j["known"], &n = j["notes"];
  std::string out = fmt::format(
      "Trained range: {} to {}, {:.0f} to {:.0f} dB (A), median {:.0f}\n",
      note_name(midi_from_hz(k["low_hz"].get<double>())), note_name(midi_from_hz(k["high_hz"].get<double>())),
      k["quiet_db"].get<double>(), k["loud_db"].get<double>(), k["median_db"].get<double>());
  if (n["notes"].get<size_t>() == 0)
    return out + "Articulations: none; notes have a plain attack and release\n";
  return out + fmt::format(
                   "Articulations: {} notes from {} to {}, {} with vibrato; mean attack {:.2f} s, mean "
                   "release {:.2f} s, slurs {:.0f} ms\n",
                   n["notes"].get<size_t>(), note_name(n["low_midi"].get<double>()),
                   note_name(n["high_midi"].get<double>()), n["with_vibrato"].get<int>(),
                   n["mean_attack_s"].get<double>(), n["mean_release_s"].get<double>(),
                   1e3 * n["legato_s"].get<double>());
}

}  // namespace

std::string instrument_facts_text(const json& j) {
  return cost_words(j) + hearing_words(j["analyser"]) + known_words(j);
}

}  // namespace partials
