# Objects of Pure Data in Pd itself, which skips in words where it is absent.
if(TARGET test_pd)
  target_compile_definitions(test_pd PRIVATE PARTIALS_PD_FOLDER="${PROJECT_BINARY_DIR}/pd/partials")
  add_dependencies(test_pd partials_pd_files partials)
  set_tests_properties(pd PROPERTIES TIMEOUT 900)
endif()
