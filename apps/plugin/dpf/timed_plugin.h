// SPDX-License-Identifier: MIT
// What our VST3 and LV2 wrappers (vst3_fixes.cmake, vst3_strict_fixes.cmake, lv2_fixes.cmake) ask of a
// plug-in beyond DPF's interface. A place is that of a parameter among those shown.
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
                      float value) noexcept = 0;               // [audio-thread] of the block that is run next
  virtual void happen(const partials::Event& e) noexcept = 0;  // [audio-thread] in the block that is run next
  virtual void reset() noexcept = 0;                           // [audio-thread] all notes and tails
  virtual bool wants_restart() const noexcept = 0;             // [any-thread] for a new latency
  virtual uint32_t tail_samples() const noexcept = 0;          // [any-thread]
  virtual int revision() const noexcept = 0;  // [any-thread] another whenever the model may be another
  virtual void
  settle() noexcept = 0;  // [any-thread] values have been restored: 'next model' among them asks for nothing
  // [main-thread]
  virtual std::string title(uint32_t place) = 0;
  virtual bool reserved(uint32_t place) const = 0;  // for a later version: it does nothing
  virtual std::string model_name() = 0;
  virtual std::string text_of(uint32_t place, float value) const = 0;
  virtual std::optional<float> value_of(uint32_t place, const std::string& text) const = 0;
};

END_NAMESPACE_DISTRHO
