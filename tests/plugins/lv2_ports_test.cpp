// SPDX-License-Identifier: MIT
// Keeps away: ports whose bounds, names or units are not those of the parameters, or whose initial value a strict LV2
// host would refuse.
#include "lv2_description.h"
#include "plugins.h"
#include "shown.h"
#include "titles.h"

namespace partials::hosting {
namespace {

void expect_port(const Lv2Description::Port& port, int index) {
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  EXPECT_EQ(port.name, p.name);
  EXPECT_EQ(port.least, p.min) << p.id;
  EXPECT_EQ(port.most, p.max) << p.id;
  EXPECT_EQ(port.initial, p.initial) << p.id;
  EXPECT_EQ(port.hidden, is_reserved(index)) << p.id;
  EXPECT_EQ(port.unit.empty(), *p.unit == 0) << p.id;
  for (const auto& [value, name] : port.names) EXPECT_EQ(name, text_of(index, value)) << p.id;
  const bool number = p.look == Look::number;
  const bool macro = is_macro(index) && !is_reserved(index);
  const size_t named = macro ? 3 : number ? 0 : static_cast<size_t>(p.max - p.min) + 1;
  EXPECT_EQ(port.names.size(), named) << p.id;
}

TEST(Lv2Ports, AreTheParameters) {
  for (std::string bundle : plugin_files()) {
    if (!bundle.ends_with(".lv2")) continue;
    for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
      std::string folder = bundle;
      folder.replace(folder.find("KIND"), 4, kind == PlayerKind::effect ? "effect" : "instrument");
      const Lv2Description description(folder + "/plugin.ttl");
      for (const int index : shown(kind)) {
        const auto* port = description.port(index == kBypass ? "lv2_enabled" : kParameters[static_cast<size_t>(index)].id);
        ASSERT_TRUE(port) << kParameters[static_cast<size_t>(index)].id;
        if (index != kBypass) expect_port(*port, index);
      }
      const auto* latency = description.port("lv2_latency");
      EXPECT_EQ(latency != nullptr, kind == PlayerKind::effect);
      if (latency) EXPECT_EQ(latency->unit, "units:frame");
    }
  }
}

}  // namespace
}  // namespace partials::hosting
