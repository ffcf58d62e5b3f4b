// SPDX-License-Identifier: MIT
#include "families/motion/bvh_reader.h"

#include "base/plain_number.h"
#include "base/text_lines.h"
#include "families/motion/body_unit.h"
#include "families/motion/bvh_hierarchy.h"
#include "families/motion/file_error.h"
#include "families/motion/text_scan.h"

namespace partials::motion {
namespace {

constexpr double kLongestFrameS = 60;
constexpr double kLargestNumber = 1e7;

struct Announced {
  size_t frames = 0;
  size_t line = 0;
};

// "Frames: 500", "Frames : 500"
Result<Announced> read_frame_count(TextScan& scan, const std::string& name) {
  const std::string_view word = scan.word();
  const FilePlace place{name, scan.line()};
  if (!same_word(word.substr(0, 6), "Frames"))
    return file_error(place, "the line behind MOTION", word, "'Frames:' and their number");
  std::string_view count = word.substr(6);
  if (count.empty() || count == ":") count = scan.word();
  if (!count.empty() && count.front() == ':') count.remove_prefix(1);
  if (count.empty()) count = scan.word();
  double frames = 0;
  if (!to_number(count, frames) || frames < 0 || frames > kMaxBvhFrames || frames != std::floor(frames))
    return file_error(place, "the number of frames", count,
                      "a whole number from 0 to " + std::to_string(kMaxBvhFrames));
  return Announced{static_cast<size_t>(frames), place.line};
}

// "Frame Time: 0.0083333"
Result<double> read_frame_time(TextScan& scan, const std::string& name, size_t frames) {
  const std::string_view first = scan.word();
  const FilePlace place{name, scan.line()};
  std::string_view second = scan.word();
  if (!same_word(first, "Frame") || !same_word(second.substr(0, 4), "Time"))
    return file_error(place, "the line behind the number of frames", first, "'Frame Time:' and seconds");
  std::string_view word = second.substr(4);
  if (word.empty() || word == ":") word = scan.word();
  if (!word.empty() && word.front() == ':') word.remove_prefix(1);
  double seconds = 0;
  const bool number = to_number(word, seconds);
  if (number && seconds == 0 && frames <= 1) return 1.0 / 30;  // a pose alone needs none
  if (!number || !(seconds > 0) || seconds > kLongestFrameS)
    return file_error(place, "the frame time", word, "seconds above 0 and at most 60");
  return seconds;
}

// One frame: a line of channel_count numbers, which may be broken into several lines.
Result<void> read_frame(TextScan& scan, const std::string& name, size_t frame, const Announced& announced,
                        Bvh& bvh) {
  const std::string which = "frame " + std::to_string(frame + 1);
  size_t first_line = 0;
  for (size_t i = 0; i < bvh.channel_count; ++i) {
    const std::string_view word = scan.word();
    const FilePlace place{name, scan.line()};
    if (i == 0) first_line = place.line;
    if (word.empty() && i == 0)
      return Error{text_of({name, announced.line}) + ": " + std::to_string(announced.frames) +
                       " frames are announced, " + std::to_string(frame) +
                       " are there; correct the number behind 'Frames:' or export the file again.",
                   ErrorCode::damaged};
    double value = 0;
    if (word.empty())
      return file_error({name, first_line}, "the number of values of " + which, std::to_string(i),
                        std::to_string(bvh.channel_count) + ", one a channel");
    if (!to_number(word, value) || std::fabs(value) > kLargestNumber)
      return file_error(place, "value " + std::to_string(i + 1) + " of " + which, word,
                        "a number with a point, at most ten million");
    bvh.values.push_back(static_cast<float>(value));
  }
  if (!scan.more_on_line()) return {};
  size_t extra = bvh.channel_count;
  for (const size_t line = scan.line(); scan.more_on_line() && scan.line() == line; ++extra) scan.word();
  return file_error({name, first_line}, "the number of values of " + which, std::to_string(extra),
                    std::to_string(bvh.channel_count) + ", one a channel");
}

// Some exporters announce a frame less than they write; other readers leave it out, and so do we. Anything
// else behind the last frame is an error.
Result<void> leave_out_rest(TextScan& scan, const std::string& name, const Announced& announced, Bvh& bvh) {
  const size_t values = bvh.values.size();
  size_t there = announced.frames;
  for (; scan.more(); ++there)
    if (const auto read = read_frame(scan, name, there, announced, bvh); !read) return read.error();
  if (there == announced.frames) return {};
  bvh.values.resize(values);
  bvh.remark = text_of({name, announced.line}) + ": " + std::to_string(announced.frames) +
               " frames are announced and " + std::to_string(there) +
               " are there; those behind the announced ones are left out.";
  return {};
}

Result<void> read_motion(TextScan& scan, const std::string& name, Bvh& bvh) {
  const std::string_view motion = scan.word();
  if (!same_word(motion, "MOTION"))
    return file_error({name, scan.line()}, "what follows the hierarchy", motion,
                      "'MOTION', as a file holds one body",
                      "save every body in a file of its own or export the file again");
  const auto announced = read_frame_count(scan, name);
  if (!announced) return announced.error();
  const size_t frames = announced.value().frames;
  const auto seconds = read_frame_time(scan, name, frames);
  if (!seconds) return seconds.error();
  bvh.frame_s = seconds.value();
  // two bytes a number at least, so a lie about the frames asks for no more than the file is long
  bvh.values.reserve(std::min(frames * bvh.channel_count, scan.bytes_left() / 2 + 1));
  for (size_t n = 0; n < frames; ++n)
    if (const auto read = read_frame(scan, name, n, announced.value(), bvh); !read) return read.error();
  return leave_out_rest(scan, name, announced.value(), bvh);
}

// Calls f(offset, index of the value in a frame) for every position channel.
template <class F>
void for_each_position(Bvh& bvh, F f) {
  size_t at = 0;
  for (size_t j = 0; j < bvh.channels.size(); ++j)
    for (const BvhChannel channel : bvh.channels[j]) {
      if (is_position(channel)) f(bvh.skeleton.joints[j].offset[axis_of(channel)], at);
      ++at;
    }
}

void add_offsets(Bvh& bvh) {
  for_each_position(bvh, [&](double offset, size_t at) {
    for (; at < bvh.values.size(); at += bvh.channel_count) bvh.values[at] += static_cast<float>(offset);
  });
}

// Offsets become what the first frame gives, where it gives places: the rest pose of a file that leaves them
// at 0.
void take_offsets(Bvh& bvh) {
  if (bvh.frames() > 0) for_each_position(bvh, [&](double& offset, size_t at) { offset = bvh.values[at]; });
}

void scale_lengths(double factor, Bvh& bvh) {
  if (factor == 1) return;
  for (Joint& joint : bvh.skeleton.joints)
    for (double& x : joint.offset) x *= factor;
  for_each_position(bvh, [&](double, size_t at) {
    for (; at < bvh.values.size(); at += bvh.channel_count)
      bvh.values[at] = static_cast<float>(bvh.values[at] * factor);
  });
}

// The bones' lengths, for the guess of the unit.
Skeleton bones_of(const Bvh& bvh) {
  Bvh first;
  first.skeleton = bvh.skeleton;
  first.channels = bvh.channels;
  first.channel_count = bvh.channel_count;
  first.values.assign(bvh.values.begin(), bvh.values.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                   bvh.channel_count, bvh.values.size())));
  take_offsets(first);
  return first.skeleton;
}

}  // namespace

Result<Bvh> bvh_from_text(std::string_view text, const std::string& name, const BvhOptions& options) {
  if (text.size() > kMaxBvhBytes)
    return too_large(name, "bytes", text.size(), kMaxBvhBytes, "cut the take into several files");
  const std::string plain = utf8_text(text);
  TextScan scan(plain);
  Bvh bvh;
  if (const auto read = read_hierarchy(scan, name, bvh); !read) return read.error();
  if (const auto read = read_motion(scan, name, bvh); !read) return read.error();
  if (options.positions == PositionRule::add) add_offsets(bvh);
  if (options.metres_per_unit > 0) {
    bvh.metres_per_unit = options.metres_per_unit;
    bvh.unit_from = "A unit of the file is " + plain_number(options.metres_per_unit) + " m, as asked for.";
  } else {
    const UnitGuess guess = guess_unit(bones_of(bvh));
    bvh.metres_per_unit = guess.metres_per_unit;
    bvh.unit_from = guess.sentence;
  }
  scale_lengths(bvh.metres_per_unit, bvh);
  return bvh;
}

}  // namespace partials::motion
