// SPDX-License-Identifier: MIT
// Guards against: parts that cover each other, that leave the window, that are too small to hit, and
// truncated text, at any size and scale.
#include <gtest/gtest.h>

#include <fstream>

#include "checking_canvas.h"
#include "live_desk.h"

namespace partials::window {
namespace {

struct Size {
  float w, h, scale;
};
constexpr Size kSizes[] = {{640, 420, 1},  {700, 900, 1},     {1000, 660, 1},  {1280, 720, 1},
                           {1600, 420, 1}, {1920, 1080, 1},   {3840, 2160, 1}, {3840, 2160, 2},
                           {1280, 840, 2}, {1500, 990, 1.5f}, {2560, 1080, 1}, {960, 2000, 1}};

bool behind(const Part& p) { return p.id.rfind("plate:", 0) == 0; }

bool overlap(const Box& a, const Box& b) {
  constexpr float kTouch = 0.01f;
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() &&
         b.y + kTouch < a.bottom();
}

void judge(Scene& scene, const std::string& what) {
  CheckingCanvas canvas(scene.whole());
  scene.idle();
  scene.draw(canvas);
  EXPECT_TRUE(canvas.whole_numbers()) << what;
  EXPECT_TRUE(canvas.clips_closed()) << what;
  const Box all = scene.whole();
  const auto& parts = scene.parts();
  ASSERT_GT(parts.size(), 8u) << what;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Part& p = *parts[i];
    EXPECT_TRUE(p.box.x >= 0 && p.box.y >= 0 && p.box.right() <= all.w + 0.01f &&
                p.box.bottom() <= all.h + 0.01f)
        << what << ": " << p.id << " leaves the window";
    EXPECT_TRUE(!p.active() || (p.box.w >= 12 && p.box.h >= 12))
        << what << ": " << p.id << " is " << p.box.w << " by " << p.box.h;
    for (size_t j = 0; j < i; ++j)
      EXPECT_TRUE(behind(p) || behind(*parts[j]) || !overlap(p.box, parts[j]->box))
          << what << ": " << p.id << " covers " << parts[j]->id;
    for (size_t j = 0; j < i; ++j) EXPECT_NE(p.id, parts[j]->id) << what;
  }
  for (const Written& w : canvas.written)
    EXPECT_TRUE(w.clipped ||
                (w.box.x >= -1 && w.box.right() <= all.w + 1 && w.box.y >= -1 && w.box.bottom() <= all.h + 1))
        << what << ": '" << w.text << "' is cut off";
}

void judge_all(Scene& scene, const std::string& what) {
  for (const Size& size : kSizes)
    for (const Page page : {Page::play, Page::settings, Page::browse, Page::train, Page::record}) {
      scene.resize(size.w, size.h, size.scale);
      scene.show(page);
      judge(scene, what + " page " + std::to_string(static_cast<int>(page)) + " at " +
                       std::to_string(static_cast<int>(size.w)) + "x" +
                       std::to_string(static_cast<int>(size.h)));
    }
}

TEST(WindowLayout, WithoutAModel) {
  Folders folders;
  for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
    Desk desk(kind);
    judge_all(desk.scene, "without a model");
  }
}

TEST(WindowLayout, WithAModelAMessageAndMuted) {
  Folders folders;
  const std::string path =
      folders.add_model("A name of a model that is much longer than anybody would want to call one, really");
  for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
    Takes takes;
    Desk desk(kind, &takes);
    ASSERT_TRUE(desk.player.load(path));
    judge_all(desk.scene, "with a model");
    desk.player.engine().set_value(kOutput, kParameters[kOutput].min);
    desk.scene.drop({folders.file("nothing.txt")});
    judge_all(desk.scene, "muted, with a message");
    for (const char* name : {"b.wav", "a recording with a name that is much longer than fits.wav"})
      std::ofstream(folders.file(name)) << "x";
    desk.scene.drop({folders.file("b.wav")});
    judge_all(desk.scene, "one recording of a folder");
  }
}

TEST(WindowLayout, AProgramOfItsOwn) {
  Folders folders;
  Takes takes;
  LiveDesk desk(&takes);
  judge_all(desk.scene, "no model");
  ASSERT_TRUE(desk.load_model(folders.add_model(
      "A name of a model that is much longer than anybody would want to call one, really")));
  for (const bool sung : {false, true}) {
    desk.scene.set_kind(sung ? PlayerKind::effect : PlayerKind::instrument);
    for (const bool audio : {false, true}) {
      desk.scene.state().audio = audio;
      desk.scene.state().keys = audio ? Keys::shown : Keys::fitting;
      desk.system.inputs.clear();
      desk.system.state = {true, true, "jack", "JACK", 48000, 256, 11.4, ""};
      ++desk.system.changes;
      judge_all(desk.scene, std::string("all is well, ") + (sung ? "sung" : "notes"));
      desk.system.inputs = {{"a", "A keyboard", true},
                            {"b", "Another one with a name that is longer than any line", false}};
      desk.system.state = {false,
                           false,
                           "gone",
                           "",
                           0,
                           0,
                           0,
                           "The sound card that was chosen, “A card with quite a long name”, is not there "
                           "any more; connect it again, or choose "
                           "another output under Settings, Audio and MIDI: this goes on by itself."};
      ++desk.system.changes;
      judge_all(desk.scene, std::string("trouble, ") + (sung ? "sung" : "notes"));
    }
  }
}

TEST(WindowLayout, AMissingModel) {
  Folders folders;
  Model model = test::tiny_model();
  model.card.redistribute = false;
  const std::string path = folders.file("gone.partials");
  ASSERT_TRUE(make_instrument_golden(model, std::vector<float>(20, 440.f), std::vector<float>(20, -20.f)) &&
              save_model(model, path));
  Desk before;
  ASSERT_TRUE(before.player.load(path));
  const std::string state = before.player.state();
  std::filesystem::remove(path);
  Desk desk;
  desk.player.restore(state);
  judge_all(desk.scene, "missing");
  desk.scene.show(Page::play);
  CheckingCanvas canvas(desk.scene.whole());
  desk.scene.draw(canvas);
  bool said = false;
  for (const Written& w : canvas.written) said |= w.text.find("is missing") != std::string::npos;
  EXPECT_TRUE(said);
}

}  // namespace
}  // namespace partials::window
