# A room is a folder of the project and one static library.
#
#   treatyd_room(feeds USES treaty lib PACKAGES PkgConfig::CURL)
#
# USES names the rooms whose headers this room may include. Each room publishes its headers through
# a directory of its own that holds nothing but a link to the folder, so that `#include "store/…"`
# in feeds/ does not find a file: a wrong include is a compile error, not a matter of review.
function(treatyd_room name)
  cmake_parse_arguments(ROOM "" "" "USES;PACKAGES;EXCLUDE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
  foreach(pattern IN LISTS ROOM_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX ${pattern})
  endforeach()

  set(door ${CMAKE_BINARY_DIR}/doors/${name})
  file(MAKE_DIRECTORY ${door})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${name} ${door}/${name} SYMBOLIC)

  if(NOT sources)
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${door})
    target_link_libraries(${name} INTERFACE ${ROOM_USES})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${door})
  target_link_libraries(${name} PUBLIC ${ROOM_USES} ${ROOM_PACKAGES} PRIVATE treatyd_flags)
endfunction()
