// SPDX-License-Identifier: MIT
// Guards against: a preset that a plug-in loads without telling its host, or that a project loses; presets
// that a host's browser does not list.
#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>

#include "clap_presets.h"
#include "entry.h"
#include "plugins.h"

namespace partials::hosting {
namespace {

namespace fs = std::filesystem;

class PluginPreset : public Plugin {};

TEST_P(PluginPreset, SoundsAsInTheLibraryAndTheProjectKeepsIt) {
  const PresetFile preset(model_);
  const Script script{9000, {note_on(0, 69, 0.8f, 7)}, {}, {64}};
  Session s(PlayerKind::instrument);
  ASSERT_TRUE(s.load_file(preset.path()) && s.engine().prepare(48000, 512));
  const StereoSound expected =
      play(s.engine(),
           {9000, carried(open(GetParam(), PlayerKind::instrument)->abilities(), script.events), {}, {64}});
  auto p = open(GetParam(), PlayerKind::instrument);
  ASSERT_TRUE(p->load_model(preset.path()) && p->activate(48000, 512));
  EXPECT_EQ(play(*p, script).left, expected.left);
  auto later = open(GetParam(), PlayerKind::instrument);
  ASSERT_TRUE(later->restore(p->save()) && later->activate(48000, 512));
  EXPECT_EQ(play(*later, script).left, expected.left);
  expect_clean(*p);
}

TEST_P(PluginPreset, TellsTheHostItsValuesWhileItPlays) {
  const PresetFile preset(model_);
  auto p = player(PlayerKind::instrument);
  const bool told_by_window =
      GetParam().ends_with(".lv2");  // LV2's host owns the values, and this one lets nobody change them
  const StereoSound heard = play(*p, {4800, {}, {}, {64}}, [&](int64_t at) {
    if (at == 64 * 10) {
      EXPECT_TRUE(p->load_model(preset.path()));
    }
    p->idle();
  });
  p->idle();
  if (told_by_window) GTEST_SKIP() << "The window tells hosts of LV2.";
  EXPECT_NEAR(p->value(kMacro1), 0.15, 1e-5);
  EXPECT_NEAR(p->value(kTune), 31, 1e-3);
  if (GetParam().ends_with(".clap")) return expect_clean(*p);  // is asked to read them: clap_loading_test.cpp
  const auto told = [&](int index) {
    const auto at = std::find_if(heard.events.begin(), heard.events.end(), [&](const Event& e) {
      return e.kind == EventKind::parameter && e.index == index;
    });
    return at == heard.events.end() ? std::nanf("") : at->value;
  };
  EXPECT_NEAR(told(kMacro1), 0.15f, 1e-5f);
  EXPECT_NEAR(told(kTune), 31, 1e-3);
  EXPECT_TRUE(std::isnan(told(kOutput))) << "output is in no preset";
  expect_clean(*p);
}

INSTANTIATE_TEST_SUITE_P(Formats, PluginPreset, testing::ValuesIn(plugin_files()), format_of);

// What a host's browser of presets is told.
struct Browser {
  std::vector<std::string> types, folders, names;
  clap_preset_discovery_indexer_t indexer{CLAP_VERSION_INIT, "test", "", "", "", this, type, folder,
                                          nullptr,           nullptr};
  clap_preset_discovery_metadata_receiver_t receiver{};

  Browser() {
    indexer.get_extension = [](const clap_preset_discovery_indexer_t*, const char*) -> const void* {
      return nullptr;
    };
    receiver.receiver_data = this;
    receiver.begin_preset = [](const clap_preset_discovery_metadata_receiver_t* r, const char* name,
                               const char*) {
      static_cast<Browser*>(r->receiver_data)->names.emplace_back(name);
      return true;
    };
    receiver.add_plugin_id = [](const clap_preset_discovery_metadata_receiver_t*,
                                const clap_universal_plugin_id_t*) {};
  }
  static bool type(const clap_preset_discovery_indexer_t* i, const clap_preset_discovery_filetype_t* t) {
    static_cast<Browser*>(i->indexer_data)->types.emplace_back(t->file_extension);
    return true;
  }
  static bool folder(const clap_preset_discovery_indexer_t* i, const clap_preset_discovery_location_t* l) {
    static_cast<Browser*>(i->indexer_data)->folders.emplace_back(l->location);
    return true;
  }
};

TEST(ClapPresets, HostsListPresetsBesideModelsByTheirNames) {
  const ModelFile model;
  const PresetFile preset(model);
  setenv("XDG_DATA_HOME", preset.data_home().c_str(), 1);
  void* library = dlopen(PARTIALS_CLAP_FILE, RTLD_NOW | RTLD_LOCAL);
  ASSERT_TRUE(library) << dlerror();
  const auto* entry = static_cast<const clap_plugin_entry_t*>(dlsym(library, "clap_entry"));
  ASSERT_TRUE(entry && entry->init(PARTIALS_CLAP_FILE));
  const auto* factory = static_cast<const clap_preset_discovery_factory_t*>(
      entry->get_factory(CLAP_PRESET_DISCOVERY_FACTORY_ID));
  ASSERT_TRUE(factory);
  Browser browser;
  const auto* provider = factory->create(factory, &browser.indexer, factory->get_descriptor(factory, 0)->id);
  ASSERT_TRUE(provider && provider->init(provider));
  EXPECT_EQ(browser.types, (std::vector<std::string>{"partials", "partials-preset"}));
  EXPECT_TRUE(std::find(browser.folders.begin(), browser.folders.end(),
                        fs::path(preset.path()).parent_path().string()) != browser.folders.end());
  EXPECT_TRUE(provider->get_metadata(provider, CLAP_PRESET_DISCOVERY_LOCATION_FILE, preset.path().c_str(),
                                     &browser.receiver));
  ASSERT_EQ(browser.names.size(), 1u);
  EXPECT_NE(browser.names[0].find(" – Soft evening"), std::string::npos) << browser.names[0];
  provider->destroy(provider);
  entry->deinit();
  dlclose(library);
}

}  // namespace
}  // namespace partials::hosting
