// SPDX-License-Identifier: MIT
#include "audio/midi_out.h"

#include <algorithm>

#include "base/listed.h"
#ifdef PARTIALS_JACK
#include "jack/midi_out.h"
#endif
#ifdef PARTIALS_RTAUDIO
#include "rtaudio/midi_out.h"
#endif

namespace partials::audio {

int matching(const std::vector<std::string>& names, const std::string& to) {
  auto at = std::find(names.begin(), names.end(), to);
  if (at == names.end())
    at = std::find_if(names.begin(), names.end(), [&](const std::string& n) { return n.find(to) != n.npos; });
  return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

Result<std::unique_ptr<MidiOut>> open_midi_out(const std::string& to) {
  std::vector<std::string> names, reasons;
  const auto opened = [&](auto&& result) {
    if (!result) reasons.push_back(result.error().text);
    return static_cast<bool>(result);
  };
#ifdef PARTIALS_RTAUDIO
  if (auto out = rtaudio::open_midi_out(to, names); opened(out)) return std::move(out).value();
#endif
#ifdef PARTIALS_JACK
  if (auto out = jack::open_midi_out(to, names); opened(out)) return std::move(out).value();
#endif
  if (!names.empty())
    return Error{"There is no MIDI destination '" + to + "'; there are: " + listed(names) +
                 ", and - opens a port to be connected by hand."};
  std::string why;
  for (const std::string& reason : reasons) why += (why.empty() ? "" : "; ") + reason;
  return Error{"There is no MIDI output: " + (why.empty() ? "this build has no MIDI system" : why) + "."};
}

}  // namespace partials::audio
