# `cmake --install build/release --prefix /usr`: programs, data, the systemd unit and its user. The
# configuration is installed as an example only: /etc/treatyd/treatyd.toml is the administrator's.
include(GNUInstallDirs)
install(TARGETS treatyd treatyctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY config/treaties config/templates DESTINATION ${CMAKE_INSTALL_DATADIR}/treatyd)
install(DIRECTORY config/map DESTINATION ${CMAKE_INSTALL_DATADIR}/treatyd USE_SOURCE_PERMISSIONS)
install(FILES config/participants.toml DESTINATION ${CMAKE_INSTALL_DATADIR}/treatyd)
install(FILES README.md CHANGELOG.md config/treatyd.toml config/nginx.conf
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/treatyd)
install(FILES config/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/treatyd)
install(FILES config/systemd/treatyd.service DESTINATION lib/systemd/system)
install(FILES config/systemd/treatyd.sysusers DESTINATION lib/sysusers.d RENAME treatyd.conf)
install(FILES config/prometheus/treatyd.rules.yml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/treatyd)
install(FILES config/completions/treatyctl.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME treatyctl)
install(FILES config/completions/treatyctl.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
include(cmake/Man.cmake)
include(cmake/Package.cmake)
