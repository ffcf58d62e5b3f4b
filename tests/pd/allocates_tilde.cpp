// SPDX-License-Identifier: MIT
// [allocates~], which does what no object may do: it shows that RealtimeSanitizer would find it in Pd.
#include <cstdlib>

extern "C" {
#include <m_pd.h>
}
#include "base/nonblocking.h"

namespace {

t_class* made = nullptr;
struct Box {
  t_object head;
};

void allocate() noexcept PARTIALS_NONBLOCKING {
  void* volatile memory = std::malloc(16);
  std::free(memory);
}
t_int* perform(t_int* w) {
  allocate();
  return w + 1;
}
void on_dsp(Box*, t_signal**) { dsp_add(perform, 0); }
void* make() {
  auto* box = reinterpret_cast<Box*>(pd_new(made));
  outlet_new(&box->head, &s_signal);
  return box;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) void allocates_tilde_setup() {
  made = class_new(gensym("allocates~"), reinterpret_cast<t_newmethod>(make), nullptr, sizeof(Box), 0, A_NULL);
  class_addmethod(made, reinterpret_cast<t_method>(on_dsp), gensym("dsp"), A_CANT, A_NULL);
}
