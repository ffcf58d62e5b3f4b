# SPDX-License-Identifier: MIT
# Fixes faults that a strict host finds in DPF 1.6's VST3 wrapper: parameters while it is stopped, blocks without samples or buffers,
# unknown ids, states, texts, titles. The functions that replace DPF's are C++, in vst3_members.inc.
partials_cut("a change that the controller knows of already was not played, and values beyond 0 to 1 were taken for 0"
  "    void _setNormalizedPluginParameterValue(" "    // ----------------------------------------------------------------------------------------------------------------
    // stuff called for UI creation" e5a598f0315bf001263c63d93b184af3
  "#include \"vst3_members.inc\"

")
partials_cut("texts of values were numbers without units"
  "    v3_result getParameterStringForValue(" "    double normalizedParameterToPlain(" 1bef8cca3605691e18307b1ac7dfcf45 "")
partials_cut("bypass, taken for a controller, was never set; setParamNormalized set nothing"
  "    double getParameterNormalized(" "    v3_result setComponentHandler(" 61f2b66d90b17e061daff706a19061ce "")
partials_cut("buffers that are null or of buses that are switched off were read; what was written to no bus was heard as silence to read"
  "        const float* inputs[DISTRHO_PLUGIN_NUM_INPUTS" "       #if DISTRHO_PLUGIN_WANT_MIDI_OUTPUT
        fHostEventOutputHandle = data->output_events;" 08eabe5882db98ece1abd400b659eab1
  "        const float* inputs[DISTRHO_PLUGIN_NUM_INPUTS != 0 ? DISTRHO_PLUGIN_NUM_INPUTS : 1];
        float* outputs[DISTRHO_PLUGIN_NUM_OUTPUTS != 0 ? DISTRHO_PLUGIN_NUM_OUTPUTS : 1];
        if (nframes > fDummySize)
            return V3_INVALID_ARG;
        connect(data, nframes, inputs, outputs);

")
partials_cut("the last changes of a block, which have been handed over by then, were set once more"
  "        // if there are any parameter changes after frame 0, set them here" "        updateParametersFromProcessing(data->output_params, data->nframes - 1);" cf5c6cdaf06fb28e02ecbc072a9549b7 "")

partials_fix("changes in a block of no samples were lost"
  "        if (data->nframes <= 0)
        {
            updateParametersFromProcessing(data->output_params, 0);
            return V3_OK;
        }

" "")
partials_fix("a block of no samples activated a plug-in that is not active"
  "        // activate plugin if not done yet
        if (! fPlugin.isActive())
            fPlugin.activate();
"
  "        const uint32_t nframes = static_cast<uint32_t>(std::max(0, data->nframes));
        if (! fPlugin.isActive())
        {
            if (nframes == 0)
                return flush(data->input_params);
            fPlugin.activate();
        }
        fRunning = fRunning || nframes != 0;
")
partials_fix("the number of samples, which may be 0 and must not be less"
  "fPlugin.run(inputs, outputs, data->nframes, fMidiEvents, midiEventCount);" "fPlugin.run(inputs, outputs, nframes, fMidiEvents, midiEventCount);")
partials_fix("an id that does not exist kept all later ones of its block from being heard, and wrote to standard error from the audio thread"
  "DISTRHO_SAFE_ASSERT_UINT_BREAK(rindex < fVst3ParameterCount, rindex);" "if (rindex >= fVst3ParameterCount) continue;")
partials_fix("a list that is missing did so too"
  "DISTRHO_SAFE_ASSERT_BREAK(queue != nullptr);" "if (queue == nullptr) continue;")
partials_fix("a host that takes no notes made it write to standard error from the audio thread"
  "DISTRHO_CUSTOM_SAFE_ASSERT_ONCE_RETURN(\"MIDI output unsupported\", fHostEventOutputHandle != nullptr, false);"
  "if (fHostEventOutputHandle == nullptr) return false;")

partials_fix("a place for what is written to no bus, beside the one to read silence from"
  "        fDummyAudioBuffer = new float[setup->max_block_size];"
  "        fDummySize = static_cast<uint32_t>(std::max(1, setup->max_block_size));
        fDummyAudioBuffer = new float[2 * fDummySize];")
partials_fix("activating it twice was an error"
  "        if (active)
            fPlugin.activate();
        else
            fPlugin.deactivateIfNeeded();
"
  "        fRunning = false;
        if (! active)
            fPlugin.deactivateIfNeeded();
        else if (! fPlugin.isActive())
            fPlugin.activate();
")
partials_fix("setProcessing, which may be called on the audio thread, activated and deactivated, which takes locks"
  "        if (processing)
        {
            if (! fPlugin.isActive())
                fPlugin.activate();
        }
        else
        {
            fPlugin.deactivateIfNeeded();
        }
"
  "        fRunning = false;
        if (processing && fPlugin.isActive())
            ours().reset();
")
partials_fix("a state that is cut short was reported on standard error; the result says it"
  "            DISTRHO_SAFE_ASSERT_INT_RETURN(read > 0, read, V3_INTERNAL_ERR);

            if (read == 0)
                return V3_OK;
"
  "            if (read <= 0)
                return V3_INTERNAL_ERR;
")
partials_fix("the controller's values were not those of a restored state"
  "        if (fComponentHandler != nullptr)
            v3_cpp_obj(fComponentHandler)->restart_component(fComponentHandler, V3_RESTART_PARAM_VALUES_CHANGED);
"
  "        afterRestoring();
")
partials_fix("a bus that does not exist was described"
  "        DISTRHO_SAFE_ASSERT_INT_RETURN(busIndex >= 0, busIndex, V3_INVALID_ARG);

       #if DISTRHO_PLUGIN_NUM_INPUTS+DISTRHO_PLUGIN_NUM_OUTPUTS > 0 || DISTRHO_PLUGIN_WANT_MIDI_INPUT"
  "        if (busIndex < 0 || busIndex >= getBusCount(mediaType, busDirection))
            return V3_INVALID_ARG;

       #if DISTRHO_PLUGIN_NUM_INPUTS+DISTRHO_PLUGIN_NUM_OUTPUTS > 0 || DISTRHO_PLUGIN_WANT_MIDI_INPUT")
partials_fix("a bus that does not exist was switched on"
  "        DISTRHO_SAFE_ASSERT_INT_RETURN(busIndex >= 0, busIndex, V3_INVALID_ARG);

        if (mediaType == V3_AUDIO)"
  "        if (busIndex < 0 || busIndex >= getBusCount(mediaType, busDirection))
            return V3_INVALID_ARG;

        if (mediaType == V3_AUDIO)")
partials_fix("a class beyond the last was described"
  "DISTRHO_SAFE_ASSERT_RETURN(idx <= 2, V3_INVALID_ARG);" "if (idx != 0) return V3_INVALID_ARG;")

partials_fix("a controller that does not exist was reported on standard error"
  "        DISTRHO_SAFE_ASSERT_INT_RETURN(bus == 0, bus, V3_FALSE);
        DISTRHO_SAFE_ASSERT_INT_RETURN(channel >= 0 && channel < 16, channel, V3_FALSE);
        DISTRHO_SAFE_ASSERT_INT_RETURN(cc >= 0 && cc < 130, cc, V3_FALSE);
"
  "        if (bus != 0 || channel < 0 || channel > 15 || cc < 0 || cc > 129)
            return V3_FALSE;
")
partials_fix("silence was not told"
  "        fHostEventOutputHandle = nullptr;
       #endif

        updateParametersFromProcessing"
  "        fHostEventOutputHandle = nullptr;
       #endif

        tellSilence(data, nframes);
        updateParametersFromProcessing")
partials_fix("the latency parameter showed a hundredth of the samples"
  "#define DPF_VST3_MAX_LATENCY     DPF_VST3_MAX_SAMPLE_RATE * 10" "#define DPF_VST3_MAX_LATENCY     (DPF_VST3_MAX_SAMPLE_RATE * 10)")
partials_fix("one parameter more, by which a host is told of another model"
  "        return fVst3ParameterCount;" "        return fVst3ParameterCount + 1;")
partials_fix("titles did not follow the model"
  "v3_result getParameterInfo(const int32_t rindex, v3_param_info* const info) const noexcept"
  "v3_result getBareParameterInfo(const int32_t rindex, v3_param_info* const info) const noexcept")
partials_fix("another model, told from the audio thread"
  "       #if DISTRHO_PLUGIN_WANT_LATENCY
        const uint32_t latency = fPlugin.getLatency();
"
  "        if (const int revision = ours().revision(); revision != fToldRevision)
        {
            fToldRevision = revision;
            addParameterDataToHostOutputEvents(outparamsptr, kModelParameter, modelValue(revision));
        }

       #if DISTRHO_PLUGIN_WANT_LATENCY
        const uint32_t latency = fPlugin.getLatency();
")
partials_fix("another model, while the window is open"
  "        if (std::strcmp(msgid, \"idle\") == 0)
        {
" "        if (std::strcmp(msgid, \"idle\") == 0)
        {
            tellTitles();
")
partials_fix("what the host knows of at first"
  "       #if !DPF_VST3_USES_SEPARATE_CONTROLLER
        DISTRHO_SAFE_ASSERT(isComponent);
       #endif
"
  "        fToldTitles = titles();
        fToldRevision = ours().revision();
        for (int c = 0; c < 16; ++c)
            fControllers[c * 130 + 129] = 0.5f; // the pitch wheel
        (void)isComponent;
")
