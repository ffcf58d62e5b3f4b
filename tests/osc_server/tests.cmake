# liblo (LGPL, tests only) is the other side of the conversation where it is installed.
pkg_check_modules(LIBLO QUIET IMPORTED_TARGET liblo)
if(LIBLO_FOUND)
  target_link_libraries(test_osc_server PRIVATE PkgConfig::LIBLO)
  target_compile_definitions(test_osc_server PRIVATE PARTIALS_HAS_LIBLO=1)
endif()
