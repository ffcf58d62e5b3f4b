// SPDX-License-Identifier: MIT
// Guards against: a drawn key that plays for ever, letters that a host or a text field does not get, a key
// repeat that plays again, a switch between instrument and effect that leaves hanging notes, a device or MIDI
// input that is shown and cannot be chosen, a problem without a message.
#include <gtest/gtest.h>
#include <unistd.h>

#include "checking_canvas.h"
#include "keyboard.h"
#include "live_desk.h"

namespace partials::window {
namespace {

constexpr TypedKey kA{TypedKey::note, 0}, kW{TypedKey::note, 1};

template <class D>
class Hands : public testing::Test {
 protected:
  void SetUp() override {
    path_ = folders_.add_model("one");
    desk_ = std::make_unique<D>();
    scene().resize(kFirstWidth, kFirstHeight, 1);
  }
  Scene& scene() { return desk_->scene; }
  template <class T = Part>
  T* part(const std::string& id) {
    for (const auto& p : scene().parts())
      if (p->id == id) return dynamic_cast<T*>(p.get());
    return nullptr;
  }
  Point pixel(Point p) { return {p.x * scene().unit(), p.y * scene().unit()}; }
  void press(Point at) {
    at = pixel(at);
    scene().press(at.x, at.y, false, time_ += 1);
  }
  void move(Point at) {
    at = pixel(at);
    scene().move(at.x, at.y, false);
  }
  void click(const std::string& id) {
    Part* p = part(id);
    ASSERT_TRUE(p) << id;
    press(p->box.middle());
    scene().release();
    scene().idle();
  }
  Point on(int key, float down = 0.9f) {
    const auto* keys = part<Keyboard>("keyboard");
    const Box b = keys ? keys->box_of(key) : Box{};
    return {b.middle().x, b.y + down * b.h};
  }
  bool written(const std::string& words) {
    CheckingCanvas canvas(scene().whole());
    scene().draw(canvas);
    return std::any_of(canvas.written.begin(), canvas.written.end(),
                       [&](const Written& w) { return w.text.find(words) != std::string::npos; });
  }

  Folders folders_;
  std::string path_;
  std::unique_ptr<D> desk_;
  double time_ = 0;
};

class WindowHands : public Hands<LiveDesk> {
 protected:
  void SetUp() override {
    Hands::SetUp();
    ASSERT_TRUE(desk_->load_model(path_));
    desk_->play(40);  // until it has faded in
    scene().idle();
  }
  bool sounds(int key) {
    desk_->play();
    return desk_->player.display_feed().key(key);
  }
  int& down() { return desk_->player.down; }
};

class WindowHandsInAHost : public Hands<Desk> {
 protected:
  void SetUp() override {
    Hands::SetUp();
    ASSERT_TRUE(desk_->player.load(path_));
    for (int i = 0; i < 40; ++i) desk_->play();  // until it has faded in
    scene().idle();
  }
  bool sounds(int key) {
    desk_->play();
    return desk_->player.display_feed().key(key);
  }
};

TEST_F(WindowHands, AKeySoundsWhileItIsPressed) {
  press(on(60));
  EXPECT_TRUE(sounds(60));
  scene().release();
  EXPECT_FALSE(sounds(60));
  EXPECT_EQ(down(), 0);
}

TEST_F(WindowHands, AHandGlidesFromKeyToKeyAndMaySlipOff) {
  press(on(60));
  move(on(62));
  EXPECT_FALSE(sounds(60));
  EXPECT_TRUE(sounds(62));
  move({on(64).x, part("keyboard")->box.bottom() + 200});
  EXPECT_TRUE(sounds(64));
  EXPECT_EQ(down(), 1);
  scene().release();
  EXPECT_EQ(down(), 0);
}

TEST_F(WindowHands, NearerToTheEdgeIsLouder) {
  const auto loudness = [&](float at) {
    press(on(60, at));
    desk_->play(40);
    const float db = desk_->player.display_feed().loudness_db;
    scene().release();
    desk_->play(400);
    return db;
  };
  EXPECT_LT(loudness(0.1f) + 6, loudness(0.95f));
}

TEST_F(WindowHands, NothingStaysHeldWhateverTakesThePointerAway) {
  press(on(60));
  scene().resize(900, 600, 1);
  scene().idle();
  EXPECT_EQ(down(), 0);
  press(on(60));
  scene().typed_key(kA, true);
  scene().blur();
  EXPECT_EQ(down(), 0);
  press(on(60));
  press(on(64));  // a second press without a release
  EXPECT_EQ(down(), 1);
  scene().set_kind(PlayerKind::effect);
  EXPECT_EQ(down(), 0);
}

TEST(WindowHandsEnd, AWindowThatClosesLetsGo) {
  Folders folders;
  EitherPlayer player;
  ASSERT_TRUE(player.notes.load(folders.add_model("one")));
  RememberedSystem system(player);
  {
    LiveDesk desk;  // its shell is enough
    Scene scene(player, desk.shell(), nullptr, &system);
    scene.resize(kFirstWidth, kFirstHeight, 1);
    scene.idle();
    scene.typed_key(kA, true);
    player.play_phrase(true);
    EXPECT_EQ(player.down, 1);
  }
  EXPECT_EQ(player.down, 0);
  EXPECT_FALSE(player.phrase_plays());
}

TEST_F(WindowHands, TheComputersKeysPlayOnceHoweverOftenTheyRepeat) {
  const int base = scene().typist().base();
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(scene().typed_key(kA, true));
  EXPECT_EQ(down(), 1);
  scene().typed_key(kW, true);
  EXPECT_TRUE(sounds(base) && sounds(base + 1));
  scene().typed_key({TypedKey::octave_up}, true);  // what is held is released all the same
  EXPECT_TRUE(scene().typed_key(kA, false));
  scene().typed_key(kW, false);
  EXPECT_EQ(down(), 0);
  EXPECT_FALSE(sounds(base) || sounds(base + 1));
  scene().typed_key(kA, true);
  EXPECT_TRUE(sounds(base + 12));
  scene().typed_key(kA, false);
}

TEST_F(WindowHands, LettersInATextFieldAreText) {
  scene().show(Page::browse);
  scene().idle();
  EXPECT_FALSE(scene().typed_key(kA, true));
  EXPECT_TRUE(scene().type("a"));
  EXPECT_EQ(down(), 0);
  scene().show(Page::settings);
  scene().idle();
  EXPECT_TRUE(scene().typed_key(kA, true));
  scene().show(Page::browse);
  scene().idle();
  EXPECT_TRUE(scene().typed_key(kA, false));
  EXPECT_EQ(down(), 0);
}

TEST_F(WindowHandsInAHost, LettersAreTheHostsUntilTheKeyboardIsClicked) {
  EXPECT_FALSE(scene().typed_key(kA, true));
  press(on(60));
  scene().release();
  scene().idle();
  EXPECT_TRUE(scene().typed_key(kA, true));
  EXPECT_TRUE(sounds(scene().typist().base()));
  scene().typed_key(kA, false);
  EXPECT_FALSE(scene().key(Key::space, false));
  EXPECT_TRUE(scene().key(Key::escape, false));
  EXPECT_FALSE(scene().typed_key(kA, true));
}

TEST_F(WindowHandsInAHost, NotesFromElsewhereAreLitAndTheTrainedRangeIsMarked) {
  const uint8_t on_60[] = {0x90, 60, 90}, off_60[] = {0x80, 60, 0};
  desk_->player.midi(0, on_60, 3);
  EXPECT_TRUE(sounds(60));
  EXPECT_TRUE(scene().idle());
  desk_->player.midi(0, off_60, 3);
  EXPECT_FALSE(sounds(60));
  const TrainedKeys trained = trained_keys({180, 1800, -45, -12, -20}, 0),
                    moved = trained_keys({180, 1800, -45, -12, -20}, 12);
  EXPECT_TRUE(trained.holds(54) && trained.holds(93) && !trained.holds(52) && !trained.holds(95));
  EXPECT_TRUE(moved.holds(42) && !moved.holds(83));
}

TEST(WindowKeyboard, AtAnyWidthTheTypedKeysAreThere) {
  for (const float width : {200.f, 500.f, 800.f, 1600.f})
    for (int base = 0; base <= 108; base += 12)
      for (const TrainedKeys trained :
           {TrainedKeys{28, 60}, TrainedKeys{55, 103}, TrainedKeys{0, 127}, TrainedKeys{-20, 200}}) {
        const KeySpan span = span_for(width, trained, base);
        EXPECT_TRUE(span.low >= 0 && span.high() <= 127 && span.low % 12 == 0);
        EXPECT_TRUE(span.low <= base && span.high() >= base + 12) << width << " " << base << " " << span.low;
      }
}

TEST_F(WindowHandsInAHost, AnOctaveIsShiftedByArrowsAndTheKeysFollow) {
  for (int i = 0; i < 60 && scene().hint().find("keys play until Esc") == std::string::npos; ++i)
    scene().key(Key::tab, false);
  const int before = scene().typist().base();
  EXPECT_TRUE(scene().key(Key::up, false));
  EXPECT_EQ(scene().typist().base(), before + 12);
  for (int i = 0; i < 12; ++i) scene().key(Key::down, false);
  scene().idle();
  EXPECT_EQ(part<Keyboard>("keyboard")->span().low, 0);
}

TEST_F(WindowHands, TheKeyboardIsFoldedAwayOnASmallWindowAndComesByAClick) {
  scene().resize(kMinWidth, kMinHeight, 1);
  scene().idle();
  EXPECT_FALSE(part("keyboard"));
  click("keys");
  EXPECT_TRUE(part("keyboard"));
  scene().resize(kFirstWidth, kFirstHeight, 1);
  scene().idle();
  click("keys");
  EXPECT_FALSE(part("keyboard"));
}

TEST_F(WindowHands, TheDemoPlaysAndStops) {
  click("demo");
  EXPECT_TRUE(desk_->player.phrase_plays());
  EXPECT_TRUE(written("Stop"));
  desk_->play(20);
  EXPECT_GT(desk_->player.meters().voices, 0);
  click("demo");
  desk_->play();
  EXPECT_FALSE(desk_->player.phrase_plays());
  scene().idle();
  EXPECT_TRUE(written("Demo"));
}

TEST_F(WindowHands, AButtonWhoseWindowIsTakenAwayIsNotPressed) {
  press(part("demo")->box.middle());
  scene().resize(900, 600, 1);
  scene().idle();
  EXPECT_FALSE(desk_->player.phrase_plays());
  press(part("demo")->box.middle());
  scene().blur();
  scene().release();
  EXPECT_FALSE(desk_->player.phrase_plays());
}

TEST_F(WindowHands, WhoPlaysWhileItIsMutedIsToldSo) {
  desk_->player.on().engine().set_value(kOutput, kParameters[kOutput].min);
  scene().idle();
  click("demo");
  EXPECT_TRUE(written("Muted, to protect"));
  click("unmute");
  scene().idle();
  EXPECT_FALSE(written("Muted, to protect"));
}

TEST_F(WindowHands, OneProgramIsPlayedOrSungInto) {
  EXPECT_TRUE(part("keyboard"));
  const double device_ms = desk_->system.state.latency_ms;
  desk_->system.state.latency_ms +=
      1000.0 * desk_->player.sung.latency_samples() / desk_->system.state.rate_hz;
  click("kind:sing");
  EXPECT_EQ(desk_->player.kind(), PlayerKind::effect);
  EXPECT_FALSE(part("keyboard") || part("demo"));
  EXPECT_FALSE(scene().typed_key(kA, true));
  // without the effect's own, which it may answer before
  EXPECT_TRUE(written("response to a sung A4: 6 ms; audio system: 11 ms"));
  EXPECT_TRUE(written("no pitch"));
  EXPECT_TRUE(desk_->player.sung.display_feed().watched);
  scene().show(Page::settings);
  scene().idle();
  EXPECT_TRUE(part("p:gate"));
  scene().show(Page::play);
  scene().idle();
  desk_->system.state.latency_ms = device_ms;
  click("kind:notes");
  EXPECT_TRUE(part("keyboard"));
  EXPECT_TRUE(written("latency 11 ms"));
}

TEST(WindowFoot, AnEffectInAHostTellsWhatItTellsItsHost) {
  Folders folders;
  Desk desk(PlayerKind::effect);
  ASSERT_TRUE(desk.player.load(folders.add_model("one")));
  desk.player.activate(48000, 256);
  desk.scene.resize(kFirstWidth, kFirstHeight, 1);
  desk.scene.idle();
  CheckingCanvas canvas(desk.scene.whole());
  desk.scene.draw(canvas);
  char told[64];
  std::snprintf(told, sizeof told, "reported latency: %.0f ms (%d samples)",
                desk.player.latency_samples() / 48., desk.player.latency_samples());
  EXPECT_TRUE(std::any_of(canvas.written.begin(), canvas.written.end(), [&](const Written& w) {
    return w.text.find(told) != std::string::npos;
  })) << told;
}

TEST_F(WindowHands, AnOutputAndInputsAreChosenByHandAndByKeys) {
  scene().show(Page::settings);
  scene().idle();
  click("half:Audio and MIDI");
  const Part* outputs = part("outputs");
  ASSERT_TRUE(outputs);
  press({outputs->box.x + 30, outputs->box.y + 34 * 2.5f});
  scene().release();
  scene().idle();
  EXPECT_EQ(desk_->system.state.output, "alsa:0");
  const Part* inputs = part("inputs");
  press({inputs->box.x + 30, inputs->box.y + 10});
  scene().release();
  scene().idle();
  EXPECT_FALSE(desk_->system.inputs[0].connected);
  scene().focus("inputs");
  EXPECT_TRUE(scene().key(Key::down, false) && scene().key(Key::enter, false));
  EXPECT_TRUE(desk_->system.inputs[1].connected);
  scene().focus("outputs");
  EXPECT_TRUE(scene().key(Key::home, false) && scene().key(Key::enter, false));
  EXPECT_EQ(desk_->system.state.output, "");
  desk_->system.inputs.push_back({"c", "Just plugged in", true});
  ++desk_->system.changes;
  EXPECT_TRUE(scene().idle());
  EXPECT_TRUE(written("Just plugged in"));
}

TEST_F(WindowHands, TroubleIsSaidWithItsRemedyAndGoesWhenItIsMended) {
  desk_->system.state.trouble = "There is no sound server; install pipewire-jack, or start JACK.";
  ++desk_->system.changes;
  EXPECT_TRUE(scene().idle());
  EXPECT_TRUE(written("install pipewire-jack"));
  click("audio:open");
  EXPECT_TRUE(part("outputs"));
  desk_->system.state.trouble.clear();
  ++desk_->system.changes;
  EXPECT_TRUE(scene().idle());
  EXPECT_FALSE(written("install pipewire-jack"));
}

TEST_F(WindowHands, NothingIsDrawnWhileNothingChanges) {
  for (int i = 0; i < 200 && scene().library().busy(); ++i) {
    usleep(10000);
    scene().idle();
  }
  for (int i = 0; i < 60; ++i) scene().idle();
  int draws = 0;
  for (int i = 0; i < 100; ++i) draws += scene().idle();
  EXPECT_EQ(draws, 0);
  scene().typed_key(kA, true);
  desk_->play();
  EXPECT_TRUE(scene().idle());
  scene().typed_key(kA, false);
}

}  // namespace
}  // namespace partials::window
