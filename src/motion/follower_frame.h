// SPDX-License-Identifier: MIT
// One frame of the follower (motion/follower.h): sizes, weights and state, and the steps of the forward
// algorithm that playing and its gradient share.
#pragma once
#include "motion/example_distance.h"

PARTIALS_BEGIN

struct FollowerSizes {
  int inputs, gestures, states, all;  // states of one gesture, and of all
  explicit FollowerSizes(const Setup& s)
      : inputs(s.in_channels[0]),
        gestures(s.settings.count("gestures")),
        states(s.settings.count("states")),
        all(gestures * states) {}
  int state_values() const { return all + 3 * gestures; }
};

template <class S>
struct FollowerWeights {
  S *centre, *scale, *evidence, *advance;
  FollowerWeights(const FollowerSizes& n, S* w) {
    centre = w;
    scale = centre + static_cast<size_t>(n.inputs) * n.all;
    evidence = scale + n.inputs;
    advance = evidence + 1;
  }
};

// What is known after a frame; the order of the state in memory, and of its gradient.
template <class V>
struct FollowerState {
  V* place;     // [gestures][states] probability of each state, given the gesture
  V* share;     // [gestures] probability of each gesture
  V* progress;  // [gestures] 0 .. 1
  V* speed;     // [gestures] 1: as fast as the example
  FollowerState(const FollowerSizes& n, void* memory) {
    place = static_cast<V*>(memory);
    share = place + n.all;
    progress = share + n.gestures;
    speed = progress + n.gestures;
  }
};

// A number in every type.
template <class V>
PARTIALS_INLINE V follower_number(double x) {
  return V(static_cast<Scalar<V>>(x));
}

// The parts of a state that stay, go to the next and skip one; 0.8 : 0.1 leave it at a mean of `advance`
// states a frame.
inline constexpr double kFollowerStep = 0.8, kFollowerSkip = 0.1;
// Of every belief, the share that starts anew at every frame, so that nothing becomes impossible.
inline constexpr double kFollowerDoubt = 1e-6;

// Where one gesture's belief goes in a frame, before it is compared with the input. The last state keeps what
// reaches it. Half of the doubt is at the beginning, half everywhere.
template <class V>
void follower_move(int states, const V& advance, const V* from, V* to) {
  const V step = follower_number<V>(kFollowerStep) * advance,
          skip = follower_number<V>(kFollowerSkip) * advance;
  const V stay = V(1.f) - step - skip, sure = follower_number<V>(1 - kFollowerDoubt),
          anywhere = follower_number<V>(0.5 * kFollowerDoubt / states);
  for (int j = 0; j < states; ++j) {
    V p = stay * from[j];
    if (j > 0) p += step * from[j - 1];
    if (j > 1) p += skip * from[j - 2];
    to[j] = sure * p + anywhere;
  }
  V ends = (step + skip) * from[states - 1];
  if (states > 1) ends += skip * from[states - 2];
  to[states - 1] += sure * ends;
  to[0] += follower_number<V>(0.5 * kFollowerDoubt);
}

// Progress at a state, and the speed that a frame's progress means: of the example's time, which goes
// `advance` states a frame.
template <class V>
V follower_position(const FollowerSizes& n, int state) {
  return follower_number<V>(n.states > 1 ? static_cast<double>(state) / (n.states - 1) : 1.0);
}
template <class V>
V follower_rate(const FollowerSizes& n, Scalar<V> advance) {
  return follower_number<V>(n.states - 1) / V(advance);
}

// Memory of one frame, and what follows from it.
template <class V>
struct FollowerFrame {
  V* before;    // a whole state, after the restart
  V* moved;     // [gestures][states] where the belief goes
  V* distance;  // [gestures][states] mean over the inputs of squared distances
  V* fit;       // [gestures][states] exp(-evidence (distance - the gesture's least))
  V* closest;   // [gestures] exp(-evidence (the gesture's least - the least of all))
  V* matched;   // [gestures] sum over states of moved fit
  static int values(const FollowerSizes& n) { return n.state_values() + 3 * n.all + 2 * n.gestures; }

  FollowerFrame(const FollowerSizes& n, void* memory) {
    before = static_cast<V*>(memory);
    moved = before + n.state_values();
    distance = moved + n.all;
    fit = distance + n.all;
    closest = fit + n.all;
    matched = closest + n.gestures;
  }

  // restart, 0 .. 1: how much of the state before is forgotten.
  void begin(const FollowerSizes& n, const V* state, const V& restart) {
    const V kept = V(1.f) - restart;
    for (int i = 0; i < n.state_values(); ++i) before[i] = kept * state[i];
    const FollowerState<V> b(n, before);
    for (int g = 0; g < n.gestures; ++g) {
      b.place[g * n.states] += restart;
      b.share[g] += restart * follower_number<V>(1.0 / n.gestures);
    }
  }

  void compare(const FollowerSizes& n, const FollowerWeights<const Scalar<V>>& w, const V* x) {
    distances_to_examples(n.inputs, n.all, w.centre, w.scale, x, distance);
    const V mean = follower_number<V>(1.0 / n.inputs), factor = -V(*w.evidence);
    over_channels<V>(n.all, [=, d = distance]<class T>(int i) { put(d + i, get<T>(d + i) * T(mean)); });
    V least_of_all = distance[0];
    for (int g = 0; g < n.gestures; ++g) {
      V least = distance[g * n.states];
      for (int j = 1; j < n.states; ++j) least = min_of(least, distance[g * n.states + j]);
      closest[g] = least;
      least_of_all = min_of(least_of_all, least);
    }
    for (int g = 0; g < n.gestures; ++g) {
      const V *d = distance + g * n.states, least = closest[g];
      V* f = fit + g * n.states;
      over_channels<V>(n.states,
                       [=]<class T>(int j) { put(f + j, exp_of(T(factor) * (get<T>(d + j) - T(least)))); });
      closest[g] = exp_of(factor * (least - least_of_all));
    }
  }

  // The state that follows, and the sum over gestures of share matched closest.
  V finish(const FollowerSizes& n, const FollowerWeights<const Scalar<V>>& w, const V& smoothing, V* state) {
    const FollowerState<V> b(n, before), next(n, state);
    V all = V(0.f);
    for (int g = 0; g < n.gestures; ++g) {
      const int first = g * n.states;
      follower_move(n.states, V(w.advance[g]), b.place + first, moved + first);
      matched[g] = V(0.f);
      for (int j = first; j < first + n.states; ++j) matched[g] += moved[j] * fit[j];
      const V one = V(1.f) / matched[g];
      next.progress[g] = V(0.f);
      for (int j = 0; j < n.states; ++j) {
        const V p = moved[first + j] * fit[first + j] * one;
        next.place[first + j] = p;
        next.progress[g] += p * follower_position<V>(n, j);
      }
      const V rate = follower_rate<V>(n, w.advance[g]) * max_of(next.progress[g] - b.progress[g], V(0.f));
      next.speed[g] = b.speed[g] + smoothing * (rate - b.speed[g]);
      next.share[g] = b.share[g] * matched[g] * closest[g];
      all += next.share[g];
    }
    const V one = follower_number<V>(1 - kFollowerDoubt) / all,
            anew = follower_number<V>(kFollowerDoubt / n.gestures);
    for (int g = 0; g < n.gestures; ++g) next.share[g] = next.share[g] * one + anew;
    return all;
  }
};

PARTIALS_END
