// SPDX-License-Identifier: MIT
// Demonstrations: movement together with what is wanted for it. Poses are single frames with wanted outputs,
// a label, or both; gestures are whole sequences with a name. They are kept in the model's file, so that a
// mapping can be changed later. A muted one is kept and not learned from.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials::motion {

struct PoseExample {
  int64_t id = 0;
  std::vector<float> inputs;   // [inputs]
  std::vector<float> outputs;  // [outputs], or empty
  std::string label;           // or empty
  std::string recording;       // rows of one recording are not independent; empty: stands alone
  bool muted = false;
};

struct GestureExample {
  int64_t id = 0;
  std::string name;
  std::vector<float> frames;  // [frames][inputs]
  bool muted = false;
};

class Demonstrations {
 public:
  explicit Demonstrations(int inputs = 0, int outputs = 0) : inputs_(inputs), outputs_(outputs) {}
  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  const std::vector<PoseExample>& poses() const { return poses_; }
  const std::vector<GestureExample>& gestures() const { return gestures_; }

  // Give the id. Refuse, in one sentence: other numbers of inputs or outputs, values that are not numbers, a
  // pose with neither outputs nor label, a gesture without a name or of less than four frames. The id of what
  // is handed in is kept where it is above 0 and free.
  Result<int64_t> add(PoseExample pose);
  Result<int64_t> add(GestureExample gesture);
  // False: there is none of this id.
  bool remove(int64_t id);
  bool mute(int64_t id, bool muted);
  void clear();

 private:
  int64_t id_for(int64_t wanted);
  int inputs_, outputs_;
  int64_t next_id_ = 1;
  std::vector<PoseExample> poses_;
  std::vector<GestureExample> gestures_;
};

}  // namespace partials::motion
