// SPDX-License-Identifier: MIT
#include "box/serial_port.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>

namespace partials::box {
namespace {

constexpr int kSpeeds[] = {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600};
constexpr speed_t kCodes[] = {B1200,  B2400,   B4800,   B9600,   B19200, B38400,
                              B57600, B115200, B230400, B460800, B921600};
static_assert(std::size(kSpeeds) == std::size(kCodes));

Error clause_of(int number) {
  if (number == ENOENT || number == ENXIO || number == ENODEV)
    return Error{"it is not there; plug it in", ErrorCode::missing};
  if (number == EACCES)
    return Error{"there is no permission to read it; add the user to the group dialout",
                 ErrorCode::unreadable};
  return Error{std::string("it cannot be opened (") + std::strerror(number) + "); check the cable",
               ErrorCode::unreadable};
}

}  // namespace

std::span<const int> serial_speeds() { return kSpeeds; }

Result<void> SerialPort::open(const std::string& path, int baud) {
  close();
  file_ = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (file_ < 0) return clause_of(errno);
  termios t{};
  if (tcgetattr(file_, &t) != 0) {
    close();
    return Error{"it is no serial port; name one, such as /dev/ttyACM0", ErrorCode::unsupported};
  }
  cfmakeraw(&t);
  t.c_cflag |= static_cast<tcflag_t>(CLOCAL | CREAD);
  t.c_cc[VMIN] = 0;
  t.c_cc[VTIME] = 0;
  const auto* const speed = std::find(std::begin(kSpeeds), std::end(kSpeeds), baud);
  if (speed != std::end(kSpeeds)) cfsetspeed(&t, kCodes[speed - std::begin(kSpeeds)]);
  if (tcsetattr(file_, TCSANOW, &t) != 0) {
    const Error why = clause_of(errno);
    close();
    return why;
  }
  return {};
}

void SerialPort::close() noexcept {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

bool SerialPort::read(std::string_view& bytes) {
  bytes = {};
  const ssize_t n = ::read(file_, buffer_, sizeof buffer_);
  if (n > 0) {
    bytes = {buffer_, static_cast<size_t>(n)};
    return true;
  }
  // With VMIN 0, nothing to read and a hang-up both return 0; box.cpp asks poll() which of them it is.
  if (n == 0 || errno == EAGAIN || errno == EINTR) return true;
  close();
  return false;
}

}  // namespace partials::box
