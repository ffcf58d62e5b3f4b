// SPDX-License-Identifier: MIT
// Reading: one recursive walk over strides, whatever the numbers are and whoever owns them.
#include <cmath>
#include <cstring>
#include <new>

#include "py/array.h"
#include "py/dlpack.h"
#include "py/error.h"

namespace partials::py {
namespace {

struct Strided {
  const char* data = nullptr;
  bool is_double = false;
  std::vector<int64_t> shape, strides;  // strides in bytes
};

template <class From, class To>
void walk(const Strided& s, size_t axis, const char* at, To*& to) {
  if (axis == s.shape.size()) {
    From x;
    std::memcpy(&x, at, sizeof x);  // need not be aligned
    *to++ = static_cast<To>(x);
    return;
  }
  for (int64_t i = 0; i < s.shape[axis]; ++i) walk<From>(s, axis + 1, at + i * s.strides[axis], to);
}

template <class S>
Numbers<S> copy(const Strided& s) {
  size_t n = 1;
  for (const int64_t length : s.shape) n *= static_cast<size_t>(length);
  Numbers<S> out{std::vector<S>(n), s.shape};
  S* to = out.values.data();
  if (n && s.is_double)
    walk<double>(s, 0, s.data, to);
  else if (n)
    walk<float>(s, 0, s.data, to);
  return out;
}

[[noreturn]] void refuse_type(const char* what, const std::string& type) {
  refuse(std::string(what) + " holds numbers of the type '" + type +
         "'; pass float32 or float64, for instance array.astype('float32').");
}

struct Buffer {
  Py_buffer view{};
  explicit Buffer(PyObject* object) {
    if (PyObject_GetBuffer(object, &view, PyBUF_STRIDED_RO | PyBUF_FORMAT) < 0) throw Raised{};
  }
  ~Buffer() { PyBuffer_Release(&view); }
};

template <class S>
Numbers<S> from_buffer(PyObject* object, const char* what) {
  const Buffer buffer(object);
  const Py_buffer& v = buffer.view;
  const std::string format = v.format ? v.format : "B";
  const char kind = format.back();
  const bool native = format.size() == 1 || (format.size() == 2 && std::strchr("@=<", format[0]));
  if (!native || (kind != 'f' && kind != 'd')) refuse_type(what, format);
  Strided s{static_cast<const char*>(v.buf), kind == 'd', {}, {}};
  s.shape.assign(v.shape, v.shape + v.ndim);
  s.strides.assign(v.strides, v.strides + v.ndim);
  return copy<S>(s);
}

// Takes the tensor out of its capsule, as the protocol wants it, and gives it back to its owner.
struct Tensor {
  DlManagedTensor* managed = nullptr;
  explicit Tensor(PyObject* object) {
    const Ref method = Ref::taken(PyObject_GetAttrString(object, "__dlpack__"));
    const Ref capsule = Ref::taken(PyObject_CallNoArgs(method.get()));
    managed = static_cast<DlManagedTensor*>(PyCapsule_GetPointer(capsule.get(), kDlCapsule));
    if (!managed || PyCapsule_SetName(capsule.get(), kDlUsedCapsule) < 0) throw Raised{};
  }
  ~Tensor() {
    if (managed && managed->deleter) managed->deleter(managed);
  }
};

template <class S>
Numbers<S> from_tensor(PyObject* object, const char* what) {
  const Tensor tensor(object);
  const DlTensor& t = tensor.managed->tensor;
  if (t.device.type != kDlMainMemory)
    refuse(std::string(what) + " lies in the memory of another device; move it to the CPU first.");
  if (t.type.code != kDlFloat || t.type.lanes != 1 || (t.type.bits != 32 && t.type.bits != 64))
    refuse_type(what, "DLPack " + std::to_string(t.type.code) + ", " + std::to_string(t.type.bits) + " bits");
  const int64_t size = t.type.bits / 8;
  Strided s{static_cast<const char*>(t.data) + t.byte_offset, size == 8, {}, {}};
  s.shape.assign(t.shape, t.shape + t.dimensions);
  s.strides.resize(s.shape.size());
  int64_t dense = size;
  for (size_t i = s.shape.size(); i-- > 0; dense *= s.shape[i])
    s.strides[i] = t.strides ? t.strides[i] * size : dense;
  return copy<S>(s);
}

}  // namespace

template <class S>
Numbers<S> read_numbers(PyObject* object, const char* what) {
  const Ref kept = Ref::shared(object);  // whatever its own methods do meanwhile
  if (PyObject_CheckBuffer(object)) return from_buffer<S>(object, what);
  if (PyObject_HasAttrString(object, "__dlpack__")) return from_tensor<S>(object, what);
  refuse(std::string(what) + " is no array; pass one of NumPy, PyTorch or the module array.");
}
template Numbers<float> read_numbers<float>(PyObject*, const char*);
template Numbers<double> read_numbers<double>(PyObject*, const char*);

Audio read_audio_array(PyObject* object, const std::string& what) {
  Numbers<float> numbers = read_numbers<float>(object, what.c_str());
  const auto& shape = numbers.shape;
  if (shape.empty() || shape.size() > 2)
    refuse(what + " has " + std::to_string(shape.size()) +
           " dimensions; pass (channels, samples) or (samples,).");
  Audio a;
  a.values = std::move(numbers.values);
  a.channels = shape.size() == 2 ? static_cast<size_t>(shape[0]) : 1;
  a.samples = static_cast<size_t>(shape.back());
  if (a.channels > a.samples && a.channels > 2 && a.samples > 0)  // a block may have one sample
    refuse(what + " has more channels (" + std::to_string(a.channels) + ") than samples (" +
           std::to_string(a.samples) + "); pass (channels, samples), for instance audio.T.");
  if (a.channels == 0) refuse(what + " has no channels; pass (channels, samples) or (samples,).");
  return a;
}

void refuse_not_finite(const Audio& audio, const std::string& what) {
  for (size_t i = 0; i < audio.values.size(); ++i)
    if (!std::isfinite(audio.values[i]))
      refuse(what + " holds a value that is not a finite number at sample " +
             std::to_string(i % audio.samples) + "; correct it first, for instance by numpy.nan_to_num.");
}

std::vector<float> read_mono(PyObject* object) {
  Audio audio = read_audio_array(object, "the audio");
  refuse_not_finite(audio, "the audio");
  if (audio.channels == 1) return std::move(audio.values);
  std::vector<float> mono(audio.samples);
  for (size_t i = 0; i < audio.samples; ++i) {
    for (size_t c = 0; c < audio.channels; ++c) mono[i] += audio.values[c * audio.samples + i];
    mono[i] /= static_cast<float>(audio.channels);
  }
  return mono;
}

}  // namespace partials::py
