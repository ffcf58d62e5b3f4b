// SPDX-License-Identifier: MIT
// Finds windows of other programs for the test hosts. Their owners may close them at any moment, so X errors
// are ignored after be_calm().
#pragma once
#include <X11/Xlib.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace partials::x11 {

// Ends the program in one sentence where there is none: Xlib would crash at the first call.
inline Display* open_display() {
  if (Display* display = XOpenDisplay(nullptr)) return display;
  const char* name = std::getenv("DISPLAY");
  std::fprintf(stderr, "There is no X display '%s'; name one in DISPLAY, or run this under xvfb-run.\n",
               name ? name : "");
  std::_Exit(2);  // a plug-in that was loaded may have threads
}

struct Connection {
  Display* const display = open_display();
  Connection() = default;
  ~Connection() { XCloseDisplay(display); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
};

inline void be_calm() {
  XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
}

inline std::vector<Window> children(Display* display, Window of) {
  Window root, parent, *list = nullptr;
  unsigned n = 0;
  if (!XQueryTree(display, of, &root, &parent, &list, &n)) return {};
  const std::vector<Window> out(list, list + n);
  if (list) XFree(list);
  return out;
}

inline std::string title_of(Display* display, Window window) {
  char* name = nullptr;
  const std::string title = XFetchName(display, window, &name) && name ? name : "";
  if (name) XFree(name);
  return title;
}

// The first window, depth first, whose title begins so; None: there is none.
inline Window find_window(Display* display, Window in, const std::string& title) {
  if (title_of(display, in).rfind(title, 0) == 0) return in;
  for (const Window child : children(display, in))
    if (const Window found = find_window(display, child, title); found != None) return found;
  return None;
}

// A host's window, into which a plug-in puts its own.
class HostWindow {
 public:
  HostWindow(const char* title, unsigned width, unsigned height)
      : display_(open_display()), width_(width), height_(height) {
    window_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, width, height, 0, 0, 0);
    XStoreName(display_, window_, title);
    XSelectInput(display_, window_, StructureNotifyMask);
    XMapWindow(display_, window_);
    XSync(display_, False);
  }
  ~HostWindow() {
    XDestroyWindow(display_, window_);
    XCloseDisplay(display_);
  }
  HostWindow(const HostWindow&) = delete;
  HostWindow& operator=(const HostWindow&) = delete;

  Window id() const { return window_; }
  void resize(unsigned width, unsigned height) {
    XResizeWindow(display_, window_, width, height);
    XSync(display_, False);
  }
  // Has somebody given it another size since it was last asked?
  bool resized(unsigned& width, unsigned& height) {
    width = width_;
    height = height_;
    for (XEvent e; XPending(display_);)
      if (XNextEvent(display_, &e); e.type == ConfigureNotify) {
        width = static_cast<unsigned>(e.xconfigure.width);
        height = static_cast<unsigned>(e.xconfigure.height);
      }
    const bool other = width != width_ || height != height_;
    width_ = width;
    height_ = height;
    return other;
  }

 private:
  Display* display_;
  Window window_;
  unsigned width_, height_;
};

}  // namespace partials::x11
