// SPDX-License-Identifier: MIT
// Guards against: numbers with a comma, and file name extensions that are not recognised, in a host with a
// German or Turkish locale.
#include <gtest/gtest.h>

#include "base/audio_names.h"
#include "base/letters.h"
#include "base/plain_number.h"
#include "base/plain_text.h"
#include "support/other_locale.h"

namespace partials {
namespace {

TEST(Locale, NumbersHaveAPointInGerman) {
  const testing_support::OtherLocale german("de_DE");
  PARTIALS_NEEDS_LOCALE(german);
  char text[32];
  // as the host asked for
  ASSERT_EQ((std::snprintf(text, sizeof text, "%.1f", 3.5), std::string(text)), "3,5");
  EXPECT_EQ(plain_snprintf(text, sizeof text, "%.1f dB", -3.5), 7);
  EXPECT_STREQ(text, "-3.5 dB");
  EXPECT_EQ((std::snprintf(text, sizeof text, "%.1f", 3.5), std::string(text)), "3,5");  // and still does
  EXPECT_EQ(plain_number(3.5), "3.5");
  EXPECT_EQ(plain_number(3.96, 1), "4.0");
}

TEST(Locale, NamesOfFilesAreKnownInTurkish) {
  const testing_support::OtherLocale turkish("tr_TR");
  PARTIALS_NEEDS_LOCALE(turkish);
  EXPECT_TRUE(has_audio_extension("SESLER/KEMAN.AIFF"));
  EXPECT_EQ(lower("MIDI.\xc3\x84"), "midi.\xc3\x84");
  EXPECT_EQ(capitalised("izmir"), "Izmir");
}

}  // namespace
}  // namespace partials
