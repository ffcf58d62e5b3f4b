// SPDX-License-Identifier: MIT
// Guards against: clicks that go to the wrong thing, gestures that never end (a host then records for ever),
// keys that the host does not get, and a window that redraws although nothing has changed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "checking_canvas.h"
#include "desk.h"

namespace partials::window {
namespace {

class WindowGestures : public testing::Test {
 protected:
  void SetUp() override {
    path_ = folders_.add_model("one");
    other_ = folders_.add_model("two");
    desk_ = std::make_unique<Desk>();
    ASSERT_TRUE(desk_->player.load(path_));
    scene().resize(kFirstWidth, kFirstHeight, 1);
    scene().idle();
  }
  Scene& scene() { return desk_->scene; }
  const Part* part(const std::string& id) {
    for (const auto& p : scene().parts())
      if (p->id == id) return p.get();
    return nullptr;
  }
  Point middle(const std::string& id) {
    const Part* p = part(id);
    EXPECT_TRUE(p) << id;
    return p ? Point{p->box.middle().x * scene().unit(), p->box.middle().y * scene().unit()} : Point{};
  }
  void click(const std::string& id) {
    const Point at = middle(id);
    scene().press(at.x, at.y, false, time_ += 1);
    scene().release();
    scene().idle();
  }
  void settle() {
    for (int i = 0; i < 200 && scene().library().busy(); ++i) {
      usleep(10000);
      scene().idle();
    }
    scene().idle();
  }

  Folders folders_;
  std::string path_, other_;
  std::unique_ptr<Desk> desk_;
  double time_ = 0;
};

TEST_F(WindowGestures, AKnobIsDraggedAndComesBackByADoubleClick) {
  const Point at = middle("p:output");
  scene().press(at.x, at.y, false, 10);
  scene().move(at.x, at.y + 40, false);
  EXPECT_EQ(desk_->gestures, 1);
  scene().release();
  EXPECT_EQ(desk_->gestures, 0);
  EXPECT_LT(desk_->player.value(kOutput), -5);
  scene().press(at.x, at.y, false, 20);
  scene().release();
  scene().press(at.x, at.y, false, 20.1);
  scene().release();
  EXPECT_EQ(desk_->player.value(kOutput), 0);
}

TEST_F(WindowGestures, AResizeEndsAGesture) {
  const Point at = middle("p:output");
  scene().press(at.x, at.y, false, 10);
  scene().resize(1400, 800, 1);
  EXPECT_EQ(desk_->gestures, 0);
  scene().move(at.x, at.y + 40, false);
  scene().idle();
  EXPECT_EQ(desk_->player.value(kOutput), 0);
}

TEST_F(WindowGestures, KeysBelongToTheHostUntilTabLeadsThemHere) {
  EXPECT_FALSE(scene().key(Key::space, false));
  EXPECT_FALSE(scene().key(Key::left, false));
  EXPECT_TRUE(scene().key(Key::tab, false));
  int stops = 0;
  for (; stops < 100 && scene().hint().find("Output") == std::string::npos; ++stops)
    scene().key(Key::tab, false);
  ASSERT_LT(stops, 100);
  EXPECT_TRUE(scene().key(Key::down, false));
  EXPECT_LT(desk_->player.value(kOutput), 0);
  EXPECT_TRUE(scene().key(Key::escape, false));
  EXPECT_FALSE(scene().key(Key::down, false));
}

TEST_F(WindowGestures, ASearchFindsAndEnterPlays) {
  settle();
  click("browse");
  settle();
  for (const char letter : std::string("two")) EXPECT_TRUE(scene().type(std::string(1, letter)));
  scene().idle();
  EXPECT_TRUE(scene().key(Key::enter, false));
  EXPECT_EQ(desk_->player.model_path(), other_);
  EXPECT_TRUE(scene().key(Key::escape, false));
  EXPECT_EQ(scene().state().page, Page::play);
}

TEST_F(WindowGestures, NextAndFavourite) {
  settle();
  click("next");
  EXPECT_EQ(desk_->player.model_path(), other_);
  click("previous");
  EXPECT_EQ(desk_->player.model_path(), path_);
  click("favourite");
  for (int i = 0; i < 200 && !scene().library().entry(path_)->favourite; ++i) usleep(10000);
  EXPECT_TRUE(scene().library().entry(path_)->favourite);
}

TEST_F(WindowGestures, DroppedThingsGoWhereTheyBelong) {
  scene().drop({other_});
  EXPECT_EQ(desk_->player.model_path(), other_);
  scene().drop({folders_.file("take.wav")});
  EXPECT_EQ(scene().state().page, Page::train);
  scene().show(Page::play);
  scene().drop({folders_.file("letter.odt")});
  EXPECT_EQ(scene().state().page, Page::play);
  EXPECT_NE(scene().state().notice.find("letter.odt"), std::string::npos);
}

TEST_F(WindowGestures, OneRecordingOfAFolderCanBecomeAllOfThem) {
  std::filesystem::create_directories(folders_.file("notes/deeper"));
  for (const char* name :
       {"notes/a.wav", "notes/b.wav", "notes/c.flac", "notes/letter.txt", "notes/deeper/d.wav", "alone.wav"})
    std::ofstream(folders_.file(name)) << "x";
  scene().drop({folders_.file("notes/b.wav")});
  scene().idle();
  EXPECT_EQ(scene().state().dropped.size(), 1u);
  click("train:folder");
  const std::vector<std::string> all = {folders_.file("notes/a.wav"), folders_.file("notes/b.wav"),
                                        folders_.file("notes/c.flac")};
  EXPECT_EQ(scene().state().dropped, all);
  click("train:folder");
  EXPECT_EQ(scene().state().dropped, std::vector<std::string>{folders_.file("notes/b.wav")});
  scene().drop({folders_.file("alone.wav")});
  scene().idle();
  EXPECT_FALSE(part("train:folder"));
}

TEST_F(WindowGestures, NothingIsDrawnWhileNothingChanges) {
  settle();
  for (int i = 0; i < 60; ++i) scene().idle();
  int draws = 0;
  for (int i = 0; i < 100; ++i) draws += scene().idle();
  EXPECT_EQ(draws, 0);
  desk_->player.engine().set_value(kOutput, -3);
  EXPECT_TRUE(scene().idle());
  EXPECT_FALSE(scene().idle());
}

}  // namespace
}  // namespace partials::window
