// SPDX-License-Identifier: MIT
// juce_host LV2|VST3 BUNDLE PROJECT OUT.wav SAVED: renders 2 s of a plug-in like a JUCE host without a
// display. PROJECT is a model, or the state that an earlier run SAVED. This text is MIT; the program links
// JUCE, so it is GPL-3, and it is only ever built on the tester's machine (tests/hosts/juce.sh). No shipped
// part of Partials links JUCE.
#include <juce_audio_formats/juce_audio_formats.h>
#include <juce_audio_processors/juce_audio_processors.h>

#include <cstdio>
#include <cstdlib>

namespace {
using namespace juce;

constexpr int kBlock = 256, kFrames = 96000, kOn = 9700, kOff = 57700;  // both within a block
constexpr double kRateHz = 48000, kToneHz = 440;

[[noreturn]] void fail(const String& why) {
  std::fprintf(stderr, "juce_host: %s\n", why.toRawUTF8());
  std::_Exit(1);
}

std::unique_ptr<AudioPluginInstance> open(AudioPluginFormat& format, const String& bundle,
                                          const String& kind) {
  const bool lv2 = format.getName() == "LV2";
  if (lv2)
    format.searchPathsForPlugins(FileSearchPath(File(bundle).getParentDirectory().getFullPathName()), true,
                                 false);
  OwnedArray<PluginDescription> found;
  format.findAllTypesForFile(found, lv2 ? "urn:partials:" + kind : bundle);
  if (found.size() != 1) fail(String(found.size()) + " plug-ins are in " + bundle + "; one was expected");
  String error;
  auto plugin = format.createInstanceFromDescription(*found[0], kRateHz, kBlock, error);
  if (!plugin) fail(bundle + ": " + error);
  return plugin;
}

// A project with nothing but the model's path in it, in the words that JUCE saves LV2 and VST3 in.
MemoryBlock project_with(const String& model, AudioPluginFormat& format, const String& kind) {
  if (format.getName() == "LV2") {
    const String uri = "urn:partials:" + kind;
    const String lv2 = "http://lv2plug.in/ns/",
                 text = "<" + uri + "/savedState> a <" + lv2 + "ext/presets#Preset> ; <" + lv2 +
                        "lv2core#appliesTo> <" + uri + "> ; <" + lv2 + "ext/state#state> [ <" + uri +
                        "#model> \"" + model + "\"^^<" + lv2 + "ext/atom#Path> ] .\n";
    return MemoryBlock(text.toRawUTF8(), text.getNumBytesAsUTF8());
  }
  MemoryOutputStream bytes;  // DPF's words, each ended by a zero; 0xfe ends them all
  for (const String& word :
       {String("__dpf_state_begin__"), String("model"), model, String("__dpf_state_end__")})
    bytes.writeString(word);
  bytes.writeByte('\xfe');
  XmlElement state("VST3PluginState");
  state.createNewChildElement("IComponent")->addTextElement(bytes.getMemoryBlock().toBase64Encoding());
  MemoryBlock all;
  AudioProcessor::copyXmlToBinary(state, all);
  return all;
}

AudioBuffer<float> render(AudioPluginInstance& plugin, bool instrument) {
  AudioBuffer<float> all(2, kFrames), block(2, kBlock);
  for (int at = 0; at < kFrames; at += kBlock) {
    MidiBuffer midi;
    block.clear();
    for (int i = 0; i < kBlock; ++i) {
      const int t = at + i;
      if (instrument && t == kOn) midi.addEvent(MidiMessage::noteOn(1, 69, uint8(100)), i);
      if (instrument && t == kOff) midi.addEvent(MidiMessage::noteOff(1, 69), i);
      if (!instrument && t >= kOn && t < kOff)
        for (int h = 1; h <= 8; ++h)
          for (int c = 0; c < 2; ++c)
            block.addSample(
                c, i, float(0.2 / h * std::sin(MathConstants<double>::twoPi * h * kToneHz * t / kRateHz)));
    }
    plugin.processBlock(block, midi);
    for (int c = 0; c < 2; ++c) all.copyFrom(c, at, block, c, 0, kBlock);
  }
  return all;
}

void write(const AudioBuffer<float>& sound, const File& file) {
  file.deleteFile();
  std::unique_ptr<AudioFormatWriter> wav(
      WavAudioFormat().createWriterFor(file.createOutputStream().release(), kRateHz, 2, 16, {}, 0));
  if (!wav || !wav->writeFromAudioSampleBuffer(sound, 0, sound.getNumSamples()))
    fail(file.getFullPathName() + " cannot be written");
}
}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) fail("usage: juce_host LV2|VST3 BUNDLE PROJECT OUT.wav SAVED");
  const ScopedJuceInitialiser_GUI juce;
  LV2PluginFormat lv2;
  VST3PluginFormat vst3;
  AudioPluginFormat& format = String(argv[1]) == "LV2" ? static_cast<AudioPluginFormat&>(lv2) : vst3;
  const String bundle = argv[2], kind = bundle.contains("instrument") ? "instrument" : "effect";
  auto plugin = open(format, bundle, kind);
  MemoryBlock project, saved, resaved;
  const File in(argv[3]);
  if (in.hasFileExtension("partials"))
    project = project_with(argv[3], format, kind);
  else if (!in.loadFileAsData(project))
    fail(in.getFullPathName() + " cannot be read");
  plugin->setStateInformation(project.getData(), int(project.getSize()));
  plugin->prepareToPlay(kRateHz, kBlock);
  const auto sound = render(*plugin, kind == "instrument");
  write(sound, File(argv[4]));
  plugin->getStateInformation(saved);
  plugin->setStateInformation(saved.getData(), int(saved.getSize()));  // while it plays
  plugin->getStateInformation(resaved);
  if (resaved != saved) fail("the state of " + bundle + " is another one after it was restored");
  if (!File(argv[5]).replaceWithData(saved.getData(), saved.getSize()))
    fail(String(argv[5]) + " cannot be written");
  std::printf("%s %s: %d in, %d out, %d parameters, latency %d samples, RMS %.1f dB, state %d bytes\n",
              argv[1], plugin->getName().toRawUTF8(), plugin->getTotalNumInputChannels(),
              plugin->getTotalNumOutputChannels(), plugin->getParameters().size(),
              plugin->getLatencySamples(), Decibels::gainToDecibels(sound.getRMSLevel(0, 0, kFrames), -200.f),
              int(saved.getSize()));
  plugin->releaseResources();
  return 0;
}
