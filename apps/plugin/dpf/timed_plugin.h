// SPDX-License-Identifier: MIT
// The interface that our VST3 and LV2 wrappers (vst3_fixes.cmake, vst3_strict_fixes.cmake, lv2_fixes.cmake)
// need beyond DPF's. `place` is the position of a parameter among those shown.
#pragma once
#include <optional>
#include <string>

#include "play/event.h"
#include "viewed_plugin.h"

START_NAMESPACE_DISTRHO

class TimedPlugin : public ViewedPlugin {
 public:
  using ViewedPlugin::ViewedPlugin;
  virtual void set_at(int32_t sample, uint32_t place,
                      float value) noexcept = 0;               // [audio-thread] in the next block
  virtual void happen(const partials::Event& e) noexcept = 0;  // [audio-thread] in the next block
  virtual void reset() noexcept = 0;                           // [audio-thread] clears notes and tails
  virtual bool wants_restart() const noexcept = 0;             // [any-thread] for a new latency
  virtual uint32_t tail_samples() const noexcept = 0;          // [any-thread]
  virtual int revision() const noexcept = 0;  // [any-thread] changes whenever the model may have changed
  // [any-thread] call after values were restored: a 'next model' among them must not trigger
  virtual void settle() noexcept = 0;
  // [main-thread]
  virtual std::string title(uint32_t place) = 0;
  virtual bool reserved(uint32_t place) const = 0;  // reserved for a later version: it has no effect
  virtual std::string model_name() = 0;
  virtual std::string text_of(uint32_t place, float value) const = 0;
  virtual std::optional<float> value_of(uint32_t place, const std::string& text) const = 0;
};

END_NAMESPACE_DISTRHO
