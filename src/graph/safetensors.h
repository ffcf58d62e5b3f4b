// SPDX-License-Identifier: MIT
// The safetensors format: 8 bytes little-endian length, a JSON header of names, types, shapes and byte ranges, then the numbers.
// Everything is checked before anything is allocated: sizes, shapes, ranges that overlap or leave gaps, NaN and Inf. Tensors are
// float32; other types are refused in words. Any safetensors reader can open what is written here.
#pragma once
#include <map>
#include <string>
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

Result<Safetensors> safetensors_from_bytes(const std::string& bytes, const std::string& file);  // `file` is only for messages
std::string bytes_from_safetensors(const Safetensors& data);

}  // namespace partials
