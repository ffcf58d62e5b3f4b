// SPDX-License-Identifier: MIT
// Reads the ports from the plugin.ttl of our bundles. It parses only the form that lv2_ttl writes, not
// Turtle in general.
#pragma once
#include <map>
#include <string>

namespace partials::hosting {

class Lv2Description {
 public:
  struct Port {
    std::string name, unit;              // unit: "units:db", "" for none
    std::map<float, std::string> names;  // names of values (scale points)
    float least = 0, most = 1, initial = 0;
    bool hidden = false;  // pprops:notOnGUI
  };

  explicit Lv2Description(const std::string& path);
  const std::string& name() const { return name_; }
  const Port* port(const std::string& symbol) const;  // null: none
  const std::map<std::string, Port>& ports() const { return ports_; }

 private:
  std::string name_;
  std::map<std::string, Port> ports_;  // by symbol
};

}  // namespace partials::hosting
