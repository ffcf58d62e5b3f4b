// SPDX-License-Identifier: MIT
// Sounds and pictures as data URIs, so that a report is one file without requests to any server.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace partials {

std::string base64(std::string_view bytes);  // RFC 4648, padded
std::string data_uri(std::string_view mime, std::string_view bytes);

// A mono 16-bit WAV file in memory; samples beyond full scale are clipped.
std::string wav_bytes(const std::vector<float>& samples, int rate_hz);

// Size in a page of a WAV of this many seconds.
double embedded_bytes(double seconds, double rate_hz);

}  // namespace partials
