// SPDX-License-Identifier: MIT
// Guards against: a "next model" that stands still at the end of a folder, or that fails where the model
// playing lies elsewhere.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "host/session.h"

namespace partials {
namespace {

TEST(ModelFolders, NextAndPreviousGoRound) {
  const std::string folder = testing::TempDir() + "partials_model_folders";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const char* name : {"a", "b", "c"}) std::ofstream(folder + "/" + name + ".partials") << name;
  std::ofstream(folder + "/no_model.txt") << "x";
  setenv("PARTIALS_MODEL_PATH", folder.c_str(), 1);
  setenv("XDG_DATA_HOME", folder.c_str(), 1);
  setenv("XDG_DATA_DIRS", folder.c_str(), 1);
  const auto file = [&](const char* name) { return folder + "/" + name + ".partials"; };
  EXPECT_EQ(model_beside(file("a"), 1), file("b"));
  EXPECT_EQ(model_beside(file("c"), 1), file("a"));
  EXPECT_EQ(model_beside(file("a"), -1), file("c"));
  EXPECT_EQ(model_beside(file("b"), -5), file("c"));
  EXPECT_EQ(model_beside("/elsewhere/violin.partials", 1), file("a"));
  EXPECT_EQ(model_beside("/elsewhere/violin.partials", -1), file("c"));
  std::filesystem::remove_all(folder);
  EXPECT_EQ(model_beside("", 1), "");
}

}  // namespace
}  // namespace partials
