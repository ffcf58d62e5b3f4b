// SPDX-License-Identifier: MIT
// Where the plain window puts things; in pixels at scale 1. No drawing here.
#pragma once
#include <string>
#include <vector>

#include "view.h"

namespace partials {

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  bool holds(double px, double py) const { return px >= x && px < x + w && py >= y && py < y + h; }
};

struct Row {
  int index = 0, place = 0;  // in the table, at the host
  std::string name;          // a macro's is the model's
  Box box, bar;              // the bar is what is dragged or clicked
  bool toggle = false;
};

struct Layout {
  Box load, mute, meters;
  std::vector<Row> rows;     // macros that the model cannot serve are left out
};

Layout lay_out(PlayerKind kind, const Status& status, float width, float height);

float unit_of(int index, float value);      // 0..1 along the bar
float value_at(int index, float unit);

}  // namespace partials
