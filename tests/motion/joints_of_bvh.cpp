// SPDX-License-Identifier: MIT
// usage: joints_of_bvh FILE replace|add once|again FRAME_STEP
// Prints where the joints of every FRAME_STEP-th frame are, as JSON, for tests/motion/compare_readers.mjs.
// again: the text that the writer makes of the file is read instead of the file.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "families/motion/body_unit.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_writer.h"
#include "system/file.h"

using namespace partials;
using namespace partials::motion;

namespace {

int fail(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

void print(const Bvh& bvh, size_t step) {
  std::printf("{\"height\":%.9g,\"frame_s\":%.9g,\"frames\":%zu,\"joints\":[", body_height(bvh.skeleton),
              bvh.frame_s, bvh.frames());
  const char* comma = "";
  for (const Joint& joint : bvh.skeleton.joints) {
    std::printf("%s{\"name\":\"%s\",\"parent\":%d,\"end\":%s}", comma, joint.name.c_str(), joint.parent,
                joint.is_end ? "true" : "false");
    comma = ",";
  }
  std::printf("],\"places\":[");
  Pose pose;
  for (size_t n = 0; n < bvh.frames(); n += step) {
    pose_at(bvh, n, pose);
    std::printf("%s[", n ? "," : "");
    comma = "";
    for (const Vec3& p : pose.places_m) {
      std::printf("%s[%.9g,%.9g,%.9g]", comma, p[0], p[1], p[2]);
      comma = ",";
    }
    std::printf("]");
  }
  std::printf("]}\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return fail("usage: joints_of_bvh FILE replace|add once|again FRAME_STEP");
  const std::string path = argv[1];
  const auto text = read_file(path, kMaxBvhBytes);
  if (!text) return fail(text.error().text);
  BvhOptions options{1, std::string(argv[2]) == "add" ? PositionRule::add : PositionRule::replace};
  auto bvh = bvh_from_text(text.value(), path, options);
  if (!bvh) return fail(bvh.error().text);
  if (std::string(argv[3]) == "again") {
    options.positions = PositionRule::replace;
    bvh = bvh_from_text(text_from_bvh(bvh.value()), path + " written again", options);
    if (!bvh) return fail(bvh.error().text);
  }
  print(bvh.value(), std::strtoul(argv[4], nullptr, 10));
  return 0;
}
