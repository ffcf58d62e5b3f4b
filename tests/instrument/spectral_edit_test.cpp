// SPDX-License-Identifier: MIT
// Guards against: an edit of one partial that changes another or the loudness, a spectral edit that a project
// loses or that persists on another model, levels that jump from model to model, a window that shows a
// spectrum that is not played.
#include "play/spectral_edit.h"

#include <gtest/gtest.h>

#include <cmath>

#include "families/families.h"
#include "families/instrument/instrument_model.h"
#include "families/model_loading.h"
#include "host/session.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000;

struct Played {
  Engine engine{PlayerKind::instrument, sound_maker()};
  std::vector<float> left;

  explicit Played(const Model& m) {
    EXPECT_TRUE(engine.prepare(kRate, 64));
    EXPECT_TRUE(engine.load(std::make_shared<const Model>(m)));
    engine.display_feed().watched = true;
  }
  double rms_of_a_note(double seconds = 0.6) {
    engine.reset();
    Event on;
    on.kind = EventKind::note_on;
    on.channel = 0;
    on.key = 57;
    on.value = 0.8f;
    on.note_id = 1;
    double sum = 0;
    const int blocks = static_cast<int>(seconds * kRate / 64);
    for (int b = 0; b < blocks; ++b) {
      float l[64], r[64];
      float* out[] = {l, r};
      engine.process(
          {nullptr, 0, out, 2, 64, b == 40 ? std::span<const Event>(&on, 1) : std::span<const Event>()});
      if (b >= blocks / 2)
        for (float x : l) sum += static_cast<double>(x) * static_cast<double>(x);
    }
    return std::sqrt(sum / (64 * (blocks - blocks / 2)));
  }
};

double db(double ratio) { return 20 * std::log10(ratio); }

TEST(SpectralEdit, OnePartialFallsAndTheOthersKeepTheirProportions) {
  Played p(test::tiny_model());
  p.rms_of_a_note();
  const DisplayFeed& seen = p.engine.display_feed();
  ASSERT_GT(seen.partials.load(), 4);
  const float second = seen.partial[1], third = seen.partial[2], fourth = seen.partial[3];
  ASSERT_GT(third, 0);
  p.engine.spectral_edit().set_db(EditedPart::partials, 2, -20);
  p.rms_of_a_note();
  EXPECT_NEAR(db(seen.partial[2] / seen.partial[1]) - db(third / second), -20, 0.5);
  EXPECT_NEAR(db(seen.partial[3] / seen.partial[1]), db(fourth / second), 0.5);
}

TEST(SpectralEdit, PulledDownToTheLeastAPartialIsGone) {
  Played p(test::tiny_model());
  p.engine.spectral_edit().set_db(EditedPart::partials, 0, kMinEditDb);
  p.rms_of_a_note();
  EXPECT_EQ(p.engine.display_feed().partial[0].load(), 0);
  EXPECT_GT(p.engine.display_feed().partial[1].load(), 0);
}

TEST(SpectralEdit, ValuesOutOfRangeAreBroughtIntoIt) {
  SpectralEdit s;
  s.set_db(EditedPart::noise, 0, 99);
  s.set_db(EditedPart::noise, 1, -999);
  s.set_db(EditedPart::noise, 2, NAN);
  s.set_db(EditedPart::noise, kMaxEdited, 3);
  s.set_db(EditedPart::noise, -1, 3);
  EXPECT_EQ(s.db(EditedPart::noise, 0), kMaxEditDb);
  EXPECT_EQ(s.db(EditedPart::noise, 1), kMinEditDb);
  EXPECT_EQ(s.db(EditedPart::noise, 2), 0);
  EXPECT_FALSE(s.rests());
  s.rest();
  EXPECT_TRUE(s.rests());
}

TEST(SpectralEdit, StandsInTheStateAndGoesWithTheModel) {
  Model m = test::tiny_model();
  ASSERT_TRUE(make_instrument_golden(m, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f)));
  m.card.name = "Violin";
  m.card.redistribute = true;
  const std::string violin = bytes_from_model(m);
  m.card.name = "Flute";
  Session a(PlayerKind::instrument), b(PlayerKind::instrument);
  ASSERT_TRUE(a.load_bytes(violin, "violin.partials", "violin.partials"));
  a.engine().spectral_edit().set_db(EditedPart::partials, 4, -7.5f);
  a.engine().spectral_edit().set_db(EditedPart::noise, 0, 3);
  ASSERT_TRUE(b.restore(a.save()));
  EXPECT_EQ(b.engine().spectral_edit().db(EditedPart::partials, 4), -7.5f);
  EXPECT_EQ(b.engine().spectral_edit().db(EditedPart::noise, 0), 3);
  // the same instrument, trained further
  ASSERT_TRUE(b.load_bytes(violin, "violin2.partials", "violin2.partials"));
  EXPECT_EQ(b.engine().spectral_edit().db(EditedPart::partials, 4), -7.5f);
  ASSERT_TRUE(b.load_bytes(bytes_from_model(m), "flute.partials", "flute.partials"));
  EXPECT_TRUE(b.engine().spectral_edit().rests());
}

TEST(MatchLevel, ModelsRecordedAtDifferentLevelsPlayEquallyLoud) {
  Model loud = test::tiny_model(), soft = loud;
  edit_instrument_part(loud).known.loud_db = -8;
  edit_instrument_part(loud).known.median_db = -18;
  edit_instrument_part(loud).known.quiet_db = -40;
  for (NoteArticulation& n : edit_instrument_part(soft).notes.notes) n.sustain_db -= 20;
  edit_instrument_part(soft).known.loud_db = -28;
  edit_instrument_part(soft).known.median_db = -38;
  edit_instrument_part(soft).known.quiet_db = -60;
  Played a(loud), b(soft);
  const double matched = db(a.rms_of_a_note() / b.rms_of_a_note());
  EXPECT_NEAR(matched, 0, 2);  // the timbre of a soft note is another one
  a.engine.set_value(kMatchLevel, 0);
  b.engine.set_value(kMatchLevel, 0);
  EXPECT_NEAR(db(a.rms_of_a_note() / b.rms_of_a_note()) - matched, 20, 1);
}

TEST(Steps, OneForEveryTimeTheParameterIsTurnedOn) {
  Engine e(PlayerKind::instrument, sound_maker());
  for (float v : {0.f, 1.f, 1.f, 0.f, 1.f}) e.set_value(kNextModel, v);
  EXPECT_EQ(e.take_steps(), 2);
  e.set_value(kPreviousModel, 1);
  EXPECT_EQ(e.take_steps(), -1);
  EXPECT_EQ(e.take_steps(), 0);
}

}  // namespace
}  // namespace partials
