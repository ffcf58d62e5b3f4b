// SPDX-License-Identifier: MIT
// The plain window: the model and what it says, every parameter as a bar or a switch, meters. It keeps no state of its own; what it
// shows is read from the player, what is moved goes through the host. Double click: initial value; wheel: a step; Shift: finer;
// right button: the next MIDI controller moves it.
#include <DistrhoUI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "ui_layout.h"
#include "ui_view.h"

START_NAMESPACE_DISTRHO

namespace {

using namespace partials;

constexpr float kFont = 13;
const Color kGround(30, 32, 36), kBar(52, 56, 62), kFill(86, 156, 164), kText(226, 228, 230), kQuiet(150, 154, 160), kWarn(236, 164, 82);

std::string level_text(float gain) {
  char text[24];
  std::snprintf(text, sizeof text, gain > 1e-6f ? "%.1f dB" : "-inf dB", 20 * std::log10(static_cast<double>(std::max(gain, 1e-6f))));
  return text;
}

}  // namespace

class PlainWindow final : public UI {
 public:
  PlainWindow() : UI(DISTRHO_UI_DEFAULT_WIDTH, DISTRHO_UI_DEFAULT_HEIGHT), view_(view_behind(getPluginInstancePointer())) {
    loadSharedResources();
    setGeometryConstraints(520, 420, false, false);
    look();
  }

 protected:
  void parameterChanged(uint32_t, float) override { repaint(); }
  void stateChanged(const char*, const char*) override { repaint(); }

  void uiIdle() override {
    if (view_.revision() != revision_) look();
    float sum = view_.meters().peak + view_.meters().f0_hz + view_.meters().limiter_gain + static_cast<float>(view_.meters().voices);
    for (const Row& row : layout_.rows) sum += (1.f + static_cast<float>(row.place)) * (unit_of(row.index, view_.value(row.index)) + static_cast<float>(view_.controller(row.index)));
    if (sum != drawn_) drawn_ = sum, repaint();
  }

  void onResize(const ResizeEvent& e) override {
    UI::onResize(e);
    look();
  }

  void onNanoDisplay() override {
    fontFace(NANOVG_DEJAVU_SANS_TTF);
    box({0, 0, static_cast<float>(getWidth()), static_cast<float>(getHeight())}, kGround);
    head();
    for (const Row& row : layout_.rows) draw(row);
    meters();
  }

  bool onMouse(const MouseEvent& e) override {
    if (e.button == 3) return e.press && learn(e);
    if (e.button != 1) return false;
    if (!e.press) return release();
    if (layout_.load.holds(e.pos.getX(), e.pos.getY())) return requestStateFile("model"), true;
    if (muted() && layout_.mute.holds(e.pos.getX(), e.pos.getY())) return set_once(place(kOutput), 0.f), true;
    for (const Row& row : layout_.rows)
      if (row.bar.holds(e.pos.getX(), e.pos.getY()) || (row.toggle && row.box.holds(e.pos.getX(), e.pos.getY()))) return press(row, e);
    return false;
  }

  bool onMotion(const MotionEvent& e) override {
    if (!dragged_) return false;
    const auto along = static_cast<float>(e.pos.getX() - from_x_) / dragged_->bar.w;
    move(*dragged_, value_at(dragged_->index, from_ + along * (e.mod & kModifierShift ? 0.1f : 1.f)));
    return true;
  }

  bool onScroll(const ScrollEvent& e) override {
    for (const Row& row : layout_.rows)
      if (row.box.holds(e.pos.getX(), e.pos.getY())) {
        const Parameter& p = kParameters[static_cast<size_t>(row.index)];
        const float step = p.stepped ? 1.f : (p.max - p.min) * (e.mod & kModifierShift ? 0.002f : 0.02f);
        return set_once(&row, view_.value(row.index) + static_cast<float>(e.delta.getY()) * step), true;
      }
    return false;
  }

 private:
  void look() {
    revision_ = view_.revision(), status_ = view_.status(), dragged_ = nullptr;
    layout_ = lay_out(view_.kind(), status_, static_cast<float>(getWidth()), static_cast<float>(getHeight()));
    repaint();
  }

  const Row* place(int index) const {
    for (const Row& row : layout_.rows)
      if (row.index == index) return &row;
    return nullptr;
  }

  bool muted() const { return view_.value(kOutput) <= kParameters[kOutput].min; }

  void move(const Row& row, float value) { setParameterValue(static_cast<uint32_t>(row.place), clamped(row.index, value)); }

  void set_once(const Row* row, float value) {
    if (!row) return;
    editParameter(static_cast<uint32_t>(row->place), true);
    move(*row, value);
    editParameter(static_cast<uint32_t>(row->place), false);
  }

  bool press(const Row& row, const MouseEvent& e) {
    const auto now = std::chrono::steady_clock::now();
    const bool again = pressed_ == row.index && now - pressed_at_ < std::chrono::milliseconds(350);
    pressed_ = row.index, pressed_at_ = now;
    const float value = view_.value(row.index);
    if (row.toggle) return set_once(&row, value > 0.5f ? 0.f : 1.f), true;
    if (again) return set_once(&row, kParameters[static_cast<size_t>(row.index)].initial), true;
    editParameter(static_cast<uint32_t>(row.place), true);
    dragged_ = &row, from_x_ = e.pos.getX(), from_ = unit_of(row.index, value);
    if (!(e.mod & kModifierShift)) {
      from_ = static_cast<float>(e.pos.getX() - row.bar.x) / row.bar.w;
      move(row, value_at(row.index, from_));
    }
    return true;
  }

  bool learn(const MouseEvent& e) {
    for (const Row& row : layout_.rows)
      if (!row.toggle && row.box.holds(e.pos.getX(), e.pos.getY())) return view_.learn(row.index), repaint(), true;
    return false;
  }
  std::string learn_text(const Row& row) const {
    if (view_.learning() == row.index) return "move a controller    ";
    const int c = view_.controller(row.index);
    return c < 0 ? "" : "CC " + std::to_string(c) + "    ";
  }

  bool release() {
    if (!dragged_) return false;
    editParameter(static_cast<uint32_t>(dragged_->place), false);
    dragged_ = nullptr;
    return true;
  }

  void box(const Box& b, const Color& color, float round = 0) {
    beginPath();
    roundedRect(b.x, b.y, b.w, b.h, round);
    fillColor(color);
    fill();
  }

  void say(float x, float y, const std::string& what, const Color& color, float size = kFont, int align = ALIGN_LEFT | ALIGN_TOP) {
    fontSize(size);
    textAlign(align);
    fillColor(color);
    text(x, y, what.c_str(), nullptr);
  }

  void button(const Box& b, const char* what, const Color& color) {
    box(b, color, 4);
    say(b.x + b.w / 2, b.y + b.h / 2, what, kText, kFont, ALIGN_CENTER | ALIGN_MIDDLE);
  }

  void head() {
    const float x = layout_.rows.empty() ? 16 : layout_.rows[0].box.x, right = layout_.load.x - 12;
    save();
    scissor(x, 0, right - x, 104);
    say(x, 14, status_.model.empty() ? "No model" : status_.model, kText, 22);
    say(x, 42, status_.credits, kQuiet);
    fontSize(kFont);
    textAlign(ALIGN_LEFT | ALIGN_TOP);
    fillColor(kWarn);
    const std::string what = status_.message.empty() && status_.model.empty() ? "Load a .partials file to hear something." : status_.message;
    if (!what.empty()) textBox(x, 62, right - x, what.c_str(), nullptr);
    restore();
    button(layout_.load, "Load model...", kBar);
    if (muted()) button(layout_.mute, "Muted: unmute", Color(150, 84, 40));
  }

  void draw(const Row& row) {
    const float value = view_.value(row.index);
    say(row.box.x, row.box.y + 0.1f * row.box.h, row.name, kText);
    if (row.toggle) {
      box(row.bar, value > 0.5f ? kFill : kBar, 9);
      beginPath();
      circle(row.bar.x + (value > 0.5f ? row.bar.w - 9 : 9), row.bar.y + 9, 6);
      fillColor(kText);
      fill();
      return;
    }
    say(row.box.x + row.box.w, row.box.y + 0.1f * row.box.h, learn_text(row) + text_of(row.index, value), view_.learning() == row.index ? kWarn : kQuiet, kFont, ALIGN_RIGHT | ALIGN_TOP);
    box(row.bar, kBar, 3);
    box({row.bar.x, row.bar.y, row.bar.w * unit_of(row.index, value), row.bar.h}, kFill, 3);
  }

  void meters() {
    const Meters& m = view_.meters();
    const Box& b = layout_.meters;
    const float peak_db = 20 * std::log10(std::max(1e-6f, m.peak.load())), part = std::max(0.f, std::min(1.f, 1 + peak_db / 60));
    box({b.x, b.y, b.w, 10}, kBar, 3);
    box({b.x, b.y, b.w * part, 10}, peak_db > -1 ? kWarn : kFill, 3);
    std::string what = "Peak " + level_text(m.peak) + "    Limiter " + level_text(m.limiter_gain);
    char more[80];
    if (view_.kind() == PlayerKind::instrument) std::snprintf(more, sizeof more, "    Voices %d", m.voices.load());
    else std::snprintf(more, sizeof more, "    Heard %.1f Hz, %.0f dB    Latency %d samples", static_cast<double>(m.f0_hz), static_cast<double>(m.loudness_db), view_.latency_samples());
    say(b.x, b.y + 20, what + more, kQuiet);
  }

  partials::View& view_;
  Status status_;
  Layout layout_;
  const Row* dragged_ = nullptr;
  double from_x_ = 0;
  float from_ = 0, drawn_ = -1;
  int revision_ = 0, pressed_ = -1;
  std::chrono::steady_clock::time_point pressed_at_;
};

UI* createUI() { return new PlainWindow(); }

END_NAMESPACE_DISTRHO
