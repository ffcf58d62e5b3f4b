// SPDX-License-Identifier: MIT
// A plug-in in our offline host, independent of its format, in the library's own types (play/event.h,
// play/parameters.h). One file per format implements it, and open_plugin chooses by the file's name. The
// thread inside process or reset is the audio thread; every other call is on the main thread, which may be
// a different one.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "play/engine.h"

namespace partials::hosting {

// Features of a format beyond MIDI notes and controllers, parameters, audio and state. carried() of
// script.h reduces a script to these.
struct Abilities {
  // expressions of one note, note ids; otherwise notes are MIDI with 127 velocities
  bool expressions = false;
  bool modulation = false;  // of macros, choke, and expressions of all notes
  bool note_ends = false;
  bool programs = false;  // MIDI program changes
  // a parameter changes at its own sample; otherwise play() splits the block there, as hosts do
  bool moved_within_block = false;
  // parameter text in both directions; otherwise text() covers only named values
  bool texts = false;
  bool tail = false;
  bool restarts = false;  // asks the host for a restart if the latency must change
  bool titles = false;    // titles of parameters follow the model
  // a refused state or model is reported to the host, not only in the window
  bool errors = false;
};

class Hosted {
 public:
  virtual ~Hosted() = default;

  virtual Abilities abilities() const = 0;
  virtual Result<void> activate(double rate_hz, int max_block) = 0;
  virtual void deactivate() = 0;
  virtual void reset() = 0;
  virtual int latency_samples() const = 0;
  virtual double tail_s() const = 0;

  virtual std::string name() const = 0;  // as a host lists it

  // By index in kParameters.
  virtual double value(int index) const = 0;
  // as a host lists it while this model is loaded; "": hidden
  virtual std::string title(int index) const = 0;
  virtual std::string text(int index, double value) const = 0;
  virtual bool value_of_text(int index, const std::string& text, double& value) const = 0;

  // Actions of strict hosts. sets it by the host's own control, between blocks, active or not
  virtual void set(int index, double value) = 0;
  // sets parameters by a block without samples and buffers, active or not
  virtual void flush(const std::vector<Event>& changes) = 0;
  // the next block starts with unknown parameters and events
  virtual void disturb() = 0;
  // in samples, as reported by a parameter, a port or an extension
  virtual double latency_shown() const = 0;
  // whether the host was ever notified of changed titles
  virtual bool titles_told() const = 0;

  virtual std::string save() = 0;
  virtual bool restore(std::string_view state) = 0;
  virtual Result<void> load_model(const std::string& path) = 0;  // as a user would, also while it plays
  virtual void idle() = 0;                                       // one turn of the host's main loop
  virtual bool restart_asked() const = 0;                        // since the last activate

  // One block; its events by time. Heap calls inside it are counted.
  void process(const Block& block);
  const std::vector<Event>& out_events() const { return out_events_; }  // of the last block
  long allocations() const { return allocations_; }                     // of all blocks so far
  const std::string& log() const { return log_; }  // messages of the plug-in, one per line

 protected:
  Hosted() { out_events_.reserve(4096); }
  virtual void bring(const Block& block) = 0;  // prepares everything for run
  virtual void run(const Block& block) = 0;    // only the plug-in's own call
  std::vector<Event> out_events_;              // filled by run, never beyond its capacity
  std::string log_;

 private:
  long allocations_ = 0;
};

// A .clap file, or a bundle .lv2 or .vst3, whose plug-in is of one kind.
Result<std::unique_ptr<Hosted>> open_plugin(const std::string& path, PlayerKind kind);
Result<std::unique_ptr<Hosted>> open_clap(const std::string& path, PlayerKind kind);
Result<std::unique_ptr<Hosted>> open_lv2(const std::string& bundle, PlayerKind kind);
Result<std::unique_ptr<Hosted>> open_vst3(const std::string& bundle, PlayerKind kind);
// kinds that can be opened; empty: open_plugin returns the reason
std::vector<PlayerKind> kinds_of(const std::string& path);
Error no_such_kind(const std::string& path, PlayerKind kind);

}  // namespace partials::hosting
