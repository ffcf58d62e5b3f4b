// SPDX-License-Identifier: MIT
#include "families/motion/bvh_hierarchy.h"

#include <algorithm>

#include "families/motion/file_error.h"

namespace partials::motion {
namespace {

constexpr const char* kChannelNames[] = {"Xposition", "Yposition", "Zposition",
                                         "Xrotation", "Yrotation", "Zrotation"};

// Joints that are open, '{' without '}', stand on a stack: files of any depth need no recursion.
class Hierarchy {
 public:
  Hierarchy(TextScan& scan, const std::string& name, Bvh& bvh) : scan_(scan), name_(name), bvh_(bvh) {}

  Result<void> read() {
    if (const auto word = scan_.word(); !same_word(word, "HIERARCHY"))
      return wrong("the first word", word, "'HIERARCHY', with which every BVH file begins",
                   "choose a BVH file");
    if (const auto word = scan_.word(); !same_word(word, "ROOT"))
      return wrong("what follows HIERARCHY", word, "'ROOT' and a name");
    if (const auto opened = open(false); !opened) return opened.error();
    while (!open_.empty())
      if (const auto read = statement(); !read) return read.error();
    if (bvh_.channel_count == 0)
      return Error{text_of({name_, 0}) +
                       ": no joint has a channel, so there is no movement in it; export the "
                       "file with CHANNELS.",
                   ErrorCode::unsupported};
    return {};
  }

 private:
  Error wrong(const std::string& field, std::string_view value, const std::string& expected,
              const std::string& remedy = "correct that line or export the file again") const {
    return file_error({name_, scan_.line()}, field, value, expected, remedy);
  }
  Joint& joint() { return bvh_.skeleton.joints[static_cast<size_t>(open_.back())]; }

  Result<void> statement() {
    const std::string_view word = scan_.word();
    if (word == "}") {
      if (!has_offset_[static_cast<size_t>(open_.back())])
        return wrong("OFFSET of joint " + quoted(joint().name), "", "three numbers");
      open_.pop_back();
      return {};
    }
    if (same_word(word, "OFFSET")) return offset();
    if (same_word(word, "CHANNELS") && !joint().is_end) return channels();
    if (same_word(word, "JOINT") && !joint().is_end) return open(false);
    if ((same_word(word, "End") || same_word(word, "EndSite")) && !joint().is_end) return open(true);
    if (same_word(word, "ROOT"))
      return wrong("a root inside joint " + quoted(joint().name), scan_.rest_of_line(), "'JOINT' there",
                   "save every body in a file of its own");
    return wrong("a statement of joint " + quoted(joint().name), word,
                 joint().is_end ? "OFFSET or '}'" : "OFFSET, CHANNELS, JOINT, 'End Site' or '}'");
  }

  // A name, which may hold blanks, and '{' on the same line or the next.
  Result<void> open(bool is_end) {
    auto& joints = bvh_.skeleton.joints;
    if (joints.size() >= kMaxJoints)
      return too_large(name_, "joints or more", joints.size() + 1, kMaxJoints,
                       "export the body without fingers or props");
    std::string_view title = scan_.rest_of_line();
    bool braced = false;
    if (!title.empty() && title.back() == '{') {
      braced = true;
      title = trimmed(title.substr(0, title.size() - 1));
    }
    if (!is_end && title.empty()) return wrong("the name of a joint", title, "a word");
    Joint joint;
    joint.parent = open_.empty() ? -1 : open_.back();
    joint.is_end = is_end;
    joint.name = is_end ? joints[static_cast<size_t>(joint.parent)].name + "_end" : std::string(title);
    if (joint.name.size() > kMaxNameBytes) return wrong("the name of a joint", title, "at most 256 bytes");
    if (!braced)
      if (const auto word = scan_.word(); word != "{")
        return wrong("what follows the name " + quoted(joint.name), word, "'{'");
    open_.push_back(static_cast<int>(joints.size()));
    joints.push_back(std::move(joint));
    bvh_.channels.emplace_back();
    has_offset_.push_back(false);
    return {};
  }

  Result<void> offset() {
    for (double& x : joint().offset)
      if (const auto word = scan_.word(); !to_number(word, x) || std::fabs(x) > 1e7)
        return wrong("OFFSET of joint " + quoted(joint().name), word, "three numbers with a point");
    has_offset_[static_cast<size_t>(open_.back())] = true;
    return {};
  }

  Result<void> channels() {
    auto& list = bvh_.channels[static_cast<size_t>(open_.back())];
    const std::string of_joint = " of joint " + quoted(joint().name);
    double count = 0;
    if (const auto word = scan_.word();
        !to_number(word, count) || count < 0 || count > kMaxChannelsOfJoint || count != std::floor(count))
      return wrong("the number of channels" + of_joint, word, "a whole number from 0 to 6");
    if (!list.empty()) return wrong("CHANNELS" + of_joint, "a second list", "one list a joint");
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
      const std::string_view word = scan_.word();
      const auto* const known = std::find_if(std::begin(kChannelNames), std::end(kChannelNames),
                                             [&](const char* n) { return same_word(n, word); });
      if (known == std::end(kChannelNames))
        return wrong("channel " + std::to_string(i + 1) + of_joint, word,
                     "one of Xposition, Yposition, Zposition, Xrotation, Yrotation, Zrotation");
      const auto channel = static_cast<BvhChannel>(known - std::begin(kChannelNames));
      if (std::find(list.begin(), list.end(), channel) != list.end() && is_position(channel))
        return wrong("channel " + std::to_string(i + 1) + of_joint, word, "every position once");
      list.push_back(channel);
    }
    bvh_.channel_count += list.size();
    return {};
  }

  static constexpr size_t kMaxNameBytes = 256;
  TextScan& scan_;
  const std::string& name_;
  Bvh& bvh_;
  std::vector<int> open_;
  std::vector<bool> has_offset_;
};

}  // namespace

const char* name_of(BvhChannel channel) noexcept { return kChannelNames[static_cast<size_t>(channel)]; }

Result<void> read_hierarchy(TextScan& scan, const std::string& name, Bvh& bvh) {
  return Hierarchy(scan, name, bvh).read();
}

}  // namespace partials::motion
