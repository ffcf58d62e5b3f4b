// SPDX-License-Identifier: MIT
#include "progress.h"

#include <cstdio>

#include "base/plain_text.h"

namespace partials::window {

void LossCurve::draw(Canvas& c, const Look&) {
  c.fill(box, kSunk, kRound - 2);
  c.frame(box, kEdge, 1, kRound - 2);
  Box plot = box.inset(14, 12);
  if (plot.h > 100) plot.cut_top(34, 0);  // space for the figure, which the first point would cover
  double low = 1e9, high = -1e9, end = 1e-3;
  for (const TrainingPointSeen& p : points_)
    if (p.validation) {
      low = std::min(low, *p.validation);
      high = std::max(high, *p.validation);
      end = std::max(end, p.spent_s);
    }
  if (high < low)
    return c.text(plot.middle(), "The first figure comes with the first playable model.", kPlain, kFaint,
                  Align::middle);
  const double span = std::max(0.5, high - low);
  std::vector<Point> line;
  for (const TrainingPointSeen& p : points_)
    if (p.validation)
      line.push_back({plot.x + plot.w * static_cast<float>(p.spent_s / end),
                      plot.y + plot.h * static_cast<float>((high - *p.validation) / span)});
  c.clip(box.inset(1));
  c.line(line, kBlue, 2);
  for (const Point& p : line) c.disc(p, 2.5f, kBlue);
  if (points_.back().validation)
    c.text({box.right() - 12, box.y + 14}, metric_.text(points_.back().validation).c_str(), kSmall, kText,
           Align::right);
  c.text({box.right() - 12, box.y + 30}, "validation", kTiny, kFaint, Align::right);
  c.unclip();
}

}  // namespace partials::window
