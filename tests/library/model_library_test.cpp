// SPDX-License-Identifier: MIT
// Guards against: a broken file that stops a browser, a window that blocks on a disk, existing models that
// cannot be found, favourites that one program overwrites for another.
#include "library/model_library.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sha256.h"
#include "library/home.h"
#include "system/file.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
using test::card;

class Library : public test::Home {
 protected:
  static void look(ModelLibrary& library) {
    library.refresh();
    ASSERT_TRUE(wait_for([&] { return !library.busy(); }));
  }
  static std::vector<std::string> names(const ModelList& list) {
    std::vector<std::string> out;
    for (const auto& e : list) out.push_back(e->name);
    return out;
  }
  static ModelQuery words(const std::string& text) {
    ModelQuery q;
    q.words = text;
    return q;
  }
};
using Names = std::vector<std::string>;

TEST_F(Library, ReadsWhatACardSays) {
  Card c = card("Bow", "Jane Roe", {"Violin", "strings"});
  c.licence = "CC-BY-4.0";
  c.description = "close";
  c.preset = "small";
  c.sources = {{"a.wav", "", "CC-BY-3.0", "unknown", "", "John Doe"},
               {"b.wav", "", "CC-BY-3.0", "unknown", "", "John Doe"}};
  const std::string path = save(models() + "/bow.partials", c);
  ModelLibrary library;
  EXPECT_TRUE(library.find({}).empty());
  look(library);
  const auto e = library.entry(path);
  ASSERT_TRUE(e);
  EXPECT_EQ(e->problem, "");
  EXPECT_EQ(e->author, "Jane Roe");
  EXPECT_EQ(e->licence, "CC-BY-4.0");
  EXPECT_EQ(e->tags, (Names{"strings", "violin"}));
  EXPECT_EQ(e->credits, (Names{"John Doe (CC-BY-3.0)"}));
  EXPECT_DOUBLE_EQ(e->low_hz, 180);
  EXPECT_DOUBLE_EQ(e->high_hz, 1800);
  EXPECT_EQ(e->bytes, fs::file_size(path));
  EXPECT_EQ(e->sha256, sha256_hex(read_file(path, 1 << 28).value()));
  EXPECT_EQ(library.find_hash(e->sha256), path);
  EXPECT_EQ(library.find_hash(""), "");
}

TEST_F(Library, BrokenFilesAreEntriesWithTheirProblem) {
  const std::string good = save(models() + "/good.partials", card("Good"));
  const std::string bytes = read_file(good, 1 << 28).value();
  write_text(models() + "/a-empty.partials", "");
  write_text(models() + "/b-text.partials", "this is not a model at all, only words");
  write_text(models() + "/c-huge.partials", std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}");
  write_text(models() + "/d-cut.partials", bytes.substr(0, bytes.size() - 100));
  write_text(models() + "/e-half-a-header.partials", bytes.substr(0, 200));
  write_text(models() + "/f-deep.partials", [] {
    const std::string deep = "{\"__metadata__\":" + std::string(100000, '[');
    uint64_t n = deep.size();
    return std::string(reinterpret_cast<const char*>(&n), 8) + deep;
  }());
  ASSERT_EQ(::mkfifo((models() + "/g-pipe.partials").c_str(), 0666), 0);
  fs::create_symlink("nowhere", models() + "/h-dangling.partials");
  fs::create_directories(models() + "/i-folder.partials");
  ModelLibrary library;
  look(library);
  const ModelList list = library.find({});
  ASSERT_GE(list.size(), 7u);
  EXPECT_EQ(list.front()->name, "Good");  // broken ones last
  for (size_t i = 1; i < list.size(); ++i) {
    EXPECT_NE(list[i]->problem, "") << list[i]->path;
    EXPECT_NE(list[i]->problem.find(list[i]->path), std::string::npos) << list[i]->problem;
  }
  EXPECT_EQ(library.neighbour(good, {}, 1), good);  // never steps onto a broken one
}

TEST_F(Library, FindsWordsWhateverTheirCaseAndAccents) {
  save(models() + "/1.partials", card("Flûte à bec", "Élodie"));
  save(models() + "/2.partials", card("Violin II", "Müller", {"strings"}));
  save(models() + "/3.partials", card("Old violin", "Muller", {"strings", "baroque"}));
  ModelLibrary library;
  look(library);
  EXPECT_EQ(names(library.find(words("FLUTE"))), (Names{"Flûte à bec"}));
  EXPECT_EQ(names(library.find(words("elodie bec"))), (Names{"Flûte à bec"}));
  // names that begin so come first
  EXPECT_EQ(names(library.find(words("muller VIOLIN"))), (Names{"Violin II", "Old violin"}));
  EXPECT_EQ(names(library.find(words("baroque"))), (Names{"Old violin"}));
  EXPECT_TRUE(library.find(words("trombone")).empty());
  ModelQuery strings;
  strings.tag = "Strings";
  EXPECT_EQ(library.find(strings).size(), 2u);
  ASSERT_FALSE(library.tags().empty());
  EXPECT_EQ(library.tags().front().tag, "strings");
  EXPECT_EQ(library.tags().front().models, 2);
}

TEST_F(Library, DerivesInstrumentsWhereACardHasNoTags) {
  Card c = card("Take 3");
  c.description = "My old double bass, played with a bow";
  const auto path = save(models() + "/x.partials", c);
  ModelLibrary library;
  look(library);
  EXPECT_EQ(library.entry(path)->tags, (Names{"double bass"}));
}

TEST_F(Library, StepsThroughTheOrderThatIsShown) {
  const auto a = save(models() + "/a.partials", card("C")), b = save(models() + "/b.partials", card("A")),
             c = save(models() + "/c.partials", card("B"));
  ModelLibrary library;
  look(library);
  EXPECT_EQ(library.neighbour(b, {}, 1), c);
  EXPECT_EQ(library.neighbour(c, {}, 1), a);
  EXPECT_EQ(library.neighbour(a, {}, 1), b);  // round
  EXPECT_EQ(library.neighbour(b, {}, -1), a);
  EXPECT_EQ(library.neighbour("elsewhere", {}, 1), b);
}

TEST_F(Library, SeesWhatIsChangedAddedAndRemoved) {
  const auto a = save(models() + "/a.partials", card("Before"));
  ModelLibrary library;
  look(library);
  const auto first = library.entry(a);
  save(a, card("After, with a longer name"), 2);
  const auto b = save(models() + "/b.partials", card("New"));
  const uint64_t version = library.version();
  look(library);
  EXPECT_GT(library.version(), version);
  EXPECT_EQ(library.entry(a)->name, "After, with a longer name");
  EXPECT_NE(library.entry(a)->sha256, first->sha256);
  EXPECT_TRUE(library.entry(b));
  fs::remove(a);
  look(library);
  EXPECT_FALSE(library.entry(a));
}

TEST_F(Library, AThousandFilesDoNotMakeAWindowWait) {
  const std::string bytes = read_file(save(models() + "/0.partials", card("Many")), 1 << 28).value();
  for (int i = 1; i < 1000; ++i)
    fs::create_hard_link(models() + "/0.partials", models() + "/" + std::to_string(i) + ".partials");
  ModelLibrary library;
  double longest_s = 0;
  library.refresh();
  EXPECT_TRUE(wait_for(
      [&] {
        const auto t = std::chrono::steady_clock::now();
        (void)library.find(words("many"));
        (void)library.tags();
        longest_s =
            std::max(longest_s, std::chrono::duration<double>(std::chrono::steady_clock::now() - t).count());
        return !library.busy();
      },
      60));
  EXPECT_EQ(library.find({}).size(), 1000u);
  EXPECT_LT(longest_s, 0.5);  // a millisecond or two, but machines that test are busy
}

TEST_F(Library, KeepsFavouritesAndRecent) {
  const auto a = save(models() + "/a.partials", card("A")), b = save(models() + "/b.partials", card("B"), 2);
  {
    ModelLibrary library;
    look(library);
    library.set_favourite(a, true);
    library.used(b);
    ASSERT_TRUE(wait_for([&] { return library.entry(a)->favourite && library.entry(b)->used_s > 0; }));
  }
  fs::rename(a, models() + "/moved.partials");  // a favourite is known by its bytes, too
  ModelLibrary library;
  look(library);
  ModelQuery favourites, recent;
  favourites.favourites = true;
  recent.recent = true;
  recent.order = ModelOrder::recent;
  EXPECT_EQ(names(library.find(favourites)), (Names{"A"}));
  EXPECT_EQ(names(library.find(recent)), (Names{"B"}));
  library.set_favourite(models() + "/moved.partials", false);
  EXPECT_TRUE(wait_for([&] { return library.find(favourites).empty(); }));
  EXPECT_EQ(library.message(), "");
}

TEST_F(Library, TwoProcessesAddToEachOthersFavourites) {
  const std::string path = LibraryFile::standard_path();
  constexpr int kEach = 40;
  std::vector<pid_t> children;
  for (const char who : {'a', 'b', 'c'}) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::string message;
      bool ok = true;
      for (int i = 0; i < kEach; ++i)
        ok = LibraryFile(path)
                 .change({LibraryChange::favourite, {std::string("/") + who + std::to_string(i), "", i}},
                         message)
                 .ok() &&
             ok;
      ::_exit(ok && message.empty() ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t c : children) {
    int status = 1;
    ::waitpid(c, &status, 0);
    EXPECT_EQ(status, 0);
  }
  std::string message;
  EXPECT_EQ(LibraryFile(path).read(message).favourites.size(), 3u * kEach);
  EXPECT_EQ(message, "");
}

TEST_F(Library, ADamagedListOfFavouritesIsPutAside) {
  write_text(LibraryFile::standard_path(), "{\"favourites\": [");
  std::string message;
  EXPECT_TRUE(LibraryFile(LibraryFile::standard_path()).read(message).favourites.empty());
  EXPECT_NE(message.find("library.json.broken"), std::string::npos) << message;
  EXPECT_TRUE(fs::exists(LibraryFile::standard_path() + ".broken"));
  write_text(LibraryFile::standard_path(),
             "{\"favourites\": [1, {\"path\": 3}, {\"path\": \"/x\", \"at\": \"soon\"}], \"recent\": 7, "
             "\"theme\": \"dark\"}");
  const auto kept =
      LibraryFile(LibraryFile::standard_path()).change({LibraryChange::used, {"/y", "", 5}}, message = "");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept.value().favourites.size(), 1u);
  // of a later version: kept
  EXPECT_NE(read_file(LibraryFile::standard_path(), 1 << 20).value().find("theme"), std::string::npos);
}

}  // namespace
}  // namespace partials
