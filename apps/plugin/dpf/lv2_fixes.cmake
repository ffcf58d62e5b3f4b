# SPDX-License-Identifier: MIT
# Fixes faults that a strict host finds in DPF 1.6's LV2 wrapper. In LV2 the host owns the values of ports, so these take precedence: in a
# state that is saved before the next block, and after a state has been restored. Longer code is C++, in lv2_members.inc.
partials_fix("what the next block would have taken from the ports was not saved"
  "       #if DISTRHO_PLUGIN_WANT_FULL_STATE
        // Update current state
        for (StringToStringMap::const_iterator"
  "        float port;
        for (uint32_t i=0, count=fPlugin.getParameterCount(); i < count; ++i)
        {
            if (getPortControlValue(i, port) && portMoved(i, port))
                fPlugin.setParameterValue(i, port);
        }
        savePorts(store, handle);

       #if DISTRHO_PLUGIN_WANT_FULL_STATE
        // Update current state
        for (StringToStringMap::const_iterator")
partials_fix("a restored value stayed where the port said another, unless it moved"
  "            if (fPlugin.isParameterInput(i) && d_isNotEqual(fLastControlValues[i], curValue))
            {
                fLastControlValues[i] = curValue;

                fPlugin.setParameterValue(i, curValue);
            }
        }
"
  "            const bool moved = portMoved(i, curValue);
            fLastControlValues[i] = curValue;
            if (moved)
                fPlugin.setParameterValue(i, curValue);
        }

        if (fPortsAreNew)
            static_cast<TimedPlugin*>(fPlugin.getInstancePointer())->settle();
        fPortsAreNew = false;
")
partials_fix("ports when a state is restored"
  "        size_t   size;
        uint32_t type, flags;

        String lv2key;
        LV2_URID urid;

        for (uint32_t i=0, count=fPlugin.getStateCount(); i < count; ++i)
        {
            const String& key(fPlugin.getStateKey(i));
"
  "        size_t   size;
        uint32_t type, flags;

        String lv2key;
        LV2_URID urid;

        size = 0;
        const char* const ports = static_cast<const char*>(retrieve(handle, portsKey(), &size, &type, &flags));
        restorePorts(ports != nullptr ? std::string(ports, strnlen(ports, size)) : std::string());

        for (uint32_t i=0, count=fPlugin.getStateCount(); i < count; ++i)
        {
            const String& key(fPlugin.getStateKey(i));
")
partials_fix("members"
  "    float** fPortControls;
" "    float** fPortControls;
#include \"lv2_members.inc\"
")
partials_fix("no model was saved as a path without text"
  "                // some hosts need +1 for the null terminator, even though the type is string"
  "                if (value.isEmpty())
                    break;

                // some hosts need +1 for the null terminator, even though the type is string")
partials_fix("a parameter that the plug-in moves was told by its place among the parameters instead of its port, and bypass the wrong way round"
  "        return fCtrlInPortChangeReq->request_change(fCtrlInPortChangeReq->handle, index, value);"
  "        const bool bypass = fPlugin.getParameterDesignation(index) == kParameterDesignationBypass;
        return fCtrlInPortChangeReq->request_change(fCtrlInPortChangeReq->handle, fPlugin.getParameterOffset() + index, bypass ? 1.0f - value : value);")
