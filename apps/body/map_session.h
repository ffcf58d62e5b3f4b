// SPDX-License-Identifier: MIT
// A mapping at work: movement becomes frames, frames are recorded as demonstrations, learned from, and drive
// outputs. One thread calls wait_for_packets() and frame() in turn; commands and snapshots may come from any
// thread. Training runs beside them, and the mapping that it makes is picked up between two frames. Between
// frames the session is locked, and never while it waits or trains.
#pragma once
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "body/channel_row.h"
#include "body/example_book.h"
#include "body/frame_schedule.h"
#include "body/hearing.h"
#include "body/joint_watch.h"
#include "body/practice.h"
#include "families/motion/cues.h"
#include "families/motion/drop_out.h"
#include "families/motion/live_mapping.h"
#include "families/motion/map_command.h"
#include "families/motion/mapping.h"
#include "families/motion/recognition.h"
#include "play/frame_player.h"

namespace partials::body {

// What stands before the mapping: named channels as they arrive, or quantities of a whole body.
struct Inputs {
  std::vector<std::string> channels;        // in the order of the row; of a body: x y z of every joint
  Graph features;                           // from the row to the output "features"
  std::vector<motion::MappingInput> names;  // of the features
  bool is_body = false;
  std::vector<std::string> joints;  // of a body: those without which the features would be wrong
};

Result<Inputs> channel_inputs(const std::vector<std::string>& channels, int rate_hz);
// ids: of motion::body_features(), a coordinate of a joint ("right_wrist.y"), or "joints": all of them,
// without place, heading and size.
Result<Inputs> body_inputs(const std::vector<std::string>& ids, int rate_hz);
// Those that a model was recorded with.
Result<Inputs> inputs_of(const Model& model);

enum class MapMode { idle, recording, running };

struct MapState {
  MapMode mode = MapMode::idle;
  bool training = false, has_model = false;
  std::string message;           // of the last command or training; one sentence
  std::vector<float> row;        // channels of the row as they are believed
  std::vector<uint8_t> tracked;  // of each: 0 lost, 1 held, 2 fresh
  std::vector<float> features, outputs, wanted;
  std::vector<ExampleRow> examples;
  std::string label;  // of the examples to come
  int best = -1;      // class or gesture
  float certainty = 0, progress = 0, speed = 0;
  int cue = -1;                // that has been called, of the mapping's cues; -1: none
  std::string missing_joints;  // a sentence, while a body lacks joints that the features need
  // of the newest packet (infinity: none has come), and from its arrival to the outputs
  double packet_age_s = std::numeric_limits<double>::infinity(), latency_s = 0;
  uint64_t packets = 0, frames = 0;
  int lost = 0;                   // channels
  double calibration_left_s = 0;  // 0: none goes on
  bool practising = false;        // a range is calibrated, and repetitions are counted
  motion::Repetition repetition;  // the newest; number 0: none yet
  motion::MappingInput practised;
};

class MapSession {
 public:
  struct Options {
    HearOptions hear;
    int rate_hz = 60;
    motion::Mapping mapping;  // kind, outputs, and demonstrations of a file that is gone on with
    std::string name = "mapping";
    std::shared_ptr<const Model> model;  // that plays at once; may be null
    motion::DropOutSettings drop_out;
  };
  // Called with every frame's outputs. Where the mapping has outputs these are their values; else they are of
  // classes the likelihoods, of a follower likelihood, then progress, then speed of each gesture, and one
  // certainty.
  using Sink = std::function<void(std::span<const float> outputs, double now_s)>;

  static Result<std::unique_ptr<MapSession>> open(Options options, Inputs inputs);
  ~MapSession();

  int port() const { return hearing_.port(); }
  double hop_s() const { return hop_s_; }
  void add_sink(Sink sink) { sinks_.push_back(std::move(sink)); }

  // [the session's thread] Takes packets until the next frame is due, then makes it. each: every packet.
  Result<void> step(const std::function<Result<void>(const motion::Packet&)>& each = {});
  // One frame of this moment, from a row instead of packets: for takes and tests.
  void frame(double now_s, const float* row, double stamp_s);

  Result<void> record_start();
  Result<void> record_stop();
  Result<void> train();  // begins; state() says when it is done
  void wait_for_training();
  Result<void> run(bool running);
  Result<void> set_wanted(size_t output, float value);  // of the examples to come
  Result<void> set_label(const std::string& name);
  Result<void> mute(int64_t row, bool muted);
  Result<void> remove(int64_t row);
  void clear();
  void restart();       // a followed gesture begins anew
  Result<void> undo();  // removes the newest example
  // Calls a cue while the mapping runs; an empty name gives the outputs back to movement.
  Result<void> call_cue(const std::string& name);
  // A new cue, or other values for one of the same name; without values it is removed.
  Result<void> set_cue(motion::MappingCue cue);
  // Measures for so long which range every feature takes. Afterwards curves and outputs know it, and
  // repetitions are counted anew.
  void calibrate(double seconds);
  // The input whose repetitions are counted after the next calibration; empty: the one that moves farthest.
  Result<void> practise(const std::string& input);
  std::vector<motion::Repetition> take_repetitions();  // since the last call
  Result<void> obey(const motion::MapCommand& command);

  MapState state();
  const Inputs& inputs() const { return inputs_; }
  motion::Mapping mapping();  // a copy, with its demonstrations
  std::shared_ptr<const Model> model();
  // Channels of another source, such as the page's camera, beside those of packets. [any thread]
  void give(const std::function<void(motion::Body&)>& change);
  // [the session's thread] Channels that packets have brought, as channel_names() writes them; empty: none.
  std::string arrived() const;

 private:
  MapSession(Options options, Inputs inputs);
  Result<void> prepare();
  bool misses_joints(const float* row);
  void obey_message(const osc::Message& message);
  void take_example();
  void measure();
  void play_outputs(double now_s);
  void tell_apart();
  void finish_training(Result<Model> made, const motion::MappingReport& report, uint64_t serial);

  Options options_;
  Inputs inputs_;
  Hearing hearing_;
  ChannelRow row_, own_row_;
  motion::DropOut drop_out_;
  std::vector<FramePlayer> features_;  // one
  motion::LiveMapping live_;
  JointWatch joints_;
  FrameSchedule schedule_;
  std::vector<Sink> sinks_;
  double hop_s_ = 1. / 60, stamp_s_ = -1e9;
  std::vector<float> raw_, own_raw_, believed_, outputs_;

  std::mutex lock_;                                                       // of what follows
  std::unique_ptr<motion::Body> own_ = std::make_unique<motion::Body>();  // given by give()
  motion::Mapping mapping_;
  std::shared_ptr<const Model> model_;
  motion::CueFader fader_;
  motion::Recognition recognition_;
  MapState state_;
  std::vector<float> gesture_;  // that is recorded
  std::string recording_;
  uint64_t recordings_ = 0, serial_ = 0;
  bool restart_ = true;
  double calibrated_s_ = -1;       // what is left of a calibration; below 0: none goes on
  std::vector<float> low_, high_;  // of the features, measured
  Practice practice_;
  std::thread trainer_;
};

}  // namespace partials::body
