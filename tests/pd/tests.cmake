# Objects of Pure Data in Pd itself, which skips in words where it is absent.
if(TARGET test_pd)
  target_compile_definitions(test_pd PRIVATE PARTIALS_PD_FOLDER="${PROJECT_BINARY_DIR}/pd/partials")
  add_dependencies(test_pd partials_pd_files partials)
  set_tests_properties(pd PROPERTIES TIMEOUT 300)
endif()

# RealtimeSanitizer in Pd: its runtime in a library to be preloaded (without the part that only a program may have), and an object
# that it must find. tests/pd/realtime plays all objects so.
if(TARGET partials_pd AND PARTIALS_SANITIZE STREQUAL realtime)
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-runtime-dir OUTPUT_VARIABLE runtimes OUTPUT_STRIP_TRAILING_WHITESPACE)
  file(GLOB runtime ${runtimes}/libclang_rt.rtsan*.a)
  list(GET runtime 0 runtime)
  set(archive ${CMAKE_CURRENT_BINARY_DIR}/rtsan.a)
  add_custom_command(OUTPUT ${archive} COMMAND ${CMAKE_COMMAND} -E copy ${runtime} ${archive}
    COMMAND ${CMAKE_AR} d ${archive} rtsan_preinit.cpp.o DEPENDS ${runtime} VERBATIM)
  add_custom_target(rtsan_archive DEPENDS ${archive})
  add_library(rtsan_preload MODULE ${CMAKE_CURRENT_LIST_DIR}/rtsan_preload.cpp)
  add_dependencies(rtsan_preload rtsan_archive)
  target_link_libraries(rtsan_preload PRIVATE -Wl,--whole-archive ${archive} -Wl,--no-whole-archive Threads::Threads ${CMAKE_DL_LIBS} m)
  add_library(allocates_tilde MODULE ${CMAKE_CURRENT_LIST_DIR}/allocates_tilde.cpp)
  target_include_directories(allocates_tilde PRIVATE ${PROJECT_SOURCE_DIR}/src SYSTEM PRIVATE ${PARTIALS_PD_HEADERS})
  target_compile_definitions(allocates_tilde PRIVATE PD)
  target_compile_options(allocates_tilde PRIVATE -Wno-cast-function-type)
  set_target_properties(allocates_tilde PROPERTIES PREFIX "" OUTPUT_NAME allocates~ SUFFIX .pd_linux)
  set_target_properties(rtsan_preload allocates_tilde PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/pd/rtsan)
  add_custom_target(pd_under_rtsan DEPENDS partials_pd_files rtsan_preload allocates_tilde)
endif()
