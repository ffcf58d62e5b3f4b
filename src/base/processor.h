// SPDX-License-Identifier: MIT
// The interface of a processor, as plain data that crosses between instruction sets: its description (Info),
// its ports and weights once settings and wires are known (Spec), and its functions (Kernel, one per number
// type and width). Buffers are [time][channel][lane]; time counts frames or samples as the port's Rate says.
// A processor owns no memory: state, tape, scratch and constants are parts of the plan's arena.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/frame_clock.h"
#include "base/isa.h"
#include "base/units.h"

namespace partials {

inline constexpr int kMaxPorts = 12;
inline constexpr int kMaxWeights = 24;
inline constexpr int kMaxSettings = 24;

enum class Rate { frame, sample };

// A control of a tick processor, or any setting: one table serves the knob, the network output that drives
// it, the file check and the documentation row. Ids are permanent.
struct Control {
  const char* id;
  Unit unit;
  double min, max;
  Taper taper;
  double initial;
  int count = 1;                         // of a tick's control: a vector of so many (bands, operators, lines)
  const char* const* choices = nullptr;  // names of the values min, min + 1 .. max, for people and files
};

struct Info {
  const char* id;
  int version;
  const char* summary;      // one line for people
  const Control* settings;  // fixed when the graph is made (integers where unit is count)
  int n_settings;
};

struct Settings {
  const char* ids[kMaxSettings] = {};
  double values[kMaxSettings] = {};
  int n = 0;
  // The graph fills in defaults first, so an id that the table lacks is a fault of the processor and ends the
  // program. Processors call this while playing, with the string literals of their table, so pointers are
  // compared before characters.
  PARTIALS_INLINE double get(const char* id) const noexcept {
    for (int i = 0; i < n; ++i)
      if (ids[i] == id) return values[i];
    return find(id);
  }
  PARTIALS_INLINE int count(const char* id) const noexcept { return static_cast<int>(get(id) + 0.5); }
  double find(const char* id) const noexcept;
};

struct Port {
  const char* id;
  Rate rate;
  int channels;              // outputs: known after describe(). inputs: 0 takes any number
  bool optional = false;     // inputs only
  bool any_rate = false;     // inputs only: takes frames (held) or samples
  double min = -1, max = 1;  // inputs only: the range within which everything is promised to hold
};

enum class Init { zero, one, uniform_fan_in, normal, constant };

// A weight tensor [rows][cols]. `scale` is a factor for random starts and the value for Init::constant.
// Trained values are kept within [min, max] where min < max. A `matrix` is a factor of products: weight decay
// applies, and it may lie on the grid of base/byte_grid.h.
struct Weight {
  const char* id;
  int rows, cols;
  Init init = Init::uniform_fan_in;
  double scale = 1;
  double min = 0, max = 0;
  bool matrix = false;
};

// Everything a processor can read about its node. Filled by the plan.
struct Setup {
  Settings settings;
  FrameClock clock;
  double band_hz = 16000;            // the model's band; partials and noise stay below min(band_hz, rate / 2)
  double reference_rate_hz = 44100;  // the rate at which per-sample weights (impulse responses) were learned
  uint64_t node_key = 0;             // names this node's random streams
  int in_channels[kMaxPorts] = {};   // 0 where no wire arrives
  Rate in_rate[kMaxPorts] = {};
};

struct Spec {
  Port in[kMaxPorts];
  int n_in = 0;
  Port out[kMaxPorts];
  int n_out = 0;
  Weight weights[kMaxWeights];
  int n_weights = 0;
  int latency_samples = 0;      // from sample-rate inputs to outputs
  double tail_s = 0;            // output goes on for this long after the inputs have ended
  const char* error = nullptr;  // set where settings or wires cannot work: what, and what would

  void add_in(Port p) {
    add(in, n_in, kMaxPorts, p, "it has more than 12 inputs, the most that a processor may have.");
  }
  void add_out(Port p) {
    add(out, n_out, kMaxPorts, p, "it has more than 12 outputs, the most that a processor may have.");
  }
  void add_weight(Weight w) {
    add(weights, n_weights, kMaxWeights, w,
        "it has more than 24 weights, the most that a processor may have.");
  }

 private:
  template <class T>
  void add(T* list, int& n, int most, const T& item, const char* too_many) {
    if (n < most)
      list[n++] = item;
    else
      error = too_many;
  }
};

// The number of times in a call for a processor that runs at the rate of its first input.
constexpr int times(const Setup& s, const Call& call) {
  return s.in_rate[0] == Rate::sample ? call.samples : call.frames;
}
constexpr int times(const Setup& s, int frames, int samples) {
  return s.in_rate[0] == Rate::sample ? samples : frames;
}

// One call's buffers. S is float or double; the kernel knows the width W. d_in is added to, never
// overwritten, and is null if no gradient is needed. Weights are this node's tensors in order, without
// padding; d_weights likewise, summed over lanes.
template <class S>
struct Io {
  const S* in[kMaxPorts] = {};
  S* out[kMaxPorts] = {};
  const S* d_out[kMaxPorts] = {};
  S* d_in[kMaxPorts] = {};
  const S* weights = nullptr;
  S* d_weights = nullptr;
  void* state = nullptr;            // after forward: the state at the end of the call
  void* d_state = nullptr;          // backward: in, gradient of the final state; out, of the initial one
  void* tape = nullptr;             // written by forward when not null, read by backward
  void* scratch = nullptr;          // contents last for one call
  const void* constants = nullptr;  // filled by prepare
  // the matrices of weights once more, filled by pack; null where there is none
  const void* packed = nullptr;
  const uint64_t* lane_seed = nullptr;  // [W] names the note or clip of each lane
};

// What a processor does for one number type and width. Sizes in bytes. tape and scratch sizes may depend on
// the longest call.
template <class S>
struct Kernel {
  int width = 0;
  size_t (*constant_bytes)(const Setup&) = nullptr;
  size_t (*state_bytes)(const Setup&) = nullptr;
  size_t (*d_state_bytes)(const Setup&) = nullptr;
  size_t (*tape_bytes)(const Setup&, int frames, int samples) = nullptr;
  size_t (*scratch_bytes)(const Setup&, int frames, int samples) = nullptr;
  void (*prepare)(const Setup&, void* constants) = nullptr;
  void (*reset)(const Setup&, const void* constants, void* state) = nullptr;
  void (*forward)(const Setup&, const Call&, const Io<S>&) noexcept = nullptr;
  void (*backward)(const Setup&, const Call&, const Io<S>&) noexcept = nullptr;
  // how many numbers at the head of the state are plain S per lane, open to numerical differentiation
  int (*state_values)(const Setup&) = nullptr;
  // For playing, if matrices are on the grid of base/byte_grid.h: a copy that forward reads instead,
  // with the same result up to rounding. 0 bytes: none. pack returns false if a weight is not on the
  // grid.
  size_t (*packed_bytes)(const Setup&) = nullptr;
  bool (*pack)(const Setup&, const S* weights, void* packed) = nullptr;
};

struct KernelSet {
  Info info;
  void (*describe)(const Setup&, Spec&);
  Kernel<float> w1, w8, w16;
  Kernel<double> reference;  // width 1; only the base variant has it
};

}  // namespace partials
