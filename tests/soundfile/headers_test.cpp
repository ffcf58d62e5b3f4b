// SPDX-License-Identifier: MIT
// Guards against: sound that is lost or refused because a header was never completed (recorders that lose
// power, programs that write into a pipe), is of a newer kind (BW64), puts 24 bits into 4 bytes, or because
// an Ogg file is several joined or holds FLAC.
#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "soundfile/audio_file.h"
#include "support/sounds.h"
#include "system/file.h"

namespace partials {
namespace {

constexpr int kRate = 22050;

std::string little(uint64_t v, int bytes) {
  std::string s;
  for (int i = 0; i < bytes; ++i) s += static_cast<char>(v >> (8 * i));
  return s;
}
std::string big(uint64_t v, int bytes) {
  const std::string s = little(v, bytes);
  return {s.rbegin(), s.rend()};
}

std::string temp(const char* name) {
  return testing::TempDir() + "partials_headers_" + std::to_string(getpid()) + name;
}

std::string fmt(int bits, int bytes) {
  return "fmt " + little(16, 4) + little(1, 2) + little(1, 2) + little(kRate, 4) +
         little(static_cast<uint64_t>(kRate * bytes), 4) + little(static_cast<uint64_t>(bytes), 2) +
         little(static_cast<uint64_t>(bits), 2);
}

const std::vector<float> kNote = sounds::note(220.0, 1.0, kRate);

std::string pcm(int bits, int bytes, int shift = 0) {
  std::string s;
  for (const float v : kNote)
    s += little(static_cast<uint64_t>(static_cast<int64_t>(std::lround(std::ldexp(v, bits - 1)))) << shift,
                bytes);
  return s;
}

AudioClip read(const std::string& bytes, const char* name = ".wav") {
  EXPECT_TRUE(atomic_write(temp(name), bytes).ok());
  auto clip = read_audio(temp(name));
  EXPECT_TRUE(clip.ok()) << (clip.ok() ? "" : clip.error().text);
  std::remove(temp(name).c_str());
  return clip.ok() ? std::move(clip).value() : AudioClip{};
}

void is_the_note(const AudioClip& clip, double tolerance = 1e-4) {
  ASSERT_EQ(clip.samples.size(), kNote.size());
  for (size_t i = 0; i < kNote.size(); ++i) ASSERT_NEAR(clip.samples[i], kNote[i], tolerance);
}

bool said(const AudioClip& c, const char* words) {
  return std::any_of(c.remarks.begin(), c.remarks.end(), [&](const Remark& r) {
    return r.id == "header" && r.text.find(words) != std::string::npos;
  });
}

std::string wav(const std::string& sizes, uint64_t data_bytes, const std::string& after = "",
                const char* name = "RIFF") {
  return name + sizes + "WAVE" + fmt(16, 2) + "data" + little(data_bytes, 4) + pcm(16, 2) + after;
}

TEST(Headers, SizesOfZeroAndTooSmallDoNotEndTheSound) {
  const AudioClip zero = read(wav(little(0, 4), 0)), small = read(wav(little(1000, 4), 8000));
  is_the_note(zero);
  is_the_note(small);
  EXPECT_TRUE(said(zero, "never completed"));
  EXPECT_TRUE(said(small, "shorter length"));
  for (const uint64_t unknown : {0xffffffffu, 0x7fffffffu}) {
    const AudioClip pipe = read(wav(little(unknown, 4), unknown));
    is_the_note(pipe);
    EXPECT_TRUE(pipe.remarks.empty());
  }
}

TEST(Headers, WhatFollowsTheSoundIsNoSound) {
  const std::string list = "LIST" + little(4000, 4) + std::string(4000, '\x55'),
                    tag = "TAG" + std::string(4125, '\x44');
  for (const std::string& after : {list, list + "id3 " + little(3000, 4) + std::string(3000, '\x33'), tag}) {
    const AudioClip c = read(wav(little(50000, 4), 2 * kNote.size(), after));
    is_the_note(c);
    EXPECT_TRUE(c.remarks.empty());
  }
}

TEST(Headers, AFileThatEndsTooSoonIsReadAndTold) {
  const std::string whole = wav(little(50000, 4), 2 * kNote.size());
  const AudioClip c = read(whole.substr(0, whole.size() - 20000));
  EXPECT_EQ(c.samples.size(), kNote.size() - 10000);
  EXPECT_TRUE(said(c, "shorter than its header"));
}

TEST(Headers, Bw64IsRead) {
  const uint64_t bytes = 2 * kNote.size();
  for (const uint64_t claimed : {bytes, uint64_t{0}}) {
    const std::string ds64 = "ds64" + little(28, 4) + little(bytes + 80, 8) + little(claimed, 8) +
                             little(kNote.size(), 8) + little(0, 4);
    is_the_note(read("BW64" + little(0xffffffff, 4) + "WAVE" + ds64 + fmt(16, 2) + "data" +
                     little(0xffffffff, 4) + pcm(16, 2)));
    is_the_note(read("RF64" + little(0xffffffff, 4) + "WAVE" + ds64 + fmt(16, 2) + "data" +
                     little(0xffffffff, 4) + pcm(16, 2)));
  }
  is_the_note(read(wav(little(bytes + 36, 4), bytes, "", "BW64")));
}

TEST(Headers, TwentyFourBitsInFourBytesAtEitherEnd) {
  const auto file = [](int bits, const std::string& data) {
    return "RIFF" + little(data.size() + 36, 4) + "WAVE" + fmt(bits, 4) + "data" + little(data.size(), 4) +
           data;
  };
  is_the_note(read(file(24, pcm(24, 4, 8))));  // where it belongs, with the width of what is used
  is_the_note(read(file(32, pcm(24, 4, 8))));
  std::string unsigned_ends = pcm(24, 4);
  // filled up with zeros, so that the sign is lost
  for (size_t i = 3; i < unsigned_ends.size(); i += 4) unsigned_ends[i] = 0;
  for (const std::string& data : {pcm(24, 4), unsigned_ends}) {
    AudioClip low = read(file(32, data));
    EXPECT_TRUE(low.low_in_32);
    for (float& v : low.samples) v *= 256.f;
    is_the_note(low);
  }
}

TEST(Headers, AnAiffThatWasNeverFinishedIsRead) {
  std::string samples;
  for (const float v : kNote)
    samples += big(static_cast<uint64_t>(static_cast<int64_t>(std::lround(32768.0 * v))), 2);
  // 80-bit float: 22050 = 1.3458 * 2^14
  const std::string rate = big(0x400d, 2) + big(static_cast<uint64_t>(kRate) << 49, 8);
  const AudioClip c = read("FORM" + big(0, 4) + "AIFF" + "COMM" + big(18, 4) + big(1, 2) + big(0, 4) +
                               big(16, 2) + rate + "SSND" + big(0, 4) + big(0, 8) + samples,
                           ".aif");
  EXPECT_EQ(c.rate_hz, kRate);
  is_the_note(c);
}

std::string encoded(int format, const char* name) {
  SF_INFO info{};
  info.channels = 1;
  info.samplerate = kRate;
  info.format = format;
  SNDFILE* f = sf_open(temp(name).c_str(), SFM_WRITE, &info);
  if (!f) return "";
  sf_writef_float(f, kNote.data(), static_cast<sf_count_t>(kNote.size()));
  sf_close(f);
  std::string bytes = read_file(temp(name), 1 << 24).value();
  std::remove(temp(name).c_str());
  return bytes;
}

TEST(Ogg, JoinedFilesAreReadToTheEnd) {
  const std::string one = encoded(SF_FORMAT_OGG | SF_FORMAT_VORBIS, "a.ogg");
  if (one.empty()) GTEST_SKIP() << "libsndfile was built without Vorbis.";
  EXPECT_EQ(read(one, ".ogg").samples.size(), kNote.size());
  const AudioClip three = read(one + one + one, ".ogg");
  ASSERT_EQ(three.samples.size(), 3 * kNote.size());
  for (size_t i = 0; i < kNote.size(); ++i) ASSERT_EQ(three.samples[i], three.samples[2 * kNote.size() + i]);
}

// Ogg pages (RFC 3533) around a native FLAC stream, as mapping 1.0 puts it there; the sums of the pages are
// not looked at.
std::string in_ogg(const std::string& flac) {
  std::string out, rest =
                       "\x7f"
                       "FLAC" +
                       std::string("\1\0\0\1", 4) + flac;
  for (uint64_t page = 0; !rest.empty(); ++page) {
    const size_t bytes = std::min<size_t>(rest.size(), page == 0 ? 51 : 5000);
    std::string table(bytes / 255, '\xff');
    table += static_cast<char>(bytes % 255);
    out += "OggS" + std::string(1, '\0') + std::string(1, page == 0 ? '\2' : '\0') + little(0, 8) +
           little(77, 4) + little(page, 4) + little(0, 4) + std::string(1, static_cast<char>(table.size())) +
           table + rest.substr(0, bytes);
    rest.erase(0, bytes);
  }
  return out;
}

TEST(Ogg, FlacInsideIsRead) {
  const std::string flac = encoded(SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "a.flac");
  if (flac.empty()) GTEST_SKIP() << "libsndfile was built without FLAC.";
  is_the_note(read(in_ogg(flac), ".oga"));
}

TEST(Ogg, DamagedPagesNeverReadBeyondTheFile) {
  const std::string whole = in_ogg(std::string("fLaC") + std::string(6000, '\x11'));
  for (size_t keep = 0; keep < whole.size(); keep += 97) {
    ASSERT_TRUE(atomic_write(temp(".oga"), whole.substr(0, keep)).ok());
    (void)read_audio(temp(".oga"));
  }
  std::remove(temp(".oga").c_str());
}

}  // namespace
}  // namespace partials
