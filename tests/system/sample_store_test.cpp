// SPDX-License-Identifier: MIT
// Guards against: samples that change in a temporary file, and temporary files that are left behind.
#include "system/sample_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

namespace partials {
namespace {

std::vector<float> ramp(size_t n) {
  std::vector<float> x(n);
  std::iota(x.begin(), x.end(), 0.f);
  return x;
}

SampleStore filled(const std::vector<float>& x, int64_t most_in_memory, int64_t step) {
  SampleStore s(most_in_memory);
  for (int64_t at = 0; at < static_cast<int64_t>(x.size()); at += step)
    EXPECT_TRUE(s.append(x.data() + at, std::min(step, static_cast<int64_t>(x.size()) - at)).ok());
  return s;
}

TEST(SampleStore, GivesBackWhatWentInFromMemoryAndFromAFile) {
  const std::vector<float> x = ramp(200000);
  for (const int64_t most : {int64_t{1000}, int64_t{1} << 24}) {
    SampleStore s = filled(x, most, 777);
    EXPECT_EQ(s.in_memory(), most > 1000);
    EXPECT_EQ(s.size(), 200000);
    std::vector<float> scratch;
    for (const int64_t first : {0, 500, 65535, 199990}) {
      const float* some = s.at(first, 10, scratch);
      ASSERT_TRUE(some);
      for (int i = 0; i < 10; ++i) EXPECT_EQ(some[i], static_cast<float>(first + i));
    }
    ASSERT_TRUE(s.change([](float* v, int64_t n) {
                   for (int64_t i = 0; i < n; ++i) v[i] += 1.f;
                 }).ok());
    const auto all = s.take();
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all.value().size(), x.size());
    for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(all.value()[i], x[i] + 1.f);
    EXPECT_EQ(s.size(), 0);
  }
}

TEST(SampleStore, ItsFileHasNoNameAndACopyMayOutliveIt) {
  const std::string folder = testing::TempDir() + "partials_store_" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", folder.c_str(), 1);
  SampleStore copy;
  {
    const SampleStore s = filled(ramp(5000), 10, 100);
    EXPECT_FALSE(s.in_memory());
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    copy = s;
  }
  std::vector<float> scratch;
  const float* last = copy.at(4999, 1, scratch);
  ASSERT_TRUE(last);
  EXPECT_EQ(*last, 4999.f);
  if (before)
    setenv("TMPDIR", kept.c_str(), 1);
  else
    unsetenv("TMPDIR");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace partials
