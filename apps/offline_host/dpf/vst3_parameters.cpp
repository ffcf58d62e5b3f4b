// SPDX-License-Identifier: MIT
#include "vst3_parameters.h"

#include <algorithm>
#include <cmath>

namespace partials::hosting::vst3 {
namespace {

std::string narrow(const int16_t* wide) {
  std::string text;
  for (; *wide; ++wide) text += static_cast<char>(*wide);  // ours are ASCII
  return text;
}

}  // namespace

void Parameters::look_up(v3_edit_controller** controller) {
  controller_ = controller;
  const auto ours = static_cast<int32_t>(shown(kind_).size());
  first_ = v3_cpp_obj(controller)->get_parameter_count(controller) - ours - 1;
  v3_param_info info;
  for (int32_t i = 0; first_ >= 0 && i < ours; ++i)
    if (v3_cpp_obj(controller)->get_parameter_info(controller, first_ + i, &info) == V3_OK)
      ids_.push_back(info.param_id);
}

std::string Parameters::title(int index) const {
  v3_param_info info;
  const int place = place_of(kind_, index);
  if (place < 0 || v3_cpp_obj(controller_)->get_parameter_info(controller_, first_ + place, &info) != V3_OK)
    return "";
  return info.flags & V3_PARAM_IS_HIDDEN ? "" : narrow(info.title);
}

double Parameters::latency_samples() const {
  v3_param_info info;
  if (v3_cpp_obj(controller_)->get_parameter_info(controller_, 0, &info) != V3_OK ||
      narrow(info.title) != "Latency")
    return std::nan("");
  return plain(info.param_id, v3_cpp_obj(controller_)->get_parameter_normalised(controller_, info.param_id));
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
  return id_of(index, id) ? plain(id, v3_cpp_obj(controller_)->get_parameter_normalised(controller_, id))
                          : std::nan("");
}

std::string Parameters::text(int index, double value) const {
  v3_param_id id;
  v3_str_128 wide{};
  if (!id_of(index, id) ||
      v3_cpp_obj(controller_)->get_parameter_string_for_value(controller_, id, normalised(id, value), wide) !=
          V3_OK)
    return "";
  return narrow(wide);
}

bool Parameters::value_of_text(int index, const std::string& text, double& value) const {
  v3_param_id id;
  std::vector<int16_t> wide(text.begin(), text.end());
  wide.push_back(0);
  double found = 0;
  if (!id_of(index, id) ||
      v3_cpp_obj(controller_)->get_parameter_value_for_string(controller_, id, wide.data(), &found) != V3_OK)
    return false;
  value = plain(id, found);
  return true;
}

}  // namespace partials::hosting::vst3
