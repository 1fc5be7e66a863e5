# The manual pages, packed as Debian wants them. Without scdoc there are none. The commands in
# treatyctl(1) are taken from the program's own help, so that the page cannot lag behind.
find_program(SCDOC scdoc)
if(NOT SCDOC)
  message(STATUS "no scdoc: the manual pages are not made")
  return()
endif()
set(man ${CMAKE_SOURCE_DIR}/docs/man)
set(made ${CMAKE_BINARY_DIR}/man)
file(MAKE_DIRECTORY ${made})
add_custom_command(
  OUTPUT ${made}/treatyctl.1.scd
  COMMAND ${man}/commands $<TARGET_FILE:treatyctl> > ${made}/commands.scd
  COMMAND cat ${man}/treatyctl.1.head.scd ${made}/commands.scd ${man}/treatyctl.1.tail.scd
          > ${made}/treatyctl.1.scd
  DEPENDS treatyctl ${man}/commands ${man}/treatyctl.1.head.scd ${man}/treatyctl.1.tail.scd
  VERBATIM)
set(pages)
foreach(page IN ITEMS treatyctl.1 treatyd.toml.5 treatyd.8)
  set(source ${man}/${page}.scd)
  if(page STREQUAL "treatyctl.1")
    set(source ${made}/${page}.scd)
  endif()
  add_custom_command(
    OUTPUT ${made}/${page}.gz
    COMMAND ${SCDOC} < ${source} > ${made}/${page}
    COMMAND gzip -9 -n -f -k ${made}/${page}
    DEPENDS ${source} VERBATIM)
  list(APPEND pages ${made}/${page}.gz)
  string(REGEX MATCH "[0-9]$" section ${page})
  install(FILES ${made}/${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
add_custom_target(man ALL DEPENDS ${pages})
