// SPDX-License-Identifier: MIT
// Audio players side by side, each with a spectrogram on the recording's scale; and the form of the blind
// test.
#include <fmt/format.h>

#include <algorithm>

#include "base/note_name.h"
#include "families/instrument/train/report_parts.h"
#include "judge/mel.h"
#include "pictures/plot_svg.h"
#include "report/report_media.h"

namespace partials {
namespace {

constexpr double kFadeS = 0.05;  // at a cut

// How sounds are embedded, best first.
struct Quality {
  double rate_hz, longest_s;
};
constexpr Quality kQualities[] = {{44100.0, 12.0}, {44100.0, 6.0}, {22050.0, 6.0}, {22050.0, 4.0}};

// The audio quality, and the number of recordings with players.
struct Budget {
  Quality quality = kQualities[0];
  size_t recordings = 0;
};

double bytes_of(const JudgedRecording& r, const Quality& q) {
  return static_cast<double>(r.renders.size() + 1) *
         embedded_bytes(std::min(r.duration_s, q.longest_s), q.rate_hz);
}

Budget plan_budget(const Evaluation& e, double limit) {
  Budget b;
  const auto kept = static_cast<size_t>(std::count_if(
      e.recordings.begin(), e.recordings.end(), [](const JudgedRecording& r) { return !r.audio.empty(); }));
  for (const Quality& q : kQualities) {
    b = {q, 0};
    double sum = 0.0;
    while (b.recordings < kept &&
           ((sum += bytes_of(e.recordings[b.recordings], q)) <= limit || b.recordings == 0))
      ++b.recordings;
    if (b.recordings == kept) break;
  }
  return b;
}

// The shown part of the recording and of every rendering: its first seconds.
JudgedRecording excerpt(const JudgedRecording& whole, double longest_s) {
  JudgedRecording r = whole;
  const auto most = static_cast<size_t>(longest_s * kJudgeRateHz),
             fade = static_cast<size_t>(kFadeS * kJudgeRateHz);
  const auto cut = [&](std::vector<float>* x) {
    if (x->size() <= most) return;
    x->resize(most);
    for (size_t i = 0; i < fade; ++i) (*x)[most - 1 - i] *= static_cast<float>(i) / static_cast<float>(fade);
  };
  cut(&r.audio);
  for (auto& [c, rendering] : r.renders) cut(&rendering.audio);
  return r;
}

struct Sound {
  std::string id, name, note, colour;
  const std::vector<float>* audio;
};

std::vector<Sound> sounds_of(const JudgedRecording& r) {
  std::vector<Sound> list{{"recording", "the recording", "the original", kRecordingColour, &r.audio}};
  for (const Contender c : kContenders) {
    const auto found = r.renders.find(c);
    if (found == r.renders.end() || found->second.audio.empty()) continue;
    std::string note = fmt::format("distance {:.2f} dB", found->second.judgement.log_mel_db);
    if (c == Contender::sampler) note += fmt::format(", from {}", r.sampler_source);
    if (c == Contender::from_midi && r.pressed)
      note += fmt::format(", key {} at velocity {}", note_name(r.pressed->key), r.pressed->velocity);
    list.push_back({id_of(c), name_of(c), note, timbre_controls_of(c), &found->second.audio});
  }
  return list;
}

std::string players(const JudgedRecording& r, double rate_hz, const ReportLimits& limits) {
  SpectrogramStyle style;
  style.width = limits.spectrogram_width;
  style.height = limits.spectrogram_height;
  style.axes = false;
  style.top_db = spectrogram_peak_db(r.audio, kJudgeRateHz, style);
  std::string out = "<div class=\"players\">\n";
  int key = 0;
  for (const Sound& s : sounds_of(r)) {
    // The model plays at its own level; baselines have no loudness of their own and are given the
    // recording's.
    const bool as_is =
        s.id == "recording" || s.id == id_of(Contender::model) || s.id == id_of(Contender::from_midi);
    out += player({s.id, s.name, s.note, r.name, s.colour, ++key},
                  as_is ? *s.audio : match_loudness(r.audio, *s.audio), rate_hz, style);
  }
  return out + "</div>\n";
}

}  // namespace

std::string listening_section(const Report& report, const ReportLimits& limits) {
  const Evaluation& e = report.evaluation;
  const Budget budget = plan_budget(e, limits.audio_bytes);
  std::string out = fmt::format(
      "<section id=\"listen\"><h2>Listen</h2>\n<p>Each recording, its renderings from pitch and loudness, "
      "and the same note played from MIDI. Keys <kbd>1</kbd> to <kbd>7</kbd> "
      "switch between the sounds of a "
      "recording without losing the place, <kbd>0</kbd> stops. All spectrograms of a recording share one "
      "scale (80 dB). The model plays at its own level; the others are given the recording's loudness. "
      "Sounds in this page: 16 bit, {:g} kHz, at most the first {:g} s; the figures are for the whole "
      "recording.</p>\n<label "
      "class=\"switch\"><input type=\"checkbox\" id=\"keep-place\" checked> Continue where the other sound "
      "stopped</label>\n",
      budget.quality.rate_hz / 1000.0, budget.quality.longest_s);
  for (size_t i = 0; i < budget.recordings; ++i) {
    const JudgedRecording r = excerpt(e.recordings[i], budget.quality.longest_s);
    out += fmt::format(
        "<article class=\"recording\" tabindex=\"-1\" data-name=\"{0}\"><h3>{0} <small>{1} · {2:.1f} "
        "s{3}</small></h3>\n",
        xml_escaped(r.name), note_or_dash(r.median_f0_hz), r.duration_s, r.seen ? " · trained on" : "");
    out += players(r, budget.quality.rate_hz, limits) + curves_of(r) + "</article>\n";
  }
  if (budget.recordings < e.recordings.size())
    out += fmt::format(
        "<p class=\"remark\">{} of the {} recordings are in the tables only, to keep this file small.</p>\n",
        e.recordings.size() - budget.recordings, e.recordings.size());
  return out + "</section>\n";
}

std::string blind_section(const Report& report) {
  std::string options;
  for (const Contender c : kContenders)
    if (report.evaluation.has(c))
      options +=
          fmt::format("<option value=\"{}\">{} against the recording</option>\n", id_of(c), name_of(c));
  if (report.evaluation.has(Contender::sampler))
    options += "<option value=\"model:sampler\">model against nearest-note sampler</option>\n";
  return "<section id=\"blind\"><h2>Blind test</h2>\n"
         "<p>Can you hear the difference? In each trial X is secretly A or B, which change places at random; "
         "choose which. Levels are matched. The "
         "result is shown only at the end. "
         "Nothing leaves this page: answers are kept in your browser and can be saved as a file.</p>\n"
         "<form id=\"blind-setup\"><label>Compare <select id=\"blind-pair\">\n" +
         options +
         "</select></label> <label>Trials <select "
         "id=\"blind-count\"><option>8</option><option>12</option><option "
         "selected>16</option><option>24</option></select></label> "
         "<label>Your name (optional) <input id=\"blind-name\" autocomplete=\"off\" "
         "maxlength=\"60\"></label> <button "
         "type=\"submit\">Start</button></form>\n"
         "<div id=\"blind-trial\" hidden><p id=\"blind-progress\" role=\"status\" aria-live=\"polite\"></p>\n"
         "<div class=\"abx\"><button type=\"button\" data-play=\"A\">Play A <kbd>a</kbd></button><button "
         "type=\"button\" data-play=\"X\">Play X "
         "<kbd>x</kbd></button>"
         "<button type=\"button\" data-play=\"B\">Play B <kbd>b</kbd></button><button type=\"button\" "
         "data-play=\"\">Stop "
         "<kbd>s</kbd></button></div>\n"
         "<div class=\"abx\"><button type=\"button\" data-answer=\"A\" disabled>X is A "
         "<kbd>1</kbd></button><button type=\"button\" "
         "data-answer=\"B\" disabled>X is B <kbd>2</kbd></button>"
         "<button type=\"button\" id=\"blind-cancel\" class=\"quiet\">Give up this "
         "test</button></div></div>\n"
         "<div id=\"blind-result\" role=\"status\" aria-live=\"polite\"></div>\n<div "
         "id=\"blind-past\"></div>\n"
         "<noscript><p class=\"remark\">The blind test needs JavaScript; everything else on this page works "
         "without.</p></noscript></section>\n";
}

}  // namespace partials
