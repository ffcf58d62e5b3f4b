// SPDX-License-Identifier: MIT
// Guards against: a preset that cannot be saved, found, renamed or restored by mouse and keyboard; one that
// is replaced without a question; a header that does not show changes, or names a preset that is not loaded.
#include "presets.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "checking_canvas.h"
#include "desk.h"

namespace partials::window {
namespace {

class WindowPresets : public testing::Test {
 protected:
  void SetUp() override {
    path_ = folders_.add_model("one");
    other_ = folders_.add_model("two");
    desk_ = std::make_unique<Desk>();
    ASSERT_TRUE(desk_->player.load(path_));
    scene().resize(kFirstWidth, kFirstHeight, 1);
    settle();
  }
  Scene& scene() { return desk_->scene; }
  const Part* part(const std::string& id) {
    for (const auto& p : scene().parts())
      if (p->id == id) return p.get();
    return nullptr;
  }
  void click(const std::string& id) {
    const Part* p = part(id);
    ASSERT_TRUE(p) << id;
    click_at({p->box.middle().x, p->box.middle().y});
  }
  void click_at(Point at) {
    scene().press(at.x * scene().unit(), at.y * scene().unit(), false, time_ += 1);
    scene().release();
    scene().idle();
  }
  void type(const std::string& text) {
    for (const char letter : text) EXPECT_TRUE(scene().type(std::string(1, letter)));
    scene().idle();
  }
  // Until what was asked for is done, and the folders have been looked at.
  template <class Done>
  bool until(Done done) {
    for (int i = 0; i < 1000; ++i, usleep(5000))
      if (scene().idle(), done()) {
        settle();
        return true;
      }
    return false;
  }
  void settle() {
    for (int i = 0; i < 1000 && scene().library().busy(); ++i) {
      usleep(5000);
      scene().idle();
    }
    scene().idle();
  }
  std::string in_use() { return scene().status().preset ? scene().status().preset->name : ""; }
  bool save_as(const std::string& name) {
    click("save");
    for (size_t n = scene().state().preset_name.text.size(); n > 0; --n) scene().key(Key::backspace, false);
    type(name);
    EXPECT_TRUE(scene().key(Key::enter, false));
    return until([&] { return in_use() == name && scene().library().entry(preset_path(name)); });
  }
  float breath() { return desk_->player.value(kMacro1); }
  void set_breath(float value) {
    desk_->player.engine().set_value(kMacro1, value);
    scene().idle();
  }

  Folders folders_;
  std::string path_, other_;
  std::unique_ptr<Desk> desk_;
  double time_ = 0;
};

TEST_F(WindowPresets, ASoundIsSavedUnderANameAndComesBack) {
  set_breath(0.2f);
  ASSERT_TRUE(save_as("Soft evening"));
  EXPECT_EQ(title_of(scene()), "one – Soft evening");
  EXPECT_EQ(scene().state().naming, Naming::none);
  set_breath(0.9f);
  EXPECT_EQ(title_of(scene()), "one – Soft evening *");
  click("next");
  EXPECT_EQ(title_of(scene()), "two");
  click("previous");
  EXPECT_EQ(title_of(scene()), "one – Soft evening");
  EXPECT_FLOAT_EQ(breath(), 0.2f);
}

TEST_F(WindowPresets, AnotherOfThisNameIsReplacedAfterAQuestionOnly) {
  set_breath(0.2f);
  ASSERT_TRUE(save_as("a"));
  set_breath(0.7f);
  click("save");
  EXPECT_EQ(scene().state().preset_name.text, "a");
  scene().key(Key::enter, false);
  scene().idle();
  EXPECT_NE(scene().state().notice.find("“a” exists already"), std::string::npos);
  EXPECT_FLOAT_EQ(read_preset(preset_path("a")).value().settings.values[kMacro1], 0.2f);
  EXPECT_TRUE(scene().key(Key::escape, false));
  EXPECT_EQ(scene().state().naming, Naming::none);
  click("save");
  scene().key(Key::enter, false);
  scene().idle();
  click("preset:submit");
  ASSERT_TRUE(until([&] { return title_of(scene()) == "one – a"; }));
  EXPECT_FLOAT_EQ(read_preset(preset_path("a")).value().settings.values[kMacro1], 0.7f);
}

TEST_F(WindowPresets, ADifferentNameIsAskedForAfterTyping) {
  ASSERT_TRUE(save_as("a"));
  click("save");
  scene().key(Key::enter, false);
  scene().idle();
  EXPECT_TRUE(scene().state().name_taken);
  type("b");
  EXPECT_FALSE(scene().state().name_taken);
  EXPECT_EQ(scene().state().notice, "");
  scene().key(Key::enter, false);
  EXPECT_TRUE(until([&] { return in_use() == "ab"; }));
}

TEST_F(WindowPresets, TheListPlaysOneByAClickAndTheCardRenamesAndRemoves) {
  set_breath(0.2f);
  ASSERT_TRUE(save_as("a"));
  ASSERT_TRUE(desk_->player.load(other_));
  scene().show(Page::browse);
  settle();
  const Part* list = part("list");
  ASSERT_TRUE(list);
  click_at({list->box.right() - 20, list->box.y + 46 * 1.5f});  // below its model "one"
  EXPECT_EQ(title_of(scene()), "one – a");
  click("card:rename");
  type("bc");
  EXPECT_TRUE(scene().key(Key::enter, false));
  ASSERT_TRUE(until([&] { return in_use() == "abc" && scene().library().entry(preset_path("abc")); }));
  EXPECT_FALSE(std::filesystem::exists(preset_path("a")));
  click("card:remove");
  ASSERT_TRUE(until([&] { return !std::filesystem::exists(preset_path("abc")) && part("preset:undo"); }));
  EXPECT_FALSE(scene().library().entry(preset_path("abc")));
  click("preset:undo");
  EXPECT_TRUE(until([&] { return scene().library().entry(preset_path("abc")) != nullptr; }));
  EXPECT_FALSE(part("preset:undo"));
}

TEST_F(WindowPresets, OneWhoseModelIsGoneSaysSoAndPlaysOn) {
  ASSERT_TRUE(save_as("a"));
  std::filesystem::remove(path_);
  ASSERT_TRUE(desk_->player.load(other_));
  scene().drop({preset_path("a")});
  scene().idle();
  EXPECT_EQ(title_of(scene()), "two");
  EXPECT_NE(scene().status().message.find("'one', which is not on this machine"), std::string::npos)
      << scene().status().message;
}

TEST_F(WindowPresets, OneOfTheFirstSoundNeedsNoFile) {
  Desk fresh;
  fresh.player.load_first();
  const Status first = fresh.player.status();
  ASSERT_TRUE(save_preset({"dawn", {first.model, first.path, first.sha256}, {}}, false));
  desk_->player.engine().set_value(kMacro1, 0.1f);
  scene().drop({preset_path("dawn")});
  scene().idle();
  EXPECT_EQ(title_of(scene()), "Violin – dawn") << scene().status().message;
  EXPECT_EQ(breath(), 0.5f);
  scene().show(Page::browse);
  settle();
  const auto e = scene().library().entry(preset_path("dawn"));
  EXPECT_TRUE(e && has_model(scene(), *e));
}

TEST_F(WindowPresets, EveryPageOfThemFitsAnySize) {
  ASSERT_TRUE(save_as(
      "A name that is so long that no list and no head of a window can show the whole of it at once"));
  set_breath(0.3f);
  for (const Point size : {Point{640, 420}, Point{1000, 660}, Point{1900, 1200}})
    for (const bool naming : {false, true}) {
      scene().resize(size.x, size.y, 1);
      naming ? begin_saving(scene()) : scene().show(Page::browse);
      settle();
      CheckingCanvas canvas(scene().whole());
      scene().draw(canvas);
      EXPECT_TRUE(canvas.whole_numbers() && canvas.clips_closed());
      for (const Written& w : canvas.written)
        EXPECT_TRUE(w.clipped || (w.box.x >= -1 && w.box.right() <= scene().whole().w + 1)) << w.text;
    }
}

}  // namespace
}  // namespace partials::window
