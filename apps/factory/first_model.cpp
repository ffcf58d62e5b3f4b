// SPDX-License-Identifier: MIT
// The assembler includes the file unchanged; this works for every ELF target, cross-built or not, and costs
// no compile time.
#include "first_model.h"

asm(R"(
  .pushsection .rodata
  .balign 16
  .local partials_first_model
  .local partials_first_model_end
partials_first_model:
  .incbin ")" PARTIALS_FIRST_MODEL R"("
partials_first_model_end:
  .popsection
)");

extern const char first_model_begin[] asm("partials_first_model");
extern const char first_model_end[] asm("partials_first_model_end");

namespace partials {

std::string_view first_model() {
  return {first_model_begin, static_cast<size_t>(first_model_end - first_model_begin)};
}

}  // namespace partials
