// SPDX-License-Identifier: MIT
// Names of files, and what is in folders. A system without folders has none: lists are empty there, and a
// path stays as it is. [main-thread]
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace partials {

// "models/violin.partials": "violin.partials", "violin" and ".partials".
inline std::string file_name(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}
inline std::string file_ending(const std::string& path) {
  const std::string name = file_name(path);
  const size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 || name == ".." ? "" : name.substr(dot);
}
inline std::string file_stem(const std::string& path) {
  const std::string name = file_name(path);
  return name.substr(0, name.size() - file_ending(path).size());
}
inline std::string folder_of(const std::string& path) {  // "": it names none
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string full_path(const std::string& path);  // absolute
std::string real_path(const std::string& path);  // absolute, links followed; "": there is no such file
bool is_file(const std::string& path);           // or a device or pipe, but no folder
bool is_folder(const std::string& path);
bool is_link(const std::string& path);
bool make_folders(const std::string& path);  // with those above it; true: it is there
uint64_t file_bytes(const std::string& path);  // 0: there is no such file

// Paths of what is in a folder and so many levels below whose name is wanted, at most `most`, in any order.
std::vector<std::string> files_below(const std::string& folder, int levels, size_t most,
                                     const std::function<bool(const std::string& name)>& wanted);

// The file that contains this code: the program, or the plug-in that a host has loaded. Links are followed.
// "": unknown.
std::string own_file();

}  // namespace partials
