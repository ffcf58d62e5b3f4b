// SPDX-License-Identifier: MIT
// Guards against: a cached analysis that is not what a new one would be (damaged, cut off, of another sound),
// a cache that grows without end or loses what is in use, files of others that are removed, and an error
// where the folder is gone.
#include "data/analysis_cache.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "data/dataset.h"
#include "data/opened.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own, small enough to fill. The cache reads these variables once.
const fs::path folder = [] {
  const fs::path own = fs::temp_directory_path() / ("partials-cache-test-" + std::to_string(getpid()));
  setenv("PARTIALS_CACHE", own.c_str(), 1);
  setenv("PARTIALS_CACHE_MIB", "1", 1);
  return own;
}();

class AnalysisCache : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(folder); }
};

std::string key(const std::string& name) { return analysis_key("test", {name}); }

TEST_F(AnalysisCache, FindsWhatItKept) {
  EXPECT_FALSE(recalled(key("a")));
  remember(key("a"), std::string("b\0c", 3));
  EXPECT_EQ(recalled(key("a")), std::string("b\0c", 3));
  EXPECT_FALSE(recalled(key("b")));
  EXPECT_NE(analysis_key("test", {"ab", ""}), analysis_key("test", {"a", "b"}));
  EXPECT_NE(analysis_key("test", {"a"}), analysis_key("other", {"a"}));
  EXPECT_EQ(fs::status(folder).permissions() & fs::perms::mask, fs::perms::owner_all);  // it holds sound
}

TEST_F(AnalysisCache, AnyDamageIsAsIfItWereNotThere) {
  const std::string name = key("a"), whole = entry_of(name, "some bytes");
  ASSERT_EQ(bytes_in_entry(whole, name), "some bytes");
  EXPECT_FALSE(bytes_in_entry(whole, key("b")));
  for (size_t n = 0; n < whole.size(); ++n) EXPECT_FALSE(bytes_in_entry(whole.substr(0, n), name)) << n;
  EXPECT_FALSE(bytes_in_entry(whole + "x", name));
  for (size_t i = 0; i < 8 * whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(bytes_in_entry(damaged, name)) << "bit " << i;
  }
}

std::string heard_in(const Dataset& data) {
  std::string all;
  for (const RecordingFeatures& h : data.heard) all += bytes_of(h);
  return all + std::to_string(data.pieces.size());
}

TEST_F(AnalysisCache, ChangesNoResult) {
  const std::vector<GivenRecording> given{{"soft", 22050, 1, sounds::note(330, 1.0, 22050, 0.001)},
                                          {"softer", 22050, 1, sounds::note(440, 1.0, 22050, 0.0005)}};
  const std::string anew = heard_in(open_samples(given));
  EXPECT_EQ(analysis_cache_state().entries, 4u);  // as given, and after everything was raised
  EXPECT_EQ(heard_in(open_samples(given)), anew);
  for (const auto& entry : fs::directory_iterator(folder)) std::ofstream(entry.path()) << "damaged";
  EXPECT_EQ(heard_in(open_samples(given)), anew);
  EXPECT_EQ(heard_in(open_samples(given)), anew);
  EXPECT_GT(analysis_cache_state().bytes, 4000u);
  for (const auto& entry : fs::directory_iterator(folder)) {  // whole, and not an analysis
    const std::string name = entry.path().filename().string();
    ASSERT_TRUE(atomic_write(entry.path().string(), entry_of(name, "not an analysis")));
  }
  EXPECT_EQ(heard_in(open_samples(given)), anew);
}

TEST_F(AnalysisCache, IsBoundedAndKeepsWhatIsInUse) {
  const std::string bytes(100'000, 'x');
  remember(key("in use"), bytes);
  std::ofstream(folder / "of somebody else") << "kept";
  const std::string half = (folder / key("half")).string() + ".part1-0";
  std::ofstream(half) << "of a process that was killed";
  fs::last_write_time(half, fs::file_time_type::clock::now() - std::chrono::hours(2));
  for (int i = 0; i < 40; ++i) {
    remember(key(std::to_string(i)), bytes);
    EXPECT_TRUE(recalled(key("in use"))) << i;
    EXPECT_LE(analysis_cache_state().bytes, uint64_t{1} << 20);
  }
  EXPECT_TRUE(recalled(key("39")));
  EXPECT_FALSE(recalled(key("0")));
  EXPECT_TRUE(fs::exists(folder / "of somebody else"));
  EXPECT_FALSE(fs::exists(half));
  remember(key("larger than all"), std::string(2 << 20, 'x'));
  EXPECT_FALSE(recalled(key("larger than all")));
}

TEST_F(AnalysisCache, MayBeDeletedAtAnyTime) {
  remember(key("a"), "1");
  fs::remove_all(folder);
  EXPECT_FALSE(recalled(key("a")));
  remember(key("a"), "2");
  EXPECT_EQ(recalled(key("a")), "2");
}

}  // namespace
}  // namespace partials
