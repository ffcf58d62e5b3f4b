// SPDX-License-Identifier: MIT
#include "judge/external_pitch.h"

#include <cstring>
#include <sstream>

#include "base/plain_number.h"
#include "judge/run_program.h"
#include "soundfile/resample.h"
#include "system/file.h"

namespace partials {
namespace {

constexpr const char* kSptk[] = {"/usr/libexec/sptk/bin/pitch", "/usr/lib/sptk/bin/pitch"};
constexpr double kStepS = 0.005;

std::string sptk_path() {
  for (const char* p : kSptk)
    if (!find_program(p).empty()) return p;
  return "";
}

// The accurate autocorrelation method; one line "time f0" per frame, 0 for unvoiced.
constexpr const char* kPraatScript = R"(form Pitch
  word input x
  positive low 60
  positive high 3000
endform
Read from file: input$
To Pitch (ac): 0.005, low, 15, "yes", 0.03, 0.45, 0.01, 0.35, 0.14, high
n = Get number of frames
t1 = Get time from frame number: 1
appendInfoLine: fixed$ (t1, 9), " ", n
for i to n
  f = Get value in frame: i, "Hertz"
  if f = undefined
    f = 0
  endif
  appendInfoLine: fixed$ (f, 4)
endfor
)";

}  // namespace

bool praat_present() { return !find_program("praat").empty(); }
bool sptk_present() { return !sptk_path().empty(); }

Result<PitchCurve> praat_pitch(const AudioClip& clip, const PitchRange& range) {
  const TemporaryFolder folder;
  const std::string wav = folder.file("clip.wav"), script = folder.file("pitch.praat");
  if (const auto r = write_wav(wav, clip, WavFormat::pcm24); !r) return r.error();
  if (const auto r = atomic_write(script, kPraatScript); !r) return r.error();
  const auto out =
      run_program({"praat", "--run", script, wav, plain_number(range.low_hz), plain_number(range.high_hz)});
  if (!out) return out.error();
  std::istringstream in(out.value());
  PitchCurve curve;
  curve.step_s = kStepS;
  size_t n = 0;
  in >> curve.first_s >> n;
  float f = 0.f;
  while (curve.f0_hz.size() < n && in >> f) curve.f0_hz.push_back(f);
  if (curve.f0_hz.empty())
    return Error{"praat gave no pitch frames; the clip may be too short (0.1 s at least)."};
  return curve;
}

Result<PitchCurve> sptk_pitch(const AudioClip& clip, const PitchRange& range) {
  const std::string program = sptk_path();
  if (program.empty())
    return Error{"SPTK's pitch program is not installed; install it with: apt-get install sptk."};
  const std::vector<float> x = resample(clip.samples, clip.rate_hz, 48000.0);
  std::string raw(x.size() * sizeof(float), '\0');
  for (size_t i = 0; i < x.size(); ++i) {
    const float v = x[i] * 32768.f;
    std::memcpy(raw.data() + i * sizeof v, &v, sizeof v);
  }
  const auto out = run_program({program, "-a", "1", "-s", "48", "-p", "240", "-L", plain_number(range.low_hz),
                                "-H", plain_number(range.high_hz), "-o", "1"},
                               raw);
  if (!out) return out.error();
  PitchCurve curve;
  curve.step_s = kStepS;
  curve.f0_hz.resize(out.value().size() / sizeof(float));
  std::memcpy(curve.f0_hz.data(), out.value().data(), curve.f0_hz.size() * sizeof(float));
  return curve;
}

}  // namespace partials
