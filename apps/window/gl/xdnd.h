// SPDX-License-Identifier: MIT
// Files dropped onto a window under X11 (XDND 5, freedesktop.org), which DPF 1.6 does not know. A small
// window of our own, on a connection of our own, stands in for the real one (XdndProxy), so that DGL's event
// loop is left alone. [main-thread]
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
    std::function<void(bool)> over;                             // files hang over the window, or no more
    std::function<void(const std::vector<std::string>&)> drop;  // paths
  };
  DropTarget(uintptr_t window, Told told);  // does nothing where there is no display
  ~DropTarget();
  void look();       // now and then: takes what has come
  int file() const;  // where it comes, to poll for reading; -1: nowhere

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// text/uri-list, RFC 2483; only files of this machine
std::vector<std::string> paths_from_uris(const std::string& uri_list);

}  // namespace partials::window
