// SPDX-License-Identifier: MIT
#include "export/write_c.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace partials {
namespace {

// Nine digits give every float back, seventeen every double. A board's compiler reads them in the C locale;
// the point is written here.
std::string number(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, x);
  std::string s = text;
  std::replace(s.begin(), s.end(), ',', '.');
  if (s.find_first_of(".en") == std::string::npos) s += ".0";
  return s;
}
std::string text_of(float x) { return number(static_cast<double>(x), 9) + "f"; }
std::string text_of(double x) { return number(x, 17); }
std::string text_of(uint32_t x) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%xu", static_cast<unsigned>(x));
  return text;
}

template <class T>
std::string array(const char* type, const std::string& name, const T* values, size_t n) {
  std::string out = std::string("static const ") + type + " " + name + "[" + std::to_string(n) + "] = {";
  size_t column = 200;
  for (size_t i = 0; i < n; ++i) {
    const std::string one = text_of(values[i]) + (i + 1 < n ? ", " : "");
    if (column + one.size() > 110) {
      out += "\n    ";
      column = 4;
    }
    out += one;
    column += one.size();
  }
  return out + "};\n";
}
std::string array(const std::string& name, const std::vector<float>& v) {
  return array("float", name, v.data(), v.size());
}

std::string upper(std::string s) {
  for (char& c : s) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return s;
}

std::string nodes(const BoardModel& m) {
  std::string arrays, table = "static const partials_board_node nodes[] = {\n", named;
  const partials_board_model& t = m.tables();
  std::vector<std::string> seen;
  for (size_t i = 0; i < m.nodes().size(); ++i) {
    const BoardModel::Node& n = m.nodes()[i];
    const partials_board_node& row = t.nodes[i];
    const std::string at = std::to_string(i);
    arrays += "/* " + n.id + " */\n";
    if (!n.settings.empty()) arrays += array("double", "settings" + at, n.settings.data(), n.settings.size());
    if (!n.weights.empty()) arrays += array("weights" + at, n.weights);
    if (!n.packed.empty()) arrays += array("uint32_t", "packed" + at, n.packed.data(), n.packed.size());
    if (std::find(seen.begin(), seen.end(), n.processor) == seen.end()) {
      seen.push_back(n.processor);
      named += "extern const partials_board_processor partials_board_" + n.processor + ";\n";
    }
    char key[32];
    std::snprintf(key, sizeof key, "0x%llxull", static_cast<unsigned long long>(row.key));
    table += "    {&partials_board_" + n.processor + ", " + key + ", " +
             (n.settings.empty() ? "0" : "settings" + at) + ", " +
             (n.weights.empty() ? "0" : "weights" + at) + ", " + (n.packed.empty() ? "0" : "packed" + at) +
             ",\n     {";
    for (int p = 0; p < 12; ++p) table += (p ? ", " : "") + std::to_string(row.in[p]);
    table += "}, " + std::to_string(row.out) + ", " + std::to_string(row.n_out) + "}, /* " + n.id + " */\n";
  }
  return named + "\n" + arrays + "\n" + table + "};\n";
}

std::string wires(const BoardModel& m) {
  std::string out = "static const partials_board_wire wires[] = {";
  for (int i = 0; i < m.tables().n_wires; ++i) {
    const partials_board_wire& w = m.tables().wires[i];
    out += (i % 8 ? " " : "\n    ") + std::string("{") + std::to_string(w.channels) + ", " +
           std::to_string(w.samples) + ", " + std::to_string(w.shared) + "},";
  }
  return out + "\n};\n";
}

std::string notes(const BoardModel& m) {
  const partials_board_model& t = m.tables();
  if (!t.n_notes) return "";
  std::string arrays, table = "static const partials_board_note notes[] = {\n";
  for (int i = 0; i < t.n_notes; ++i) {
    const partials_board_note& n = t.notes[i];
    const std::string at = std::to_string(i);
    const auto contour = [&](const char* name, const float* values, uint16_t count) {
      if (!count) return std::string("0");
      arrays += array("float", name + at, values, count);
      return name + at;
    };
    const std::string attack = contour("attack_db", n.attack_db, n.n_attack_db),
                      cents = contour("attack_cents", n.attack_cents, n.n_attack_cents),
                      decay = contour("decay_db", n.decay_db, n.n_decay_db),
                      release = contour("release_db", n.release_db, n.n_release_db);
    table += "    {";
    for (const float x :
         {n.pitch_midi, n.sustain_db, n.drift_db_per_s, n.wander_db, n.wander_s, n.wander_cents,
          n.wander_cents_s, n.vibrato_hz, n.vibrato_cents, n.vibrato_db, n.vibrato_onset_s, n.reached_db})
      table += text_of(x) + ", ";
    table += "\n     " + text_of(n.rise_from_s) + ", " + text_of(n.rise_to_s) + ", " + attack + ", " + cents +
             ", " + decay + ", " + release + ", " + std::to_string(n.n_attack_db) + ", " +
             std::to_string(n.n_attack_cents) + ", " + std::to_string(n.n_decay_db) + ", " +
             std::to_string(n.n_release_db) + "},\n";
  }
  return arrays + table + "};\n";
}

std::string model(const BoardModel& m, const std::string& name) {
  const partials_board_model& t = m.tables();
  std::string out = "const partials_board_model " + name + " = {\n    PARTIALS_BOARD_VERSION, ";
  for (const int32_t x : {t.rate_hz, t.max_block, t.voices, t.spare, t.hop_num, t.hop_den})
    out += std::to_string(x) + ", ";
  out += text_of(t.band_hz) + ", " + text_of(t.reference_rate_hz) + ", " + text_of(t.tail_s) +
         ",\n    wires, nodes, " + (t.n_notes ? "notes" : "0");
  for (const uint16_t n : {t.n_wires, t.n_nodes, t.n_notes, t.n_partials}) out += ", " + std::to_string(n);
  out += ",\n    {";
  for (int i = 0; i < PARTIALS_BOARD_PLAYED_WIRES; ++i) out += (i ? ", " : "") + std::to_string(t.played[i]);
  out += "},\n    ";
  for (const float x : {t.legato_s, t.low_hz, t.high_hz, t.quiet_db, t.loud_db, t.median_db})
    out += text_of(x) + ", ";
  return out + "\n    level_db, attack_s, release_s, " + std::to_string(t.struck) + ", " +
         text_of(t.one_dynamic) + "};\n";
}

}  // namespace

std::string c_name(const std::string& file_stem) {
  std::string name;
  for (const char c : file_stem) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) ? "m" + name : name;
}

BoardSource board_source(const BoardModel& m, const std::string& name, const std::string& title) {
  const partials_board_model& t = m.tables();
  const std::string big = upper(name);
  const std::string head = "/* " + title + ", exported by `partials export` for partials/partials_board.h: " +
                           std::to_string(t.voices) + (t.voices == 1 ? " voice" : " voices") + " at " +
                           std::to_string(t.rate_hz) + " Hz. Do not edit. */\n";
  BoardSource s;
  s.header = head + "#ifndef " + big + "_BOARD_H\n#define " + big +
             "_BOARD_H\n#include \"partials/partials_board.h\"\n" +
             "#ifdef __cplusplus\nextern \"C\" {\n#endif\nextern const partials_board_model " + name +
             ";\n#ifdef __cplusplus\n}\n#endif\n#define " + big + "_RATE_HZ " + std::to_string(t.rate_hz) +
             "\n#define " + big + "_VOICES " + std::to_string(t.voices) +
             "\n/* of partials_board_init(), in bytes: with pointers of 32 bits, and of 64 */\n#define " +
             big + "_MEMORY_BYTES (sizeof(void*) == 4 ? " + std::to_string(m.memory_bytes_32()) + " : " +
             std::to_string(m.memory_bytes_here()) + ")\n#endif\n";
  s.source = head + "#include \"" + name + "_board.h\"\n\n" + wires(m) + "\n" + nodes(m) + "\n" + notes(m) +
             "\n" + array("float", "level_db", t.level_db, 128) +
             array("float", "attack_s", t.attack_s, 128) + array("float", "release_s", t.release_s, 128) +
             "\n" + model(m, name);
  return s;
}

}  // namespace partials
