// SPDX-License-Identifier: MIT
// Follows gestures that were shown once: which one, how far, how fast, how sure. Each is a left-right hidden
// Markov model whose states stand along its example, by the forward algorithm, scaled at every frame
// (Bevilacqua et al. 2010, "Continuous realtime gesture following and recognition", section 2; Francoise
// 2013). With D inputs, state s at centre_s and the belief b that follows from the last frame's:
//   distance_s = mean_d (scale_d (x_d - centre_ds))^2        b'_s ~ b_s exp(-evidence distance_s)
// A gesture's share is the probability of its states among those of all gestures. A state is left at a mean
// of `advance` states a frame; 1e-6 of all belief starts anew at every frame (follower_frame.h).
//   likelihood  [gestures] shares; they sum to one
//   progress    [gestures] 0 at the beginning of the example, 1 at its end: the mean place, given the gesture
//   speed       [gestures] of time against the example, smoothed over 0.2 s
//   certainty   sum_g share_g^2 exp(-m / 2), m the mean of distance over all places: 1 where one gesture is
//               left and fits, near 0 where nothing does
// in [frames][D][lanes]; restart [frames][1], optional, 1: begin anew with this frame. Weights: centre [D]
// [gestures states], scale [D], evidence [1], advance [gestures]. families/motion/fit_follower.h makes them.
#pragma once
#include "motion/follower_frame.h"

PARTIALS_BEGIN

struct Follower {
  static constexpr Control kSettings[] = {{"gestures", Unit::count, 1, 256, Taper::linear, 3},
                                          {"states", Unit::count, 2, 256, Taper::linear, 8}};
  static constexpr Info kInfo{"follower", 1, "follows gestures that were shown once", kSettings, 2};
  static constexpr double kSpeedSmoothing_s = 0.2;

  static void describe(const Setup& s, Spec& spec) {
    const FollowerSizes n(s);
    spec.add_in({"in", Rate::frame, 0});
    spec.add_in({"restart", Rate::frame, 1, true, false, 0, 1});
    spec.add_out({"likelihood", Rate::frame, n.gestures});
    spec.add_out({"progress", Rate::frame, n.gestures});
    spec.add_out({"speed", Rate::frame, n.gestures});
    spec.add_out({"certainty", Rate::frame, 1});
    spec.add_weight({"centre", n.inputs, n.all, Init::normal});
    spec.add_weight({"scale", n.inputs, 1, Init::one});
    spec.add_weight({"evidence", 1, 1, Init::constant, 0.5, 0.01, 4});
    spec.add_weight({"advance", n.gestures, 1, Init::constant, 0.25, 0.001, 1});
  }

  template <class V>
  static int state_values(const Setup& s) {
    return FollowerSizes(s).state_values();
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * state_values<V>(s);
  }
  template <class V>
  static void reset(const Setup& s, const void*, void* state) {
    const FollowerSizes n(s);
    V* values = static_cast<V*>(state);
    for (int i = 0; i < n.state_values(); ++i) values[i] = V(0.f);
    const FollowerState<V> at(n, values);
    for (int g = 0; g < n.gestures; ++g) {
      at.place[g * n.states] = V(1.f);
      at.share[g] = follower_number<V>(1.0 / n.gestures);
    }
  }
  // The state before every frame.
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int) {
    return state_bytes<V>(s) * static_cast<size_t>(frames);
  }
  // A frame; backwards also the state after it, and gradients of the places and of where they move from.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    const FollowerSizes n(s);
    return sizeof(V) * (FollowerFrame<V>::values(n) + n.state_values() + 2 * n.all + 2 * n.gestures);
  }

  template <class V>
  static V smoothing(const Setup& s) {
    return follower_number<V>(1 - std::exp(-s.clock.hop_s() / kSpeedSmoothing_s));
  }
  template <class V>
  static V restart(const Setup& s, const Io<Scalar<V>>& io, int t) {
    return s.in_channels[1] ? lanes_of<V>(io.in[1])[t] : V(0.f);
  }
  template <class V>
  static V misfit(const FollowerSizes& n, const FollowerState<V>& at, const V* distance, int g) {
    V m = V(0.f);
    for (int j = g * n.states; j < (g + 1) * n.states; ++j) m += at.place[j] * distance[j];
    return m;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const FollowerSizes n(s);
    const FollowerWeights<const Scalar<V>> w(n, io.weights);
    FollowerFrame<V> frame(n, io.scratch);
    V* state = static_cast<V*>(io.state);
    for (int t = 0; t < call.frames; ++t) {
      if (io.tape)
        for (int i = 0; i < n.state_values(); ++i)
          static_cast<V*>(io.tape)[static_cast<size_t>(t) * n.state_values() + i] = state[i];
      frame.begin(n, state, restart<V>(s, io, t));
      frame.compare(n, w, lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs);
      frame.finish(n, w, smoothing<V>(s), state);
      write(n, FollowerState<V>(n, state), frame.distance, io, t);
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept;

 private:
  template <class V>
  static void write(const FollowerSizes& n, const FollowerState<V>& at, const V* distance,
                    const Io<Scalar<V>>& io, int t) {
    const size_t first = static_cast<size_t>(t) * n.gestures;
    V one_left = V(0.f), m = V(0.f);
    for (int g = 0; g < n.gestures; ++g) {
      lanes_of<V>(io.out[0])[first + g] = at.share[g];
      lanes_of<V>(io.out[1])[first + g] = at.progress[g];
      lanes_of<V>(io.out[2])[first + g] = at.speed[g];
      one_left += at.share[g] * at.share[g];
      m += at.share[g] * misfit(n, at, distance, g);
    }
    lanes_of<V>(io.out[3])[t] = one_left * exp_of(V(-0.5f) * m);
  }
};

PARTIALS_END

#include "motion/follower_backward.h"
