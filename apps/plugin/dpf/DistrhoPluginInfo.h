// SPDX-License-Identifier: MIT
// DPF's configuration of both plug-ins; PARTIALS_EFFECT (0 or 1) comes from CMake. Ids and URIs never
// change.
#pragma once

#define DISTRHO_PLUGIN_BRAND "Partials"
#if PARTIALS_EFFECT
#define DISTRHO_PLUGIN_NAME "Partials Effect"
#define DISTRHO_PLUGIN_URI "urn:partials:effect"
#define DISTRHO_PLUGIN_NUM_INPUTS 2
#define DISTRHO_PLUGIN_IS_SYNTH 0
#define DISTRHO_PLUGIN_WANT_MIDI_OUTPUT 1
#define DISTRHO_PLUGIN_WANT_LATENCY 1
#define DISTRHO_PLUGIN_VST3_CATEGORIES "Fx|Generator|Stereo"
#else
#define DISTRHO_PLUGIN_NAME "Partials Instrument"
#define DISTRHO_PLUGIN_URI "urn:partials:instrument"
#define DISTRHO_PLUGIN_NUM_INPUTS 0
#define DISTRHO_PLUGIN_IS_SYNTH 1
#define DISTRHO_PLUGIN_WANT_MIDI_OUTPUT 0
#define DISTRHO_PLUGIN_WANT_LATENCY 0
#define DISTRHO_PLUGIN_VST3_CATEGORIES "Instrument|Synth|Stereo"
#endif
#define DISTRHO_PLUGIN_NUM_OUTPUTS 2
#define DISTRHO_PLUGIN_WANT_MIDI_INPUT 1
#define DISTRHO_PLUGIN_IS_RT_SAFE 1
#define DISTRHO_PLUGIN_WANT_STATE 1
#define DISTRHO_PLUGIN_WANT_FULL_STATE 1
#define DISTRHO_PLUGIN_WANT_PARAMETER_VALUE_CHANGE_REQUEST 1
// the window reads names and meters (view.h); hosts run it in the same process
#define DISTRHO_PLUGIN_WANT_DIRECT_ACCESS 1
#define DISTRHO_PLUGIN_LV2_STATE_PREFIX "urn:partials:"
#define DISTRHO_PLUGIN_HAS_UI 1
#define DISTRHO_UI_USE_NANOVG 1
#define DISTRHO_UI_USER_RESIZABLE 1
#define DISTRHO_UI_DEFAULT_WIDTH 1000
#define DISTRHO_UI_DEFAULT_HEIGHT 660
#define DISTRHO_UI_URI DISTRHO_PLUGIN_URI "#ui"
