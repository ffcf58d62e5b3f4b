// SPDX-License-Identifier: MIT
// The shipped models, played fast and evenly (support/note_share.h; bench/keys.cpp prints the table of
// docs/quality.md). Guards against: notes of a fast run that are masked by those before them, and repeated
// keys that differ.
#include <gtest/gtest.h>

#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "support/factory_models.h"
#include "support/note_share.h"

namespace partials {
namespace {

class FastRun : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto m = load_model(GetParam());
    ASSERT_TRUE(m.ok()) << m.error().text;
    model_ = std::move(m).value();
    Manner manner;
    manner.prepare(instrument_part(model_).notes, instrument_part(model_).known);
    if (manner.struck()) GTEST_SKIP() << "struck or plucked: it rings";
  }
  Model model_;
};

TEST_P(FastRun, EachNoteIsHeard) {
  const auto notes = fast_run::scale(model_, 0.075);
  const auto held = fast_run::held_levels_db(model_, notes[0].key, notes[14].key);
  const fast_run::Run r = fast_run::measure(fast_run::play(model_, notes), notes, held);
  EXPECT_GE(r.median_share, 0.8);
  EXPECT_GE(r.least_share, 0.5);
  EXPECT_LE(r.under_held_db, 6);
  EXPECT_LE(r.neighbours_db, 6);
}

TEST_P(FastRun, SlurredInMonoEachNoteIsHeard) {
  const auto notes = fast_run::scale(model_, fast_run::kStepS + 0.02);
  InstrumentSettings mono;
  mono.mono = true;
  const fast_run::Run r =
      fast_run::measure(fast_run::play(model_, notes, mono), notes, std::vector<double>(128));
  EXPECT_GE(r.median_share, 0.75);
  EXPECT_GE(r.least_share, 0.5);
}

TEST_P(FastRun, OneKeySixteenTimesIsAsLoud) {
  const int low = fast_run::lowest(model_), high = fast_run::highest(model_);
  for (int i = 0; i < 4; ++i) {
    const int key = low + i * (high - low) / 3;
    EXPECT_LE(fast_run::spread_db(model_, key, 0.06, 0.065), 4) << "key " << key;
    EXPECT_LE(fast_run::spread_db(model_, key, 0.3, 0.1), 4) << "key " << key << ", held longer";
  }
}

INSTANTIATE_TEST_SUITE_P(Set, FastRun, testing::ValuesIn(test::factory_models()),
                         [](const auto& info) { return test::word_of(info.param); });

}  // namespace
}  // namespace partials
