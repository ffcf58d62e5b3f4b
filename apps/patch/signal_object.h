// SPDX-License-Identifier: MIT
// An object of a patch that computes signals from signals, and takes messages without a time.
//   [patch-thread] everything but perform; prepare: not while perform runs
//   [audio-thread] perform: noexcept; allocates, locks and waits never
#pragma once
#include <string>
#include <string_view>

#include "base/nonblocking.h"
#include "base/result.h"
#include "patch/patch.h"

namespace partials::patch {

class SignalObject {
 public:
  virtual ~SignalObject() = default;
  virtual int inlets() const = 0;  // of signals; at least one, which takes the messages too
  virtual int outlets() const = 0;
  // Before the first perform, and when rate or block change. It fails where either cannot be used; the object
  // is silent then.
  virtual Result<void> prepare(double rate_hz, int block) = 0;
  // in[inlets()], out[outlets()] of n samples, n up to the block of prepare; they do not alias.
  virtual void perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING = 0;
  virtual Result<void> message(std::string_view selector, Words) {
    return Error{"There is no message '" + std::string(selector) + "' here; the help patch lists them."};
  }
  virtual void poll() {}
};

}  // namespace partials::patch
