// SPDX-License-Identifier: MIT
#include "patch/part_object.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>

#include "families/model_loading.h"
#include "first_model.h"
#include "host/model_names.h"
#include "patch/loading_thread.h"

namespace partials::patch {
namespace {

constexpr double kPollMs = 50;

Result<Model> read_model(Part part, const std::string& name, const std::string& path) {
  if (name.empty() && part == Part::room) return plain_room();
  if (name.empty()) return model_from_bytes(std::string(first_model()), kFirstModel);
  const auto found = path.empty() ? model_path(name) : Result<std::string>(path);
  if (!found) return found.error();
  return load_model(found.value());
}

}  // namespace

// Shared with the loading thread.
struct PartObject::Loading {
  std::mutex mutex;  // held briefly; guards the rest
  std::condition_variable ended;
  int pending = 0, rate_hz = 48000, block = 64;
  int made_rate_hz = 0, made_block = 0;  // what `made` is for
  std::shared_ptr<const Model> model;
  std::shared_ptr<GraphSignals> made;
  std::string name, trouble;
  bool news = false;

  void run(Part part, const std::string& wanted, const std::string& path);
  Result<std::shared_ptr<GraphSignals>> compile(Part part, const Model& of, int rate, int longest) const;
};

Result<std::shared_ptr<GraphSignals>> PartObject::Loading::compile(Part part, const Model& of, int rate,
                                                                   int longest) const {
  const auto cut = sound_part_of(of, part);
  if (!cut) return cut.error();
  const ModelPartGraph& c = cut.value();
  auto signals =
      GraphSignals::make(c.graph, c.inputs, c.outputs, rate, longest, &of.table, of.weights.data());
  if (!signals) return signals.error();
  return std::shared_ptr<GraphSignals>(std::move(signals).value());
}

void PartObject::Loading::run(Part part, const std::string& wanted, const std::string& path) {
  int rate = 0, longest = 0;
  {
    const std::lock_guard lock(mutex);
    rate = rate_hz;
    longest = block;
  }
  auto read = read_model(part, wanted, path);
  std::shared_ptr<const Model> whole;
  Result<std::shared_ptr<GraphSignals>> built = Error{read ? "" : read.error().text};
  if (read) {
    whole = std::make_shared<const Model>(std::move(read).value());
    built = compile(part, *whole, rate, longest);
  }
  const std::lock_guard lock(mutex);
  --pending;
  news = true;
  name = wanted;
  trouble = built ? "" : built.error().text;
  if (built) {
    model = whole;
    made = built.value();
    made_rate_hz = rate;
    made_block = longest;
  }
  ended.notify_all();
}

PartObject::PartObject(Part part, Words words, Patch& patch)
    : part_(part), patch_(patch), name_(as_written(words)), loading_(std::make_shared<Loading>()) {
  patch_.poll_in(0);
}

PartObject::~PartObject() {
  loading_thread().post([a = std::move(loading_), b = to_audio_.drop_all(), c = std::move(newest_)] {});
}

int PartObject::inlets() const { return part_ == Part::decoder || part_ == Part::bank ? 2 : 1; }

void PartObject::load(const std::string& name) {
  begun_ = true;
  name_ = name;
  const std::string path = name.empty() ? "" : patch_.find_file(name);
  {
    const std::lock_guard lock(loading_->mutex);
    ++loading_->pending;
  }
  loading_thread().post([l = loading_, part = part_, name, path] { l->run(part, name, path); });
}

// A part that has other inlets than the object would leave some unread or unset.
void PartObject::take() {
  std::string trouble, name;
  std::shared_ptr<GraphSignals> made;
  bool fits = false;
  {
    const std::lock_guard lock(loading_->mutex);
    if (!loading_->news) return;
    loading_->news = false;
    trouble = loading_->trouble;
    name = loading_->name.empty() ? std::string(part_ == Part::room ? "plain room" : kFirstModel)
                                  : loading_->name;
    if (trouble.empty()) made = loading_->made;
    fits = loading_->made_rate_hz == rate_hz_ && loading_->made_block >= block_;
  }
  const Word word{std::string_view(name)};
  if (made && (made->inlets() != inlets() || made->outlets() != outlets())) {
    made.reset();
    trouble = "The model '" + name + "' has other inputs or outputs than this object; choose another model.";
  }
  if (!trouble.empty()) patch_.complain(trouble);
  patch_.tell(trouble.empty() ? "loaded" : "failed", {&word, 1});
  if (!made) return;
  if (!fits) return load(name_);  // the rate or the block changed while it was compiled
  play(std::move(made));
  tell_if_cut();
}

void PartObject::play(std::shared_ptr<GraphSignals> made) {
  newest_ = made;
  if (auto unused = to_audio_.offer(std::move(made))) loading_thread().post([old = std::move(unused)] {});
}

void PartObject::tell_if_cut() {
  const GraphSignals* s = newest_.get();
  if (!s || told_ || now_block_ == 0 || s->spectrum_channels() <= now_block_) return;
  told_ = true;
  patch_.complain("The spectrum has " + std::to_string(s->spectrum_channels()) + " channels and the block " +
                  std::to_string(now_block_) + " samples, so that the others are lost; " +
                  patch_.larger_blocks() + ".");
}

void PartObject::poll() {
  if (!begun_) load(name_);
  take();
  if (auto done = to_audio_.collect()) loading_thread().post([old = std::move(done)] {});
  patch_.poll_in(kPollMs);
}

Result<void> PartObject::prepare(double rate_hz, int block) {
  const auto rate = static_cast<int>(std::lround(rate_hz));
  now_block_ = block;
  tell_if_cut();
  if (rate == rate_hz_ && block <= block_) return {};
  rate_hz_ = rate;
  block_ = std::max(block, block_);
  std::shared_ptr<const Model> model;
  {
    const std::lock_guard lock(loading_->mutex);
    loading_->rate_hz = rate_hz_;
    loading_->block = block_;
    model = loading_->model;
    loading_->made.reset();
  }
  loading_thread().post([a = to_audio_.drop_all(), b = std::move(newest_)] {});
  newest_ = nullptr;
  if (!model) return {};
  auto made = loading_->compile(part_, *model, rate_hz_, block_);
  if (!made) return made.error();
  play(std::move(made).value());
  return {};
}

void PartObject::perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING {
  if (!to_audio_.playing()) to_audio_.keep();
  GraphSignals* const playing = to_audio_.playing();
  if (!playing) {
    for (int c = 0; c < outlets(); ++c) std::fill_n(out[c], n, 0.f);
    return;
  }
  playing->perform(in, out, n);
  const bool goes = to_audio_.next(), comes = std::exchange(fades_in_, goes);
  if (part_ != Part::decoder && (goes || comes))  // spectra need no fade: the bank has its own ramps
    for (int i = 0; i < n; ++i) {
      const float x = static_cast<float>(i + 1) / static_cast<float>(n);
      out[0][i] *= (comes ? x : 1.f) * (goes ? 1.f - x : 1.f);
    }
  if (goes) to_audio_.keep();
}

Result<void> PartObject::message(std::string_view selector, Words words) {
  if (selector == "load" && !words.empty()) {
    load(as_written(words));
    return {};
  }
  if (selector == "reload") {
    load(name_);
    return {};
  }
  if (selector == "wait") {
    if (!begun_) load(name_);
    std::unique_lock lock(loading_->mutex);
    loading_->ended.wait(lock, [this] { return loading_->pending == 0; });
    lock.unlock();
    take();
    return {};
  }
  std::vector<float> values;
  for (const Word& word : words)
    if (word.is_number && std::isfinite(word.number)) values.push_back(static_cast<float>(word.number));
  const bool readable = !values.empty() && values.size() == words.size();
  if (readable && newest_ && newest_->set(selector, values)) return {};
  return Error{"There is no message '" + std::string(selector) + " " + as_written(words) +
               "' here; load NAME, reload, wait and inputs of the model that have no inlet are understood."};
}

}  // namespace partials::patch
