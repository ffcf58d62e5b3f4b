// SPDX-License-Identifier: MIT
// Guards against: numbers that change under a host's decimal comma. Only VST3 writes its numbers as text;
// everything else is tested in tests/plugins, as for every format.
#include "plugins/plugins.h"
#include "support/other_locale.h"

namespace partials::hosting {
namespace {

using namespace std::string_literals;

TEST(Vst3, ProjectsAndTextAreTheSameUnderAnyLocale) {
  const testing_support::OtherLocale comma("de_DE");
  auto p = open(PARTIALS_VST3_FILE, PlayerKind::instrument);
  ASSERT_TRUE(
      p->restore("__dpf_parameters_begin__\0macro2\0"
                 "0.25\0__dpf_parameters_end__\0\xfe"s));
  EXPECT_NEAR(p->value(kMacro1 + 1), 0.25, 1e-6);
  EXPECT_NE(p->save().find("macro2\0"
                           "0.25"s),
            std::string::npos);
  for (const char* text : {"3", "3,0", " +3.0 dB/oct"}) {  // of -6 to 6
    double value = 0;
    EXPECT_TRUE(p->value_of_text(kMacro1 + 1, text, value));
    EXPECT_NEAR(value, 0.75, 1e-6) << text;
  }
  EXPECT_EQ(p->text(kOutput, -12), "-12.0 dB");
  double back = 0;
  EXPECT_TRUE(p->value_of_text(kMacro1 + 1, p->text(kMacro1 + 1, 0.625), back));
  EXPECT_NEAR(back, 0.625, 1e-6);
  PARTIALS_NEEDS_LOCALE(comma);  // and if not, the point has been tried
}

}  // namespace
}  // namespace partials::hosting
