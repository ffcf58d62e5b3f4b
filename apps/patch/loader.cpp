// SPDX-License-Identifier: MIT
#include "patch/loader.h"

#include <filesystem>

#include "base/letters.h"
#include "host/model_names.h"
#include "patch/loading_thread.h"

namespace partials::patch {
namespace {

// By the preset's name or its file's, case ignored; one of the model that plays comes first.
Result<std::string> preset_path(const std::string& wanted, const std::string& model_sha256) {
  std::string other;
  for (const std::string& path : preset_files()) {
    const auto preset = read_preset(path);
    if (!preset) continue;
    const std::string stem = std::filesystem::path(path).stem().string();
    if (lower(preset.value().name) != lower(wanted) && lower(stem) != lower(wanted)) continue;
    if (preset.value().model.sha256 == model_sha256) return path;
    if (other.empty()) other = path;
  }
  if (!other.empty()) return other;
  return Error{"There is no preset '" + wanted + "'; partials presets list shows all.", ErrorCode::missing};
}

std::string load_into(Player& player, const Result<std::string>& path) {
  if (!path) return path.error().text;
  return player.load(path.value()) ? "" : player.status().message;
}

}  // namespace

struct LoadedPlayer::Core {
  explicit Core(PlayerKind kind) : player(kind) {}
  Player player;
  mutable std::mutex mutex;  // held briefly; guards the rest
  std::condition_variable ended;
  int pending = 0;
  std::vector<LoadEnd> ends;
};

LoadedPlayer::LoadedPlayer(PlayerKind kind) : core_(std::make_shared<Core>(kind)) {}

LoadedPlayer::~LoadedPlayer() {
  loading_thread().post([core = std::move(core_)]() mutable { core.reset(); });
}

Player& LoadedPlayer::player() const { return core_->player; }

void LoadedPlayer::post(const std::string& name, std::function<std::string(Player&)> work) {
  {
    const std::lock_guard lock(core_->mutex);
    ++core_->pending;
  }
  loading_thread().post([core = core_, name, work = std::move(work)] {
    std::string trouble;
    try {
      trouble = work(core->player);
    } catch (const std::exception&) {
      trouble = "There is not enough memory to load '" + name + "'; close other programs.";
    }
    const std::lock_guard lock(core->mutex);
    --core->pending;
    core->ends.push_back({name, trouble});
    core->ended.notify_all();
  });
}

void LoadedPlayer::load(const std::string& name, const std::string& path) {
  post(name, [name, path](Player& p) { return load_into(p, path.empty() ? model_path(name) : path); });
}

void LoadedPlayer::load_preset(const std::string& name, const std::string& path) {
  post(name, [name, path](Player& p) {
    return load_into(p, path.empty() ? preset_path(name, p.status().sha256) : path);
  });
}

void LoadedPlayer::load_first() {
  post("", [](Player& p) {
    p.load_first();
    return std::string();
  });
}

void LoadedPlayer::unload() {
  post("", [](Player& p) {
    p.unload();
    return std::string();
  });
}

void LoadedPlayer::wait() {
  std::unique_lock lock(core_->mutex);
  core_->ended.wait(lock, [this] { return core_->pending == 0; });
}

bool LoadedPlayer::busy() const {
  const std::lock_guard lock(core_->mutex);
  return core_->pending > 0 || !core_->ends.empty();
}

std::vector<LoadEnd> LoadedPlayer::take_ends() {
  const std::lock_guard lock(core_->mutex);
  return std::exchange(core_->ends, {});
}

}  // namespace partials::patch
