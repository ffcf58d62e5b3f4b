// SPDX-License-Identifier: MIT
#include "base/plain_text.h"

#include <locale.h>

#include <cstdarg>
#include <cstdio>

namespace partials {
namespace {

// Sets the thread's locale to "C" for its lifetime; the locale of the process is unchanged.
class PlainLocale {
 public:
  PlainLocale() {
    static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
    if (plain) before_ = ::uselocale(plain);
  }
  ~PlainLocale() {
    if (before_) ::uselocale(before_);
  }
  PlainLocale(const PlainLocale&) = delete;

 private:
  locale_t before_ = nullptr;
};

}  // namespace

int plain_snprintf(char* text, size_t size, const char* format, ...) {
  const PlainLocale here;
  std::va_list values;
  va_start(values, format);
  const int written = std::vsnprintf(text, size, format, values);
  va_end(values);
  return written;
}

}  // namespace partials
