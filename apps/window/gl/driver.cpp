// SPDX-License-Identifier: MIT
#include "driver.h"

#include <algorithm>

#include "activity_flag.h"
#include "base/clocks.h"

namespace partials::window {
namespace {

using namespace DGL_NAMESPACE;

Key key_of(unsigned key) {
  switch (key) {
    case kKeyLeft:
      return Key::left;
    case kKeyRight:
      return Key::right;
    case kKeyUp:
      return Key::up;
    case kKeyDown:
      return Key::down;
    case kKeyPageUp:
      return Key::page_up;
    case kKeyPageDown:
      return Key::page_down;
    case kKeyHome:
      return Key::home;
    case kKeyEnd:
      return Key::end;
    case kKeyEscape:
      return Key::escape;
    case kKeyBackspace:
      return Key::backspace;
    case kKeyDelete:
      return Key::remove;
    case '\t':
      return Key::tab;
    case '\r':
    case '\n':
      return Key::enter;
    case ' ':
      return Key::space;
    default:
      return Key::other;
  }
}

float f(double x) { return static_cast<float>(x); }

}  // namespace

Driver::Driver(Scene& scene, NanoVG& vg, Window& window)
    : scene_(scene),
      vg_(vg),
      canvas_(vg),
      drops_(window.getNativeWindowHandle(), {[this](bool over) {
                                                moved();
                                                scene_.drag_over(over);
                                              },
                                              [this](const auto& paths) {
                                                moved();
                                                scene_.drop(paths);
                                              }}),
      typing_(scene.typist()) {
  canvas_.prepare();
}

void Driver::moved() { pace_.moved(now_s()); }

bool Driver::idle() {
  const double now = now_s();
  if (scene_.stirs()) pace_.moved(now);
  if (!pace_.due(now)) return false;
  pace_.looked(now);
  drops_.look();
  const bool other = scene_.idle();
  if (other) pace_.moved(now);
  return other;
}

void Driver::rest(ActivityFlag& activity, bool soon) {
  if (rest_.pending()) return;
  double s = pace_.rest_s(now_s());
  if (soon || !rest_.connected()) s = std::min(Pace::kQuickS, s);
  for (; s > 0; s -= ActivityFlag::kPollS) {
    const Rest::Woken by = rest_.wait(std::min(s, ActivityFlag::kPollS), drops_.file());
    if (by == Rest::Woken::file || activity.take()) return moved();
    if (by == Rest::Woken::display) return;
  }
}

void Driver::draw() {
  vg_.save();
  vg_.scale(scene_.unit(), scene_.unit());
  scene_.draw(canvas_);
  vg_.restore();
}

bool Driver::mouse(const Widget::MouseEvent& e, Window& window) {
  moved();
  const float x = f(e.pos.getX()), y = f(e.pos.getY());
  if (e.button == kMouseButtonRight) return e.press && (scene_.press_right(x, y), true);
  if (e.button != kMouseButtonLeft) return false;
  if (!e.press) {
    scene_.move(x, y, e.mod & kModifierShift);
    scene_.release();
    return true;
  }
  window.focus();
  scene_.press(x, y, e.mod & kModifierShift, now_s());
  return true;
}

bool Driver::motion(const Widget::MotionEvent& e) {
  moved();
  scene_.move(f(e.pos.getX()), f(e.pos.getY()), e.mod & kModifierShift);
  return true;
}

bool Driver::scroll(const Widget::ScrollEvent& e) {
  moved();
  scene_.wheel(f(e.pos.getX()), f(e.pos.getY()), f(e.delta.getY()), e.mod & kModifierShift);
  return true;
}

bool Driver::keyboard(const Widget::KeyboardEvent& e) {
  const auto typed = typing_.at(e.keycode);
  if (!e.press) return typed && (moved(), scene_.typed_key(*typed, false));
  if (e.mod & (kModifierControl | kModifierAlt | kModifierSuper)) return false;
  if (typed && scene_.typed_key(*typed, true)) {
    moved();
    return true;
  }
  moved();
  return scene_.key(key_of(e.key), e.mod & kModifierShift);
}

bool Driver::character(const Widget::CharacterInputEvent& e) {
  if (e.mod & (kModifierControl | kModifierSuper)) return false;
  moved();
  return scene_.type(std::string_view(e.string, strnlen(e.string, sizeof e.string)));
}

void Driver::focus(bool here) {
  if (!here) {
    moved();
    scene_.blur();
  }
}

void scale_first_size(TopLevelWidget& widget, double scale) {
  if (scale <= 1) return;
  const auto fit = [scale](int first, int least, unsigned screen) {
    const double wanted = first * scale, most = screen > 0 ? 0.92 * screen : wanted;
    return static_cast<uint>(std::max(std::min(wanted, most), least * scale));
  };
  Window& window = widget.getWindow();
  const Rest display;
  const uint width = fit(kFirstWidth, kMinWidth, display.screen_width()),
             height = fit(kFirstHeight, kMinHeight, display.screen_height());
  const int x = window.getOffsetX() - (static_cast<int>(width) - kFirstWidth) / 2,
            y = window.getOffsetY() - (static_cast<int>(height) - kFirstHeight) / 2;
  widget.setSize(width, height);
  if (!window.isEmbed()) window.setOffset(std::max(0, x), std::max(0, y));
}

bool ask_for_file(Window& window, Wanted what) {
  FileBrowserOptions options;
  options.title =
      what == Wanted::model ? "Open a model (.partials)" : "Choose a recording, or any one of a folder";
  return window.openFileBrowser(options);
}

}  // namespace partials::window
