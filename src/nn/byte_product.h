// SPDX-License-Identifier: MIT
// y += W x for single vectors of floats and weights on the grid of base/byte_grid.h, which are read in a
// quarter of the bytes. A panel has a row per lane of a register; a word of it holds four columns of its row.
// Shifted to the top of the word, with the bits below cleared, a byte is a number times 2^24, exact as a
// float; the row's step times 2^-24 is applied last. Packed weights are
//   steps [panels][kRows], then for each pair of panels words [cols / 4][2][kRows], the last panel alone
//   if their number is odd.
// A row's sum has the same order for any number of frames.
#pragma once
#include "base/byte_grid.h"
#include "base/byte_halves.h"
#include "base/registers.h"

PARTIALS_BEGIN

class ByteProduct {
 public:
  static size_t bytes(int rows, int cols) {
    const size_t lanes = static_cast<size_t>(panels(rows)) * kRows;
    return (4 * lanes + 63) / 64 * 64 + 4 * lanes * words(cols);
  }

  // False if a weight is not on the grid: then the contents of `to` are invalid.
  static bool pack(const float* w, int rows, int cols, void* to) {
    std::memset(to, 0, bytes(rows, cols));
    for (int r = 0; r < rows; ++r, w += cols) {
      const float step = byte_step(w, cols);
      static_cast<float*>(to)[r] = step * 0x1p-24f;
      const int panel = r / kRows, side = pair(panel, rows);
      int32_t* at = const_cast<int32_t*>(panel_words(to, rows, cols, panel)) + r % kRows;
      for (int c = 0; c < cols; ++c) {
        const int q = byte_of(w[c], step);
        if (static_cast<float>(q) * step != w[c]) return false;
        at[static_cast<size_t>(c / 4) * side * kRows] |=
            static_cast<int32_t>(static_cast<uint32_t>(q & 255) << (8 * (c % 4)));
      }
    }
    return true;
  }

  // x [frames][cols], y [frames][rows]
  static void add(const void* packed, int rows, int cols, const float* x, float* y, int frames) {
    const float* steps = static_cast<const float*>(packed);
    for (int p = 0; p < panels(rows); p += 2) {
      const int32_t* w = panel_words(packed, rows, cols, p);
      for (int t = 0; t < frames; ++t) {
        const float* from = x + static_cast<size_t>(t) * cols;
        float* to = y + static_cast<size_t>(t) * rows;
        if constexpr (kByteHalves) {
          for (int n = 0; n < pair(p, rows); ++n)
            plain_tile(w + n * kRows, pair(p, rows) * kRows, steps, (p + n) * kRows, rows, cols, from, to);
        } else if (pair(p, rows) == 2)
          tile<2>(w, steps, p, rows, cols, from, to);
        else
          tile<1>(w, steps, p, rows, cols, from, to);
      }
    }
  }

  // A packed matrix in the order of base/byte_halves.h.
  static void to_board(void* packed, int rows, int cols) {
    const size_t n = static_cast<size_t>(panels(rows)) * kRows * words(cols);
    int32_t* w = const_cast<int32_t*>(panel_words(packed, rows, cols, 0));
    for (size_t i = 0; i < n; ++i) w[i] = static_cast<int32_t>(to_halves(static_cast<uint32_t>(w[i])));
  }

 private:
  static constexpr int kRows = kNativeWidth;
  using Vec = Lanes<kRows>::Vec;
  using Int = Lanes<kRows>::Int;

  static int panels(int rows) { return (rows + kRows - 1) / kRows; }
  static size_t words(int cols) { return static_cast<size_t>((cols + 3) / 4); }
  static int pair(int panel, int rows) { return panel % 2 || panel + 1 < panels(rows) ? 2 : 1; }
  static const int32_t* panel_words(const void* packed, int rows, int cols, int panel) {
    const size_t head = (4 * static_cast<size_t>(panels(rows)) * kRows + 63) / 64 * 64;
    return reinterpret_cast<const int32_t*>(static_cast<const char*>(packed) + head) +
           (panel / 2 * 2 * words(cols) + panel % 2) * kRows;
  }

  // One panel on a board, whose words are in the order of base/byte_halves.h: four rows of four sums each, as
  // tile() adds them.
  static void plain_tile(const int32_t* w, int stride, const float* steps, int row, int rows, int cols,
                         const float* x, float* y) {
    float sums[kRows][4] = {};
    const auto four_columns = [&](const float* at) __attribute__((always_inline)) {
      const float x0 = at[0], x1 = at[1], x2 = at[2], x3 = at[3];
#pragma GCC unroll 4
      for (int r = 0; r < kRows; ++r) {
        float q[4];
        from_halves(static_cast<uint32_t>(w[r]), q);
        sums[r][0] += q[0] * x0;
        sums[r][1] += q[1] * x1;
        sums[r][2] += q[2] * x2;
        sums[r][3] += q[3] * x3;
      }
      w += stride;
    };
    int c = 0;
    for (; c + 4 <= cols; c += 4) four_columns(x + c);
    if (c < cols) {
      float rest[4] = {};
      for (int i = 0; c + i < cols; ++i) rest[i] = x[c + i];
      four_columns(rest);
    }
    // a byte counts 2^-24 here and 2^24 in tile(), where the steps have the factor
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r)
      if (row + r < rows)
        y[row + r] += ((sums[r][0] + sums[r][1]) + (sums[r][2] + sums[r][3])) * (steps[row + r] * 0x1p48f);
  }

  // Four sums per panel: enough concurrent additions to hide their latency.
  template <int N>
  PARTIALS_INLINE static void tile(const int32_t* w, const float* steps, int panel, int rows, int cols,
                                   const float* x, float* y) {
    Vec sums[N][4] = {};
    int c = 0;
    for (; c + 4 <= cols; c += 4, w += N * kRows) four<N>(w, x + c, sums);
    if (c < cols) {
      float rest[4] = {};
      for (int i = 0; c + i < cols; ++i) rest[i] = x[c + i];
      four<N>(w, rest, sums);
    }
    for (int n = 0; n < N; ++n) {
      const int r = (panel + n) * kRows;
      Vec step, all = (sums[n][0] + sums[n][1]) + (sums[n][2] + sums[n][3]), old = {};
      std::memcpy(&step, steps + r, sizeof step);
      const int here = rows - r < kRows ? rows - r : kRows;
      if (here == kRows) {
        std::memcpy(&old, y + r, sizeof old);
        old += all * step;
        std::memcpy(y + r, &old, sizeof old);
      } else {
        all *= step;
        for (int i = 0; i < here; ++i) y[r + i] += all[i];
      }
    }
  }

  template <int N>
  PARTIALS_INLINE static void four(const int32_t* w, const float* x, Vec (*sums)[4]) {
    constexpr int32_t kTop = INT32_MIN >> 7;  // the highest byte
#pragma GCC unroll 2
    for (int n = 0; n < N; ++n) {
      Int q;
      std::memcpy(&q, w + n * kRows, sizeof q);
      sums[n][0] += __builtin_convertvector(q << 24, Vec) * x[0];
      sums[n][1] += __builtin_convertvector((q << 16) & kTop, Vec) * x[1];
      sums[n][2] += __builtin_convertvector((q << 8) & kTop, Vec) * x[2];
      sums[n][3] += __builtin_convertvector(q & kTop, Vec) * x[3];
    }
  }
};

PARTIALS_END
