# SPDX-License-Identifier: MIT
# Fixes audible faults of DPF 1.6's VST3 wrapper; those that strict hosts find are in vst3_strict_fixes.cmake.
partials_fix("events out of order are lost: the list's end was not kept where one was put in behind it; our player sorts them"
  "else if (sampleOffset >= lastSampleOffset)" "else if (true)")
partials_fix("a full bend up became data byte 128"
  "std::min(16384, (int)(normalized * 16384))" "std::min(16383, (int)(normalized * 16384))")
partials_fix("controllers were cut off, so that 1/127 of a host's rounding became a whole step"
  "(int)(normalized * 127)" "(int)(normalized * 127 + 0.5)")
partials_fix("notes became MIDI, without their ids, with rounded velocities, and note expressions were dropped (vst3_notes.h)"
  "if (v3_event_list** const eventptr = data->input_events)" "if (v3_event_list** const eventptr = nullptr)")
partials_fix("notes, after the parameters of the same sample"
  "        const uint32_t midiEventCount = inputEventList.convert(fMidiEvents);"
  "        if (v3_event_list** const eventptr = data->input_events)
        {
            v3_event event;
            partials::Event ours[2];
            for (uint32_t i = 0, count = v3_cpp_obj(eventptr)->get_event_count(eventptr); i < count; ++i)
            {
                if (v3_cpp_obj(eventptr)->get_event(eventptr, i, &event) != V3_OK)
                    break;
                for (int k = 0, n = partials::vst3::events_from(event, ours); k < n; ++k)
                    static_cast<TimedPlugin*>(getInstancePointer())->happen(ours[k]);
            }
        }
        const uint32_t midiEventCount = inputEventList.convert(fMidiEvents);")
partials_fix("no host was told of note expressions"
  "        if (v3_tuid_match(iid, v3_midi_mapping_iid))
        {
           #if DISTRHO_PLUGIN_WANT_MIDI_INPUT
            d_debug(\"query_interface_edit_controller"
  "       #if ! PARTIALS_EFFECT
        if (void* const expressions = partials::vst3::expression_interface(iid))
        {
            *iface = expressions;
            return V3_OK;
        }
       #endif
        if (v3_tuid_match(iid, v3_midi_mapping_iid))
        {
           #if DISTRHO_PLUGIN_WANT_MIDI_INPUT
            d_debug(\"query_interface_edit_controller")
partials_fix("a state that the host takes in portions repeated its beginning"
  "write(stream, const_cast<char*>(buffer), size" "write(stream, const_cast<char*>(buffer) + wrtntotal, size")
partials_fix("no tail was told, so that hosts stop the plug-in while it sounds"
  "uint32_t getTailSamples() const noexcept
    {
        return 0;" "uint32_t getTailSamples() const noexcept
    {
        return static_cast<TimedPlugin*>(getInstancePointer())->tail_samples();")

partials_fix("a host that takes no parameter changes made it write to standard error from the audio thread"
  "    void updateParametersFromProcessing(v3_param_changes** const outparamsptr, const int32_t offset)
    {
        DISTRHO_SAFE_ASSERT_RETURN(outparamsptr != nullptr,);
" "    void updateParametersFromProcessing(v3_param_changes** const outparamsptr, const int32_t offset)
    {
        if (outparamsptr == nullptr) return;
")

# Parameters change at their own samples. DPF applies changes at sample 0 before a block, and the last of the others after it.
partials_fix("samples of parameter changes, all points"
  "                // if there are any parameter changes at frame 0, handle them here
                if (v3_cpp_obj(queue)->get_point(queue, 0, &offset, &normalized) != V3_OK)
                    break;

                if (offset != 0)
                    continue;

                const uint32_t index = rindex - kVst3InternalParameterCount;
                _setNormalizedPluginParameterValue(index, normalized);"
  "                const uint32_t index = rindex - kVst3InternalParameterCount;
                for (int32_t j = 0, pcount = v3_cpp_obj(queue)->get_point_count(queue); j < pcount; ++j)
                    if (v3_cpp_obj(queue)->get_point(queue, j, &offset, &normalized) == V3_OK)
                        _setNormalizedPluginParameterValue(index, normalized, std::max(0, offset));")

# The host is asked to restart the plug-in if its latency must change; until then the reported latency stays correct.
partials_fix("restart for a new latency"
  "        if (fLastKnownLatency != latency)
        {
            fLastKnownLatency = latency;
"
  "        const bool restart = static_cast<TimedPlugin*>(getInstancePointer())->wants_restart();
        if (restart && !fRestartAsked)
        {
            fLastKnownLatency = latency;
            fCachedParameterValues[kVst3InternalParameterLatency] = latency + 1;
")
partials_fix("restart for a new latency, asked once"
  "            addParameterDataToHostOutputEvents(outparamsptr, kVst3InternalParameterLatency, normalized);
        }
"
  "            addParameterDataToHostOutputEvents(outparamsptr, kVst3InternalParameterLatency, normalized);
        }
        fRestartAsked = restart;
")
partials_fix("restart for a new latency, member"
  "    uint32_t fLastKnownLatency;
" "    uint32_t fLastKnownLatency;
    bool fRestartAsked = false;
")
