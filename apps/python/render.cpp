// SPDX-License-Identifier: MIT
// render: notes, a MIDI file, or audio through a model, as the command line does it (verbs/rendering.h).
#include "render.h"

#include <algorithm>
#include <cmath>

#include "base/printable.h"
#include "families/families.h"
#include "model.h"
#include "play/tuning.h"
#include "py/array.h"
#include "py/error.h"
#include "py/text.h"
#include "soundfile/audio_file.h"
#include "verbs/macros.h"
#include "verbs/rendering.h"

namespace partials::py {
namespace {

using nlohmann::json;

constexpr int kNumbers = 4;  // of a note in the array: start and duration in seconds, key, velocity 0..1

template <class T>
void take(const json& options, const char* name, T& to) {
  if (options.contains(name) && !options[name].is_null()) options[name].get_to(to);
}

// What Python was asked for, over the model's preset.
RenderOptions options_of(const json& j, const PlayableModel& from, Model& model,
                         std::vector<std::string>& notes) {
  RenderOptions o;
  o.note = [&notes](const std::string& sentence) { notes.push_back(sentence); };
  o.offline.rate_hz = j.at("sample_rate");
  if (j.contains("octaves")) o.octaves = j["octaves"].get<int>();
  if (j.contains("loudness_db")) o.loudness_db = j["loudness_db"].get<double>();
  take(j, "transpose", o.transpose);
  take(j, "consonants_db", o.consonants_db);
  take(j, "seed", o.instrument.seed);
  take(j, "voices", o.instrument.voices);
  take(j, "mono", o.instrument.mono);
  take(j, "attack_s", o.instrument.envelope.attack_s);
  take(j, "decay_s", o.instrument.envelope.decay_s);
  take(j, "sustain_db", o.instrument.envelope.sustain_db);
  take(j, "release_s", o.instrument.envelope.release_s);
  const auto given = [&j](const char* option) {
    const std::string name = option + 2;  // without its dashes
    return j.contains(name) || j.contains(name + "_s") || j.contains(name + "_db");
  };
  if (from.preset) take_preset(from.preset->settings, given, o);
  if (j.contains("mix")) balance_parts(model.graph, j["mix"].get<std::vector<std::string>>());
  if (j.contains("macros")) set_macros(j["macros"].get<std::vector<std::string>>(), model, o.offline.macros);
  if (j.contains("scale")) {
    const Scale scale = must(scale_from_text(j["scale"].get<std::string>(), "scale"), Exit::usage);
    KeyboardMap map;
    if (j.contains("keyboard"))
      map = must(keyboard_from_text(j["keyboard"].get<std::string>(), "keyboard"), Exit::usage);
    o.offline.tuning = must(tuning_of(scale, map), Exit::usage);
  }
  return o;
}

MidiSong song_of(const Numbers<double>& notes) {
  MidiSong song;
  for (size_t i = 0; i + kNumbers <= notes.values.size(); i += kNumbers) {
    const double begin_s = notes.values[i], end_s = begin_s + notes.values[i + 1];
    const auto key = static_cast<uint8_t>(notes.values[i + 2]);
    const auto velocity = static_cast<uint8_t>(std::clamp(std::lround(127 * notes.values[i + 3]), 1l, 127l));
    song.events.push_back({begin_s, 0x90, key, velocity, 2 * begin_s});
    song.events.push_back({end_s, 0x80, key, 64, 2 * end_s});
    song.length_s = std::max(song.length_s, end_s);
  }
  // ends before beginnings, so that a key may be played again at once
  std::stable_sort(song.events.begin(), song.events.end(), [](const MidiEvent& a, const MidiEvent& b) {
    return a.time_s != b.time_s ? a.time_s < b.time_s : a.status < b.status;
  });
  return song;
}

struct Source {
  enum { notes, midi_file, audio } kind = notes;
  MidiSong song;
  std::string path;
  SampleStore samples;
  double rate_hz = 0;
};

SampleStore sound_of(const Model& model, Source& source, const json& j, const RenderOptions& o, json& said) {
  if (source.kind == Source::notes) return render_notes(model, source.song, false, o, said);
  if (source.kind == Source::midi_file) {
    SongOption song;
    take(j, "drums", song.drums);
    take(j, "mpe", song.mpe);
    take(j, "channels", song.channels);
    const SongInput in = read_song(source.path, song, o.note, said);
    return render_notes(model, in.song, in.mpe, o, said);
  }
  return render_recording(model, std::move(source.samples), source.rate_hz,
                          source.path.empty() ? "the audio" : source.path, o, said);
}

// Reads what can be read while Python holds still; the file of a path is read later.
Source source_of(PyObject* object, const json& j) {
  Source s;
  if (PyBytes_Check(object)) {
    s.path = PyBytes_AsString(object);
    s.kind = is_midi_file(s.path) ? Source::midi_file : Source::audio;
  } else if (j.at("what") == "notes") {
    s.song = song_of(read_numbers<double>(object, "the notes"));
  } else {
    s.kind = Source::audio;
    const std::vector<float> mono = read_mono(object);
    s.rate_hz = j.at("sample_rate");
    if (mono.empty()) refuse("the audio has no samples; pass some.");
    must(s.samples.append(mono.data(), static_cast<int64_t>(mono.size())));
  }
  return s;
}

void read_recording(Source& s, std::vector<std::string>& notes) {
  StoredClip in = must(read_stored(s.path), Exit::input_refused);
  for (const Remark& r : in.remarks)
    notes.push_back("Note: " + printable(s.path) + ": " + r.text + "; " + r.remedy + ".");
  s.samples = std::move(in.samples);
  s.rate_hz = in.rate_hz;
}

}  // namespace

Ref render(PyObject*, PyObject* arguments) {
  PyObject *model, *input;
  const char* options = nullptr;
  parse(arguments, "OOs", &model, &input, &options);
  const json j = json::parse(options);
  const PlayableModel playable = model_of(model);
  Source source = source_of(input, j);
  json said;
  std::vector<std::string> notes;
  std::vector<float> samples;
  {
    const Unlocked unlocked;
    Model changed = *playable.model;
    const RenderOptions o = options_of(j, playable, changed, notes);
    if (source.kind == Source::audio && !source.path.empty()) read_recording(source, notes);
    SampleStore out = sound_of(changed, source, j, o, said);
    const Level level = keep_below_full_scale(out);
    said["turned_down_db"] = level.turned_down_db;
    samples = must(out.take());
  }
  said["notes_for_you"] = notes;
  const auto n = static_cast<int64_t>(samples.size());
  return tuple("(OO)", make_array(std::move(samples), {1, n}), json_text(said));
}

Ref read_audio_file(PyObject*, PyObject* arguments) {
  const char* name = nullptr;
  parse(arguments, "y", &name);
  const std::string path = name;
  AudioClip clip;
  {
    const Unlocked unlocked;
    clip = must(read_audio(path), Exit::input_refused);
  }
  const auto n = static_cast<int64_t>(clip.samples.size());
  return tuple("(OO)", make_array(std::move(clip.samples), {1, n}),
               Ref::taken(PyFloat_FromDouble(clip.rate_hz)));
}

Ref write_audio_file(PyObject*, PyObject* arguments) {
  const char *name = nullptr, *format = nullptr;
  PyObject* audio;
  double rate_hz = 0;
  parse(arguments, "yOds", &name, &audio, &rate_hz, &format);
  const Audio a = read_audio_array(audio, "the audio");
  refuse_not_finite(a, "the audio");
  const std::string path = name, as = format;
  {
    const Unlocked unlocked;
    std::vector<float> interleaved(a.values.size());
    for (size_t c = 0; c < a.channels; ++c)
      for (size_t i = 0; i < a.samples; ++i) interleaved[i * a.channels + c] = a.values[c * a.samples + i];
    must(write_wav(path, interleaved.data(), static_cast<int64_t>(a.samples), static_cast<int>(a.channels),
                   rate_hz,
                   as == "float32" ? WavFormat::float32
                   : as == "pcm16" ? WavFormat::pcm16
                                   : WavFormat::pcm24));
  }
  return Ref::none();
}

}  // namespace partials::py
