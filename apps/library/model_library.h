// SPDX-License-Identifier: MIT
// The models of this machine, for a browser: those in the model folders (host/session.h), in XDG data
// partials/models, and the newest playable model of every training run; and their presets (host/preset.h).
// Only the head of each file is read, on a thread of its own, and again only when path, time or size have
// changed; a broken file is an entry with its problem. Favourites and recent are kept in library.json
// (library_file.h) and shared with other processes.
//   [main-thread] everything; nothing here waits for a disk. What was asked for shows when version() has
//   changed.
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
  // each must occur in name, author, tags, description or file name; case and accents do not matter
  std::string words;
  std::string tag;          // "" all
  bool favourites = false;  // only these
  bool recent = false;      // only those that were used, whatever the order
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
  ~ModelLibrary();  // waits for the file that is being read, and keeps marks that have not been kept yet

  void refresh();     // looks again at all folders; cheap where nothing has changed
  bool busy() const;  // a refresh, or the hashing after it, goes on
  uint64_t version() const { return version_.load(std::memory_order_acquire); }

  ModelList find(const ModelQuery& query) const;  // broken ones last; names that begin with the words first
                                                  // by name, presets stand below their model
  std::vector<TagCount> tags() const;             // the most frequent first
  std::shared_ptr<const ModelEntry> entry(const std::string& path) const;  // null: not here
  // The path after (step 1) or before (-1) `path` in the query's order, round and round, without broken ones;
  // "" where there is none.
  std::string neighbour(const std::string& path, const ModelQuery& query, int step) const;
  // A model file with these bytes; "" where there is none, or where it has not been read yet (busy()).
  std::string find_hash(const std::string& sha256) const;

  void set_favourite(const std::string& path, bool on);
  void used(const std::string& path);  // it was loaded: first of the recent ones
  std::string message() const;         // one sentence about library.json; "": all is well

 private:
  struct Known;  // what was read of a file, and of which bytes
  void scan();
  void hash_some();
  void publish();
  void mark_entries();  // under mutex_
  void change(LibraryChange::Kind kind, const std::string& path);
  void keep_changes();

  mutable std::mutex mutex_;  // held for moments: what stands below
  std::vector<std::shared_ptr<const ModelEntry>> entries_;
  LibraryMarks marks_;
  std::vector<LibraryChange> unsaved_;  // are in marks_, and not in the file yet
  std::string message_;
  std::atomic<uint64_t> version_{0};
  std::atomic<int> pending_{0};

  std::map<std::string, Known> known_;  // by path; the worker's own
  Worker worker_;                       // last: ends first
};

}  // namespace partials
