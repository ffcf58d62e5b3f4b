# What this machine has, looked for anew at every configure, so that what was installed or removed since the last one is noticed. CMake
# searches again for what it did not find, but keeps a path that it once found although nothing is there any more.

# partials_find(VARIABLE FILE [find_path's arguments]): the folder that holds FILE. Given by hand (-DVARIABLE=FOLDER) it is kept;
# -DVARIABLE=OFF leaves out what needs it.
macro(partials_find variable file)
  if(${variable} AND NOT EXISTS "${${variable}}/${file}")
    message(STATUS "${variable} is '${${variable}}', where '${file}' is not; it is looked for again.")
    unset(${variable} CACHE)
  endif()
  find_path(${variable} ${file} ${ARGN})
endmacro()

# partials_plugins_wanted(): sets PARTIALS_WITH_PLUGINS, kept for scripts in the cache, from PARTIALS_PLUGINS and what was found.
function(partials_plugins_wanted)
  set(PARTIALS_PLUGINS AUTO CACHE STRING "build the plug-ins: ON, OFF, or AUTO: where the package dpf-source is installed")
  set_property(CACHE PARTIALS_PLUGINS PROPERTY STRINGS AUTO ON OFF)
  set(with OFF)
  if("${PARTIALS_PLUGINS}" STREQUAL "AUTO")
    if(PARTIALS_CLAP_HEADERS)
      set(with ON)
    else()
      message(STATUS "The package dpf-source is not here (tools/setup build installs it): Partials is built without plug-ins and windows.")
    endif()
  elseif(PARTIALS_PLUGINS)
    if(NOT PARTIALS_CLAP_HEADERS)
      message(FATAL_ERROR "PARTIALS_PLUGINS is ON, but CLAP's headers (plugin-factory.h) are not here; install dpf-source (tools/setup build), "
        "name their folder with -DPARTIALS_CLAP_HEADERS=FOLDER, or leave the plug-ins out with -DPARTIALS_PLUGINS=OFF.")
    endif()
    set(with ON)
  endif()
  set(PARTIALS_WITH_PLUGINS ${with} CACHE INTERNAL "plug-ins are built")
endfunction()
