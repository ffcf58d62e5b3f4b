// SPDX-License-Identifier: MIT
// Features specific to CLAP, tested through its C interface: names that are not ours, extensions, ports,
// voices, presets, note-wise modulation, learned controllers, programs.
#include <dlfcn.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include "clap_presets.h"
#include "entry.h"
#include "ext/note-ports.h"
#include "ext/params.h"
#include "host/session.h"
#include "plugin-factory.h"
#include "plugins.h"

namespace partials::hosting {
namespace {

class Clap : public testing::Test {
 protected:
  void SetUp() override {
    library_ = dlopen(PARTIALS_CLAP_FILE, RTLD_NOW | RTLD_LOCAL);
    ASSERT_TRUE(library_) << dlerror();
    entry_ = static_cast<const clap_plugin_entry_t*>(dlsym(library_, "clap_entry"));
    ASSERT_TRUE(entry_ && entry_->init(PARTIALS_CLAP_FILE));
    factory_ = static_cast<const clap_plugin_factory_t*>(entry_->get_factory(CLAP_PLUGIN_FACTORY_ID));
  }
  void TearDown() override {
    entry_->deinit();
    dlclose(library_);
  }

  // A host that offers nothing at all.
  clap_host_t host_{CLAP_VERSION_INIT,
                    nullptr,
                    "bare",
                    "",
                    "",
                    "1",
                    [](const clap_host_t*, const char*) -> const void* { return nullptr; },
                    [](const clap_host_t*) {},
                    [](const clap_host_t*) {},
                    [](const clap_host_t*) {}};
  void* library_ = nullptr;
  const clap_plugin_entry_t* entry_ = nullptr;
  const clap_plugin_factory_t* factory_ = nullptr;
};

std::unique_ptr<Hosted> playing(const ModelFile& model, PlayerKind kind = PlayerKind::instrument) {
  auto p = open(PARTIALS_CLAP_FILE, kind);
  EXPECT_TRUE(p->load_model(model.path()));
  EXPECT_TRUE(p->activate(48000, 512));
  return p;
}

// The housekeeper of the plug-in comes round by itself.
bool in_a_while(Hosted& p, const std::function<bool()>& so) {
  for (int n = 0; n < 2000 && !so(); ++n) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    p.idle();
  }
  return so();
}
std::string model_path_in(const std::string& state) {
  Session saved(PlayerKind::instrument);
  EXPECT_TRUE(saved.restore(state));
  return saved.model().path;
}

TEST_F(Clap, GivesNullForWhatItDoesNotHave) {
  EXPECT_EQ(entry_->get_factory("org.example.factory"), nullptr);
  EXPECT_EQ(factory_->get_plugin_count(factory_), 2u);
  EXPECT_EQ(factory_->get_plugin_descriptor(factory_, 2), nullptr);
  EXPECT_EQ(factory_->create_plugin(factory_, &host_, "org.partials.other"), nullptr);
  clap_host_t old = host_;
  old.clap_version = {0, 9, 0};
  EXPECT_EQ(factory_->create_plugin(factory_, &old, "org.partials.instrument"), nullptr);
}

// Parameters were added after the macros once and read as macros past the end of their names: Qtractor's scan
// died of it.
TEST_F(Clap, DescribesEveryParameterWhereverItStandsInTheTable) {
  for (const char* id : {"org.partials.instrument", "org.partials.effect"}) {
    const clap_plugin_t* p = factory_->create_plugin(factory_, &host_, id);
    ASSERT_TRUE(p && p->init(p));
    const auto* params = static_cast<const clap_plugin_params_t*>(p->get_extension(p, CLAP_EXT_PARAMS));
    for (uint32_t i = 0; i < params->count(p); ++i) {
      clap_param_info_t info;
      ASSERT_TRUE(params->get_info(p, i, &info));
      EXPECT_STREQ(info.name, kParameters[info.id].name);
      EXPECT_STREQ(info.module, is_macro(static_cast<int>(info.id)) ? "Macros" : "");
      EXPECT_EQ((info.flags & CLAP_PARAM_IS_MODULATABLE) != 0, is_macro(static_cast<int>(info.id)))
          << info.name;
    }
    p->destroy(p);
  }
}

TEST_F(Clap, WorksInAHostThatOffersNothing) {
  for (const char* id : {"org.partials.instrument", "org.partials.effect"}) {
    const clap_plugin_t* p = factory_->create_plugin(factory_, &host_, id);
    ASSERT_TRUE(p && p->init(p));
    EXPECT_EQ(p->get_extension(p, "org.example"), nullptr);
    EXPECT_FALSE(p->activate(p, 1000, 1, 64));  // no such rate
    ASSERT_TRUE(p->activate(p, 48000, 1, 64));
    EXPECT_TRUE(p->start_processing(p));
    float data[2][64] = {}, *sides[] = {data[0], data[1]};
    clap_audio_buffer_t io{sides, nullptr, 2, 0, 0};
    clap_process_t block{-1, 64, nullptr, &io, &io, 1, 1, nullptr, nullptr};
    EXPECT_NE(p->process(p, &block), CLAP_PROCESS_ERROR);
    block.audio_outputs_count = 0;
    EXPECT_EQ(p->process(p, &block), CLAP_PROCESS_ERROR);
    p->stop_processing(p);
    p->deactivate(p);
    p->destroy(p);
  }
}

TEST_F(Clap, InstrumentTellsVoicesAndDialects) {
  const clap_plugin_t* p = factory_->create_plugin(factory_, &host_, "org.partials.instrument");
  ASSERT_TRUE(p->init(p));
  const auto* voices = static_cast<const clap_plugin_voice_info_t*>(p->get_extension(p, CLAP_EXT_VOICE_INFO));
  clap_voice_info_t info{};
  ASSERT_TRUE(voices && voices->get(p, &info));
  EXPECT_EQ(info.voice_count, 16u);
  EXPECT_EQ(info.voice_capacity, 32u);
  EXPECT_TRUE(info.flags & CLAP_VOICE_INFO_SUPPORTS_OVERLAPPING_NOTES);
  const auto* ports = static_cast<const clap_plugin_note_ports_t*>(p->get_extension(p, CLAP_EXT_NOTE_PORTS));
  clap_note_port_info_t port{};
  ASSERT_TRUE(ports->get(p, 0, true, &port));
  EXPECT_EQ(port.supported_dialects, static_cast<uint32_t>(CLAP_NOTE_DIALECT_CLAP | CLAP_NOTE_DIALECT_MIDI |
                                                           CLAP_NOTE_DIALECT_MIDI_MPE));
  p->destroy(p);
}

TEST_F(Clap, ModelFilesAreFoundAsPresets) {
  const auto* factory = static_cast<const clap_preset_discovery_factory_t*>(
      entry_->get_factory(CLAP_PRESET_DISCOVERY_FACTORY_ID));
  ASSERT_TRUE(factory && factory->count(factory) == 1);
  const ModelFile model;
  setenv("PARTIALS_MODEL_PATH", ModelFile::folder().c_str(), 1);
  struct Seen {
    std::vector<std::string> types, folders, names, plugins;
  } seen;
  clap_preset_discovery_indexer_t indexer{
      CLAP_VERSION_INIT,
      "test",
      "",
      "",
      "1",
      &seen,
      [](const clap_preset_discovery_indexer* me, const clap_preset_discovery_filetype_t* t) {
        static_cast<Seen*>(me->indexer_data)->types.push_back(t->file_extension);
        return true;
      },
      [](const clap_preset_discovery_indexer* me, const clap_preset_discovery_location_t* l) {
        static_cast<Seen*>(me->indexer_data)->folders.push_back(l->location);
        return true;
      },
      nullptr,
      nullptr};
  const auto* provider = factory->create(factory, &indexer, factory->get_descriptor(factory, 0)->id);
  ASSERT_TRUE(provider && provider->init(provider));
  EXPECT_EQ(seen.types, (std::vector<std::string>{"partials", "partials-preset"}));
  ASSERT_FALSE(seen.folders.empty());
  clap_preset_discovery_metadata_receiver_t receiver{};
  receiver.receiver_data = &seen;
  receiver.begin_preset = [](const clap_preset_discovery_metadata_receiver* me, const char* name,
                             const char*) {
    static_cast<Seen*>(me->receiver_data)->names.push_back(name);
    return true;
  };
  receiver.add_plugin_id = [](const clap_preset_discovery_metadata_receiver* me,
                              const clap_universal_plugin_id_t* id) {
    static_cast<Seen*>(me->receiver_data)->plugins.push_back(id->id);
  };
  EXPECT_TRUE(provider->get_metadata(provider, CLAP_PRESET_DISCOVERY_LOCATION_FILE,
                                     (seen.folders[0] + "/violin.partials").c_str(), &receiver));
  EXPECT_FALSE(provider->get_metadata(provider, CLAP_PRESET_DISCOVERY_LOCATION_FILE,
                                      (seen.folders[0] + "/violin.wav").c_str(), &receiver));
  EXPECT_EQ(seen.names, std::vector<std::string>{"violin"});
  EXPECT_EQ(seen.plugins.size(), 2u);
  provider->destroy(provider);
}

TEST(ClapPlaying, ModulationOfOneNoteReplacesThatOfAll) {
  const ModelFile model;
  const auto sound = [&](std::vector<Event> events) {
    events.insert(events.begin(), note_on(0, 69, 0.8f, 1));
    return play(*playing(model), {9600, events, {}, {64}});
  };
  const Event all = expression(0, EventKind::modulation, -1, 0.4f, kMacro1 + 1);
  Event one = expression(0, EventKind::modulation, 1, 0.4f, kMacro1 + 1), back = one;
  back.value = 0;
  EXPECT_TRUE(sound({all}) == sound({one}));
  EXPECT_TRUE(sound({all, one}) == sound({one}));
  EXPECT_TRUE(sound({all, back}) == sound({}));
  EXPECT_FALSE(sound({one}) == sound({}));
}

TEST(ClapPlaying, TheEffectsMacrosAreModulatedThroughASwapToo) {
  const ModelFile model;
  const auto sound = [&](Event e) {
    auto p = playing(model, PlayerKind::effect);
    return play(*p, {48000, {e}, sounds::note(330, 1, 48000), {64}}, [&](int64_t at) {
      if (at == 24000) {
        EXPECT_TRUE(p->load_model(model.path()));
      }
    });
  };
  const StereoSound modulated = sound(expression(0, EventKind::modulation, -1, 0.25f, kMacro1 + 1));
  EXPECT_TRUE(modulated == sound(parameter(0, kMacro1 + 1, 0.75f)));
  EXPECT_FALSE(modulated == sound(parameter(0, kMacro1 + 1, 0.5f)));
}

TEST(ClapPlaying, ALearnedControllerIsToldToTheHost) {
  const ModelFile model;
  Session session(PlayerKind::instrument);  // learning is the window's; a state brings it
  ASSERT_TRUE(session.load_file(model.path()));
  session.engine().set_learned(21, kMacro1);
  auto p = playing(model);
  ASSERT_TRUE(p->restore(session.save()));
  const StereoSound heard = play(*p, {512, {midi(100, 0xb0, 21, 127)}, {}, {512}});
  ASSERT_EQ(heard.events.size(), 1u);
  EXPECT_EQ(heard.events[0].index, kMacro1);
  EXPECT_EQ(heard.events[0].time, 100);
  EXPECT_FLOAT_EQ(heard.events[0].value, 1);
}

TEST(ClapPlaying, AProgramBeyondTheModelFilesChangesNothing) {
  const ModelFile model;
  setenv("PARTIALS_MODEL_PATH", ModelFile::folder().c_str(), 1);
  auto p = playing(model);
  const std::string before = p->save();
  (void)play(*p, {512, {midi(0, 0xc0, 127, 0)}, {}, {512}});
  EXPECT_TRUE(
      in_a_while(*p, [&] { return p->log().find("Program 128 does not exist") != std::string::npos; }));
  EXPECT_EQ(p->save(), before);
}

TEST(ClapPlaying, AProgramTakesTheModelFileOfItsNumber) {
  const ModelFile one(1), two(2);
  setenv("PARTIALS_MODEL_PATH", ModelFile::folder().c_str(), 1);
  const auto files = model_files();
  const auto at = std::find_if(files.begin(), files.end(), [&](const std::string& f) {
    return f.substr(f.rfind('/')) == two.path().substr(two.path().rfind('/'));
  });
  ASSERT_NE(at, files.end());
  auto p = playing(one);
  (void)play(*p, {512, {midi(0, 0xc0, static_cast<int>(at - files.begin()), 0)}, {}, {512}});
  EXPECT_TRUE(in_a_while(*p, [&] { return model_path_in(p->save()) == *at; }));
}

TEST(ClapPlaying, NextModelTakesTheOneBeside) {
  const ModelFile one(1), two(2);
  const std::string folder = ModelFile::folder() + "_next_model/", first = folder + "1.partials",
                    second = folder + "2.partials";
  std::filesystem::create_directories(folder);
  for (const auto& [from, to] : {std::pair(one.path(), first), std::pair(two.path(), second)})
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
  for (const char* name : {"PARTIALS_MODEL_PATH", "XDG_DATA_HOME", "XDG_DATA_DIRS"})
    setenv(name, folder.c_str(), 1);
  auto p = open(PARTIALS_CLAP_FILE, PlayerKind::instrument);
  ASSERT_TRUE(p->load_model(first) && p->activate(48000, 512));
  (void)play(*p, {512, {parameter(0, kNextModel, 1)}, {}, {512}});
  EXPECT_TRUE(in_a_while(*p, [&] { return model_path_in(p->save()) == second; }));
  std::filesystem::remove_all(folder);
}

TEST(ClapPlaying, AModelThatMayNotBeEmbeddedAndIsGoneIsKeptByName) {
  std::string state;
  {
    const ModelFile gone(5, false);
    auto p = playing(gone);
    state = p->save();
    EXPECT_LT(state.size(), 4000u);
  }
  auto p = open(PARTIALS_CLAP_FILE, PlayerKind::instrument);
  EXPECT_TRUE(p->restore(state));
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_EQ(peak(play(*p, {4800, {note_on(0, 69, 1)}, {}, {64}}).left), 0);
  EXPECT_NE(p->log().find("is not on this machine"), std::string::npos);
  EXPECT_EQ(p->save(), state);  // saving the project again loses nothing
}

}  // namespace
}  // namespace partials::hosting
