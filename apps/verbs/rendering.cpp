// SPDX-License-Identifier: MIT
#include "verbs/rendering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/note_name.h"
#include "base/option_name.h"
#include "base/printable.h"
#include "data/defects.h"
#include "families/instrument/mix_parts.h"
#include "families/instrument/sounds.h"
#include "play/gain.h"
#include "soundfile/resample.h"
#include "verbs/exits.h"
#include "verbs/number.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr float kFullScale = 0.999f;
constexpr double kMaxMixDb = 60;

std::vector<std::string> names_of(const std::vector<int>& keys) {
  std::vector<std::string> names;
  for (const int key : keys) names.push_back(note_name(key));
  return names;
}

json json_of(const NotesOutside& n) {
  return {{"below", n.below},
          {"above", n.above},
          {"names_below", names_of(n.keys_below)},
          {"names_above", names_of(n.keys_above)}};
}

// The analyser tracks one pitch: in a chord it follows one of the notes, or their common fundamental.
void note_polyphony(const SampleStore& in, int rate_hz, const std::string& name, const RenderOptions& o,
                    json& said) {
  const ClipView clip(in, rate_hz);
  const double share = polyphonic_share(clip, analyse_recording(clip));
  said["polyphonic_share"] = share;
  if (share > kSomePolyphony)
    o.note(fmt::format(
        "Note: in {:.0f} % of the pitched time of {}, two or more notes overlap, or one note and "
        "strong reverberation; the model plays one pitch at a time, so record one note at a time.",
        100 * share, printable(name)));
}

}  // namespace

double number_of(const std::string& text, const std::string& option) {
  const auto v = finite_number(text);
  if (!v)
    throw Stop(Exit::usage, option + " has the value '" + text +
                                "'; it takes 'auto' or a number, for instance " + option + " 1");
  return *v;
}

void balance_parts(Graph& graph, const std::vector<std::string>& parts) {
  for (const std::string& p : parts) {
    const size_t at = p.find('=');
    if (at == std::string::npos)
      throw Stop(Exit::usage, option("mix") + " has the value '" + p +
                                  "'; it takes PART=DB, for instance: " + option("mix", "noise=-6"));
    const double gain_db = number_of(p.substr(at + 1), option("mix", p.substr(0, at)));
    if (std::fabs(gain_db) > kMaxMixDb)
      throw Stop(Exit::usage, fmt::format("{} has the value '{}'; it takes -{:g} to {:g} dB.", option("mix"),
                                          p, kMaxMixDb, kMaxMixDb));
    must(turn_part(graph, p.substr(0, at), gain_db), Exit::usage);
  }
}

void take_preset(const PlayerSettings& preset, const std::function<bool(const char*)>& given,
                 RenderOptions& o) {
  const InstrumentSettings typed = o.instrument;
  InstrumentSettings& s = o.instrument;
  s = instrument_settings(preset.values);
  s.seed = typed.seed;
  if (given("--voices")) s.voices = typed.voices;
  if (given("--mono")) s.mono = typed.mono;
  if (given("--attack")) s.envelope.attack_s = typed.envelope.attack_s;
  if (given("--release")) s.envelope.release_s = typed.envelope.release_s;
  if (!given("--consonants")) o.consonants_db = static_cast<double>(preset.values[kConsonants]);
  s.envelope.decay_s = typed.envelope.decay_s;
  s.envelope.sustain_db = typed.envelope.sustain_db;
  std::copy_n(preset.values.begin() + kMacro1, kMacros, o.offline.macros.begin());
  SpectralEdit shape;
  apply_spectral_edit(shape, preset);
  shape.read(o.offline.shape);
}

SampleStore render_notes(const Model& model, const MidiSong& song, bool mpe, const RenderOptions& o,
                         json& said) {
  InstrumentSettings s = o.instrument;
  s.mpe = mpe;
  const int octaves = o.octaves ? *o.octaves : fit_to(model, song, o.offline.tuning).octaves;
  s.transpose_semitones += static_cast<float>(o.transpose + 12 * octaves);
  const NotesOutside outside =
      notes_outside(model, song, o.offline.tuning, s.transpose_semitones + s.tune_cents / 100);
  said["octaves"] = octaves;
  said["notes"] = outside.notes;
  said["outside"] = json_of(outside);
  return must(render_song(model, song, s, o.offline));
}

SampleStore render_recording(const Model& model, SampleStore in, double in_rate_hz, const std::string& name,
                             const RenderOptions& o, json& said) {
  const int rate_hz = o.offline.rate_hz;
  if (in_rate_hz != rate_hz) in = resample(ClipView(in, in_rate_hz), rate_hz);
  const Fit fit = fit_to(model, in, rate_hz);
  if (fit.voiced_share == 0)
    o.note(fmt::format("Note: no pitch was found in {}, so only its loudness is followed.", name));
  note_polyphony(in, rate_hz, name, o, said);
  const int octaves = o.octaves.value_or(fit.octaves);
  said["octaves"] = octaves;
  said["heard_hz"] = fit.median_hz;
  said["heard_db"] = fit.median_db;
  TransferSettings s;
  s.consonants_db = static_cast<float>(o.consonants_db);
  s.transpose_semitones = o.instrument.transpose_semitones + o.instrument.tune_cents / 100 +
                          static_cast<float>(o.transpose + 12 * octaves);
  s.sensitivity = o.instrument.sensitivity;
  s.lowest_hz = static_cast<float>(kLowestHeardHz);  // offline, so latency does not matter
  s.loudness_shift_db = o.loudness_db ? static_cast<float>(*o.loudness_db) : fit.loudness_shift_db;
  s.seed = o.instrument.seed;
  said["loudness_shift_db"] = s.loudness_shift_db;
  return must(play_recording(model, in, s, o.offline));
}

Level keep_below_full_scale(SampleStore& samples) {
  Level level;
  ClipView(samples, 1).each_block([&](const float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) level.peak = std::max(level.peak, std::fabs(x[i]));
  });
  if (level.peak <= kFullScale) return level;
  level.turned_down_db = 20 * std::log10(level.peak / 0.999);
  must(samples.change([&](float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) x[i] *= kFullScale / level.peak;
  }));
  return level;
}

}  // namespace partials
