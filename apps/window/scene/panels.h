// SPDX-License-Identifier: MIT
// The panels: each puts its parts into a box that it is given. One file each.
#pragma once
#include "parameter.h"
#include "scene.h"

namespace partials::window {

void head_panel(Scene& scene, Box box);
void foot_panel(Scene& scene, Box box);
void message_panel(Scene& scene, Box box);  // only where there is something to say
float message_height(Scene& scene, float width);
void play_page(Scene& scene, Box box);
void sound_panel(Scene& scene, Box box);  // partials, noise
void map_panel(Scene& scene, Box box);    // pitch and loudness, the room
void macro_panel(Scene& scene, Box box);
void hands_panel(Scene& scene, Box box, float page_height);  // keyboard, demo, kind: hands_height() of it
float hands_height(Scene& scene, float page_height);         // 0: there is nothing in it
void audio_page(Scene& scene, Box box);                      // of the settings: output, MIDI inputs
void absent_panel(Scene& scene, Box box);                    // where there is no model, or it is missing
void settings_page(Scene& scene, Box box);
void browser_page(Scene& scene, Box box);
void card_panel(Scene& scene, Box box);  // of the model that is looked at in the browser
void train_page(Scene& scene, Box box);
void record_page(Scene& scene, Box box);

// From a sung A4 to the sound in its pitch, whatever is told to hosts: bench/effect_latency, and tests/engine
// keeps it true.
inline constexpr int kAnswerMs = 6;

std::string message_of(Scene& scene);  // what message_panel says; "": nothing
Parameter parameter(Scene& scene, int index);
bool silenced(Scene& scene);  // the standalone's output is all the way down
bool absent(Scene& scene);    // there is no model to play
bool missing(Scene& scene);   // a project's model is not on this machine

}  // namespace partials::window
