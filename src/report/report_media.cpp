// SPDX-License-Identifier: MIT
#include "report/report_media.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace partials {

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t n = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < n ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= n ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string data_uri(std::string_view mime, std::string_view bytes) {
  return "data:" + std::string(mime) + ";base64," + base64(bytes);
}

std::string wav_bytes(const std::vector<float>& samples, int rate_hz) {
  std::string out;
  const auto put = [&](uint32_t v, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i) & 255);
  };
  const auto data = static_cast<uint32_t>(samples.size() * 2), rate = static_cast<uint32_t>(rate_hz);
  out.reserve(44 + data);
  out += "RIFF";
  put(36 + data, 4);
  out += "WAVEfmt ";
  put(16, 4);
  put(1, 2);
  put(1, 2);
  put(rate, 4);
  put(rate * 2, 4);
  put(2, 2);
  put(16, 2);
  out += "data";
  put(data, 4);
  for (const float x : samples)
    put(static_cast<uint16_t>(static_cast<int16_t>(std::lround(std::clamp(x, -1.f, 1.f) * 32767.f))), 2);
  return out;
}

double embedded_bytes(double seconds, double rate_hz) { return (44.0 + 2.0 * seconds * rate_hz) * 4.0 / 3.0; }

}  // namespace partials
