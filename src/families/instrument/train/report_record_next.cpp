// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "families/instrument/train/report_parts.h"
#include "pictures/plot_svg.h"

namespace partials {
namespace {

constexpr size_t kShownKeys = 12;  // most played first
constexpr const char* kColour = "#2f81c7";

}  // namespace

// Notes that were played outside the recordings, as bars in each direction.
std::string played_notes_section(const Report& report) {
  const nlohmann::json& played = report.played_notes;
  if (!played.is_object()) return "";
  std::string out = "<section id=\"record-next\"><h2>Record next</h2>\n<p>" +
                    xml_escaped(report.played_notes_text) +
                    " Players on this computer counted this with consent; it was sent nowhere.</p>\n";
  for (const auto& [id, title] :
       {std::pair{"below", "Below the recorded range"}, std::pair{"above", "Above the recorded range"},
        std::pair{"softer", "Softer than recorded"}, std::pair{"louder", "Louder than recorded"}}) {
    const nlohmann::json& keys = played[id]["keys"];
    if (keys.empty()) continue;
    const auto most = keys[0]["count"].get<double>();
    out += fmt::format("<h3>{}</h3><div class=\"bars\" role=\"list\">\n", title);
    for (size_t i = 0; i < std::min<size_t>(kShownKeys, keys.size()); ++i) {
      const auto count = keys[i]["count"].get<uint64_t>();
      out += fmt::format(
          "<div role=\"listitem\" class=\"bar\"><span class=\"who\">{}</span><span class=\"track\"><span "
          "style=\"width:{:.1f}%;background:{}\"></span></span><span class=\"value\">{} "
          "time{}</span></div>\n",
          keys[i]["note"].get<std::string>(), 100.0 * static_cast<double>(count) / most, kColour, count,
          count == 1 ? "" : "s");
    }
    out += "</div>\n";
  }
  return out + "</section>\n";
}

}  // namespace partials
