#pragma once

// The one place where CLI11 is included: it costs seconds, so only main files come here.
#include <CLI/CLI.hpp>
