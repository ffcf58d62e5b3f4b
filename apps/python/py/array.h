// SPDX-License-Identifier: MIT
// Arrays between the two languages. In: anything with Python's buffer protocol or DLPack, of float32 or
// float64, of any strides, in main memory; the numbers are copied. Out: an Array, which NumPy, memoryview and
// DLPack read without a copy.
#pragma once
#include <string>
#include <vector>

#include "py/object.h"

namespace partials::py {

template <class S>
struct Numbers {
  std::vector<S> values;  // row by row
  std::vector<int64_t> shape;
};

// what: names the argument in the message.
template <class S>
Numbers<S> read_numbers(PyObject* object, const char* what);
extern template Numbers<float> read_numbers<float>(PyObject*, const char*);
extern template Numbers<double> read_numbers<double>(PyObject*, const char*);

// Audio: (channels, samples), or (samples,). Refuses other shapes; more channels than samples, which is the
// other order.
struct Audio {
  std::vector<float> values;  // [channels][samples]
  size_t channels = 1, samples = 0;
};
Audio read_audio_array(PyObject* object, const std::string& what);
void refuse_not_finite(const Audio& audio, const std::string& what);

// Finite audio as one channel: the mean of all.
std::vector<float> read_mono(PyObject* object);

void add_array(PyObject* module);  // the type
template <class S>
Ref make_array(std::vector<S> values, std::vector<int64_t> shape);
extern template Ref make_array<float>(std::vector<float>, std::vector<int64_t>);
extern template Ref make_array<double>(std::vector<double>, std::vector<int64_t>);

Ref array_of(PyObject* self, PyObject* arguments);  // the module's array(numbers, shape, is_double)

}  // namespace partials::py
