// SPDX-License-Identifier: MIT
// Guards against: takes lost to a crash, samples lost or doubled between threads, a meter that shows the
// wrong zone, files outside the folder of takes removed by a window.
#include "library/takes.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <thread>

#include "library/home.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Recording : public test::Home {
 protected:
  static void push(Takes& takes, const std::vector<float>& x) {
    const float* in[1] = {x.data()};
    takes.push(in, 1, static_cast<int>(x.size()));
  }
  // Blocks as an audio thread hands them over, faster than life; the queue holds five seconds.
  static void play(Takes& takes, int blocks, int frames, float value = 0.25f) {
    std::vector<float> x(static_cast<size_t>(frames));
    for (int b = 0; b < blocks; ++b) {
      for (int i = 0; i < frames; ++i)
        x[static_cast<size_t>(i)] = value * static_cast<float>((b * frames + i) % 1000) / 1000.f;
      push(takes, x);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }
  static std::vector<float> samples_of(const std::string& path) {
    const std::string bytes = read_file(path, 1 << 28).value();
    std::vector<float> x((bytes.size() - 80) / 4);
    std::copy_n(bytes.data() + 80, x.size() * 4, reinterpret_cast<char*>(x.data()));
    return x;
  }
};

TEST_F(Recording, EverySampleOnceAndInOrder) {
  Takes takes;
  ASSERT_TRUE(takes.start(48000));
  EXPECT_FALSE(takes.start(48000));  // one at a time
  std::thread audio([&] { play(takes, 500, 61); });
  audio.join();
  takes.stop();
  push(takes, {1.f});  // the audio thread goes on; this is not of the take
  ASSERT_TRUE(wait_for([&] { return !takes.list().empty() && !takes.state().recording; }));
  const Take t = takes.list().front();
  const auto x = samples_of(t.path);
  ASSERT_EQ(x.size(), 500u * 61);
  for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(x[i], 0.25f * static_cast<float>(i % 1000) / 1000.f) << i;
  EXPECT_NEAR(t.seconds, 500 * 61 / 48000., 1e-9);
  EXPECT_NEAR(t.peak_db, 20 * std::log10(0.25 * 0.999), 1e-3);
  EXPECT_FALSE(t.clipped);
  EXPECT_EQ(takes.state().lost_samples, 0);
}

TEST_F(Recording, TheMeanOfTheChannelsAndNoInfinities) {
  Takes takes;
  ASSERT_TRUE(takes.start(44100));
  const std::vector<float> l{0.5f, 1.f, INFINITY}, r{-0.5f, 1.f, 0.f};
  const float* in[2] = {l.data(), r.data()};
  takes.push(in, 2, 3);
  takes.stop();
  takes.push(in, 2, 3);
  ASSERT_TRUE(wait_for([&] { return !takes.list().empty(); }));
  EXPECT_EQ(samples_of(takes.list().front().path), (std::vector<float>{0.f, 1.f, 0.f}));
  EXPECT_TRUE(takes.list().front().clipped);
}

TEST_F(Recording, EndsAlsoWhereTheAudioThreadIsGone) {
  Takes takes;
  ASSERT_TRUE(takes.start(48000));
  play(takes, 10, 256);
  takes.stop();  // nobody pushes any more
  ASSERT_TRUE(wait_for([&] { return !takes.list().empty(); }));
  EXPECT_EQ(samples_of(takes.list().front().path).size(), 2560u);
  ASSERT_TRUE(takes.start(48000));  // what was left over is not of the next take
  push(takes, std::vector<float>(256, 0.125f));
  takes.stop();
  push(takes, {0.f});
  ASSERT_TRUE(wait_for([&] { return takes.list().size() == 2; }));
  EXPECT_EQ(samples_of(takes.list().front().path), std::vector<float>(256, 0.125f));
}

TEST_F(Recording, AKilledProcessLeavesATakeThatCanBeRead) {
  const pid_t child = ::fork();
  if (child == 0) {
    Takes takes;
    takes.start(48000);
    for (;;) play(takes, 100, 256);
  }
  ASSERT_TRUE(wait_for([&] {
    const auto list = read_takes(takes_folder());
    return !list.empty() && list.front().seconds > 0.5;
  }));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  const auto list = read_takes(takes_folder());  // sets right what was written after the last header
  ASSERT_EQ(list.size(), 1u);
  const auto x = samples_of(list.front().path);
  EXPECT_NEAR(list.front().seconds, static_cast<double>(x.size()) / 48000, 1e-6);
  for (size_t i = 0; i < x.size(); ++i) ASSERT_LE(std::abs(x[i]), 0.25f);
  EXPECT_GT(list.front().peak_db, -20);
}

TEST_F(Recording, TheMeterShowsTheZone) {
  Takes takes;
  EXPECT_EQ(takes.level().zone, LevelZone::silent);
  push(takes, {0.01f, -0.05f});  // -26 dB
  EXPECT_EQ(takes.level().zone, LevelZone::low);
  push(takes, {0.3f});  // -10.5 dB
  const InputLevel good = takes.level();
  EXPECT_EQ(good.zone, LevelZone::good);
  EXPECT_NEAR(good.peak_db, -10.46, 0.01);
  push(takes, {0.7f});
  EXPECT_EQ(takes.level().zone, LevelZone::hot);
  push(takes, {-1.f});
  EXPECT_EQ(takes.level().zone, LevelZone::clipped);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const InputLevel after = takes.level();
  EXPECT_EQ(after.zone, LevelZone::clipped);  // held
  EXPECT_LT(after.peak_db, -1.5);             // and falling
  EXPECT_FALSE(takes.state().recording);
}

TEST_F(Recording, RemovesAndRenamesTakesAndNothingElse) {
  Takes takes;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(takes.start(48000));
    push(takes, std::vector<float>(300, 0.1f));
    takes.stop();
    push(takes, {0.f});
    ASSERT_TRUE(wait_for(
        [&] { return takes.list().size() == static_cast<size_t>(i) + 1 && !takes.state().recording; }));
  }
  takes.rename(takes.list().back().path, "low/notes");
  ASSERT_TRUE(wait_for([&] { return fs::exists(takes_folder() + "/low-notes.wav"); }));
  ASSERT_TRUE(wait_for(
      [&] { return takes.list().back().name == "low-notes" || takes.list().front().name == "low-notes"; }));
  takes.rename(takes_folder() + "/low-notes.wav", "low-notes");
  ASSERT_TRUE(wait_for([&] { return !takes.message().empty(); }));
  takes.remove(takes_folder() + "/low-notes.wav");
  ASSERT_TRUE(wait_for([&] { return takes.list().size() == 1; }));
  write_text(home_ + "/precious.wav", "x");
  takes.remove(home_ + "/precious.wav");
  takes.remove(takes_folder() + "/../../../precious.wav");
  ASSERT_TRUE(wait_for([&] { return takes.message().find("precious") != std::string::npos; }));
  EXPECT_TRUE(fs::exists(home_ + "/precious.wav"));
}

TEST_F(Recording, WhereNothingCanBeWrittenItSaysSo) {
  write_text(home_ + "/data/partials", "a file where a folder should be");
  Takes takes;
  ASSERT_TRUE(takes.start(48000));
  ASSERT_TRUE(wait_for([&] { return !takes.state().recording; }));
  EXPECT_NE(takes.message().find("cannot be recorded"), std::string::npos) << takes.message();
}

}  // namespace
}  // namespace partials
