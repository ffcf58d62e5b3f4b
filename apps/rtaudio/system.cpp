// SPDX-License-Identifier: MIT
#include "rtaudio/system.h"

#include <algorithm>
#include <string_view>

#include "rtaudio/stream.h"

namespace partials::rtaudio {
namespace {

constexpr unsigned kUsualRate = 48000;

// PulseAudio also lists the output of each sink as an input; using it would cause feedback.
bool is_monitor(const rtaudio_device_info_t& info) {
  return std::string_view(info.name).rfind("Monitor of ", 0) == 0;
}
bool is_input(const rtaudio_device_info_t& info) { return info.input_channels > 0 && !is_monitor(info); }

bool has_rate(const rtaudio_device_info_t& info, unsigned rate_hz) {
  return std::any_of(info.sample_rates, info.sample_rates + NUM_SAMPLE_RATES,
                     [&](int r) { return r == static_cast<int>(rate_hz); });
}
unsigned rate_for(const rtaudio_device_info_t& info, int wanted_hz = 0) {
  if (wanted_hz > 0 && has_rate(info, static_cast<unsigned>(wanted_hz)))
    return static_cast<unsigned>(wanted_hz);
  if (info.preferred_sample_rate >= 8000 && info.preferred_sample_rate <= 192000)
    return info.preferred_sample_rate;
  return has_rate(info, kUsualRate) || info.sample_rates[0] <= 0
             ? kUsualRate
             : static_cast<unsigned>(info.sample_rates[0]);
}

// Whether an input or an output can be opened alone; one of the two is null.
bool opens(const Library& rtaudio, rtaudio_api_t api, rtaudio_stream_parameters_t* out,
           rtaudio_stream_parameters_t* in, unsigned rate_hz) {
  rtaudio_t stream = rtaudio.create(api);
  if (rtaudio.error(stream)) return false;
  rtaudio.show_warnings(stream, 0);
  unsigned frames = 256;
  const auto nothing = [](void*, void*, unsigned, double, rtaudio_stream_status_t, void*) { return 0; };
  rtaudio_stream_options_t options{};
  const bool open = rtaudio.open_stream(stream, out, in, RTAUDIO_FORMAT_FLOAT32, rate_hz, &frames, nothing,
                                        nullptr, &options, nullptr) == 0;
  if (open) rtaudio.close_stream(stream);
  rtaudio.destroy(stream);
  return open;
}

}  // namespace

System::~System() {
  if (lister_) rtaudio_->destroy(lister_);
}

Result<void> System::ready() {
  if (lister_) return {};
  const auto library = rtaudio::library();
  if (!library) return library.error();
  rtaudio_ = library.value();
  const rtaudio_api_t* const apis = rtaudio_->compiled_api();
  if (std::find(apis, apis + rtaudio_->get_num_compiled_apis(), api_) ==
      apis + rtaudio_->get_num_compiled_apis())
    return Error{"RtAudio's library was built without " + name_};
  lister_ = rtaudio_->create(api_);
  rtaudio_->show_warnings(lister_, 0);
  return {};
}

// ALSA's devices must be opened to be queried, so this is done only if their number has changed.
void System::look() {
  if (!ready()) return;
  const int n = rtaudio_->device_count(lister_);
  if (n == count_ && api_ == RTAUDIO_API_LINUX_ALSA) return;
  count_ = n;
  places_.clear();
  for (int i = 0; i < n; ++i) {
    Place place{static_cast<unsigned>(i), rtaudio_->get_device_info(lister_, i)};
    if (place.info.probed) places_.push_back(place);
  }
}

std::vector<audio::AudioOutput> System::outputs(bool in_use) {
  if (!in_use || api_ != RTAUDIO_API_LINUX_ALSA) look();
  // a busy card is present
  if (gone_ && !in_use && api_ != RTAUDIO_API_LINUX_ALSA && (gone_ = !comes_back())) return {};
  std::vector<audio::AudioOutput> list;
  for (const Place& p : places_)
    if (p.info.output_channels > 0) list.push_back({id_of(p), name_ + ": " + p.info.name});
  if (!list.empty()) list.insert(list.begin(), {id_, name_});
  return list;
}

// Queries the output that would be opened.
bool System::comes_back() {
  const auto out = output_of("");
  if (!out) return false;
  rtaudio_stream_parameters_t route{};
  route.device_id = out->number;
  route.num_channels = std::min(2u, out->info.output_channels);
  return opens(*rtaudio_, api_, &route, nullptr, rate_for(out->info));
}

bool System::has_input() {
  look();
  return std::any_of(places_.begin(), places_.end(),
                     [&](const Place& p) { return is_input(p.info) && !tried_.count(id_of(p)); });
}

std::optional<System::Place> System::output_of(const std::string& id) const {
  std::optional<Place> best;
  for (const Place& p : places_) {
    if (p.info.output_channels == 0) continue;
    if (id_of(p) == id) return p;
    if (id.empty() || id == id_)
      if (!best || (p.info.is_default_output && !best->info.is_default_output)) best = p;
  }
  return best;
}

// The input of the same device, or with PulseAudio the user's default input.
std::optional<System::Place> System::input_beside(const Place& output) const {
  if (api_ == RTAUDIO_API_LINUX_ALSA && is_input(output.info)) return output;
  std::optional<Place> best;
  for (const Place& p : places_)
    if (is_input(p.info) && (!best || (p.info.is_default_input && !best->info.is_default_input))) best = p;
  return best;
}

Result<std::unique_ptr<audio::Device>> System::open(const audio::Request& request, audio::Stage& stage) {
  if (auto r = ready(); !r) return r.error();
  count_ = -1;  // our device is closed now, so the card can be queried again
  look();
  tried_.clear();
  for (const Place& p : places_)
    if (is_input(p.info)) tried_.insert(id_of(p));
  const auto out = output_of(request.output);
  if (!out && !places_.empty() && !request.output.empty() && request.output != id_)
    return Error{"the output '" + request.output + "' is not available"};
  if (!out)
    return Error{api_ == RTAUDIO_API_LINUX_ALSA ? "ALSA has no sound card" : name_ + " does not answer"};
  Stream::Route route;
  route.api = api_;
  route.rate_hz = rate_for(out->info, request.rate_hz);
  if (request.block > 0) route.block = static_cast<unsigned>(request.block);
  route.output = request.output.empty() ? id_ : request.output;
  route.name = route.output == id_ ? name_ : name_ + ": " + out->info.name;
  route.out.device_id = out->number;
  route.out.num_channels = std::min(2u, out->info.output_channels);
  if (const auto in = request.inputs > 0 ? input_beside(*out) : std::nullopt) {
    route.in.device_id = in->number;
    route.in.num_channels = std::min(static_cast<unsigned>(request.inputs), in->info.input_channels);
    if (!opens(*rtaudio_, api_, nullptr, &route.in, route.rate_hz)) route.in = {};
  }
  auto stream = std::make_unique<Stream>(*rtaudio_, stage, std::move(route));
  const auto opened = stream->open(request.name);
  gone_ = !opened.ok();
  if (!opened) {
    count_ = -1;
    return Error{api_ == RTAUDIO_API_LINUX_ALSA ? "ALSA does not open '" + std::string(out->info.name) +
                                                      "', perhaps because another program uses it"
                                                : name_ + " does not answer"};
  }
  return std::unique_ptr<audio::Device>(std::move(stream));
}

}  // namespace partials::rtaudio
