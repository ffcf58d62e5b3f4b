// SPDX-License-Identifier: MIT
// DPF's shell around the scene (apps/window): LV2, VST3 and the standalone. Parameter changes go through
// the host.
#include <DistrhoUI.hpp>
#include <cmath>
#include <vector>

#include "gl/driver.h"
#include "shown.h"
#include "ui_view.h"

START_NAMESPACE_DISTRHO

namespace {
using namespace partials;
using namespace partials::window;
}  // namespace

class SceneWindow final : public UI, private Shell {
 public:
  SceneWindow()
      : UI(kFirstWidth, kFirstHeight),
        view_(view_behind(getPluginInstancePointer())),
        scene_(view_, *this, takes_behind(getPluginInstancePointer()),
               standalone_behind(getPluginInstancePointer())),
        driver_(scene_, *this, getWindow()) {
    const auto scale = getScaleFactor();
    setGeometryConstraints(static_cast<uint>(kMinWidth * scale), static_cast<uint>(kMinHeight * scale), false,
                           false);
    scale_first_size(*this, scale);
    fit(getWidth(), getHeight());
  }

 protected:
  void parameterChanged(uint32_t place, float value) override {
    if (place < host_.size()) host_[place] = value;
  }
  void stateChanged(const char*, const char*) override {}
  void uiIdle() override {
    if (!awaited_.empty()) tell_of_preset();
    if (driver_.idle()) repaint();
    if (ActivityFlag* activity = activity_flag_behind(getPluginInstancePointer()))
      driver_.rest(*activity, dialog_);
  }
  void uiFocus(bool focus, CrossingMode) override { driver_.focus(focus); }
  void uiScaleFactorChanged(double) override { fit(getWidth(), getHeight()); }
  void uiFileBrowserSelected(const char* path) override {
    dialog_ = false;
    if (path) {
      scene_.drop({path});
      repaint();
    }
  }
  void onResize(const ResizeEvent& e) override {
    UI::onResize(e);
    fit(e.size.getWidth(), e.size.getHeight());
  }
  void onNanoDisplay() override { driver_.draw(); }
  bool onMouse(const MouseEvent& e) override { return driver_.mouse(e, getWindow()); }
  bool onMotion(const MotionEvent& e) override { return driver_.motion(e); }
  bool onScroll(const ScrollEvent& e) override { return driver_.scroll(e); }
  bool onKeyboard(const KeyboardEvent& e) override { return driver_.keyboard(e); }
  bool onCharacterInput(const CharacterInputEvent& e) override { return driver_.character(e); }

 private:
  void fit(uint width, uint height) {
    scene_.resize(static_cast<float>(width), static_cast<float>(height),
                  static_cast<float>(getScaleFactor()));
    repaint();
  }
  // kParameterCount: this kind does not have the parameter; the standalone's kind may change while a
  // control of the other kind is held.
  uint32_t place(int parameter) const {
    const int at = place_of(view_.kind(), parameter);
    return static_cast<uint32_t>(at < 0 ? kParameterCount : at);
  }

  // Shell.
  void begin(int parameter) override {
    if (const uint32_t at = place(parameter); at < host_.size()) editParameter(at, true);
  }
  void set(int parameter, float value) override {
    const uint32_t at = place(parameter);
    if (at >= host_.size()) return;
    parameterChanged(at, value);
    setParameterValue(at, value);
  }
  void end(int parameter) override {
    if (const uint32_t at = place(parameter); at < host_.size()) editParameter(at, false);
  }
  void load(const std::string& path) override {
    awaited_ = is_preset_path(path) ? path : "";
    setState("model", path.c_str());
  }
  // Reports the parameters of a preset that was loaded in this window as gestures: there is no other way to
  // notify LV2 hosts.
  void tell_of_preset() {
    const auto preset = view_.status().preset;
    if (!preset || preset->path != awaited_) return;  // not loaded yet, or failed
    awaited_.clear();
    for (const int index : shown(view_.kind())) {
      const float value = view_.value(index);
      const uint32_t at = place(index);
      if (at < host_.size() && in_presets(index) && host_[at] != value) {
        begin(index);
        set(index, value);
        end(index);
      }
    }
  }
  void ask_for(Wanted what) override {
    if (what == Wanted::model && requestStateFile("model")) return;
    dialog_ = ask_for_file(getWindow(), what);
  }
  double rate_hz() const override { return getSampleRate(); }

  View& view_;
  Scene scene_;
  Driver driver_;
  // by position, as last reported to the host
  std::vector<float> host_ = std::vector<float>(kParameterCount, NAN);
  std::string awaited_;  // path of the requested preset
  bool dialog_ = false;  // a dialog is open and needs timer ticks
};

UI* createUI() { return new SceneWindow(); }

END_NAMESPACE_DISTRHO
