// SPDX-License-Identifier: MIT
// The source of a drag (XDND 5), like a file manager: announces the drag over a window, drops, and sends the
// list of files.
#pragma once
#include <X11/Xlib.h>

#include <string>
#include <vector>

namespace partials::x11 {

// text/uri-list; every byte that is not plain is escaped
std::string uri_list(const std::vector<std::string>& paths);

class DragSource {
 public:
  explicit DragSource(Display* display);
  ~DragSource();
  DragSource(const DragSource&) = delete;
  DragSource& operator=(const DragSource&) = delete;

  enum class Answer { dropped, accepted, refused, none };
  // A whole drag over the window; none: no answer within the seconds.
  // accepted, refused or none, and gone again
  Answer hang_over(Window target, double seconds);
  Answer drop(Window target, const std::string& list, double seconds);  // dropped, refused or none
  // One message of it, with whatever manners.
  void send(Window target, const char* message, long a, long b, long c, long d);
  void enter(Window target, bool files);
  void position(Window target, int x, int y);

 private:
  Atom atom(const char* name) const { return XInternAtom(display_, name, False); }
  Window proxy_of(Window window) const;
  void hand_over(const XSelectionRequestEvent& request);
  const char* wait_for_word(double seconds, bool& yes);

  Display* display_;
  Window self_;
  std::string list_;
};

}  // namespace partials::x11
