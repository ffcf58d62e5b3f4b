// SPDX-License-Identifier: MIT
// Guards against: one bad file that stops everything; files that are left out without a remark; levels that
// hide a recording (integers as floats, an offset, very soft takes, 24 bits at the wrong end of 32); names
// that reach a terminal with their control characters.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/units.h"
#include "families/instrument/train/check.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

constexpr double kRate = 22050.0;

struct Folder {
  std::string path = testing::TempDir() + "partials_odd_" + std::to_string(getpid()) + "_" +
                     std::to_string(reinterpret_cast<uintptr_t>(this));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  void add(const std::string& name, const std::vector<float>& x) const {
    ASSERT_TRUE(write_wav(path + "/" + name, {x, kRate}).ok());
  }
  void add_bytes(const std::string& name, const std::string& bytes) const {
    ASSERT_TRUE(atomic_write(path + "/" + name, bytes).ok());
  }
  void add_notes(int count, float gain = 1.f) const {
    for (int i = 0; i < count; ++i) {
      std::vector<float> x = sounds::note(hz_from_midi(57 + 2 * i), 2.0, kRate, 0.2, 10 + i);
      for (float& v : x) v *= gain;
      add("n" + std::to_string(10 + i) + ".wav", x);
    }
  }
};

const LeftOut* find(const Dataset& d, const std::string& name) {
  for (const LeftOut& l : d.left_out)
    if (std::filesystem::path(l.path).filename() == name) return &l;
  return nullptr;
}

const Remark* remark(const Dataset& d, const std::string& id) {
  for (const Remark& r : d.remarks)
    if (r.id == id) return &r;
  return nullptr;
}

TEST(OddFiles, AreLeftOutAndListedAndTheRestGoesOn) {
  Folder f;
  f.add_notes(9);
  f.add_bytes("._n10.wav", std::string("\0\5\x16\7", 4) + std::string(4000, 'x'));
  f.add_bytes("n10.wav.asd", "peaks");
  f.add_bytes("n10.wav.reapeaks", "peaks");
  f.add_bytes("Thumbs.db", "x");
  f.add_bytes(".DS_Store", "x");
  f.add_bytes("empty.wav", "");
  f.add_bytes("text.wav", "buy strings\n");
  f.add_bytes("take.m4a", "x");
  f.add_bytes("take.wma", "x");
  f.add_bytes("README.txt", "x");
  std::filesystem::create_symlink("loop.wav", f.path + "/loop.wav");
  std::filesystem::create_symlink("nowhere.wav", f.path + "/dangling.wav");
  ASSERT_EQ(mkfifo((f.path + "/pipe.wav").c_str(), 0600), 0);
  std::filesystem::create_directories(f.path + "/high");
  f.add("high/a.wav", sounds::note(880.0, 1.0, kRate));
  const Dataset d = open_dataset({f.path});
  EXPECT_EQ(d.recordings.size(), 9u);
  for (const auto& [name, id] : {std::pair{"._n10.wav", "companion"},
                                 {"n10.wav.asd", "companion"},
                                 {"n10.wav.reapeaks", "companion"},
                                 {"Thumbs.db", "companion"},
                                 {".DS_Store", "companion"},
                                 {"empty.wav", "unreadable"},
                                 {"text.wav", "unreadable"},
                                 {"take.m4a", "format"},
                                 {"take.wma", "format"},
                                 {"loop.wav", "link"},
                                 {"dangling.wav", "link"},
                                 {"pipe.wav", "special"},
                                 {"high", "folder"}}) {
    ASSERT_TRUE(find(d, name)) << name;
    EXPECT_EQ(find(d, name)->id, id) << name;
  }
  EXPECT_EQ(d.left_out.size(), 13u);
  EXPECT_EQ(manifest(d)["left_out"].size(), 13u);
  const CheckReport r = check(d);
  const std::string words = plain_words(r);
  EXPECT_TRUE(r.usable) << words;
  for (const char* named : {"high/ (1 recording)", "take.m4a, take.wma", "ffmpeg", "dangling.wav, loop.wav",
                            "empty.wav, text.wav", "Thumbs.db"})
    EXPECT_NE(words.find(named), std::string::npos) << named << "\n" << words;
}

TEST(OddFiles, TheOnlyOneNamedIsRefusedAndSoIsAFolderWithNothingElse) {
  const auto refusal = [](const std::vector<std::string>& paths) {
    try {
      (void)open_dataset(paths);
      return std::string();
    } catch (const DataRefused& e) {
      return std::string(e.what());
    }
  };
  Folder f, only, bad;
  f.add_notes(4);
  f.add_bytes("text.wav", "buy strings\n");
  EXPECT_NE(refusal({f.path + "/text.wav"}).find("text.wav"), std::string::npos);
  f.add_bytes("take.m4a", "x");
  f.add_bytes("n10.wav.asd", "peaks");
  // as FOLDER/* names them
  const Dataset several = open_dataset(
      {f.path + "/n10.wav", f.path + "/text.wav", f.path + "/take.m4a", f.path + "/n10.wav.asd"});
  EXPECT_EQ(several.recordings.size(), 1u);
  EXPECT_EQ(several.left_out.size(), 3u);
  ASSERT_TRUE(find(several, "text.wav"));
  EXPECT_EQ(find(several, "text.wav")->id, "unreadable");
  std::filesystem::create_directories(only.path + "/a");
  only.add("a/a.wav", sounds::note(440.0, 1.0, kRate));
  EXPECT_NE(refusal({only.path}).find("a/ (1 recording)"), std::string::npos) << refusal({only.path});
  bad.add_bytes("one.wav", "");
  bad.add_bytes("two.wav", "x");
  EXPECT_NE(refusal({bad.path}).find("one.wav, two.wav"), std::string::npos) << refusal({bad.path});
  std::filesystem::create_symlink("loop", bad.path + "/loop");
  const std::string loop = refusal({bad.path + "/loop"});
  EXPECT_NE(loop.find("; check"), std::string::npos) << loop;
  EXPECT_EQ(loop.find("filesystem"), std::string::npos) << loop;
}

TEST(OddLevels, IntegersStoredAsFloatsAreTurnedDownByOneScale) {
  Folder f;
  f.add_notes(5, 32767.f);
  f.add("soft.wav", [] {
    std::vector<float> x = sounds::note(330.0, 2.0, kRate, 0.01, 3);
    for (float& v : x) v *= 8388607.f;
    return x;
  }());
  const Dataset d = open_dataset({f.path});
  ASSERT_TRUE(remark(d, "above_full_scale"));
  float peak = 0.f;
  for (size_t i = 0; i < d.pieces.size(); ++i)
    for (const float v : read_piece(d, i).samples) peak = std::max(peak, std::abs(v));
  EXPECT_LT(peak, 1.f);
  EXPECT_GT(peak, 0.01f);
  EXPECT_LT(check(d).loud_db, 0.0);
}

TEST(OddLevels, AVerySoftSetIsRaisedAsAWhole) {
  Folder f;
  f.add_notes(5, 0.01f);
  f.add("softer.wav", sounds::note(330.0, 2.0, kRate, 0.0002, 3));
  const Dataset d = open_dataset({f.path});
  ASSERT_TRUE(remark(d, "soft"));
  const auto peak = [&](size_t piece) {
    float p = 0.f;
    for (const float v : read_piece(d, piece).samples) p = std::max(p, std::abs(v));
    return p;
  };
  float loudest = 0.f;
  for (size_t i = 0; i < 5; ++i) loudest = std::max(loudest, peak(i));
  EXPECT_NEAR(loudest, 0.25f, 0.01f);
  EXPECT_NEAR(peak(5) / loudest, 0.1f, 0.03f);  // as soft against the others as it was played
  EXPECT_GT(d.heard[5].voiced_s(), 1.5);
  Folder usual;
  usual.add_notes(5);
  EXPECT_TRUE(open_dataset({usual.path}).remarks.empty());
}

TEST(OddLevels, AnOffsetIsTakenOutAlsoOneThatWanders) {
  Folder f;
  std::vector<float> x = sounds::note(220.0, 4.0, kRate), wandering = x;
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] += 0.1f;
    wandering[i] += static_cast<float>(0.1 * std::sin(1.5 * static_cast<double>(i) / kRate));
  }
  for (const auto& sound : {x, wandering}) {
    f.add("a.wav", sound);
    const AudioClip c = read_audio(f.path + "/a.wav").value();
    ASSERT_EQ(c.remarks.size(), 1u);
    EXPECT_EQ(c.remarks[0].id, "offset");
    for (size_t from = 22050; from + 22050 < c.samples.size(); from += 22050) {
      double mean = 0.0;
      for (size_t i = from; i < from + 22050; ++i) mean += c.samples[i] / 22050.0;
      EXPECT_LT(std::abs(mean), 0.01);
    }
  }
}

TEST(Printable, EscapesWhatATerminalObeysAndNothingElse) {
  EXPECT_EQ(printable("Geige \u00e4\u4e2d.wav"), "Geige \u00e4\u4e2d.wav");
  EXPECT_EQ(printable("a\x1b]0;x\x07\n\tb"),
            "a\\x1B]0;x\\x07\\x0A\\x09"
            "b");
  EXPECT_EQ(printable("\xff\xc3"), "\\xFF\\xC3");
  EXPECT_EQ(printable("\u202egpj.wav"), "\\xE2\\x80\\xAEgpj.wav");
  EXPECT_EQ(printable("\u0085"), "\\xC2\\x85");
}

}  // namespace
}  // namespace partials
