// SPDX-License-Identifier: MIT
// Connects DGL to a scene: events in, drawing out. Each window's widget has one and forwards everything to
// it. [main-thread]
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
  // call while the window's graphics context is current
  Driver(Scene& scene, DGL_NAMESPACE::NanoVG& vg, DGL_NAMESPACE::Window& window);

  bool idle();  // call at every timer tick of the host; true: draw
  void rest(ActivityFlag& activity,
            bool soon);  // without a host: sleeps until there is something to do; soon: only briefly
  void draw();
  bool mouse(const DGL_NAMESPACE::Widget::MouseEvent& e, DGL_NAMESPACE::Window& window);
  bool motion(const DGL_NAMESPACE::Widget::MotionEvent& e);
  bool scroll(const DGL_NAMESPACE::Widget::ScrollEvent& e);
  bool keyboard(const DGL_NAMESPACE::Widget::KeyboardEvent& e);
  bool character(const DGL_NAMESPACE::Widget::CharacterInputEvent& e);
  void focus(bool here);  // whether the window has the keyboard focus

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

// On a high-density screen a window opens scaled, but no larger than the screen; DGL opens it at scale 1. A
// window that is not embedded in a host's keeps its centre.
void scale_first_size(DGL_NAMESPACE::TopLevelWidget& widget, double scale);

// Opens DGL's own dialog, which works everywhere. The window's onFileSelected receives the answer.
bool ask_for_file(DGL_NAMESPACE::Window& window, Wanted what);

}  // namespace partials::window
