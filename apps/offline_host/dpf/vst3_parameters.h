// SPDX-License-Identifier: MIT
// The parameters of our VST3 plug-in through its edit controller: first hidden ones (latency, MIDI
// controllers), then ours in the order of shown(), last the hidden model parameter. Values here are in
// units; VST3's own go from 0 to 1.
#pragma once
#include <string>
#include <vector>

#include "shown.h"
#include "src/travesty/edit_controller.h"

namespace partials::hosting::vst3 {

class Parameters {
 public:
  explicit Parameters(PlayerKind kind) : kind_(kind) {}
  void look_up(v3_edit_controller** controller);
  bool complete() const { return ids_.size() == shown(kind_).size(); }
  double latency_samples() const;  // value of the hidden parameter; NaN: missing

  // By index in kParameters; -1 and NaN if this kind does not have the parameter.
  int index_of(v3_param_id id) const;
  double value(int index) const;
  std::string title(int index) const;  // "": hidden
  std::string text(int index, double value) const;
  bool value_of_text(int index, const std::string& text, double& value) const;
  bool id_of(int index, v3_param_id& id) const;
  double normalised(v3_param_id id, double plain) const {
    return v3_cpp_obj(controller_)->plain_parameter_to_normalised(controller_, id, plain);
  }
  double plain(v3_param_id id, double normalised) const {
    return v3_cpp_obj(controller_)->normalised_parameter_to_plain(controller_, id, normalised);
  }

 private:
  PlayerKind kind_;
  v3_edit_controller** controller_ = nullptr;
  std::vector<v3_param_id> ids_;  // by position in shown()
  int32_t first_ = 0;             // position of the first of them in the controller's list
};

}  // namespace partials::hosting::vst3
