// SPDX-License-Identifier: MIT
// usage: make_seeds DIR: writes a valid example for each fuzzer into DIR/NAME/.
#include <cstdio>
#include <filesystem>

#include "data/analysis_cache.h"
#include "data/opened.h"
#include "families/model_loading.h"
#include "families/motion/practice_log.h"
#include "fuzz/movement_seeds.h"
#include "host/session.h"
#include "model/graph_json.h"
#include "osc/writer.h"
#include "soundfile/audio_file.h"
#include "support/midi_bytes.h"
#include "support/sounds.h"
#include "support/tiny_dance.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace {

// Small files of movement, each with something that the others have not.
bool write_movement(const std::string& dir) {
  using partials::atomic_write;
  const std::string body =
      "HIERARCHY\nROOT root\n{\nOFFSET 0 0 0\nCHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation "
      "Xrotation\nJOINT Hips {\n\tOFFSET 0 90 0\r\n\tCHANNELS 4 Yposition Xrotation Yrotation Zrotation\nEnd "
      "Site\n{\nOFFSET 0 80 0\n}\nEnd Site\n{\nOFFSET 0 -90 0\n}\n}\n}\nMOTION\n";
  const std::string frame = "1 2 3 10 20 30 90 -4e1 +50 60\n";
  const std::string plain =
      "time_s,left_wrist.x [m],speed (m/s),action\n0.0,1,2,Rest\n0.1,,nan,\"a, \"\"b\"\"\"\n";
  const std::string dialect =
      "\xef\xbb\xbftake\ttimestamp\tlhx\tphase\n0\t5702026\t1,5\tRest\n1\t5702058\t2\tHold\n";
  const std::string intervals =
      "timestamp;x\n1e-5;1\n.05;2\n.04;3\n.05;4\n.04;5\n.05;6\n.04;7\n.05;8\n.04;9\n.05;10\n";
  const std::string notes =
      R"({"takes":[{"files":"{person}_{together}.bvh","licence":"free","consent":"public","metres_per_unit":0.01,)"
      R"("positions":"add"},{"files":"a?*","time":"ms","rate_hz":50,"label":"phase","labels":{"Rest":"rest"},)"
      R"("units":{"*.x":"m"},"session":"1"}]})";
  return atomic_write(dir + "/bvh/two", body + "Frames: 2\nFrame Time: 0.0333333\n" + frame + frame) &&
         atomic_write(dir + "/bvh/more", body + "Frames : 1\nFrame Time: 0\n" + frame + frame) &&
         atomic_write(dir + "/takes_csv/plain", plain) && atomic_write(dir + "/takes_csv/dialect", dialect) &&
         atomic_write(dir + "/takes_csv/intervals", intervals) &&
         atomic_write(dir + "/take_notes/all", notes);
}

// The first byte says which file it is (fuzz_sweep.cpp).
bool write_sweep(const std::string& dir) {
  using partials::atomic_write;
  const std::string halving =
      R"({"search": "halving", "trials": 4, "seed": 3, "first_steps": 25, "factor": 2, "steps": 100,
          "set": {"preset": "small"}, "space": {"seed": {"from": 1, "to": 9, "whole": true},
          "trainer.adam.learning_rate": {"from": 0.001, "to": 0.01, "scale": "log"}}})";
  const std::string grid = R"({"search": "grid", "steps": 9, "space": {"weights": ["full", "bytes"],
          "x": {"from": 0, "to": 1, "points": 3}}})";
  const std::string result = R"({"validation": 3.5, "metric": {"id": "log_mel_db", "unit": "dB",
          "lower_is_better": true}, "steps": 25, "model_sha256": "00", "worker": "a", "host": "n1", "pid": 1,
          "weights": "00", "test_set": "0", "recordings": [{"sha256": "1", "parts": []}]})";
  return atomic_write(dir + "/sweep/halving", "\4" + halving) &&
         atomic_write(dir + "/sweep/grid", "\4" + grid) &&
         atomic_write(dir + "/sweep/description", "\1{\"format\": 1, \"space\": " + halving + "}") &&
         atomic_write(dir + "/sweep/result", "\2" + result) &&
         atomic_write(dir + "/sweep/failed", "\2{\"failed\": \"there is no preset\"}");
}

bool write_practice(const std::string& dir) {
  using namespace partials;
  const motion::PracticeEntry first{1796061909, {1, 0, 1.25, 0.5, 0.9, -4.5}, "h", "left_wrist.y"};
  motion::PracticeEntry second = first;
  second.repetition.number = 2;
  return static_cast<bool>(
      atomic_write(dir + "/practice/two", std::string(motion::kPracticeHead) + motion::practice_line(first) +
                                              motion::practice_line(second) + "2026-11-30T18"));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace partials;
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_seeds DIR\n");
    return 2;
  }
  const std::string dir = argv[1];
  for (const char* name : {"graph",    "model",  "midi",     "audio",   "scala",    "state",     "events",
                           "osc",      "preset", "movement", "packets", "bvh",      "takes_csv", "take_notes",
                           "practice", "box",    "knobs",    "config",  "analysis", "sweep",     "counts"})
    std::filesystem::create_directories(dir + "/" + name);

  Model model = test::tiny_model();
  const std::vector<float> f0(10, 440.f), loudness(10, -20.f);
  if (!make_instrument_golden(model, f0, loudness) || !save_model(model, dir + "/model/tiny.partials"))
    return 1;
  if (!save_model(test::tiny_dance(true), dir + "/model/dance.partials")) return 1;
  if (!atomic_write(dir + "/graph/small.json", json_from_graph(model.graph))) return 1;
  if (!atomic_write(
          dir + "/graph/least.json",
          R"({"hop_s":[1,250],"band_hz":8000,"reference_rate_hz":16000,"inputs":{},"nodes":{"n":{"processor":"phasor"}},"outputs":{}})"))
    return 1;
  const auto box = read_file("packaging/box.json", 1 << 16);
  if (!box || !atomic_write(dir + "/box/box.json", box.value())) return 1;
  if (!atomic_write(dir + "/knobs/lines", "\x06K1 512\nK2=-0.5\n") ||
      !atomic_write(dir + "/knobs/bytes", std::string("\x01\x81\x7f\x7f\x82\x01\x02", 7)))
    return 1;
  if (!write_sweep(dir)) return 1;
  const Opened opened{{0.01, {440.f, 0.f}, {-20.f, -30.f}, {0.f, 27.f}}, {{0, 9}}, {{"a", "b", ""}}};
  const std::string analysis = bytes_of(opened);
  if (!atomic_write(dir + "/analysis/recording", analysis) ||
      !atomic_write(dir + "/analysis/entry", entry_of(std::string(64, 'a'), analysis)))
    return 1;
  if (!atomic_write(
          dir + "/config/most",
          R"({"preset":"small","seed":2,"steps":9,"until":null,"weights":"bytes","minutes":1,)"
          R"("trainer":{"adam":{"learning_rate":0.002,"fall":"cosine"},"loss":{"scales_s":[0.1]}},)"
          R"("settings":{"graph.memory.units":16},"config":{"preset":"small"},)"
          R"("recordings":[{"file":"a.wav","sha256":"00","samples":9,"rate_hz":8000,"parts":[]}]})"))
    return 1;
  PlayedCounts counted{"Violin", std::string(64, 'a'), "2026-03-01", {}};
  counted.tally.notes = 1042;
  counted.tally.outside[45] = {3, 57, 0};
  if (!atomic_write(dir + "/counts/two", text_of_counts({counted, counted}))) return 1;
  const auto song = read_file("examples/data/tune.mid", 1 << 20);
  if (!song || !atomic_write(dir + "/midi/tune.mid", song.value())) return 1;
  using namespace midi_bytes;
  const std::string mpe = rpn(6, 15, 0) + rpn(0, 48, 1) + bend(0, 9000, 1) + on(0, 60, 1) + off(96, 60, 1) +
                          bend(0, 8000, 9) + on(0, 61, 9) + off(96, 61, 9);
  const std::string odd =
      on(0, 69) + bytes({1, 0xf8, 0, 0xff, 1, 1, 'a', 96, 69, 0, 0, 0xf0, 0x7e, 0xf7, 0, 0x90, 60, 200, 37});
  if (!atomic_write(dir + "/midi/mpe.mid", midi_bytes::song(mpe + kEnd)) ||
      !atomic_write(dir + "/midi/odd.mid", midi_bytes::song(odd)) ||
      !atomic_write(dir + "/midi/patterns.mid", header(2, 3, 96) + chunk("MTrk", mpe) +
                                                    chunk("XFIH", "junk") + chunk("MTrk", odd + kEnd)) ||
      !atomic_write(dir + "/midi/riff.rmi",
                    std::string("RIFF\x40\0\0\0RMIDdata\x30\0\0\0", 20) + midi_bytes::song(odd)))
    return 1;
  const auto x = sounds::sine(440, 0.02, 8000);
  if (!write_wav(dir + "/audio/float.wav", {x, 8000}) ||
      !write_wav(dir + "/audio/pcm.wav", {x, 8000}, WavFormat::pcm16))
    return 1;
  const std::string scale = "just\n 3\n 5/4\n 701.955\n 2/1\n",
                    map = "4\n0\n127\n60\n69\n440.0\n3\n0\nx\n1\n2\n";
  const std::string both = scale + map;
  if (!atomic_write(dir + "/scala/just", static_cast<char>(scale.size() * 255 / both.size() + 1) + both))
    return 1;
  const std::string spaced = "\xef\xbb\xbf! x\rspaced\r 2\r 5 / 4 a third\r 1200. cents\r", one = "only\n0\n";
  if (!atomic_write(dir + "/scala/spaced", "\xff" + spaced) ||
      !atomic_write(dir + "/scala/one",
                    static_cast<char>(one.size() * 255 / (one + map).size() + 1) + one + map))
    return 1;
  Session session(PlayerKind::instrument);
  if (!atomic_write(dir + "/state/empty", session.save()) || !session.load_file(dir + "/model/tiny.partials"))
    return 1;
  session.engine().set_learned(1, kMacro1);
  if (!atomic_write(dir + "/state/tiny", session.save())) return 1;
  session.engine().spectral_edit().set_db(EditedPart::partials, 3, -7.5f);
  if (!atomic_write(dir + "/preset/tiny",
                    text_from_preset({"Soft evening", session.model(), settings_of(session.engine())})))
    return 1;
  std::string events;  // twelve bytes each: see fuzz_events.cpp
  for (int kind = 0; kind < 14; ++kind)
    events +=
        std::string{5, static_cast<char>(kind), static_cast<char>(0x90), 64, 100, 2, 73, 1, 0, 0, 0, 0x3f};
  if (!atomic_write(dir + "/events/each", events)) return 1;
  const std::string note(osc::Writer("/partials/note/on").add(1).add(60.5f).add(0.5f).bytes());
  const std::string parameter(osc::Writer("/partials/param/output").add(-6.f).bytes()),
      text(osc::Writer("/partials/param/mono/text").add(std::string_view("on")).bytes());
  const std::string bundle =
      std::string("#bundle\0\0\0\0\0\0\0\0\1\0\0\0", 19) + static_cast<char>(note.size()) + note;
  const std::string blob = std::string("/a\0\0,b[t]\0\0\0\0\0\0\1x\0\0\0\1\2\3\4\5\6\7\10", 28);
  const std::string pattern(
      osc::Writer("/partials/{note,param}/*[1-9]*/p?n").add(std::string_view("-6 dB")).bytes());
  const std::string levels(osc::Writer("//macro[!2]").add(0.5f).bytes());
  int seed = 0;
  for (const std::string& packet : {note, parameter, text, bundle, blob, pattern, levels})
    if (!atomic_write(dir + "/osc/" + std::to_string(seed++), packet)) return 1;
  if (!movement_seeds::write(dir) || !write_movement(dir) || !write_practice(dir)) return 1;
}
