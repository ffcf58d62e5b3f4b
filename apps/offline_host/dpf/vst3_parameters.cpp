// SPDX-License-Identifier: MIT
#include "vst3_parameters.h"

#include <algorithm>
#include <cmath>

namespace partials::hosting::vst3 {

void Parameters::look_up(v3_edit_controller** controller) {
  controller_ = controller;
  for (int32_t i = 0; i < v3_cpp_obj(controller)->get_parameter_count(controller); ++i) {
    v3_param_info info;
    if (v3_cpp_obj(controller)->get_parameter_info(controller, i, &info) == V3_OK && !(info.flags & V3_PARAM_IS_HIDDEN)) ids_.push_back(info.param_id);
  }
}

int Parameters::index_of(v3_param_id id) const {
  const auto at = std::find(ids_.begin(), ids_.end(), id);
  return at == ids_.end() ? -1 : shown(kind_)[static_cast<size_t>(at - ids_.begin())];
}

bool Parameters::id_of(int index, v3_param_id& id) const {
  const int place = place_of(kind_, index);
  if (place >= 0) id = ids_[static_cast<size_t>(place)];
  return place >= 0;
}

double Parameters::value(int index) const {
  v3_param_id id;
  return id_of(index, id) ? plain(id, v3_cpp_obj(controller_)->get_parameter_normalised(controller_, id)) : std::nan("");
}

std::string Parameters::text(int index, double value) const {
  v3_param_id id;
  v3_str_128 wide{};
  if (!id_of(index, id) || v3_cpp_obj(controller_)->get_parameter_string_for_value(controller_, id, normalised(id, value), wide) != V3_OK) return "";
  std::string text;
  for (const int16_t* c = wide; *c; ++c) text += static_cast<char>(*c);  // DPF sends ASCII
  return text;
}

bool Parameters::value_of_text(int index, const std::string& text, double& value) const {
  v3_param_id id;
  std::vector<int16_t> wide(text.begin(), text.end());
  wide.push_back(0);
  double found = 0;
  if (!id_of(index, id) || v3_cpp_obj(controller_)->get_parameter_value_for_string(controller_, id, wide.data(), &found) != V3_OK) return false;
  value = plain(id, found);
  return true;
}

}  // namespace partials::hosting::vst3
