// SPDX-License-Identifier: MIT
// Sets another locale for the process during its lifetime, as GTK and Qt hosts do, if localedef can create
// it.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace partials::testing_support {

class OtherLocale {
 public:
  // language: "de_DE" writes 3,5; "tr_TR" has no 'i' for the lower case of 'I'.
  explicit OtherLocale(const std::string& language)
      : folder_(testing::TempDir() + "partials_locale_" + language + std::to_string(getpid())),
        name_(language + ".UTF-8") {
    const std::string make = "mkdir -p " + folder_ + " && localedef -i " + language + " -f UTF-8 " + folder_ +
                             "/" + name_ + " >/dev/null 2>&1";
    const bool made = std::system(make.c_str()) == 0;
    setenv("LOCPATH", folder_.c_str(), 1);
    here_ = made && std::setlocale(LC_ALL, name_.c_str());
  }
  ~OtherLocale() {
    std::setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    std::filesystem::remove_all(folder_);
  }
  OtherLocale(const OtherLocale&) = delete;
  bool here() const { return here_; }

 private:
  std::string folder_, name_;
  bool here_ = false;
};

#define PARTIALS_NEEDS_LOCALE(locale) \
  if (!(locale).here())               \
  GTEST_SKIP() << "localedef makes no such locale here; install Debian's package locales"

}  // namespace partials::testing_support
