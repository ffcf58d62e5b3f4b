// SPDX-License-Identifier: MIT
// A VST3 bundle in memory: loaded and initialised once for all instances, as in hosts.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "src/travesty/component.h"
#include "src/travesty/factory.h"

namespace partials::hosting::vst3 {

class Module {
 public:
  static Result<std::shared_ptr<Module>> load(const std::string& bundle);
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  bool is_instrument() const;  // by the first class's categories
  std::string name() const;    // of the first class
  // an instance of the first class, with a host context; null: it did not start
  v3_component** make(v3_funknown** host = nullptr) const;

 private:
  Module() = default;
  void* handle_ = nullptr;
  v3_plugin_factory** factory_ = nullptr;
};

}  // namespace partials::hosting::vst3
