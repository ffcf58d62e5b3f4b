// SPDX-License-Identifier: MIT
#include "body/sound_driver.h"

#include "play/parameters.h"

namespace partials::body {

Result<SoundDriver> SoundDriver::create(const motion::Mapping& mapping, std::optional<Scale> scale) {
  SoundDriver d;
  bool any = false;
  for (size_t i = 0; i < mapping.outputs.size(); ++i) {
    const std::string& name = mapping.outputs[i].name;
    d.parameters_.push_back(parameter_index(name));
    if (name == "key") d.key_ = static_cast<int>(i);
    if (name == "level") d.level_ = static_cast<int>(i);
    if (name == "strike") d.strike_ = static_cast<int>(i);
    any = any || d.parameters_.back() >= 0 || d.key_ >= 0;
  }
  if (!any)
    return Error{
        "No output of the mapping is a parameter (macro1, attack ...) or the key of a note, so there is "
        "nothing to play; name outputs after what they are to move."};
  if (scale && d.key_ < 0)
    return Error{"The mapping has no output 'key', so a scale means nothing; leave it out."};
  d.scale_ = scale;
  d.note_ = NoteDriver(scale);
  return d;
}

void SoundDriver::prepare(Engine& engine) const noexcept {
  if (scale_) engine.set_value(kMono, 1);
}

}  // namespace partials::body
