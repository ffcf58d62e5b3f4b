// SPDX-License-Identifier: MIT
// Reads what a box of knobs sends over a serial line. Two protocols:
//   lines  "NAME VALUE" and an end of line; '=', ':' or a tab may stand between them. A name has 1 to 31
//          printable characters. A line of more than 80 bytes is malformed.
//   bytes  three bytes for a knob: 128 + its number, then the upper and the lower 7 bits of its value, so a
//          value is 0 to 16383. The names are "0" to "127". A byte above 127 always begins a new message.
// Any bytes may arrive in pieces of any size; a malformed message is skipped and reported. Nothing allocates.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace partials::box {

enum class KnobProtocol { lines, bytes };

class KnobReader {
 public:
  static constexpr size_t kLongestLine = 80, kLongestName = 31;

  explicit KnobReader(KnobProtocol protocol) : protocol_(protocol) {}
  // turn(name, value): a finite value; malformed(line): what was skipped. Views are valid during the call.
  void feed(std::string_view bytes, const std::function<void(std::string_view name, double value)>& turn,
            const std::function<void(std::string_view line)>& malformed);

 private:
  using Turn = std::function<void(std::string_view, double)>;
  using Malformed = std::function<void(std::string_view)>;
  void feed_line(char c, const Turn& turn, const Malformed& malformed);
  void feed_byte(uint8_t b, const Turn& turn, const Malformed& malformed);
  void end_line(const Turn& turn, const Malformed& malformed);

  KnobProtocol protocol_;
  std::array<char, kLongestLine> line_{};
  size_t n_ = 0;
  bool too_long_ = false;
};

}  // namespace partials::box
