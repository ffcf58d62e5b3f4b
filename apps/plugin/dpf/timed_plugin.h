// SPDX-License-Identifier: MIT
// What our VST3 wrapper (vst3_fixes.cmake) asks of a plug-in beyond DPF's interface.
#pragma once
#include "engine/event.h"
#include "viewed_plugin.h"

START_NAMESPACE_DISTRHO

class TimedPlugin : public ViewedPlugin {
 public:
  using ViewedPlugin::ViewedPlugin;
  virtual void set_at(int32_t sample, uint32_t place, float value) noexcept = 0;  // [audio-thread] of the block that is run next
  virtual void happen(const partials::Event& e) noexcept = 0;                     // [audio-thread] in the block that is run next
  virtual bool wants_restart() const noexcept = 0;                                // [audio-thread] for a new latency
  virtual uint32_t tail_samples() const noexcept = 0;                             // [any-thread]
};

END_NAMESPACE_DISTRHO
