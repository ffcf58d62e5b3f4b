// SPDX-License-Identifier: MIT
// Pure Data as the patch of an object: its clock, console, outlet and search path. Pd runs messages and
// audio in one thread. Compiled once for each PD_FLOATSIZE.
#pragma once
#include <exception>
#include <vector>

extern "C" {
#include <m_pd.h>
}
#include "patch/patch.h"

// Begins the function that makes a class; the class's file calls it when Pd loads that.
#define PARTIALS_PD_SETUP extern "C" __attribute__((visibility("default"))) void

namespace partials::pd {

class PdPatch final : public patch::Patch {
 public:
  // `tick` is called with `owner` for poll_in. The info outlet is made last, so that it is the rightmost.
  PdPatch(t_object* owner, const char* class_name, t_method tick);
  ~PdPatch();
  PdPatch(const PdPatch&) = delete;
  PdPatch& operator=(const PdPatch&) = delete;
  void make_info_outlet() { info_ = outlet_new(owner_, nullptr); }

  void tell(std::string_view selector, patch::Words words) override;
  void complain(const std::string& sentence) override;
  std::string find_file(const std::string& name) override;
  const char* larger_blocks() const override { return "put the object into a subpatch with block~ 128"; }
  void poll_in(double ms) override { clock_delay(clock_, ms); }
  double now_ms() override { return clock_gettimesince(origin_); }

  // Runs what an object does; an exception becomes a sentence in the console.
  template <class Work>
  void guarded(Work&& work) noexcept {
    try {
      work();
    } catch (const std::exception& e) {
      pd_error(owner_, "%s: There is not enough memory, or a fault of the library (%s); what plays goes on.",
               class_name_, e.what());
    }
  }

 private:
  t_object* const owner_;
  const char* const class_name_;
  t_canvas* const canvas_;
  t_clock* const clock_;
  const double origin_;
  t_outlet* info_ = nullptr;
};

// Pd's words as ours; symbols keep their text for as long as Pd runs.
std::vector<patch::Word> words_of(int argc, const t_atom* argv);

inline double tick_ms() { return 1000.0 * sys_getblksize() / static_cast<double>(sys_getsr()); }

}  // namespace partials::pd
