// SPDX-License-Identifier: MIT
// The part of DLPack (dmlc/dlpack, version 0.x as "dltensor" capsules carry it) that arrays in main memory
// need: how libraries of arrays hand each other their memory. Layouts and numbers are part of the protocol.
#pragma once
#include <cstdint>

namespace partials::py {

struct DlDevice {
  int32_t type, id;
};
struct DlType {
  uint8_t code, bits;
  uint16_t lanes;
};
struct DlTensor {
  void* data;
  DlDevice device;
  int32_t dimensions;
  DlType type;
  int64_t* shape;
  int64_t* strides;  // in elements; null: contiguous
  uint64_t byte_offset;
};
struct DlManagedTensor {
  DlTensor tensor;
  void* context;
  void (*deleter)(DlManagedTensor*);
};

inline constexpr int32_t kDlMainMemory = 1;
inline constexpr uint8_t kDlFloat = 2;
inline constexpr const char *kDlCapsule = "dltensor", *kDlUsedCapsule = "used_dltensor";

}  // namespace partials::py
