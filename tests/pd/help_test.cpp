// SPDX-License-Identifier: MIT
// Every help patch sounds at the first click: its toggle is switched on as a click would, and what it sends
// to the sound card is neither silent nor anything but numbers. As Pd renders faster than models load here,
// what loads a model is told to wait first. Keeps away help patches that do not work.
#include <cmath>
#include <filesystem>
#include <set>
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

const std::set<std::string> kLoad = {"partials~",      "partials.fx~",    "partials.decoder~",
                                     "partials.bank~", "partials.noise~", "partials.room~"};

// Appends `wait` for every object that loads a model, in the canvas that holds it.
std::string with_waits(const std::string& patch) {
  struct Canvas {
    int objects = 0;
    std::vector<int> loading;
  };
  const auto waits = [](const Canvas& canvas) {
    std::string text;
    int n = canvas.objects;
    for (const int object : canvas.loading) {
      text += "#X obj 0 0 loadbang;\n#X msg 0 0 wait;\n#X connect " + std::to_string(n) + " 0 " +
              std::to_string(n + 1) + " 0;\n#X connect " + std::to_string(n + 1) + " 0 " +
              std::to_string(object) + " 0;\n";
      n += 2;
    }
    return text;
  };
  std::string out;
  std::vector<Canvas> open;
  std::istringstream lines(patch);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#N canvas")) open.emplace_back();
    if (line.starts_with("#X restore")) {
      out += waits(open.back());
      open.pop_back();
    }
    std::istringstream words(line);
    std::string mark, kind, x, y, name;
    words >> mark >> kind >> x >> y >> name;
    if (mark == "#X" && kind == "obj" && kLoad.contains(name.substr(0, name.find(';'))))
      open.back().loading.push_back(open.back().objects);
    if (mark == "#X" && kind != "connect" && kind != "coords") ++open.back().objects;
    out += line + "\n";
  }
  return out + waits(open.back());
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
  std::ofstream(folder.file("help.pd")) << with_waits(patch);
  std::ofstream(folder.file("test_recorder.pd")) << recorder(folder.file("heard.wav"));
  const std::string console = open_in_pd(folder.file("help.pd"), kRate);
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
