// SPDX-License-Identifier: MIT
// The object that plays a model in a patch: an instrument, played from messages, or an effect on its input.
// Messages act at their logical time, sample-accurately; `at MS` before a message delays it. A message that
// it cannot take leads to one sentence in the console and changes nothing. docs/pd.md lists the messages.
//   [patch-thread] everything; perform is noexcept: allocates, locks and waits never
#pragma once
#include <array>
#include <string>

#include "base/nonblocking.h"
#include "patch/loader.h"
#include "patch/patch.h"
#include "patch/timeline.h"

namespace partials::patch {

class PlayerObject {
 public:
  // `model`: a name or path; "": the model of a new instance
  PlayerObject(PlayerKind kind, std::string model, Patch& patch);

  void message(std::string_view selector, Words words);
  void poll();  // told by Patch::poll_in

  // Before the first perform, and when rate or block change. tick_ms: how often the environment runs
  // messages.
  void prepare(double rate_hz, int block, double tick_ms);
  // n up to the block of prepare; `in` is null for an instrument. Outputs are overwritten.
  void perform(double now_ms, const float* in, float* left, float* right,
               int n) noexcept PARTIALS_NONBLOCKING;

 private:
  friend struct PlayerMessages;  // the vocabulary

  Player& player() const { return loaded_.player(); }
  void begin_loading();
  void load(const std::string& name);
  void tell_end(const LoadEnd& end);
  void send(const Event& e, double due_ms);
  void set(int index, float value, double due_ms);
  float value(int index) const;
  int parameter_of(std::string_view name) const;  // by id, or by the name of a macro; -1: none
  void silence(float* left, float* right, int n) noexcept;

  Patch& patch_;
  LoadedPlayer loaded_;
  std::string model_;  // as requested
  bool begun_ = false;
  int revision_ = 0;
  std::string message_, title_;  // as last told

  Timeline timeline_;
  BlockStart start_;
  double rate_hz_ = 0;
  int block_ = 0;
  bool enabled_ = true, choke_ = false;
  float gain_ = 1;  // 0 while disabled
  // Of parameters: values that messages of this moment have set, which audio has not taken yet.
  std::array<float, kParameterCount> newest_{};
  std::array<double, kParameterCount> newest_ms_{};
};

}  // namespace partials::patch
