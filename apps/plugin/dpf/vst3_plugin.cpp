// SPDX-License-Identifier: MIT
// DPF's VST3 plug-in. It writes the numbers of a project with a point and reads them by atof, which in a host with a decimal comma
// stops at the point, so that every macro would come back as 0. Here atof reads a point whatever the host's locale.
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace std {
inline double atof_with_point(const char* text) {
  double value = 0;
  from_chars(text, text + strlen(text), value);
  return value;
}
}  // namespace std

#define atof atof_with_point
#include "DistrhoPluginMain.cpp"
