// SPDX-License-Identifier: MIT
#include "families/motion/body_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace partials::motion {
namespace {

// What a joint is called in the dialects, without side, case and separators. Lines are tried from top to
// bottom and the words of a line from left to right; a word that one line has taken is gone for the next.
struct Dialects {
  const char* canonical;
  bool sided;
  std::array<const char*, 8> words;
};

constexpr Dialects kJoints[] = {
    {"hips", false, {"hips", "hip", "pelvis", "spinebase", "midhip"}},
    {"spine", false, {"spine", "abdomen", "ab", "spinemid", "navalspine", "spine1", "lowerback", "torso"}},
    {"chest",
     false,
     {"chest", "spineshoulder", "chestspine", "upperchest", "spine3", "spine2", "spine1", "thorax"}},
    {"neck", false, {"neck", "neckbase", "upperneck"}},
    {"head", false, {"head", "skull"}},
    {"nose", false, {"nose"}},
    {"shoulder", true, {"upperarm", "arm", "shldr", "humerus", "uparm", "shoulder"}},
    {"collar", true, {"collar", "clavicle", "shoulder"}},
    {"elbow", true, {"elbow", "forearm", "lowerarm", "radius", "lowarm"}},
    {"wrist", true, {"wrist", "hand"}},
    {"hand", true, {"hand", "palm"}},
    {"hip", true, {"upleg", "upperleg", "thigh", "femur", "hip"}},
    {"knee", true, {"knee", "lowerleg", "leg", "shin", "calf", "tibia", "lowleg"}},
    {"ankle", true, {"ankle", "foot"}},
    {"foot", true, {"toebase", "toes", "toe", "footindex", "bigtoe", "foot"}},
    {"heel", true, {"heel"}},
    {"eye", true, {"eye"}},
    {"ear", true, {"ear"}},
};

// Whole names that no rule takes apart (UCI gesture phase data).
constexpr std::pair<const char*, const char*> kAbbreviations[] = {{"lh", "left_hand"},  {"rh", "right_hand"},
                                                                  {"lw", "left_wrist"}, {"rw", "right_wrist"},
                                                                  {"h", "head"},        {"s", "spine"}};

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// "mixamorig:LeftUpLeg" is left, up, leg; "LHipJoint" is l, hip, joint; "UpperArm_L" is upper, arm, l.
std::vector<std::string> words_of(std::string_view name) {
  if (const size_t colon = name.find_last_of(":|"); colon != std::string_view::npos)
    name.remove_prefix(colon + 1);
  std::vector<std::string> words(1);
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = upper(c) || lower(c) || digit(c);
    const bool hump =
        upper(c) && i > 0 && (lower(name[i - 1]) || (i + 1 < name.size() && lower(name[i + 1])));
    if ((!letter || hump) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() > 1 && (words[0] == "joint" || words[0] == "bip01")) words.erase(words.begin());
  return words;
}

struct Word {
  char side = 0;  // 'l', 'r' or 0
  std::string core;
};

bool is_sided_core(std::string_view core) {
  return std::any_of(std::begin(kJoints), std::end(kJoints), [&](const Dialects& d) {
    return d.sided &&
           std::any_of(d.words.begin(), d.words.end(), [&](const char* w) { return w && core == w; });
  });
}

Word word_of(const std::string& name) {
  Word word;
  for (const std::string& part : words_of(name)) {
    const bool side = part == "left" || part == "right" || part == "l" || part == "r";
    if (side && word.side == 0)
      word.side = part[0];
    else
      word.core += part;
  }
  const auto prefixed = [&](std::string_view prefix) {
    if (word.side || word.core.substr(0, prefix.size()) != prefix) return;
    if (!is_sided_core(std::string_view(word.core).substr(prefix.size()))) return;
    word.side = prefix[0];
    word.core.erase(0, prefix.size());
  };
  for (const char* prefix : {"left", "right", "l", "r"}) prefixed(prefix);
  return word;
}

std::string with_side(char side, const char* name) {
  return side ? (side == 'l' ? "left_" : "right_") + std::string(name) : name;
}

bool is_canonical(std::string_view name) {
  const size_t side = name.substr(0, 5) == "left_" ? 5 : name.substr(0, 6) == "right_" ? 6 : 0;
  return std::any_of(std::begin(kJoints), std::end(kJoints), [&](const Dialects& d) {
    return d.sided == (side > 0) && name.substr(side) == d.canonical;
  });
}

constexpr std::string_view kComponents[] = {"x", "y", "z", "rx", "ry", "rz", "tx", "ty", "tz"};

bool is_component(std::string_view text) {
  return std::find(std::begin(kComponents), std::end(kComponents), text) != std::end(kComponents);
}

const char* abbreviation(std::string_view name) {
  for (const auto& [shortened, whole] : kAbbreviations)
    if (name == shortened) return whole;
  return nullptr;
}

}  // namespace

std::vector<std::string> canonical_names(const std::vector<std::string>& names) {
  std::vector<std::string> canonical = names;
  std::map<std::pair<char, std::string>, size_t> free;  // the first joint of each word
  for (size_t i = 0; i < names.size(); ++i) {
    if (const char* whole = abbreviation(names[i])) {
      canonical[i] = whole;
    } else {
      const Word word = word_of(names[i]);
      free.try_emplace({word.side, word.core}, i);
    }
  }
  std::set<std::string> used(canonical.begin(), canonical.end());
  const auto name_joint = [&](const Dialects& d, char side) {
    for (const char* word : d.words) {
      const auto found = word ? free.find({side, word}) : free.end();
      if (found == free.end()) continue;
      const std::string name = with_side(side, d.canonical);
      const size_t joint = found->second;
      free.erase(found);
      if (name != names[joint] && used.count(name)) return;  // another joint has that name already
      canonical[joint] = name;
      used.insert(name);
      return;
    }
  };
  for (const Dialects& d : kJoints)
    for (const char side : d.sided ? std::string_view("lr") : std::string_view("\0", 1)) name_joint(d, side);
  return canonical;
}

ChannelName split_channel_name(const std::string& name) {
  const size_t separator = name.find_last_of("._/ ");
  if (separator != std::string::npos && separator > 0 && is_component(name.substr(separator + 1)))
    return {name.substr(0, separator), name.substr(separator + 1)};
  if (name.size() > 1 && is_component(name.substr(name.size() - 1)) &&
      abbreviation(name.substr(0, name.size() - 1)))
    return {name.substr(0, name.size() - 1), name.substr(name.size() - 1)};
  return {name, {}};
}

std::string joined(const ChannelName& name) {
  return name.component.empty() ? name.joint : name.joint + "." + name.component;
}

void use_canonical_names(Skeleton& skeleton) {
  std::vector<std::string> names;
  for (const Joint& joint : skeleton.joints) names.push_back(joint.is_end ? std::string() : joint.name);
  names = canonical_names(names);
  for (size_t j = 0; j < names.size(); ++j) {
    Joint& joint = skeleton.joints[j];
    joint.name = joint.is_end ? skeleton.joints[static_cast<size_t>(joint.parent)].name + "_end" : names[j];
  }
}

void use_canonical_names(Take& take) {
  std::vector<std::string> joints;  // each once, in their order
  std::map<std::string, size_t> index;
  for (const Channel& c : take.channels)
    if (const auto joint = split_channel_name(c.name).joint; index.try_emplace(joint, joints.size()).second)
      joints.push_back(joint);
  const auto names = canonical_names(joints);
  for (Channel& c : take.channels) {
    ChannelName name = split_channel_name(c.name);
    if (name.component.empty()) continue;
    const std::string& canonical = names[index[name.joint]];
    if (is_canonical(canonical)) c.name = joined({canonical, name.component});
  }
}

}  // namespace partials::motion
