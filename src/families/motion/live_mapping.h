// SPDX-License-Identifier: MIT
// Plays a movement model, one frame at a time, and changes to another without a gap or a lock: the thread
// that trains posts the new one, the thread that plays picks it up between two frames and passes the old one
// back. Features and speed limits that both have go on from where they were, so outputs glide to the new
// model's values.
#pragma once
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/model.h"
#include "play/frame_player.h"

namespace partials::motion {

class LiveMapping {
 public:
  LiveMapping() = default;
  ~LiveMapping();
  LiveMapping(const LiveMapping&) = delete;
  LiveMapping& operator=(const LiveMapping&) = delete;

  // [any thread but the one that plays] Compiles the model and hands it over. Frees models that were
  // replaced. Refuses a graph that does not compile.
  Result<void> post(std::shared_ptr<const Model> model);
  void collect();

  // [the thread that plays] One frame. input: of the graph's input `movement` or `joints`, as many numbers as
  // it has channels; others hold zeros. restart: begins a followed gesture anew. False: there is no model
  // yet, or the input has another number of channels.
  bool frame(std::span<const float> input, bool restart = false) noexcept;
  // Values of the last frame by the graph's name of the output; empty where there is none.
  std::span<const float> output(const char* id) const noexcept;
  // The model that made them; null before the first.
  const Model* model() const noexcept { return current_ ? current_->model.get() : nullptr; }

 private:
  struct Playing {
    std::shared_ptr<const Model> model;
    FramePlayer player;
    float* from = nullptr;
    float* restart = nullptr;
    size_t channels = 0;
    struct Output {
      std::string id;
      const float* values;
      size_t count;
    };
    std::vector<Output> outputs;
    struct Kept {  // state of a node that a like model takes over
      std::string id, processor;
      void* state;
      size_t bytes;
    };
    std::vector<Kept> kept;
  };
  static std::unique_ptr<Playing> playing(std::shared_ptr<const Model> model, FramePlayer player);
  void pick_up() noexcept;
  static void take_over(const Playing& from, Playing& to) noexcept;

  std::atomic<Playing*> incoming_{nullptr}, retired_{nullptr};
  Playing* current_ = nullptr;
};

}  // namespace partials::motion
