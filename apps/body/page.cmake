# The page of movement. Its files and those that it shares with other pages become text inside a library.
file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/page/* ${PROJECT_SOURCE_DIR}/src/report/figure/*)
add_library(partials_body_page_files STATIC ${CMAKE_CURRENT_SOURCE_DIR}/page_files.cpp)
partials_texts(partials_body_page_files page_files ${files})
target_include_directories(partials_body_page_files PUBLIC ${PROJECT_SOURCE_DIR}/apps)
target_link_libraries(partials_body_page_files PUBLIC partials_system)

# partials_body_page: the server of the page, where cpp-httplib is here.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PARTIALS_HTTPLIB QUIET IMPORTED_TARGET GLOBAL cpp-httplib)
endif()
if(PARTIALS_PORTABLE)
  return()  # the archive brings no web server of its own
endif()
if(NOT TARGET PkgConfig::PARTIALS_HTTPLIB)
  message(STATUS "The package libcpp-httplib-dev is not here (tools/setup build installs it): Partials is built without the page of movement.")
  return()
endif()

find_package(Threads REQUIRED)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/page_*.cpp)
list(FILTER sources EXCLUDE REGEX "/page_files\\.cpp$")
add_library(partials_body_page STATIC ${sources})
target_link_libraries(partials_body_page PUBLIC partials_body_page_files nlohmann_json::nlohmann_json
                      PRIVATE PkgConfig::PARTIALS_HTTPLIB Threads::Threads)
