// SPDX-License-Identifier: MIT
#include "gui_window.h"

#include <Application.hpp>

#include "gl/driver.h"
#include "shell.h"

namespace partials::clap {
namespace {

using namespace DGL_NAMESPACE;
using namespace partials::window;

constexpr uint32_t kEveryMs = 33;

class Hands final : public Shell {
 public:
  explicit Hands(Instance& instance) : instance_(instance) {}
  void begin(int parameter) override { instance_.gesture({Gesture::begin, parameter, 0}); }
  void set(int parameter, float value) override { instance_.gesture({Gesture::value, parameter, value}); }
  void end(int parameter) override { instance_.gesture({Gesture::end, parameter, 0}); }
  void load(const std::string& path) override { instance_.load(path.c_str()); }
  void ask_for(Wanted what) override {
    if (dialog) ask_for_file(*dialog, what);
  }
  double rate_hz() const override { return instance_.rate_hz(); }
  DGL_NAMESPACE::Window* dialog = nullptr;

 private:
  Instance& instance_;
};

class SceneWidget final : public NanoTopLevelWidget {
 public:
  SceneWidget(DGL_NAMESPACE::Window& window, Scene& scene)
      : NanoTopLevelWidget(window), scene_(scene), driver_(scene, *this, window) {
    fit(window.getWidth(), window.getHeight());
  }
  void idle() {
    if (driver_.idle()) repaint();
  }
  void fit(uint width, uint height) {
    scene_.resize(static_cast<float>(width), static_cast<float>(height),
                  static_cast<float>(getScaleFactor()));
    repaint();
  }

 protected:
  void onNanoDisplay() override { driver_.draw(); }
  void onResize(const ResizeEvent& e) override { fit(e.size.getWidth(), e.size.getHeight()); }
  bool onMouse(const MouseEvent& e) override { return driver_.mouse(e, getWindow()); }
  bool onMotion(const MotionEvent& e) override { return driver_.motion(e); }
  bool onScroll(const ScrollEvent& e) override { return driver_.scroll(e); }
  bool onKeyboard(const KeyboardEvent& e) override { return driver_.keyboard(e); }
  bool onCharacterInput(const CharacterInputEvent& e) override { return driver_.character(e); }

 private:
  Scene& scene_;
  Driver driver_;
};

class Frame final : public DGL_NAMESPACE::Window {
 public:
  Frame(Application& app, uintptr_t parent, uint width, uint height, double scale, Scene& scene,
        const Host& host)
      : Window(app, parent, width, height, scale, true), scene_(scene), host_(host) {}

 protected:
  void onFileSelected(const char* path) override {
    if (path) scene_.drop({path});
  }
  void onFocus(bool focus, CrossingMode) override {
    if (!focus) scene_.blur();
  }
  bool onClose() override {
    host_.gui_closed();
    return true;
  }

 private:
  Scene& scene_;
  const Host& host_;
};

}  // namespace

struct GuiWindow::Inside {
  Inside(Instance& instance, uintptr_t parent, uint width, uint height, double scale)
      : app(false),
        hands(instance),
        scene(instance.player(), hands),
        frame(app, parent, width, height, scale, scene, instance.host()) {
    hands.dialog = &frame;
    const double s = frame.getScaleFactor();
    frame.setGeometryConstraints(static_cast<uint>(kMinWidth * s), static_cast<uint>(kMinHeight * s), false,
                                 false);
    DGL_NAMESPACE::Window::ScopedGraphicsContext context(frame);
    widget = std::make_unique<SceneWidget>(frame, scene);
  }
  ~Inside() {
    scene.release();
    DGL_NAMESPACE::Window::ScopedGraphicsContext context(frame);
    widget.reset();
  }

  Application app;
  Hands hands;
  Scene scene;
  Frame frame;
  std::unique_ptr<SceneWidget> widget;
};

GuiWindow::GuiWindow(Instance& instance, bool floating)
    : instance_(instance), floating_(floating), width_(kFirstWidth), height_(kFirstHeight) {
  set_scale(display_scale());
}
GuiWindow::~GuiWindow() { watch(false); }

void GuiWindow::set_scale(double scale) {
  if (!inside_ && scale > 0) {
    width_ = static_cast<uint32_t>(kFirstWidth * scale);
    height_ = static_cast<uint32_t>(kFirstHeight * scale);
  }
  if (scale > 0) scale_ = scale;
}

void GuiWindow::adjust(uint32_t& width, uint32_t& height) const {
  const double s = scale_ > 0 ? scale_ : 1;
  width = std::max(width, static_cast<uint32_t>(kMinWidth * s));
  height = std::max(height, static_cast<uint32_t>(kMinHeight * s));
}

bool GuiWindow::set_size(uint32_t width, uint32_t height) {
  if (width == 0 || height == 0) return false;
  width_ = width;
  height_ = height;
  if (inside_) inside_->frame.setSize(width, height);
  return true;
}

bool GuiWindow::open(uintptr_t parent) {
  if (inside_) return false;
  inside_ = std::make_unique<Inside>(instance_, parent, width_, height_, scale_);
  if (inside_->frame.getNativeWindowHandle() == 0) {  // no display, or no OpenGL on it
    inside_.reset();
    return false;
  }
  if (above_) inside_->frame.setTransientParent(above_);
  inside_->frame.setTitle(title_.empty() ? "Partials" : title_.c_str());
  watch(true);
  return true;
}

void GuiWindow::stay_above(uintptr_t window) {
  above_ = window;
  if (inside_) inside_->frame.setTransientParent(window);
}

void GuiWindow::set_title(const char* title) {
  title_ = title ? title : "";
  if (inside_) inside_->frame.setTitle(title_.c_str());
}

bool GuiWindow::show() {
  if (!inside_ && (!floating_ || !open(0))) return false;
  if (floating_) inside_->frame.show();
  shown_ = true;
  return true;
}

bool GuiWindow::hide() {
  if (inside_ && floating_) inside_->frame.hide();
  shown_ = false;
  return true;
}

void GuiWindow::idle() {
  if (!inside_) return;
  inside_->app.idle();
  inside_->widget->idle();
}

void GuiWindow::watch(bool on) {
  if (on && timer_ == CLAP_INVALID_ID) timer_ = instance_.host().start_timer(kEveryMs);
  if (!on && timer_ != CLAP_INVALID_ID) {
    instance_.host().stop_timer(timer_);
    timer_ = CLAP_INVALID_ID;
  }
}

}  // namespace partials::clap
