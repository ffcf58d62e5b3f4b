// SPDX-License-Identifier: MIT
// A window survives random input: clicks, drags, keys, sizes, drops of good and bad files, models that are
// loaded and unloaded, all from one seed. PARTIALS_STORM_SECONDS (10) and PARTIALS_STORM_SEED (1); run it for
// an hour before a release.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>

#include "checking_canvas.h"
#include "live_desk.h"

namespace partials::window {
namespace {

class Storm {
 public:
  explicit Storm(unsigned seed) : random_(seed), takes_(std::make_unique<Takes>()) {
    for (const char* name : {"violin", "flute", "a clarinet"}) models_.push_back(folders_.add_model(name));
    std::string bytes;
    std::getline(std::ifstream(models_[0], std::ios::binary), bytes, '\0');
    for (const char* bad : {"empty.partials", "text.partials", "half.partials", "x.wav", "y.flac", "z.txt"}) {
      std::ofstream file(folders_.file(bad), std::ios::binary);
      if (std::string(bad) == "half.partials")
        file << std::ifstream(models_[1], std::ios::binary).rdbuf();
      else if (std::string(bad) != "empty.partials")
        file << "this is not what its name says " << bytes.substr(0, 100);
      file.close();
      if (std::string(bad) == "half.partials")
        std::filesystem::resize_file(folders_.file(bad), std::filesystem::file_size(folders_.file(bad)) / 2);
      files_.push_back(folders_.file(bad));
    }
    files_.push_back(folders_.file("not there.partials"));
    files_.push_back(folders_.models());
    files_.push_back("");
    files_.insert(files_.end(), models_.begin(), models_.end());
    open();
  }

  void step() {
    Scene& s = scene();
    switch (below(27)) {
      case 0:
      case 1:
      case 2:
        move();
        s.press(x_, y_, one_in(4), time_ += one_in(3) ? 0.1 : 1);
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        move();
        s.move(x_, y_, one_in(4));
        break;
      case 7:
      case 8:
        s.release();
        break;
      case 9:
        s.press_right(x_, y_);
        break;
      case 10:
      case 11:
        s.wheel(x_, y_, static_cast<float>(below(7)) - 3, one_in(4));
        break;
      case 12:
      case 13:
        s.key(static_cast<Key>(below(15)), one_in(3));
        break;
      case 14:
        s.type(text());
        break;
      case 15:
        if (one_in(6)) s.resize(size(), size(), one_in(3) ? 2.f : 1.f);
        break;
      case 16:
        if (one_in(8)) s.drop({file(), file()});
        break;
      case 17:
        s.drag_over(one_in(3));
        break;
      case 18:
        s.leave();
        break;
      case 19:
        if (one_in(10))
          one_in(2) ? void(player().load(file()))
                    : void(player().restore(one_in(2) ? state_ : std::string("no state")));
        break;
      case 20:
        if (one_in(20)) state_ = player().state();
        break;
      case 21:
        note();
        break;
      case 22:
        if (one_in(200)) open(one_in(2) ? PlayerKind::effect : PlayerKind::instrument);
        break;
      case 24:
      case 25:
        type_key();
        break;
      case 26:
        if (one_in(10)) one_in(2) ? s.blur() : plug();
        break;
      default:
        draw();
    }
  }
  void draw() {
    desk_ ? desk_->play() : live_->play();
    if (scene().idle() || one_in(3)) {
      CheckingCanvas canvas(scene().whole());
      scene().draw(canvas);
      ASSERT_TRUE(canvas.whole_numbers());
      ASSERT_TRUE(canvas.clips_closed());
    }
  }
  void end() {
    scene().release();
    scene().blur();
    EXPECT_EQ(desk_ ? desk_->gestures : live_->gestures, 0);
    if (live_) {
      EXPECT_EQ(live_->player.down, 0);
    }
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  float size() { return one_in(4) ? static_cast<float>(below(5000)) : 640 + static_cast<float>(below(1400)); }
  std::string file() { return files_[static_cast<size_t>(below(static_cast<int>(files_.size())))]; }
  std::string text() {
    return std::vector<std::string>{
        "a", "ü", "音", "\x1b", "\xff", " ", "violin", ""}[static_cast<size_t>(below(8))];
  }
  void move() {
    const auto& parts = scene().parts();
    const Box all = scene().whole();
    const Box to = parts.empty() || one_in(4)
                       ? all
                       : parts[static_cast<size_t>(below(static_cast<int>(parts.size())))]->box;
    x_ = (to.x + to.w * static_cast<float>(below(120) - 10) / 100) * scene().unit();
    y_ = (to.y + to.h * static_cast<float>(below(120) - 10) / 100) * scene().unit();
  }
  void note() {
    const uint8_t on[] = {static_cast<uint8_t>(one_in(2) ? 0x90 : 0x80), static_cast<uint8_t>(30 + below(70)),
                          static_cast<uint8_t>(below(128))};
    player().midi(0, on, 3);
  }
  void open(PlayerKind kind = PlayerKind::instrument) {
    if (desk_ || live_) end();
    desk_.reset();
    live_.reset();
    if (one_in(2))
      live_ = std::make_unique<LiveDesk>(one_in(2) ? takes_.get() : nullptr);
    else
      desk_ = std::make_unique<Desk>(kind, one_in(2) ? takes_.get() : nullptr);
    player().load(models_[0]);
  }
  void type_key() {
    scene().typed_key({static_cast<TypedKey::What>(one_in(6) ? below(5) : 0), below(kTypedNotes)}, one_in(2));
  }
  // Cards, inputs and servers come and go.
  void plug() {
    if (!live_) return;
    RememberedSystem& system = live_->system;
    if (one_in(2)) {
      system.inputs.push_back({std::to_string(below(100)), text(), one_in(2)});
    } else {
      system.inputs.clear();
      system.there.resize(static_cast<size_t>(below(3)));
    }
    system.state.running = one_in(2);
    system.state.trouble = one_in(2) ? "" : "The server is gone; start it again.";
    ++system.changes;
  }
  Scene& scene() { return desk_ ? desk_->scene : live_->scene; }
  Player& player() { return desk_ ? desk_->player : live_->player.on(); }

  std::mt19937 random_;
  Folders folders_;
  std::unique_ptr<Takes> takes_;
  std::vector<std::string> models_, files_;
  std::unique_ptr<Desk> desk_;  // one of both is there
  std::unique_ptr<LiveDesk> live_;
  std::string state_;
  float x_ = 0, y_ = 0;
  double time_ = 0;
};

double asked(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atof(text) : otherwise;
}

TEST(WindowStorm, SurvivesRandomHandsAndFiles) {
  setenv("PARTIALS_PROGRAM", "/bin/false", 1);  // nothing is trained here
  Storm storm(static_cast<unsigned>(asked("PARTIALS_STORM_SEED", 1)));
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(asked("PARTIALS_STORM_SECONDS", 10));
  int64_t steps = 0;
  while (std::chrono::steady_clock::now() < end && !HasFatalFailure()) {
    storm.step();
    ++steps;
  }
  storm.end();
  RecordProperty("steps", static_cast<int>(steps));
  EXPECT_GT(steps, 100);
}

}  // namespace
}  // namespace partials::window
