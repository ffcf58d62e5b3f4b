// SPDX-License-Identifier: MIT
// Guards against: a model file in which one damaged bit goes unnoticed, in its weights, its text or the
// checksum itself; files from before checksums that are refused, or that count as protected; a file that can
// no longer be changed on purpose. PARTIALS_EVERY_FLIP=1 flips every bit of every byte of one factory model
// instead of some; that takes an hour.
#include "model/checksum.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "families/model_loading.h"
#include "model/model_header.h"
#include "model/safetensors.h"
#include "support/old_model_file.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials {
namespace {

using nlohmann::json;

const std::string& tiny_file() {
  static const std::string bytes = [] {
    Model m = test::tiny_model();
    m.card.name = "Oboe";
    EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(4, 440.f), std::vector<float>(4, -20.f)));
    return bytes_from_model(m);
  }();
  return bytes;
}

size_t header_bytes(const std::string& file) {
  uint64_t n = 0;
  std::memcpy(&n, file.data(), 8);
  return n;
}

// Flips one bit, and expects that the reader sees it.
void flip(std::string& file, size_t at, int bit) {
  file[at] = static_cast<char>(file[at] ^ (1 << bit));
  ASSERT_FALSE(model_from_bytes(file, "x.partials").ok()) << "bit " << bit << " of byte " << at;
  file[at] = static_cast<char>(file[at] ^ (1 << bit));
}

void flip_all(std::string& file, size_t from, size_t to) {
  for (size_t at = from; at < to; ++at)
    for (int bit = 0; bit < 8; ++bit) flip(file, at, bit);
}

// The bytes that decide whether there is a checksum: the length, its own entry, and the entry with the
// format.
void flip_what_decides(std::string& file) {
  const size_t own = file.find("\"file_sha256\""), format = file.find("\"partials\""),
               end = file.find('}', format);
  ASSERT_LT(std::max(own, end), header_bytes(file));
  flip_all(file, 0, 24);
  flip_all(file, own - 1, own + 15 + kChecksumDigits + 2);
  flip_all(file, format - 1, end + 3);
}

Safetensors parts_of(const std::string& file) { return safetensors_from_bytes(file, "x").value(); }

std::string old_file() { return test::old_model_file(model_from_bytes(tiny_file(), "x").value()); }

TEST(Checksum, IsTheHashOfTheFileWithItsOwnDigitsAsZeros) {
  std::string file = tiny_file();
  const size_t at = file.find("\"file_sha256\":\"") + 15;
  const std::string digits = file.substr(at, 64);
  file.replace(at, 64, 64, '0');
  EXPECT_EQ(sha256_hex(file), digits);
  EXPECT_EQ(checksum_of(file), Checksum::differs);
  renew_checksum(file);
  EXPECT_EQ(file, tiny_file());
  EXPECT_EQ(checksum_of(file), Checksum::fits);
}

TEST(Checksum, EveryFlippedBitIsRefused) {
  std::string file = tiny_file();
  ASSERT_TRUE(model_from_bytes(file, "x.partials").ok());
  const size_t header = 8 + header_bytes(file);
  flip_what_decides(file);
  for (size_t at = 0; at < header; ++at) flip(file, at, static_cast<int>(at % 8));
  for (size_t at = header; at < file.size(); at += 97) flip(file, at, static_cast<int>(at % 8));
}

TEST(Checksum, OfAFactoryModelToo) {
  auto file = read_file(PARTIALS_SOURCE_DIR "/factory/flute.partials", 1 << 20);
  ASSERT_TRUE(file.ok());
  std::string bytes = file.value();
  ASSERT_TRUE(model_from_bytes(bytes, "flute.partials").ok());
  if (std::getenv("PARTIALS_EVERY_FLIP")) return flip_all(bytes, 0, bytes.size());
  for (size_t at = 0; at < bytes.size(); at += 997) flip(bytes, at, static_cast<int>(at % 8));
}

TEST(Checksum, SaysWhatToDo) {
  std::string file = tiny_file();
  file[file.find("Oboe")] = 'A';
  const auto r = model_from_bytes(file, "oboe.partials");
  ASSERT_FALSE(r.ok());
  EXPECT_EQ(r.error().text,
            "The model file 'oboe.partials' is damaged or was changed; get it again from where it came, or, "
            "after a change on purpose, run: "
            "partials models seal 'oboe.partials'");
}

TEST(Checksum, OldFilesArePlayedAndKnownByTheirFormat) {
  const auto model = model_from_bytes(old_file(), "old.partials");
  ASSERT_TRUE(model.ok()) << model.error().text;
  EXPECT_FALSE(model.value().has_checksum);
  EXPECT_TRUE(model_from_bytes(tiny_file(), "new.partials").value().has_checksum);
  EXPECT_EQ(bytes_from_model(model.value()), tiny_file())
      << "saving an old model does not give what a new one is";
}

// A tool that writes the same file in another way, or leaves the checksum out.
TEST(Checksum, ANewFileCannotPassForAnOldOne) {
  Safetensors s = parts_of(tiny_file());
  s.metadata.erase(kChecksumKey);
  EXPECT_FALSE(model_from_bytes(bytes_from_safetensors(s), "x.partials").ok());
  std::string spaced = old_file();
  const size_t at = spaced.find("\"graph\""), padding = 8 + header_bytes(spaced);
  const std::string entry = "\"file_sha256\": \"" + std::string(64, '0') + "\",";
  spaced.insert(at, entry);
  const uint64_t longer = padding - 8 + entry.size();
  std::memcpy(spaced.data(), &longer, 8);
  ASSERT_TRUE(safetensors_from_bytes(spaced, "x").ok());
  EXPECT_FALSE(model_from_bytes(spaced, "x.partials").ok());
}

TEST(Checksum, TheHeaderAloneTellsWhetherThereIsOne) {
  const std::string path = testing::TempDir() + "partials_checksum_" + std::to_string(getpid()) + ".partials";
  const auto header_of = [&](const std::string& bytes) {
    EXPECT_TRUE(atomic_write(path, bytes));
    return read_model_header(path);
  };
  EXPECT_TRUE(header_of(tiny_file()).value().has_checksum);
  EXPECT_FALSE(header_of(old_file()).value().has_checksum);
  std::string damaged = tiny_file();
  damaged[damaged.find("file_sha256")] = 'g';
  EXPECT_FALSE(header_of(damaged).ok());
  std::remove(path.c_str());
}

TEST(Checksum, AModelChangedOnPurposeIsSavedAnew) {
  Safetensors s = parts_of(tiny_file());
  json card = json::parse(s.metadata["card"]);
  card["name"] = "My oboe";
  s.metadata["card"] = card.dump();
  for (float& x : s.tensors["memory.b_ih"].values) x += 0.5f;
  const std::string changed = bytes_from_safetensors(s);
  EXPECT_FALSE(model_from_bytes(changed, "x.partials").ok());
  const auto model = model_from_changed_bytes(changed, "x.partials");
  ASSERT_TRUE(model.ok()) << model.error().text;
  const auto again = model_from_bytes(bytes_from_model(model.value()), "x.partials");
  ASSERT_TRUE(again.ok()) << again.error().text;
  EXPECT_EQ(again.value().card.name, "My oboe");
  EXPECT_EQ(again.value().weights, model.value().weights);
  s.metadata["graph"] = "{}";
  EXPECT_FALSE(model_from_changed_bytes(bytes_from_safetensors(s), "x.partials").ok());
}

// Whatever the bytes are, looking for a checksum stays inside of them.
TEST(Checksum, ReadsNothingOutsideTheFile) {
  for (size_t n : {size_t{0}, size_t{7}, size_t{8}, size_t{40}, tiny_file().find("file_sha256") + 40}) {
    std::string cut = tiny_file().substr(0, n);
    EXPECT_EQ(checksum_of(cut), Checksum::none);
    renew_checksum(cut);
    EXPECT_EQ(cut, tiny_file().substr(0, n));
  }
}

}  // namespace
}  // namespace partials
