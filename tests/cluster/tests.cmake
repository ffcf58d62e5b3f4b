# Several ranks, many trials, and a Slurm of two nodes; what is not installed is skipped in words.
foreach(part ranks sweep audit slurm)
  add_test(NAME cluster_${part} COMMAND ${CMAKE_CURRENT_LIST_DIR}/${part} $<TARGET_FILE:partials>)
  set_tests_properties(cluster_${part} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
