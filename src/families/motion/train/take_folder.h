// SPDX-License-Identifier: MIT
// Takes of files and folders: BVH and CSV, with what takes.json says about them.
#pragma once
#include <string>
#include <vector>

#include "families/motion/bvh.h"
#include "families/motion/take.h"

namespace partials::motion {

struct TakeFolder {
  std::vector<Take> takes;
  std::vector<std::string> remarks;
};

bool is_movement_file(const std::string& path);  // by its ending
// The movement files of folders, each folder's in the order of their names, and files as they are named.
std::vector<std::string> movement_files(const std::vector<std::string>& paths);
// Files and folders (not their sub-folders). Throws std::runtime_error with one sentence: a file that cannot
// be read, no take at all.
TakeFolder read_takes(const std::vector<std::string>& paths);

// A BVH file as it is, and the take that it shows.
struct BvhFile {
  std::string path, sha256;
  Bvh bvh;
  Take take;
};
// The BVH files among them. Throws as read_takes does.
std::vector<BvhFile> read_bvh_files(const std::vector<std::string>& paths);
// Whether there is a movement file among them, and no other recording is named.
bool are_takes(const std::vector<std::string>& paths);

}  // namespace partials::motion
