/* SPDX-License-Identifier: MIT
 * Files and text of the computer on which the emulator runs (Arm's "Semihosting for AArch32 and AArch64"). */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H
#include <stdint.h>
#include <string.h>

static inline int semihosting(int operation, const void* arguments) {
  register int r0 __asm__("r0") = operation;
  register const void* r1 __asm__("r1") = arguments;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

static inline int open_to_write(const char* name) { /* a handle; -1: it failed */
  const uint32_t a[3] = {(uint32_t)name, 5 /* "wb" */, (uint32_t)strlen(name)};
  return semihosting(0x01, a);
}
static inline int write_to(int file, const void* bytes, uint32_t n) { /* 0: all of it was written */
  const uint32_t a[3] = {(uint32_t)file, (uint32_t)bytes, n};
  return semihosting(0x05, a);
}
static inline int close_file(int file) {
  const uint32_t a[1] = {(uint32_t)file};
  return semihosting(0x02, a);
}
static inline void print(const char* text) { semihosting(0x04, text); }
static inline void print_number(uint32_t n) {
  char text[11], *at = text + 10;
  *at = 0;
  do {
    *--at = (char)('0' + n % 10);
    n /= 10;
  } while (n);
  print(at);
}
#endif
