// SPDX-License-Identifier: MIT
// Sends random input to the window whose title begins with TITLE, from one seed: moves, clicks, drags, the
// wheel, keys and text, sizes from a pixel to 4K, correct and incorrect file drags; dialogs that it opens get
// the same input. Events are sent directly, so no window manager and no XTest is needed. At the end the
// window must still answer a drag within a minute.
//   random_hands TITLE SECONDS SEED FILE...
#include <X11/Xutil.h>
#include <X11/keysym.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <thread>

#include "x11_windows.h"
#include "xdnd_source.h"

namespace {

using namespace partials::x11;

class Hands {
 public:
  Hands(Display* display, std::string title, unsigned seed, std::vector<std::string> files)
      : display_(display),
        root_(DefaultRootWindow(display)),
        title_(std::move(title)),
        random_(seed),
        files_(std::move(files)),
        source_(std::make_unique<DragSource>(display)) {}

  // The window, or the plug-in's inside it; None: it is not there (between closing and opening again).
  bool look() {
    top_ = find_window(display_, root_, title_);
    const auto inside = top_ == None ? std::vector<Window>{} : children(display_, top_);
    window_ = inside.empty() ? top_ : inside.back();
    dialog_ = None;
    for (const Window w : children(display_, root_)) {
      XWindowAttributes a;
      if (w != top_ && !title_of(display_, w).empty() && XGetWindowAttributes(display_, w, &a) &&
          a.map_state == IsViewable)
        dialog_ = w;
    }
    XWindowAttributes a;
    return window_ != None && XGetWindowAttributes(display_, window_, &a) &&
           (width_ = a.width, height_ = a.height, true);
  }

  void step() {
    if (dialog_ != None && one_in(2)) return in_dialog();
    switch (below(20)) {
      case 0:
      case 1:
      case 2:
        click();
        break;
      case 3:
      case 4:
        drag();
        break;
      case 5:
      case 6:
      case 7:
        go();
        move();
        break;
      case 8:
        go();
        button(4 + static_cast<unsigned>(below(4)), true);
        break;
      case 9:
      case 10:
      case 11:
        key(window_, some_key());
        break;
      // pressed without a release, and the other way round
      case 12:
        button(1 + static_cast<unsigned>(below(3)), one_in(2));
        break;
      case 13:
        if (one_in(4)) cross();
        break;
      case 14:
        if (one_in(3)) resize();
        break;
      case 15:
        if (one_in(6)) drop();
        break;
      case 16:
        if (one_in(4)) misbehave();
        break;
      // the other end has gone
      case 17:
        if (one_in(8)) source_ = std::make_unique<DragSource>(display_);
        break;
      case 18:
        XClearArea(display_, window_, 0, 0, 0, 0, True);
        break;
      default:
        break;
    }
    XFlush(display_);
  }

  // Does it still live? Sized as at first, and asked whether it would take a file.
  bool answers() {
    for (int i = 0; i < 12; ++i) {
      for (int k = 0; k < 50 && !look(); ++k) std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (top_ == None) continue;
      XResizeWindow(display_, top_, 1000, 660);
      XSync(display_, True);
      if (source_->hang_over(window_, 5) != DragSource::Answer::none) return true;
    }
    return false;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  // Anywhere, more often at the head, where the pages and their buttons are, and near the last place.
  void go() {
    if (one_in(5)) {
      x_ += below(41) - 20;
      y_ += below(41) - 20;
    } else {
      x_ = below(width_ + 20) - 10;
      y_ = one_in(3) ? below(60) : below(height_ + 20) - 10;
    }
  }
  unsigned modifiers() { return one_in(4) ? 1u << below(7) : 0u; }

  template <class E>
  void fill(E& e, int type, Window window) {
    e.type = type;
    e.display = display_;
    e.window = window;
    e.root = root_;
    e.time = CurrentTime;
    e.same_screen = True;
    e.x = e.x_root = x_;
    e.y = e.y_root = y_;
    e.state = modifiers();
  }
  void move() {
    XEvent e{};
    fill(e.xmotion, MotionNotify, window_);
    XSendEvent(display_, window_, True, PointerMotionMask, &e);
  }
  void button(unsigned n, bool down) { button(window_, n, down); }
  void button(Window window, unsigned n, bool down) {
    XEvent e{};
    fill(e.xbutton, down ? ButtonPress : ButtonRelease, window);
    e.xbutton.button = n;
    XSendEvent(display_, window, True, down ? ButtonPressMask : ButtonReleaseMask, &e);
  }
  void key(Window window, KeySym symbol) {
    for (const bool down : {true, false}) {
      XEvent e{};
      fill(e.xkey, down ? KeyPress : KeyRelease, window);
      e.xkey.keycode = XKeysymToKeycode(display_, symbol);
      XSendEvent(display_, window, True, down ? KeyPressMask : KeyReleaseMask, &e);
    }
  }
  KeySym some_key() {
    static constexpr KeySym kNamed[] = {XK_Tab,  XK_Tab,       XK_Return, XK_space, XK_Escape,  XK_Up,
                                        XK_Down, XK_Left,      XK_Right,  XK_Home,  XK_End,     XK_Prior,
                                        XK_Next, XK_BackSpace, XK_Delete, XK_F1,    XK_Shift_L, XK_Control_R};
    return one_in(3) ? static_cast<KeySym>(XK_space + below(95)) : kNamed[below(std::size(kNamed))];
  }

  void click() {
    go();
    move();
    const unsigned n = one_in(6) ? 3 : one_in(9) ? 2 : 1;
    for (int i = 0, times = one_in(4) ? 2 : 1; i < times; ++i) {
      button(n, true);
      button(n, false);
    }
  }
  void drag() {
    go();
    move();
    button(1, true);
    for (int i = below(6); i >= 0; --i) {
      x_ += below(81) - 40;
      y_ += below(81) - 40;
      move();
    }
    button(1, false);
  }
  void cross() {
    XEvent e{};
    fill(e.xcrossing, one_in(2) ? EnterNotify : LeaveNotify, window_);
    e.xcrossing.mode = NotifyNormal;
    e.xcrossing.detail = NotifyNonlinear;
    XSendEvent(display_, window_, True, EnterWindowMask | LeaveWindowMask, &e);
  }
  void resize() {
    if (one_in(12))
      XResizeWindow(display_, top_, 3840, 2160);
    else if (one_in(8))
      XResizeWindow(display_, one_in(2) ? window_ : top_, static_cast<unsigned>(1 + below(50)),
                    static_cast<unsigned>(1 + below(50)));
    else
      XResizeWindow(display_, top_, static_cast<unsigned>(640 + below(900)),
                    static_cast<unsigned>(420 + below(600)));
  }
  std::string file() {
    return files_.empty() ? "/" : files_[static_cast<size_t>(below(static_cast<int>(files_.size())))];
  }
  void drop() {
    std::vector<std::string> paths;
    for (int i = one_in(4) ? below(6) : 0; i >= 0; --i) paths.push_back(file());
    std::string list = uri_list(paths);
    if (one_in(10))
      list = list.substr(0, static_cast<size_t>(below(static_cast<int>(list.size()) + 1))) +
             "%zz%\r\nfile://\r\nhttp://here/\r\nfile:///%";
    source_->drop(window_, list, 2);
  }
  void misbehave() {
    static constexpr const char* kWords[] = {"XdndEnter",    "XdndPosition", "XdndLeave",    "XdndDrop",
                                             "XdndFinished", "XdndStatus",   "WM_PROTOCOLS", "nonsense"};
    if (one_in(2)) source_->enter(window_, one_in(2));
    source_->send(window_, kWords[below(std::size(kWords))], below(2), one_in(2) ? -1 : 5L << 24, 0, 0);
  }
  // A file dialog: rows, buttons, keys; it is left sooner or later.
  void in_dialog() {
    XWindowAttributes a;
    if (!XGetWindowAttributes(display_, dialog_, &a)) return;
    x_ = below(a.width + 4) - 2;
    y_ = below(a.height + 4) - 2;
    switch (below(8)) {
      case 0:
        key(dialog_, one_in(4) ? XK_Escape : some_key());
        break;
      case 1:
        button(dialog_, 4 + static_cast<unsigned>(below(2)), true);
        break;
      case 2:
        if (one_in(3)) resize_dialog();
        break;
      default:
        for (const bool down : {true, false, true, false}) button(dialog_, 1, down);
    }
    XFlush(display_);
  }

  // A window manager keeps to the least size that a dialog asks for. (Ours is made smaller than it asks:
  // embedded, no manager looks.)
  void resize_dialog() {
    XSizeHints hints{};
    long given = 0;
    if (!XGetWMNormalHints(display_, dialog_, &hints, &given) || !(hints.flags & PMinSize)) return;
    XResizeWindow(display_, dialog_, static_cast<unsigned>(hints.min_width + below(700)),
                  static_cast<unsigned>(hints.min_height + below(500)));
  }

  Display* display_;
  Window root_, top_ = None, window_ = None, dialog_ = None;
  std::string title_;
  std::mt19937 random_;
  std::vector<std::string> files_;
  std::unique_ptr<DragSource> source_;
  int width_ = 1, height_ = 1, x_ = 0, y_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: random_hands TITLE SECONDS SEED FILE... (with a display)\n");
    return 2;
  }
  const Connection connection;
  Display* display = connection.display;
  be_calm();
  Hands hands(display, argv[1], static_cast<unsigned>(std::atol(argv[3])), {argv + 4, argv + argc});
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(std::atof(argv[2]));
  int64_t steps = 0;
  while (std::chrono::steady_clock::now() < end) {
    if (steps % 4 != 0 || hands.look()) {
      hands.step();
      ++steps;
    }
    // about as fast as a window under a sanitizer takes it
    std::this_thread::sleep_for(std::chrono::milliseconds(6));
  }
  if (!hands.answers()) {
    std::fprintf(stderr, "random_hands: after %lld steps of seed %s the window '%s' answers no more\n",
                 static_cast<long long>(steps), argv[3], argv[1]);
    return 1;
  }
  std::printf("random_hands: %lld steps of seed %s\n", static_cast<long long>(steps), argv[3]);
  return 0;
}
