// SPDX-License-Identifier: MIT
// The panels: each adds its parts to a given box. One file each.
#pragma once
#include "parameter.h"
#include "scene.h"

namespace partials::window {

void head_panel(Scene& scene, Box box);
void foot_panel(Scene& scene, Box box);
void message_panel(Scene& scene, Box box);  // only if there is a message
float message_height(Scene& scene, float width);
void play_page(Scene& scene, Box box);
void sound_panel(Scene& scene, Box box);  // partials, noise
void map_panel(Scene& scene, Box box);    // pitch and loudness, the room
void macro_panel(Scene& scene, Box box);
void hands_panel(Scene& scene, Box box, float page_height);  // keyboard, demo, kind: hands_height() of it
float hands_height(Scene& scene, float page_height);         // 0: the panel is empty
void audio_page(Scene& scene, Box box);                      // settings: output, MIDI inputs
void absent_panel(Scene& scene, Box box);                    // if there is no model, or it is missing
void settings_page(Scene& scene, Box box);
void browser_page(Scene& scene, Box box);
void card_panel(Scene& scene, Box box);  // card of the model selected in the browser
void train_page(Scene& scene, Box box);
void record_page(Scene& scene, Box box);

// Time from a sung A4 to output at its pitch, independent of the latency reported to hosts: measured by
// bench/effect_latency, checked by tests/engine.
inline constexpr int kAnswerMs = 6;

std::string message_of(Scene& scene);  // text of message_panel; "": none
Parameter parameter(Scene& scene, int index);
bool silenced(Scene& scene);  // the standalone's output is at its minimum
bool absent(Scene& scene);    // there is no model to play
bool missing(Scene& scene);   // a project's model is not on this machine

}  // namespace partials::window
