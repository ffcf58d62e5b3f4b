// SPDX-License-Identifier: MIT
#include "song_input.h"

#include "talk.h"

namespace partials {

void add_song_options(CLI::App& verb, SongOption& option) {
  verb.add_flag("--drums", option.drums, "MIDI: also play channel 10, which is otherwise omitted as drums");
  verb.add_option("--channel", option.channels, "MIDI: play only this channel, 1 to 16; may be repeated")
      ->type_name("N")
      ->allow_extra_args(false)
      ->check(CLI::Range(1, 16));
  verb.add_flag("--mpe", option.mpe,
                "MIDI: treat channels 2 to 16 as MPE member channels with a bend range of 48 semitones, if "
                "the file does not declare MPE");
}

SongInput read_song(const std::string& path, const SongOption& option, nlohmann::json& said) {
  return read_song(
      path, option, [](const std::string& text) { talk("{}\n", text); }, said);
}

}  // namespace partials
