// SPDX-License-Identifier: MIT
// The plug-in files under test, a model for them on disk, players of both kinds, and the library to compare
// them with. Events that a format cannot carry are left out of the library's input (carried() in script.h),
// so that every test holds for every format.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <sstream>

#include "families/model_loading.h"
#include "host/session.h"
#include "hosted.h"
#include "script.h"
#include "support/sounds.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials::hosting {

// KIND in a name stands for instrument and effect, where a format has a bundle for each.
inline std::vector<std::string> plugin_files() {
  std::vector<std::string> files;
  std::istringstream list(PARTIALS_PLUGIN_FILES);
  for (std::string file; std::getline(list, file, '|');) files.push_back(file);
  return files;
}

// A model file that is gone when the test is.
class ModelFile {
 public:
  explicit ModelFile(uint64_t seed = 1, bool redistribute = true)
      : path_(folder() + "/" + std::to_string(seed) + ".partials"), model_(test::tiny_model(seed)) {
    std::filesystem::create_directories(folder());
    model_.card.redistribute = redistribute;
    EXPECT_TRUE(make_instrument_golden(model_, std::vector<float>(50, 440.f), std::vector<float>(50, -20.f)));
    EXPECT_TRUE(save_model(model_, path_));
  }
  ~ModelFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    std::filesystem::remove(folder(), ignored);  // fails while another model is in it
  }
  const std::string& path() const { return path_; }
  // Nothing else writes models here, so a test may count what a model folder holds.
  static std::string folder() { return testing::TempDir() + "partials_hosts_" + std::to_string(getpid()); }

 private:
  std::string path_;
  Model model_;
};

// A model as a player has set it, in a folder of its own.
class PresetFile {
 public:
  explicit PresetFile(const ModelFile& model) {
    std::string name = (std::filesystem::temp_directory_path() / "partials-plugin-presets-XXXXXX").string();
    folder_ = ::mkdtemp(name.data()) ? name : ".";
    Session s(PlayerKind::instrument);
    EXPECT_TRUE(s.load_file(model.path()));
    Preset p{"Soft evening", s.model(), {}};
    p.settings.values[kMacro1] = 0.15f;
    p.settings.values[kTune] = 31;
    p.settings.partials_db[1] = -20;
    std::filesystem::create_directories(folder_ + "/partials/presets");
    EXPECT_TRUE(atomic_write(path(), text_from_preset(p)));
  }
  ~PresetFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/partials/presets/Soft evening.partials-preset"; }
  const std::string& data_home() const { return folder_; }

 private:
  std::string folder_;
};

inline std::unique_ptr<Hosted> open(const std::string& file, PlayerKind kind) {
  std::string path = file;
  if (const size_t at = path.find("KIND"); at != std::string::npos)
    path.replace(at, 4, kind == PlayerKind::effect ? "effect" : "instrument");
  auto opened = open_plugin(path, kind);
  EXPECT_TRUE(opened.ok()) << opened.error().text;
  return opened ? std::move(opened).value() : nullptr;
}

inline double peak(const std::vector<float>& x, size_t from = 0, size_t to = ~size_t{0}) {
  double most = 0;
  for (size_t i = from; i < std::min(to, x.size()); ++i)
    most = std::max(most, std::fabs(static_cast<double>(x[i])));
  return most;
}

inline std::string format_of(const testing::TestParamInfo<std::string>& info) {
  return info.param.substr(info.param.rfind('.') + 1);
}

class Plugin : public testing::TestWithParam<std::string> {
 protected:
  ModelFile model_;
  std::unique_ptr<Hosted> player(PlayerKind kind, double rate_hz = 48000, int max_block = 8192) {
    auto p = open(GetParam(), kind);
    EXPECT_TRUE(p->load_model(model_.path()));
    EXPECT_TRUE(p->activate(rate_hz, max_block));
    return p;
  }
  StereoSound library(PlayerKind kind, double rate_hz, int max_block, Script script) {
    Session s(kind);
    EXPECT_TRUE(s.load_file(model_.path()));
    EXPECT_TRUE(s.engine().prepare(rate_hz, max_block));
    script.events = carried(open(GetParam(), kind)->abilities(), script.events);
    return play(s.engine(), script);
  }
  void expect_clean(Hosted& p) {
    p.idle();
    EXPECT_EQ(p.allocations(), 0);
    EXPECT_EQ(p.log(), "");
  }
};

}  // namespace partials::hosting
