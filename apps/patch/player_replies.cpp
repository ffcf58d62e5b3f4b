// SPDX-License-Identifier: MIT
// Parameters, models, and what the info outlet tells.
#include <cmath>

#include "base/units.h"
#include "patch/player_messages.h"
#include "shown.h"

namespace partials::patch {

std::string PlayerMessages::set(std::string_view name, Words words, double due_ms) {
  const int index = object.parameter_of(name);
  if (index < 0)
    return "There is no message or parameter '" + std::string(name) +
           "' here; the message 'params' lists the parameters.";
  const Parameter& p = kParameters[static_cast<size_t>(index)];
  if (words.size() == 1 && words[0].is_number) {
    if (!std::isfinite(words[0].number))
      return "The parameter '" + std::string(p.id) + "' cannot be set to nan; it keeps its value.";
    object.set(index, static_cast<float>(words[0].number), due_ms);
    return "";
  }
  const std::string text = as_written(words);
  const auto value = words.empty() ? std::nullopt : value_of(index, text);
  if (!value)
    return "The value '" + text + "' of the parameter '" + p.id + "' cannot be read; choose " +
           text_of(index, p.min) + " to " + text_of(index, p.max) + ".";
  object.set(index, *value, due_ms);
  return "";
}

std::string PlayerMessages::get(Words words) {
  if (words.size() != 1 || words[0].is_number)
    return "The message 'get' needs a parameter, as in: get breath.";
  const int index = object.parameter_of(words[0].text);
  if (index < 0)
    return "There is no parameter '" + std::string(words[0].text) +
           "' here; the message 'params' lists the parameters.";
  const Word value(static_cast<double>(object.value(index)));
  object.patch_.tell(words[0].text, {&value, 1});
  return "";
}

std::string PlayerMessages::load(std::string_view selector, Words words) {
  if (selector == "wait") {
    object.begin_loading();
    object.loaded_.wait();
    object.remember_macros(object.player().status());
    return "";
  }
  if (selector == "unload") {
    object.begun_ = true;
    object.loaded_.unload();
    return "";
  }
  if (selector == "reload") {
    object.begun_ = true;
    if (object.model_.empty())
      object.loaded_.load_first();
    else
      object.load(object.model_);
    return "";
  }
  if (words.empty())
    return "The message '" + std::string(selector) + "' needs a name or a path, as in: load violin.";
  const std::string name = as_written(words);
  if (selector == "load") {
    object.load(name);
    return "";
  }
  object.begin_loading();
  object.loaded_.load_preset(name, object.patch_.find_file(name));
  return "";
}

// partials N DB, noise N DB: the spectral edit.
std::string PlayerMessages::shape(std::string_view part, Words words) {
  const bool readable = words[0].is_number && words[1].is_number && std::isfinite(words[1].number);
  if (!readable || !(words[0].number >= 1 && words[0].number <= kMaxEdited))
    return "The message '" + std::string(part) + "' needs a number from 1 to " + std::to_string(kMaxEdited) +
           " and a gain in dB, as in: " + std::string(part) + " 2 -12.";
  object.player().engine().spectral_edit().set_db(part == "noise" ? EditedPart::noise : EditedPart::partials,
                                                  static_cast<int>(words[0].number) - 1,
                                                  static_cast<float>(words[1].number));
  return "";
}

void PlayerMessages::tell_parameter(int index) {
  const Word value(static_cast<double>(object.value(index)));
  object.patch_.tell(kParameters[static_cast<size_t>(index)].id, {&value, 1});
}

void PlayerMessages::tell_parameters() {
  std::vector<Word> ids;
  for (const int index : shown(object.player().kind()))
    ids.emplace_back(std::string_view(kParameters[static_cast<size_t>(index)].id));
  object.patch_.tell("params", ids);
}

void PlayerMessages::tell_info() {
  const Status s = object.player().status();
  const auto tell = [this](std::string_view what, std::vector<Word> words) {
    words.insert(words.begin(), Word(what));
    object.patch_.tell("info", words);
  };
  tell("model", {Word(std::string_view(s.model))});
  tell("author", {Word(std::string_view(s.author))});
  tell("licence", {Word(std::string_view(s.licence))});
  tell("path", {Word(std::string_view(s.path))});
  if (s.playable)
    tell("keys", {std::round(midi_from_hz(static_cast<double>(s.known.low_hz))),
                  std::round(midi_from_hz(static_cast<double>(s.known.high_hz)))});
  tell("latency", {static_cast<double>(object.player().latency_samples())});
  std::vector<Word> macros;
  for (const std::string& macro : s.macros)
    if (!macro.empty()) macros.emplace_back(std::string_view(macro));
  object.patch_.tell("macros", macros);
}

}  // namespace partials::patch
