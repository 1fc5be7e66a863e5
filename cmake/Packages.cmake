# Every third-party library, by the name Debian 12 gives it. Only lib/ sees them: lib/ wraps each
# one once, and its headers carry what the other rooms need.
find_package(PkgConfig REQUIRED)
foreach(package IN ITEMS libcurl pugixml libxml-2.0 sqlite3 openssl libzstd fmt spdlog gmime-3.0
                         tomlplusplus libsystemd libdeflate libical)
  string(MAKE_C_IDENTIFIER ${package} id)
  pkg_check_modules(${id} REQUIRED IMPORTED_TARGET ${package})
endforeach()
pkg_check_modules(librsvg_2_0 REQUIRED IMPORTED_TARGET librsvg-2.0)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(date REQUIRED)
find_package(Threads REQUIRED)

set(TREATYD_LIB_PACKAGES
  PkgConfig::libcurl PkgConfig::pugixml PkgConfig::libxml_2_0 PkgConfig::sqlite3
  PkgConfig::openssl PkgConfig::libzstd PkgConfig::fmt PkgConfig::spdlog PkgConfig::gmime_3_0
  PkgConfig::tomlplusplus PkgConfig::libsystemd PkgConfig::libdeflate PkgConfig::libical
  Boost::headers Boost::json date::date-tz Threads::Threads)
