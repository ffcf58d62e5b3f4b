// SPDX-License-Identifier: MIT
// Guards against: a recording that changed by one sample and is not named, a renamed recording that is called
// changed, and recordings of one player on both sides of a split.
#include "data/data_lock.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/units.h"
#include "data/split.h"
#include "support/sounds.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Lock : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "partials_lock_" + std::to_string(::getpid());
    fs::create_directories(folder_);
    for (int i = 0; i < 6; ++i) write(i, notes(i));
  }
  void TearDown() override { fs::remove_all(folder_); }
  static std::vector<float> notes(int i) {
    return sounds::note(hz_from_midi(50 + 3 * i), 1.0, 22050, 0.2, 7 + i);
  }
  std::string path(int i) const { return folder_ + "/" + std::to_string(i) + ".wav"; }
  void write(int i, const std::vector<float>& x) const { ASSERT_TRUE(write_wav(path(i), {x, 22050})); }
  nlohmann::json lock(const SplitPlan& plan = {}) const {
    Dataset data = open_dataset({folder_});
    assign_splits(&data, plan);
    return data_lock(data);
  }
  std::string folder_;
};

TEST_F(Lock, OneChangedSampleIsNamedWithItsPlace) {
  const auto before = lock();
  EXPECT_TRUE(differences_of_locks(before, lock()).empty());
  auto x = notes(2);
  x[12000] += 0.01f;
  write(2, x);
  const auto found = differences_of_locks(before, lock());
  ASSERT_EQ(found.size(), 1u) << words_on(found);
  EXPECT_EQ(found[0].file, "2.wav");
  EXPECT_EQ(found[0].what, "was changed between 0.50 and 0.56 s");
}

TEST_F(Lock, AMissingANewAndAShorterRecordingAreNamed) {
  const auto before = lock();
  fs::remove(path(1));
  write(7, notes(7));
  auto x = notes(4);
  x.pop_back();
  write(4, x);
  EXPECT_EQ(words_on(differences_of_locks(before, lock())),
            "'1.wav' is missing, '4.wav' has 22049 samples instead of 22050, '7.wav' was not among them");
}

TEST_F(Lock, ItsHashDoesNotDependOnNames) {
  const auto before = lock();
  for (int i = 0; i < 6; ++i) fs::rename(path(i), folder_ + "/note" + std::to_string(i) + ".wav");
  const auto after = lock();
  EXPECT_EQ(before["sha256"], after["sha256"]);
  EXPECT_TRUE(differences_of_locks(before, after).empty());
}

TEST_F(Lock, AnotherSplitIsNamedAndChangesTheHash) {
  const auto before = lock(), other = lock({.folds = 3, .fold = 0});
  EXPECT_NE(before["sha256"], other["sha256"]);
  EXPECT_NE(words_on(differences_of_locks(before, other)).find("is cut or split in another way"),
            std::string::npos);
}

TEST_F(Lock, AGroupIsNeverInTwoSets) {
  std::ofstream(folder_ + "/dataset.json")
      << R"({"recordings": {"1.wav": {"group": "anna"}, "2.wav": {"group": "anna"}, "3.wav": {"group": "bo"},
                            "4.wav": {"group": "bo"}}})";
  for (uint64_t seed = 1; seed < 8; ++seed) {
    Dataset data = open_dataset({folder_});
    assign_splits(&data, {.seed = seed, .validation_share = 0.4});
    EXPECT_EQ(data.pieces[1].split, data.pieces[2].split) << data.split_description;
    EXPECT_EQ(data.pieces[3].split, data.pieces[4].split) << data.split_description;
  }
}

TEST(LockOfAnyOrigin, IsComparedWithoutAWord) {
  for (const char* text :
       {"null", "[]", "{}", R"({"recordings": 3})", R"({"recordings": [3, null, {"file": 4}]})",
        R"({"recordings": [{"file": "a", "samples": -1, "samples_marks": "zz"}]})"}) {
    const auto j = nlohmann::json::parse(text);
    (void)differences_of_locks(j, j);
    (void)differences_of_locks(j, nlohmann::json::object());
    (void)differences_of_locks(nlohmann::json::object(), j);
  }
}

}  // namespace
}  // namespace partials
