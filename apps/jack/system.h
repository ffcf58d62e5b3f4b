// SPDX-License-Identifier: MIT
// A JACK server, or PipeWire's replacement, as one of the audio systems.
#pragma once
#include "audio/device.h"

namespace partials::jack {

class System final : public audio::System {
 public:
  std::string id() const override { return "jack"; }
  std::vector<audio::AudioOutput> outputs(bool in_use) override;
  bool has_input() override { return false; }  // its ports always exist
  Result<std::unique_ptr<audio::Device>> open(const audio::Request& request, audio::Stage& stage) override;
  std::vector<std::string> lines() override;

 private:
  bool there_ = false;
  double asked_s_ = -1e9;
};

}  // namespace partials::jack
