// SPDX-License-Identifier: MIT
#include "play/plan_sound.h"

#include <algorithm>
#include <cmath>

#include "graph/plan.h"
#include "play/rate_converter.h"

namespace partials {
namespace {

constexpr int kCallSamples = 64;  // of the plan, at its own rate

class PlanSound final : public Sound {
 public:
  PlanSound(std::shared_ptr<const Model> model, Plan<float> plan, const PlanSoundOptions& options,
            int host_hz)
      : model_(std::move(model)), plan_(std::move(plan)), output_(options.output) {
    plan_.set_weights(model_->weights.data(), plan_.pack(model_->weights.data()));
    in_ = plan_.input(options.input);
    for (size_t slot = 0; slot < options.controls.size(); ++slot)
      if (const ModelControl& c = options.controls[slot]; !c.name.empty())
        knobs_.push_back({slot, c.low, c.neutral, c.high, plan_.input(c.target)});
    channels_ = plan_.channels("in." + options.input);
    out_channels_ = static_cast<int>(plan_.output_size(options.output, {0, 0, 0, 1}));
    const auto own_hz = static_cast<double>(plan_.clock().rate_hz);
    converts_ = own_hz != host_hz;
    const int plan_latency = plan_.latency_samples(options.output);
    latency_samples_ = static_cast<int>(std::lround(plan_latency * host_hz / own_hz));
    gathered_.resize(static_cast<size_t>(kCallSamples * channels_));
    if (!converts_) return;
    to_own_.prepare(host_hz, own_hz, channels_);
    to_host_.prepare(own_hz, host_hz, out_channels_);
    // A sample is output when both filters have their input, and a call of the plan has been filled.
    delay_ =
        static_cast<int>(std::ceil(to_own_.half_width() + (to_host_.half_width() + 2) * host_hz / own_hz)) +
        2;
    latency_samples_ += delay_;
    converter_latency_s_ = delay_ / static_cast<double>(host_hz);
    held_.resize(static_cast<size_t>(out_channels_));
    reset();
  }

  int in_channels() const noexcept override { return channels_; }
  void set(const Values& values) noexcept override {
    for (Knob& k : knobs_) k.value = macro_value(k, values[static_cast<size_t>(kMacro1) + k.slot]);
  }
  void reset() noexcept override {
    plan_.reset();
    to_own_.reset();
    to_host_.reset();
    sample_ = 0;
    waits_ = delay_;
  }
  void render(const float* const* in, float* const* out, int n) noexcept override {
    if (converts_) return render_between(in, out, n);
    for (int done = 0; done < n;) {
      const int part = std::min(n - done, kCallSamples);
      for (int i = 0; i < part; ++i)
        for (int c = 0; c < channels_; ++c)
          gathered_[static_cast<size_t>(i * channels_ + c)] = in[c][done + i];
      run(part, [&](int i, const float* row) noexcept { give(row, out, done + i); });
      done += part;
    }
  }
  int latency_samples() const override { return latency_samples_; }
  double tail_s() const override { return plan_.tail_s() + converter_latency_s_; }
  size_t memory_bytes() const override {
    return sizeof *this + plan_.memory_bytes() + model_->weights.size() * sizeof(float);
  }

 private:
  struct Knob {
    size_t slot;
    float low, neutral, high;
    float* to;
    float value = 0;
  };

  // The first n of gathered_ through the plan, in legal calls; each(i, row of the output).
  template <class Each>
  void run(int n, Each&& each) noexcept {
    for (int done = 0; done < n;) {
      const Call call = next_call(plan_.clock(), sample_, n - done);
      for (const Knob& k : knobs_) std::fill_n(k.to, std::max(call.frames, 1), k.value);
      std::copy_n(gathered_.data() + done * channels_, call.samples * channels_, in_);
      plan_.run(call);
      const float* made = plan_.output(output_);
      for (int i = 0; i < call.samples; ++i) each(done + i, made + i * out_channels_);
      sample_ += call.samples;
      done += call.samples;
    }
  }
  void give(const float* row, float* const* out, int i) const noexcept {
    out[0][i] = row[0];
    out[1][i] = row[out_channels_ > 1 ? 1 : 0];
  }
  void render_between(const float* const* in, float* const* out, int n) noexcept {
    float row[2] = {};
    for (int i = 0; i < n; ++i) {
      for (int c = 0; c < channels_; ++c) row[c] = in[c][i];
      to_own_.push(row);
      while (to_own_.ready()) {
        to_own_.pop(gathered_.data());
        run(1, [this](int, const float* made) noexcept { to_host_.push(made); });
      }
      if (waits_ > 0) {
        --waits_;
        out[0][i] = out[1][i] = 0;
        continue;
      }
      if (to_host_.ready()) to_host_.pop(held_.data());
      give(held_.data(), out, i);
    }
  }

  std::shared_ptr<const Model> model_;
  Plan<float> plan_;
  std::string output_;
  float* in_ = nullptr;
  std::vector<Knob> knobs_;
  int channels_ = 1, out_channels_ = 1;
  int delay_ = 0, waits_ = 0;       // samples of the host between the converters, and how many remain
  int latency_samples_ = 0;         // with the latency of the plan
  double converter_latency_s_ = 0;  // of the converters alone
  bool converts_ = false;
  RateConverter to_own_, to_host_;
  std::vector<float> gathered_, held_;
  int64_t sample_ = 0;  // of the plan
};

}  // namespace

Result<std::unique_ptr<Sound>> make_plan_sound(std::shared_ptr<const Model> model,
                                               const PlanSoundOptions& options, const Values& values,
                                               int rate_hz, int max_block) {
  (void)max_block;  // the plan is called for at most kCallSamples
  const Graph& graph = model->graph;
  const int own_hz = graph.native_rate_hz > 0 ? static_cast<int>(graph.native_rate_hz) : rate_hz;
  auto plan = Plan<float>::compile(graph, {.rate_hz = own_hz, .width = 1, .max_samples = kCallSamples});
  if (!plan) return plan.error();
  const int channels = plan.value().channels("in." + options.input);
  if (channels < 1 || channels > 2 || !plan.value().output(options.output))
    return Error{"The model's graph must have the input '" + options.input +
                 "' of one or two channels and the output '" + options.output + "'."};
  for (const ModelControl& c : options.controls)
    if (!c.name.empty() && !plan.value().input(c.target))
      return Error{"The model's control '" + c.id + "' names the input '" + c.target +
                   "', which its graph lacks."};
  auto sound = std::make_unique<PlanSound>(std::move(model), std::move(plan).value(), options, rate_hz);
  sound->set(values);
  return std::unique_ptr<Sound>(std::move(sound));
}

}  // namespace partials
