// SPDX-License-Identifier: MIT
// Guards against: a demo that plays outside the trained range, at one loudness, at times that depend on the
// block size, or that leaves a hanging note when it is stopped; and keys of a window that play late, or for
// ever.
#include "phrase.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <set>
#include <vector>

#include "families/model_loading.h"
#include "player.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

struct Heard {
  int64_t at;
  int status, key, velocity;
  bool operator==(const Heard&) const = default;
};

std::vector<Heard> all_of(Phrase& phrase, int block, double seconds, double rate_hz = 48000) {
  std::vector<Heard> heard;
  for (int64_t at = 0; at < static_cast<int64_t>(seconds * rate_hz); at += block)
    for (Event e; phrase.next(rate_hz, block, e);) {
      EXPECT_TRUE(e.time >= 0 && e.time < block);
      heard.push_back({at + e.time, e.status, e.data1, e.data2});
    }
  return heard;
}

TEST(Phrase, StaysWithinWhatWasTrainedAndIsSoftAndLoud) {
  for (const auto& [low, high] :
       {std::pair{55, 103}, {28, 60}, {60, 76}, {60, 72}, {60, 64}, {60, 60}, {21, 108}, {0, 127}}) {
    std::set<int> keys;
    for (int i = 0; i < Phrase::kNotes; ++i) {
      const int key = Phrase::key(i, low, high);
      EXPECT_TRUE(key >= low && key <= high) << low << " to " << high << ": " << key;
      keys.insert(key);
    }
    if (high - low >= Phrase::kSpan) {
      EXPECT_EQ(*keys.rbegin() - *keys.begin(), Phrase::kSpan);
    }
  }
  float softest = 1, loudest = 0;
  for (int i = 0; i < Phrase::kNotes; ++i) {
    softest = std::min(softest, Phrase::velocity(i));
    loudest = std::max(loudest, Phrase::velocity(i));
  }
  EXPECT_LE(softest, 0.25f);
  EXPECT_GE(loudest, 0.9f);
}

TEST(Phrase, IsTheSameInBlocksOfAnySizeAndLetsEveryNoteGo) {
  Phrase one;
  one.begin(55, 90);
  const auto wanted = all_of(one, 1000000, 8);
  ASSERT_EQ(wanted.size(), 2u * Phrase::kNotes);
  for (size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(wanted[i].status, i % 2 ? 0x80 : 0x90);
    EXPECT_EQ(wanted[i].key, wanted[i & ~size_t{1}].key);
    EXPECT_TRUE(i == 0 || wanted[i].at > wanted[i - 1].at);
  }
  EXPECT_FALSE(one.plays());
  for (const int block : {1, 64, 441, 4096}) {
    Phrase other;
    other.begin(55, 90);
    EXPECT_EQ(all_of(other, block, 8), wanted) << block;
  }
}

TEST(Phrase, EndsAtOnceAndBeginsAnew) {
  Phrase phrase;
  phrase.begin(55, 90);
  EXPECT_TRUE(phrase.plays());
  EXPECT_EQ(all_of(phrase, 480, 0.1).size(), 1u);
  phrase.end();
  EXPECT_FALSE(phrase.plays());
  const auto off = all_of(phrase, 480, 0.1);
  ASSERT_EQ(off.size(), 1u);
  EXPECT_EQ(off[0].status, 0x80);
  EXPECT_EQ(off[0].at, 0);
  phrase.begin(55, 90);
  (void)all_of(phrase, 480, 0.1);
  phrase.begin(40, 60);
  const auto again = all_of(phrase, 480, 0.1);
  ASSERT_EQ(again.size(), 2u);  // the old note ends, the first one begins
  EXPECT_EQ(again[1].key, Phrase::key(0, 40, 60));
  phrase.clear();
  EXPECT_TRUE(all_of(phrase, 480, 8).empty());
}

class PlayedKeys : public testing::Test {
 protected:
  void SetUp() override {
    Model model = test::tiny_model();
    const std::string path = testing::TempDir() + "partials_keys_" + std::to_string(getpid()) + ".partials";
    ASSERT_TRUE(make_instrument_golden(model, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f)) &&
                save_model(model, path));
    ASSERT_TRUE(player_.load(path));
    std::remove(path.c_str());
    player_.activate(48000, 256);
    player_.display_feed().watched = true;
  }
  void play(int blocks = 1) {
    float left[256], right[256];
    float* out[] = {left, right};
    for (; blocks > 0; --blocks) player_.process(nullptr, 0, out, 2, 256);
  }
  int held() {
    int n = 0;
    for (int key = 0; key < 128; ++key) n += player_.display_feed().key(key);
    return n;
  }
  Player player_{PlayerKind::instrument};
};

TEST_F(PlayedKeys, ThePhraseSoundsWhereTheModelWasTrainedWhateverIsTransposed) {
  for (const float transpose : {0.f, 12.f}) {
    player_.engine().set_value(kTranspose, transpose);
    player_.play_phrase(true);
    float low = 1e9f, high = 0;
    for (int i = 0; i < 1200; ++i) {
      play();
      if (const float hz = player_.display_feed().f0_hz; held() > 0 && hz > 0) {
        low = std::min(low, hz);
        high = std::max(high, hz);
      }
    }
    EXPECT_GT(low, 180 * 0.97f);
    EXPECT_LT(high, 1800 * 1.03f);
    EXPECT_FALSE(player_.phrase_plays());
    EXPECT_EQ(held(), 0);
  }
}

TEST_F(PlayedKeys, KeysThatWerePressedWhileNothingWasPlayedDoNotSoundLater) {
  player_.play_key(60, 0.8f);
  player_.play_phrase(true);
  player_.activate(48000, 256);
  play();
  EXPECT_EQ(held(), 0);
  EXPECT_FALSE(player_.phrase_plays());
}

TEST_F(PlayedKeys, WhereMoreHappensThanFitsNothingStaysHeld) {
  player_.play_key(60, 0.8f);
  play();
  EXPECT_EQ(held(), 1);
  for (int i = 0; i < 300; ++i) player_.play_key(62, i % 2 ? 0.f : 0.8f);
  player_.play_key(60, 0);  // is lost
  play(4);
  EXPECT_EQ(held(), 0);
}

}  // namespace
}  // namespace partials
