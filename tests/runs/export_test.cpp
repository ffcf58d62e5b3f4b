// SPDX-License-Identifier: MIT
// Guards against: event files that TensorBoard cannot read, CSV that a comma breaks, a page that shows a name
// as HTML, runs lost or doubled by import and remove.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/crc32.h"
#include "runs/run_export.h"
#include "runs/run_store.h"
#include "runs/runs_page.h"
#include "runs/tensorboard.h"
#include "system/file.h"

namespace partials {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

TEST(Crc32c, HasTheValuesOfRfc3720) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283u);
}

// Field by field as event.proto says: the version, then loss 0.5 at step 300.
TEST(TensorBoard, WritesTheDocumentedRecords) {
  const std::string bytes = tensorboard_events(1.0, {{2.0, 300, {{"loss", 0.5}}}});
  const std::string version = bytes.substr(12, 24);
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x18\0\0\0\0\0\0\0", 8));
  EXPECT_EQ(version, std::string("\x09\0\0\0\0\0\0\xf0\x3f\x1a\x0d", 11) + "brain.Event:2");
  const std::string event = bytes.substr(40 + 12, bytes.size() - 40 - 16);
  EXPECT_EQ(event,
            std::string("\x09\0\0\0\0\0\0\0\x40\x10\xac\x02\x2a\x0d\x0a\x0b\x0a\x04loss\x15\0\0\0\x3f", 27));
}

class KeptRuns : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("partials_export_test_" + std::to_string(::getpid()));
    store_.emplace(RunStore::open((folder_ / "runs").string()));
  }
  void TearDown() override { fs::remove_all(folder_); }
  partials::Run made(const std::string& name, double rate) {
    partials::Run run =
        store_->create(name, {{"seed", 1}, {"trainer", {{"adam", {{"learning_rate", rate}}}}}});
    run.append_metric({{"step", 10}, {"spent_s", 1.5}, {"loss", 4.0}, {"validation", 3.25}, {"best", 3.25}});
    run.set_state("finished", {{"steps", 10}, {"spent_s", 1.5}, {"validation", 3.25}});
    return run;
  }
  fs::path folder_;
  std::optional<RunStore> store_;
};

TEST_F(KeptRuns, CurvesAreLinesOfCsv) {
  const partials::Run run = made("a", 0.001);
  EXPECT_EQ(curves_csv({run}),
            "run,step,spent_s,loss,validation,best\r\n" + run.id() + ",10,1.5,4,3.25,3.25\r\n");
}

TEST_F(KeptRuns, ThePageShowsWhatDiffersAndNoMarkup) {
  partials::Run a = made("a<b>", 0.001), b = made("b", 0.002);
  a.set_remarks({{"tags", {"bright"}}, {"note", "<script>alert(1)</script>"}});
  const std::string page = runs_page({a, b}, 2);
  EXPECT_NE(page.find("trainer.adam.learning_rate"), std::string::npos);
  EXPECT_EQ(page.find("<th>seed</th>"), std::string::npos);
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_NE(page.find("bright; &lt;script&gt;"), std::string::npos);
}

TEST_F(KeptRuns, AreImportedOnceAndRemovedWhole) {
  const std::string id = made("a", 0.001).id();
  fs::create_directories(folder_ / "copied");
  fs::copy(folder_ / "runs" / id, folder_ / "copied" / id, fs::copy_options::recursive);
  const RunStore other = RunStore::open((folder_ / "other").string());
  EXPECT_EQ(other.import((folder_ / "copied").string() + "/"), std::vector<std::string>{id});
  EXPECT_EQ(other.find("latest").metrics().size(), 1u);
  EXPECT_THROW((void)other.import((folder_ / "copied" / id).string()), std::runtime_error);
  EXPECT_THROW((void)other.import((folder_ / "nowhere").string()), std::runtime_error);
  other.remove(other.find("latest"));
  EXPECT_TRUE(other.runs().empty());
  for (const auto& left : fs::directory_iterator(folder_ / "other"))
    EXPECT_NE(left.path().filename().string()[0], '.') << left.path();
}

}  // namespace
}  // namespace partials
