// SPDX-License-Identifier: MIT
#include "graph/registry.h"

#define X(name) extern const KernelSet kernels_##name;
namespace partials {
#ifdef PARTIALS_HAS_base
inline namespace isa_base {
#include "processors.inc"
#include "processors_base.inc"
}
#endif
#ifdef PARTIALS_HAS_avx2
namespace isa_avx2 {
#include "processors.inc"
}
#endif
#ifdef PARTIALS_HAS_avx512
namespace isa_avx512 {
#include "processors.inc"
}
#endif
#ifdef PARTIALS_HAS_bf16
namespace isa_bf16 {
#include "processors_bf16.inc"
}
#endif
#undef X

namespace {
#define X(name) &isa_base::kernels_##name,
constexpr const KernelSet* kBase[] = {
#include "processors.inc"
#include "processors_base.inc"
};
#undef X
#ifdef PARTIALS_HAS_avx2
#define X(name) &isa_avx2::kernels_##name,
constexpr const KernelSet* kAvx2[] = {
#include "processors.inc"
#undef X
#define X(name) &isa_base::kernels_##name,
#include "processors_base.inc"
};
#undef X
#endif
#ifdef PARTIALS_HAS_avx512
#define X(name) &isa_avx512::kernels_##name,
constexpr const KernelSet* kAvx512[] = {
#include "processors.inc"
#undef X
#define X(name) &isa_base::kernels_##name,
#include "processors_base.inc"
};
#undef X
#endif
#ifdef PARTIALS_HAS_bf16
#define X(name) &isa_bf16::kernels_##name,
constexpr const KernelSet* kBf16[] = {
#include "processors_bf16.inc"
};
#undef X
#endif
}  // namespace

std::span<const KernelSet* const> all_processors(Isa isa) {
#ifdef PARTIALS_HAS_avx512
  if (isa >= Isa::avx512) return kAvx512;
#endif
#ifdef PARTIALS_HAS_avx2
  if (isa == Isa::avx2) return kAvx2;
#endif
  (void)isa;
  return kBase;
}

const KernelSet* find_processor(std::string_view id, Isa isa) {
#ifdef PARTIALS_HAS_bf16
  if (isa == Isa::bf16)
    for (const KernelSet* k : kBf16)
      if (id == k->info.id) return k;
#endif
  for (const KernelSet* k : all_processors(isa))
    if (id == k->info.id) return k;
  return nullptr;
}

}  // namespace partials
