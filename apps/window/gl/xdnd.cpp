// SPDX-License-Identifier: MIT
#include "xdnd.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

namespace partials::window {
namespace {

constexpr long kVersion = 5;

// The other client of a drag may exit at any moment, and Xlib then ends the process. While one of these
// objects exists, errors on our own connection are ignored.
class Calm {
 public:
  explicit Calm(Display* d) : display_(d) {
    ours_ = d;
    before_ = XSetErrorHandler(pass);
  }
  ~Calm() {
    XSync(display_, False);
    XSetErrorHandler(before_);
    ours_ = nullptr;
  }

 private:
  static int pass(Display* d, XErrorEvent* e) { return d == ours_ || !before_ ? 0 : before_(d, e); }
  static inline Display* ours_ = nullptr;
  static inline XErrorHandler before_ = nullptr;
  Display* display_;
};

}  // namespace

struct DropTarget::Inside {
  Inside(Display* d, Window target, Told told) : display(d), target(target), told(std::move(told)) {
    const Calm calm(display);
    proxy = XCreateSimpleWindow(display, DefaultRootWindow(display), -10, -10, 1, 1, 0, 0, 0);
    for (const Window w : {proxy, target}) {
      XChangeProperty(display, w, atom("XdndAware"), XA_ATOM, 32, PropModeReplace,
                      reinterpret_cast<const unsigned char*>(&kVersion), 1);
      XChangeProperty(display, w, atom("XdndProxy"), XA_WINDOW, 32, PropModeReplace,
                      reinterpret_cast<const unsigned char*>(&proxy), 1);
    }
  }
  ~Inside() {
    {
      const Calm calm(display);
      XDeleteProperty(display, target, atom("XdndAware"));
      XDeleteProperty(display, target, atom("XdndProxy"));
      XDestroyWindow(display, proxy);
    }
    XCloseDisplay(display);
  }

  Atom atom(const char* name) const { return XInternAtom(display, name, False); }

  void look() {
    if (!XPending(display)) return;
    const Calm calm(display);
    while (XPending(display)) {
      XEvent e;
      XNextEvent(display, &e);
      if (e.type == ClientMessage) message(e.xclient);
      if (e.type == SelectionNotify) arrived(e.xselection);
    }
  }

  void message(const XClientMessageEvent& m) {
    const auto other = static_cast<Window>(m.data.l[0]);
    if (m.message_type == atom("XdndEnter")) {
      source = other;
      files = offers_files(m);
    }
    if (other != source) return;
    if (m.message_type == atom("XdndPosition")) {
      told.over(files);
      answer("XdndStatus", files ? 1 : 0, 0, static_cast<long>(files ? atom("XdndActionCopy") : None));
    }
    if (m.message_type == atom("XdndLeave")) {
      told.over(false);
      source = None;
    }
    if (m.message_type != atom("XdndDrop")) return;
    told.over(false);
    if (files)
      XConvertSelection(display, atom("XdndSelection"), atom("text/uri-list"), atom("PARTIALS_DROP"), proxy,
                        static_cast<Time>(m.data.l[2]));
    else
      answer("XdndFinished", 0, 0, 0);
  }

  bool offers_files(const XClientMessageEvent& m) const {
    const Atom wanted = atom("text/uri-list");
    for (int i = 2; i < 5; ++i)
      if (static_cast<Atom>(m.data.l[i]) == wanted) return true;
    if (!(m.data.l[1] & 1)) return false;
    const std::string list = property(source, "XdndTypeList", XA_ATOM, 32);
    for (size_t at = 0; at + sizeof(Atom) <= list.size(); at += sizeof(Atom)) {
      Atom type;
      list.copy(reinterpret_cast<char*>(&type), sizeof type, at);
      if (type == wanted) return true;
    }
    return false;
  }

  void arrived(const XSelectionEvent& e) {
    const std::string list =
        e.property == None ? std::string() : property(proxy, "PARTIALS_DROP", AnyPropertyType, 8);
    XDeleteProperty(display, proxy, atom("PARTIALS_DROP"));
    const auto paths = paths_from_uris(list);
    answer("XdndFinished", paths.empty() ? 0 : 1, static_cast<long>(atom("XdndActionCopy")), 0);
    source = None;
    if (!paths.empty()) told.drop(paths);
  }

  // At most a megabyte: thousands of file names.
  std::string property(Window from, const char* name, Atom type, int format) const {
    Atom real = None;
    int bits = 0;
    unsigned long n = 0, left = 0;
    unsigned char* data = nullptr;
    if (XGetWindowProperty(display, from, atom(name), 0, 1 << 18, False, type, &real, &bits, &n, &left,
                           &data) != Success ||
        !data)
      return {};
    const std::string bytes =
        bits == format ? std::string(reinterpret_cast<char*>(data), n * (bits == 32 ? sizeof(long) : 1))
                       : std::string();
    XFree(data);
    return bytes;
  }

  void answer(const char* what, long yes, long third, long fifth) {
    XEvent e{};
    e.xclient.type = ClientMessage;
    e.xclient.display = display;
    e.xclient.window = source;
    e.xclient.message_type = atom(what);
    e.xclient.format = 32;
    e.xclient.data.l[0] = static_cast<long>(target);
    e.xclient.data.l[1] = yes;
    e.xclient.data.l[2] = third;
    e.xclient.data.l[4] = fifth;
    XSendEvent(display, source, False, NoEventMask, &e);
    XFlush(display);
  }

  Display* display;
  Window target, proxy = None, source = None;
  Told told;
  bool files = false;
};

DropTarget::DropTarget(uintptr_t window, Told told) {
  Display* display = window ? XOpenDisplay(nullptr) : nullptr;
  if (display) inside_ = std::make_unique<Inside>(display, window, std::move(told));
}
DropTarget::~DropTarget() = default;
int DropTarget::file() const { return inside_ ? ConnectionNumber(inside_->display) : -1; }

void DropTarget::look() {
  if (inside_) inside_->look();
}

}  // namespace partials::window
