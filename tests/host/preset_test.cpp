// SPDX-License-Identifier: MIT
// Guards against: a preset that sounds otherwise than it did when it was saved, that unmutes a muted player
// or reloads a model that plays already, a damaged file that changes half of the settings or says nothing,
// another model in the place of a missing one.
#include "host/preset.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "families/model_loading.h"
#include "host/playing_file.h"
#include "host/session.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Presets : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "partials-presets-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    for (const char* variable : {"HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "PARTIALS_MODEL_PATH"})
      ::setenv(variable, folder_.c_str(), 1);
    violin_ = add_model("violin", 1);
    flute_ = add_model("flute", 2);
    set_a_sound();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string& name) const { return folder_ + "/" + name; }
  std::string add_model(const std::string& name, uint64_t seed) const {
    Model m = test::tiny_model(seed);
    m.card.name = name;
    EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(10, 440.f), std::vector<float>(10, -20.f)));
    EXPECT_TRUE(save_model(m, file(name + ".partials")));
    return file(name + ".partials");
  }
  void set_a_sound() {
    ASSERT_TRUE(player_.load_file(violin_));
    Engine& e = player_.engine();
    e.set_value(kMacro1, 0.1f);
    e.set_value(kMacro1 + 1, 0.83f);
    e.set_value(kAttack, 0.05f);
    e.set_value(kTune, 13.7f);
    e.spectral_edit().set_db(EditedPart::partials, 2, -17.3f);
    e.spectral_edit().set_db(EditedPart::noise, 40, 6.1f);
    e.set_learned(21, kMacro1);
  }
  std::string save(const std::string& name) {
    const Preset preset{name, player_.model(), settings_of(player_.engine())};
    EXPECT_TRUE(atomic_write(file(name + kPresetEnding), text_from_preset(preset)));
    return file(name + kPresetEnding);
  }
  static std::vector<float> note(Session& s) {
    EXPECT_TRUE(s.engine().prepare(48000, 256));
    std::vector<float> sound;
    Event on;
    on.kind = EventKind::note_on;
    on.channel = 0;
    on.key = 60;
    on.value = 0.7f;
    on.note_id = 1;
    for (int b = 0; b < 60; ++b) {
      float l[256], r[256];
      float* out[] = {l, r};
      s.engine().process(
          {nullptr, 0, out, 2, 256, b ? std::span<const Event>() : std::span<const Event>(&on, 1)});
      sound.insert(sound.end(), l, l + 256);
    }
    return sound;
  }
  // What the sentence of a file with this text is; what was set stays.
  std::string refusal(const std::string& text) {
    EXPECT_TRUE(atomic_write(file("bad.partials-preset"), text));
    Session s(PlayerKind::instrument);
    EXPECT_TRUE(s.load_file(flute_));
    const PlayerSettings before = settings_of(s.engine());
    const auto r = s.load_file(file("bad.partials-preset"));
    EXPECT_FALSE(r.ok()) << text;
    EXPECT_TRUE(settings_of(s.engine()) == before);
    EXPECT_EQ(s.model().name, "flute");
    EXPECT_EQ(s.message(), r ? "" : r.error().text);
    return r ? "" : r.error().text;
  }

  std::string folder_, violin_, flute_;
  Session player_{PlayerKind::instrument};
};

TEST_F(Presets, SoundBitForBitAsTheyWereSaved) {
  const std::string path = save("Soft evening");
  Session other(PlayerKind::instrument);
  ASSERT_TRUE(other.load_file(flute_));
  const auto r = other.load_file(path);
  ASSERT_TRUE(r) << r.error().text;
  EXPECT_EQ(other.model().path, violin_);
  EXPECT_EQ(other.preset()->name, "Soft evening");
  EXPECT_EQ(other.engine().learned(21), kMacro1);
  const auto a = note(player_), b = note(other);
  ASSERT_GT(*std::max_element(a.begin(), a.end()), 0.001f);
  EXPECT_EQ(a, b);
}

TEST_F(Presets, LeaveTheRoomAndTheKeyboardAlone) {
  const std::string path = save("a");
  Session muted(PlayerKind::instrument);
  muted.engine().set_value(kOutput, kParameters[kOutput].min);
  muted.engine().set_value(kMpe, 1);
  ASSERT_TRUE(muted.load_file(path));
  EXPECT_EQ(muted.engine().value(kOutput), kParameters[kOutput].min);
  EXPECT_EQ(muted.engine().value(kMpe), 1);
  player_.engine().set_learned(21, -1);
  const std::string without = save("b");
  ASSERT_TRUE(muted.load_file(without));
  EXPECT_EQ(muted.engine().learned(21), kMacro1) << "one without learned controllers takes none away";
}

TEST_F(Presets, OfTheModelThatPlaysDoNotLoadItAgain) {
  const std::string path = save("a");
  const auto before = player_.engine().model();
  ASSERT_TRUE(player_.load_file(path));
  EXPECT_EQ(player_.engine().model(), before);
  ASSERT_TRUE(player_.load_file(violin_));
  EXPECT_FALSE(player_.preset()) << "the model alone is none of its presets";
}

TEST_F(Presets, AProjectRemembersWhichOneAndWhatWasChangedSince) {
  ASSERT_TRUE(player_.load_file(save("Soft evening")));
  EXPECT_TRUE(same_preset(player_.preset()->settings, settings_of(player_.engine())));
  player_.engine().set_value(kMacro1, 0.4f);
  player_.engine().set_value(kOutput, -3);
  Session later(PlayerKind::instrument);
  ASSERT_TRUE(later.restore(player_.save()));
  ASSERT_TRUE(later.preset());
  EXPECT_EQ(later.preset()->name, "Soft evening");
  EXPECT_FALSE(same_preset(later.preset()->settings, settings_of(later.engine())));
  later.engine().set_value(kMacro1, 0.1f);
  EXPECT_TRUE(same_preset(later.preset()->settings, settings_of(later.engine())))
      << "output is no part of it";
}

TEST_F(Presets, FindTheirModelByItsHashAndNameOneThatIsMissing) {
  const std::string path = save("Soft evening");
  fs::rename(violin_, file("another name.partials"));
  Session found(PlayerKind::instrument);
  ASSERT_TRUE(found.load_file(path));
  EXPECT_EQ(found.model().path, file("another name.partials"));
  fs::remove(file("another name.partials"));
  add_model("violin", 3);  // of the same name, and another sound
  Session missing(PlayerKind::instrument);
  ASSERT_TRUE(missing.load_file(flute_));
  const auto r = missing.load_file(path);
  ASSERT_FALSE(r);
  for (const char* words : {"'Soft evening'", "'violin'", violin_.c_str(), "put the model's file there"})
    EXPECT_NE(r.error().text.find(words), std::string::npos) << r.error().text;
  EXPECT_EQ(missing.model().name, "flute");
}

TEST_F(Presets, SayWhatIsWrongWithThem) {
  const std::string good = read_file(save("a"), 1 << 20).value();
  const auto with = [&](const std::string& from, const std::string& to) {
    EXPECT_NE(good.find(from), std::string::npos) << from;
    return std::string(good).replace(good.find(from), from.size(), to);
  };
  const std::string hash = player_.model().sha256;
  EXPECT_NE(refusal(good.substr(0, good.size() / 2)).find("cut short"), std::string::npos);
  EXPECT_NE(refusal(with("partials_preset", "something")).find("'partials_preset'"), std::string::npos);
  EXPECT_NE(refusal(with("\"partials_preset\": 1", "\"partials_preset\": 2")).find("newer Partials"),
            std::string::npos);
  EXPECT_NE(refusal(with("\"name\": \"a\"", "\"name\": \"\"")).find("no name"), std::string::npos);
  EXPECT_NE(refusal(with("\"name\": \"a\"", "\"name\": \"a\\nb\"")).find("control characters"),
            std::string::npos);
  EXPECT_NE(
      refusal(with("\"name\": \"a\"", "\"name\": \"" + std::string(300, 'x') + "\"")).find("more than 200"),
      std::string::npos);
  EXPECT_NE(refusal(with(hash, hash.substr(1))).find("SHA-256"), std::string::npos);
  EXPECT_NE(refusal(with("\"attack\": 0.05", "\"attack\": \"slow\"")).find("a parameter has no number"),
            std::string::npos);
  EXPECT_NE(refusal(with("6.1", "null")).find("a gain of a partial"), std::string::npos);
  EXPECT_NE(refusal("{" + std::string(1 << 18, ' ') + "}").find("bytes, more than"), std::string::npos);
}

TEST_F(Presets, ParametersThatThisVersionDoesNotKnowArePassedOver) {
  std::string text = read_file(save("a"), 1 << 20).value();
  text.replace(text.find("\"attack\""), 8, "\"of_tomorrow\": 3, \"attack\"");
  ASSERT_TRUE(atomic_write(file("a.partials-preset"), text));
  EXPECT_TRUE(player_.load_file(file("a.partials-preset")));
}

TEST_F(Presets, DoNotTellWhoseHomeTheyAreFrom) {
  const std::string text = read_file(save("a"), 1 << 20).value();
  EXPECT_EQ(text.find(folder_), std::string::npos) << text;
  EXPECT_EQ(read_preset(file("a.partials-preset")).value().model.path, violin_);
}

TEST_F(Presets, BringTheirModelToTheCommandLine) {
  const auto played = load_playing_file(save("a"));
  ASSERT_TRUE(played);
  EXPECT_EQ(played.value().model_path, violin_);
  EXPECT_EQ(played.value().preset->settings.values[kAttack], 0.05f);
  EXPECT_FALSE(load_playing_file(flute_).value().preset);
}

}  // namespace
}  // namespace partials
