/* SPDX-License-Identifier: MIT
 * What examples/boards/pico2 uses of the Pico SDK's UART, by signatures alone. */
#pragma once
#include <stdbool.h>

typedef struct uart_inst uart_inst_t;
extern uart_inst_t* const uart0;
unsigned int uart_init(uart_inst_t*, unsigned int baud);
bool uart_is_readable(uart_inst_t*);
char uart_getc(uart_inst_t*);
