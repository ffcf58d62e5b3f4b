// SPDX-License-Identifier: MIT
#include "body/channel_names.h"

#include "base/printable.h"

namespace partials::body {

std::string channel_names(const motion::Body& body, size_t first) {
  std::string text;
  std::string_view joint_before;
  for (size_t i = first; i < body.size(); ++i) {
    const std::string_view name = body[i].name;
    const size_t dot = name.rfind('.');
    const std::string_view joint = name.substr(0, dot == name.npos ? 0 : dot);
    const bool same = !joint.empty() && joint == joint_before;
    text += same ? " " : text.empty() ? "" : ", ";
    text += printable(same ? name.substr(dot) : name);
    joint_before = joint;
  }
  return text;
}

}  // namespace partials::body
