// SPDX-License-Identifier: MIT
// Guards against: incomplete files after a failed write, blocking on a pipe in place of a model, hashes that
// differ from the standard's.
#include "system/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/sha256.h"

namespace partials {
namespace {

// FIPS 180-4 examples and the million-a vector.
TEST(Sha256, PublishedVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesOfAnySizeGiveTheSameHash) {
  const std::string text(1000, 'x');
  Sha256 s;
  for (size_t at = 0, n = 1; at < text.size(); at += n, n = n % 97 + 13)
    s.update(text.data() + at, std::min(n, text.size() - at));
  std::string hex;
  for (const uint8_t b : s.finish()) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", b);
    hex += two;
  }
  EXPECT_EQ(hex, sha256_hex(text));
}

TEST(File, RoundTripAndBounds) {
  const std::string path = testing::TempDir() + "partials_file_test.bin";
  const std::string bytes("\0abc\xff", 5);
  ASSERT_TRUE(atomic_write(path, "older and longer content").ok());
  ASSERT_TRUE(atomic_write(path, bytes).ok());
  EXPECT_EQ(read_file(path, 5).value(), bytes);
  const auto bounded = read_file(path, 4);
  ASSERT_FALSE(bounded.ok());
  EXPECT_NE(bounded.error().text.find("5 bytes"), std::string::npos) << bounded.error().text;
  std::filesystem::remove(path);
  EXPECT_FALSE(read_file(path, 100).ok());
  EXPECT_FALSE(read_file(testing::TempDir(), 100).ok());
}

TEST(File, AFailedWriteLeavesNothing) {
  EXPECT_FALSE(atomic_write("/nonexistent-folder/x", "data").ok());
  const std::string folder = testing::TempDir() + "partials_write_test";
  std::filesystem::create_directories(folder + "/target");  // a folder cannot be replaced by a file
  EXPECT_FALSE(atomic_write(folder + "/target", "data").ok());
  int files = 0;
  for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator(folder)) ++files;
  EXPECT_EQ(files, 1);
  std::filesystem::remove_all(folder);
}

TEST(File, ALinkStaysOneAndItsTargetIsWritten) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "partials_link_test";
  fs::create_directories(folder / "elsewhere");
  fs::create_symlink("elsewhere/first", folder / "link");  // to a file that is not there yet
  fs::create_symlink(folder / "link", folder / "link_to_link");
  for (const char* bytes : {"new", "newer"}) {
    for (const char* name : {"link", "link_to_link"}) {
      ASSERT_TRUE(atomic_write((folder / name).string(), bytes).ok());
      EXPECT_TRUE(fs::is_symlink(folder / name));
      EXPECT_EQ(read_file((folder / "elsewhere/first").string(), 10).value(), bytes);
    }
  }
  fs::create_symlink("round", folder / "round");  // to itself
  EXPECT_FALSE(read_file((folder / "round").string(), 10).ok());
  fs::create_symlink("/dev/full", folder / "device");
  EXPECT_FALSE(atomic_write((folder / "device").string(), "data").ok());
  EXPECT_FALSE(fs::exists(folder / "elsewhere/first.part"));
  fs::remove_all(folder);
}

TEST(ReadFile, APipeIsRefusedAtOnce) {
  const std::string path = testing::TempDir() + "partials_pipe.partials";
  std::filesystem::remove(path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(read_file(path, 100));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace partials
