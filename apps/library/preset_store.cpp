// SPDX-License-Identifier: MIT
#include "library/preset_store.h"

namespace partials {

void PresetStore::save(const Preset& preset, bool replace) {
  worker_.post(
      [this, preset, replace] { tell(save_preset(preset, replace), PresetNews::saved, "", preset.name); });
}

void PresetStore::rename(const std::string& path, const std::string& name) {
  worker_.post([this, path, name] { tell(rename_preset(path, name), PresetNews::renamed, path, name); });
}

void PresetStore::remove(const std::string& path) {
  worker_.post([this, path] {
    auto removed = remove_preset(path);
    if (!removed)
      return tell({.kind = PresetNews::failed,
                   .path = path,
                   .before = "",
                   .name = "",
                   .trouble = removed.error().text});
    {
      const std::lock_guard lock(mutex_);
      removed_ = std::move(removed).value();
    }
    tell({.kind = PresetNews::removed, .path = path, .before = "", .name = "", .trouble = ""});
  });
}

void PresetStore::put_back() {
  worker_.post([this] {
    std::optional<RemovedPreset> removed;
    {
      const std::lock_guard lock(mutex_);
      removed = removed_;
    }
    if (!removed) return;
    const auto end = partials::put_back(*removed);
    if (end && !end.value().taken) {
      const std::lock_guard lock(mutex_);
      removed_.reset();
    }
    tell(end, PresetNews::put_back, "", removed->path);
  });
}

bool PresetStore::can_put_back() const {
  const std::lock_guard lock(mutex_);
  return removed_.has_value();
}

std::optional<PresetNews> PresetStore::take_news() {
  const std::lock_guard lock(mutex_);
  if (news_.empty()) return std::nullopt;
  PresetNews first = std::move(news_.front());
  news_.erase(news_.begin());
  return first;
}

void PresetStore::tell(PresetNews news) {
  const std::lock_guard lock(mutex_);
  news_.push_back(std::move(news));
  version_.fetch_add(1, std::memory_order_release);
}

void PresetStore::tell(const Result<PresetEnd>& end, PresetNews::Kind kind, const std::string& before,
                       const std::string& name) {
  PresetNews news{.kind = kind, .path = "", .before = before, .name = name, .trouble = ""};
  if (!end) {
    news.kind = PresetNews::failed;
    news.trouble = end.error().text;
  } else {
    news.path = end.value().path;
    news.kind = end.value().taken ? PresetNews::taken : kind;
  }
  tell(std::move(news));
}

}  // namespace partials
