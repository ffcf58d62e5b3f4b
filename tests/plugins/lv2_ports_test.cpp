// SPDX-License-Identifier: MIT
// Guards against: ports whose bounds, names or units are not those of the parameters, or whose initial value
// a strict LV2 host would refuse; projects in which the plug-in's values differ from the ports, or in which
// it loses values that it changed.
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

std::vector<std::string> bundles() {
  std::vector<std::string> files = plugin_files();
  std::erase_if(files, [](const std::string& file) { return !file.ends_with(".lv2"); });
  return files;
}

std::string replaced(std::string state, const std::string& what, const std::string& by) {
  const size_t at = state.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? state : state.replace(at, what.size(), by);
}

// What the plug-in keeps of itself (the offline host writes a project as keys and texts, each ended by a
// zero).
std::string kept(const std::string& state) {
  const size_t from = state.find("urn:partials:state");
  return from == std::string::npos ? "" : state.substr(from);
}

std::string played_and_saved(const std::string& bundle, const std::string& state) {
  auto p = open(bundle, PlayerKind::instrument);
  EXPECT_TRUE(p->restore(state));
  EXPECT_TRUE(p->activate(48000, 512));
  (void)play(*p, {512, {}, {}, {64}});
  return p->save();
}

TEST(Lv2Ports, WinOverAStateUnlessThePlugInHadMovedTheParameterItself) {
  using namespace std::string_literals;
  for (const std::string& bundle : bundles()) {
    auto p = open(bundle, PlayerKind::instrument);
    const std::string resting = p->save();
    p->set(kOutput, -12);
    const std::string low = p->save();
    EXPECT_NE(kept(low), kept(resting));
    EXPECT_EQ(kept(played_and_saved(bundle, low)), kept(low));
    // The host's port says something else than when it was saved.
    const std::string port = "port output\0"s;
    EXPECT_EQ(kept(played_and_saved(bundle, replaced(low, port + "-12", port + "0"))), kept(resting));
    // It says what it said when it was saved, and the plug-in had moved the parameter by itself.
    const std::string moved = replaced(replaced(low, port + "-12", port + "0"), "output -12\n", "output 0\n");
    EXPECT_EQ(kept(played_and_saved(bundle, moved)), kept(low));
  }
}

TEST(Lv2Ports, AreTheParameters) {
  for (const std::string& bundle : bundles()) {
    for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
      std::string folder = bundle;
      folder.replace(folder.find("KIND"), 4, kind == PlayerKind::effect ? "effect" : "instrument");
      const Lv2Description description(folder + "/plugin.ttl");
      for (const int index : shown(kind)) {
        const auto* port =
            description.port(index == kBypass ? "lv2_enabled" : kParameters[static_cast<size_t>(index)].id);
        ASSERT_TRUE(port) << kParameters[static_cast<size_t>(index)].id;
        if (index != kBypass) expect_port(*port, index);
      }
      const auto* latency = description.port("lv2_latency");
      EXPECT_EQ(latency != nullptr, kind == PlayerKind::effect);
      if (latency) {
        EXPECT_EQ(latency->unit, "units:frame");
      }
    }
  }
}

}  // namespace
}  // namespace partials::hosting
