// SPDX-License-Identifier: MIT
// Vectors of three numbers (x, y, z; y up, right-handed) for formulas over numbers or duals. Lengths keep a
// floor of 1e-9, below which their gradient is zero, so that what stands still has a gradient.
#pragma once
#include "base/dual.h"
#include "nn/activations.h"

PARTIALS_BEGIN

template <class T>
struct Vec3 {
  T x, y, z;
  friend PARTIALS_INLINE Vec3 operator+(const Vec3& a, const Vec3& b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
  }
  friend PARTIALS_INLINE Vec3 operator-(const Vec3& a, const Vec3& b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
  }
  friend PARTIALS_INLINE Vec3 operator*(const Vec3& a, const T& k) { return {a.x * k, a.y * k, a.z * k}; }
};

// Joint k of a row of joints.
template <class T>
PARTIALS_INLINE Vec3<T> vec_at(const T* joints, int k) {
  return {joints[3 * k], joints[3 * k + 1], joints[3 * k + 2]};
}
template <class T>
PARTIALS_INLINE void put_vec(T* joints, int k, const Vec3<T>& v) {
  joints[3 * k] = v.x;
  joints[3 * k + 1] = v.y;
  joints[3 * k + 2] = v.z;
}

template <class T>
PARTIALS_INLINE T dot(const Vec3<T>& a, const Vec3<T>& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
template <class T>
PARTIALS_INLINE Vec3<T> cross(const Vec3<T>& a, const Vec3<T>& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
template <class T>
PARTIALS_INLINE T root_of(const T& square) {
  return sqrt_of(max_of(square, number<T>(1e-18)));
}
template <class T>
PARTIALS_INLINE T length(const Vec3<T>& v) {
  return root_of(dot(v, v));
}
template <class T>
PARTIALS_INLINE Vec3<T> unit(const Vec3<T>& v) {
  return v * (T(1.f) / length(v));
}

PARTIALS_END
