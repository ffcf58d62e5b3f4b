# Held still to be photographed: tools/screenshots.
if(PARTIALS_WINDOW)
  add_executable(gallery ${CMAKE_CURRENT_LIST_DIR}/gallery.cpp)
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/gallery.cpp PROPERTIES COMPILE_OPTIONS "-Wno-unused-parameter")
  target_link_libraries(gallery PRIVATE partials_window)
endif()
