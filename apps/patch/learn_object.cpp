// SPDX-License-Identifier: MIT
#include "patch/learn_object.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "library/take_file.h"
#include "patch/loading_thread.h"

namespace partials::patch {
namespace {

constexpr double kPollMs = 200;

const char* name_of(TrainingState state) {
  switch (state) {
    case TrainingState::none:
      return "none";
    case TrainingState::starting:
      return "starting";
    case TrainingState::hearing:
      return "hearing";
    case TrainingState::learning:
      return "learning";
    case TrainingState::finished:
      return "finished";
    case TrainingState::stopped:
      return "stopped";
    case TrainingState::failed:
      return "failed";
  }
  return "none";
}

}  // namespace

struct LearnObject::Takes {
  std::mutex mutex;  // held briefly
  std::vector<std::string> paths, troubles;
  int pending = 0;
};

LearnObject::LearnObject(Words words, Patch& patch)
    : patch_(patch), job_(std::make_shared<TrainingJob>()), takes_(std::make_shared<Takes>()) {
  request_.name = as_written(words);
  if (request_.name.empty()) request_.name = "my model";
}

LearnObject::~LearnObject() {
  loading_thread().post([job = std::move(job_)] {});
}

std::string LearnObject::number(std::string_view selector, Words words) {
  if (words.size() != 1 || !words[0].is_number || !(words[0].number > 0 && words[0].number <= 1e6))
    return "The message '" + std::string(selector) + "' needs a number above 0, as in: minutes 5.";
  if (selector == "minutes") request_.minutes = words[0].number;
  if (selector == "steps") request_.steps = std::llround(words[0].number);
  if (selector == "threads") request_.threads = static_cast<int>(std::clamp(words[0].number, 1.0, 64.0));
  return "";
}

std::string LearnObject::message(std::string_view selector, Words words) {
  const std::string text = as_written(words);
  if (selector == "minutes" || selector == "steps" || selector == "threads") return number(selector, words);
  if (selector == "start" || selector == "bang") return start();
  if (selector == "stop") {
    job_->cancel();
    return "";
  }
  if (selector == "clear") {
    const std::lock_guard lock(takes_->mutex);
    request_.recordings.clear();
    takes_->paths.clear();
    return "";
  }
  std::string* field = nullptr;
  if (selector == "name") field = &request_.name;
  if (selector == "author") field = &request_.author;
  if (selector == "licence") field = &request_.licence;
  if (selector == "preset") field = &request_.preset;
  if (field && !text.empty()) {
    *field = text;
    return "";
  }
  if (selector == "add" && !text.empty()) {
    const std::string found = patch_.find_file(text);
    request_.recordings.push_back(found.empty() ? text : found);
    return "";
  }
  return "There is no message '" + std::string(selector) + (text.empty() ? "" : " " + text) +
         "' here; add FILE, array NAME, clear, name, author, licence, preset, minutes, steps, threads, start "
         "and stop are understood.";
}

std::string LearnObject::add_samples(std::vector<float> samples, double rate_hz) {
  if (samples.empty()) return "The array is empty; record something into it first.";
  for (float& x : samples)
    if (!std::isfinite(x)) x = 0;
  {
    const std::lock_guard lock(takes_->mutex);
    ++takes_->pending;
  }
  loading_thread().post([takes = takes_, samples = std::move(samples), rate_hz] {
    TakeWriter writer;
    auto written = writer.open(takes_folder(), rate_hz);
    if (written) written = writer.write(samples.data(), static_cast<int>(samples.size()));
    if (written) written = writer.close();
    const std::lock_guard lock(takes->mutex);
    --takes->pending;
    if (written)
      takes->paths.push_back(writer.path());
    else
      takes->troubles.push_back(written.error().text);
  });
  patch_.poll_in(kPollMs);
  return "";
}

std::string LearnObject::start() {
  if (job_->status().going_on()) return "A training is running; the message 'stop' ends it.";
  const std::lock_guard lock(takes_->mutex);
  if (request_.recordings.empty() && takes_->paths.empty() && takes_->pending == 0)
    return "There is nothing to learn from; name recordings first, as in: add takes/violin.wav.";
  starting_ = true;
  patch_.poll_in(0);
  return "";
}

void LearnObject::tell(const TrainingStatus& status) {
  if (status.state != state_) {
    state_ = status.state;
    const Word word{std::string_view(name_of(state_))};
    patch_.tell("state", {&word, 1});
    if (!status.message.empty()) patch_.complain(status.message);
  }
  if (const int percent = static_cast<int>(100 * status.done); percent != percent_) {
    percent_ = percent;
    const Word word(status.done);
    patch_.tell("progress", {&word, 1});
  }
  if (status.model.empty() || status.model_stamp == stamp_) return;
  stamp_ = status.model_stamp;
  play(status.model);
}

void LearnObject::poll() {
  patch_.poll_in(kPollMs);
  std::vector<std::string> troubles;
  bool ready = false;
  TrainingRequest request = request_;
  {
    const std::lock_guard lock(takes_->mutex);
    troubles.swap(takes_->troubles);
    ready = takes_->pending == 0;
    request.recordings.insert(request.recordings.end(), takes_->paths.begin(), takes_->paths.end());
  }
  for (const std::string& trouble : troubles) patch_.complain(trouble);
  if (starting_ && ready) {
    starting_ = false;
    stamp_ = 0;
    if (!request.recordings.empty()) job_->start(request);
  }
  if (const uint64_t version = job_->version(); version != version_) {
    version_ = version;
    tell(job_->status());
  }
}

}  // namespace partials::patch
