// SPDX-License-Identifier: MIT
// Guards against: settings lost between runs or with a damaged file, a newer program's settings overwritten,
// a model or parameters lost when an instrument becomes an effect.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "families/model_loading.h"
#include "library/home.h"
#include "memory.h"
#include "players.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Memories : public test::Home {
 protected:
  std::string folder() const { return home_ + "/state/partials"; }
  std::string file(const char* name) const { return folder() + "/" + name; }
};

Remembered something() {
  Remembered r;
  r.kind = PlayerKind::effect;
  r.output = "pulse:Speakers";
  r.midi = {{"alsa:keys", true}, {"alsa:pads", false}};
  r.level_db = -7;
  r.width = 1234;
  r.height = 777;
  r.session = std::string("PARTIALS\x01\x00 bytes", 16);
  return r;
}

TEST_F(Memories, ComeBackAsTheyWere) {
  std::string trouble;
  const Remembered none = Memory(folder()).read(trouble);
  EXPECT_EQ(none.session, "");
  ASSERT_TRUE(Memory(folder()).write(something()));
  const Remembered r = Memory(folder()).read(trouble), was = something();
  EXPECT_EQ(trouble, "");
  EXPECT_EQ(r.kind, was.kind);
  EXPECT_EQ(r.output, was.output);
  EXPECT_EQ(r.midi, was.midi);
  EXPECT_EQ(r.level_db, was.level_db);
  EXPECT_EQ(r.width, was.width);
  EXPECT_EQ(r.height, was.height);
  EXPECT_EQ(r.session, was.session);
}

TEST_F(Memories, ADamagedOneIsPutAside) {
  ASSERT_TRUE(Memory(folder()).write(something()));
  std::ofstream(file("live.json")) << "{\"version\": 1, \"kind\"";
  std::string trouble;
  EXPECT_EQ(Memory(folder()).read(trouble).output, "");
  EXPECT_NE(trouble.find("renamed to"), std::string::npos) << trouble;
  EXPECT_TRUE(fs::exists(file("live.json.broken")));
  EXPECT_FALSE(fs::exists(file("live.json")));
}

TEST_F(Memories, ValuesOutOfRangeDoNoHarm) {
  fs::create_directories(folder());
  std::ofstream(file("live.json"))
      << R"({"version":1,"kind":7,"output":[],"midi":{"a":3},"level_db":900,"window":[-5,1e9]})";
  std::string trouble;
  const Remembered r = Memory(folder()).read(trouble);
  EXPECT_EQ(trouble, "");
  EXPECT_EQ(r.level_db, kParameters[kOutput].max);
  EXPECT_EQ(r.width, 0);
  EXPECT_TRUE(r.midi.empty());
}

TEST_F(Memories, ThoseOfANewerPartialsAreLeftAlone) {
  fs::create_directories(folder());
  std::ofstream(file("live.json")) << R"({"version":2})";
  std::string trouble;
  Memory memory(folder());
  (void)memory.read(trouble);
  EXPECT_NE(trouble.find("newer Partials"), std::string::npos);
  ASSERT_TRUE(memory.write(something()));
  EXPECT_EQ(read_file(file("live.json"), 100).value(), R"({"version":2})");
}

struct Nothing final : audio::CycleHooks {};

TEST_F(Memories, AnEffectTakesOverWhatTheInstrumentHad) {
  Players players(PlayerKind::instrument);
  Nothing hooks;
  audio::Stage stage(players.player(), hooks);
  Card card;
  card.name = "Tiny";
  const std::string path = save(home_ + "/tiny.partials", card);
  ASSERT_TRUE(players.player().load(path)) << players.status().message;
  players.player().engine().set_value(kMacro1, 0.25f);
  players.spectral_edit().set_db(EditedPart::partials, 2, -9);
  players.display_feed().watched = true;
  const int before = players.revision();
  players.become(PlayerKind::effect, stage);
  EXPECT_EQ(players.kind(), PlayerKind::effect);
  EXPECT_NE(players.revision(), before);
  EXPECT_TRUE(players.status().playable) << players.status().message;
  EXPECT_EQ(players.status().path, path);
  EXPECT_EQ(players.value(kMacro1), 0.25f);
  EXPECT_EQ(players.spectral_edit().db(EditedPart::partials, 2), -9);
  EXPECT_TRUE(players.display_feed().watched);
  players.become(PlayerKind::instrument, stage);
  EXPECT_EQ(players.kind(), PlayerKind::instrument);
  EXPECT_TRUE(players.status().playable);
  EXPECT_EQ(players.value(kMacro1), 0.25f);
  EXPECT_EQ(players.spectral_edit().db(EditedPart::partials, 2), -9);
}

// While the kind changes, which takes a second where nobody plays, another model is chosen.
TEST_F(Memories, AModelThatIsChosenWhileTheKindChangesIsPlayed) {
  Players players(PlayerKind::instrument);
  Nothing hooks;
  audio::Stage stage(players.player(), hooks);
  Card card;
  card.name = "First";
  ASSERT_TRUE(players.player().load(save(home_ + "/first.partials", card)));
  card.name = "Second";
  const std::string second = save(home_ + "/second.partials", card);
  std::thread keeper([&] { players.become(PlayerKind::effect, stage); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  players.load_soon(second);
  keeper.join();
  EXPECT_EQ(players.kind(), PlayerKind::effect);
  EXPECT_EQ(players.player().model_path(), second);
}

}  // namespace
}  // namespace partials
