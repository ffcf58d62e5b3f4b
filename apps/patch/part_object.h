// SPDX-License-Identifier: MIT
// A part of a model (families/instrument/sound_part.h) as an object. The model is read and compiled on the
// thread that all objects share; the sound of the one before fades out within a block, and the new one's
// fades in.
//   Threads: as signal_object.h says.
#pragma once
#include <memory>
#include <mutex>

#include "families/instrument/sound_part.h"
#include "patch/handover.h"
#include "patch/signal_object.h"

namespace partials::patch {

using Part = SoundPart;

class PartObject final : public SignalObject {
 public:
  PartObject(Part part, Words words, Patch& patch);  // words: a model's name or path; "": the first model
  ~PartObject() override;

  int inlets() const override;
  int outlets() const override { return part_ == Part::decoder ? 2 : 1; }
  Result<void> prepare(double rate_hz, int block) override;
  void perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING override;
  Result<void> message(std::string_view selector, Words words) override;  // load, reload, wait, inputs
  void poll() override;

 private:
  struct Loading;
  void load(const std::string& name);
  void take();
  void play(std::shared_ptr<GraphSignals> made);
  void tell_if_cut();

  const Part part_;
  Patch& patch_;
  std::string name_;
  std::shared_ptr<Loading> loading_;
  Handover<GraphSignals> to_audio_;
  std::shared_ptr<GraphSignals> newest_;  // as to_audio_ has it, for messages
  int rate_hz_ = 48000, block_ = 64;
  int now_block_ = 0;  // 0: not known yet
  bool begun_ = false, told_ = false;
  bool fades_in_ = false;  // audio's
};

}  // namespace partials::patch
