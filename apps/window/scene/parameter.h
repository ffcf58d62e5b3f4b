// SPDX-License-Identifier: MIT
// A parameter as seen by controls: as 0..1, as text, and changed through the host.
#pragma once
#include <algorithm>
#include <string>

#include "part.h"
#include "play/parameters.h"
#include "shell.h"
#include "view.h"

namespace partials::window {

class Parameter {
 public:
  Parameter(View& view, Shell& shell, int index, std::string name)
      : view_(&view), shell_(&shell), index_(index), name_(std::move(name)) {}

  int index() const { return index_; }
  const std::string& name() const { return name_; }
  const partials::Parameter& entry() const { return kParameters[static_cast<size_t>(index_)]; }
  float value() const { return view_->value(index_); }
  float unit() const { return unit_of(value()); }
  float rest_unit() const { return unit_of(entry().initial); }
  std::string text() const { return learning() ? "move a controller" : text_of(index_, value()); }
  bool learning() const { return view_->learning() == index_; }
  int controller() const { return view_->controller(index_); }
  void learn() const { view_->learn(index_); }
  std::string help() const;

  float unit_of(float value) const {
    return std::clamp((value - entry().min) / (entry().max - entry().min), 0.f, 1.f);
  }
  float at(float unit) const {
    return clamped(index_, entry().min + std::clamp(unit, 0.f, 1.f) * (entry().max - entry().min));
  }

  void begin() const { shell_->begin(index_); }
  void set(float value) const { shell_->set(index_, clamped(index_, value)); }
  void end() const { shell_->end(index_); }
  void set_once(float value) const {
    begin();
    set(value);
    end();
  }
  void step(float steps, bool fine) const;  // by the wheel or an arrow key
  bool key(Key key, bool fine) const;       // arrows, Home (initial value), page keys
  void look_at(Shown& shown) const {
    shown.add(value());
    shown.add(learning());
    shown.add(controller());
  }

 private:
  View* view_;
  Shell* shell_;
  int index_;
  std::string name_;
};

}  // namespace partials::window
