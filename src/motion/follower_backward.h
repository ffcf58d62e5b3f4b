// SPDX-License-Identifier: MIT
// The gradient of the follower: every frame is made again from the state before it, and read backwards. Least
// distances are constants in it: belief is scaled, so they cancel.
#pragma once
#include "motion/follower.h"

PARTIALS_BEGIN

// One frame's gradients on their way back.
template <class V>
struct FollowerGradient {
  FollowerState<V> state;  // of the state after the frame; at the end of the one before
  V* fitted;               // [gestures][states] of moved fit, relative to what it was scaled by
  V* distance;             // [gestures][states]
  V* share;                // [gestures] of share matched closest
  V evidence = V(0.f);
  FollowerGradient(const FollowerSizes& n, void* d_state, V* memory)
      : state(n, d_state), fitted(memory), distance(memory + n.all), share(memory + 2 * n.all) {}

  // certainty = sum share^2 exp(-m / 2), m = sum share place distance.
  void certainty(const FollowerSizes& n, const FollowerState<V>& at, const V* distances, const V& d_out) {
    V one_left = V(0.f), m = V(0.f);
    for (int g = 0; g < n.gestures; ++g) {
      one_left += at.share[g] * at.share[g];
      m += at.share[g] * Follower::misfit(n, at, distances, g);
    }
    const V fits = exp_of(V(-0.5f) * m), d_m = V(-0.5f) * d_out * one_left * fits;
    for (int g = 0; g < n.gestures; ++g) {
      state.share[g] += V(2.f) * at.share[g] * d_out * fits + d_m * Follower::misfit(n, at, distances, g);
      for (int j = g * n.states; j < (g + 1) * n.states; ++j) {
        state.place[j] += d_m * at.share[g] * distances[j];
        distance[j] = d_m * at.share[g] * at.place[j];
      }
    }
  }

  // From share, progress and speed after the frame to those before it; returns the gradient of advance.
  V pace(const FollowerSizes& n, const FollowerState<V>& b, const FollowerState<V>& at, const V& smoothing,
         Scalar<V> advance, int g) {
    const V forth = at.progress[g] - b.progress[g], none = V(0.f), d_speed = state.speed[g];
    const V d_rate = smoothing * d_speed,
            d_forth = select(forth > none, d_rate * follower_rate<V>(n, advance), none);
    const V d_progress = state.progress[g] + d_forth;
    for (int j = 0; j < n.states; ++j)
      state.place[g * n.states + j] += d_progress * follower_position<V>(n, j);
    state.speed[g] = d_speed - d_rate;
    state.progress[g] = -d_forth;
    return -d_rate * max_of(forth, none) * follower_rate<V>(n, advance) / V(advance);
  }

  // Of share matched closest over all gestures, whose sum is `all`.
  void shares(const FollowerSizes& n, const FollowerFrame<V>& frame, const V& all) {
    const FollowerState<V> b(n, frame.before);
    V mean = V(0.f);
    for (int g = 0; g < n.gestures; ++g) {
      state.share[g] *= follower_number<V>(1 - kFollowerDoubt);
      mean += state.share[g] * b.share[g] * frame.matched[g] * frame.closest[g] / all;
    }
    for (int g = 0; g < n.gestures; ++g) {
      share[g] = (state.share[g] - mean) / all * frame.closest[g];
      state.share[g] = share[g] * frame.matched[g];
      share[g] *= b.share[g];  // now of matched
    }
  }

  // From the places after the frame to those before it; returns the gradient of advance.
  V places(const FollowerSizes& n, const FollowerFrame<V>& frame, const FollowerState<V>& at,
           Scalar<V> advance, int g) {
    const FollowerState<V> b(n, frame.before);
    const int first = g * n.states, last = first + n.states - 1;
    V mean = V(0.f);
    for (int j = first; j <= last; ++j) mean += state.place[j] * at.place[j];
    for (int j = first; j <= last; ++j) {
      const V d = (state.place[j] - mean) / frame.matched[g] + share[g];
      const V d_fit = d * frame.moved[j] * frame.fit[j];
      distance[j] -= d_fit * at_evidence;
      evidence -= d_fit * frame.distance[j];
      fitted[j] = d * frame.fit[j] * follower_number<V>(1 - kFollowerDoubt);
    }
    return back(n, b.place + first, V(advance), fitted + first, state.place + first);
  }
  V at_evidence = V(0.f);

  // The state before is (1 - restart) of the last frame's and restart of a new one; returns its gradient.
  V restart(const FollowerSizes& n, const V* last, const V& restart) {
    V d = V(0.f);
    for (int g = 0; g < n.gestures; ++g)
      d += state.place[g * n.states] + state.share[g] * follower_number<V>(1.0 / n.gestures);
    for (int i = 0; i < n.state_values(); ++i) {
      d -= state.place[i] * last[i];  // place begins the state
      state.place[i] *= V(1.f) - restart;
    }
    return d;
  }

 private:
  // The reverse of follower_move.
  static V back(const FollowerSizes& n, const V* from, const V& advance, const V* d_to, V* d_from) {
    const V step = follower_number<V>(kFollowerStep) * advance,
            skip = follower_number<V>(kFollowerSkip) * advance;
    const int last = n.states - 1;
    V d_advance = V(0.f);
    for (int j = 0; j <= last; ++j) {
      const V d_stay = d_to[j], d_step = d_to[j < last ? j + 1 : last],
              d_skip = d_to[j < last - 1 ? j + 2 : last];
      d_from[j] = (V(1.f) - step - skip) * d_stay + step * d_step + skip * d_skip;
      d_advance += from[j] * (follower_number<V>(kFollowerStep) * (d_step - d_stay) +
                              follower_number<V>(kFollowerSkip) * (d_skip - d_stay));
    }
    return d_advance;
  }
};

template <class V>
void Follower::backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
  const FollowerSizes n(s);
  const FollowerWeights<const Scalar<V>> w(n, io.weights);
  FollowerWeights<Scalar<V>> d(n, io.d_weights);
  if (!io.d_weights) d.centre = d.scale = nullptr;
  FollowerFrame<V> frame(n, io.scratch);
  V* after = static_cast<V*>(io.scratch) + FollowerFrame<V>::values(n);
  const FollowerState<V> at(n, after);
  FollowerGradient<V> gradient(n, io.d_state, after + n.state_values());
  gradient.at_evidence = V(*w.evidence);
  const V mean = follower_number<V>(1.0 / n.inputs);
  for (int t = call.frames - 1; t >= 0; --t) {
    const V* before = static_cast<const V*>(io.tape) + static_cast<size_t>(t) * n.state_values();
    const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs;
    const size_t first = static_cast<size_t>(t) * n.gestures;
    const V forgotten = restart<V>(s, io, t);
    frame.begin(n, before, forgotten);
    frame.compare(n, w, x);
    const V all = frame.finish(n, w, smoothing<V>(s), after);
    const FollowerState<V> b(n, frame.before);
    gradient.evidence = V(0.f);
    for (int g = 0; g < n.gestures; ++g) {
      gradient.state.share[g] += lanes_of<V>(io.d_out[0])[first + g];
      gradient.state.progress[g] += lanes_of<V>(io.d_out[1])[first + g];
      gradient.state.speed[g] += lanes_of<V>(io.d_out[2])[first + g];
    }
    gradient.certainty(n, at, frame.distance, lanes_of<V>(io.d_out[3])[t]);
    gradient.shares(n, frame, all);
    for (int g = 0; g < n.gestures; ++g) {
      V d_advance = gradient.pace(n, b, at, smoothing<V>(s), w.advance[g], g);
      d_advance += gradient.places(n, frame, at, w.advance[g], g);
      if (io.d_weights) d.advance[g] += sum(d_advance);
    }
    if (io.d_weights) *d.evidence += sum(gradient.evidence);
    for (int i = 0; i < n.all; ++i) gradient.distance[i] *= mean;
    reverse_distances(n.inputs, n.all, w.centre, w.scale, x, gradient.distance,
                      io.d_in[0] ? lanes_of<V>(io.d_in[0]) + static_cast<size_t>(t) * n.inputs : nullptr,
                      d.centre, d.scale);
    const V d_restart = gradient.restart(n, before, forgotten);
    if (io.d_in[1]) lanes_of<V>(io.d_in[1])[t] += d_restart;
  }
}

PARTIALS_END
