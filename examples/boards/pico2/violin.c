/* SPDX-License-Identifier: MIT
 * An exported violin on a Raspberry Pi Pico 2 with the Pico SDK and pico_audio_i2s of pico-extras: MIDI by
 * UART 0 at 31250 baud. By the estimate of partials export --fit the factory violin is too slow here: export a
 * model that was trained with --preset small, as violin. Compiled in a test, never run on the hardware
 * (docs/boards.md). */
#include "hardware/uart.h"
#include "pico/audio_i2s.h"
#include "pico/stdlib.h"
#include "violin_board.h"

static _Alignas(16) unsigned char memory[VIOLIN_MEMORY_BYTES];

static void hear(partials_board* voice, uint8_t byte) { /* messages of channels, with running status */
  static uint8_t message[3];
  static int n;
  if (byte >= 0xf0) return;
  if (byte & 0x80) n = 0;
  message[n++] = byte;
  const int length = (message[0] & 0xe0) == 0xc0 ? 2 : 3;
  if (!(message[0] & 0x80)) n = 0;
  if (n < length) return;
  partials_board_midi(voice, message[0], message[1], length == 3 ? message[2] : 0);
  n = 1;
}

int main(void) {
  uart_init(uart0, 31250);
  gpio_set_function(1, GPIO_FUNC_UART);
  static audio_format_t format = {
      .sample_freq = VIOLIN_RATE_HZ, .format = AUDIO_BUFFER_FORMAT_PCM_S16, .channel_count = 1};
  static audio_buffer_format_t as = {.format = &format, .sample_stride = 2};
  audio_buffer_pool_t* pool = audio_new_producer_pool(&as, 3, 48);
  const audio_i2s_config_t pins = {.data_pin = 26, .clock_pin_base = 27};
  partials_board* voice = partials_board_init(&violin, memory, sizeof memory);
  if (!voice || !audio_i2s_setup(&format, &pins) || !audio_i2s_connect(pool)) return 1;
  audio_i2s_set_enabled(true);
  for (;;) {
    static float sound[48];
    audio_buffer_t* buffer = take_audio_buffer(pool, true);
    while (uart_is_readable(uart0)) hear(voice, (uint8_t)uart_getc(uart0));
    partials_board_process(voice, sound, NULL, 48);
    int16_t* to = (int16_t*)buffer->buffer->bytes;
    for (int i = 0; i < 48; ++i)
      to[i] = (int16_t)(32767 * (sound[i] < -1 ? -1 : sound[i] > 1 ? 1 : sound[i]));
    buffer->sample_count = 48;
    give_audio_buffer(pool, buffer);
  }
}
