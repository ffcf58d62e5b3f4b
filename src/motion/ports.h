// SPDX-License-Identifier: MIT
// How a formula of movement is laid over its ports: as copies side by side (one for every channel, joint or
// limb, or one for the whole body), each with channels of its own in every port. Ports are frames.
#pragma once
#include "base/processor.h"

PARTIALS_BEGIN

struct Shape {
  int copies = 1;
  int in[kMaxPorts] = {};    // channels of input port i that one copy reads
  int out[kMaxPorts] = {};   // channels of output port o that one copy writes
  int state = 0;             // numbers that one copy keeps from frame to frame
  int weights = 0;           // numbers that all copies read
  int kept = 0, window = 0;  // of motion/window.h: numbers of a frame that are kept, and for how many frames
  bool free = false;  // the first input takes any number of channels, which says how many copies there are
  const char* error = nullptr;
};

// P gives kInputs, an array of Port whose channels the shape fills in, kOutputs, an array of names, and
// shape(const Setup&).
template <class P>
struct Ports {
  static constexpr int kIn = static_cast<int>(sizeof P::kInputs / sizeof *P::kInputs);
  static constexpr int kOut = static_cast<int>(sizeof P::kOutputs / sizeof *P::kOutputs);

  static void describe(const Setup& s, const Shape& shape, Spec& spec) {
    for (int i = 0; i < kIn; ++i) {
      Port port = P::kInputs[i];
      port.channels = shape.free && i == 0 ? 0 : shape.copies * shape.in[i];
      spec.add_in(port);
    }
    if (shape.free && s.in_channels[0] != shape.copies * shape.in[0])
      spec.error = "the channels of its input are not a multiple of those that it takes together.";
    for (int o = 0; o < kOut; ++o) spec.add_out({P::kOutputs[o], Rate::frame, shape.copies * shape.out[o]});
    if (shape.error) spec.error = shape.error;
  }

  // Numbers that one copy reads; an input without a wire has none.
  static int count_in(const Setup& s, const Shape& shape) {
    int n = 0;
    for (int i = 0; i < kIn; ++i) n += s.in_channels[i] ? shape.in[i] : 0;
    return n;
  }
  static int count_out(const Shape& shape) {
    int n = 0;
    for (int o = 0; o < kOut; ++o) n += shape.out[o];
    return n;
  }

  // Where copy c of frame t begins in the buffer of a port.
  static size_t at(const Shape& shape, int channels, int t, int c) {
    return (static_cast<size_t>(t) * shape.copies + c) * channels;
  }
};

PARTIALS_END
