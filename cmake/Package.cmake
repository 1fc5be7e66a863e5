# `cmake --build build/release --target package` makes treatyd_VERSION_ARCH.deb: what Install.cmake
# installs, with the libraries that dpkg-shlibdeps finds the programs to need.
set(TREATYD_MAINTAINER "treatyd <root@localhost>" CACHE STRING
  "Who answers for the package: \"Name <address>\"")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME treatyd)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "watch treaties in the UN Treaty Collection")
set(CPACK_PACKAGE_DESCRIPTION
  "treatyd looks at the depositary's record of treaties, counts the instruments by
each treaty's own rule, computes the day on which it enters into force, and
tells subscribers by mail, webhook or command when something happens.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${TREATYD_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, procps, systemd, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/config/debian/postinst ${CMAKE_SOURCE_DIR}/config/debian/prerm
  ${CMAKE_SOURCE_DIR}/config/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
