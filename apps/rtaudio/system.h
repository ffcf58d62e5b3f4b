// SPDX-License-Identifier: MIT
// PulseAudio and ALSA through RtAudio: lists their outputs and opens a stream on one of them.
//   RtAudio 5.2 crashes if a PulseAudio input fails after its output was opened, so inputs are tried alone
//   first.
#pragma once
#include <optional>
#include <set>
#include <string>

#include "audio/device.h"
#include "rtaudio/library.h"

namespace partials::rtaudio {

class System final : public audio::System {
 public:
  System(rtaudio_api_t api, std::string id, std::string name)
      : api_(api), id_(std::move(id)), name_(std::move(name)) {}
  ~System() override;
  std::string id() const override { return id_; }
  std::vector<audio::AudioOutput> outputs(bool in_use) override;
  bool has_input() override;
  Result<std::unique_ptr<audio::Device>> open(const audio::Request& request, audio::Stage& stage) override;

 private:
  struct Place {  // a device by RtAudio's current numbering
    unsigned number = 0;
    rtaudio_device_info_t info{};
  };
  Result<void> ready();
  void look();
  bool comes_back();
  std::optional<Place> output_of(const std::string& id) const;
  std::optional<Place> input_beside(const Place& output) const;
  std::string id_of(const Place& place) const { return id_ + ":" + place.info.name; }

  const rtaudio_api_t api_;
  const std::string id_, name_;
  const Library* rtaudio_ = nullptr;
  rtaudio_t lister_ = nullptr;  // kept as long as the system: RtAudio 5 leaks memory when one is destroyed
  int count_ = -1;
  std::vector<Place> places_;
  // inputs present at the last open(): one that failed then does not count as new
  std::set<std::string> tried_;
  // the last attempt failed: RtAudio keeps listing devices that PulseAudio had
  bool gone_ = false;
};

}  // namespace partials::rtaudio
