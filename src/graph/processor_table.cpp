// SPDX-License-Identifier: MIT
#include "graph/processor_table.h"

#include <algorithm>
#include <vector>

#include "base/plain_number.h"
#include "graph/registry.h"

namespace partials {
namespace {

constexpr const char* kHead =
    "# Processors\n\n"
    "Every building block of a graph, from its own description. This page is written by a program:\n\n"
    "    tools/plot_processors\n\n"
    "`partials inspect --processors` prints the same text without pictures.\n\n"
    "**in** and **out** are ports: *f* is a value per frame, *s* one per sample, *f/s* either; a number of "
    "channels follows where it is\n"
    "fixed; (brackets) mean that it may stay unconnected. Within the range given everything is promised to "
    "hold.\n"
    "**settings** are fixed in the graph: range, unit, and what is taken where the graph says nothing. "
    "**weights** are learned, and lie in\n"
    "the model file under `node.weight`. A control that is not wired is a weight of its own: its position 0 "
    "to 1 within its range.\n\n";

std::string range_of(double min, double max, const char* unit) {
  return plain_number(min) + " to " + plain_number(max) + (*unit ? std::string(" ") + unit : "");
}

const char* rate_of(const Port& p) { return p.any_rate ? "f/s" : p.rate == Rate::frame ? "f" : "s"; }

// Numbered ports of one kind (in0, in1, ...) are shown as the first and the last of them.
std::string stem(const std::string& id) { return id.substr(0, id.find_last_not_of("0123456789") + 1); }

// `ranges`: inputs promise one, outputs do not.
std::string ports(const Port* list, int n, bool ranges) {
  std::string out;
  for (int i = 0; i < n; ++i) {
    const Port& p = list[i];
    int last = i;
    while (last + 1 < n && stem(p.id) != p.id && stem(list[last + 1].id) == stem(p.id)) ++last;
    std::string one =
        "`" + std::string(p.id) + (last > i ? "` … `" + std::string(list[last].id) : "") + "` " + rate_of(p);
    if (p.channels) one += " " + std::to_string(p.channels);
    if (ranges && !(p.min == -1 && p.max == 1)) one += ", " + range_of(p.min, p.max, "");
    if (ranges && p.optional) one = "(" + one + ")";
    out += (out.empty() ? "" : "; ") + one;
    i = last;
  }
  return out.empty() ? "none" : out;
}

std::string without_digits(std::string id) {
  id.erase(std::remove_if(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; }), id.end());
  return id;
}

// Numbered settings of one kind (chain1_from, chain2_from, ...) are shown as the first and the last of them.
std::string settings_of(const Info& info) {
  std::string out;
  for (int i = 0; i < info.n_settings; ++i) {
    const Control& c = info.settings[i];
    const auto alike = [&](int k) { return without_digits(info.settings[k].id) == without_digits(c.id); };
    int first = i, last = i;
    for (int k = 0; k < info.n_settings; ++k)
      if (alike(k)) {
        first = std::min(first, k);
        last = std::max(last, k);
      }
    if (first < i) continue;
    const char* unit =
        c.unit == Unit::none || c.unit == Unit::count || c.unit == Unit::linear ? "" : name_of(c.unit);
    const std::string name =
        "`" + std::string(c.id) + (last > i ? "` … `" + std::string(info.settings[last].id) : "");
    out +=
        (i ? "; " : "") + name + "` " + range_of(c.min, c.max, unit) + ", default " + plain_number(c.initial);
  }
  return out;
}

std::string weights_of(const Spec& spec) {
  std::string out;
  for (int i = 0; i < spec.n_weights; ++i) out += (i ? ", `" : "`") + std::string(spec.weights[i].id) + "`";
  return out;
}

std::string entry(const Info& info, const Spec& spec, bool drawn) {
  const std::string id = info.id;
  std::string out = "## " + id + "\n\n" + info.summary + "\n\n";
  if (drawn) out += "![" + id + " at some of its settings](pictures/processors/" + id + ".svg)\n\n";
  out += "- **in** " + ports(spec.in, spec.n_in, true) + "\n- **out** " + ports(spec.out, spec.n_out, false) +
         "\n";
  if (info.n_settings) out += "- **settings** " + settings_of(info) + "\n";
  if (spec.n_weights) out += "- **weights** " + weights_of(spec) + "\n";
  return out + "\n";
}

}  // namespace

std::string processor_reference(std::span<const std::string> drawn) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (const KernelSet* set : all_processors(Isa::base)) {
    Setup setup;
    setup.clock = {1, 250, 44100};
    for (int i = 0; i < set->info.n_settings; ++i) {
      setup.settings.ids[i] = set->info.settings[i].id;
      setup.settings.values[i] = set->info.settings[i].initial;
      ++setup.settings.n;
    }
    Spec spec;
    set->describe(setup, spec);
    const bool shown = std::find(drawn.begin(), drawn.end(), set->info.id) != drawn.end();
    entries.push_back({set->info.id, entry(set->info, spec, shown)});
  }
  std::sort(entries.begin(), entries.end());
  std::string out = kHead;
  for (const auto& [id, text] : entries) out += text;
  out.pop_back();
  return out;
}

}  // namespace partials
