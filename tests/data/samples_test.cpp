// SPDX-License-Identifier: MIT
// Data sets of samples. Guards against: samples that are treated unlike the same samples in a file, or that
// are forgotten once a set is ready.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "data/dataset.h"
#include "data/split.h"
#include "support/sounds.h"

namespace partials {
namespace {

std::vector<GivenRecording> notes() {
  std::vector<GivenRecording> all;
  for (const double hz : {220.0, 247.0, 262.0, 294.0, 330.0}) {
    GivenRecording g{"note" + std::to_string(static_cast<int>(hz)), 44100, 1, {}};
    for (int i = 0; i < 44100; ++i)
      g.samples.push_back(static_cast<float>(0.3 * std::sin(6.2831853 * hz * i / 44100) +
                                             0.1 * std::sin(12.566371 * hz * i / 44100)));
    all.push_back(std::move(g));
  }
  return all;
}

std::string refusal(const std::vector<GivenRecording>& given) {
  try {
    (void)open_samples(given);
  } catch (const DataRefused& e) {
    return e.what();
  }
  return "";
}

TEST(Samples, AreReadAsFilesAre) {
  const auto given = notes();
  const auto folder = std::filesystem::temp_directory_path() / ("samples_test_" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  for (const GivenRecording& g : given)
    ASSERT_TRUE(write_wav((folder / (g.name + ".wav")).string(), AudioClip{g.samples, g.rate_hz}));
  Dataset files = open_dataset({folder.string()}), samples = open_samples(given);
  std::filesystem::remove_all(folder);
  ASSERT_EQ(samples.pieces.size(), files.pieces.size());
  for (size_t i = 0; i < samples.pieces.size(); ++i) {
    EXPECT_EQ(samples.heard[i].f0_hz, files.heard[i].f0_hz);
    EXPECT_EQ(samples.heard[i].loudness_db, files.heard[i].loudness_db);
    EXPECT_EQ(read_piece(samples, i).samples, read_piece(files, i).samples);
    EXPECT_EQ(name_of(samples, samples.pieces[i]), name_of(files, files.pieces[i]));
  }
  assign_splits(&samples, {});
  EXPECT_EQ(samples.pieces_of(Split::validation).size(), 1u);
}

TEST(Samples, StayWhenThoseOfFilesAreDropped) {
  Dataset data = open_samples(notes());
  data.drop_decoded();
  EXPECT_EQ(read_piece(data, 2).samples, notes()[2].samples);
}

TEST(Samples, ChannelsAreMixed) {
  GivenRecording g = notes()[0];
  std::vector<float> both;
  for (const float x : g.samples) both.insert(both.end(), {x, -x});  // their mean is silence
  const Dataset data = open_samples({{"stereo", 44100, 2, both}});
  ASSERT_FALSE(data.remarks.empty());
  EXPECT_NE(data.remarks[0].text.find("polarity"), std::string::npos);
  EXPECT_EQ(read_piece(data, 0).samples.size(), g.samples.size());
}

TEST(Samples, AreRefusedInOneSentence) {
  EXPECT_EQ(refusal({}), "there are no recordings; give some of one instrument.");
  EXPECT_EQ(refusal({{"a", 44100, 1, {}}}), "'a' contains no audio; record or export it again.");
  EXPECT_EQ(refusal({{"a", 0, 1, {0.f}}}), "'a' has a sample rate of 0 Hz; give one of 1000 to 768000 Hz.");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(refusal({{"a", 44100, 1, {0.f, nan}}}),
            "'a' holds a value that is not a finite number at 0.0 s; export the recording again.");
  EXPECT_NE(refusal({{"a", 44100, 1, std::vector<float>(44100)}}).find("silent"), std::string::npos);
}

}  // namespace
}  // namespace partials
