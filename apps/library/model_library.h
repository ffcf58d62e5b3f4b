// SPDX-License-Identifier: MIT
// The models of this machine, for a browser: those in the model folders (host/session.h), in XDG data
// partials/models, and the newest playable model of every training run; and their presets (host/preset.h).
// Only the header of each file is read, on a separate thread, and again only if path, time or size has
// changed; a broken file becomes an entry with a `problem`. Favourites and recent models are stored in
// library.json (library_file.h) and shared with other processes.
//   [main-thread] everything; nothing here waits for a disk. When a result is ready, version() changes.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "library/library_file.h"
#include "library/model_entry.h"
#include "library/worker.h"

namespace partials {

enum class ModelOrder { name, newest, recent, low_note };

struct ModelQuery {
  // each word must occur in name, author, tags, description or file name; case and accents are ignored
  std::string words;
  std::string tag;          // "": all
  bool favourites = false;  // favourites only
  bool recent = false;      // only models that have been used, in any order
  ModelOrder order = ModelOrder::name;
};

struct TagCount {
  std::string tag;
  int models = 0;
};

using ModelList = std::vector<std::shared_ptr<const ModelEntry>>;

class ModelLibrary {
 public:
  ModelLibrary();   // nothing is read before the first refresh()
  ~ModelLibrary();  // waits for the file that is being read, and saves unsaved marks

  void refresh();     // reads all folders again; cheap if nothing has changed
  bool busy() const;  // a refresh, or the hashing after it, is running
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

  // Broken entries last; names that begin with the words first. Sorted by name, presets follow their model.
  ModelList find(const ModelQuery& query) const;
  std::vector<TagCount> tags() const;                                      // most frequent first
  std::shared_ptr<const ModelEntry> entry(const std::string& path) const;  // null: unknown
  // The path after (step 1) or before (-1) `path` in the query's order, cyclic, without broken entries; ""
  // if there is none.
  std::string neighbour(const std::string& path, const ModelQuery& query, int step) const;
  // Path of a model file with this hash; "" if there is none, or if it has not been read yet (busy()).
  std::string find_hash(const std::string& sha256) const;

  void set_favourite(const std::string& path, bool on);
  void used(const std::string& path);  // marks it as loaded: first of the recent models
  std::string message() const;         // one sentence about library.json; "": all is well

 private:
  struct Known;  // cached contents of a file, with its size and time
  void scan();
  void hash_some();
  void publish();
  void mark_entries();  // under mutex_
  void change(LibraryChange::Kind kind, const std::string& path);
  void keep_changes();

  mutable std::mutex mutex_;  // held briefly; guards the members below
  std::vector<std::shared_ptr<const ModelEntry>> entries_;
  LibraryMarks marks_;
  std::vector<LibraryChange> unsaved_;  // in marks_, but not in the file yet
  std::string message_;
  std::atomic<uint64_t> version_{0};
  std::atomic<int> pending_{0};

  std::map<std::string, Known> known_;  // by path; used by the worker only
  Worker worker_;                       // last member: destroyed first
};

}  // namespace partials
