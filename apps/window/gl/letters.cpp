// SPDX-License-Identifier: MIT
#include "letters.h"

#ifdef PARTIALS_LETTERS
#define PUT_IN(name, file)                                                                              \
  asm(".section .rodata\n.balign 16\n.hidden " #name "\n.global " #name "\n" #name ":\n.incbin \"" file \
      "\"\n"                                                                                            \
      ".hidden " #name "_end\n.global " #name "_end\n" #name "_end:\n.byte 0\n.previous\n");            \
  extern "C" const unsigned char name[], name##_end[];
PUT_IN(partials_letters_plain, PARTIALS_LETTERS "/Roboto-Regular.ttf")
PUT_IN(partials_letters_strong, PARTIALS_LETTERS "/Roboto-Medium.ttf")
#endif

namespace partials::window {

Letters letters() {
#ifdef PARTIALS_LETTERS
  return {partials_letters_plain, partials_letters_strong,
          static_cast<unsigned>(partials_letters_plain_end - partials_letters_plain),
          static_cast<unsigned>(partials_letters_strong_end - partials_letters_strong)};
#else
  return {};
#endif
}

}  // namespace partials::window
