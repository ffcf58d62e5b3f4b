// SPDX-License-Identifier: MIT
// lv2_ttl instrument|effect FOLDER [window]: writes manifest.ttl and plugin.ttl of an LV2 bundle from the
// parameter table. Ports are in the order in which DPF connects them: audio in, audio out, events in,
// events out, latency, parameters.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

#include "shown.h"
#include "titles.h"

namespace {

using namespace partials;

constexpr char kPrefixes[] = R"(@prefix atom: <http://lv2plug.in/ns/ext/atom#> .
@prefix bufs: <http://lv2plug.in/ns/ext/buf-size#> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix midi: <http://lv2plug.in/ns/ext/midi#> .
@prefix opts: <http://lv2plug.in/ns/ext/options#> .
@prefix param: <http://lv2plug.in/ns/ext/parameters#> .
@prefix patch: <http://lv2plug.in/ns/ext/patch#> .
@prefix pprops: <http://lv2plug.in/ns/ext/port-props#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rsz: <http://lv2plug.in/ns/ext/resize-port#> .
@prefix state: <http://lv2plug.in/ns/ext/state#> .
@prefix ui: <http://lv2plug.in/ns/extensions/ui#> .
@prefix units: <http://lv2plug.in/ns/extensions/units#> .
@prefix urid: <http://lv2plug.in/ns/ext/urid#> .
@prefix work: <http://lv2plug.in/ns/ext/worker#> .

)";

const std::map<std::string, std::string> kUnits = {{"dB", "units:db"},
                                                   {"st", "units:semitone12TET"},
                                                   {"cents", "units:cent"},
                                                   {"s", "units:s"},
                                                   {"%", "units:pc"}};

class Bundle {
 public:
  Bundle(PlayerKind kind, bool window) : effect_(kind == PlayerKind::effect), window_(window), kind_(kind) {
    word_ = effect_ ? "effect" : "instrument";
    uri_ = "urn:partials:" + word_;
  }

  std::string manifest() const {
    std::ostringstream out;
    out << kPrefixes << "<" << uri_ << "> a lv2:Plugin ;\n  lv2:binary <partials-" << word_
        << "_dsp.so> ;\n  rdfs:seeAlso <plugin.ttl> .\n";
    if (window_)
      out << "\n<" << uri_ << "#ui> a ui:X11UI ;\n  ui:binary <partials-" << word_ << "_ui.so> ;\n"
          << "  lv2:extensionData ui:idleInterface , ui:showInterface , opts:interface ;\n"
          << "  lv2:requiredFeature opts:options , urid:map , ui:idleInterface , "
             "<http://lv2plug.in/ns/ext/data-access> , "
             "<http://lv2plug.in/ns/ext/instance-access> ;\n"
          << "  lv2:optionalFeature ui:parent , ui:touch , ui:requestValue ;\n  opts:supportedOption "
             "param:sampleRate .\n";
    return out.str();
  }

  std::string plugin() {
    std::ostringstream out;
    out << kPrefixes << "<" << uri_
        << "#model> a lv2:Parameter ;\n  rdfs:label \"Model file\" ;\n  rdfs:comment \"The sound model to "
           "play, a .partials file, or a preset of one, a .partials-preset file.\" ;\n  rdfs:range "
           "atom:Path .\n\n"
        << "<" << uri_ << "> a lv2:Plugin , doap:Project , "
        << (effect_ ? "lv2:SpectralPlugin" : "lv2:InstrumentPlugin") << " ;\n"
        << "  doap:name \"Partials " << (effect_ ? "Effect" : "Instrument") << "\" ;\n"
        << "  doap:license <https://spdx.org/licenses/MIT> ;\n  doap:maintainer [ foaf:name \"Partials\" ] "
           ";\n"
        << "  rdfs:comment \""
        << (effect_ ? "Uses the pitch and loudness of its input to play a sound model"
                    : "Plays a sound model")
        << " that was trained on recordings.\" ;\n"
        << "  lv2:minorVersion 2 ;\n  lv2:microVersion 0 ;\n"
        << "  lv2:requiredFeature opts:options , urid:map , work:schedule ;\n  lv2:optionalFeature "
           "lv2:hardRTCapable , bufs:boundedBlockLength ;\n"
        << "  lv2:extensionData opts:interface , state:interface , work:interface ;\n"
        << "  opts:supportedOption bufs:nominalBlockLength , bufs:maxBlockLength , param:sampleRate ;\n"
        << "  patch:writable <" << uri_ << "#model> ;\n";
    if (window_) out << "  ui:ui <" << uri_ << "#ui> ;\n";
    out << "  lv2:port\n";
    ports(out);
    out << "  .\n";
    return out.str();
  }

 private:
  void port(std::ostringstream& out, const std::string& body) {
    out << (index_ ? "  ,\n" : "") << "  [\n" << body << "    lv2:index " << index_ << "\n  ]\n";
    ++index_;
  }

  void audio(std::ostringstream& out, bool input, bool left) {
    const std::string side = left ? "Left" : "Right", way = input ? "Input" : "Output";
    port(out, "    a lv2:AudioPort , lv2:" + way + "Port ;\n    lv2:symbol \"lv2_audio_" +
                  (input ? "in_" : "out_") + (left ? "1" : "2") + "\" ;\n    lv2:name \"" + way + " " + side +
                  "\" ;\n");
  }

  void events(std::ostringstream& out, bool input, bool midi) {
    port(out, std::string("    a atom:AtomPort , lv2:") + (input ? "Input" : "Output") +
                  "Port ;\n    atom:bufferType atom:Sequence ;\n    lv2:symbol \"lv2_events_" +
                  (input ? "in" : "out") + "\" ;\n    lv2:name \"Events " + (input ? "Input" : "Output") +
                  "\" ;\n    rsz:minimumSize 8192 ;\n    lv2:designation lv2:control ;\n    atom:supports "
                  "patch:Message" +
                  (midi ? " , midi:MidiEvent" : "") + " ;\n");
  }

  void ports(std::ostringstream& out) {
    if (effect_) {
      audio(out, true, true);
      audio(out, true, false);
    }
    audio(out, false, true);
    audio(out, false, false);
    events(out, true, true);
    events(out, false, effect_);
    if (effect_)
      port(out,
           "    a lv2:ControlPort , lv2:OutputPort ;\n    lv2:symbol \"lv2_latency\" ;\n    lv2:name "
           "\"Latency\" ;\n    lv2:designation lv2:latency ;\n"
           "    lv2:portProperty lv2:reportsLatency , lv2:integer , pprops:notOnGUI ;\n    units:unit "
           "units:frame ;\n");
    for (const int i : shown(kind_)) control(out, i);
  }

  void control(std::ostringstream& out, int i) {
    const Parameter& p = kParameters[static_cast<size_t>(i)];
    std::ostringstream b;
    b << "    a lv2:ControlPort , lv2:InputPort ;\n";
    if (i == kBypass) {  // LV2's meaning is inverted, and DPF follows it
      port(out,
           b.str() +
               "    lv2:symbol \"lv2_enabled\" ;\n    lv2:name \"Enabled\" ;\n    lv2:designation "
               "lv2:enabled ;\n    lv2:default 1 ;\n    "
               "lv2:minimum 0 ;\n    lv2:maximum 1 ;\n    lv2:portProperty lv2:toggled , lv2:integer ;\n");
      return;
    }
    b << "    lv2:symbol \"" << p.id << "\" ;\n    lv2:name \"" << p.name << "\" ;\n    rdfs:comment \""
      << p.help << "\" ;\n"
      << "    lv2:default " << p.initial << " ;\n    lv2:minimum " << p.min << " ;\n    lv2:maximum " << p.max
      << " ;\n";
    if (const auto unit = kUnits.find(p.unit); unit != kUnits.end())
      b << "    units:unit " << unit->second << " ;\n";
    const bool toggled = p.look == Look::toggle, listed = p.look == Look::choice || p.look == Look::note;
    if (toggled)
      b << "    lv2:portProperty lv2:toggled , lv2:integer ;\n";
    else if (listed)
      b << "    lv2:portProperty lv2:enumeration , lv2:integer ;\n";
    else if (p.stepped)
      b << "    lv2:portProperty lv2:integer ;\n";
    if (is_reserved(i)) b << "    lv2:portProperty pprops:notOnGUI , pprops:notAutomatic ;\n";
    // Scale points for all named values; for a macro, whose port goes from 0 to 1, the values at its ends
    // and its middle.
    if (toggled || listed)
      for (float v = p.min; v <= p.max; ++v) point(b, i, v);
    else if (is_macro(i) && !is_reserved(i))
      for (const float v : {0.f, 0.5f, 1.f}) point(b, i, v);
    port(out, b.str());
  }

  static void point(std::ostringstream& b, int i, float value) {
    b << "    lv2:scalePoint [ rdfs:label \"" << text_of(i, value)
      << "\" ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> " << value << " ] ;\n";
  }

  bool effect_, window_;
  PlayerKind kind_;
  std::string word_, uri_;
  int index_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: lv2_ttl instrument|effect FOLDER [window]\n");
    return 2;
  }
  Bundle bundle(std::strcmp(argv[1], "effect") == 0 ? PlayerKind::effect : PlayerKind::instrument, argc > 3);
  const std::string folder = argv[2];
  std::ofstream manifest(folder + "/manifest.ttl"), plugin(folder + "/plugin.ttl");
  manifest << bundle.manifest();
  plugin << bundle.plugin();
  manifest.close();
  plugin.close();
  if (manifest && plugin) return 0;
  std::fprintf(stderr, "%s: manifest.ttl and plugin.ttl cannot be written there; does the folder exist?\n",
               folder.c_str());
  return 1;
}
