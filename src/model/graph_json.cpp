// SPDX-License-Identifier: MIT
#include "model/graph_json.h"

#include <nlohmann/json.hpp>

#include "base/plain_number.h"

namespace partials {
namespace {

using Json = nlohmann::ordered_json;

// Keeps the first error, so that the reading code needs no checks in between.
struct Reader {
  std::string file;
  std::string error;

  bool fail(const std::string& where, const std::string& what) {
    if (error.empty()) error = "The graph in '" + file + "': " + where + " " + what + ".";
    return false;
  }
  bool object(const Json& j, const std::string& where, std::initializer_list<const char*> known = {}) {
    if (!j.is_object()) return fail(where, "should be an object in braces");
    if (known.size())
      for (auto& [key, value] : j.items())
        if (std::none_of(known.begin(), known.end(), [&key = key](const char* k) { return key == k; }))
          return fail(where,
                      "has an unknown key '" + key + "'; remove it, or update Partials if the file is newer");
    return true;
  }
  // A sample rate, or 0: none.
  double rate(const Json& j, const std::string& what) {
    return j.is_number() && j.get<double>() == 0 ? 0 : number(j, what, 8000, 384000);
  }
  double number(const Json& j, const std::string& where, double low, double high) {
    if (!j.is_number() || !(j.get<double>() >= low && j.get<double>() <= high)) {
      fail(where, "should be a number between " + plain_number(low) + " and " + plain_number(high));
      return low;
    }
    return j.get<double>();
  }
  std::string text(const Json& j, const std::string& where) {
    if (!j.is_string() || j.get_ref<const std::string&>().empty() ||
        j.get_ref<const std::string&>().size() > 64) {
      fail(where, "should be a name of 1 to 64 letters");
      return "";
    }
    return j.get<std::string>();
  }
};

void read_inputs(Reader& r, const Json& j, Graph& g) {
  if (!r.object(j, "'inputs'")) return;
  for (auto& [id, in] : j.items()) {
    const std::string where = "input '" + id + "'";
    if (!r.object(in, where, {"rate", "channels"})) return;
    const std::string rate = in.value("rate", Json("frame")).is_string() ? in.value("rate", "frame") : "?";
    if (rate != "frame" && rate != "sample") {
      r.fail(where, "has a rate that is neither 'frame' nor 'sample'");
      return;
    }
    g.inputs.push_back(
        {id, rate == "frame" ? Rate::frame : Rate::sample,
         static_cast<int>(r.number(in.value("channels", Json(1)), where + ", channels,", 1, 4096))});
  }
}

void read_node(Reader& r, const std::string& id, const Json& j, Graph& g) {
  const std::string where = "node '" + id + "'";
  if (id == "in" || id.find('.') != std::string::npos || id.size() > 64) {
    r.fail(where, "cannot have that name");
    return;
  }
  if (!r.object(j, where, {"processor", "settings", "in", "scope"})) return;
  Node node{id, r.text(j.value("processor", Json()), where + ", processor,"), {}, {}};
  const Json settings = j.value("settings", Json::object()), in = j.value("in", Json::object());
  if (!r.object(settings, where + ", settings,") || !r.object(in, where + ", in,")) return;
  for (auto& [key, value] : settings.items())
    node.settings[key] = r.number(value, where + ", setting '" + key + "',", -1e9, 1e9);
  for (auto& [port, source] : in.items()) node.in[port] = r.text(source, where + ", input '" + port + "',");
  if (const Json scope = j.value("scope", Json("voice")); scope == "bus")
    node.scope = Scope::bus;
  else if (scope != "voice")
    r.fail(where, "has a scope that is neither 'voice' nor 'bus'");
  g.nodes.push_back(std::move(node));
}

}  // namespace

Result<Graph> graph_from_json(const std::string& text, const std::string& file) {
  Reader r{file, ""};
  const Json j = Json::parse(text, nullptr, false);
  if (j.is_discarded())
    return Error{"The graph in '" + file + "' is not valid JSON; restore the file from where it came.",
                 ErrorCode::damaged};
  Graph g;
  if (!r.object(j, "the top",
                {"hop_s", "band_hz", "reference_rate_hz", "native_rate_hz", "inputs", "nodes", "outputs"}))
    return Error{r.error, ErrorCode::damaged};
  const Json hop = j.value("hop_s", Json());
  if (!hop.is_array() || hop.size() != 2) {
    r.fail("'hop_s'", "should be two whole numbers, numerator and denominator");
    return Error{r.error, ErrorCode::damaged};
  }
  g.hop_num = static_cast<int64_t>(r.number(hop[0], "'hop_s'", 1, 1e5));
  g.hop_den = static_cast<int64_t>(r.number(hop[1], "'hop_s'", 1, 1e5));
  g.band_hz = r.number(j.value("band_hz", Json(16000)), "'band_hz'", 1000, 192000);
  g.reference_rate_hz = r.rate(j.value("reference_rate_hz", Json(44100)), "'reference_rate_hz'");
  g.native_rate_hz = r.rate(j.value("native_rate_hz", Json(0)), "'native_rate_hz'");
  read_inputs(r, j.value("inputs", Json::object()), g);
  const Json nodes = j.value("nodes", Json()), outputs = j.value("outputs", Json::object());
  if (r.object(nodes, "'nodes'")) {
    if (nodes.size() > 1000)
      r.fail("'nodes'", "has more than 1000 entries");
    else
      for (auto& [id, node] : nodes.items()) read_node(r, id, node, g);
  }
  if (r.object(outputs, "'outputs'"))
    for (auto& [id, source] : outputs.items()) g.outputs[id] = r.text(source, "output '" + id + "'");
  if (!r.error.empty()) return Error{r.error, ErrorCode::damaged};
  return g;
}

std::string json_from_graph(const Graph& g) {
  Json j;
  j["hop_s"] = {g.hop_num, g.hop_den};
  j["band_hz"] = g.band_hz;
  j["reference_rate_hz"] = g.reference_rate_hz;
  if (g.native_rate_hz > 0) j["native_rate_hz"] = g.native_rate_hz;
  j["inputs"] = Json::object();
  for (auto& in : g.inputs)
    j["inputs"][in.id] = {{"rate", in.rate == Rate::frame ? "frame" : "sample"}, {"channels", in.channels}};
  j["nodes"] = Json::object();
  for (auto& n : g.nodes) {
    Json& node = j["nodes"][n.id];
    node["processor"] = n.processor;
    if (!n.settings.empty()) node["settings"] = n.settings;
    if (!n.in.empty()) node["in"] = n.in;
    if (n.scope == Scope::bus) node["scope"] = "bus";
  }
  j["outputs"] = g.outputs;
  return j.dump(1);
}

}  // namespace partials
