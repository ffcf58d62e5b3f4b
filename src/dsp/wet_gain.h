// SPDX-License-Identifier: MIT
// The gain of a reverb's wet sound: 10^(wet_gain_db / 20), the sum of a setting and an optional port of that
// name, whose frames are interpolated linearly in gain (dsp/ramp.h); the port is clamped to its range. A
// reverb with neither has no extra cost. State: the gain of the frame before. Tape: wet [samples], gain
// [samples], and the ramp's own.
#pragma once
#include "base/math.h"
#include "dsp/decibels.h"
#include "dsp/ramp.h"

PARTIALS_BEGIN

struct WetGain {
  static constexpr Control kControl{"wet_gain_db", Unit::decibels, -60, 24, Taper::linear, 0};
  // behind the reverb's own input, whose single channel dsp/ramp.h takes for its own
  static constexpr int kPort = 1;

  static void describe(Spec& spec) {
    spec.add_in({kControl.id, Rate::frame, 1, true, false, kControl.min, kControl.max});
  }
  static bool used(const Setup& s) { return s.in_channels[kPort] || s.settings.get(kControl.id) != 0; }

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return used(s) ? Ramp::state_bytes<V>(s) : 0;
  }
  template <class V>
  static size_t d_state_bytes(const Setup& s) {
    return used(s) ? sizeof(V) : 0;
  }
  template <class V>
  static size_t tape_bytes(const Setup& s, int samples) {
    return used(s) ? 2 * sizeof(V) * samples + Ramp::tape_bytes<V>(s, 0, 0) : 0;
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    return used(s) ? (2 * sizeof(V) * (frames + 1 + samples) + 63) & ~size_t{63} : 0;
  }

  // The layout of the scratch and, while training, of the tape.
  template <class V>
  struct Memory {
    // [frames], or the one that the call continues; the others [samples]
    V *frames, *d_frames, *gain, *wet, *d_wet, *d_gain;
    void* ramp_tape;
    Memory(const Call& call, void* scratch, void* tape) {
      frames = static_cast<V*>(scratch);
      d_frames = frames + call.frames + 1;
      d_wet = d_frames + call.frames + 1;
      d_gain = d_wet + call.samples;
      wet = static_cast<V*>(tape);
      gain = wet ? wet + call.samples : d_gain;
      ramp_tape = wet ? gain + call.samples : nullptr;
    }
    // As learned for the whole of a frame: the sample's gain and the frame's are both exactly 1.
    bool rests(int index, int sample) const {
      if constexpr (kWidth<V> == 1)
        return !wet && gain[sample] == V(1.f) && frames[index < 0 ? 0 : index] == V(1.f);
      return false;
    }
  };

  // Fills gain, and frames.
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io, void* state,
                      const Memory<V>& m) {
    for (int t = 0; t < frames_of(call); ++t) m.frames[t] = gain_at<V>(s, io, t);
    Io<Scalar<V>> ramp;
    ramp.in[0] = scalars(m.frames);
    ramp.out[0] = scalars(m.gain);
    ramp.state = state;
    ramp.tape = m.ramp_tape;
    Ramp::forward<V>(s, call, ramp);
  }

  // d_gain -> the port and the gain before the call.
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io, void* d_state,
                       const Memory<V>& m) {
    for (int t = 0; t < frames_of(call); ++t) m.d_frames[t] = V(0.f);
    Io<Scalar<V>> ramp;
    ramp.d_out[0] = scalars(m.d_gain);
    ramp.d_in[0] = scalars(m.d_frames);
    ramp.d_state = d_state;
    ramp.tape = m.ramp_tape;
    Ramp::backward<V>(s, call, ramp);
    if (!io.d_in[kPort]) return;
    const V low = V(static_cast<Scalar<V>>(kControl.min)), high = V(static_cast<Scalar<V>>(kControl.max));
    for (int t = 0; t < frames_of(call); ++t) {
      const V db = lanes_of<V>(io.in[kPort])[t],
              d = m.d_frames[t] * gain_at<V>(s, io, t) * V(static_cast<Scalar<V>>(kNepersPerDb));
      lanes_of<V>(io.d_in[kPort])[t] += select(db > low, select(db < high, d, V(0.f)), V(0.f));
    }
  }

 private:
  static int frames_of(const Call& call) { return call.frames ? call.frames : 1; }
  template <class V>
  static Scalar<V>* scalars(V* p) {
    return reinterpret_cast<Scalar<V>*>(p);
  }
  template <class V>
  static V gain_at(const Setup& s, const Io<Scalar<V>>& io, int t) {
    V db = V(static_cast<Scalar<V>>(s.settings.get(kControl.id)));
    if (s.in_channels[kPort])
      db += min_of(max_of(lanes_of<V>(io.in[kPort])[t], V(static_cast<Scalar<V>>(kControl.min))),
                   V(static_cast<Scalar<V>>(kControl.max)));
    return gain_of_db(db);
  }
};

PARTIALS_END
