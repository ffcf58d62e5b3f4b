// SPDX-License-Identifier: MIT
// Between DGL and a scene: events in, drawing out. Each window's widget has one and hands it everything.
// [main-thread]
#pragma once
#include <NanoVG.hpp>
#include <TopLevelWidget.hpp>
#include <Widget.hpp>
#include <Window.hpp>

#include "nano_canvas.h"
#include "pace.h"
#include "rest.h"
#include "scene.h"
#include "typing_keys.h"
#include "xdnd.h"

namespace partials {
class ActivityFlag;
}

namespace partials::window {

class Driver {
 public:
  // while the window's graphics context is current
  Driver(Scene& scene, DGL_NAMESPACE::NanoVG& vg, DGL_NAMESPACE::Window& window);

  bool idle();                       // at every pulse of the host's; true: draw
  void rest(ActivityFlag& activity, bool soon);  // without a host: until there is something to do; soon: but not for long
  void draw();
  bool mouse(const DGL_NAMESPACE::Widget::MouseEvent& e, DGL_NAMESPACE::Window& window);
  bool motion(const DGL_NAMESPACE::Widget::MotionEvent& e);
  bool scroll(const DGL_NAMESPACE::Widget::ScrollEvent& e);
  bool keyboard(const DGL_NAMESPACE::Widget::KeyboardEvent& e);
  bool character(const DGL_NAMESPACE::Widget::CharacterInputEvent& e);
  void focus(bool here);  // the window has the keyboard, or another one

 private:
  void moved();

  Scene& scene_;
  DGL_NAMESPACE::NanoVG& vg_;
  NanoCanvas canvas_;
  Rest rest_;
  Pace pace_;
  DropTarget drops_;
  TypingKeys typing_;
};

// On a dense screen a window begins scaled, though no larger than the screen; DGL makes it at scale 1. One
// that is not in a host's stays in its middle.
void scale_first_size(DGL_NAMESPACE::TopLevelWidget& widget, double scale);

// DGL's own dialog, which works everywhere. The answer comes by the window's onFileSelected.
bool ask_for_file(DGL_NAMESPACE::Window& window, Wanted what);

}  // namespace partials::window
