// SPDX-License-Identifier: MIT
// All of a window, without the window: parts on pages, what pointer and keys do, and whether it has to be
// drawn again. Knows no plug-in format and no graphics library. Sizes that come in are pixels; inside,
// everything is logical pixels, which grow with the screen's scale and with the window. [main-thread]
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "library/preset_store.h"
#include "library/takes.h"
#include "part.h"
#include "shell.h"
#include "standalone.h"
#include "state.h"
#include "typist.h"
#include "view.h"

namespace partials::window {

// at scale 1
inline constexpr int kMinWidth = 640, kMinHeight = 420, kFirstWidth = 1000, kFirstHeight = 660;

class Scene {
 public:
  // takes: where the shell can record; standalone: where it is a program of its own.
  Scene(View& view, Shell& shell, Takes* takes = nullptr, Standalone* standalone = nullptr);
  ~Scene();

  void resize(float width, float height, float scale);
  float unit() const { return unit_; }  // pixels per logical pixel
  bool idle();                          // some 30 times a second; true: it looks different now, draw
  // there is sound, or has just been: worth an idle() at once; costs next to nothing
  bool stirs() const;
  void draw(Canvas& canvas);  // in logical pixels

  // The pointer, in pixels.
  void move(float x, float y, bool shift);
  void press(float x, float y, bool shift, double time_s);
  void release();
  void press_right(float x, float y);
  void wheel(float x, float y, float steps, bool shift);
  void leave();
  // False: nobody here wants it, so it is the host's.
  bool key(Key key, bool shift);
  bool type(std::string_view text);
  bool typed_key(TypedKey key, bool down);  // the computer's keys that play
  void blur();                              // the keys go to another window: nothing stays held
  // Files and folders, from a file manager or a dialog.
  void drop(const std::vector<std::string>& paths);
  void drag_over(bool over);

  // For panels.
  View& view() { return view_; }
  Shell& shell() { return shell_; }
  State& state() { return state_; }
  const Status& status() const { return status_; }
  ModelLibrary& library() { return library_; }
  PresetStore& presets() { return presets_; }
  TrainingJob& training() { return training_; }
  Takes* takes() { return takes_; }
  Standalone* standalone() { return standalone_; }
  Typist& typist() { return typist_; }
  bool plays_notes() const { return view_.kind() == PlayerKind::instrument && status_.playable; }
  void set_kind(PlayerKind kind);  // only in a standalone
  void say_if_muted();             // somebody plays
  void show(Page page);
  void focus(const std::string& id) { focus_ = id; }
  void load(const std::string& path);
  void change() { stale_ = true; }  // lay out again before it is drawn
  template <class T, class... A>
  T& add(A&&... a) {
    auto part = std::make_unique<T>(std::forward<A>(a)...);
    T& made = *part;
    parts_.push_back(std::move(part));
    return made;
  }

  // For tests.
  const std::vector<std::unique_ptr<Part>>& parts() const { return parts_; }
  Box whole() const { return {0, 0, width_ / unit_, height_ / unit_}; }
  std::string hint() const;  // the line at the foot: help of what is pointed at

 private:
  void lay_out();
  void follow();                     // what goes on beside: libraries, trainings, searches
  Part* at(float x, float y) const;  // logical
  Part* find(const std::string& id) const;
  void walk(int step);
  void let_go();  // of what is held, without a deed
  void follow_training();

  View& view_;
  Shell& shell_;
  Takes* takes_;
  Standalone* standalone_;
  Typist typist_;
  ModelLibrary library_;
  PresetStore presets_;
  TrainingJob training_;
  State state_;
  Status status_;
  std::vector<std::unique_ptr<Part>> parts_;
  float width_ = kFirstWidth, height_ = kFirstHeight, scale_ = 1, unit_ = 1;
  Point pointer_{-1, -1};
  Part *held_ = nullptr, *hover_ = nullptr;
  std::string focus_, last_pressed_;
  double last_press_s_ = -1;
  bool stale_ = true, over_ = false, muted_ = false, phrase_ = false;
  int revision_ = -1, standalone_revision_ = -1, voices_ = 0;
  std::chrono::steady_clock::time_point looked_{};  // at the folders, while they are shown
  uint64_t shown_ = 0, library_version_ = ~0ull, presets_version_ = 0, training_version_ = ~0ull,
           takes_version_ = ~0ull;
};

}  // namespace partials::window
