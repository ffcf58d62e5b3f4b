# SPDX-License-Identifier: MIT
# What a strict host finds in DPF 1.6's LV2 wrapper. In LV2 the host keeps the values of ports, so these are what counts: in a state that is
# saved before the next block, and after a state has been restored.
partials_fix("what the next block would have taken from the ports was not saved"
  "       #if DISTRHO_PLUGIN_WANT_FULL_STATE
        // Update current state
        for (StringToStringMap::const_iterator"
  "        float port;
        for (uint32_t i=0, count=fPlugin.getParameterCount(); i < count; ++i)
        {
            if (getPortControlValue(i, port) && (fPortsAreNew || d_isNotEqual(fLastControlValues[i], port)))
                fPlugin.setParameterValue(i, port);
        }

       #if DISTRHO_PLUGIN_WANT_FULL_STATE
        // Update current state
        for (StringToStringMap::const_iterator")
partials_fix("a restored value stayed where the port said another, unless it moved"
  "            if (fPlugin.isParameterInput(i) && d_isNotEqual(fLastControlValues[i], curValue))"
  "            if (fPortsAreNew || d_isNotEqual(fLastControlValues[i], curValue))")
partials_fix("a port that was left at 'next model' asked for it when a project was opened"
  "        // Run plugin
        if (sampleCount != 0)"
  "        if (fPortsAreNew)
            static_cast<TimedPlugin*>(fPlugin.getInstancePointer())->settle();
        fPortsAreNew = false;

        // Run plugin
        if (sampleCount != 0)")
partials_fix("ports after restoring"
  "    LV2_State_Status lv2_restore(const LV2_State_Retrieve_Function retrieve, const LV2_State_Handle handle)
    {
" "    LV2_State_Status lv2_restore(const LV2_State_Retrieve_Function retrieve, const LV2_State_Handle handle)
    {
        fPortsAreNew = true;
")
partials_fix("ports after restoring, member"
  "    float** fPortControls;
" "    float** fPortControls;
    bool fPortsAreNew = true;
")
partials_fix("no model was saved as a path without text"
  "                // some hosts need +1 for the null terminator, even though the type is string"
  "                if (value.isEmpty())
                    break;

                // some hosts need +1 for the null terminator, even though the type is string")
partials_fix("a parameter that a learned controller moves was told by its place among the parameters instead of its port, and bypass the wrong way round"
  "        return fCtrlInPortChangeReq->request_change(fCtrlInPortChangeReq->handle, index, value);"
  "        const bool bypass = fPlugin.getParameterDesignation(index) == kParameterDesignationBypass;
        return fCtrlInPortChangeReq->request_change(fCtrlInPortChangeReq->handle, fPlugin.getParameterOffset() + index, bypass ? 1.0f - value : value);")
