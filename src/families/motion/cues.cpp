// SPDX-License-Identifier: MIT
#include "families/motion/cues.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/plain_number.h"

namespace partials::motion {
namespace {

constexpr size_t kMostNameBytes = 80;

float smooth_step(double u) {
  const double x = std::clamp(u, 0.0, 1.0);
  return static_cast<float>(x * x * (3 - 2 * x));
}

std::string names_of(const std::vector<MappingOutput>& outputs) {
  std::string all;
  for (const MappingOutput& o : outputs) all += (all.empty() ? "" : ", ") + o.name;
  return all.empty() ? "none" : all;
}

}  // namespace

Result<void> check_cue(const Mapping& mapping, const MappingCue& cue) {
  if (cue.name.empty() || cue.name.size() > kMostNameBytes)
    return Error{"A cue needs a name of 1 to 80 bytes."};
  if (!(cue.fade_s >= 0 && cue.fade_s <= kLongestFade_s))
    return Error{"The cue '" + cue.name + "' has a fade of " + plain_number(cue.fade_s) +
                 " s; it takes 0 to 3600 s."};
  for (const auto& [name, value] : cue.values) {
    const auto o = std::find_if(mapping.outputs.begin(), mapping.outputs.end(),
                                [&name = name](const MappingOutput& m) { return m.name == name; });
    if (o == mapping.outputs.end())
      return Error{"The cue '" + cue.name + "' sets '" + name +
                   "', which is no output of the mapping; its outputs are: " + names_of(mapping.outputs) +
                   "."};
    if (!(value >= o->low && value <= o->high))
      return Error{"The cue '" + cue.name + "' sets '" + name + "' to " +
                   plain_number(static_cast<double>(value)) + "; its range is " +
                   plain_number(static_cast<double>(o->low)) + " to " +
                   plain_number(static_cast<double>(o->high)) + "."};
  }
  return {};
}

void put_cue(std::vector<MappingCue>& cues, MappingCue cue) {
  const auto same =
      std::find_if(cues.begin(), cues.end(), [&](const MappingCue& c) { return c.name == cue.name; });
  if (same == cues.end()) {
    if (!cue.values.empty()) cues.push_back(std::move(cue));
  } else if (cue.values.empty()) {
    cues.erase(same);
  } else {
    *same = std::move(cue);
  }
}

Model with_cues(const Model& model, std::vector<MappingCue> cues) {
  Model changed = model;
  auto mapping = std::make_shared<Mapping>(mapping_of(model));
  mapping->cues = std::move(cues);
  changed.part = std::move(mapping);
  return changed;
}

void CueFader::prepare(const Mapping& mapping, double hop_s) {
  hop_s_ = hop_s;
  called_ = -1;
  begun_ = false;
  fade_s_ = faded_s_ = 0;
  outputs_.clear();
  values_.clear();
  for (const MappingOutput& o : mapping.outputs) {
    outputs_.push_back(
        {o.low, o.high, static_cast<float>(static_cast<double>(o.per_s) * hop_s), o.rest, o.rest});
    values_.push_back(o.rest);
  }
  set_cues(mapping);
}

void CueFader::set_cues(const Mapping& mapping) {
  const std::string called = called_ < 0 ? "" : cues_[static_cast<size_t>(called_)].name;
  cues_.clear();
  called_ = -1;
  for (const MappingCue& cue : mapping.cues) {
    Cue c{cue.name, cue.fade_s, {}};
    for (const MappingOutput& o : mapping.outputs) {
      const auto value = cue.values.find(o.name);
      c.values.push_back(value == cue.values.end() ? std::numeric_limits<float>::quiet_NaN() : value->second);
    }
    if (c.name == called) called_ = static_cast<int>(cues_.size());
    cues_.push_back(std::move(c));
  }
}

std::string_view CueFader::called_name() const noexcept {
  return called_ < 0 ? std::string_view() : std::string_view(cues_[static_cast<size_t>(called_)].name);
}

bool CueFader::call(std::string_view name) noexcept {
  const auto cue = std::find_if(cues_.begin(), cues_.end(), [&](const Cue& c) { return c.name == name; });
  if (cue == cues_.end() && !name.empty()) return false;
  called_ = cue == cues_.end() ? -1 : static_cast<int>(cue - cues_.begin());
  if (called_ >= 0) fade_s_ = cue->fade_s;
  faded_s_ = 0;
  for (size_t i = 0; i < outputs_.size(); ++i) outputs_[i].from = values_[i];
  begun_ = begun_ || called_ >= 0;  // from rest
  return true;
}

void CueFader::step(size_t at, float wanted, float weight) noexcept {
  Output& o = outputs_[at];
  if (std::isfinite(wanted)) o.goal = wanted;
  float next = weight >= 1 ? o.goal : o.from * (1 - weight) + o.goal * weight;
  if (begun_) next = std::clamp(next, values_[at] - o.most, values_[at] + o.most);
  values_[at] = std::clamp(next, o.low, o.high);
}

void CueFader::frame(std::span<const float> moved) noexcept {
  faded_s_ = std::min(faded_s_ + hop_s_, fade_s_);
  const float weight = fade_s_ > 0 ? smooth_step(faded_s_ / fade_s_) : 1;
  for (size_t i = 0; i < outputs_.size(); ++i) {
    float wanted = i < moved.size() ? moved[i] : std::numeric_limits<float>::quiet_NaN();
    if (called_ >= 0)
      if (const float cued = cues_[static_cast<size_t>(called_)].values[i]; std::isfinite(cued))
        wanted = cued;
    step(i, wanted, weight);
  }
  begun_ = begun_ || !moved.empty();
}

}  // namespace partials::motion
