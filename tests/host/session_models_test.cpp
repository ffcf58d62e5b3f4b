// SPDX-License-Identifier: MIT
// Guards against: a project that no longer opens because its model is from before checksums, one whose model
// was damaged and sounds all the same.
#include <gtest/gtest.h>

#include <cstdlib>

#include "host/session.h"
#include "support/old_model_file.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

Model sounding() {
  Model m = test::tiny_model();
  m.card.name = "Oboe";
  EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(5, 440.f), std::vector<float>(5, -20.f)));
  return m;
}

TEST(SessionModels, ProjectsWithOldAndNewFilesComeBack) {
  for (const std::string& file : {test::old_model_file(sounding()), bytes_from_model(sounding())}) {
    Session one(PlayerKind::instrument), two(PlayerKind::instrument);
    ASSERT_TRUE(one.load_bytes(file, "oboe.partials", ""));
    const std::string project = one.save();
    EXPECT_EQ(project.substr(project.size() - file.size()), file)
        << "the project holds other bytes than the file";
    ASSERT_TRUE(two.restore(project));
    EXPECT_EQ(two.model().name, "Oboe");
    EXPECT_EQ(two.message(), "") << "an old file is no fault of the player";
    EXPECT_EQ(two.save(), project);
  }
}

TEST(SessionModels, ADamagedModelInsideAProjectIsNotPlayed) {
  setenv("HOME", "/nonexistent", 1);
  setenv("XDG_DATA_HOME", "/nonexistent", 1);
  setenv("XDG_DATA_DIRS", "/nonexistent", 1);
  Session one(PlayerKind::instrument), two(PlayerKind::instrument);
  ASSERT_TRUE(one.load_bytes(bytes_from_model(sounding()), "oboe.partials", ""));
  std::string project = one.save();
  project[project.size() - 1] ^= 1;
  EXPECT_FALSE(two.restore(project));
  EXPECT_NE(two.message().find("'Oboe'"), std::string::npos) << two.message();
}

}  // namespace
}  // namespace partials
