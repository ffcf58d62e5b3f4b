// SPDX-License-Identifier: MIT
// partials render: a recording or a MIDI file through a model, into a WAV file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/listed.h"
#include "base/note_name.h"
#include "base/printable.h"
#include "data/defects.h"
#include "exits.h"
#include "families/instrument/mix_parts.h"
#include "families/instrument/offline.h"
#include "families/instrument/sounds.h"
#include "macro_option.h"
#include "play/gain.h"
#include "print_json.h"
#include "progress.h"
#include "song_input.h"
#include "soundfile/audio_file.h"
#include "soundfile/resample.h"
#include "system/file.h"
#include "training/training_families.h"
#include "tuning_option.h"

namespace {

using namespace partials;
using nlohmann::json;

struct Options {
  std::string model, input, output, octave = "auto", loudness = "auto", format = "pcm24";
  std::vector<std::string> mix;
  int rate_hz = 0;
  double transpose = 0, consonants_db = kConsonantsDb;
  InstrumentSettings instrument;
  SongOption song;
  TuningOption tuning;
  MacroOption macros;
  // options that were typed
  std::function<bool(const char*)> given = [](const char*) { return false; };
  bool json = false;
};

constexpr double kMaxMixDb = 60;
constexpr int kMaxOctaves = 8;
constexpr float kSoftPeak = 0.0032f;  // -50 dB

double number(const std::string& text, const std::string& option) {
  char* end = nullptr;
  const double v = std::strtod(text.c_str(), &end);
  if (text.empty() || *end || !std::isfinite(v))
    throw Stop(Exit::usage, option + " has the value '" + text +
                                "'; it takes 'auto' or a number, for instance " + option + " 1");
  return v;
}

void balance(Graph& graph, const std::vector<std::string>& parts) {
  for (const std::string& p : parts) {
    const size_t at = p.find('=');
    if (at == std::string::npos)
      throw Stop(Exit::usage,
                 "--mix has the value '" + p + "'; it takes PART=DB, for instance: --mix noise=-6");
    const double gain_db = number(p.substr(at + 1), "--mix " + p.substr(0, at));
    if (std::fabs(gain_db) > kMaxMixDb)
      throw Stop(Exit::usage, fmt::format("--mix has the value '{}'; it takes -{:g} to {:g} dB.", p,
                                          kMaxMixDb, kMaxMixDb));
    must(turn_part(graph, p.substr(0, at), gain_db), Exit::usage);
  }
}

int octaves(const std::string& asked, int fitting) {
  if (asked == "auto") return fitting;
  const double n = number(asked, "--octave");
  if (n != std::round(n) || std::fabs(n) > kMaxOctaves)
    throw Stop(Exit::usage,
               fmt::format("--octave has the value '{}'; it takes 'auto' or a whole number from -{} to {}.",
                           asked, kMaxOctaves, kMaxOctaves));
  return static_cast<int>(n);
}

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

// "1 of 40 notes lies below the range: E3."
void tell_outside(const json& said) {
  const json& outside = said["outside"];
  for (const char* side : {"below", "above"}) {
    const int n = outside[side], notes = said["notes"];
    if (n)
      fmt::print("{} of {} note{} {} {} the range: {}.\n", n, notes, notes == 1 ? "" : "s",
                 n == 1 ? "lies" : "lie", side,
                 listed(outside[std::string("names_") + side].get<std::vector<std::string>>()));
  }
}

SampleStore render_midi(const Model& model, const Options& o, const InstrumentSettings& set,
                        OfflineOptions& offline, json& said) {
  if (const auto pitches = tuning_of(o.tuning)) offline.tuning = *pitches;
  const SongInput in = read_song(o.input, o.song, said);
  offline.rate_hz = o.rate_hz ? o.rate_hz : 48000;
  InstrumentSettings s = set;
  s.mpe = in.mpe;
  said["octaves"] = octaves(o.octave, fit_to(model, in.song, offline.tuning).octaves);
  s.transpose_semitones += static_cast<float>(o.transpose + 12 * said["octaves"].get<int>());
  const NotesOutside outside =
      notes_outside(model, in.song, offline.tuning, s.transpose_semitones + s.tune_cents / 100);
  said["notes"] = outside.notes;
  said["outside"] = json_of(outside);
  return must(render_song(model, in.song, s, offline));
}

// Applies a preset's settings; typed options take precedence. Output level, bypass and dry mix of the
// preset are ignored, because they belong to live playing.
void take_preset(const PlayerSettings& preset, Options& o, InstrumentSettings& s, OfflineOptions& offline) {
  s = instrument_settings(preset.values);
  s.seed = o.instrument.seed;
  if (o.given("--voices")) s.voices = o.instrument.voices;
  if (o.given("--mono")) s.mono = o.instrument.mono;
  if (o.given("--attack")) s.envelope.attack_s = o.instrument.envelope.attack_s;
  if (o.given("--release")) s.envelope.release_s = o.instrument.envelope.release_s;
  if (!o.given("--consonants")) o.consonants_db = static_cast<double>(preset.values[kConsonants]);
  s.envelope.decay_s = o.instrument.envelope.decay_s;
  s.envelope.sustain_db = o.instrument.envelope.sustain_db;
  std::copy_n(preset.values.begin() + kMacro1, kMacros, offline.macros.begin());
  SpectralEdit shape;
  apply_spectral_edit(shape, preset);
  shape.read(offline.shape);
}

// The analyser tracks one pitch: in a chord it follows one of the notes, or their common fundamental.
void note_polyphony(const SampleStore& in, int rate_hz, const std::string& path, json& said) {
  const ClipView clip(in, rate_hz);
  const double share = polyphonic_share(clip, analyse_recording(clip));
  said["polyphonic_share"] = share;
  if (share > kSomePolyphony)
    fmt::print(stderr,
               "Note: in {:.0f} % of the pitched time of {}, two or more notes overlap, or one note and "
               "strong reverberation; the model plays one pitch at a time, so record one note at a time.\n",
               100 * share, printable(path));
}

SampleStore render(const Model& model, const Options& o, const InstrumentSettings& set,
                   OfflineOptions& offline, json& said) {
  if (is_midi_file(o.input)) return render_midi(model, o, set, offline, said);
  if (!o.tuning.scale.empty() || !o.tuning.keyboard.empty())
    throw Stop(Exit::usage,
               "--scale tunes the keys of a MIDI file, and '" + o.input + "' is not one; leave --scale out.");
  StoredClip in = must(read_stored(o.input), Exit::input_refused);
  for (const Remark& r : in.remarks)
    fmt::print(stderr, "Note: {}: {}; {}.\n", printable(o.input), r.text, r.remedy);
  for (const Remark& r : in.remarks)
    said["remarks"].push_back({{"id", r.id}, {"text", r.text}, {"remedy", r.remedy}});
  offline.rate_hz = o.rate_hz ? o.rate_hz : static_cast<int>(std::clamp(in.rate_hz, 8000.0, 192000.0));
  if (in.rate_hz != offline.rate_hz) in.samples = resample(ClipView(in.samples, in.rate_hz), offline.rate_hz);
  const Fit fit = fit_to(model, in.samples, offline.rate_hz);
  if (fit.voiced_share == 0)
    fmt::print(stderr, "Note: no pitch was found in {}, so only its loudness is followed.\n", o.input);
  note_polyphony(in.samples, offline.rate_hz, o.input, said);
  TransferSettings s;
  s.consonants_db = static_cast<float>(o.consonants_db);
  said["octaves"] = octaves(o.octave, fit.octaves);
  said["heard_hz"] = fit.median_hz;
  said["heard_db"] = fit.median_db;
  s.transpose_semitones = set.transpose_semitones + set.tune_cents / 100 +
                          static_cast<float>(o.transpose + 12 * said["octaves"].get<int>());
  s.sensitivity = set.sensitivity;
  s.lowest_hz = static_cast<float>(kLowestHeardHz);  // offline, so latency does not matter
  s.loudness_shift_db =
      o.loudness == "auto" ? fit.loudness_shift_db : static_cast<float>(number(o.loudness, "--loudness"));
  s.seed = o.instrument.seed;
  said["loudness_shift_db"] = s.loudness_shift_db;
  return must(play_recording(model, in.samples, s, offline));
}

// Of a family whose models make no sound of keys or recordings, such as movement.
void render_by_family(const TrainingFamily& family, const Model& model, const Options& o) {
  const auto [text, said] = family.render(model, {o.input, o.output});
  if (o.json) return print_json(said);
  fmt::print("{}\n", text);
}

void run(Options& o) {
  find_model_file(o.model);
  keep_inputs("--output", o.output, {o.model, o.input});
  must(can_write(o.output));
  PlayingFile file = load_model_or_preset(o.model);
  keep_inputs("--output", o.output, {file.model_path});
  if (const TrainingFamily* family = find_training_family(file.model.family); family && family->render)
    return render_by_family(*family, file.model, o);
  check_wav_name("--output", o.output);
  balance(file.model.graph, o.mix);
  Progress progress("rendering", o.json);
  OfflineOptions offline;
  offline.progress = [&](double done) { progress.update(done, ""); };
  InstrumentSettings settings = o.instrument;
  if (file.preset) take_preset(file.preset->settings, o, settings, offline);
  set_macros(o.macros, file.model, offline.macros);
  json said;
  SampleStore out = render(file.model, o, settings, offline, said);
  progress.finish("done");

  const double duration_s = static_cast<double>(out.size()) / offline.rate_hz;
  float peak = 0;
  ClipView(out, offline.rate_hz).each_block([&](const float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) peak = std::max(peak, std::fabs(x[i]));
  });
  const double turned_down_db = peak > 0.999f ? 20 * std::log10(peak / 0.999) : 0;
  if (turned_down_db > 0)
    must(out.change([&](float* x, int64_t n) {
      for (int64_t i = 0; i < n; ++i) x[i] *= 0.999f / peak;
    }));
  const WavFormat format = o.format == "float32" ? WavFormat::float32
                           : o.format == "pcm16" ? WavFormat::pcm16
                                                 : WavFormat::pcm24;
  must(write_wav(o.output, out, offline.rate_hz, format));

  said["output"] = o.output;
  said["duration_s"] = duration_s;
  said["rate_hz"] = offline.rate_hz;
  said["turned_down_db"] = turned_down_db;
  said["peak_db"] = db_of(peak);
  if (o.json) return print_json(said);
  if (const int n = said["octaves"]; n && o.octave == "auto")
    fmt::print("Transposed {} octave{} {} into the model's trained range (--octave 0 prevents this).\n",
               std::abs(n), std::abs(n) == 1 ? "" : "s", n > 0 ? "up" : "down");
  if (said.contains("outside")) tell_outside(said);
  if (said.contains("loudness_shift_db") && o.loudness == "auto")
    fmt::print(
        "Loudness shifted by {:+.1f} dB into the model's trained range (--loudness 0 prevents this).\n",
        said["loudness_shift_db"].get<double>());
  if (peak > 0 && peak < kSoftPeak)
    fmt::print(
        "The result is soft: it peaks at {:.0f} dB of full scale, because the training recordings were soft; "
        "amplify it, or train again with this version, which amplifies soft recordings.\n",
        20 * std::log10(peak));
  if (turned_down_db > 0) fmt::print("Turned down by {:.1f} dB to avoid clipping.\n", turned_down_db);
  fmt::print("{}: {:.1f} s at {} Hz\n", o.output, duration_s, offline.rate_hz);
}

}  // namespace

void add_render(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("render", "play a recording or a MIDI file with a model, into a WAV file");
  verb->add_option("model", o->model, kPlayableHelp)->type_name("MODEL")->required();
  verb->add_option("input", o->input,
                   "a recording (its pitch and loudness are followed) or a MIDI file (.mid, .kar, .rmi)")
      ->type_name("FILE")
      ->required();
  verb->add_option("-o,--output", o->output, "the WAV file to write")->type_name("FILE")->required();
  verb->add_option("--rate", o->rate_hz, "sample rate in Hz (default: the recording's, 48000 for MIDI)")
      ->check(CLI::Range(8000, 192000));
  verb->add_option("--transpose", o->transpose, "semitones")->check(between(-60.0, 60.0));
  verb->add_option("--octave", o->octave,
                   "octaves up or down, or 'auto': a recording is transposed into the model's trained range "
                   "if a fifth more of it then fits, a MIDI file if most of its notes are out of range")
      ->capture_default_str();
  verb->add_option("--loudness", o->loudness, "dB added to the recording's loudness, or 'auto'")
      ->capture_default_str();
  verb->add_option("--consonants", o->consonants_db,
                   "recording: level of unpitched input, such as an s or a knock, in dB (-60: left out, 0: "
                   "original level)")
      ->capture_default_str()
      ->check(between(kLeftOutDb, 0.0));
  verb->add_option("--mix", o->mix,
                   "level of one part in dB: partials=DB, noise=DB or room=DB; may be repeated")
      ->type_name("PART=DB")
      ->allow_extra_args(false);
  verb->add_option("--format", o->format, "sample format of the output")
      ->capture_default_str()
      ->check(CLI::IsMember({"pcm16", "pcm24", "float32"}));
  verb->add_option(
          "--seed", o->instrument.seed,
          "seed of the random numbers, such as those of the breath noise; the same seed gives the same file")
      ->capture_default_str()
      ->check(seed_number());
  verb->add_option("--voices", o->instrument.voices, "MIDI: maximum number of simultaneous notes")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  verb->add_flag("--mono", o->instrument.mono, "MIDI: one voice, with slurs");
  verb->add_option("--attack", o->instrument.envelope.attack_s,
                   "MIDI: attack time in seconds (0: as learned)")
      ->check(between(0.0, 30.0));
  verb->add_option("--decay", o->instrument.envelope.decay_s,
                   "MIDI: decay time in seconds, from the attack to --sustain")
      ->check(between(0.0, 30.0));
  verb->add_option("--sustain", o->instrument.envelope.sustain_db, "MIDI: sustain level in dB")
      ->check(between(-60.0, 0.0));
  verb->add_option("--release", o->instrument.envelope.release_s,
                   "MIDI: release time in seconds, for a fall of 60 dB (0: as learned)")
      ->check(between(0.0, 30.0));
  add_macros(*verb, o->macros);
  add_song_options(*verb, o->song);
  add_tuning(*verb, o->tuning);
  verb->add_flag("--json", o->json, "print what was done as JSON");
  verb->footer(
      "Examples:\n  partials render violin humming.wav -o violin.wav\n"
      "  partials render violin.partials tune.mid -o tune.wav --rate 44100 --mix noise=-3");
  o->given = [verb](const char* option) { return verb->get_option(option)->count() > 0; };
  verb->callback([o] { run(*o); });
}
