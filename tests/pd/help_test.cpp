// SPDX-License-Identifier: MIT
// Every help patch sounds at the first click: its toggle is switched on as a click would, and what it sends
// to the sound card is neither silent nor anything but numbers. Keeps away help patches that do not work.
#include <cmath>
#include <filesystem>
#include <sstream>

#include "pd_run.h"

namespace partials::test {
namespace {

namespace fs = std::filesystem;
constexpr double kRate = 48000, kSeconds = 3;

std::vector<std::string> help_patches() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(PARTIALS_SOURCE_DIR "/apps/pd/help"))
    found.push_back(entry.path().string());
  std::sort(found.begin(), found.end());
  return found;
}

// What a help patch's [dac~] becomes: a recorder, which also clicks the toggle.
std::string recorder(const std::string& wav) {
  PatchText p;
  const int left = p.object("inlet~"), right = p.object("inlet~");
  const int click = p.object("s partials_help_dsp");
  p.at(1000, "1", click);  // a person looks first
  record(p, {{left, 0}, {right, 0}}, kRate, kSeconds, wav);
  return p.text();
}

class Help : public WithPd, public testing::WithParamInterface<std::string> {};

TEST_P(Help, SoundsAtTheFirstClick) {
  std::stringstream text;
  text << std::ifstream(GetParam()).rdbuf();
  std::string patch = text.str();
  const size_t dac = patch.find(" dac~;");
  ASSERT_NE(dac, std::string::npos) << "it sends nothing to the sound card";
  patch.replace(dac, 6, " test_recorder;");
  const TemporaryFolder folder;
  std::ofstream(folder.file("help.pd")) << patch;
  std::ofstream(folder.file("test_recorder.pd")) << recorder(folder.file("heard.wav"));
  const std::string console = open_in_pd(folder.file("help.pd"), kRate, "", true);
  EXPECT_EQ(console.find("couldn't create"), std::string::npos) << console;
  EXPECT_EQ(console.find("error"), std::string::npos) << console;
  const auto heard = read_channels(folder.file("heard.wav"));  // refuses NaN and infinity
  ASSERT_TRUE(heard.ok()) << heard.error().text << console;
  EXPECT_GT(peak_of(heard.value().samples), 0.01f) << console;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = fs::path(info.param).stem().string();
  std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
  return name;
}
INSTANTIATE_TEST_SUITE_P(Patches, Help, testing::ValuesIn(help_patches()), name_of);

}  // namespace
}  // namespace partials::test
