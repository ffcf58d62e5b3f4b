// SPDX-License-Identifier: MIT
// The contents of a window, independent of the windowing system: pages of parts, handling of pointer and
// keys, and whether a redraw is needed. Independent of plug-in formats and graphics libraries. Arguments
// are in pixels; inside, everything is in logical pixels, which grow with the screen's scale and with the
// window. [main-thread]
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
  // takes: if the shell can record; standalone: if it is the standalone program. Otherwise null.
  Scene(View& view, Shell& shell, Takes* takes = nullptr, Standalone* standalone = nullptr);
  ~Scene();

  void resize(float width, float height, float scale);
  float unit() const { return unit_; }  // pixels per logical pixel
  bool idle();                          // call about 30 times a second; true: it looks different now, draw
  // there is or has just been sound, so idle() should be called at once; very cheap
  bool stirs() const;
  void draw(Canvas& canvas);  // in logical pixels

  // The pointer, in pixels.
  void move(float x, float y, bool shift);
  void press(float x, float y, bool shift, double time_s);
  void release();
  void press_right(float x, float y);
  void wheel(float x, float y, float steps, bool shift);
  void leave();
  // Returns false if no part handles the key, which then belongs to the host.
  bool key(Key key, bool shift);
  bool type(std::string_view text);
  bool typed_key(TypedKey key, bool down);  // a computer key that plays notes
  void blur();                              // the window loses the keyboard focus: releases held notes
  // Files and folders dropped from a file manager or chosen in a dialog.
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
  void say_if_muted();             // call when the user plays
  void show(Page page);
  void focus(const std::string& id) { focus_ = id; }
  void load(const std::string& path);
  void change() { stale_ = true; }  // requests a new layout before the next draw
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
  std::string hint() const;  // the line at the foot: help on the part under the pointer

 private:
  void lay_out();
  void follow();                     // updates from background work: libraries, trainings, searches
  Part* at(float x, float y) const;  // logical
  Part* find(const std::string& id) const;
  void walk(int step);
  void let_go();  // cancels the current gesture
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
  std::chrono::steady_clock::time_point looked_{};  // when the shown folders were last read
  uint64_t shown_ = 0, library_version_ = ~0ull, presets_version_ = 0, training_version_ = ~0ull,
           takes_version_ = ~0ull;
};

}  // namespace partials::window
