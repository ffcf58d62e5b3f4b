// SPDX-License-Identifier: MIT
#include "export/fit.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace partials {
namespace {

constexpr size_t kKiB = 1024;
constexpr size_t kCode = 144 * kKiB;  // of the library, and of C's, as linked for a Cortex-M7
constexpr double kLoad = 0.95;        // of the time, at most, that a board may spend on sound

// Clock, flash and memory as the makers' data sheets name them. Daisy: code in the 8 MiB of QSPI flash or
// loaded into SRAM by its bootloader, as the 128 KiB within the chip are too few.
constexpr Board kBoards[] = {
    {"daisy", "Daisy Seed (Cortex-M7)", 480e6, 8192 * kKiB, 512 * kKiB, 1.3},
    {"teensy41", "Teensy 4.1 (Cortex-M7)", 600e6, 7936 * kKiB, 512 * kKiB, 1.3},
    {"bela", "Bela (Cortex-A8)", 1000e6, 65536 * kKiB, 65536 * kKiB, 1.3},
    {"pico2", "Pico 2 (Cortex-M33)", 150e6, 4096 * kKiB, 520 * kKiB, 2},
};

constexpr const char *kNetworkPart = "the network", *kNoisePart = "the noise",
                     *kPartialsPart = "the partials";

double rounded_up(double n, int to) { return std::ceil(n / to) * to; }

// A matrix's product: every weight, and every row.
double product(double rows, double cols) {
  return 4.75 * rounded_up(rows, 4) * rounded_up(cols, 4) + 45 * rows + 130;
}

double spoken_mean(const Instructions& one, const partials_board_model& m) { return one.mean(m) * m.voices; }

std::string bytes(size_t n) { return std::to_string((n + kKiB - 1) / kKiB) + " KiB"; }

// Against a single voice that is too slow.
const char* remedy(const std::string& largest) {
  if (largest == kNetworkPart) return "train one with a third of it (partials train --preset small)";
  return largest == kPartialsPart
             ? "ask for a lower --rate, or train one with 60 partials at most (partials train --preset small)"
             : "ask for a lower --rate";
}

std::string verdict(const BoardModel& model, const Board& b, double mean, double worst, const char* largest) {
  const partials_board_model& m = model.tables();
  const size_t flash = model.flash_bytes() + kCode, memory = model.memory_bytes_32();
  if (flash > b.flash_bytes)
    return "too big: code and model need " + bytes(flash) +
           " of flash; export fewer notes or a smaller model";
  if (memory > b.memory_bytes)
    return "too big: the voices need " + bytes(memory) + " of memory; ask for fewer with --voices";
  const double cycles = b.clock_hz / m.rate_hz;
  char text[300];
  if (worst * b.cycles_per_instruction > cycles * kLoad) {
    const bool average = mean * b.cycles_per_instruction <= cycles * kLoad;
    std::snprintf(text, sizeof text,
                  "too slow: %s needs about %.0f of %.0f cycles a sample, most of it %s; %s",
                  average ? "a block in which frames begin" : "the sound",
                  (average ? worst : mean) * b.cycles_per_instruction, cycles, largest,
                  average        ? "use a longer --block"
                  : m.voices > 1 ? "ask for fewer --voices"
                                 : remedy(largest));
    return text;
  }
  std::snprintf(text, sizeof text, "fits: about %.0f %% of the time, %.0f %% in its busiest block",
                100 * mean * b.cycles_per_instruction / cycles,
                100 * worst * b.cycles_per_instruction / cycles);
  return text;
}

}  // namespace

const Board* find_board(const std::string& id) {
  for (const Board& b : kBoards)
    if (id == b.id) return &b;
  return nullptr;
}
std::string board_names() {
  std::string out;
  for (const Board& b : kBoards) out += (out.empty() ? "" : ", ") + std::string(b.id);
  return out;
}

double Instructions::mean(const partials_board_model& m) const {
  const double frame_samples = static_cast<double>(m.rate_hz) * m.hop_num / m.hop_den;
  return sample + frame / frame_samples + block / m.max_block;
}
double Instructions::worst(const partials_board_model& m) const {
  const double frame_samples = static_cast<double>(m.rate_hz) * m.hop_num / m.hop_den;
  return sample + (block + frame * std::ceil(m.max_block / frame_samples)) / m.max_block;
}

const char* Instructions::largest() const {
  if (network >= noise && network >= partials) return kNetworkPart;
  return noise >= partials ? kNoisePart : kPartialsPart;
}

Instructions instructions_of(const BoardModel& model, double f0_hz) {
  const partials_board_model& m = model.tables();
  Instructions sum;
  double bank = 0;  // a sample
  sum.block = 2500;
  sum.sample = 40;
  sum.frame = 6000;  // the performer, whose arithmetic is in double
  for (const BoardModel::Node& n : model.nodes()) {
    const double in = n.in_channels.empty() ? 0 : n.in_channels[0],
                 out = n.spec->n_out ? n.spec->out[0].channels : 0;
    const bool samples = n.spec->n_out && n.spec->out[0].rate == Rate::sample;
    sum.block += 100;
    if (n.processor == "dense") {
      sum.network += product(out, in);
      sum.frame += product(out, in);
    } else if (n.processor == "gru" || n.processor == "lstm") {
      const double gates = (n.processor == "gru" ? 3 : 4) * out;
      const double recurrent = product(gates, in) + product(gates, out) + 54 * gates;
      sum.network += recurrent;
      sum.frame += recurrent;
    } else if (n.processor == "harmonic_controls") {
      sum.frame += 1900 + 183 * std::clamp(std::floor(m.band_hz / f0_hz), 1.0, out);
    } else if (n.processor == "loudness_match") {
      sum.frame += 2800 + 19 * std::clamp(std::floor(m.band_hz / f0_hz), 1.0,
                                          static_cast<double>(n.in_channels.at(2)));
    } else if (n.processor == "spectral_noise") {
      sum.frame += 120 * static_cast<double>(m.rate_hz) * m.hop_num / m.hop_den * 3;
      sum.sample += 70;
      sum.noise = 120 * static_cast<double>(m.rate_hz) * m.hop_num / m.hop_den * 3;
    } else if (n.processor == "harmonic_bank") {
      const double partials = n.in_channels.size() > 1 ? n.in_channels[1] : 0,
                   sounding = std::clamp(std::floor(m.band_hz / f0_hz), 1.0, partials);
      sum.block += 50 * partials;
      sum.sample += 197 + 10.5 * sounding;
      bank += 197 + 10.5 * sounding;
    } else if (samples) {
      sum.sample += 16 * std::max<double>(1, static_cast<double>(n.in_channels.size()) / 4);
    } else {
      sum.frame += 12 * out + 60;
    }
  }
  const double frame_samples = static_cast<double>(m.rate_hz) * m.hop_num / m.hop_den;
  sum.partials += bank * frame_samples;
  return sum;
}

std::string fit_text(const BoardModel& model, const std::string& board) {
  const partials_board_model& m = model.tables();
  const double usual_hz = std::sqrt(static_cast<double>(m.low_hz) * m.high_hz), low_hz = m.low_hz;
  const Instructions usual = instructions_of(model, usual_hz), low = instructions_of(model, low_hz);
  const double worst = low.worst(m) * m.voices;
  char text[400];
  std::snprintf(
      text, sizeof text,
      "flash    %zu KiB: %zu of code, %zu of the model\nmemory   %zu KiB\n"
      "time     about %.0f instructions a sample at %.0f Hz, %.0f at %.0f Hz, %.0f in its busiest block\n"
      "         (estimated from counts on an emulated Cortex-M7; flash and caches make it slower)\n\n",
      (model.flash_bytes() + kCode + kKiB - 1) / kKiB, kCode / kKiB, (model.flash_bytes() + kKiB - 1) / kKiB,
      (model.memory_bytes_32() + kKiB - 1) / kKiB, spoken_mean(usual, m), usual_hz, spoken_mean(low, m),
      low_hz, worst);
  std::string out = text;
  for (const Board& b : kBoards) {
    if (!board.empty() && board != b.id) continue;
    std::snprintf(text, sizeof text, "%-9s %-24s ", b.id, b.name);
    out += text + verdict(model, b, spoken_mean(low, m), worst, low.largest()) + "\n";
  }
  return out;
}

}  // namespace partials
