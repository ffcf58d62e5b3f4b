// SPDX-License-Identifier: MIT
// Guards against: a model whose partials and noise bands cannot be shown or edited because its graph is
// unusual.
#include "status.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>

#include "families/model_loading.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

Status status_of_preset(const std::string& preset) {
  Model m = test::tiny_model(1, preset);
  EXPECT_TRUE(make_instrument_golden(m, std::vector<float>(50, 440.f), std::vector<float>(50, -20.f)));
  const std::string path = testing::TempDir() + "partials_status_" + std::to_string(getpid()) + ".partials";
  EXPECT_TRUE(save_model(m, path));
  Session s(PlayerKind::instrument);
  EXPECT_TRUE(s.load_file(path));
  std::remove(path.c_str());
  return status_of(s);
}

TEST(Status, TellsPartialsAndBandsOfEveryPreset) {
  for (const auto& [preset, partials, bands, highest_hz] : {std::tuple{"small", 60, 64, 16000.f},
                                                            {"standard", 100, 64, 16000.f},
                                                            {"reference", 100, 65, 8000.f}}) {
    const Status s = status_of_preset(preset);
    EXPECT_EQ(s.partials, partials) << preset;
    EXPECT_EQ(s.band_hz.size(), static_cast<size_t>(bands)) << preset;
    ASSERT_FALSE(s.band_hz.empty()) << preset;
    EXPECT_NEAR(s.band_hz.back(), highest_hz, 1) << preset;
    EXPECT_EQ(s.band_width_hz.size(), s.band_hz.size()) << preset;
  }
}

}  // namespace
}  // namespace partials
