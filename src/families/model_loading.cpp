// SPDX-License-Identifier: MIT
#include "families/model_loading.h"

#include "families/families.h"
#include "system/file.h"

namespace partials {
Result<Model> model_from_bytes(const std::string& bytes, const std::string& file) {
  return read_model(bytes, file, family_format);
}
Result<Model> model_from_changed_bytes(const std::string& bytes, const std::string& file) {
  return read_model(bytes, file, family_format, Reading::changed);
}

Result<Model> load_model(const std::string& path) {
  auto bytes = read_file(path, kMaxModelBytes);
  if (!bytes) return bytes.error();
  return model_from_bytes(bytes.value(), path);
}

std::string bytes_from_model(const Model& model) { return write_model(model, *family_format(model.family)); }

Result<void> save_model(const Model& model, const std::string& path) {
  const std::string bytes = bytes_from_model(model);
  if (const auto back = model_from_bytes(bytes, path); !back)
    return Error{"The model was not written, because it could not be loaded again: " + back.error().text,
                 ErrorCode::internal};
  return atomic_write(path, bytes);
}

}  // namespace partials
