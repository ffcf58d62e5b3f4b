// SPDX-License-Identifier: MIT
#include "model/model_header.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "model/checksum.h"
#include "model/model_file.h"
#include "model/safetensors.h"
#include "system/file.h"
#include "system/file_start.h"

namespace partials {
namespace {

using nlohmann::json;

Result<ModelHeader> header_of(const Metadata& metadata, const std::string& path) {
  if (auto r = check_version(metadata, path); !r) return r.error();
  const auto with_checksum = has_checksum(metadata, path);
  if (!with_checksum) return with_checksum.error();
  ModelHeader h;
  h.has_checksum = with_checksum.value();
  h.family = family_of(metadata);
  h.metadata = metadata;
  const auto text = metadata.find("card");
  auto card = card_from_json(text == metadata.end() ? "" : text->second, path);
  if (!card) return card.error();
  h.card = std::move(card).value();
  return h;
}

}  // namespace

Result<void> check_version(const Metadata& metadata, const std::string& file) {
  const auto it = metadata.find("partials");
  const json j = it == metadata.end() ? json() : json::parse(it->second, nullptr, false);
  if (!j.is_object() || !j.contains("minimum_reader") || !j["minimum_reader"].is_number_integer())
    return Error{"The file '" + file + "' is not a Partials model; choose a .partials file.",
                 ErrorCode::unsupported};
  if (j["minimum_reader"].get<int64_t>() > kModelFormat)
    return Error{"The model '" + file + "' was made by a newer Partials (it needs format " +
                     j["minimum_reader"].dump() + ", this version reads up to " +
                     std::to_string(kModelFormat) + "); update Partials.",
                 ErrorCode::too_new};
  const json features = j.value("required_features", json::array());
  if (features.is_array() && !features.empty())
    return Error{"The model '" + file + "' needs " + features[0].dump() +
                     ", which this Partials does not have; update Partials.",
                 ErrorCode::too_new};
  return {};
}

Result<bool> has_checksum(const Metadata& metadata, const std::string& file) {
  if (metadata.count(kChecksumKey)) return true;
  const auto it = metadata.find("partials");
  const json own = it == metadata.end() ? json() : json::parse(it->second, nullptr, false);
  if (own.is_object() && own.value("format", json()) == 1) return false;
  return changed_since_saved(file);
}

std::string family_of(const Metadata& metadata) {
  const auto it = metadata.find("partials");
  const json own = it == metadata.end() ? json() : json::parse(it->second, nullptr, false);
  const json family = own.is_object() ? own.value("family", json()) : json();
  return family.is_string() ? family.get<std::string>() : "";
}

Error unknown_family(const std::string& file, const std::string& family) {
  return Error{"The model '" + file + "' is of the family '" + family +
                   "', which this Partials does not have; update Partials.",
               ErrorCode::too_new};
}

Error changed_since_saved(const std::string& file) {
  return Error{"The model file '" + file +
                   "' is damaged or was changed; get it again from where it came, or, after a change on "
                   "purpose, run: " +
                   "partials models seal '" + file + "'",
               ErrorCode::damaged};
}

Result<ModelHeader> read_model_header(const std::string& path) {
  const FileStart file(path);
  if (file.error())
    return Error{"The model file '" + path + "' cannot be opened: " + std::strerror(file.error()) +
                     "; check its permissions.",
                 code_of_errno(file.error())};
  if (!file.is_regular()) return Error{"'" + path + "' is not a file; choose a .partials file."};
  const uint64_t size = file.size();
  char first[8] = {};
  if (size >= 8 && !file.read(first, 8))
    return Error{"The model file '" + path + "' cannot be read; check the disk.", ErrorCode::unreadable};
  const auto length = safetensors_header_bytes({first, size < 8 ? 0u : 8u}, size, path);
  if (!length) return length.error();
  std::string front(8 + length.value(), '\0');
  if (!file.read(front.data(), front.size()))
    return Error{"The model file '" + path + "' became shorter while it was read; try again.",
                 ErrorCode::unreadable};
  const auto metadata = safetensors_metadata(front, size, path);
  if (!metadata) return metadata.error();
  auto header = header_of(metadata.value(), path);
  if (header) header.value().file_bytes = size;
  return header;
}

}  // namespace partials
