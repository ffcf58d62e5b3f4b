// SPDX-License-Identifier: MIT
// The panels: each puts its parts into a box that it is given. One file each.
#pragma once
#include "parameter.h"
#include "scene.h"

namespace partials::window {

void head_panel(Scene& scene, Box box);
void foot_panel(Scene& scene, Box box);
void message_panel(Scene& scene, Box box);   // only where there is something to say
void play_page(Scene& scene, Box box);
void sound_panel(Scene& scene, Box box);     // partials, noise
void map_panel(Scene& scene, Box box);       // pitch and loudness, the room
void macro_panel(Scene& scene, Box box);
void absent_panel(Scene& scene, Box box);    // where there is no model, or it is missing
void settings_page(Scene& scene, Box box);
void browser_page(Scene& scene, Box box);
void card_panel(Scene& scene, Box box);      // of the model that is looked at in the browser
void train_page(Scene& scene, Box box);
void record_page(Scene& scene, Box box);

std::string message_of(Scene& scene);        // what message_panel says; "": nothing
Parameter parameter(Scene& scene, int index);
bool silenced(Scene& scene);                 // the standalone's output is all the way down
bool absent(Scene& scene);                   // there is no model to play
bool missing(Scene& scene);                  // a project's model is not on this machine

}  // namespace partials::window
