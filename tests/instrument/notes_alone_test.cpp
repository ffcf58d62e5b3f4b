// SPDX-License-Identifier: MIT
// Guards against: models of single notes that fail at what single notes do not contain: gliding between
// notes, unpitched noise, silence. (tests/factory checks the same for the shipped models, made from recorded
// notes.)
#include "families/instrument/instrument_model.h"
#include "families/instrument/train/clips.h"
#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/learn_notes.h"
#include "families/instrument/train/learn_range.h"
#include "families/instrument/train/preset.h"
#include "support/through_a_model.h"

namespace partials {
namespace {

// Five notes a major third and more apart, twenty steps of training.
const Model& trained_on_notes() {
  static const Model model = [] {
    TrainingPreset preset = find_preset("small").value();
    std::vector<Clip> clips;
    for (double hz : {220.0, 277.0, 349.0, 440.0, 554.0})
      clips.push_back(make_clip(
          "note", {sounds::note(hz, 1.2, through::kRate, 0.2, static_cast<uint64_t>(hz)), through::kRate},
          preset.graph, {}));
    Model m;
    m.graph = preset.graph;
    edit_instrument_part(m).known = learn_range(clips);
    edit_instrument_part(m).notes =
        learn_notes(clips, static_cast<double>(m.graph.hop_num) / static_cast<double>(m.graph.hop_den));
    Trainer trainer = instrument_trainer(preset.graph, clips, preset.trainer).value();
    for (int i = 0; i < 20; ++i) trainer.step();
    m.table = trainer.table();
    m.weights = trainer.averaged();
    return m;
  }();
  return model;
}

TEST(NotesAlone, GlideBetweenThem) {
  const auto g = through::through_glide(trained_on_notes(), 220, 554);
  EXPECT_LT(g.cents.median, 5);
  EXPECT_LT(g.cents.p95, 20);
  EXPECT_LT(g.db.median, 0.5);
  EXPECT_LT(g.db.p95, 2);
  EXPECT_LT(g.bend, 2);
}

TEST(NotesAlone, BreatheAtTheLevelOfABreath) {
  const auto b = through::through_breath(trained_on_notes(), 349);
  EXPECT_NEAR(b.db, 0, 1);
  EXPECT_LT(b.bend, 2);
}

TEST(NotesAlone, AreStillInSilence) {
  const auto s = through::through_silence(trained_on_notes(), 349);
  EXPECT_GT(s.sounding_db, -30);
  EXPECT_LT(s.soon_db, -60);
  EXPECT_LT(s.later_db, -90);
}

}  // namespace
}  // namespace partials
