// SPDX-License-Identifier: MIT
// Guards against: faults that strict hosts find, in every format: a bypass that is set while nothing plays
// and is not saved; a block of no samples whose changes are lost; a state saved before the first block that
// lacks changes; an unknown parameter that blocks others; a host that shows values other than those restored;
// wrong texts, titles and latency.
#include <filesystem>
#include <thread>

#include "plugins.h"
#include "shown.h"
#include "titles.h"

namespace partials::hosting {
namespace {

class Strict : public Plugin {
 protected:
  static constexpr PlayerKind kKinds[] = {PlayerKind::instrument, PlayerKind::effect};
  // Another value for each parameter than its initial one, as exact as a project must be.
  static std::vector<Event> odd_values(PlayerKind kind) {
    std::vector<Event> odd;
    for (const int i : shown(kind)) {
      const Parameter& p = kParameters[static_cast<size_t>(i)];
      const float v = p.min + (p.max - p.min) * (0.137f + 0.019f * static_cast<float>(i));
      if (i != kPreviousModel && i != kNextModel)
        odd.push_back(parameter(0, i, clamped(i, p.look == Look::toggle ? 1 - p.initial : v)));
    }
    return odd;
  }
  static void expect_values(const Hosted& p, const std::vector<Event>& wanted, const std::string& when) {
    for (const Event& e : wanted) {
      const Parameter& q = kParameters[static_cast<size_t>(e.index)];
      EXPECT_NEAR(p.value(e.index), static_cast<double>(e.value), 1e-6 * static_cast<double>(q.max - q.min))
          << q.id << ", " << when;
    }
  }
  void expect_saved(Hosted& p, PlayerKind kind, const std::vector<Event>& wanted, const std::string& when) {
    const std::string state = p.save();
    EXPECT_EQ(p.save(), state) << when;
    auto other = open(GetParam(), kind);
    ASSERT_TRUE(other->restore(state));
    expect_values(*other, wanted, when + ", restored");
    EXPECT_EQ(other->save(), state) << when;
    ASSERT_TRUE(other->activate(48000, 512));
    expect_values(*other, wanted, when + ", restored and active");
    (void)play(*other, {64, {}, {}, {64}});
    expect_values(*other, wanted, when + ", restored and played");
  }
};

TEST_P(Strict, WhatIsSetWhileNothingPlaysIsToldSavedAndPlayed) {
  for (const PlayerKind kind : kKinds) {
    const auto wanted = odd_values(kind);
    auto p = open(GetParam(), kind);
    ASSERT_TRUE(p->load_model(model_.path()));
    for (const Event& e : wanted) p->set(e.index, static_cast<double>(e.value));
    expect_values(*p, wanted, "not active");
    expect_saved(*p, kind, wanted, "not active");
    for (const Event& e : wanted)
      p->set(e.index, static_cast<double>(kParameters[static_cast<size_t>(e.index)].initial));
    ASSERT_TRUE(p->activate(48000, 512));
    for (const Event& e : wanted) p->set(e.index, static_cast<double>(e.value));
    expect_values(*p, wanted, "before the first block");
    expect_saved(*p, kind, wanted, "before the first block");
  }
}

TEST_P(Strict, ABypassThatIsSetWhileNothingPlaysIsHeardFromTheFirstSample) {
  auto p = open(GetParam(), PlayerKind::effect);
  ASSERT_TRUE(p->load_model(model_.path()));
  p->set(kBypass, 1);
  ASSERT_TRUE(p->activate(48000, 512));
  const Script script{9600, {}, sounds::noise(0.2, 48000, 0.1, 3), {64}};
  const StereoSound heard = play(*p, script);
  const auto latency = static_cast<size_t>(p->latency_samples());
  double worst = 0;
  for (size_t i = latency; i < heard.left.size(); ++i)
    worst = std::max(worst, std::fabs(static_cast<double>(heard.left[i] - script.in[i - latency])));
  EXPECT_LT(worst, 1e-6);
}

TEST_P(Strict, ABlockOfNoSamplesChangesParameters) {
  for (const PlayerKind kind : kKinds) {
    const auto wanted = odd_values(kind);
    auto p = open(GetParam(), kind);
    ASSERT_TRUE(p->load_model(model_.path()));
    p->flush(wanted);
    expect_values(*p, wanted, "not active");
    expect_saved(*p, kind, wanted, "not active");
    auto active = player(kind, 48000, 512);
    active->flush(wanted);
    expect_values(*active, wanted, "active");
    expect_saved(*active, kind, wanted, "active");
    (void)play(*active, {512, {parameter(100, kTune, 0)}, {}, {64}});
    active->flush({parameter(0, kTune, 77), parameter(0, kTune, 55)});
    expect_values(*active, {parameter(0, kTune, 55)}, "between blocks");
    expect_clean(*active);
  }
}

TEST_P(Strict, ABlockOfNoSamplesSoundsAsAChangeAtTheNextSample) {
  const Event moved = parameter(0, kTune, 70);
  const Script script{9600, {note_on(0, 69, 0.8f, 1)}, {}, {64}};
  Script with = script;
  with.events.insert(with.events.begin(), moved);
  auto p = player(PlayerKind::instrument);
  p->flush({moved});
  const StereoSound heard = play(*p, script);
  EXPECT_TRUE(heard == library(PlayerKind::instrument, 48000, 8192, with));
  EXPECT_FALSE(heard == library(PlayerKind::instrument, 48000, 8192, script));
}

TEST_P(Strict, WhatDoesNotExistIsPassedOver) {
  const Script script{
      9600, {note_on(0, 69, 0.8f, 1), parameter(0, kOutput, -9), parameter(0, kTune, 30)}, {}, {8192}};
  auto p = player(PlayerKind::instrument, 48000, 8192);
  p->disturb();
  EXPECT_TRUE(play(*p, script) == library(PlayerKind::instrument, 48000, 8192, script));
  expect_values(*p, {parameter(0, kOutput, -9), parameter(0, kTune, 30)}, "disturbed");
  auto still = open(GetParam(), PlayerKind::instrument);
  still->disturb();
  still->flush({parameter(0, kOutput, -9)});
  expect_values(*still, {parameter(0, kOutput, -9)}, "disturbed, not active");
  expect_clean(*p);
}

// DPF has no way to refuse one; CLAP refuses to be activated.
TEST_P(Strict, ARateThatCannotBePlayedIsSilentAndTheNextOnePlays) {
  const Script script{4800, {note_on(0, 69, 0.8f, 1)}, {}, {64}};
  auto p = player(PlayerKind::instrument);
  if (p->activate(384000, 512)) {
    EXPECT_EQ(peak(play(*p, script).left), 0);
  }
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_TRUE(play(*p, script) == library(PlayerKind::instrument, 48000, 512, script));
}

TEST_P(Strict, TheNamesOfBothAreTheSameInEveryFormat) {
  EXPECT_EQ(open(GetParam(), PlayerKind::instrument)->name(), "Partials Instrument");
  EXPECT_EQ(open(GetParam(), PlayerKind::effect)->name(), "Partials Effect");
}

TEST_P(Strict, TextsAreTheSameInEveryFormatAndAreReadBack) {
  for (const PlayerKind kind : kKinds) {
    auto p = open(GetParam(), kind);
    for (const int i : shown(kind)) {
      const Parameter& q = kParameters[static_cast<size_t>(i)];
      const bool named = q.look != Look::number ||
                         (is_macro(i) && !is_reserved(i));  // in LV2, where hosts write numbers themselves
      for (const float part : {0.f, 0.31f, 0.5f, 0.87f, 1.f}) {
        const float v = clamped(i, q.min + part * (q.max - q.min));
        const std::string text = p->text(i, static_cast<double>(v));
        if (!p->abilities().texts && (!named || i == kBypass || text.empty())) continue;
        EXPECT_EQ(text, text_of(i, v)) << q.id;
        double back = -1e9;
        if (!p->abilities().texts) continue;
        ASSERT_TRUE(p->value_of_text(i, text, back)) << q.id << " " << text;
        EXPECT_EQ(p->text(i, back), text) << q.id;
      }
    }
    if (kind == PlayerKind::instrument) {
      EXPECT_EQ(p->text(kLimiter, 0), "off");
      EXPECT_EQ(p->text(kMacro1, 0), "-40.0 dB");
    }
    if (!p->abilities().texts) continue;
    EXPECT_EQ(p->text(kOutput, -12), "-12.0 dB");
    double value = 0;
    EXPECT_TRUE(p->value_of_text(kOutput, "-12", value));
    EXPECT_NEAR(value, -12, 1e-5);
    EXPECT_FALSE(p->value_of_text(kOutput, "loud", value));
  }
}

TEST_P(Strict, MacrosAreCalledByWhatTheyDo) {
  auto p = open(GetParam(), PlayerKind::instrument);
  EXPECT_EQ(p->title(kOutput), "Output");
  EXPECT_EQ(p->title(kMacro1), "Breath");
  EXPECT_EQ(p->title(kMacro1 + 5), "Vibrato");
  EXPECT_EQ(p->title(kMacro1 + kMacroCount), "") << "no version uses it yet";
}

// CLAP hides a macro that the model cannot serve; VST3 would stop its automation for good, so it says so in
// the title.
TEST_P(Strict, TitlesFollowTheModel) {
  auto p = open(GetParam(), PlayerKind::instrument);
  if (!p->abilities().titles) GTEST_SKIP() << "In this format titles are fixed.";
  Session s(PlayerKind::instrument);
  ASSERT_TRUE(s.load_file(model_.path()));
  const auto served = s.engine().macros();
  const auto absent = std::find(served.begin(), served.begin() + kMacroCount, "") - served.begin();
  ASSERT_LT(absent, kMacroCount) << "a model that serves all macros shows nothing here";
  const int index = kMacro1 + static_cast<int>(absent);
  const std::string name = kMacroTable[absent].name;
  EXPECT_EQ(p->title(index), name);
  ASSERT_TRUE(p->activate(48000, 512));
  ASSERT_TRUE(p->load_model(model_.path()));
  (void)play(*p, {64, {}, {}, {64}});
  p->idle();
  EXPECT_TRUE(p->titles_told());
  const std::string now = p->title(index);
  EXPECT_TRUE(now.empty() || now == name + " (unused)") << now;
  EXPECT_EQ(p->title(kMacro1 + 5), "Vibrato");
}

TEST_P(Strict, TheLatencyThatIsShownIsThatInSamples) {
  EXPECT_EQ(player(PlayerKind::instrument)->latency_shown(), 0);
  for (const double rate : {44100.0, 96000.0}) {
    auto p = player(PlayerKind::effect, rate, 512);
    EXPECT_GT(p->latency_samples(), 500);
    EXPECT_EQ(p->latency_shown(), p->latency_samples());
    p->set(kLowestNote, 67);
    (void)play(*p, {512, {parameter(0, kLowestNote, 67)}, {}, {64}});
    p->idle();
    EXPECT_EQ(p->latency_shown(), p->latency_samples()) << "until the host activates it anew";
    const int before = p->latency_samples();
    ASSERT_TRUE(p->activate(rate, 512));
    EXPECT_LT(p->latency_samples(), before);
    EXPECT_EQ(p->latency_shown(), p->latency_samples());
  }
}

// A button that was left pressed: it was a wish when it was pressed, and is none when the project is opened.
TEST_P(Strict, NextModelThatWasLeftOnAsksForNothingWhenRestored) {
  const std::string root = testing::TempDir() + "strict_next_" + std::to_string(getpid()),
                    none = root + "/none/", folder = root + "/two/";
  std::filesystem::create_directories(none);
  std::filesystem::create_directories(folder);
  const ModelFile other(2);
  std::filesystem::copy_file(model_.path(), folder + "1.partials");
  std::filesystem::copy_file(other.path(), folder + "2.partials");
  const auto look_in = [](const std::string& where) {
    for (const char* name : {"PARTIALS_MODEL_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS"})
      setenv(name, where.c_str(), 1);
  };
  std::string state;
  {
    look_in(none);  // the wish is not granted yet
    auto p = open(GetParam(), PlayerKind::instrument);
    ASSERT_TRUE(p->load_model(folder + "1.partials"));
    p->set(kNextModel, 1);
    state = p->save();
  }
  look_in(folder);
  auto p = open(GetParam(), PlayerKind::instrument);
  ASSERT_TRUE(p->restore(state));
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_EQ(p->value(kNextModel), 1);
  (void)play(*p, {512, {}, {}, {64}});
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // a wish would be granted by now
  p->idle();
  const Script script{9600, {note_on(0, 69, 0.8f, 1)}, {}, {64}};
  p->reset();
  EXPECT_TRUE(play(*p, script) == library(PlayerKind::instrument, 48000, 512, script));
  std::filesystem::remove_all(root);
}

INSTANTIATE_TEST_SUITE_P(Files, Strict, testing::ValuesIn(plugin_files()), format_of);

}  // namespace
}  // namespace partials::hosting
