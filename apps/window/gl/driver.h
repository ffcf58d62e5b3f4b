// SPDX-License-Identifier: MIT
// Between DGL and a scene: events in, drawing out. Each window's widget has one and hands it everything.
#pragma once
#include <NanoVG.hpp>
#include <Widget.hpp>
#include <Window.hpp>

#include "nano_canvas.h"
#include "scene.h"
#include "xdnd.h"

namespace partials::window {

class Driver {
 public:
  Driver(Scene& scene, DGL_NAMESPACE::NanoVG& vg, DGL_NAMESPACE::Window& window)
      : scene_(scene), vg_(vg), canvas_(vg),
        drops_(window.getNativeWindowHandle(), {[&scene](bool over) { scene.drag_over(over); }, [&scene](const auto& paths) { scene.drop(paths); }}) { canvas_.prepare(); }

  bool idle() { return drops_.look(), scene_.idle(); }  // true: draw
  void draw();
  bool mouse(const DGL_NAMESPACE::Widget::MouseEvent& e, DGL_NAMESPACE::Window& window);
  bool motion(const DGL_NAMESPACE::Widget::MotionEvent& e);
  bool scroll(const DGL_NAMESPACE::Widget::ScrollEvent& e);
  bool keyboard(const DGL_NAMESPACE::Widget::KeyboardEvent& e);
  bool character(const DGL_NAMESPACE::Widget::CharacterInputEvent& e);

 private:
  Scene& scene_;
  DGL_NAMESPACE::NanoVG& vg_;
  NanoCanvas canvas_;
  DropTarget drops_;
};

// DGL's own dialog, which works everywhere. The answer comes by the window's onFileSelected.
bool ask_for_file(DGL_NAMESPACE::Window& window, Wanted what);

}  // namespace partials::window
