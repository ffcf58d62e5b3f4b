// SPDX-License-Identifier: MIT
#include "library/model_library.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <tuple>
#include <unordered_map>

#include "base/sha256.h"
#include "host/session.h"
#include "library/training_status.h"
#include "library/words.h"
#include "system/file.h"

namespace partials {
namespace {

constexpr uint64_t kMaxHashed = 256u << 20;
constexpr size_t kHashedAtOnce = 16;  // files to hash before the list is read again

struct Found {
  std::string run;
  bool learning = false;
};

// Paths to read. A run whose model has been moved to its output path is listed under that path only.
std::map<std::string, Found> all_paths() {
  std::map<std::string, Found> out;
  for (const std::string& path : model_files()) out[path] = {};
  for (const std::string& path : preset_files()) out[path] = {};
  for (const TrainingStatus& run : read_runs())
    if (!run.model.empty()) {
      const bool inside = run.model.rfind(run.folder + "/", 0) == 0;
      out[run.model] = {inside ? run.run : "", inside && run.going_on()};
    }
  return out;
}

// When each path and each hash was marked.
std::unordered_map<std::string, int64_t> times_of(const std::vector<ModelMark>& marks) {
  std::unordered_map<std::string, int64_t> out;
  for (const ModelMark& m : marks)
    for (const std::string* key : {&m.path, &m.sha256})
      if (!key->empty()) out[*key] = std::max(out[*key], m.at_s);
  return out;
}

bool marked(const std::unordered_map<std::string, int64_t>& times, const ModelEntry& e,
            int64_t* at_s = nullptr) {
  bool found = false;
  for (const std::string* key : {&e.path, &e.sha256})
    if (const auto at = times.find(*key); at != times.end() && !key->empty()) {
      found = true;
      if (at_s) *at_s = std::max(*at_s, at->second);
    }
  return found;
}

bool has_all(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return text.find(w) != std::string::npos; });
}

// Sort key: smaller comes first.
double rank_of(const ModelEntry& e, ModelOrder order) {
  switch (order) {
    case ModelOrder::newest:
      return -(static_cast<double>(e.modified_s) + 1e-9 * static_cast<double>(e.modified_ns));
    case ModelOrder::recent:
      return -static_cast<double>(e.used_s);
    case ModelOrder::low_note:
      return e.low_hz;
    case ModelOrder::name:
      break;
  }
  return 0;
}

}  // namespace

struct ModelLibrary::Known {
  ModelEntry entry;
  bool hashed = false;  // or hashing failed
};

ModelLibrary::ModelLibrary() = default;
ModelLibrary::~ModelLibrary() {
  worker_.end();
  keep_changes();
}

bool ModelLibrary::busy() const { return pending_.load(std::memory_order_acquire) > 0; }

void ModelLibrary::refresh() {
  if (pending_.fetch_add(1) > 1)
    return void(pending_.fetch_sub(1));  // one is running and one is queued: enough
  worker_.post([this] { scan(); });
}

void ModelLibrary::scan() {
  std::map<std::string, Known> now;
  for (const auto& [path, found] : all_paths()) {
    if (worker_.stopping()) return;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) continue;
    const auto before = known_.find(path);
    Known& k = now[path];
    const bool same = before != known_.end() &&
                      before->second.entry.bytes == static_cast<uint64_t>(info.st_size) &&
                      before->second.entry.modified_s == info.st_mtim.tv_sec &&
                      before->second.entry.modified_ns == info.st_mtim.tv_nsec;
    if (same)
      k = before->second;
    else
      k.entry = read_entry(path);
    k.entry.run = found.run;
    k.entry.learning = found.learning;
  }
  known_ = std::move(now);
  std::string message;
  const LibraryMarks marks = LibraryFile(LibraryFile::standard_path()).read(message);
  {
    const std::lock_guard lock(mutex_);
    marks_ = marks;
    for (const LibraryChange& c : unsaved_) apply(marks_, c);
    if (!message.empty()) message_ = message;
  }
  publish();
  worker_.post([this] { hash_some(); });
}

void ModelLibrary::hash_some() {
  size_t done = 0;
  for (auto& [path, k] : known_) {
    if (worker_.stopping()) return;
    if (k.hashed || k.entry.learning || !k.entry.problem.empty()) continue;
    if (done++ == kHashedAtOnce) {
      publish();
      return worker_.post([this] { hash_some(); });
    }
    if (const auto bytes = read_file(path, kMaxHashed); bytes) k.entry.sha256 = sha256_hex(bytes.value());
    k.hashed = true;
  }
  if (done) publish();
  pending_.fetch_sub(1, std::memory_order_release);
  version_.fetch_add(1, std::memory_order_release);  // busy() has changed
}

void ModelLibrary::publish() {
  std::vector<std::shared_ptr<const ModelEntry>> list;
  std::unordered_map<std::string, const ModelEntry*> models;
  for (const auto& [path, k] : known_)
    if (!k.entry.player_preset && !k.entry.sha256.empty()) models.try_emplace(k.entry.sha256, &k.entry);
  for (const auto& [path, k] : known_) {
    auto e = std::make_shared<ModelEntry>(k.entry);
    if (const auto of = models.find(e->model_sha256); of != models.end()) {
      e->model_path = of->second->path;
      e->tags = of->second->tags;
    }
    list.push_back(std::move(e));
  }
  const std::lock_guard lock(mutex_);
  entries_ = std::move(list);
  mark_entries();
}

// Entries are immutable, because a caller may hold them: those whose marks differ are replaced.
void ModelLibrary::mark_entries() {
  const auto favourites = times_of(marks_.favourites), recent = times_of(marks_.recent);
  for (auto& entry : entries_) {
    int64_t used_s = 0;
    const bool favourite = marked(favourites, *entry);
    (void)marked(recent, *entry, &used_s);
    if (favourite == entry->favourite && used_s == entry->used_s) continue;
    auto e = std::make_shared<ModelEntry>(*entry);
    e->favourite = favourite;
    e->used_s = used_s;
    entry = std::move(e);
  }
  version_.fetch_add(1, std::memory_order_release);
}

ModelList ModelLibrary::find(const ModelQuery& query) const {
  const std::vector<std::string> words = words_of(folded(query.words));
  const std::string tag = folded(query.tag);
  struct Row {
    std::shared_ptr<const ModelEntry> entry;
    bool broken, elsewhere;
    double rank;
    std::string group, place;  // for a preset, when sorting by name: those of its model
    bool below;
    std::string name;
  };
  std::vector<Row> rows;
  const std::lock_guard lock(mutex_);
  const auto model_of = [&](const ModelEntry& e) -> const ModelEntry& {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const auto& other) { return other->path == e.model_path; });
    return query.order != ModelOrder::name || e.model_path.empty() || at == entries_.end() ? e : **at;
  };
  for (const auto& e : entries_) {
    if ((query.favourites && !e->favourite) || (query.recent && !e->used_s)) continue;
    if (!tag.empty() && std::find(e->tags.begin(), e->tags.end(), tag) == e->tags.end()) continue;
    if (!words.empty() && !has_all(e->search_text, words)) continue;
    std::string name = folded(e->name);
    const bool elsewhere =
        std::none_of(words.begin(), words.end(), [&](const std::string& w) { return name.rfind(w, 0) == 0; });
    const ModelEntry& head = model_of(*e);
    rows.push_back({e, !e->problem.empty(), elsewhere, rank_of(*e, query.order), folded(head.name), head.path,
                    &head != e.get(), std::move(name)});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.broken, a.elsewhere, a.rank, a.group, a.place, a.below, a.name, a.entry->path) <
           std::tie(b.broken, b.elsewhere, b.rank, b.group, b.place, b.below, b.name, b.entry->path);
  });
  ModelList out;
  for (Row& row : rows) out.push_back(std::move(row.entry));
  return out;
}

std::vector<TagCount> ModelLibrary::tags() const {
  std::map<std::string, int> counts;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& e : entries_)
      if (!e->player_preset)
        for (const std::string& tag : e->tags) ++counts[tag];
  }
  std::vector<TagCount> out;
  for (const auto& [tag, models] : counts) out.push_back({tag, models});
  std::stable_sort(out.begin(), out.end(),
                   [](const TagCount& a, const TagCount& b) { return a.models > b.models; });
  return out;
}

std::shared_ptr<const ModelEntry> ModelLibrary::entry(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto at =
      std::find_if(entries_.begin(), entries_.end(), [&](const auto& e) { return e->path == path; });
  return at == entries_.end() ? nullptr : *at;
}

std::string ModelLibrary::neighbour(const std::string& path, const ModelQuery& query, int step) const {
  ModelList list = find(query);
  while (!list.empty() && !list.back()->problem.empty()) list.pop_back();
  if (list.empty()) return "";
  const auto n = static_cast<int>(list.size());
  const auto at = static_cast<int>(
      std::find_if(list.begin(), list.end(), [&](const auto& e) { return e->path == path; }) - list.begin());
  if (at == n) return list[step < 0 ? list.size() - 1 : 0]->path;
  return list[static_cast<size_t>(((at + step) % n + n) % n)]->path;
}

std::string ModelLibrary::find_hash(const std::string& sha256) const {
  const std::lock_guard lock(mutex_);
  for (const auto& e : entries_)
    if (!sha256.empty() && !e->player_preset && e->sha256 == sha256) return e->path;
  return "";
}

void ModelLibrary::change(LibraryChange::Kind kind, const std::string& path) {
  const auto e = entry(path);
  const LibraryChange change{kind, {path, e ? e->sha256 : "", static_cast<int64_t>(std::time(nullptr))}};
  {
    const std::lock_guard lock(mutex_);
    apply(marks_, change);  // visible at once, saved soon
    unsaved_.push_back(change);
    mark_entries();
  }
  worker_.post([this] { keep_changes(); });
}

void ModelLibrary::keep_changes() {
  for (;;) {
    LibraryChange change;
    {
      const std::lock_guard lock(mutex_);
      if (unsaved_.empty()) return;
      change = unsaved_.front();
    }
    std::string message;
    auto kept = LibraryFile(LibraryFile::standard_path()).change(change, message);
    const std::lock_guard lock(mutex_);
    unsaved_.erase(unsaved_.begin());
    message_ = kept ? message : kept.error().text;
    if (!kept) continue;  // the change lasts only as long as this window
    marks_ = std::move(kept).value();
    for (const LibraryChange& c : unsaved_) apply(marks_, c);
    mark_entries();
  }
}

void ModelLibrary::set_favourite(const std::string& path, bool on) {
  change(on ? LibraryChange::favourite : LibraryChange::no_favourite, path);
}
void ModelLibrary::used(const std::string& path) { change(LibraryChange::used, path); }

std::string ModelLibrary::message() const {
  const std::lock_guard lock(mutex_);
  return message_;
}

}  // namespace partials
