/* SPDX-License-Identifier: MIT
 * The parts of a player, each alone, in plain C: the analyser hears a voice; the decoder of a model turns
 * its pitch and loudness into the amplitudes of partials; every second partial is silenced, as in a
 * clarinet; the bank makes sound of the rest, and any processor, here a lowpass, comes behind it.
 *   7_parts_in_c MODEL.partials
 */
#include <math.h>
#include <partials/partials.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 48000, BLOCK = 48, BLOCKS = 800, MOST_PARTIALS = 1024, MOST_ARRAYS = 16 };

static int give_up(const char *why) {
  printf("%s\n", why);
  return 1;
}

/* The number of the array of an input or output; -1: there is none of this name. */
static int array_of(const partials_unit *unit, partials_result (*port_of)(const partials_unit *, uint32_t, partials_port *), const char *id) {
  partials_port port;
  for (uint32_t i = 0; port_of(unit, i, &port) == PARTIALS_OK; ++i)
    if (strcmp(port.id, id) == 0 && port.first < MOST_ARRAYS && (port.kind != PARTIALS_PORT_SPECTRUM || port.channels <= MOST_PARTIALS)) return port.first;
  return -1;
}

int main(int argc, char **argv) {
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!file) return give_up("usage: 7_parts_in_c MODEL.partials");
  static char model[1 << 24];
  const size_t size = fread(model, 1, sizeof model, file);
  fclose(file);

  char error[PARTIALS_TEXT] = "";
  const partials_setting cutoff = {"cutoff_hz", 4000, 0};
  partials_analyser *analyser = partials_analyser_create(RATE, 0, error, sizeof error);
  partials_unit *decoder = partials_unit_of_model(PARTIALS_DECODER, model, size, RATE, BLOCK, error, sizeof error);
  partials_unit *bank = partials_unit_of_model(PARTIALS_BANK, model, size, RATE, BLOCK, error, sizeof error);
  partials_unit *lowpass = partials_unit_of_processor("lowpass", &cutoff, 1, RATE, BLOCK, error, sizeof error);
  if (!analyser || !decoder || !bank || !lowpass) return give_up(error);
  const int in_f0 = array_of(decoder, partials_unit_input, "f0_hz"), in_db = array_of(decoder, partials_unit_input, "loudness_db");
  const int amplitudes = array_of(decoder, partials_unit_output, "amplitudes");
  const int bank_f0 = array_of(bank, partials_unit_input, "f0_hz"), spectrum = array_of(bank, partials_unit_input, "spectrum");
  if (in_f0 < 0 || in_db < 0 || amplitudes < 0 || bank_f0 < 0 || spectrum < 0) return give_up("this model has other inputs");

  float f0_hz[BLOCK], db[BLOCK], voice[BLOCK], sound[BLOCK], filtered[BLOCK], partial[MOST_PARTIALS], unused[MOST_PARTIALS];
  const float *to_decoder[MOST_ARRAYS] = {0}, *to_bank[MOST_ARRAYS] = {0}, *to_lowpass[] = {sound};
  float *from_decoder[MOST_ARRAYS], *from_bank[] = {sound}, *from_lowpass[] = {filtered};
  for (int i = 0; i < MOST_ARRAYS; ++i) from_decoder[i] = unused;
  to_decoder[in_f0] = to_bank[bank_f0] = f0_hz, to_decoder[in_db] = db, to_bank[spectrum] = from_decoder[amplitudes] = partial;

  partials_features heard = {0, 0, -120, 0};
  double sum = 0;
  for (int b = 0; b < BLOCKS; ++b) {
    for (int i = 0; i < BLOCK; ++i) voice[i] = 0.2f * (float)sin(2 * 3.14159265358979 * 440 * (b * BLOCK + i) / RATE);
    partials_analyser_process(analyser, voice, BLOCK, &heard, 1);
    for (int i = 0; i < BLOCK; ++i) f0_hz[i] = heard.f0_hz > 0 ? heard.f0_hz : 440, db[i] = heard.loudness_db;
    partials_unit_process(decoder, to_decoder, from_decoder, BLOCK);
    for (int k = 1; k < MOST_PARTIALS; k += 2) partial[k] = 0; /* partials 2, 4, 6, ... */
    partials_unit_process(bank, to_bank, from_bank, BLOCK);
    partials_unit_process(lowpass, to_lowpass, from_lowpass, BLOCK);
    for (int i = 0; i < BLOCK; ++i) sum += (double)filtered[i] * filtered[i] / (BLOCK * BLOCKS);
  }
  const double level_db = 10 * log10(sum + 1e-12);
  printf("heard %.1f Hz at %.1f dB, played at %.1f dB\n", heard.f0_hz, heard.loudness_db, level_db);
  partials_unit_destroy(lowpass);
  partials_unit_destroy(bank);
  partials_unit_destroy(decoder);
  partials_analyser_destroy(analyser);
  return fabs(heard.f0_hz - 440) < 1 && level_db > -80 && level_db < 0 ? 0 : 1;
}
