// SPDX-License-Identifier: MIT
// Guards against: a plug-in that is silent when it is first opened; a project that gets the initial sound
// instead of its own missing model; an unpacked tarball whose models are not found.
#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>

#include "clap_presets.h"
#include "entry.h"
#include "first_model.h"
#include "host/session.h"
#include "plugins.h"

namespace partials::hosting {
namespace {

namespace fs = std::filesystem;

class Fresh : public testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Hosted> active(PlayerKind kind) {
    auto p = open(GetParam(), kind);
    EXPECT_TRUE(p->activate(48000, 512));
    return p;
  }
  // The project has it, wherever it is opened. CLAP's state is the session's own; the other formats wrap it
  // into text.
  static void expect_first_sound_in(const std::string& state) {
    EXPECT_GT(state.size(), first_model().size());
    Session saved(PlayerKind::instrument);
    if (!GetParam().ends_with(".clap")) return;
    ASSERT_TRUE(saved.restore(state));
    EXPECT_EQ(saved.model().name, "Violin");
    EXPECT_TRUE(saved.engine().model());
  }
  static StereoSound second_of(Hosted& p) { return play(p, {48000, {note_on(0, 69, 0.8f)}, {}, {512}}); }
};

TEST_P(Fresh, TheInstrumentSoundsFromItsFirstNoteOn) {
  auto p = active(PlayerKind::instrument);
  const StereoSound heard = second_of(*p);
  EXPECT_GT(peak(heard.left, 0, 9600), 0.001);  // within 0.2 s
  EXPECT_GT(peak(heard.left), 0.02);
  EXPECT_EQ(p->allocations(), 0);
  expect_first_sound_in(p->save());
}

TEST_P(Fresh, TheEffectTurnsWhatItHearsIntoTheFirstSound) {
  auto p = active(PlayerKind::effect);
  EXPECT_GT(peak(play(*p, {48000, {}, sounds::note(440, 1, 48000), {512}}).left), 0.02);
}

TEST_P(Fresh, SavedBeforeItEverPlayedItHoldsWhatWouldHaveSounded) {
  expect_first_sound_in(open(GetParam(), PlayerKind::instrument)->save());
}

TEST_P(Fresh, AMissingModelIsNeverReplacedByIt) {
  std::string state;
  {
    const ModelFile gone(5, false);
    auto p = open(GetParam(), PlayerKind::instrument);
    ASSERT_TRUE(p->load_model(gone.path()));
    state = p->save();
  }
  auto before = open(GetParam(), PlayerKind::instrument);
  before->restore(state);
  ASSERT_TRUE(before->activate(48000, 512));
  EXPECT_EQ(peak(second_of(*before).left), 0);
  auto while_it_plays = active(PlayerKind::instrument);
  EXPECT_GT(peak(second_of(*while_it_plays).left), 0.02);
  while_it_plays->restore(state);
  (void)play(*while_it_plays, {24000, {note_off(0, 69)}, {}, {512}});
  EXPECT_EQ(peak(second_of(*while_it_plays).left), 0);
}

TEST_P(Fresh, AModelThatCannotBeReadLeavesSilence) {
  auto p = open(GetParam(), PlayerKind::instrument);
  EXPECT_FALSE(p->load_model("no-such-file.partials").ok() && p->abilities().errors);
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_EQ(peak(second_of(*p).left), 0);
}

INSTANTIATE_TEST_SUITE_P(Files, Fresh, testing::ValuesIn(plugin_files()), format_of);

// Unpacked anywhere, and linked into the folder where hosts look.
TEST(Installation, ModelsBesideTheProgramAreFound) {
  const fs::path root = fs::path(testing::TempDir()) / ("partials_tree_" + std::to_string(getpid()));
  fs::create_directories(root / "lib/clap");
  fs::create_directories(root / "share/partials/models");
  fs::create_directories(root / "user");
  fs::copy_file(PARTIALS_CLAP_FILE, root / "lib/clap/partials.clap");
  fs::create_symlink(root / "lib/clap/partials.clap", root / "user/partials.clap");
  unsetenv("PARTIALS_MODEL_PATH");
  void* library = dlopen((root / "user/partials.clap").c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_TRUE(library) << dlerror();
  const auto* entry = static_cast<const clap_plugin_entry_t*>(dlsym(library, "clap_entry"));
  const auto* factory = static_cast<const clap_preset_discovery_factory_t*>(
      entry->get_factory(CLAP_PRESET_DISCOVERY_FACTORY_ID));
  std::vector<std::string> folders;
  clap_preset_discovery_indexer_t indexer{
      CLAP_VERSION_INIT,
      "test",
      "",
      "",
      "1",
      &folders,
      [](const clap_preset_discovery_indexer*, const clap_preset_discovery_filetype_t*) { return true; },
      [](const clap_preset_discovery_indexer* me, const clap_preset_discovery_location_t* l) {
        static_cast<std::vector<std::string>*>(me->indexer_data)->push_back(l->location);
        return true;
      },
      nullptr,
      nullptr};
  const auto* provider = factory->create(factory, &indexer, factory->get_descriptor(factory, 0)->id);
  EXPECT_TRUE(provider->init(provider));
  EXPECT_NE(std::find(folders.begin(), folders.end(), fs::canonical(root / "share/partials/models").string()),
            folders.end());
  provider->destroy(provider);
  dlclose(library);
  fs::remove_all(root);
}

}  // namespace
}  // namespace partials::hosting
