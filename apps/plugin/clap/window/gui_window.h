// SPDX-License-Identifier: MIT
// The scene (apps/window) in a DGL window: embedded in the host's, or floating. Created when it is first
// shown. [main-thread]
#pragma once
#include <memory>
#include <string>

#include "../gui.h"
#include "../instance.h"
#include "ext/timer-support.h"

namespace partials::clap {

class GuiWindow final : public Gui {
 public:
  GuiWindow(Instance& instance, bool floating);
  ~GuiWindow() override;

  bool floating() const { return floating_; }
  void set_scale(double scale);
  void get_size(uint32_t& width, uint32_t& height) const {
    width = width_;
    height = height_;
  }
  void adjust(uint32_t& width, uint32_t& height) const;
  bool set_size(uint32_t width, uint32_t height);
  bool open(uintptr_t parent);  // embedded: the host's window; floating: 0
  void stay_above(uintptr_t window);
  void set_title(const char* title);
  bool show();
  bool hide();
  void idle();
  clap_id timer() const { return timer_; }

 private:
  struct Inside;  // the DGL objects
  void watch(bool on);

  Instance& instance_;
  bool floating_, shown_ = false;
  double scale_ = 1;  // the display's, until the host sets one
  uint32_t width_, height_;
  uintptr_t above_ = 0;
  std::string title_;
  clap_id timer_ = CLAP_INVALID_ID;
  std::unique_ptr<Inside> inside_;
};

}  // namespace partials::clap
