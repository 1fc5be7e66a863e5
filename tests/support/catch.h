#pragma once

// The one place where Catch2 is included, so that a later major version is one edit.
#include <catch2/catch.hpp>
