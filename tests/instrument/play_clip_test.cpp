// SPDX-License-Identifier: MIT
// Guards against: a validation that depends on the clip, or on the weights, that were played before.
#include "families/instrument/train/play_clip.h"

#include <gtest/gtest.h>

#include "support/tiny_model.h"

namespace partials {
namespace {

Clip held(float f0_hz, float loudness_db, int frames) {
  const std::vector<float> sure(static_cast<size_t>(frames), 1.f);
  Clip clip{"held", {}, std::vector<float>(sure.size(), f0_hz), sure, {}, {}, {}};
  clip.loudness_db.assign(sure.size(), loudness_db);
  return clip;
}

TEST(ClipPlayer, WithOtherWeightsSoundsLikeANewOne) {
  constexpr int kRate = 44100;
  constexpr size_t kSamples = 9000;
  const Model first = test::tiny_model(1), second = test::tiny_model(2);
  auto made = ClipPlayer::create(first.graph, first.weights, kRate);
  ASSERT_TRUE(made) << made.error().text;
  ClipPlayer& player = made.value();
  const Clip low = held(220, -20, 12), high = held(880, -35, 30);
  const auto fresh = [&](const Model& m, const Clip& clip) {
    return play_clip(m.graph, m.weights, clip, kRate, kSamples).value();
  };
  EXPECT_EQ(player.play(low, kSamples), fresh(first, low));
  EXPECT_EQ(player.play(high, kSamples), fresh(first, high));
  player.set_weights(second.weights);
  EXPECT_EQ(player.play(low, kSamples), fresh(second, low));
  EXPECT_NE(fresh(first, low), fresh(second, low));
  player.set_weights(first.weights);
  EXPECT_EQ(player.play(low, kSamples), fresh(first, low));
}

}  // namespace
}  // namespace partials
