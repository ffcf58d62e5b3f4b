// SPDX-License-Identifier: MIT
#include "box/box.h"

#include <poll.h>

#include <algorithm>

#include "base/clocks.h"
#include "host/model_names.h"
#include "host/preset.h"
#include "system/paths.h"

namespace partials::box {
namespace {

constexpr int kWait_ms = 50;
constexpr double kTryAgain_s = 1;
constexpr int kMaxComplaints = 4;  // of one port until it is opened again
constexpr size_t kMaxNews = 64;

// A file beside the config, or else a name. What is not found keeps its number as a program.
std::string program_path(const std::string& wanted, const std::string& config_file) {
  const std::string folder = folder_of(config_file);
  const std::string beside = wanted.starts_with('/') || folder.empty() ? wanted : folder + "/" + wanted;
  if (is_file(beside)) return full_path(beside);
  const auto path = is_preset_path(wanted) ? Result<std::string>(beside) : model_path(wanted);
  return path ? full_path(path.value()) : wanted;
}

std::vector<std::string> paths_of(const BoxConfig& config) {
  std::vector<std::string> paths;
  for (const std::string& model : config.models) paths.push_back(program_path(model, config.file));
  return paths;
}

std::string shown(std::string_view text) {
  std::string s;
  for (const char c : text.substr(0, 40)) s += c >= ' ' && c < 127 ? c : '?';
  return s;
}

}  // namespace

Box::Box(BoxConfig config, std::string state_path, Player& player, std::function<void()> panic)
    : config_(std::move(config)),
      player_(player),
      programs_(paths_of(config_)),
      map_(config_, programs_, player, std::move(panic)),
      state_(std::move(state_path), config_.hash) {
  for (const SerialLine& line : config_.serial) lines_.push_back(std::make_unique<Line>(line));
  player_.set_programs(programs_);
}

void Box::apply(const PlayerSettings& s) {
  Engine& engine = player_.engine();
  for (int i = 0; i < kParameterCount; ++i) engine.set_value(i, s.values[static_cast<size_t>(i)]);
  for (int c = 0; c < 128; ++c) engine.set_learned(c, s.learned[static_cast<size_t>(c)]);
  apply_spectral_edit(engine.spectral_edit(), s);
}

Result<void> Box::open() {
  std::string trouble;
  const std::lock_guard lock(keeping_);
  say_what_is_missing();
  const auto remembered = state_.read(trouble);
  if (!trouble.empty()) say(trouble);
  if (remembered && !remembered->plays.empty() && player_.load(remembered->plays)) {
    apply(remembered->settings);
    (void)player_.engine().take_steps();  // 'next model' was pressed before the power was lost
    return {};
  }
  for (const auto& [index, value] : config_.set) player_.engine().set_value(index, value);
  for (const auto& [controller, index] : config_.controllers) player_.engine().set_learned(controller, index);
  for (size_t i = 0; i < programs_.size(); ++i) {
    if (!is_file(programs_[i])) continue;
    if (player_.load(programs_[i])) return {};
    say(place_of(i) + player_.status().message);
  }
  return Error{"'" + config_.file +
                   "': 'models' has none that can be played; name one of 'partials models list', or a file.",
               ErrorCode::missing};
}

std::string Box::place_of(size_t model) const {
  return "'" + config_.file + "': 'models[" + std::to_string(model) + "]': ";
}

void Box::say_what_is_missing() {
  for (size_t i = 0; i < programs_.size(); ++i) {
    if (is_file(programs_[i])) continue;
    const auto path = model_path(programs_[i]);
    say(place_of(i) + (path ? "there is no file '" + programs_[i] + "'." : path.error().text));
  }
}

void Box::begin() {
  stop_ = false;
  thread_ = std::thread([this] { run(); });
}

void Box::end() {
  if (!thread_.joinable()) return;
  stop_ = true;
  thread_.join();
  const std::lock_guard lock(keeping_);
  if (const auto kept = state_.keep_now(player_); !kept) say(kept.error().text);
}

void Box::keep() {
  const std::lock_guard lock(keeping_);
  const auto kept = state_.keep(player_);
  const std::string why = kept ? "" : "The box's state cannot be saved: " + kept.error().text;
  if (std::exchange(cannot_keep_, why) != why && !kept) say(why);
}

void Box::run() {
  std::vector<pollfd> waiting;
  while (!stop_.load(std::memory_order_relaxed)) {
    waiting.clear();
    for (const auto& line : lines_) {
      look_after(*line);
      waiting.push_back({line->port.file(), POLLIN, 0});  // a negative one is skipped
    }
    if (poll(waiting.data(), waiting.size(), kWait_ms) <= 0) continue;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (waiting[i].revents & POLLIN)
        read(*lines_[i]);
      else if (waiting[i].revents != 0)
        lose(*lines_[i]);
    }
  }
}

void Box::look_after(Line& line) {
  if (line.port.is_open() || now_s() < line.next_try_s) return;
  line.next_try_s = now_s() + kTryAgain_s;
  const auto opened = line.port.open(line.settings.port, line.settings.baud);
  const std::string why = opened ? "" : opened.error().text;
  if (opened) {
    line.reader = KnobReader(line.settings.protocol);
    line.complaints = -1;  // the first line may be the end of one
    say("The knobs at " + line.settings.port + " are read.");
    line.lost = false;
  } else if (why != line.told && !(line.lost && opened.error().code == ErrorCode::missing)) {
    say("The serial port " + line.settings.port + " is not read: " + why +
        ". What sounds goes on, and the port is tried again every second.");
  }
  line.told = why;
}

void Box::read(Line& line) {
  std::string_view bytes;
  if (!line.port.read(bytes)) return lose(line);
  // POLLIN and nothing to read is a hang-up.
  if (bytes.empty()) return lose(line);
  line.reader.feed(
      bytes,
      [&](std::string_view name, double value) {
        if (!map_.turn(name, value))
          complain(line, "'" + shown(name) + "', which '" + config_.file +
                             "' does not name; add it to 'knobs', or let the box not send it");
        line.complaints = std::max(line.complaints, 0);
      },
      [&](std::string_view text) {
        complain(line, "'" + shown(text) + "', expected " +
                           (line.settings.protocol == KnobProtocol::lines ? "NAME VALUE and an end of line"
                                                                          : "three bytes for a knob") +
                           "; check 'protocol' and 'baud'");
      });
}

void Box::lose(Line& line) {
  line.port.close();
  line.next_try_s = now_s() + kTryAgain_s;
  line.lost = true;
  say("The knobs at " + line.settings.port +
      " have gone. What sounds goes on, and they are read again when they come back.");
}

void Box::complain(Line& line, const std::string& what) {
  if (line.complaints < 0)
    line.complaints = 0;
  else if (line.complaints++ < kMaxComplaints)
    say("The knobs at " + line.settings.port + " send " + what + ".");
}

void Box::say(const std::string& sentence) {
  const std::lock_guard lock(saying_);
  if (news_.size() < kMaxNews) news_.push_back(sentence);
}

std::vector<std::string> Box::take_news() {
  const std::lock_guard lock(saying_);
  return std::exchange(news_, {});
}

}  // namespace partials::box
