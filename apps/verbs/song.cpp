// SPDX-License-Identifier: MIT
#include "verbs/song.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/letters.h"
#include "base/option_name.h"
#include "verbs/exits.h"

namespace partials {
namespace {

constexpr int kDrumChannel = 10;  // from 1

std::string first_bytes(const std::string& path) {
  std::array<char, 16> bytes{};
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return "";
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return std::string(bytes.data(), static_cast<size_t>(file.gcount()));
}

bool named_as_midi(const std::string& path) {
  const std::string end = lower(std::filesystem::path(path).extension().string());
  constexpr std::array kEnds{".mid", ".midi", ".kar", ".rmi", ".smf"};
  return std::find(kEnds.begin(), kEnds.end(), end) != kEnds.end();
}

bool begins_as_sound(std::string_view bytes) {
  constexpr std::array<std::string_view, 6> kHeads{"RIFF", "RF64", "fLaC", "OggS", "FORM", "caff"};
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view head) { return bytes.substr(0, 4) == head; });
}

uint16_t bits_of(const std::vector<int>& channels) {
  unsigned bits = 0;
  for (const int c : channels) bits |= 1u << (c - 1);
  return static_cast<uint16_t>(bits);
}

std::string no_notes(const std::string& path, const SongOption& o, size_t drums) {
  if (!o.channels.empty())
    return "'" + path + "' has no notes on the channels given by " + option("channel") +
           "; choose other channels.";
  if (drums)
    return "'" + path + "' has notes only on channel 10, which General MIDI reserves for drums; add " +
           option("drums") +
           " to play them, "
           "or use a file with a melody.";
  return "'" + path + "' has no notes; export it again with a melody in it.";
}

}  // namespace

bool is_midi_file(const std::string& path) {
  const std::string first = first_bytes(path);
  return begins_as_midi(first) || (named_as_midi(path) && !begins_as_sound(first));
}

SongInput read_song(const std::string& path, const SongOption& o,
                    const std::function<void(const std::string&)>& note, nlohmann::json& said) {
  SongInput in;
  in.song = must(read_midi_file(path), Exit::input_refused);
  in.mpe = o.mpe || is_silent_about_mpe(in.song);
  if (!o.channels.empty()) keep_channels(in.song, bits_of(o.channels));
  const bool with_drums = o.drums || o.mpe || std::count(o.channels.begin(), o.channels.end(), kDrumChannel);
  const size_t drums = with_drums ? 0 : leave_out_drums(in.song);
  if (!has_notes(in.song)) throw Stop(Exit::input_refused, no_notes(path, o, drums));
  if (drums)
    note(fmt::format("Omitted {} drum note{} (channel 10) in {}; {} plays them.", drums,
                     drums == 1 ? "" : "s", path, option("drums")));
  if (const int dead = leave_out_dead_breath(in.song))
    in.song.odd.push_back(fmt::format(
        "Breath (controller 2) stays at 0 on {} channel{}, which would be silent; it was ignored.", dead,
        dead == 1 ? "" : "s"));
  if (in.mpe && !o.mpe)
    note(
        "The file is played as MPE: each channel bends separately, up to 48 semitones unless the file "
        "sets another range.");
  for (const std::string& sentence : in.song.odd) note(fmt::format("Note: {}: {}", path, sentence));
  said["drum_notes_left_out"] = drums;
  said["mpe"] = in.mpe;
  said["warnings"] = in.song.odd;
  return in;
}

}  // namespace partials
