// SPDX-License-Identifier: MIT
// As first_model.cpp.
#include "first_conductor.h"

asm(R"(
  .pushsection .rodata
  .balign 16
  .local partials_first_conductor
  .local partials_first_conductor_end
partials_first_conductor:
  .incbin ")" PARTIALS_FIRST_CONDUCTOR R"("
partials_first_conductor_end:
  .popsection
)");

extern const char first_conductor_begin[] asm("partials_first_conductor");
extern const char first_conductor_end[] asm("partials_first_conductor_end");

namespace partials {

std::string_view first_conductor() {
  return {first_conductor_begin, static_cast<size_t>(first_conductor_end - first_conductor_begin)};
}

}  // namespace partials
