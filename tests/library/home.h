// SPDX-License-Identifier: MIT
// Private XDG folders for a test, and helpers that wait for concurrent events.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "families/model_loading.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

namespace partials::test {

class Home : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "partials-library-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    home_ = name;
    ::setenv("HOME", name.c_str(), 1);
    ::setenv("XDG_DATA_HOME", (name + "/data").c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", (name + "/config").c_str(), 1);
    ::setenv("XDG_DATA_DIRS", (name + "/system").c_str(), 1);
    ::setenv("PARTIALS_PROGRAM", PARTIALS_TEST_PROGRAM, 1);
    ::unsetenv("PARTIALS_MODEL_PATH");
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  std::string models() const { return home_ + "/data/partials/models"; }

  // Waits up to `seconds` for what `done` says; false: it did not come.
  template <class Done>
  static bool wait_for(Done done, double seconds = 20) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!done()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
  }

  // A model that sounds, with this card.
  static std::string save(const std::string& path, const Card& card, uint64_t seed = 1) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    Model m = tiny_model(seed);
    m.card = card;
    EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(5, 440.f), std::vector<float>(5, -20.f)));
    const auto saved = save_model(m, path);
    EXPECT_TRUE(saved) << saved.error().text;
    return path;
  }
  static void write_text(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  std::string home_;
};

inline Card card(const std::string& name, const std::string& author = "",
                 std::vector<std::string> tags = {}) {
  Card c;
  c.name = name;
  c.author = author;
  c.tags = std::move(tags);
  return c;
}

}  // namespace partials::test
