/* SPDX-License-Identifier: MIT
 * The two model files as constants of the program. */
  .section .rodata.models, "a"
  .balign 64
  .global model_begin, model_end, other_begin, other_end
model_begin:
  .incbin EVERYWHERE_MODEL
model_end:
  .balign 64
other_begin:
  .incbin EVERYWHERE_OTHER
other_end:
