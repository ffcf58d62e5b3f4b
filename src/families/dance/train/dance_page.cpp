// SPDX-License-Identifier: MIT
#include "families/dance/train/dance_page.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "families/dance/train/figure.h"
#include "pictures/plot_svg.h"
#include "report/report_media.h"

namespace partials::dance {
namespace {

using nlohmann::json;

constexpr const char* kStyle = R"(
:root { color-scheme: dark; }
body { margin: 0; background: #0e1116; color: #eef2f6; font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
p { color: #b4c0cb; margin: 0 0 1rem; }
)";

// Millimetres, [frames][3 joints].
json frames_of(const Figure& figure, const Rig& rig, const Dance& dance) {
  json frames = json::array();
  for (const auto& joints : drawn_joints(figure, rig, dance.poses)) {
    json row = json::array();
    for (const Vec3& j : joints)
      for (const double x : j) row.push_back(std::lround(1000 * x));
    frames.push_back(std::move(row));
  }
  return frames;
}

}  // namespace

std::string dance_stage(const Performance& p) {
  const Figure figure = figure_of(p.rig);
  json dances = json::array();
  dances.push_back({{"name", p.made.name}, {"made", true}, {"frames", frames_of(figure, p.rig, p.made)}});
  for (const Dance& d : p.real)
    dances.push_back({{"name", d.name}, {"made", false}, {"frames", frames_of(figure, p.rig, d)}});
  const json data = {{"rate_hz", p.rate_hz},
                     {"bones", figure.bones},
                     {"sides", figure.sides},
                     {"head", figure.head},
                     {"dances", dances}};
  std::string text = data.dump(-1, ' ', false, json::error_handler_t::replace);
  for (size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 6) text.replace(at, 1, "\\u003c");
  std::string sound;
  if (!p.sound.samples.empty())
    sound = "<audio preload=\"auto\" src=\"" +
            data_uri("audio/wav", wav_bytes(p.sound.samples, static_cast<int>(p.sound.rate_hz))) +
            "\"></audio>";
  return "<div class=\"dance\"><script type=\"application/json\">" + text + "</script>" + sound + "</div>\n";
}

std::string dance_page(const Performance& p, const std::string& title) {
  const std::string name = xml_escaped(title);
  return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<title>" +
         name + "</title>\n<style>" + kStyle + "</style>\n<main>\n<h1>" + name +
         "</h1>\n<p>Amber is the left side of a body, blue its right. Drag the picture to look from "
         "elsewhere; "
         "space plays and pauses.</p>\n" +
         dance_stage(p) + "</main>\n" + dance_script() + "</html>\n";
}

}  // namespace partials::dance
