// SPDX-License-Identifier: MIT
#include "model/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>

#include "model/json_depth.h"

namespace partials {
namespace {

using Json = nlohmann::ordered_json;
constexpr uint64_t kMaxHeader = 64 << 20, kMaxBytes = uint64_t{4} << 30, kMaxTensors = 100000;

struct Range {
  uint64_t begin, end;
};

// Shape and byte range of one header entry; an empty string if they are valid, otherwise the error.
std::string read_entry(const Json& j, uint64_t data_bytes, std::vector<int>& shape, Range& range) {
  if (!j.is_object() || !j.contains("dtype") || !j.contains("shape") || !j.contains("data_offsets"))
    return "lacks dtype, shape or data_offsets";
  if (j["dtype"] != "F32") return "has numbers that are not F32";
  const Json &dims = j["shape"], &at = j["data_offsets"];
  if (!dims.is_array() || dims.size() > 4) return "has a shape of more than four dimensions";
  uint64_t count = 1;
  for (const Json& d : dims) {
    if (!d.is_number_unsigned() || d.get<uint64_t>() > (1u << 30))
      return "has a dimension that is not a number up to 2^30";
    shape.push_back(d.get<int>());
    count *= d.get<uint64_t>();
    if (count > kMaxBytes / 4) return "is larger than 4 GiB";
  }
  if (!at.is_array() || at.size() != 2 || !at[0].is_number_unsigned() || !at[1].is_number_unsigned())
    return "has data_offsets that are not two numbers";
  range = {at[0].get<uint64_t>(), at[1].get<uint64_t>()};
  if (range.begin > range.end || range.end > data_bytes) return "points outside the file";
  if (range.end - range.begin != count * 4) return "has a shape that does not fit its bytes";
  return "";
}

struct Header {
  std::map<std::string, std::string> metadata;
  std::vector<std::pair<Range, std::string>> ranges;  // in the order of the numbers
  std::map<std::string, std::vector<int>> shapes;
};

Error wrong_with(const std::string& file, const std::string& what) {
  return Error{"The model file '" + file + "' " + what + "; get it again from where it came.",
               ErrorCode::damaged};
}

// `text` is the header of a file, followed by data_bytes of numbers.
Result<Header> read_header(std::string_view text, uint64_t data_bytes, const std::string& file) {
  auto fail = [&](const std::string& what) { return wrong_with(file, what); };
  if (too_deep(text)) return fail("has a header nested deeper than any model");
  const Json j = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!j.is_object() || j.size() > kMaxTensors) return fail("has a damaged header");
  Header out;
  for (auto& [name, entry] : j.items()) {
    if (name == "__metadata__") {
      if (!entry.is_object()) return fail("has metadata that is not an object");
      for (auto& [key, value] : entry.items()) {
        if (!value.is_string()) return fail("has a metadata value '" + key + "' that is not text");
        out.metadata[key] = value.get<std::string>();
      }
      continue;
    }
    Range range{};
    const std::string wrong = read_entry(entry, data_bytes, out.shapes[name], range);
    if (!wrong.empty()) return fail("has a tensor '" + name + "' that " + wrong);
    out.ranges.push_back({range, name});
  }
  std::sort(out.ranges.begin(), out.ranges.end(), [](auto& a, auto& b) {
    return a.first.begin < b.first.begin || (a.first.begin == b.first.begin && a.first.end < b.first.end);
  });
  uint64_t at = 0;
  for (auto& [range, name] : out.ranges) {
    if (range.begin != at) return fail("has a tensor '" + name + "' that overlaps another or leaves a gap");
    at = range.end;
  }
  if (at != data_bytes) return fail("has bytes that belong to no tensor");
  return out;
}

}  // namespace

Result<uint64_t> safetensors_header_bytes(std::string_view first, uint64_t file_bytes,
                                          const std::string& file) {
  uint64_t header = 0;
  if (first.size() < 8 || file_bytes < 8) return wrong_with(file, "is too short to be one");
  std::memcpy(&header, first.data(), 8);
  if (header > kMaxHeader || header > file_bytes - 8)
    return wrong_with(file, "is not a safetensors file, or was cut off");
  return header;
}

Result<std::map<std::string, std::string>> safetensors_metadata(std::string_view front, uint64_t file_bytes,
                                                                const std::string& file) {
  const auto length = safetensors_header_bytes(front, file_bytes, file);
  if (!length) return length.error();
  if (length.value() > front.size() - 8) return wrong_with(file, "is not a safetensors file, or was cut off");
  auto header = read_header(front.substr(8, length.value()), file_bytes - 8 - length.value(), file);
  if (!header) return header.error();
  return std::move(header.value().metadata);
}

Result<Safetensors> safetensors_from_bytes(const std::string& bytes, const std::string& file) {
  auto fail = [&](const std::string& what) { return wrong_with(file, what); };
  const auto length = safetensors_header_bytes(bytes, bytes.size(), file);
  if (!length) return length.error();
  const uint64_t header = length.value();
  auto read = read_header(std::string_view(bytes).substr(8, header), bytes.size() - 8 - header, file);
  if (!read) return read.error();
  Safetensors out;
  out.metadata = std::move(read.value().metadata);
  const auto& ranges = read.value().ranges;
  auto& shapes = read.value().shapes;
  for (auto& [range, name] : ranges) {
    Tensor& t = out.tensors[name];
    t.shape = shapes[name];
    t.values.resize((range.end - range.begin) / 4);
    std::memcpy(t.values.data(), bytes.data() + 8 + header + range.begin, range.end - range.begin);
    for (float x : t.values)
      if (!std::isfinite(x)) return fail("has a tensor '" + name + "' with a number that is not finite");
  }
  return out;
}

std::string bytes_from_safetensors(const Safetensors& data) {
  Json j;
  if (!data.metadata.empty()) j["__metadata__"] = data.metadata;
  uint64_t at = 0;
  for (auto& [name, t] : data.tensors) {
    const uint64_t end = at + t.values.size() * 4;
    j[name] = {{"dtype", "F32"}, {"shape", t.shape}, {"data_offsets", {at, end}}};
    at = end;
  }
  std::string header = j.dump(-1, ' ', false, Json::error_handler_t::replace);
  while (header.size() % 8) header += ' ';
  const uint64_t n = header.size();
  std::string out(reinterpret_cast<const char*>(&n), 8);
  out += header;
  for (auto& [name, t] : data.tensors)
    out.append(reinterpret_cast<const char*>(t.values.data()), t.values.size() * 4);
  return out;
}

}  // namespace partials
