// SPDX-License-Identifier: MIT
// Keeps away: numbers that change under a host's decimal comma. VST3 alone writes its numbers as text; all else that it does is
// tested in tests/plugins, as for every format.
#include <clocale>
#include <cstdlib>
#include <filesystem>

#include "plugins/plugins.h"

namespace partials::hosting {
namespace {

using namespace std::string_literals;

// A locale with a decimal comma for as long as this lives, where localedef makes one.
class DecimalComma {
 public:
  DecimalComma() : folder_(testing::TempDir() + "partials_locale_" + std::to_string(getpid())) {
    const bool made = std::system(("mkdir -p " + folder_ + " && localedef -i de_DE -f UTF-8 " + folder_ + "/de_DE.UTF-8 >/dev/null 2>&1").c_str()) == 0;
    setenv("LOCPATH", folder_.c_str(), 1);
    here_ = made && std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
  }
  ~DecimalComma() {
    std::setlocale(LC_NUMERIC, "C");
    std::filesystem::remove_all(folder_);
  }
  bool here() const { return here_; }

 private:
  std::string folder_;
  bool here_ = false;
};

TEST(Vst3, ProjectsAndTextAreTheSameUnderAnyLocale) {
  const DecimalComma comma;
  auto p = open(PARTIALS_VST3_FILE, PlayerKind::instrument);
  ASSERT_TRUE(p->restore("__dpf_parameters_begin__\0macro2\0" "0.25\0__dpf_parameters_end__\0\xfe"s));
  EXPECT_NEAR(p->value(kMacro1 + 1), 0.25, 1e-6);
  EXPECT_NE(p->save().find("macro2\0" "0.25"s), std::string::npos);
  for (const char* text : {"3", "3,0", " +3.0 dB/oct"}) {  // of -6 to 6
    double value = 0;
    EXPECT_TRUE(p->value_of_text(kMacro1 + 1, text, value));
    EXPECT_NEAR(value, 0.75, 1e-6) << text;
  }
  EXPECT_EQ(p->text(kOutput, -12), "-12.0 dB");
  double back = 0;
  EXPECT_TRUE(p->value_of_text(kMacro1 + 1, p->text(kMacro1 + 1, 0.625), back));
  EXPECT_NEAR(back, 0.625, 1e-6);
  if (!comma.here()) GTEST_SKIP() << "localedef makes no locale with a decimal comma here, so only the point was tried";
}

}  // namespace
}  // namespace partials::hosting
