// SPDX-License-Identifier: MIT
// A plug-in as our offline host sees it, whatever its format: what the plug-in does for a host, in the
// library's own words (play/event.h, play/parameters.h). One file per format implements it and open_plugin
// chooses by the file's name. The audio thread is the one that is inside process or reset; all else is the
// main thread, which may be another one meanwhile.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "play/engine.h"

namespace partials::hosting {

// What a format can carry beyond MIDI notes and controllers, parameters, sound and state. carried() of
// script.h says what is left of a script that asks for more.
struct Abilities {
  // expressions of one note, note ids; otherwise notes are MIDI's, with its 127 velocities
  bool expressions = false;
  bool modulation = false;  // of macros, choke, and expressions of all notes
  bool note_ends = false;
  bool programs = false;  // MIDI program changes
  // a parameter changes at its own sample; otherwise play() cuts the block there, as hosts do
  bool moved_within_block = false;
  // parameter text both ways; otherwise text() is that of the values that have names
  bool texts = false;
  bool tail = false;
  bool restarts = false;  // asks the host to restart it when the latency is to change
  bool titles = false;    // of parameters follow the model
  // a state or model that is refused is told to the host, not only in the window
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

  // By place in kParameters.
  virtual double value(int index) const = 0;
  // as a host lists it while this model is loaded; "": it is not to be shown
  virtual std::string title(int index) const = 0;
  virtual std::string text(int index, double value) const = 0;
  virtual bool value_of_text(int index, const std::string& text, double& value) const = 0;

  // What a strict host does, and others do not.
  // by the host's own control, between blocks, active or not
  virtual void set(int index, double value) = 0;
  // of parameters, with a block of no samples and no buffers, active or not
  virtual void flush(const std::vector<Event>& changes) = 0;
  // the next block begins with parameters and events that do not exist
  virtual void disturb() = 0;
  // by a parameter, a port or an extension, in samples
  virtual double latency_shown() const = 0;
  // the host was told that titles have changed, at any time
  virtual bool titles_told() const = 0;

  virtual std::string save() = 0;
  virtual bool restore(std::string_view state) = 0;
  virtual Result<void> load_model(const std::string& path) = 0;  // as a user would, also while it plays
  virtual void idle() = 0;                                       // the host's main loop comes round
  virtual bool restart_asked() const = 0;                        // since the last activate

  // One block; its events by time. Heap calls inside it are counted.
  void process(const Block& block);
  const std::vector<Event>& out_events() const { return out_events_; }  // of the last block
  long allocations() const { return allocations_; }                     // of all blocks so far
  const std::string& log() const { return log_; }                       // what the plug-in told, a line each

 protected:
  Hosted() { out_events_.reserve(4096); }
  virtual void bring(const Block& block) = 0;  // gets everything ready for run
  virtual void run(const Block& block) = 0;    // the plug-in's own call, nothing else
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
std::vector<PlayerKind> kinds_of(const std::string& path);  // that open; none: open_plugin says why
Error no_such_kind(const std::string& path, PlayerKind kind);

}  // namespace partials::hosting
