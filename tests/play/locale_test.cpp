// SPDX-License-Identifier: MIT
// Guards against: texts of parameters that depend on the locale, in a host that has set the process's locale.
#include <gtest/gtest.h>

#include "play/parameters.h"
#include "support/other_locale.h"

namespace partials {
namespace {

// Every parameter at nine places of its range: its text, and what the text is read as.
std::vector<std::string> all_texts() {
  std::vector<std::string> texts;
  for (int p = 0; p < kParameterCount; ++p)
    for (int i = 0; i <= 8; ++i) {
      const float value =
          kParameters[p].min + (kParameters[p].max - kParameters[p].min) * static_cast<float>(i) / 8;
      const std::string text = text_of(p, value);
      const auto back = value_of(p, text);
      texts.push_back(text + " -> " + (back ? std::to_string(std::lround(1000 * *back)) : "nothing"));
    }
  return texts;
}

TEST(Locale, TextsOfParametersAreTheSameInEveryLanguage) {
  const std::vector<std::string> plain = all_texts();
  for (const char* language : {"de_DE", "tr_TR"}) {
    const testing_support::OtherLocale other(language);
    PARTIALS_NEEDS_LOCALE(other);
    EXPECT_EQ(all_texts(), plain) << language;
    EXPECT_EQ(text_of(kOutput, -3.5f), "-3.5 dB");
    EXPECT_EQ(value_of(kOutput, "-3.5 dB"), -3.5f);
    EXPECT_EQ(value_of(kOutput, "-3,5 dB"), -3.5f);  // as a person there types it
  }
}

}  // namespace
}  // namespace partials
