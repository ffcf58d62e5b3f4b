// SPDX-License-Identifier: MIT
// One sound in a report: an audio player under its spectrogram.
#include "report/report_player.h"

#include <fmt/format.h>

#include "judge/mel.h"
#include "pictures/plot_svg.h"
#include "pictures/png.h"
#include "report/report_media.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

std::string frequency_marks(double rate_hz, const SpectrogramStyle& style) {
  std::string out;
  for (const auto& [hz, text] :
       {std::pair{500.0, "500"}, {2000.0, "2k"}, {5000.0, "5k"}, {12000.0, "12k Hz"}})
    out += fmt::format("<i style=\"bottom:{:.1f}%\">{}</i>",
                       100.0 * spectrogram_height_unit(hz, rate_hz, style), text);
  return out;
}

}  // namespace

std::string player(const PlayerLabel& label, const std::vector<float>& audio, double rate_hz,
                   const SpectrogramStyle& style) {
  const std::string picture =
      data_uri("image/png", png_bytes(spectrogram_picture(audio, kJudgeRateHz, style)));
  const std::string name = xml_escaped(label.name),
                    described = label.of.empty() ? name : name + ", " + xml_escaped(label.of);
  return fmt::format(
      "<figure class=\"player\" data-kind=\"{0}\"><figcaption><span class=\"dot\" "
      "style=\"background:{1}\"></span><b>{2}</b><kbd>{4}</kbd><span class=\"note\">{3}</span></figcaption>\n"
      "<div class=\"spectrogram\"><img src=\"{5}\" alt=\"Spectrogram: {6}\" width=\"{7}\" "
      "height=\"{8}\">{9}<span class=\"head\"></span></div>\n"
      "<audio controls preload=\"metadata\" aria-label=\"{6}\" src=\"{10}\"></audio></figure>\n",
      label.id, label.colour, name, xml_escaped(label.note), label.key, picture, described, style.width,
      style.height, frequency_marks(kJudgeRateHz, style),
      data_uri("audio/wav", wav_bytes(resample(audio, kJudgeRateHz, rate_hz), static_cast<int>(rate_hz))));
}

}  // namespace partials
