// SPDX-License-Identifier: MIT
// Guards against: a training that ends with the host, one that cannot be stopped or found again, recordings
// lost with the source of a drop, a window that only says "failed", a killed run that appears to be running.
#include "library/training_job.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library/home.h"
#include "library/program.h"
#include "library/recording_folder.h"
#include "soundfile/audio_file.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Job : public test::Home {
 protected:
  void SetUp() override {
    Home::SetUp();
    for (const double hz : {220.0, 262.0, 330.0, 392.0, 523.0})
      files_.push_back(note(home_ + "/dropped/" + std::to_string(static_cast<int>(hz)) + ".wav", hz));
  }
  void TearDown() override {
    for (const TrainingStatus& run : read_runs())
      if (run.going_on()) {
        ::kill(run.process.pid, SIGKILL);
        wait_for([&] { return !is_running(run.process); });
      }
    Home::TearDown();
  }
  static std::string note(const std::string& path, double hz) {
    fs::create_directories(fs::path(path).parent_path());
    EXPECT_TRUE(write_wav(path, {sounds::note(hz, 1.2, 16000, 0.2, static_cast<uint64_t>(hz)), 16000}));
    return path;
  }
  TrainingRequest request(int64_t steps) const {
    TrainingRequest r;
    r.recordings = files_;
    r.name = "Test 'n' quotes";
    r.licence = "CC0-1.0";
    r.consent = "played by myself";
    r.tags = {"whistle"};
    r.preset = "small";
    r.steps = steps;
    r.threads = 1;
    return r;
  }
  static bool becomes(TrainingJob& job, TrainingState state, double seconds = 120) {
    const bool came = wait_for(
        [&] { return job.status().state == state || job.status().state == TrainingState::failed; }, seconds);
    EXPECT_EQ(static_cast<int>(job.status().state), static_cast<int>(state)) << job.status().message;
    return came && job.status().state == state;
  }
  std::vector<std::string> files_;
};

TEST_F(Job, CheckSaysInWordsWhatItHears) {
  TrainingJob job;
  job.check(files_);
  EXPECT_TRUE(job.checked().busy);
  ASSERT_TRUE(wait_for([&] { return job.checked().done; }, 60));
  const CheckOutcome o = job.checked();
  EXPECT_EQ(o.problem, "");
  EXPECT_NEAR(o.total_s, 6, 0.1);
  EXPECT_NEAR(o.low_midi, 57, 1);
  EXPECT_FALSE(o.usable);  // six seconds are too little, says a refusal with its remedy
  const auto refusal = std::find_if(o.findings.begin(), o.findings.end(), [](const CheckFinding& f) {
    return f.severity == CheckFinding::refusal;
  });
  ASSERT_NE(refusal, o.findings.end());
  EXPECT_NE(refusal->remedy, "");
  job.check({home_ + "/nothing.wav"});
  ASSERT_TRUE(wait_for([&] { return job.checked().done; }, 60));
  EXPECT_NE(job.checked().problem.find("nothing.wav"), std::string::npos) << job.checked().problem;
}

TEST_F(Job, FromDroppedFilesToAModel) {
  std::string run;
  {
    TrainingJob job;
    job.start(request(26));
    EXPECT_EQ(static_cast<int>(job.status().state), static_cast<int>(TrainingState::starting));
    ASSERT_TRUE(becomes(job, TrainingState::finished));
    const TrainingStatus s = job.status();
    run = s.run;
    EXPECT_EQ(s.step, 26);
    EXPECT_DOUBLE_EQ(s.done, 1);
    EXPECT_GT(s.best.value(), 0);
    EXPECT_GE(s.curve.size(), 2u);
    EXPECT_EQ(s.model, models() + "/Test 'n' quotes.partials");
  }
  const std::string recordings = home_ + "/data/partials/recordings/Test 'n' quotes";
  EXPECT_TRUE(fs::exists(recordings + "/220.wav"));
  EXPECT_NE(read_file(recordings + "/dataset.json", 1 << 20).value().find("played by myself"),
            std::string::npos);
  const auto model = load_model(models() + "/Test 'n' quotes.partials");
  ASSERT_TRUE(model) << model.error().text;
  EXPECT_EQ(model.value().card.name, "Test 'n' quotes");
  EXPECT_EQ(model.value().card.tags, std::vector<std::string>{"whistle"});
  EXPECT_EQ(model.value().card.sources.at(0).licence, "CC0-1.0");
  EXPECT_TRUE(load_model(runs_folder() + "/" + run + "/model.partials"));
  TrainingJob later;  // another window finds it
  later.refresh();
  ASSERT_TRUE(wait_for([&] { return later.jobs().size() == 1; }));
  EXPECT_EQ(later.jobs().front().run, run);
}

TEST_F(Job, ItIsPlayableWhileItLearnsAndStopsWhenAsked) {
  TrainingJob job;
  job.start(request(1000000));
  ASSERT_TRUE(wait_for(
      [&] { return !job.status().model.empty() || job.status().state == TrainingState::failed; }, 120))
      << job.status().message;
  const TrainingStatus s = job.status();
  EXPECT_EQ(static_cast<int>(s.state), static_cast<int>(TrainingState::learning)) << s.message;
  const auto early = load_model(s.model);
  ASSERT_TRUE(early) << early.error().text;
  EXPECT_TRUE(early.value().card.interrupted);
  EXPECT_GE(::getpriority(PRIO_PROCESS, static_cast<id_t>(s.process.pid)), 10);
  EXPECT_EQ(::getsid(s.process.pid), s.process.pid);
  TrainingJob other;  // watched, and stopped, from elsewhere
  other.attach(s.run);
  ASSERT_TRUE(becomes(other, TrainingState::learning));
  other.cancel();
  ASSERT_TRUE(becomes(other, TrainingState::stopped));
  ASSERT_TRUE(becomes(job, TrainingState::stopped));
  EXPECT_EQ(job.status().message, "");
  EXPECT_EQ(job.status().model, models() + "/Test 'n' quotes.partials");
  EXPECT_TRUE(load_model(job.status().model));
  job.cancel();  // of what has ended: nothing happens
  job.resume(s.run);
  ASSERT_TRUE(becomes(job, TrainingState::learning));
  EXPECT_EQ(job.status().run, s.run);
}

TEST_F(Job, SurvivesItsParentAndIsSeenToHaveBeenKilled) {
  const pid_t host = ::fork();
  if (host == 0) {  // a host that starts a training and is killed
    auto* job = new TrainingJob;
    job->start(request(1000000));
    for (;;) ::pause();
  }
  ASSERT_TRUE(wait_for(
      [] {
        const auto runs = read_runs();
        return !runs.empty() && runs.front().state == TrainingState::learning;
      },
      120));
  ::kill(host, SIGKILL);
  ::waitpid(host, nullptr, 0);
  const int64_t before = read_runs().front().step;
  ASSERT_TRUE(wait_for([&] { return read_runs().front().step > before; }, 60));
  const TrainingStatus s = read_runs().front();
  EXPECT_TRUE(s.going_on());
  ::kill(s.process.pid, SIGKILL);
  ASSERT_TRUE(wait_for([&] { return !read_runs().front().going_on(); }));
  TrainingJob job;
  job.attach(s.run);
  ASSERT_TRUE(becomes(job, TrainingState::stopped));
  EXPECT_NE(job.status().message.find("--resume " + s.run), std::string::npos) << job.status().message;
}

TEST_F(Job, APidThatIsUsedAgainIsNotStopped) {
  const ProcessId own = this_process();
  EXPECT_TRUE(is_running(own));
  ProcessId other = own;
  other.start += 1;  // an earlier process of the same number
  EXPECT_FALSE(is_running(other));
  EXPECT_FALSE(interrupt(other));
  other = own;
  other.boot = "another";
  EXPECT_FALSE(interrupt(other));
  EXPECT_FALSE(interrupt({}));
}

TEST_F(Job, WithoutTheProgramItSaysWhatToType) {
  ::setenv("PARTIALS_PROGRAM", (home_ + "/no/partials").c_str(), 1);
  TrainingJob job;
  job.start(request(5));
  ASSERT_TRUE(wait_for([&] { return job.status().state == TrainingState::failed; }));
  const std::string m = job.status().message;
  EXPECT_NE(m.find("type this in a terminal: partials train "), std::string::npos) << m;
  EXPECT_NE(m.find(R"('--name=Test '\''n'\'' quotes')"), std::string::npos) << m;
  EXPECT_NE(m.find("PARTIALS_PROGRAM"), std::string::npos) << m;
  job.check(files_);
  ASSERT_TRUE(wait_for([&] { return job.checked().done; }));
  EXPECT_NE(job.checked().problem.find("partials check"), std::string::npos) << job.checked().problem;
  write_text(home_ + "/partials", "not a program of any kind\x01");
  ::chmod((home_ + "/partials").c_str(), 0755);
  ::setenv("PARTIALS_PROGRAM", (home_ + "/partials").c_str(), 1);
  job.start(request(5));
  ASSERT_TRUE(wait_for([&] {
    return job.status().message.find("could not be started") != std::string::npos;
  })) << job.status().message;
}

TEST_F(Job, FindsTheProgramBesideItself) {
  ::unsetenv("PARTIALS_PROGRAM");
  ::setenv("PATH", "/nowhere", 1);  // a host that is started from a desktop may have any
  ASSERT_NE(find_partials(), "");
  EXPECT_TRUE(fs::equivalent(find_partials(), PARTIALS_TEST_PROGRAM)) << find_partials();
}

TEST_F(Job, ACancelledCopyLeavesNothing) {
  TrainingJob job;
  job.start(request(1000000));
  job.cancel();  // while it is copied, started or just begun
  ASSERT_TRUE(wait_for([&] { return !job.status().going_on(); }, 120));
  EXPECT_EQ(static_cast<int>(job.status().state), static_cast<int>(TrainingState::stopped))
      << job.status().message;
  for (const TrainingStatus& run : read_runs()) EXPECT_FALSE(run.going_on());
}

TEST_F(Job, ARefusalOfTheProgramIsTheMessage) {
  TrainingJob job;
  TrainingRequest r = request(5);
  r.preset = "enormous";
  job.start(r);
  ASSERT_TRUE(wait_for([&] { return job.status().state == TrainingState::failed; }, 60));
  EXPECT_NE(job.status().message.find("enormous"), std::string::npos) << job.status().message;
  r = request(5);
  r.recordings = {home_ + "/gone.wav"};
  job.start(r);
  ASSERT_TRUE(wait_for([&] { return job.status().message.find("gone.wav") != std::string::npos; }, 60))
      << job.status().message;
  write_text(home_ + "/text/notes.wav", "no sound");
  r.recordings = {home_ + "/text"};  // found out after it has begun, so the run folder says it
  job.start(r);
  ASSERT_TRUE(wait_for([&] { return job.status().message.find("notes.wav") != std::string::npos; }, 60))
      << job.status().message;
  EXPECT_EQ(static_cast<int>(job.status().state), static_cast<int>(TrainingState::failed));
}

TEST_F(Job, DroppedFilesOfOneNameAreAllKept) {
  const std::string a = note(home_ + "/a/1.wav", 300), b = note(home_ + "/b/1.wav", 400);
  write_text(home_ + "/b/readme.txt", "words");
  const auto folder =
      gather_recordings({a, home_ + "/b"}, {"../two/names", "CC0-1.0", "", "", ""}, [] { return false; });
  ASSERT_TRUE(folder) << folder.error().text;
  EXPECT_EQ(fs::path(folder.value()).parent_path(), home_ + "/data/partials/recordings");
  EXPECT_TRUE(fs::exists(folder.value() + "/1.wav") && fs::exists(folder.value() + "/1-2.wav") &&
              !fs::exists(folder.value() + "/readme.txt"));
  const auto second = gather_recordings({a}, {"../two/names", "", "", "", ""}, [] { return false; });
  EXPECT_EQ(second.value(), folder.value() + "-2");
  EXPECT_FALSE(gather_recordings({a}, {"stopped", "", "", "", ""}, [] { return true; }));
  // nothing half done
  EXPECT_EQ(std::distance(fs::directory_iterator(home_ + "/data/partials/recordings"), {}), 2);
}

}  // namespace
}  // namespace partials
