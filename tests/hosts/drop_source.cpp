// SPDX-License-Identifier: MIT
// The other end of a drag: drops files onto the window whose title begins so, as a file manager does (XDND 5).
//   drop_source TITLE FILE...
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

namespace {

Display* display = nullptr;
Window self = None;

Atom atom(const char* name) { return XInternAtom(display, name, False); }

Window find(Window in, const std::string& title) {
  char* name = nullptr;
  const bool fits = XFetchName(display, in, &name) && name && std::string(name).rfind(title, 0) == 0;
  if (name) XFree(name);
  if (fits) return in;
  Window root, parent, *children = nullptr, found = None;
  unsigned n = 0;
  if (!XQueryTree(display, in, &root, &parent, &children, &n)) return None;
  for (unsigned i = 0; i < n && found == None; ++i) found = find(children[i], title);
  if (children) XFree(children);
  return found;
}

// The window that takes the messages for another, and is told which it is meant for.
Window proxy_of(Window window) {
  Atom type;
  int bits;
  unsigned long n = 0, left;
  unsigned char* data = nullptr;
  Window proxy = window;
  if (XGetWindowProperty(display, window, atom("XdndProxy"), 0, 1, False, XA_WINDOW, &type, &bits, &n, &left, &data) == Success && data && n == 1) std::memcpy(&proxy, data, sizeof proxy);
  if (data) XFree(data);
  return proxy;
}

void send(Window target, Window proxy, const char* what, long a, long b, long c, long d) {
  XEvent e{};
  e.xclient.type = ClientMessage, e.xclient.window = target, e.xclient.message_type = atom(what), e.xclient.format = 32;
  const long data[5] = {static_cast<long>(self), a, b, c, d};
  std::copy(data, data + 5, e.xclient.data.l);
  XSendEvent(display, proxy, False, NoEventMask, &e);
  XFlush(display);
}

void hand_over(const XSelectionRequestEvent& r, const std::string& uris) {
  XChangeProperty(display, r.requestor, r.property, r.target, 8, PropModeReplace, reinterpret_cast<const unsigned char*>(uris.data()), static_cast<int>(uris.size()));
  XEvent e{};
  e.xselection.type = SelectionNotify, e.xselection.requestor = r.requestor, e.xselection.selection = r.selection;
  e.xselection.target = r.target, e.xselection.property = r.property, e.xselection.time = r.time;
  XSendEvent(display, r.requestor, False, NoEventMask, &e);
  XFlush(display);
}

}  // namespace

int main(int argc, char** argv) {
  display = XOpenDisplay(nullptr);
  if (argc < 3 || !display) return std::fprintf(stderr, "usage: drop_source TITLE FILE... (with a display)\n"), 2;
  self = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
  const Window target = find(DefaultRootWindow(display), argv[1]);
  if (target == None) return std::fprintf(stderr, "drop_source: no window '%s'\n", argv[1]), 1;
  std::string uris;
  for (int i = 2; i < argc; ++i) uris += "file://" + std::string(argv[i]) + "\r\n";
  const Window proxy = proxy_of(target);
  XSetSelectionOwner(display, atom("XdndSelection"), self, CurrentTime);
  send(target, proxy, "XdndEnter", 5L << 24, static_cast<long>(atom("text/uri-list")), 0, 0);
  send(target, proxy, "XdndPosition", 0, (100L << 16) | 100, CurrentTime, static_cast<long>(atom("XdndActionCopy")));
  bool accepted = false;
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10); std::chrono::steady_clock::now() < end;) {
    if (!XPending(display)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      continue;
    }
    XEvent e;
    XNextEvent(display, &e);
    if (e.type == SelectionRequest) hand_over(e.xselectionrequest, uris);
    if (e.type != ClientMessage) continue;
    if (e.xclient.message_type == atom("XdndStatus") && !accepted) {
      if (!(e.xclient.data.l[1] & 1)) return std::fprintf(stderr, "drop_source: refused\n"), 1;
      accepted = true;
      send(target, proxy, "XdndDrop", 0, CurrentTime, 0, 0);
    }
    if (e.xclient.message_type == atom("XdndFinished")) return e.xclient.data.l[1] & 1 ? 0 : 1;
  }
  return std::fprintf(stderr, "drop_source: no answer\n"), 1;
}
