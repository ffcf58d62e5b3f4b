# The unit of systemd, with a program that is there: what is wrong in it is said without starting it.
find_program(SYSTEMD_ANALYZE systemd-analyze)
if(SYSTEMD_ANALYZE)
  add_test(NAME box_unit COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/box/verify_unit ${SYSTEMD_ANALYZE})
endif()
