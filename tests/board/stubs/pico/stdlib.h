/* SPDX-License-Identifier: MIT
 * What examples/boards/pico2 uses of the Pico SDK, by signatures alone. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { GPIO_FUNC_UART = 2 };
void gpio_set_function(unsigned int pin, int function);
