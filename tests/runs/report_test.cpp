// SPDX-License-Identifier: MIT
// Guards against: a report with network requests, that grows without bound, or that a file name can break.
#include "families/instrument/train/report.h"

#include <gtest/gtest.h>

#include <regex>

#include "report/report_media.h"
#include "support/sounds.h"

namespace partials {
namespace {

TEST(ReportMedia, Base64IsThatOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string("\xff\xfe\x00", 3)), "//4A");
}

TEST(ReportMedia, AWavHoldsItsSamplesRoundedAndClipped) {
  const std::string wav = wav_bytes({0.5f, -1.f, 2.f}, 22050);
  ASSERT_EQ(wav.size(), 50u);
  const auto sample = [&](size_t i) {
    return static_cast<int16_t>(static_cast<uint8_t>(wav[44 + 2 * i]) | static_cast<uint8_t>(wav[45 + 2 * i])
                                                                            << 8);
  };
  EXPECT_EQ(sample(0), 16384);
  EXPECT_EQ(sample(1), -32767);
  EXPECT_EQ(sample(2), 32767);
  EXPECT_EQ(static_cast<uint8_t>(wav[24]) | static_cast<uint8_t>(wav[25]) << 8, 22050);
}

Report small_report(size_t recordings, double seconds) {
  Report r;
  r.model_name = "<script>alert('x')</script>";
  r.data_name = "a & b";
  for (size_t i = 0; i < recordings; ++i) {
    JudgedRecording j;
    j.name = "note \"" + std::to_string(i) + "\"";
    j.duration_s = seconds;
    j.median_f0_hz = 440.0;
    j.audio = sounds::note(440.0, seconds, kJudgeRateHz, 0.2, i);
    for (const Contender c : kContenders) {
      Judgement judgement;
      judgement.log_mel_db = 4.0 + static_cast<double>(c);
      j.renders[c] = {sounds::note(440.0, seconds, kJudgeRateHz, 0.1, i + 10), {}, judgement, {}};
    }
    r.evaluation.recordings.push_back(std::move(j));
  }
  r.over_pitch = {{220.0, -20.0, {220.0, 440.0}, {-20.0, -30.0}, {100.0}, {-60.0}},
                  {440.0, -20.0, {440.0, 880.0}, {-20.0, -35.0}, {100.0}, {-62.0}}};
  r.training = {{1.0, 9.0, 0.0}, {2.0, 7.0, 8.0}, {3.0, 6.0, 7.0}};
  r.card = {{"Author", "R&D <lab>"}};
  return r;
}

size_t count_of(const std::string& text, const std::string& what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

TEST(Report, IsOneFileThatAsksForNothing) {
  const std::string html = report_html(small_report(2, 0.5));
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  const std::regex outside("(src|href)=\"(?!data:|#)");
  EXPECT_FALSE(std::regex_search(html.substr(0, html.find("<article")), outside));
  EXPECT_EQ(count_of(html, "src=\""), count_of(html, "src=\"data:"));
  EXPECT_EQ(count_of(html, "@import") + count_of(html, "url("), 0u);
  EXPECT_EQ(count_of(html, "<audio "), 14u);
  EXPECT_EQ(count_of(html, "<img "), 14u);
  for (const char* id : {"numbers", "listen", "blind", "learned", "training", "card"})
    EXPECT_EQ(count_of(html, std::string("<section id=\"") + id), 1u) << id;
}

TEST(Report, NamesAreText) {
  const std::string html = report_html(small_report(1, 0.3));
  EXPECT_EQ(html.find("alert('x')"), std::string::npos);
  EXPECT_NE(html.find("R&amp;D &lt;lab&gt;"), std::string::npos);
  EXPECT_NE(html.find("data-name=\"note &quot;0&quot;\""), std::string::npos);
}

TEST(Report, StaysWithinItsLimit) {
  ReportLimits limits;
  limits.audio_bytes = 1e6;
  const std::string html = report_html(small_report(5, 1.0), limits);
  EXPECT_LT(html.size(), 2'600'000u);  // sounds, and the pictures of those that have players
  EXPECT_NE(html.find("22.05 kHz"), std::string::npos);
  EXPECT_LT(count_of(html, "<audio "), 30u);
  EXPECT_NE(html.find("are in the tables only"), std::string::npos);
}

TEST(Report, SaysWhatIsMissing) {
  Report r = small_report(1, 0.3);
  r.evaluation.recordings[0].renders.erase(Contender::sampler);
  r.evaluation.remarks = {"no sampler <here>"};
  r.over_pitch.clear();
  r.training.clear();
  const std::string html = report_html(r);
  EXPECT_NE(html.find("no sampler &lt;here&gt;"), std::string::npos);
  EXPECT_EQ(html.find("id=\"learned\""), std::string::npos);
  EXPECT_EQ(html.find("id=\"training\""), std::string::npos);
  EXPECT_FALSE(std::regex_search(html, std::regex("\\bnan\\b")));
}

}  // namespace
}  // namespace partials
