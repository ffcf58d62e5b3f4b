/* SPDX-License-Identifier: MIT
 *
 * From reset to main on the emulated board. The emulator has put code and data in their places; the unit for
 * floating point must be on before the first constructor. Output and files go through semihosting.
 */
#include <stdint.h>
#include <stdlib.h>

extern char bss_begin[], bss_end[], stack_top[];
extern void __libc_init_array(void);
extern void initialise_monitor_handles(void);
extern int main(void);

void* __dso_handle = 0;
void _init(void) {}
void _fini(void) {}

static void start(void) {
  *(volatile uint32_t*)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to CP10 and CP11 */
  __asm__ volatile("dsb\n isb");
  for (char* p = bss_begin; p < bss_end; ++p) *p = 0;
  initialise_monitor_handles();
  __libc_init_array();
  exit(main());
}

static void stop(void) { _Exit(70); } /* any fault ends the emulation */

__attribute__((section(".vectors"), used)) static const void* const vectors[] = {stack_top, start, stop, stop,
                                                                                 stop,      stop,  stop};
