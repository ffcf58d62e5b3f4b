// SPDX-License-Identifier: MIT
// Help patches of Max: valid JSON whose boxes are objects of ours or stock ones, with as many inlets and
// outlets as the objects have, and wires between them; each has the toggle that starts the sound. Keeps away
// help patches that open with broken boxes; that they sound in Max is not shown.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "max_case.h"

namespace partials::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::set<std::string> kStock = {"*~",    "+~",   "adc~",     "adstatus", "buffer~", "click~", "counter", "cycle~",
                                      "dac~",  "metro", "loadmess", "noise~",   "prepend", "print",  "sel",     "sig~"};
const std::set<std::string> kBoxes = {"comment", "flonum", "message", "newobj", "number~", "panel", "toggle"};

class HelpInMax : public InMax {
 protected:
  void check_box(const json& box) {
    const std::string kind = box.at("maxclass");
    EXPECT_TRUE(kBoxes.contains(kind)) << kind;
    if (kind != "newobj") return;
    const std::string text = box.at("text"), name = text.substr(0, text.find(' '));
    if (!name.starts_with("partials")) {
      EXPECT_TRUE(kStock.contains(name)) << name;
      return;
    }
    void* object = make(text);
    ASSERT_NE(object, nullptr) << text << joined(host.take_console());
    EXPECT_EQ(box.at("numinlets"), std::max(1l, host.inlets(object))) << text;
    EXPECT_EQ(box.at("numoutlets"), host.outlets(object, true) + host.outlets(object, false)) << text;
  }

  // The number of ports of a box, by its id.
  static int ports(const json& boxes, const std::string& id, const char* of) {
    for (const json& b : boxes)
      if (b.at("box").at("id") == id) return b.at("box").at(of);
    return -1;
  }
};

TEST_F(HelpInMax, EveryPatchIsMadeOfObjectsThatExistAndWiresThatFit) {
  std::set<std::string> named;
  for (const auto& entry : fs::directory_iterator(PARTIALS_SOURCE_DIR "/apps/max/help")) {
    SCOPED_TRACE(entry.path().filename().string());
    named.insert(entry.path().stem().string());
    std::ifstream file(entry.path());
    const json patcher = json::parse(file).at("patcher");
    std::set<std::string> ids;
    bool toggle = false, sounds = false, helps = false;
    for (const json& b : patcher.at("boxes")) {
      const json& box = b.at("box");
      EXPECT_TRUE(ids.insert(box.at("id")).second) << box.at("id");
      check_box(box);
      toggle = toggle || box.at("maxclass") == "toggle";
      const std::string text = box.value("text", "");
      sounds = sounds || text == "dac~";
      helps = helps || (box.at("maxclass") == "newobj" && (text + " ").starts_with(entry.path().stem().string() + " "));
    }
    EXPECT_TRUE(toggle && sounds && helps);
    for (const json& line : patcher.at("lines")) {
      const json &from = line.at("patchline").at("source"), &to = line.at("patchline").at("destination");
      EXPECT_LT(from.at(1).get<int>(), ports(patcher.at("boxes"), from.at(0), "numoutlets")) << line;
      EXPECT_LT(to.at(1).get<int>(), ports(patcher.at("boxes"), to.at(0), "numinlets")) << line;
    }
  }
  for (const auto& entry : fs::directory_iterator(PARTIALS_MAX_FOLDER))
    EXPECT_TRUE(named.contains(entry.path().stem().string())) << entry.path() << " has no help patch";
}

TEST_F(HelpInMax, ThePackageIsDescribed) {
  std::ifstream file(fs::path(PARTIALS_MAX_FOLDER).parent_path() / "package-info.json");
  const json info = json::parse(file);
  for (const char* key : {"name", "version", "author", "description", "max_version_min", "os"})
    EXPECT_TRUE(info.contains(key)) << key;
}

}  // namespace
}  // namespace partials::test
