// SPDX-License-Identifier: MIT
// Guards against: notes that are counted without consent, twice, or for another model; counting that
// allocates on the audio thread; counts that are lost between two processes, by a damaged file or a full
// disk; a file that grows without end.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>

#include "families/model_loading.h"
#include "host/played_counts.h"
#include "player.h"
#include "support/alloc_counter.h"
#include "support/tiny_model.h"
#include "system/file.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials {
namespace {

namespace fs = std::filesystem;
constexpr int kBlock = 256;

// Folders of a user, empty at first. The model's trained range is F#3 to A6, -45 to -12 dB.
class Played : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("played-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "models");
    for (const char* name : {"CONFIG", "STATE", "DATA"})
      ::setenv(("XDG_" + std::string(name) + "_HOME").c_str(), (root_ / name).c_str(), 1);
    for (const char* name : {"Oboe", "Reed"}) {
      Model m = test::tiny_model(name[0]);
      m.card.name = name;
      ASSERT_TRUE(make_instrument_golden(m, std::vector<float>(5, 440.f), std::vector<float>(5, -20.f)));
      ASSERT_TRUE(save_model(m, path(name)));
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string path(const std::string& name) const {
    return (root_ / "models" / (name + ".partials")).string();
  }
  std::string hash(const std::string& name) const {
    Session s(PlayerKind::instrument);
    EXPECT_TRUE(s.load_file(path(name)));
    return s.model().sha256;
  }
  // What lies in the folders of configuration and state.
  int files() const {
    int n = 0;
    for (const char* name : {"CONFIG", "STATE"})
      if (fs::exists(root_ / name)) n += 1;
    return n;
  }

  fs::path root_;
};

// Plays a key for ten blocks.
void play(Player& player, int key, int velocity = 90) {
  float left[kBlock], right[kBlock];
  float* out[] = {left, right};
  const uint8_t on[] = {0x90, static_cast<uint8_t>(key), static_cast<uint8_t>(velocity)},
                off[] = {0x80, static_cast<uint8_t>(key), 0};
  player.midi(0, on, 3);
  for (int i = 0; i < 10; ++i) player.process(nullptr, 0, out, 2, kBlock);
  player.midi(0, off, 3);
  player.process(nullptr, 0, out, 2, kBlock);
}

// Until the housekeeper has read the settings.
void wait_for_consent() { ::usleep(300000); }

ModelReference model(const std::string& name) { return {name, "", std::string(63, 'a') + name.back()}; }

NoteTally one_note(int key) {
  NoteTally t;
  t.notes = 2;
  t.outside[static_cast<size_t>(key)][1] = 1;
  return t;
}

TEST_F(Played, WithoutConsentNothingIsCountedOrWritten) {
  {
    Player player(PlayerKind::instrument);
    ASSERT_TRUE(player.load(path("Oboe")) && player.activate(48000, kBlock));
    wait_for_consent();
    for (int key = 30; key < 50; ++key) play(player, key);
  }
  EXPECT_EQ(files(), 0) << "a folder was made";
  ASSERT_TRUE(add_counts(model("x1"), one_note(40)));
  ASSERT_TRUE(agree_to_counting(false));
  EXPECT_EQ(files(), 0);
}

TEST_F(Played, NotesOutsideAreCountedByKeyAndLoudness) {
  ASSERT_TRUE(agree_to_counting(true));
  {
    Player player(PlayerKind::instrument);
    ASSERT_TRUE(player.load(path("Oboe")) && player.activate(48000, kBlock));
    wait_for_consent();
    const test::NoAllocation none;
    for (int i = 0; i < 3; ++i) play(player, 45);
    play(player, 60);
    play(player, 60, 1);
    play(player, 100);
    EXPECT_EQ(none.count(), 0) << "counting allocates";
  }
  const auto counts = counts_of(hash("Oboe"));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->name, "Oboe");
  EXPECT_EQ(counts->tally.notes, 6u);
  EXPECT_EQ(counts->tally.outside[45][1], 3u);
  EXPECT_EQ(counts->tally.outside[100][1], 1u);
  const auto& c4 = counts->tally.outside[60];
  EXPECT_EQ(c4[0] + c4[1] + c4[2], 0u) << "velocity 1 is 25 dB below, and the recordings reach that";
}

TEST_F(Played, ATransposedKeyCountsWhereItSounds) {
  ASSERT_TRUE(agree_to_counting(true));
  {
    Player player(PlayerKind::instrument);
    ASSERT_TRUE(player.load(path("Oboe")) && player.activate(48000, kBlock));
    player.engine().set_value(kTranspose, -24);
    wait_for_consent();
    play(player, 69);
  }
  const auto counts = counts_of(hash("Oboe"));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->tally.outside[45][1], 1u);
}

TEST_F(Played, EachModelHasItsOwnAndAHeldNoteCountsOnce) {
  ASSERT_TRUE(agree_to_counting(true));
  {
    Player player(PlayerKind::instrument);
    ASSERT_TRUE(player.load(path("Oboe")) && player.activate(48000, kBlock));
    wait_for_consent();
    float left[kBlock], right[kBlock];
    float* out[] = {left, right};
    const uint8_t on[] = {0x90, 40, 90};
    player.midi(0, on, 3);
    player.process(nullptr, 0, out, 2, kBlock);
    ASSERT_TRUE(player.load(path("Reed")));
    for (int i = 0; i < 3; ++i) play(player, 41);  // while one fades into the other
    for (int i = 0; i < 20; ++i) player.process(nullptr, 0, out, 2, kBlock);
    play(player, 42);
  }
  const auto oboe = counts_of(hash("Oboe")), reed = counts_of(hash("Reed"));
  ASSERT_TRUE(oboe && reed);
  EXPECT_EQ(oboe->tally.notes, 1u);
  EXPECT_EQ(reed->tally.notes, 4u);
  EXPECT_EQ(reed->tally.outside[40][1], 0u) << "the held note went on in the new sound";
  EXPECT_EQ(read_counts().front().name, "Reed") << "the model played last comes first";
}

TEST_F(Played, WhatIsSungIsCountedOnce) {
  ASSERT_TRUE(agree_to_counting(true));
  {
    Player player(PlayerKind::effect);
    ASSERT_TRUE(player.load(path("Oboe")) && player.activate(48000, kBlock));
    wait_for_consent();
    float in[kBlock], left[kBlock], right[kBlock];
    const float* heard[] = {in};
    float* out[] = {left, right};
    double phase = 0;
    for (int block = 0; block < 200; ++block) {
      for (float& x : in) {
        phase += 110.0 / 48000;
        x = static_cast<float>(0.1 * (std::sin(6.2831853 * phase) + 0.5 * std::sin(2 * 6.2831853 * phase)));
      }
      const test::NoAllocation none;
      player.process(heard, 1, out, 2, kBlock);
      ASSERT_EQ(none.count(), 0);
    }
  }
  const auto counts = counts_of(hash("Oboe"));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->tally.notes, 1u);
  EXPECT_EQ(counts->tally.outside[45][1], 1u) << "A2 is below F#3";
}

TEST_F(Played, AWithdrawnConsentStopsAtOnce) {
  ASSERT_TRUE(agree_to_counting(true));
  ASSERT_TRUE(add_counts(model("x1"), one_note(40)));
  ASSERT_TRUE(agree_to_counting(false));
  ASSERT_TRUE(add_counts(model("x1"), one_note(40)));
  EXPECT_EQ(counts_of(model("x1").sha256)->tally.notes, 2u);
  EXPECT_EQ(clear_counts("").value(), 1u);
  EXPECT_FALSE(fs::exists(counts_path()));
}

TEST_F(Played, TwoProcessesAddToOneFile) {
  ASSERT_TRUE(agree_to_counting(true));
  constexpr int kEach = 40;
  pid_t children[2];
  for (pid_t& child : children)
    if (child = ::fork(); child == 0) {
      bool fine = true;
      for (int i = 0; i < kEach; ++i) fine = fine && add_counts(model("x1"), one_note(40)).ok();
      ::_exit(fine ? 0 : 1);
    }
  for (const pid_t child : children) {
    int status = 1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  const auto counts = counts_of(model("x1").sha256);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->tally.outside[40][1], 2u * kEach);
}

TEST_F(Played, ADamagedFileIsPutAsideAndCountingBeginsAnew) {
  ASSERT_TRUE(agree_to_counting(true));
  ASSERT_TRUE(add_counts(model("x1"), one_note(40)));
  std::string text = read_file(counts_path(), 1 << 20).value();
  ASSERT_TRUE(atomic_write(counts_path(), text.substr(0, text.size() / 2)));
  std::string trouble;
  EXPECT_TRUE(read_counts(&trouble).empty());
  EXPECT_NE(trouble.find("damaged"), std::string::npos) << trouble;
  ASSERT_TRUE(add_counts(model("x1"), one_note(41)));
  EXPECT_EQ(counts_of(model("x1").sha256)->tally.notes, 2u);
  EXPECT_TRUE(fs::exists(counts_path() + ".broken"));
  EXPECT_EQ(clear_counts("").value(), 1u);
  EXPECT_FALSE(fs::exists(counts_path() + ".broken"));
}

TEST_F(Played, DamagedSettingsAreNoConsent) {
  ASSERT_TRUE(agree_to_counting(true));
  for (const char* text : {"", "[]", "{\"count_played\": 1}", "{\"count_played\": \"true\"}", "{"}) {
    ASSERT_TRUE(atomic_write(settings_path(), text));
    EXPECT_FALSE(counting_agreed()) << text;
  }
  ASSERT_TRUE(atomic_write(settings_path(), "{\"other\": [1]}"));
  ASSERT_TRUE(agree_to_counting(true));
  EXPECT_NE(read_file(settings_path(), 1000).value().find("other"), std::string::npos);
  EXPECT_TRUE(counting_agreed());
}

TEST_F(Played, AFullDiskLosesNothingThatWasThere) {
  ASSERT_TRUE(agree_to_counting(true));
  ASSERT_TRUE(add_counts(model("x1"), one_note(40)));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{40, 40};  // bytes of a file
    ::setrlimit(RLIMIT_FSIZE, &none);
    const auto added = add_counts(model("x1"), one_note(40));
    const bool said = !added.ok() && added.error().text.find("free space") != std::string::npos;
    ::_exit(said ? 0 : 1);
  }
  int status = 1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "no sentence about the disk";
  EXPECT_EQ(counts_of(model("x1").sha256)->tally.notes, 2u);
  for (const auto& entry : fs::directory_iterator(fs::path(counts_path()).parent_path()))
    EXPECT_EQ(entry.path().string().find(".part"), std::string::npos) << entry.path();
}

TEST_F(Played, TheFileHasABoundAndNumbersStayAtTheirLargest) {
  ASSERT_TRUE(agree_to_counting(true));
  std::vector<PlayedCounts> all(kMostCounted);
  for (size_t i = 0; i < all.size(); ++i) {
    char hash[80];
    std::snprintf(hash, sizeof hash, "%064zx", i);
    all[i] = {std::string(500, 'n'), hash, "2026-03-01", {}};
    all[i].tally.notes = UINT64_MAX;
    for (auto& row : all[i].tally.outside) row.fill(UINT32_MAX);
  }
  for (PlayedCounts& c : all) c.tally.notes = 1ull << 53;
  const std::string text = text_of_counts(all);
  EXPECT_LT(text.size(), size_t{1} << 20);
  ASSERT_TRUE(counts_from_text(text));
  fs::create_directories(fs::path(counts_path()).parent_path());
  ASSERT_TRUE(atomic_write(counts_path(), text));
  ASSERT_TRUE(add_counts({"new", "", std::string(64, 'f')}, one_note(40)));
  ASSERT_TRUE(add_counts({"old", "", all[0].sha256}, one_note(40)));
  const auto read = read_counts();
  ASSERT_EQ(read.size(), kMostCounted);
  EXPECT_EQ(read[0].tally.outside[40][1], UINT32_MAX);
  EXPECT_EQ(read[1].name, "new");
}

}  // namespace
}  // namespace partials
