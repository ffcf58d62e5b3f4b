/* SPDX-License-Identifier: MIT
 * What examples/boards/pico2 uses of pico-extras' audio, by signatures alone. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { AUDIO_BUFFER_FORMAT_PCM_S16 = 1 };
typedef struct {
  uint32_t sample_freq;
  uint16_t format, channel_count;
} audio_format_t;
typedef struct {
  const audio_format_t* format;
  uint16_t sample_stride;
} audio_buffer_format_t;
typedef struct {
  uint8_t* bytes;
} mem_buffer_t;
typedef struct {
  mem_buffer_t* buffer;
  uint32_t sample_count;
} audio_buffer_t;
typedef struct audio_buffer_pool audio_buffer_pool_t;
typedef struct {
  uint8_t data_pin, clock_pin_base, dma_channel, pio_sm;
} audio_i2s_config_t;
audio_buffer_pool_t* audio_new_producer_pool(audio_buffer_format_t*, int buffers, int samples);
const audio_format_t* audio_i2s_setup(const audio_format_t*, const audio_i2s_config_t*);
bool audio_i2s_connect(audio_buffer_pool_t*);
void audio_i2s_set_enabled(bool);
audio_buffer_t* take_audio_buffer(audio_buffer_pool_t*, bool block);
void give_audio_buffer(audio_buffer_pool_t*, audio_buffer_t*);
