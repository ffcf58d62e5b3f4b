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
#include <optional>

#include "arguments.h"
#include "base/listed.h"
#include "base/printable.h"
#include "macro_option.h"
#include "play/gain.h"
#include "print_json.h"
#include "progress.h"
#include "song_input.h"
#include "soundfile/audio_file.h"
#include "system/file.h"
#include "talk.h"
#include "training/training_families.h"
#include "tuning_option.h"
#include "verbs/exits.h"
#include "verbs/macros.h"
#include "verbs/rendering.h"

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

constexpr int kMaxOctaves = 8;
constexpr float kSoftPeak = 0.0032f;  // -50 dB

std::optional<int> octaves(const std::string& asked) {
  if (asked == "auto") return std::nullopt;
  const double n = number_of(asked, "--octave");
  if (n != std::round(n) || std::fabs(n) > kMaxOctaves)
    throw Stop(Exit::usage,
               fmt::format("--octave has the value '{}'; it takes 'auto' or a whole number from -{} to {}.",
                           asked, kMaxOctaves, kMaxOctaves));
  return static_cast<int>(n);
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

SampleStore render(const Model& model, const Options& o, RenderOptions& render, json& said) {
  if (is_midi_file(o.input)) {
    if (const auto pitches = tuning_of(o.tuning)) render.offline.tuning = *pitches;
    render.offline.rate_hz = o.rate_hz ? o.rate_hz : 48000;
    const SongInput in = read_song(o.input, o.song, said);
    return render_notes(model, in.song, in.mpe, render, said);
  }
  if (!o.tuning.scale.empty() || !o.tuning.keyboard.empty())
    throw Stop(Exit::usage,
               "--scale tunes the keys of a MIDI file, and '" + o.input + "' is not one; leave --scale out.");
  StoredClip in = must(read_stored(o.input), Exit::input_refused);
  for (const Remark& r : in.remarks) {
    render.note(fmt::format("Note: {}: {}; {}.", printable(o.input), r.text, r.remedy));
    said["remarks"].push_back({{"id", r.id}, {"text", r.text}, {"remedy", r.remedy}});
  }
  render.offline.rate_hz = o.rate_hz ? o.rate_hz : static_cast<int>(std::clamp(in.rate_hz, 8000.0, 192000.0));
  return render_recording(model, std::move(in.samples), in.rate_hz, o.input, render, said);
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
  balance_parts(file.model.graph, o.mix);
  Progress progress("rendering", o.json);
  RenderOptions options;
  options.octaves = octaves(o.octave);
  if (o.loudness != "auto") options.loudness_db = number_of(o.loudness, "--loudness");
  options.transpose = o.transpose;
  options.consonants_db = o.consonants_db;
  options.instrument = o.instrument;
  options.offline.progress = [&](double done) { progress.update(done, ""); };
  options.note = [](const std::string& text) { talk("{}\n", text); };
  if (file.preset) take_preset(file.preset->settings, o.given, options);
  set_macros(o.macros.settings, file.model, options.offline.macros);
  json said;
  SampleStore out = render(file.model, o, options, said);
  progress.finish("done");

  const int rate_hz = options.offline.rate_hz;
  const double duration_s = static_cast<double>(out.size()) / rate_hz;
  const auto [peak, turned_down_db] = keep_below_full_scale(out);
  const WavFormat format = o.format == "float32" ? WavFormat::float32
                           : o.format == "pcm16" ? WavFormat::pcm16
                                                 : WavFormat::pcm24;
  must(write_wav(o.output, out, rate_hz, format));

  said["output"] = o.output;
  said["duration_s"] = duration_s;
  said["rate_hz"] = rate_hz;
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
  fmt::print("{}: {:.1f} s at {} Hz\n", o.output, duration_s, rate_hz);
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
