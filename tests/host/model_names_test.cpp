// SPDX-License-Identifier: MIT
// Guards against: a name that finds the wrong model or another file than the one in the current folder, two
// models of one name of which one is taken silently, a mistyped name that is refused without a hint.
#include "host/model_names.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "families/model_loading.h"
#include "host/session.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

std::string bytes_named(const std::string& name, uint64_t seed) {
  Model m = test::tiny_model(seed);
  m.card.name = name;
  m.card.licence = "CC0-1.0";
  EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(2, 440.f), std::vector<float>(2, -20.f)));
  return bytes_from_model(m);
}

// Two folders of models and a current folder, all of their own.
class ModelNames : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(::mkdtemp(top_.data()), nullptr);
    for (const char* folder : {"own/copy", "more", "here", "none"})
      fs::create_directories(top_ + "/" + folder);
    setenv("PARTIALS_MODEL_PATH", (top_ + "/own:" + top_ + "/more").c_str(), 1);
    setenv("XDG_DATA_HOME", (top_ + "/none").c_str(), 1);
    setenv("XDG_DATA_DIRS", (top_ + "/none").c_str(), 1);
    fs::current_path(top_ + "/here");
    put("own/tenor-horn.partials", bytes_named("Alto Horn", 1));
    put("more/oboe.partials", bytes_named("Oboe", 2));
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(top_);
  }

  void put(const std::string& name, const std::string& bytes) {
    EXPECT_TRUE(atomic_write(top_ + "/" + name, bytes));
  }
  std::string found(const std::string& wanted) {
    const auto path = model_path(wanted);
    return !path                              ? path.error().text
           : path.value().rfind(top_, 0) == 0 ? path.value().substr(top_.size() + 1)
                                              : path.value();
  }
  void refused(const std::string& wanted, const std::vector<std::string>& words) {
    ASSERT_FALSE(model_path(wanted).ok()) << wanted;
    for (const std::string& word : words)
      EXPECT_NE(found(wanted).find(word), std::string::npos) << word << " in: " << found(wanted);
  }

  std::string top_ = fs::canonical(testing::TempDir()).string() + "/partials_names_XXXXXX";
  fs::path before_ = fs::current_path();
};

TEST_F(ModelNames, AreTheCardsAndTheFiles) {
  for (const char* name : {"oboe", "Oboe", "OBOE"}) EXPECT_EQ(found(name), "more/oboe.partials");
  for (const char* name : {"tenor-horn", "Tenor Horn", "tenor_horn", "alto horn"})
    EXPECT_EQ(found(name), "own/tenor-horn.partials");
}

TEST_F(ModelNames, OrTheBeginningOfAHash) {
  const std::string sha256 = sha256_of_file(top_ + "/more/oboe.partials");
  EXPECT_EQ(found(sha256.substr(0, 12)), "more/oboe.partials");
  EXPECT_EQ(found(sha256), "more/oboe.partials");
  refused(sha256.substr(0, 3), {"There is no model"});
}

TEST_F(ModelNames, AFileComesFirstAndAPathIsNeverAName) {
  put("here/oboe", "anything");
  EXPECT_EQ(found("oboe"), "oboe");
  fs::remove("oboe");
  fs::create_directory("oboe");  // recordings, for instance
  EXPECT_EQ(found("oboe"), "more/oboe.partials");
  EXPECT_EQ(found("./oboe"), "./oboe");
  EXPECT_EQ(found("nowhere/oboe.partials"), "nowhere/oboe.partials");
  refused("oboe.partials", {"no file 'oboe.partials'", "more/oboe.partials write oboe"});
  refused("zither.partials", {"no file 'zither.partials'", "partials models list"});
  put("here/oboe.partials", "anything");
  EXPECT_EQ(found("oboe.partials"), "oboe.partials");
}

TEST_F(ModelNames, SeveralOfOneNameAreListedUnlessTheyAreTheSame) {
  put("own/copy/oboe.partials", bytes_named("Oboe", 2));
  EXPECT_EQ(found("oboe"), "own/copy/oboe.partials");
  put("own/old.partials", bytes_named("Oboe", 3));
  refused("oboe", {"2 models", "own/copy/oboe.partials", "own/old.partials",
                   sha256_of_file(top_ + "/own/old.partials").substr(0, 12)});
  EXPECT_EQ(found("old"), "own/old.partials");
}

TEST_F(ModelNames, AnUnknownNameIsRefusedWithTheNearest) {
  refused("obeo", {"'obeo'", "'oboe'", top_ + "/own", "partials models list"});
  refused("altohorn", {"'Alto Horn'"});
  ASSERT_FALSE(model_path("xylophone").ok());
  EXPECT_EQ(found("xylophone").find("nearest"), std::string::npos) << found("xylophone");
}

TEST_F(ModelNames, AreListedInTheOrderOfTheFoldersDamagedFilesToo) {
  put("own/broken.partials", "no model");
  const auto all = known_models();
  ASSERT_GE(all.size(), 3u);
  EXPECT_EQ(all[0].stem, "broken");
  EXPECT_FALSE(all[0].problem.empty());
  EXPECT_EQ(all[1].name, "Alto Horn");
  EXPECT_EQ(all[2].stem, "oboe");
  EXPECT_EQ(all[2].licence, "CC0-1.0");
  EXPECT_EQ(all[2].bytes, fs::file_size(top_ + "/more/oboe.partials"));
  EXPECT_TRUE(all[2].has_checksum);
}

}  // namespace
}  // namespace partials
