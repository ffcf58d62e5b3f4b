// SPDX-License-Identifier: MIT
#include "system/paths.h"

#include <dlfcn.h>

#include <cstring>
#include <filesystem>

namespace partials {

namespace fs = std::filesystem;

std::string full_path(const std::string& path) {
  std::error_code failed;
  const auto full = fs::absolute(path, failed);
  return failed ? path : full.string();
}

std::string real_path(const std::string& path) {
  std::error_code failed;
  const auto real = fs::canonical(path, failed);
  return failed ? "" : real.string();
}

bool is_file(const std::string& path) {
  std::error_code failed;
  return fs::exists(path, failed) && !fs::is_directory(path, failed);
}

bool is_folder(const std::string& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

bool is_link(const std::string& path) {
  std::error_code failed;
  return fs::is_symlink(path, failed);
}

bool make_folders(const std::string& path) {
  std::error_code failed;
  fs::create_directories(path, failed);
  return is_folder(path);
}

uint64_t file_bytes(const std::string& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

std::vector<std::string> files_below(const std::string& folder, int levels, size_t most,
                                     const std::function<bool(const std::string& name)>& wanted) {
  std::vector<std::string> found;
  std::error_code failed;
  for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, failed),
       end;
       !failed && it != end && found.size() < most; it.increment(failed)) {
    if (it.depth() == levels) it.disable_recursion_pending();
    if (wanted(it->path().filename().string())) found.push_back(it->path().string());
  }
  return found;
}

std::string own_file() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&own_file), &info) && info.dli_fname && std::strchr(info.dli_fname, '/'))
    if (const std::string file = real_path(info.dli_fname); !file.empty()) return file;
  return real_path("/proc/self/exe");  // for a program, the name above is the one it was called by
}

}  // namespace partials
