// SPDX-License-Identifier: MIT
// The part of a BVH file before MOTION: joints, offsets and channels, as the reader and the writer say them.
#pragma once
#include <string>

#include "base/result.h"
#include "families/motion/bvh.h"
#include "families/motion/text_scan.h"

namespace partials::motion {

inline constexpr size_t kMaxChannelsOfJoint = 6;

const char* name_of(BvhChannel channel) noexcept;  // "Xposition"

// Fills skeleton, channels and channel_count, in the file's unit; the scan stands behind the root's '}' then.
Result<void> read_hierarchy(TextScan& scan, const std::string& name, Bvh& bvh);

}  // namespace partials::motion
