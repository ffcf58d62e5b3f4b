// SPDX-License-Identifier: MIT
// What the hosts of tests/everywhere need besides everywhere.c.
//   everywhere_hosts files FOLDER MODEL          for other programs: phrase.mid, sung.wav and phrase.pd; and
//   the
//                                                model with rounded weights, rounded.partials, and the same
//                                                in floats, off_grid.partials
//   everywhere_hosts loudness MODEL              prints the loudness in dB that an effect adds, for partials
//   render everywhere_hosts plugin FILE FOLDER NAME     plays a .clap file, or an .lv2 bundle whose name has
//   KIND in the
//                                                place of instrument and effect, and writes NAME.PART.f32
// The models of the plug-ins are those of PARTIALS_MODEL_PATH, by name, so that a program change finds the
// second.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <thread>

#include "families/instrument/instrument_model.h"
#include "families/instrument/sounds.h"
#include "families/model_loading.h"
#include "graph/byte_weights.h"
#include "host/session.h"
#include "phrase.h"
#include "script.h"
#include "soundfile/audio_file.h"
#include "support/midi_bytes.h"
#include "system/file.h"

namespace {

using namespace partials;
using namespace partials::hosting;

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "everywhere_hosts: %s\n", why.c_str());
  std::exit(1);
}
template <class T>
T must(Result<T> r) {
  if (!r) stop(r.error().text);
  return std::move(r).value();
}
void must(const Result<void>& r) {
  if (!r) stop(r.error().text);
}

std::vector<float> sung() {
  phrase_singer singer{0, 0, 0, 0};
  std::vector<float> voice(PHRASE_SAMPLES);
  for (float& x : voice) x = phrase_sing(&singer);
  return voice;
}

// One tick is one sample: 24000 ticks a quarter, 120 quarters a minute. Times of up to three bytes.
std::string midi_file() {
  std::string track;
  int at = 0;
  for (const phrase_event& e : kPhrase) {
    if (!e.status || e.status == 0xc0) continue;
    const int wait = e.sample - at;
    at = e.sample;
    track += midi_bytes::bytes(
        {0x80 | (wait >> 14 & 127), 0x80 | (wait >> 7 & 127), wait & 127, e.status, e.data1, e.data2});
  }
  return midi_bytes::header(0, 1, 24000) + midi_bytes::chunk("MTrk", track + midi_bytes::kEnd);
}

// A patch that plays the phrase and the sung voice in one go. Messages have their times from delays in ms,
// and the model of the program change is loaded between two blocks.
class PdPatch {
 public:
  explicit PdPatch(const std::string& folder) {
    const int synth = object("partials~ " + folder + "/models/1.partials"),
              fx = object("partials.fx~ " + folder + "/models/1.partials");
    for (const char* quiet : {"limiter 0", "match_level 0", "lowest_note 21"}) first(quiet, fx);
    for (const int player : {synth, fx}) first("wait", player);
    for (const phrase_event& e : kPhrase) play(e, synth, folder);
    object("table sung " + std::to_string(PHRASE_SAMPLES));
    const int voice = object("tabplay~ sung"), filer = object("soundfiler"), start = object("loadbang");
    wire(start, message("read " + folder + "/sung.wav sung"), filer);
    wire(voice, 0, fx, 0);
    const int on = message("\\; pd dsp 1");
    const std::string seconds = std::to_string(PHRASE_SAMPLES * 1000 / PHRASE_RATE_HZ + 20);
    const int later = object("delay " + seconds), off = message("\\; pd quit");
    for (int i = 0; i < 4; ++i) {
      const std::string table = "heard" + std::to_string(i);
      object("table " + table + " " + std::to_string(PHRASE_SAMPLES));
      const int writer = object("tabwrite~ " + table);
      wire(i < 2 ? synth : fx, i % 2, writer, 0);
      wire(start, 0, writer, 0);
    }
    wire(start, 0, voice, 0);
    wire(start, 0, later, 0);
    wire(later, message("write -wave -bytes 4 " + folder + "/pd.all.wav heard0 heard1"), filer);
    wire(later, message("write -wave -bytes 4 " + folder + "/pd.sung.wav heard2 heard3"), filer);
    wire(later, 0, off, 0);
    wire(start, 0, on, 0);
  }
  std::string text() const { return "#N canvas 0 0 600 400 12;\n" + objects_ + wires_; }

 private:
  int add(const std::string& line) {
    objects_ += line + ";\n";
    return n_++;
  }
  int object(const std::string& words) { return add("#X obj 10 10 " + words); }
  int message(const std::string& words) { return add("#X msg 10 10 " + words); }
  void wire(int from, int outlet, int to, int inlet) {
    for (const int n : {from, outlet, to, inlet})
      wires_ += (wires_.empty() || wires_.back() == '\n' ? "#X connect " : " ") + std::to_string(n);
    wires_ += ";\n";
  }
  void wire(int from, int through, int to) {
    wire(from, 0, through, 0);
    wire(through, 0, to, 0);
  }
  void first(const std::string& words, int to) { wire(object("loadbang"), message(words), to); }
  void at(int sample, const std::string& words, int to) {
    char ms[32];
    std::snprintf(ms, sizeof ms, "%.9g", sample * 1000.0 / static_cast<double>(PHRASE_RATE_HZ));
    const int start = object("loadbang"), wait = object(std::string("delay ") + ms);
    wire(start, 0, wait, 0);
    wire(wait, message(words), to);
  }
  void play(const phrase_event& e, int synth, const std::string& folder) {
    if (e.status == 0xc0) {
      at(e.sample + 1, "load " + folder + "/models/2.partials", synth);
      at(e.sample + 1, "wait", synth);
    } else if (e.status) {
      at(e.sample,
         "midi " + std::to_string(e.status) + " " + std::to_string(e.data1) + " " + std::to_string(e.data2),
         synth);
    } else {
      char text[64];
      std::snprintf(text, sizeof text, "set macro%d %g", e.data1 + 1, static_cast<double>(e.value));
      at(e.sample, text, synth);
    }
  }

  std::string objects_, wires_;
  int n_ = 0;
};

// Weights on the grid play as bytes. A matrix with one number beside the grid, by one part in 2^23, plays as
// floats.
void write_byte_models(const std::string& folder, const std::string& path) {
  Model model = must(load_model(path));
  round_to_bytes(model.table, model.weights.data());
  must(make_instrument_golden(model, std::vector<float>(40, 440.f), std::vector<float>(40, -20.f)));
  must(save_model(model, folder + "/rounded.partials"));
  for (const WeightEntry& e : model.table.entries)
    if (e.matrix)
      for (size_t i = e.offset; i < e.offset + e.size(); ++i)
        if (model.weights[i] != 0) {
          model.weights[i] = std::nextafter(model.weights[i], 0.f);
          break;
        }
  must(save_model(model, folder + "/off_grid.partials"));
}

int write_files(const std::string& folder, const std::string& model) {
  must(atomic_write(folder + "/phrase.mid", midi_file()));
  const std::vector<float> voice = sung();
  must(write_wav(folder + "/sung.wav", voice.data(), PHRASE_SAMPLES, 1, PHRASE_RATE_HZ));
  must(atomic_write(folder + "/phrase.pd", PdPatch(folder).text()));
  write_byte_models(folder, model);
  return 0;
}

struct Played {
  const char* name;
  PlayerKind kind;
  int voices;
};

std::vector<Event> events_of(const Played& part) {
  std::vector<Event> events;
  for (const phrase_event& e : kPhrase) {
    if (part.kind == PlayerKind::effect) break;
    events.push_back(e.status ? midi(e.sample, e.status, e.data1, e.data2)
                              : parameter(e.sample, kMacro1 + e.data1, e.value));
  }
  return events;
}

// Until the state names the second model: the plug-in loads it on a thread of its own.
void wait_for_model(Hosted& plugin) {
  for (int i = 0; i < 600; ++i) {
    plugin.idle();
    if (plugin.save().find("models/2.partials") != std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  stop("the plug-in did not load the model of the program change.");
}

void play_plugin(const std::string& file, const std::string& folder, const std::string& name,
                 const Played& part) {
  std::string path = file;
  if (const size_t at = path.find("KIND"); at != std::string::npos)
    path.replace(at, 4, part.kind == PlayerKind::effect ? "effect" : "instrument");
  auto opened = must(open_plugin(path, part.kind));
  Hosted& plugin = *opened;
  must(plugin.load_model(folder + "/models/1.partials"));
  if (part.kind == PlayerKind::effect) {
    plugin.set(kLimiter, 0);
    plugin.set(kMatchLevel, 0);
    plugin.set(kLowestNote, 21);
  } else {
    plugin.set(kVoices, part.voices);
  }
  must(plugin.activate(PHRASE_RATE_HZ, PHRASE_BLOCK));
  Script script{PHRASE_SAMPLES, events_of(part), {}, {PHRASE_BLOCK}};
  if (part.kind == PlayerKind::effect) script.in = sung();
  const StereoSound heard = play(plugin, script, [&](int64_t at) {
    if (part.kind == PlayerKind::instrument && at == PHRASE_PROGRAM_AT + 1)
      wait_for_model(plugin);
  });
  std::string bytes(2 * sizeof(float) * heard.left.size(), '\0');
  for (size_t i = 0; i < heard.left.size(); ++i) {
    std::memcpy(&bytes[8 * i], &heard.left[i], 4);
    std::memcpy(&bytes[8 * i + 4], &heard.right[i], 4);
  }
  must(atomic_write(folder + "/" + name + "." + part.name + ".f32", bytes));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "files") return write_files(words[1], words[2]);
  if (words.size() == 2 && words[0] == "loudness") {
    const Model model = must(load_model(words[1]));
    const auto shift_db = transfer_settings(initial_values(), instrument_part(model).known).loudness_shift_db;
    std::printf("%.9g\n", static_cast<double>(shift_db));
    return 0;
  }
  if (words.size() != 4 || words[0] != "plugin") stop("write files, loudness or plugin, and what they need.");
  for (const Played& part : {Played{"all", PlayerKind::instrument, 16},
                             {"all_mono", PlayerKind::instrument, 1},
                             {"sung", PlayerKind::effect, 1}})
    play_plugin(words[1], words[2], words[3], part);
  return 0;
}
