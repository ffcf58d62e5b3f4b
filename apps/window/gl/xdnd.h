// SPDX-License-Identifier: MIT
// Files dropped onto a window under X11 (XDND 5, freedesktop.org), which DPF 1.6 does not support. A small
// window on a separate connection acts as proxy of the real one (XdndProxy), so DGL's event loop is not
// changed. [main-thread]
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace partials::window {

class DropTarget {
 public:
  struct Told {
    std::function<void(bool)> over;  // files are dragged over the window, or have left it
    std::function<void(const std::vector<std::string>&)> drop;  // paths
  };
  DropTarget(uintptr_t window, Told told);  // does nothing without a display
  ~DropTarget();
  void look();       // call regularly: handles pending events
  int file() const;  // descriptor to poll for reading; -1: none

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// text/uri-list, RFC 2483; only files of this machine
std::vector<std::string> paths_from_uris(const std::string& uri_list);

}  // namespace partials::window
