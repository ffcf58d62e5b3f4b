// SPDX-License-Identifier: MIT
// Guards against: a preset that is overwritten without a question, also by another process; names that create
// files in other folders; a removed preset that cannot be restored; a list that misses presets saved by
// others.
#include "library/preset_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include "host/session.h"
#include "library/home.h"
#include "library/model_library.h"
#include "library/preset_store.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class PresetFiles : public test::Home {
 protected:
  void SetUp() override {
    Home::SetUp();
    violin_ = save(models() + "/violin.partials", test::card("Violin", "", {"violin"}), 1);
    flute_ = save(models() + "/flute.partials", test::card("Flute", "", {"flute"}), 2);
  }
  Preset preset(const std::string& name, float breath = 0.2f) {
    Session s(PlayerKind::instrument);
    EXPECT_TRUE(s.load_file(violin_));
    Preset p{name, s.model(), {}};
    p.settings.values[kMacro1] = breath;
    return p;
  }
  static std::string saved(const Preset& p, bool replace = false) {
    const auto end = save_preset(p, replace);
    EXPECT_TRUE(end) << (end ? "" : end.error().text);
    return end && !end.value().taken ? end.value().path : "";
  }
  static float breath_of(const std::string& path) {
    return read_preset(path).value().settings.values[kMacro1];
  }
  static size_t files(const std::string& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
  static void look(ModelLibrary& library) {
    library.refresh();
    ASSERT_TRUE(wait_for([&] { return !library.busy(); }));
  }
  static Names names(const ModelList& list) {
    Names out;
    for (const auto& e : list) out.push_back(e->name);
    return out;
  }
  std::string violin_, flute_;
};

TEST_F(PresetFiles, NamesArePeoplesAndFilesStayInTheirFolder) {
  for (const char* name : {"Soft evening", "Für Élise – 夜 🎻", "../../etc/passwd", "a/b", ".hidden",
                           "  blanks  ", "con\\aux", "100% \"loud\"; rm -rf"}) {
    const std::string path = saved(preset(name));
    ASSERT_NE(path, "") << name;
    EXPECT_EQ(fs::path(path).parent_path(), own_preset_folder()) << name;
    EXPECT_NE(fs::path(path).filename().string()[0], '.');
    EXPECT_EQ(read_preset(path).value().name, trimmed(name));
  }
  EXPECT_EQ(files(own_preset_folder()), 8u);
  EXPECT_EQ(preset_files().size(), 8u);
  EXPECT_FALSE(save_preset(preset("   "), false));
  EXPECT_FALSE(save_preset(preset(std::string(201, 'x')), false));
}

TEST_F(PresetFiles, AreReplacedOnlyWhenThatIsAskedFor) {
  const std::string path = saved(preset("a", 0.2f));
  const auto again = save_preset(preset("a", 0.9f), false);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again.value().taken);
  EXPECT_FLOAT_EQ(breath_of(path), 0.2f);
  EXPECT_EQ(saved(preset("a", 0.9f), true), path);
  EXPECT_FLOAT_EQ(breath_of(path), 0.9f);
  EXPECT_EQ(files(own_preset_folder()), 1u);
}

TEST_F(PresetFiles, OfTwoProcessesThatSaveOneNameOneGetsIt) {
  constexpr int kProcesses = 6, kPresets = 20;
  std::vector<pid_t> children;
  const Preset one = preset("x");
  for (int p = 0; p < kProcesses; ++p) {
    children.push_back(fork());
    if (children.back() != 0) continue;
    int mine = 0;
    for (int i = 0; i < kPresets; ++i) {
      Preset wanted = one;
      wanted.name = std::to_string(i);
      wanted.settings.values[kTune] = static_cast<float>(p);
      const auto end = save_preset(wanted, false);
      if (!end) _exit(200);
      mine += !end.value().taken;
    }
    _exit(mine);
  }
  int all = 0;
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= kPresets);
    all += WEXITSTATUS(status);
  }
  EXPECT_EQ(all, kPresets);
  EXPECT_EQ(files(own_preset_folder()), static_cast<size_t>(kPresets));
  for (const std::string& path : preset_files()) EXPECT_TRUE(read_preset(path)) << path;
}

TEST_F(PresetFiles, AreRenamedRemovedAndPutBack) {
  const std::string path = saved(preset("a", 0.3f)), other = saved(preset("b", 0.4f));
  EXPECT_TRUE(rename_preset(path, "b").value().taken);
  const auto renamed = rename_preset(path, "c");
  ASSERT_TRUE(renamed);
  EXPECT_FALSE(fs::exists(path));
  EXPECT_EQ(read_preset(renamed.value().path).value().name, "c");
  PresetStore store;
  store.remove(renamed.value().path);
  ASSERT_TRUE(wait_for([&] { return store.can_put_back(); }));
  EXPECT_FALSE(fs::exists(renamed.value().path));
  store.put_back();
  ASSERT_TRUE(wait_for([&] { return !store.can_put_back(); }));
  EXPECT_FLOAT_EQ(breath_of(renamed.value().path), 0.3f);
  store.remove(renamed.value().path);
  store.save(preset("c", 0.7f), false);
  store.put_back();  // never over what was saved meanwhile
  ASSERT_TRUE(wait_for([&] { return store.version() == 5; }));
  std::optional<PresetNews> last;
  while (auto news = store.take_news()) last = news;
  EXPECT_EQ(last->kind, PresetNews::taken);
  EXPECT_FLOAT_EQ(breath_of(renamed.value().path), 0.7f);
}

TEST_F(PresetFiles, StandBelowTheirModelInTheLibrary) {
  const std::string soft = saved(preset("Soft evening")), bold = saved(preset("Bold"));
  write_text(own_preset_folder() + "/broken.partials-preset", "{\"partials_preset\": 1");
  ModelLibrary library;
  look(library);
  EXPECT_EQ(names(library.find({})), (Names{"Flute", "Violin", "Bold", "Soft evening", "broken"}));
  const auto e = library.entry(soft);
  ASSERT_TRUE(e && e->player_preset);
  EXPECT_EQ(e->model_path, violin_);
  EXPECT_NE(e->description.find("Breath"), std::string::npos) << e->description;
  EXPECT_NE(library.entry(own_preset_folder() + "/broken.partials-preset")->problem, "");
  ModelQuery query;
  query.words = "evening";
  EXPECT_EQ(names(library.find(query)), Names{"Soft evening"});
  query.words = "";
  query.tag = "violin";
  EXPECT_EQ(names(library.find(query)), (Names{"Violin", "Bold", "Soft evening"}));
  EXPECT_EQ(library.tags()[0].models, 1) << "presets are no models";
  EXPECT_EQ(library.neighbour(violin_, {}, 1), bold);
  library.set_favourite(soft, true);
  EXPECT_TRUE(library.entry(soft)->favourite);
}

TEST_F(PresetFiles, ThatAppearOrLoseTheirModelAreNoticed) {
  ModelLibrary library;
  look(library);
  EXPECT_EQ(library.find({}).size(), 2u);
  const std::string path = saved(preset("late"));
  look(library);
  ASSERT_TRUE(library.entry(path));
  fs::remove(violin_);
  look(library);
  EXPECT_EQ(library.entry(path)->model_path, "");
  EXPECT_EQ(library.entry(path)->model_name, "Violin");
  fs::remove(path);
  look(library);
  EXPECT_FALSE(library.entry(path));
}

}  // namespace
}  // namespace partials
