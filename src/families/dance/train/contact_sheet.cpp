// SPDX-License-Identifier: MIT
#include "families/dance/train/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"
#include "families/dance/train/figure.h"

namespace partials::dance {
namespace {

constexpr int kCellWidth = 110, kCellHeight = 176, kHead = 26, kLabel = 16;
constexpr double kPixelsAMetre = 106;
constexpr Rgb kPaper{14, 17, 22}, kInk{238, 242, 246}, kSoft{154, 167, 180}, kLeft{255, 180, 84},
    kRight{92, 200, 255}, kFloor{57, 67, 79};

Rgb colour_of(int side) { return side < 0 ? kLeft : side > 0 ? kRight : kInk; }

// One figure with its hips' place at (x, floor) in pixels.
void put_figure(Canvas& canvas, const Figure& figure, const std::vector<Vec3>& joints, const Vec3& hips,
                double heading_rad, double x, double floor) {
  const double c = std::cos(heading_rad), s = std::sin(heading_rad);
  std::vector<std::pair<double, double>> at;
  for (const Vec3& j : joints)
    at.push_back(
        {x + kPixelsAMetre * (c * (j[0] - hips[0]) - s * (j[2] - hips[2])), floor - kPixelsAMetre * j[1]});
  for (const auto& [a, b] : figure.bones)
    canvas.line(at[a].first, at[a].second, at[b].first, at[b].second, 3,
                colour_of(figure.sides[b] ? figure.sides[b] : figure.sides[a]));
  if (figure.head) {
    const auto [hx, hy] = at[figure.head];
    canvas.line(hx, hy - 5, hx, hy - 8, 12, kInk);
  }
}

}  // namespace

Canvas contact_sheet(const Performance& p, int columns) {
  std::vector<const Dance*> dances{&p.made};
  for (const Dance& d : p.real) dances.push_back(&d);
  const auto frames = p.made.poses.size();
  columns = std::clamp(columns, 1, static_cast<int>(std::max<size_t>(1, frames)));
  Canvas canvas(columns * kCellWidth, kHead + static_cast<int>(dances.size()) * (kCellHeight + kLabel),
                kPaper);
  const Figure figure = figure_of(p.rig);
  for (size_t row = 0; row < dances.size(); ++row) {
    const Dance& d = *dances[row];
    const int top = kHead + static_cast<int>(row) * (kCellHeight + kLabel);
    const double floor = top + kLabel + kCellHeight - 10;
    canvas.rectangle(0, static_cast<int>(floor), canvas.width(), 1, kFloor);
    canvas.text(6, top + 4, (row ? "real: " : "made: ") + d.name, kSoft);
    const auto joints = drawn_joints(figure, p.rig, d.poses);
    for (int column = 0; column < columns; ++column) {
      const size_t n =
          static_cast<size_t>(column) * (frames - 1) / static_cast<size_t>(std::max(1, columns - 1));
      const int x = column * kCellWidth + kCellWidth / 2;
      if (row == 0)
        canvas.text(x - 14, 8, plain_number(std::round(10 * static_cast<double>(n) / p.rate_hz) / 10) + " s",
                    kSoft);
      if (n < joints.size())
        put_figure(canvas, figure, joints[n], d.poses[n].place_m, d.poses.front().heading_rad, x, floor);
    }
  }
  return canvas;
}

}  // namespace partials::dance
