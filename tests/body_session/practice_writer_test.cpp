// SPDX-License-Identifier: MIT
// Guards against: a log of practice that loses or joins lines, and another file that is changed.
#include "body/practice_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "system/file.h"

namespace partials::body {
namespace {

class PracticeWriterTest : public testing::Test {
 protected:
  std::string path_ = (std::filesystem::temp_directory_path() /
                       ("practice_" + std::to_string(testing::UnitTest::GetInstance()->random_seed()) + "_" +
                        testing::UnitTest::GetInstance()->current_test_info()->name() + ".csv"))
                          .string();
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string text() { return read_file(path_, 1 << 20).value(); }
};

motion::PracticeEntry entry(int number) { return {1796061909, {number, 0, 1, 0.5, 0.5, -4}, "m", "hand.y"}; }

TEST_F(PracticeWriterTest, HasEveryLineBeforeItIsClosedAndGoesOn) {
  PracticeWriter first;
  ASSERT_TRUE(first.open(path_));
  ASSERT_TRUE(first.write(entry(1)));
  EXPECT_EQ(text(), std::string(motion::kPracticeHead) + motion::practice_line(entry(1)));
  ASSERT_TRUE(first.finish());
  std::ofstream(path_, std::ios::app) << "2026-11-30T18";  // what a full disk leaves
  PracticeWriter second;
  ASSERT_TRUE(second.open(path_));
  ASSERT_TRUE(second.write(entry(2)));
  const auto log = motion::practice_from_csv(text(), path_);
  ASSERT_TRUE(log) << log.error().text;
  EXPECT_EQ(log.value().entries.size(), 2u);
  EXPECT_EQ(log.value().incomplete, 1u);
}

TEST_F(PracticeWriterTest, LeavesAnotherFileAlone) {
  for (const std::string& other : {std::string("a,b\n1,2\n"), std::string("time"), std::string(300, 'x')}) {
    ASSERT_TRUE(atomic_write(path_, other));
    PracticeWriter writer;
    const auto opened = writer.open(path_);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text.find("no log of practice"), std::string::npos) << opened.error().text;
    EXPECT_EQ(text(), other);
  }
  PracticeWriter writer;
  EXPECT_FALSE(writer.open("/nowhere/log.csv"));
  EXPECT_FALSE(writer.open("/dev/null")) << "no file";
}

}  // namespace
}  // namespace partials::body
