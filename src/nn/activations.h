// SPDX-License-Identifier: MIT
// Activations and small maps, one formula each (nn/elementwise.h derives the slope):
//   leaky_relu  max(x, slope x)      tanh, sigmoid, softplus = ln(1 + e^x)
//   exp_sigmoid 2 sigmoid(x)^ln 10 + 1e-7 (Engel et al. 2020)
//   affine      scale x + offset     gain_from_db 10^(x / 20), x kept within -200..40 dB
#pragma once
#include "nn/elementwise.h"

PARTIALS_BEGIN

template <class T>
PARTIALS_INLINE T number(double x) {
  return T(static_cast<Scalar<T>>(x));
}

struct LeakyReluFormula {
  static constexpr Control kSettings[] = {{"slope", Unit::ratio, 0, 1, Taper::linear, 0.01}};
  static constexpr Info kInfo{"leaky_relu", 1, "leaky rectifier", kSettings, 1};
  double slope;
  explicit LeakyReluFormula(const Setup& s) : slope(s.settings.get("slope")) {}
  template <class T>
  T value(const T& x) const {
    return select(x > T(0.f), x, x * number<T>(slope));
  }
};
using LeakyRelu = Elementwise<LeakyReluFormula>;

struct TanhFormula {
  static constexpr Info kInfo{"tanh", 1, "hyperbolic tangent", nullptr, 0};
  explicit TanhFormula(const Setup&) {}
  template <class T>
  T value(const T& x) const {
    return tanh_of(x);
  }
};
using Tanh = Elementwise<TanhFormula>;

struct SigmoidFormula {
  static constexpr Info kInfo{"sigmoid", 1, "logistic function", nullptr, 0};
  explicit SigmoidFormula(const Setup&) {}
  template <class T>
  T value(const T& x) const {
    return T(1.f) / (T(1.f) + exp_of(-x));
  }
};
using Sigmoid = Elementwise<SigmoidFormula>;

struct SoftplusFormula {
  static constexpr Info kInfo{"softplus", 1, "smooth rectifier", nullptr, 0};
  explicit SoftplusFormula(const Setup&) {}
  template <class T>
  T value(const T& x) const {
    return max_of(x, T(0.f)) + log_of(T(1.f) + exp_of(-abs_of(x)));
  }
};
using Softplus = Elementwise<SoftplusFormula>;

struct ExpSigmoidFormula {
  static constexpr Info kInfo{"exp_sigmoid", 1, "2 sigmoid(x)^ln 10 + 1e-7", nullptr, 0};
  explicit ExpSigmoidFormula(const Setup&) {}
  template <class T>
  T value(const T& x) const {
    const T log_sigmoid = -(max_of(-x, T(0.f)) + log_of(T(1.f) + exp_of(-abs_of(x))));
    return T(2.f) * exp_of(log_sigmoid * number<T>(2.302585092994046)) + number<T>(1e-7);
  }
};
using ExpSigmoid = Elementwise<ExpSigmoidFormula>;

struct AffineFormula {
  static constexpr Control kSettings[] = {{"scale", Unit::linear, -1e6, 1e6, Taper::linear, 1},
                                          {"offset", Unit::linear, -1e6, 1e6, Taper::linear, 0}};
  static constexpr Info kInfo{"affine", 1, "scale x + offset", kSettings, 2};
  double scale, offset;
  explicit AffineFormula(const Setup& s) : scale(s.settings.get("scale")), offset(s.settings.get("offset")) {}
  template <class T>
  T value(const T& x) const {
    return x * number<T>(scale) + number<T>(offset);
  }
};
using Affine = Elementwise<AffineFormula>;

struct GainFromDbFormula {
  static constexpr Info kInfo{"gain_from_db", 1, "amplitude of a level in dB", nullptr, 0};
  explicit GainFromDbFormula(const Setup&) {}
  template <class T>
  T value(const T& x) const {
    return exp_of(min_of(max_of(x, number<T>(-200)), number<T>(40)) * number<T>(0.11512925464970229));
  }
};
using GainFromDb = Elementwise<GainFromDbFormula>;

PARTIALS_END
