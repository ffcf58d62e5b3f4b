// SPDX-License-Identifier: MIT
#include "xdnd_source.h"

#include <X11/Xatom.h>

#include <cctype>
#include <chrono>
#include <cstring>
#include <thread>

namespace partials::x11 {

std::string uri_list(const std::vector<std::string>& paths) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string list;
  for (const std::string& path : paths) {
    list += "file://";
    for (const char c : path) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) || std::strchr("/-._~", c)) {
        list += c;
      } else {
        list += '%';
        list += kHex[byte >> 4];
        list += kHex[byte & 15];
      }
    }
    list += "\r\n";
  }
  return list;
}

DragSource::DragSource(Display* display)
    : display_(display),
      self_(XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)) {}
DragSource::~DragSource() {
  XDestroyWindow(display_, self_);
  XFlush(display_);
}

// The window that takes the messages for another, and is told which it is meant for.
Window DragSource::proxy_of(Window window) const {
  Atom type;
  int bits;
  unsigned long n = 0, left;
  unsigned char* data = nullptr;
  Window proxy = window;
  if (XGetWindowProperty(display_, window, atom("XdndProxy"), 0, 1, False, XA_WINDOW, &type, &bits, &n, &left,
                         &data) == Success &&
      data && n == 1)
    std::memcpy(&proxy, data, sizeof proxy);
  if (data) XFree(data);
  return proxy;
}

void DragSource::send(Window target, const char* message, long a, long b, long c, long d) {
  XEvent e{};
  e.xclient.type = ClientMessage;
  e.xclient.window = target;
  e.xclient.message_type = atom(message);
  e.xclient.format = 32;
  const long data[5] = {static_cast<long>(self_), a, b, c, d};
  std::copy(data, data + 5, e.xclient.data.l);
  XSendEvent(display_, proxy_of(target), False, NoEventMask, &e);
  XFlush(display_);
}

void DragSource::enter(Window target, bool files) {
  send(target, "XdndEnter", 5L << 24, static_cast<long>(atom(files ? "text/uri-list" : "image/png")), 0, 0);
}
void DragSource::position(Window target, int x, int y) {
  send(target, "XdndPosition", 0, (static_cast<long>(x) << 16) | y, CurrentTime,
       static_cast<long>(atom("XdndActionCopy")));
}

DragSource::Answer DragSource::hang_over(Window target, double seconds) {
  enter(target, true);
  position(target, 100, 100);
  bool yes = false;
  const char* word = wait_for_word(seconds, yes);
  send(target, "XdndLeave", 0, 0, 0, 0);
  return !word ? Answer::none : yes ? Answer::accepted : Answer::refused;
}

DragSource::Answer DragSource::drop(Window target, const std::string& list, double seconds) {
  list_ = list;
  XSetSelectionOwner(display_, atom("XdndSelection"), self_, CurrentTime);
  enter(target, true);
  position(target, 100, 100);
  bool yes = false;
  if (!wait_for_word(seconds, yes)) return Answer::none;
  if (!yes) return Answer::refused;
  send(target, "XdndDrop", 0, CurrentTime, 0, 0);
  for (const char* word; (word = wait_for_word(seconds, yes));)
    if (std::strcmp(word, "XdndFinished") == 0) return yes ? Answer::dropped : Answer::refused;
  return Answer::none;
}

// The next answer, and whether it is a yes; meanwhile whoever asks for the files gets them. Null: none within
// the seconds.
const char* DragSource::wait_for_word(double seconds, bool& yes) {
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
       std::chrono::steady_clock::now() < end;) {
    if (!XPending(display_)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      continue;
    }
    XEvent e;
    XNextEvent(display_, &e);
    if (e.type == SelectionRequest) hand_over(e.xselectionrequest);
    if (e.type != ClientMessage) continue;
    yes = e.xclient.data.l[1] & 1;
    for (const char* word : {"XdndStatus", "XdndFinished"})
      if (e.xclient.message_type == atom(word)) return word;
  }
  return nullptr;
}

void DragSource::hand_over(const XSelectionRequestEvent& r) {
  XChangeProperty(display_, r.requestor, r.property, r.target, 8, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(list_.data()), static_cast<int>(list_.size()));
  XEvent e{};
  e.xselection.type = SelectionNotify;
  e.xselection.requestor = r.requestor;
  e.xselection.selection = r.selection;
  e.xselection.target = r.target;
  e.xselection.property = r.property;
  e.xselection.time = r.time;
  XSendEvent(display_, r.requestor, False, NoEventMask, &e);
  XFlush(display_);
}

}  // namespace partials::x11
