# Its home is that of tests/library.
if(TARGET test_live)
  target_compile_definitions(test_live PRIVATE PARTIALS_TEST_PROGRAM="")
endif()
