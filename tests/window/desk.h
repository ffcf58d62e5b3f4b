// SPDX-License-Identifier: MIT
// A scene with a real player and its own folders, for tests: performs a shell's actions immediately.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "families/model_loading.h"
#include "player.h"
#include "scene.h"
#include "support/tiny_model.h"

namespace partials::window {

// Every folder that a window looks into, empty, and gone afterwards.
class Folders {
 public:
  Folders() {
    std::string name = (std::filesystem::temp_directory_path() / "partials-window-XXXXXX").string();
    path_ = mkdtemp(name.data()) ? name : ".";
    std::filesystem::create_directories(models());
    setenv("PARTIALS_MODEL_PATH", models().c_str(), 1);
    for (const char* xdg : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"})
      setenv(xdg, path_.c_str(), 1);
    setenv("XDG_DATA_DIRS", path_.c_str(), 1);
  }
  ~Folders() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  std::string models() const { return path_ + "/models"; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string add_model(const std::string& name) const {
    Model model = test::tiny_model();
    model.card.name = name;
    model.card.author = "Ann Author";
    model.card.licence = "CC0-1.0";
    model.card.description =
        "A model of nothing in particular, with a description that is long enough to be broken into several "
        "lines of text.";
    const std::string path = models() + "/" + name + ".partials";
    if (make_instrument_golden(model, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f)))
      (void)save_model(model, path);
    return path;
  }

 private:
  std::string path_;
};

class Desk final : private Shell {
 public:
  explicit Desk(PlayerKind kind = PlayerKind::instrument, Takes* takes = nullptr)
      : player(kind), scene(player, *this, takes) {
    player.activate(48000, 256);
  }

  void play(int frames = 256) {
    float left[256], right[256];
    float* out[] = {left, right};
    player.process(nullptr, 0, out, 2, frames);
  }

  Player player;
  Scene scene;
  int gestures = 0;  // begun and not ended
  int asked = 0, moved = 0;
  std::vector<std::string> loads;
  bool load_model(const std::string& path) { return player.load(path); }

 private:
  void begin(int) override { ++gestures; }
  void set(int parameter, float value) override {
    ++moved;
    player.engine().set_value(parameter, value);
  }
  void end(int) override { --gestures; }
  void load(const std::string& path) override {
    loads.push_back(path);
    player.load(path);
  }
  void ask_for(Wanted) override { ++asked; }
  double rate_hz() const override { return 48000; }
};

}  // namespace partials::window
