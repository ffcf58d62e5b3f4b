// SPDX-License-Identifier: MIT
// The fields of a box's file as they are written, before anything is looked up (box_config.cpp).
#pragma once
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "model/json_fields.h"

namespace partials::box {

inline constexpr double kUnset = std::numeric_limits<double>::quiet_NaN();

struct AudioFields {
  std::string output;
  int rate_hz = 0, block = 0;
};
template <class Self, class Take>
void json_fields(Self& self, Take&& take) requires std::same_as<std::remove_const_t<Self>, AudioFields> {
  take("output", self.output, Field::optional);
  take("rate_hz", self.rate_hz, Field::optional);
  take("block", self.block, Field::optional);
}

struct OscFields {
  int port = 0;
  std::string host = "127.0.0.1";
};
template <class Self, class Take>
void json_fields(Self& self, Take&& take) requires std::same_as<std::remove_const_t<Self>, OscFields> {
  take("port", self.port, Field::needed);
  take("host", self.host, Field::optional);
}

struct SerialFields {
  std::string port, protocol = "lines";
  int baud = 115200;
};
template <class Self, class Take>
void json_fields(Self& self, Take&& take) requires std::same_as<std::remove_const_t<Self>, SerialFields> {
  take("port", self.port, Field::needed);
  take("protocol", self.protocol, Field::optional);
  take("baud", self.baud, Field::optional);
}

struct KnobFields {
  double from = 0, to = 0, low = kUnset, high = kUnset;
  std::string sets;
};
template <class Self, class Take>
void json_fields(Self& self, Take&& take) requires std::same_as<std::remove_const_t<Self>, KnobFields> {
  take("from", self.from, Field::needed);
  take("to", self.to, Field::needed);
  take("sets", self.sets, Field::needed);
  take("low", self.low, Field::optional);
  take("high", self.high, Field::optional);
}

struct PadFields {
  std::string x, y;
  double from = 0, to = 0;
};
template <class Self, class Take>
void json_fields(Self& self, Take&& take) requires std::same_as<std::remove_const_t<Self>, PadFields> {
  take("x", self.x, Field::needed);
  take("y", self.y, Field::needed);
  take("from", self.from, Field::needed);
  take("to", self.to, Field::needed);
}

// The first field of the object j that T does not have, nor `more`; "" if there is none. all: the list of
// those that exist.
template <class T>
std::string unknown_field(const nlohmann::json& j, std::vector<std::string> names, std::string& all) {
  T example;
  json_fields(example, [&](const char* name, auto&, Field) { names.push_back(name); });
  all.clear();
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  for (auto it = j.begin(); it != j.end(); ++it)
    if (std::find(names.begin(), names.end(), it.key()) == names.end()) return it.key();
  return "";
}

}  // namespace partials::box
