// SPDX-License-Identifier: MIT
// Every octave error as a picture: the spectrogram of the 0.3 s around it, up to four times its pitch, with
// the estimates of each tracker: black the analyser, red Praat, cyan SWIPE', white yinfft. Errors of one
// recording less than 50 ms apart share a panel; its title has the time, the number of frames of 5 ms, the
// analyser's estimate and that of two judges. The yellow mark is the first frame.
#pragma once
#include "pictures/spectrogram.h"
#include "pitch_trackers.h"

namespace partials::bench {

struct Exception {
  std::string name;
  double time_s, is_hz, judged_hz;
  Canvas picture;
};

constexpr int kPanelWidth = 236, kPanelHeight = 130, kPanelGap = 4, kPanelsAcross = 4, kTitle = 22;
constexpr double kAroundS = 0.15;

inline Canvas draw_exception(const AudioClip& clip, const Trackers& t, double time_s, double is_hz,
                             double judged_hz) {
  const double from_s = std::max(0.0, time_s - kAroundS),
               to_s = std::min(clip.duration_s(), time_s + kAroundS);
  const std::vector<float> part(clip.samples.begin() + static_cast<int64_t>(from_s * clip.rate_hz),
                                clip.samples.begin() + static_cast<int64_t>(to_s * clip.rate_hz));
  SpectrogramStyle style;
  style.width = kPanelWidth;
  style.height = kPanelHeight - kTitle;
  style.low_hz = 30;
  style.high_hz = std::clamp(4 * std::max(is_hz, judged_hz), 600.0, 0.45 * clip.rate_hz);
  style.axes = false;
  Canvas c = spectrogram_picture(part, clip.rate_hz, style);
  auto dot = [&](int x, double hz, Rgb colour) {
    if (hz > 0)
      c.rectangle(
          x - 1,
          c.height() - 2 - static_cast<int>(spectrogram_height_unit(hz, clip.rate_hz, style) * c.height()), 3,
          3, colour);
  };
  constexpr Rgb kColours[3] = {{255, 90, 90}, {90, 255, 255}, {255, 255, 255}};
  for (int x = 0; x < c.width(); x += 4) {
    const double at = from_s + x * (to_s - from_s) / c.width();
    for (int j = 0; j < 3; ++j) dot(x, t.judges[j].at(at), kColours[j]);
    const double newest = t.own_at(at, 1e4), own = newest > 0 ? t.own_at(at, newest) : 0;
    dot(x + 2, own, {0, 0, 0});
  }
  const int mark = static_cast<int>((time_s - from_s) / (to_s - from_s) * c.width());
  c.rectangle(mark, 0, 1, 8, {255, 230, 0});
  return c;
}

// All panels, several per row.
inline Canvas gallery(const std::vector<Exception>& all) {
  struct Panel {
    const Exception* first;
    double last_s;
    int frames;
  };
  std::vector<Panel> panels;
  for (const Exception& e : all) {
    if (panels.empty() || panels.back().first->name != e.name || e.time_s - panels.back().last_s > 0.05)
      panels.push_back({&e, e.time_s, 0});
    panels.back().last_s = e.time_s;
    ++panels.back().frames;
  }
  const int count = static_cast<int>(panels.size()), across = std::clamp(count, 1, kPanelsAcross);
  Canvas c(across * (kPanelWidth + kPanelGap) - kPanelGap,
           std::max(1, (count + across - 1) / across) * (kPanelHeight + kPanelGap) - kPanelGap);
  for (int i = 0; i < count; ++i) {
    const Exception& e = *panels[static_cast<size_t>(i)].first;
    const int left = i % across * (kPanelWidth + kPanelGap), top = i / across * (kPanelHeight + kPanelGap);
    char text[96];
    const std::string name = e.name.size() > 27 ? ".." + e.name.substr(e.name.size() - 25) : e.name;
    std::snprintf(text, sizeof text, "%s %.2f s", name.c_str(), e.time_s);
    c.text(left + 2, top + 2, text, {0, 0, 0});
    const int frames = panels[static_cast<size_t>(i)].frames;
    std::snprintf(text, sizeof text, "%d frame%s: %.0f, judges %.0f Hz", frames, frames == 1 ? "" : "s",
                  e.is_hz, e.judged_hz);
    c.text(left + 2, top + 12, text, {0, 0, 0});
    for (int y = 0; y < e.picture.height(); ++y)
      for (int x = 0; x < e.picture.width(); ++x) c.set(left + x, top + kTitle + y, e.picture.get(x, y));
  }
  return c;
}

}  // namespace partials::bench
