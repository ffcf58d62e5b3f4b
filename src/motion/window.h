// SPDX-License-Identifier: MIT
// Windowed<P> makes a processor of what happened in the last P::shape().window frames: sums and maxima of a
// formula over the rows that are kept, and then a formula of these. Everything is summed anew at every frame,
// so nothing drifts, and the gradient is derived (motion/pull.h). P gives, as for motion/step.h, kInfo,
// kInputs, kOutputs, shape and P(const Setup&); and
//   kTerms, an array of Over: how each term is gathered over the window;
//   template <class T> void keep(const T* const* in, T* row) const: the kept numbers of a frame;
//   template <class T> void term(const Row<T>&, int age, T* terms) const: what the row of `age` frames ago
//   adds; template <class T> void finish(const T* terms, const T* now, T* const* out) const.
// Before the first frame the body is taken to have stood as in the first.
// State: a ring of rows [window][copies][kept][lanes], then how many frames there were since the reset.
#pragma once
#include "motion/ports.h"
#include "motion/pull.h"

PARTIALS_BEGIN

inline constexpr int kMaxKept = 4;  // numbers of a frame, of one copy

enum class Over { sum, max };

template <class T>
struct Row {
  const T *at, *older, *now;  // kept numbers: of this row, of the frame before it, of the newest
};

template <class P>
struct Windowed {
  using Its = Ports<P>;
  static constexpr Info kInfo = P::kInfo;
  static constexpr int kTerms = static_cast<int>(sizeof P::kTerms / sizeof *P::kTerms);

  static void describe(const Setup& s, Spec& spec) { Its::describe(s, P::shape(s), spec); }

  template <class V>
  static int state_values(const Setup& s) {
    const Shape shape = P::shape(s);
    return shape.window * row_size(shape);
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return count_at<V>(state_values<V>(s)) + sizeof(int64_t);
  }
  // How many frames there were, then rows in order of time: those before the call, and those of the call.
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int) {
    return kHead<V> + history_bytes<V>(P::shape(s), frames);
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int) {
    const Shape shape = P::shape(s);
    const int in = Its::count_in(s, shape), kept = shape.kept, out = Its::count_out(shape);
    const size_t seeds = pull_size(in, kept) + pull_size(3 * kept, kTerms) + pull_size(kTerms + kept, out);
    return history_bytes<V>(shape, frames) + sizeof(V) * (2 * in + 6 * kept + out + seeds);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const P formula(s);
    const Shape shape = P::shape(s);
    const int row = row_size(shape);
    V* ring = static_cast<V*>(io.state);
    int64_t& seen = count_of(static_cast<char*>(io.state) + count_at<V>(shape.window * row));
    if (io.tape && call.frames) save(shape, ring, seen, io);
    for (int t = 0; t < call.frames; ++t, ++seen) {
      V* newest = ring + seen % shape.window * row;
      for (int c = 0; c < shape.copies; ++c) keep(formula, s, shape, io, t, c, newest + c * shape.kept);
      if (io.tape) copy(row, newest, tape_of<V>(io) + static_cast<size_t>(shape.window - 1 + t) * row);
      for (int c = 0; c < shape.copies; ++c) {
        const auto at = [&](int age) {
          return ring + (seen - clamped(age, seen)) % shape.window * row + c * shape.kept;
        };
        V terms[kTerms], *out[kMaxPorts];
        gather<V>(formula, shape, at, terms);
        for (int o = 0; o < Its::kOut; ++o)
          out[o] = lanes_of<V>(io.out[o]) + Its::at(shape, shape.out[o], t, c);
        formula.template finish<V>(terms, at(0), out);
      }
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    if (!call.frames) return;
    const P formula(s);
    const Shape shape = P::shape(s);
    const int row = row_size(shape);
    const int64_t before = count_of(io.tape);
    V *d_rows = static_cast<V*>(io.scratch),
      *rest = d_rows + (shape.window - 1 + call.frames) * static_cast<size_t>(row);
    exchange_adjoints<V>(shape, before + call.frames, call.frames, io, d_rows, true);
    for (int t = call.frames - 1; t >= 0; --t)
      for (int c = 0; c < shape.copies; ++c) {
        reverse_window(formula, shape, io, before + t, t, c, d_rows, rest);
        reverse_keep(formula, s, shape, io, t, c,
                     d_rows + static_cast<size_t>(shape.window - 1 + t) * row + c * shape.kept, rest);
      }
    exchange_adjoints<V>(shape, before, 0, io, d_rows, false);
  }

 private:
  template <class V>
  static constexpr size_t kHead = sizeof(V) > sizeof(int64_t) ? sizeof(V) : sizeof(int64_t);
  static int64_t& count_of(void* p) { return *static_cast<int64_t*>(p); }
  template <class V>
  static constexpr size_t count_at(int values) {
    return (sizeof(V) * static_cast<size_t>(values) + 7) / 8 * 8;
  }
  template <class V>
  static V* tape_of(const Io<Scalar<V>>& io) {
    return reinterpret_cast<V*>(static_cast<char*>(io.tape) + kHead<V>);
  }
  static int row_size(const Shape& shape) { return shape.copies * shape.kept; }
  template <class V>
  static size_t history_bytes(const Shape& shape, int frames) {
    return sizeof(V) * row_size(shape) * static_cast<size_t>(shape.window - 1 + frames);
  }
  static int clamped(int age, int64_t seen) { return age < seen ? age : static_cast<int>(seen); }
  template <class V>
  static void copy(int n, const V* from, V* to) {
    for (int i = 0; i < n; ++i) to[i] = from[i];
  }

  // The rows before the call, into the head of the tape.
  template <class V>
  static void save(const Shape& shape, const V* ring, int64_t seen, const Io<Scalar<V>>& io) {
    const int row = row_size(shape);
    count_of(io.tape) = seen;
    for (int age = 1; age < shape.window && age <= seen; ++age)
      copy(row, ring + (seen - age) % shape.window * row,
           tape_of<V>(io) + static_cast<size_t>(shape.window - 1 - age) * row);
  }

  // Between the gradient of a ring, in which `seen` frames were written, and the gradient of rows in order of
  // time, of which the first `end` + window - 1 are older than those to come.
  template <class V>
  static void exchange_adjoints(const Shape& shape, int64_t seen, int end, const Io<Scalar<V>>& io, V* d_rows,
                                bool load) {
    const int row = row_size(shape), n = shape.window;
    V* d_ring = static_cast<V*>(io.d_state);
    for (int i = 0; i < (load ? n - 1 + end : n) * row; ++i) (load ? d_rows : d_ring)[i] = V(0.f);
    for (int age = 1; age < n && age <= seen; ++age) {
      V *in_ring = d_ring + (seen - age) % n * row,
        *in_rows = d_rows + static_cast<size_t>(n - 1 + end - age) * row;
      load ? copy(row, in_ring, in_rows) : copy(row, in_rows, in_ring);
    }
  }

  template <class V>
  static void keep(const P& formula, const Setup& s, const Shape& shape, const Io<Scalar<V>>& io, int t,
                   int c, V* row) {
    const V* in[kMaxPorts];
    for (int i = 0; i < Its::kIn; ++i)
      in[i] = s.in_channels[i] ? lanes_of<V>(io.in[i]) + Its::at(shape, shape.in[i], t, c) : nullptr;
    formula.template keep<V>(in, row);
  }

  template <class V, class At>
  static Row<V> row_of(const Shape& shape, const At& at, int age) {
    return {at(age), at(age + 1 < shape.window ? age + 1 : age), at(0)};
  }
  // Sums keep what rounding loses (Kahan 1965), for windows are long and deviations small.
  template <class V, class At>
  static void gather(const P& formula, const Shape& shape, const At& at, V* terms) {
    V lost[kTerms];
    for (int k = 0; k < kTerms; ++k) lost[k] = V(0.f);
    formula.template term<V>(row_of<V>(shape, at, 0), 0, terms);
    for (int age = 1; age < shape.window; ++age) {
      V more[kTerms];
      formula.template term<V>(row_of<V>(shape, at, age), age, more);
      for (int k = 0; k < kTerms; ++k) {
        if (P::kTerms[k] == Over::max) {
          terms[k] = max_of(terms[k], more[k]);
          continue;
        }
        const V added = more[k] - lost[k], sum = terms[k] + added;
        lost[k] = (sum - terms[k]) - added;
        terms[k] = sum;
      }
    }
  }

  // From the gradient of the outputs at frame t to that of all rows in its window.
  template <class V>
  static void reverse_window(const P& formula, const Shape& shape, const Io<Scalar<V>>& io, int64_t seen,
                             int t, int c, V* d_rows, V* memory) {
    const int row = row_size(shape), kept = shape.kept, n_out = Its::count_out(shape);
    const auto place = [&](int age) {
      return static_cast<size_t>(shape.window - 1 + t - clamped(age, seen)) * row + c * kept;
    };
    const V* rows = tape_of<V>(io);
    const auto at = [&](int age) { return rows + place(age); };
    V terms[kTerms];
    gather<V>(formula, shape, at, terms);

    V *x = memory, *d_x = x + 3 * kept, *d_y = d_x + 3 * kept, *seeds = d_y + n_out;
    V whole[kTerms + kMaxKept], d_whole[kTerms + kMaxKept];
    copy(kTerms, terms, whole);
    copy(kept, at(0), whole + kTerms);
    for (int i = 0; i < kTerms + kept; ++i) d_whole[i] = V(0.f);
    for (int o = 0, i = 0; o < Its::kOut; ++o)
      for (int k = 0; k < shape.out[o]; ++k)
        d_y[i++] = lanes_of<V>(io.d_out[o])[Its::at(shape, shape.out[o], t, c) + k];
    pull<V>([&](const Seed<V>* in, Seed<V>* y) { finish_at(formula, shape, in, y); }, kTerms + kept, whole,
            n_out, d_y, d_whole, seeds);
    for (int k = 0; k < kept; ++k) d_rows[place(0) + k] += d_whole[kTerms + k];

    V taken[kTerms];  // 1 where the row that is the maximum has been met
    for (int k = 0; k < kTerms; ++k) taken[k] = V(0.f);
    for (int age = 0; age < shape.window; ++age) {
      const Row<V> r = row_of<V>(shape, at, age);
      V d_terms[kTerms];
      share_of(formula, r, age, terms, d_whole, taken, d_terms);
      copy(kept, r.at, x);
      copy(kept, r.older, x + kept);
      copy(kept, r.now, x + 2 * kept);
      for (int i = 0; i < 3 * kept; ++i) d_x[i] = V(0.f);
      pull<V>(
          [&](const Seed<V>* in, Seed<V>* y) {
            formula.template term<Seed<V>>(Row<Seed<V>>{in, in + kept, in + 2 * kept}, age, y);
          },
          3 * kept, x, kTerms, d_terms, d_x, seeds);
      const size_t older = place(age + 1 < shape.window ? age + 1 : age);
      for (int k = 0; k < kept; ++k) {
        d_rows[place(age) + k] += d_x[k];
        d_rows[older + k] += d_x[kept + k];
        d_rows[place(0) + k] += d_x[2 * kept + k];
      }
    }
  }

  // The gradient of the terms of one row: a sum's goes to every row, a maximum's to the newest that reaches
  // it.
  template <class V>
  static void share_of(const P& formula, const Row<V>& r, int age, const V* terms, const V* d_whole, V* taken,
                       V* d_terms) {
    V own[kTerms];
    formula.template term<V>(r, age, own);
    for (int k = 0; k < kTerms; ++k) {
      d_terms[k] = d_whole[k];
      if (P::kTerms[k] == Over::sum) continue;
      const V hit = select(own[k] < terms[k], V(0.f), V(1.f) - taken[k]);
      taken[k] = taken[k] + hit;
      d_terms[k] = d_terms[k] * hit;
    }
  }

  template <class T>
  static void finish_at(const P& formula, const Shape& shape, const T* in, T* y) {
    T* out[kMaxPorts];
    for (int o = 0; o < Its::kOut; ++o) {
      out[o] = y;
      y += shape.out[o];
    }
    formula.template finish<T>(in, in + kTerms, out);
  }

  template <class V>
  static void reverse_keep(const P& formula, const Setup& s, const Shape& shape, const Io<Scalar<V>>& io,
                           int t, int c, const V* d_row, V* memory) {
    const int n = Its::count_in(s, shape);
    V *x = memory, *d_x = x + n, *seeds = d_x + n, *next = x;
    for (int i = 0; i < Its::kIn; ++i)
      if (s.in_channels[i]) {
        copy(shape.in[i], lanes_of<V>(io.in[i]) + Its::at(shape, shape.in[i], t, c), next);
        next += shape.in[i];
      }
    for (int i = 0; i < n; ++i) d_x[i] = V(0.f);
    pull<V>(
        [&](const Seed<V>* in, Seed<V>* y) {
          const Seed<V>* wires[kMaxPorts];
          for (int i = 0; i < Its::kIn; ++i) {
            wires[i] = s.in_channels[i] ? in : nullptr;
            in += s.in_channels[i] ? shape.in[i] : 0;
          }
          formula.template keep<Seed<V>>(wires, y);
        },
        n, x, shape.kept, d_row, d_x, seeds);
    for (int i = 0; i < Its::kIn; ++i) {
      if (!s.in_channels[i]) continue;
      if (io.d_in[i])
        for (int k = 0; k < shape.in[i]; ++k)
          lanes_of<V>(io.d_in[i])[Its::at(shape, shape.in[i], t, c) + k] += d_x[k];
      d_x += shape.in[i];
    }
  }
};

PARTIALS_END
