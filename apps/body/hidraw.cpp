// SPDX-License-Identifier: MIT
#include "body/hidraw.h"

#ifdef __linux__
#include <fcntl.h>
#include <linux/hidraw.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace partials::body {

#ifdef __linux__
namespace {

constexpr int kMostDevices = 64;
// Older 3Dconnexion devices have Logitech's vendor id and products 0xc603 to 0xc652.
constexpr int kLogitech = 0x046d, kFirstProduct = 0xc603, kLastProduct = 0xc652, k3dconnexion = 0x256f;

bool is_space_mouse(int file) {
  hidraw_devinfo info{};
  if (ioctl(file, HIDIOCGRAWINFO, &info) < 0) return false;
  const int vendor = static_cast<uint16_t>(info.vendor), product = static_cast<uint16_t>(info.product);
  return vendor == k3dconnexion ||
         (vendor == kLogitech && product >= kFirstProduct && product <= kLastProduct);
}

class HidrawSource : public motion::ReportSource {
 public:
  explicit HidrawSource(int file) : file_(file) {}
  ~HidrawSource() override { close(file_); }
  Next next(Report& report) noexcept override {
    const ssize_t n = read(file_, report.bytes, sizeof report.bytes);
    if (n > 0) {
      report.size = static_cast<size_t>(n);
      return Next::report;
    }
    return n < 0 && (errno == EAGAIN || errno == EINTR) ? Next::nothing : Next::gone;
  }

 private:
  int file_;
};

}  // namespace

Result<std::unique_ptr<motion::ReportSource>> open_space_mouse() {
  bool forbidden = false;
  for (int i = 0; i < kMostDevices; ++i) {
    const std::string path = "/dev/hidraw" + std::to_string(i);
    const int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    forbidden = forbidden || (file < 0 && errno == EACCES);
    if (file < 0) continue;
    if (is_space_mouse(file))
      return std::unique_ptr<motion::ReportSource>(std::make_unique<HidrawSource>(file));
    close(file);
  }
  if (forbidden)
    return Error{
        "No permission to read /dev/hidraw*; add a udev rule (docs/body.md) and reconnect the device.",
        ErrorCode::unreadable};
  return Error{"There is no SpaceMouse; plug one in.", ErrorCode::missing};
}
#else
Result<std::unique_ptr<motion::ReportSource>> open_space_mouse() {
  return Error{"A SpaceMouse is read under Linux only; elsewhere, send its numbers as OSC.",
               ErrorCode::unsupported};
}
#endif

}  // namespace partials::body
