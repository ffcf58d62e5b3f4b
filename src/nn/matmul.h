// SPDX-License-Identifier: MIT
// The products that all layers use, over panels of lanes. W is [rows][cols] scalars; x is [frames][cols]
// lanes, y and g are [frames][rows] lanes.
//   Product::add            y += W x
//   TransposedProduct::add  d_x += W^T g
//   outer_add               d_W += sum over frames and lanes of g x^T
//   add_columns             d_b += sum over frames and lanes of g
// A product is prepared once for many calls; it may keep the weights in another form in bytes() of scratch.
// If one voice plays and its weights are packed (byte_product.h), it reads those. Plain loops for doubles;
// floats use the fast kernels, which are tested against the plain loops.
#pragma once
#include "nn/byte_product.h"
#include "nn/outer_product.h"
#include "nn/panel_product.h"
#include "nn/vector_product.h"
#ifdef __AVX512BF16__
#include "nn/bf16_outer.h"
#include "nn/bf16_product.h"
#endif

PARTIALS_BEGIN

template <int W>
PARTIALS_INLINE const float* floats_of(const Lanes<W>* p) {
  return reinterpret_cast<const float*>(p);
}
template <int W>
PARTIALS_INLINE float* floats_of(Lanes<W>* p) {
  return reinterpret_cast<float*>(p);
}
PARTIALS_INLINE size_t whole_lines(size_t bytes) { return (bytes + 63) / 64 * 64; }

template <class V, bool kTransposed = false>
class Product {
 public:
  static size_t bytes(int, int) { return 0; }
  Product(const Scalar<V>* w, int rows, int cols, void*, const void* packed = nullptr)
      : w_(w), packed_(packed), rows_(rows), cols_(cols) {}
  void add(const V* x, V* y, int frames) const {
    if constexpr (__is_same(V, float) && !kTransposed) {
      if (packed_)
        ByteProduct::add(packed_, rows_, cols_, x, y, frames);
      else
        VectorProduct::add(w_, rows_, cols_, x, y, frames);
    } else {
      plain(x, y, frames);
    }
  }

 private:
  void plain(const V* x, V* y, int frames) const {
    for (int t = 0; t < frames; ++t, x += kTransposed ? rows_ : cols_, y += kTransposed ? cols_ : rows_)
      for (int r = 0; r < rows_; ++r)
        for (int c = 0; c < cols_; ++c) {
          const V w = w_[static_cast<size_t>(r) * cols_ + c];
          if constexpr (kTransposed)
            y[c] += w * x[r];
          else
            y[r] += w * x[c];
        }
  }
  const Scalar<V>* w_;
  const void* packed_;
  int rows_, cols_;
};
template <class V>
using TransposedProduct = Product<V, true>;

#ifdef __AVX512BF16__  // the variant that trains with rounded factors
template <int W>
using LanesProduct = Bf16Product<W>;
template <int W>
using LanesOuter = Bf16Outer<W>;
#else
template <int W>
using LanesProduct = PanelProduct<W>;
template <int W>
using LanesOuter = OuterProduct<W>;
#endif

template <int W, bool kTransposed>
class Product<Lanes<W>, kTransposed> {
  using Kernel = LanesProduct<W>;

 public:
  static size_t bytes(int rows, int cols) {
    return whole_lines(kTransposed ? Kernel::bytes(cols, rows) : Kernel::bytes(rows, cols));
  }
  Product(const float* w, int rows, int cols, void* memory, const void* = nullptr)
      : packed_(static_cast<Packed*>(memory)),
        out_(kTransposed ? cols : rows),
        depth_(kTransposed ? rows : cols) {
    const size_t stride = cols;
    Kernel::pack(w, kTransposed ? 1 : stride, kTransposed ? stride : 1, out_, depth_, packed_);
  }
  void add(const Lanes<W>* x, Lanes<W>* y, int frames) const {
    Kernel::add(packed_, out_, depth_, floats_of(x), floats_of(y), frames);
  }

 private:
  using Packed = typename Kernel::Packed;
  Packed* packed_;
  int out_, depth_;
};

template <class V>
void outer_add(const V* g, int rows, const V* x, int cols, Scalar<V>* d_w, int frames) {
  if constexpr (kWidth < V >> 1) {
    LanesOuter<kWidth<V>>::add(floats_of(g), rows, floats_of(x), cols, d_w, frames);
  } else if constexpr (__is_same(V, float)) {
    OuterProduct<1>::add(g, rows, x, cols, d_w, frames);
  } else {
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < cols; ++c) {
        V a = 0;
        for (int t = 0; t < frames; ++t)
          a += g[static_cast<size_t>(t) * rows + r] * x[static_cast<size_t>(t) * cols + c];
        d_w[static_cast<size_t>(r) * cols + c] += a;
      }
  }
}

template <class V>
void add_columns(const V* g, int rows, Scalar<V>* d_b, int frames) {
  for (int r = 0; r < rows; ++r) {
    V a = V(0.f);
    for (int t = 0; t < frames; ++t) a += g[static_cast<size_t>(t) * rows + r];
    d_b[r] += sum(a);
  }
}

PARTIALS_END
