// SPDX-License-Identifier: MIT
#include "library/take_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>

#include "base/time_stamp.h"
#include "system/xdg.h"

namespace partials {
namespace {

namespace fs = std::filesystem;
static_assert(std::endian::native == std::endian::little, "WAV is little-endian");

constexpr size_t kHeadBytes = 80;  // RIFF 12, fmt 24, fact 12, PEAK 24, data 8; the samples follow
constexpr double kMaxS = 3600;
constexpr int64_t kMaxBytes = (int64_t{2} << 30) - 4096;
constexpr int kMaxTakes = 10000;

struct Header {
  char bytes[kHeadBytes];
  size_t at = 0;
  void text(const char* four) {
    std::memcpy(bytes + at, four, 4);
    at += 4;
  }
  template <class T>
  void put(T value) {
    std::memcpy(bytes + at, &value, sizeof value);
    at += sizeof value;
  }
};

// Format 3 is IEEE float.
Header header_of(double rate_hz, int64_t samples, float peak, int64_t peak_at) {
  const auto n = static_cast<uint32_t>(samples), rate = static_cast<uint32_t>(std::lround(rate_hz));
  Header h;
  h.text("RIFF");
  h.put<uint32_t>(kHeadBytes - 8 + 4 * n);
  h.text("WAVE");
  h.text("fmt ");
  h.put<uint32_t>(16);
  h.put<uint16_t>(3);
  h.put<uint16_t>(1);
  h.put(rate);
  h.put(4 * rate);
  h.put<uint16_t>(4);
  h.put<uint16_t>(32);
  h.text("fact");
  h.put<uint32_t>(4);
  h.put(n);
  h.text("PEAK");
  h.put<uint32_t>(16);
  h.put<uint32_t>(1);
  h.put<uint32_t>(0);
  h.put(peak);
  h.put(static_cast<uint32_t>(peak_at));
  h.text("data");
  h.put<uint32_t>(4 * n);
  return h;
}

Error failure(const std::string& what, const std::string& path) {
  return Error{what + " '" + path + "': " + std::strerror(errno) + "; check free space and permissions."};
}

bool write_all(int fd, const void* data, size_t bytes, off_t at) {
  const char* p = static_cast<const char*>(data);
  for (size_t done = 0; done < bytes;) {
    const ssize_t n = ::pwrite(fd, p + done, bytes - done, at + static_cast<off_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<size_t>(n);
  }
  return true;
}

template <class T>
T at(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

// Contents of the chunks of any WAV file.
struct Wav {
  uint32_t rate_hz = 0;
  uint16_t channels = 0, bits = 0;
  float peak = -1;
  int64_t data_at = 0, data_bytes = -1;
};

Wav read_chunks(int fd, int64_t file_bytes) {
  Wav w;
  char head[12], body[24];
  if (::pread(fd, head, 12, 0) != 12 || std::memcmp(head, "RIFF", 4) != 0 ||
      std::memcmp(head + 8, "WAVE", 4) != 0)
    return w;
  int64_t at_byte = 12;
  for (int chunks = 0; chunks < 64 && ::pread(fd, head, 8, at_byte) == 8; ++chunks) {
    const int64_t bytes = at<uint32_t>(head + 4), begin = at_byte + 8;
    const auto got = ::pread(fd, body, std::min<size_t>(sizeof body, static_cast<size_t>(bytes)), begin);
    if (std::memcmp(head, "fmt ", 4) == 0 && got >= 16) {
      w.channels = at<uint16_t>(body + 2);
      w.rate_hz = at<uint32_t>(body + 4);
      w.bits = at<uint16_t>(body + 14);
    }
    if (std::memcmp(head, "PEAK", 4) == 0 && got >= 16) w.peak = at<float>(body + 8);
    if (std::memcmp(head, "data", 4) == 0) {
      w.data_at = begin;
      w.data_bytes = std::min(bytes, file_bytes - begin);
      return w;
    }
    at_byte = begin + bytes + (bytes & 1);
  }
  return w;
}

// If the writer of a take was killed, the file holds more samples than its header states. A take that is
// being written is locked and is skipped.
void set_right(int fd, int64_t file_bytes, Wav& w) {
  if (w.data_at != kHeadBytes || w.channels != 1 || w.bits != 32 || w.peak < 0) return;
  const int64_t samples = (file_bytes - static_cast<int64_t>(kHeadBytes)) / 4;
  if (samples * 4 <= w.data_bytes || ::flock(fd, LOCK_EX | LOCK_NB) != 0) return;
  const Header h = header_of(w.rate_hz, samples, w.peak, 0);
  if (write_all(fd, h.bytes, kHeadBytes, 0)) w.data_bytes = samples * 4;
  (void)::flock(fd, LOCK_UN);
}

bool read_take(const fs::path& path, Take& take) {
  int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info {};
  if (fd < 0 || ::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    if (fd >= 0) ::close(fd);
    return false;
  }
  Wav w = read_chunks(fd, info.st_size);
  if (w.data_bytes >= 0) set_right(fd, info.st_size, w);
  ::close(fd);
  if (w.data_bytes < 0 || w.rate_hz == 0 || w.channels == 0 || w.bits < 8) return false;
  take.path = path.string();
  take.name = path.stem().string();
  take.rate_hz = w.rate_hz;
  take.seconds = static_cast<double>(w.data_bytes) / (w.channels * (w.bits / 8)) / w.rate_hz;
  take.peak_db = w.peak < 0 ? 1 : 20 * std::log10(std::max(1e-6, static_cast<double>(w.peak)));
  take.clipped = w.peak >= kFullScale;
  take.modified_s = info.st_mtim.tv_sec;
  return true;
}

}  // namespace

Result<void> TakeWriter::open(const std::string& folder, double rate_hz) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  rate_hz_ = rate_hz;
  samples_ = peak_at_ = 0;
  peak_ = 0;
  for (int n = 1; n <= kMaxTakes && fd_ < 0; ++n) {
    path_ = folder + "/" + local_stamp("%Y-%m-%d") + "-" + std::to_string(n) + ".wav";
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0 && errno != EEXIST) break;
  }
  if (fd_ < 0) return failure("A take cannot be recorded to", path_);
  (void)::flock(fd_, LOCK_EX | LOCK_NB);
  return renew_header();
}

Result<void> TakeWriter::write(const float* x, int n) {
  for (int i = 0; i < n; ++i)
    if (const float a = std::abs(x[i]); a > peak_) {
      peak_ = a;
      peak_at_ = samples_ + i;
    }
  if (!write_all(fd_, x, static_cast<size_t>(n) * 4, static_cast<off_t>(kHeadBytes) + 4 * samples_))
    return failure("The take cannot be written to", path_);
  samples_ += n;
  return {};
}

Result<void> TakeWriter::renew_header() {
  const Header h = header_of(rate_hz_, samples_, peak_, peak_at_);
  if (!write_all(fd_, h.bytes, kHeadBytes, 0)) return failure("The take cannot be written to", path_);
  return {};
}

Result<void> TakeWriter::close() {
  if (fd_ < 0) return {};
  Result<void> r = renew_header();
  if (r && ::fsync(fd_) != 0) r = failure("The take cannot be flushed to", path_);
  if (samples_ == 0) ::unlink(path_.c_str());
  ::close(fd_);
  fd_ = -1;
  return r;
}

bool TakeWriter::full() const {
  return static_cast<double>(samples_) >= kMaxS * rate_hz_ || 4 * samples_ >= kMaxBytes;
}

std::string takes_folder() {
  const std::string home = data_home();
  return home.empty() ? "" : home + "/takes";
}

std::vector<Take> read_takes(const std::string& folder) {
  std::vector<Take> out;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end;
       !failed && it != end && out.size() < static_cast<size_t>(kMaxTakes); it.increment(failed))
    if (Take t; it->path().extension() == ".wav" && read_take(it->path(), t)) out.push_back(std::move(t));
  std::sort(out.begin(), out.end(), [](const Take& a, const Take& b) {
    return a.modified_s != b.modified_s ? a.modified_s > b.modified_s : a.path > b.path;
  });
  return out;
}

}  // namespace partials
