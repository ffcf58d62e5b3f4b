// SPDX-License-Identifier: MIT
// listen FOLDER: every processor with swept controls (golden/swept.h) and every graph template as WAV and
// spectrogram, and index.html to open; outputs per frame become pictures only. For listening and looking
// before tools/bless.
#include <cstdio>
#include <filesystem>

#include "base/need.h"
#include "golden/phrase.h"
#include "golden/swept.h"
#include "model/templates.h"
#include "pictures/plot_svg.h"
#include "pictures/spectrogram.h"
#include "soundfile/audio_file.h"
#include "system/file.h"

namespace {

using namespace partials;
using namespace partials::test;

class Page {
 public:
  explicit Page(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
  }

  void heading(const std::string& name, const std::string& text) {
    html_ += "<h2>" + xml_escaped(name) + "</h2><p>" + xml_escaped(text) + "</p>\n";
  }

  // Written 6 dB below full scale; what its peak was is said.
  void sound(const std::string& name, std::vector<float> x) {
    float peak = 0;
    for (float v : x) peak = std::max(peak, std::fabs(v));
    for (float& v : x) v *= peak > 0 ? 0.5f / peak : 1.f;
    need(write_wav(folder_ + "/" + name + ".wav", {x, kListenRate}, WavFormat::pcm16));
    char caption[160];
    std::snprintf(caption, sizeof caption, "%s, peak %.1f dB", name.c_str(), 20 * std::log10(peak + 1e-30));
    SpectrogramStyle style;
    style.title = caption;
    picture(name, spectrogram_picture(x, kListenRate, style));
    html_ += "<audio controls preload=none src='" + name + ".wav'></audio>\n";
  }

  // values: [frame][channel]. A single channel is a curve. Of many, the brightest is the highest and the
  // darkest the lowest, or 80 dB below the highest where none is negative.
  void frames(const std::string& name, const std::vector<float>& values, int channels) {
    constexpr int kWidth = 900, kHeight = 192, kTop = 16;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const bool in_db = channels > 1 && *low >= 0;
    const auto unit = [=, low = *low, high = *high](float v) {
      return in_db ? 1 + std::log10((v + 1e-20f) / (high + 1e-20f)) / 4
                   : (v - low) / std::max(1e-20f, high - low);
    };
    const size_t n = values.size() / static_cast<size_t>(channels);
    Canvas canvas(kWidth, kTop + kHeight);
    char caption[160];
    std::snprintf(caption, sizeof caption, "%s, %d channel%s upwards, from %.4g to %.4g", name.c_str(),
                  channels, channels == 1 ? "" : "s", *low, *high);
    canvas.text(2, 4, caption, {40, 40, 48});
    for (int x = 0; x < kWidth; ++x)
      for (int y = 0; y < kHeight; ++y) {
        const float v = unit(values[static_cast<size_t>(x) * n / kWidth * static_cast<size_t>(channels) +
                                    static_cast<size_t>(y * channels / kHeight)]);
        const bool under_curve = y <= v * (kHeight - 1);
        canvas.set(x, kTop + kHeight - 1 - y,
                   channels > 1  ? heat_colour(std::max(0.f, v))
                   : under_curve ? Rgb{70, 110, 160}
                                 : Rgb{235, 235, 240});
      }
    picture(name, canvas);
  }

  void finish() const {
    need(atomic_write(folder_ + "/index.html",
                      "<!doctype html><meta charset=utf-8><title>Partials: "
                      "listen</title><style>body{font:15px sans-serif;max-width:920px;margin:2em auto}"
                      "img{display:block;max-width:100%}</style><h1>Every processor and template</h1>\n" +
                          html_));
  }

 private:
  void picture(const std::string& name, const Canvas& canvas) {
    need(atomic_write(folder_ + "/" + name + ".png", png_bytes(canvas)));
    html_ += "<img src='" + name + ".png' alt='" + name + "'>\n";
  }
  std::string folder_, html_;
};

std::string told(const Swept& s) {
  std::string text;
  for (const std::string& id : s.order) text += (text.empty() ? " Swept in turn, 2 s each: " : ", ") + id;
  return text.empty() ? text : text + ".";
}

void show(Page& page, const KernelSet& set) {
  const Swept s = sweep(set);
  page.heading(set.info.id, std::string(set.info.summary) + "." + told(s));
  for (int o = 0; o < s.spec.n_out; ++o) {
    const Port& p = s.spec.out[o];
    const std::string name = std::string(set.info.id) + "." + p.id;
    const auto& out = s.out[static_cast<size_t>(o)];
    if (p.rate == Rate::sample && p.channels == 1)
      page.sound(name, out);
    else
      page.frames(name, out, p.channels);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::fprintf(stderr, "usage: listen FOLDER\n");
    return 2;
  }
  Page page(argv[1]);
  for (const KernelSet* set : all_processors(best_isa())) show(page, *set);
  for (const std::string& name : template_names()) {
    page.heading("template " + name, "Initial weights; up an octave, in and out of silence.");
    page.sound("template." + name, phrase(graph_template(name).value(), kListenRate, 3));
  }
  page.finish();
  std::printf("%s/index.html is ready to be opened\n", argv[1]);
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
