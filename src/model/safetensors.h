// SPDX-License-Identifier: MIT
// The safetensors format: 8 bytes little-endian length, a JSON header of names, types, shapes and byte
// ranges, then the numbers. Everything is checked before anything is allocated: sizes, shapes, ranges that
// overlap or leave gaps, NaN and Inf. Tensors are float32; other types are refused. Any safetensors reader
// can open the files written here.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace partials {

struct Tensor {
  std::vector<int> shape;
  std::vector<float> values;
};

struct Safetensors {
  std::map<std::string, std::string> metadata;
  std::map<std::string, Tensor> tensors;
};

// `file` is only for messages
Result<Safetensors> safetensors_from_bytes(const std::string& bytes, const std::string& file);
// Without the numbers. `first`: the file's first eight bytes or more; returns how many bytes of header follow
// them.
Result<uint64_t> safetensors_header_bytes(std::string_view first, uint64_t file_bytes,
                                          const std::string& file);
// `front`: the file up to the end of its header. All of the header is checked, and that the file has the
// length that it states.
Result<std::map<std::string, std::string>> safetensors_metadata(std::string_view front, uint64_t file_bytes,
                                                                const std::string& file);

std::string bytes_from_safetensors(const Safetensors& data);

}  // namespace partials
