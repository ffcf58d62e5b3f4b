// SPDX-License-Identifier: MIT
// The type Array: numbers that Partials computed.
#include <algorithm>
#include <memory>
#include <variant>

#include "py/array.h"
#include "py/dlpack.h"
#include "py/text.h"
#include "py/type.h"

namespace partials::py {
namespace {

struct Array {
  std::variant<std::vector<float>, std::vector<double>> values;
  std::vector<int64_t> shape;
  std::vector<Py_ssize_t> lengths, strides;  // the same for the buffer protocol, strides in bytes

  bool is_double() const { return values.index() == 1; }
  Py_ssize_t item() const { return is_double() ? 8 : 4; }
  void* data() {
    return std::visit([](auto& v) { return static_cast<void*>(v.data()); }, values);
  }
  size_t size() const {
    return std::visit([](const auto& v) { return v.size(); }, values);
  }
};

// Gives what was asked for, as the buffer protocol wants it: rows lie one after another.
int get_buffer(PyObject* self, Py_buffer* view, int flags) noexcept {
  Array& a = Type<Array>::of(self);
  *view = {};
  const auto wants = [flags](int all) { return (flags & all) == all; };
  const auto longer = std::count_if(a.lengths.begin(), a.lengths.end(), [](auto n) { return n > 1; });
  if (wants(PyBUF_F_CONTIGUOUS) && !wants(PyBUF_C_CONTIGUOUS) && longer > 1) {
    PyErr_SetString(PyExc_BufferError, "the array is stored row by row, not column by column");
    return -1;
  }
  view->buf = a.data();
  view->obj = self;
  Py_INCREF(self);
  view->len = static_cast<Py_ssize_t>(a.size()) * a.item();
  view->itemsize = a.item();
  view->format = wants(PyBUF_FORMAT) ? const_cast<char*>(a.is_double() ? "d" : "f") : nullptr;
  view->ndim = wants(PyBUF_ND) ? static_cast<int>(a.shape.size()) : 1;
  view->shape = wants(PyBUF_ND) ? a.lengths.data() : nullptr;
  view->strides = wants(PyBUF_STRIDES) ? a.strides.data() : nullptr;
  return 0;
}

Ref shape(PyObject* self, PyObject*) {
  const Array& a = Type<Array>::of(self);
  Ref t = Ref::taken(PyTuple_New(static_cast<Py_ssize_t>(a.shape.size())));
  for (size_t i = 0; i < a.shape.size(); ++i)
    PyTuple_SetItem(t.get(), static_cast<Py_ssize_t>(i),
                    Ref::taken(PyLong_FromLongLong(a.shape[i])).release());
  return t;
}
PyObject* shape_member(PyObject* self, void*) noexcept { return entry<shape>(self, nullptr); }

// What a receiver of the tensor holds: it keeps the array until it has done with it.
struct Lent {
  DlManagedTensor managed;
  PyObject* array;
};

void end_loan(DlManagedTensor* managed) {
  if (!Py_IsInitialized()) return;  // the process ends, and Python has gone
  const Locked lock;
  auto* lent = static_cast<Lent*>(managed->context);
  Py_DECREF(lent->array);
  delete lent;
}

// A capsule that nobody has taken the tensor from.
void unused(PyObject* capsule) {
  if (PyCapsule_IsValid(capsule, kDlCapsule))
    end_loan(static_cast<DlManagedTensor*>(PyCapsule_GetPointer(capsule, kDlCapsule)));
}

Ref copy_of(const Array& a) {
  return std::visit([&](const auto& values) { return make_array(values, a.shape); }, a.values);
}

// __dlpack__(*, stream=None, max_version=None, dl_device=None, copy=None), as the Python array API has it. A
// capsule without a version is what every receiver reads.
PyObject* dlpack(PyObject* self, PyObject* arguments, PyObject* named) noexcept {
  static const char* const names[] = {"stream", "max_version", "dl_device", "copy", nullptr};
  PyObject *stream = Py_None, *version = Py_None, *device = Py_None, *copy = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$OOOO", const_cast<char**>(names), &stream, &version,
                                   &device, &copy))
    return nullptr;
  int kind = kDlMainMemory, number = 0;
  if (device != Py_None && !(PyTuple_Check(device) && PyArg_ParseTuple(device, "ii", &kind, &number))) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "dl_device is a pair of numbers");
    return nullptr;
  }
  if (kind != kDlMainMemory || number != 0 || stream != Py_None) {
    PyErr_SetString(PyExc_BufferError, "the array lies in main memory, which has no stream");
    return nullptr;
  }
  Ref own;  // what is lent
  try {
    const int wanted = copy == Py_None ? 0 : PyObject_IsTrue(copy);
    if (wanted < 0) return nullptr;
    own = wanted ? copy_of(Type<Array>::of(self)) : Ref::shared(self);
  } catch (...) {
    raise_current();
    return nullptr;
  }
  Array& a = Type<Array>::of(own.get());
  auto* lent = new (std::nothrow) Lent{};
  if (!lent) return PyErr_NoMemory();
  lent->array = own.release();
  lent->managed = {{a.data(),
                    {kDlMainMemory, 0},
                    static_cast<int32_t>(a.shape.size()),
                    {kDlFloat, static_cast<uint8_t>(8 * a.item()), 1},
                    a.shape.data(),
                    nullptr,
                    0},
                   lent,
                   end_loan};
  PyObject* capsule = PyCapsule_New(&lent->managed, kDlCapsule, unused);
  if (!capsule) end_loan(&lent->managed);
  return capsule;
}

Ref dlpack_device(PyObject*, PyObject*) { return Ref::taken(Py_BuildValue("(ii)", kDlMainMemory, 0)); }

Ref to_list(PyObject* self, PyObject*) {
  const Ref view = Ref::taken(PyMemoryView_FromObject(self));
  return Ref::taken(PyObject_CallMethod(view.get(), "tolist", nullptr));
}

Py_ssize_t length(PyObject* self) noexcept {
  const Array& a = Type<Array>::of(self);
  return a.lengths.empty() ? 0 : a.lengths[0];
}

PyMethodDef methods[] = {
    {"__dlpack__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&dlpack)),
     METH_VARARGS | METH_KEYWORDS, "The array as a DLPack capsule, without a copy unless copy=True."},
    {"__dlpack_device__", entry<dlpack_device>, METH_NOARGS, "The kind and number of the device: the CPU."},
    {"tolist", entry<to_list>, METH_NOARGS, "The numbers as nested lists."},
    {nullptr, nullptr, 0, nullptr}};
PyGetSetDef members[] = {{"shape", shape_member, nullptr, "The lengths of its axes.", nullptr},
                         {nullptr, nullptr, nullptr, nullptr, nullptr}};

}  // namespace

void add_array(PyObject* module) {
  Type<Array>::add(module, "partials._partials.Array",
                   "Numbers in main memory, read by NumPy, memoryview and DLPack without a copy.", methods,
                   {{Py_tp_getset, members},
                    {Py_bf_getbuffer, reinterpret_cast<void*>(&get_buffer)},
                    {Py_sq_length, reinterpret_cast<void*>(&length)}});
}

template <class S>
Ref make_array(std::vector<S> values, std::vector<int64_t> shape) {
  auto a = std::make_unique<Array>();
  a->values = std::move(values);
  a->lengths.assign(shape.begin(), shape.end());
  a->strides.resize(shape.size());
  Py_ssize_t dense = sizeof(S);
  for (size_t i = shape.size(); i-- > 0; dense *= a->lengths[i]) a->strides[i] = dense;
  a->shape = std::move(shape);
  return Type<Array>::make(std::move(a));
}
template Ref make_array<float>(std::vector<float>, std::vector<int64_t>);
template Ref make_array<double>(std::vector<double>, std::vector<int64_t>);

Ref array_of(PyObject*, PyObject* arguments) {
  PyObject *numbers, *lengths;
  int is_double = 0;
  parse(arguments, "OOp", &numbers, &lengths, &is_double);
  std::vector<int64_t> shape;
  for (Py_ssize_t i = 0; i < PyList_Size(lengths); ++i)
    shape.push_back(PyLong_AsLongLong(PyList_GetItem(lengths, i)));
  if (is_double) return make_array(read_numbers<double>(numbers, "the array").values, shape);
  return make_array(read_numbers<float>(numbers, "the array").values, shape);
}

}  // namespace partials::py
