// SPDX-License-Identifier: MIT
// A serial port (a tty) that is read raw and without waiting. [one thread]
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials::box {

std::span<const int> serial_speeds();  // in bits a second

class SerialPort {
 public:
  SerialPort() = default;
  ~SerialPort() { close(); }
  SerialPort(const SerialPort&) = delete;
  SerialPort& operator=(const SerialPort&) = delete;

  Result<void> open(const std::string& path, int baud);  // the Error is a clause: "it is not there"
  void close() noexcept;
  bool is_open() const noexcept { return file_ >= 0; }
  int file() const noexcept { return file_; }  // to poll
  // Bytes that have arrived, valid until the next call; empty: none. false: the port is gone, and was closed.
  bool read(std::string_view& bytes);

 private:
  int file_ = -1;
  char buffer_[512];
};

}  // namespace partials::box
