// SPDX-License-Identifier: MIT
// From recordings to a model: the findings, a name and a licence, then the training, which continues
// without this window.
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "base/letters.h"
#include "base/note_name.h"
#include "base/plain_text.h"
#include "button.h"
#include "panels.h"
#include "progress.h"
#include "text_field.h"
#include "text_line.h"

namespace partials::window {
namespace {

constexpr std::array<const char*, 5> kLicences = {"all rights reserved", "CC0-1.0", "CC-BY-4.0",
                                                  "CC-BY-SA-4.0", "CC-BY-NC-4.0"};

std::string minutes_text(double s) {
  char text[32];
  plain_snprintf(text, sizeof text, "%d:%02d", static_cast<int>(s) / 60, static_cast<int>(s) % 60);
  return text;
}

void invite(Scene& s, Box box) {
  box = box.centred(560, 170);
  s.add<TextLine>("train:head", box.cut_top(34), "Your own sound", kTitle, kText, Align::middle);
  s.add<TextLine>("train:why", box.cut_top(58, 14),
                  "Drop recordings of one instrument or voice here, or a folder of them: single notes or "
                  "phrases, one player at a time, dry, one to ten minutes. A first model can be played after "
                  "a minute, while training continues.",
                  kPlain, kQuiet, Align::middle);
  const Box row = box.cut_top(34).centred(s.takes() ? 330 : 190, 34);
  s.add<Button>("train:choose", row.column(0, s.takes() ? 2 : 1, 8),
                ButtonFace{"Choose recordings…", Icon::folder, Tone::main},
                "Choose a recording; you can then add all of its folder",
                [&s] { s.shell().ask_for(Wanted::recordings); });
  if (s.takes())
    s.add<Button>("train:record", row.column(1, 2, 8), ButtonFace{"Record takes", Icon::record},
                  "Record with the standalone", [&s] { s.show(Page::record); });
}

std::string heard_text(const CheckOutcome& c) {
  char text[200];
  plain_snprintf(text, sizeof text, "%s in all, %s of it pitched, %s to %s, %.0f to %.0f dB",
                 minutes_text(c.total_s).c_str(), minutes_text(c.voiced_s).c_str(),
                 note_name(c.low_midi).c_str(), note_name(c.high_midi).c_str(), c.quiet_db, c.loud_db);
  return text;
}

std::string sentence(std::string text) {
  text = capitalised(text);
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

class FindingLine final : public Part {
 public:
  FindingLine(std::string id, const Box& box, CheckFinding finding)
      : Part(std::move(id), box), finding_(std::move(finding)) {}
  void draw(Canvas& c, const Look&) override {
    const bool wrong = finding_.severity != CheckFinding::fact;
    icon(c, wrong ? Icon::warn : Icon::check, {box.x, box.y + 3, 13, 13}, wrong ? kOrange : kBlue, false);
    const auto lines =
        wrapped(c,
                finding_.remedy.empty() ? sentence(finding_.text)
                                        : sentence(finding_.text) + ". " + sentence(finding_.remedy),
                kPlain, box.w - 22, 2);
    float y = box.y + 10;
    for (const std::string& line : lines) {
      c.text({box.x + 22, y}, line, kPlain, finding_.severity == CheckFinding::refusal ? kOrange : kText);
      y += 17;
    }
  }
  bool active() const override { return false; }

 private:
  CheckFinding finding_;
};

// One recording was chosen and its folder has more: a click switches between one and all.
void folder_offer(Scene& s, Box row, bool needed) {
  const State& state = s.state();
  const bool all = state.dropped.size() > 1;
  const std::filesystem::path picked = state.picked;
  const std::string n = std::to_string(state.beside.size()), file = "“" + picked.filename().string() + "”",
                    folder = "“" + picked.parent_path().filename().string() + "”";
  s.add<Button>(
      "train:folder", row.cut_right(std::min(240.f, row.w * 0.5f), 10),
      ButtonFace{all ? "Only " + file : "Use all " + n + " in its folder", Icon::folder,
                 needed && !all ? Tone::main : Tone::plain},
      all ? "Only the chosen recording" : "All recordings in " + folder, [&s, all] {
        s.drop(all ? std::vector<std::string>{s.state().picked} : std::vector<std::string>(s.state().beside));
      });
  s.add<TextLine>("train:chosen", row, all ? "All " + n + " recordings in " + folder : "Only " + file, kPlain,
                  kText);
}

void findings(Scene& s, Box box, const CheckOutcome& c) {
  s.add<Plate>("plate:check", box);
  box = box.inset(14, 10);
  if (!s.state().beside.empty()) folder_offer(s, box.cut_bottom(30, 8), c.done && !c.usable);
  s.add<TextLine>("title:check", box.cut_top(24, 4),
                  c.busy     ? "Listening…"
                  : c.usable ? "Findings"
                             : "These recordings cannot be used yet",
                  kHead, c.done && !c.usable ? kOrange : kText);
  if (c.busy)
    return void(s.add<TextLine>("check:busy", box.cut_top(20),
                                "Every recording is analysed once; this takes a moment.", kPlain, kQuiet));
  if (!c.problem.empty()) return void(s.add<TextLine>("check:problem", box, c.problem, kPlain, kOrange));
  if (c.total_s > 0) s.add<TextLine>("check:heard", box.cut_top(20, 8), heard_text(c), kPlain, kQuiet);
  std::vector<CheckFinding> sorted = c.findings;
  // The form next to the findings requests these.
  std::erase_if(sorted, [](const CheckFinding& f) {
    return f.id == "papers" || (f.id == "licence" && f.text == "licence: unknown");
  });
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const CheckFinding& a, const CheckFinding& b) { return a.severity > b.severity; });
  for (size_t i = 0; i < sorted.size() && box.h >= 38; ++i)
    s.add<FindingLine>("finding:" + std::to_string(i), box.cut_top(36, 6), sorted[i]);
}

void start(Scene& s) {
  const CheckOutcome c = s.training().checked();
  TrainingRequest request;
  request.recordings = s.state().dropped;
  request.name = s.state().name.text.empty() ? c.name : s.state().name.text;
  request.author = s.state().author.text;
  request.licence = kLicences[static_cast<size_t>(s.state().licence)];
  s.state().dropped.clear();  // the current model keeps playing until the user presses Play it now
  s.training().start(request);
  s.change();
}

void form(Scene& s, Box box, const CheckOutcome& c) {
  s.add<Plate>("plate:form", box);
  box = box.inset(14, 10);
  s.add<TextLine>("title:form", box.cut_top(24, 6), "The new model", kHead, kText);
  const auto nothing = [&s] { s.change(); };
  s.add<TextLine>("form:name", box.cut_top(18, 2), "Name", kSmall, kQuiet);
  s.add<TextField>(
      "name", box.cut_top(30, 8), s.state().name,
      TextField::Words{c.name.empty() ? "My instrument" : c.name, "Name of the instrument", Icon::none},
      nothing);
  s.add<TextLine>("form:author", box.cut_top(18, 2), "Author", kSmall, kQuiet);
  s.add<TextField>(
      "author", box.cut_top(30, 8), s.state().author,
      TextField::Words{"Author and player", "Stored in the model file, visible to everybody", Icon::none},
      nothing);
  s.add<TextLine>("form:licence", box.cut_top(18, 2), "Licence of the recordings", kSmall, kQuiet);
  s.add<Button>("licence", box.cut_top(30, 12), ButtonFace{kLicences[static_cast<size_t>(s.state().licence)]},
                "What others may do with the model; click for the next licence", [&s] {
                  s.state().licence = (s.state().licence + 1) % static_cast<int>(kLicences.size());
                  s.change();
                });
  if (c.done && c.usable)
    s.add<Button>("train:start", box.cut_top(36), ButtonFace{"Start learning", Icon::play, Tone::main},
                  "Trains in a separate process at low priority, which continues when this window or the "
                  "host is closed",
                  [&s] { start(s); });
  else
    s.add<Button>("train:other", box.cut_top(36), ButtonFace{"Choose others…", Icon::folder},
                  "Choose another recording; you can then add all of its folder",
                  [&s] { s.shell().ask_for(Wanted::recordings); });
}

const char* state_text(TrainingState state) {
  switch (state) {
    case TrainingState::starting:
      return "Preparing";
    case TrainingState::hearing:
      return "Analysing the recordings";
    case TrainingState::learning:
      return "Learning";
    case TrainingState::finished:
      return "Finished";
    case TrainingState::stopped:
      return "Stopped";
    case TrainingState::failed:
      return "Failed";
    case TrainingState::none:
      break;
  }
  return "";
}

std::string progress_text(const TrainingStatus& t) {
  char text[160];
  plain_snprintf(text, sizeof text, "%.0f %%", 100 * t.done);
  std::string line = text;
  if (t.spent_s > 0) line += "    " + minutes_text(t.spent_s) + " so far";
  if (t.left_s > 0 && t.going_on()) line += ", about " + minutes_text(t.left_s) + " left";
  if (t.best) {
    plain_snprintf(text, sizeof text, "    validation %s", t.metric.text(t.best).c_str());
    line += text;
  }
  return line;
}

// From now on the standalone reloads the model as it improves. A plug-in's model is part of its host's
// project and changes only on request.
void play_now(Scene& s, const TrainingStatus& t) {
  s.load(t.model);
  s.state().play_along = t.going_on() && s.standalone();
  s.state().played_run = t.run;
  s.state().played_stamp = t.model_stamp;
  s.show(Page::play);
}

void watch(Scene& s, Box box, const TrainingStatus& t) {
  s.add<Plate>("plate:run", box);
  box = box.inset(16, 12);
  Box buttons = box.cut_bottom(34, 12);
  s.add<TextLine>("run:name", box.cut_top(28, 2), t.name, kTitle, kText);
  s.add<TextLine>("run:state", box.cut_top(20, 6), state_text(t.state), kPlain,
                  t.state == TrainingState::failed ? kOrange : kBlue);
  s.add<ProgressBar>(box.cut_top(10, 8), static_cast<float>(t.done), t.going_on());
  s.add<TextLine>("run:progress", box.cut_top(20, 8), progress_text(t), kPlain, kQuiet);
  if (!t.message.empty()) s.add<TextLine>("run:message", box.cut_top(54, 8), t.message, kPlain, kOrange);
  if (box.h > 60 && (t.going_on() || !t.curve.empty())) s.add<LossCurve>(box, t.curve, t.metric);
  if (!t.model.empty())
    s.add<Button>("run:play", buttons.cut_left(150, 8),
                  ButtonFace{t.going_on() ? "Play it now" : "Play it", Icon::play, Tone::main},
                  s.standalone() ? "Play the current model; it improves while you play"
                                 : "Play the current model; press again later for a better one",
                  [&s, t] { play_now(s, t); });
  if (t.going_on())
    s.add<Button>("run:stop", buttons.cut_right(100), ButtonFace{"Stop", Icon::stop},
                  "Stop training and keep the model", [&s] { s.training().cancel(); });
  else
    s.add<Button>("run:again", buttons.cut_right(170), ButtonFace{"New recordings…", Icon::folder},
                  "Train another model", [&s] {
                    s.training().attach("");
                    s.shell().ask_for(Wanted::recordings);
                  });
  if (t.state == TrainingState::stopped && !t.run.empty())
    s.add<Button>("run:resume", buttons.cut_left(110), ButtonFace{"Resume"},
                  "Continue training from where it stopped", [&s, run = t.run] { s.training().resume(run); });
}

}  // namespace

void train_page(Scene& s, Box box) {
  box = box.inset(0, kGap);
  const CheckOutcome c = s.training().checked();
  if (!s.state().dropped.empty()) {
    form(s, box.cut_right(std::clamp(box.w * 0.36f, 240.f, 380.f), kGap), c);
    return findings(s, box, c);
  }
  const TrainingStatus t = s.training().status();
  if (t.state != TrainingState::none) return watch(s, box, t);
  s.add<Plate>("plate:train", box);
  invite(s, box);
}

}  // namespace partials::window
