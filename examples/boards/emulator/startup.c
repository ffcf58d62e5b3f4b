/* SPDX-License-Identifier: MIT
 * What runs before main() on the emulated Cortex-M7 (QEMU's machine mps2-an500): the vector table, the
 * floating point unit, data and zeros. The exit goes to the emulator by semihosting (Arm's "Semihosting for
 * AArch32 and AArch64", operation SYS_EXIT_EXTENDED). */
#include <stdint.h>
#include <string.h>

#include "semihosting.h"

extern uint32_t stack_top[], data_from[], data_begin[], data_end[], zero_begin[], zero_end[];
int main(void);

void reset(void);
void reset(void) {
  *(volatile uint32_t*)0xE000ED88 |= 0xFu << 20; /* CPACR: full access to the floating point unit */
  __asm__ volatile("dsb\n isb");
  memcpy(data_begin, data_from, (size_t)((char*)data_end - (char*)data_begin));
  memset(zero_begin, 0, (size_t)((char*)zero_end - (char*)zero_begin));
  const uint32_t how[2] = {0x20026, (uint32_t)main()};
  semihosting(0x20, how);
  for (;;) {
  }
}

static void fault(void) {
  const uint32_t how[2] = {0x20024, 1};
  semihosting(0x20, how);
  for (;;) {
  }
}

__attribute__((section(".vectors"), used)) static const void* const vectors[16] = {
    stack_top, reset, fault, fault, fault, fault, fault, 0, 0, 0, 0, fault, fault, 0, fault, fault};
